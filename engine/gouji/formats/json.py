"""CheckResults → the JSON of `rules/schema/findings.schema.json`, for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from gouji.document import Document, Span
from gouji.errors import ReadError
from gouji.finding import CheckResult, Coverage, Evidence, Finding, Repair
from gouji.formats.context import Context, context_of, contexts

SCHEMA = "gouji.findings/1"


def write(results: Iterable[CheckResult], unread: Iterable[ReadError] = ()) -> str:
    """All reports of one run, and the files that could not be read, as one JSON text."""
    return json.dumps(as_data(results, unread), ensure_ascii=False, indent=1) + "\n"


def as_data(results: Iterable[CheckResult], unread: Iterable[ReadError] = ()) -> dict[str, Any]:
    """What `write` writes, as plain data. `engine` names each engine that took part, in order of appearance."""
    checked = tuple(results)
    return {
        "schema": SCHEMA,
        "engine": "；".join(dict.fromkeys(r.engine for r in checked)),
        "reports": [_report(r) for r in checked],
        "errors": [{"path": e.path, "message": e.reason} for e in unread],
    }


def _report(result: CheckResult) -> dict[str, Any]:
    profile = result.profile
    rows = contexts(result.document)
    return {
        "path": result.document.path,
        "format": result.document.format,
        "engine": result.engine,
        "profile": {
            "unit": profile.unit,
            "fiscal_year": profile.fiscal_year,
            "kind": profile.kind,
            "region": profile.region,
        },
        "rules": len(result.rules),
        "findings": [_finding(result.document, rows, f) for f in result.findings],
        "coverage": _coverage(result),
        "notices": list(result.notices),
    }


def _finding(document: Document, rows: Mapping[int, Context], finding: Finding) -> dict[str, Any]:
    rule = finding.rule
    basis = rule.basis
    return {
        "rule": f"{rule.pack}/{rule.id}",
        "title": rule.title,
        "kind": rule.kind,
        "severity": str(finding.severity),
        "verdict": str(finding.verdict),
        "message": finding.message,
        "working": finding.working,
        "note": finding.note,
        "repairs": [_repair(document, r) for r in finding.repairs],
        "evidence": [_evidence(document, rows, e) for e in finding.evidence],
        "basis": {
            "text": basis.text,
            "source": basis.source,
            "clause": basis.clause,
            "confirmed": basis.confirmed,
        },
        "overridden": rule.overridden,
        "identity": finding.identity,
    }


def _repair(document: Document, repair: Repair) -> dict[str, Any]:
    return {
        "fact": repair.name,
        "value": repair.value,
        "role": repair.fact.role,
        "printed": repair.fact.text,
        **_place(document, repair.fact.span),
    }


def _evidence(document: Document, rows: Mapping[int, Context], evidence: Evidence) -> dict[str, Any]:
    """`quote` is an exact piece of the block; facts from outside have no block, and quote themselves."""
    if evidence.span is None:
        return {
            "role": evidence.role,
            "name": evidence.name,
            **_place(document, None),
            "quote": evidence.text,
            "context": evidence.text,
        }
    block = document.block_at(evidence.span.start)
    within = Span(evidence.span.start, min(evidence.span.end, block.span.end))
    return {
        "role": evidence.role,
        "name": evidence.name,
        **_place(document, within),
        "quote": document.quote(within),
        "context": context_of(document, rows, block).text,
    }


def _place(document: Document, span: Span | None) -> dict[str, Any]:
    if span is None:
        return {"block": None, "start": None, "end": None}
    location = document.locate(span)
    place: dict[str, Any] = {"block": location.block, "start": location.start, "end": location.end}
    if location.page:
        place |= {"page": location.page, "box": location.box}
    if location.sheet:
        place |= {"sheet": location.sheet, "cell": location.reference}
    return place


def _coverage(result: CheckResult) -> dict[str, Any]:
    coverage: Coverage = result.coverage
    reasons = {n.span: n.reason for n in result.facts.numbers}
    return {
        "numbers": coverage.numbers,
        "checked": coverage.checked,
        "contradicted": coverage.contradicted,
        "unchecked": coverage.unchecked,
        "identifiers": coverage.identifiers,
        "unread": coverage.unread,
        "unread_places": [
            {**_place(result.document, s), "quote": result.document.quote(s), "reason": reasons.get(s, "")}
            for s in coverage.unread_spans
        ],
        "not_run": [{"rule": rule, "reason": reason, "times": times} for rule, reason, times in coverage.not_run],
    }
