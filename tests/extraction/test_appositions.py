"""One figure told in two units."""

from __future__ import annotations

import pytest
from tests.test_honest_results import loud


@pytest.mark.parametrize(
    "text",
    [
        "衔接资金总量1.528亿元，即1,528万元，安排项目86个。",
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
        "衔接资金总量1.528亿元，即15,280万元，安排项目86个。",
        "投资1.53亿元，即15,280万元。",
        "全年下达资金1.246亿元（12,460万元）。",
        "全年补助1.2万元，即每月1,000元。",
        "总投资约1.5亿元，即14,860万元。",
        "总投资2.5亿元（2,600万元县级配套）。",
        "总投资1.6亿元（1,200万元），其余自筹。",
    ],
)
def test_two_figures_need_not(text: str) -> None:
    assert "same-figure-agrees" not in loud(text)
