"""Placings: a figure beside one of an earlier time, and a word that places it. A，高于上年的B; B，A，与上年持平."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.bases import ACCOUNT, RELATIVE, YEAR, dates_earlier, year_fits
from gouji.extraction.comparing import Line, clause_before, grammar, same_sort
from gouji.extraction.currents import VALUES
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words

ABOVE = ("高于", "多于", "超过", "大于", "高出", "超出")
HINT = re.compile("[高低多少大小超]")
NEAR = 40  # characters between a figure and 持平


def placings(prose: Prose) -> Iterator[Statement]:
    """Every figure that a word places above, below or level with one of an earlier time."""
    g = grammar(prose)
    for reading in prose.readings:
        if not reading.passage.cell:
            for sentence in prose.sentences(reading):
                line = Line(g, prose, reading, sentence)
                yield from _beyond(line)
                yield from _flat(line)


def _beyond(line: Line) -> Iterator[Statement]:
    """A，高于上年的B: a direction and no change."""
    for a, b in zip(line.mentions, line.mentions[1:], strict=False):
        if not HINT.search(line.text, a.end, b.start):
            continue
        before, start = clause_before(b, a.end)
        m = next((m for m in line.g.beyond.finditer(before) if m.end() == len(before)), None)
        if not m or not same_sort(a, b) or a.clause < b.clause - 1 or a.depth != b.depth:
            continue
        if a.form in VALUES and a.form != "completion" and not a.figure.bound and not a.sees("target"):
            says = "增加" if m["dir"] in ABOVE else "减少"
            claim = words("claim", b.passage, start + m.start("dir"), start + m.end("dir"), says)
            yield Statement((Part("current", a), Part("prior", b), claim))


def _flat(line: Line) -> Iterator[Statement]:
    """2022年执行数B，2023年预算A，与2022年执行数持平."""
    stop = line.text.find("。", line.mentions[-1].end)
    for m in line.g.flat.finditer(line.text, line.mentions[0].end, stop if stop >= 0 else len(line.text)):
        earlier = [x for x in line.mentions if x.end <= m.start()][-2:]
        if len(earlier) < 2 or m.start() - earlier[-1].end > NEAR:  # noqa: PLR2004 - a pair
            continue
        b, a = earlier
        between = line.text[a.end : m.start()]
        if re.fullmatch(r"[）)]?的?(?:水平|规模)?(?:相比)?(?:总体)?", between):
            b, a = a, b
            level = _level_with(line, b, a)
        else:
            level = "。" not in between and _level(line, b, a, re.split("[，；]", between)[-1])
        if level:
            claim = words("claim", line.reading.passage, m.start(), m.end(), "持平")
            yield Statement((Part("current", a), Part("prior", b), claim))


def _level_with(line: Line, b: Mention, a: Mention) -> bool:
    """A，与上年的B持平."""
    before, _ = clause_before(b, a.end)
    led = line.g.base.fullmatch(before)
    fits = same_sort(a, b) and a.form in VALUES and not a.sees("target") and not a.figure.bound and a.depth == b.depth
    return bool(led and line.g.earlier.search(led["what"]) and not led["noun"]) and fits


def _level(line: Line, b: Mention, a: Mention, clause: str) -> bool:
    """Whether b is the earlier figure that a clause says a is level with."""
    year, account = YEAR.search(clause), ACCOUNT.search(clause)
    if not (year or RELATIVE.search(clause)) or a.form not in VALUES or b.form not in VALUES:
        return False
    if not same_sort(a, b) or a.segment != b.segment or (account and account[0] not in b.lead):
        return False
    own = _own_year(a)
    now = re.sub(str(own), "", a.lead) if own else a.lead
    dated = dates_earlier(line.g, b.lead) and not dates_earlier(line.g, now) and own != _own_year(b)
    return dated and year_fits(b, year, (b, a))


def _own_year(m: Mention) -> int | None:
    return m.period.year if m.own_period and m.period else None
