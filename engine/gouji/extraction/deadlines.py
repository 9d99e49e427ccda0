"""Deadlines and what was done by them: 应于11月30日前完工，实际12月18日完工，按时完成; 30日内下达，用时21天、35天.

The words after the dates say whether the deadline was kept; the rules compare the dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from gouji.extraction.dates import date_figure
from gouji.extraction.days import Day
from gouji.extraction.mention import Mention, Reading
from gouji.extraction.numerals import Token
from gouji.extraction.passages import Passage
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words
from gouji.extraction.wordlists import Groups, either, groups_of

STOP = re.compile(r"[。！？]")
COMMA = re.compile(r"[，。；：]")
BEFORE = re.compile(r"^(?:以前|之前|前)")
WITHIN = re.compile(r"^(?:以内|之内|内)")
EACH = re.compile(r"^(?:均|都|全部|全|各批|各项|皆|已|并|且|均已|能|能够|做到|实现|基本|确保了?)*$")
UNITS_OF_TIME = ("日", "工作日", "月", "小时", "年")
LAST_DAY = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class _Words:
    due: re.Pattern[str]
    done: re.Pattern[str]
    in_time: re.Pattern[str]
    late: re.Pattern[str]
    term: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Claim:
    """In time, as a sentence says it: the words, and whether its clause has no subject of its own."""

    start: int
    end: int
    open: bool


def deadlines(prose: Prose) -> Iterator[Statement]:
    """Every claim that a deadline was kept, with the deadline and each date or duration it speaks of."""
    known = _words(groups_of(prose.words["dates"]))
    for reading in prose.readings:
        passage = reading.passage
        if passage.cell or not known.in_time.search(passage.text):
            continue
        for start, end in _sentences(passage.text):
            claim = _claim(passage.text, start, end, known)
            if claim:
                yield from _dated(reading, start, claim, prose, known)
                yield from _lasted(reading, start, claim, known)


@cache
def _words(groups: Groups) -> _Words:
    table = dict(groups)
    term = rf"(?:{either(table, 'term')})[^，。；、]{{0,4}}$"
    return _Words(
        re.compile(either(table, "due")),
        re.compile(either(table, "done")),
        re.compile(either(table, "in_time")),
        re.compile(either(table, "late")),
        re.compile(term),
    )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for m in STOP.finditer(text):
        yield start, m.end()
        start = m.end()
    if start < len(text):
        yield start, len(text)


def _claim(text: str, start: int, end: int, known: _Words) -> _Claim | None:
    """The last words of a sentence that say in time, unless others say late."""
    found = list(known.in_time.finditer(text, start, end))
    if not found or known.late.search(text, start, end):
        return None
    last = found[-1]
    clause = max((m.end() for m in COMMA.finditer(text, start, last.start())), default=start)
    return _Claim(last.start(), last.end(), bool(EACH.match(text[clause : last.start()])))


def _part(claim: _Claim, passage: Passage, says: str) -> Part:
    return words("claim", passage, claim.start, claim.end, says)


def _dated(reading: Reading, start: int, claim: _Claim, prose: Prose, known: _Words) -> Iterator[Statement]:
    """One deadline before the claim, and every date after it on which something was done."""
    passage = reading.passage
    dates = [t for t in reading.tokens if t.kind == "date" and t.day and start <= t.start < claim.start]
    due = [t for t in dates if _is_due(passage.text, start, t, known)]
    year = prose.profile.fiscal_year
    if len(due) != 1 or not due[0].day:
        return
    limit = _last(due[0], due[0].day.year or year)
    for token in dates:
        if token.start < due[0].end or not _is_done(passage.text, token, known):
            continue
        done = _day(token, limit.year if limit else None)
        if limit and done:
            parts = (
                _date("deadline", passage, due[0], limit),
                _date("done_date", passage, token, done),
                _part(claim, passage, "按期"),
            )
            yield Statement(parts, forced=claim.open)


def _is_due(text: str, start: int, token: Token, known: _Words) -> bool:
    clause = max((m.end() for m in COMMA.finditer(text, start, token.start)), default=start)
    return bool(BEFORE.match(text[token.end :]) and known.due.search(text[clause : token.start]))


def _is_done(text: str, token: Token, known: _Words) -> bool:
    clause = COMMA.split(text[token.end :])[0]
    return bool(token.day and token.day.day and not BEFORE.match(clause) and known.done.search(clause))


def _last(token: Token, year: int | None) -> Day | None:
    """The last day that a deadline allows: 11月底前, 10月31日前; none of a bare month (10月前)."""
    day = token.day
    if not day or not day.month or not (day.year or year):
        return None
    if not day.day and not token.text.endswith(("底", "末")):
        return None
    return Day(day.year or year, day.month, day.day or LAST_DAY[day.month - 1])


def _day(token: Token, year: int | None) -> Day | None:
    day = token.day
    return replace(day, year=day.year or year) if day and (day.year or year) and not day.word.startswith("次") else None


def _date(role: str, passage: Passage, token: Token, day: Day) -> Part:
    return Part(role, text=token.text, span=passage.span(token.start, token.end), figure=date_figure(day))


def _lasted(reading: Reading, start: int, claim: _Claim, known: _Words) -> Iterator[Statement]:
    """收到后30日内下达，三批分别用时21天、26天、35天，均在规定时限内: one limit, and each duration after it."""
    passage = reading.passage
    spans = [
        m
        for m in reading.mentions
        if start <= m.start < claim.start and m.figure.dimension in UNITS_OF_TIME and not m.percent
    ]
    limits = [m for m in spans if WITHIN.match(passage.text[m.end :]) or m.token.tail in ("以内", "内", "之内")]
    if len(limits) != 1:
        return
    for measured in _durations([m for m in spans if m.start > limits[0].start], known):
        if measured.figure.dimension == limits[0].figure.dimension:
            limit = Part("limit", limits[0], figure=replace(limits[0].figure, assigned=True))
            parts = (Part("measured", measured), limit, _part(claim, passage, "不超过"))
            yield Statement(parts, forced=claim.open)


def _durations(mentions: list[Mention], known: _Words) -> list[Mention]:
    """Figures led by 用时, and those that 、 joins to one."""
    found: list[Mention] = []
    for m in mentions:
        joined = bool(found) and m.passage.text[found[-1].end : m.start] in ("、", "和", "与", "及")
        if joined or known.term.search(m.lead):
            found.append(m)
    return found
