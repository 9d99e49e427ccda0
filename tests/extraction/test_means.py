"""Means, per head or per unit, and formulas written out."""

from __future__ import annotations

import pytest
from tests.extraction.reading import groups, stated

ROLES = ("average", "numerator", "divisor")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("资助学生1,316人次，发放资金164.5万元，人次均1,250元。", ("1,250元", "164.5万元", "1,316人次")),
        ("12个卫生院共有医师138人，院均11.5人。", ("11.5人", "138人", "12个")),
        ("立案73起，罚款286.5万元，平均每起3.92万元。", ("3.92万元", "286.5万元", "73起")),
        ("新购图书20,000册，支出70万元，单册35元。", ("35元", "70万元", "20,000册")),
        ("常住人口33.5万人，全年抽检1,474批次，折合4.4批次/千人。", ("4.4批次/千人", "1,474批次", "33.5万人")),
        ("带动就业1,460人，其中脱贫户534人，发放报酬1,286.5万元，人均8,812元。", ("8,812元", "1,286.5万元", "1,460人")),
        ("实际亩均1,500元（1,545.00万元÷10.3万亩）。", ("1,500元", "1,545.00万元", "10.3万亩")),
    ],
)
def test_sum_and_count(text: str, told: tuple[str, ...]) -> None:
    assert stated(text, *ROLES) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "农民人均可支配收入19,846元，全镇3,870人。",
        "平均年龄40.3岁，共56人。",
        "补贴标准为每人每月90元，共300人，27万元。",
    ],
)
def test_what_is_not_worked_out_here(text: str) -> None:
    assert not stated(text, *ROLES)


def test_a_written_quotient() -> None:
    assert stated("执行率：482.98÷500.50＝96.5%。", "numerator", "denominator", "share") == [
        ("482.98", "500.50", "96.5%")
    ]


def test_a_written_sum() -> None:
    assert [f.text for f in groups("得分8分+7分+9.75分=24.75分。")[0]["part"]] == ["8分", "7分", "9.75分"]


@pytest.mark.parametrize(
    "text",
    [
        "发放补助480万元，惠及3,000户，比上年户均1,500元增加100元。",
        "发放补助480万元，惠及3,000户，高于全县户均水平，上年户均1,500元。",
    ],
)
def test_a_mean_of_another_year_is_of_other_figures(text: str) -> None:
    assert not stated(text, *ROLES)
