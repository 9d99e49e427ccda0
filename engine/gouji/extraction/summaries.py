"""Summary tables of a county: a row for each town, a column for each thing, and the row that adds them up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gouji.extraction.formgrid import LINES_ABOVE, MONEY_UNIT
from gouji.extraction.formvalues import figure_of, measured
from gouji.extraction.grids import Field, grids
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part
from gouji.extraction.subjects import AIM
from gouji.extraction.targets import PART_YEAR
from gouji.extraction.wordlists import either

TOWN = re.compile(r"^[\u4e00-\u9fff]{1,20}?(?:镇|乡|街道|街道办事处)(?:人民政府)?$")
TOTAL = re.compile(r"^(?:合计|总计|全[县市区旗](?:合计|总计)?)$")
UNIT = re.compile(r"[（(](?:单位[:：])?(?P<unit>[^（）()\d]{1,5})[）)]$")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|[—–\-~至])")
PLANNED = re.compile(rf"{AIM.pattern}|预算")
DONE = re.compile(r"完成|情况|自评|评价|执行|决算|实绩")
BLANK = re.compile(r"\s+")
FEWEST = 3  # towns that make a table a summary


class Cell(NamedTuple):
    """A figure of a summary: what its column is headed, of which town (empty: the total of so many towns)."""

    head: str
    part: Part
    town: str
    towns: int
    table: int


def summaries(prose: Prose) -> Iterator[Cell]:
    """Every cell of the summaries among the tables.

    A total is one only where every other row with figures is a town's, and of columns that all of them fill.
    """
    year = prose.profile.fiscal_year
    outside, fund = (re.compile(either(prose.words["ledger"], name)) for name in ("outside", "headed"))
    for grid in grids(prose):
        rows = [(row, named) for row in grid.rows if (named := _town(row)) is not None]
        towns = [named.text for _, named in rows]
        if len(towns) < FEWEST or len(set(towns)) < len(towns):
            continue
        above = _above(next(row for row in grid.rows if row)[0], prose)
        if _of_else("".join(above), fund, year):
            continue
        counted = [row for row in grid.rows if any(figure_of(field) for field in row)]
        heads = _heads(grid.rows[: grid.rows.index(counted[0])] if counted else ())
        filled: Counter[str] = Counter()
        for row, named in rows:
            for head, part in _row(row, heads, prose):
                filled[head] += 1
                yield Cell(head, part, BLANK.sub("", named.text), 1, grid.number)
        if outside.search("".join((*above, *_below(grid.rows[-1][-1], prose)))):
            continue  # 注：合计含县本级
        totals = [row for row in counted if any(TOTAL.match(BLANK.sub("", f.text)) for f in row)]
        if len(totals) == 1 and len(counted) == len(rows) + 1 and totals[0] in (counted[0], counted[-1]):
            for head, part in _row(totals[0], heads, prose):
                if filled[head] == len(rows):
                    yield Cell(head, part, "", len(rows), grid.number)


def _of_else(title: str, fund: re.Pattern[str], year: int | None) -> bool:
    """Whether a table is of another year, of some months, of what is planned, or of one fund or project."""
    years = {int(y) for y in YEAR.findall(title)}
    other = bool(years and year not in years) or PART_YEAR.search(title) is not None
    return other or bool(PLANNED.search(title) and not DONE.search(title)) or fund.search(title) is not None


def _town(row: Sequence[Field]) -> Field | None:
    """The only cell of a row that is a town's name."""
    found = [f for f in row if TOWN.match(BLANK.sub("", f.text))]
    return found[0] if len(found) == 1 else None


def _heads(above: Iterable[Sequence[Field]]) -> Mapping[int, tuple[str, str]]:
    """Column → what its header says, and its unit: in brackets, else the table's for money."""
    found: dict[int, tuple[str, str]] = {}
    for row in above:
        for field in row:
            text = BLANK.sub("", field.text)
            cell = field.passage.cell
            if text and not (cell and cell.width > 1):
                unit = UNIT.search(text)
                found[field.column] = (UNIT.sub("", text), unit["unit"] if unit else "")
    return found


def _row(row: Sequence[Field], heads: Mapping[int, tuple[str, str]], prose: Prose) -> Iterator[tuple[str, Part]]:
    for field in row:
        mention = figure_of(field)
        if mention and field.column in heads:
            head, unit = heads[field.column]
            yield head, Part("entry", mention, figure=measured(mention, unit or _money(field, prose), prose))


def _above(field: Field, prose: Prose) -> list[str]:
    """The lines above the table that a cell stands in, the nearest first."""
    at = field.passage.index
    while at and (prose.readings[at - 1].passage.cell is not None or "|" in prose.readings[at - 1].passage.text):
        at -= 1
    return [r.passage.text for r in reversed(prose.readings[max(at - LINES_ABOVE, 0) : at])]


def _below(field: Field, prose: Prose) -> list[str]:
    """The lines right under a table that ends with a cell."""
    at = field.passage.index + 1
    return [r.passage.text for r in prose.readings[at : at + LINES_ABOVE]]


def _money(field: Field, prose: Prose) -> str:
    """The unit of money that the lines above a table name."""
    return next((m[1] for text in _above(field, prose) if (m := MONEY_UNIT.search(text))), "")
