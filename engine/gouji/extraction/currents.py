"""Which figure a change led to: the nearest before it that its words can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.extraction.comparing import ADDED, STRUCTURE, Change, Grammar, Line, clause_before, names, same_sort
from gouji.extraction.mention import Mention
from gouji.extraction.naming import WITH, core, name_of

VALUES = ("value", "to", "mean", "percent", "rate", "share", "completion")
REACH = 40  # passages
TELLING = 3  # characters of a name that tells little away from its passage
BRIEFEST = 2
ACCOUNTS = re.compile(r"(?:支出|收入)?(?:决算|执行|预算|支出|收入)(?:数|支出|额)?")
COMPARED = re.compile(
    rf"(?:(?<!占)比(?![例重率值])|(?<!比)较(?![大好多高快为])|{WITH}|高于|低于|超过)[^，。；]{{0,16}}$"
)
BOTH = re.compile("(?:收入?[、和]?支出?|收支)(?:总计|合计|决算)?(?:均)?")  # 收、支总计各增加C
CHANGES = ("change", "decrease", "growth", "decline")
LISTED = re.compile(r"[^，。；：]{0,14}、[^，。；：]{0,14}")
NOUN_OPEN = re.compile(r"[\u4e00-\u9fff]{2}[（(]$")
CARRIED = re.compile(r"(?:上年|上年度|以前年度|去年)末?(?:结转|结余|滚存)")  # this year's, though it names the last
WHOLE_ACCOUNT = re.compile(r"^(?:收入|支出)(?:总计|合计|总额)$")
DATED = re.compile(r"^(?:(?:19|20)\d\d年度?|全年|本年度?|年内|当年|各项)+")
OF_YEAR = re.compile(r"((?:19|20)\d\d)年度?((?:收入|支出)(?:总计|合计|总额))")
PARAGRAPHS = 2
AVERAGE = re.compile(r"[日月年周季天]均")
OF_WHICH = re.compile(r"其中|包括|分别为|具体为")


@dataclass(frozen=True, slots=True)
class Found:
    """The figures the words allow, and whether they force that reading."""

    mentions: tuple[Mention, ...]
    forced: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """What a change led to: a figure of the sort of `like`, called `noun` if that is said, in `brackets` or outside.

    `base` is the index of the figure the change is measured from, never itself a candidate.
    """

    change: Change
    like: Mention
    noun: str
    base: int | None
    brackets: tuple[int, ...]


NONE = Found((), forced=False)


def current_of(line: Line, sought: Sought) -> Found:
    """The figure that a change led to."""
    change, mentions = sought.change, line.mentions
    back = (n for n in range(change.first - 1, -1, -1) if n != sought.base)
    fit = [n for n in back if _fits(line.g, mentions, n, sought.brackets, sought.like)]
    noun = STRUCTURE.sub("", sought.noun)
    if noun and not BOTH.fullmatch(noun):
        return _named_here(fit, mentions, noun) or _named_earlier(line, sought.like, noun)
    here = [n for n in fit if mentions[n].segment == change.at.segment]
    near = here or fit
    if not near:
        return _sentence_before(line, sought)
    chosen, forced = _ranked(mentions, near, change)
    if not _average(sought.like) and _average(mentions[chosen[0]]):  # 报修1,386次，日均3.8次，比上年的B减少C
        chosen += [n for n in near if not _average(mentions[n])][:1]
    planned = line.g.planned.search(line.text, mentions[0].lead_start, change.at.start)
    return Found(
        tuple(mentions[n] for n in chosen), forced and bool(here or _headed(line, chosen, change)) and not planned
    )


def _average(m: Mention) -> bool:
    return m.form == "mean" or m.sees("mean") or bool(AVERAGE.search(m.lead))


def _headed(line: Line, chosen: list[int], change: Change) -> bool:
    """A，其中a、b；较上年的B增加C: what follows the list is about what it was a list of."""
    first, whole = chosen[0], chosen[-1]
    return first != whole and line.mentions[first].segment == change.at.segment - 1


def _named_here(fit: list[int], mentions: tuple[Mention, ...], noun: str) -> Found | None:
    """The nearest figure called so; 支出 alone may be of any 支出, so it must be the only one."""
    ranks = {n: names(noun, mentions[n]) for n in fit}
    exact = [n for n in fit if ranks[n] == 2]  # noqa: PLR2004 - the very words
    named = exact or [n for n in fit if ranks[n]]
    if not named or (not exact and len(named) > 1 and ACCOUNTS.fullmatch(core(noun))):
        return None
    return Found((mentions[named[0]],), forced=True)


def _fits(g: Grammar, mentions: tuple[Mention, ...], n: int, brackets: tuple[int, ...], like: Mention) -> bool:
    """Whether a figure could be what a change led to: one of its sort, counted, and not itself a base or a limit."""
    m = mentions[n]
    if m.form not in VALUES or not same_sort(m, like) or m.figure.bound or m.sees("target"):
        return False
    if m.depth and m.bracket not in brackets and not _apposed(mentions, n):
        return False
    if (g.earlier.search(m.lead) and not CARRIED.search(m.lead)) or _older(m, mentions[: n + 2]):
        return False
    grown = g.lead.fullmatch(m.lead) if m.form != "to" else None
    if COMPARED.search(clause_before(m, 0)[0]) or (grown and not ADDED.fullmatch(grown["dir"])):
        return False  # a base, or a change that says no more: 户均增收1,200元
    following = mentions[n + 1] if n + 1 < len(mentions) else None
    held = following is not None and following.percent and m.passage.text.startswith("的", m.end)
    return not held  # 占全年预算B的P%


def _apposed(mentions: tuple[Mention, ...], n: int) -> bool:
    """开展活动（52场）: alone in a bracket after words without a figure of their own."""
    m, text = mentions[n], mentions[n].passage.text
    before = text[mentions[n - 1].end if n else 0 : m.start]
    alone = not m.lead and m.bracket == m.start - 1 and text[m.end : m.end + 1] in ("）", ")")
    return alone and bool(NOUN_OPEN.search(before)) and not COMPARED.search(before[:-1])


def _older(m: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Whether a dated figure stands beside one of a later year."""
    year = m.period.year if m.own_period and m.period else None
    years = [x.period.year for x in mentions if x.own_period and x.period and x.period.year]
    return bool(year and years and year < max(years))


