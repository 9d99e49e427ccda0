"""Table rows that tell where their cells end → cells on one grid, as .doc and .rtf have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gouji.document import BlockKind, Cell
from gouji.readers.blocks import Blocks


class Written(NamedTuple):
    """What a paragraph or cell says, with its list label and heading level."""

    text: str
    label: str = ""
    level: int = 0


def joined(lines: Sequence[Written]) -> Written:
    """The lines of a cell as one, with the label and level of the first that says anything."""
    first = next((line for line in lines if line.text), Written(""))
    return Written("\n".join(line.text for line in lines).strip("\n"), first.label, first.level)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row; the edges between them, one more than cells; which cells go on from the left or above."""

    cells: Sequence[Written]
    edges: Sequence[int] = ()
    continued: Sequence[bool] = ()


def add_table(rows: Sequence[Row], kind: BlockKind, made: Blocks) -> None:
    """The rows of a table as blocks: its columns are all edges that any row has."""
    if not rows:
        return
    made.tables += 1
    edges = sorted({edge for row in rows for edge in row.edges})
    for number, row in enumerate(rows, 1):
        for index, (text, label, level) in enumerate(row.cells):
            column, width = index + 1, 1
            if index + 1 < len(row.edges):
                column = edges.index(row.edges[index]) + 1
                width = max(edges.index(row.edges[index + 1]) + 1 - column, 1)
            goes_on = index < len(row.continued) and row.continued[index]
            place = Cell(made.tables, number, column, width, goes_on)
            made.add("" if goes_on else text, "cell" if kind == "paragraph" else kind, label, level, place)
