"""Final accounts: settled figures beside their budgets, and the words that say which is larger."""

from __future__ import annotations

import pytest
from tests.extraction.reading import document, groups, vocabulary

from gouji.extraction import read_prose
from gouji.extraction.settlements import settlements
from gouji.fact import Profile

Row = tuple[str, str, str]


def made(text: str, role: str) -> list[Row]:
    """(percentage or claim, settled, budget) of every group that has a fact of a role beside both."""
    return [
        (
            g[role][0].says[0] if role == "claim" else g[role][0].text,
            g["budget.executed"][0].text,
            (g.get("budget.initial") or g["budget.adjusted"])[0].text,
        )
        for g in groups(text)
        if role in g and "budget.executed" in g
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # the item's own figure is what was settled
        ("3.图书购置（2070104）48.6万元，完成年初预算54万元的90%。", [("90%", "48.6万元", "54万元")]),
        ("林木管护与抚育312万元，年初预算300万元，完成104%；", [("104%", "312万元", "300万元")]),
        ("档案整理27.3万元，完成年初预算的91%，年初预算30万元。", [("91%", "27.3万元", "30万元")]),
        ("广场维护11.5万元，年初预算12.5万元，完成率92%。", [("92%", "11.5万元", "12.5万元")]),
        # named in so many words
        ("培训费年初预算为20万元，支出决算为18万元，完成年初预算的90%。", [("90%", "18万元", "20万元")]),
        (
            "我馆支出年初预算400万元，调整预算500万元，决算480万元，完成调整预算的96%、年初预算的120%。",
            [("96%", "480万元", "500万元"), ("120%", "480万元", "400万元")],
        ),
        (
            "项目支出年初预算400万元，调增100万元（其中上级专款80万元），调整预算500万元，决算480万元，完成调整预算的96%。",
            [("96%", "480万元", "500万元")],
        ),
        # 一般公共预算 is the name of a fund
        ("一般公共预算财政拨款支出630万元，完成年初预算600万元的105%。", [("105%", "630万元", "600万元")]),
        # set beside what the sentence before opens with
        (
            "财政拨款支出630万元，占总支出的90%。与年初预算600万元相比，完成年初预算的105%；与调整预算700万元相比，完成90%。",
            [("105%", "630万元", "600万元"), ("90%", "630万元", "700万元")],
        ),
        # each stretch is an account of its own
        (
            "差旅费9万元，年初预算10万元，完成90%；印刷费6万元，年初预算8万元，完成75%。",
            [("90%", "9万元", "10万元"), ("75%", "6万元", "8万元")],
        ),
        ("应急物资储备21万元，年初预算0.00万元，完成年初预算的100%。", [("100%", "21万元", "0.00万元")]),
    ],
)
def test_percentages_of_a_budget(text: str, rows: list[Row]) -> None:
    assert sorted(made(text, "execution_rate")) == sorted(rows)


def test_a_part_takes_no_budget_of_the_whole() -> None:
    text = "会议费年初预算为8万元，支出决算为6万元，完成预算的75%，其中：视频会议1万元，完成预算的50%。"
    assert ("75%", "6万元", "8万元") in made(text, "execution_rate")
    assert not any(settled == "1万元" for _, settled, _ in made(text, "execution_rate"))


@pytest.mark.parametrize(
    "text",
    [
        "基本支出100万元，项目支出50万元，年初预算160万元，完成93.75%。",  # the sum of both
        "2022年支出决算118万元，2021年支出决算110万元，完成年初预算115万元，完成率102.6%。",  # two settled
        "培训费年初预算80万元，执行中调整为90万元，决算88万元，完成预算的97.8%。",  # of the adjusted one
        "培训费年初预算80万元，年中追加10万元，决算88万元，完成97.8%。",
        "共争取资金290万元，年初预算200万元，完成145%。",  # not what was spent
    ],
)
def test_a_percentage_that_may_be_of_something_else(text: str) -> None:
    assert not [row for row in made(text, "execution_rate") if row[2] in ("160万元", "115万元", "80万元", "200万元")]


def test_a_portion_of_the_budget_is_of_the_sum_before_it() -> None:
    text = "培训费年初预算100万元，决算95万元，完成年初预算的95%，滚存5万元，占年初预算的5%。"
    told = settlements(read_prose(document(text), vocabulary(), Profile()))
    assert [s.claim.token.text for s in told if s.claim] == ["95%"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("图书购置48.6万元，年初预算54万元，决算数大于年初预算数，因采购推迟。", [("增加", "48.6万元", "54万元")]),
        (
            "培训费年初预算为20万元，支出决算为18万元。决算数小于预算数的主要原因：改为线上培训。",
            [("减少", "18万元", "20万元")],
        ),
        ("会议费年初预算为5万元，支出决算为5万元。决算数与预算数持平。", [("持平", "5万元", "5万元")]),
        ("会议费年初预算为5万元，支出决算为5万元，决算数等于预算数。", [("持平", "5万元", "5万元")]),
        (
            "年初预算40万元，调整预算50万元，决算48万元，决算数小于调整预算数，高于年初安排。",
            [("减少", "48万元", "50万元")],
        ),
    ],
)
def test_words_that_compare_the_two(text: str, rows: list[Row]) -> None:
    assert made(text, "claim") == rows


@pytest.mark.parametrize(
    "text",
    [
        "会议费年初预算为5万元，支出决算为5万元。决算数与预算数基本持平。",  # nearly level is not level
        "会议费年初预算为5万元，支出决算为4万元。差旅费决算数大于预算数。",  # another account
        "会议费年初预算为5万元，支出决算为4万元；决算数大于预算数的还有差旅费。",
        "会议费支出4万元，决算数大于预算数。",  # no budget
        "会议费、差旅费年初预算10万元，会议费决算4万元，差旅费决算5万元，决算数小于预算数。",  # two settled
        "会议费年初预算为5万元，年中追加2万元，支出决算为6万元，决算数小于预算数。",  # of which
        "较年初预算10万元有所压减，决算数小于预算数。",
    ],
)
def test_words_that_compare_nothing_printed(text: str) -> None:
    assert made(text, "claim") == []
