"""What a run found, asked of the store: its account, its commonest mistakes, and what changed since another run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gouji.store import Store, StoreError, Table
from gouji.store.querying import asked

OUTCOMES = ("checked", "failed", "skipped")
STANDINGS = ("latest", "superseded", "duplicate")
# Findings of the reports that count in a run.
COUNTED = """
    SELECT d.path, d.unit, d.region, d.year, d.kind, f.*
    FROM documents d JOIN findings f USING (check_id) WHERE d.run = ? AND d.standing = 'latest'
"""
PROVEN = "verdict = 'fail' AND severity IN ('error', 'warning')"


@dataclass(frozen=True)
class Account:
    """The account of a run: every file that came in is checked, failed or skipped, and every checked one has a standing.

    `proven` counts errors and warnings of the reports that count, `faulty` the reports that have an error.
    """

    run: int
    state: str
    outcomes: Mapping[str, int]
    standings: Mapping[str, int]
    errors: int
    warnings: int
    reviews: int
    faulty: int
    failures: tuple[tuple[str, str], ...]
    commonest: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Changes:
    """What one run found and another did not: rows of unit, path, rule, severity, message."""

    fixed: tuple[tuple[Any, ...], ...]
    still: tuple[tuple[Any, ...], ...]
    new: tuple[tuple[Any, ...], ...]


def run_of(store: Store, run: int | None = None) -> int:
    """The run of that number, else the newest that is done; StoreError if there is none."""
    wanted = "run = ?" if run is not None else "state = 'done'"
    sql = f"SELECT max(run) AS run FROM runs WHERE {wanted}"  # noqa: S608 - one of two of our own
    found = store.rows(sql, () if run is None else (run,))[0]["run"]
    if found is None:
        raise StoreError(
            f"{store.folder}：没有{f'第 {run} 次' if run is not None else '做完的'}汇总。已有的：gouji sweep runs。"
        )
    return int(found)


def runs(store: Store) -> Table:
    """Every run: its number, when, its state, and what came of its files."""
    with asked(store) as engine:
        answer = engine.execute("""
            SELECT r.run, r.begun, r.state, count(d.path) AS files,
                   count(*) FILTER (d.outcome = 'checked') AS checked, count(*) FILTER (d.outcome = 'failed') AS failed
            FROM runs r LEFT JOIN documents d USING (run) GROUP BY ALL ORDER BY r.run
        """)
        return Table(tuple(column[0] for column in answer.description), tuple(answer.fetchall()))


def account(store: Store, run: int) -> Account:
    """The account of a run."""
    with asked(store) as engine:

        def ask(sql: str) -> list[tuple[Any, ...]]:
            return engine.execute(sql, [run]).fetchall()

        outcomes = dict(ask("SELECT outcome, count(*) FROM documents WHERE run = ? GROUP BY 1"))
        standings = dict(ask("SELECT standing, count(*) FROM documents WHERE run = ? AND standing != '' GROUP BY 1"))
        ((errors, warnings, reviews, faulty),) = ask("""
            SELECT coalesce(sum(errors), 0), coalesce(sum(warnings), 0), coalesce(sum(reviews), 0),
                   count(*) FILTER (errors > 0)
            FROM documents JOIN checks USING (check_id) WHERE run = ? AND standing = 'latest'
        """)
        failures = ask("SELECT path, reason FROM documents WHERE run = ? AND outcome = 'failed' ORDER BY path")
        commonest = ask(f"""
            SELECT rule, any_value(title), count(*) AS times FROM ({COUNTED})
            WHERE {PROVEN} GROUP BY rule ORDER BY times DESC, rule LIMIT 10
        """)  # noqa: S608 - our own text
        ((state,),) = ask("SELECT state FROM runs WHERE run = ?")
    return Account(
        run,
        state,
        {name: outcomes.get(name, 0) for name in OUTCOMES},
        {name: standings.get(name, 0) for name in STANDINGS},
        int(errors),
        int(warnings),
        int(reviews),
        int(faulty),
        tuple(failures),
        tuple(commonest),
    )


def changes(store: Store, before: int, after: int) -> Changes:
    """What is fixed, still there and new from one run to another, by the identity of findings."""
    told = f"SELECT unit, path, rule, severity, message, identity FROM ({COUNTED}) WHERE {PROVEN}"  # noqa: S608
    both = f"WITH a AS ({told}), b AS ({told}) "
    with asked(store) as engine:
        given = [before, after]
        return Changes(
            tuple(engine.execute(_one_sided(both, "a", "b"), given).fetchall()),
            tuple(engine.execute(_one_sided(both, "b", "a", "SEMI"), given).fetchall()),
            tuple(engine.execute(_one_sided(both, "b", "a"), given).fetchall()),
        )


def _one_sided(both: str, one: str, other: str, kind: str = "ANTI") -> str:
    """Rows of one run whose finding is not (or, with SEMI, is) in the other."""
    return f"{both} SELECT unit, path, rule, severity, message FROM {one} {kind} JOIN {other} USING (identity) ORDER BY ALL"  # noqa: S608
