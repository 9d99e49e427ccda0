"""Comparisons of two times, or of a figure with its goal: 比上年的B增加C，增长P%; 由B降到A; 同比增长P%（上年B）.

The words say what is compared; whether the figures bear them out is for the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gouji.extraction.clauses import Mention, Reading
from gouji.extraction.comparing import (
    Change,
    Grammar,
    changes,
    clause_before,
    grammar,
    same_sort,
    unsigned,
)
from gouji.extraction.currents import COMPARED, VALUES, Found, Sought, current_of
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words

GAP_TO = 40  # characters between 由B and 到A
BACK = 3  # figures between a base that stands before and its change
ROLE_UP = {"amount": "change", "rate": "growth_rate"}
ROLE_DOWN = {"amount": "decrease", "rate": "decline_rate"}
SAYS = {True: "增加", False: "减少"}
YEAR = re.compile(r"(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3}")
ACCOUNT = re.compile(r"执行数|决算|年初预算|预算")
RELATIVE = re.compile(r"同比|上年|去年|上一年|同期")


@dataclass(frozen=True, slots=True)
class Base:
    """What a change is measured from. `goal`: it was set, not counted. `used` mentions are no candidates for the current figure."""

    mention: Mention
    index: int
    goal: bool
    noun: str = ""
    current: Mention | None = None  # where the words give both: 由B到A


def comparisons(prose: Prose) -> Iterator[Statement]:
    """Every change whose base or own figure the words name."""
    g = grammar(prose)
    for reading in prose.readings:
        if not reading.passage.cell:
            for sentence in prose.sentences(reading):
                yield from in_sentence(g, prose, reading, sentence)


def in_sentence(g: Grammar, prose: Prose, reading: Reading, mentions: tuple[Mention, ...]) -> Iterator[Statement]:
    """What one sentence compares."""
    pairs = from_to(mentions)
    stated = changes(g, mentions)
    used = {n for c in stated for n in range(c.first, c.last + 1)}  # figures that are changes, or bases of one
    bases = [_stated_base(g, mentions, c, pairs, used) for c in stated]
    used |= {b.index for b in bases if b}
    for change, base in zip(stated, bases, strict=True):
        yield from _stated(g, prose, reading, mentions, change, base or _before(g, mentions, change, used))
    told = {b.index for b in bases if b}
    for pair in pairs:
        if pair.index not in told:
            yield from _moved(g, pair)
    yield from _beyond(g, mentions)
    yield from _flat(g, reading, mentions)


def from_to(mentions: tuple[Mention, ...]) -> list[Base]:
    """由B到A: the pairs of one sentence. `index` is that of the later figure."""
    found = []
    for n in range(1, len(mentions)):
        a, b = mentions[n - 1], mentions[n]
        near = a.sentence == b.sentence and b.start - a.end < GAP_TO
        if a.form == "from" and b.form == "to" and near and same_sort(a, b):
            found.append(Base(a, n, goal=False, current=b))
    return found


def _stated_base(g: Grammar, mentions: tuple[Mention, ...], change: Change, pairs: list[Base], used: set[int]) -> Base | None:
    """The base that stands with a change: 由…到 beside it, 比B before it, or a bracket after it."""
    for pair in pairs:
        if _beside(mentions, change, pair):
            return pair
    return _inline(g, mentions, change, used) or _after(g, mentions, change)


def _beside(mentions: tuple[Mention, ...], change: Change, pair: Base) -> bool:
    """由B降到A，下降P%, or 下降P%（由B降到A）."""
    text = change.at.passage.text
    if pair.index == change.first - 1 and pair.current:
        return bool(re.fullmatch(r"[^，。；：、（）\d]{0,6}[，,、（(]?[^，。；：、（）\d]{0,10}", text[pair.current.end : change.at.start])) and not change.noun
    between = text[mentions[change.last].end : pair.mention.start]
    return pair.index == change.last + 2 and bool(re.fullmatch(r"[，（(][^，。；]{0,14}", between)) and between[1:2] in ("由", "从")


def _inline(g: Grammar, mentions: tuple[Mention, ...], change: Change, used: set[int]) -> Base | None:
    """比上年的B增加C: the figure right before the change, led by 比 or 较."""
    n = change.first - 1
    if n < 0 or n in used or not g.inline.fullmatch(change.at.passage.text, mentions[n].end, change.at.start):
        return None
    before, _ = clause_before(mentions[n], mentions[n - 1].end if n else 0)
    led = g.base.fullmatch(re.sub(r"[（(]$", "", before))
    if not led or (led["by"] in ("与", "同", "跟", "和") and not re.search("相比|比较", change.at.passage.text[mentions[n].end : change.at.start])):
        return None
    tail = change.at.passage.text[mentions[n].end : change.at.start]
    return Base(mentions[n], n, bool(g.goal.search(led["what"] + tail)) or mentions[n].sees("target"), led["noun"])


def _after(g: Grammar, mentions: tuple[Mention, ...], change: Change) -> Base | None:
    """同比增长P%（上年B）; 同比增长P%，上年为B."""
    n = change.last + 1
    if n >= len(mentions):
        return None
    b, text = mentions[n], change.at.passage.text
    between = text[mentions[change.last].end : b.start]
    dated = re.fullmatch(r"(?P<open>[（(，,])(?P<words>[^，。；：（）]{0,14})", between)
    if not dated or "分别" in dated["words"] or not _earlier(g, b, dated["words"]):
        return None
    if dated["open"] in "，," and not re.search(r"(?:为|是|有|仅|年)$", dated["words"]):
        return None
    follows = mentions[n + 1] if n + 1 < len(mentions) else None
    if dated["open"] in "，," and follows and follows.segment == b.segment and follows.form in ("growth", "decline", "change", "decrease"):
        return None
    return Base(b, n, goal=False)


def _before(g: Grammar, mentions: tuple[Mention, ...], change: Change, used: set[int]) -> Base | None:
    """A，上年为B，增长P%; 2022年执行数B，2023年预算A，比2022年执行数增长P%; 目标B，实际A，差C."""
    goal = bool(g.goal.search(change.against) or change.alone) and not RELATIVE.search(change.against)
    account = ACCOUNT.search(change.against)
    year = YEAR.search(change.against)
    for n in range(change.first - 1, -1, -1):
        b = mentions[n]
        if n in used or b.segment < change.at.segment - 1 or b.form not in VALUES or (change.amount and not same_sort(b, change.amount)):
            continue
        if goal and not account:
            if b.sees("target") or b.figure.bound:
                return Base(b, n, goal=True)
            continue
        if change.saved and (b.sees("target", "budget") or b.figure.bound == "≤"):
            return Base(b, n, goal=True)
        if account and account[0] not in b.lead:
            continue
        if account and not year and not RELATIVE.search(change.against):
            return Base(b, n, goal=False)
        if n < change.first - BACK or not _means(change.noun, b):
            continue
        if _earlier(g, b, _listed_lead(mentions, n)) and _year_fits(b, year, mentions):
            return Base(b, n, goal=False)
    return None


def _listed_lead(mentions: tuple[Mention, ...], n: int) -> str:
    """上年为21起、4人: what stands before the first of a list holds for all of it."""
    while n and not mentions[n].lead and mentions[n].passage.text[mentions[n - 1].end : mentions[n].start] == "、":
        n -= 1
    return mentions[n].lead


def _means(noun: str, base: Mention) -> bool:
    """起数 and 人数 are of the figure that counts 起 or 人."""
    unit = noun[-1:]
    return not unit or unit not in "起人户件家台次座项" or base.figure.dimension == unit


def _earlier(g: Grammar, b: Mention, lead: str) -> bool:
    """Whether words date a figure before the year that the report is about."""
    if ("预算" in lead and not YEAR.search(lead)) or COMPARED.search(lead):
        return False
    return bool(g.earlier.search(lead)) or bool(YEAR.search(lead))


def _year_fits(b: Mention, wanted: re.Match[str] | None, mentions: tuple[Mention, ...]) -> bool:
    """A figure of a named year is the base if that year is named, or another figure beside it is of a later one."""
    own = YEAR.search(b.lead)
    if not own:
        return True
    if wanted:
        return own[0] == wanted[0]
    later = [m.period.year for m in mentions if m is not b and m.own_period and m.period and m.period.year]
    return bool(later) and own[0].isdigit() and max(later) == int(own[0]) + 1


def _stated(
    g: Grammar, prose: Prose, reading: Reading, mentions: tuple[Mention, ...], change: Change, base: Base | None
) -> Iterator[Statement]:
    """The statements of a change: what it is measured from, the figure it led to, by how much."""
    if change.alone and not (base and base.goal):
        return
    like = base.mention if base else change.amount
    if like is None:
        yield from _misnamed(g, change)
        return
    if base and base.current:
        found = Found((base.current,), forced=True)
    elif change.reached:
        found = Found((change.reached,), forced=True)
    else:
        noun = base.noun if base and base.noun else change.noun
        around = (change.at.bracket, base.mention.bracket) if base and base.goal else (change.at.bracket,)
        found = current_of(g, prose, reading, mentions, Sought(change, like, noun, base.index if base else None, around))
    parts = _amounts(g, change)
    if base and base.goal and not change.rate:
        if found.mentions:
            yield _shortfall(change, base, found)
        return
    told = [Part("prior", base.mention)] if base else []
    currents = [Part("current", m) for m in found.mentions]
    notes = _notes(g, mentions, change)
    says = _claim(g, change, base)
    body = (*currents, *told, *parts, *notes)
    if found.forced and len(currents) + len(told) + len(parts) > 1:
        yield Statement((*body, *says), claim=change.at)
    elif told and parts:
        yield Statement((*told, *parts, *says, *notes), claim=change.at)
        if currents:
            yield Statement((*body, *says), forced=False)
    elif currents and len(parts) > 1:
        yield Statement((*body, *says), claim=change.at, forced=False)


def _amounts(g: Grammar, change: Change) -> list[Part]:
    """The change and its rate, in the role their direction gives them; a minus sign turns it."""
    made = []
    for kind, m in (("amount", change.amount), ("rate", change.rate)):
        if m is None:
            continue
        up = m.form in ("change", "growth") if change.up is None or m is not change.at else change.up
        if change.up is None:
            up = True
        figure = None
        if m.figure.value < 0:
            up, figure = not up, unsigned(m.figure)
        made.append(Part((ROLE_UP if up else ROLE_DOWN)[kind], m, figure=figure))
    return made


def _claim(g: Grammar, change: Change, base: Base | None) -> list[Part]:
    """What the direction words say, except of ranks, which rise by growing smaller."""
    if change.up is None or g.rank.search(change.at.passage.text[max(0, change.at.start - GAP_TO) : change.at.start]) or change.at.figure.value < 0:
        return []
    made = [words("claim", change.at.passage, *change.word, SAYS[change.up])]
    if base and base.current:
        made += _moving(g, base)
    return made


def _moving(g: Grammar, base: Base) -> list[Part]:
    """The direction word inside 由B提高到A."""
    if not base.current or g.rank.search(base.mention.lead):
        return []
    passage = base.mention.passage
    m = g.direction.search(passage.text, base.mention.end, base.current.start)
    return [words("claim", passage, m.start(), m.end(), SAYS[bool(g.up.fullmatch(m[0]))])] if m else []


def _moved(g: Grammar, base: Base) -> Iterator[Statement]:
    """由B降到A with nothing more: the direction only."""
    claim = _moving(g, base)
    if claim and base.current:
        yield Statement((Part("current", base.current), Part("prior", base.mention), *claim))


def _shortfall(change: Change, base: Base, found: Found) -> Statement:
    """比目标B多C: a difference from what was set."""
    current = [Part("minuend" if change.up else "subtrahend", m) for m in found.mentions]
    goal = Part("subtrahend" if change.up else "minuend", base.mention, figure=replace(base.mention.figure, bound=""))
    return Statement((*current, goal, Part("difference", change.at)), claim=change.at, forced=found.forced)


def _notes(g: Grammar, mentions: tuple[Mention, ...], change: Change) -> list[Part]:
    """Words that forbid working the rate out from the printed figures, or excuse it."""
    passage = change.at.passage
    start = max(passage.text.rfind(c, 0, change.at.start) for c in "。！？；") + 1
    end = mentions[change.last].end
    tail = re.match(r"[^，。；]{0,4}[（(][^（）()]{0,24}[）)]", passage.text[end : end + 32])
    stop = end + (tail.end() if tail else 0)
    made = []
    clause = passage.text.rfind("，", 0, change.at.start) + 1
    if change.rate:
        real = g.real.search(passage.text, start, stop)
        if real and not g.nominal.search(passage.text, max(start, clause), end):
            made.append(words("note", passage, real.start(), real.end(), "可比价"))
        if re.search("年均|平均每年", change.at.lead):
            made.append(words("note", passage, change.word[0], change.word[1], "可比价"))
    for pattern, says in ((g.basis, "口径调整"), (g.new, "新增项目")):
        m = pattern.search(passage.text, start, stop)
        if m:
            made.append(words("note", passage, m.start(), m.end(), says))
    return made


def _misnamed(g: Grammar, change: Change) -> Iterator[Statement]:
    """下降1.9%，涨幅低于…: a fall called a rise."""
    end = change.rate.end if change.rate else change.at.end
    m = re.compile(r"，(涨幅|升幅|增幅|降幅|跌幅|减幅)(?:低于|高于|小于|大于|控制|为全)").match(change.at.passage.text, end)
    if m and change.rate and change.up is not None:
        claim = words("claim", change.at.passage, m.start(1), m.end(1), "减少" if m[1][0] in "降跌减" else "增加")
        yield Statement((*_amounts(g, change), claim))


def _beyond(g: Grammar, mentions: tuple[Mention, ...]) -> Iterator[Statement]:
    """A，高于上年的B: a direction and no change."""
    for n, b in enumerate(mentions):
        before, start = clause_before(b, mentions[n - 1].end if n else 0)
        m = g.beyond.search(before)
        if not m or m.end() != len(before) or n == 0:
            continue
        a = mentions[n - 1]
        if a.clause >= b.clause - 1 and a.depth == b.depth and same_sort(a, b) and a.form in ("value", "to", "rate", "percent", "share") and not a.figure.bound and not a.sees("target"):
            says = SAYS[bool(g.up.search(m["dir"]) or m["dir"] in ("高于", "多于", "超过", "大于", "优于"))]
            if m["dir"] == "优于":
                continue
            yield Statement((Part("current", a), Part("prior", b), words("claim", b.passage, start + m.start("dir"), start + m.end("dir"), says)))


def _flat(g: Grammar, reading: Reading, mentions: tuple[Mention, ...]) -> Iterator[Statement]:
    """2022年执行数B，2023年预算A，与2022年执行数持平."""
    text = reading.passage.text
    start = mentions[0].lead_start
    for m in g.flat.finditer(text, start):
        before = [x for x in mentions if x.end <= m.start()]
        if len(before) < 2 or "。" in text[before[-1].end : m.start()] or m.start() - before[-1].end > GAP_TO:  # noqa: PLR2004
            continue
        clause = re.split("[，；]", text[before[-1].end : m.start()])[-1]
        year = YEAR.search(clause)
        account = ACCOUNT.search(clause)
        if not year and not RELATIVE.search(clause):
            continue
        b, a = before[-2], before[-1]
        if a.form not in VALUES or b.form not in VALUES:
            continue
        if not same_sort(a, b) or a.segment != b.segment or (account and account[0] not in b.lead):
            continue
        if _earlier(g, b, b.lead) and _year_fits(b, year, tuple(before[-2:])) and not _earlier(g, a, a.lead.replace(str(_own_year(a) or "-"), "")) and _own_year(b) != _own_year(a):
            yield Statement((Part("current", a), Part("prior", b), words("claim", reading.passage, m.start(), m.end(), "持平")))


def _own_year(m: Mention) -> int | None:
    return m.period.year if m.own_period and m.period else None
