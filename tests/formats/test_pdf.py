from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from pdf_maker import grid, make_pdf, text
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject
from result_maker import finding_on, result_on, span_in

from gouji.document import Document
from gouji.errors import GoujiError
from gouji.formats import pdf
from gouji.readers import read

PAGE = b"".join(
    (
        text(90, 760, "望禾镇2025年度绩效自评报告"),
        text(90, 720, "农村公路养护86公里，全年养护86公里，指标完成率108%。公厕目标24座，"),
        text(90, 700, "实际交付21座，指标完成率92%，其余3座因选址调整转入下年，并已与村委会签"),
        text(90, 680, "订协议。"),
        grid([90, 290, 490], [500, 530, 560]),
        text(96, 540, "指标"),
        text(300, 540, "完成率"),
        text(96, 510, "公厕"),
        text(300, 510, "88%"),
    )
)


def annotated(document: Document, *quotes: tuple[str, int]) -> bytes:
    spans = [span_in(document, quote, nth) for quote, nth in quotes]
    return pdf.write(result_on(document, [finding_on(document, one) for one in spans]))


def highlighted(content: bytes) -> list[tuple[str, str]]:
    """Of each of our highlights: the characters whose middle is under it, and the first line of its note."""
    opened = pypdfium2.PdfDocument(content)
    told = []
    try:
        for number, page in enumerate(PdfReader(io.BytesIO(content)).pages):
            words = opened[number].get_textpage()
            for one in (a.get_object() for a in page.get("/Annots") or ()):
                if one.get("/T") != "勾稽":
                    continue
                quads = [one["/QuadPoints"][n : n + 8] for n in range(0, len(one["/QuadPoints"]), 8)]
                under = [
                    words.get_text_range(n, 1)
                    for n in range(words.count_chars())
                    for left, low, right, high in [words.get_charbox(n, loose=True)]
                    if any(
                        min(q[::2]) < (left + right) / 2 < max(q[::2])
                        and min(q[1::2]) < (low + high) / 2 < max(q[1::2])
                        for q in quads
                    )
                ]
                told.append(("".join(under), str(one["/Contents"]).split("\n")[0]))
    finally:
        opened.close()
    return told


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return make_pdf(tmp_path / "报告.pdf", [PAGE])


def test_exactly_the_figures_are_highlighted(report: Path) -> None:
    made = annotated(read(report), ("86公里", 1), ("108%", 0), ("92%", 0))
    assert highlighted(made) == [
        ("86公里", "必改 1：86公里对不上"),
        ("108%", "必改 2：108%对不上"),
        ("92%", "必改 3：92%对不上"),
    ]


def test_of_two_alike_the_right_one_is(report: Path) -> None:
    made = annotated(read(report), ("86公里", 0), ("86公里", 1))
    first, second = (one.get_object()["/Rect"] for one in PdfReader(io.BytesIO(made)).pages[0]["/Annots"])
    assert first[2] < second[0]


def test_a_quote_over_two_lines_has_two_rectangles(report: Path) -> None:
    (quote, _), *rest = highlighted(annotated(read(report), ("已与村委会签订协议", 0)))
    assert (quote, rest) == ("已与村委会签订协议", [])


def test_a_cell_of_a_table(report: Path) -> None:
    assert [quote for quote, _ in highlighted(annotated(read(report), ("88%", 0)))] == ["88%"]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_turned_pages(tmp_path: Path, turned: int) -> None:
    path = make_pdf(tmp_path / "报告.pdf", [PAGE], turned=turned)
    document = read(path)
    if "108%" in document.text:  # PDFium reads the lines of a turned page in its own order
        assert [quote for quote, _ in highlighted(annotated(document, ("108%", 0)))] == ["108%"]


def test_the_text_stays_as_it_is(report: Path, tmp_path: Path) -> None:
    copy = tmp_path / "批注.pdf"
    copy.write_bytes(annotated(read(report), ("108%", 0)))
    assert read(copy).text == read(report).text


def test_a_second_check_replaces_our_notes_and_no_others(report: Path) -> None:
    writer = PdfWriter(clone_from=str(report))
    corners = ArrayObject([FloatObject(v) for v in (90, 780, 200, 780, 90, 760, 200, 760)])
    theirs = Highlight(rect=(90, 760, 200, 780), quad_points=corners)
    theirs[NameObject("/T")] = TextStringObject("张三")
    writer.add_annotation(0, theirs)
    writer.write(str(report))
    report.write_bytes(annotated(read(report), ("108%", 0), ("92%", 0)))
    made = annotated(read(report), ("88%", 0))
    assert [quote for quote, _ in highlighted(made)] == ["88%"]
    assert [one.get_object().get("/T") for one in PdfReader(io.BytesIO(made)).pages[0]["/Annots"]] == ["张三", "勾稽"]


def test_a_damaged_file_is_refused_rather_than_changed(report: Path, capfd: pytest.CaptureFixture[str]) -> None:
    content = report.read_bytes()
    changed = written = 0
    for at in range(20, len(content), len(content) // 60):
        report.write_bytes(content[:at] + b"\x31" + content[at + 1 :])
        try:
            document = read(report)
            made = annotated(document, ("86公里", 0))
        except (GoujiError, ValueError):
            continue
        written += 1
        report.write_bytes(made)
        changed += read(report).text != document.text
    assert written
    assert not changed
    assert capfd.readouterr() == ("", "")


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("完成率92%", "utf-8")
    document = read(path)
    with pytest.raises(GoujiError, match="由 PDF 报告生成"):
        annotated(document, ("92%", 0))
