"""One thing said twice: figures that meet, and those that only look alike."""

from __future__ import annotations

import pytest
from tests.extraction.reading import fact_set

REPORT = """云台县水务局2023年度部门整体支出绩效自评报告
一、基本情况
{head}
二、绩效目标完成情况
{body}
三、存在的问题
{problem}
四、改进措施
{measure}"""


def together(
    head: str = "", body: str = "", problem: str = "", measure: str = "", *, sure: bool = True
) -> list[list[str]]:
    """The sets of amounts that restate one subject, as printed; those that only may, if not `sure`."""
    text = REPORT.format(head=head, body=body, problem=problem, measure=measure)
    sets: dict[str, list[str]] = {}
    facts = fact_set(text).facts
    open_sets = {fact.places["group"] for fact in facts if "读法不定" in fact.says}
    for fact in facts:
        if fact.role == "amount" and "进度" not in fact.says and (fact.places["group"] in open_sets) != sure:
            sets.setdefault(fact.places["group"], []).append(fact.text)
    return list(sets.values())


@pytest.mark.parametrize(
    ("body", "problem", "told"),
    [
        # two neighbouring digits changed places
        ("全年完成河道清淤72.3公里。", "河道清淤27.3公里，标准不高。", ["72.3公里", "27.3公里"]),
        ("全年完成河道清淤72.35公里。", "河道清淤72.53公里，标准不高。", ["72.35公里", "72.53公里"]),
        (
            "年内追加防汛抢险、水毁修复等资金1,352.40万元。",
            "全年追加1,325.40万元，偏多。",
            ["1,352.40万元", "1,325.40万元"],
        ),
        ("聘用河湖管护员1,468人。", "1,486名河湖管护员中，六十岁以上占三成。", ["1,468人", "1,486名"]),
        ("年内新增取水户（312户），注销（1,547户）。", "全年注销取水户1,574户，核验不及时。", ["1,547户", "1,574户"]),
        # digits in another order, the noun said otherwise
        (
            "（一）农村供水管网建设\n实际建成418.0公里，完成率104.5%。",
            "农村供水管网建成里程481.0公里中，尚有部分未验收。",
            ["418.0公里", "481.0公里"],
        ),
        # another unit
        ("全年水利投资32.6亿元，增长4%。", "全年水利投资32.6万元，来源单一。", ["32.6亿元", "32.6万元"]),
        # the heading of the problem names the subject
        ("全县蓄水总量3,648万立方米。", "1、蓄水不足。全年蓄水3,684万立方米。", ["3,648万立方米", "3,684万立方米"]),
        # words that point back, however far the figures are apart
        ("完成河道清淤72.35公里。", "如前所述，河道清淤48.10公里，标准不高。", ["72.35公里", "48.10公里"]),
        # two digits that do not stand side by side
        ("全年支出4.827亿元，进度正常。", "全年支出4.287亿元所形成的资产未入账。", ["4.827亿元", "4.287亿元"]),
        # the same account words and no others, in the words of a problem
        (
            "年初结转结余2,940万元，年末结转结余1,370万元。",
            "1.年末结转结余1,730万元，偏多。",
            ["1,370万元", "1,730万元"],
        ),
        # 万 left out, the account said otherwise
        ("其中未拨付280万元，系质保金。", "结余资金280元未拨付，影响进度。", ["280万元", "280元"]),
        (
            "聘用水质监测员24名，全年支出补贴36.15万元。",
            "监测员补贴361,500万元已兑付，有误。",
            ["36.15万元", "361,500万元"],
        ),
        # what the figure before them is about
        ("乡镇配套实际到位418.3万元，到位率76%。", "二是乡镇配套资金到位率只有67%。", ["76%", "67%"]),
        (
            "抽查发现城北片区7台水泵重复申领补助，涉及资金8.45万元。",
            "重复申领7台，涉及资金84.5万元。",
            ["8.45万元", "84.5万元"],
        ),
        # equal, in other words
        ("小型水库除险加固完成36座，任务40座。", "一是水库除险加固进度慢，只完成36座。", ["36座", "36座"]),
        ("水土流失治理率88.4%。", "88.4%的水土流失治理率中，部分小流域反复。", ["88.4%", "88.4%"]),
        ("年末结余64.27万元。", "结余64.72万元，系质保金。", ["64.27万元", "64.72万元"]),
    ],
)
def test_said_again(body: str, problem: str, told: list[str]) -> None:
    assert told in together(body=body, problem=problem)


