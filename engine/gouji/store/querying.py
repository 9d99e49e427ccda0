"""SQL over a store: its tables under their own names, asked through DuckDB, which cannot change them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from gouji.store.opening import Store, StoreError, told
from gouji.store.parts import database, files_of, quoted
from gouji.store.tables import NAMED_PARTS, PARTS, STATE

if TYPE_CHECKING:
    import duckdb

TYPES = {"TEXT": "VARCHAR", "INTEGER": "BIGINT", "REAL": "DOUBLE"}


class Table(NamedTuple):
    """What a query gave."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def ask(store: Store, sql: str, values: Sequence[Any] = ()) -> Table:
    """The answer to one SQL query; StoreError, with DuckDB's own words, if it cannot be answered."""
    named = store.rows(NAMED_PARTS)
    try:
        return _answer(store, sql, values)
    except StoreError:
        if store.rows(NAMED_PARTS) == named:
            raise
    return _answer(store, sql, values)  # parts were merged as they were being read


def _answer(store: Store, sql: str, values: Sequence[Any]) -> Table:
    import duckdb  # noqa: PLC0415 - a tenth of a second, which only sweeps pay

    with asked(store, sql) as engine:
        try:
            answer = engine.execute(sql, values)
            names = tuple(column[0] for column in answer.description or ())
            return Table(names, tuple(answer.fetchall()))
        except duckdb.Error as fault:
            raise StoreError(f"查询没有成功：{fault}") from fault


@contextmanager
def asked(store: Store, sql: str = "") -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB that sees the store's tables and nothing else of this machine.

    Of a large store it takes a while to see a table: if `sql` is all that will be asked, those it does not name are empty.
    """
    with told(store.folder), TemporaryDirectory(prefix="gouji-") as folder, database() as engine:
        for table in STATE:
            _load(engine, store, table, Path(folder), empty=not _named(table, sql))
        for table, columns in PARTS.items():
            if _named(table, sql) and (files := ", ".join(quoted(file) for file in _files(store, table))):
                with damage(store.parts):
                    engine.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{files}], union_by_name=true)")  # noqa: S608 - our own names
            else:
                engine.execute(
                    f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})"
                )
        engine.execute(f"SET allowed_directories = [{quoted(store.parts)}]")
        engine.execute("SET enable_external_access = false")
        yield engine


def _named(table: str, sql: str) -> bool:
    """Whether a query may ask for a table; one that puts queries together itself (`query_table`) may ask for any."""
    words = sql.casefold()
    return not sql or table in words or "query" in words


@contextmanager
def damage(parts: Path) -> Iterator[None]:
    """A part that cannot be read as one sentence."""
    import duckdb  # noqa: PLC0415

    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException) as fault:
        raise StoreError(
            f"{parts}：汇总库里有文件损坏（{str(fault).splitlines()[0]}）。从备份恢复，或换一个 --store 重做。"
        ) from fault


def _files(store: Store, table: str) -> Iterator[Path]:
    """The Parquet files of a table: those of parts that a committed row names."""
    return files_of(store.parts, table, (row["part"] for row in store.rows(NAMED_PARTS)))


def _load(engine: duckdb.DuckDBPyConnection, store: Store, table: str, folder: Path, *, empty: bool) -> None:
    """A table of the state as DuckDB sees it."""
    columns = {row["name"]: TYPES[row["type"]] for row in store.rows(f"PRAGMA table_info({table})")}
    given = folder / f"{table}.jsonl"
    pairs = ", ".join(f"'{name}', {name}" for name in columns)
    made = f"SELECT json_object({pairs}) FROM {table} LIMIT {0 if empty else -1}"  # noqa: S608 - our own names
    with given.open("wb") as file:
        file.writelines(text.encode() + b"\n" for (text,) in store.state.execute(made))
    rows = engine.read_json(str(given), columns=columns, format="newline_delimited")  # noqa: F841 - named in the SQL
    engine.execute(f"CREATE TABLE {table} AS SELECT * FROM rows")  # noqa: S608
