"""Self-evaluation forms F1 to F6: right ones raise nothing, every mistake put in is told and nothing else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from form_maker import F1, F3, F4, F6, FORMS, Form, c, write

from gouji.checker import check
from gouji.extraction import extract
from gouji.fact import Fact, Profile
from gouji.packs import load
from gouji.readers import read
from gouji.rule import RuleBook

CASES = [(form.name, mistake) for form in FORMS.values() for mistake in ("", *form.mistakes)]


@cache
def book() -> RuleBook:
    return load()


def facts(form: Form, path: Path) -> tuple[Fact, ...]:
    return extract(read(write(form, path)), book().vocabulary, Profile()).facts


def told(facts_: tuple[Fact, ...], role: str) -> list[str]:
    return [f.text for f in facts_ if f.role == role]


@pytest.mark.parametrize("extension", ["xlsx", "docx", "pdf"])
@pytest.mark.parametrize(("name", "mistake"), CASES)
def test_mistakes_are_told_and_nothing_else(name: str, mistake: str, extension: str, tmp_path: Path) -> None:
    form = FORMS[name].with_mistake(mistake) if mistake else FORMS[name]
    result = check(write(form, tmp_path / f"自评表.{extension}"), book(), engine="reference")
    assert {f.rule.id for f in result.findings} == form.told(), [f.message for f in result.findings]


def test_a_right_form_is_judged_not_passed_over(tmp_path: Path) -> None:
    result = check(write(F1, tmp_path / "自评表.xlsx"), book(), engine="reference")
    passed = {r.rule.id for r in result.relations if r.verdict == "pass"}
    wanted = {"exec-rate", "exec-score", "total-eq-parts", "total-score-sum", "full-marks-sum", "positive-score"}
    assert wanted | {"reverse-score", "score-over-weight", "dimension-weight-sum", "level1-weights"} <= passed


@pytest.mark.parametrize("extension", ["xlsx", "docx"])
def test_level_names_are_carried_down_and_weights_taken_from_brackets(extension: str, tmp_path: Path) -> None:
    found = facts(F4, tmp_path / f"a.{extension}")
    rows = [
        (f.text, f.places["dimension"], f.places["goal"]) for f in found if f.role == "indicator" and "goal" in f.places
    ]
    assert [(dimension, goal[-1]) for _, dimension, goal in rows] == [
        *(("产出", "1"), ("产出", "1"), ("效益", "1")),
        *(("产出", "2"), ("满意度", "2")),
    ]
    assert told(found, "weight") == ["10分", "10分", "20分", "20分", "20分"]
    assert told(found, "goal_weight") == ["40分", "40分"]
    assert told(found, "budget.weight") == ["20分"]


def test_sign_value_and_unit_in_three_cells(tmp_path: Path) -> None:
    found = facts(F3, tmp_path / "a.xlsx")
    figures = [f.figure for f in found if f.role == "target" and f.figure]
    assert [(q.bound, q.dimension, str(q.value)) for q in figures] == [
        *(("≥", "个", "12"), ("", "", "1"), ("≤", "元/个", "200000")),
        *(("≥", "元", "1500"), ("≥", "", "19/20")),
    ]
    words = next(f for f in found if f.role == "actual" and not f.figure)
    assert (words.text, words.says) == ("达成预期指标", ("达成",))


def test_an_adjusted_target_replaces_the_first(tmp_path: Path) -> None:
    found = facts(F6, tmp_path / "a.xlsx")
    assert told(found, "target") == ["300", "50", "100", "90"]
    assert told(found, "score_factor") == ["100", "90", "100", "100"]
    rate = next(f.figure for f in found if f.role == "execution_rate")
    assert rate is not None
    assert str(rate.value) == "19/20"


def test_money_has_the_unit_of_its_header(tmp_path: Path) -> None:
    found = facts(F1, tmp_path / "a.xlsx")
    spent = [f.figure for f in found if f.role == "budget.executed"]
    assert [(q.dimension, int(q.value)) for q in spent if q] == [("元", 11970000), ("元", 10170000), ("元", 1800000)]


@pytest.mark.parametrize("blank", ["", "/", "—", "无"])
def test_blanks_are_missing_never_zero(blank: str, tmp_path: Path) -> None:
    rows = list(F1.rows)
    rows[14] = (*rows[14][:4], blank, *rows[14][5:])
    found = facts(Form("", F1.above, tuple(rows)), tmp_path / "a.xlsx")
    group = next(f.places["group"] for f in found if f.text == "受益农户数")
    assert sorted(f.role for f in found if f.places["group"] == group) == ["indicator", "score", "target", "weight"]


def test_columns_are_found_by_their_words_in_any_order(tmp_path: Path) -> None:
    rows = (
        ("得分", "实际完成值", "三级指标", "分值", "年度指标值", "一级指标"),
        ("19", "28.5公里", "整治渠道长度", "20", "≥30公里", "产出指标"),
        ("30", "520户", "受益农户数", "30", "≥500户", "效益指标"),
    )
    found = facts(Form("", ("项目支出绩效自评表",), rows), tmp_path / "a.xlsx")
    assert (told(found, "target"), told(found, "actual")) == (["30公里", "500户"], ["28.5公里", "520户"])
    assert (told(found, "weight"), told(found, "score")) == (["20", "30"], ["19", "30"])


def test_figures_that_stand_under_no_header_are_not_read(tmp_path: Path) -> None:
    rows = (
        ("一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        ("产出指标", "整治渠道长度", "", "≥30公里", "28.5公里", "20", "19"),
        ("效益指标", "受益农户数", "", "≥500户", "520户", "30", "30"),
    )
    found = facts(Form("", ("项目支出绩效自评表",), rows), tmp_path / "a.xlsx")
    assert not [f.text for f in found if f.role in ("weight", "score", "target", "actual")]


def test_header_rows_may_be_two(tmp_path: Path) -> None:
    rows = (
        (c("一级指标", 1, 2), c("三级指标", 1, 2), c("指标情况", 2), c("评分情况", 2)),
        ("年度指标值", "实际完成值", "分值", "得分"),
        ("产出指标", "整治渠道长度", "≥30公里", "28.5公里", "20", "19"),
    )
    found = facts(Form("", ("项目支出绩效自评表",), rows), tmp_path / "a.docx")
    assert [told(found, role) for role in ("target", "actual", "weight", "score")] == [
        ["30公里"],
        ["28.5公里"],
        ["20"],
        ["19"],
    ]


NARRATIVE = (
    "红枫镇灌溉渠道整治项目支出绩效自评报告",
    "（2022年度）",
    "全年预算1,260万元，实际支出1,197万元。全年整治渠道{渠道}公里，受益农户数{农户}户，受益群众满意度{满意}%。",
)


@pytest.mark.parametrize(
    ("said", "told_"),
    [
        ({"渠道": "28.5", "农户": "520", "满意": "93.5"}, []),
        ({"渠道": "25.8", "农户": "520", "满意": "93.5"}, ["整治渠道长度"]),
        ({"渠道": "28.5", "农户": "600", "满意": "93.5"}, ["受益农户数"]),
        ({"渠道": "28.5", "农户": "520", "满意": "95.3"}, ["受益群众满意度"]),
        ({"渠道": "2", "农户": "520", "满意": "93.5"}, []),  # of another stretch, as far as its words say
    ],
)
def test_a_form_in_a_report_meets_its_text(said: dict[str, str], told_: list[str], tmp_path: Path) -> None:
    lines = tuple(line.format(**said) if "{" in line else line for line in NARRATIVE)
    result = check(write(replace(F1, above=lines), tmp_path / "报告.docx"), book(), engine="reference")
    assert [f.message.partition("”")[0].strip("“") for f in result.findings] == told_
    agreed = [r for r in result.relations if r.rule.id == "same-figure-agrees" and r.verdict == "pass"]
    assert len(agreed) >= 4 - len(told_) - (said["渠道"] == "2")


def test_the_money_of_the_form_meets_its_text_in_another_unit(tmp_path: Path) -> None:
    lines = (*NARRATIVE[:2], "全年预算0.1260亿元，实际支出0.1179亿元。")
    result = check(write(replace(F1, above=lines), tmp_path / "报告.docx"), book(), engine="reference")
    assert "same-figure-agrees" in {f.rule.id for f in result.findings}


def test_forms_of_one_workbook_stand_for_themselves(tmp_path: Path) -> None:
    one, two = (openpyxl.load_workbook(write(form, tmp_path / f"{form.name}.xlsx")) for form in (F1, F3))
    sheet = one.create_sheet("乙项目")
    source = two.active
    assert source is not None
    for row in source.iter_rows():
        for cell_ in row:
            if cell_.value is not None:
                target = sheet.cell(cell_.row, cell_.column, cell_.value)
                target.number_format, target.data_type = cell_.number_format, cell_.data_type
    for area in source.merged_cells.ranges:
        sheet.merge_cells(area.coord)
    one.save(tmp_path / "两表.xlsx")
    result = check(tmp_path / "两表.xlsx", book(), engine="reference")
    assert [f.message for f in result.findings] == []
    totals = [r for r in result.relations if r.rule.id == "total-score-sum" and r.verdict == "pass"]
    assert len(totals) == 2


def test_the_sum_of_a_part_of_the_marks_is_no_total_score(tmp_path: Path) -> None:
    rows = (
        ("一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        ("产出指标", "整治渠道长度", "≥30公里", "30公里", "20", "20"),
        ("效益指标", "受益农户数", "≥500户", "520户", "30", "29"),
        (c("合计", 4), "50", "49"),
    )
    found = facts(Form("", ("项目支出绩效自评表",), rows), tmp_path / "a.xlsx")
    assert (told(found, "total"), told(found, "part"), told(found, "total_score")) == (["49"], ["20", "29"], [])


GRANTS = (
    (c("资金", 2), "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    (c("年度资金总额", 2), "100", "90", "10", "90%", "9"),
    (c("其中：本年财政拨款", 2), "80", "72", "", "90%", ""),
    (c("中央补助", 2), "50", "45", "", "90%", ""),
    (c("地方资金", 2), "30", "27", "", "90%", ""),
    (c("省级资金", 2), "20", "18", "", "90%", ""),
    (c("县级资金", 2), "10", "9", "", "90%", ""),
    (c("其他资金", 2), "20", "18", "", "90%", ""),
    ("指标", "三级指标", "指标值", "完成值", "分值", "", "得分"),
    ("产出", "修路", "≥10公里", "10公里", "90", "", "90"),
)


@pytest.mark.parametrize(
    ("row", "written", "told_"),
    [
        (0, "", []),
        (4, "25", ["合计写作25，各分项相加为 30，差 5", "合计写作80，各分项相加为 75，差 5"]),
        (3, "60", ["合计写作80，各分项相加为 90，差 10"]),
        (7, "25", ["合计写作100，各分项相加为 105，差 5"]),
    ],
)
def test_what_is_local_is_made_of_levels_and_grants_of_all(
    row: int, written: str, told_: list[str], tmp_path: Path
) -> None:
    rows = [list(line) for line in GRANTS]
    if row:
        rows[row][1] = written
        rows[row][4] = ""  # the rate is not what is tried here
    form = Form("", ("转移支付绩效目标自评表",), tuple(map(tuple, rows)))
    result = check(write(form, tmp_path / "a.xlsx"), book(), engine="reference")
    assert sorted(f.message for f in result.findings if f.rule.id == "total-eq-parts") == sorted(told_)


def test_a_row_of_money_that_is_no_known_fund_leaves_the_whole_alone(tmp_path: Path) -> None:
    rows = [*GRANTS[:2], GRANTS[2], GRANTS[7], (c("社会捐助", 2), "7", "6", "", "", ""), *GRANTS[8:]]
    found = facts(Form("", ("项目支出绩效自评表",), tuple(rows)), tmp_path / "a.xlsx")
    assert told(found, "total") == []
