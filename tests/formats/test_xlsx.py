from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from result_maker import finding_on, result_on

from gouji.document import Document
from gouji.errors import GoujiError, ReadError
from gouji.finding import CheckResult
from gouji.formats import xlsx, xlsx_copy
from gouji.formats.xlsx_notes import ADDED
from gouji.readers import read
from gouji.rule import Severity

Loaded = Callable[[bytes], openpyxl.Workbook]


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A form with all that a copy must keep."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "自评表"
    for row in (["项目支出绩效自评表"], ["指标", "目标值", "实际值", "完成率"], ["公厕", "24座", "21座", "92%"]):
        sheet.append(row)
    sheet.append(["合计", 24, 21, "=C4/B4"])
    sheet.merge_cells("A1:D1")
    sheet.column_dimensions["A"].width = 33
    sheet["B3"].fill = PatternFill("solid", fgColor="FFCCFFCC")
    sheet["C3"].comment = Comment("以台账为准", "张三")
    check = DataValidation(type="whole", operator="between", formula1="0", formula2="100")
    check.add("B4:C4")
    sheet.add_data_validation(check)
    sheet.conditional_formatting.add("B4:C4", CellIsRule(operator="lessThan", formula=["0"]))
    other = book.create_sheet("明细")
    other["B2"] = "12户"
    path = tmp_path / "自评表.xlsx"
    book.save(path)
    return path


def marked(document: Document, references: list[str], **how: Severity) -> CheckResult:
    cells = {(b.sheet, b.reference): b for b in document.blocks}
    findings = []
    for one in references:
        sheet, _, reference = one.rpartition("!")
        findings.append(finding_on(document, cells[sheet or "自评表", reference].span, **how))
    return result_on(document, findings)


def loaded(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def notes(sheet: Worksheet) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def ours(sheet: Worksheet) -> list[str]:
    return sorted(
        str(one.sqref) for one in sheet.conditional_formatting for rule in one.rules if "勾稽" in str(rule.formula)
    )


def test_the_cells_are_marked_and_told_of(form: Path) -> None:
    book = loaded(xlsx_copy.write(marked(read(form), ["D3", "明细!B2"])))
    assert ours(book["自评表"]) == ["D3"]
    assert notes(book["自评表"])["D3"].startswith("必改 1：92%对不上\n算式：86 ÷ 86 = 100%\n")
    assert list(notes(book["明细"])) == ["B2"]


def test_the_rest_is_kept_byte_for_byte(form: Path) -> None:
    before, after = zipfile.ZipFile(form), zipfile.ZipFile(io.BytesIO(xlsx_copy.write(marked(read(form), ["D3"]))))
    changed = {name for name in before.namelist() if after.read(name) != before.read(name)}
    assert not changed & {"xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet2.xml"}
    old, new = openpyxl.load_workbook(form)["自评表"], loaded(xlsx_copy.write(marked(read(form), ["D3"])))["自评表"]
    assert [[c.value for c in row] for row in new.iter_rows()] == [[c.value for c in row] for row in old.iter_rows()]
    assert new["D4"].value == "=C4/B4"
    assert new.merged_cells.ranges == old.merged_cells.ranges
    assert [str(one.sqref) for one in new.data_validations.dataValidation] == ["B4:C4"]
    assert new["B3"].fill.fgColor.rgb == "FFCCFFCC"
    assert new.column_dimensions["A"].width == 33
    assert "B4:C4" in {str(one.sqref) for one in new.conditional_formatting}


def test_notes_of_others_stay_and_ours_follow_them(form: Path) -> None:
    book = loaded(xlsx_copy.write(marked(read(form), ["C3", "D3"])))
    told = notes(book["自评表"])["C3"]
    assert told.startswith(f"以台账为准{ADDED}必改 1：21座对不上")


def test_a_second_check_replaces_our_marks_and_no_others(form: Path) -> None:
    first = form.with_name("一.xlsx")
    first.write_bytes(xlsx_copy.write(marked(read(form), ["C3", "D3", "明细!B2"])))
    assert read(first).text == read(form).text
    second = form.with_name("二.xlsx")
    second.write_bytes(xlsx_copy.write(marked(read(first), ["B3"])))
    book = openpyxl.load_workbook(second)
    assert ours(book["自评表"]) == ["B3"]
    assert ours(book["明细"]) == []
    told = notes(book["自评表"])
    assert (set(told), told["C3"]) == ({"B3", "C3"}, "以台账为准")
    assert notes(book["明细"]) == {}


def test_results_of_formulas_are_kept(tmp_path: Path, form: Path) -> None:
    """Else the next check would find them not computed."""
    computed = tmp_path / "算过.xlsx"
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(computed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v></v>", b"<v>0.875</v>").replace(b"<v/>", b"<v>0.875</v>"))
    assert "0.875" in read(computed).text
    copy = tmp_path / "副本.xlsx"
    copy.write_bytes(xlsx_copy.write(marked(read(computed), ["D3"])))
    assert read(copy).text == read(computed).text


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("完成率92%", "utf-8")
    document = read(path)
    with pytest.raises(GoujiError, match=r"另存为 \.xlsx"):
        xlsx_copy.write(result_on(document, [finding_on(document, document.blocks[0].span)]))


# ── the workbook of findings ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_workbook_of_findings(result: CheckResult) -> None:
    states = tuple((number.span, "holds") for number in result.facts.numbers)
    book = loaded(xlsx.write([replace(result, coverage=replace(result.coverage, states=states))]))  # type: ignore[arg-type]
    assert book.sheetnames == ["汇总", "问题", "覆盖", "没核对的规则"]
    assert [[c.value for c in row][:9] for row in book["汇总"].iter_rows()][1] == [
        "望禾镇.txt", "望禾镇", 2025, "项目支出", 2, 1, 1, 0, 14,
    ]  # fmt: skip
    rows = [[c.value for c in row] for row in book["问题"].iter_rows()]
    assert [row[1:3] for row in rows[1:]] == [["1", "必改"], ["2", "必改"], ["3", "建议改"], ["4", "请核对"]]
    assert rows[1][7].split("\n")[0] == "完成率 98% → 95%（最可能）"
    assert book["覆盖"].max_row == 1 + len(states)
    assert [c.value for c in book["没核对的规则"][2]][1:] == ["exec-score", "没有 2025 年的“执行率分值”", 2]


def test_nothing_in_it_is_a_formula(result: CheckResult) -> None:
    wicked = replace(result.findings[0], message='=HYPERLINK("http://x")', working="+1\x07\n-2")
    book = loaded(xlsx.write([replace(result, findings=(wicked,))], [ReadError("=1.docx", "坏了")]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert '=HYPERLINK("http://x")' in [cell.value for cell in cells]
