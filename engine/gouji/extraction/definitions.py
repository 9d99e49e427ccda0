"""Differences that the names themselves define: 原值 less 累计折旧 is 净值, 送审 less 审定 is 核减."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from gouji.extraction.balances import difference_of
from gouji.extraction.mention import Mention
from gouji.extraction.passages import CLOSE
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Statement
from gouji.extraction.terms import BASE, compared_to, measured

END = r"(?:金额|资金|总额|价款?|额|数|了|为|约|是|：)*$"


def definitions(prose: Prose) -> Iterator[Statement]:
    """Every such difference whose three figures stand in one sentence, each name once."""
    triads = _triads(str(prose.words["breakdowns"]["triads"]))
    for reading in prose.readings:
        if reading.passage.cell or len(reading.mentions) < 3:  # noqa: PLR2004
            continue
        for sentence in prose.sentences(reading):
            plain = [m for m in sentence if _plain(m)]
            if len(plain) > 2:  # noqa: PLR2004
                named = [(m, _words(m)) for m in plain]
                for triad in triads:
                    yield from _stated(named, triad)


def _stated(named: Sequence[tuple[Mention, str]], triad: Sequence[re.Pattern[str]]) -> Iterator[Statement]:
    found = [[m for m, words in named if name.search(words)] for name in triad]
    if all(len(ms) == 1 for ms in found):
        whole, taken, left = (ms[0] for ms in found)
        alike = len({m.figure.dimension for m in (whole, taken, left)}) == 1
        boxed = whole.bracket == taken.bracket and whole.bracket >= 0 and left.bracket < 0  # 节余（控制价a，合同价b）c
        if alike and (len({m.bracket for m in (whole, taken, left)}) == 1 or boxed):
            yield difference_of([whole], [taken], left, claims=False)


def _words(mention: Mention) -> str:
    """The words that name a figure; of one that follows a bracket, those before the bracket."""
    text = mention.passage.text
    if mention.lead or text[mention.start - 1 : mention.start] not in CLOSE:
        return mention.lead
    box = text.rfind("（", 0, mention.start)
    return re.split("[，。；：、]", text[:box])[-1] if box > 0 else ""


def _plain(mention: Mention) -> bool:
    """A figure of now: no base of a comparison."""
    return measured(mention) and not BASE.search(mention.lead) and not compared_to(mention)


@lru_cache(maxsize=4)
def _triads(rows: str) -> tuple[tuple[re.Pattern[str], ...], ...]:
    """The rows of three names, each compiled as the end of a lead."""
    return tuple(tuple(re.compile(re.escape(name) + END) for name in row.split("/")) for row in rows.split())
