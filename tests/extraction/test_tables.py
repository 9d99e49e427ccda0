"""Tables printed with pipes, with gaps, and as cells."""

from __future__ import annotations

import pytest
from tests.extraction.reading import fact_set, stated, vocabulary

from gouji.document import Block, Cell, Document, Span
from gouji.extraction import extract
from gouji.fact import Fact, Profile

ROWS = [
    ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出", "修渠长度", "≥30公里", "27公里", "20", "20"],
    ["效益", "受益户数", "500户", "520户", "30", "30"],
    ["执行", "预算执行率", "100%", "95.56%", "50", "47.78"],
    ["合计", "", "", "", "100", "97.78"],
]
MONEY = [
    ["资金类别", "年初预算", "调整预算", "全年执行", "执行率"],
    ["修渠", "100.00", "120.00", "108.00", "90%"],
    ["护林", "50.00", "50.00", "45.00", "90%"],
    ["其中：防火", "20.00", "20.00", "18.00", "90%"],
    ["合计", "150.00", "170.00", "153.00", "90%"],
]


def piped(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def cells(rows: list[list[str]]) -> Document:
    blocks, text = [], ""
    for r, row in enumerate(rows, 1):
        for c, words in enumerate(row, 1):
            blocks.append(Block(len(blocks) + 1, Span(len(text), len(text) + len(words)), "cell", cell=Cell(1, r, c)))
            text += words + "\n"
    return Document("样稿.docx", "docx", text, tuple(blocks))


def gapped(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def facts_of(shape: str, rows: list[list[str]]) -> tuple[Fact, ...]:
    if shape == "cells":
        return extract(cells(rows), vocabulary(), Profile()).facts
    return fact_set("一、自评表\n" + (piped(rows) if shape == "pipes" else gapped(rows))).facts


def by_group(facts: tuple[Fact, ...]) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for fact in facts:
        found.setdefault(fact.places["group"], {})[fact.role] = fact.text
    return list(found.values())


@pytest.mark.parametrize("shape", ["pipes", "cells"])
def test_a_row_is_one_indicator(shape: str) -> None:
    facts = facts_of(shape, ROWS)
    rows = [g for g in by_group(facts) if "target" in g]
    assert [(g["indicator"], g["target"], g["actual"], g["weight"], g["score"]) for g in rows] == [
        ("修渠长度", "30公里", "27公里", "20", "20"),
        ("受益户数", "500户", "520户", "30", "30"),
    ]
    assert [f.places.get("dimension") for f in facts if f.role == "indicator"] == ["产出", "效益"]
    bounds = [f.figure.bound for f in facts if f.role == "target" and f.figure]
    assert bounds == ["≥", ""]


@pytest.mark.parametrize("shape", ["pipes", "cells"])
def test_the_total_row_has_the_list_of_all_scores(shape: str) -> None:
    facts = facts_of(shape, ROWS)
    total = next(f for f in facts if f.role == "total_score")
    assert total.text == "97.78"
    mine = [f.text for f in facts if f.role in ("score", "budget.score") and f.places["list"] == total.places["list"]]
    assert mine == ["20", "30", "47.78"]
    full = [f.text for f in facts if f.role == "full_score"]
    assert full == ["100"]


@pytest.mark.parametrize("shape", ["pipes", "cells", "gaps"])
def test_rows_of_money_and_their_sums(shape: str) -> None:
    facts = facts_of(shape, MONEY)
    rates = [g for g in by_group(facts) if "execution_rate" in g]
    assert [(g["budget.adjusted"], g["budget.executed"], g["execution_rate"]) for g in rates] == [
        ("120.00", "108.00", "90%"),
        ("50.00", "45.00", "90%"),
        ("20.00", "18.00", "90%"),
        ("170.00", "153.00", "90%"),
    ]
    sums = {
        f.text: [p.text for p in facts if p.role == "part" and p.places["list"] == f.places["list"]]
        for f in facts
        if f.role == "total"
    }
    assert sums == {"150.00": ["100.00", "50.00"], "170.00": ["120.00", "50.00"], "153.00": ["108.00", "45.00"]}


def test_two_years() -> None:
    rows = [
        ["来源", "2022年", "2021年", "增减额", "增减幅"],
        ["拨款", "91.50", "85.00", "6.50", "7.65%"],
        ["其他", "8.20", "8.40", "-0.20", "-2.38%"],
    ]
    found = [g for g in by_group(facts_of("gaps", rows)) if "prior" in g]
    assert [(g["current"], g["prior"], g["change"], g["growth_rate"]) for g in found] == [
        ("91.50", "85.00", "6.50", "7.65%"),
        ("8.20", "8.40", "-0.20", "-2.38%"),
    ]


def test_a_table_whose_header_names_nothing_is_left_alone() -> None:
    rows = [["姓名", "职务", "电话"], ["甲", "站长", "8,211"], ["乙", "会计", "8,212"]]
    assert [f for f in facts_of("pipes", rows) if f.role != "heading"] == []


FORM = [
    ["项目资金（万元）", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"],
    ["年度资金总额", "90.00", "90.00", "81.00", "10", "90%", "9"],
    ["一级指标", "三级指标", "指标性质", "指标值", "度量单位", "实际完成值", "分值", "得分", "偏差原因分析"],
    ["产出", "修渠", "≥", "30", "公里", "27公里", "50", "45", "征地滞后"],
    ["满意度", "群众满意度", "≥", "90", "%", "95%", "40", "40", ""],
    ["总分", "", "", "", "", "", "100", "94", ""],
]


@pytest.mark.parametrize("shape", ["pipes", "cells"])
def test_a_form_holds_money_and_indicators_in_one_table(shape: str) -> None:
    facts = facts_of(shape, FORM)
    rows = by_group(facts)
    money = next(g for g in rows if "execution_rate" in g)
    assert (money["budget.executed"], money["budget.weight"], money["budget.score"]) == ("81.00", "10", "9")
    total = next(f for f in facts if f.role == "total_score")
    mine = [f.text for f in facts if f.role in ("score", "budget.score") and f.places["list"] == total.places["list"]]
    assert (total.text, mine) == ("94", ["9", "45", "40"])
    targets = [f.figure for f in facts if f.role == "target"]
    assert [(q.bound, q.dimension, str(q.value)) for q in targets if q] == [("≥", "公里", "30"), ("≥", "", "9/10")]
    assert next(g for g in rows if g.get("indicator") == "修渠")["deviation_reason"] == "征地滞后"


def test_figures_of_two_kinds_in_a_row_are_not_compared() -> None:
    rows = [["指标名称", "指标值", "完成值"], ["修渠", "30公里", "完成6处"], ["护林", "9处", "9处"]]
    assert [g["target"] for g in by_group(facts_of("pipes", rows)) if "target" in g] == ["9处"]


def test_a_table_of_a_part_of_the_weights_is_a_sum_and_no_total_score() -> None:
    rows = [["指标名称", "分值", "得分"], ["修渠", "20", "18"], ["护林", "35", "35"], ["合计", "", "53"]]
    facts = facts_of("pipes", rows)
    assert [f.text for f in facts if f.role == "total_score"] == []
    assert [(f.text, f.says) for f in facts if f.role == "total"] == [("53", ("列全",))]
    assert [f.text for f in facts if f.role == "part"] == ["18", "35"]


ADJUSTED = """绩效自评表
年度部门预算 | 渠道管护 | 单位 | 水务局 | 自评总分 | 92.4
一、资金
资金来源 | 年初预算数 | 全年（调整）预算数 | 全年执行数 | 执行率（%） | 执行率权重 | 执行率得分
合计资金 | 400 | 500 | 450 | 90 | 10 | 9
县级资金 | 100 | 200 | 150 | 75 | / | /
二、绩效指标
指标名称 | 计量单位 | 指标性质 | 年初指标值 | 调整指标值 | 全年完成值 | 得分系数（%） | 指标权重 | 指标得分
管护渠道 | 公里 | ≥ | 60 | 80 | 76 | 95 | 50 | 47.5
受益农户 | 户 | ≥ | 900 | 900 | 930 | 100 | 40 | 40
合计 | | | | | | | 100 | 96.5
"""


def test_the_word_a_header_ends_in_names_its_column() -> None:
    found = stated(ADJUSTED, "indicator", "target", "actual", "weight", "score")
    assert found == [("管护渠道", "80", "76", "50", "47.5"), ("受益农户", "900", "930", "40", "40")]


def test_bare_figures_under_a_percent_sign_are_percentages() -> None:
    rates = [f.figure for f in fact_set(ADJUSTED).facts if f.role == "execution_rate"]
    assert [str(q.value) for q in rates if q] == ["9/10", "3/4"]


def test_a_title_does_not_part_a_form_between_pipes() -> None:
    lists = {f.places["list"] for f in fact_set(ADJUSTED).facts if f.role in ("budget.score", "score", "total_score")}
    assert len(lists) == 1


def test_the_total_at_the_top_is_the_one_at_the_bottom() -> None:
    tops = [f.text for f in fact_set(ADJUSTED).facts if f.role == "amount" and f.places.get("subject") == "自评总分"]
    assert tops == ["92.4", "96.5"]


def test_a_rate_told_again_in_the_text_is_that_of_its_row() -> None:
    found = [f.text for f in fact_set(ADJUSTED + "县级资金执行率57%，系结算未完。\n").facts if f.role == "amount"]
    assert found == ["92.4", "75", "96.5", "57%"]


def test_a_row_of_dates_has_a_deadline_and_the_day_it_was_done() -> None:
    text = """三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
水闸完工 | 2021年9月30日前 | 2021年11月12日 | 6 | 6
水闸座数 | 5座 | 5座 | 6 | 6"""
    assert stated(text, "deadline", "done_date", "weight", "score") == [("2021年9月30日", "2021年11月12日", "6", "6")]


WHOLE_FORM = """某县图书馆2022年度整体支出绩效自评表
口径：部门决算数，金额单位：万元
一、资金情况
名目|年初预算数|全年预算数（A）|全年执行数（B）|执行率|分值|得分
资金总额|200.00|250.00|225.00|90.00%|10|9.00
其中：购书经费|80.00|100.00|91.00|91.00%|—|—
按渠道|财政拨款|210.00|社会捐赠|40.00|其他|0.00
结余|年末结余25.00|占全年预算一成|主要是待付书款
二、目标
预期|借阅、讲座两项任务都办好
三、指标
一级|二级|三级|指标值|完成值|分值|得分|偏差说明
产出|数量|新增藏书|≥2,000册|2,100册|30|30.0|全部上架，其中少儿类900册、地方文献120册、其余为社科与文学
产出|质量|图书编目差错|≤5‰|4‰|30|30.0|抽检两次
效益|社会|读者到馆|≥5万人次|4.8万人次|20|20.0|已达标
满意度|服务对象|读者满意度|≥90%|94%|10|10.0|无
总分|——|——|——|——|100|99.0|优
四、讲座明细
类别|场数|每场标准（元）|金额（万元）
少儿讲座|20|1,000|2.00
地方史讲座|12|2,500|3.00
合计|—|—|5.00
"""


def test_a_whole_form_between_pipes_without_blanks() -> None:
    found = by_group(fact_set(WHOLE_FORM).facts)
    names = {g.get("indicator"): g for g in found if "indicator" in g}
    assert names["新增藏书"]["target"] == "2,000册"
    assert names["读者到馆"]["claim"] == "已达标"
    assert "deviation_reason" not in names["读者到馆"]
    assert {"budget.adjusted": "100.00", "budget.executed": "91.00"}.items() <= next(
        g for g in found if g.get("execution_rate") == "91.00%"
    ).items()
    assert not any(g.get("budget.initial") == "25.00" or g.get("budget.adjusted") == "210.00" for g in found)
    assert not any(g.get("target") == "2.00" for g in found)  # the columns of the table before are not those of this


def test_the_total_of_a_form_belongs_to_all_its_parts() -> None:
    facts = fact_set(WHOLE_FORM).facts
    total = next(f for f in facts if f.role == "total_score")
    scores = [f.text for f in facts if f.role in ("score", "budget.score") and f.places["list"] == total.places["list"]]
    assert sorted(scores) == ["10.0", "20.0", "30.0", "30.0", "9.00"]


def test_a_total_whose_rows_are_missing_is_the_sum_of_no_list() -> None:
    facts = fact_set(WHOLE_FORM.replace("产出|质量|图书编目差错|≤5‰|4‰|30|30.0|抽检两次\n", "")).facts
    total = next(f for f in facts if f.role == "total_score")
    assert not [f for f in facts if f.role == "score" and f.places["list"] == total.places["list"]]


@pytest.mark.parametrize(
    ("header", "column"), [("类别|人数|标准（元）|金额（万元）", 3), ("村名|户数|单价（元）|补助资金（万元）", 3)]
)
def test_columns_that_can_be_added_up(header: str, column: int) -> None:
    rows = ["甲|12|800|0.96", "乙|30|1,000|3.00", "合计|42|—|3.96"]
    sums = [g for g in by_group(fact_set("一、补助明细\n" + "\n".join([header, *rows])).facts) if "total" in g]
    assert {g["total"] for g in sums} >= {rows[-1].split("|")[column], "42"}
    assert len(sums) == 2


def test_subtotals_are_not_added_to_their_own_parts() -> None:
    rows = ["类别|人数|金额", "甲|12|0.96", "小计|12|0.96", "乙|30|3.00", "合计|42|3.96"]
    assert not [g for g in by_group(fact_set("一、明细\n" + "\n".join(rows)).facts) if "total" in g]


CODED = """类|款|科目名称|合计|人员经费|公用经费
201||一般公共服务支出|120.00|100.00|20.00
201|01|人大事务|80.00|70.00|10.00
201|2|政协事务|40.00|30.00|10.00
208||社会保障和就业支出|30.00|30.00|0.00
合计|||150.00|130.00|20.00"""


def sums(table: str) -> list[tuple[str, tuple[str, ...], bool]]:
    """Each total of a table with its parts, and whether words force them."""
    facts = facts_of("cells", [row.split("|") for row in table.splitlines()])
    made = []
    for group in dict.fromkeys(f.places["group"] for f in facts if f.role == "total"):
        mine = [f for f in facts if f.places["group"] == group]
        parts = tuple(f.text for f in mine if f.role == "part")
        free = any("没有词句" in f.text for f in mine)
        made.append((next(f.text for f in mine if f.role == "total"), parts, not free))
    return made


def test_rows_under_an_account_are_not_added_to_it() -> None:
    assert sums(CODED) == [
        ("130.00", ("100.00", "30.00"), True),
        ("20.00", ("20.00", "0.00"), True),
    ]


def test_row_numbers_are_no_accounts() -> None:
    rows = "\n".join(f"{n}|村{n}|{n}.00" for n in range(1, 13))
    ((total, parts, sure),) = sums(f"序号|单位|金额\n{rows}\n合计||78.00")
    assert (total, len(parts), sure) == ("78.00", 12, True)


def test_a_row_that_is_the_sum_of_those_below_it_may_stand_over_them() -> None:
    nested = "项目|金额\n工资福利|120.00\n基本工资|80.00\n津贴|40.00\n商品和服务|30.00\n合计|150.00"
    assert [(total, sure) for total, _, sure in sums(nested)] == [("150.00", False)]
    assert [sure for *_, sure in sums(nested.replace("40.00", "45.00"))] == [False]  # whichever is wrong there
    assert [sure for *_, sure in sums("项目|金额\n工资|120.00\n办公|85.00\n差旅|40.00\n合计|230.00")] == [True]
