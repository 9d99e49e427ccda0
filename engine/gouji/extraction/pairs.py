"""Pairs of a target and its result, as one stretch states them: 目标320户，完成304户，完成率95%; 危桥23座（任务25座）.

Words choose: a target with a noun of its own (计划改造危桥25座) is met by what follows, a bare one (，目标25座) by what
stands before it, and 实际 outranks both. A list of targets and a list of results go pair by pair.
"""

from __future__ import annotations

import re
from dataclasses import replace

from gouji.extraction.goallists import labelled, mixed, respectively
from gouji.extraction.mention import Mention
from gouji.extraction.pair import Pair
from gouji.extraction.stretches import Block, Stretch, words_before
from gouji.extraction.targets import Readers, bound_of, could_be_actual, is_rate, is_target, kind, overlap

DUE = re.compile(r"应(?![用急该对收届])[^，。；]{1,6}$")  # 应放1,944场，实放1,944场，完成率100%
NEAR = 2  # clauses from a target to a result that shares its words
TOGETHER = re.compile("合计|共|总计|总共|累计|一共")
UNTIL = re.compile("截[至止]")
OF_WHICH = "其中"
LISTED = 2  # figures that make a list
SHORTEST = 4  # characters of a lead that names something
JOINED = re.compile(r"[、和与及]|以及")


def pairs_of(block: Block, r: Readers) -> list[Pair]:
    """The pairs that the stretches of a block state in words, in order."""
    found: list[Pair] = []
    passed: list[Stretch] = []
    for stretch in (*([block.head] if block.head else []), *block.body):
        if not stretch.mentions:
            continue
        made = (
            labelled(stretch, passed, r)
            or _pairwise(stretch, passed, r)
            or mixed(stretch, r)
            or _in_stretch(stretch, passed, found, r)
        )
        renewed = {id(p.target) for p in made}
        found = [p for p in found if id(p.target) not in renewed] + made
        passed.append(stretch)
    return found


def _in_stretch(s: Stretch, passed: list[Stretch], found: list[Pair], r: Readers) -> list[Pair]:
    targets = [m for m in s.mentions if is_target(m, r) and not respectively(m)]
    rates = [m for m in s.mentions if is_rate(m, r) and m not in targets]
    if rates and not targets:
        targets = [m for m in s.mentions if DUE.search(m.lead) and m.end < rates[0].start][-1:]
    made: list[Pair] = []
    if not targets:
        targets = [m for m in s.mentions if _bounded(m, s, r, rated=bool(rates))][:1]
    for t in targets:
        a = _actual_for(t, s, targets, r)
        a, sure = _whole_of(a, t, s)
        rate = _rate_for(t, a, rates, targets)
        behind = _growth_behind(passed, s) if a is None and t.form == "growth" else ()
        if a is None and rate is not None:
            a = _actual_behind(t, passed, s, r)
        if a is not None and rate is not None and _all_of_a_list(t, a, rate, s):
            made.append(Pair(t, (), rate, s))
            continue
        if a is not None or behind:
            made.append(Pair(t, (a,) if a else behind, rate, s, forced=sure))
    if len(made) == len(rates) == 1 and made[0].rate is None and rates[0] not in made[0].actuals:
        made = [replace(made[0], rate=rates[0])]  # 完成计划的96%，计划250张，实际240张
    used = {id(p.rate) for p in made}
    for rate in rates:
        if id(rate) not in used and not targets:
            made += _for_rate(rate, s, passed, [*found, *made], r)
    return made


def _all_of_a_list(t: Mention, a: Mention, rate: Mention, s: Stretch) -> bool:
    """甲乡0.6万亩，乙乡0.7万亩，丙乡0.8万亩，为任务2万亩的105%: the rate is of them all, not of the last."""
    listed = [m for m in s.mentions if m.end <= t.start and kind(m) == kind(t) and m.form == "value" and m is not t]
    if a not in listed or len(listed) < LISTED or not t.figure.value:
        return False
    told, near = sum(m.figure.value for m in listed) / t.figure.value, rate.figure.step
    return abs(told - rate.figure.value) <= near < abs(a.figure.value / t.figure.value - rate.figure.value)


def _bounded(m: Mention, s: Stretch, r: Readers, *, rated: bool) -> bool:
    """亩均投资不超过1,500元，实际亩均1,499元: a bound is a target if 实际, a rate or the same noun comes after it."""
    lead = words_before(m)
    if m.points or kind(m) in ("", "?", "分") or not bound_of(m, r) or r.compared.search(lead) or len(lead) < SHORTEST:
        return False
    following = [
        x for x in s.mentions if x.start > m.end and kind(x) == kind(m) and x.depth <= m.depth and not x.figure.bound
    ]
    return any(rated or r.strong.search(x.lead) or _same_noun(x, m) for x in following[:2])


