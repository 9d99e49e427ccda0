"""Worksheets → a Document: titles and notes as paragraphs, everything else as cells that know their sheet and place."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from gouji.document import Block, BlockKind, Cell, Document, Span
from gouji.errors import ReadError
from gouji.readers.source import Limits

NO_TEXT = "表格里没有文字和数字。请确认选对了文件，并已保存"
OTHERWISE = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再检查"
FORM_TITLE = re.compile(r"表(?:[（(][^（）()]*[）)])?$")
LONG = 24  # characters of a note that no cell of a table would hold
NAMED = 6  # places told one by one
MOST_COLUMNS = 16384  # of any sheet


Shown = tuple[int, str, bool]  # column (from 1), text, and whether it is a number; a plain tuple, for there are many


class Merge(NamedTuple):
    """Cells merged into the one at the top left, all ends included; rows and columns count from 1."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Sheet:
    """A worksheet as read: what its rows show, and what could not be shown (places by what is wrong with them)."""

    name: str
    rows: dict[int, list[Shown]] = field(default_factory=dict)  # only rows and cells that show something
    merges: list[Merge] = field(default_factory=list)
    gaps: dict[str, list[str]] = field(default_factory=dict)
    gap_rows: set[int] = field(default_factory=set)

    def miss(self, what: str, row: int, column: int) -> None:
        """One more cell that shows nothing reliable."""
        self.gaps.setdefault(what, []).append(reference(row, column))
        self.gap_rows.add(row)

    def size(self) -> int:
        """How many cells show something."""
        return sum(map(len, self.rows.values()))


# What is said of cells whose value is not to be had.
UNCOMPUTED = "公式没有计算结果，没有读取（不当作 0）。请用 Excel 或 WPS 打开，保存后再检查"
CIRCULAR = "公式循环引用，没有可靠的结果，没有读取"
ERRONEOUS = "公式出错（如 #DIV/0!、#REF!），没有读取"
ODD = "数值无法识别，没有读取"


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def reference(row: int, column: int) -> str:
    """The name of a cell: F12."""
    return f"{letters(column)}{row}"


def too_many(path: Path, limits: Limits) -> ReadError:
    """The refusal of a workbook with more cells than any report."""
    return ReadError(path, f"表格超过 {limits.cells} 个单元格，不像是自评表。请删去无关的工作表和空白格式后再检查")


def workbook(path: Path, format_: str, sheets: Sequence[Sheet], notes: Iterable[str], limits: Limits) -> Document:
    """All sheets one after the other as a Document; ReadError if none shows anything or there are too many cells."""
    if sum(sheet.size() for sheet in sheets) > limits.cells:
        raise too_many(path, limits)
    made = _Made()
    with uncollected():
        for sheet in sheets:
            if sheet.rows:
                _sheet(sheet, made, limits)
    told = [note for sheet in sheets for note in _gaps(sheet)]
    if not made.blocks:
        raise ReadError(path, told[0] if told else NO_TEXT)
    return Document(str(path), format_, "\n".join(made.texts), tuple(made.blocks), (*notes, *told))


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: hundreds of thousands of new cells would bring it on again and again."""
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()


@dataclass(slots=True)
class _Made:
    """Blocks and texts so far, where the text ends, how many tables were begun."""

    blocks: list[Block] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    end: int = 0
    tables: int = 0

    def add(self, text: str, cell: Cell | None, sheet: str, place: str) -> None:
        end = self.end + len(text)
        kind: BlockKind = "cell" if cell else "paragraph"
        number = len(self.blocks) + 1
        self.blocks.append(Block(number, Span(self.end, end), kind, cell=cell, sheet=sheet, reference=place))
        self.texts.append(text)
        self.end = end + 1


def _gaps(sheet: Sheet) -> Iterator[str]:
    for what, places in sheet.gaps.items():
        named = "、".join(places[:NAMED]) + (" 等" if len(places) > NAMED else "")
        yield f"工作表“{sheet.name}”有 {len(places)} 个单元格（{named}）的{what}"


def _sheet(sheet: Sheet, made: _Made, limits: Limits) -> None:
    for one in sheet.rows.values():
        one.sort()  # files may hold the cells of a row in any order
    last_row, last_column = max(sheet.rows), max(row[-1][0] for row in sheet.rows.values())
    first = min(row[0][0] for row in sheet.rows.values())
    covered, below = _merged(sheet, last_row, last_column, limits)
    widths = {(m.row, m.column): m.last_column - m.column + 1 for m in sheet.merges}
    names = [letters(column) for column in range(last_column + 1)]
    made.tables += 1
    begun = False
    for row in sorted({*sheet.rows, *below}):
        cells = sheet.rows.get(row, [])
        if row in covered:
            cells = [one for one in cells if one[0] not in covered[row]]
        if len(cells) == 1 and row not in below and row not in sheet.gap_rows:
            column, text, figure = cells[0]
            wide = widths.get((row, column), 1) * 2 > last_column - first + 1
            if not figure and (wide or not begun or (column == first and len(text) > LONG)):
                made.tables += begun and FORM_TITLE.search(text) is not None
                made.add(text, None, sheet.name, f"{names[column]}{row}")
                continue
        begun = True
        _row(row, cells, below.get(row, {}), widths, names, made, sheet.name)


def _row(  # noqa: PLR0913, PLR0917 - what it takes to say where each cell stands
    row: int,
    cells: Sequence[Shown],
    above: Mapping[int, int],
    widths: Mapping[tuple[int, int], int],
    names: Sequence[str],
    made: _Made,
    sheet: str,
) -> None:
    """The cells of a table's row in order, with empty ones where a cell merged down goes on from above."""
    number, table = str(row), made.tables
    if above:
        blank = [(column, "", False) for column in above]
        cells = sorted((*cells, *blank))
    blocks, texts, end, order = made.blocks, made.texts, made.end, len(made.blocks)
    for column, text, _ in cells:  # not by `add`: a workbook may hold hundreds of thousands of cells
        continued = not text
        width = above[column] if continued else widths.get((row, column), 1) if widths else 1
        order += 1
        stop = end + len(text)
        cell, place = Cell(table, row, column, width, continued), names[column] + number
        blocks.append(Block(order, Span(end, stop), "cell", "", 0, cell, None, None, (), False, sheet, place))  # noqa: FBT003
        texts.append(text)
        end = stop + 1
    made.end = end


def _merged(
    sheet: Sheet, last_row: int, last_column: int, limits: Limits
) -> tuple[dict[int, set[int]], dict[int, dict[int, int]]]:
    """Row → columns hidden under merged cells; row → column and width of the merged cells that go on from above."""
    covered: dict[int, set[int]] = {}
    below: dict[int, dict[int, int]] = {}
    left = limits.cells
    for m in sheet.merges:
        bottom, right = min(m.last_row, last_row), min(m.last_column, last_column)
        left -= max(bottom - m.row + 1, 0) * max(right - m.column + 1, 0)
        if left < 0:
            break
        for row in range(m.row, bottom + 1):
            hidden = covered.setdefault(row, set())
            hidden.update(range(m.column + (row == m.row), right + 1))
            if row > m.row and m.column <= right:
                below.setdefault(row, {})[m.column] = m.last_column - m.column + 1
    return covered, below
