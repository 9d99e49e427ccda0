"""PDF documents: PDFium reads text and rulings page by page, within limits. What it cannot be trusted in is told."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from gouji.document import Document
from gouji.errors import ReadError
from gouji.readers import ocr
from gouji.readers.pdf_drawings import Layer
from gouji.readers.pdf_pages import page as read_page
from gouji.readers.printed import Page
from gouji.readers.printed_document import document
from gouji.readers.printed_trust import is_garbled, unnamed
from gouji.readers.source import Limits, megabytes

FAULTS = {
    raw.FPDF_ERR_PASSWORD: "PDF 设有打开密码，无法读取。请去掉密码（另存或打印为新的 PDF）后再检查",
    raw.FPDF_ERR_SECURITY: "PDF 用了不支持的加密方式，无法读取。请打印为新的 PDF 后再检查",
}
DAMAGED = "PDF 文件已损坏，打不开。请重新复制或下载，或者改用原来的 Word 文件"
INSTEAD = "请改用原来的 Word 文件"
BARE = 20  # characters; a page with fewer and a picture over most of it is a scan
NAMED = 8  # pages named one by one
STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")  # followed by what zlib begins with
RATIO = 1032  # zlib packs no tighter


def read(path: Path, data: bytes, limits: Limits) -> Document:
    """A PDF as a Document; ReadError if it is locked, damaged, over a limit, or holds no text that can be trusted.

    Pages that are pictures or whose text layer is garbled are read by OCR where it is installed, and left out and told
    in the notes where it is not.
    """
    _refuse_bombs(path, data, limits)
    try:
        opened = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        raise ReadError(path, FAULTS.get(getattr(fault, "err_code", None), DAMAGED)) from None
    try:
        found = list(_pages(path, opened, limits))
        pages, notes = _trusted(path, opened, found, limits)
    finally:
        opened.close()
    return document(path, "pdf", pages, notes)


def _pages(path: Path, opened: pdfium.PdfDocument, limits: Limits) -> Iterator[tuple[Page, Layer]]:
    count, until, left = len(opened), time.monotonic() + limits.seconds, limits.text
    if count > limits.pages:
        raise ReadError(path, f"PDF 有 {count} 页，超过 {limits.pages} 页，不像是一份报告。请拆开后再检查")
    if not count:
        raise ReadError(path, DAMAGED)
    for index in range(count):
        try:
            page, layer = read_page(opened, index)
        except (pdfium.PdfiumError, ValueError, OverflowError):  # the last two: its size is none
            raise ReadError(path, f"PDF 第 {index + 1} 页已损坏，不能完整读取。{INSTEAD}") from None
        left -= sum(len(line.text) for line in page.lines)
        if left < 0:
            raise ReadError(path, f"PDF 的文字超过 {megabytes(limits.text)}，不像是一份报告。请拆开后再检查")
        if time.monotonic() > until:
            raise ReadError(path, f"读到第 {index + 1} 页时已超过 {limits.seconds} 秒，已停止读取。请拆开后再检查")
        yield page, layer


def _trusted(
    path: Path, opened: pdfium.PdfDocument, found: Sequence[tuple[Page, Layer]], limits: Limits
) -> tuple[list[Page], list[str]]:
    """Pages with their text, read by OCR if need be, and the notes on what could not be read or is in doubt."""
    texts = ["\n".join(line.text for line in page.lines) for page, _ in found]
    garbled = {page.number for (page, _), text in zip(found, texts, strict=True) if is_garbled(text)}
    scanned = {
        page.number
        for (page, layer), text in zip(found, texts, strict=True)
        if layer.pictured and len(text) < BARE and page.number not in garbled
    }
    pages = [replace(page, lines=(), rulings=()) if page.number in garbled else page for page, _ in found]
    if (garbled or scanned) and ocr.is_installed():
        seen = ocr.pdf_pages(opened, sorted(garbled | scanned), limits)
        pages = [replace(p, lines=tuple(seen[p.number]), doubtful=True) if p.number in seen else p for p in pages]
        garbled, scanned = garbled - set(seen), scanned - set(seen)
    if not any(line.text.strip() for page in pages for line in page.lines):
        raise ReadError(path, _nothing(garbled, scanned))
    return pages, _notes(pages, garbled, scanned)


def _notes(pages: Sequence[Page], garbled: set[int], scanned: set[int]) -> list[str]:
    told = (
        (scanned, ocr.UNREAD if ocr.is_installed() else f"是扫描图片，其中的文字没有读取。{ocr.INSTALL}"),
        (garbled, f"的文字层是乱码，没有读取。{INSTEAD}"),
        ({page.number for page in pages if page.doubtful}, ocr.DOUBT),
    )
    notes = [f"{_listed(numbers)}{what}" for numbers, what in told if numbers]
    odd = sum(unnamed(line.text) for page in pages for line in page.lines)
    return [*notes, *([f"有 {odd} 个字符无法识别，它们旁边的数字存疑"] if odd else [])]


def _nothing(garbled: set[int], scanned: set[int]) -> str:
    if garbled:
        return f"PDF 的文字层是乱码（字体没有标明文字），读出的数字不可信，没有检查。{INSTEAD}"
    if scanned and ocr.is_installed():
        return f"PDF 是扫描件，没有识别出文字。{INSTEAD}"
    if scanned:
        return f"PDF 是扫描件，没有文字层。{ocr.INSTALL}，或者改用原来的 Word 文件"
    return f"PDF 里没有文字。{INSTEAD}"


def _listed(numbers: set[int]) -> str:
    """`第 2、5、6 页`."""
    first = "、".join(map(str, sorted(numbers)[:NAMED]))
    return f"第 {first} 页" if len(numbers) <= NAMED else f"第 {first} 等 {len(numbers)} 页"


def _refuse_bombs(path: Path, data: bytes, limits: Limits) -> None:
    """ReadError if a packed stream unpacks to more than is allowed: PDFium would unpack a gigabyte without asking."""
    for begin in STREAM.finditer(data):
        end = data.find(b"endstream", begin.end())
        packed = data[begin.end() : end if end > 0 else len(data)]
        if len(packed) * RATIO <= limits.inflated:
            continue
        unpacking, size = zlib.decompressobj(), 0
        try:
            while packed and not unpacking.eof and size <= limits.inflated:
                size += len(unpacking.decompress(packed, 1 << 20))
                packed = unpacking.unconsumed_tail
        except zlib.error:
            continue
        if size > limits.inflated:
            what = f"PDF 里有一个部分解压后超过 {megabytes(limits.inflated)}，可能是恶意文件，已停止读取"
            raise ReadError(path, f"{what}。{INSTEAD}")
