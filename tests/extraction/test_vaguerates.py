"""Rates told in words alone."""

from __future__ import annotations

import pytest
from tests.extraction.reading import fact_set


def vague(text: str) -> list[str]:
    return [f.text for f in fact_set(text).facts if "率无数" in f.says]


@pytest.mark.parametrize("told", ["林权证颁证率有所提升", "林权证颁证率完成情况较好", "林权证颁证率稳步提高"])
def test_a_rate_without_a_figure_among_figures(told: str) -> None:
    assert vague(f"全年造林86亩，抚育40亩；{told}。") == ["林权证颁证率"]


@pytest.mark.parametrize(
    "text",
    [
        "全年造林86亩，抚育40亩；林权证颁证率96%。",
        "全年造林86亩，抚育40亩；办事效率明显提高。",
        "林权证颁证率有所提升。",
        "林权证颁证率96%。\n全年造林86亩，抚育40亩；林权证颁证率有所提升。",
    ],
)
def test_rates_with_figures_and_other_words(text: str) -> None:
    assert not vague(text)
