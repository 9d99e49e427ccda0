"""Summary tables of a county: a row for each town, a column for each thing, and the row that adds them up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from gouji.extraction.formgrid import LINES_ABOVE, MONEY_UNIT
from gouji.extraction.formvalues import figure_of, measured
from gouji.extraction.grids import Field, Grid, grids
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part

TOWN = re.compile(r"^[\u4e00-\u9fff]{1,20}?(?:镇|乡|街道|街道办事处)(?:人民政府)?$")
TOTAL = re.compile(r"^(?:合计|总计|全[县市区旗](?:合计|总计)?)$")
UNIT = re.compile(r"[（(](?:单位[:：])?(?P<unit>[^（）()\d]{1,5})[）)]$")
BLANK = re.compile(r"\s+")
FEWEST = 3  # towns that make a table a summary


def summaries(prose: Prose) -> Iterator[tuple[str, Part, str]]:
    """The header, the figure and the town (empty: the total) of every cell of the summaries among the tables.

    A total is one only of columns that every row between header and total fills, and of rows that are all towns.
    """
    for grid in grids(prose):
        rows = [(row, named) for row in grid.rows if (named := _town(row)) is not None]
        towns = [named.text for _, named in rows]
        if len(towns) < FEWEST or len(set(towns)) < len(towns):
            continue
        heads = _heads(grid, rows[0][0])
        filled: Counter[str] = Counter()
        for row, named in rows:
            for head, part, town in _row(row, heads, BLANK.sub("", named.text), prose):
                filled[head] += 1
                yield head, part, town
        totals = [n for n, row in enumerate(grid.rows) if any(TOTAL.match(BLANK.sub("", f.text)) for f in row)]
        first, last = grid.rows.index(rows[0][0]), grid.rows.index(rows[-1][0])
        if len(totals) == 1 and last - first + 1 == len(rows) and totals[0] in (first - 1, last + 1):
            for head, part, _ in _row(grid.rows[totals[0]], heads, "", prose):
                if filled[head] == len(rows):
                    yield head, part, ""


def _town(row: Sequence[Field]) -> Field | None:
    """The only cell of a row that is a town's name."""
    found = [f for f in row if TOWN.match(BLANK.sub("", f.text))]
    return found[0] if len(found) == 1 else None


def _heads(grid: Grid, first: Sequence[Field]) -> Mapping[int, tuple[str, str]]:
    """Column → what its header says, and its unit: in brackets, else the table's for money."""
    above = grid.rows[: grid.rows.index(tuple(first))]
    found: dict[int, tuple[str, str]] = {}
    for row in above:
        for field in row:
            text = BLANK.sub("", field.text)
            cell = field.passage.cell
            if text and not (cell and cell.width > 1):
                unit = UNIT.search(text)
                found[field.column] = (UNIT.sub("", text), unit["unit"] if unit else "")
    return found


def _row(
    row: Sequence[Field], heads: Mapping[int, tuple[str, str]], town: str, prose: Prose
) -> Iterator[tuple[str, Part, str]]:
    for field in row:
        mention = figure_of(field)
        if mention and field.column in heads:
            head, unit = heads[field.column]
            yield head, Part("entry", mention, figure=measured(mention, unit or _money(field, prose), prose)), town


def _money(field: Field, prose: Prose) -> str:
    """The unit of money that the lines above a table name."""
    at = field.passage.index
    while at and (prose.readings[at - 1].passage.cell is not None or "|" in prose.readings[at - 1].passage.text):
        at -= 1
    above = (r.passage.text for r in reversed(prose.readings[max(at - LINES_ABOVE, 0) : at]))
    return next((m[1] for text in above if (m := MONEY_UNIT.search(text))), "")
