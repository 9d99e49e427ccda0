"""The grade of a report and the bands it states."""

from __future__ import annotations

import pytest
from tests.extraction.reading import groups, stated

GRADED = ("grade", "total_score")


@pytest.mark.parametrize(
    ("text", "grade", "total"),
    [
        ("自评总分88分，自评等级为良。", "良", "88分"),
        ("绩效自评得分为93分，按照评价等级标准，绩效等级为优。", "优", "93分"),
        ("合计得分95分，评价等次“优秀”。", "优", "95分"),
        ("合计满分100分，得97.45分，等级为优。", "优", "97.45分"),
        ("综合得分58分，绩效级别：差。", "差", "58分"),
    ],
)
def test_a_grade_has_the_total_before_it(text: str, grade: str, total: str) -> None:
    assert stated(text, *GRADED) == [(grade, total)]


def test_a_report_may_state_its_own_bands() -> None:
    text = "得分合计97.1分。根据“95分以上为优秀，85—94分为良好”的规定，评定为良好。"
    found = next(g for g in groups(text) if "grade" in g)
    assert {(f.text, f.says) for f in found["limit"]} == {("95", ("上限",)), ("85", ("下限",))}
    assert ("另定等级",) in [f.says for f in found["note"]]
    found = next(g for g in groups("总得分97分，自评等级：优秀（90分及以上）。") if "grade" in g)
    assert [(f.text, f.says) for f in found["limit"]] == [("90", ("下限",))]


@pytest.mark.parametrize("text", ["评价结果一“优”一“良”。", "其中评级为优的项目48个。", "培养优秀教师12名，总分93分。"])
def test_no_grade_of_the_report(text: str) -> None:
    assert stated(text, *GRADED) == []


def test_that_project_is_the_one_whose_score_a_bracket_gives() -> None:
    text = "得分最低的是东干渠续建项目（76分），扣分原因是只完成17公里。该项目等级为“良”。"
    assert stated(text, "total_score", "grade") == [("76分", "良")]


def test_two_bracketed_scores_leave_it_open() -> None:
    text = "东干渠项目（76分）和西干渠项目（88分）得分较低。该项目等级为“良”。"
    assert not stated(text, "total_score", "grade")
