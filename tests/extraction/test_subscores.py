"""Scores of chapters and their rates."""

from __future__ import annotations

import pytest
from tests.extraction.reading import stated

CHAPTER = """3.1  投入维度，得13.5分。
3.1.1  立项依据5分，得5分；3.1.2  目标设定5分，得4分；3.1.3  预算编制5分，得4.5分。
3.2  产出维度，得25分。
3.2.1  整治塘坝（10分）：计划24口，年底完工22口，得9分；未完工的为东沟塘。
3.2.2  受益面积（8分）：完工较好，得8分。
3.2.3  完工及时（8分）：一处滞后，扣0.5分，得7.5分。
"""


def test_the_scores_under_a_heading_make_its_own() -> None:
    assert stated(CHAPTER, "total", "part") == [("13.5分", "5分、4分、4.5分"), ("25分", "9分、8分、7.5分")]


def test_a_heading_with_a_child_without_score_makes_no_sum() -> None:
    found = stated(CHAPTER.replace("得8分", "情况良好"), "total", "part")
    assert found == [("13.5分", "5分、4分、4.5分")]


@pytest.mark.parametrize(
    "text",
    [
        "从投入（15分）、产出（25分）两方面评分。\n三、产出维度，得22.5分，得分率90%。",
        "投入类满分15分；产出类满分25分，得22.5分，得分率90%。",
        "3.2 产出（25分），得22.5分，得分率为90%。",
    ],
)
def test_a_score_over_its_full_marks(text: str) -> None:
    assert stated(text, "share", "numerator", "denominator") == [("90%", "22.5分", "25分")]


def test_a_rate_without_full_marks_says_nothing() -> None:
    assert not stated("从投入（15分）方面评分。\n三、产出维度，得22.5分，得分率90%。", "share", "denominator")
