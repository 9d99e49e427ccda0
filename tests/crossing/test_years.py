"""A unit's reports of two years: figures that this year's tells of the last, what is carried over, targets."""

from __future__ import annotations

import pytest
from tests.crossing.county import cross, one, report, told

from gouji.gathering import Waiver
from gouji.rule import Severity

LAST = report("云湖镇", "2020年公务接待费支出12.30万元，年末结转和结余16.50万元。", year=2020)


@pytest.mark.parametrize(
    "words",
    [
        "公务接待费9.60万元，比上年的12.80万元减少3.20万元，下降25%。",
        "公务接待费支出9.60万元，较2020年12.80万元减少3.20万元，下降25%。",
        "公务接待费由2020年的12.80万元减少到9.60万元，下降25%。",
        "全镇合并召开会议，公务接待费9.60万元，比上年的12.80万元减少3.20万元，下降25%。",
        "2020年公务接待费12.80万元，2021年为9.60万元，下降25%。",
    ],
)
def test_last_years_figure_is_held_against_last_years_report(words: str) -> None:
    found = one(cross(report("云湖镇", words), earlier=(LAST,)), "prior-year-matches")
    assert found.finding.message == "“公务接待费”本年报告所列上年数为12.80万元，上年报告写作12.30万元"
    assert found.units == ("云湖镇",)
    assert [(c.path, c.text) for c in found.cites] == [
        ("云湖镇-2021.txt", "12.80万元"),
        ("云湖镇-2020.txt", "12.30万元"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "公务接待费9.60万元，比上年的12.30万元减少2.70万元，下降22%。",
        "公务接待费9.60万元，比上年的12.3万元减少2.7万元。",
        "公务用车费9.60万元，比上年的12.80万元减少3.20万元，下降25%。",
        "公务接待费9.60万元，比年初预算的12.80万元减少3.20万元，下降25%。",
        "公务接待费9.60万元，比上年的12.80万元减少3.20万元，下降25%（统计口径有调整）。",
        "按可比口径，公务接待费9.60万元，比上年的12.80万元减少3.20万元，下降25%。",
        "公务接待费9.60万元，比上年的12.80万元减少3.20万元（上年数已按决算批复更正）。",
        "因合并南塘镇，公务接待费9.60万元，比上年的12.80万元减少3.20万元，下降25%。",
        "原南塘乡整体并入我镇，公务接待费9.60万元，比上年的12.80万元减少3.20万元，下降25%。",
        "公务接待费9.60万元，比上年预算数12.80万元减少3.20万元，下降25%。",
    ],
)
def test_what_agrees_or_is_another_thing_is_not_told(words: str) -> None:
    assert not told(cross(report("云湖镇", words), earlier=(LAST,)), "prior-year-matches")


def test_what_is_compared_may_be_named_behind() -> None:
    last = report("云湖镇", "本年支出合计1200.50万元，其中：基本支出820.30万元。", year=2020)
    now = report("云湖镇", "基本支出860.20万元。与上年1210.50万元相比，支出合计增加89.30万元，增长7.38%。")
    assert told(cross(now, earlier=(last,)), "prior-year-matches") == [
        "“本年支出合计”本年报告所列上年数为1210.50万元，上年报告写作1200.50万元"
    ]


@pytest.mark.parametrize("words", ["全年各项收入总计628.19万元，由四部分组成。", "本年度收入总计628.19万元。"])
def test_the_whole_income_has_one_name(words: str) -> None:
    last = report("云湖镇", words, year=2020)
    now = report("云湖镇", "2021年收入总计508.61万元。收入总计较上年610.49万元减少101.88万元，降幅16.69%。")
    assert told(cross(now, earlier=(last,)), "prior-year-matches") == [
        "“收入总计”本年报告所列上年数为610.49万元，上年报告写作628.19万元"
    ]


def test_a_year_in_the_clause_is_the_figures_year() -> None:
    last = report("云湖镇", "4. 2019年村集体经营性收入为469.36万元，2020年为489.54万元，同比增长4.30%。", year=2020)
    now = report("云湖镇", "村集体经营性收入由上年的489.54万元增加到538.98万元，增长10.1%。")
    assert not told(cross(now, earlier=(last,)), "prior-year-matches")


def test_another_units_report_is_no_witness() -> None:
    other = report("渡口镇", "公务接待费9.60万元，比上年的12.80万元减少3.20万元，下降25%。")
    assert not told(cross(other, earlier=(LAST,)), "prior-year-matches")


