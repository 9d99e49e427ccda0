"""Targets and their results in one stretch of prose."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extraction.reading import fact_set, groups, stated, unsure
from tests.telling import loud

RATED = ("target", "actual", "completion_rate")


@pytest.mark.parametrize(
    ("text", "target", "actual", "rate"),
    [
        ("2020年计划栽植行道树1,800株，实际栽植1,926株，完成率107%。", "1,800株", "1,926株", "107%"),
        ("年度任务为培训护林员360人次，全年共培训378人次，完成任务的105%。", "360人次", "378人次", "105%"),
        ("新建蓄水池14口（计划12口），完成率116.7%。", "12口", "14口", "116.7%"),
        ("完成渠道清淤325公里，完成率100%（任务数325公里）。", "325公里", "325公里", "100%"),
        ("全年修复破损路面4.2万平方米，占年度计划4万平方米的105%。", "4万平方米", "4.2万平方米", "105%"),
        ("图书外借量完成12.6万册，为目标12万册的105%。", "12万册", "12.6万册", "105%"),
        ("养老床位完成计划的96%，年初计划新增250张，实际新增240张。", "250张", "240张", "96%"),
        ("发放技术资料任务3,000份，实发3,150份，完成任务的105%。", "3,000份", "3,150份", "105%"),
        ("农民培训应到420人，实到399人，完成率95%。", "420人", "399人", "95%"),
        ("组织送医下乡不少于24场次，全年举办26场，惠及1,300人，完成率108.3%。", "24场次", "26场", "108.3%"),
        ("城镇新增就业目标1.2万人；实际新增1.26万人，完成率105%。", "1.2万人", "1.26万人", "105%"),
        ("实际借阅9.84万册次，上年为9.22万册次；目标9.6万册次，完成率102.5%。", "9.6万册次", "9.84万册次", "102.5%"),
        ("年初目标180场，全年演出186场，超出6场，完成103.3%。", "180场", "186场", "103.3%"),
        ("开展文明劝导（52场），比计划（40场）多12场，完成130%。", "40场", "52场", "130%"),
        ("小学招生480人的计划实际招收472人，完成率98.3%。", "480人", "472人", "98.3%"),
        ("三年任务45座，2019年任务18座，实建20座，完成率111.1%。", "18座", "20座", "111.1%"),
        (
            "年度计划十二期，举办十三期，参训六百人次，完成计划的百分之一百零八点三。",
            "十二期",
            "十三期",
            "百分之一百零八点三",
        ),
    ],
)
def test_a_rate_meets_its_target_and_result(text: str, target: str, actual: str, rate: str) -> None:
    assert stated(text, *RATED) == [(target, actual, rate)]


@pytest.mark.parametrize(
    ("text", "target", "actual"),
    [
        ("危险废物处置率93.4%，目标90%；林木成活率91%，目标值85%。", ("90%", "85%"), ("93.4%", "91%")),
        ("基本建成保障房312套（目标300套）。", ("300套",), ("312套",)),
        ("亩均投资不超过1,500元，实际亩均1,499元。", ("1,500元",), ("1,499元",)),
        ("学员合格率不低于95%：应考1,246人，合格1,213人，合格率97.4%。", ("95%",), ("97.4%",)),
        ("单产527公斤/亩，总产3.87万吨，超额完成3.8万吨目标。", ("3.8万吨",), ("3.87万吨",)),
        ("项目按期完工率目标100%，实际98.4%，未达标。", ("100%",), ("98.4%",)),
        ("补助拨付时限不超过30天，平均用时22天。", ("30天",), ("22天",)),
        ("引进人才项目5个，目标6个，未完成1个。", ("6个",), ("5个",)),
        ("毕业生体测合格率94.1%，优良率47.6%，优良率目标50%。", ("50%",), ("47.6%",)),
        ("平均住院日7.9天，控制目标不超过8.2天，较上年8.3天缩短0.4天。", ("8.2天",), ("7.9天",)),
    ],
)
def test_a_target_without_a_rate_meets_its_result(text: str, target: tuple[str, ...], actual: tuple[str, ...]) -> None:
    assert stated(text, "target", "actual") == list(zip(target, actual, strict=True))


def test_a_revised_target_is_the_one_that_counts() -> None:
    assert stated("年初目标300人，后调整为280人，实际完成281人。", "target", "actual") == [("280人", "281人")]


def test_a_part_of_the_year_does_not_meet_its_target() -> None:
    text = "办结率目标95%，上半年办结率90%，全年办结率96%。"
    assert stated(text, "target", "actual") == [("95%", "96%")]


def test_lists_of_targets_and_results_go_pair_by_pair() -> None:
    text = "城区、乡镇供水合格率分别为99.2%和97.6%，目标分别为99%、98%，均已达标。"
    assert stated(text, "target", "actual", "claim") == [("99%", "99.2%", "均已达标"), ("98%", "97.6%", "均已达标")]
    text = "封山、抚育分别完成12万亩、45.3万亩，分别为计划的100%、100.7%（计划12万亩、45万亩）。"
    assert stated(text, *RATED) == [("12万亩", "12万亩", "100%"), ("45万亩", "45.3万亩", "100.7%")]


def test_results_in_earlier_stretches_meet_a_list_of_their_targets() -> None:
    text = "家长满意度93.3%；教师满意度89.2%；社会满意度95%。三项满意度的目标分别为92%、85%、96%，全部达标。"
    assert stated(text, "target", "actual") == [("92%", "93.3%"), ("85%", "89.2%"), ("96%", "95%")]


@pytest.mark.parametrize(
    "text",
    [
        "按计划完成检修线路128公里。",
        "预计明年完成投资5亿元，目标任务4.8亿元。",
        "完成25项改革任务，其中重点任务8项。",
        "2025年计划招聘教师60名。",
        "全年实现产值12亿元，增长5%；税收8,600万元，增长6%。",
        "2023年目标增长8%，2022年实际增长7.5%。",
        "新入选培养计划领军人才409名，新增青年人才475名。",
        "预期性指标19项、约束性指标9项。",
        "就业率目标保持95%以上、市场就业率70%以上。",
        "内涝点由11处减至4处，完成年度消除6处以上的目标。",
        "每月计划检查10次，全年实际检查126次。",
        "新增学位3,240个，其中小学1,620个、初中1,200个、幼儿园420个。",
    ],
)
def test_no_target_no_pair(text: str) -> None:
    assert not [g for g in groups(text) if "target" in g and "actual" in g]


@pytest.mark.parametrize(
    ("text", "says", "bound"),
    [
        ("办结率目标不低于95%，实际96%。", "正向", "≥"),
        ("目标95%以上，实际96%。", "正向", "≥"),
        ("满意率目标百分之九十五以上，实际百分之九十六。", "正向", "≥"),
        ("办理时限目标不超过4天，实际3天。", "反向", "≤"),
        ("目标5天以内，实际3天。", "反向", "≤"),
        ("目标400亩，实际480亩。", "等于", ""),
        ("目标0起，实际0起。", "等于", "="),
    ],
)
def test_the_words_of_a_target_bound_it(text: str, says: str, bound: str) -> None:
    target = next(g["target"][0] for g in groups(text) if "target" in g)
    assert target.says == (says,)
    assert target.figure is not None
    assert target.figure.bound == bound


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("事故死亡人数目标3人，实际5人。", ("两可",)),
        ("供水漏损率目标10%，实际8.6%。", ("两可",)),
        ("建设用地控制目标9.2万亩，实际8.97万亩。", ("两可",)),
        ("出水总磷目标值0.5毫克/升，实测0.18毫克/升。", ("两可",)),
        ("3.2 供水漏损率\n指标值：10%。完成值：8.9%。", ("两可",)),
        ("死亡事故得到遏制，全年目标9人，实际6人。", ("两可",)),
        ("检查企业目标3家，实际2家。", ("等于",)),
        ("投诉办结率目标80%，实际76%。", ("等于",)),
        ("事故隐患整改数目标80处，实际76处。", ("等于",)),
        ("结案率94.8%，目标95%。", ("等于",)),
        ("投诉调解成功率目标95%，实际94%。", ("等于",)),  # so high a rate of something bad is no target
        ("事故起数下降率目标10%，实际14.3%。", ("等于", "变动率")),
        ("设备采购控制价500元，实际496元。", ("反向",)),
        ("漏报率上限为4.1‰，实际2.6‰。", ("反向",)),
        ("保有量下限38万亩，实际38.6万亩。", ("正向",)),
    ],
)
def test_less_may_be_better_of_what_words_call_bad(text: str, says: tuple[str, ...]) -> None:
    target = next(g["target"][0] for g in groups(text) if "target" in g)
    assert target.says == says


def test_a_ceiling_is_surely_of_what_has_no_noun_of_its_own() -> None:
    assert unsure("每户补助上限5,000元，实际发放补助资金20万元。")
    assert not unsure("设备采购控制价500元，实际520元。")


def test_a_result_keeps_its_reason_and_measure() -> None:
    text = "计划整治沟渠36公里，实际整治30.6公里，完成率85%，主要是连续降雨影响施工，剩余段将于次年4月完工。"
    found = next(g for g in groups(text) if "target" in g)
    assert found["deviation_reason"][0].says == ("有实质原因",)
    assert "improvement_measure" in found


def test_all_that_a_claim_counts_share_its_list() -> None:
    text = "三、公共卫生\n建档率93%，目标值90%；\n规范管理率58%，目标值60%。\n上述两项指标全部达到目标值。"
    found = groups(text)
    claim = next(g["claim"][0] for g in found if g.get("claim") and "全部达成" in g["claim"][0].says)
    lists = {g["target"][0].places["list"] for g in found if "target" in g}
    assert lists == {claim.places["list"]}


@given(st.integers(2, 9000), st.integers(2, 9000))
def test_what_is_printed_is_what_is_read(target: int, actual: int) -> None:
    text = f"计划改造公厕{target}座，实际改造{actual}座。"
    found = next(g for g in groups(text) if "target" in g)
    figures = [found[role][0].figure for role in ("target", "actual")]
    assert [f.value if f else None for f in figures] == [Fraction(target), Fraction(actual)]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("培训目标500人，实际425人，达到目标要求。", ["达到目标要求"]),
        ("培训目标500人，实际425人，其余各项均已完成。", []),
        ("改厕目标60座，实际52座，隐患整改全部完成。", []),
        ("改厕目标60座，实际52座，改厕任务全部完成。", ["全部完成"]),
    ],
)
def test_a_claim_belongs_to_what_it_is_about(text: str, claims: list[str]) -> None:
    found = next(g for g in groups(text) if "target" in g)
    assert [c.text for c in found.get("claim", [])] == claims


@pytest.mark.parametrize(
    "text",
    [
        "全年设定目标17项，其中产出类11项、效益类4项、满意度类2项。",
        "村所承担任务量45%左右，拨付补助1306万元，占乡镇院口径支出的40.5%。",
    ],
)
def test_parts_and_shares_are_no_results(text: str) -> None:
    assert not stated(text, "target", "actual")


def test_the_whole_before_its_parts_is_what_met_the_target() -> None:
    text = "稳岗2,146人，其中省外1,102人、省内738人、县内306人，完成2,100人任务的102.2%。"
    assert stated(text, "target", "actual", "completion_rate") == [("2,100人", "2,146人", "102.2%")]


def test_a_target_said_to_be_set_too_low_is_a_reason() -> None:
    text = "检测台数设定为不少于400台，实际完成640台，目标设定偏低，扣1分。"
    assert any(f.role == "deviation_reason" and "超额原因" in f.says for f in fact_set(text).facts)


@pytest.mark.parametrize(
    ("text", "target", "actual"),
    [
        ("道路修复：计划完成181处，实际完成202处，完成率{}。", "181处", "202处"),
        ("全年计划建成蓄水池40口，实际建成45口，计划完成率{}。", "40口", "45口"),
        ("今年计划完成植树5.2万株，全年实际栽植5.8万株，完成率{}。", "5.2万株", "5.8万株"),
    ],
)
def test_what_is_planned_to_be_done_is_a_target_where_what_was_done_follows(
    text: str, target: str, actual: str
) -> None:
    assert stated(text.format("104%"), "target", "actual") == [(target, actual)]
    assert loud(text.format("104%")) == {"completion-rate"}


@pytest.mark.parametrize(
    "text",
    [
        "安排重点工作35项，按计划完成34项，实际投入资金120万元，完成率97.1%。",
        "按计划完成18.1公里，实际投入120万元。",
        "年度计划完成18.1公里，占任务的90.5%。",
        "本年计划完成投资1,200万元，实际完成1,260万元，完成率105%。",
        "按照计划完成道路硬化18.1公里，实际受益人口1.2万人。",
    ],
)
def test_what_was_done_as_planned_is_no_target(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "甲乡完成0.6万亩，乙乡完成0.7万亩，丙乡完成0.8万亩，为年度任务2万亩的105%。",
        "东片区改造120户，西片区改造98户，占年度任务200户的109%。",
    ],
)
def test_a_rate_after_a_list_is_of_all_of_it(text: str) -> None:
    assert not loud(text)


def test_a_rate_after_a_list_that_is_of_none_of_it_is_found() -> None:
    assert "completion-rate" in loud("东片区改造120户，西片区改造98户，占年度任务200户的79%。")
