"""分别: pairing by place, and only where the counts agree."""

from __future__ import annotations

import pytest
from tests.extraction.reading import groups, stated


def test_last_years_figures_in_a_bracket() -> None:
    text = "事故3起，死亡2人，事故起数、死亡人数同比分别下降25%、33.3%（上年4起、3人）。"
    assert stated(text, "current", "prior", "decline_rate") == [("3起", "4起", "25%"), ("2人", "3人", "33.3%")]


def test_each_change_of_its_own_direction() -> None:
    text = "抽检合格率、检验合格率分别为96.8%、97.4%，较上年分别提高0.6个、下降0.2个百分点（上年分别为96.2%、97.6%）。"
    assert stated(text, "current", "prior", "change") == [("96.8%", "96.2%", "0.6个")]
    assert stated(text, "current", "prior", "decrease") == [("97.4%", "97.6%", "0.2个百分点")]
    points = [f for group in groups(text) for f in group.get("change", [])]
    assert [f.figure.value * 1000 for f in points if f.figure] == [6]


def test_changes_then_their_rates() -> None:
    text = (
        "基本支出、项目支出分别为300万元、100万元。"
        "与上年相比，基本支出、项目支出分别增加20万元、减少25万元，变动幅度分别为7.14%、-20%。"
    )
    assert stated(text, "current", "change", "growth_rate") == [("300万元", "20万元", "7.14%")]
    assert stated(text, "current", "decrease", "decline_rate") == [("100万元", "25万元", "-20%")]
    assert [f.figure.value * 5 for g in groups(text) for f in g.get("decline_rate", []) if f.figure] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "城乡居民人均收入分别增长6%和7.4%。",
        "工业、农业、服务业产值分别增长6%、7%（上年30亿元、20亿元、10亿元）。",
    ],
)
def test_counts_that_differ_pair_nothing(text: str) -> None:
    assert not stated(text, "prior")


def test_one_thing_counted_in_two_ways() -> None:
    text = "受理信访54批81人次，同比分别下降10%和19%（上年60批100人次）。"
    assert stated(text, "current", "prior", "decline_rate") == [
        ("54批", "60批", "10%"),
        ("81人次", "100人次", "19%"),
    ]
