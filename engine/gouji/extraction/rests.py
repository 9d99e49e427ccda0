"""What is left by 其余: 126所学校中供餐的117所，其余9所; with several before it, they and the rest are the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.extraction.balances import difference_of
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.rates import IN_WHICH
from gouji.extraction.statement import Part, Statement
from gouji.extraction.terms import BASE, compared_to, measured, tidy

REST = re.compile(r"^(?:其余|余下|剩下|剩余)(?!的?[一二三四五六七八九十\d])")
OF_WHICH = re.compile("其中|包括|包含")


def rests(prose: Prose) -> Iterator[Statement]:
    """Every 其余 with the whole that the words …中 name before it and what was taken from that."""
    for reading in prose.readings:
        if not reading.passage.cell:
            for n, mention in enumerate(reading.mentions):
                if REST.match(mention.lead) and measured(mention):
                    yield from _rest(mention, reading.mentions[:n])


def _rest(rest: Mention, before: Sequence[Mention]) -> Iterator[Statement]:
    near = [m for m in before if m.sentence == rest.sentence and _counted_alike(m, rest)]
    at = next((n for n in reversed(range(len(near))) if IN_WHICH.search(near[n].tail)), None)
    if at is None or near[at].form not in ("value", "to"):
        return
    taken = [m for m in near[at + 1 :] if not _within(m, near[at])]
    if len(taken) == 1:
        yield difference_of([near[at]], taken, rest)
    elif taken:
        parts = [Part("part", m, subject=tidy(m.lead)) for m in (*taken, rest)]
        total = Part("total", near[at], says=("列全",), subject=tidy(near[at].lead))
        yield Statement((total, *parts), claim=rest)


def _counted_alike(one: Mention, rest: Mention) -> bool:
    """Whether a figure could be of the same whole: its measure and bracket, and no base of a comparison."""
    return (
        measured(one)
        and one.figure.dimension == rest.figure.dimension
        and one.bracket == rest.bracket
        and not BASE.search(one.lead)
        and not compared_to(one)
    )


def _within(one: Mention, whole: Mention) -> bool:
    """Whether a 其中 of the same segment makes the figure a part of another part."""
    text = one.passage.text
    start = max(text.rfind("；", 0, one.start), whole.end)
    return OF_WHICH.search(text, start, one.start) is not None
