"""Formulas written out: 482.98÷500.50＝96.5%, （15,437.00万元÷10.3万亩）, 8+7+9.75=24.75."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.alike import alike, bare
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement

OPERATOR = re.compile(r"[÷/×xX*＊＋+－\-−]")
EQUALS = re.compile(r"(?:＝|=|≈|等于)")
DIVIDE, TIMES, PLUS, MINUS = "÷/", "×xX*＊", "＋+", "－-−"


def formulas(prose: Prose) -> Iterator[Statement]:
    """Every formula whose operands and result are figures, or that stands in brackets after its result."""
    for reading in prose.readings:
        if not OPERATOR.search(reading.passage.text):
            continue
        mentions = reading.mentions
        n = 0
        while n < len(mentions):
            operands, operator = _chain(mentions, n)
            result = _result(mentions, n, len(operands)) if operator else None
            if result is not None:
                yield from _stated(operands, operator, result)
            n += max(len(operands), 1)


def _between(a: Mention, b: Mention) -> str:
    return a.passage.text[a.end : b.start].strip("（）()")


def _chain(mentions: tuple[Mention, ...], n: int) -> tuple[list[Mention], str]:
    """The operands from n on that one operator joins, and the operator."""
    operands, operator = [mentions[n]], ""
    for following in mentions[n + 1 :]:
        between = _between(operands[-1], following)
        if not OPERATOR.fullmatch(between) or (operator and between != operator):
            break
        operator = between
        operands.append(following)
    return operands, operator


def _result(mentions: tuple[Mention, ...], n: int, count: int) -> Mention | None:
    """The figure after an equals sign, or the one before a bracket that holds nothing but the formula."""
    last = mentions[n + count - 1]
    following = mentions[n + count] if n + count < len(mentions) else None
    if following is not None and EQUALS.fullmatch(_between(last, following)):
        return following
    text = last.passage.text
    closed = text[last.end : last.end + 1] in ("）", ")")
    before = mentions[n - 1] if n else None
    opened = before is not None and mentions[n].bracket == before.end and mentions[n].lead == ""
    return before if closed and opened else None


def _stated(operands: list[Mention], operator: str, result: Mention) -> Iterator[Statement]:
    first, *rest = operands
    if operator in PLUS:
        yield Statement((Part("total", result, says=("列全",)), *(Part("part", m) for m in operands)), result)
    elif operator in MINUS and len(rest) == 1:
        yield Statement((Part("minuend", first), Part("subtrahend", rest[0]), Part("difference", result)), result)
    elif operator in TIMES and len(rest) == 1:
        yield Statement(
            (Part("unit_price", first), Part("divisor", rest[0], figure=bare(rest[0])), Part("amount", result)), result
        )
    elif (
        operator in DIVIDE and len(rest) == 1 and result.figure.dimension == "" and alike(first.figure, rest[0].figure)
    ):
        yield Statement(
            (Part("numerator", first), Part("denominator", rest[0]), Part("share", result, says=("比率",))), result
        )
    elif operator in DIVIDE and len(rest) == 1:
        whole = result.figure.dimension == f"{first.figure.dimension}/{rest[0].figure.dimension}"
        top = first.figure if whole or result.figure.dimension == first.figure.dimension else bare(first)
        claim = result.figure if whole or result.figure.dimension == first.figure.dimension else bare(result)
        divisor = rest[0].figure if whole else bare(rest[0])
        yield Statement(
            (
                Part("average", result, figure=claim),
                Part("numerator", first, figure=top),
                Part("divisor", rest[0], figure=divisor),
            ),
            result,
        )
