"""Who reports, for which years, and which mistakes show only across reports: all from the seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import NamedTuple

from gouji.county.wording import texts

LAST_YEAR = 2023
CELLS_A_MISTAKE = 36  # reports for each mistake of a kind that shows only across reports
FIRST_NAMES = 600  # towns with names of two characters; the others have three


@dataclass(frozen=True, slots=True)
class County:
    """What is to be made."""

    towns: int
    years: int
    seed: int

    @property
    def name(self) -> str:
        """The county's name."""
        named: str = self.rng("county").choice(texts("names")["county"])
        return named

    @property
    def span(self) -> range:
        """The years reported on."""
        return range(LAST_YEAR - self.years + 1, LAST_YEAR + 1)

    def rng(self, *what: object) -> Random:
        """Chance for one matter, whatever has been drawn for others."""
        return Random("/".join(map(str, (self.seed, *what))))  # noqa: S311 - samples, not secrets


class Unit(NamedTuple):
    """A town: its number, short and full name, and what kind of town it is."""

    number: int
    town: str
    name: str
    kind: str


def units(county: County) -> Iterator[Unit]:
    """The towns, each with a name of its own of which no other is a part."""
    names = texts("names")["town"]
    pairs = list(product(names["first"], names["second"]))
    county.rng("towns").shuffle(pairs)
    for number in range(county.towns):
        return_, at = divmod(number, FIRST_NAMES)
        first, second = pairs[at]
        third = names["second"][(names["second"].index(second) + return_) % len(names["second"])] if return_ else ""
        kind = names["kind"][number % len(names["kind"])]
        town = f"{first}{second}{third}{kind}"
        yield Unit(number, town, texts("names")["government"].format(county=county.name, town=town), kind)


class Crossing(NamedTuple):
    """A mistake that shows only across reports, in one report of a unit; `other` is the unit it is shared with."""

    kind: str
    other: int = -1


Cell = tuple[int, int]  # number of the unit, year
# kind → it needs the report of the year before, another unit, and whether next year's report must be whole
KINDS: Mapping[str, tuple[bool, bool]] = {
    "prior-year": (True, False),
    "carry-over": (True, False),
    "target-lowered": (True, False),
    "target-below-last": (True, False),
    "repeated": (True, False),
    "report-missing": (False, False),
    "text-copied": (False, True),
    "shared-project": (False, True),
    "outlier": (False, False),
    "unit-scale": (False, False),
    "form-version": (False, False),
    "duplicate": (False, False),
    "corrected": (False, False),
}
TABLE_KINDS = ("county-total", "county-row")


def crossings(county: County) -> Mapping[Cell, Crossing]:
    """At most one in each report, and none in the report of a year that another one's mistake is seen by."""
    rng = county.rng("crossings")
    free = [(number, year) for number in range(county.towns) for year in county.span]
    rng.shuffle(free)
    open_cells = dict.fromkeys(free)
    made: dict[Cell, Crossing] = {}
    rounds = max(1, round(county.towns * county.years / CELLS_A_MISTAKE))
    for _ in range(rounds):
        for kind, (earlier, shared) in KINDS.items():
            cell = next((one for one in open_cells if not earlier or (one[0], one[1] - 1) in open_cells), None)
            if cell is None:
                continue
            needed = [cell, *([(cell[0], cell[1] - 1)] if earlier else [])]
            other = next((n for n, year in open_cells if year == cell[1] and n != cell[0]), -1) if shared else -1
            if shared and other < 0:
                continue
            for one in (*needed, *([(other, cell[1])] if shared else [])):
                open_cells.pop(one, None)
            made[cell] = Crossing(kind, other)
    return made


def table_mistakes(county: County) -> Mapping[int, str]:
    """In which years the county's table is wrong, and how: its total, or the row of a town."""
    years = list(county.span)
    county.rng("tables").shuffle(years)
    return dict(zip(years, TABLE_KINDS, strict=False))
