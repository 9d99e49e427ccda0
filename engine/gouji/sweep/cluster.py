"""The same sweep on more than one machine: batches of files to the nodes of a Dask cluster, parts of a store back.

Dask sees to it that a batch whose node dies is carried out by another, once; what a node found is one part, and counts
once the sweep has committed it. Nothing is kept on the nodes.
"""

from __future__ import annotations

import logging
import queue
import ssl
import time
import warnings
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any

import dask.config
from distributed import Client, Future, LocalCluster, Security
from distributed.scheduler import KilledWorker

from gouji.errors import GoujiError, ReadError
from gouji.packs import folders, load, shipped
from gouji.readers import Limits
from gouji.readers.archive import load as bytes_of
from gouji.rule import RuleBook
from gouji.sweep.crew import Crew
from gouji.sweep.examining import FAILED, Task, Together, engine, outcome_row
from gouji.sweep.node import Batch, Order, UnlikeError, carry_out, like

LOCAL = "local"
FEWEST, MOST = 25, 100  # files of a batch
ROUNDS = 4  # batches for each thread of the cluster, if there are files enough: none waits long for the last
LARGEST = 32 * 1024 * 1024  # bytes of files after which a batch is full
AHEAD = 2  # batches in hand for each thread: one that it works on and one that is on its way
CONNECT = 10.0  # seconds
LOOK = 1.0  # seconds between two looks at whether the cluster is still there


class ClusterError(GoujiError):
    """A cluster that cannot be used, or no longer; the sentence says what to do."""


@dataclass(frozen=True)
class Where:
    """A cluster: the address of its scheduler or `local`, and the files of TLS where Dask's own settings do not say."""

    address: str
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None
    patience: float = 60.0  # seconds without any node before the sweep gives up


@contextmanager
def joined(where: Where, crew: Crew, book: RuleBook) -> Iterator[Nodes]:
    """The nodes of a cluster, after a look at whether they have this gouji; ClusterError if they cannot be used."""
    for name in list(logging.root.manager.loggerDict):  # what they have to say is said in our sentences
        if name.startswith(("distributed", "tornado", "asyncio")):
            logging.getLogger(name).setLevel(logging.CRITICAL)
    settings = {
        "distributed.admin.large-graph-warning-threshold": "1GiB",  # files travel with their batch
        "distributed.worker.profile.enabled": False,  # of a local cluster: nobody looks, and it costs a tenth
    }
    with warnings.catch_warnings(), dask.config.set(settings), ExitStack() as stack:
        warnings.simplefilter("ignore")  # of versions that differ: ours is compared below
        try:
            client = stack.enter_context(_client(where, crew, stack))
        except (OSError, ValueError, RuntimeError, ImportError) as fault:
            raise ClusterError(_unreachable(where, fault)) from fault
        nodes = Nodes(client, _order(crew, book), where)
        nodes.compare()
        yield nodes


def _client(where: Where, crew: Crew, stack: ExitStack) -> Client:
    if where.address == LOCAL:
        local = LocalCluster(
            n_workers=crew.size,
            threads_per_worker=1,
            memory_limit=0,  # the crew bounds its workers itself
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )
        return Client(stack.enter_context(local), timeout=CONNECT)
    given = {"tls_ca_file": where.ca, "tls_client_cert": where.cert, "tls_client_key": where.key}
    for path in given.values():
        if path and not path.is_file():
            raise ClusterError(f"{path}：没有这个文件。请检查 --tls-ca、--tls-cert、--tls-key。")
    told = {name: str(path) for name, path in given.items() if path}
    return Client(where.address, security=Security(**told), timeout=CONNECT)


def _unreachable(where: Where, fault: BaseException) -> str:
    """Why a cluster cannot be reached, for whoever starts the sweep."""
    reasons: list[BaseException] = []
    cause: BaseException | None = fault
    while cause and cause not in reasons:
        reasons.append(cause)
        cause = cause.__cause__ or cause.__context__
    if any(isinstance(reason, ssl.SSLError) for reason in reasons):
        return f"{where.address}：证书不被接受（{_short(reasons[-1])}）。检查 --tls-ca、--tls-cert、--tls-key 是否与集群的一致。"
    return f"{where.address}：连不上集群（{_short(reasons[-1])}）。检查地址、端口和网络，调度器是否已启动、是否要用 tls://。"


def _short(fault: BaseException) -> str:
    told = str(fault).strip().splitlines()
    return told[0][:100] if told else type(fault).__name__


def _order(crew: Crew, book: RuleBook) -> Order:
    """What the nodes are to go by; packs given as folders travel, for no node has them."""
    known = set(folders.read((), shipped()))
    packs = tuple(
        tuple(file for file in folders.read((folder,), shipped()) if file not in known) for folder in crew.folders
    )
    return Order(replace(crew, workers=0, folders=()), engine(), book.digest, packs)


