"""The account of every number: in a fact, an identifier, a date, or unread with the reason."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.document import Span
from gouji.extraction.prose import Prose
from gouji.fact import Fact, Number


def numbers(prose: Prose, facts: Iterable[Fact]) -> tuple[Number, ...]:
    """Every number of the prose, once, in document order. Small Chinese numerals count only where a fact uses them."""
    used: set[Span] = {f.span for f in facts if f.span and f.figure}
    made: list[Number] = []
    for reading in prose.readings:
        passage = reading.passage
        for token in reading.tokens:
            span = passage.span(token.start, token.end)
            if token.kind == "date":
                made.append(Number(span, "date", "日期"))
            elif token.kind == "identifier":
                made.append(Number(span, "identifier", token.reason))
            elif span in used:
                made.append(Number(span, "figure"))
            elif not token.han:
                reason = token.reason or (
                    "比例" if token.kind == "ratio" else "区间" if token.kind == "range" else "没有能与它核对的数"
                )
                made.append(Number(span, "unread" if token.kind == "bare" else "figure", reason))
    return tuple(made)
