"""The result of a target told again elsewhere with another figure: worth a look, and never an accusation."""

from __future__ import annotations

import pytest
from properties.reports import checked
from tests.telling import TITLE, loud

RESULT = "（1）{}\n三、主要做法\n（一）{}\n"


def doubted(result: str, again: str) -> list[str]:
    """What is said of two figures of one name."""
    findings = checked(TITLE + RESULT.format(result, again)).findings
    return [f.message for f in findings if f.rule.id == "same-figure-agrees"]


@pytest.mark.parametrize(
    ("result", "again", "name"),
    [
        ("新建蓄水池：年度目标24口，实际完成26口，完成率108.33%。", "推进水利建设。全年新建蓄水池31口。", "新建蓄水池"),
        ("农村公路养护里程目标120公里，实际完成126公里。", "2023年完成农村公路养护里程162公里。", "农村公路养护里程"),
        ("新建蓄水池，年度指标值24口，实际完成26口。", "全年累计完成新建蓄水池31口。", "新建蓄水池"),
        (
            "新建蓄水池24口。\n全年新建蓄水池26口，完成率108.33%，分别为东村14口、西村12口。",
            "2023年新建蓄水池31口。",
            "新建蓄水池",
        ),
        ("法律援助受理计划300件，实际完成312件。", "年内共完成法律援助受理350件。", "法律援助受理"),
    ],
)
def test_another_figure_of_one_name_for_the_whole_year_is_doubted(result: str, again: str, name: str) -> None:
    (message,) = doubted(result, again)
    assert name in message
    assert "same-figure-agrees" not in loud(RESULT.format(result, again))


@pytest.mark.parametrize(
    "again",
    [
        "全年新建蓄水池26口。",
        "全年新建蓄水池31口，其中群众自建5口。",
        "东片区全年新建蓄水池8口。",
        "2022年新建蓄水池31口。",
        "全年新建蓄水池近30口。",
        "全年新建蓄水池工程31处。",
        "上半年新建蓄水池12口。",
        "三年累计新建蓄水池71口。",
        "全年计划新建蓄水池24口。",
        "青山村全年新建蓄水池3口。",
        "全年新建蓄水池周边护栏31口。",
    ],
)
def test_a_figure_of_less_or_of_something_else_is_not(again: str) -> None:
    assert not doubted("新建蓄水池：年度目标24口，实际完成26口，完成率108.33%。", again)
