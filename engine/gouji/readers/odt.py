"""OpenDocument texts (.odt): paragraphs, lists, tables, notes and text boxes as printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from gouji.document import BlockKind, Cell, Document
from gouji.errors import ReadError
from gouji.readers.blocks import Blocks
from gouji.readers.docx_package import DAMAGED, NESTED
from gouji.readers.docx_text import HIDDEN, REVISED, SYMBOLS, UNKNOWN
from gouji.readers.odt_lists import Numbering, numbering
from gouji.readers.opendocument import DRAW, OFFICE, STYLE, TABLE, TEXT, parts
from gouji.readers.signature import SAVE_AS
from gouji.readers.source import Limits

P, H, LIST, ITEM, LIST_HEADER = (TEXT + name for name in ("p", "h", "list", "list-item", "list-header"))
ROW, CELL, COVERED = f"{TABLE}table-row", f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
SPACE = re.compile(r"[ \t\r\n]+")
SHOWN = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n", f"{TEXT}soft-page-break": ""}
SPACES, SPAN, NOTE, BODY = f"{TEXT}s", f"{TEXT}span", f"{TEXT}note", f"{TEXT}note-body"
CHANGES, DELETION = f"{TEXT}tracked-changes", f"{TEXT}deletion"
SKIPPED = frozenset({f"{OFFICE}annotation", CHANGES, f"{TEXT}ruby-text", f"{TEXT}script", f"{TEXT}hidden-paragraph"})
IMAGE, BOX_HOLDERS = f"{DRAW}image", frozenset({f"{DRAW}text-box", f"{DRAW}custom-shape", f"{DRAW}rect"})
MOST_REPEATED = 200  # empty rows or cells that one element may stand for
HINTS = {REVISED: "文中有未接受的修订，已按全部接受后的文字读取", HIDDEN: "文中有隐藏文字，没有读取"}


@dataclass(slots=True)
class _Reading:
    """What is known and met while the parts are read; notes and boxes wait for the end of the body."""

    numbers: Numbering
    hidden: frozenset[str]
    fonts: dict[str, str]
    made: Blocks = field(default_factory=Blocks)
    later: list[tuple[BlockKind, etree._Element]] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)


def read(path: Path, data: bytes, limits: Limits) -> Document:
    """An .odt as a Document; ReadError if it is locked, damaged, oversized or holds no text."""
    content, styles = parts(path, data, limits, DAMAGED)
    if content is None:
        raise ReadError(path, f"里面没有正文，不是完整的 OpenDocument 文档（.odt）。{SAVE_AS}")
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise ReadError(path, DAMAGED)
    roots = [root for root in (styles, content) if root is not None]
    hidden = {name for name, said in _text_styles(roots) if said.get(f"{TEXT}display") in ("none", "true")}
    fonts = {name: said.get(f"{STYLE}font-name", "").lower() for name, said in _text_styles(roots)}
    reading = _Reading(numbering(roots), frozenset(hidden), fonts)
    if next(body.iter(DELETION), None) is not None:
        reading.met[REVISED] += 1
    try:
        _story(body, "paragraph", reading)
        for kind, part in (*_margins(styles), *reading.later):
            _story(part, kind, reading)
    except RecursionError:
        raise ReadError(path, NESTED) from None
    if not reading.made.hold_text():
        raise ReadError(path, "文档里没有文字（也许只有图片）。请确认报告已保存，扫描件请先识别成文字")
    notes = (HINTS.get(what) or f"有 {times} 处{what}，其中的文字没有读取" for what, times in reading.met.items())
    return reading.made.document(path, "odt", notes)


def _text_styles(roots: list[etree._Element]) -> Iterator[tuple[str, etree._Element]]:
    for root in roots:
        for one in root.iter(f"{STYLE}style"):
            for said in one.iterfind(f"{STYLE}text-properties"):
                yield one.get(f"{STYLE}name", ""), said


def _margins(styles: etree._Element | None) -> Iterator[tuple[BlockKind, etree._Element]]:
    """Headers and footers of all page styles; each text once."""
    told: set[str] = set()
    kinds: tuple[BlockKind, ...] = ("header", "footer")
    for kind in kinds:
        for part in () if styles is None else styles.iter(f"{STYLE}{kind}"):
            text = "".join(map(str, part.itertext()))
            if text.strip() and text not in told:
                told.add(text)
                yield kind, part


def _story(parent: etree._Element, kind: BlockKind, reading: _Reading) -> None:
    for element, label in _flow(parent, reading):
        if element.tag == f"{TABLE}table":
            _table(element, kind, reading)
        else:
            level = _whole(element.get(f"{TEXT}outline-level"), 1) if element.tag == H else 0
            reading.made.add(_text(element, reading), kind, label, level)


def _flow(parent: etree._Element, reading: _Reading, depth: int = 0) -> Iterator[tuple[etree._Element, str]]:
    """Paragraphs and tables in order with their list labels, looking through lists, sections and indexes."""
    for element in parent:
        tag = element.tag
        if tag in (P, f"{TABLE}table"):
            yield element, ""
        elif tag == H:
            yield element, reading.numbers.heading(element) if not depth else ""
        elif tag == LIST:
            reading.numbers.enter(element, depth)
            for item in element:
                for order, (inner, label) in enumerate(_flow(item, reading, depth + 1)):
                    own = not order and item.tag == ITEM and inner.tag in (P, H) and inner.getparent() is item
                    yield inner, reading.numbers.item(item, depth) if own else label
        elif tag not in SKIPPED and isinstance(tag, str):
            yield from _flow(element, reading, depth)


def _table(table: etree._Element, kind: BlockKind, reading: _Reading) -> None:
    reading.made.tables += 1
    number = reading.made.tables
    below: dict[int, tuple[int, int]] = {}  # column → width and rows left of a cell that reaches further down
    row = 0
    for element in _rows(table):
        cells = list(element.iter(CELL, COVERED)) if len(element) else []
        cells = [one for one in cells if one.getparent() is element]
        empty = not any(_is_written(one) for one in cells)
        times = _whole(element.get(f"{TABLE}number-rows-repeated"), 1)
        for _ in range(min(times, MOST_REPEATED) if not empty or times <= MOST_REPEATED else 1):
            row += 1
            below = _cells(cells, number, row, below, kind, reading)


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    for element in parent:
        if element.tag == ROW:
            yield element
        elif element.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from _rows(element)


def _is_written(cell: etree._Element) -> bool:
    return any(str(text).strip() for text in cell.itertext())


def _cells(  # noqa: PLR0913, PLR0917 - where the row stands, and what it goes on from
    cells: list[etree._Element],
    number: int,
    row: int,
    above: dict[int, tuple[int, int]],
    kind: BlockKind,
    reading: _Reading,
) -> dict[int, tuple[int, int]]:
    """One row; what it leaves to the next: column → width and rows left of merged cells."""
    cell_kind: BlockKind = "cell" if kind == "paragraph" else kind
    below: dict[int, tuple[int, int]] = {}
    column = 1
    for cell in cells:
        if cell.tag == COVERED:
            if column in above:
                width, left = above[column]
                reading.made.add("", cell_kind, cell=Cell(number, row, column, width, continued=True))
                if left > 1:
                    below[column] = width, left - 1
            column += min(_whole(cell.get(f"{TABLE}number-columns-repeated"), 1), MOST_REPEATED)
            continue
        width = min(_whole(cell.get(f"{TABLE}number-columns-spanned"), 1), MOST_REPEATED)
        down = _whole(cell.get(f"{TABLE}number-rows-spanned"), 1)
        for _ in range(min(_whole(cell.get(f"{TABLE}number-columns-repeated"), 1), MOST_REPEATED)):
            _cell(cell, cell_kind, Cell(number, row, column, width), reading)
            if down > 1:
                below[column] = width, down - 1
            column += 1
    return below


def _cell(cell: etree._Element, kind: BlockKind, place: Cell, reading: _Reading) -> None:
    """One block for the cell; the cells of tables inside it follow."""
    lines: list[str] = []
    inner: list[etree._Element] = []
    label = ""
    for element, its_label in _flow(cell, reading):
        if element.tag == f"{TABLE}table":
            inner.append(element)
        else:
            label = label or (its_label if not any(lines) else "")
            lines.append(_text(element, reading))
    reading.made.add("\n".join(lines), kind, label, cell=place)
    for table in inner:
        _table(table, "paragraph" if kind == "cell" else kind, reading)


def _text(paragraph: etree._Element, reading: _Reading) -> str:
    """The text of a paragraph as printed; runs of white space are one blank, as the format has it."""
    pieces: list[str] = []
    _gather(paragraph, reading, pieces)
    return "".join(pieces).strip(" ")


def _gather(element: etree._Element, reading: _Reading, pieces: list[str]) -> None:
    if element.text:
        pieces.append(SPACE.sub(" ", element.text))
    for child in element:
        _inline(child, reading, pieces)
        if child.tail:
            pieces.append(SPACE.sub(" ", child.tail))


def _inline(child: etree._Element, reading: _Reading, pieces: list[str]) -> None:
    tag = child.tag
    if tag in SHOWN:
        pieces.append(SHOWN[tag])
    elif tag == SPACES:
        pieces.append(" " * min(_whole(child.get(f"{TEXT}c"), 1), MOST_REPEATED))
    elif tag == NOTE:
        reading.later += [("footnote", body) for body in child.iterfind(BODY)]
    elif tag in BOX_HOLDERS:
        reading.later.append(("textbox", child))
    elif tag == IMAGE:
        reading.met["图片"] += 1
    elif tag == SPAN and child.get(f"{TEXT}style-name") in reading.hidden:
        reading.met[HIDDEN] += 1
    elif tag not in SKIPPED and isinstance(tag, str):
        before = len(pieces)
        _gather(child, reading, pieces)
        if tag == SPAN:
            symbols = SYMBOLS.get(reading.fonts.get(child.get(f"{TEXT}style-name", ""), ""), {})
            pieces[before:] = [_plain(piece, symbols) for piece in pieces[before:]]


def _plain(text: str, symbols: dict[int, str]) -> str:
    """Characters of a symbol font as the public ones that look like them."""
    return "".join(symbols.get(ord(c) & 0xFF, UNKNOWN) if "\ue000" <= c < "\uf900" else c for c in text)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise  # noqa: PLR2004 - none is larger
