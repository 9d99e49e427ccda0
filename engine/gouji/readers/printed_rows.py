"""Tables that run over pages: which parts belong together, and their rows on one grid of columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from gouji.document import Box
from gouji.readers.printed import POINT, Page
from gouji.readers.printed_tables import Grid, Region, cell_text, is_filled

SAME = 4 * POINT  # columns this near on two pages are the same
MANY = 4  # columns in the same places: chance does not do that, wherever the last rows end
FIGURE = re.compile(r"[\d,.%≥≤><=-]+")


class PageGrid(NamedTuple):
    """A table's part on one page."""

    page: Page
    grid: Grid


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the places of all its columns, and its parts in order."""

    xs: list[int]
    parts: tuple[PageGrid, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell in one row: its first column from 1, its text, where lines begin in it, and where it is printed.

    `tall` cells reach over several rows. `filled` text ends at the cell's edge, so that it may go on.
    """

    column: int
    width: int
    text: str
    lines: list[tuple[int, int, Box]]
    page: int
    box: Box
    continued: bool
    tall: bool
    filled: bool
    doubtful: bool


def continues(table: Table, item: PageGrid) -> bool:
    """The next page's table is a part of this: as wide, or of many columns; all of the one among the other's; no title of its own.

    A first row across all columns that both have is the title of a form: then each is a form by itself.
    """
    last, grid = table.parts[-1], item.grid
    if last.page.number == item.page.number or last.page.width != item.page.width:
        return False
    if abs(grid.xs[0] - table.xs[0]) > SAME:
        return False
    if abs(grid.xs[-1] - table.xs[-1]) > SAME and min(len(grid.xs), len(table.xs)) <= MANY:
        return False
    if not (all(_among(x, table.xs) for x in grid.xs) or all(_among(x, grid.xs) for x in table.xs)):
        return False
    return _title(grid) is None or _title(grid) != _title(table.parts[0].grid)


def joined(table: Table, item: PageGrid) -> Table:
    """The table with one more part."""
    xs = sorted({*table.xs, *(x for x in item.grid.xs if not _among(x, table.xs))})
    return Table(xs, (*table.parts, item))


def _among(x: int, xs: Sequence[int]) -> bool:
    return any(abs(x - other) <= SAME for other in xs)


def _title(grid: Grid) -> str | None:
    """The text of a first row that is one cell."""
    first = min(grid.regions)
    across = first.left == 0 and first.right == len(grid.xs) - 1
    return cell_text(grid, first)[0] if across else None


def table_rows(table: Table) -> list[list[TableCell]]:
    """The rows of all parts. Heading rows that a later page repeats are left out; a row that a page broke is one."""
    made: list[list[TableCell]] = []
    head: list[list[str]] = []
    for part in table.parts:
        rows = _rows(part, table.xs)
        texts = [[cell.text for cell in row if not cell.continued] for row in rows]
        skipped = _repeated(head, texts)
        head = head or texts
        for index, row in enumerate(rows[skipped:]):
            if index or not made:
                made.append(row)
            elif _goes_on(made[-1], row):
                made[-1] = [_longer(cell, row) for cell in made[-1]]
            else:
                made.append([_come_down(cell, made[-1]) for cell in row])
    return made


def _rows(part: PageGrid, xs: Sequence[int]) -> list[list[TableCell]]:
    """The rows of a part, each cell in every row that it reaches over; its text stands in the first."""
    page, grid = part
    column = [min(range(len(xs)), key=lambda at: abs(xs[at] - x)) for x in grid.xs]
    rows: list[list[TableCell]] = [[] for _ in grid.ys[1:]]
    for region in sorted(grid.regions, key=lambda one: one.left):
        cell = _cell(region, page, grid, column)
        rows[region.top].append(cell)
        for row in range(region.top + 1, region.bottom):
            rows[row].append(replace(cell, text="", lines=[], continued=True, filled=False))
    return rows


def _cell(region: Region, page: Page, grid: Grid, column: Sequence[int]) -> TableCell:
    text, begins = cell_text(grid, region)
    return TableCell(
        column[region.left] + 1,
        column[region.right] - column[region.left],
        text,
        [(offset, page.number, line) for offset, line in begins],
        page.number,
        grid.box_of(region),
        continued=False,
        tall=region.bottom - region.top > 1,
        filled=is_filled(grid, region),
        doubtful=page.doubtful,
    )


def _repeated(head: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top say the same as the table's own and hold no figures of their own."""
    count = 0
    for ours, theirs in zip(head, rows, strict=False):
        if ours != theirs or any(text[:1].isdecimal() and len(text) > 2 for text in theirs):  # noqa: PLR2004 - 栏次 1, 2
            break
        count += 1
    return count


def _goes_on(above: Sequence[TableCell], row: Sequence[TableCell]) -> bool:
    """A page broke the row: what stands behind the break goes on with words that fill the cell before it."""
    written = [cell for cell in row if cell.text]
    if not 0 < len(written) < sum(bool(cell.text) for cell in above):
        return False
    return all(_above(cell, above, filled=True) and not FIGURE.fullmatch(cell.text) for cell in written)


def _above(cell: TableCell, above: Sequence[TableCell], *, filled: bool = False) -> TableCell | None:
    """The cell over this one in the row above, if it is as wide."""
    same = (one for one in above if (one.column, one.width) == (cell.column, cell.width))
    return next((one for one in same if one.filled or not filled), None)


def _longer(cell: TableCell, row: Sequence[TableCell]) -> TableCell:
    """A cell with what the next page has of it."""
    more = next((one for one in row if one.column == cell.column and one.text), None)
    if more is None:
        return cell
    lines = [*cell.lines, *((len(cell.text) + offset, page, box) for offset, page, box in more.lines)]
    return replace(cell, text=cell.text + more.text, lines=lines, filled=more.filled)


def _come_down(cell: TableCell, above: Sequence[TableCell]) -> TableCell:
    """An empty cell at the top of a page goes on with a merged one that the page broke."""
    over = _above(cell, above)
    merged = over is not None and (over.tall or cell.tall)
    return replace(cell, continued=True) if merged and not cell.text else cell
