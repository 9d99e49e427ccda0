"""Worker processes that examine files and gatherings: one that dies or takes too long costs what it had in hand.

That is tried once more, without the C library. Every file is a task of its own, so that a crash in C code, a hang or a
lack of memory is known to be its doing. Every worker has a pipe of its own and shares no lock with another: wherever it is killed, nobody else waits for it.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import queue
import signal
import tempfile
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Generic, TypeVar

from gouji.errors import GoujiError
from gouji.rule import RuleBook
from gouji.sweep import examining, gathered
from gouji.sweep.examining import FAILED, ChangedError, Examined, Task, examine
from gouji.sweep.gathered import Beside, Gathered, gather

AHEAD = 4  # results that may wait to be stored, for each worker: few enough that memory stays flat
MEGABYTE = 1024 * 1024
SOCKET = (
    64  # bytes a folder's name may have if the fork server is to have its socket below: systems allow some 100 in all
)
HUNDRED = 100
STARTING = 120.0  # seconds a worker may take to load the rules
FALSE_STARTS = 20  # workers in a row that end before they are ready: then it is not the files' doing
ENDING = 5.0  # seconds a worker whose pipe is closed may take to be gone
READY = "ready"  # what a worker says first
GRACE = 10.0  # seconds past its limit after which a worker that nobody stops ends by itself


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


def examined(tasks: Iterable[Task], crew: Crew) -> Generator[Examined]:
    """What became of each file, as soon as it is known, in whatever order that is. GoujiError if no worker starts."""

    def lost(task: Task, reason: str) -> Examined:
        return Examined(task, examining.outcome_row(task, FAILED, reason, crew.seconds))

    yield from _carried_out(tasks, crew, _Job(_examine, lost, lambda _: crew.seconds))


def crossed(tasks: Iterable[Gathered], parts: Path, crew: Crew) -> Generator[Beside]:
    """What became of each gathering, whose documents are in these parts; the more there are, the longer it may take."""

    def seconds(task: Gathered) -> float:
        return crew.seconds * (1 + len(task.documents) / HUNDRED)

    def lost(task: Gathered, reason: str) -> Beside:
        return Beside(task, gathered.outcome_row(task, FAILED, reason, seconds(task)))

    yield from _carried_out(tasks, crew, _Job(partial(_gather, parts), lost, seconds))


TaskT = TypeVar("TaskT", bound=Task | Gathered)
DoneT = TypeVar("DoneT")


@dataclass(frozen=True)
class _Job(Generic[TaskT, DoneT]):
    """What a worker does with a task, what is said of one that cannot be done, and how long one may take."""

    work: Callable[[TaskT, RuleBook, Crew], DoneT]
    lost: Callable[[TaskT, str], DoneT]
    seconds: Callable[[TaskT], float]


@dataclass(frozen=True)
class _Lost:
    """Why nothing became of a task."""

    reason: str


def _carried_out(tasks: Iterable[TaskT], crew: Crew, job: _Job[TaskT, DoneT]) -> Generator[DoneT]:
    found: _Results[DoneT] = queue.Queue(crew.size * AHEAD)
    source = _Shared(tasks)
    with tempfile.TemporaryDirectory(prefix="gouji-sweep-", ignore_cleanup_errors=True) as folder:
        hands = [_Hand(source, crew, job, found, folder) for _ in range(crew.size)]
        try:
            for hand in hands:
                hand.start()
            yield from _results(found, len(hands))
        finally:
            for hand in hands:
                hand.stop()
            for hand in hands:
                _joined(hand, found)


# What waits to be stored; what ended the crew; or that one of it has nothing left to do.
_Results = queue.Queue[tuple[DoneT] | BaseException | None]


def _results(found: _Results[DoneT], working: int) -> Iterator[DoneT]:
    while working:
        one = found.get()
        if isinstance(one, BaseException):
            raise one
        if one is None:
            working -= 1
        else:
            yield one[0]


def _joined(hand: _Hand[TaskT, DoneT], found: _Results[DoneT]) -> None:
    """Wait for the end of one that may be waiting to hand in what nobody wants any more."""
    while hand.is_alive():
        with suppress(queue.Empty):
            found.get_nowait()
        hand.join(0.01)


class _Shared(Iterator[TaskT]):
    """Tasks of which several threads take the next, and each gets its own."""

    def __init__(self, tasks: Iterable[TaskT]) -> None:
        self._tasks, self._turn = iter(tasks), threading.Lock()

    def __next__(self) -> TaskT:
        with self._turn:
            return next(self._tasks)


class _StoppedError(Exception):
    """The crew is to end."""


@dataclass
class _Worker:
    """A process that examines, and our end of the pipe to it."""

    process: BaseProcess
    pipe: Connection

    def ended(self, *, at_once: bool) -> int:
        """End it, wherever it is, and give its exit code; unless `at_once`, it is ending by itself."""
        if not at_once:
            self.process.join(ENDING)
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode or 0


class _Hand(threading.Thread, Generic[TaskT, DoneT]):
    """One of the crew: gives a worker a task at a time and hands in what comes of it; a worker that ends is replaced."""

    starting = threading.Lock()  # multiprocessing keeps lists of its children that are not made for several threads

    def __init__(
        self, tasks: Iterator[TaskT], crew: Crew, job: _Job[TaskT, DoneT], found: _Results[DoneT], folder: str
    ) -> None:
        super().__init__(daemon=True)
        self._tasks, self._crew, self._job, self._found, self._folder = tasks, crew, job, found, folder
        self._worker: _Worker | None = None
        self._stopped = False
        self._turn = threading.Lock()

    def stop(self) -> None:
        """Begin nothing more; what the worker has in hand is dropped."""
        with self._turn:
            self._stopped = True
            if self._worker:
                self._worker.process.kill()

    def run(self) -> None:
        """Task after task, to the last."""
        try:
            for task in self._tasks:
                self._found.put((self._done(task),))
        except _StoppedError:
            pass
        except BaseException as fault:  # noqa: BLE001 - told in the thread that waits for results
            self._found.put(fault)
        finally:
            self._end(at_once=True)
            self._found.put(None)

    def _done(self, task: TaskT) -> DoneT:
        """What became of a task at its first or second try; the second goes without the C library."""
        result = self._tried(task)
        if isinstance(result, _Lost) and task.engine == "durable":
            result = self._tried(replace(task, engine="reference"))
        return self._job.lost(task, result.reason) if isinstance(result, _Lost) else result

    def _tried(self, task: TaskT) -> DoneT | _Lost:
        """What became of a task, or why nothing did; then the worker is not trusted any more."""
        pipe, seconds = self._ready().pipe, self._job.seconds(task)
        result: DoneT | _Lost | None = None
        try:
            pipe.send((task, seconds))
            result = pipe.recv() if pipe.poll(seconds) else _late(seconds)
        except (EOFError, OSError, pickle.UnpicklingError):
            pass
        if isinstance(result, _Lost):
            self._end(at_once=True)
        if result is None:
            return _Lost(f"核对它的进程意外结束（{_ended(self._end(at_once=False))}），重试一次仍然如此")
        return result

    def _ready(self) -> _Worker:
        """The worker, a new one if there is none."""
        reason = ""
        for _ in range(FALSE_STARTS):
            if self._worker:
                return self._worker
            answer: _Lost | str = ""
            try:
                worker = self._begin()
                answer = worker.pipe.recv() if worker.pipe.poll(STARTING) else _late(STARTING)
            except (EOFError, OSError):
                pass
            if answer == READY:
                return worker
            code = self._end(at_once=isinstance(answer, _Lost))
            reason = answer.reason if isinstance(answer, _Lost) else _ended(code)
        raise GoujiError(
            f"核对用的进程起不来（{reason}），试了 {FALSE_STARTS} 次。"
            f"可能内存不够：用 --jobs 少开几个，或用 --memory 放宽。做完的已经存好，再运行一次就接着做。"
        )

    def _begin(self) -> _Worker:
        with self._turn, self.starting:
            if self._stopped:
                raise _StoppedError
            context = _context()
            pipe, theirs = context.Pipe()
            process = context.Process(
                target=_work, args=(theirs, self._crew, self._job.work, self._folder), daemon=True
            )
            process.start()
            theirs.close()
            self._worker = _Worker(process, pipe)
            return self._worker

    def _end(self, *, at_once: bool) -> int:
        """End the worker, if there is one; its exit code."""
        with self._turn, self.starting:
            worker, self._worker = self._worker, None
            code = worker.ended(at_once=at_once) if worker else 0
            if self._stopped and not at_once:
                raise _StoppedError
            return code


def _context() -> multiprocessing.context.ForkServerContext | multiprocessing.context.SpawnContext:
    if os.name != "posix" or len(os.fsencode(tempfile.gettempdir())) > SOCKET:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _late(seconds: float) -> _Lost:
    return _Lost(f"核对超过 {seconds:g} 秒，已停止。可用 --seconds 放宽")


def _ended(code: int) -> str:
    """An exit code in words: the signal that ended a process, if one did."""
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"退出码 {code}"


# ── in the worker ────────────────────────────────────────────────────────────────────────────────────────────────────
def _work(pipe: Connection, crew: Crew, work: Callable[[TaskT, RuleBook, Crew], DoneT], folder: str) -> None:
    """Do what comes through the pipe until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    tempfile.tempdir = folder  # what a worker that is killed leaves there goes with the sweep
    with suppress(EOFError, OSError):  # the parent is gone
        try:
            book = _book(crew)
        except MemoryError:
            pipe.send(_exhausted(crew))
            return
        pipe.send(READY)
        while True:
            task, seconds = pipe.recv()
            _alarm(seconds + GRACE)
            _answer(pipe, crew, partial(work, task, book, crew))
            _alarm(0)


