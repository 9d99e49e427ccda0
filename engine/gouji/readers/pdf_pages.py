"""PDF → printed pages, with PDFium: its text in lines, their boxes, and the ruled lines that tables are made of."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from gouji.document import Box
from gouji.readers.docx_text import SYMBOLS, UNKNOWN
from gouji.readers.pdf_drawings import Layer, Place, Point
from gouji.readers.pdf_drawings import layer as drawn
from gouji.readers.printed import POINT, REPAIRED, Line, Page, Ruling, around, height
from gouji.readers.printed_lines import LARGE, columns_of, level

FURTHEST = 10_000_000  # a kilometre; what is further off, or not a number, is on no page
PRIVATE = {chr(code) for code in range(0xE000, 0xF900)}  # what fonts use for symbols of their own
PRIVATE_USED = re.compile("[\ue000-\uf8ff]")
SPACED = 150  # percent of a line's height: a wider blank separates columns


def page(document: pdfium.PdfDocument, index: int) -> tuple[Page, Layer]:
    """The page at `index` (from 0)."""
    opened = document[index]
    try:
        place, width, tall = _placing(opened)
        layer = drawn(opened, place, width * tall)
        text = opened.get_textpage()
        try:
            lines = _measured(text.raw, place) if _may_be_table(layer.rulings) else level(_quick(text.raw, place))
        finally:
            text.close()
    finally:
        opened.close()
    return Page(index + 1, width, tall, tuple(lines), tuple(layer.rulings), layer.unseen), layer


def _placing(opened: pdfium.PdfPage) -> tuple[Place, int, int]:
    """PDF's coordinates → hundredths of a point on the page as displayed, turned and cropped; and its size."""
    width, tall = (round(side * 100) for side in opened.get_size())
    x, y = ctypes.c_int(), ctypes.c_int()

    def device(at: Point) -> tuple[int, int]:
        raw.FPDF_PageToDevice(opened.raw, 0, 0, width, tall, 0, *at, x, y)
        return x.value, y.value

    (e, f), (ax, ay), (cx, cy) = device((0, 0)), device((1000, 0)), device((0, 1000))
    a, b, c, d = ax - e, ay - f, cx - e, cy - f

    def place(px: Any, py: Any) -> tuple[int, int]:  # noqa: ANN401 - ctypes gives floats, and they go no further
        across, down = (a * px + c * py) / 1000, (b * px + d * py) / 1000
        if not (-FURTHEST < across < FURTHEST and -FURTHEST < down < FURTHEST):  # damaged files place things nowhere
            return -FURTHEST, -FURTHEST
        return int(across) + e, int(down) + f

    return place, width, tall


def _boxes(text: Any, place: Place) -> Callable[[int], Box]:  # noqa: ANN401 - a pointer without a public type
    """The box of a character by its index: as high as its font, not as its ink."""
    found = raw.FS_RECTF()
    get, reference = raw.FPDFText_GetLooseCharBox, ctypes.byref(found)

    def box(index: int) -> Box:
        get(text, index, reference)
        (x1, y1), (x2, y2) = place(found.left, found.bottom), place(found.right, found.top)
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    return box


def _quick(text: Any, place: Place) -> list[Line]:  # noqa: ANN401
    """Lines by PDFium's own breaks, measured at their ends and at their blanks only."""
    count = raw.FPDFText_CountChars(text)
    if count <= 0:
        return []
    buffer = (ctypes.c_ushort * (count + 1))()
    units = raw.FPDFText_GetText(text, 0, count, buffer) - 1
    content = bytes(buffer)[: 2 * max(units, 0)].decode("utf-16-le", "replace")
    if len(content) != units or PRIVATE_USED.search(content):  # of two units each, which shift indexes; or symbols
        return _measured(text, place)
    index = raw.FPDFText_GetCharIndexFromTextIndex
    box = _boxes(text, place)
    lines, start = [], 0
    for part in content.split("\r\n"):
        if part.strip():
            begin, end = start + len(part) - len(part.lstrip()), start + len(part.rstrip()) - 1
            ends = (box(index(text, begin)), box(index(text, end)))
            if not _level_with(*ends):
                return _measured(text, place)
            (left, top, _, bottom), (_, top2, right, bottom2) = ends
            whole = Box(left, min(top, top2), right, max(bottom, bottom2)) if left < right else around(ends)
            words = part.strip()
            if " " in words and _has_gap(words, *ends):
                words = _spaced(words, begin, lambda at: box(index(text, at)), height(whole))
            lines.append(Line(words.translate(REPAIRED), whole))
        start += len(part) + 2
    return lines


