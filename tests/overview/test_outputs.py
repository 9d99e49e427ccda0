"""The workbook, the JSON and the notices, read again."""

from __future__ import annotations

import io
import json as plain
import re
import shutil
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pypdfium2
import pytest
from county_maker import WICKED, Made, add_run, found
from jsonschema import Draft202012Validator
from openpyxl.workbook import Workbook

from gouji.formats.layout import printable
from gouji.overview import Overview, json, notices, overview, workbook
from gouji.store import writing

SCHEMA = plain.loads((Path(__file__).parents[2] / "rules/schema/county.schema.json").read_text("utf-8"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SOFFICE = shutil.which("soffice")


def book_of(seen: Overview) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook.write(seen)))


def rows(book: Workbook, name: str) -> list[dict[str, object]]:
    head, *body = book[name].values
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


# ── workbook ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_workbook_says_the_same(seen: Overview) -> None:
    book = book_of(seen)
    assert book.sheetnames == [
        "总览",
        "单位",
        "规则",
        "报告",
        "问题",
        "跨报告",
        "没有计入的",
        "还没报的",
        "没能核对的规则",
        "豁免",
        "历次汇总",
    ]
    summary = {row["项目"]: row["数"] for row in rows(book, "总览")}
    assert [
        summary[word] for word in ("收到文件", "核对", "名册应报", "必改", "建议改", "请核对", "说明", "已豁免")
    ] == [7, 5, 6, 1, 1, 1, 1, 1]
    assert next((row["单位"], row["必改"], row["上次必改"]) for row in rows(book, "单位")) == ("望禾镇", 1, 2)
    assert [row["轻重"] for row in rows(book, "问题")] == ["必改", "建议改", "已豁免", "请核对", "说明"]
    assert [row["情形"] for row in rows(book, "没有计入的")] == ["打不开", "不是报告", "旧稿", "重复"]
    assert [row["单位"] for row in rows(book, "还没报的")] == ["云麓乡"]
    assert rows(book, "跨报告")[0]["单位"] == "望禾镇、清溪镇"
    assert [row["必改"] for row in rows(book, "历次汇总")] == [2, 1]


def test_every_sheet_can_be_sorted_and_read(seen: Overview) -> None:
    for sheet in book_of(seen):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.bold
        assert max(column.width for column in sheet.column_dimensions.values()) >= 18


def test_nothing_in_a_workbook_is_a_formula(wicked: Overview) -> None:
    book = book_of(wicked)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(str(cell.value).startswith("=") for cell in cells)


