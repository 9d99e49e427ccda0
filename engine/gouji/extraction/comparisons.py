"""Comparisons of two times, or of a figure with its goal: 比上年的B增加C，增长P%; 由B降到A; 同比增长P%（上年B）.

The words say what is compared; whether the figures bear them out is for the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gouji.extraction.bases import YEARLY, Base, before, beside, from_to, kin
from gouji.extraction.comparing import Change, Grammar, Line, changes, grammar, unsigned
from gouji.extraction.currents import Found, Sought, current_of
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words

ROLE_UP = {"amount": "change", "rate": "growth_rate"}
ROLE_DOWN = {"amount": "decrease", "rate": "decline_rate"}
SAYS = {True: "增加", False: "减少"}
REACH = 40  # characters before a figure in which a rank may be named
ORDINALS = ("级", "档", "等", "位")
ORDINAL = re.compile("等(?=[提升降上下，。；、）)由至到])")  # 4.6等
BETTER = re.compile("提升|提高|改善|优化|加快")
TIMES = ("日", "工作日", "小时", "分钟", "秒")
REMARK = re.compile(r"[^，。；]{0,4}[（(][^（）()]{0,24}[）)]")
RESTATED = "同口径"  # 上年同口径B: the base as printed is comparable
MISNAMED = re.compile(r"，(涨幅|升幅|增幅|降幅|跌幅|减幅)(?:低于|高于|小于|大于|控制|为全)")


def comparisons(prose: Prose) -> Iterator[Statement]:
    """Every change whose base or own figure the words name."""
    g = grammar(prose)
    for reading in prose.readings:
        if not reading.passage.cell:
            for sentence in prose.sentences(reading):
                yield from in_line(Line(g, prose, reading, sentence))


def in_line(line: Line) -> Iterator[Statement]:
    """What one sentence compares."""
    pairs = from_to(line.mentions)
    stated = changes(line.g, line.mentions)
    used = {n for c in stated for n in range(c.first, c.last + 1)}  # figures that are changes, or bases of one
    bases = [beside(line, c, pairs, used) for c in stated]
    used |= {b.index for b in bases if b}
    for change, base in zip(stated, bases, strict=True):
        yield from _stated(line, change, base or before(line, change, used))
    told = {b.index for b in bases if b}
    for pair in pairs:
        claim = _moving(line.g, pair) if pair.index not in told else []
        if claim:
            yield Statement((Part("current", pair.current), Part("prior", pair.mention), *claim))


def _stated(line: Line, change: Change, base: Base | None) -> Iterator[Statement]:
    """The statements of a change: what it is measured from, the figure it led to, by how much."""
    if change.alone and not (base and base.goal):
        return
    like = base.mention if base else change.amount
    if like is None:
        yield from _misnamed(change)
        return
    found = _led_to(line, change, base, like)
    if base and base.apart and not all(kin(base.mention, m) for m in found.mentions):
        yield from _stated(line, change, None)
    elif base and base.goal and change.amount and (found.mentions or not change.rate):
        if found.mentions:
            yield _apart_from_goal(replace(change, at=change.amount), base, found)
            yield from _rate_alone(line, change, base, found)
    else:
        yield from _told(line, change, base, found)


def _rate_alone(line: Line, change: Change, base: Base, found: Found) -> Iterator[Statement]:
    """节约率 of what was set, once the amount has been told."""
    if change.rate:
        up = change.up if change.rate is change.at or change.second_up is None else change.second_up
        yield from _told(line, replace(change, amount=None, at=change.rate, up=up), base, found)


def _led_to(line: Line, change: Change, base: Base | None, like: Mention) -> Found:
    """The figure that a change led to."""
    reached = base.current if base and base.current else change.reached
    if reached:
        return Found((reached,), forced=True)
    noun = base.noun if base and base.noun else change.noun
    around = (change.at.bracket, base.mention.bracket) if base and base.goal else (change.at.bracket,)
    return current_of(line, Sought(change, like, noun, base.index if base else None, around))


def _told(line: Line, change: Change, base: Base | None, found: Found) -> Iterator[Statement]:
    """One statement where the words force the current figure; else what is forced without it, and it apart."""
    measured = base.mention if base else change.amount
    points = measured is not None and measured.percent and change.amount is None
    if base and base.current and change.amount and _ranked(line.g, change, base):
        yield _places_apart(change.amount, base.mention, base.current)
        return
    parts = [] if points else _amounts(change)  # 执行率91%提高4%: of it, or points
    told = [Part("prior", base.mention)] if base else []
    currents = [Part("current", m) for m in found.mentions]
    notes = _notes(line, change, base)
    real = (
        any(says in n.says for n in notes for says in ("可比价", "或可比价"))
        and change.amount is None
        and not (base and base.current)
    )
    says = [] if real else _claim(line.g, change, base)
    body = (*currents, *told, *parts, *notes, *says)
    if found.forced and len(currents) + len(told) + len(parts) > 1:
        yield Statement(body, claim=change.at)
    elif told and len(parts) > 1:
        yield Statement((*told, *parts, *says, *notes), claim=change.at)
        if currents:  # how the words and the change agree has been told
            yield Statement((*currents, *told, *parts, *notes), forced=False)
            yield Statement((*currents, *told, *notes, *says), forced=False)
    elif currents and len(told) + len(parts) > 1:
        yield Statement(body, claim=change.at, forced=False)


def _amounts(change: Change) -> list[Part]:
    """The change and its rate, in the role their direction gives them; a minus sign turns it."""
    made = []
    for kind, m in (("amount", change.amount), ("rate", change.rate)):
        if m is None:
            continue
        if kind == "rate" and YEARLY.search(m.lead):
            made.append(Part("average_growth", m))
            continue
        rises = (change.up if m is change.at else change.second_up) is not False
        figure = None
        if m.figure.value < 0:
            rises, figure = not rises, unsigned(m.figure)
        made.append(Part((ROLE_UP if rises else ROLE_DOWN)[kind], m, figure=figure))
    return made


def _claim(g: Grammar, change: Change, base: Base | None) -> list[Part]:
    """What the direction words say, except of ranks, which rise by growing smaller."""
    at = change.at
    if change.up is None or at.figure.value < 0 or _ranked(g, change, base):
        return []
    return [words("claim", at.passage, *change.word, SAYS[change.up]), *(_moving(g, base) if base else [])]


def _ranked(g: Grammar, change: Change, base: Base | None) -> bool:
    return any(_smaller_is_better(g, m, *change.word) for m in (change.at, base and base.mention) if m)


def _places_apart(amount: Mention, one: Mention, other: Mention) -> Statement:
    """由5.4等提升到4.9等，提高0.5等: how far apart they are, whichever end is the better."""
    low, high = sorted((one, other), key=lambda m: m.figure.value)
    return Statement((Part("minuend", high), Part("subtrahend", low), Part("difference", amount)), claim=amount)


def _moving(g: Grammar, pair: Base) -> list[Part]:
    """The direction word inside 由B提高到A."""
    if not pair.current:
        return []
    passage = pair.mention.passage
    m = g.direction.search(passage.text, pair.mention.end, pair.current.start)
    if not m or _smaller_is_better(g, pair.mention, *m.span()):
        return []
    return [words("claim", passage, m.start(), m.end(), SAYS[bool(g.up.fullmatch(m[0]))])]


def _smaller_is_better(g: Grammar, m: Mention, start: int, end: int) -> bool:
    """Ranks and grades rise by growing smaller (由4.6等提升至4.1等); a time that is 提高 may be a shorter one."""
    text = m.passage.text
    ranked = (
        m.token.unit in ORDINALS or ORDINAL.match(text, m.end) or g.rank.search(text, max(0, m.start - REACH), m.start)
    )
    return bool(ranked) or (m.figure.dimension in TIMES and bool(BETTER.search(text, start, end)))


def _apart_from_goal(change: Change, base: Base, found: Found) -> Statement:
    """比目标B多C: a difference from what was set."""
    current = [Part("minuend" if change.up else "subtrahend", m) for m in found.mentions]
    goal = Part("subtrahend" if change.up else "minuend", base.mention, figure=replace(base.mention.figure, bound=""))
    return Statement((*current, goal, Part("difference", change.at)), claim=change.at, forced=found.forced)


def _notes(line: Line, change: Change, base: Base | None) -> list[Part]:
    """Words that forbid working the rate out from the printed figures, or excuse it."""
    g, passage = line.g, change.at.passage
    start = max(passage.text.rfind(c, 0, change.at.start) for c in "。！？；") + 1
    end = line.mentions[change.last].end
    remark = REMARK.match(passage.text, end)
    stop = remark.end() if remark else end
    clause = passage.text.rfind("，", 0, change.at.start) + 1
    nominal = g.nominal.search(passage.text, max(start, clause), end)
    patterns = [(g.basis, "口径调整"), (g.new, "新增项目")]
    if change.rate and not nominal:
        real = g.real.search(passage.text, start, stop)
        patterns.append((g.real, "可比价") if real else (g.surveyed, "或可比价"))
    made = []
    for pattern, says in patterns:
        m = pattern.search(passage.text, start, stop)
        if m and not (base and base.mention.lead_start <= m.start() < base.mention.start and m[0] == RESTATED):
            made.append(words("note", passage, m.start(), m.end(), says))
    return made


def _misnamed(change: Change) -> Iterator[Statement]:
    """下降1.9%，涨幅低于…: a fall called a rise."""
    m = MISNAMED.match(change.at.passage.text, change.rate.end) if change.rate else None
    if m and change.up is not None:
        claim = words("claim", change.at.passage, m.start(1), m.end(1), "减少" if m[1][0] in "降跌减" else "增加")
        yield Statement((*_amounts(change), claim))
