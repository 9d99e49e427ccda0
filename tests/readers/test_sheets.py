"""Workbooks: .xlsx, .xls, .et and .ods say the same; formulas without results, hidden parts, merges, titles, limits."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from gouji.document import Block, Document, Span
from gouji.errors import ReadError
from gouji.readers import Limits, read
from gouji.readers.circular import Formula, circular
from gouji.readers.source import MEGABYTE

SHARED = Path(__file__).parents[2].parent / "shared" / "samples"
NAMES = ("zipingbiao.xlsx", "zipingbiao.xls", "zipingbiao.et", "zipingbiao.ods")
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sample(name: str) -> Path:
    if not (SHARED / name).exists():
        pytest.skip("../shared is not here: the sample workbooks stand there")
    return SHARED / name


def texts(document: Document) -> dict[str, str]:
    return {b.reference: document.quote(b.span) for b in document.blocks if b.span.start < b.span.end}


def made(path: Path, sheet: str, *, shared: str = "", styles: str = "", book: str = "") -> Path:
    """An .xlsx from the XML inside its worksheet."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships"><sheets><sheet name="表" sheetId="1" r:id="s"/></sheets>{book}</workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="s" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/>'
        '<Relationship Id="u" Type="x/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def row(*cells: str) -> str:
    return f"<sheetData><row r='1'>{''.join(cells)}</row></sheetData>"


@pytest.mark.parametrize("name", NAMES)
def test_all_formats_show_the_same_cells(name: str) -> None:
    document = read(sample(name))
    found = texts(document)
    assert found["A1"] == "2021年度部门整体支出绩效自评表"
    assert (found["D8"], found["E8"], found["E5"], found["A10"]) == ("95%", "93%", "0.75", "2022-03-01")
    computed = {"F4": "120.0%", "F8": "97.9%", "G9": "55", "H9": "52"}
    if name.endswith("xlsx"):  # saved without results
        assert not computed.keys() & found.keys()
        assert any("没有计算结果" in note and "F4" in note for note in document.notes)
    else:
        assert computed.items() <= found.items()
    assert "隐藏内容" not in document.text
    assert any("隐藏的工作表（隐藏表）" in note for note in document.notes)
    assert any("1 行是隐藏的" in note for note in document.notes)


@pytest.mark.parametrize("name", NAMES)
def test_spans_follow_one_another_and_cells_know_their_place(name: str) -> None:
    document = read(sample(name))
    end = -1
    for number, block in enumerate(document.blocks, 1):
        assert (block.number, block.span.start) == (number, end + 1)
        end = block.span.end
        assert block.sheet == "整体支出自评表"
        assert block.cell is None or block.reference == f"{chr(64 + block.cell.column)}{block.cell.row}"
    assert end == len(document.text)
    at = document.text.index("95%")
    place = document.locate(Span(at, at + 3))
    assert (place.sheet, place.reference) == ("整体支出自评表", "D8")


def test_merged_cells_and_titles() -> None:
    document = read(sample("zipingbiao.xlsx"))
    by_place: dict[str, Block] = {b.reference: b for b in document.blocks}
    assert by_place["A1"].cell is None  # a title is a paragraph
    name, below, total = by_place["A4"].cell, by_place["A5"].cell, by_place["A9"].cell
    assert name is not None and below is not None and total is not None  # noqa: PT018 - for the type checker
    assert (name.continued, below.continued, total.width) == (False, True, 6)


def test_formulas_without_results_are_never_zero(tmp_path: Path) -> None:
    cells = (
        "<c r='A1' t='inlineStr'><is><t>合计</t></is></c><c r='B1'><f>SUM(B2:B9)</f></c><c r='C1'><f>B1</f><v></v></c>",
        "<c r='D1'><f>A9</f><v>0</v></c><c r='E1' t='str'><f>\"\"</f><v></v></c><c r='F1'><f>1+1</f><v>2</v></c>",
        "<c r='G1' t='e'><f>1/0</f><v>#DIV/0!</v></c>",
    )
    stale = read(made(tmp_path / "a.xlsx", row(*cells), book="<calcPr fullCalcOnLoad='1'/>"))
    assert texts(stale) == {"A1": "合计", "F1": "2"}
    assert any("3 个单元格（B1、C1、D1）的公式没有计算结果" in note for note in stale.notes)
    assert any("G1）的公式出错" in note for note in stale.notes)
    computed = read(made(tmp_path / "b.xlsx", row(*cells)))
    assert texts(computed)["D1"] == "0"