def test_a_sheet_that_is_full_goes_on_in_another(seen: Overview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST", 2)
    book = book_of(seen)
    assert [name for name in book.sheetnames if name.startswith("问题")] == ["问题", "问题2", "问题3"]
    assert sum(len(rows(book, name)) for name in ("问题", "问题2", "问题3")) == 5


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_json_fits_its_schema(seen: Overview, wicked: Overview) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for one in (seen, wicked):
        assert list(Draft202012Validator(SCHEMA).iter_errors(plain.loads(json.write(one)))) == []


def test_the_json_adds_up(seen: Overview) -> None:
    data = plain.loads(json.write(seen))
    assert data["files"]["in"] == sum(data["files"][name] for name in ("checked", "failed", "skipped"))
    for name, number in data["counts"].items():
        assert number == sum(unit["counts"][name] for unit in data["units"])
        assert number == sum(rule["counts"][name] for rule in data["rules"] if not rule["crossing"])
        assert number == sum(report["counts"][name] for report in data["reports"])
    for report in data["reports"]:
        assert sum(report["counts"].values()) == len(report["findings"])


# ── notices ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def paragraphs(content: bytes) -> list[tuple[str, str]]:
    """Style and text of each paragraph of a .docx."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            ET.fromstring(packed.read(name))  # noqa: S314 - our own
        body = ET.fromstring(packed.read("word/document.xml"))  # noqa: S314
    return [
        (p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") or "", "".join(t.text or "" for t in p.iter(f"{W}t")))  # type: ignore[union-attr]
        for p in body.iter(f"{W}p")
    ]


def test_each_unit_with_something_to_mend_gets_a_notice(seen: Overview) -> None:
    made = dict(notices.write(seen))
    assert list(made) == ["整改通知-青河县望禾镇人民政府.docx", "整改通知-云麓乡.docx", "整改通知-清溪镇.docx"]
    told = paragraphs(made["整改通知-青河县望禾镇人民政府.docx"])
    assert told[0] == ("Title", "关于2023年度绩效报告核对问题的整改通知")
    assert told[1] == ("To", "青河县望禾镇人民政府：")
    assert [text for style, text in told if style == "Heading1"] == [
        "一、必须改正的问题",
        "二、建议改正的问题",
        "三、与其他报告对照发现的问题",
        "四、整改要求",
    ]
    assert next(text for style, text in told if style == "Heading2") == "（一）望禾镇（修改稿）.docx（2023年度）"
    texts = [text for _, text in told]
    assert "1.完成率写作98%，按 304户 ÷ 320户 应为 95%（第 3 段）。" in texts
    assert "核算：304户 / 320户 = 95%，报告写 98%。" in texts
    assert "可改为：完成率 98% → 95%。" in texts
    assert re.fullmatch("请于　+年　+月　+日前报送。联系人：　+，电话：　+。", texts[-3])
    assert [style for style, _ in told[-2:]] == ["Signed", "Signed"]


def test_what_is_waived_reviewed_or_told_is_not_demanded(seen: Overview) -> None:
    told = paragraphs(dict(notices.write(seen))["整改通知-清溪镇.docx"])
    assert [text for style, text in told if style == "Heading1"] == ["一、与其他报告对照发现的问题", "二、整改要求"]


def test_a_file_that_could_not_be_opened_is_asked_for_again(seen: Overview) -> None:
    told = [text for _, text in paragraphs(dict(notices.write(seen))["整改通知-云麓乡.docx"])]
    assert "1.云麓乡.docx：设了打开密码。" in told
    assert "1.2023年度：“云麓乡”列在名册上，没有收到它的自评报告。" in told
    assert "一、没有打开、要重新报送的文件" in told


def test_nobody_gets_a_notice_for_nothing(tmp_path: Path) -> None:
    with writing(tmp_path) as store:
        add_run(store, [Made("/送/甲.docx", findings=(found(severity="info"),))])
        assert list(notices.write(overview(store))) == []


def test_names_of_notices_fit_every_system(wicked: Overview) -> None:
    names = [name for name, _ in notices.write(wicked)]
    assert len(set(names)) == len(names) >= 2
    assert all(re.fullmatch(r'整改通知-[^\\/:*?"<>|\s]+\.docx', name) for name in names)
    for _, content in notices.write(wicked):
        assert paragraphs(content)
    assert any(printable(WICKED) in text for _, content in notices.write(wicked) for _, text in paragraphs(content))


def test_notices_made_twice_are_the_same(seen: Overview) -> None:
    assert notices.packed(seen) == notices.packed(seen)
    with zipfile.ZipFile(io.BytesIO(notices.packed(seen))) as packed:
        assert packed.namelist() == [name for name, _ in notices.write(seen)]


@pytest.mark.parametrize(
    ("number", "told"),
    [(1, "一"), (10, "十"), (15, "十五"), (20, "二十"), (99, "九十九"), (103, "一百零三"), (110, "一百一十")],
)
def test_numbers_of_headings(number: int, told: str) -> None:
    assert notices.numeral(number) == told


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_notice_is_a_page_of_official_paper(seen: Overview, tmp_path: Path) -> None:
    """A4, and the text within 37 mm, 28 mm, 26 mm and 35 mm of its edges, lines 28 points apart."""
    name, content = next(notices.write(seen))
    (tmp_path / name).write_bytes(content)
    command = [
        str(SOFFICE),
        f"-env:UserInstallation=file://{tmp_path}/lo",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / name),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    document = pypdfium2.PdfDocument(tmp_path / Path(name).with_suffix(".pdf"))
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    text = document[0].get_textpage()
    boxes = [text.get_rect(n) for n in range(text.count_rects())]
    mm = 72 / 25.4
    body = [box for box in boxes if box[1] > 35 * mm - 3]
    assert min(box[0] for box in body) >= 28 * mm - 1
    words = [box for box in body if text.get_text_bounded(*box) not in set("，。；：、”）")]  # a stop may hang
    assert max(box[2] for box in words) <= width - 26 * mm + 1
    assert max(box[3] for box in body) <= height - 37 * mm + 1
    tops = sorted({round(box[1]) for box in body if box[1] < height - 37 * mm - 120}, reverse=True)
    gaps = [a - b for a, b in pairwise(tops) if a - b > 15]
    assert sorted(gaps)[len(gaps) // 2] == pytest.approx(28, abs=1)
    document.close()
