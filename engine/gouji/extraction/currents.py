"""Which figure a change led to: the nearest before it that its words can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.extraction.clauses import Mention, Reading
from gouji.extraction.comparing import STRUCTURE, Change, Grammar, names, same_sort
from gouji.extraction.naming import core, name_of
from gouji.extraction.prose import Prose

VALUES = ("value", "to", "mean", "percent", "rate", "share", "completion")
REACH = 40  # passages
TELLING = 3  # characters that make a name telling
ACCOUNTS = re.compile(r"(?:支出|收入)?(?:决算|执行|预算|支出|收入)(?:数|支出|额)?")
COMPARED = re.compile(r"(?:(?<!占)比(?![例重率值])|(?<!比)较(?![大好多高快为])|与|高于|低于|超过)[^，。；]{0,16}$")
OF_WHICH = re.compile(r"其中|包括|分别为|具体为")


@dataclass(frozen=True, slots=True)
class Found:
    """The figures the words allow, and whether they force that reading."""

    mentions: tuple[Mention, ...]
    forced: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """What a change led to: a figure of the sort of `like`, called `noun` if that is said, in one of `brackets` or outside.

    `base` is the index of the figure the change is measured from, never itself a candidate.
    """

    change: Change
    like: Mention
    noun: str
    base: int | None
    brackets: tuple[int, ...]


NONE = Found((), forced=False)


def current_of(g: Grammar, prose: Prose, reading: Reading, mentions: tuple[Mention, ...], sought: Sought) -> Found:
    """The figure that a change led to."""
    change, like = sought.change, sought.like
    fit = [n for n in range(change.first - 1, -1, -1) if n != sought.base and _fits(g, mentions, n, sought.brackets, like)]
    noun = STRUCTURE.sub("", sought.noun)
    if noun:
        named = [mentions[n] for n in fit if names(noun, mentions[n])]
        return Found((named[0],), forced=True) if named else _named_earlier(g, prose, reading, mentions, like, noun)
    planned = bool(g.planned.search(change.at.passage.text, mentions[0].lead_start, change.at.start))
    near = [n for n in fit if mentions[n].segment == change.at.segment] or fit
    if not near:
        return _sentence_before(g, reading, mentions, change, like)
    chosen, forced = _ranked(mentions, near, change)
    return Found(tuple(mentions[n] for n in chosen), forced and not planned)


def _fits(g: Grammar, mentions: tuple[Mention, ...], n: int, brackets: tuple[int, ...], like: Mention) -> bool:
    """Whether a figure could be what a change led to: one of its sort, counted, and not itself a base or a limit."""
    m = mentions[n]
    if m.form not in VALUES or not same_sort(m, like) or m.figure.bound or m.sees("target"):
        return False
    if m.depth and m.bracket not in brackets and not _apposed(mentions, n):
        return False
    if g.earlier.search(m.lead) or (m.own_period and m.period and _older(m, mentions)):
        return False
    following = mentions[n + 1] if n + 1 < len(mentions) else None
    held = following is not None and following.percent and m.passage.text[m.end : following.start].startswith("的")
    return not held and not COMPARED.search(m.lead)


def _apposed(mentions: tuple[Mention, ...], n: int) -> bool:
    """开展活动（52场）: alone in a bracket after words without a figure of their own."""
    m, text = mentions[n], mentions[n].passage.text
    before = mentions[n - 1].end if n else 0
    alone = not m.lead and m.bracket == m.start - 1 and text[m.end : m.end + 1] in ("）", ")")
    return alone and not COMPARED.search(text[max(before, m.bracket - 16) : m.bracket]) and bool(re.search(r"[\u4e00-\u9fff]{2}[（(]$", text[before : m.start]))


def _older(m: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Whether a dated figure stands beside one of a later year."""
    year = m.period.year if m.period else None
    years = [x.period.year for x in mentions if x.own_period and x.period and x.period.year]
    return bool(year and years and year < max(years))


def _ranked(mentions: tuple[Mention, ...], near: list[int], change: Change) -> tuple[list[int], bool]:
    """The nearest, unless it is only a part of one before: then that one, or both."""
    first = near[0]
    m = mentions[first]
    if m.clause == change.at.clause or len(near) == 1:
        return [first], True
    following = mentions[first + 1] if first + 1 < len(mentions) else None
    text = m.passage.text
    if following and following.form == "rate" and following.percent and following.clause == m.clause + 1 and not m.percent:
        whole = next((n for n in near[1:] if mentions[n].clause >= m.clause - 2), None)
        return [whole if whole is not None else first], True
    heads = [n for n in near[1:] if OF_WHICH.search(text, mentions[n].end, m.start)]
    if heads:
        return [first, heads[0]], True
    listed = re.fullmatch(r"[^，。；：]{0,14}、[^，。；：]{0,14}", text[mentions[near[1]].end : m.start])
    return [first], not listed


def _sentence_before(g: Grammar, reading: Reading, mentions: tuple[Mention, ...], change: Change, like: Mention) -> Found:
    """The comparison opens its sentence: the figure the sentence before is about."""
    if change.first > 1 or change.at.depth:
        return NONE
    earlier = [m for m in reading.mentions if m.sentence == mentions[0].sentence - 1]
    run = tuple(earlier)
    fit = [n for n in range(len(run)) if _fits(g, run, n, (), like) and not run[n].depth]
    if not fit:
        return NONE
    head = run[fit[0]]
    parts = OF_WHICH.search(head.passage.text, head.end, run[fit[1]].start) if len(fit) > 1 else None
    return Found((head,), forced=len(fit) == 1 or bool(parts))


def _named_earlier(g: Grammar, prose: Prose, reading: Reading, mentions: tuple[Mention, ...], like: Mention, noun: str) -> Found:
    """The figure of this name earlier in the document; forced if its name is the very same, and telling."""
    wanted = core(noun)
    account = bool(ACCOUNTS.fullmatch(wanted))
    for back in reversed(prose.readings[max(0, reading.passage.index - (0 if account else REACH)) : reading.passage.index + 1]):
        hits = [
            m
            for n, m in enumerate(back.mentions)
            if m.sentence < mentions[0].sentence and _fits(g, back.mentions, n, (m.bracket,), like) and _called(m, wanted, account=account)
        ]
        if hits:
            same = len({m.figure.value for m in hits}) == 1
            return Found((hits[-1],), forced=True) if same and (account or len(wanted) > TELLING) else NONE
    return NONE


def _called(m: Mention, wanted: str, *, account: bool) -> bool:
    return re.sub("[数额]$", "", wanted) in m.lead if account else len(wanted) > 1 and name_of(m).endswith(wanted)

