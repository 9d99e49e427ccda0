"""Figures printed with 约, 近, 超过 …: a looser claim draws no error as long as it can be meant, and does once it cannot."""

from __future__ import annotations

import pytest
from telling import loud


@pytest.mark.parametrize(
    "text",
    [
        "全年培训约120人，其中男70人、女45人。",
        "近50人参加了评议，其中男30人、女18人。",
        "受益群众突破1,200人，其中男700人、女590人。",
        "全镇植树超过500亩，其中东村300亩、西村240亩。",
        "投入不足30万元，其中镇级18万元、村级11.5万元。",
        "全年收入约8130万元，比上年7,500万元增长约9%。",
        "计划培训约60人，实际59人，完成了目标。",
        "计划治理河道10公里左右，实际9.6公里，完成了目标。",
        "全年收入由上年的7,500万元增加到8,130万元，增长超过8%。",
        "发放补贴286万元，惠及715户，户均近4,010元。",
    ],
)
def test_what_can_be_meant_is_no_error(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("全年培训约120人，其中男70人、女35人。", "total-eq-parts"),
        ("近50人参加了评议，其中男30人、女25人。", "total-eq-parts"),
        ("受益群众突破1,200人，其中男500人、女590人。", "total-eq-parts"),
        ("全年收入约8130万元，比上年7,500万元增长约12%。", "growth-rate"),
        ("计划培训约60人，实际42人，完成了目标。", "unmet-called-met"),
        ("全年收入由上年的7,500万元增加到8,130万元，增长超过9%。", "growth-rate"),
        ("发放补贴286万元，惠及715户，户均约3,400元。", "average-value"),
    ],
)
def test_what_cannot_be_meant_is_one(text: str, rule: str) -> None:
    assert rule in loud(text)
