"""The text of one paragraph as a reader of the accepted, printed document sees it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from gouji.readers.docx_styles import OFF, VAL, Style, Styles, W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

RUN, TEXT, PROPERTIES = f"{W}r", f"{W}t", f"{W}rPr"
ALTERNATIVES, BOX = f"{MC}AlternateContent", f"{W}txbxContent"
FIELD, SYMBOL, DENOMINATOR = f"{W}fldChar", f"{W}sym", f"{MATH}den"
WRITTEN = frozenset({TEXT, f"{MATH}t"})
SHOWN = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
# What is no part of the printed text. `w:rt` is the reading printed small above a word.
SKIPPED = frozenset(
    W + name for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText", "rt", "rubyPr")
)
# What holds text or figures that this reader cannot take in → what to call it.
OUT_OF_REACH = {
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic": "图片",
    "{urn:schemas-microsoft-com:vml}imagedata": "图片",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "图表",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "SmartArt 图形",
    f"{W}altChunk": "嵌入的文件",
    f"{W}subDoc": "子文档",
}
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
    """What is met on the way: text boxes to read later, and how often each thing that a note must tell."""

    styles: Styles
    boxes: list[etree._Element] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Line:
    """A paragraph being put together. `instruction` counts open fields whose result has not begun."""

    reading: Reading
    hidden: bool
    pieces: list[str] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)

    def add(self, piece: str) -> None:
        if True not in self.fields:
            self.pieces.append(piece)


def paragraph_text(paragraph: etree._Element, style: Style, reading: Reading) -> str:
    """Insertions in, deletions, field codes and hidden text out; `w:br` is a newline, `w:tab` a tab."""
    line = _Line(reading, style.hidden)
    _gather(paragraph, line)
    return "".join(line.pieces)


def _gather(parent: etree._Element, line: _Line) -> None:
    for element in parent:
        tag = element.tag
        if tag == RUN:
            if _is_hidden(element, line):
                line.reading.met["隐藏文字"] += 1
            else:
                _gather(element, line)
        elif tag in WRITTEN:
            line.add(element.text or "")
        elif tag in SKIPPED:
            continue
        elif tag in SHOWN:
            line.add(SHOWN[tag])
        elif tag in DELETED:
            line.reading.met["修订"] += 1
        else:
            _gather_rare(element, tag, line)


def _gather_rare(element: etree._Element, tag: str, line: _Line) -> None:
    """All that most paragraphs do without."""
    if tag == BOX:
        line.reading.boxes.append(element)
    elif tag == FIELD:
        _field(element, line)
    elif tag == SYMBOL:
        line.add(_symbol(element))
    elif tag == ALTERNATIVES:
        if len(element):  # the first choice; the others and the fallback say the same for older programs
            _gather(element[0], line)
    elif tag in OUT_OF_REACH:
        line.reading.met[OUT_OF_REACH[tag]] += 1
    else:
        if tag in INSERTED:
            line.reading.met["修订"] += 1
        elif tag == DENOMINATOR:
            line.add("/")
        _gather(element, line)


def _is_hidden(run: etree._Element, line: _Line) -> bool:
    properties = run.find(PROPERTIES)
    if properties is None:
        return line.hidden
    hidden = line.hidden
    for one in properties:
        if one.tag == f"{W}rStyle" and (style := line.reading.styles.table.get(one.get(VAL, ""))) is not None:
            hidden = hidden or style.hidden
        elif one.tag == f"{W}vanish":
            return one.get(VAL) not in OFF
    return hidden


def _field(mark: etree._Element, line: _Line) -> None:
    """A field is its instruction, then its result; only the result is printed. A tick box has neither."""
    kind = mark.get(f"{W}fldCharType")
    if kind == "begin":
        ticked = mark.find(f"{W}ffData/{W}checkBox")
        if ticked is not None:
            said = [one.get(VAL) for name in ("checked", "default") for one in ticked.iterfind(W + name)]
            line.add("☑" if said and said[0] not in OFF else "□")
        line.fields.append(True)
    elif line.fields:
        line.fields.pop()
        if kind == "separate":
            line.fields.append(False)


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
