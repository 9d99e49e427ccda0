"""Findings as rows of a table: what CSV files and workbooks show."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import CheckResult, Finding
from gouji.formats.context import places
from gouji.formats.layout import printable
from gouji.formats.telling import (
    NOTES,
    REPAIRS_SHOWN,
    UNCONFIRMED,
    basis,
    grade,
    repair_name,
    repair_reason,
    suspect,
)

COLUMNS = ("文件", "编号", "轻重", "在哪里", "问题", "原文", "怎么算的", "怎么改", "说明", "依据", "规则")


def rows(result: CheckResult) -> Iterator[tuple[str, ...]]:
    """One row for each finding, in document order."""
    for number, finding in enumerate(result.findings, 1):
        yield tuple(_clean(cell) for cell in _row(result, number, finding))


def _row(result: CheckResult, number: int, finding: Finding) -> tuple[str, ...]:
    document = result.document
    doubt = "" if finding.rule.basis.confirmed else f"（{UNCONFIRMED}）"
    return (
        document.path,
        str(number),
        grade(finding),
        places(document, [e.span for e in finding.evidence if e.span]),
        finding.message,
        suspect(finding).text,
        finding.working,
        "\n".join(_repairs(result, finding)),
        NOTES.get(finding.note, finding.note),
        basis(finding) + doubt,
        finding.rule.id,
    )


def _repairs(result: CheckResult, finding: Finding) -> Iterator[str]:
    for order, repair in enumerate(finding.repairs[:REPAIRS_SHOWN]):
        name = repair_name(result.document, finding, repair)
        why = repair_reason(repair, name, likeliest=not order)
        yield f"{name} {repair.fact.text} → {repair.value}（{why}）"


def _clean(text: str) -> str:
    return "\n".join(printable(line) for line in text.split("\n"))
