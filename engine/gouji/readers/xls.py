"""Excel 97–2003 workbooks (.xls), and .et of WPS that are the same inside: cells as their number formats show them."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import olefile

from gouji.document import Document
from gouji.errors import ReadError
from gouji.readers import xls_records as x
from gouji.readers.number_formats import BUILT_IN, GENERAL, shown
from gouji.readers.sheets import ERRONEOUS, ODD, OTHERWISE, UNCOMPUTED, Merge, Sheet, too_many, workbook
from gouji.readers.signature import REFUSED
from gouji.readers.source import Limits

DAMAGED = f"文件已损坏，不能完整读取。请重新复制或下载，或者{OTHERWISE}"
OLD = f"这是 Excel 95 或更早的文件，不能读取。{OTHERWISE}"
WORKSHEET, VISIBLE = 0, 0


class _Listed(NamedTuple):
    """A sheet as the workbook lists it: where its records begin, whether it is hidden."""

    name: str
    place: int
    hidden: bool


@dataclass(slots=True)
class _Book:
    """What all sheets share."""

    sheets: list[_Listed] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    own: dict[int, str] = field(default_factory=dict)  # format codes by number
    styles: list[int] = field(default_factory=list)  # the format of each style
    from_1904: bool = False

    def code(self, style: int) -> str:
        """The number format of a style."""
        if style >= len(self.styles):
            return GENERAL
        number = self.styles[style]
        return self.own.get(number) or BUILT_IN.get(number, GENERAL)


def read(path: Path, data: bytes, limits: Limits) -> Document:
    """An .xls as a Document; ReadError if it is locked, damaged, too old, oversized or shows nothing."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            stream = file.openstream("Workbook").read()
        book = _book(path, stream)
        visible = [one for one in book.sheets if not one.hidden]
        hidden = [one.name for one in book.sheets if one.hidden]
        notes = [f"有隐藏的工作表（{'、'.join(hidden)}），没有读取"] if hidden and visible else []
        sheets: list[Sheet] = []
        left = limits.cells
        for one in visible or book.sheets:
            sheets.append(_sheet(path, one, stream, book, left, limits, notes))
            left -= sheets[-1].size()
    except (ReadError, MemoryError):
        raise
    except Exception as fault:  # olefile and struct raise a dozen kinds on damaged input, and all mean the same
        raise ReadError(path, DAMAGED) from fault
    return workbook(path, "xls", sheets, notes, limits)


def _book(path: Path, stream: bytes) -> _Book:  # noqa: C901 - one branch a kind of record
    """The records before the first sheet."""
    book = _Book()
    parts: list[bytes] = []
    in_texts = False
    for kind, data, place in x.records(stream):
        if kind == x.BOF and struct.unpack_from("<H", data)[0] != x.BIFF8:
            raise ReadError(path, OLD)
        if kind == x.PASSWORD:
            raise ReadError(path, REFUSED["encrypted"])
        if kind == x.EOF:
            break
        in_texts = kind == x.TEXTS or (in_texts and kind == x.MORE)
        if in_texts:
            parts.append(data)
        elif kind == x.SHEET:
            begins, state, sort = struct.unpack_from("<IBB", data)
            if sort == WORKSHEET and begins > place:
                book.sheets.append(_Listed(x.text(data, 6, length_bytes=1), begins, (state & 3) != VISIBLE))
        elif kind == x.FORMAT:
            book.own[struct.unpack_from("<H", data)[0]] = x.text(data, 2)
        elif kind == x.STYLE:
            book.styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == x.EPOCH:
            book.from_1904 = bool(data[0])
    if parts:
        book.texts = x.Texts(parts).all()
    return book


class _Value(NamedTuple):
    """What a cell holds: a number as text, or words."""

    row: int
    column: int
    style: int
    number: str | None = None
    words: str = ""
    error: bool = False


def _sheet(  # noqa: PLR0913, PLR0917 - what all sheets share, and what is left of the limits
    path: Path, listed: _Listed, stream: bytes, book: _Book, left: int, limits: Limits, notes: list[str]
) -> Sheet:
    sheet = Sheet(listed.name)
    met = _Met()
    for value in _values(stream, listed.place, book, sheet, met):
        row, column = value.row + 1, value.column + 1
        if value.error:
            sheet.miss(ERRONEOUS, row, column)
            continue
        words, figure = value.words, value.number is not None
        if value.number is not None:
            try:
                words = shown(value.number, book.code(value.style), from_1904=book.from_1904)
            except ValueError:
                sheet.miss(ODD, row, column)
        if not words or words.isspace():
            continue
        if any(first <= column <= last for first, last in met.columns):
            met.left_out += 1
            continue
        sheet.rows.setdefault(row, []).append((column, words, figure))
        left -= 1
        if left < 0:
            raise too_many(path, limits)
    sheet.rows = {row: sorted(cells) for row, cells in sorted(sheet.rows.items())}
    hidden_rows = len(met.rows & sheet.rows.keys())
    if hidden_rows:
        notes.append(f"工作表“{sheet.name}”有 {hidden_rows} 行是隐藏的，已一并读取（合计行可能含有它们）")
    if met.left_out:
        notes.append(f"工作表“{sheet.name}”有隐藏的列，其中 {met.left_out} 个单元格没有读取")
    return sheet