@pytest.mark.parametrize(
    ("body", "problem", "told"),
    [
        # words that would do for equal figures
        ("全年举办灌溉技术培训26期。", "62期培训中，实操课不足三成。", ["26期", "62期"]),
        ("全年支出2.96亿元，进度98%。", "全年支出2.69亿元，进度偏慢。", ["2.96亿元", "2.69亿元"]),
        # two wholes of one thing, however far apart
        ("全年共计清淤14.2公里。", "全县清淤清障86.5公里，底数不清。", ["14.2公里", "86.5公里"]),
        # a rare account of two digits
        ("年末结转64万元。", "（1）结转偏多。全年结转74万元，系跨年结算。", ["64万元", "74万元"]),
        ("全县现有行政村18个。", "81个行政村均未建立台账。", ["18个", "81个"]),
    ],
)
def test_worth_a_look(body: str, problem: str, told: list[str]) -> None:
    assert told in together(body=body, problem=problem, sure=False)


def test_wholes_in_one_list_are_of_two_things() -> None:
    body = "（1）春季。\n共计清淤14.2公里。\n（2）秋季。\n共计清淤86.5公里。"
    assert not [told for told in together(body=body, sure=False) if len(set(told)) > 1]


def test_figures_told_among_measures_are_still_figures() -> None:
    told = together(body="全年支出4.827亿元，进度正常。", measure="2023年全年支出4.287亿元所形成的资产应尽快入账。")
    assert ["4.827亿元", "4.287亿元"] in told


def test_last_years_figure_in_this_years_place() -> None:
    told = together(
        head="2023年总收入8,461.20万元，较2022年7,935.60万元增长6.6%。",
        problem="在全年7,935.60万元总收入中，财政补助不足两成。",
    )
    assert ["8,461.20万元", "7,935.60万元"] in told


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        # last year's, and said so
        ("河道清淤72.35公里。", "上年河道清淤72.53公里，基数偏高。"),
        ("河道清淤72.35公里。", "2022年河道清淤72.53公里，基数偏高。"),
        # other things
        ("行政单位医疗支出31.52万元。", "事业单位医疗支出31.25万元，偏高。"),
        ("新建泵站投资412.50万元。", "维修堤防投资412.05万元，偏高。"),
        # other accounts of one thing
        ("泵站改造预算3,412.5万元。", "泵站改造支出3,421.5万元，进度偏慢。"),
        # parallel things
        ("东河清淤投资412万元。\n西河清淤投资421万元。", "上述河道仍有淤积。"),
        ("（1）东河。\n清淤投资4,126万元。\n（2）西河。\n清淤投资4,162万元。", "河道仍有淤积。"),
        ("东河清淤投资4,126万元。", "西河清淤投资4,162万元，偏高。"),
        # far apart
        ("河道清淤72.35公里。", "河道清淤14.80公里，标准不高。"),
        # the year before's state, and what it grew to
        ("截至2022年底，全县供水管网总长1486.4公里。", "供水管网总长由年初的1,486.4公里增加到1,506.8公里，偏慢。"),
        # a target and what came of it
        ("管网改造目标任务68.5公里。", "管网改造65.8公里，进度偏慢。"),
    ],
)
def test_silent(body: str, problem: str) -> None:
    assert not [told for told in together(body=body, problem=problem) if len(set(told)) > 1]


def test_plans_are_not_what_was_done() -> None:
    assert together(body="河道清淤72.35公里。", measure="力争河道清淤72.53公里。") == []


def test_a_sentence_never_contradicts_itself_here() -> None:
    assert together(body="管护员1,468人，其中护渠管护员1,486人。") == []


def test_target_told_again() -> None:
    body = "3.1 节水宣传人次\n指标值：45万人次。\n完成值：44.1万人次。"
    assert ["45万人次", "46万人次"] in together(body=body, problem="节水宣传人次下降，仍低于年初设定的46万人次。")
