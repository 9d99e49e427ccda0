"""Worker processes that examine files and gatherings: one that dies or takes too long costs what it had in hand.

That is tried once more, without the C library. Every file is a task of its own, so that a crash in C code, a hang or a
lack of memory is known to be its doing.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from gouji.errors import GoujiError
from gouji.rule import RuleBook
from gouji.sweep import examining, gathered
from gouji.sweep.examining import FAILED, ChangedError, Examined, Task, examine
from gouji.sweep.gathered import Beside, Gathered, gather

AHEAD = 4  # tasks in hand for each worker: enough that none waits, few enough that memory stays flat
MEGABYTE = 1024 * 1024
HUNDRED = 100


@dataclass(frozen=True)
class Crew:
    """How many workers there are, and what each may use: seconds a file, megabytes of memory in all."""

    workers: int = 0  # 0: as many as there are cores
    seconds: float = 30
    memory: int = 1024
    folders: tuple[Path, ...] = ()  # packs added to the shipped ones
    packs: tuple[str, ...] = ()  # packs that hold for every report

    @property
    def size(self) -> int:
        """The number of workers."""
        return self.workers or os.cpu_count() or 1


def examined(tasks: Iterable[Task], crew: Crew) -> Iterator[Examined]:
    """What became of each file, as soon as it is known, in whatever order that is."""

    def lost(task: Task, reason: str) -> Examined:
        return Examined(task, examining.outcome_row(task, FAILED, reason, crew.seconds))

    yield from _carried_out(tasks, crew, _Job(_examine, lost, lambda _: crew.seconds))


def crossed(tasks: Iterable[Gathered], parts: Path, crew: Crew) -> Iterator[Beside]:
    """What became of each gathering, whose documents are in these parts; the more there are, the longer it may take."""

    def seconds(task: Gathered) -> float:
        return crew.seconds * (1 + len(task.documents) / HUNDRED)

    def lost(task: Gathered, reason: str) -> Beside:
        return Beside(task, gathered.outcome_row(task, FAILED, reason, seconds(task)))

    yield from _carried_out(tasks, crew, _Job(partial(_gather, parts), lost, seconds))


TaskT = TypeVar("TaskT", Task, Gathered)
DoneT = TypeVar("DoneT")


@dataclass(frozen=True)
class _Job(Generic[TaskT, DoneT]):
    """What a worker does with a task, what is said of one that cannot be done, and how long one may take."""

    work: Callable[[TaskT], DoneT]
    lost: Callable[[TaskT, str], DoneT]
    seconds: Callable[[TaskT], float]


def _carried_out(tasks: Iterable[TaskT], crew: Crew, job: _Job[TaskT, DoneT]) -> Iterator[DoneT]:
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    if os.name == "posix":
        context.set_forkserver_preload([__name__])
    pool = ProcessPool(crew.size, initializer=_prepare, initargs=(crew,), context=context)
    try:
        yield from _through(pool, iter(tasks), crew, job)
        pool.close()  # type: ignore[no-untyped-call]  # pebble leaves it untyped
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _through(pool: ProcessPool, tasks: Iterator[TaskT], crew: Crew, job: _Job[TaskT, DoneT]) -> Iterator[DoneT]:
    hands: dict[Future[DoneT], TaskT] = {}

    def take(task: TaskT) -> None:
        hands[pool.schedule(job.work, args=[task], timeout=job.seconds(task))] = task

    for task in islice(tasks, crew.size * AHEAD):
        take(task)
    while hands:
        for done in wait(hands, return_when=FIRST_COMPLETED).done:
            task = hands.pop(done)
            fault = done.exception()
            if fault is None:
                yield done.result()
            elif task.engine == "durable":  # once more, without the C library
                take(replace(task, engine="reference"))
                continue
            else:
                yield job.lost(task, _reason(fault, crew, job.seconds(task)))
            for following in islice(tasks, 1):
                take(following)


def _reason(fault: BaseException, crew: Crew, seconds: float) -> str:
    """Why a task could not be done, for whoever handed the file in."""
    if isinstance(fault, TimeoutError):
        return f"核对超过 {seconds:g} 秒，已停止。可用 --seconds 放宽"
    if isinstance(fault, MemoryError):
        return f"核对用的内存超过 {crew.memory} MB，已停止。可用 --memory 放宽"
    if isinstance(fault, ProcessExpired):
        return f"核对它的进程意外结束（{_ended(fault.exitcode)}），重试一次仍然如此"
    if isinstance(fault, ChangedError):
        return "核对的时候文件还在变。等它写完再核对"
    if isinstance(fault, GoujiError):
        return str(fault)
    return f"gouji 自己出了错（{type(fault).__name__}：{str(fault)[:100]}），不是报告的问题"


def _ended(code: int) -> str:
    """An exit code in words: the signal that ended a process, if one did."""
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"退出码 {code}"


# ── in the worker ────────────────────────────────────────────────────────────────────────────────────────────────────
_ready: list[tuple[RuleBook, Crew]] = []


def _prepare(crew: Crew) -> None:
    """Load the rules once for each worker, and bound its memory."""
    from gouji.packs import load  # noqa: PLC0415 - the parent never needs it here

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    bound_memory(crew.memory)
    _ready[:] = [(load(crew.folders), crew)]


def bound_memory(megabytes: int) -> None:
    """Let this process have no more memory than that; where the system knows no bound, there is none."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE, resource.RLIM_INFINITY))


def _examine(task: Task) -> Examined:
    book, crew = _ready[0]
    return examine(task, book, crew.packs)


def _gather(parts: Path, task: Gathered) -> Beside:
    book, crew = _ready[0]
    return gather(task, parts, book, crew.packs)
