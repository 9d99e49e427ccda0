"""What happened in a town in a year, in whole numbers that agree: within the year, and with the year before.

Money is in hundredths of 万元, an indicator in its last printed digit, a rate in tenths of a percent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

from gouji.county.plan import County, Crossing, Unit, crossings, units
from gouji.county.wording import texts

PROJECTS = 9  # each has a form; the tenth form is the whole town's
TRANSFERS = 2  # of them, paid for by a ministry
LASTING = PROJECTS - 1  # the last project is another one each year, and spends all it has
FEW = 12  # of so few, none is left undone
LOWERED, JUST_BELOW, OVERSHOT = (66, 74), (92, 94), (124, 127)  # hundredths of a target


@dataclass(frozen=True, slots=True)
class Money:
    """What a project was given and spent."""

    initial: int  # of this year's grant, before adjustment
    grant: int
    carry: int
    other: int
    executed_grant: int
    executed_carry: int
    executed_other: int

    @property
    def planned(self) -> int:
        """The budget of the year's beginning."""
        return self.initial + self.carry + self.other

    @property
    def budget(self) -> int:
        """The adjusted budget."""
        return self.grant + self.carry + self.other

    @property
    def executed(self) -> int:
        """What was spent."""
        return self.executed_grant + self.executed_carry + self.executed_other


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator, its target and what was reached."""

    name: str
    unit: str
    decimals: int
    of: str
    target: int
    actual: int
    places: bool = False
    always: bool = False
    rate: bool = False
    less: bool = False  # the less, the better

    @property
    def met(self) -> bool:
        """Whether the target was reached."""
        return self.actual <= self.target if self.less else self.actual >= self.target


@dataclass(frozen=True, slots=True)
class Project:
    """A project: its name, money, and what it makes."""

    name: str
    kind: str
    money: Money
    makes: Measure
    helped: Measure
    satisfied: int


@dataclass(frozen=True, slots=True)
class Town:
    """What does not change much: land, people, villages."""

    area: int
    people: int
    villages: tuple[str, ...]
    communities: int
    est: tuple[int, int]
    measures: tuple[Mapping[str, Any], ...]
    projects: tuple[str, ...]
    vehicles: int


@dataclass(frozen=True, slots=True)
class Year:
    """All figures of a town's year; `before` is the year before."""

    unit: Unit
    town: Town
    year: int
    staff: tuple[int, int]
    personnel: int
    public: int
    projects: tuple[Project, ...]
    measures: tuple[Measure, ...]
    vehicle: int
    reception: int
    income_each: int
    collective: int
    cover: int
    opening: int
    asked: int
    answered: int
    satisfied: int
    crossing: Crossing | None = None
    before: Year | None = None

    @property
    def basic(self) -> int:
        """Spent on the town's own running."""
        return self.personnel + self.public

    @property
    def project(self) -> int:
        """Spent on projects."""
        return sum(one.money.executed for one in self.projects)

    @property
    def spent(self) -> int:
        """Spent in all."""
        return self.basic + self.project

    @property
    def income(self) -> int:
        """All there was to spend."""
        return self.basic + sum(one.money.budget for one in self.projects)

    @property
    def planned(self) -> int:
        """The budget of the year's beginning."""
        return self.basic + sum(one.money.planned for one in self.projects)

    @property
    def closing(self) -> int:
        """What is left at the end."""
        return self.income - self.spent

    @property
    def fund(self) -> int:
        """Income from government funds: what the transfers are paid from."""
        return sum(one.money.grant for one in self.projects[:TRANSFERS])

    @property
    def other(self) -> int:
        """Other income."""
        return sum(one.money.other for one in self.projects)

    @property
    def grant(self) -> int:
        """The grant from the general budget: all the rest."""
        return self.income - self.opening - self.fund - self.other

    @property
    def publics(self) -> int:
        """Vehicles and receptions."""
        return self.vehicle + self.reception


class Home(NamedTuple):
    """A town of a county."""

    county: County
    unit: Unit
    town: Town


