"""One task, two progresses: two indicators that state a telling figure of one thing, with other rates of completion.

That figures are the same says more than that words are: 1811亩 in two indicators is one piece of land.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from gouji.extraction.headings import LONGEST
from gouji.extraction.meeting import Stated, all_stated
from gouji.extraction.mention import Mention
from gouji.extraction.passages import Passage
from gouji.extraction.prose import Prose
from gouji.extraction.slips import telling
from gouji.extraction.statement import Part, Statement
from gouji.extraction.stretches import title_end
from gouji.extraction.subjects import bigrams

RATE = re.compile(r"(?:完成率|进度|已?经?完成|达到)(?:了|为|达|约)?$")
OTHER_RATE = re.compile(r"按[时期]|及时|合格|验收|支出|执行|资金|满意|同比|增长|拨付|到位")
HAN = re.compile(r"[\u4e00-\u9fff]+")
GENERIC = re.compile(r"完成|进度|工程|项目|建设|指标|工作|任务|数量|情况")
SET_OR_DONE = re.compile(r"目标|计划|任务|指标|年初|年度|全年|实际|完成|值为?|数为")  # words of any indicator
NOUN = 4  # characters of a noun that tells a task
PAIR = 2
FEWEST = 2  # significant digits of a figure that tells which thing it is
CROWD = 6  # indicators with one figure; more say nothing


@dataclass(frozen=True, slots=True)
class Indicator:
    """A heading with the text under it, its one rate of completion, and the figures that tell what it is about."""

    heading: int
    rate: Mention
    figures: tuple[Stated, ...]


def progress(prose: Prose) -> Iterator[Statement]:
    """Pairs of indicators about one thing."""
    indicators = _indicators(prose)
    by_figure: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, one in enumerate(indicators):
        for key in {(f.mention.figure.dimension, str(f.mention.figure.value)) for f in one.figures}:
            by_figure[key].append(n)
    paired: set[tuple[int, int]] = set()
    for key, members in by_figure.items():
        for a, b in combinations(members, 2) if len(members) <= CROWD else ():
            if (a, b) in paired:
                continue
            shared = _of_one_thing(indicators[a], indicators[b], key)
            if shared:
                paired.add((a, b))
                yield _statement(indicators[a], indicators[b], shared)
    for a, b, noun in _of_one_noun(indicators, prose):
        if (a, b) not in paired:
            parts = (Part("amount", indicators[n].rate, says=("进度",), subject=noun) for n in (a, b))
            yield Statement(tuple(parts))


def _of_one_noun(indicators: list[Indicator], prose: Prose) -> Iterator[tuple[int, int, str]]:
    """A heading that says 进度 and another heading, with a noun of four characters that no third heading has."""
    holders: dict[str, set[int]] = defaultdict(set)
    heads = [_title(prose.readings[one.heading].passage) for one in indicators]
    for n, head in enumerate(heads):
        words = HAN.findall(head) if len(head) <= LONGEST else ()
        for word in words:
            for i in range(len(word) - NOUN + 1):
                holders[word[i : i + NOUN]].add(n)
    seen: set[tuple[int, int]] = set()
    for noun, members in holders.items():
        if len(members) != PAIR or GENERIC.search(noun):
            continue
        a, b = sorted(members)
        if (a, b) in seen:
            continue
        if sum("进度" in heads[n] for n in (a, b)) == 1:
            seen.add((a, b))
            yield a, b, noun


def _indicators(prose: Prose) -> list[Indicator]:
    groups: dict[int, list[Stated]] = defaultdict(list)
    for stated in all_stated(prose):
        groups[_heading(stated.mention, prose)].append(stated)
    rates: dict[int, list[Mention]] = defaultdict(list)
    for mention in prose.mentions():
        if mention.percent and not mention.passage.cell and _completes(mention):
            rates[_heading(mention, prose)].append(mention)
    made = []
    for index in sorted({*groups, *rates}):
        members = groups.get(index, [])
        head = prose.readings[index].passage
        told = [m for m in rates.get(index, ()) if not _in_title(m, head)] or rates.get(index, [])
        figures = tuple(s for s in members if _tells(s.mention, head, told))
        if len({m.figure.value for m in told}) == 1:
            made.append(Indicator(index, told[0], figures))
    return made


def _title(head: Passage) -> str:
    return head.text[head.body : title_end(head)]


def _in_title(mention: Mention, head: Passage) -> bool:
    return mention.passage is head and mention.start < title_end(head)


def _tells(mention: Mention, head: Passage, told: list[Mention]) -> bool:
    """A figure of two digits or more in the heading, or in a sentence that tells the rate."""
    near = _in_title(mention, head) or any(mention.sentence == rate.sentence for rate in told)
    return near and bool(mention.figure.dimension) and telling(mention.figure) >= FEWEST


def _heading(mention: Mention, prose: Prose) -> int:
    """The passage that heads an indicator: the labelled one itself, or the one above unlabelled text."""
    index = mention.passage.index
    above = prose.places[index].above
    return index if mention.passage.label or not above else above[-1]


def _completes(mention: Mention) -> bool:
    if OTHER_RATE.search(mention.lead) or mention.sees("target", "prior"):
        return mention.form == "completion" and not OTHER_RATE.search(mention.lead)
    return mention.form == "completion" or bool(RATE.search(mention.lead))


def _of_one_thing(a: Indicator, b: Indicator, key: tuple[str, str]) -> tuple[Stated, Stated] | None:
    """The two statements of a figure, if their names share a word; a short figure needs a longer one."""
    for one in a.figures:
        for two in b.figures:
            if any((s.mention.figure.dimension, str(s.mention.figure.value)) != key for s in (one, two)):
                continue
            words = _noun(one) & _noun(two)
            if words and (telling(one.mention.figure) > FEWEST or len(words) >= FEWEST):
                return one, two
    return None


def _noun(stated: Stated) -> set[str]:
    """Pairs of characters in its own words and those after it, but for those of any indicator: 年初目标24.9公里."""
    pieces = (*SET_OR_DONE.split(stated.name.core), *SET_OR_DONE.split(stated.mention.tail))
    return {pair for piece in pieces if len(piece) >= PAIR for pair in bigrams(piece)}


def _statement(a: Indicator, b: Indicator, shared: tuple[Stated, Stated]) -> Statement:
    name = max((s.name.words or s.mention.tail for s in shared), key=len)
    subject = f"{name}{shared[0].mention.token.text}"
    return Statement(tuple(Part("amount", one.rate, says=("进度",), subject=subject) for one in (a, b)))
