"""A shortfall that the report tells of in other words is not passed over in silence, nor called met."""

from __future__ import annotations

import pytest
from properties.reports import checked
from telling import loud

from gouji.finding import Verdict

ACCUSING = frozenset({"unmet-silent", "unmet-called-met", "asof-before-year-end"})


def accused(text: str) -> set[str]:
    """The rules that accuse a passage of a report on 2023 of a shortfall not told."""
    findings = checked(f"某镇2023年度部门整体支出绩效自评报告\n一、绩效目标完成情况\n{text}").findings
    return {one.rule.id for one in findings if one.verdict is Verdict.FAIL} & ACCUSING


@pytest.mark.parametrize(
    "text",
    [
        "计划改造户厕30户，实际改造28户，2户自愿放弃。",
        "计划建设公厕10座，实际建成9座，1座改为改建。",
        "计划改造危房46户，实际改造44户，其余2户外出未归。",
        "计划种植500亩，实际种植470亩，除两个村外其他任务全部完成。",
        "截至2023年9月底已完成8公里，截至12月底10公里全部完工。",
        "计划修路12公里，实际完成10公里，预计次年3月全部完成。",
    ],
)
def test_a_shortfall_that_is_told_is_not_accused(text: str) -> None:
    assert accused(text) == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("计划改造户厕30户，实际改造28户。", "unmet-silent"),
        ("计划培训120人，实际培训112人，重点人群全部完成。", "unmet-silent"),
        ("计划修路12公里，实际完成10公里，全部完成。", "unmet-called-met"),
        ("截至2023年9月底已完成8公里，累计投入60万元。", "asof-before-year-end"),
    ],
)
def test_one_that_is_not_told_is(text: str, rule: str) -> None:
    assert rule in accused(text)


UNMET = "（1）危房改造目标40户，实际完成38户。\n三、存在的问题\n"


@pytest.mark.parametrize(
    "problem",
    [
        "危房改造有2户因外出务工未能施工，任务没有全部完成。",
        "（一）个别指标未完成。危房改造因农户外出务工，还有2户未改造。",
        "（一）危房改造进度偏慢，受雨季影响，有2户尚未完工。",
    ],
)
def test_a_shortfall_told_among_the_problems_is_told(problem: str) -> None:
    assert "unmet-silent" not in loud(UNMET + problem)


@pytest.mark.parametrize("problem", ["（一）户厕改建因农户外出，还有2户未改造。", "（一）危房改造资料归集不够及时。"])
def test_a_problem_of_something_else_tells_no_shortfall(problem: str) -> None:
    assert "unmet-silent" in loud(UNMET + problem)
