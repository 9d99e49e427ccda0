"""Opening a store: the state in SQLite, lifted to the present version, and the lock of the one sweep that writes."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.errors import GoujiError, why
from gouji.store.tables import MIGRATIONS, NAMED_PARTS

STATE, LOCK, PARTS = "state.sqlite", "lock.sqlite", "parts"
HALVES = re.compile("[\ud800-\udfff]")
WAIT = 30.0  # seconds for a reader of the state to be done


class StoreError(GoujiError):
    """A store that cannot be opened or written; the sentence says what to do."""


class Busy(StoreError):  # noqa: N818 - a state, and told as one
    """Another sweep writes to this store."""


@dataclass(frozen=True)
class Store:
    """An open store: its folder and the connection to its state."""

    folder: Path
    state: sqlite3.Connection

    @property
    def parts(self) -> Path:
        """Where the Parquet parts are, a folder each."""
        return self.folder / PARTS

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows that a statement on the state gives; StoreError if it cannot be carried out."""
        with told(self.folder):
            return [dict(row) for row in self.state.execute(sql, values)]

    def insert(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Rows into a table of the state, all of them or none; one that is there by its key is replaced."""
        by_columns: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
        for row in rows:
            clean = {name: sound(value) if isinstance(value, str) else value for name, value in row.items()}
            by_columns.setdefault(tuple(row), []).append(clean)
        with told(self.folder), self.transaction():
            for columns, alike in by_columns.items():
                places = ", ".join(f":{name}" for name in columns)
                self.state.executemany(
                    f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({places})",  # noqa: S608 - our own names
                    alike,
                )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is done to the state in it is done whole or not at all."""
        self.state.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.state.execute("ROLLBACK")
            raise
        self.state.execute("COMMIT")


def sound(text: str) -> str:
    """A text with � for halves of characters, which damaged files and names hold and no store takes."""
    return HALVES.sub("�", text)


@contextmanager
def opened(folder: Path, *, create: bool = False) -> Iterator[Store]:
    """A store to ask, or with `create` to fill; StoreError if there is none, or it is of a later gouji."""
    with told(folder):
        if not create and not (folder / STATE).is_file():
            raise StoreError(f"{folder}：这里还没有汇总库。先用 gouji sweep run 文件夹 --store {folder} 核对一批报告。")
        if create:
            (folder / PARTS).mkdir(parents=True, exist_ok=True)
        state = sqlite3.connect(_address(folder), uri=True, timeout=WAIT, isolation_level=None)
    try:
        with told(folder):
            state.row_factory = sqlite3.Row
            if create:
                state.execute("PRAGMA journal_mode = WAL")
                state.execute("PRAGMA synchronous = FULL")  # what was committed outlives a power cut
            lift(folder, state)
        yield Store(folder, state)
    finally:
        state.close()


def is_store(folder: Path) -> bool:
    """Whether a folder is a store, be it of this gouji or of another."""
    return (folder / STATE).is_file() and (folder / PARTS).is_dir()


def _address(folder: Path) -> str:
    """Where the state is, for SQLite; in a folder that may not be written to, as something that nobody writes to.

    A WAL that a sweep left behind holds what it committed last, and cannot be read there: then SQLite itself refuses.
    """
    address = (folder / STATE).absolute().as_uri()
    left = folder / f"{STATE}-wal"
    alone = not os.access(folder, os.W_OK) and not (left.exists() and left.stat().st_size)
    return f"{address}?immutable=1" if alone else address


@contextmanager
def writing(folder: Path) -> Iterator[Store]:
    """The store, made if need be, for the only sweep that writes to it; Busy if another does.

    The lock goes with the process that holds it, however that ends.
    """
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)
    try:
        with told(folder):
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as fault:
                if "locked" not in str(fault):
                    raise
                raise Busy(f"{folder}：另一次汇总正在写这个库。等它结束，或换一个 --store。") from None
        with opened(folder, create=True) as store:
            _tidy(store)
            yield store
    finally:
        lock.close()


def _tidy(store: Store) -> None:
    """Remove what sweeps that died had written and could not name any more; we hold the lock, so nobody is at it."""
    named = {row["part"] for row in store.rows(NAMED_PARTS)}
    with told(store.folder):
        for path in store.parts.iterdir():
            if path.name not in named:
                shutil.rmtree(path, ignore_errors=True)


def lift(folder: Path, state: sqlite3.Connection) -> None:
    """Bring the state to the present version, a step at a time; each step happens whole or not at all."""
    (version,) = state.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise StoreError(
            f"{folder}：这个库是更新版本的 gouji 建的（库 {version}，本机 {len(MIGRATIONS)}）。请升级 gouji。"
        )
    for number, script in enumerate(MIGRATIONS[version:], version + 1):
        try:
            state.executescript(f"BEGIN IMMEDIATE;{script}PRAGMA user_version = {number};COMMIT;")
        except sqlite3.OperationalError:
            if state.in_transaction:
                state.execute("ROLLBACK")
            if state.execute("PRAGMA user_version").fetchone()[0] < number:
                raise  # else another opened it at the same time and was first


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """A fault of the disk or the database as one sentence."""
    try:
        yield
    except (OSError, sqlite3.DatabaseError) as fault:
        reason = why(fault) if isinstance(fault, OSError) else REASONS.get(str(fault), str(fault))
        raise StoreError(f"{folder}：汇总库不能用（{reason}）。检查权限和磁盘空间，或换一个 --store。") from fault


REASONS = {
    "attempt to write a readonly database": "只读，不能写",
    "database is locked": "别的程序正占着它",
    "unable to open database file": "打不开，可能没有写的权限",
    "database or disk is full": "磁盘已满",
    "file is not a database": "state.sqlite 不是汇总库",
    "disk I/O error": "磁盘读写出错",
    "database disk image is malformed": "state.sqlite 已损坏",
}
