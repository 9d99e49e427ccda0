"""Traces in the text, and what only looks like one."""

from __future__ import annotations

import pytest
from tests.extraction.reading import fact_set


def marked(text: str) -> list[tuple[str, str]]:
    """The traces of a text: what, and which sort."""
    return [(f.text, f.says[0]) for f in fact_set(text).facts if f.role == "mark"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("设备因年底供货供货延迟，未能安装。", ("供货供货", "叠词")),
        ("台账已登记造册。。", ("。。", "标点重复")),
        ("受汛期影响大，，工期顺延。", ("，，", "标点重复")),
        ("按照云财绩[2022]8号)开展。", ("按照云财绩[2022]8号)", "括号不成对")),
        ("全年（含追加预算支出820万元，执行良好。", ("（含追加预算支出820万元", "括号不成对")),
        ("由XX镇牵头。", ("XX", "占位符")),
        ("项目概况（200字以内）。", ("（200字以内）", "填表提示")),
        ("全年没有因安全问题被通报0次。", ("没有因安全问题被通报0次", "双重否定")),
        ("成立以我任组长的专班。", ("以我任组长的专班", "个人自称")),
        ("做好工作部暑。", ("部暑", "常见错字")),
        ("组织用工1,200人次，发放劳务费745。", ("发放劳务费745", "单位缺漏")),
    ],
)
def test_trace(text: str, told: tuple[str, str]) -> None:
    assert told in marked(text)


@pytest.mark.parametrize(
    "text",
    [
        "方案要认真研究研究，一件一件抓落实。",
        "道路工程工程进度100%，质量合格。",
        "全年推进三项工作……成效明显。",
        "主要做法：1）抓预算；2）抓监控。",
        "（一）产出指标。",
        "为预防犯罪，开展宣传。",
        "自己完成了整改。",
        "发放劳务费745万元。",
        "支出投向（万元）：发放补助5,862.4，发放慰问金312.6。",
    ],
)
def test_silent(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize("date", ["3021年12月31日", "2021年13月", "2021年11月31日", "2月30日", "20211年3月"])
def test_dates_no_calendar_has(date: str) -> None:
    assert (date, "日期有误") in marked(f"工程于{date}完工。")


@pytest.mark.parametrize("text", ["距今3000年历史。", "2月29日闭馆，12月31日结账。", "2021年12月月均用电3万度。"])
def test_dates_that_are_fine(text: str) -> None:
    assert not marked(text)