def test_circular_formulas_have_no_result(tmp_path: Path) -> None:
    cells = (
        "<c r='A1' t='inlineStr'><is><t>合计</t></is></c><c r='B1'><f>SUM(B1:B9)</f><v>0</v></c>"
        "<c r='C1'><f>D1</f><v>0</v></c><c r='D1'><f>C1*2</f><v>0</v></c>"
        "<c r='E1'><f>F1</f><v>0</v></c><c r='F1'><v>0</v></c>"
    )
    document = read(made(tmp_path / "a.xlsx", row(cells)))
    assert texts(document) == {"A1": "合计", "E1": "0", "F1": "0"}
    assert any("3 个单元格（B1、C1、D1）的公式循环引用" in note for note in document.notes)
    assert circular([Formula(1, 1, "B1"), Formula(1, 2, "C1")]) == set()
    assert circular([Formula(1, 1, "$A$1+1")]) == {(1, 1)}


def test_texts_are_put_together_and_hidden_columns_left_out(tmp_path: Path) -> None:
    shared = "<si><r><t>目标</t></r><r><t>值</t></r><rPh><t>ムリ</t></rPh></si><si><t>第一行_x000A_第二行</t></si>"
    sheet = "<cols><col min='3' max='4' hidden='1'/></cols>" + row(
        "<c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1'><v>9</v></c><c r='E1' t='b'><v>1</v></c>"
    )
    document = read(made(tmp_path / "a.xlsx", sheet, shared=shared))
    assert texts(document) == {"A1": "目标值", "B1": "第一行\n第二行", "E1": "TRUE"}
    assert any("1 个单元格没有读取" in note for note in document.notes)


def test_cells_without_places_count_on(tmp_path: Path) -> None:
    sheet = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row></sheetData>"
    assert texts(read(made(tmp_path / "a.xlsx", sheet))) == {"A1": "1", "B1": "2", "A2": "3", "B2": "4"}


def test_cells_in_any_order_stand_in_their_columns(tmp_path: Path) -> None:
    cells = "<c r='C1'><v>3</v></c><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c>"
    assert list(texts(read(made(tmp_path / "a.xlsx", row(cells)))).items()) == [("A1", "1"), ("B1", "2"), ("C1", "3")]


@pytest.mark.parametrize("place", ["ZZZZZ1", "ZZZZZZZZ1", "XFE1", "1"])
def test_a_cell_beyond_every_sheet_is_damage(place: str, tmp_path: Path) -> None:
    cells = f"<c r='A1'><v>1</v></c><c r='{place}'><v>2</v></c>"
    begun = time.monotonic()
    assert "损坏" in refusal(made(tmp_path / "a.xlsx", row(cells)))
    assert time.monotonic() - begun < 2


