"""Dates that must fit the report's year."""

from __future__ import annotations

import pytest
from tests.extraction.reading import fact_set

TITLE = "云台县水务局2023年度部门整体支出绩效自评报告\n"


def dated(text: str, role: str) -> list[str]:
    """The dates of a role in a report on 2023."""
    return [f.text for f in fact_set(TITLE + text).facts if f.role == role]


def test_year_end_of_the_report() -> None:
    (end,) = [f for f in fact_set(TITLE).facts if f.role == "year_end"]
    assert end.figure is not None
    assert end.figure.printed == "2023-12-31"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("二、完成情况\n截至2023年9月末，取水许可电子证照核发612本。", ["2023年9月末"]),
        ("二、完成情况\n截至10月底，节水器具推广3,200套。", ["10月底"]),
        ("本报告数据截至2022年12月31日。", ["2022年12月31日"]),
        ("三、存在问题\n水费收缴率不高，截至2022年末欠费户占12.5%。", ["2022年末"]),
        ("截至2024年12月31日，12座水闸已移交。", ["2024年12月31日"]),
        ("截至2025年底，力争建成水闸12座。", []),
        # meant so: monitoring, demands, what is finished, problems told of that day, later dates
        ("二、完成情况\n截至2023年9月末，序时进度为75%，执行81%。", []),
        ("二、完成情况\n截至2023年9月末，12座水闸全部完工。", []),
        ("三、存在问题\n截至2023年9月末支付进度仅46%。", []),
        ("二、完成情况\n截至2022年末，全县有水库32座。", []),
        ("二、完成情况\n截至2023年6月30日前完成12座。", []),
    ],
)
def test_data_until(text: str, told: list[str]) -> None:
    assert dated(text, "as_of") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一、概况\n负责水利。\n云台县水务局\n2023年3月6日", ["2023年3月6日"]),
        ("一、概况\n负责水利。\n云台县水务局\n二〇二四年三月六日", ["二〇二四年三月六日"]),
        ("一、概况\n水库于2023年3月6日开工。", []),
    ],
)
def test_signature(text: str, told: list[str]) -> None:
    assert dated(text, "report_date") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("本报告随2022年度部门决算一并公开。", [("2022年度", "年份")]),
        ("对2022年度部门整体支出绩效进行自评。", [("2022年度", "年份")]),
        # a year that heads what the report says of its own money
        ("二、资金使用情况\n2022年全局总支出1,840万元，其中基本支出620万元。", [("2022年", "年份")]),
        ("二、资金使用情况\n2022年全局总支出1,840万元，同比增长4%。", []),
        ("二、资金使用情况\n2022年建成泵站12座。", []),
        ("四、下一步打算\n2023年，供水普及率力争提高2个百分点。", [("2023年", "计划年份")]),
        (
            "四、下一步打算\n督促施工单位在2023年5月底前完成扫尾，确保在2023年6月底前投用。",
            [("2023年6月底", "计划年份")],
        ),
        ("三、问题\n进度慢。建议：拟于2023年6月底前完成改造。", []),
        ("建议：加快改造，力争剩余水闸2023年6月底前完成。", [("2023年6月底", "计划年份")]),
        ("四、下一步打算\n原计划2023年6月底前完成，已完成。", []),
        ("根据《关于开展2024年预算绩效自评工作的通知》开展自评。", []),
        ("四、下一步打算\n2023年，供水已覆盖全县，今后将巩固。", []),
        ("与2022年相比，供水量增长3%。", []),
    ],
)
def test_years(text: str, told: list[tuple[str, str]]) -> None:
    assert [(f.text, f.says[0]) for f in fact_set(TITLE + text).facts if f.role == "period_word"] == told
