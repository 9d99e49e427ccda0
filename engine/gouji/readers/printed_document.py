"""Printed pages → a Document: paragraphs and table cells in reading order, each with its page, box and lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from gouji.document import Block, BlockKind, Box, Cell, Document, PrintedLine, Span
from gouji.readers.printed import POINT, Line, Page, around
from gouji.readers.printed_lines import Margins, Row, em, is_brim, joint, margins, paragraphs, running
from gouji.readers.printed_tables import Grid, Region, cell_text, tables
from gouji.readers.printed_trust import is_doubtful

SAME = 4 * POINT  # columns this near on two pages are the same


class _Piece(NamedTuple):
    """A block before its place in the document's text is known: its lines begin at offsets in `text`."""

    text: str
    lines: list[tuple[int, int, Box]]
    kind: BlockKind = "paragraph"
    cell: Cell | None = None
    page: int | None = None
    box: Box | None = None
    doubtful: bool = False


class _PageGrid(NamedTuple):
    page: Page
    grid: Grid


@dataclass(slots=True)
class _Table:
    """A table and its parts on the pages it runs over; `xs` are the places of all its columns."""

    xs: list[int]
    parts: list[_PageGrid]


def document(path: Path, format_: str, pages: Sequence[Page], notes: Sequence[str] = ()) -> Document:
    """The Document of pages in order; running heads stand in it once, page numbers not at all."""
    apart = [(page, *tables(page)) for page in pages]
    aside = running([(page, lines) for page, _, lines in apart])
    flow = [
        (page, grids, [Row(page, line, em(line)) for line in lines if (page.number, line) not in aside])
        for page, grids, lines in apart
    ]
    known = margins([row for _, _, rows in flow for row in rows])
    pieces = [*_pieces(flow, known), *_running_pieces(apart, aside)]
    blocks, start = [], 0
    for number, piece in enumerate(pieces, 1):
        lines = tuple(PrintedLine(start + offset, page, box) for offset, page, box in piece.lines)
        page_number, box = piece.page, piece.box
        if lines and box is None:
            page_number = lines[0].page
            box = around(line.box for line in lines if line.page == page_number)
        span = Span(start, start + len(piece.text))
        blocks.append(Block(number, span, piece.kind, "", 0, piece.cell, page_number, box, lines, piece.doubtful))
        start = span.end + 1
    return Document(str(path), format_, "\n".join(piece.text for piece in pieces), tuple(blocks), tuple(notes))


Flow = Sequence[tuple[Page, list[Grid], list[Row]]]


def _pieces(flow: Flow, known: Margins) -> Iterator[_Piece]:
    """Paragraphs and cells, top to bottom; a table that a page broke goes on with the next page's."""
    count = 0
    for item in _gathered(flow):
        if isinstance(item, _Table):
            count += 1
            yield from _cells(count, item)
        else:
            yield from _paragraphs(item, known)


def _gathered(flow: Flow) -> Iterator[list[Row] | _Table]:
    """Rows with no table between them, and tables with all their parts."""
    rows: list[Row] = []
    table: _Table | None = None
    for item in _items(flow):
        if isinstance(item, Row):
            if table:
                yield table
                table = None
            rows.append(item)
            continue
        if rows:
            yield rows
            rows = []
        if table and _continues(table, item):
            table.xs = sorted({*table.xs, *(x for x in item.grid.xs if not _among(x, table.xs))})
            table.parts.append(item)
        else:
            if table:
                yield table
            table = _Table(item.grid.xs, [item])
    if table:
        yield table
    if rows:
        yield rows


def _items(flow: Flow) -> Iterator[Row | _PageGrid]:
    for page, grids, rows in flow:
        items: list[Row | _PageGrid] = [*rows, *(_PageGrid(page, grid) for grid in grids)]
        yield from sorted(items, key=lambda one: one.line.box.top if isinstance(one, Row) else one.grid.box.top)


