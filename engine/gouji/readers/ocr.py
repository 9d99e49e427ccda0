"""Text from pictures, by RapidOCR, an extra (`gouji[ocr]`). What it reads is doubtful: 290% for ≥90% has been seen."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from gouji.document import Box, Document
from gouji.errors import ReadError
from gouji.readers.printed import POINT, Line, Page
from gouji.readers.printed_document import document
from gouji.readers.printed_lines import level
from gouji.readers.source import Limits

INSTALL = "如需识别图片中的文字，请安装 gouji[ocr]"
UNREAD = "是扫描图片，没有识别出文字，或者识别用时过长，没有读取"
DOUBT = "的文字由图片识别（OCR）得来，数字可能有误，请对照原件"
DOTS = 200  # an inch; at 100 figures go wrong, beyond 200 only time is lost
INCH = 72 * POINT
MOST_PIXELS = 60_000_000  # A3 at 300 dots an inch is 17 million
DAMAGED = "图片打不开，可能已损坏。请重新扫描，或改用原来的 Word 文件"


def is_installed() -> bool:
    """Whether the extra is there; it is loaded only when a picture needs it."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read(path: Path, data: bytes, limits: Limits) -> Document:  # noqa: ARG001 - as every reader
    """A picture of a page as a Document of doubtful blocks; ReadError if it shows no text or OCR is not installed."""
    if not is_installed():
        raise ReadError(path, f"这是图片，无法直接读取其中的文字。{INSTALL}，或者改用 .docx 或 .txt 的报告")
    pixels = _opened(path, data)
    tall, wide = pixels.shape[:2]
    lines = _lines(pixels)
    if not lines:
        raise ReadError(path, "图片里没有识别出文字。请改用 .docx 或 .txt 的报告")
    page = Page(1, wide * INCH // DOTS, tall * INCH // DOTS, tuple(lines), (), doubtful=True)
    return document(path, "image", [page], [f"图片{DOUBT}"])


def pdf_pages(opened: Any, numbers: Sequence[int], limits: Limits) -> dict[int, list[Line]]:  # noqa: ANN401 - untyped
    """Page number → its lines, for the pages of an open PDF that there is time for and that show text."""
    until = time.monotonic() + limits.ocr_seconds
    found: dict[int, list[Line]] = {}
    for number in numbers:
        if time.monotonic() > until:
            break
        page = opened[number - 1]
        wide, tall = page.get_size()
        if wide * tall * DOTS * DOTS <= MOST_PIXELS * 72 * 72:
            bitmap = page.render(scale=DOTS / 72)
            if lines := _lines(bitmap.to_numpy()):
                found[number] = lines
            bitmap.close()
        page.close()
    return found


def _opened(path: Path, data: bytes) -> Any:  # noqa: ANN401 - an array, of a library that is not always there
    import numpy as np  # noqa: PLC0415 - the extra brings it
    from PIL import Image  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(data)) as image:
            large = image.width * image.height > MOST_PIXELS
            pixels = None if large else np.asarray(image.convert("RGB"))[:, :, ::-1]
    except Exception as fault:  # Pillow raises a dozen kinds on damaged input, and all mean the same
        raise ReadError(path, DAMAGED) from fault
    if pixels is None:
        raise ReadError(path, "图片过大，不像是一页报告。请缩小后再检查")
    return pixels


@lru_cache(maxsize=1)
def _engine() -> Any:  # noqa: ANN401 - untyped
    from rapidocr import RapidOCR  # noqa: PLC0415 - takes seconds to load

    return RapidOCR(params={"Global.log_level": "critical"})


def _lines(pixels: Any) -> list[Line]:  # noqa: ANN401 - an array
    """The lines of text in a picture, in hundredths of a point at its `DOTS`."""
    result = _engine()(pixels)
    if result.boxes is None:
        return []
    pieces = []
    for corners, text in zip(result.boxes, result.txts, strict=True):
        xs, ys = [int(x) * INCH // DOTS for x, _ in corners], [int(y) * INCH // DOTS for _, y in corners]
        pieces.append(Line(str(text), Box(min(xs), min(ys), max(xs), max(ys))))
    return level(pieces)