class Nodes:
    """The nodes of a cluster at work."""

    def __init__(self, client: Client, order: Order, where: Where) -> None:
        self._client, self._order, self._where = client, order, where
        self._hands: dict[Future, tuple[Task, ...]] = {}
        self._done: queue.Queue[Future] = queue.Queue()
        self._seen = time.monotonic()  # when there last was a node

    def compare(self) -> None:
        """See that every node has this gouji and these rules; one that joins later is asked with its first batch."""
        began = time.monotonic()
        while not self._threads():
            if time.monotonic() - began > min(CONNECT, self._where.patience):
                raise ClusterError(
                    f"{self._where.address}：集群里没有节点。先在各节点运行 dask worker {self._where.address}。"
                )
            time.sleep(0.1)
        ours = engine(), load().digest
        for address, theirs in sorted(self._client.run(like, on_error="return").items()):
            if isinstance(theirs, BaseException):
                raise ClusterError(
                    f"节点 {address} 上没有能用的 gouji（{_short(theirs)}）。在那里安装与本机相同的版本：pip install 'gouji[cluster]'。"
                )
            if theirs != ours:
                raise ClusterError(_unlike(address, theirs[0]))

    def examined(self, tasks: Sequence[Task]) -> Generator[Together]:
        """What became of the tasks, a part at a time, as soon as it is known; ClusterError if the cluster is gone."""
        size = min(MOST, max(FEWEST, ceil(len(tasks) / (ROUNDS * (self._threads() or 1)))))
        waiting = deque(tuple(tasks[first : first + size]) for first in range(0, len(tasks), size))
        self._seen = time.monotonic()
        try:
            while waiting or self._hands:
                room = AHEAD * (self._threads() or 1) - len(self._hands)
                while waiting and room > 0:
                    yield from self._send(waiting)
                    room -= 1
                if future := self._finished():
                    yield from self._received(future, waiting)
        finally:
            for future in self._hands:
                future.cancel()
            self._hands.clear()

    def _send(self, waiting: deque[tuple[Task, ...]]) -> Iterator[Together]:
        """Send the next batch on its way; files that cannot be read here are done with at once."""
        tasks = waiting.popleft()
        sent: list[Task] = []
        files: list[bytes] = []
        lost: list[Mapping[str, Any]] = []
        for number, task in enumerate(tasks):
            if sum(map(len, files)) > LARGEST:
                waiting.appendleft(tasks[number:])
                break
            try:
                files.append(bytes_of(task.path, Limits()))
                sent.append(task)
            except ReadError as fault:
                lost.append(outcome_row(task, FAILED, fault.reason, 0))
        if lost:
            yield Together(tuple(lost))
        if sent:
            batch = Batch(self._order, tuple(sent), tuple(files))
            future = self._client.submit(carry_out, batch, pure=False, retries=1)
            self._hands[future] = batch.tasks
            future.add_done_callback(self._done.put)

    def _finished(self) -> Future | None:
        """A batch that is done, if one is soon; ClusterError if the cluster will finish none any more."""
        try:
            return self._done.get(timeout=LOOK)
        except queue.Empty:
            if self._client.status != "running":
                raise ClusterError(self._gone("与调度器的连接断了")) from None
            if self._threads():
                self._seen = time.monotonic()
            elif time.monotonic() - self._seen > self._where.patience:
                raise ClusterError(self._gone(f"{self._where.patience:g} 秒没有一个节点")) from None
            return None

    def _received(self, future: Future, waiting: deque[tuple[Task, ...]]) -> Iterator[Together]:
        tasks = self._hands.pop(future, ())
        if future.status == "cancelled":
            raise ClusterError(self._gone("与调度器的连接断了"))
        fault = future.exception()
        if fault is None:
            yield future.result()
        elif isinstance(fault, UnlikeError):
            raise ClusterError(_unlike("后来加入的一个", str(fault)))
        elif not isinstance(fault, KilledWorker):
            raise ClusterError(self._gone(f"节点出了错（{type(fault).__name__}：{_short(fault)}）"))
        elif len(tasks) > 1:  # one of them may be what kills the nodes
            half = len(tasks) // 2
            waiting.extendleft((tasks[half:], tasks[:half]))
        else:
            reason = "核对它的节点接连中断，没有再试"
            yield Together(tuple(outcome_row(task, FAILED, reason, 0) for task in tasks))

    def _threads(self) -> int:
        """How many batches the cluster can work on at one time."""
        try:
            return sum(self._client.nthreads().values())
        except (OSError, RuntimeError, ValueError, TimeoutError):
            return 0

    def _gone(self, why: str) -> str:
        return f"{self._where.address}：{why}。已经核对完的都在库里；集群恢复后再运行一次就接着做，不写 --cluster 则在本机接着做。"


def _unlike(address: str, theirs: str) -> str:
    return (
        f"节点 {address} 上的 gouji 或规则与本机的不同（{theirs}，本机 {engine()}）。各节点换成与本机相同的版本再运行。"
    )
