"""Rates with their numbers in reach, and those that must stay silent."""

from __future__ import annotations

import pytest
from tests.extraction.reading import groups, stated, unsure
from tests.telling import loud

ROLES = ("numerator", "denominator", "share")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全年受理来信412件，办结398件，办结率96.6%。", ("398件", "412件", "96.6%")),
        ("在册患者87人，其中已签约85人，签约率97.7%。", ("85人", "87人", "97.7%")),
        ("电梯应检214台，实检209台，定期检验率97.7%。", ("209台", "214台", "97.7%")),
        ("户厕改造合格率99.1%（抽查320座，合格317座）。", ("317座", "320座", "99.1%")),
        ("宽带覆盖率90.0%（18个/20个）。", ("18个", "20个", "90.0%")),
        ("63名村医中，持证51名，持证率81%。", ("51名", "63名", "81%")),
        ("发放问卷300份，收回288份，满意271份，满意度94.1%。", ("271份", "288份", "94.1%")),
        ("电话访问居民500人，有效样本472个，表示满意440人，满意率93.2%。", ("440人", "472个", "93.2%")),
        ("老年人健康管理1,204人（应管理1,530人），管理率78.7%。", ("1,204人", "1,530人", "78.7%")),
        ("水质合格率（指标值≥95%，完成值96.2%）。全年抽检水样260份，合格250份。", ("250份", "260份", "96.2%")),
    ],
)
def test_numerator_and_base(text: str, told: tuple[str, ...]) -> None:
    assert stated(text, *ROLES) == [told]


def test_rates_in_turn_take_figures_in_turn() -> None:
    text = "甲、乙两所收回问卷分别为180份、160份，满意分别为171份、148份，满意率分别为95%、92.5%。"
    assert stated(text, *ROLES) == [("171份", "180份", "95%"), ("148份", "160份", "92.5%")]


def test_a_base_of_another_segment_is_no_proof() -> None:
    assert unsure("受理诉求812件，按时办结805件；群众回访满意760件，回访满意率94.4%。")


@pytest.mark.parametrize(
    "text",
    [
        "森林覆盖率61.8%，活立木蓄积量1,986万立方米。",  # no numerator in sight
        "抚育计划15万亩，完成15万亩；作业设计合格率96.5%。",
        "推荐就业318人，帮扶创业42人，带动就业176人，就业率91.7%。",  # two figures answer to 就业
        "很满意298人、满意68人、一般25人，满意率91.5%。",  # a sum, not one figure
        "供水工程十一处，惠及二十三个屯，供水保证率95%以上。",  # a goal
    ],
)
def test_silence_where_words_do_not_tell(text: str) -> None:
    assert not [g for g in groups(text) if "share" in g]


@pytest.mark.parametrize(
    ("text", "numerator", "base", "right"),
    [
        ("发放问卷520份，回收问卷499份，回收率{}。", "499份", "520份", "95.96%"),
        ("共发放调查表320张，收回有效调查表304张，有效收回率{}。", "304张", "320张", "95.00%"),
        ("年内安排督办事项48件，按时完成45件，按时完成率{}。", "45件", "48件", "93.75%"),
        ("列入计划的维修点26处，如期完成24处，如期完成率{}。", "24处", "26处", "92.31%"),
    ],
)
def test_what_came_back_and_what_was_done_on_time_have_rates(text: str, numerator: str, base: str, right: str) -> None:
    assert stated(text.format("88.31%"), "numerator", "denominator") == [(numerator, base)]
    assert loud(text.format("88.31%")) == {"rate-text-vs-value"}
    assert not loud(text.format(right))


@pytest.mark.parametrize(
    "text",
    [
        "发放问卷490份，回收483份，其中有效470份，有效回收率95.92%。",
        "发放问卷490份，回收483份，其中有效问卷470份，有效回收率97.3%。",
        "发放问卷490份，回收483份，回收率98.6%，其中有效问卷470份，有效率97.3%。",
        "安排重点工作35项，完成34项，按期完成33项，按期完成率94.3%。",
        "安排重点工作35项，完成34项，按期完成33项，按期完成率97.1%。",
        "上年督办事项40件，按时完成38件；今年48件，按时完成45件，按时完成率93.75%。",
        "列入督办事项48件，年内到期40件，按时完成38件，按时完成率95%。",
        "工程12个，按期完工11个，按期完成率91.7%，竣工验收10个，合格率100%。",
        "发放农膜120吨，回收旧膜96吨，回收率86%。",
        "发放问卷300份，回收率98%，有效问卷290份。",
        "任务35项，按期完成率97.14%，完成34项，1项因天气顺延，下一步抓紧实施。",
    ],
)
def test_a_rate_of_what_is_not_told_accuses_nobody(text: str) -> None:
    assert not loud(text)
