"""True words about targets, times and scores, as careful people write them, draw no error and no warning."""

from __future__ import annotations

import pytest
from tests.extraction.reading import document

from gouji.checker import check_facts
from gouji.extraction import extract
from gouji.fact import Profile
from gouji.packs import in_force, load

TITLE = "某县水利局2023年度部门整体支出绩效自评报告\n二、绩效目标完成情况\n"
ANYWAY = frozenset({"numbering", "hb-report-outline"})  # said of so short a report, whatever it tells


def loud(text: str) -> set[str]:
    """The rules that find an error or warning in a passage of a report."""
    book = load()
    whole = document(TITLE + text)
    facts = extract(whole, book.vocabulary, Profile())
    result = check_facts(facts, whole, in_force(book, facts.profile, ()), engine="reference")
    return {f.rule.id for f in result.findings if f.severity in {"error", "warning"}} - ANYWAY


@pytest.mark.parametrize(
    "text",
    [
        "设备采购控制价500元，实际496元。",
        "传染病漏报率上限为4.1‰，实际2.6‰。",
        "单户补助标准上限为3万元，实际最高2.8万元。",
        "三公经费年初预算控制数46万元，实际支出38.5万元。",
        "建设用地总规模控制目标9.2万亩，实际8.97万亩。",
        "手足口病发病率年度目标120/10万，实际98/10万。",
        "化肥施用量目标1.9万吨，实际1.86万吨，持续负增长。",
        "供水管网漏损率年初设定为10%，年末实际8.9%。",
        "信访积案存量目标20件，实际14件。",
        "行政运行支出占比计划12%，实际10.8%。",
        "不良贷款率目标2%，实际1.24%。",
        "行政复议纠错率计划8%，实际5.2%。",
        "臭氧浓度目标值160微克/立方米，实际151微克/立方米。",
        "用电量计划32万千瓦时，实际用电29.8万千瓦时。",
        "（1）投诉件数\n目标值：20件。实际完成值：12件。完成率：100%。",
        "| 三级指标 | 指标值 | 完成值 | 分值 | 得分 |\n| 平均用时 | 15天 | 11天 | 10 | 10 |\n| 单位造价 | 320元 | 306元 | 10 | 10 |",
        "| 三级指标 | 指标值 | 完成值 | 分值 | 得分 |\n| 起数下降率 | ≥10% | 14.29% | 10 | 10 |\n| 漏损率 | 10% | 9% | 9 | 9 |",
    ],
)
def test_staying_below_a_ceiling_is_meeting_it(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("设备采购控制价500元，实际520元。", "unmet-silent"),
        ("漏报率上限为4.1‰，实际5.6‰。", "unmet-silent"),
        ("投诉办结率目标80%，实际76%。", "unmet-silent"),
        ("培训农户目标320户，实际304户。", "unmet-silent"),
        (
            "| 三级指标 | 指标值 | 完成值 | 分值 | 得分 |\n| 培训农户 | 320户 | 304户 | 10 | 10 |\n| 检查企业 | 20家 | 20家 | 9 | 9 |",
            "full-score-unmet",
        ),
    ],
)
def test_what_falls_short_is_still_found(text: str, rule: str) -> None:
    assert rule in loud(text)
