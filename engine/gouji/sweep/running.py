"""A sweep: inputs in, each examined once, everything finished kept, and what only shows across reports at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from gouji.errors import ReadError
from gouji.fact import Profile
from gouji.gathering import Expected
from gouji.rule import RuleBook
from gouji.store import Store
from gouji.store.opening import told
from gouji.store.parts import Row, write_part
from gouji.sweep.crew import Crew, examined
from gouji.sweep.examining import CHECKED, FAILED, Examined, Task, check_id, content_of
from gouji.sweep.inputs import Input
from gouji.sweep.standing import HandedIn, standings

BATCH = 100  # checks that are committed together
PATIENCE = 5.0  # seconds after which fewer are
Examine = Callable[[Iterable[Task]], Iterator[Examined]]


@dataclass(frozen=True)
class Progress:
    """How far a sweep is: files seen to, of which failed and skipped, of `total`; `known` were checked before."""

    total: int
    done: int = 0
    failed: int = 0
    skipped: int = 0
    known: int = 0


@dataclass
class _Pending:
    """What is finished and not yet committed."""

    since: float
    checks: list[Examined] = field(default_factory=list)


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
    tell: Callable[[Progress], None] = lambda _: None,
    examine: Examine | None = None,
) -> int:
    """Examine every input that the store does not know yet; the number of the run.

    Whatever ends it, what was finished stays: the run is marked `done` only when everything is in.
    `examine` does the work elsewhere than in this machine's processes.
    """
    every = list(inputs)
    run = _begin(store, book, roster)
    try:
        seen, tasks = _seen(every, store, book, crew)
        known = sum(1 for one in seen if one.check) - len(tasks)
        progress = Progress(
            len(every),
            len(every) - len(tasks),
            sum(1 for one in seen if one.input.failed),
            sum(1 for i in every if i.skipped),
            known,
        )
        tell(progress)
        _work(store, run, (examine or (lambda given: examined(given, crew)))(tasks), progress, tell)
        _record(store, run, seen)
        _end(store, run, "done")
    except KeyboardInterrupt:
        _end(store, run, "stopped")
        raise
    return run


def _begin(store: Store, book: RuleBook, roster: tuple[Expected, ...]) -> int:
    with told(store.folder):
        store.state.execute("UPDATE runs SET state = 'died' WHERE state = 'running'")  # we hold the lock: it cannot be
        found = store.state.execute(
            "INSERT INTO runs (begun, version, rules) VALUES (?, ?, ?) RETURNING run",
            (_now(), version("gouji"), book.digest),
        ).fetchone()
        run = int(found["run"])
        rows = [(run, one.unit, one.region, one.kind) for one in roster]
        _many(store, "INSERT INTO roster VALUES (?, ?, ?, ?)", rows)
    return run


def _end(store: Store, run: int, state: str) -> None:
    with told(store.folder):
        store.state.execute("UPDATE runs SET ended = ?, state = ? WHERE run = ?", (_now(), state, run))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _seen(inputs: list[Input], store: Store, book: RuleBook, crew: Crew) -> tuple[list[_Seen], list[Task]]:
    """Every input with its check, and the checks that nobody has made yet, each once."""
    known = {
        row["check_id"] for row in store.state.execute("SELECT check_id FROM checks WHERE outcome != ?", (FAILED,))
    }
    seen: list[_Seen] = []
    tasks: dict[str, Task] = {}
    for one in inputs:
        if one.skipped or one.failed:
            seen.append(_Seen(one))
            continue
        try:
            content = content_of(one.path)
        except ReadError as fault:
            seen.append(_Seen(Input(one.path, one.given, failed=fault.reason)))
            continue
        check = check_id(content, one.path.suffix, one.given, book.digest, crew.packs)
        seen.append(_Seen(one, check, content))
        if check not in known:
            tasks.setdefault(check, Task(one.path, one.given, content, check, book.digest))
    return seen, list(tasks.values())


def _work(
    store: Store, run: int, found: Iterator[Examined], progress: Progress, tell: Callable[[Progress], None]
) -> None:
    """Commit what comes in, by the hundred or every few seconds; also what is there when the sweep is broken off."""
    pending = _Pending(time.monotonic())
    done, failed = progress.done, progress.failed
    try:
        for one in found:
            pending.checks.append(one)
            done, failed = done + 1, failed + (one.row["outcome"] != CHECKED)
            tell(Progress(progress.total, done, failed, progress.skipped, progress.known))
            if len(pending.checks) >= BATCH or time.monotonic() - pending.since > PATIENCE:
                _commit(store, run, pending)
    finally:
        _commit(store, run, pending)


def _commit(store: Store, run: int, pending: _Pending) -> None:
    """A part written, then the rows that name it: nothing counts before both are there."""
    if pending.checks:
        tables: dict[str, list[bytes]] = {}
        for one in pending.checks:
            for table, content in one.tables.items():
                tables.setdefault(table, []).append(content)
        name = f"{run:05}-{pending.checks[0].task.check_id[:12]}"
        part = write_part(store, name, {table: b"".join(found) for table, found in tables.items()})
        with told(store.folder):
            _many(store, *_upsert([{**one.row, "part": part} for one in pending.checks]))
    pending.checks.clear()
    pending.since = time.monotonic()


def _upsert(rows: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    names = sorted({name for row in rows for name in row})
    full = [{name: row.get(name, "" if name not in COUNTS else 0) for name in names} for row in rows]
    places = ", ".join(f":{name}" for name in names)
    return f"INSERT OR REPLACE INTO checks ({', '.join(names)}) VALUES ({places})", full  # noqa: S608 - our own names


COUNTS = frozenset(
    [
        "year",
        "numbers",
        "checked",
        "contradicted",
        "unchecked",
        "identifiers",
        "unread",
        "errors",
        "warnings",
        "reviews",
        "infos",
        "seconds",
    ]
)


def _many(store: Store, sql: str, rows: list[Any]) -> None:
    """Many rows in one transaction."""
    store.state.execute("BEGIN IMMEDIATE")
    try:
        store.state.executemany(sql, rows)
        store.state.execute("COMMIT")
    except BaseException:
        store.state.execute("ROLLBACK")
        raise


def _record(store: Store, run: int, seen: list[_Seen]) -> None:
    """The run's documents: each input once, with its outcome and how it stands beside the others."""
    checks: dict[str, Row] = {row["check_id"]: dict(row) for row in store.state.execute("SELECT * FROM checks")}
    rows: dict[str, dict[str, Any]] = {}
    handed: list[HandedIn] = []
    for one in seen:
        row = _document(run, one, checks.get(one.check))
        rows[row["path"]] = row
        if row["outcome"] == CHECKED:
            title = str(checks[one.check]["title"])
            handed.append(
                HandedIn(row["path"], one.content, row["changed"], row["unit"], row["year"], row["kind"], title)
            )
    for path, place in standings(handed).items():
        rows[path] |= {"standing": place.standing, "of": place.of}
    names = list(next(iter(rows.values()))) if rows else []
    if rows:
        places = ", ".join(f":{name}" for name in names)
        with told(store.folder):
            _many(store, f"INSERT INTO documents ({', '.join(names)}) VALUES ({places})", list(rows.values()))  # noqa: S608


def _document(run: int, seen: _Seen, check: Row | None) -> dict[str, Any]:
    """A row of `documents`: what was known beforehand outranks what the report says of itself."""
    given: Profile = seen.input.given
    if seen.input.skipped:
        outcome, reason = "skipped", seen.input.skipped
    elif check is None:
        outcome, reason = FAILED, seen.input.failed
    else:
        outcome = CHECKED if check["outcome"] == CHECKED else FAILED
        reason = check["reason"]
    said = check or {}
    return {
        "run": run,
        "path": shown(seen.input.path),
        "outcome": outcome,
        "reason": reason,
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
