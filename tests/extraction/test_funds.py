"""Budgets, money received and spent, and the rates that divide them."""

from __future__ import annotations

import pytest
from tests.extraction.reading import groups, stated


@pytest.mark.parametrize(
    ("text", "rate", "parts"),
    [
        (
            "全年预算安排1,286.40万元，实际执行1,247.81万元，预算执行率97%。",
            "execution_rate",
            {"budget.adjusted": "1,286.40万元", "budget.executed": "1,247.81万元"},
        ),
        (
            "年初预算640万元，调整后预算712万元，预算调整率11.25%。",
            "adjustment_rate",
            {"budget.initial": "640万元", "budget.adjusted": "712万元"},
        ),
        (
            "年初预算640万元，年中追加72万元，全年预算712万元；全年支出690.64万元，执行率97%。",
            "execution_rate",
            {"budget.adjusted": "712万元", "budget.executed": "690.64万元"},
        ),
        (
            "2021年预算总额531.23万元，实际到位资金549.89万元，资金到位率104%。",
            "arrival_rate",
            {"budget.initial": "531.23万元", "funds.received": "549.89万元"},
        ),
        (
            "一、到位\n实际到位资金549.89万元。\n二、执行\n实际资金支出总额507.86万元，当年资金使用率92%。",
            "usage_rate",
            {"funds.received": "549.89万元", "budget.executed": "507.86万元"},
        ),
        (
            "部门预算2,150.00万元。截至12月31日，实际支出2,021.00万元，预算执行率94%。",
            "execution_rate",
            {"budget.initial": "2,150.00万元", "budget.executed": "2,021.00万元"},
        ),
        (
            "年初预算3,200万元，实际支出3,520万元，完成年初预算的110%。",
            "execution_rate",
            {"budget.initial": "3,200万元", "budget.executed": "3,520万元"},
        ),
    ],
)
def test_the_name_of_a_rate_tells_what_it_divides(text: str, rate: str, parts: dict[str, str]) -> None:
    found = [g for g in groups(text) if rate in g]
    assert [{role: g[role][0].text for role in g if role not in (rate, "note")} for g in found] == [parts]


def test_a_named_base_wins() -> None:
    text = (
        "2021年支出合计968.40万元。\n年初预算870.00万元，调整预算988.00万元，"
        "按调整预算计算的执行率98.0%，按年初预算计算则为111.3%。"
    )
    assert stated(text, "execution_rate", "budget.adjusted") == [("98.0%", "988.00万元")]
    assert stated(text, "execution_rate", "budget.initial") == [("111.3%", "870.00万元")]


def test_three_lists_go_in_order() -> None:
    text = (
        "用车费、接待费、出国费预算数分别为44.80万元、3.00万元、0.00万元，"
        "决算数分别为41.27万元、2.16万元、0.00万元，分别完成预算的92.12%、72%、0%。"
    )
    assert stated(text, "execution_rate", "budget.executed", "budget.initial") == [
        ("92.12%", "41.27万元", "44.80万元"),
        ("72%", "2.16万元", "3.00万元"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "单位预算500万元。其中修路支出120万元，执行率80%。",
        "收入总计2,345万元，包括县级预算安排980万元、其他1,365万元。全年支出2,251.2万元，支出进度96%。",
        "对执行率低于80%的项目，下年度预算压减10%。",
        "截至9月底执行率58%。",
    ],
)
def test_a_rate_of_other_money_is_left_alone(text: str) -> None:
    assert not [g for g in groups(text) if "execution_rate" in g]


def test_the_rate_of_an_earlier_year_divides_nothing_here() -> None:
    text = "调整后预算742.50万元，实际支出720.22万元，预算执行率97.0%；较上年执行率94.2%提高2.8个百分点。"
    assert stated(text, "execution_rate", "budget.executed") == [("97.0%", "720.22万元")]
    assert [g["execution_rate"][0].says for g in groups(text) if "execution_rate" in g] == [("整体",)]


def test_the_budget_may_have_become_another_sum() -> None:
    text = "年初预算90万元；6月追加20万元，9月压减10万元，全年预算数调整为100万元。全年执行96万元，执行率96%。"
    assert stated(text, "execution_rate", "budget.adjusted", "budget.executed") == [("96%", "100万元", "96万元")]


def test_a_portion_of_the_budget_is_of_the_sum_before_it() -> None:
    text = "全年预算360万元，全年支出342万元，预算执行率95%，结转18万元，占全年预算的5%。"
    assert [g["execution_rate"][0].text for g in groups(text) if "execution_rate" in g] == ["95%"]
