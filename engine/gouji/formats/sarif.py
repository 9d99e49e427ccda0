"""CheckResults → SARIF 2.1.0, which code-scanning services and editors read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gouji.document import Document, Span
from gouji.errors import ReadError
from gouji.finding import CheckResult, Evidence, Finding
from gouji.formats.context import place
from gouji.formats.layout import printable
from gouji.formats.telling import basis, grade, short_name, suspect
from gouji.rule import Rule, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"必改": "error", "建议改": "warning", "请核对": "note", "说明": "note"}
DEFAULTS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.NONE: "none"}
KINDS = {"必改": "fail", "建议改": "fail", "请核对": "review", "说明": "informational"}
PLAIN = ("txt",)  # formats whose lines a person can count; other documents have no lines that mean anything


def write(results: Iterable[CheckResult], unread: Iterable[ReadError] = ()) -> str:
    """One run over all reports; a file that could not be read is a notification of the run."""
    checked, failed = tuple(results), tuple(unread)
    rules = {rule.id: rule for result in checked for rule in (*result.rules, *(f.rule for f in result.findings))}
    index = {name: number for number, name in enumerate(rules)}
    run = {
        "tool": {"driver": {**_driver(), "rules": [_rule(rule) for rule in rules.values()]}},
        "invocations": [
            {
                "executionSuccessful": not failed,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": printable(e.reason)}, "locations": [_file(e.path)]}
                    for e in failed
                ],
            }
        ],
        "artifacts": [{"location": {"uri": _uri(one.document.path)}} for one in checked],
        "results": [
            _result(result.document, finding, index, artifact)
            for artifact, result in enumerate(checked)
            for finding in result.findings
        ],
        "columnKind": "unicodeCodePoints",
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _driver() -> dict[str, str]:
    return {"name": "gouji", "fullName": "勾稽", "version": version("gouji"), "language": "zh-CN"}


def _rule(rule: Rule) -> dict[str, Any]:
    """`helpUri` is left out: the rule's own page is `gouji rules explain`."""
    return {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.basis.text or rule.title},
        "defaultConfiguration": {"level": DEFAULTS[rule.severity]},
        "properties": {"pack": rule.pack, "kind": rule.kind},
    }


def _result(document: Document, finding: Finding, index: dict[str, int], artifact: int) -> dict[str, Any]:
    """`kind` other than fail has no level; the message holds the arithmetic, for most viewers show nothing else."""
    word = grade(finding)
    text = "\n".join(part for part in (finding.message, finding.working, f"依据：{basis(finding)}") if part)
    main = suspect(finding)
    rest = [e for e in finding.evidence if e is not main and e.span]
    told: dict[str, Any] = {
        "ruleId": finding.rule.id,
        "ruleIndex": index[finding.rule.id],
        "kind": KINDS[word],
        "level": LEVELS[word] if KINDS[word] == "fail" else "none",
        "message": {"text": text},
        "locations": [_location(document, artifact, main)],
        "properties": {"grade": word, "repairs": [f"{r.fact.text} -> {r.value}" for r in finding.repairs]},
    }
    if rest:
        told["relatedLocations"] = [{"id": n, **_location(document, artifact, e)} for n, e in enumerate(rest, 1)]
    if finding.identity:
        told["partialFingerprints"] = {"gouji/v1": finding.identity}
    return told


def _location(document: Document, artifact: int, evidence: Evidence) -> dict[str, Any]:
    """Characters counted in the text as read; the line as well where the file has lines."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(document.path), "index": artifact}}
    named = {"text": f"{short_name(evidence.name)} {evidence.text}"}
    if evidence.span is None:
        return {"physicalLocation": physical, "message": named}
    physical["region"] = _region(document, evidence.span)
    logical = {"name": place(document, evidence.span), "kind": "paragraph"}
    return {"physicalLocation": physical, "logicalLocations": [logical], "message": named}


def _region(document: Document, span: Span) -> dict[str, Any]:
    region: dict[str, Any] = {
        "charOffset": span.start,
        "charLength": span.end - span.start,
        "snippet": {"text": document.quote(span)},
    }
    if document.format in PLAIN:
        spot = document.locate(span)
        region |= {"startLine": spot.block, "startColumn": spot.start + 1, "endColumn": spot.end + 1}
    return region


def _file(path: str) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}}


def _uri(path: str) -> str:
    """A relative path stays relative, so that it means the same elsewhere."""
    given = Path(path)
    return given.as_uri() if given.is_absolute() else quote(given.as_posix(), errors="surrogateescape")
