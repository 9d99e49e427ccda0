"""Comparisons of two times: what the words compare, and what they leave open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties.reports import checked
from tests.extraction.reading import groups, stated, unsure
from tests.telling import TITLE, loud

UP = ("current", "prior", "change", "growth_rate")
DOWN = ("current", "prior", "decrease", "decline_rate")


def says(text: str) -> list[tuple[str, ...]]:
    """What the direction words of each statement say."""
    return [tuple(x for f in group["claim"] for x in f.says) for group in groups(text) if "claim" in group]


@pytest.mark.parametrize(
    ("text", "roles", "told"),
    [
        # the base right before the change
        ("总收入900万元，比上年的800万元增加100万元，增长12.5%。", UP, ("900万元", "800万元", "100万元", "12.5%")),
        (
            "与2020年的800万元相比，收入增加100万元，增长12.5%。",
            ("prior", "change", "growth_rate"),
            ("800万元", "100万元", "12.5%"),
        ),
        (
            "全年收入900万元，其中拨款700万元。与2020年的800万元相比，增加100万元，增长12.5%。",
            UP,
            ("900万元", "800万元", "100万元", "12.5%"),
        ),
        ("收入900万元，比2022年（800万元）增加100万元，增幅12.5%。", UP, ("900万元", "800万元", "100万元", "12.5%")),
        ("办案45件，较上年60件减少15件，下降25%。", DOWN, ("45件", "60件", "15件", "25%")),
        (
            "接待费三万六千元，比上一年的四万五千元节约九千元，下降百分之二十。",
            DOWN,
            ("三万六千元", "四万五千元", "九千元", "百分之二十"),
        ),
        # no base: the rules work it out
        (
            "收入412万元，占全部的八成，比上年增加67万元，增长19.4%。",
            ("current", "change", "growth_rate"),
            ("412万元", "67万元", "19.4%"),
        ),
        (
            "参保人数增加1,200人，达到31,200人，增长4%。",
            ("current", "change", "growth_rate"),
            ("31,200人", "1,200人", "4%"),
        ),
        (
            "全年办结320件，比上年多办40件，增长14.3%。",
            ("current", "change", "growth_rate"),
            ("320件", "40件", "14.3%"),
        ),
        # the base in a bracket or a clause of its own
        (
            "税收6.42亿元，同比增长7.0%（上年为6.00亿元）。",
            ("current", "prior", "growth_rate"),
            ("6.42亿元", "6.00亿元", "7.0%"),
        ),
        (
            "实际9.84万册次，同比增长6.7%，2018年为9.22万册次。",
            ("current", "prior", "growth_rate"),
            ("9.84万册次", "9.22万册次", "6.7%"),
        ),
        (
            "工资40,320元，上年36,654元，增长10%。",
            ("current", "prior", "growth_rate"),
            ("40,320元", "36,654元", "10%"),
        ),
        (
            "上年接待游客20万人次，今年接待游客25万人次，增长25%。",
            ("current", "prior", "growth_rate"),
            ("25万人次", "20万人次", "25%"),
        ),
        (
            "2022年当年预算执行数为11.67万元，2023年预算安排45.41万元，比2022年预算执行数增加289.12%。",
            ("current", "prior", "growth_rate"),
            ("45.41万元", "11.67万元", "289.12%"),
        ),
        ("受理45件（上年60件），同比减少15件，下降25%。", DOWN, ("45件", "60件", "15件", "25%")),
        # from … to
        ("农药由20吨降到19吨，减少1吨，降幅5%。", DOWN, ("19吨", "20吨", "1吨", "5%")),
        (
            "经费从2018年的21.60万元降到2019年的17.28万元，降幅20%。",
            ("current", "prior", "decline_rate"),
            ("17.28万元", "21.60万元", "20%"),
        ),
        (
            "警情同比下降百分之十五点三，由2022年的二百六十八起降到二百二十七起。",
            ("current", "prior", "decline_rate"),
            ("二百二十七起", "二百六十八起", "百分之十五点三"),
        ),
        (
            "会议费同比压缩12%（由50万元降到44万元）。",
            ("current", "prior", "decline_rate"),
            ("44万元", "50万元", "12%"),
        ),
        (
            "教师由260人增至275人（其中高级职称由60人增至72人），增加15人。",
            ("current", "prior", "change"),
            ("275人", "260人", "15人"),
        ),
        # percentage points
        (
            "覆盖率由51.8%提高到52.6%，提高了0.8个百分点。",
            ("current", "prior", "change"),
            ("52.6%", "51.8%", "0.8个百分点"),
        ),
        (
            "占比32.9%，同比提高1.6个百分点（2021年31.3%）。",
            ("current", "prior", "change"),
            ("32.9%", "31.3%", "1.6个百分点"),
        ),
        # by dimension
        (
            "发生事故18起、死亡3人，上年为21起、4人，起数下降14.29%、死亡人数下降25%。",
            ("current", "prior", "decline_rate"),
            ("3人", "4人", "25%"),
        ),
        # named in another place
        (
            "截至年底，全县A级景区总数7家。\n品牌创建，A级景区总数较2018年的4家增加2家。",
            ("current", "prior", "change"),
            ("7家", "4家", "2家"),
        ),
        (
            "全年接诊5.4万人次，住院2,940人次。与2020年相比，接诊增加4,000人次，增长8%；住院减少60人次，下降2%。",
            ("current", "decrease", "decline_rate"),
            ("2,940人次", "60人次", "2%"),
        ),
        # what was set
        (
            "播种70亩，比任务65亩多5亩。",
            ("minuend", "subtrahend", "difference"),
            ("70亩", "65亩", "5亩"),
        ),
        (
            "开展活动（52场），比计划（40场）多12场。",
            ("minuend", "subtrahend", "difference"),
            ("52场", "40场", "12场"),
        ),
        (
            "目标95%，实际92.6%，差2.4个百分点。",
            ("minuend", "subtrahend", "difference"),
            ("95%", "92.6%", "2.4个百分点"),
        ),
        (
            "采购预算312万元，实际采购306.5万元，节约5.5万元，节约率1.8%。",
            ("minuend", "subtrahend", "difference"),
            ("312万元", "306.5万元", "5.5万元"),
        ),
        (
            "采购预算312万元，实际采购306.5万元，节约5.5万元，节约率1.8%。",
            ("current", "prior", "decline_rate"),
            ("306.5万元", "312万元", "1.8%"),
        ),
        (
            "采购预算312万元，实际采购306.5万元，节约5.5万元，资金节约率1.8%。",
            ("current", "prior", "decline_rate"),
            ("306.5万元", "312万元", "1.8%"),
        ),
        (
            "培训费支出9.4万元，比年初预算11万元节约1.6万元。",
            ("minuend", "subtrahend", "difference"),
            ("11万元", "9.4万元", "1.6万元"),
        ),
        # both years in a bracket, either first
        (
            "刑事警情同比下降20.5%（2020年312起，2021年248起）。",
            ("current", "prior", "decline_rate"),
            ("248起", "312起", "20.5%"),
        ),
        (
            "门诊量增长7.5%（今年4.3万人次，去年4万人次）。",
            ("current", "prior", "growth_rate"),
            ("4.3万人次", "4万人次", "7.5%"),
        ),
        (
            "年初结余200万元，年末结余150万元，较年初下降25%。",
            ("current", "prior", "decline_rate"),
            ("150万元", "200万元", "25%"),
        ),
        # the year of the change dates what it led to
        (
            "2020年执行数512万元，2021年减少64万元，下降12.5%。",
            ("prior", "decrease", "decline_rate"),
            ("512万元", "64万元", "12.5%"),
        ),
    ],
)
def test_what_is_compared(text: str, roles: tuple[str, ...], told: tuple[str, ...]) -> None:
    assert told in stated(text, *roles)
    assert not unsure(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("住院日7.9天，控制目标不超过8.2天，较上年8.3天延长0.4天。", ("增加",)),
        ("受理49件，办结47件，办结率95.9%，较上年的61件增长19.7%。", ("增加",)),
        ("事故由10起降到8起。", ("减少",)),
        ("办公费86万元，比上年多支4万元，下降4.4%。", ("增加",)),
        ("次均费用6,727元，同比下降1.9%，涨幅低于全县增速。", ("增加",)),
    ],
)
def test_which_way_the_words_point(text: str, told: tuple[str, ...]) -> None:
    assert told in says(text)


def test_a_numerator_is_not_what_changed() -> None:
    assert stated("查处案件137起，查结131起，查结率95.6%，比2016年的164起减少27起。", "current") == [("137起",)]


def test_the_whole_and_its_last_part_are_both_readings() -> None:
    text = "经费支出9.8万元，其中车辆8.6万元，接待1.2万元，比2022年减少1.4万元，下降12.5%。"
    assert stated(text, "current", "decrease") == [("9.8万元、1.2万元", "1.4万元")]


def test_a_part_whose_whole_has_its_own_change() -> None:
    text = "资产2,300万元，较上年末增加12%，其中设备1,500万元，增加200万元，增幅15.4%。"
    assert ("1,500万元", "200万元", "15.4%") in stated(text, "current", "change", "growth_rate")


@pytest.mark.parametrize(
    "text",
    [
        "生产总值268亿元，上年为255亿元，按不变价格计算同比增长6.2%。",
        "营业收入38.7亿元，上年30亿元，同比增长9.2%（可比口径）。",
        "人均可支配收入9,687元，上年为8,887元，扣除价格因素实际增长7%。",
    ],
)
def test_real_growth_is_noted(text: str) -> None:
    assert any("可比价" in f.says for group in groups(text) for f in group.get("note", []))


@pytest.mark.parametrize(
    "text",
    [
        "人均可支配收入9,687元，比上年8,887元增加800元，增长12%。",
        "城镇居民人均可支配收入由上年的31,200元提高到33,100元，增长9.4%。",
    ],
)
def test_growth_of_surveyed_income_is_asked_about_and_never_accused(text: str) -> None:
    """No words say that it is real growth, but statistics may count it so, or by another sample."""
    assert any("或可比价" in f.says for group in groups(text) for f in group.get("note", []))
    asked = {f.rule.id for f in checked(TITLE + text).findings}
    assert asked & {"growth-rate", "growth-from-change"}
    assert not loud(text)


def test_nominal_growth_is_not() -> None:
    text = "人均可支配收入19,846元，上年为18,037元，名义增长10.0%，扣除价格因素实际增长8.9%。"
    noted = {g["growth_rate"][0].text: "note" in g for g in groups(text) if "growth_rate" in g}
    assert noted == {"10.0%": False, "8.9%": True}


def test_yearly_growth_takes_no_figure_that_stands_apart() -> None:
    text = "藏书由2020年的15.2万件增加到2021年的16万件、2022年的16.8万件，两年共增加1.6万件，年均增长5.1%。"
    assert not stated(text, "average_growth")


def test_yearly_growth_has_a_role_of_its_own() -> None:
    text = "规模由500人扩大到1,200人，年均增长33.9%。"
    assert stated(text, "current", "prior", "average_growth") == [("1,200人", "500人", "33.9%")]
    assert not stated(text, "growth_rate")


@pytest.mark.parametrize(
    "text",
    [
        "全市排名由369位上升到235位。",
        "力争2025年产值增长5%左右，达到3亿元以上。",
        "能耗强度下降3.5%，降幅比上年扩大0.5个百分点。",
        "接待游客21.7万人次，同比增长18%。",
        "城乡居民收入分别增长6%和7.4%。",
        "年产量12万吨，超年度目标2万吨。",
    ],
)
def test_nothing_to_check(text: str) -> None:
    roles = {role for group in groups(text) for role in group}
    assert not roles & {"prior", "subtrahend"}


@pytest.mark.parametrize(
    "text",
    [
        "城镇化率提升5.27个百分点，毕业生留省率从67.6%提高到70%。",
        "投资项目压减90%以上，许可证从60类减少到10类。",
        "合同额从1,795亿元增加到5,260亿元，企业、机构数量分别增长3.2倍、2.5倍。",
        "里程从4,500多公里增加到近1万公里，管道从63万公里增加到89万公里。",
    ],
)
def test_a_neighbour_with_a_subject_of_its_own(text: str) -> None:
    roles = {role for group in groups(text) if "prior" in group for role in group}
    assert roles == {"current", "prior", "claim"}


def test_what_is_new_is_no_change_of_the_figure_before() -> None:
    assert stated("服务5,000人，新增1,200人，增长5%。", "change") == []


@pytest.mark.parametrize(
    "text",
    ["户均增收1,200元，比实施前的户均8,000元增长15%。", "较一期500万元增加300万元，增长60%。"],
)
def test_an_increase_or_a_base_is_not_what_it_led_to(text: str) -> None:
    assert stated(text, "current") == []


def test_reasons_for_a_change_are_not_changes_of_it() -> None:
    text = "支出50万元，比上年减少5万元，下降9.09%，主要是车辆减少1辆、油料支出减少3万元。"
    assert stated(text, "decrease") == [("5万元",)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "收入合计900万元，其中拨款800万元，其他100万元。与上年相比，收入合计增加100万元，增长12.5%。",
            ("900万元", "100万元", "12.5%"),
        ),
        ("收、支总计900万元。与上年相比，收、支总计各增加100万元，增长12.5%。", ("900万元", "100万元", "12.5%")),
        (
            "基本支出800万元，项目支出400万元。与上年相比，支出增加90万元，其中基本支出增加50万元，增长6.67%；项目支出增加40万元，增长11.11%。",
            ("400万元", "40万元", "11.11%"),
        ),
    ],
)
def test_the_figure_of_its_name(text: str, told: tuple[str, ...]) -> None:
    assert told in stated(text, "current", "change", "growth_rate")


def test_two_figures_of_its_name_force_nothing() -> None:
    text = "基本支出300万元，项目支出200万元，支出比上年增加20万元，增长4.2%。"
    assert stated(text, "current", "growth_rate") == []


def test_what_is_carried_over_may_change_itself() -> None:
    text = "拨款1,400万元，增长12%；上年结转100万元，比上年减少50万元，下降33.33%。"
    assert ("100万元", "50万元", "33.33%") in stated(text, "current", "decrease", "decline_rate")


def test_colons_before_the_figures() -> None:
    text = "总收入：900万元，比上年的：800万元增加：100万元，增长：12.5%。"
    assert stated(text, *UP) == [("900万元", "800万元", "100万元", "12.5%")]
    text = "税收：6.42亿元，同比增长：7.0%（上年：6.00亿元）。"
    assert stated(text, "current", "prior", "growth_rate") == [("6.42亿元", "6.00亿元", "7.0%")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2023年收入6亿元，同比增长20%（2022年5亿元）。", [("6亿元", "5亿元")]),
        ("2023年收入6亿元，同比增长20%（2021年4亿元）。", []),
        ("2023年收入6亿元，比2021年增长50%（2021年4亿元）。", [("6亿元", "4亿元")]),
    ],
)
def test_the_year_compared_with(text: str, told: list[tuple[str, ...]]) -> None:
    assert stated(text, "current", "prior") == told


def test_a_carried_over_sum_is_no_earlier_figure() -> None:
    text = "上年结转15万元，本年收入300万元，比上年增加20万元，增长7.1%。"
    assert stated(text, *UP) == []


def test_the_base_of_one_change_is_not_that_of_the_next() -> None:
    text = "诊疗112万人次，比上年的126万人次减少14万人次；出院病人5.3万人次，比上年下降6.8%。"
    assert stated(text, "prior", "decline_rate") == []


@given(
    prior=st.integers(10, 9_999),
    current=st.integers(10, 9_999),
    noun=st.sampled_from(["受理投诉", "培训学员", "在册党员", "服务群众"]),
    against=st.sampled_from(["比上年的", "较2019年", "比去年同期"]),
)
def test_base_and_change_are_read_whatever_they_are(prior: int, current: int, noun: str, against: str) -> None:
    word, role = ("增加", "change") if current >= prior else ("减少", "decrease")
    text = f"{noun}{current}人，{against}{prior}人{word}{abs(current - prior)}人。"
    assert stated(text, "current", "prior", role) == [(f"{current}人", f"{prior}人", f"{abs(current - prior)}人")]


@pytest.mark.parametrize(
    "text",
    [
        "共出警2,190次，日均6次，比上年的2,400次减少210次，下降8.75%。",
        "合作社经营收入840万元，社均70万元，比上年的750万元增长12%。",
        "采购办公设备88万元，其中电脑60万元、打印机28万元；较上年的80万元增加8万元，增长10%。",
    ],
)
def test_a_mean_or_a_part_before_a_change_leaves_the_whole_possible(text: str) -> None:
    found = [g for g in groups(text) if "prior" in g and "current" in g]
    assert [len(g["current"]) for g in found] == [2]
    assert not unsure(text)


@pytest.mark.parametrize(
    "text",
    [
        "水质等级由4级提升至3级。",
        "经评定由5.2等提升至4.8等，提升0.4等。",
        "平均审批时间由5天提升至2天。",
        "全市考核排名由第9位上升至第4位。",
    ],
)
def test_no_direction_where_smaller_is_better(text: str) -> None:
    assert says(text) == []


@pytest.mark.parametrize(
    "text", ["许可事项由60类增加到72类。", "平均候诊时间由40分钟上升到55分钟。", "参训人员由30名提升至45名。"]
)
def test_counts_and_plain_words_keep_their_direction(text: str) -> None:
    assert says(text) == [("增加",)]


def test_a_short_name_is_looked_for_in_its_own_passage_only() -> None:
    text = "全年住院2,940人次。\n与2020年相比，住院减少60人次，下降2%。"
    assert not stated(text, "current")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("流转租金由上年每亩520元提高到每亩546元，涨幅5%。", ("520元", "546元", "5%")),
        ("补助标准由每人300元上调为每人330元，增长10%。", ("300元", "330元", "10%")),
        ("低保金从上年人均400元涨到今年的人均420元，提高5%。", ("400元", "420元", "5%")),
    ],
)
def test_from_so_much_each_to_so_much_each(text: str, told: tuple[str, ...]) -> None:
    assert stated(text, "prior", "current", "growth_rate") == [told]


@pytest.mark.parametrize(
    "text",
    [
        "2022年同口径支付1,550万元，2023年多付124万元，增幅8%。",
        "2022年拨付1,550万元，2023年多拨124万元，增长8%。",
        "2022年采购1,550万元，2023年多采购124万元，上升8%。",
    ],
)
def test_more_done_than_the_year_before(text: str) -> None:
    assert stated(text, "prior", "change", "growth_rate") == [("1,550万元", "124万元", "8%")]
    assert not unsure(text)


def test_grades_are_some_places_apart_whichever_is_the_better() -> None:
    text = "耕地质量等别由5.4等提升到4.9等，提高0.5等。"
    assert stated(text, "minuend", "subtrahend", "difference") == [("5.4", "4.9", "0.5")]
    assert not stated(text, "change")


@pytest.mark.parametrize(
    "text",
    [
        "2023年收入总计3,116.23万元。\n收入总计较上年3,039.73万元减少76.50万元，降幅2.5%。",
        "全年支出合计2,480.15万元，其中基本支出1,200.00万元。\n支出合计比上年的2,503.66万元增加23.51万元，增长0.9%。",
        "2023年收入总计3,116.23万元。\n与2022年的3,039.73万元相比，收入总计减少76.50万元，下降2.5%。",
    ],
)
def test_a_total_of_the_paragraph_before_went_the_other_way(text: str) -> None:
    assert "direction-word" in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023年收入总计3,116.23万元。\n收入总计较上年3,039.73万元增加76.50万元，增幅2.5%。",
        "一般公共预算支出合计2,480.15万元。\n支出合计比上年的2,503.66万元增加83.51万元，增长3.3%。",
        "财政拨款收入总计2,480.15万元。\n收入总计比上年的2,503.66万元增加83.51万元，增长3.3%。",
        "本年支出合计2,480.15万元。\n支出合计2,587.17万元，比上年的2,503.66万元增加83.51万元，增长3.3%。",
        "2023年收入总计3,116.23万元。\n2022年收入总计比上年的3,200万元减少160.27万元，下降5%。",
        "2022年收入总计3,039.73万元。\n收入总计3,116.23万元，比上年增加76.50万元。",
        "2023年支出合计3,116.23万元。\n（二）项目支出\n支出合计比上年的200万元减少20万元，下降10%。",
        "户均增收由800元提高到900元，合计增收33.3万元。",
    ],
)
def test_a_total_of_another_account_year_or_heading_is_not_compared(text: str) -> None:
    assert not loud(text)
