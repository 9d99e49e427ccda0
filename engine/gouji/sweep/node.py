"""What a node of a cluster does with a batch: its files through worker processes of the node, their rows into Parquet.

Files travel with the batch and Parquet travels back, so that nodes need no disk that they share. Each file keeps the
limits and the second try that it has on one machine, for it goes through the same crew.
"""

from __future__ import annotations

import queue
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import process
from pathlib import Path
from tempfile import TemporaryDirectory

from gouji.packs import load
from gouji.packs.folders import PackFile
from gouji.store.parts import UnfitError, parquet
from gouji.sweep.crew import Crew, examined
from gouji.sweep.examining import Examined, Task, Together, engine, unfit

IDLE = 30.0  # seconds without work after which the crew of a node goes home


class UnlikeError(Exception):
    """Another gouji, or other rules, on this node than where the sweep was started."""


@dataclass(frozen=True)
class Order:
    """What holds for every batch of a sweep. `packs` are the files of packs that nodes do not have, a tuple a folder."""

    crew: Crew
    engine: str
    rules: str
    packs: tuple[tuple[PackFile, ...], ...]


@dataclass(frozen=True)
class Batch:
    """Some files to examine, each with its bytes."""

    order: Order
    tasks: tuple[Task, ...]
    files: tuple[bytes, ...]


def like() -> tuple[str, str]:
    """Which gouji this node has, and which rules came with it."""
    return engine(), load().digest


def carry_out(batch: Batch) -> Together:
    """What became of the files of a batch."""
    crew = _settled(batch.order)
    # Dask's nanny makes its workers daemonic, and those may have no children. Ours end by themselves when the pipe to
    # their parent breaks, which is what the flag is for.
    process.current_process()._config["daemon"] = False  # type: ignore[attr-defined]  # noqa: SLF001 - see above
    with TemporaryDirectory(prefix="gouji-") as folder:
        found = _found(crew, list(_laid(Path(folder), batch)))
    try:
        return _together(found)
    except UnfitError:  # one of them spoils it for all
        return _together([_fitting(one) for one in found])


# ── a crew kept from one batch to the next, for a worker process is slow at first ──────────────────────────────────
class _Desk(threading.Thread):
    """Gives the tasks of all batches that are here to one crew, and each batch what became of its own."""

    def __init__(self, crew: Crew) -> None:
        super().__init__(daemon=True)
        self._crew, self._turn, self._closed = crew, threading.Lock(), False
        self._tasks: queue.Queue[Task] = queue.Queue()
        self._waiting: dict[Path, queue.Queue[Examined | BaseException]] = {}  # by file: no two have the same

    def takes(self, tasks: Sequence[Task], answers: queue.Queue[Examined | BaseException]) -> bool:
        """Take tasks on, unless this one has ended for want of any."""
        with self._turn:
            if not self._closed:
                self._waiting.update(dict.fromkeys((task.path for task in tasks), answers))
                for task in tasks:
                    self._tasks.put(task)
            return not self._closed

    def run(self) -> None:
        """Until there has been nothing to do for a while."""
        try:
            for one in examined(self._source(), self._crew):
                self._waiting.pop(one.task.path).put(one)
        except BaseException as fault:  # noqa: BLE001 - told to every batch that waits
            with self._turn:
                self._closed = True
                for answers in self._waiting.values():
                    answers.put(fault)

    def _source(self) -> Iterator[Task]:
        while True:
            try:
                yield self._tasks.get(timeout=IDLE)
            except queue.Empty:
                with self._turn:
                    self._closed = self._tasks.empty()
                    if self._closed:
                        return


_desks: dict[Crew, _Desk] = {}
_opening = threading.Lock()


def _found(crew: Crew, tasks: Sequence[Task]) -> list[Examined]:
    """What became of the tasks of a batch."""
    answers: queue.Queue[Examined | BaseException] = queue.Queue()
    with _opening:
        if crew not in _desks or not _desks[crew].takes(tasks, answers):
            desk = _desks[crew] = _Desk(crew)
            desk.takes(tasks, answers)
            desk.start()
    found = []
    for _ in tasks:
        one = answers.get()
        if isinstance(one, BaseException):
            raise one
        found.append(one)
    return found


def _laid(folder: Path, batch: Batch) -> Iterator[Task]:
    """The tasks with their files where this node can read them; of a file's name only the ending tells anything."""
    for number, (task, content) in enumerate(zip(batch.tasks, batch.files, strict=True)):
        path = folder / f"{number}{task.path.suffix}"
        path.write_bytes(content)
        yield replace(task, path=path)


def _together(found: Iterable[Examined]) -> Together:
    rows, tables = [], defaultdict[str, bytes](bytes)
    for one in found:
        rows.append(one.row)
        for table, content in one.tables.items():
            tables[table] += content
    return Together(tuple(rows), parquet(tables))


def _fitting(one: Examined) -> Examined:
    """What became of a file, or that it cannot be stored."""
    try:
        parquet(one.tables)
    except UnfitError as fault:
        return unfit(one, fault)
    return one


@cache
def _settled(order: Order) -> Crew:
    """The crew as it is on this node: one worker for each of Dask's threads, and the packs that travelled laid out."""
    from distributed import get_worker  # noqa: PLC0415 - only nodes need it

    if engine() != order.engine:
        raise UnlikeError(engine())
    folders = tuple(_unpacked(files) for files in order.packs)
    if load(folders).digest != order.rules:
        raise UnlikeError(f"{engine()}，规则不同")
    return replace(order.crew, workers=get_worker().state.nthreads, folders=folders)


def _unpacked(files: Sequence[PackFile]) -> Path:
    folder = TemporaryDirectory(prefix="gouji-")
    _kept.append(folder)
    for file in files:
        path = Path(folder.name) / file.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file.content)
    return Path(folder.name)


_kept: list[TemporaryDirectory[str]] = []  # removed when this process ends
