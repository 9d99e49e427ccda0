"""The county's table of a year: the towns by row, and the sum of each column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import NamedTuple

from gouji.county.figures import Year, crossings_of, town_years
from gouji.county.files import Cell, address, docx, xlsx
from gouji.county.numbers import printed
from gouji.county.plan import County, table_mistakes, units
from gouji.county.wording import texts

FRAME = 2  # lines above the table in a sheet
BESIDE = 2  # columns before the figures


class Spoilt(NamedTuple):
    """What is wrong in a table: the printed figure, its cell, and the town whose report says otherwise (-1: none)."""

    kind: str
    quote: str
    cell: str
    town: int = -1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a file."""

    name: str
    data: bytes


Row = tuple[str, dict[str, int]]  # a town and its figures by heading


def county_table(county: County, at: int) -> tuple[Table, Spoilt | None]:
    """The table of a year, and what is wrong in it if anything is."""
    words, rng = texts("forms")["table"], county.rng("table", at)
    rows = _rows(county, at)
    totals = {heading: sum(values[heading] for _, values in rows) for heading in words["columns"]}
    sheet = rng.random() < 2 / 3
    kind = table_mistakes(county).get(at, "")
    spoilt = _spoil(county, at, rows, totals, rng) if kind else (0, "")
    name = f"{words['file'].format(y=at)}.{'xlsx' if sheet else 'docx'}"
    table = Table(name, _bytes(county, at, _cells(rows, totals), sheet=sheet))
    if not kind:
        return table, None
    row, heading = spoilt
    value = totals[heading] if row == len(rows) else rows[row][1][heading]
    cell = address(row + 1 + FRAME * sheet, BESIDE + list(totals).index(heading))
    return table, Spoilt(kind, _printed(heading, value), cell, row if row < len(rows) else -1)


def _rows(county: County, at: int) -> list[Row]:
    made = []
    for unit in units(county):
        year = next(one for one in town_years(county, unit) if one.year == at)
        made.append((unit.town, {heading: _figure(year, name) for heading, name in _columns().items()}))
    return made


def _spoil(county: County, at: int, rows: list[Row], totals: dict[str, int], rng: Random) -> tuple[int, str]:
    """Change a total, or a town's figure with the total that follows from it; gives the row and column changed."""
    heading = rng.choice(list(totals))
    if table_mistakes(county)[at] == "county-total":
        totals[heading] += totals[heading] * rng.randint(2, 6) // 100 + 11
        return len(rows), heading
    crossed = crossings_of(county)  # a town that is wrong here hands in a report that is right
    sound = [n for n in range(len(rows)) if (n, at) not in crossed] or [0]
    row = rng.choice(sound)
    away = rows[row][1][heading] * rng.randint(6, 23) // 100 + 11
    rows[row] = rows[row][0], {**rows[row][1], heading: rows[row][1][heading] + away}
    totals[heading] += away
    return row, heading


def _cells(rows: list[Row], totals: Mapping[str, int]) -> list[list[Cell]]:
    words = texts("forms")["table"]
    made = [[Cell(one) for one in (*words["names"], *totals)]]
    for n, (town, values) in enumerate(rows, 1):
        made.append([Cell(str(n)), Cell(town), *(Cell(_printed(one, values[one])) for one in totals)])
    made.append([Cell(words["sum"], BESIDE), *(Cell(_printed(one, totals[one])) for one in totals)])
    return made


def _bytes(county: County, at: int, cells: list[list[Cell]], *, sheet: bool) -> bytes:
    words = texts("forms")["table"]
    title = words["title"].format(county=county.name, y=at)
    if not sheet:
        return docx([(0, title), (0, words["unit"]), cells])
    width = len(cells[0])
    return xlsx(words["sheet"], [[Cell(title, width)], [Cell(words["unit"], width)], *cells])


def _columns() -> Mapping[str, str]:
    found: Mapping[str, str] = texts("forms")["table"]["columns"]
    return found


def _figure(year: Year, name: str) -> int:
    """A sum of money by its name, or an indicator's actual value."""
    found = next((one.actual for one in year.measures if one.name == name), None)
    return found if found is not None else int(getattr(year, name))


def _printed(heading: str, value: int) -> str:
    money = _columns()[heading].isascii()
    return printed(Fraction(value, 100), 2, grouped=True) if money else printed(Fraction(value), 0, grouped=True)
