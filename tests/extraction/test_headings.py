"""Headings, their classes, and the numbers of lists."""

from __future__ import annotations

from tests.extraction.reading import fact_set, groups


def test_classes_of_sections() -> None:
    text = (
        "一、自评结论\n得分95分。\n二、存在的问题和下一步打算\n执行偏慢。\n三、上年度绩效自评结果应用情况\n已用于预算。"
    )
    told = {f.text: f.says for f in fact_set(text).facts if f.role == "heading"}
    assert told["一、自评结论"] == ("自评得分",)
    assert told["二、存在的问题和下一步打算"] == ("存在问题", "改进措施")
    assert told["三、上年度绩效自评结果应用情况"] == ("上年结果应用",)


def test_body_text_is_no_heading() -> None:
    assert not [f for f in fact_set("全年执行良好，支出合规。").facts if f.role == "heading"]


def numbers(text: str) -> list[list[str]]:
    """The numbers of each list."""
    return [[f.text for f in group["list_number"]] for group in groups(text) if "list_number" in group]


def test_numbers_of_a_list() -> None:
    assert numbers("一、甲事\n二、乙事\n四、丙事") == [["一、", "二、", "四、"]]


def test_a_number_inside_a_line_is_not_missing() -> None:
    assert numbers("1.门诊达标。\n2.出院达标。3.手术达标。\n4.床位达标。") == []


def test_bullets_and_short_lists_have_no_numbers() -> None:
    assert numbers("◆甲事\n◆乙事\n◆丙事") == []
    assert numbers("1.甲事\n2.乙事") == []
