"""Figures that look like the partner of another and are not: standards, other counters, schemes of weights."""

from __future__ import annotations

import pytest
from tests.extraction.reading import fact_set, stated

from gouji.fact import Fact


def of(text: str, *roles: str) -> list[Fact]:
    return [f for f in fact_set(text).facts if f.role in roles]


def test_a_standard_is_no_mean() -> None:
    text = "3,200亩林地仅安排管护费1.92万元，亩均6元，低于市定每亩9元的标准。"
    assert stated(text, "average", "numerator", "divisor") == [("6元", "1.92万元", "3,200亩")]


@pytest.mark.parametrize(
    "text",
    [
        "改造涉及小区14个、居民2,860户，年底完工12个，完工率92.5%。",
        "改造涉及小区14个、楼栋66栋、居民2,860户，全部开工，年底完工12个，完工率92.5%。",
    ],
)
def test_a_rate_is_of_what_is_counted_with_the_same_word(text: str) -> None:
    assert stated(text, "share", "numerator", "denominator") == [("92.5%", "12个", "14个")]


def test_a_share_is_of_what_stands_right_before_it() -> None:
    text = "调解室覆盖村居9个，聘用调解员64名，占全镇80个村组的86%。"
    assert stated(text, "share", "numerator", "denominator") == [("86%", "64名", "80个")]


def test_a_share_of_the_whole_year_needs_a_figure_of_the_whole_year() -> None:
    text = "国债资金支出310万元，进度偏慢。\n四季度集中支付，占全年的52%（8,640万元）。"
    assert not stated(text, "share", "numerator", "denominator")


def test_an_item_may_earn_its_full_marks_by_words() -> None:
    text = "打分：执行率得9.5分；产出中修渠指标（20分）得18分，其余产出指标（30分）得满分；效益得29分。总计86.5分。"
    total = of(text, "total_score")[0]
    scores = [f.text for f in of(text, "score", "budget.score") if f.places["list"] == total.places["list"]]
    assert scores == ["9.5分", "18分", "30分", "29分"]


def test_what_may_be_earned_is_no_total() -> None:
    text = "指标体系设四个一级指标，总分100分，其中决策15分、过程25分、产出35分、效益25分。\n经评价，自评总分88.2分。"
    assert [f.text for f in of(text, "total_score")] == ["88.2分"]
    assert not stated(text, "amount")


GAPPED = """指标　　分值　　自评得分　　扣分原因
执行率　　10　　9.2　　支付偏慢
修渠数　　40　　40
受益数　　20　　18　　两村缓建
满意度　　30　　30
总分　　100　　97.2"""


def test_rows_without_their_last_words_are_rows_of_the_table() -> None:
    facts = fact_set(GAPPED).facts
    total = next(f for f in facts if f.role == "total_score")
    own = [f for f in facts if f.places["list"] == total.places["list"]]
    assert sorted(f.text for f in own if f.role.endswith("weight")) == ["10", "20", "30", "40"]
    assert sorted(f.text for f in own if f.role in ("score", "budget.score")) == ["18", "30", "40", "9.2"]


APART = """项目支出绩效自评表
资金 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 权重 | 得分
年度资金总额 | 80 | 100 | 90 | 90% | 10 | 9
年度总体目标：修渠20公里。
指标 | 单位 | 年度指标值 | 全年完成值 | 权重 | 得分
修渠长度 | 公里 | 20 | 20 | 50 | 50
受益户数 | 户 | 300 | 320 | 40 | 40
合计 | | | | 100 | 99"""


def test_execution_scored_in_a_table_of_its_own_is_in_the_list() -> None:
    facts = fact_set(APART).facts
    total = next(f for f in facts if f.role == "total_score")
    assert [f.text for f in facts if f.role == "budget.score" and f.places["list"] == total.places["list"]] == ["9"]


def test_weight_and_score_stand_in_one_line() -> None:
    text = (
        "3.1 产出\n3.1.1 工程质量（8分）：验收合格率目标100%，实际97.5%，得8分。\n3.1.2 工期（6分）：按期完工，得6分。"
    )
    assert ("100%", "97.5%", "8分", "8分") in stated(text, "target", "actual", "weight", "score")


def test_those_who_could_not_be_reached_are_a_reason() -> None:
    text = "入户核查率97.5%（目标100%），有14户长期在外务工无法入户，已改为视频核查。"
    assert any(f.says == ("有实质原因",) for f in of(text, "deviation_reason"))


def test_scores_of_a_table_are_told_once_and_agree_with_the_text() -> None:
    text = GAPPED + "\n经自评，本项目得分95.2分。\n自评总分90分以上的为优。"
    assert ("97.2", "95.2分") in [tuple(f.text for f in g) for g in grouped(text, "amount")]
    assert len(of(text, "weight", "budget.weight")) == 4


def grouped(text: str, role: str) -> list[list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in of(text, role):
        found.setdefault(fact.places["group"], []).append(fact)
    return list(found.values())
