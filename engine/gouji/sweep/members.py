"""Documents of a store as members of a gathering again: their facts, paragraphs and findings, read from its parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.crossing import ROLES_READ
from gouji.fact import Fact, Profile
from gouji.gathering import Member, Told
from gouji.store.parts import Row, database, files_of, quoted
from gouji.store.querying import damage
from gouji.sweep.rows import fact_of

if TYPE_CHECKING:
    import duckdb

MEGABYTES = 256  # of memory that DuckDB may take beside the members themselves


def members(parts: Path, documents: Sequence[Row]) -> tuple[Member, ...]:
    """The members that these rows of `documents`, each with the `part` of its check, stand for."""
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    passages: defaultdict[str, list[str]] = defaultdict(list)
    findings: defaultdict[str, list[Told]] = defaultdict(list)
    with damage(parts), database(threads=1, memory_limit=f"{MEGABYTES}MB") as engine:
        for row in _rows(engine, parts, documents, "facts", f"role IN {ROLES_READ}"):
            facts[row["check_id"]].append(fact_of(row))
        for row in _rows(engine, parts, documents, "passages"):
            passages[row["check_id"]].append(row["text"])
        for row in _rows(engine, parts, documents, "findings", "verdict = 'fail'"):
            rule = row["rule"].rpartition("/")[2]
            findings[row["check_id"]].append(Told(rule, row["identity"], row["message"], row["severity"]))
    return tuple(
        Member(
            row["path"],
            Profile(row["unit"], row["year"], row["kind"], row["region"]),
            tuple(facts[row["check_id"]]),
            tuple(passages[row["check_id"]]),
            tuple(findings[row["check_id"]]),
            standing=row["standing"] or "latest",  # what could not be read was handed in all the same
            of=row["of"],
        )
        for row in documents
    )


def _rows(
    engine: duckdb.DuckDBPyConnection, parts: Path, documents: Sequence[Row], table: str, where: str = "true"
) -> Iterator[Row]:
    """The rows of a table that belong to the documents, in the order they were written."""
    files = ", ".join(quoted(file) for file in files_of(parts, table, {row["part"] for row in documents}))
    if not files:
        return
    checks = [row["check_id"] for row in documents]
    sql = f"SELECT * FROM read_parquet([{files}]) WHERE check_id IN (SELECT unnest(?)) AND {where}"  # noqa: S608 - our own names
    answer = engine.execute(sql, [checks])
    names = [column[0] for column in answer.description]
    while found := answer.fetchmany(1000):
        yield from (dict(zip(names, row, strict=True)) for row in found)
