"""What is counted from the rows of a run: by report, by unit and by rule; and who of the roster is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gouji.formats.layout import printable
from gouji.formats.telling import GRADES
from gouji.overview.model import (
    NO_YEAR,
    Counts,
    Crossed,
    Figures,
    Left,
    Missing,
    NotRun,
    Problem,
    Report,
    RuleFound,
    Unit,
)
from gouji.overview.naming import Names
from gouji.sweep.gathered import FOURTH

Roster = Sequence[tuple[str, str, str]]
MISSING = "cross-report/report-missing"
GRADE_PLACE = {word: place for place, word in enumerate(GRADES)}
WAIVED = len(GRADES)


def counts_of(found: Iterable[Problem | Crossed]) -> Counts:
    """How many of each grade; what is waived is that alone."""
    places = Counter(WAIVED if one.waived else GRADE_PLACE[one.grade] for one in found)
    return Counts(*(places[n] for n in range(WAIVED + 1)))


def total(every: Iterable[Counts]) -> Counts:
    """Counts added up."""
    return Counts(*map(sum, zip(*every, strict=True))) if (every := list(every)) else Counts()


def counted(reports: Sequence[Report], problems: Iterable[Problem], not_run: Iterable[NotRun]) -> Iterator[Report]:
    """The reports with what was found in each."""
    found: defaultdict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[problem.report].append(problem)
    could_not = Counter(one.report for one in not_run if one.report is not None)
    for number, report in enumerate(reports):
        yield replace(report, counts=counts_of(found[number]), not_run=could_not[number])


def missing(crossed: Iterable[Crossed]) -> Iterator[Missing]:
    """What units of the roster have not handed in: as the rule on that found, unless it is waived."""
    for one in crossed:
        for unit in one.units if one.rule == MISSING and not one.waived else ():
            yield Missing(unit, one.region, _year(one.year), one.message)


def expected(roster: Roster, files: Iterable[tuple[Any, ...]], names: Names, absent: Iterable[Missing]) -> int:
    """How many reports the roster asks for: one of each unit in every year that a fourth of the units reported on.

    So does the sweep (`gouji.sweep.gathered`); where fewer did and some are missing, the year was named beforehand.
    """
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for unit, region, _ in roster:
        wanted[printable(region)].add(names.of(unit, region))
    have: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for _, outcome, _, unit, region, year, *_ in files:
        if outcome != "skipped":
            have[printable(region), _year(year)].add(names.of(unit, region))
    named = {(one.region, one.year) for one in absent}
    asked = {
        at
        for at, units in have.items()
        if at[1] != NO_YEAR and FOURTH * len(units & wanted[at[0]]) >= len(wanted[at[0]])
    }
    return sum(len(wanted[region]) for region, _ in named | asked)


def _year(year: int | None) -> str:
    return f"{year}年度" if year else NO_YEAR


def units(  # noqa: PLR0913, PLR0917 - all that tells of a unit
    names: Names,
    roster: Roster,
    reports: Sequence[Report],
    crossed: Sequence[Crossed],
    left: Iterable[Left],
    absent: Iterable[Missing],
    before: Mapping[str, int] | None,
) -> Iterator[Unit]:
    """Every unit that is on the roster or handed something in, those with most errors first."""
    listed = {names.of(unit, region): printable(region) for unit, region, _ in roster}
    own: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        own[report.unit].append(report)
    failed = Counter(one.unit for one in left if one.why == "failed" and one.unit)
    lacking: defaultdict[str, list[str]] = defaultdict(list)
    for one in absent:
        lacking[one.unit].append(one.year)
    across = Counter(unit for one in crossed if not one.waived for unit in one.units)
    made = []
    for name in dict.fromkeys([*listed, *own, *failed, *across]):
        mine = own[name]
        made.append(
            Unit(
                name,
                names.printed(name),
                listed.get(name) or next((report.region for report in mine if report.region), ""),
                name in listed,
                len(mine),
                sum(report.state == "must" for report in mine),
                failed[name],
                tuple(lacking[name]),
                total(report.counts for report in mine),
                across[name],
                figures_of(mine),
                None if before is None else before.get(name),
            )
        )
    yield from sorted(made, key=lambda one: (-one.counts.must, -one.counts.should, -one.crossed, one.name))


def figures_of(reports: Iterable[Report]) -> Figures:
    """What became of the figures of several reports."""
    every = [report.figures for report in reports]
    return Figures(*map(sum, zip(*every, strict=True))) if every else Figures()


def rules(
    reports: Sequence[Report], problems: Sequence[Problem], crossed: Sequence[Crossed], titles: Mapping[str, str]
) -> Iterator[RuleFound]:
    """Every rule that found something, the commonest mistake first: those that must be mended, then the rest."""
    single: defaultdict[str, list[int]] = defaultdict(list)
    for place, problem in enumerate(problems):
        single[problem.rule].append(place)
    across: defaultdict[str, list[int]] = defaultdict(list)
    for place, finding in enumerate(crossed):
        across[finding.rule].append(place)
    made = []
    for rule, places in single.items():
        found = [problems[place] for place in places]
        where = {one.report for one in found}
        example = min(places, key=lambda place: _telling(problems[place]))
        named = {reports[report].unit for report in where}
        made.append(RuleFound(rule, printable(titles[rule]), False, counts_of(found), len(where), len(named), example))  # noqa: FBT003
    for rule, places in across.items():
        told = [crossed[place] for place in places]
        example = min(places, key=lambda place: (bool(crossed[place].waived), GRADE_PLACE[crossed[place].grade], place))
        paths = {cite.path for one in told for cite in one.cites}
        named = {unit for one in told for unit in one.units}
        made.append(RuleFound(rule, printable(titles[rule]), True, counts_of(told), len(paths), len(named), example))  # noqa: FBT003
    yield from sorted(
        made, key=lambda one: (-one.counts.must - one.counts.should, -one.counts.look, -one.counts.note, one.rule)
    )


def _telling(problem: Problem) -> tuple[bool, int, bool, int]:
    """How well a finding shows the mistake: not waived, loud, in a sentence rather than a row of a table, and a short one."""
    spoken = any(stop in problem.sentence for stop in "，。；")
    return bool(problem.waived), GRADE_PLACE[problem.grade], not spoken, abs(len(problem.sentence) - 40)
