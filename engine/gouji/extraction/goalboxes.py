"""The box of the year's goal and the box of what became of it, where the second says that all was done.

年度绩效目标 | 改造20所学校、5.6万平方米      实际完成情况 | 改造19所学校、5.46万平方米，超额完成全年目标
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.extraction.claims import Claim, claim_words, claims_in
from gouji.extraction.mention import Mention
from gouji.extraction.passages import GAP
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.extraction.targets import Readers, could_be_actual, kind, overlap, readers, target_part

AHEAD = r"(?:年初|年度|预期|全年|总体|绩效|本年度?|[（(]?调整后?[）)]?)*"
GOAL = re.compile(rf"^{AHEAD}目标(?:任务)?(?=[|：:{GAP}]|$)")
DONE = re.compile(rf"^{AHEAD}(?:目标)?(?:实际)?(?:全年)?完成情况(?=[|：:{GAP}]|$)")
MARKS = f"|：:{GAP} "
OPENS = re.compile(r"(?:^|[，。；|：])$")
FAR = 6  # passages from a goal to its result


@dataclass(frozen=True)
class Box:
    """The mentions and claims of a box: what follows its label in the passage, else the next passage."""

    index: int
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


def goal_boxes(prose: Prose) -> Iterator[Statement]:
    """Each goal whose result is told, if the result box says that the goal was met or surpassed."""
    r = readers(prose)
    goal: Box | None = None
    for n in range(len(prose.readings)):
        if (box := _box(n, GOAL, prose)) is not None and box.mentions:
            goal = box  # an adjusted goal stands after the first one
        elif (box := _box(n, DONE, prose)) is not None and goal is not None and n - goal.index <= FAR:
            yield from _compared(goal, box, r)
            goal = None


def _box(n: int, label: re.Pattern[str], prose: Prose) -> Box | None:
    passage = prose.readings[n].passage
    found = label.match(passage.text.strip(MARKS))
    if found is None:
        return None
    start = passage.text.index(found[0]) + len(found[0])
    if not passage.text[start:].strip(MARKS):
        n, start = n + 1, 0
        if n >= len(prose.readings):
            return None
        passage = prose.readings[n].passage
    mentions = tuple(m for m in prose.readings[n].mentions if m.start >= start and m.depth == 0)
    return Box(n, mentions, tuple(claims_in(passage, start, len(passage.text), claim_words(prose))))


def _compared(goal: Box, done: Box, r: Readers) -> Iterator[Statement]:
    said = [c for c in done.claims if _of_all(c)]
    if not said or any("承认不足" in c.says for c in done.claims):
        return
    for target in goal.mentions:
        actual = _result(target, goal, done, r)
        if actual is not None:
            yield Statement((target_part(target, r, (actual.lead,)), Part("actual", actual), *(c.part for c in said)))


def _of_all(claim: Claim) -> bool:
    """A clause of its own that speaks of the goal: ，超额完成全年目标."""
    opens = OPENS.search(claim.passage.text[: claim.start])
    return bool(opens) and "目标" in claim.part.text and ("达成" in claim.says or "超预期" in claim.says)


def _result(target: Mention, goal: Box, done: Box, r: Readers) -> Mention | None:
    """The one figure of its kind in both boxes; else the one that shares its noun."""
    if kind(target) in ("", "?", "分", "元"):
        return None
    same = [m for m in done.mentions if could_be_actual(m, target, r)]
    alone = sum(kind(m) == kind(target) for m in goal.mentions) == 1
    if alone and len(same) == 1:
        return same[0]
    named = [m for m in same if overlap(target.lead[-6:] + "，" + target.tail, m.lead[-6:] + "，" + m.tail)]
    return named[0] if len(named) == 1 else None