def test_a_name_with_two_values_is_no_witness() -> None:
    last = report("云湖镇", "公务接待费支出12.30万元。", "所属事业单位公务接待费支出5.10万元。", year=2020)
    now = report("云湖镇", "公务接待费9.60万元，比上年的17.40万元减少7.80万元。")
    assert not told(cross(now, earlier=(last,)), "prior-year-matches")


@pytest.mark.parametrize("words", ["年初结转和结余15.60万元。", "收入总计900.20万元，其中：上年结转结余15.60万元。"])
def test_a_year_opens_with_what_the_last_closed_with(words: str) -> None:
    found = one(cross(report("云湖镇", words), earlier=(LAST,)), "carry-match")
    assert found.finding.severity is Severity.ERROR
    assert "15.60万元" in found.finding.message
    assert "16.50万元" in found.finding.message


@pytest.mark.parametrize(
    "words",
    [
        "年初结转和结余16.50万元。",
        "年初财政拨款结转和结余15.60万元。",
        "年初结转15.60万元。",
        "年初结转和结余15.60万元，财政收回存量资金0.90万元。",
    ],
)
def test_other_balances_and_told_reasons_are_left_alone(words: str) -> None:
    assert not told(cross(report("云湖镇", words), earlier=(LAST,)), "carry-match")


@pytest.mark.parametrize(
    "words",
    [
        "上年年末结转和结余15.60万元。",
        "本年度各项收入总计900.20万元，其中：财政拨款收入884.60万元，年初结转和结余15.60万元。",
        "2021年收支情况：年初结转和结余15.60万元，审计项目全部完成。",
        "2021年收入总计900.20万元。其中：上年结转结余15.60万元，财政拨款收入884.60万元。",
    ],
)
def test_what_a_year_opens_with_in_other_words(words: str) -> None:
    found = cross(report("云湖镇", "一、部门预算收支情况", words), earlier=(LAST,))
    assert len(told(found, "carry-match")) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ("河道清淤资金86.30万元，其中：上年结转结余11.10万元。",),
        ("政府性基金收入总计86.30万元，其中：年初结转和结余11.10万元。",),
        ("收入总计900.20万元，其中：基金收入86.30万元，其中年初结转和结余11.10万元。",),
        ("其中：上年结转结余11.10万元，本年收入75.20万元。",),
        ("危房改造：上年结转结余11.10万元。",),
        ("河道清淤资金86.30万元。其中：上年结转结余11.10万元，本年安排75.20万元。",),
        ("收入总计900.20万元。河道清淤资金86.30万元。其中：上年结转结余11.10万元。",),
        ("（二）财政拨款收支情况", "年初结转和结余11.10万元，本年收入86.30万元。"),
        ("（二）农村公路养护项目", "上年结转结余11.10万元，本年收入86.30万元。"),
    ],
)
def test_what_a_part_of_the_money_opens_with(lines: tuple[str, ...]) -> None:
    assert not told(cross(report("云湖镇", *lines), earlier=(LAST,)), "carry-match")


@pytest.mark.parametrize(
    "words",
    [
        "年初结转和结余15.60万元（经审计核减0.90万元）。",
        "因机构改革并入原南塘镇，年初结转和结余25.60万元。",
        "年初结转和结余25.60万元，含原南塘镇划入9.10万元。",
        "根据决算批复调整上年决算数，年初结转和结余15.60万元。",
    ],
)
def test_a_balance_that_was_corrected_or_joined(words: str) -> None:
    assert not told(cross(report("云湖镇", words), earlier=(LAST,)), "carry-match")


@pytest.mark.parametrize(
    "words",
    [
        "上年年末结转和结余10.70万元。",
        "上年末结转和结余10.70万元，年内全部使用。",
        "预计年末结转和结余10.70万元。",
        "养殖示范项目资金80.30万元，年末结转和结余10.70万元。",
        "年末结转和结余10.70万元，其中0.90万元由财政收回。",
    ],
)
def test_what_is_no_closing_balance_of_that_year(words: str) -> None:
    now = report("云湖镇", "年初结转和结余16.50万元。")
    assert not told(cross(now, earlier=(report("云湖镇", words, year=2020),)), "carry-match")
    other = report("云湖镇", "年末结转和结余10.70万元，年内无调整事项。", year=2020)
    assert len(told(cross(now, earlier=(other,)), "carry-match")) == 1


AIMED = report(
    "云湖镇", "二、目标完成情况", "（一）新建村组公路目标12公里，实际完成12.5公里，完成率104.2%。", year=2020
)


