"""Ratios that make a whole: 三次产业比为3.9：59.5：36.6; 四类支出占比依次为44.0%、30.8%、20.4%、4.9%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gouji.extraction.mention import Mention, Reading
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.quantity import Quantity

MADE_UP = re.compile(
    r"(?:占比|比重|比例|结构|构成|之比|产业比|比)(?:分别|依次)?(?:为|是|达到?|调整为|优化为|约为|由)?约?$"
)
ALL_OF_THEM = re.compile(
    r"(?:[三四五六七八九]|\d)(?:者|类|项|大类|部分)[^，。；\d]{0,8}(?:分别|依次|各)?占?[^，。；\d]{0,10}$"
)
CLAUSE = re.compile(r"[^，。；：]*$")
SOME = 3  # percentages in a row that may make a whole


def wholeness(prose: Prose) -> Iterator[Statement]:
    """Every ratio of shares, and every row of shares that words call all of them."""
    for reading in prose.readings:
        yield from _ratios(reading)
        yield from _rows(reading)


def _ratios(reading: Reading) -> Iterator[Statement]:
    passage = reading.passage
    for token in reading.tokens:
        if token.kind != "ratio":
            continue
        lead = CLAUSE.search(passage.text, max(0, token.start - 30), token.start)
        if not lead or not MADE_UP.search(lead[0]):
            continue
        parts, at = [], token.start
        for figure in token.parts:
            start = passage.text.index(figure.printed, at)
            at = start + len(figure.printed)
            parts.append(Part("ratio_part", text=figure.printed, span=passage.span(start, at), figure=figure))
        yield Statement(tuple(parts), forced="约" not in lead[0])


def _rows(reading: Reading) -> Iterator[Statement]:
    """Rows of shares; that nothing else has a share, no word says, so they never fail."""
    text = reading.passage.text
    row: list[Mention] = []
    for mention in (*reading.mentions, None):
        if mention and mention.percent and row and re.fullmatch("[、和与及]", text[row[-1].end : mention.start]):
            row.append(mention)
            continue
        lead = CLAUSE.search(text, 0, row[0].start) if len(row) >= SOME else None
        if lead and ALL_OF_THEM.search(lead[0]) and "占" in lead[0]:
            yield Statement(tuple(Part("ratio_part", m, figure=_hundredths(m.figure)) for m in row), forced=False)
        row = [mention] if mention and mention.percent else []


def _hundredths(figure: Quantity) -> Quantity:
    """A percentage as the bare number of its hundredths."""
    return replace(figure, value=figure.value * 100, step=figure.step * 100, scale=figure.scale * 100)
