"""A sweep: inputs in, each examined once, everything finished kept, and what only shows across reports at the end."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gouji.errors import ReadError
from gouji.gathering import Expected
from gouji.rule import RuleBook
from gouji.store import Store
from gouji.store.parts import Row, write_part
from gouji.sweep.crew import Crew, examined
from gouji.sweep.examining import CHECKED, FAILED, Examined, Task, check_id, content_of, engine
from gouji.sweep.inputs import Input
from gouji.sweep.standing import HandedIn, standings

BATCH = 100  # checks that are committed together
PATIENCE = 5.0  # seconds after which fewer are
Tell = Callable[["Progress"], None]


@dataclass(frozen=True)
class Progress:
    """How far a sweep is: files seen to, and how many of those were failed, skipped or known already, of `total`."""

    total: int
    done: int = 0
    failed: int = 0
    skipped: int = 0
    known: int = 0


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file of this run: what it is, and the check that speaks for it (empty if it cannot be)."""

    input: Input
    check: str = ""
    content: str = ""


def sweep(  # noqa: PLR0913 - what a caller may choose, each by its name
    inputs: Iterable[Input],
    store: Store,
    book: RuleBook,
    crew: Crew,
    *,
    roster: tuple[Expected, ...] = (),
    tell: Tell = lambda _: None,
) -> int:
    """Examine every input that the store does not know yet; the number of the run.

    Of inputs with one path the last counts. Whatever ends the sweep, what was finished stays: the run is marked `done`
    only when everything is in.
    """
    every = list({shown(one.path): one for one in inputs}.values())
    run = _begin(store, book, roster)
    try:
        seen, tasks = _seen(every, store, book, crew)
        failed = sum(bool(one.input.failed) for one in seen)
        skipped = sum(bool(one.input.skipped) for one in seen)
        known = len(seen) - failed - skipped - len(tasks)
        progress = Progress(len(seen), len(seen) - len(tasks), failed, skipped, known)
        tell(progress)
        _work(store, run, examined(tasks, crew), progress, tell)
        _record(store, run, seen)
        _end(store, run, "done")
    except KeyboardInterrupt:
        _end(store, run, "stopped")
        raise
    return run


def _begin(store: Store, book: RuleBook, roster: tuple[Expected, ...]) -> int:
    store.rows("UPDATE runs SET state = 'died' WHERE state = 'running'")  # we hold the lock: it cannot be
    begun = "INSERT INTO runs (begun, version, rules) VALUES (?, ?, ?) RETURNING run"
    run = int(store.rows(begun, (_now(), engine(), book.digest))[0]["run"])
    store.insert("roster", ({"run": run, "unit": one.unit, "region": one.region, "kind": one.kind} for one in roster))
    return run


def _end(store: Store, run: int, state: str) -> None:
    store.rows("UPDATE runs SET ended = ?, state = ? WHERE run = ?", (_now(), state, run))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _seen(inputs: list[Input], store: Store, book: RuleBook, crew: Crew) -> tuple[list[_Seen], list[Task]]:
    """Every input with its check, and the checks still to be made, each once.

    What could not be read is tried again: LibreOffice or OCR may have been installed since.
    """
    known = {row["check_id"] for row in store.rows("SELECT check_id FROM checks WHERE outcome = ?", (CHECKED,))}
    seen: list[_Seen] = []
    tasks: dict[str, Task] = {}
    for one in inputs:
        if one.skipped or one.failed:
            seen.append(_Seen(one))
            continue
        try:
            content = content_of(one.path)
        except ReadError as fault:
            seen.append(_Seen(replace(one, failed=fault.reason)))
            continue
        check = check_id(content, one.path.suffix, one.given, book.digest, crew.packs)
        seen.append(_Seen(one, check, content))
        if check not in known:
            tasks.setdefault(check, Task(one.path, one.given, content, check, book.digest))
    return seen, list(tasks.values())


def _work(store: Store, run: int, found: Iterator[Examined], progress: Progress, tell: Tell) -> None:
    """Commit what comes in, by the hundred or every few seconds; also what is there when the sweep is broken off."""
    pending: list[Examined] = []
    since = time.monotonic()
    try:
        for one in found:
            pending.append(one)
            failed = progress.failed + (one.row["outcome"] != CHECKED)
            progress = replace(progress, done=progress.done + 1, failed=failed)
            tell(progress)
            if len(pending) >= BATCH or time.monotonic() - since > PATIENCE:
                _commit(store, run, pending)
                pending, since = [], time.monotonic()
    finally:
        _commit(store, run, pending)


def _commit(store: Store, run: int, finished: list[Examined]) -> None:
    """A part written, then the rows that name it: nothing counts before both are there."""
    if not finished:
        return
    tables: defaultdict[str, bytes] = defaultdict(bytes)
    for one in finished:
        for table, content in one.tables.items():
            tables[table] += content
    part = write_part(store, f"{run:05}-{finished[0].task.check_id[:12]}", tables)
    store.insert("checks", ({**one.row, "part": part} for one in finished))


def _record(store: Store, run: int, seen: list[_Seen]) -> None:
    """The run's documents: each input once, with its outcome and how it stands beside the others."""
    checks = {row["check_id"]: row for row in store.rows("SELECT * FROM checks")}
    rows: dict[str, dict[str, Any]] = {}
    handed: list[HandedIn] = []
    for one in seen:
        check = checks.get(one.check)
        row = _document(run, one, check)
        rows[row["path"]] = row
        if check and row["outcome"] == CHECKED:
            title = str(check["title"])
            handed.append(
                HandedIn(row["path"], one.content, row["changed"], row["unit"], row["year"], row["kind"], title)
            )
    for path, place in standings(handed).items():
        rows[path] |= {"standing": place.standing, "of": place.of}
    store.insert("documents", rows.values())


def _document(run: int, seen: _Seen, check: Row | None) -> dict[str, Any]:
    """A row of `documents`: what was known beforehand outranks what the report says of itself."""
    given, said = seen.input.given, check or {}
    outcome = "skipped" if seen.input.skipped else said.get("outcome", FAILED)
    return {
        "run": run,
        "path": shown(seen.input.path),
        "outcome": outcome,
        "reason": seen.input.skipped or seen.input.failed or said.get("reason", ""),
        "check_id": seen.check,
        "changed": _changed(seen.input.path),
        "unit": given.unit or said.get("unit", ""),
        "region": given.region or said.get("region", ""),
        "year": given.fiscal_year or said.get("year"),
        "kind": given.kind or said.get("kind", ""),
        "standing": "",
        "of": "",
    }


def shown(path: Path) -> str:
    """A path as text: bytes of a name that are none become escapes."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def _changed(path: Path) -> float:
    """When the file (or the zip it lies in) was last written to."""
    for one in (path, *path.parents):
        try:
            return one.stat().st_mtime
        except OSError:
            continue
    return 0.0
