"""A CheckResult → a copy of the user's .pdf with the figures that are likely wrong highlighted, each with a note."""

from __future__ import annotations

import ctypes
import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdf import PdfWriter
from pypdf.annotations import Highlight
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject
from pypdfium2 import raw

from gouji.document import Block, Box, Document, Span
from gouji.errors import GoujiError
from gouji.finding import CheckResult
from gouji.formats.comment import AUTHOR, Comment, comments
from gouji.formats.layout import printable
from gouji.formats.original import original
from gouji.formats.telling import grade
from gouji.readers import Limits, pdf

COLOURS = {"必改": "f6b3ae", "建议改": "f6b3ae"}  # light, for the figure must stay readable; the note says how loud
NOT_WRITTEN = "这份 PDF 有加密、限制或损坏，不能写批注。请打印为新的 PDF 再核对，或改用 html。"
OTHER_COLOUR = "ffd980"
logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would tell the user of every oddity it met
Rectangle = tuple[Any, Any, Any, Any]  # points from the left and lower edge, as PDFium and pypdf count them


@dataclass(frozen=True, slots=True)
class _Part:
    """Characters on one printed line, and how often the same stand before them on it."""

    text: str
    before: int
    page: int
    box: Box


def write(result: CheckResult, *, notes: bool = False, limits: Limits = Limits()) -> bytes:  # noqa: B008 - frozen
    """The copy; GoujiError if the report is no .pdf, has changed since it was read, or may not be written into."""
    path = Path(result.document.path)
    if result.document.format != "pdf":
        raise GoujiError(f"{path}：带批注的 PDF 要由 PDF 报告生成，这份不是。")
    data = original(result, limits, "批注")
    try:
        made = _annotated(result.document, data, comments(result, notes=notes))
    except (PyPdfError, NotImplementedError, RecursionError, KeyError, TypeError, ValueError) as fault:
        # pypdf raises any of these on damaged files
        raise GoujiError(f"{path}：{NOT_WRITTEN}") from fault
    scanned = any(block.doubtful for block in result.document.blocks)  # OCR takes seconds a page
    if not scanned and pdf.read(path, made, limits).text != result.document.text:
        raise GoujiError(f"{path}：{NOT_WRITTEN}")
    return made


def _annotated(document: Document, data: bytes, told: Sequence[Comment]) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    _remove_ours(writer)
    opened = pdfium.PdfDocument(data)
    try:
        for comment in told:
            by_page: dict[int, list[Rectangle]] = {}
            for part in _parts(document, comment.span):
                by_page.setdefault(part.page, []).extend(_rectangles(opened, part))
            for page, rectangles in by_page.items():
                writer.add_annotation(page - 1, _highlight(comment, rectangles))
    finally:
        opened.close()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _remove_ours(writer: PdfWriter) -> None:
    for page in writer.pages:
        there = page.get("/Annots")
        if there is None:
            continue
        kept = [one for one in there.get_object() if one.get_object().get("/T") != AUTHOR]
        page[NameObject("/Annots")] = ArrayObject(kept)


def _parts(document: Document, span: Span) -> Iterator[_Part]:
    """The characters of a span line by line; all of the block where its lines are not known."""
    block: Block = document.block_at(span.start)
    ends = [line.start for line in block.lines[1:]] + [block.span.end]
    for line, end in zip(block.lines, ends, strict=True):
        first, last = max(span.start, line.start), min(span.end, end)
        if first < last:
            words = _flat(document.text[first:last])
            before = sum(1 for _ in _occurrences(_flat(document.text[line.start : last]), words)) - 1
            yield _Part(words, before, line.page, line.box)
    if not block.lines and block.page and block.box:
        yield _Part(_flat(document.quote(span)), 0, block.page, block.box)


def _flat(text: str) -> str:
    """Without blanks, which readers and programs put where they like."""
    return "".join(text.split())


def _rectangles(opened: pdfium.PdfDocument, part: _Part) -> list[Rectangle]:
    """Where the characters are drawn: found on the page by their text, nearest to the line; else the line itself."""
    page = opened[part.page - 1]
    text = page.get_textpage()
    try:
        line = _on_page(page, part.box)
        drawn = [(n, c) for n in range(text.count_chars()) if (c := chr(raw.FPDFText_GetUnicode(text, n))).strip()]
        found = [
            [text.get_charbox(n, loose=True) for n, _ in drawn[at : at + len(part.text)]]
            for at in _occurrences("".join(c for _, c in drawn), part.text)
        ]
        if not found:
            return [line]
        nearest = min(_apart(boxes[0], line) for boxes in found)
        alike = [boxes for boxes in found if _apart(boxes[0], line) <= nearest]
        return _joined(alike[min(part.before, len(alike) - 1)])
    finally:
        text.close()
        page.close()


def _occurrences(flat: str, wanted: str) -> Iterator[int]:
    at = flat.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = flat.find(wanted, at + 1)


def _on_page(page: pdfium.PdfPage, box: Box) -> Rectangle:
    """Hundredths of a point on the page as displayed → the page's own coordinates."""
    width, tall = (round(side * 100) for side in page.get_size())
    x, y = ctypes.c_double(), ctypes.c_double()
    corners = []
    for at in ((box.left, box.top), (box.right, box.bottom)):
        raw.FPDF_DeviceToPage(page, 0, 0, width, tall, 0, *at, x, y)
        corners.append((x.value, y.value))
    (x1, y1), (x2, y2) = corners
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _apart(one: Rectangle, other: Rectangle) -> Any:  # noqa: ANN401 - a length in points, and it goes no further
    """How far a character's middle is from a line's box; 0 inside it."""
    x, y = (one[0] + one[2]) / 2, (one[1] + one[3]) / 2
    return max(other[0] - x, x - other[2], 0) + max(other[1] - y, y - other[3], 0)


def _joined(boxes: Sequence[Rectangle]) -> list[Rectangle]:
    """Characters side by side as one rectangle; one for each line they are drawn on."""
    made: list[Rectangle] = []
    for left, low, right, high in boxes:
        if made and abs((made[-1][1] + made[-1][3]) - (low + high)) < (high - low) and left >= made[-1][0]:
            a, b, c, d = made[-1]
            made[-1] = (min(a, left), min(b, low), max(c, right), max(d, high))
        else:
            made.append((left, low, right, high))
    return made


def _highlight(comment: Comment, rectangles: Sequence[Rectangle]) -> Highlight:
    corners = [v for left, low, right, high in rectangles for v in (left, high, right, high, left, low, right, low)]
    lefts, lows, rights, highs = zip(*rectangles, strict=True)
    made = Highlight(
        rect=(min(lefts), min(lows), max(rights), max(highs)),
        quad_points=ArrayObject([FloatObject(v) for v in corners]),
        highlight_color=COLOURS.get(grade(comment.finding), OTHER_COLOUR),
        printing=True,
    )
    made[NameObject("/Contents")] = TextStringObject("\n".join(printable(line) for line in comment.paragraphs))
    made[NameObject("/T")] = TextStringObject(AUTHOR)
    return made