def _continues(table: _Table, item: _PageGrid) -> bool:
    """The next page's table is a part of this: as wide, all columns of the one among the other's, no title of its own.

    A first row across all columns that both have is the title of a form: then each is a form by itself.
    """
    last, grid = table.parts[-1], item.grid
    if last.page.number == item.page.number or last.page.width != item.page.width:
        return False
    if abs(grid.xs[0] - table.xs[0]) > SAME or abs(grid.xs[-1] - table.xs[-1]) > SAME:
        return False
    if not (all(_among(x, table.xs) for x in grid.xs) or all(_among(x, grid.xs) for x in table.xs)):
        return False
    return _title(grid) is None or _title(grid) != _title(table.parts[0].grid)


def _among(x: int, xs: Sequence[int]) -> bool:
    return any(abs(x - other) <= SAME for other in xs)


def _title(grid: Grid) -> str | None:
    """The text of a first row that is one cell."""
    first = min(grid.regions)
    across = first.left == 0 and first.right == len(grid.xs) - 1
    return cell_text(grid.lines.get(first, ()), grid.box_of(first))[0] if across else None


def _paragraphs(rows: Sequence[Row], known: Margins) -> Iterator[_Piece]:
    for run in paragraphs(rows, known):
        text = ""
        lines: list[tuple[int, int, Box]] = []
        for index, row in enumerate(run):
            words = row.line.text.strip()
            if index:
                text += joint(text, words, brim=is_brim(run[index - 1], known))
            lines.append((len(text), row.page.number, row.line.box))
            text += words
        yield _Piece(text, lines, doubtful=is_doubtful(text) or any(row.page.doubtful for row in run))


def _cells(number: int, table: _Table) -> Iterator[_Piece]:
    """The cells of a table, row by row; heading rows that a later page repeats are left out."""
    head: list[list[str]] = []
    count = 0
    for page, grid in table.parts:
        column = [min(range(len(table.xs)), key=lambda at: abs(table.xs[at] - x)) for x in grid.xs]
        written = {region: cell_text(grid.lines.get(region, ()), grid.box_of(region)) for region in grid.regions}
        rows = _by_row(grid)
        texts = [[written[region][0] for region, down in row if not down] for row in rows]
        skipped = _repeated(head, texts) if count else 0
        head = head or texts
        for index, row in enumerate(rows[skipped:]):
            count += 1
            for region, down in row:
                continued = down and index > 0
                text, begins = ("", []) if continued else written[region]
                first = column[region.left]
                place = Cell(number, count, first + 1, column[region.right] - first, continued)
                lines = [(offset, page.number, box) for offset, box in begins]
                doubtful = page.doubtful or is_doubtful(text)
                yield _Piece(text, lines, "cell", place, page.number, grid.box_of(region), doubtful)


def _by_row(grid: Grid) -> list[list[tuple[Region, bool]]]:
    """The cells in each row from left to right; true for those that come down from a row above."""
    rows: list[list[tuple[Region, bool]]] = [[] for _ in grid.ys[1:]]
    for region in sorted(grid.regions, key=lambda one: one.left):
        for row in range(region.top, region.bottom):
            rows[row].append((region, row > region.top))
    return rows


def _repeated(head: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top say the same as the table's own and hold no figures of their own."""
    count = 0
    for ours, theirs in zip(head, rows, strict=False):
        if ours != theirs or any(text[:1].isdecimal() and len(text) > 2 for text in theirs):  # noqa: PLR2004 - 栏次 1, 2
            break
        count += 1
    return count


def _running_pieces(
    apart: Sequence[tuple[Page, list[Grid], list[Line]]], aside: dict[tuple[int, Line], str]
) -> Iterator[_Piece]:
    """Each running head and foot once, as first printed."""
    told: set[str] = set()
    for kind in ("header", "footer"):
        for page, _, lines in apart:
            for line in lines:
                if aside.get((page.number, line)) == kind and line.text not in told:
                    told.add(line.text)
                    yield _Piece(line.text, [(0, page.number, line.box)], kind, doubtful=page.doubtful)
