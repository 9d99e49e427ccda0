"""Many small parts made into few: a store of a million reports is asked as fast as one of a thousand.

A merged part is written aside and renamed like any other, then one transaction lets the state name it in place of those
it was made of, and only then are those removed. Whatever ends a merging, every row of `checks` names a part that is
there; what is left over nobody names, and the next sweep clears it away.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from gouji.store.opening import Store
from gouji.store.parts import aside, database, files_of, quoted, written
from gouji.store.querying import damage
from gouji.store.tables import NAMED_PARTS, NAMING, PARTS

SMALL = 16 * 1024 * 1024  # bytes of a part below which it is merged with others
FULL = 128 * 1024 * 1024  # bytes after which a merged part takes no more
FEW = 64  # small parts that a store may have: to merge after every sweep would write everything again and again


def merge(store: Store, *, few: int = FEW, small: int = SMALL, full: int = FULL) -> int:
    """Merge the small parts of a store if there are more than a few; how many parts were made of them.

    Only for who holds the store for writing. StoreError if the disk is full; nothing is lost by that.
    """
    sizes = {part: size for part, size in _sizes(store) if size < small}
    if len(sizes) <= few:
        return 0
    made = 0
    for group in _groups(sizes, full):
        if len(group) > 1:
            _merge(store, group)
            made += 1
    return made


def _sizes(store: Store) -> Iterator[tuple[str, int]]:
    """The parts that the state names, with their bytes; those that are lost are left alone.

    In the order in which they were committed, so that reports of one county, which came in together, stay together.
    """
    checks = store.rows("SELECT part FROM checks WHERE part != '' GROUP BY part ORDER BY min(rowid)")
    for name in dict.fromkeys(row["part"] for row in (*checks, *store.rows(NAMED_PARTS))):
        folder = store.parts / name
        if name and folder.is_dir():
            yield name, sum(file.stat().st_size for file in folder.iterdir())


def _groups(sizes: dict[str, int], full: int) -> Iterator[list[str]]:
    """Parts that follow one another, as many as make a full one."""
    group: list[str] = []
    filled = 0
    for name, size in sizes.items():
        if group and filled + size > full:
            yield group
            group, filled = [], 0
        group.append(name)
        filled += size
    yield group


def _merge(store: Store, group: Sequence[str]) -> None:
    name = f"{group[0].partition('-')[0]}-{hashlib.sha256(repr(group).encode()).hexdigest()[:12]}"
    with aside(store, name) as folder:
        for table in PARTS:
            if files := [file for part in group for file in files_of(store.parts, table, (part,))]:
                _written(store, files, folder / f"{table}.parquet")
    places = ", ".join("?" * len(group))
    with store.transaction():
        for table in NAMING:
            store.state.execute(f"UPDATE {table} SET part = ? WHERE part IN ({places})", (name, *group))  # noqa: S608 - our own names
    for old in group:
        shutil.rmtree(store.parts / old, ignore_errors=True)  # what stays is cleared away by the next sweep


def _written(store: Store, files: Sequence[Path], target: Path) -> None:
    """The rows of several Parquet files as one, in the order they have, for what is read back is read in that order."""
    named = ", ".join(map(quoted, files))
    with damage(store.parts), database() as engine:
        rows = engine.sql(f"SELECT * FROM read_parquet([{named}], union_by_name=true)")  # noqa: S608 - our own names
        written(rows, target)
