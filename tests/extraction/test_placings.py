"""A figure placed above, below or level with an earlier one, and headlines that give a direction."""

from __future__ import annotations

import pytest
from tests.extraction.reading import groups, stated


def placed(text: str) -> list[tuple[str, str, str]]:
    """Current, prior and what the words say of them, statement by statement."""
    return [
        (group["current"][0].text, group["prior"][0].text, group["claim"][0].says[0])
        for group in groups(text)
        if {"current", "prior", "claim"} <= group.keys()
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("参训率98.5%，高于上年96.2%。", ("98.5%", "96.2%", "增加")),
        ("合格率95%，低于上年同期的95.8%。", ("95%", "95.8%", "减少")),
        ("会议费12.5万元，与上年的12万元持平。", ("12.5万元", "12万元", "持平")),
        ("2022年支出50万元，2023年支出48万元，与上年持平。", ("48万元", "50万元", "持平")),
        (
            "2023年当年预算执行数为10万元，2024年预算安排10万元，比2023年预算执行数持平。",
            ("10万元", "10万元", "持平"),
        ),
    ],
)
def test_placed_by_a_word(text: str, told: tuple[str, str, str]) -> None:
    assert placed(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "合格率95%，高于90%的目标。",
        "会议费12万元，与上年持平。",
        "2022年支出50万元，2023年支出48万元，与上年基本持平。",
    ],
)
def test_not_placed(text: str) -> None:
    assert placed(text) == []


def test_a_headline_speaks_of_the_figures_under_it() -> None:
    text = "5.1 到馆人次下降。2019年到馆33.6万人次，2018年为32.2万人次，同比增长4.3%。"
    assert ("33.6万人次", "32.2万人次", "减少") in placed(text)


def test_a_headline_of_something_else_does_not() -> None:
    text = "5.1 投诉数量下降。2019年到馆33.6万人次，2018年为32.2万人次，同比增长4.3%。"
    assert [says for _, _, says in placed(text)] == ["增加"]
    assert len(stated(text, "current")) == 1
