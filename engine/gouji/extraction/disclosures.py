"""When the accounts or the budget were approved, and when they were published: the two days of one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gouji.extraction.days import Day
from gouji.extraction.numerals import Token
from gouji.extraction.passages import Passage
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.quantity import Units

OBJECT = re.compile("决算|预算")
APPROVED = re.compile(r"^[^，。；\d]{0,16}(?:批复|批准)")
PUBLISHED = re.compile(r"^[^，。；\d]{0,20}(?:公开|公布)")
NO_UNITS = Units({})


def disclosures(prose: Prose) -> Iterator[Statement]:
    """A sentence that dates both the approval and the publication of one thing."""
    for reading in prose.readings:
        text = reading.passage.text
        if "公开" not in text and "公布" not in text:
            continue
        days = [t for t in reading.tokens if t.kind == "date" and t.day and t.day.month and t.day.day]
        for first, second in pairwise(days):
            between = text[first.end : second.start]
            sentence = text[text.rfind("。", 0, first.start) + 1 : second.end + 24]
            one_thing = len({m[0] for m in OBJECT.finditer(sentence)}) == 1
            if one_thing and "。" not in between and APPROVED.match(between) and PUBLISHED.match(text[second.end :]):
                yield from _statement(reading.passage, first, second, prose.profile.fiscal_year)


def _statement(passage: Passage, approved: Token, published: Token, fiscal: int | None) -> Iterator[Statement]:
    first, second = approved.day, published.day
    year = first.year if first else None
    if not first or not second or not (year or fiscal) or (not year and second.year):
        return
    later = second.year or year
    parts = tuple(
        Part(role, text=token.text, span=passage.span(token.start, token.end), figure=NO_UNITS.parse(_iso(day, of)))
        for role, token, day, of in (
            ("approval_date", approved, first, year),
            ("publish_date", published, second, later),
        )
    )
    if year and all(part.figure for part in parts):
        yield Statement(parts)


def _iso(day: Day, year: int | None) -> str:
    return f"{year}-{day.month:02}-{day.day:02}"
