"""The box that says for the whole report why indicators fell short."""

from __future__ import annotations

import pytest
from tests.extraction.reading import fact_set


@pytest.mark.parametrize(
    ("text", "told", "says"),
    [
        ("四、评分\n扣分原因：执行率未达100%扣0.3分。", "执行率未达100%扣0.3分。", "有实质原因"),
        ("主要扣分点在于：资料不全，扣1.8分。", "资料不全，扣1.8分。", "有实质原因"),
        ("（二）偏差大或目标未完成原因分析\n受征地影响，泵站延期完工。", "受征地影响，泵站延期完工。", "有实质原因"),
        ("（二）未完成原因\n无。", "无。", "空话"),
    ],
)
def test_the_reason_of_the_report(text: str, told: str, says: str) -> None:
    found = [f for f in fact_set(text).facts if f.role == "report.deviation_reason"]
    assert [(f.text.lstrip("：:"), f.says) for f in found] == [(told, (says,))]


def test_no_box_no_reason() -> None:
    assert not [f for f in fact_set("因雨天停工，未完成2处。").facts if f.role == "report.deviation_reason"]


def test_a_target_set_low_is_a_reason_of_the_whole_report() -> None:
    found = [f.says for f in fact_set("新增机具目标偏保守，下年调整。").facts if f.role == "report.deviation_reason"]
    assert found == [("超额原因",)]
