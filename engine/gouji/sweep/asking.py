"""What a run found, asked of the store: its account, its commonest mistakes, and what changed since another run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gouji.store import Store, StoreError, Table
from gouji.store.querying import asked

Row = tuple[Any, ...]
OUTCOMES = ("checked", "failed", "skipped")
STANDINGS = ("latest", "superseded", "duplicate")
# Findings of the reports that count in a run, and of the gatherings: those across reports stand at the first of them.
COUNTED = """
    SELECT d.unit, d.path, d.region, d.year, f.* EXCLUDE (check_id, kind, place, quote, sentence, repair)
    FROM documents d JOIN findings f USING (check_id) WHERE d.run = $run AND d.standing = 'latest'
"""
ACROSS = """
    SELECT array_to_string(c.units, '、') AS unit, coalesce(c.cites[1].path, '') AS path, g.region, g.year,
           c.* EXCLUDE (gathering, units, cites)
    FROM gatherings g JOIN crossings c USING (gathering) WHERE g.run = $run
"""
WAIVED = "(unit, identity) IN (SELECT (unit, identity) FROM waivers WHERE until = '' OR until >= strftime(today(), '%Y-%m-%d'))"
EVERY = f"({COUNTED} UNION ALL BY NAME {ACROSS})"
PROVEN = "verdict = 'fail' AND severity IN ('error', 'warning')"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings: proven ones by severity, those that a person must judge, and those agreed to be left."""

    errors: int
    warnings: int
    reviews: int
    waived: int
    commonest: tuple[tuple[str, str, int], ...]  # rule, title, times: ten at most of the proven ones


@dataclass(frozen=True)
class Account:
    """The account of a run: every file that came in is checked, failed or skipped, and every checked one has a standing.

    `alone` counts the findings of the reports that count, `across` those of the gatherings; `faulty` are the reports
    that have an error. `failures` are what could not be looked at, and why; `unplaced` the units of the roster that
    nobody was asked about, since nothing tells their region.
    """

    run: int
    state: str
    outcomes: Mapping[str, int]
    standings: Mapping[str, int]
    alone: Counts
    across: Counts
    faulty: int
    gatherings: int
    failures: tuple[tuple[str, str], ...]
    unplaced: int

    @property
    def errors(self) -> int:
        """Contradictions proven, in reports and across them."""
        return self.alone.errors + self.across.errors


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
            return engine.execute(sql, {"run": run}).fetchall()

        outcomes = dict(ask("SELECT outcome, count(*) FROM documents WHERE run = $run GROUP BY 1"))
        standings = dict(ask("SELECT standing, count(*) FROM documents WHERE run = $run AND standing != '' GROUP BY 1"))
        alone, across = _counts(ask, COUNTED), _counts(ask, ACROSS)
        ((faulty,),) = ask(
            f"SELECT count(DISTINCT path) FROM ({COUNTED}) WHERE {PROVEN} AND severity = 'error' AND NOT {WAIVED}"  # noqa: S608 - our own text
        )
        ((gatherings, state, unplaced),) = ask("""
            SELECT (SELECT count(*) FROM gatherings WHERE run = $run), (SELECT state FROM runs WHERE run = $run),
                   (SELECT count(*) FROM roster WHERE run = $run AND placed = 0)
        """)
        failures = ask("""
            SELECT path, reason FROM documents WHERE run = $run AND outcome = 'failed'
            UNION ALL
            SELECT concat_ws(' ', nullif(region, ''), year || ' 年度', '各报告之间'), reason
            FROM gatherings WHERE run = $run AND outcome = 'failed' ORDER BY 1
        """)
    return Account(
        run,
        state,
        {name: outcomes.get(name, 0) for name in OUTCOMES},
        {name: standings.get(name, 0) for name in STANDINGS},
        alone,
        across,
        faulty,
        gatherings,
        tuple(failures),
        unplaced,
    )


def _counts(ask: Callable[[str], list[tuple[Any, ...]]], found: str) -> Counts:
    """The findings that a query gives, counted."""
    ((errors, warnings, reviews, waived),) = ask(f"""
        SELECT count(*) FILTER ({PROVEN} AND severity = 'error' AND NOT {WAIVED}),
               count(*) FILTER ({PROVEN} AND severity = 'warning' AND NOT {WAIVED}),
               count(*) FILTER (verdict = 'review' AND NOT {WAIVED}),
               count(*) FILTER ({WAIVED})
        FROM ({found})
    """)  # noqa: S608 - our own text
    commonest = ask(f"""
        SELECT rule, any_value(title), count(*) AS times FROM ({found})
        WHERE {PROVEN} AND NOT {WAIVED} GROUP BY rule ORDER BY times DESC, rule LIMIT 10
    """)  # noqa: S608
    return Counts(errors, warnings, reviews, waived, tuple(commonest))


def changes(store: Store, before: int, after: int) -> Changes:
    """What is fixed, still there and new from one run to another, by the identity of findings.

    The same finding in two files of a unit has one identity: it is looked for in its own file first, then in any, as
    a file may have been renamed.
    """
    sql = f"SELECT identity, unit, path, rule, severity, message FROM {EVERY} WHERE {PROVEN} ORDER BY ALL"  # noqa: S608
    with asked(store) as engine:
        was, now = (engine.execute(sql, {"run": run}).fetchall() for run in (before, after))
    fixed, new = was, now
    for same in (lambda row: (row[0], row[2]), lambda row: row[0]):
        fixed, new = _without(fixed, new, same), _without(new, fixed, same)
    still = set(now) - set(new)
    return Changes(*(tuple(row[1:] for row in rows) for rows in (fixed, [row for row in now if row in still], new)))


def _without(rows: list[Row], others: Iterable[Row], same: Callable[[Row], object]) -> list[Row]:
    """The rows that no other row is the same as; one takes one away."""
    left, kept = Counter(map(same, others)), []
    for row in rows:
        if left[same(row)]:
            left[same(row)] -= 1
        else:
            kept.append(row)
    return kept


def waive(store: Store, found: str, reason: str, person: str, until: str = "") -> tuple[str, str]:
    """Agree to leave a finding as it is, by its identity; the unit it is of and its rule. StoreError if none has it.

    `until` is the last day (2027-12-31) on which that holds; empty: for good.
    """
    known = f"SELECT unit, rule FROM {EVERY} WHERE identity = $found ORDER BY ALL LIMIT 1"  # noqa: S608 - our own text
    with asked(store) as engine:
        runs_ = [row["run"] for row in store.rows("SELECT run FROM runs ORDER BY run DESC")]
        row = next(
            (row for run in runs_ if (row := engine.execute(known, {"run": run, "found": found}).fetchone())), None
        )
    if row is None:
        raise StoreError(f"{store.folder}：没有编号为 {found} 的问题。编号是 findings 和 crossings 表里的 identity。")
    unit, rule = row
    store.insert(
        "waivers",
        [{"unit": unit, "rule": rule, "identity": found, "reason": reason, "person": person, "until": until}],
    )
    return unit, rule
