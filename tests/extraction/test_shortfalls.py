from __future__ import annotations

import pytest
from tests.extraction.listing import remainders


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "疏浚沟渠18.6公里（任务20公里），整修塘坝5口。\n问题：一是疏浚沟渠任务尚差1.4公里。",
            "20公里-18.6公里=1.4公里",
        ),
        ("计划补植林带65公里，完成61公里。\n二是补植林带尚有4公里未完工。", "65公里-61公里=4公里"),
        ("24个小区中引入物业管理的18个，占75%。\n仍有6个小区没有物业管理。", "24个-18个=6个"),
        ("计划轮牧12万亩，完成10.8万亩。\n轮牧任务欠账1.2万亩。", "12万亩-10.8万亩=1.2万亩"),
    ],
)
def test_what_is_missing_of_a_task_told_before(text: str, expected: str) -> None:
    assert expected in remainders(text)


@pytest.mark.parametrize(
    "text",
    [
        "疏浚沟渠18.6公里（任务20公里）。\n一是新建道路任务尚差1.4公里。",
        "疏浚沟渠18.6公里（任务20公里）。\n上年疏浚沟渠尚有3公里未完工。",
        "一期疏浚沟渠目标20公里，完成18公里。\n二期疏浚沟渠目标30公里，完成27公里。\n疏浚沟渠尚差2公里。",
        "疏浚沟渠18.6公里（任务20公里）。\n疏浚沟渠尚差30万元。",
    ],
)
def test_no_task_or_several_of_that_name(text: str) -> None:
    assert not remainders(text)
