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
