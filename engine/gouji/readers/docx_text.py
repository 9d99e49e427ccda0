"""The text of one paragraph as a reader of the accepted, printed document sees it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from gouji.readers.docx_styles import OFF, RUN, VAL, W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

ALTERNATIVES, BOX = f"{MC}AlternateContent", f"{W}txbxContent"
TEXT, FORMULA_TEXT, RUBY = f"{W}t", f"{MATH}t", f"{W}rt"  # ruby: a reading printed small above a word
FIELD, SYMBOL, DENOMINATOR = f"{W}fldChar", f"{W}sym", f"{MATH}den"
WRITTEN = frozenset({TEXT, FORMULA_TEXT})
SHOWN = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
# What is no part of the printed text.
PROPERTIES = ("pPr", "rPr", "sdtPr", "sdtEndPr", "rubyPr")
PROPERTIES = ("pPr", "rPr", "sdtPr", "sdtEndPr", "rubyPr")
SKIPPED = frozenset({RUBY, *(W + name for name in (*PROPERTIES, "instrText", "delText", "delInstrText"))})
REVISED, HIDDEN = "修订", "隐藏文字"
# What holds text or figures that this reader cannot take in → what to call it.
OUT_OF_REACH = {
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic": "图片",
    "{urn:schemas-microsoft-com:vml}imagedata": "图片",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "图表",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "SmartArt 图形",
    f"{W}altChunk": "嵌入的文件",
    f"{W}subDoc": "子文档",
}
# Paragraphs without any of these are the texts of their runs in a row.
REMARKABLE = frozenset(
    {*SHOWN, *DELETED, *INSERTED, *OUT_OF_REACH, ALTERNATIVES, BOX, FIELD, SYMBOL, FORMULA_TEXT, RUBY}
)
# Characters of symbol fonts, by font: forms tick boxes with them, and bounds are written in Symbol.
SYMBOLS = {
    "wingdings": {0x6C: "●", 0x6E: "■", 0x6F: "□", 0xA3: "□", 0xA8: "□", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x30: "□"},
    "symbol": {
        0xA3: "≤",
        0xB3: "≥",
        0xB1: "±",
        0xB4: "×",
        0xB8: "÷",
        0xB9: "≠",
        0xBB: "≈",
        0xB0: "°",
        0xB7: "•",
        0xA5: "∞",
    },
}
UNKNOWN = "\ufffd"
PRINTABLE = range(0x20, 0xD800)  # codes that mean the same in every font


@dataclass(slots=True)
class Reading:
    """What holds while a document is read: its hidden runs, text boxes kept for later, and what notes must tell."""

    hidden: frozenset[etree._Element]
    boxes: list[etree._Element] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)


class Segment(NamedTuple):
    """Characters of a paragraph, and the element that gives them."""

    text: str
    element: etree._Element


@dataclass(slots=True)
class _Line:
    """A paragraph being put together. Text goes `into` the line, or into scraps while a field gives its instruction.

    `fields` are the open fields, innermost last: true while the result has not begun.
    """

    reading: Reading
    into: list[Segment]
    fields: list[bool] = field(default_factory=list)


def paragraph_text(paragraph: etree._Element, reading: Reading) -> str:
    """Insertions in, deletions, field codes and hidden text out; `w:br` is a newline, `w:tab` a tab."""
    return "".join([segment.text for segment in segments(paragraph, reading)])


def segments(paragraph: etree._Element, reading: Reading) -> list[Segment]:
    """The text of a paragraph, element by element."""
    pieces: list[Segment] = []
    _gather(paragraph, _Line(reading, pieces), pieces)
    return pieces


def _gather(parent: etree._Element, line: _Line, pieces: list[Segment]) -> None:
    hidden = line.reading.hidden
    for element in parent:
        tag = element.tag
        if tag == RUN:
            if hidden and element in hidden:
                line.reading.met[HIDDEN] += 1
            else:
                _gather(element, line, pieces)
        elif tag in WRITTEN:
            line.into.append(Segment(element.text or "", element))
        elif tag in SKIPPED:
            continue
        elif tag in SHOWN:
            line.into.append(Segment(SHOWN[tag], element))
        elif tag in DELETED:
            line.reading.met[REVISED] += 1
        else:
            _gather_rare(element, tag, line, pieces)


def _gather_rare(element: etree._Element, tag: str, line: _Line, pieces: list[Segment]) -> None:
    """All that most paragraphs do without."""
    if tag == BOX:
        line.reading.boxes.append(element)
    elif tag == FIELD:
        _field(element, line, pieces)
    elif tag == SYMBOL:
        line.into.append(Segment(_symbol(element), element))
    elif tag == ALTERNATIVES:
        if len(element):  # the first choice; the others and the fallback say the same for older programs
            _gather(element[0], line, pieces)
    elif tag in OUT_OF_REACH:
        line.reading.met[OUT_OF_REACH[tag]] += 1
    else:
        if tag in INSERTED:
            line.reading.met[REVISED] += 1
        elif tag == DENOMINATOR:
            line.into.append(Segment("/", element))
        _gather(element, line, pieces)


def _field(mark: etree._Element, line: _Line, pieces: list[Segment]) -> None:
    """A field is its instruction, then its result; only the result is printed. A tick box has neither."""
    kind = mark.get(f"{W}fldCharType")
    if kind == "begin":
        ticked = mark.find(f"{W}ffData/{W}checkBox")
        if ticked is not None:
            said = [one.get(VAL) for name in ("checked", "default") for one in ticked.iterfind(W + name)]
            line.into.append(Segment("☑" if said and said[0] not in OFF else "□", mark))
        line.fields.append(True)
    elif line.fields:
        line.fields.pop()
        if kind == "separate":
            line.fields.append(False)
    line.into = [] if True in line.fields else pieces


def _symbol(element: etree._Element) -> str:
    said = element.get(f"{W}char", "")
    try:
        code = int(said, 16)
    except ValueError:
        return UNKNOWN
    font = SYMBOLS.get(element.get(f"{W}font", "").lower())
    if font is None and code in PRINTABLE:
        return chr(code)
    return (font or {}).get(code & 0xFF, UNKNOWN)
