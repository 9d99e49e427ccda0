"""Word 97–2003 files read without LibreOffice: text as accepted and printed, tables, headings, list numbers."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from gouji.document import BlockKind, Document
from gouji.errors import ReadError
from gouji.readers import doc_records
from gouji.readers.blocks import Blocks
from gouji.readers.doc_lists import Lists, lists
from gouji.readers.doc_records import TABLE_ROW, Sprms, Word, parse, streams
from gouji.readers.docx_text import UNKNOWN
from gouji.readers.rows import Row, Written, add_table, joined
from gouji.readers.signature import SAVE_AS
from gouji.readers.source import Limits, megabytes

LIMITED = "旧版 Word 文件，本机没有 LibreOffice，按简易方式读取：图片、公式和嵌套的表格没有读取"
DAMAGED = f"旧版 Word 文件已损坏，或者版本过旧（Word 95 以前），不能读取。{SAVE_AS}"
DELETED, HIDDEN = 0x0800, 0x083C
IN_TABLE, ROW_END, OUTLINE = 0x2416, 0x2417, 0x2640
LEFT, DOWN, DOWN_BEGINS = 0x02, 0x20, 0x40  # how a cell is merged
CELL_END, PARAGRAPH_END = "\x07", "\r"
FIELD, RESULT, FIELD_END = "\x13", "\x14", "\x15"
SHOWN = {
    "\x0b": "\n",
    "\x0c": "",
    "\x1e": "-",
    "\x1f": "",
    "\x01": "",
    "\x02": "",
    "\x05": "",
    "\x08": "",
    "\x03": "",
    "\x04": "",
}
PARTS: tuple[BlockKind | None, ...] = ("paragraph", "footnote", "header", None, None, "footnote", "textbox", None)
DEEPEST_HEADING = 9


class _Paragraph(NamedTuple):
    """A paragraph, cell or row end: its text without its mark, the mark, its style and its properties."""

    text: str
    mark: str
    style: int
    sprms: Sprms


def is_encrypted(data: bytes) -> bool:
    """The file asks for a password."""
    try:
        return doc_records.is_encrypted(streams(data).main)
    except Exception:  # noqa: BLE001 - what is wrong with the file is told when it is read
        return False


def read(path: Path, data: bytes, limits: Limits) -> Document:
    """A .doc as a Document, with its limits in the notes; ReadError if it is damaged or older than Word 97."""
    try:
        found = streams(data)
        word, numbers = parse(found), lists(found)
    except MemoryError:
        raise
    except Exception as fault:  # olefile and struct raise a dozen kinds on damaged input, and all mean the same
        raise ReadError(path, DAMAGED) from fault
    if len(word.text) > limits.text:
        raise ReadError(path, f"文字超过 {megabytes(limits.text)}，不像是一份报告。请拆开后再检查")
    made = Blocks()
    start = 0
    for kind, length in zip(PARTS, word.parts, strict=True):
        if kind and length:
            _part(_paragraphs(word, start, min(start + length, len(word.text))), kind, numbers, made)
        start += length
    if not made.hold_text():
        raise ReadError(path, f"文档里没有文字，或者文字已损坏。{SAVE_AS}")
    return made.document(path, "doc", [LIMITED])


def _part(paragraphs: Iterable[_Paragraph], kind: BlockKind, numbers: Lists, made: Blocks) -> None:
    """The paragraphs and tables of a part, such as the body or the footnotes."""
    rows: list[Row] = []
    cells: list[Written] = []
    lines: list[Written] = []
    told: set[str] = set()  # headers of every section say the same
    for one in paragraphs:
        if any(one.sprms.get(ROW_END, b"")):
            rows.append(_row(cells, one.sprms.get(TABLE_ROW, b"")))
            cells, lines = [], []
            continue
        line = Written(one.text, numbers.label(one.style, one.sprms).strip(), _level(one))
        if not any(one.sprms.get(IN_TABLE, b"")) and one.mark != CELL_END:
            add_table(rows, kind, made)
            rows, cells, lines = [], [], []
            if kind == "paragraph" or (one.text.strip() and one.text not in told):
                told.add(one.text)
                made.add(line.text, kind, line.label, line.level)
        elif one.mark == CELL_END:
            cells.append(joined([*lines, line]))
            lines = []
        else:
            lines.append(line)
    add_table(rows, kind, made)


def _paragraphs(word: Word, start: int, end: int) -> Iterator[_Paragraph]:
    """Paragraphs as printed: field results without instructions, no deleted or hidden text."""
    text: list[str] = []
    fields: list[bool] = []  # open ones; true while the instruction lasts
    for piece in word.pieces:
        for at in range(max(piece.start, start), min(piece.end, end, len(word.text))):
            char = word.text[at]
            place = piece.place + (at - piece.start) * piece.width
            if char == FIELD:
                fields.append(True)
            elif char == RESULT and fields:
                fields[-1] = False
            elif char == FIELD_END and fields:
                fields.pop()
            elif char in (PARAGRAPH_END, CELL_END) or (char == "\x0c" and not any(fields)):
                style, sprms = word.paragraphs.at(place)
                yield _Paragraph("".join(text), char, style, sprms)
                text = []
            elif not any(fields) and char not in (RESULT, FIELD_END) and _is_shown(word, place):
                text.append(SHOWN.get(char, UNKNOWN if "\ue000" <= char < "\uf900" else char))
    if "".join(text).strip():
        yield _Paragraph("".join(text), PARAGRAPH_END, 0, {})


def _is_shown(word: Word, place: int) -> bool:
    sprms = word.runs.at(place)[1]
    return not sprms or not (any(sprms.get(DELETED, b"")) or any(sprms.get(HIDDEN, b"")))


def _level(one: _Paragraph) -> int:
    """The heading level, by style (the first nine are headings) or by the paragraph's own."""
    own = one.sprms.get(OUTLINE, b"\x09")[0]
    if own < DEEPEST_HEADING:
        return own + 1
    return one.style if 1 <= one.style <= DEEPEST_HEADING else 0


def _row(cells: list[Written], told: bytes) -> Row:
    """A row and what its definition says: a length, a count, the edges of columns, twenty bytes for each cell."""
    count = told[2] if len(told) > 2 else 0  # noqa: PLR2004 - behind the length
    if len(told) < 3 + 2 * (count + 1):
        return Row(cells)
    edges = struct.unpack_from(f"<{count + 1}h", told, 3)
    said = [struct.unpack_from("<H", told, at)[0] for at in range(3 + 2 * (count + 1), len(told) - 1, 20)]
    return Row(cells, edges, [bool(one & LEFT) or (bool(one & DOWN) and not one & DOWN_BEGINS) for one in said])
