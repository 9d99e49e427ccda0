"""Document, Block, Span, Location: what a file says, and where."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["paragraph", "cell", "header", "footer", "footnote", "textbox"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a block stands in a table: table, row and column count from 1; merged cells keep their first place.

    A cell merged across covers `width` columns from `column` on. A cell merged down is a block in each of its rows: its
    text stands in the first; the others are empty and `continued`.
    """

    table: int
    row: int
    column: int
    width: int = 1
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A line, paragraph or table cell; `document.text[span]` is exactly its text.

    `number` is 1-based in reading order. `label` is an automatic list number that the file computes and does not hold
    as text. `level` is the heading level by style, 0 for body text.
    """

    number: int
    span: Span
    kind: BlockKind = "paragraph"
    label: str = ""
    level: int = 0
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """A span as its readers see it: the block, and characters counted inside that block."""

    block: int
    start: int
    end: int


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
        return Location(
            block.number,
            span.start - block.span.start,
            min(span.end, block.span.end) - block.span.start,
        )

    def quote(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]