def _has_gap(words: str, first: Box, last: Box) -> bool:
    """The line is longer than its characters need, by the width of its first or last."""
    unit = max(first.right - first.left, last.right - last.left, height(first) // 2)
    return abs(last.right - first.left) > columns_of(words) * unit // 2 + unit // 2


def _spaced(words: str, begin: int, box: Callable[[int], Box], tall: int) -> str:
    """A blank wide enough to separate columns becomes two."""
    made = []
    for at, char in enumerate(words):
        made.append(char)
        if char == " " and words[at - 1] != " ":
            after = at + len(words[at:]) - len(words[at:].lstrip())
            if (box(begin + after).left - box(begin + at - 1).right) * 100 > tall * SPACED:
                made.append(" ")
    return "".join(made)


def _measured(text: Any, place: Place) -> list[Line]:  # noqa: ANN401
    """Lines with the box of every character."""
    box = _boxes(text, place)
    lines: list[Line] = []
    chars: list[str] = []
    boxes: list[Box] = []
    for index in range(raw.FPDFText_CountChars(text)):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        seen = _symbol(text, index, char) if char in PRIVATE else char.translate(REPAIRED)
        place_of = box(index) if seen else None
        if char == "\n" or (place_of and boxes and seen != " " and not _level_with(boxes[-1], place_of)):
            lines += _line(chars, boxes)
            chars, boxes = [], []
        if place_of:
            chars.append(seen)
            boxes.append(place_of if seen != " " or not boxes else _behind(boxes[-1], place_of))
    return lines + _line(chars, boxes)


def _level_with(one: Box, other: Box) -> bool:
    """PDFium does not break every line: two characters of one line share some of their height, and are of a size.

    A font that holds 一 alone is as high as its ink; how wide it is tells its size then.
    """
    low, high = sorted(max(height(box), box.right - box.left) for box in (one, other))
    return one.top < other.bottom and other.top < one.bottom and high * 10 <= max(low, POINT) * LARGE


def _behind(before: Box, blank: Box) -> Box:
    """A blank, which PDFium may have made up and placed anywhere, as high as the character before."""
    return Box(blank.left, before.top, max(blank.right, blank.left), before.bottom)


def _line(chars: list[str], boxes: list[Box]) -> list[Line]:
    """One line, or none if it is blank. A blank wide enough to separate columns becomes two, as in `_spaced`."""
    text: list[str] = []
    glyphs: list[Box] = []
    for index, (char, glyph) in enumerate(zip(chars, boxes, strict=True)):
        text.append(char)
        glyphs.append(glyph)
        if char == " " and 0 < index < len(chars) - 1 and chars[index - 1] != " " and chars[index + 1] != " ":
            before, after = boxes[index - 1], boxes[index + 1]
            if (after.left - before.right) * 100 > min(height(before), height(after)) * SPACED:
                text.append(" ")
                glyphs.append(glyph)
    return [Line("".join(text), around(glyphs), tuple(glyphs))] if "".join(text).strip() else []


def _symbol(text: Any, index: int, char: str) -> str:  # noqa: ANN401
    """What a character without a public meaning shows, by its font; the mark of an unknown one if that is not known."""
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, index, name, len(name), ctypes.c_int())
    font = name.value.decode("ascii", "replace").lower().rpartition("+")[2]
    known = next((SYMBOLS[kind] for kind in ("wingdings 2", "wingdings", "symbol") if font.startswith(kind)), {})
    return known.get(ord(char) & 0xFF, UNKNOWN)


def _may_be_table(rulings: list[Ruling]) -> bool:
    upright = sum(ruling.upright for ruling in rulings)
    return upright > 0 and len(rulings) - upright > 1
