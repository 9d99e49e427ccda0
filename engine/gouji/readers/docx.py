"""Word documents: lxml over the zip, for no library reads all that a report holds (see decisions/0005)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from gouji.document import Block, BlockKind, Cell, Document, Span
from gouji.errors import ReadError
from gouji.readers.docx_numbering import Counts, ListOf, depth_of_style, label, lists
from gouji.readers.docx_package import DAMAGED, NESTED, Package, unpack
from gouji.readers.docx_paragraphs import Paragraph, paragraph, plain_paragraphs
from gouji.readers.docx_styles import OFF, PARAGRAPH, Style, Styles, W, hidden_runs, outline, stated, styles, val, whole
from gouji.readers.docx_text import ALTERNATIVES, HIDDEN, OUT_OF_REACH, REVISED, Reading
from gouji.readers.source import Limits

TABLE, ROW, CELL = f"{W}tbl", f"{W}tr", f"{W}tc"
ROW_DELETED, ROW_HIDDEN, SKIPPED_COLUMNS = f"{W}del", f"{W}hidden", f"{W}gridBefore"
COLUMNS, MERGED_DOWN, MERGED_ACROSS, GOES_ON = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge", ("", "continue")
NO_TEXT = frozenset(W + name for name in ("sectPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx"))
KINDS: dict[str, BlockKind] = {"header": "header", "footer": "footer", "footnotes": "footnote", "endnotes": "footnote"}
HINTS = {REVISED: "文中有未接受的修订，已按全部接受后的文字读取", HIDDEN: "文中有隐藏文字，没有读取"}


class _Piece(NamedTuple):
    """A block before its place in the text is known."""

    text: str
    kind: BlockKind
    label: str = ""
    level: int = 0
    cell: Cell | None = None
    paragraphs: tuple[etree._Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the text of a .docx stands in its parts, for those who write into a copy of it.

    `paragraphs` are those of each block, whose texts, joined by newlines, are the block's. `hidden` are the runs that
    are no part of any text.
    """

    package: Package
    text: str
    paragraphs: tuple[tuple[etree._Element, ...], ...]
    hidden: frozenset[etree._Element]


@dataclass(slots=True)
class _Walk:
    """What is known and counted while the parts are read in order."""

    package: Package
    styles: Styles
    plain: Mapping[etree._Element, Paragraph]
    reading: Reading
    lists: Mapping[str, ListOf]
    counts: Counts = field(default_factory=Counts)
    pieces: list[_Piece | None] = field(default_factory=list)  # None keeps a cell's number until its text is read
    tables: int = 0


def read(path: Path, data: bytes, limits: Limits) -> Document:
    """A .docx as a Document: body paragraphs and cells in order, then headers, footers, notes and text boxes."""
    walk = _walked(path, data, limits)
    if not any(piece.text.strip() for piece in walk.pieces if piece):
        raise ReadError(path, "文档里没有文字（也许只有图片）。请确认报告已保存，扫描件请先识别成文字")
    return _document(path, walk)


def sources(path: Path, data: bytes, limits: Limits) -> Sources:
    """The paragraphs behind each block that `read` gives, and the parts they stand in."""
    walk = _walked(path, data, limits)
    pieces = [piece for piece in walk.pieces if piece]
    text = "\n".join(piece.text for piece in pieces)
    return Sources(walk.package, text, tuple(piece.paragraphs for piece in pieces), walk.reading.hidden)


def _walked(path: Path, data: bytes, limits: Limits) -> _Walk:
    package = unpack(path, data, limits)
    body = package.document.find(f"{W}body")
    if body is None:
        raise ReadError(path, DAMAGED)
    known = styles(package.styles)
    parts = [package.document, *(part for _, part in package.asides)]
    hidden = frozenset(run for part in parts for run in hidden_runs(part, known))
    plain = {one: found for part in parts for one, found in plain_paragraphs(part, hidden).items()}
    walk = _Walk(package, known, plain, Reading(hidden), lists(package.numbering))
    try:
        _stories(body, walk)
    except RecursionError:  # most builds of libxml2 stop at 256 levels, some only at 2048
        raise ReadError(path, NESTED) from None
    return walk


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
            walk.pieces.append(_Piece(text, kind, number, level, None, (element,)))


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
        said = stated(element, f"{W}trPr")
        row_shown = shown and ROW_DELETED not in said and val(said.get(ROW_HIDDEN)) in (None, *OFF)
        column = 1 + whole(val(said.get(SKIPPED_COLUMNS)), 0)
        above, merging = merging, set()
        for cell in _inside(element, CELL):
            said = stated(cell, f"{W}tcPr")
            width = max(whole(val(said.get(COLUMNS)), 1), 1)
            down = val(said.get(MERGED_DOWN))
            continued = (down in GOES_ON and column in above) or val(said.get(MERGED_ACROSS)) in GOES_ON
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
    lines: list[str] = []
    paragraphs: list[etree._Element] = []
    number, level = "", 0  # of the first line that is not empty
    for element in _flow(cell, walk):
        if element.tag == TABLE:
            _table(element, kind, walk, shown=shown)
        elif shown:
            line, its_number, its_level = _paragraph(element, walk)
            if line and not any(lines):
                number, level = its_number, its_level
            lines.append(line)
            paragraphs.append(element)
    walk.pieces[at] = _Piece("\n".join(lines), kind, number, level, place, tuple(paragraphs))


def _paragraph(element: etree._Element, walk: _Walk) -> tuple[str, str, int]:
    """Text, list label and heading level."""
    one = paragraph(element, walk.plain, walk.reading)
    style = walk.styles.table.get(one.style or "", walk.styles.usual)
    text, level = "".join(one.texts), outline(one.outline)
    number = "" if one.gone and not text else _label(one, style, walk)  # what is deleted whole is counted by no list
    return text, number, style.level if level is None else level


def _label(one: Paragraph, style: Style, walk: _Walk) -> str:
    """The list number: of the paragraph's own list, else of its style's; list 0 means none."""
    number = one.list_ or style.number
    listed = walk.lists.get(number)
    if listed is None:
        return ""
    depth = style.depth if one.list_ is None else None
    if one.depth is not None:
        depth = whole(one.depth, 0)
    return label(number, depth_of_style(listed, style.list_of) if depth is None else depth, listed, walk.counts)
