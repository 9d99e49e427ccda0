"""Printed pages → a Document: paragraphs and table cells in reading order, each with its page, box and lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from gouji.document import Block, BlockKind, Box, Cell, Document, PrintedLine, Span
from gouji.readers.printed import Line, Page, around
from gouji.readers.printed_lines import Margins, Row, em, is_brim, joint, margins, paragraphs, running
from gouji.readers.printed_rows import PageGrid, Table, continues, joined, table_rows
from gouji.readers.printed_tables import Grid, tables
from gouji.readers.printed_trust import is_doubtful


class _Piece(NamedTuple):
    """A block before its place in the document's text is known: its lines begin at offsets in `text`."""

    text: str
    lines: list[tuple[int, int, Box]]
    kind: BlockKind = "paragraph"
    cell: Cell | None = None
    page: int | None = None
    box: Box | None = None
    doubtful: bool = False


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
        if isinstance(item, Table):
            count += 1
            yield from _cells(count, item)
        else:
            yield from _paragraphs(item, known)


def _gathered(flow: Flow) -> Iterator[list[Row] | Table]:
    """Rows with no table between them, and tables with all their parts."""
    rows: list[Row] = []
    table: Table | None = None
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
        if table and continues(table, item):
            table = joined(table, item)
        else:
            if table:
                yield table
            table = Table(item.grid.xs, (item,))
    if table:
        yield table
    if rows:
        yield rows


def _items(flow: Flow) -> Iterator[Row | PageGrid]:
    for page, grids, rows in flow:
        items: list[Row | PageGrid] = [*rows, *(PageGrid(page, grid) for grid in grids)]
        yield from sorted(items, key=lambda one: one.line.box.top if isinstance(one, Row) else one.grid.box.top)


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


def _cells(number: int, table: Table) -> Iterator[_Piece]:
    for row, cells in enumerate(table_rows(table), 1):
        for one in cells:
            place = Cell(number, row, one.column, one.width, one.continued)
            doubtful = one.doubtful or is_doubtful(one.text)
            yield _Piece(one.text, one.lines, "cell", place, one.page, one.box, doubtful)


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
                    yield _Piece(line.text.strip(), [(0, page.number, line.box)], kind, doubtful=page.doubtful)
