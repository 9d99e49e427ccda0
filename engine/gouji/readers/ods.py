"""OpenDocument spreadsheets (.ods): the file holds what each cell shows, so that is what is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from gouji.document import Document
from gouji.errors import ReadError
from gouji.readers.number_formats import GENERAL, shown
from gouji.readers.opendocument import OFFICE, STYLE, TABLE, TEXT, parts
from gouji.readers.sheets import (
    ERRONEOUS,
    MOST_COLUMNS,
    ODD,
    OTHERWISE,
    UNCOMPUTED,
    Merge,
    Sheet,
    Shown,
    too_many,
    workbook,
)
from gouji.readers.source import Limits

ROW, CELL, COVERED = f"{TABLE}table-row", f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
COLUMNS = f"{TABLE}table-column"
GROUPS = frozenset(f"{TABLE}table-{name}" for name in ("header-rows", "rows", "row-group", "header-columns", "columns"))
GROUPS |= {f"{TABLE}table-column-group"}
NUMBERS = frozenset({"float", "percentage", "currency"})
NOT_SHOWN = frozenset({f"{OFFICE}annotation", f"{TEXT}note", f"{TEXT}ruby-text"})
DAMAGED = f"文件已损坏，不能完整读取。请重新复制或下载，或者{OTHERWISE}"
ERRORS = ("#", "Err:")


def read(path: Path, data: bytes, limits: Limits) -> Document:
    """An .ods as a Document; ReadError if it is locked, damaged, oversized or shows nothing."""
    content, _ = parts(path, data, limits, DAMAGED)
    tables = content.find(f"{OFFICE}body/{OFFICE}spreadsheet") if content is not None else None
    if content is None or tables is None:
        raise ReadError(path, DAMAGED)
    try:
        sheets, notes = _sheets(path, content, tables, limits)
    except (ReadError, MemoryError):
        raise
    except Exception as fault:  # numbers and places that cannot be, told in a dozen ways
        raise ReadError(path, DAMAGED) from fault
    return workbook(path, "ods", sheets, notes, limits)


def _sheets(
    path: Path, content: etree._Element, tables: etree._Element, limits: Limits
) -> tuple[list[Sheet], list[str]]:
    unseen = {
        one.get(f"{STYLE}name", "")
        for one in content.iter(f"{STYLE}style")
        for said in one.iterfind(f"{STYLE}table-properties")
        if said.get(f"{TABLE}display") == "false"
    }
    every = list(tables.iterfind(f"{TABLE}table"))
    visible = [one for one in every if one.get(f"{TABLE}style-name") not in unseen]
    hidden = [one.get(f"{TABLE}name", "") for one in every if one not in visible]
    notes = [f"有隐藏的工作表（{'、'.join(hidden)}），没有读取"] if hidden and visible else []
    sheets: list[Sheet] = []
    left = limits.cells
    for one in visible or every:
        sheets.append(_sheet(path, one, left, limits, notes))
        left -= sheets[-1].size()
        if next(one.iter(f"{TABLE}shapes"), None) is not None:
            notes.append(f"工作表“{sheets[-1].name}”里有图片、图表或文本框，其中的文字没有读取")
    return sheets, notes


def _sheet(path: Path, table: etree._Element, left: int, limits: Limits, notes: list[str]) -> Sheet:
    sheet = Sheet(table.get(f"{TABLE}name", ""))
    hidden = _hidden_columns(table)
    hidden_rows = left_out = 0
    row = 1
    for element in _inside(table, ROW):
        cells, beyond = _row(element, row, sheet, hidden)
        left_out += beyond
        times = _times(element, "rows")
        if cells:
            left -= len(cells) * times
            if left < 0:
                raise too_many(path, limits)
            hidden_rows += element.get(f"{TABLE}visibility", "visible") != "visible"
            for again in range(times):
                sheet.rows[row + again] = cells
        row += times
    if hidden_rows:
        notes.append(f"工作表“{sheet.name}”有 {hidden_rows} 行是隐藏的，已一并读取（合计行可能含有它们）")
    if left_out:
        notes.append(f"工作表“{sheet.name}”有隐藏的列，其中 {left_out} 个单元格没有读取")
    return sheet


def _hidden_columns(table: etree._Element) -> list[tuple[int, int]]:
    """Columns that are not shown, from and to."""
    found: list[tuple[int, int]] = []
    column = 1
    for one in _inside(table, COLUMNS):
        after = column + _times(one, "columns")
        if one.get(f"{TABLE}visibility", "visible") != "visible":
            found.append((column, after - 1))
        column = after
    return found


def _row(element: etree._Element, row: int, sheet: Sheet, hidden: list[tuple[int, int]]) -> tuple[list[Shown], int]:
    """What a row shows, and how many cells of it stand in hidden columns."""
    cells: list[Shown] = []
    left_out = 0
    column = 1
    for cell in element:
        if cell.tag not in (CELL, COVERED):
            continue
        times = _times(cell, "columns")
        text, figure = _shown(cell, sheet, row, column) if cell.tag == CELL else ("", False)
        if text and any(first <= column <= last for first, last in hidden):
            left_out += 1
        elif text:
            cells += [(column + again, text, figure) for again in range(min(times, MOST_COLUMNS))]
        _merge(cell, row, column, sheet)
        column += times
    return cells, left_out


def _merge(cell: etree._Element, row: int, column: int, sheet: Sheet) -> None:
    across, down = (_whole(cell.get(f"{TABLE}number-{name}-spanned")) for name in ("columns", "rows"))
    if across > 1 or down > 1:
        sheet.merges.append(Merge(row, column, row + down - 1, column + across - 1))


def _shown(cell: etree._Element, sheet: Sheet, row: int, column: int) -> tuple[str, bool]:
    """What a cell shows, and whether it is a number."""
    sort, value = cell.get(f"{OFFICE}value-type"), cell.get(f"{OFFICE}value")
    if not len(cell) and sort is None and cell.get(f"{TABLE}formula") is None:
        return "", False
    text = "\n".join(_text(one) for one in cell if one.tag == f"{TEXT}p").strip()
    formula = cell.get(f"{TABLE}formula") is not None
    if formula and text.startswith(ERRORS):
        sheet.miss(ERRONEOUS, row, column)
        return "", False
    if formula and sort is None and not text:
        sheet.miss(UNCOMPUTED, row, column)
        return "", False
    if text or sort not in NUMBERS or value is None:
        return text, sort in NUMBERS
    try:  # some programs store the value alone
        return shown(value, "0.00%" if sort == "percentage" else GENERAL), True
    except ValueError:
        sheet.miss(ODD, row, column)
        return "", False


def _text(element: etree._Element) -> str:
    """The text of a paragraph without notes and comments."""
    text = element.text or ""
    for one in element:
        if one.tag == f"{TEXT}s":
            text += " " * min(_whole(one.get(f"{TEXT}c")), 200)
        elif one.tag not in NOT_SHOWN:
            text += _text(one)
        text += one.tail or ""
    return text


def _inside(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for element in parent:
        if element.tag == wanted:
            yield element
        elif element.tag in GROUPS:
            yield from _inside(element, wanted)


def _times(element: etree._Element, what: str) -> int:
    return _whole(element.get(f"{TABLE}number-{what}-repeated"))


def _whole(text: str | None) -> int:
    return max(int(text), 1) if text and text.isdecimal() and len(text) < 8 else 1  # noqa: PLR2004 - sheets are smaller
