"""Scores of a chapter: the points under its headings make its own, and over its weight they make its 得分率.

3.3 产出，得37分，得分率92.5%    3.3.1 改造小区（10分）：…，得9分    3.3.2 受益户数（8分）：…，得8分
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.mention import Mention, Reading
from gouji.extraction.prose import Prose
from gouji.extraction.scoreitems import Words, score_words
from gouji.extraction.statement import Part, Statement
from gouji.extraction.stretches import words_before

RATE = re.compile(r"得分率(?:为|是|：|达到?|仅)*$")
KIND = re.compile(r"(?:维度|指标|类|部分|方面|一级)+$")
WEIGHED = re.compile(r"(?:满分|权重|分值|标准分)(?:为|是|：)?$")
FEWEST = 2  # that make a sum


def subscores(prose: Prose) -> Iterator[Statement]:
    """Every chapter whose own score stands beside its heading, with those of the headings right under it."""
    w = score_words(prose)
    below: dict[int, list[Reading]] = {}
    for reading in prose.readings:
        above = prose.places[reading.passage.index].above
        if above and reading.passage.label:
            below.setdefault(above[-1], []).append(reading)
    for reading in prose.readings:
        children = below.get(reading.passage.index, [])
        own = _earned(reading, w) if children else []
        if len(own) == 1:
            each = [_earned(child, w) for child in children]
            parts = [m for found in each for m in found]
            if len(parts) >= FEWEST and all(each) and all(_one_a_segment(found) for found in each):
                yield Statement((Part("total", own[0], says=("列全",)), *(Part("part", m) for m in parts)), own[0])
    yield from _rates(prose, w)


def _earned(reading: Reading, w: Words) -> list[Mention]:
    """The figures of a passage that are called 得."""
    return [m for m in reading.mentions if m.token.unit == "分" and m.depth == 0 and _got(m, w)]


def _got(m: Mention, w: Words) -> bool:
    return bool(w.got.search(m.lead)) and not w.deduct.search(m.lead) and not w.other.search(m.lead)


def _one_a_segment(found: list[Mention]) -> bool:
    return len({m.segment for m in found}) == len(found)


def _rates(prose: Prose, w: Words) -> Iterator[Statement]:
    """得22.7分，得分率90.8%: over the full marks in its passage, else over those that another place gives its name."""
    weights = [m for m in prose.mentions() if m.token.unit == "分" and _weight(m)]
    for reading in prose.readings:
        for n, rate in enumerate(reading.mentions):
            score = reading.mentions[n - 1] if n else None
            if rate.percent and RATE.search(rate.lead) and score and score.token.unit == "分" and _got(score, w):
                base = _base(score, weights)
                if base:
                    parts = (Part("numerator", score), *(Part("denominator", m) for m in base))
                    yield Statement((Part("share", rate, says=("比率",)), *parts), rate)


def _weight(m: Mention) -> bool:
    """决策（15分）, 满分15分."""
    return bool(WEIGHED.search(m.lead)) or (not m.lead and m.bracket >= 0 and m.bracket == m.lead_start - 1)


def _base(score: Mention, weights: list[Mention]) -> list[Mention]:
    """The full marks of a score: the last ones before it in its passage, else all those of its name."""
    here = [m for m in weights if m.passage is score.passage and m.end <= score.start]
    if here:
        return here[-1:] if here[-1].segment == score.segment else []
    text, body = score.passage.text, score.passage.body
    name = KIND.sub("", re.split("[，：:；。（(]", text[body : score.start].strip("　 "))[0])
    found = [m for m in weights if len(name) > 1 and KIND.sub("", words_before(m)).endswith(name)]
    return list({m.figure.value: m for m in found}.values())
