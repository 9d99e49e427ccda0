"""Dimensions that a report covers, and indicators without a target."""

from __future__ import annotations

from tests.extraction.reading import fact_set


def covered(text: str) -> set[str]:
    return {f.places["dimension"] for f in fact_set(text).facts if f.role == "indicator" and "分维度" in f.says}


def test_a_report_arranged_by_dimensions_covers_those_it_names() -> None:
    text = "三、完成情况\n（一）产出指标\n修渠30公里。\n（二）效益指标\n受益500户。"
    assert covered(text) == {"产出", "效益"}
    assert covered(text + "\n（三）其他\n问卷满意度95%。") == {"产出", "效益", "满意度"}


def test_another_report_says_nothing_of_dimensions() -> None:
    assert covered("一、修渠\n修渠30公里。\n二、护林\n群众满意度95%。") == set()


def test_a_heading_without_figure_or_quality_has_no_target() -> None:
    text = (
        "三、效益指标完成情况\n1) 灌溉能力\n修复塘堰，灌溉能力得到提升，基本达成指标要求。\n"
        "2) 群众用水改善。\n水质有所改善，基本达成指标要求。"
    )
    found = [(f.text, f.says) for f in fact_set(text).facts if f.role == "indicator" and "分维度" not in f.says]
    assert found == [("灌溉能力", ()), ("群众用水改善", ("定性",))]