def _same_noun(a: Mention, b: Mention) -> bool:
    """Whether two figures are of one rate, or both means."""
    return bool(a.of and len(a.of) > 1 and a.of[-3:] in words_before(b)) or a.form == b.form == "mean"


def _actual_for(t: Mention, s: Stretch, targets: list[Mention], r: Readers) -> Mention | None:
    """What met a target, by the place of its words in the stretch."""
    before = _nearest(t, [m for m in reversed(s.mentions) if m.end <= t.start], targets, r)
    after = _nearest(t, [m for m in s.mentions if m.start >= t.end], targets, r)
    if t.tail.startswith("的") and _followed_by_rate(t, s, r):
        return before
    if (
        after
        and r.strong.search(words_before(after))
        and not (before and r.target_after.match(t.tail) and not re.match("的[^，]{0,6}实际", t.tail))
    ):
        return after
    lead = words_before(t)
    if (
        r.target_after.match(t.tail)
        or r.gained.search(t.lead)
        or r.bare_target.match(lead)
        or lead == ""
        or t.bracket >= 0
    ):
        return before or after
    named = next((m for m in s.mentions if m.start > t.end and kind(m) == kind(t) and _same_noun(m, t)), None)
    if named and could_be_actual(named, t, r):
        return named
    near = after is not None and after.clause - t.clause <= NEAR
    rated = after is not None and any(
        is_rate(m, r) and 0 <= m.clause - after.clause <= 1 for m in s.mentions if m.start > after.end
    )
    if after and (r.actual.search(after.lead) or (near and (rated or overlap(lead, after.lead)))):
        return after
    return before if before and overlap(lead, before.lead) else None


def _whole_of(a: Mention | None, t: Mention, s: Stretch) -> tuple[Mention | None, bool]:
    """实际完成县道82公里、乡道201公里，共283公里: what the list adds up to; without a sum, no item of it for sure."""
    if a is None or a.passage is not s.passage:
        return a, True
    near = [m for m in s.mentions if kind(m) == kind(a) and m.depth == a.depth and m is not t]
    if UNTIL.search(a.lead):  # 截至6月底完成1,120户，截至11月底1,512户
        return [m for m in near if UNTIL.search(m.lead)][-1], True
    at = next((n for n, m in enumerate(near) if m is a), 0)
    mates = [m for m in near[max(at - 1, 0) : at + 2] if m is not a and _listed_with(m, a)]
    aim = words_before(t)
    if not mates or any((m.lead[-2:] in aim) != (a.lead[-2:] in aim) for m in mates):
        return a, True  # 泵站8座、水闸5座 for 泵站
    total = next((m for m in near if m.start > a.start and TOGETHER.match(m.lead)), None)
    return (total, True) if total else (a, False)


def _listed_with(one: Mention, other: Mention) -> bool:
    first, second = sorted((one, other), key=lambda m: m.start)
    return bool(re.fullmatch("[、和与及][^，。；：（）]*", first.passage.text[first.end : second.start]))


def _followed_by_rate(t: Mention, s: Stretch, r: Readers) -> bool:
    return any(is_rate(m, r) and 0 <= m.start - t.end <= 3 for m in s.mentions)  # noqa: PLR2004


def _nearest(t: Mention, way: list[Mention], targets: list[Mention], r: Readers) -> Mention | None:
    """The first figure on the way that may have met the target; another target of its kind bars the way."""
    for m in way:
        if m in targets:
            if kind(m) == kind(t):
                return None
            continue
        opens_bracket = m.depth > t.depth and m.lead == "" and m.lead_start == m.bracket + 1
        if m.depth > t.depth and not opens_bracket:
            continue
        told = replace(m, lead=m.lead.removeprefix(OF_WHICH)) if m in way[:1] and _beside(m, t, r) else m
        if could_be_actual(told, t, r) and not (is_rate(m, r) and kind(t) != "%"):
            return m
    return None


def _beside(m: Mention, t: Mention, r: Readers) -> bool:
    """其中本年完成1.25亿元，为年度计划1.2亿元的104.2%: a part with a target of its own right behind it."""
    return m.end <= t.start and t.clause == m.clause + 1 and bool(r.bare_target.match(words_before(t)))


