"""Lists of targets with the list of their results: by name after two labels, or in order after 分别.

目标：甲60人、乙80人，合计140人。完成：甲60人、乙72人，合计132人，完成94.3%
印发资料36种、举办讲座612次，目标分别为12种和408次
"""

from __future__ import annotations

import re

from gouji.extraction.mention import Mention
from gouji.extraction.pair import Pair
from gouji.extraction.stretches import Stretch
from gouji.extraction.targets import Readers, is_rate, kind

GOALS = re.compile(r"^[^：:，]{0,8}(?:目标|任务|计划)[^：:，]{0,4}[：:]")
DONE = re.compile(r"^(?:全年|年度)?(?:实际)?(?:完成|落实|执行)(?:情况|结果|值)?[：:]")
JOINED = re.compile(r"[、和与及]|以及")
EACH = re.compile(r"分别|依次")
ADDED = re.compile(r"合计|总计|共计|其中")
FEWEST = 2  # that make a list


def labelled(s: Stretch, passed: list[Stretch], r: Readers) -> list[Pair]:
    """目标：… and 完成：…: of each target the result that has its very name."""
    goals = passed[-1] if passed else None
    if goals is None or not DONE.match(s.text) or not GOALS.match(goals.text):
        return []
    planned = {_name(m): m for m in goals.mentions if _name(m) and m.depth == 0}
    made: list[Pair] = []
    for m in s.mentions:
        target = planned.get(_name(m))
        if target is not None and kind(m) == kind(target) and m.depth == 0:
            made.append(Pair(target, (m,), _rate_after(m, s, r), s, listed=True))
    return made if len(made) >= FEWEST else []


def _name(m: Mention) -> str:
    return re.sub(r"^(?:其中|为)|(?:为|完成|实际)$", "", m.lead)


def _rate_after(m: Mention, s: Stretch, r: Readers) -> Mention | None:
    """The rate right after a figure, with no other figure between."""
    following = next((x for x in s.mentions if x.start > m.end and x.depth == 0), None)
    return following if following is not None and is_rate(following, r) else None


def mixed(s: Stretch, r: Readers) -> list[Pair]:
    """目标分别为12种、6种和408次: the figures before it in the stretch, as many and of the same kinds in order."""
    plan = _plan(s, r)
    before = [m for m in s.mentions if plan and m.end <= plan[0].start and m.depth == 0 and not ADDED.search(m.lead)]
    done = before[-len(plan) :] if plan else []
    if len(plan) < FEWEST or list(map(kind, done)) != list(map(kind, plan)):
        return []
    return [Pair(t, (a,), None, s, listed=True) for t, a in zip(plan, done, strict=True)]


def _plan(s: Stretch, r: Readers) -> list[Mention]:
    """The run of figures after 目标分别为."""
    for n, m in enumerate(s.mentions):
        if respectively(m) and r.target.search(_before(m)):
            run = [m]
            for x in s.mentions[n + 1 :]:
                if not JOINED.fullmatch(x.passage.text[run[-1].end : x.start]):
                    break
                run.append(x)
            return run
    return []


def respectively(m: Mention) -> bool:
    """Whether a figure is the first of those after 分别 or 依次."""
    return bool(EACH.search(_before(m)))


def _before(m: Mention) -> str:
    return m.passage.text[m.lead_start : m.start]
