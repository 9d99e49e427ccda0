"""One figure told in two units."""

from __future__ import annotations

import pytest
from telling import loud


@pytest.mark.parametrize(
    "text",
    [
        "专项资金共2.374亿元，即2,374万元，用于42个村。",
        "项目总投资2.4亿元（即2,400万元）。",
        "建设面积3.25万亩（3,250亩）。",
        "厂区占地3.2平方公里，也就是32万平方米。",
    ],
)
def test_two_units_of_one_figure_must_agree(text: str) -> None:
    assert "same-figure-agrees" in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "专项资金共2.374亿元，即23,740万元，用于42个村。",
        "投资2.37亿元，即23,740万元。",
        "全年到账3.185亿元（31,850万元）。",
        "全年补助1.2万元，即每月1,000元。",
        "总投资约1.5亿元，即14,860万元。",
        "总投资2.5亿元（2,600万元县级配套）。",
        "总投资1.6亿元（1,200万元），其余自筹。",
    ],
)
def test_two_figures_need_not(text: str) -> None:
    assert "same-figure-agrees" not in loud(text)
