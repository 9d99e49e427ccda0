"""One file examined in a worker: read, checked and turned into the rows a store keeps."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import gouji
from gouji.checker import Engine, check
from gouji.document import Document
from gouji.errors import ReadError
from gouji.fact import Profile
from gouji.finding import CheckResult
from gouji.readers import Limits
from gouji.readers.archive import load
from gouji.rule import RuleBook
from gouji.store.parts import Lines
from gouji.sweep.rows import counts, tables

CHECKED, FAILED = "checked", "failed"
ASIDE = ("overview", "county", "authoring")  # packages that no check goes through
TITLE = 40  # characters of a title that tell one document from another


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


@dataclass(frozen=True)
class Together:
    """What became of several tasks, on a node: their rows of `checks`, and the Parquet files of their part by table."""

    rows: tuple[Mapping[str, Any], ...]
    files: Mapping[str, bytes] = field(default_factory=dict)


class ChangedError(Exception):
    """The file is not what it was when the sweep saw it."""


def content_of(path: Path) -> str:
    """The hash of a file's bytes; ReadError if they cannot be had."""
    return hashlib.sha256(load(path, Limits())).hexdigest()


@cache
def engine() -> str:
    """Which gouji this is: its version and the hash of its code, since other code may find something else."""
    code, root = hashlib.sha256(), Path(gouji.__file__).parent
    for path in sorted(root.rglob("*.py")):
        if path.relative_to(root).parts[0] not in ASIDE:
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
    return Examined(task, _row(task, result, time.monotonic() - began), dict(tables(task.check_id, result)))


def unfit(one: Examined, fault: Exception) -> Examined:
    """What is said of a file whose rows no store takes."""
    reason = f"核对的结果存不进汇总库（{fault}），不是报告的问题"
    return Examined(one.task, outcome_row(one.task, FAILED, reason, one.row["seconds"]))


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
        **counts(result.findings),
    }


def _title(document: Document) -> str:
    """The first line that is not empty."""
    lines_ = (document.quote(block.span).strip() for block in document.blocks)
    return next((line[:TITLE] for line in lines_ if line), "")
