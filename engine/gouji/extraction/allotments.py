"""When money came from above and when it was passed on: the two days of one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from gouji.extraction.days import Day
from gouji.extraction.numerals import Token
from gouji.extraction.passages import Passage
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.extraction.wordlists import Groups, either, groups_of
from gouji.quantity import Quantity, Units

NO_UNITS = Units({})
APART = 60  # characters between the two days


def allotments(prose: Prose) -> Iterator[Statement]:
    """4月20日收到上级资金，5月12日分解下达; 收到资金时间为4月20日，下达时间为5月12日."""
    got, passed, got_before, passed_before = _compiled(groups_of(prose.words["transfers"]))
    for reading in prose.readings:
        text = reading.passage.text
        days = [t for t in reading.tokens if t.kind == "date" and t.day and t.day.month and t.day.day]
        for first, second in pairwise(days):
            between = text[first.end : second.start]
            if len(between) > APART or re.search("[。；;]", between):
                continue
            before = text[max(0, first.start - 24) : first.start]
            after = got.match(between) and passed.match(text[second.end :])
            if after or (got_before.search(before) and passed_before.search(between)):
                yield from _statement(reading.passage, first, second, prose.profile.fiscal_year)


def _statement(passage: Passage, first: Token, second: Token, fiscal: int | None) -> Iterator[Statement]:
    received, passed = first.day, second.day
    if received is None or passed is None or not (received.year or fiscal):
        return
    came = _date(received, received.year or fiscal)
    went = _date(passed, passed.year or received.year or fiscal)
    if came and went and went.value < came.value and not passed.year:
        went = _date(passed, (received.year or fiscal or 0) + 1)  # 12月收到，1月下达
    if came and went:
        yield Statement(
            tuple(
                Part(role, text=token.text, span=passage.span(token.start, token.end), figure=figure)
                for role, token, figure in (("received_date", first, came), ("passed_date", second, went))
            )
        )


def _date(day: Day, year: int | None) -> Quantity | None:
    return NO_UNITS.parse(f"{year}-{day.month:02}-{day.day:02}")


@lru_cache(maxsize=4)
def _compiled(groups: Groups) -> tuple[re.Pattern[str], ...]:
    table = dict(groups)
    got, money, passed = (either(table, name) for name in ("got", "money", "passed"))
    return (
        re.compile(rf"^[^，。；]{{0,8}}(?:{got})[^，。；]{{0,40}}(?:{money})"),
        re.compile(rf"^(?:，?(?:全部|及时|已|即|将|由|按))*[^，。；\d]{{0,12}}(?:{passed})"),
        re.compile(rf"(?:{got})[^，。；]{{0,16}}(?:时间|日期)(?:为|是|：|:)?$"),
        re.compile(rf"(?:{passed})[^，。；]{{0,8}}(?:时间|日期)(?:为|是|：|:)?$"),
    )
