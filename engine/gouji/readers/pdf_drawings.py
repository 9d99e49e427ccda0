"""What a PDF page draws: the straight lines that tables are made of, and whether the page is a picture."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from gouji.readers.printed import Ruling, rulings_along

MOST_SEGMENTS = 40_000  # on one page; beyond, it is a drawing and no table
DEEPEST = 8  # forms within forms

Point = tuple[Any, Any]  # as PDFium gives them; turned into whole hundredths at once
Place = Callable[[Any, Any], tuple[int, int]]
Matrix = tuple[Any, Any, Any, Any, Any, Any]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Layer(NamedTuple):
    """What is known of a page before its text is read."""

    rulings: list[Ruling]
    pictured: bool  # an image covers most of the page
    unseen: bool  # its text is drawn invisibly, as programs do that put what OCR read under a scan


def layer(opened: pdfium.PdfPage, place: Place, area: int) -> Layer:
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
        yield from rulings_along(points, stroked=bool(stroked.value))


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
