"""Transfer payments: what reached each region and what it spent, when money was passed on, what the form leaves blank."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx_maker import cell, make_docx, p, table
from form_maker import FT, Form, c, write

from gouji.checker import check
from gouji.extraction import extract
from gouji.fact import Fact, Profile
from gouji.packs import load
from gouji.readers import read

BOOK = load()
REGIONS = (
    ("地区", "下达资金", "到位资金", "到位率", "支出数", "执行率"),
    ("青禾县", "300.00", "300.00", "100%", "285.00", "95%"),
    ("银杏县", "500.00", "450.00", "90%", "450.00", "90%"),
    ("红枫县", "400.00", "400.00", "100%", "378.00", "94.5%"),
    ("合计", "1,200.00", "1,150.00", "95.83%", "1,113.00", "92.75%"),
)


def facts(text: str, path: Path) -> tuple[Fact, ...]:
    (path / "自评.txt").write_text(text, encoding="utf-8")
    return extract(read(path / "自评.txt"), BOOK.vocabulary, Profile()).facts


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2022年4月20日收到省级补助资金文件，5月12日分解下达到乡镇。", ["2022-04-20", "2022-05-12"]),
        ("县财政局于2022年12月20日收到上级补助资金，1月15日拨付到项目单位。", ["2022-12-20", "2023-01-15"]),
        ("收到资金时间为2022年4月20日，分解下达时间为2022年5月12日。", ["2022-04-20", "2022-05-12"]),
        ("2022年4月20日收到群众来信，5月12日下达整改通知。", []),
        ("2022年4月20日开工，5月12日完工。", []),
        ("2022年4月20日收到资金。5月12日下达到乡镇。", []),  # of two sentences
    ],
)
def test_days_of_receiving_and_passing_on(text: str, wanted: list[str], tmp_path: Path) -> None:
    found = {f.role: f.figure for f in facts(text, tmp_path) if f.role in ("received_date", "passed_date")}
    days = [found[role] for role in ("received_date", "passed_date") if role in found]
    assert [day.printed if "-" in day.printed else str(day.value) for day in days if day] == wanted


def told(rows: tuple[tuple[str, ...], ...], path: Path, *above: str) -> set[str]:
    title = ("农村危房改造补助资金转移支付绩效自评报告", *above, "资金分配情况表（单位：万元）")
    return {f.rule.id for f in check(write(Form("", title, rows), path), BOOK, engine="reference").findings}


@pytest.mark.parametrize("extension", ["xlsx", "docx"])
@pytest.mark.parametrize(
    ("row", "column", "text", "wanted"),
    [
        (0, 0, "地区", set()),
        (2, 3, "95%", {"region-arrival-rate"}),
        (1, 5, "98%", {"region-exec-rate"}),
        (4, 3, "96.83%", {"region-arrival-rate"}),
        (3, 0, "青禾县", {"region-twice"}),
        (0, 1, "计划面积", set()),  # the table knows no such money
    ],
)
def test_a_table_of_regions(  # noqa: PLR0913, PLR0917
    row: int, column: int, text: str, wanted: set[str], extension: str, tmp_path: Path
) -> None:
    rows = [list(line) for line in REGIONS]
    rows[row][column] = text
    found = told(tuple(map(tuple, rows)), tmp_path / f"a.{extension}")
    assert {rule for rule in found if rule.startswith("region-")} == wanted


def test_a_region_may_have_a_row_for_each_project(tmp_path: Path) -> None:
    rows = (
        ("序号", "地区", "项目", "下达资金", "支出数", "执行率"),
        ("1", "青禾县", "危房改造", "300.00", "285.00", "97%"),  # of a sum that no known column tells
        ("2", "青禾县", "抗震改造", "200.00", "190.00", "95%"),
    )
    assert not {rule for rule in told(rows, tmp_path / "a.docx") if rule.startswith("region-")}
    known = tuple((*line[:2], *line[3:]) for line in rows)
    assert told(known, tmp_path / "b.docx") >= {"region-twice", "region-exec-rate"}


def test_a_region_spends_no_more_than_reached_it(tmp_path: Path) -> None:
    rows = [list(line) for line in REGIONS]
    rows[1][2:] = ["320.00", "106.67%", "330.00", "110%"]
    found = told(tuple(map(tuple, rows)), tmp_path / "a.docx")
    assert {"region-received-over-issued", "region-spent-over-received"} <= found


ISSUED = ("地区", "下达资金", "支出数", "执行率")
RECEIVED = ("地区", "下达资金", "到位资金", "到位率")


@pytest.mark.parametrize(
    ("header", "row", "below", "wanted"),
    [
        (ISSUED, ("银杏县", "500.00", "450.00", "0.90"), "", set()),  # the sign left out
        (ISSUED, ("银杏县", "500.00", "450.00", "0.95"), "", {"region-exec-rate"}),
        ((*ISSUED[:3], "执行率（%）"), ("银杏县", "500.00", "450.00", "90"), "", set()),
        ((*ISSUED[:3], "执行率（%）"), ("银杏县", "500.00", "450.00", "95"), "", {"region-exec-rate"}),
        (ISSUED, ("银杏县", "500.00", "450.00", "100%"), "注：执行率按到位资金计算。", set()),
        (ISSUED, ("银杏县", "500.00", "450.00", "92%"), "说明：执行率为支出数与应付金额之比。", set()),
        (ISSUED, ("银杏县", "500.00", "450.00", "100%"), "银杏县收回50.00万元，计算执行率时已扣除。", set()),
        (ISSUED, ("银杏县", "500.00", "450.00", "92%"), "注：上表支出数含质保金。", {"region-exec-rate"}),
        (ISSUED, ("银杏县", "约500", "450.00", "88%"), "", set()),
        (ISSUED, ("银杏县", "500.00", "450.00", "92.5%（平均）"), "", set()),
        (ISSUED, ("平均", "400.00", "367.50", "92.5%"), "", set()),  # a mean of rates
        (ISSUED, ("银杏县", "400.00", "367.50", "92.5%"), "", {"region-exec-rate"}),
        (ISSUED, ("银杏县", "500户", "450户", "95%"), "", set()),
        (ISSUED, ("银杏县", "500.00", "450.00", "快于序时5个百分点"), "", set()),
        (RECEIVED, ("银杏县", "500.00", "100（首批）", "100%"), "", set()),
        (RECEIVED, ("银杏县", "500.00", "100.00", "100%"), "", {"region-arrival-rate"}),
        (RECEIVED, ("银杏县", "500.00", "450.00", "100%"), "注：执行率按到位资金计算。", {"region-arrival-rate"}),
    ],
)
def test_a_rate_is_held_only_against_what_it_is_of(
    header: tuple[str, ...], row: tuple[str, ...], below: str, wanted: set[str], tmp_path: Path
) -> None:
    table_rows = (header, ("青禾县", "300.00", "300.00", "100%"), row)
    text = "\n".join(f"| {' | '.join(line)} |" for line in table_rows)
    (tmp_path / "a.txt").write_text(
        f"农村危房改造补助资金转移支付绩效自评报告\n资金分配情况表（单位：万元）\n{text}\n{below}", encoding="utf-8"
    )
    found = {f.rule.id for f in check(tmp_path / "a.txt", BOOK, engine="reference").findings}
    assert {rule for rule in found if rule.startswith("region-")} == wanted


@pytest.mark.parametrize(
    ("issued", "spent", "wanted"),
    [
        ("1,200.00", "1,113.00", set()),
        ("1,020.00", "1,113.00", {"region-issued-agrees-form"}),
        ("1,200.00", "1,131.00", {"region-spent-agrees-form"}),
    ],
)
def test_the_regions_make_up_the_form(issued: str, spent: str, wanted: set[str], tmp_path: Path) -> None:
    rows = (("地区", "下达资金", "支出数"), ("青禾县", "700.00", "663.00"), ("合计", issued, spent))
    form = [[cell(text) for text in line] for line in FORM]
    regions = [[cell(text) for text in line] for line in rows]
    path = make_docx(
        tmp_path / "a.docx",
        [p("转移支付区域绩效目标自评表（2022年度）"), table(form), p("资金分配情况表（单位：万元）"), table(regions)],
    )
    found = {f.rule.id for f in check(path, BOOK, engine="reference").findings}
    assert {rule for rule in found if rule.endswith("-agrees-form")} == wanted


FORM = (
    ("资金投入情况（万元）", "全年预算数（A）", "全年执行数（B）", "预算执行率（B/A）"),
    ("年度资金总额", "1,200.00", "1,113.00", "92.75%"),
    ("中央财政资金", "900.00", "830.00", "92.22%"),
    ("地方财政资金", "300.00", "283.00", "94.33%"),
    ("一级指标", "三级指标", "指标值", "全年实际完成值"),
    ("产出指标", "改造危房户数", "≥200户", "204户"),
)


def test_a_low_rate_and_nothing_said_of_it(tmp_path: Path) -> None:
    rows = [list(line) for line in FT.rows]
    rows[3] = ["年度资金总额：", c("1,200.00", 2), "720.00", c("60.00%", 2)]
    rows[11] = ["执行准确性", c("", 3), c("", 2)]
    form = replace(FT, rows=tuple(map(tuple, rows)))
    found = {f.rule.id for f in check(write(form, tmp_path / "a.xlsx"), BOOK, engine="reference").findings}
    assert {"low-exec-unexplained", "management-left-blank"} <= found
