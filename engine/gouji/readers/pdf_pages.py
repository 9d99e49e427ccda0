"""PDF → printed pages, with PDFium: its text in lines, their boxes, and the ruled lines that tables are made of."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from gouji.document import Box
from gouji.readers.docx_text import SYMBOLS, UNKNOWN
from gouji.readers.printed import POINT, REPAIRED, Line, Page, Ruling, around, height
from gouji.readers.printed_lines import LARGE, columns_of, level

THIN = 300  # hundredths of a point: a filled rectangle no thicker is a drawn line
SHORTEST = 400
MOST_SEGMENTS = 40_000  # on one page; beyond, it is a drawing and no table
FURTHEST = 10_000_000  # a kilometre; what is further off, or not a number, is on no page
DEEPEST = 8  # forms within forms
PRIVATE = {chr(code) for code in range(0xE000, 0xF900)}  # what fonts use for symbols of their own
PRIVATE_USED = re.compile("[\ue000-\uf8ff]")
SPACED = 150  # percent of a line's height: a wider blank separates columns

Point = tuple[Any, Any]  # as PDFium gives them; turned into whole hundredths at once
Place = Callable[[Any, Any], tuple[int, int]]
Matrix = tuple[Any, Any, Any, Any, Any, Any]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Layer(NamedTuple):
    """What is known of a page before its text is read."""

    rulings: list[Ruling]
    pictured: bool  # an image covers most of the page
    unseen: bool  # its text is drawn invisibly, as programs do that put what OCR read under a scan


def page(document: pdfium.PdfDocument, index: int) -> tuple[Page, Layer]:
    """The page at `index` (from 0)."""
    opened = document[index]
    try:
        place, width, tall = _placing(opened)
        layer = _layer(opened, place, width * tall)
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
    """PDFium does not break every line: two characters of one line share some of their height, and are of a size."""
    low, high = sorted((height(one), height(other)))
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


def _layer(opened: pdfium.PdfPage, place: Place, area: int) -> Layer:
    """Rulings, and whether the page is a picture with or without text under it."""
    rulings: list[Ruling] = []
    pictured, seen, unseen = False, False, False
    for item, kind, matrix in _objects(opened):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            if len(rulings) < MOST_SEGMENTS:
                rulings += _rulings(item, _turned(place, matrix))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            unit = _turned(_turned(place, matrix), _matrix(item))
            corners = [unit(x, y) for x in (0, 1) for y in (0, 1)]
            xs, ys = zip(*corners, strict=True)
            pictured = pictured or (max(xs) - min(xs)) * (max(ys) - min(ys)) * 10 > area * 7
        elif kind == raw.FPDF_PAGEOBJ_TEXT and not seen:  # one visible piece is enough
            unseen = raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
            seen = not unseen
    if len(rulings) >= MOST_SEGMENTS:
        rulings = []
    return Layer(rulings, pictured, unseen)


def _objects(opened: pdfium.PdfPage) -> Iterator[tuple[Any, int, Matrix]]:
    """Every object of a page, those inside forms too, with its kind and the matrix of its form."""
    yield from _listed(opened.raw, IDENTITY, 0, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)


def _listed(  # PDFium names the same two functions differently for pages and for forms
    holder: Any,  # noqa: ANN401
    matrix: Matrix,
    depth: int,
    count: Callable[[Any], int],
    get: Callable[[Any, int], Any],
) -> Iterator[tuple[Any, int, Matrix]]:
    kind_of, form = raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_FORM
    for index in range(max(count(holder), 0)):
        item = get(holder, index)
        kind = kind_of(item)
        if kind != form:
            yield item, kind, matrix
        elif depth < DEEPEST:
            inner = _times(_matrix(item), matrix)
            yield from _listed(item, inner, depth + 1, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)


def _matrix(item: Any) -> Matrix:  # noqa: ANN401
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _turned(place: Place, matrix: Matrix) -> Place:
    """The places of points that an object's matrix moves first."""
    if matrix == IDENTITY:
        return place
    a, b, c, d, e, f = matrix
    return lambda x, y: place(a * x + c * y + e, b * x + d * y + f)


def _rulings(item: Any, place: Place) -> Iterator[Ruling]:  # noqa: ANN401
    """The level and upright lines of a path: its stroked edges, and fills so thin that they are lines."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, filled, stroked)
    if not filled.value and not stroked.value:
        return
    at = _turned(place, _matrix(item))
    for points in _outlines(item, at):
        whole = around(Box(x, y, x, y) for x, y in points)
        thin = min(whole.right - whole.left, height(whole)) <= THIN
        if thin:
            yield from _ruling((whole.left, whole.top), (whole.right, whole.bottom))
        elif stroked.value:
            for start, end in pairwise(points):
                yield from _ruling(start, end)


def _ruling(start: tuple[int, int], end: tuple[int, int]) -> Iterator[Ruling]:
    (x1, y1), (x2, y2) = start, end
    wide, tall = abs(x2 - x1), abs(y2 - y1)
    if wide <= THIN < tall or (tall > wide and tall >= SHORTEST and wide <= THIN):
        yield Ruling(True, (x1 + x2) // 2, min(y1, y2), max(y1, y2))  # noqa: FBT003 - the field is named upright
    elif tall <= THIN and wide > 0:
        yield Ruling(False, (y1 + y2) // 2, min(x1, x2), max(x1, x2))  # noqa: FBT003


def _outlines(item: Any, at: Place) -> Iterator[list[tuple[int, int]]]:  # noqa: ANN401
    """The points of each part of a path; curves end the part they are in."""
    points: list[tuple[int, int]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(item), MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_LINETO:
            points.append(at(x.value, y.value))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        else:
            if len(points) > 1:
                yield points
            points = [at(x.value, y.value)]
    if len(points) > 1:
        yield points
