"""Pictures: read by the extra `gouji[ocr]`, doubtful ever after; told about where it is not installed."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pypdfium2 as pdfium
import pytest

from gouji.document import Box
from gouji.errors import ReadError
from gouji.readers import Limits, ocr, read

SAMPLE = Path(__file__).parents[2] / "samples" / "formats" / "township.pdf"
PNG = b"\x89PNG\r\n\x1a\n"
needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="gouji[ocr] is not installed")


def test_a_picture_without_ocr_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    path = tmp_path / "扫描.png"
    path.write_bytes(PNG)
    with pytest.raises(ReadError, match=r"gouji\[ocr\]"):
        read(path)


@needs_ocr
def test_a_damaged_picture_is_told(tmp_path: Path) -> None:
    path = tmp_path / "扫描.png"
    path.write_bytes(PNG + bytes(200))
    with pytest.raises(ReadError, match="图片打不开"):
        read(path)


def test_lines_keep_their_place_and_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine gives corners in pixels at 200 dots an inch; two pieces at one height are one line."""
    corners = [
        [(200, 300), (600, 300), (600, 340), (200, 340)],
        [(700, 302), (900, 302), (900, 342), (700, 342)],
        [(200, 200), (400, 200), (400, 240), (200, 240)],
    ]
    found = SimpleNamespace(boxes=corners, txts=("支出93万元", "单位：万元", "概况"))
    monkeypatch.setattr(ocr, "_engine", lambda: lambda _: found)
    scanned = ocr.pdf_pages(_Opened(), [1], Limits())
    assert [line.text for line in scanned[1]] == ["概况", "支出93万元  单位：万元"]
    assert scanned[1][0].box == Box(7200, 7200, 14400, 8640)


class _Page:
    """What `pdf_pages` asks of a page of PDFium."""

    def get_size(self) -> tuple[int, int]:
        return 595, 842

    def render(self, **_: object) -> SimpleNamespace:
        return SimpleNamespace(to_numpy=lambda: None, close=lambda: None)

    def close(self) -> None:
        """Nothing to close."""


class _Opened:
    def __getitem__(self, _: int) -> _Page:
        return _Page()


def test_no_time_reads_no_page() -> None:
    assert ocr.pdf_pages(_Opened(), [1, 2], Limits(ocr_seconds=-1)) == {}


@needs_ocr
def test_a_scanned_page_gives_its_figures(tmp_path: Path) -> None:
    path = tmp_path / "扫描.png"
    document = pdfium.PdfDocument(SAMPLE)
    document[0].render(scale=150 / 72).to_pil().save(path)
    document.close()
    scanned, born = read(path), read(SAMPLE)
    assert scanned.format == "image"
    assert all(block.doubtful for block in scanned.blocks)
    assert any("OCR" in note for note in scanned.notes)
    printed = {f for b in born.blocks if b.page == 1 for f in re.findall(r"\d+(?:\.\d+)?", born.quote(b.span))}
    seen = set(re.findall(r"\d+(?:\.\d+)?", scanned.text))
    assert len(printed & seen) * 100 >= len(printed) * 95
