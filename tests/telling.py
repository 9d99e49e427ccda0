"""What gouji says loudly of a passage: the errors and warnings it draws in a report that is otherwise in order."""

from __future__ import annotations

from properties.reports import checked

from gouji.finding import Finding
from gouji.rule import Severity

LOUD = (Severity.ERROR, Severity.WARNING)
TITLE = "某县水利局2023年度部门整体支出绩效自评报告\n二、绩效目标完成情况\n"
ANYWAY = frozenset({"numbering", "hb-report-outline"})  # said of so short a report, whatever it tells


def loud_findings(text: str, title: str = TITLE) -> list[Finding]:
    """The errors and warnings of a passage, without those of its title."""
    findings = checked(title + text).findings
    return [f for f in findings if f.severity in LOUD and f.rule.id not in ANYWAY]


def loud(text: str) -> set[str]:
    """The rules that find an error or warning in a passage."""
    return {f.rule.id for f in loud_findings(text)}
