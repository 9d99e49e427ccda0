"""One file examined in a worker: read, checked and turned into the rows a store keeps."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import gouji
from gouji.checker import Engine, check
from gouji.document import Document
from gouji.errors import ReadError
from gouji.fact import Fact, Profile
from gouji.finding import CheckResult, Finding, Verdict
from gouji.formats.context import Context, context_of, contexts, place
from gouji.formats.telling import basis, repair_name, suspect
from gouji.readers import Limits
from gouji.readers.archive import load
from gouji.rule import RuleBook, Severity
from gouji.store.parts import Lines, lines

CHECKED, FAILED = "checked", "failed"
LEVELS: Mapping[tuple[Verdict, Severity], str] = {
    (Verdict.FAIL, Severity.ERROR): "errors",
    (Verdict.FAIL, Severity.WARNING): "warnings",
}


@dataclass(frozen=True, slots=True)
class Task:
    """A file to examine. `content` is the hash it had when the sweep saw it, `check_id` the name of the check."""

    path: Path
    given: Profile
    content: str
    check_id: str
    rules: str
    engine: Engine = "durable"


@dataclass(frozen=True)
class Examined:
    """What became of a task: the row of `checks`, and the rows of the Parquet tables as JSON lines."""

    task: Task
    row: Mapping[str, Any]
    tables: Lines = field(default_factory=dict)


class ChangedError(Exception):
    """The file is not what it was when the sweep saw it."""


def content_of(path: Path) -> str:
    """The hash of a file's bytes; ReadError if they cannot be had."""
    return hashlib.sha256(load(path, Limits())).hexdigest()


@cache
def engine() -> str:
    """Which gouji this is: its version and the hash of its code, since other code may find something else."""
    code = hashlib.sha256()
    for path in sorted(Path(gouji.__file__).parent.rglob("*.py")):
        code.update(path.read_bytes())
    return f"{version('gouji')}-{code.hexdigest()[:16]}"


def check_id(content: str, suffix: str, given: Profile, rules: str, packs: tuple[str, ...]) -> str:
    """The name of a check: what was examined, by which gouji, with which rules and foreknowledge."""
    asked = (content, suffix.lower(), given, engine(), rules, packs)
    return hashlib.sha256(repr(asked).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def examine(task: Task, book: RuleBook, packs: tuple[str, ...] = ()) -> Examined:
    """A file checked; unreadable ones give their reason. ChangedError if it was written to meanwhile."""
    began = time.monotonic()
    try:
        result = check(task.path, book, task.given, packs, engine=task.engine)
        if content_of(task.path) != task.content:
            raise ChangedError(task.path)
    except ReadError as fault:
        return Examined(task, outcome_row(task, FAILED, fault.reason, time.monotonic() - began))
    return Examined(task, _row(task, result, time.monotonic() - began), dict(_tables(task.check_id, result)))


def outcome_row(task: Task, outcome: str, reason: str, seconds: float) -> dict[str, Any]:
    """The row of a check that found nothing, because there was nothing to be had."""
    return {
        "check_id": task.check_id,
        "content": task.content,
        "version": engine(),
        "rules": task.rules,
        "outcome": outcome,
        "reason": reason,
        "seconds": round(seconds, 3),
    }


def _row(task: Task, result: CheckResult, seconds: float) -> dict[str, Any]:
    profile, coverage = result.profile, result.coverage
    counts = dict.fromkeys(("errors", "warnings", "reviews", "infos"), 0)
    for finding in result.findings:
        counts[_level(finding)] += 1
    return {
        **outcome_row(task, CHECKED, "", seconds),
        "engine": result.engine,
        "unit": profile.unit,
        "region": profile.region,
        "year": profile.fiscal_year,
        "kind": profile.kind,
        "title": _title(result.document),
        "numbers": coverage.numbers,
        "checked": coverage.checked,
        "contradicted": coverage.contradicted,
        "unchecked": coverage.unchecked,
        "identifiers": coverage.identifiers,
        "unread": coverage.unread,
        **counts,
    }


def _level(finding: Finding) -> str:
    """The count a finding is in: what is not proven is a review, unless it is an info."""
    if finding.severity is Severity.INFO:
        return "infos"
    return LEVELS.get((finding.verdict, finding.severity), "reviews")


TITLE = 40  # characters of a title that tell one document from another
LONGEST = 400  # characters of a paragraph kept with a finding


def _title(document: Document) -> str:
    """The first line that is not empty."""
    lines_ = (document.quote(block.span).strip() for block in document.blocks)
    return next((line[:TITLE] for line in lines_ if line), "")


def _tables(check: str, result: CheckResult) -> Iterator[tuple[str, bytes]]:
    document = result.document
    yield "facts", lines(_fact(check, fact) for fact in result.facts.facts)
    rows = contexts(document)
    yield "findings", lines(_finding(check, n, document, rows, f) for n, f in enumerate(result.findings, 1))
    texts = (document.quote(block.span) for block in document.blocks)
    yield "passages", lines({"check_id": check, "number": n, "text": text} for n, text in enumerate(texts) if text)
    yield (
        "not_run",
        lines(
            {"check_id": check, "rule": rule, "reason": reason, "times": times}
            for rule, reason, times in result.coverage.not_run
        ),
    )


def _fact(check: str, fact: Fact) -> dict[str, Any]:
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
            "value": float(figure.value),
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


def _finding(
    check: str, number: int, document: Document, rows: Mapping[int, Context], finding: Finding
) -> dict[str, Any]:
    rule, at = finding.rule, suspect(finding)
    repair = next(iter(finding.repairs), None)
    return {
        "check_id": check,
        "number": number,
        "rule": f"{rule.pack}/{rule.id}",
        "title": rule.title,
        "kind": rule.kind,
        "severity": str(finding.severity),
        "verdict": str(finding.verdict),
        "message": finding.message,
        "working": finding.working,
        "note": finding.note,
        "identity": finding.identity,
        "basis": basis(finding),
        "place": place(document, at.span) if at.span else "",
        "quote": at.text,
        "sentence": context_of(document, rows, document.block_at(at.span.start)).text[:LONGEST] if at.span else "",
        "repair": f"{repair_name(document, finding, repair)} {repair.fact.text} → {repair.value}" if repair else "",
    }
