"""Indicators stated by a heading or a label line and the evidence under it."""

from __future__ import annotations

import pytest
from tests.extraction.reading import groups, stated

LABELS = ["1) {}", "1、{}", "（1）{}", "①{}"]


@pytest.mark.parametrize("label", LABELS)
def test_a_heading_holds_the_target_of_its_evidence(label: str) -> None:
    text = f"三、产出指标完成情况\n{label.format('药材种植面积0.8万亩。')}\n我乡药材种植面积0.84万亩，指标完成率105%。"
    assert stated(text, "target", "actual", "completion_rate") == [("0.8万亩", "0.84万亩", "105%")]


def test_heading_and_evidence_may_share_a_line() -> None:
    text = "（一）产出指标\n①修建便民桥12座。全年修建13座，其中跨河桥5座、便道桥8座。完成率108.3%。"
    assert stated(text, "target", "actual", "completion_rate") == [("12座", "13座", "108.3%")]


def test_exact_and_total_figures_outrank_vague_and_partial_ones() -> None:
    text = "二、产出指标\n1) 示范基地总规模400亩。\n签订流转合同250余亩，基地总规模扩大至650亩，指标完成率162.5%。"
    assert stated(text, "target", "actual") == [("400亩", "650亩")]
    text = "二、产出指标\n1) 年度补植数量12万株。\n补植杉木4万株、油茶8.5万株。共计补植12.5万株，指标完成率104.2%。"
    assert stated(text, "target", "actual") == [("12万株", "12.5万株")]


def test_figures_that_words_cannot_part_are_all_readings() -> None:
    text = "二、产出指标\n1) 群众诉求办结率96%。\n化解纠纷223件，化解率92.9%。来访结案76件，结案率96.2%。"
    assert stated(text, "target", "actual") == [("96%", "92.9%、96.2%")]


def test_a_percentage_is_met_by_the_rate_of_its_noun() -> None:
    text = "三、指标完成情况\n2) 集镇供水普及率95%。\n女性职工占36%，集镇供水普及率93%，达到指标要求。"
    found = next(g for g in groups(text) if "target" in g)
    assert [f.text for f in found["actual"]] == ["93%"]
    assert ("达成",) in [f.says for f in found["claim"]]


def test_a_growth_target_is_met_by_growth() -> None:
    text = (
        "四、效益指标\n2) 合作社收入增长率20%。\n2020年收入323.25万元，2021年收入373.3万元，同比增长15%，超出年初预期。"
    )
    assert stated(text, "target", "actual", "claim") == [("20%", "15%", "超出年初预期")]


def test_label_lines() -> None:
    text = "三、绩效指标\n3.1.1 年新增藏量\n指标值：2.2万册。\n完成值：2.35万册。\n完成率：106.8%。"
    assert stated(text, "target", "actual", "completion_rate") == [("2.2万册", "2.35万册", "106.8%")]
    text = "二、目标完成\n● 接待读者：年度指标值18万人次；实际完成值19.8万人次；完成率110%。"
    assert stated(text, "target", "actual", "completion_rate") == [("18万人次", "19.8万人次", "110%")]
    text = "三、绩效指标\n3.2.2 排架准确率\n指标值：≥96%。抽查3,000册，准确2,871册，准确率95.7%，达到指标要求。"
    assert stated(text, "target", "actual", "claim") == [("96%", "95.7%", "达到指标要求")]


def test_several_targets_of_one_line_meet_results_of_their_nouns() -> None:
    text = (
        "（三）绩效目标\n1.市场培育\n年初目标：新登记商户6,000户，年末实有商户42,000户。\n"
        "实现情况：新登记商户6,471户，注销2,018户；年末实有43,126户。目标完成率分别为107.9%、102.7%。"
    )
    assert stated(text, "target", "actual", "completion_rate") == [
        ("6,000户", "6,471户", "107.9%"),
        ("42,000户", "43,126户", "102.7%"),
    ]


def test_weight_and_score_of_a_heading_join_its_group() -> None:
    text = "三、指标分析\n指标4　站点达标率　　权重6　得分5.5\n目标95%以上；实际达标149个，达标率92%，未达目标。"
    assert stated(text, "weight", "score", "target", "actual") == [("6", "5.5", "95%", "92%")]
    text = "三、指标分析\n整治水库（年度指标值6座，完成值5座，分值6分，得分6分）。"
    assert stated(text, "weight", "score", "target", "actual") == [("6分", "6分", "6座", "5座")]


@pytest.mark.parametrize(
    "text",
    [
        "二、收支情况\n1.基本支出1,204.66万元，占本年支出的52.58%。其中人员经费1,036.25万元。",
        "二、收支情况\n1) 项目支出908万元。\n主要用于修路，其中路基300万元。",
        "五、下一步打算\n1) 培训护林员500人。\n力争培训550人。",
    ],
)
def test_other_headings_are_no_indicators(text: str) -> None:
    assert not [g for g in groups(text) if "target" in g]
