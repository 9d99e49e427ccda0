"""The account of every number: in a fact, an identifier, a date, or unread with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gouji.document import Span
from gouji.extraction.mention import Reading
from gouji.extraction.numerals import Token
from gouji.extraction.prose import Prose
from gouji.fact import Fact, Number


def numbers(prose: Prose, facts: Iterable[Fact]) -> tuple[Number, ...]:
    """Every number of the prose, once, in document order. Small Chinese numerals count only where a fact uses them."""
    used: set[Span] = {f.span for f in facts if f.span and f.figure}
    made: list[Number] = []
    for reading in prose.readings:
        told = {} if reading.passage.cell else {mention.start: mention for mention in reading.mentions}
        for token in reading.tokens:
            number = _number(token, reading, used)
            mention = told.get(token.start)
            if number and mention:
                place = reading.passage.index, mention.sentence
                number = replace(number, figure=mention.figure, paragraph=place[0], sentence=place[1])
            if number:
                made.append(number)
    return tuple(made)


ONES = frozenset("123456789")  # 三项措施: so small, and in words, it is as often a turn of phrase as a figure


def _number(token: Token, reading: Reading, used: set[Span]) -> Number | None:
    """The number that a token is; None for a small Chinese numeral that no fact uses."""
    span = reading.passage.span(token.start, token.end)
    if token.kind == "date":
        return Number(span, "date", "日期")
    if token.kind == "identifier":
        return Number(span, "identifier", token.reason)
    if span in used:
        return Number(span, "figure")
    if token.han and token.quantity and token.quantity.digits in ONES:
        return None
    reason = token.reason or (
        "比例" if token.kind == "ratio" else "区间" if token.kind == "range" else "没有能与它核对的数"
    )
    return Number(span, "unread" if token.kind == "bare" else "figure", reason)