def town_years(county: County, unit: Unit) -> Iterator[Year]:
    """The years of a town, in order; only the last two are held."""
    home = Home(county, unit, _town(county, unit))
    before: Year | None = None
    for year in range(county.span.start - 1, county.span.stop):
        made = _year(home, year, before)
        yield from () if year not in county.span else (made,)
        before = replace(made, before=None)


_KNOWN: dict[County, Mapping[tuple[int, int], Crossing]] = {}


def crossings_of(county: County) -> Mapping[tuple[int, int], Crossing]:
    """The crossings, drawn once for a county."""
    if county not in _KNOWN:
        _KNOWN.clear()
        _KNOWN[county] = crossings(county)
    return _KNOWN[county]


def one_off(county: County, number: int, year: int) -> tuple[str, Random]:
    """The kind of the last project of a town in a year, and the chance that makes its figures."""
    rng = county.rng("one-off", number, year)
    return rng.choice(sorted(texts("names")["project"])), rng


# ── the town ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _town(county: County, unit: Unit) -> Town:
    rng, names = county.rng("town", unit.number), texts("names")
    village = names["village"]
    pairs = [f + s for f in village["first"] for s in village["second"]]
    measures = names["indicators"]
    kept = [one for one in measures if one.get("always")]
    kept += rng.sample([one for one in measures if not one.get("always")], rng.randint(13, 18))
    kept += [one for one in names["rates"] if one.get("always") or rng.random() < 1 / 2]
    return Town(
        area=rng.randint(620, 1980),
        people=rng.randint(11200, 46800),
        villages=tuple(rng.sample(pairs, rng.randint(8, 19))),
        communities=rng.randint(1, 4),
        est=(rng.randint(30, 44), rng.randint(36, 60)),
        measures=tuple(kept),
        projects=(
            *rng.sample(sorted(names["transfers"]), TRANSFERS),
            *rng.sample(sorted(names["project"]), LASTING - TRANSFERS),
        ),
        vehicles=rng.randint(2, 4),
    )


# ── the year ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _year(home: Home, year: int, before: Year | None) -> Year:
    county, unit, town = home
    crossed = crossings_of(county)
    rng = county.rng("year", unit.number, year)
    crossing, coming = crossed.get((unit.number, year)), crossed.get((unit.number, year + 1))
    asked = rng.randint(20, 60) * 10
    answered = asked - rng.randint(2, 11)
    staff = (town.est[0] - rng.randint(0, 4), town.est[1] - rng.randint(0, 6))
    heads = sum(staff)
    projects = tuple(_project(home, n, year, before, rng) for n in range(PROJECTS))
    if crossing and crossing.kind == "shared-project":
        projects = (*projects[:-1], _one_off(county, _name_of(county, crossing.other), crossing.other, year))
    return Year(
        unit=unit,
        town=town,
        year=year,
        staff=staff,
        personnel=heads * rng.randint(980, 1260),
        public=heads * rng.randint(160, 240) + rng.randint(1, 90),
        projects=projects,
        measures=tuple(_measure(one, before, rng, crossing, coming) for one in town.measures),
        vehicle=_less(before.vehicle if before else town.vehicles * rng.randint(260, 340), rng),
        reception=_less(before.reception if before else rng.randint(520, 1180), rng),
        income_each=_more(before.income_each if before else rng.randint(15800, 22400), rng),
        collective=_more(before.collective if before else rng.randint(2600, 9800) * 10, rng),
        cover=min((before.cover if before else rng.randint(412, 676)) + rng.randint(2, 9), 790),
        opening=sum(one.money.carry for one in projects),
        asked=asked,
        answered=answered,
        satisfied=answered - answered * rng.randint(20, 80) // 1000 - 1,
        crossing=crossing,
        before=before,
    )


def _more(value: int, rng: Random) -> int:
    return value * rng.randint(1035, 1128) // 1000


def _less(value: int, rng: Random) -> int:
    return value * rng.randint(880, 975) // 1000


def _name_of(county: County, number: int) -> str:
    return next(one.town for one in units(county) if one.number == number)


