"""One telling figure for two things that share no word: perhaps copied from one line into another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from gouji.extraction.meeting import Stated, all_stated, current
from gouji.extraction.prose import Prose
from gouji.extraction.slips import telling
from gouji.extraction.statement import Part, Statement
from gouji.extraction.subjects import WORTH, echoes

LEAST = 4  # significant digits of a figure that hardly repeats by chance
MOST = 4  # places; a figure that stands in more is known to be one thing
SECTION = "完成情况"


def coincidences(prose: Prose) -> Iterator[Statement]:
    """Pairs of figures in the account of what was done, alike in value and unlike in every word."""
    by_value: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for one in all_stated(prose):
        figure = one.mention.figure
        named = len(one.name.core) >= WORTH and one.mention.form == "value" and figure.dimension
        if named and telling(figure) >= LEAST and one.section == SECTION and current(one, prose.profile.fiscal_year):
            by_value[figure.dimension, str(figure.value)].append(one)
    for members in by_value.values():
        for a, b in combinations(members, 2) if len(members) <= MOST else ():
            apart = a.mention.sentence != b.mention.sentence and a.mention.token.text == b.mention.token.text
            if apart and not echoes(a.name, b.name) and a.name.accounts == b.name.accounts:
                yield Statement(
                    tuple(Part("amount", s.mention, says=("四位以上",), subject=s.name.words) for s in (a, b))
                )
