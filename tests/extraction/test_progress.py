"""One task, two progresses."""

from __future__ import annotations

from tests.extraction.reading import fact_set


def progresses(text: str) -> list[set[str]]:
    """The rates of completion that meet, a set for each task."""
    sets: dict[str, set[str]] = {}
    for fact in fact_set(text).facts:
        if fact.role == "amount" and "进度" in fact.says:
            sets.setdefault(fact.places["group"], set()).add(fact.text)
    return list(sets.values())


def test_the_same_figure_in_two_indicators() -> None:
    text = (
        "1) 园区征地进度。\n完成东堤以北土地测量、青苗清点2,164亩，完成进度75%。\n"
        "2) 东堤土地测量、青苗清点2,164亩。\n已完成青苗清点2,164亩，指标完成率100%。"
    )
    assert {"75%", "100%"} in progresses(text)


def test_a_base_that_is_only_mentioned() -> None:
    text = (
        "1) 送戏下乡。\n演出186场，完成率103%。覆盖全县162个行政村。\n2) 放映电影。\n162个行政村每村12场，完成率100%。"
    )
    assert progresses(text) == []


def test_other_rates_are_no_progress() -> None:
    text = "1) 建卫生厕所218座。\n建成218座，验收合格率98%。\n2) 卫生厕所218座。\n218座按时完成率100%。"
    assert progresses(text) == []


def test_a_heading_with_its_evidence_in_one_paragraph() -> None:
    text = (
        "1) 园区征地进度100%。完成东堤以北土地测量、青苗清点2,164亩，完成进度75%。\n"
        "2) 东堤土地测量、青苗清点2,164亩。已完成青苗清点2,164亩，指标完成率100%。"
    )
    assert {"75%", "100%"} in progresses(text)


def test_the_words_of_any_result_tell_no_task() -> None:
    text = (
        "1. 修复便道目标值为15.8公里，实际完成值为17.2公里，完成率108.86%。\n"
        "2. 清理沟渠目标值为16.3公里，实际完成值为17.2公里，完成率105.52%。"
    )
    assert progresses(text) == []