def _rate_for(t: Mention, a: Mention | None, rates: list[Mention], targets: list[Mention]) -> Mention | None:
    """The rate of a target: the next one, with no other target between; or the one just before its bracket."""
    last = max(t.end, a.end if a else 0)
    for rate in rates:
        if rate is a:
            continue
        if rate.end <= t.start <= rate.end + 6 and t.bracket == rate.end:
            return rate
        if rate.start >= min(last, t.end) and rate.start >= t.end:
            barred = [x for x in targets if last <= x.start < rate.start and kind(x) == kind(t)]
            return None if barred else rate
    return None


def _growth_behind(passed: list[Stretch], s: Stretch) -> tuple[Mention, ...]:
    """年初目标增长15%: the growth rates stated before it in its passage, any of which it may be about."""
    near = [m for p in passed if p.passage is s.passage for m in p.mentions]
    return tuple(m for m in near if m.form == "growth" and m.depth == 0)


def _actual_behind(t: Mention, passed: list[Stretch], s: Stretch, r: Readers) -> Mention | None:
    """实际9.84万册次，…；目标9.5万册次: a figure with 实际 in an earlier stretch of the same passage."""
    for earlier in reversed(passed):
        if earlier.passage is not s.passage:
            return None
        for m in reversed(earlier.mentions):
            if could_be_actual(m, t, r) and r.strong.search(words_before(m)):
                return m
    return None


def _for_rate(rate: Mention, s: Stretch, passed: list[Stretch], found: list[Pair], r: Readers) -> list[Pair]:
    """A rate without its target in the stretch: the target last stated in its block, and a figure here."""
    taken = {id(p.target) for p in found if p.rate}
    for earlier in reversed(passed[-6:]):
        for t in reversed([m for m in earlier.mentions if is_target(m, r) and id(m) not in taken and kind(m) != "%"]):
            known = next((p for p in found if p.target is t), None)
            here = [m for m in s.mentions if m.end <= rate.start and could_be_actual(m, t, r) and m.depth <= rate.depth]
            if here and known is None:
                return [Pair(t, (here[-1],), rate, s)]
            if known and not here and known.rate is None and earlier.passage is s.passage:
                return [replace(known, rate=rate)]
        if any(is_rate(m, r) for m in earlier.mentions):
            break
    return []


def _chain(mentions: tuple[Mention, ...], at: int) -> list[Mention]:
    """The run of figures of one kind that only 、 or 和 parts, from one of them on."""
    run = [mentions[at]]
    for m in mentions[at + 1 :]:
        if (
            m.depth != run[-1].depth
            or not JOINED.fullmatch(m.passage.text[run[-1].end : m.start])
            or kind(m) != kind(run[0])
        ):
            break
        run.append(m)
    return run


def _pairwise(s: Stretch, passed: list[Stretch], r: Readers) -> list[Pair]:
    """目标分别为95%、92%: a list of targets with the list of as many results before or after it."""
    chains = [c for i in range(len(s.mentions)) if len(c := _chain(s.mentions, i)) > 1]
    whole = [c for n, c in enumerate(chains) if n == 0 or c[0] not in chains[n - 1]]
    plans = [c for c in whole if is_target(c[0], r)]
    if len(plans) != 1:
        return []
    plan = plans[0]
    others = [c for c in whole if c is not plan and len(c) == len(plan)]
    rates = next((c for c in others if is_rate(c[0], r) and kind(plan[0]) != "%"), [])
    reached = [c for c in others if c is not rates and could_be_actual(c[0], plan[0], r)]
    done = reached[0] if len(reached) == 1 else _several(plan, s, passed)
    if not done:
        return []
    each: list[Mention | None] = [*rates] or [None] * len(plan)
    pairs = zip(plan, done, each, strict=True)
    return [Pair(t, (a,), rate, s) for t, a, rate in pairs]


def _several(plan: list[Mention], s: Stretch, passed: list[Stretch]) -> list[Mention]:
    """三项满意度的目标分别为…: as many results with the noun before 的目标, in the stretches before of this passage."""
    m = re.search(r"(?P<noun>[\u4e00-\u9fff]{2,6})的(?:年度|预期)?(?:目标|任务|计划)", words_before(plan[0]))
    if not m:
        return []
    noun = m["noun"][-3:]
    near = [x for p in (*passed, s) if p.passage is s.passage for x in p.mentions if x.start < plan[0].start]
    hits = [x for x in near if x.depth == 0 and kind(x) == kind(plan[0]) and (x.of or x.lead).endswith(noun)]
    return hits if len(hits) == len(plan) else []