def _project(home: Home, n: int, year: int, before: Year | None, rng: Random) -> Project:
    county, unit, town = home
    if n == LASTING:
        return _one_off(county, unit.town, unit.number, year)
    kind = town.projects[n]
    old = before.projects[n] if before else None
    carry = old.money.budget - old.money.executed if old else 0
    grant = rng.randint(420, 4600) * 10
    initial = grant * rng.choice([100, 100, 100, 92, 88, 95]) // 100
    other = rng.randint(20, 260) * 10 if rng.random() < 1 / 3 else 0
    saved = 0 if rng.random() < 1 / 4 else grant * rng.randint(4, 46) // 1000
    money = Money(initial, grant, carry, other, grant - saved, carry, other)
    names = texts("names")
    made = names["transfers"].get(kind) or names["project"][kind]
    name = kind if kind in names["transfers"] else texts("forms")["project_name"].format(town=unit.town, kind=kind)
    return Project(name, kind, money, _made(made, old, rng), _helped(old, rng), rng.randint(915, 985))


def _one_off(county: County, town: str, number: int, year: int) -> Project:
    kind, rng = one_off(county, number, year)
    grant = rng.randint(260, 1900) * 10
    name = texts("forms")["one_off_name"].format(town=town, kind=kind, year=year)
    made = texts("names")["project"][kind]
    return Project(
        name,
        kind,
        Money(grant, grant, 0, 0, grant, 0, 0),
        _made(made, None, rng),
        _helped(None, rng),
        rng.randint(915, 985),
    )


def _made(made: Mapping[str, Any], old: Project | None, rng: Random) -> Measure:
    target = _target(old.makes, rng) if old else rng.randint(made["low"], made["high"])
    actual = _reached(target, rng)
    return Measure(made["what"], made["unit"], made.get("decimals", 0), "quantity", target, actual)


def _helped(old: Project | None, rng: Random) -> Measure:
    words = texts("forms")["helped"]
    target = _target(old.helped, rng) if old else rng.randint(210, 1900)
    return Measure(words["name"], words["unit"], 0, "social", target, _reached(target, rng))


def _target(old: Measure, rng: Random) -> int:
    """Not below what was aimed at, and not far below what was reached."""
    return max(old.target, old.actual * rng.randint(88, 99) // 100)


def _reached(target: int, rng: Random) -> int:
    """Mostly a little more than the target, one in seven less, some exactly."""
    chance = rng.random()
    if chance < 1 / 7:
        return max(target * rng.randint(84, 97) // 100, 1) if target > FEW else target
    if chance < 1 / 3:
        return target
    return target + max(target * rng.randint(1, 17) // 100, 1)


def _measure(
    one: Mapping[str, Any], before: Year | None, rng: Random, crossing: Crossing | None, coming: Crossing | None
) -> Measure:
    old = next((m for m in before.measures if m.name == one["name"]), None) if before else None
    shared = {"name": one["name"], "of": one["of"], "always": one.get("always", False)}
    kind, next_kind = (crossing.kind if crossing else ""), (coming.kind if coming else "")
    if "target" in one:
        target = 10 * (old.target // 10 if old else rng.randint(*one["target"]))
        actual = rng.randint(*one["actual"])
        if kind == "outlier" and shared["always"] and one["of"] == "social":
            actual = rng.randint(560, 640)
        return Measure(unit="%", decimals=1, target=target, actual=actual, rate=True, **shared)
    target = _target(old, rng) if old else rng.randint(one["low"], one["high"])
    actual = _reached(target, rng)
    if shared["always"]:  # those that every town has carry what shows between years
        if kind in ("target-lowered", "target-below-last") and old:
            span = LOWERED if kind == "target-lowered" else JUST_BELOW
            target = old.target * rng.randint(*span) // 100
            actual = target * rng.randint(101, 108) // 100
        elif next_kind == "target-lowered":
            actual = target * rng.randint(102, 106) // 100
        elif next_kind == "target-below-last":
            actual = target * rng.randint(*OVERSHOT) // 100
    return Measure(
        unit=one["unit"],
        decimals=one.get("decimals", 0),
        target=target,
        actual=actual,
        places=one.get("places", False) and actual >= 60,  # noqa: PLR2004 - few enough to be in one place
        **shared,
    )


def shown(measure: Measure, value: int) -> Fraction:
    """A value of an indicator in its unit."""
    return Fraction(value, 10**measure.decimals)
