"""What a node of a cluster does with a batch: its files through a worker process of the node, their rows into Parquet.

Files travel with the batch and Parquet travels back, so that nodes need no disk that they share. Each file keeps the
limits and the second try that it has on one machine, for it goes through a crew of one.
"""

from __future__ import annotations

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
        found = list(examined(_laid(Path(folder), batch), crew))
    try:
        return _together(found)
    except UnfitError:  # one of them spoils it for all
        return _together([_fitting(one) for one in found])


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
    if engine() != order.engine:
        raise UnlikeError(engine())
    folders = tuple(_unpacked(files) for files in order.packs)
    if load(folders).digest != order.rules:
        raise UnlikeError(f"{engine()}，规则不同")
    return replace(order.crew, workers=1, folders=folders)


def _unpacked(files: Sequence[PackFile]) -> Path:
    folder = TemporaryDirectory(prefix="gouji-")
    _kept.append(folder)
    for file in files:
        path = Path(folder.name) / file.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file.content)
    return Path(folder.name)


_kept: list[TemporaryDirectory[str]] = []  # removed when this process ends
