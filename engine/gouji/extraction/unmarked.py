"""Lists that no word opens: 接待群众来访118件，网上来访25件，县访37件，镇访79件.

One noun runs through a first figure and those after it, so the first may be their sum. Nothing says so: such a list may
pass, or be shown to a person, and never fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.mention import Mention
from gouji.extraction.naming import plain
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement

LEAST = 3  # parts, for a list that nothing announces
LONGEST = 10  # characters of a part's name: more would be a clause of its own
DONE = re.compile(r"已|办结|结案|完成|成功|化解|整改|其中|合计|共|比|较|增|减|应|需|目标|计划|累计|新增")


def unmarked(prose: Prose) -> Iterator[Statement]:
    """A figure and three or more after it, clause by clause, of one unit and sharing the noun they end with."""
    for reading in prose.readings:
        for sentence in prose.sentences(reading):
            figures = [m for m in sentence if plain(m) and m.depth == 0 and m.figure.counted]
            for n, first in enumerate(figures):
                parts = _parts(first, figures[n + 1 :])
                if len(parts) >= LEAST:
                    yield Statement(
                        (Part("total", first, says=("列全",)), *(Part("part", m) for m in parts)), forced=False
                    )
                    break


def _parts(first: Mention, following: list[Mention]) -> list[Mention]:
    """The figures after the first, one a clause, whose short names share a character pair or their last with its."""
    parts: list[Mention] = []
    for m in following:
        steady = m.token.unit == first.token.unit and m.clause == first.clause + len(parts) + 1
        steady = steady and m.figure.value <= first.figure.value  # what exceeds it is no part of it
        if not steady or len(m.lead) > LONGEST or DONE.search(m.lead):
            break
        parts.append(m)
    kin = [m for m in parts if m.lead and m.lead[-1] in first.lead]
    return parts if first.lead and len(kin) * 2 > len(parts) and not DONE.search(first.lead) else []
