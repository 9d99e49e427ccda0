"""Web pages: what a browser shows, tables with their merged cells, pages in disguise."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from gouji.document import Document
from gouji.errors import ReadError
from gouji.readers import Limits, read

SHARED = Path(__file__).parents[2].parent / "shared" / "samples"


def page(path: Path, body: str, *, encoding: str = "utf-8", head: str = "") -> Document:
    path.write_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return read(path)


def lines(document: Document) -> list[str]:
    return [document.quote(b.span) for b in document.blocks]


def test_paragraphs_headings_and_lists(tmp_path: Path) -> None:
    document = page(
        tmp_path / "报告.html",
        "<h1>自评报告</h1><p>支出<b>1,531.23</b>\n 万元&nbsp;</p><ol start=3><li><p>甲</p><li>乙</ol><div>丙<br>丁</div>"
        "<p style='display:none'>稿</p><script>x</script><del>旧</del>末",
    )
    assert document.format == "html"
    assert lines(document) == ["自评报告", "支出1,531.23 万元\xa0", "甲", "乙", "丙\n丁", "末"]
    assert [(b.level, b.label) for b in document.blocks][:4] == [(1, ""), (0, ""), (0, "3."), (0, "4.")]


def test_tables_keep_their_grid(tmp_path: Path) -> None:
    document = page(
        tmp_path / "表.html",
        "<table><tr><td rowspan=2>产出<td>甲<td colspan=2>10<tr><td>乙<table><tr><td>内<td>外</table>"
        "<td>1<td>2</table>",
    )
    cells = [
        (b.cell.table, b.cell.row, b.cell.column, b.cell.width, b.cell.continued) for b in document.blocks if b.cell
    ]
    assert cells == [
        *((1, 1, 1, 1, False), (1, 1, 2, 1, False), (1, 1, 3, 2, False)),
        *((1, 2, 1, 1, True), (1, 2, 2, 1, False), (2, 1, 1, 1, False), (2, 1, 2, 1, False)),
        *((1, 2, 3, 1, False), (1, 2, 4, 1, False)),
    ]
    assert lines(document) == ["产出", "甲", "10", "", "乙", "内", "外", "1", "2"]


def test_a_table_that_only_arranges_the_page_is_none(tmp_path: Path) -> None:
    document = page(
        tmp_path / "a.html", "<table><tr><td>菜单<td><p>支出100万元。</p><table><tr><td>a<td>b</table></table>"
    )
    assert [b.kind for b in document.blocks] == ["paragraph", "paragraph", "cell", "cell"]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("gbk", "<meta charset=gb2312>"),
        ("utf-8", "<meta charset=gb2312>"),  # says the wrong thing
        ("gbk", ""),
        ("utf-16", ""),
        ("utf-8-sig", ""),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, head: str) -> None:
    assert "支出一百万元，镕" in page(tmp_path / "a.html", "<p>支出一百万元，镕</p>", encoding=encoding, head=head).text


def test_a_page_named_doc_or_saved_as_an_archive_is_a_page(tmp_path: Path) -> None:
    assert page(tmp_path / "报告.doc", "<p>支出100万元</p>").format == "html"
    saved = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; "
        'charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+1qez9jEwMM3y1Ko8L3A+\r\n--b--\r\n'
    )
    (tmp_path / "报告.mht").write_bytes(saved.encode())
    assert read(tmp_path / "报告.mht").text == "支出100万元"


def test_pages_that_nest_hide_or_grow_without_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="嵌套"):
        page(tmp_path / "a.html", "<div>" * 230 + "x")
    with pytest.raises(ReadError, match="没有文字"):
        page(tmp_path / "b.html", "<script>document.write('支出')</script>")
    (tmp_path / "c.html").write_bytes(b"<html><p>" + b"x" * 3000)
    with pytest.raises(ReadError, match="超过"):
        read(tmp_path / "c.html", Limits(text=2000))
    wide = page(
        tmp_path / "d.html", "<table><tr><td colspan=99999999 rowspan=99999999>甲<td>乙<tr><td>丙<td>丁</table>"
    )
    assert [b.cell.column for b in wide.blocks if b.cell][:2] == [1, 1001]


def test_the_sample_and_its_mutants(tmp_path: Path) -> None:
    source = SHARED / "seed-report.html"
    if not source.exists():
        pytest.skip("../shared is not here: the sample page stands there")
    document = read(source)
    assert sum(b.level > 0 for b in document.blocks) > 15
    assert sum(b.cell is not None for b in document.blocks) > 35
    whole, dice = source.read_bytes(), random.Random(5)  # noqa: S311 - the same mutants every time
    for _ in range(30):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 60)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        (tmp_path / "a.html").write_bytes(data)
        said = outcome(tmp_path / "a.html")
        assert isinstance(said, Document) or "请" in said


def outcome(path: Path) -> Document | str:
    """What reading it comes to; any other exception fails the test."""
    try:
        return read(path)
    except ReadError as told:
        return told.reason
