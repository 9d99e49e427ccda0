"""What is found, as the rows that a store keeps; and the rows back as facts, for what shows across reports only later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from gouji.document import Document, Span
from gouji.fact import Fact
from gouji.finding import CheckResult, Finding, Verdict
from gouji.formats.context import Context, context_of, contexts, place
from gouji.formats.telling import basis, repair_name, suspect
from gouji.gathering import CrossFinding
from gouji.quantity import Quantity
from gouji.rule import Severity
from gouji.store.parts import Row, lines

LONGEST = 400  # characters of a paragraph kept with a finding
LEVELS: Mapping[tuple[Verdict, Severity], str] = {
    (Verdict.FAIL, Severity.ERROR): "errors",
    (Verdict.FAIL, Severity.WARNING): "warnings",
}


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings are errors, warnings, reviews (not proven) and infos."""
    found = dict.fromkeys(("errors", "warnings", "reviews", "infos"), 0)
    for one in findings:
        quiet = "reviews" if one.verdict is Verdict.REVIEW or one.severity is not Severity.INFO else "infos"
        found[LEVELS.get((one.verdict, one.severity), quiet)] += 1
    return found


def tables(check: str, result: CheckResult) -> Iterator[tuple[str, bytes]]:
    """The rows of each table that a check fills, as JSON lines."""
    document = result.document
    yield "facts", lines(fact_row(check, fact) for fact in result.facts.facts)
    rows = contexts(document)
    yield "findings", lines(_finding(check, n, document, rows, f) for n, f in enumerate(result.findings, 1))
    texts = (document.quote(block.span) for block in document.blocks)
    yield "passages", lines({"check_id": check, "number": n, "text": text} for n, text in enumerate(texts) if text)
    yield (
        "not_run",
        not_run(check, result.coverage.not_run),
    )


def not_run(check: str, told: Iterable[tuple[str, str, int]]) -> bytes:
    """What could not be judged in a check or a gathering: rule, reason, times."""
    return lines({"check_id": check, "rule": rule, "reason": reason, "times": times} for rule, reason, times in told)


def crossings(gathering: str, found: Iterable[CrossFinding]) -> bytes:
    """What shows across the reports of a gathering."""
    return lines(
        {
            "gathering": gathering,
            "number": number,
            **_told(one.finding),
            "units": list(one.units),
            "cites": [{"path": cite.path, "name": cite.name, "text": cite.text} for cite in one.cites],
        }
        for number, one in enumerate(found, 1)
    )


def fact_row(check: str, fact: Fact) -> dict[str, Any]:
    """The row of `facts` that a fact makes; columns that say nothing of it are left out."""
    row: dict[str, Any] = {
        "check_id": check,
        "fact": fact.id,
        "role": fact.role,
        "text": fact.text,
        "says": list(fact.says),
        "places": dict(fact.places),
    }
    if fact.span:
        row |= {"first": fact.span.start, "past": fact.span.end}
    if figure := fact.figure:
        row |= {
            "value": _near(figure.value),
            "exact": str(figure.value),
            "step": str(figure.step),
            "scale": str(figure.scale),
            "digits": figure.digits,
            "dimension": figure.dimension,
            "counted": figure.counted,
            "assigned": figure.assigned,
            "bound": figure.bound,
            "hedge": figure.hedge,
            "earliest": None if figure.earliest is None else str(figure.earliest),
        }
    return row


def _near(value: Fraction) -> float | None:
    """The number as queries use it; None if it is beyond all of them."""
    try:
        return float(value)
    except OverflowError:
        return None


def fact_of(row: Row) -> Fact:
    """The fact that a row of `facts` was made from; what a figure printed is its text again."""
    span = None if row["first"] is None else Span(row["first"], row["past"])
    figure = None
    if row["exact"] is not None:
        figure = Quantity(
            row["text"],
            row["digits"],
            Fraction(row["exact"]),
            Fraction(row["step"]),
            row["dimension"],
            Fraction(row["scale"]),
            row["counted"],
            row["bound"],
            row["hedge"],
            row["assigned"],
            None if row["earliest"] is None else Fraction(row["earliest"]),
        )
    return Fact(row["fact"], row["role"], row["text"], row["places"], tuple(row["says"]), figure, span)


def _finding(
    check: str, number: int, document: Document, rows: Mapping[int, Context], finding: Finding
) -> dict[str, Any]:
    at = suspect(finding)
    repair = next(iter(finding.repairs), None)
    return {
        "check_id": check,
        "number": number,
        **_told(finding),
        "kind": finding.rule.kind,
        "place": place(document, at.span) if at.span else "",
        "quote": at.text,
        "sentence": context_of(document, rows, document.block_at(at.span.start)).text[:LONGEST] if at.span else "",
        "repair": f"{repair_name(document, finding, repair)} {repair.fact.text} → {repair.value}" if repair else "",
    }


def _told(finding: Finding) -> dict[str, Any]:
    """What is told of a finding, be it of one report or across several."""
    return {
        "rule": f"{finding.rule.pack}/{finding.rule.id}",
        "title": finding.rule.title,
        "severity": str(finding.severity),
        "verdict": str(finding.verdict),
        "message": finding.message,
        "working": finding.working,
        "note": finding.note,
        "identity": finding.identity,
        "basis": basis(finding),
    }
