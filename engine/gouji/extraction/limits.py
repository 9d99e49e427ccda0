"""A figure compared with a limit in words: 按时办结率99.2%，超过98%的考核线; 超限率1.93%，控制在2%以内.

The clause that compares has no subject of its own: it speaks of the figure in the clause before it, or, with 均, of all
figures of that kind in its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words
from gouji.extraction.stretches import Stretch, stretches
from gouji.extraction.targets import kind
from gouji.extraction.wordlists import Groups, either, groups_of

BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
NEXT_CLAUSE = re.compile(r"[^，。；]{0,12}，(?:[^，。；\d]{0,8}，)?")
SAYS = {"more": "高于", "less": "低于", "at_most": "不超过", "at_least": "不低于"}
NORM = re.compile(r"(?:价|目标|标准|计划|预算|定额|任务|概算|限额)值?$")  # 低于控制价0.94万元: by so much
OTHER_BASE = re.compile(r"上年|去年|同期|上月|期初|年初的|原来")


def limits(prose: Prose) -> Iterator[Statement]:
    """Every comparison whose clause opens with the comparing word."""
    compare = _compare(groups_of(prose.words["claims"]))
    for reading in prose.readings:
        if reading.passage.cell:
            continue
        earlier: list[Stretch] = []
        for stretch in stretches(reading):
            yield from _in_stretch(stretch, earlier, compare)
            earlier.append(stretch)


@cache
def _compare(groups: Groups) -> re.Pattern[str]:
    """A lead that opens with a comparing word."""
    table = dict(groups)
    return re.compile(
        rf"^(?P<adverb>(?:{either(table, 'adverbs')})*)(?P<word>"
        + "|".join(f"(?P<{name}>{either(table, name)})" for name in ("at_least", "at_most", "more", "less"))
        + r")(?:了)?(?P<noun>[^，。；\d]{0,14})$"
    )


def _in_stretch(s: Stretch, earlier: list[Stretch], compare: re.Pattern[str]) -> Iterator[Statement]:
    for n, limit in enumerate(s.mentions):
        m = compare.match(limit.lead)
        if (
            m is None
            or limit.points
            or kind(limit) in ("", "?")
            or limit.form in ("growth", "decline", "change", "decrease")
            or OTHER_BASE.search(limit.lead)
        ):
            continue
        name = next(k for k in SAYS if m[k])
        start = limit.lead_start + m.start("adverb")
        claim = words("claim", s.passage, start, limit.lead_start + m.end("word"), SAYS[name])
        if "分别" in m["adverb"]:
            yield from _pairwise(s, n, claim)
            continue
        several = bool(re.search("均|都|全部", m["adverb"] + m["word"]))
        told = m["word"] not in ("突破", "不足") and (kind(limit) == "%" or not NORM.search(m["noun"]))
        for measured, sure in _measured(limit, s.mentions[:n], earlier, several=several):
            yield Statement((Part("measured", measured), _limit(limit), claim), forced=sure and told)


def _limit(mention: Mention) -> Part:
    """A limit stands for itself: 91.95% would round to 92% and is still below it."""
    return Part("limit", mention, figure=replace(mention.figure, assigned=True, hedge="", printed=mention.token.text))


def _pairwise(s: Stretch, n: int, claim: Part) -> Iterator[Statement]:
    """分别控制在18/10万和5‰以内: as many figures as limits, in order."""
    run = [s.mentions[n]]
    for m in s.mentions[n + 1 :]:
        if not re.fullmatch(r"[、和与及]|以及", m.passage.text[run[-1].end : m.start]):
            break
        run.append(m)
    before = [m for m in s.mentions[:n] if m.depth == 0][-len(run) :]
    if len(run) > 1 and len(before) == len(run):
        for measured, limit in zip(before, run, strict=True):
            yield Statement((Part("measured", measured), _limit(limit), claim))


def _measured(
    limit: Mention, before: tuple[Mention, ...], earlier: list[Stretch], *, several: bool
) -> list[tuple[Mention, bool]]:
    """What is compared with a limit, and whether words leave no other figure."""
    text = limit.passage.text
    own = [m for m in before if _comparable(m, limit)]
    if several:
        return _all_of(limit, [*earlier, None], own)
    if not own:
        return []
    last = own[-1]
    gap = BRACKETED.sub("", text[last.end : limit.lead_start])
    if NEXT_CLAUSE.fullmatch(gap):
        return [(last, True)]
    return [(last, False)] if "目标" in limit.tail or "设定" in limit.lead or "目标" in limit.lead else []


def _all_of(limit: Mention, stretches_before: list[Stretch | None], own: list[Mention]) -> list[tuple[Mention, bool]]:
    """均: the rates of its stretch, or the last one of each earlier stretch of its sentence if it has but one."""
    rates = [m for m in own if m.form == "rate" or m.percent]
    if len(rates) > 1:
        return [(m, True) for m in rates]
    text = limit.passage.text
    for s in reversed([s for s in stretches_before if s]):
        if "。" in text[s.end : limit.start]:
            break
        found = [m for m in s.mentions if _comparable(m, limit) and m.form == "rate"]
        rates = [*found[:1], *rates]
    return [(m, True) for m in rates] if len(rates) > 1 else []


def _comparable(m: Mention, limit: Mention) -> bool:
    """A figure of the limit's kind, outside brackets, of this period, and not a change or another's target."""
    day = m.period
    if m.own_period and day is not None and re.search("[上去前]年|同期", day.word):
        return False
    return (
        kind(m) == kind(limit)
        and m.depth <= limit.depth
        and not m.points
        and m.form not in ("change", "decrease", "from", "growth", "decline")
        and not m.sees("target", "prior")
    )
