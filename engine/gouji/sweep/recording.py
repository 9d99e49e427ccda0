"""The documents of a run as the store keeps them: each input once, with its outcome, its county and what it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from gouji.gathering import Expected, Waiver
from gouji.store import Store
from gouji.store.parts import Row
from gouji.sweep.examining import CHECKED, FAILED
from gouji.sweep.gathered import Around
from gouji.sweep.inputs import Input
from gouji.sweep.regions import Of, Regions
from gouji.sweep.standing import HandedIn, standings

SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Seen:
    """A file of this run: what it is, and the check that speaks for it (empty if it cannot be)."""

    input: Input
    check: str = ""
    content: str = ""


def record(store: Store, run: int, seen: list[Seen]) -> tuple[list[Row], Regions]:
    """The run's documents: each input once, with its outcome, its region and how it stands beside the others.

    Given back are those that were handed in, each with the part that holds what was found in it.
    """
    checks = {row["check_id"]: row for row in store.rows("SELECT * FROM checks")}
    told = [checks.get(one.check, {}) for one in seen]
    of = [
        Of(one.input.given.unit or said.get("unit", ""), one.input.given.region, said.get("region", ""))
        for one, said in zip(seen, told, strict=True)
    ]
    regions = Regions(of)
    rows = {row["path"]: row for row in map(partial(_document, run, regions), seen, told, of)}
    handed = [
        HandedIn(row["path"], one.content, row["changed"], row["unit"], row["year"], row["kind"], str(said["title"]))
        for one, said, row in zip(seen, told, rows.values(), strict=True)
        if row["outcome"] == CHECKED
    ]
    for path, place in standings(handed).items():
        rows[path] |= {"standing": place.standing, "of": place.of}
    store.insert("documents", rows.values())
    return [
        {**row, "part": said.get("part", ""), "year_given": bool(one.input.given.fiscal_year)}
        for one, said, row in zip(seen, told, rows.values(), strict=True)
        if row["outcome"] != SKIPPED
    ], regions


def _document(run: int, regions: Regions, seen: Seen, said: Row, of: Of) -> dict[str, Any]:
    """A row of `documents`: what was known beforehand outranks what the report says of itself."""
    given = seen.input.given
    return {
        "run": run,
        "path": shown(seen.input.path),
        "outcome": SKIPPED if seen.input.skipped else said.get("outcome", FAILED),
        "reason": seen.input.skipped or seen.input.failed or said.get("reason", ""),
        "check_id": seen.check,
        "changed": _changed(seen.input.path),
        "unit": of.unit,
        "region": regions.of(of),
        "year": given.fiscal_year or said.get("year"),
        "kind": given.kind or said.get("kind", ""),
        "standing": "",
        "of": "",
    }


def around(store: Store, run: int, roster: list[tuple[Expected, str | None]], asked: str) -> Around:
    """What surrounds the reports of a run; of each region and year before, the reports of the newest run that has any."""
    store.insert(
        "roster",
        (
            {"run": run, "unit": one.unit, "region": at or one.region, "kind": one.kind, "placed": at is not None}
            for one, at in roster
        ),
    )
    waivers = (Waiver(w["unit"], w["rule"], w["identity"], w["reason"]) for w in store.rows("SELECT * FROM waivers"))
    before = store.rows(
        """
        WITH newest AS (SELECT region, year, max(run) AS run FROM documents WHERE run < ? AND year > 0 GROUP BY 1, 2)
        SELECT d.*, c.part FROM documents d JOIN newest USING (region, year, run) JOIN checks c USING (check_id)
        WHERE d.standing = 'latest'
        """,
        (run,),
    )
    return Around(tuple(roster), tuple(waivers), tuple(before), asked)


def shown(path: Path) -> str:
    """A path as text: bytes of a name that are none become escapes."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def _changed(path: Path) -> float:
    """When the file (or the zip it lies in) was last written to."""
    for one in (path, *path.parents):
        try:
            return one.stat().st_mtime
        except (OSError, ValueError):  # ValueError: a NUL in the name
            continue
    return 0.0
