"""The gatherings of a run: which reports are put beside one another, by region and year, and what shows there."""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gouji.checker import Engine
from gouji.crossing import crossed
from gouji.crossing.placed import unit_of
from gouji.fact import Profile
from gouji.gathering import Expected, Gathering, Waiver
from gouji.packs import in_force
from gouji.rule import RuleBook
from gouji.store.parts import Lines, Row
from gouji.sweep.examining import CHECKED, engine
from gouji.sweep.members import members
from gouji.sweep.rows import counts, crossings, not_run

FOURTH = 4  # one in so many units of a roster: a year that nobody named beforehand is one they reported on
READ = ("path", "check_id", "unit", "region", "year", "kind", "standing", "of")  # of a document, what is looked at


@dataclass(frozen=True)
class Gathered:
    """Reports of one region and year to be put beside one another: rows of `documents`, each with its check's `part`.

    `name` stays the same while all that is looked at does.
    """

    name: str
    region: str
    year: int | None
    documents: tuple[Row, ...]
    earlier: tuple[Row, ...] = ()
    roster: tuple[Expected, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    engine: Engine = "durable"


@dataclass(frozen=True)
class Beside:
    """What became of a gathering: its row, and the rows of the Parquet tables as JSON lines."""

    task: Gathered
    row: Mapping[str, Any]
    tables: Lines = field(default_factory=dict)


@dataclass(frozen=True)
class Around:
    """What surrounds the reports of a run: who must hand in, what is waived, and the reports of earlier runs."""

    roster: tuple[tuple[Expected, str | None], ...] = ()  # each with its region; None: nothing tells which
    waivers: tuple[Waiver, ...] = ()
    before: tuple[Row, ...] = ()
    asked: str = ""  # the rules, and the packs that hold for every report


def gatherings(documents: Sequence[Row], around: Around) -> Iterator[Gathered]:
    """The gatherings of a run, by region and year.

    A report whose year nobody knows stands with the newest; in the other years of its region it counts as handed in,
    since it may be theirs. The roster holds for a year that was named beforehand or that a fourth of its units
    reported on: one report with a wrong date makes no year. A unit's reports of the year before come from this run, else
    from the runs before it.
    """
    regions: defaultdict[str, list[Row]] = defaultdict(list)
    for row in documents:
        regions[row["region"]].append(row)
    every: list[int | None] = [*_years(documents)] or [None]
    for region in sorted({*regions, *(at for _, at in around.roster if at is not None)}):
        rows, roster = regions[region], tuple(one for one, at in around.roster if at == region)
        for year in _years(rows) or every:
            yield _gathered(region, year, rows, roster, around)


def _years(rows: Iterable[Row]) -> list[int]:
    return sorted({row["year"] for row in rows if row["year"]})


def _gathered(
    region: str, year: int | None, rows: Sequence[Row], roster: tuple[Expected, ...], around: Around
) -> Gathered:
    newest = max(_years(rows), default=year)
    own = tuple(row for row in rows if row["year"] == year or (not row["year"] and year == newest))
    stray = tuple({**row, "check_id": "", "part": ""} for row in rows if not row["year"] and year != newest)
    last = [row for row in rows if year and row["year"] == year - 1]
    here = {row["unit"] for row in last}
    kept = (row for row in around.before if year and (row["region"], row["year"]) == (region, year - 1))
    earlier = (*last, *(row for row in kept if row["unit"] not in here))
    asked = roster if _asked_for(own, roster, region) else ()
    waivers = tuple(one for one in around.waivers if one.unit)
    known = (region, year, [[_looked_at(row) for row in part] for part in (own, stray, earlier)], asked, waivers)
    name = hashlib.sha256(repr((known, around.asked, engine())).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Gathered(name, region, year, (*own, *stray), earlier, asked, waivers)


def _looked_at(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in READ)


def _asked_for(rows: Sequence[Row], roster: Sequence[Expected], region: str) -> bool:
    """Whether the year of these reports is one that the roster asks for."""
    wanted = {unit_of(one.unit, region) for one in roster}
    have = wanted & {unit_of(row["unit"], region) for row in rows}
    return not rows or any(row["year_given"] for row in rows) or FOURTH * len(have) >= len(wanted)


def gather(task: Gathered, parts: Path, book: RuleBook, packs: tuple[str, ...] = ()) -> Beside:
    """A gathering looked at: its members read from the store's parts, and everything that shows across them."""
    began = time.monotonic()
    gathering = Gathering(
        task.region, task.year, members(parts, task.documents), members(parts, task.earlier), task.roster, task.waivers
    )
    found = crossed(gathering, in_force(book, Profile("", task.year, "", task.region), packs), engine=task.engine)
    row = {
        **outcome_row(task, CHECKED, "", time.monotonic() - began),
        "engine": found.engine,
        **counts(one.finding for one in found.findings),
    }
    tables = {"crossings": crossings(task.name, found.findings), "not_run": not_run(task.name, found.not_run)}
    return Beside(task, row, tables)


def outcome_row(task: Gathered, outcome: str, reason: str, seconds: float) -> dict[str, Any]:
    """The row of a gathering of which nothing more is known."""
    return {
        "gathering": task.name,
        "region": task.region,
        "year": task.year,
        "reports": sum(row["standing"] == "latest" and row["check_id"] != "" for row in task.documents),
        "outcome": outcome,
        "reason": reason,
        "seconds": round(seconds, 3),
    }