def test_strict_names_are_read_alike(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", row("<c r='A1'><v>1</v></c><c r='B1'><v>2</v></c>"))
    data = path.read_bytes()
    members = zipfile.ZipFile(io.BytesIO(data))
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for name in members.namelist():
            text = members.read(name).decode()
            archive.writestr(name, text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"))
    assert texts(read(tmp_path / "b.xlsx")) == {"A1": "1", "B1": "2"}


# ── bad input ────────────────────────────────────────────────────────────────────────────────────────────────────────
def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as told:
        read(path, limits or Limits())
    assert "\n" not in str(told.value)
    assert "请" in told.value.reason
    return told.value.reason


def outcome(path: Path) -> Document | str:
    """What reading it comes to; any other exception fails the test."""
    try:
        return read(path)
    except ReadError as told:
        return told.reason


def test_hostile_and_locked_workbooks_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    path = made(tmp_path / "a.xlsx", row("<c r='A1'><v>1</v></c>"))
    members = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for name in members.namelist():
            text = members.read(name).decode()
            archive.writestr(name, bomb + text if "sheet1" in name else text)
    assert "实体定义" in refusal(tmp_path / "b.xlsx")
    wide = made(tmp_path / "c.xlsx", f"<sheetData>{'<row/>' * 400_000}</sheetData>")
    assert "压缩比" in refusal(wide)
    many = made(tmp_path / "d.xlsx", "<sheetData>" + "<row><c><v>1</v></c></row>" * 50 + "</sheetData>")
    assert "超过 40 个单元格" in refusal(many, Limits(cells=40))
    assert "解压后" in refusal(many, Limits(inflated=900))
    locked = tmp_path / "e.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    assert "密码" in refusal(locked)
    assert "没有文字和数字" in refusal(made(tmp_path / "f.xlsx", "<sheetData/>"))
    only = made(tmp_path / "g.xlsx", row("<c r='A1'><f>B1</f></c>"))
    assert "没有计算结果" in refusal(only)


def test_a_merge_over_the_whole_sheet_costs_nothing(tmp_path: Path) -> None:
    sheet = (
        row("<c r='A1'><v>1</v></c><c r='B1'><v>2</v></c>")
        + "<mergeCells><mergeCell ref='C1:XFD1048576'/></mergeCells>"
    )
    began = time.process_time()
    assert texts(read(made(tmp_path / "a.xlsx", sheet))) == {"A1": "1", "B1": "2"}
    assert time.process_time() - began < 2


def test_repeated_cells_of_a_calc_sheet_are_bounded(tmp_path: Path) -> None:
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:'
        'xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    )
    sheet = (
        '<table:table table:name="表"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="float" office:value="1"><text:p>1</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>{sheet}</office:spreadsheet>"
            "</office:body></office:document-content>",
        )
    assert "单元格" in refusal(tmp_path / "a.ods")


def test_old_workbooks_that_are_locked_or_too_old_are_named(tmp_path: Path) -> None:
    data = bytearray(sample("zipingbiao.xls").read_bytes())
    start = data.index(struct.pack("<HH", 0x0809, 16))
    old = data.copy()
    old[start + 4 : start + 6] = b"\x00\x05"
    (tmp_path / "a.xls").write_bytes(old)
    assert "Excel 95" in refusal(tmp_path / "a.xls")
    following = start + 20
    locked = data.copy()
    locked[following : following + 2] = b"\x2f\x00"  # FILEPASS in place of the record after the first
    (tmp_path / "b.xls").write_bytes(locked)
    assert "密码" in refusal(tmp_path / "b.xls")


@pytest.mark.parametrize("name", NAMES)
def test_damaged_workbooks_end_in_a_document_or_a_sentence(name: str, tmp_path: Path) -> None:
    whole, dice = sample(name).read_bytes(), random.Random(11)  # noqa: S311 - the same mutants every time
    target = tmp_path / name
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 30)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        target.write_bytes(data[: dice.randrange(len(data)) if dice.random() < 0.2 else len(data)])
        said = outcome(target)
        if isinstance(said, Document):
            assert said.text == "\n".join(said.quote(b.span) for b in said.blocks)
        else:
            assert "请" in said


def test_forty_thousand_cells_are_read_in_linear_time(tmp_path: Path) -> None:
    def seconds(rows: int) -> float:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("表")
        for n in range(rows):
            sheet.append([f"项目{n}", *(n + k / 100 for k in range(19))])
        path = tmp_path / f"{rows}.xlsx"
        book.save(path)
        began = time.process_time()
        read(path, Limits(inflated=400 * MEGABYTE))
        return time.process_time() - began

    seconds(50)
    assert seconds(2000) < 12 * max(seconds(400), 0.02)
