"""A column of shares: each row's figure over that of the row that adds up. The rows themselves tell of which column.

门类　个数　金额　占比: that most rows fit one column to its left is what makes the others wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gouji.extraction.grids import Field, Grid, grids
from gouji.extraction.headers import percent_columns
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.rates import share_of
from gouji.extraction.statement import Statement
from gouji.extraction.tables import as_share
from gouji.extraction.wordlists import either

SHARE = re.compile(r"(?:所占|占总[额数量计])?(?:占比|比重|比例|百分比|份额)(?:[（(][%％][）)])?")
FEWEST = 3  # rows that show of what a column is the share
MOST = (2, 3)  # how many of the rows must fit


class Line(NamedTuple):
    """A row's share, and its figures by column."""

    share: Mention
    figures: Mapping[int, Mention]


def column_shares(prose: Prose) -> Iterator[Statement]:
    """Every row's share of the total, in tables whose header names a column of shares."""
    total = re.compile(f"^(?:{either(prose.words['tables'], 'total')})$")
    for grid in grids(prose):
        head, *rows = grid.rows
        columns = [f.column for f in head if SHARE.fullmatch(f.text)]
        if any(f.mentions for f in head) or len(columns) != 1:
            continue
        whole = next((r for r in rows if r and total.match(_name(r))), None)
        if whole:
            yield from _of_column(grid, columns[0], whole)


def _name(row: tuple[Field, ...]) -> str:
    return next((f.text for f in row if f.text), "")


def _of_column(grid: Grid, column: int, whole: tuple[Field, ...]) -> Iterator[Statement]:
    shares = percent_columns(grid.rows[0])
    lines = [line for row in grid.rows[1:] if row is not whole and (line := _line(row, column, shares))]
    totals = {f.column: f.mentions[0] for f in whole if f.column < column and len(f.mentions) == 1}
    fitting = {c: sum(_fits(line, c, total) for line in lines) for c, total in totals.items() if total.figure.value}
    best = max(fitting, key=lambda c: (fitting[c], c), default=None)
    if best is None or len(lines) < FEWEST or fitting[best] * MOST[1] < len(lines) * MOST[0]:
        return
    for line in lines:
        if best in line.figures and line.figures[best].figure.dimension == totals[best].figure.dimension:
            yield share_of(line.share, line.figures[best], [totals[best]], "占比")


def _line(row: Sequence[Field], column: int, shares: frozenset[int]) -> Line | None:
    """A row with one share; figures under （%） are percentages without a sign."""
    cell = next((f for f in row if f.column == column), None)
    if cell is None or len(cell.mentions) != 1:
        return None
    share = (as_share(cell) if column in shares else cell).mentions[0]
    figures = {f.column: f.mentions[0] for f in row if f.column < column and len(f.mentions) == 1}
    return Line(share, figures) if share.percent or column in shares else None


def _fits(line: Line, column: int, total: Mention) -> bool:
    figure = line.figures.get(column)
    if figure is None:
        return False
    share = line.share.figure
    return abs(figure.figure.value / total.figure.value - share.value) <= share.step