def _ranked(mentions: tuple[Mention, ...], near: list[int], change: Change) -> tuple[list[int], bool]:
    """The nearest, unless it is only a part of one before: then that one, or both."""
    first = near[0]
    m, text = mentions[first], mentions[first].passage.text
    if m.clause == change.at.clause or len(near) == 1:
        return [first], True
    if _numerator(mentions, first):
        whole = next((n for n in near[1:] if mentions[n].clause >= m.clause - 2), first)
        return [whole], True
    for n in near[1:]:
        changed = any(x.form in CHANGES for x in mentions[n:first])  # the whole has its own change already
        if OF_WHICH.search(text, mentions[n].end, m.start) and not changed:
            return [first, n], True
    listed = LISTED.fullmatch(text, mentions[near[1]].end, m.start)
    return [first], not listed


def _numerator(mentions: tuple[Mention, ...], n: int) -> bool:
    """受理49件，办结47件，办结率95.9%: the 47 only serve the rate."""
    m = mentions[n]
    following = mentions[n + 1] if n + 1 < len(mentions) else None
    if following is None or m.percent or not following.percent:
        return False
    return following.form == "rate" and following.clause == m.clause + 1


def _sentence_before(line: Line, sought: Sought) -> Found:
    """The comparison opens its sentence: the figure the sentence before is about."""
    if sought.change.first > 1 or sought.change.at.depth:
        return NONE
    run = tuple(m for m in line.reading.mentions if m.sentence == line.mentions[0].sentence - 1)
    fit = [run[n] for n in range(len(run)) if not run[n].depth and _fits(line.g, run, n, (), sought.like)]
    if not fit:
        return NONE
    parts = len(fit) > 1 and OF_WHICH.search(line.text, fit[0].end, fit[1].start)
    return Found((fit[0],), forced=bool(parts) or len({m.figure.value for m in fit}) == 1)


def _named_earlier(line: Line, like: Mention, noun: str) -> Found:
    """The figure of this name earlier in the document, if its name is the very same, and telling."""
    wanted = core(noun)
    account = bool(ACCOUNTS.fullmatch(wanted))
    brief = not account and len(wanted) <= TELLING
    if len(wanted) < BRIEFEST:
        return NONE
    last = line.reading.passage.index
    if account and (whole := _whole_account(line, like, noun)):
        return whole
    for back in reversed(line.prose.readings[last if account or brief else max(0, last - REACH) : last + 1]):
        hits = [
            m
            for n, m in enumerate(back.mentions)
            if m.sentence < line.mentions[0].sentence
            and _called(m, wanted, account=account)
            and _fits(line.g, back.mentions, n, (m.bracket,), like)
        ]
        exact = [m for m in hits if names(noun, m) == 2]  # noqa: PLR2004 - the very words
        hits = exact or ([] if brief else hits)  # 出院 is 出院3,285人次 and no other
        if hits:
            return Found((hits[-1],), forced=True) if len({m.figure.value for m in hits}) == 1 else NONE
    return NONE


def _whole_account(line: Line, like: Mention, noun: str) -> Found | None:
    """收入总计 of the paragraphs just before, under the same heading, where they have one figure of that very name."""
    named = WHOLE_ACCOUNT.search(noun)
    if not named:
        return None
    last, place = line.reading.passage.index, line.prose.places[line.reading.passage.index]
    fiscal = line.prose.profile.fiscal_year
    others = (
        y[1]
        for y in OF_YEAR.finditer(line.text, line.mentions[0].lead_start, line.mentions[-1].start)
        if y[2] == named[0]
    )
    if any(year != str(fiscal) for year in others):
        return None  # 2021年收入总计比上年…
    hits = [
        m
        for back in line.prose.readings[max(0, last - PARAGRAPHS) : last]
        if line.prose.places[back.passage.index].above == place.above
        for n, m in enumerate(back.mentions)
        if DATED.sub("", m.lead) == named[0]
        and (not m.own_period or not m.period or m.period.year in (None, fiscal))
        and _fits(line.g, back.mentions, n, (m.bracket,), like)
    ]
    return Found((hits[-1],), forced=True) if len({m.figure.value for m in hits}) == 1 else None


def _called(m: Mention, wanted: str, *, account: bool) -> bool:
    """Whether a figure has this name; an account, no other word with it: 基本支出 is not what 支出合计 was."""
    if not account:
        return name_of(m).endswith(wanted)
    name = name_of(m)
    return bool(ACCOUNTS.fullmatch(name)) and re.sub("[数额]$", "", wanted) in name
