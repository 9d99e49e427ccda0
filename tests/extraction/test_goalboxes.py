"""The year's goal beside what became of it."""

from __future__ import annotations

import pytest
from tests.extraction.reading import stated

BOTH = ("target", "actual", "claim")


@pytest.mark.parametrize(
    "text",
    [
        """年初绩效目标 | 新建泵站9座 | |
全年（调整）绩效目标 | 新建泵站10座、渠道36公里 | |
全年目标实际完成情况 | 新建泵站8座、渠道35公里，均已通水，超额完成全年目标 | |""",
        "年度总体目标\n预期目标\n新建泵站10座、渠道36公里。\n实际完成情况\n新建泵站8座、渠道35公里，圆满完成年度目标。",
    ],
)
def test_a_result_said_to_meet_the_goal(text: str) -> None:
    assert [row[:2] for row in stated(text, *BOTH)] == [("10座", "8座"), ("36公里", "35公里")]


def test_the_noun_tells_which_of_several_is_meant() -> None:
    text = "预期目标：改造20所学校。\n实际完成情况：改造19所学校，验收18所，1所正在整改，完成全年目标。"
    assert [row[:2] for row in stated(text, *BOTH)] == [("20所", "19所")]


@pytest.mark.parametrize(
    "told",
    ["新建泵站8座。", "新建泵站8座，未完成全年目标。", "新建泵站8座，其余工作完成目标任务较好。"],
)
def test_a_result_that_claims_nothing_of_all_is_left_alone(told: str) -> None:
    assert not stated(f"预期目标\n新建泵站10座。\n实际完成情况\n{told}", *BOTH)
