"""Lists of scores, scattered scores, and the total said again."""

from __future__ import annotations

import pytest
from tests.extraction.reading import fact_set, groups, stated


def listed(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The weights and scores of the list that has a total, and its total."""
    facts = fact_set(text).facts
    total = [
        f
        for f in facts
        if f.role == "total_score" and any(s.role == "score" and s.places["list"] == f.places["list"] for s in facts)
    ]
    names = {f.places["list"] for f in total}
    rows: dict[str, dict[str, str]] = {}
    for fact in facts:
        if fact.places["list"] in names and fact.role.removeprefix("budget.") in ("weight", "score"):
            rows.setdefault(fact.places["group"], {})[fact.role.removeprefix("budget.")] = fact.text
    return [(row.get("weight", ""), row.get("score", "")) for row in rows.values()], [f.text for f in total]


FOUR = [("12分", "11分"), ("18分", "16.5分"), ("40分", "38分"), ("30分", "27.5分")]


@pytest.mark.parametrize(
    "text",
    [
        "决策12分得11分，过程18分得16.5分，产出40分得38分，效益30分得27.5分，总分93分。",
        "决策（12分）11分、过程（18分）16.5分、产出（40分）38分、效益（30分）27.5分，得分合计93分。",
        "决策指标（12分）自评11分；过程指标（18分）自评16.5分；产出指标（40分）自评38分；效益指标（30分）自评27.5分。综合得分93分。",
        "决策得分11分（满分12分），过程得分16.5分（满分18分），产出得分38分（满分40分），效益得分27.5分（满分30分），合计得分93分。",
        "决策12分、过程18分、产出40分、效益30分，各项得分依次为11分、16.5分、38分、27.5分，合计93分。",
        "决策、过程、产出、效益分别为12分、18分、40分、30分，得分分别为11分、16.5分、38分、27.5分，合计93分。",
        "决策12分（自评11分）、过程18分（自评16.5分）、产出40分（自评38分）、效益30分（自评27.5分）。综合得分93分。",
        "一、评分\n决策 12分 11分\n过程 18分 16.5分\n产出 40分 38分\n效益 30分 27.5分\n合计 100分 93分",
        (
            "3　打分\n3.1　决策，满分12分，得11分；\n3.2　过程，满分18分，得16.5分；\n3.3　产出，满分40分，得38分；\n"
            "3.4　效益，满分30分，得27.5分。\n合计满分100分，得93分。"
        ),
    ],
)
def test_a_list_of_scores_has_its_total(text: str) -> None:
    assert listed(text) == (FOUR, ["93分"])


def test_bare_numbers_in_brackets_are_weights() -> None:
    rows, total = listed("得分如下：预算执行率（10）9.25；数量（50）49；效益（40）39。总分97.25分。")
    assert rows == [("10", "9.25"), ("50", "49"), ("40", "39")]
    assert total == ["97.25分"]


def test_scores_without_weights_add_up_but_their_weights_do_not() -> None:
    text = "自评总分94.3分，其中：配置10分、执行18.5分（满分20分）、管理19分（满分20分）、履职46.8分（满分50分）。"
    facts = fact_set(text).facts
    total = next(f for f in facts if f.role == "total_score")
    full = [f.text for f in facts if f.role == "full_score"]
    assert full == ["20分", "20分", "50分"]
    scores = [f.text for f in facts if f.role == "score" and f.places["list"] == total.places["list"]]
    assert scores == ["10分", "18.5分", "19分", "46.8分"]
    assert not [f for f in facts if f.role == "weight" and f.places["list"] == total.places["list"]]


def test_scattered_scores_make_a_list_only_if_all_weights_are_there() -> None:
    head = "2022年度部门整体绩效自评报告\n自评得分为97分。\n二、目标\n"
    whole = (
        head
        + "修渠（指标值6公里，完成值6公里，分值60分，得分58分）。\n护林（指标值9处，完成值9处，分值40分，得分39分）。"
    )
    assert [t for _, t in [listed(whole)]] == [["97分"]]
    assert sorted(s for _, s in listed(whole)[0] if s) == ["39分", "58分"]
    assert listed(whole.replace("分值40分", "分值30分"))[1] == []


def test_the_execution_rate_has_roles_of_its_own() -> None:
    found = next(g for g in groups("预算执行率10分，得9.7分；产出90分，得88分；总分97.7分。") if "budget.score" in g)
    assert [f.text for f in found["budget.weight"]] == ["10分"]


def test_the_total_said_again_is_the_same_amount() -> None:
    text = (
        "2022年度部门整体绩效自评报告\n绩效自评得分94.7分。\n五、评分\n产出60分得57分，效益40分得39.45分，合计96.45分。"
    )
    amounts = [
        [f.text for f in g["amount"]]
        for g in groups(text)
        if g.get("amount") and g["amount"][0].places.get("subject") == "自评总分"
    ]
    assert [sorted(a) for a in amounts] == [["94.7分", "96.45分"]]


@pytest.mark.parametrize(
    "text",
    [
        "2022年度绩效自评报告\n自评得分93分。\n2021年度自评得分91.5分，已整改4个问题。",
        "林场改革一次通过验收，综合得分93分，列全市第二位。",
        "采用百分制，扣分情况：培训未达标扣2分，支付偏慢扣1.5分。",
    ],
)
def test_other_scores_are_not_the_reports_own(text: str) -> None:
    assert stated(text, "score") == []
    assert [g for g in groups(text) if "amount" in g] == []


def test_scores_in_chinese_numerals() -> None:
    text = (
        "预算执行二十分，得十九点四分；履职五十分，得四十八点五分；效益二十分，得十九分；"
        "满意度十分，得十分。总分九十六点九分。"
    )
    rows, total = listed(text)
    assert rows[-1] == ("十分", "十分")
    assert (len(rows), total) == (4, ["九十六点九分"])


def test_weights_told_before_the_scores_are_no_scores() -> None:
    text = "满分100分：投入20分、产出50分、效果30分。投入得18分（扣2分），产出得49分，效果得30分，总得分97分。"
    found = [f.text for f in fact_set(text).facts if f.role == "score"]
    assert found == ["18分", "49分", "30分"]


def test_extra_points_count() -> None:
    text = "甲类60分、乙类40分。自查甲类得58分、乙类得40分，加分1分，合计99分。"
    assert [f.text for f in fact_set(text).facts if f.role == "score"] == ["58分", "40分", "1分"]


def test_the_score_of_timeliness_says_so() -> None:
    text = "数量指标20分，得19分；时效指标5分，得4分；合计得分23分。"
    assert [f.says for f in fact_set(text).facts if f.role == "score"] == [(), ("时效",)]