@dataclass(slots=True)
class _Met:
    """What is hidden in a sheet."""

    columns: list[tuple[int, int]] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    left_out: int = 0


def _values(  # noqa: C901, PLR0912 - one branch a kind of record
    stream: bytes, begins: int, book: _Book, sheet: Sheet, met: _Met
) -> Iterator[_Value]:
    """Every cell of a sheet that holds something, up to the end of the sheet."""
    inner = -1  # charts inside the sheet have records of their own
    waiting: _Value | None = None  # a formula whose result is the next text
    for kind, data, _ in x.records(stream, begins):
        if kind == x.BOF:
            inner += 1
        elif kind == x.EOF:
            inner -= 1
            if inner < 0:
                return
        elif inner:
            continue
        elif kind == x.RESULT and waiting:
            yield waiting._replace(words=x.text(data))
            waiting = None
        elif kind == x.FORMULA:
            made = _formula(data, sheet)
            waiting = made if made and made.number is None and not made.words and not made.error else None
            if made and waiting is None:
                yield made
        elif kind in CELLS:
            yield from _cells(kind, data, book)
        elif kind == x.MERGED:
            count = struct.unpack_from("<H", data)[0]
            for n in range(min(count, (len(data) - 2) // 8)):
                top, bottom, first, last = struct.unpack_from("<4H", data, 2 + 8 * n)
                sheet.merges.append(Merge(top + 1, first + 1, bottom + 1, last + 1))
        elif kind == x.COLUMNS:
            first, last, _, _, options = struct.unpack_from("<5H", data)
            met.columns += [(first + 1, last + 1)] * (options & 1)
        elif kind == x.ROW and struct.unpack_from("<I", data, 12)[0] & 0x20:
            met.rows.add(struct.unpack_from("<H", data)[0] + 1)


CELLS = frozenset({x.TEXT_AT, x.LABEL, x.RICH, x.NUMBER, x.SHORT, x.SHORTS, x.TRUTH})


def _cells(kind: int, data: bytes, book: _Book) -> Iterator[_Value]:
    row, column, style = struct.unpack_from("<3H", data)
    if kind == x.TEXT_AT:
        number = struct.unpack_from("<I", data, 6)[0]
        yield _Value(row, column, style, words=book.texts[number] if number < len(book.texts) else "")
    elif kind == x.NUMBER:
        yield _Value(row, column, style, x.exact(data[6:14]))
    elif kind == x.SHORT:
        yield _Value(row, column, style, x.short(data[6:10]))
    elif kind == x.SHORTS:
        for n in range((len(data) - 6) // 6):
            own = struct.unpack_from("<H", data, 4 + 6 * n)[0]
            yield _Value(row, column + n, own, x.short(data[6 + 6 * n : 10 + 6 * n]))
    elif kind == x.TRUTH:
        yield _Value(row, column, style, words=("FALSE", "TRUE")[data[6] & 1], error=bool(data[7]))
    else:
        yield _Value(row, column, style, words=x.text(data, 6))


def _formula(data: bytes, sheet: Sheet) -> _Value | None:
    """A formula's stored result; one without number, words or error has its text in the next record."""
    row, column, style = struct.unpack_from("<3H", data)
    result, options = data[6:14], struct.unpack_from("<H", data, 14)[0]
    if result[6:8] != b"\xff\xff":
        number = x.exact(result)
        if options & 1 and number == "0.0":  # to be computed when the file is opened: 0 is what such programs store
            sheet.miss(UNCOMPUTED, row + 1, column + 1)
            return None
        return _Value(row, column, style, number)
    if result[0] == 1:
        return _Value(row, column, style, words=("FALSE", "TRUE")[result[2] & 1])
    if result[0] == 2:  # noqa: PLR2004 - the kinds are text, truth, error, nothing
        return _Value(row, column, style, error=True)
    return None if result[0] else _Value(row, column, style)
