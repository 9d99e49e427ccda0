"""Shares and what they are shares of."""

from __future__ import annotations

import pytest
from tests.extraction.reading import groups, stated

ROLES = ("numerator", "denominator", "share")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("年末在岗240人，其中专业技术人员198人，占82.5%。", [("198人", "240人", "82.5%")]),
        ("总支出1,250万元，其中人员经费525万元，占总支出42%。", [("525万元", "1,250万元", "42%")]),
        ("建成示范村18个，占全镇24个村的75%。", [("18个", "24个", "75%")]),
        ("志愿者6,200人，占常住人口（7.75万人）的8%。", [("6,200人", "7.75万人", "8%")]),
        ("37处安葬点中，8处道路未硬化（21.6%）。", [("8处", "37处", "21.6%")]),
        (
            "从结构看，全年支出500万元。人员支出150万元、公用支出50万元、项目支出300万元，三者分别占总支出的30%、10%和60%。",
            [("150万元", "500万元", "30%"), ("50万元", "500万元", "10%"), ("300万元", "500万元", "60%")],
        ),
        (
            "收入合计800万元。财政拨款720万元，占90%；其他收入80万元，占10%。",
            [("720万元", "800万元", "90%"), ("80万元", "800万元", "10%")],
        ),
        ("全年支出900万元。\n四季度支付360万元，占全年支出的40%。", [("360万元", "900万元", "40%")]),
        ("医疗收入600万元。医疗收入中，药品收入168万元，占比28%。", [("168万元", "600万元", "28%")]),
    ],
)
def test_part_and_base(text: str, told: list[tuple[str, ...]]) -> None:
    assert stated(text, *ROLES) == told


@pytest.mark.parametrize("text", ["就业人员占比较大。", "女性占37.5%。", "占地35亩，绿化率30%。"])
def test_silence_without_part_or_base(text: str) -> None:
    assert not stated(text, *ROLES)


def test_a_grand_total_with_what_was_left_is_not_the_spending_of_the_year() -> None:
    text = "收入总计520万元，支出总计520万元。\n财政拨款支出400万元，占本年支出合计的80%。"
    assert not any("share" in g and "denominator" in g for g in groups(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("抽查档案3,000份，缺页27份，占0.9%。", [("27份", "3,000份", "0.9%")]),
        ("全年核查低保户450户，清退36户，占比8%。", [("36户", "450户", "8%")]),
        ("查阅凭证200笔，其中附件不全18笔，占9%，已补齐。", [("18笔", "200笔", "9%")]),
        ("随机抽取合同60份，漏盖章3份，占5%。", [("3份", "60份", "5%")]),
        ("走访商户500家，停业40家，占8%。", [("40家", "500家", "8%")]),
    ],
)
def test_what_was_gone_through_is_the_base(text: str, told: list[tuple[str, ...]]) -> None:
    assert stated(text, *ROLES) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全年支出900万元，其中培训费360万元，占比最高，为40%。", [("360万元", "900万元", "40%")]),
        (
            "全年支付800万元。\n支付去向：设备400万元、材料240万元、人工160万元。\n设备份额最大，达50%；材料紧随其后，达30%。",
            [("400万元", "800万元", "50%"), ("240万元", "800万元", "30%")],
        ),
        ("实支500万元。\n项目支出320万元。\n项目支出比重六成四。", [("320万元", "500万元", "六成四")]),
        ("总支出500万元。\n公用支出80万元。\n公用支出占一成六。", [("80万元", "500万元", "一成六")]),
    ],
)
def test_a_share_told_after_its_figures(text: str, told: list[tuple[str, ...]]) -> None:
    assert stated(text, *ROLES) == told


def test_what_a_part_was_added_up_from_is_no_base() -> None:
    assert not stated("厨余14吨。可回收与厨余合计20吨，占44.5%。", *ROLES)


def test_the_list_of_a_grand_total_names_what_it_holds() -> None:
    text = (
        "收入总计500万元。\n收入总计包括本年收入480万元、年初结转20万元。\n本年收入构成为：财政拨款收入360万元，占75%。"
    )
    assert stated(text, *ROLES) == [("360万元", "480万元", "75%")]