def test_a_target_far_below_what_was_reached() -> None:
    now = report("云湖镇", "二、目标完成情况", "（一）新建村组公路目标8公里，实际完成8.5公里，完成率106.3%。")
    found = cross(now, earlier=(AIMED,))
    assert told(found, "target-below-last-actual") == ["“新建村组公路”本年目标8公里，上年已完成12.5公里"]
    assert told(found, "target-lowered") == ["“新建村组公路”上年目标12公里已完成，今年定为8公里"]


@pytest.mark.parametrize(
    "words",
    [
        "（一）新建村组公路目标11公里，实际完成11.5公里，完成率104.5%。",
        "（一）维修村组公路目标8公里，实际完成8.5公里，完成率106.3%。",
        "（一）第一批新建村组公路目标8公里，实际完成8.5公里，完成率106.3%。",
        "（一）第一批计划中，新建村组公路目标8公里，实际完成8.5公里，完成率106.3%。",
        "（一）上半年新建村组公路目标8公里，实际完成8.5公里，完成率106.3%。",
    ],
)
def test_a_target_near_it_or_another_is_not_told(words: str) -> None:
    found = cross(report("云湖镇", "二、目标完成情况", words), earlier=(AIMED,))
    assert not told(found, "target-below-last-actual")
    assert not told(found, "target-lowered")


def test_what_a_rate_is_worked_out_from_is_no_target() -> None:
    lines = ("二、目标完成情况", "1. 重点任务按时完成率：年内重点任务{}项，按时完成{}项，按时完成率{}%。")
    last = report("云湖镇", lines[0], lines[1].format(44, 43, 97.73), year=2020)
    now = report("云湖镇", lines[0], lines[1].format(30, 29, 96.67))
    assert not told(cross(now, earlier=(last,)), "target-below-last-actual")


def test_a_heading_of_problems_is_no_name() -> None:
    lines = ("五、存在的问题", "村组公路进度偏慢，目标{}公里，实际完成{}公里。")
    last = report("云湖镇", lines[0], lines[1].format("27.0", "26.0"), year=2020)
    now = report("云湖镇", lines[0], "人居环境整治滞后，目标13.7公里，实际完成11.5公里。")
    assert not told(cross(now, earlier=(last,)), "target-below-last-actual")


def test_a_limit_may_be_lowered() -> None:
    last = report("云湖镇", "二、目标完成情况", "（一）生产安全事故控制目标不超过12起，实际发生11起。", year=2020)
    now = report("云湖镇", "二、目标完成情况", "（一）生产安全事故控制目标不超过5起，实际发生4起。")
    found = cross(now, earlier=(last,))
    assert not told(found, "target-below-last-actual")
    assert not told(found, "target-lowered")


WRONG = "公务接待费9.60万元，比上年的12.30万元减少3.20万元。"


def test_the_same_mistake_two_years_on() -> None:
    members = report("云湖镇", WRONG), report("云湖镇", WRONG.replace("12.30", "12.40"), year=2020)
    found = cross(members[0], earlier=members[1:])
    assert len(told(found, "repeated-finding")) == 1
    waiver = Waiver("青石县云湖镇人民政府", members[0].findings[0].rule, "", "县局已同意")
    assert not told(cross(members[0], earlier=members[1:], waivers=(waiver,)), "repeated-finding")
    clean = report("云湖镇", WRONG.replace("3.20", "2.70"))
    assert not told(cross(clean, earlier=members[1:]), "repeated-finding")


PROSE = (
    "镇党委坚持把农田水利放在首位，组织干部逐村查看沟渠淤塞情况，分三批清理主干渠道二十余处，并请水利站技术员现场指导农户修整田埂和放水口，保证插秧用水。",
    "全年走访低收入家庭共412户次，落实临时救助资金38.62万元，为行动不便的老人送药上门1386次，组织义诊活动21场，受益群众3517人次。",
    "集镇改造投入资金216.48万元，翻修人行道3842米，更换路灯127盏，增设垃圾收集点46处，新栽行道树1254株，群众反映良好。",
    "农村户厕改造完成635户，拨付奖补资金95.25万元，抽查合格607户，其余28户已督促整改，复查时间定在次年三月。",
)


def test_last_years_report_handed_in_again() -> None:
    last, now = report("云湖镇", *PROSE, year=2020), report("云湖镇", *PROSE)
    found = one(cross(now, earlier=(last,)), "own-last-year")
    assert "100%" in found.finding.message
    assert {cite.path for cite in found.cites} == {"云湖镇-2020.txt", "云湖镇-2021.txt"}


def test_stable_duties_with_new_figures_are_no_copy() -> None:
    last = report("云湖镇", *PROSE, year=2020)
    now = report("云湖镇", *(text.translate(str.maketrans("123456", "345612")) for text in PROSE))
    assert not told(cross(now, earlier=(last,)), "own-last-year")
