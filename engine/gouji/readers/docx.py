"""Word documents: lxml over the zip, for no library reads all that a report holds (see decisions/0005)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from gouji.document import Block, BlockKind, Cell, Document, Span
from gouji.errors import ReadError
from gouji.readers.docx_numbering import Counts, ListOf, depth_of_style, label, lists
from gouji.readers.docx_package import DAMAGED, NESTED, Package, unpack
from gouji.readers.docx_styles import VAL, Style, W, is_on, outline, styles, value, whole
from gouji.readers.docx_text import ALTERNATIVES, OUT_OF_REACH, Reading, paragraph_text
from gouji.readers.source import Limits

PARAGRAPH, TABLE, ROW, CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
NO_TEXT = frozenset(W + name for name in ("sectPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx"))
KINDS: dict[str, BlockKind] = {"header": "header", "footer": "footer", "footnotes": "footnote", "endnotes": "footnote"}
HINTS = {"修订": "文中有未接受的修订，已按全部接受后的文字读取", "隐藏文字": "文中有隐藏文字，没有读取"}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block before its place in the text is known."""

    text: str
    kind: BlockKind
    label: str = ""
    level: int = 0
    cell: Cell | None = None


@dataclass(slots=True)
class _Walk:
    """What is known and counted while the parts are read in order."""

    package: Package
    reading: Reading
    lists: Mapping[str, ListOf]
    counts: Counts = field(default_factory=Counts)
    pieces: list[_Piece | None] = field(default_factory=list)  # None keeps a cell's number until its text is read
    tables: int = 0


def read(path: Path, data: bytes, limits: Limits) -> Document:
    """A .docx as a Document: body paragraphs and cells in order, then headers, footers, notes and text boxes."""
    package = unpack(path, data, limits)
    body = package.document.find(f"{W}body")
    if body is None:
        raise ReadError(path, DAMAGED)
    walk = _Walk(package, Reading(styles(package.styles)), lists(package.numbering))
    try:
        _stories(body, walk)
    except RecursionError:
        raise ReadError(path, NESTED) from None
    if not any(piece.text.strip() for piece in walk.pieces if piece):
        raise ReadError(path, "文档里没有文字（也许只有图片）。请确认报告已保存，扫描件请先识别成文字")
    return _document(path, walk)


def _document(path: Path, walk: _Walk) -> Document:
    blocks: list[Block] = []
    start = 0
    for piece in walk.pieces:
        if piece:
            span = Span(start, start + len(piece.text))
            blocks.append(Block(len(blocks) + 1, span, piece.kind, piece.label, piece.level, piece.cell))
            start = span.end + 1
    text = "\n".join(piece.text for piece in walk.pieces if piece)
    return Document(str(path), "docx", text, tuple(blocks), tuple(_notes(walk.reading)))


def _notes(reading: Reading) -> Iterator[str]:
    for what, times in reading.met.items():
        yield HINTS.get(what) or f"有 {times} 处{what}，其中的文字没有读取"


def _stories(body: etree._Element, walk: _Walk) -> None:
    _story(body, "paragraph", walk)
    for name, part in walk.package.asides:
        for story in [part] if name in ("header", "footer") else part:
            if story.get(f"{W}type", "normal") == "normal":  # the other notes are separator lines
                _story(story, KINDS[name], walk)
    while walk.reading.boxes:
        _story(walk.reading.boxes.pop(0), "textbox", walk)


def _story(parent: etree._Element, kind: BlockKind, walk: _Walk) -> None:
    for element in _flow(parent, walk):
        if element.tag == TABLE:
            _table(element, kind, walk, shown=True)
        else:
            text, number, level = _paragraph(element, walk)
            walk.pieces.append(_Piece(text, kind, number, level))


def _flow(parent: etree._Element, walk: _Walk) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, looking through content controls and the like."""
    for element in parent:
        tag = element.tag
        if tag in (PARAGRAPH, TABLE):
            yield element
        elif tag == ALTERNATIVES:
            if len(element):
                yield from _flow(element[0], walk)
        elif tag in OUT_OF_REACH:
            walk.reading.met[OUT_OF_REACH[tag]] += 1
        elif tag not in NO_TEXT:
            yield from _flow(element, walk)


def _table(table: etree._Element, kind: BlockKind, walk: _Walk, *, shown: bool) -> None:
    walk.tables += 1
    number = walk.tables
    merging: set[int] = set()  # columns in which the row above can go on
    for row, element in enumerate(_inside(table, ROW), 1):
        properties = element.find(f"{W}trPr")
        row_shown = shown and not (is_on(properties, "hidden") or value(properties, "del") is not None)
        column = 1 + whole(value(properties, "gridBefore"), 0)
        above, merging = merging, set()
        for cell in _inside(element, CELL):
            properties = cell.find(f"{W}tcPr")
            width = max(whole(value(properties, "gridSpan"), 1), 1)
            down, across = value(properties, "vMerge"), value(properties, "hMerge")
            continued = (down in ("", "continue") and column in above) or across in ("", "continue")
            if down is not None:
                merging.add(column)
            place = Cell(number, row, column, width, continued)
            _cell(cell, "cell" if kind == "paragraph" else kind, place, walk, shown=row_shown and not continued)
            column += width


def _inside(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, looking through content controls, never into other tables."""
    for element in parent:
        if element.tag == wanted:
            yield element
        elif element.tag not in NO_TEXT and element.tag not in (PARAGRAPH, TABLE, ROW, CELL):
            yield from _inside(element, wanted)


def _cell(cell: etree._Element, kind: BlockKind, place: Cell, walk: _Walk, *, shown: bool) -> None:
    """One block for the cell; the cells of tables inside it follow, each a block of its own."""
    at = len(walk.pieces)
    walk.pieces.append(None)
    lines = []
    for element in _flow(cell, walk):
        if element.tag == TABLE:
            _table(element, kind, walk, shown=shown)
        elif shown:
            lines.append(_paragraph(element, walk))
    text = "\n".join(line for line, _, _ in lines)
    number, level = next(((number, level) for line, number, level in lines if line), ("", 0))
    walk.pieces[at] = _Piece(text, kind, number, level, place)


def _paragraph(paragraph: etree._Element, walk: _Walk) -> tuple[str, str, int]:
    """Text, list label and heading level."""
    known = walk.reading.styles
    name, number, depth, level, gone = "", "", None, None, False
    for one in next(paragraph.iterchildren(f"{W}pPr"), ()):
        tag = one.tag
        if tag == f"{W}pStyle":
            name = one.get(VAL, "")
        elif tag == f"{W}numPr":
            number, depth = value(one, "numId") or "", value(one, "ilvl")
        elif tag == f"{W}outlineLvl":
            level = outline(one.get(VAL))
        elif tag == f"{W}rPr":
            gone = one.find(f"{W}del") is not None
    style = known.table.get(name, known.usual)
    text = paragraph_text(paragraph, style, walk.reading)
    shown = "" if gone and not text else _label(style, number, depth, walk)
    return text, shown, style.level if level is None else level


def _label(style: Style, number: str, depth: str | None, walk: _Walk) -> str:
    """The list number: of the paragraph's own list, else of its style's; list 0 means none."""
    at = None if depth is None else whole(depth, 0)
    if not number:
        number, at = style.number, style.depth if at is None else at
    if number not in walk.lists:
        return ""
    listed = walk.lists[number]
    if at is None:
        at = depth_of_style(listed, style.list_of)
    return label(number, at, listed, walk.counts)
