"""Satisfaction from grades: 非常满意66户，满意72户，一般9户，满意率92%; the satisfied grades are added up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.alike import alike, bare
from gouji.extraction.mention import Mention
from gouji.extraction.naming import plain
from gouji.extraction.prose import Prose
from gouji.extraction.rates import SURVEY
from gouji.extraction.statement import Part, Statement

GRADE = re.compile(r"(?P<degree>非常|很|十分|比较|较为|较|基本)?满意[”’」]?(?:的|为|有|者|共|：)*$")
NOT_SATISFIED = re.compile(r"不(?:太|够)?满意|一般|不了解")
FULL = ("", "非常", "很", "十分")
COUNTED = re.compile(
    r"(?:以|按|将)?[“（(]?(?:[“”、+＋和及加与]|非常|很|十分|比较|较为|较|基本|满意){4,}[”）)]?(?:计|两项|合计|计算|之和|为满意)?"
)


def satisfaction(prose: Prose) -> Iterator[Statement]:
    """A rate of satisfaction with two or more satisfied grades counted in its sentence or the one before."""
    for reading in prose.readings:
        mentions = reading.mentions
        for rate in mentions:
            if rate.form == "rate" and "满意" in rate.of:
                near = [m for m in mentions if rate.sentence - 1 <= m.sentence <= rate.sentence and plain(m)]
                yield from _graded(rate, [m for m in near if m.start < rate.start or m.bracket == rate.end])


def _graded(rate: Mention, near: list[Mention]) -> Iterator[Statement]:
    grades = [(m, g["degree"] or "") for m in near if (g := GRADE.search(m.lead)) and not NOT_SATISFIED.search(m.lead)]
    if len({degree for _, degree in grades}) < len(grades) or len(grades) < 2:  # noqa: PLR2004
        return
    first = grades[0][0]
    bases = [
        m for m in near if m.start < first.start and (alike(m.figure, first.figure) or SURVEY.search(m.lead + m.tail))
    ]
    if not bases:
        return
    degrees, sure = _meant(rate, [degree for _, degree in grades])
    parts = [m for m, degree in grades if degree in degrees]
    yield Statement(
        (
            Part("share", rate, says=("合并",)),
            *(Part("part", m, figure=bare(m)) for m in parts),
            Part("denominator", bases[-1], figure=bare(bases[-1])),
        ),
        rate,
        forced=sure and len(parts) > 1,
    )


def _meant(rate: Mention, degrees: list[str]) -> tuple[list[str], bool]:
    """Which grades the rate adds up: those it names; else all, a proof only if none of them is 基本 or 较."""
    text = rate.passage.text
    around = text[max(0, rate.start - 40) : rate.end + 24]
    for m in COUNTED.finditer(around):
        named = re.findall(r"(非常|很|十分|比较|较为|较|基本)?满意", m[0])
        if len(named) > 1:
            return named, True
    return degrees, all(d in FULL for d in degrees)