def _book(crew: Crew) -> RuleBook:
    """The rules, loaded once for each worker, within its bound of memory."""
    from gouji.packs import load  # noqa: PLC0415 - the parent never needs it here

    bound_memory(crew.memory)
    return load(crew.folders)


def _answer(pipe: Connection, crew: Crew, done: Callable[[], DoneT]) -> None:
    """Send what becomes of a task, or why nothing does: whatever it is, it costs this task only."""
    answer: DoneT | _Lost
    try:
        answer = done()
    except MemoryError:
        answer = _exhausted(crew)
    except GoujiError as fault:
        answer = _Lost(str(fault))
    except Exception as fault:  # noqa: BLE001
        answer = _Lost(f"gouji 自己出了错（{type(fault).__name__}：{str(fault)[:100]}），不是报告的问题")
    try:
        pipe.send(answer)
    except MemoryError:
        pipe.send(_exhausted(crew))


def _examine(task: Task, book: RuleBook, crew: Crew) -> Examined:
    try:
        return examine(task, book, crew.packs)
    except ChangedError:
        return Examined(task, examining.outcome_row(task, FAILED, "核对的时候文件还在变。等它写完再核对", 0))


def _gather(parts: Path, task: Gathered, book: RuleBook, crew: Crew) -> Beside:
    return gather(task, parts, book, crew.packs)


def _exhausted(crew: Crew) -> _Lost:
    return _Lost(f"核对用的内存超过 {crew.memory} MB，已停止。可用 --memory 放宽")


def _alarm(seconds: float) -> None:
    """Let the system end this process after so many seconds, though the parent be gone and C code hold everything up."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def bound_memory(megabytes: int) -> None:
    """Let this process have no more memory than that; where the system knows no bound, there is none."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE, resource.RLIM_INFINITY))
