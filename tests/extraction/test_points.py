"""A change of percentages that is printed with a percent sign."""

from __future__ import annotations

import pytest
from tests.extraction.reading import stated, unsure


@pytest.mark.parametrize(
    ("text", "role", "told"),
    [
        ("漏损率由12.4%降至9.8%，下降2.6%。", "decline_rate", ("12.4%", "9.8%", "2.6%")),
        ("普及率由82%提高到88%，提高6%。", "growth_rate", ("82%", "88%", "6%")),
        ("达标率86%，目标92%，低于目标6%。", "decline_rate", ("92%", "86%", "6%")),
    ],
)
def test_percent_for_points(text: str, role: str, told: tuple[str, str, str]) -> None:
    assert told in stated(text, "prior", "current", role)
    assert unsure(text)


@pytest.mark.parametrize(
    "text",
    [
        "漏损率由12.4%降至9.8%，下降2.6个百分点。",
        "普及率由82%提高到88%。全年用水量增长6%。",
        "普及率由82%提高到88%，水费收入增长6%。",
        "达标率86%，目标92%，完成93.5%。",
    ],
)
def test_silent(text: str) -> None:
    assert not [*stated(text, "prior", "current", "growth_rate"), *stated(text, "prior", "current", "decline_rate")]
