"""Rows → a part of the store: JSON lines written aside, made into Parquet by DuckDB, and renamed whole."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from gouji.errors import GoujiError
from gouji.store.opening import Store, sound, told
from gouji.store.tables import PARTS, Columns

if TYPE_CHECKING:
    import duckdb

Row = Mapping[str, Any]
Lines = Mapping[str, bytes]  # table → its rows, a JSON object a line


def lines(rows: Iterable[Row]) -> bytes:
    """Rows as JSON lines; what is no character becomes �."""
    return b"".join(sound(json.dumps(row, ensure_ascii=False)).encode() + b"\n" for row in rows)


def write_part(store: Store, name: str, tables: Lines) -> str:
    """Write a part under a name that no part has yet; it counts once a row of the state names it. Returns the name."""
    with aside(store, name) as folder:
        for table, content in tables.items():
            if content:
                _write(folder, table, content, PARTS[table])
    return name


def place_part(store: Store, name: str, files: Mapping[str, bytes]) -> str:
    """The same with Parquet that was made elsewhere, by table."""
    with aside(store, name) as folder:
        for table, content in files.items():
            (folder / f"{table}.parquet").write_bytes(content)
    return name


def parquet(tables: Lines) -> dict[str, bytes]:
    """Rows as the Parquet files of a part, to be placed in a store on another machine."""
    made = {}
    with TemporaryDirectory(prefix="gouji-") as folder:
        for table, content in tables.items():
            if content:
                _write(Path(folder), table, content, PARTS[table])
                made[table] = (Path(folder) / f"{table}.parquet").read_bytes()
    return made


@contextmanager
def aside(store: Store, name: str) -> Iterator[Path]:
    """A folder to fill, which becomes the part of that name when it is full; nothing is left of one that fails."""
    folder = store.parts / f".{name}.{os.getpid()}.tmp"
    with told(store.folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield folder
            target = store.parts / name
            shutil.rmtree(target, ignore_errors=True)  # of a sweep that died before it could say so
            _on_disk(folder)
            folder.rename(target)
            _on_disk(store.parts)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


class UnfitError(GoujiError):
    """Rows that DuckDB cannot take in, whatever else is well."""


def _on_disk(folder: Path) -> None:
    """Let nothing of a folder be lost in a power cut: what names it in the state is as durable, and must not outlive it."""
    if os.name != "posix":
        return
    for path in (*folder.glob("*.parquet"), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write(folder: Path, table: str, content: bytes, columns: Columns) -> None:
    import duckdb  # noqa: PLC0415 - a tenth of a second, which only sweeps pay

    given = folder / f"{table}.jsonl"
    given.write_bytes(content)
    with database(threads=1) as engine:
        try:
            rows = engine.read_json(str(given), columns=dict(columns), format="newline_delimited")
            written(rows, folder / f"{table}.parquet")
        except duckdb.Error as fault:
            raise UnfitError(f"{table}：{str(fault).splitlines()[0][:200]}") from fault
    given.unlink()


@contextmanager
def database(**settings: str | bool | float | list[str]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in memory with these settings, which draws no progress into what gouji says."""
    import duckdb  # noqa: PLC0415 - a tenth of a second, which only sweeps pay

    with duckdb.connect(config=settings) as engine:
        engine.execute("SET enable_progress_bar = false")
        yield engine


def written(rows: duckdb.DuckDBPyRelation, target: Path) -> None:
    """Write rows that DuckDB has into a Parquet file; OSError if the disk cannot."""
    import duckdb  # noqa: PLC0415

    try:
        rows.write_parquet(str(target), compression="zstd")
    except duckdb.IOException as fault:
        full = "No space left" in str(fault)
        raise OSError(errno.ENOSPC if full else errno.EIO, str(fault).splitlines()[0]) from fault


def files_of(parts: Path, table: str, names: Iterable[str]) -> Iterator[Path]:
    """The Parquet files of a table in the parts of these names, in order of name."""
    for name in sorted(names):
        file = parts / name / f"{table}.parquet"
        if name and file.is_file():
            yield file


def quoted(path: Path) -> str:
    """A path as SQL writes a text."""
    return "'" + str(path).replace("'", "''") + "'"
