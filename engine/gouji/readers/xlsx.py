"""Excel workbooks (.xlsx): every cell as its number format shows it; lxml over the zip, sheets streamed by rows."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from gouji.document import Document
from gouji.errors import ReadError
from gouji.readers.circular import Formula, circular, column_of
from gouji.readers.docx_package import GUARDED, PARSER, inflate
from gouji.readers.number_formats import BUILT_IN, GENERAL, PLAIN, WIDEST, shown
from gouji.readers.sheets import (
    CIRCULAR,
    ERRONEOUS,
    MOST_COLUMNS,
    ODD,
    OTHERWISE,
    UNCOMPUTED,
    Merge,
    Sheet,
    Shown,
    too_many,
    uncollected,
    workbook,
)
from gouji.readers.source import Limits

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MAIN = S[1:-1].encode()
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"  # ISO 29500 strict: other names, same grammar
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_R = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
ROW, CELL, VALUE, FORMULA, INLINE, TEXT = (S + name for name in ("row", "c", "v", "f", "is", "t"))
DIGITS = "0123456789"
COLUMN, MERGED, ITEM, PHONETIC = f"{S}col", f"{S}mergeCell", f"{S}si", f"{S}rPh"
PART = re.compile(r"([A-Z]{1,3})(\d{1,7})")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
ON = ("1", "true", "on")
DAMAGED = f"文件已损坏，不能完整读取。请重新复制或下载，或者{OTHERWISE}"
NO_SHEETS = f"里面没有工作表，不是完整的 .xlsx。{OTHERWISE}"
BINARY = f"这是二进制格式的 Excel 文件（.xlsb），不能读取。{OTHERWISE}"


class _Listed(NamedTuple):
    """A worksheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


@dataclass(slots=True)
class _Book:
    """What all sheets share: texts, number formats by style, the first day, and whether results were ever computed."""

    texts: Sequence[str]
    formats: Sequence[str]
    from_1904: bool
    stale: bool  # the program that wrote it asks for a computation when it is opened
    limits: Limits
    path: Path
    plain: frozenset[str]  # styles without a number format


@dataclass(slots=True)
class _Parts:
    """The members of the zip by name, unpacked within limits."""

    path: Path
    archive: zipfile.ZipFile
    limits: Limits
    members: Mapping[str, zipfile.ZipInfo]
    left: int

    def load(self, name: str) -> bytes | None:
        """A part's bytes in the usual namespace; None if there is no such part."""
        member = self.members.get(name)
        if member is None:
            return None
        data = inflate(self.path, self.archive, member, self.left, self.limits)
        self.left -= len(data)
        if (
            b"<!DOCTYPE" in data or b"<!ENTITY" in data
        ):  # no spreadsheet program writes one: it serves entity bombs only
            raise ReadError(self.path, f"文件含有实体定义，可能是恶意文件，已停止读取。{OTHERWISE}")
        return data.replace(STRICT, MAIN)


