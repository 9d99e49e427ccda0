"""The same thing said twice: figures that different places state of one subject.

Words decide whether two figures are of one thing; that two figures are a slip apart only picks which pairs to look at,
and how much the words must say. Figures far apart are two scopes more often than a mistake, so they never meet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise

from gouji.extraction.forcing import doubted, forced
from gouji.extraction.meeting import Stated, all_stated, current, echoed, few, one_group, restated, strength
from gouji.extraction.prose import Prose
from gouji.extraction.slips import TELLING, keys, nearness, telling
from gouji.extraction.statement import Part, Statement
from gouji.extraction.subjects import SPECIFIC, WORTH

CROWD = 12  # figures under one key; more of them say nothing about each other
BACK = re.compile(r"(?:如前所述|如上所述|前文所述|前述|前文提到)[^。；]{0,12}$|^(?:上述|前述)[^，。；\d]{0,12}$")
WHOLE = re.compile(r"全(?:镇|县|市|区|乡|街道|旗|局|院|校|年)|共计|累计|合计|总计|一共")
RATED = "完成率"  # an account word of the rate that follows, not of the figure
TITLE = 14  # characters of a subject that still reads well


def agreements(prose: Prose) -> Iterator[Statement]:
    """Sets of figures that state one subject: equal ones, those a slip apart, last year's in this year's place."""
    every = all_stated(prose)
    stated = [one for one in every if current(one, prose.profile.fiscal_year)]
    same: dict[int, set[int]] = defaultdict(set)
    slips: list[tuple[int, int]] = []
    doubts: list[tuple[int, int]] = []
    candidates = sorted(_candidates(stated))
    grouped = {(a, b) for a, b in candidates if one_group(stated[a], stated[b], prose)}
    apart = {_values(stated[a], stated[b]) for a, b in grouped}  # a target and its result, told again elsewhere
    for a, b in candidates:
        one, two = stated[a], stated[b]
        values = _values(one, two)
        if (a, b) in grouped or (len(values) > 1 and values in apart):
            continue
        sure = strength(one, two)
        how = nearness(one.mention.figure, two.mention.figure)
        if how == "same" and ((sure and sure != "echo") or echoed(one, two, prose)):
            same[a].add(b)
            same[b].add(a)
        elif how and how != "same" and sure and forced(one, two, sure, how, prose):
            slips.append((a, b))
        elif how != "same" and doubted(one, two, sure, how, prose):
            doubts.append((a, b))
    alone = [pair for pair in doubts if not all(same.get(i) for i in pair)]
    links = same
    for a, b in [pair for pair in slips if not all(same.get(i) for i in pair)]:
        links[a].add(b)
        links[b].add(a)
    sets = [[stated[i] for i in members] for members in _joined(links)]
    for n, members in enumerate((*sets, *_stale(every, prose), *_referred(stated)), 1):
        yield _statement(members, n)
    linked = {i for i, others in links.items() if others}
    doubtful = ([stated[a], stated[b]] for a, b in _first_of_each(alone, linked))
    told = {(stated[a].mention.span, stated[b].mention.span) for a, b in (*slips, *alone)}
    wholes = (pair for pair in _wholes(stated, prose) if (pair[0].mention.span, pair[1].mention.span) not in told)
    for n, members in enumerate((*doubtful, *wholes), 1):
        yield _statement(members, n, forced=False)


def _values(a: Stated, b: Stated) -> frozenset[tuple[str, Fraction]]:
    """What two mentions print, whichever comes first."""
    return frozenset((s.mention.figure.dimension, s.mention.figure.value) for s in (a, b))


def _first_of_each(pairs: list[tuple[int, int]], linked: set[int]) -> Iterator[tuple[int, int]]:
    """The pairs whose figures, or one of them, nothing else says again; each such figure once."""
    seen: set[int] = set()
    for pair in pairs:
        lone = [i for i in pair if i not in linked]
        if lone and seen.isdisjoint(lone):
            seen.update(lone)
            yield pair


def _candidates(stated: list[Stated]) -> set[tuple[int, int]]:
    """Pairs worth looking at: equal, made of the same digits, one digit apart, of one name or account."""
    buckets: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, one in enumerate(stated):
        kind = "%" if one.mention.percent else one.mention.figure.dimension
        for key in keys(one.mention.figure):
            buckets[kind, *key].append(i)
        if not one.name.core and few(one.name):
            buckets[kind, "账户", *sorted(one.name.accounts)].append(i)
        if len(one.name.core) >= SPECIFIC:
            buckets[kind, "名", one.name.core[-SPECIFIC:]].append(i)
    return {pair for members in buckets.values() if len(members) <= CROWD for pair in combinations(members, 2)}


def _joined(links: dict[int, set[int]]) -> Iterator[list[int]]:
    """The connected sets, each in order."""
    seen: set[int] = set()
    for start in sorted(links):
        if start in seen:
            continue
        members: set[int] = set()
        waiting = [start]
        while waiting:
            member = waiting.pop()
            if member not in members:
                members.add(member)
                waiting += links[member]
        seen |= members
        yield sorted(members)


def _stale(every: tuple[Stated, ...], prose: Prose) -> Iterator[list[Stated]]:
    """The year's figure, and the same name elsewhere with what was last year's."""
    fiscal = prose.profile.fiscal_year
    by_value: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for one in every:
        if current(one, fiscal) and telling(one.mention.figure) > TELLING:
            by_value[one.mention.figure.dimension, str(one.mention.figure.value)].append(one)
    for now, then in pairwise(every):
        a, b = now.mention, then.mention
        earlier = then.name.prior or bool(then.name.year and fiscal and then.name.year == fiscal - 1)
        if (
            not earlier
            or a.sentence != b.sentence
            or a.figure.dimension != b.figure.dimension
            or not current(now, fiscal)
        ):
            continue
        if a.figure.value == b.figure.value:
            continue
        for again in by_value.get((b.figure.dimension, str(b.figure.value)), ()):
            if strength(now, again) in ("equal", "bare") and restated(now, again, prose):
                yield [now, again]


def _wholes(stated: list[Stated], prose: Prose) -> Iterator[list[Stated]]:
    """全镇植树… here and 共计植树… there: wholes of one thing, and no word says which is wider."""
    named: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for one in stated:
        mention, core = one.mention, one.name.core
        if mention.percent or mention.form not in ("value", "to") or not core or not WHOLE.search(mention.lead):
            continue
        for before in named[mention.token.unit, core[:WORTH]]:
            unlike = nearness(before.mention.figure, mention.figure) != "same"
            if unlike and _two_wholes(before, one, prose):
                yield [before, one]
                break
        named[mention.token.unit, core[:WORTH]].append(one)


def _two_wholes(a: Stated, b: Stated, prose: Prose) -> bool:
    """One name at the front of the other, in places that are no items of one list."""
    one, two = a.name, b.name
    places = [prose.places[s.mention.passage.index] for s in (a, b)]
    lists = {(place.section, prose.places[head].siblings) for place in places for head in place.above[-1:]}
    return (
        len(lists) > 1
        and a.mention.sentence != b.mention.sentence
        and one.aimed == two.aimed
        and one.accounts - {RATED} == two.accounts - {RATED}
        and (one.core.startswith(two.core) or two.core.startswith(one.core))
    )


def _referred(stated: list[Stated]) -> Iterator[list[Stated]]:
    """如前所述…: what words point back to must be the one figure of that name before, however far from it."""
    before: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for one in stated:
        key = (one.mention.figure.dimension, one.name.core)
        back = BACK.search(one.name.sentence) and not one.mention.percent
        earlier = [s for s in before[key] if s.mention.sentence != one.mention.sentence] if back else []
        unlike = bool(earlier) and nearness(earlier[0].mention.figure, one.mention.figure) != "same"
        if unlike and len({s.mention.figure.value for s in earlier}) == 1 and strength(earlier[0], one) == "equal":
            yield [earlier[0], one]
        before[key].append(one)


def _statement(members: list[Stated], n: int, *, forced: bool = True) -> Statement:
    subject = max((s.name.words for s in members), key=lambda w: (len(w) <= TITLE, len(w))) or "同一事项"
    parts = tuple(Part("amount", s.mention) for s in members)
    scope = f"同指#{n}" if forced else f"疑似#{n}"
    return Statement(parts, forced=forced, places={"scope": scope, "subject": subject})
