"""Document, Block, Span, Location: what a file says, and where.

Blocks, their spans and cells are tuples: a workbook makes hundreds of thousands, and no other kind is made as fast.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

BlockKind = Literal["paragraph", "cell", "header", "footer", "footnote", "textbox"]


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of a document's text."""

    start: int
    end: int


class Cell(NamedTuple):
    """Where a block stands in a table: table, row and column count from 1; merged cells keep their first place.

    A cell merged across covers `width` columns from `column` on. A cell merged down is a block in each of its rows: its
    text stands in the first; the others are empty and `continued`.
    """

    table: int
    row: int
    column: int
    width: int = 1
    continued: bool = False


class Box(NamedTuple):
    """A rectangle on a page as displayed: hundredths of a point from its left and top edge."""

    left: int
    top: int
    right: int
    bottom: int


class PrintedLine(NamedTuple):
    """A line of a block as printed: the offset in the document's text where it begins, the page (from 1), its box."""

    start: int
    page: int
    box: Box


class Block(NamedTuple):
    """A line, paragraph or table cell; `document.text[span]` is exactly its text.

    `number` is 1-based in reading order. `label` is an automatic list number that the file computes and does not hold
    as text. `level` is the heading level by style, 0 for body text. Where pages are fixed, `page` counts from 1, `box`
    is the block's part on that page, and `lines` are its lines, also those on later pages. `doubtful` text was read
    from an image by OCR: its figures may be wrong. What stands in a workbook has its `sheet` and `reference` ("F12"),
    also a title or note that is a paragraph here.
    """

    number: int
    span: Span
    kind: BlockKind = "paragraph"
    label: str = ""
    level: int = 0
    cell: Cell | None = None
    page: int | None = None
    box: Box | None = None
    lines: tuple[PrintedLine, ...] = ()
    doubtful: bool = False
    sheet: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A span as its readers see it: the block, and characters counted inside that block.

    Where pages are fixed, `page` and `box` are those of the line in which the span begins; in a workbook, `sheet` and
    `reference` name the cell.
    """

    block: int
    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    sheet: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Document:
    """The text of one file, its blocks in reading order, and what the reader could not take in (`notes`, Chinese)."""

    path: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    _starts: tuple[int, ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(b.span.start for b in self.blocks))

    def block_at(self, offset: int) -> Block:
        """The block that holds the character at `offset`."""
        return self.blocks[max(bisect_right(self._starts, offset) - 1, 0)]

    def locate(self, span: Span) -> Location:
        """The place of a span: its first block; a span over several blocks is cut off at the end of the first."""
        block = self.block_at(span.start)
        line = next((line for line in reversed(block.lines) if line.start <= span.start), None)
        return Location(
            block.number,
            span.start - block.span.start,
            min(span.end, block.span.end) - block.span.start,
            line.page if line else block.page,
            line.box if line else block.box,
            block.sheet,
            block.reference,
        )

    def quote(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]
