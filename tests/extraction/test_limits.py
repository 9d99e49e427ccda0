"""Figures compared with a limit in words."""

from __future__ import annotations

import pytest
from tests.extraction.reading import groups, stated, unsure

COMPARED = ("measured", "limit", "claim")


@pytest.mark.parametrize(
    ("text", "measured", "limit", "claim"),
    [
        ("按期答复率99.1%，超过全市97%的考核要求。", "99.1%", "97%", "超过"),
        ("回访满意率91.9%，高于92%的年度目标。", "91.9%", "92%", "高于"),
        ("人均消费499元，低于全市人均的612元。", "499元", "612元", "低于"),
        ("受害率0.014‰，远低于0.9‰的控制指标。", "0.014‰", "0.9‰", "远低于"),
        ("超限率1.93%，控制在2%以内，比上年的2.45%下降。", "1.93%", "2%", "控制在"),
        ("每平方米维修成本413元，未突破420元的控制价。", "413元", "420元", "未突破"),
        ("满意度87.3%（样本150份，满意131份），略低于88%的目标值。", "87.3%", "88%", "略低于"),
    ],
)
def test_a_clause_that_compares_speaks_of_the_figure_before_it(
    text: str, measured: str, limit: str, claim: str
) -> None:
    assert stated(text, *COMPARED) == [(measured, limit, claim)]


def test_all_of_several_are_compared() -> None:
    text = "诊断符合率98.7%，甲级病案率96.2%，均高于95%的目标值。"
    assert stated(text, *COMPARED) == [("98.7%", "95%", "均高于"), ("96.2%", "95%", "均高于")]
    text = "门诊满意度91.25%（抽样400人，满意365人）；职工满意度86%（收回472份），均达到或超过85%的目标值。"
    assert [m for m, _, _ in stated(text, *COMPARED)] == ["91.25%", "86%"]


def test_limits_said_respectively() -> None:
    text = "产妇死亡率16.9/10万，婴儿死亡率3.21‰，分别控制在18/10万和5‰以内。"
    assert [row[:2] for row in stated(text, *COMPARED)] == [("16.9/10万", "18/10万"), ("3.21‰", "5‰")]


def test_a_limit_stands_for_itself() -> None:
    limit = groups("满意率91.9%，高于92%的目标。")[0]["limit"][0].figure
    assert limit is not None
    assert limit.assigned


def test_a_limit_further_off_is_not_sure() -> None:
    text = "到馆33.6万人次，上年为32.2万人次，同比增长4.3%，仍低于年初设定的36万人次。"
    assert stated(text, *COMPARED) == [("33.6万人次", "36万人次", "仍低于")]
    assert unsure(text)


@pytest.mark.parametrize(
    "text",
    [
        "村集体收入412.6万元，16个村全部超过10万元。",
        "总产值215亿元，工业开票销售突破230亿元。",
        "涨幅2.3%，低于全县生产总值增速。",
        "每分钟12次，高于上年的10次。",
    ],
)
def test_other_subjects_are_not_compared(text: str) -> None:
    assert stated(text, *COMPARED) == []


def test_so_much_below_a_price_is_no_limit() -> None:
    assert unsure("每公里控制成本30万元，实际每公里29.06万元，低于控制价0.94万元。")


def test_a_rate_below_its_target_is_a_limit() -> None:
    assert not unsure("群众满意率88%，低于目标值90%。")
