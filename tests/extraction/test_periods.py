"""Some months for the year, days of approval and publication, one figure for two things."""

from __future__ import annotations

from tests.extraction.reading import fact_set, stated

TITLE = "云台县水务局2023年度部门整体支出绩效自评报告\n"


def test_months_that_stand_for_the_year() -> None:
    text = TITLE + "1) 收取水费8.6亿元。\n我局前三季度已完成水费收缴8.6亿元，指标完成率100%。"
    assert ("前三季度", "8.6亿元") in stated(text, "period_word", "actual")


def test_a_target_for_the_same_months() -> None:
    text = TITLE + "1) 前三季度收取水费8.6亿元。\n前三季度已完成水费收缴8.6亿元，指标完成率100%。"
    assert any("当期目标" in f.says for f in fact_set(text).facts)


def test_the_whole_year_told_too() -> None:
    text = TITLE + "1) 收取水费8.6亿元。\n前三季度完成6.1亿元，全年完成8.6亿元，指标完成率100%。"
    assert not [f for f in fact_set(text).facts if f.role == "period_word"]


def test_approved_and_published() -> None:
    text = TITLE + "部门决算于2024年9月2日经财政局批复，9月18日在门户网站公开。"
    assert stated(text, "approval_date", "publish_date") == [("2024年9月2日", "9月18日")]


def test_approval_of_one_thing_and_publication_of_another() -> None:
    text = TITLE + "部门预算于2023年2月2日经财政局批复，9月18日决算在门户网站公开。"
    assert stated(text, "approval_date", "publish_date") == []


def coincidences(text: str) -> list[str]:
    """Figures said to be alike for two things."""
    return [f.text for f in fact_set(TITLE + text).facts if "四位以上" in f.says]


def test_one_figure_for_two_things() -> None:
    text = "一、绩效目标完成情况\n水毁工程修复投入312.4万元。\n农业灌溉水价补贴312.4万元。"
    assert coincidences(text) == ["312.4万元", "312.4万元"]


def test_one_thing_told_twice_is_no_coincidence() -> None:
    text = "一、绩效目标完成情况\n水毁工程修复投入312.4万元。\n共投入水毁修复312.4万元。"
    assert coincidences(text) == []


def test_what_a_word_processor_left() -> None:
    assert [f for f in fact_set("节水宣传[bookmark: _GoBack]完成。").facts if "转换残留" in f.says]


def test_titles_of_goals() -> None:
    text = "1-1 目标1“强化节水管理”产出指标完成情况\n全部完成。\n2-1 目标1“强化节水监管”效益指标完成情况\n全部完成。"
    told = [(f.text, f.places["goal"]) for f in fact_set(text).facts if f.role == "goal_title"]
    assert told == [("强化节水管理", "目标1"), ("强化节水监管", "目标1")]


def test_target_and_result_for_the_same_months_in_one_paragraph() -> None:
    text = TITLE + "1) 前三季度收取水费8.6亿元。前三季度已完成水费收缴8.6亿元，指标完成率100%。"
    assert any("当期目标" in f.says for f in fact_set(text).facts)
