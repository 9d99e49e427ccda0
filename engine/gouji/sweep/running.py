"""A sweep: inputs in, each examined once, everything finished kept, and what only shows across reports at the end."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from gouji.errors import ReadError
from gouji.gathering import Expected
from gouji.rule import RuleBook
from gouji.store import Store, StoreError
from gouji.store.merging import merge
from gouji.store.parts import UnfitError, place_part, write_part
from gouji.sweep.crew import Crew, crossed, examined
from gouji.sweep.examining import CHECKED, Examined, Task, Together, check_id, content_of, engine, unfit
from gouji.sweep.gathered import Gathered, gatherings
from gouji.sweep.inputs import Input
from gouji.sweep.recording import Seen, around, record, shown

BATCH = 100  # checks that are committed together
PATIENCE = 5.0  # seconds after which fewer are
Tell = Callable[["Progress"], None]
Elsewhere = Callable[[Sequence[Task]], Generator[Together]]


@dataclass(frozen=True)
class Progress:
    """How far a sweep is: files seen to, and how many of those were failed, skipped or known already, of `total`.

    When all are, `crossed` of `gatherings` have been looked at.
    """

    total: int
    done: int = 0
    failed: int = 0
    skipped: int = 0
    known: int = 0
    gatherings: int = 0
    crossed: int = 0


def sweep(  # noqa: PLR0913 - what a caller may choose, each by its name
    inputs: Iterable[Input],
    store: Store,
    book: RuleBook,
    crew: Crew,
    *,
    roster: tuple[Expected, ...] = (),
    tell: Tell = lambda _: None,
    elsewhere: Elsewhere | None = None,
) -> int:
    """Examine every input that the store does not know yet; the number of the run.

    The crew does it on this machine, or for files whoever is given as `elsewhere`. Of inputs that are one file the last
    counts. Whatever ends the sweep, what was finished stays: the run is marked `done`
    only when everything is in.
    """
    files = {_real(one.path): one for one in inputs}
    every = list({shown(one.path): one for one in files.values()}.values())
    run = _begin(store, book)
    try:
        seen, tasks = _seen(every, store, book, crew)
        failed = sum(bool(one.input.failed) for one in seen)
        skipped = sum(bool(one.input.skipped) for one in seen)
        known = len(seen) - failed - skipped - len(tasks)
        progress = Progress(len(seen), len(seen) - len(tasks), failed, skipped, known)
        tell(progress)
        if elsewhere:
            with closing(elsewhere(tasks)) as parts:
                progress = _receive(store, run, parts, progress, tell)
        else:
            with closing(examined(tasks, crew)) as found:  # or the crew would work on when a result cannot be stored
                progress = _work(store, run, found, progress, tell)
        documents, regions = record(store, run, seen)
        beside = around(store, run, regions.expected(roster), repr((book.digest, crew.packs)))
        _cross(store, run, tuple(gatherings(documents, beside)), crew, lambda done: tell(replace(progress, **done)))
        _end(store, run, "done")
        with suppress(StoreError):  # the run is in, and the parts are as good as they were
            merge(store)
    except KeyboardInterrupt:
        _end(store, run, "stopped")
        raise
    return run


def _begin(store: Store, book: RuleBook) -> int:
    store.rows("UPDATE runs SET state = 'died' WHERE state = 'running'")  # we hold the lock: it cannot be
    begun = "INSERT INTO runs (begun, version, rules) VALUES (?, ?, ?) RETURNING run"
    return int(store.rows(begun, (_now(), engine(), book.digest))[0]["run"])


def _end(store: Store, run: int, state: str) -> None:
    store.rows("UPDATE runs SET ended = ?, state = ? WHERE run = ?", (_now(), state, run))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _seen(inputs: list[Input], store: Store, book: RuleBook, crew: Crew) -> tuple[list[Seen], list[Task]]:
    """Every input with its check, and the checks still to be made, each once.

    What could not be read is tried again: LibreOffice or OCR may have been installed since.
    """
    parts = _parts(store)
    rows = store.rows("SELECT check_id, part FROM checks WHERE outcome = ?", (CHECKED,))
    known = {row["check_id"] for row in rows if row["part"] in parts}
    seen: list[Seen] = []
    tasks: dict[str, Task] = {}
    for one in inputs:
        if one.skipped or one.failed:
            seen.append(Seen(one))
            continue
        try:
            content = content_of(one.path)
        except ReadError as fault:
            seen.append(Seen(replace(one, failed=fault.reason)))
            continue
        check = check_id(content, one.path.suffix, one.given, book.digest, crew.packs)
        seen.append(Seen(one, check, content))
        if check not in known:
            tasks.setdefault(check, Task(one.path, one.given, content, check, book.digest))
    return seen, list(tasks.values())


def _parts(store: Store) -> set[str]:
    """The parts that are there, and none: what was found may have been deleted since."""
    return {path.name for path in store.parts.iterdir()} | {""}


def _work(store: Store, run: int, found: Iterator[Examined], progress: Progress, tell: Tell) -> Progress:
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
    return progress


def _receive(store: Store, run: int, found: Iterator[Together], progress: Progress, tell: Tell) -> Progress:
    """Commit what comes in from elsewhere, where parts were made of it already."""
    for part in found:
        name = place_part(store, f"{run:05}-{part.rows[0]['check_id'][:12]}", part.files) if part.files else ""
        store.insert("checks", ({**row, "part": name} for row in part.rows))
        failed = progress.failed + sum(row["outcome"] != CHECKED for row in part.rows)
        progress = replace(progress, done=progress.done + len(part.rows), failed=failed)
        tell(progress)
    return progress


def _commit(store: Store, run: int, finished: list[Examined]) -> None:
    """A part written, then the rows that name it: nothing counts before both are there."""
    if not finished:
        return
    tables: defaultdict[str, bytes] = defaultdict(bytes)
    for one in finished:
        for table, content in one.tables.items():
            tables[table] += content
    try:
        part = write_part(store, f"{run:05}-{finished[0].task.check_id[:12]}", tables)
    except UnfitError as fault:  # one of them spoils it for all
        for one in finished:
            _commit(store, run, [one] if len(finished) > 1 else [unfit(one, fault)])
        return
    store.insert("checks", ({**one.row, "part": part} for one in finished))


def _cross(
    store: Store, run: int, every: Sequence[Gathered], crew: Crew, tell: Callable[[Mapping[str, int]], None]
) -> None:
    """Look at every gathering that no run has looked at as it is, and keep what shows there."""
    parts = _parts(store)
    rows = store.rows("SELECT * FROM gatherings WHERE outcome = ?", (CHECKED,))
    known = {row["gathering"]: row for row in rows if row["part"] in parts}
    store.insert("gatherings", ({**known[one.name], "run": run} for one in every if one.name in known))
    new = [one for one in every if one.name not in known]
    done = len(every) - len(new)
    tell({"gatherings": len(every), "crossed": done})
    with closing(crossed(new, store.parts, crew)) as beside:
        for found in beside:
            named = f"{run:05}-{found.task.name[:12]}"
            part = write_part(store, named, found.tables) if any(found.tables.values()) else ""
            store.insert("gatherings", [{**found.row, "run": run, "part": part}])
            done += 1
            tell({"gatherings": len(every), "crossed": done})


def _real(path: Path) -> str:
    """The one name of a file that has several: links, ways round, from where one stands."""
    try:
        return os.path.realpath(path)
    except ValueError:  # a NUL in the name
        return str(path)
