"""The grade a report gives itself, with its total and, if the report states them, its own bands.

得分合计97.1分。根据“95分以上为优秀，85—94分为良好”的规定，评定为良好
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gouji.extraction.mention import Mention, Reading
from gouji.extraction.numerals import Token
from gouji.extraction.prose import Prose
from gouji.extraction.scoreitems import Words, score_words
from gouji.extraction.statement import Part, Statement
from gouji.extraction.wordlists import either
from gouji.quantity import Quantity

KNOWN = "优良中差"
THAT = re.compile(r"该[^，。；]{0,8}$")
ANOTHERS = "他评"
NEAR = 12  # characters between a score and its grade


def grades(prose: Prose) -> Iterator[Statement]:
    """The grade of the report, once a passage that states it beside a total."""
    words = prose.words["scores"]
    labels = either(words, "grades")
    given = re.compile(
        rf"(?:{either(words, 'grade_lead')})[^，。；、\d]{{0,4}}[:：“\"‘]*(?P<grade>{labels})(?=[”\"’，。；、（()）]|$)"
    )
    band = re.compile(
        rf"(?P<low>\d+(?:\.\d+)?)(?:分)?(?:[（(]含[）)])?(?:及?以上|[—–\-~～至到]\d+(?:\.\d+)?分?(?:[（(]含[）)])?)为?(?:[“\"])?(?P<grade>{labels})"
    )
    stated_after = re.compile(r"[”\"]?[（(](?P<low>\d+(?:\.\d+)?)分(?:及以上|以上)[）)]")
    w = score_words(prose)
    for reading in prose.readings:
        text = reading.passage.text
        for m in given.finditer(text, reading.passage.body):
            total = _total_before(reading, m.start(), w)
            if total is not None and m["grade"][0] in KNOWN:
                bands = {b["grade"][0]: b.start("low") for b in band.finditer(text)}
                if own := stated_after.match(text, m.end()):
                    bands[m["grade"][0]] = own.start("low")
                yield Statement((*_graded(reading, m, total, w), *_bounds(reading, m["grade"][0], bands)))


def _graded(reading: Reading, m: re.Match[str], total: Mention, w: Words) -> tuple[Part, ...]:
    at = m.start("grade")
    says = (ANOTHERS,) if _of_another(total, w) else ()
    return (
        Part("grade", text=m["grade"][0], span=reading.passage.span(at, at + 1)),
        Part("total_score", total, says=says),
    )


def _of_another(total: Mention, w: Words) -> bool:
    """2022年度得分88分, 项目评审得分76分, “甲灌区”项目（76分）: no total of this report."""
    dated = total.period.year if total.own_period and total.period else None
    if w.year and dated and dated != w.year:
        return True
    return (total.depth > 0 and not total.lead) or ("自评" not in total.lead and bool(w.judged.search(total.lead)))


def _total_before(reading: Reading, at: int, w: Words) -> Mention | None:
    """The last total of the passage before the grade."""
    found = [
        m
        for m in reading.mentions
        if m.end <= at and m.token.unit == "分" and w.total.search(m.lead) and not w.deduct.search(m.lead)
    ]
    named = [m for m in found if not w.other.search(m.lead) and "满分" not in m.lead]
    if named:
        return named[-1]
    scored = [
        m
        for m in reading.mentions
        if m.end <= at and m.token.unit == "分" and at - m.end < NEAR and m.lead.endswith(("得分", "得分为", "得"))
    ]
    return scored[-1] if scored else _bracketed(reading, at)


def _bracketed(reading: Reading, at: int) -> Mention | None:
    """“甲灌区”项目（76分）… 该项目等级为“良”: the one score that a bracket gives what 该 speaks of."""
    if not THAT.search(reading.passage.text, max(at - NEAR, 0), at):
        return None
    alone = [
        m
        for m in reading.mentions
        if m.end <= at and m.token.unit == "分" and not m.lead and m.lead_start == m.bracket + 1 and m.depth == 1
    ]
    return alone[0] if len(alone) == 1 and not alone[0].tail else None


def _bounds(reading: Reading, grade: str, bands: dict[str, int]) -> tuple[Part, ...]:
    """The lower and upper end of the report's own band for the grade it gives itself."""
    if grade not in bands:
        return ()
    tokens = {t.start: t for t in reading.tokens}
    low = _low(tokens.get(bands[grade]))
    if low is None:
        return ()
    parts = [
        _bound(reading, tokens[bands[grade]], low, "下限"),
        Part("note", text="报告自定等级档", says=("另定等级",)),
    ]
    higher = [(q.value, at, q) for at in bands.values() if (q := _low(tokens.get(at))) and q.value > low.value]
    if higher:
        _, at, q = min(higher, key=lambda row: row[0])
        parts.append(_bound(reading, tokens[at], q, "上限"))
    return tuple(parts)


def _low(token: Token | None) -> Quantity | None:
    """The lower end of a band: 95分 of 95分以上, 85 of 85—94分."""
    if token is None:
        return None
    return token.parts[0] if token.parts else token.quantity


def _bound(reading: Reading, token: Token, low: Quantity, says: str) -> Part:
    figure = replace(low, bound="", assigned=True)
    return Part(
        "limit", text=low.digits, span=reading.passage.span(token.start, token.end), figure=figure, says=(says,)
    )