def read(path: Path, data: bytes, limits: Limits) -> Document:
    """An .xlsx as a Document; ReadError if it is locked, damaged, oversized or shows nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {one.filename.lstrip("/"): one for one in archive.infolist()}
            parts = _Parts(path, archive, limits, members, limits.inflated)
            with uncollected():
                sheets, notes = _sheets(parts)
    except (ReadError, MemoryError):
        raise
    except Exception as fault:  # zipfile, zlib and lxml raise a dozen kinds on damaged input, and all mean the same
        raise ReadError(path, DAMAGED) from fault
    return workbook(path, "xlsx", sheets, notes, limits)


def _sheets(parts: _Parts) -> tuple[list[Sheet], list[str]]:
    main = next((target for kind, _, target in _related(parts, "") if kind == "officeDocument"), "xl/workbook.xml")
    if main.endswith(".bin"):
        raise ReadError(parts.path, BINARY)
    content = parts.load(main)
    if content is None:
        raise ReadError(parts.path, NO_SHEETS)
    root = _parse(content)
    related = list(_related(parts, main))
    targets = {name: target for kind, name, target in related if kind == "worksheet"}
    listed = [
        _Listed(one.get("name", ""), targets[name], one.get("state", "visible") != "visible")
        for one in root.iter(f"{S}sheet")
        if (name := one.get(R) or one.get(STRICT_R) or "") in targets
    ]
    if not listed:
        raise ReadError(parts.path, NO_SHEETS)
    by_kind = {kind: target for kind, _, target in related}
    told = next(root.iter(f"{S}workbookPr"), None)
    calc = next(root.iter(f"{S}calcPr"), None)
    formats = _formats(parts.load(by_kind.get("styles", ""))) or [GENERAL]
    book = _Book(
        _texts(parts.load(by_kind.get("sharedStrings", ""))),
        formats,
        told is not None and told.get("date1904") in ON,
        calc is not None and calc.get("fullCalcOnLoad") in ON,
        parts.limits,
        parts.path,
        frozenset(str(n) for n, code in enumerate(formats) if code == GENERAL),
    )
    shown_sheets = [one for one in listed if not one.hidden]
    hidden = [one.name for one in listed if one.hidden]
    notes = [f"有隐藏的工作表（{'、'.join(hidden)}），没有读取"] if hidden and shown_sheets else []
    sheets: list[Sheet] = []
    left = parts.limits.cells
    for one in shown_sheets or listed:
        data = parts.load(one.part)
        if data is None:
            continue
        sheets.append(_sheet(one.name, data, book, left, notes))
        left -= sheets[-1].size()
        if any(kind in ("drawing", "chart") for kind, _, _ in _related(parts, one.part)):
            notes.append(f"工作表“{one.name}”里有图片、图表或文本框，其中的文字没有读取")
    return sheets, notes


def _related(parts: _Parts, part: str) -> Iterator[tuple[str, str, str]]:
    """What a part refers to: the last word of each relationship's type, its id, and the target's name in the zip."""
    folder, name = posixpath.split(part)
    content = parts.load(posixpath.join(folder, "_rels", f"{name}.rels"))
    for one in _parse(content).iter("{*}Relationship") if content else ():
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
            yield one.get("Type", "").rpartition("/")[2], one.get("Id", ""), target.lstrip("/")


def _parse(content: bytes) -> etree._Element:
    return etree.fromstring(content, PARSER)


def _each(content: bytes, *tags: str) -> Iterator[etree._Element]:
    """Every element of these names once it is complete; it is emptied afterwards."""
    for _, element in etree.iterparse(io.BytesIO(content), events=("end",), tag=tags, **GUARDED):
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _texts(content: bytes | None) -> list[str]:
    return [_text(item) for item in _each(content, ITEM)] if content else []


def _text(item: etree._Element) -> str:
    """The runs of a text without the reading aids of Japanese."""
    if len(item) == 1 and item[0].tag == TEXT:
        text = item[0].text or ""
    else:
        found = (one for one in item.iter(TEXT) if not any(above.tag == PHONETIC for above in one.iterancestors()))
        text = "".join(one.text or "" for one in found)
    return ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def _formats(content: bytes | None) -> list[str]:
    """The format code of each cell style, by its number."""
    if content is None:
        return []
    root = _parse(content)
    own = {one.get("numFmtId", ""): one.get("formatCode", GENERAL) for one in root.iter(f"{S}numFmt")}
    styles = root.find(f"{S}cellXfs")
    ids = [one.get("numFmtId", "0") for one in styles if one.tag == f"{S}xf"] if styles is not None else []
    return [own.get(one) or (BUILT_IN.get(int(one), GENERAL) if one.isdecimal() else GENERAL) for one in ids]


def _sheet(name: str, content: bytes, book: _Book, left: int, notes: list[str]) -> Sheet:
    sheet = Sheet(name)
    walk = _Walk(sheet, book)
    hidden_rows = row = 0
    for element in _each(content, ROW, COLUMN, MERGED):
        if element.tag == ROW:
            told = element.get("r")
            row = int(told) if told and told.isdecimal() else row + 1
            cells = walk.row(element, row)
            if cells:
                sheet.rows[row] = cells
                hidden_rows += element.get("hidden") in ON
                left -= len(cells)
            if left < 0:
                raise too_many(book.path, book.limits)
        elif element.tag == COLUMN:
            walk.hidden += [(int(element.get("min", "1")), int(element.get("max", "1")))] * (
                element.get("hidden") in ON
            )
        elif found := _merge(element.get("ref", "")):
            sheet.merges.append(found)
    if hidden_rows:
        notes.append(f"工作表“{name}”有 {hidden_rows} 行是隐藏的，已一并读取（合计行可能含有它们）")
    if walk.left_out:
        notes.append(f"工作表“{name}”有隐藏的列，其中 {walk.left_out} 个单元格没有读取")
    for row, column in circular(walk.zeros):
        sheet.miss(CIRCULAR, row, column)
        sheet.rows[row] = [one for one in sheet.rows[row] if one[0] != column]
    sheet.rows = {n: sheet.rows[n] for n in sorted(sheet.rows) if sheet.rows[n]}
    return sheet


@dataclass(slots=True)
class _Walk:
    """What is met while the rows of a sheet are read."""

    sheet: Sheet
    book: _Book
    hidden: list[tuple[int, int]] = field(default_factory=list)  # columns, from and to
    left_out: int = 0
    zeros: list[Formula] = field(default_factory=list)  # formulas whose result is 0: perhaps because they are circular

    def row(self, element: etree._Element, row: int) -> list[Shown]:
        """The cells of a row that show something."""
        shown_cells: list[Shown] = []
        add, plain, hidden = shown_cells.append, self.book.plain, self.hidden
        column = 0
        for cell in element:
            get = cell.get
            place = get("r")
            column = _column(place.rstrip(DIGITS)) if place else column + 1
            if not len(cell):
                continue
            first = cell[0]
            if hidden and any(low <= column <= high for low, high in hidden):
                self.left_out += 1
            elif first.tag != VALUE:
                if made := self._computed(cell, row, column):
                    add(made)
            elif (sort := get("t", "n")) == "n":
                value = first.text or ""
                if get("s", "0") in plain and len(value) < WIDEST and PLAIN.fullmatch(value):
                    add((column, value, True))
                elif figure := self._number(value, get("s", "0"), row, column):
                    add((column, figure, True))
            elif text := self._text(first.text or "", sort, row, column):
                add((column, text, False))
        return shown_cells

    def _computed(self, cell: etree._Element, row: int, column: int) -> Shown | None:
        """A cell that holds more than a value: a formula and perhaps its result, or a text of its own."""
        formula, result, inline = cell.find(FORMULA), cell.find(VALUE), cell.find(INLINE)
        value = (result.text or "") if result is not None else None
        sort = cell.get("t", "n")
        if inline is not None:
            text = _text(inline)
            return (column, text, False) if text.strip() else None
        if formula is not None and not _has_result(value, sort, self.book):
            self.sheet.miss(UNCOMPUTED, row, column)
            return None
        if formula is not None and value == "0":
            self.zeros.append(Formula(row, column, formula.text or ""))
        if sort == "n":
            figure = self._number(value or "", cell.get("s", "0"), row, column)
            return (column, figure, True) if figure else None
        text = self._text(value or "", sort, row, column)
        return (column, text, False) if text else None

    def _text(self, value: str, sort: str, row: int, column: int) -> str:
        if sort == "s":
            text = self.book.texts[int(value)] if value else ""
        elif sort == "b":
            text = {"1": "TRUE", "0": "FALSE"}.get(value, "")
        elif sort == "e":
            self.sheet.miss(ERRONEOUS, row, column)
            text = ""
        else:
            text = value
        return "" if text.isspace() else text

    def _number(self, value: str, style: str, row: int, column: int) -> str:
        """What a number looks like; empty if it shows nothing or is none."""
        formats = self.book.formats
        code = formats[int(style)] if style.isdecimal() and int(style) < len(formats) else GENERAL
        try:
            return shown(value, code, from_1904=self.book.from_1904) if value else ""
        except ValueError:
            self.sheet.miss(ODD, row, column)
            return ""


@lru_cache(maxsize=4096)
def _column(letters: str) -> int:
    column = column_of(letters)
    if not 0 < column <= MOST_COLUMNS:
        raise ValueError(letters)
    return column


def _has_result(value: str | None, sort: str, book: _Book) -> bool:
    """Whether a formula has a result. Programs that do not compute write none, or 0 and ask for a computation."""
    if value is None or (value == "" and sort != "str"):
        return False
    return not (book.stale and value == "0" and sort == "n")


def _merge(ref: str) -> Merge | None:
    ends = PART.findall(ref)
    if len(ends) != 2:  # noqa: PLR2004 - a merged area has two corners
        return None
    (left, top), (right, bottom) = ends
    return Merge(int(top), column_of(left), int(bottom), column_of(right))
