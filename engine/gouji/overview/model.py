"""Overview: what a run of a sweep found, as the page, the workbook, the JSON and the notices tell it.

Only reports that stand as the latest count; versions that were replaced and equal files are listed. A finding that is
waived is shown with its reason and counted as waived, and as nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

UNNAMED = "单位未写明"
NO_YEAR = "年度未写明"


class Counts(NamedTuple):
    """How many findings of each grade, loudest first, and how many are waived."""

    must: int = 0
    should: int = 0
    look: int = 0
    note: int = 0
    waived: int = 0


class Figures(NamedTuple):
    """What became of the figures read."""

    read: int = 0
    checked: int = 0
    contradicted: int = 0
    unchecked: int = 0
    unread: int = 0
    identifiers: int = 0


NONE, UNREAD = Counts(), Figures()


@dataclass(frozen=True, slots=True)
class Run:
    """The run that is told of."""

    number: int
    begun: str
    ended: str
    state: str
    version: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding of one report. `report` is its place in `Overview.reports`; `waived` is why it may stay."""

    report: int
    number: int
    rule: str
    grade: str
    message: str
    working: str
    note: str
    place: str
    quote: str
    sentence: str
    repair: str
    basis: str
    waived: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in one of the reports that a finding across reports rests on."""

    path: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Crossed:
    """A finding that only shows across reports."""

    number: int
    region: str
    year: int | None
    rule: str
    grade: str
    message: str
    working: str
    note: str
    basis: str
    units: tuple[str, ...]
    cites: tuple[Cited, ...]
    waived: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report that counts. `path` is given from the folder that all files of the run lie in."""

    path: str
    unit: str
    region: str
    year: int | None
    kind: str
    title: str
    figures: Figures
    counts: Counts
    not_run: int = 0  # rules that could not run on it

    @property
    def state(self) -> str:
        """What its unit has to do: must, look or (nothing) ok."""
        return "must" if self.counts.must else "look" if self.counts.should or self.counts.look else "ok"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that is on the roster or handed something in.

    `name` is what its county calls it, `printed` how it is written in full. `before` is how many errors the run before
    found with it; None if it was not in that one.
    """

    name: str
    printed: str
    region: str
    listed: bool
    reports: int = 0
    faulty: int = 0
    failed: int = 0
    missing: tuple[str, ...] = ()
    counts: Counts = NONE
    crossed: int = 0
    figures: Figures = UNREAD
    before: int | None = None


@dataclass(frozen=True, slots=True)
class RuleFound:
    """A rule that found something. `example` is its place in `Overview.problems`, or in `crossed` if it is across reports."""

    rule: str
    title: str
    crossing: bool
    counts: Counts
    reports: int
    units: int
    example: int


@dataclass(frozen=True, slots=True)
class NotRun:
    """A rule that could not run on a report (None: on what shows across them), and why."""

    report: int | None
    rule: str
    reason: str
    times: int


@dataclass(frozen=True, slots=True)
class Left:
    """A file that does not count: failed, skipped, superseded or duplicate. `of` is the one that counts instead."""

    path: str
    unit: str
    year: int | None
    why: str
    reason: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Apart:
    """Reports of a region and year that could not be held against one another, and why."""

    region: str
    year: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What a unit of the roster has not handed in."""

    unit: str
    region: str
    year: str
    message: str


@dataclass(frozen=True, slots=True)
class Waived:
    """A waiver and how many findings of this run it covers."""

    unit: str
    rule: str
    reason: str
    findings: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A run of the same store, for the trend. `alike`: it went by the same rules as the run that is told of."""

    run: int
    begun: str
    files: int
    failed: int
    reports: int
    faulty: int
    must: int
    should: int
    alike: bool


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the run before: errors and warnings that are gone, still there and new."""

    run: int
    fixed: int
    still: int
    new: int


@dataclass(frozen=True)
class Overview:
    """What a run found. Files in are `outcomes`: checked + failed + skipped; `standings` divides the checked ones."""

    run: Run
    root: str
    outcomes: Mapping[str, int]
    standings: Mapping[str, int]
    expected: int  # reports that the roster asks for; 0 if there is no roster
    unplaced: int = 0  # units of the roster that nobody was asked about, since nothing tells their region
    reports: tuple[Report, ...] = ()
    problems: tuple[Problem, ...] = ()
    crossed: tuple[Crossed, ...] = ()
    units: tuple[Unit, ...] = ()
    rules: tuple[RuleFound, ...] = ()
    not_run: tuple[NotRun, ...] = ()
    left: tuple[Left, ...] = ()
    apart: tuple[Apart, ...] = ()
    missing: tuple[Missing, ...] = ()
    waived: tuple[Waived, ...] = ()
    stages: tuple[Stage, ...] = ()
    since: Since | None = None
    counts: Counts = NONE
    figures: Figures = UNREAD

    @property
    def files(self) -> int:
        """Files that came in."""
        return sum(self.outcomes.values())
