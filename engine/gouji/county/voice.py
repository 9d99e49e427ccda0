"""How one report tells things: its style, its wording, the numbers of its headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import NamedTuple

from gouji.county.figures import Measure, Year, shown
from gouji.county.numbers import Figure, percent
from gouji.county.plan import County
from gouji.county.wording import Said, Value, plain, say, texts

HEADING, SECTION, TEXT = 1, 2, 0
SUMMANDS = 7  # printed steps that no sum of so many rounded amounts explains


class Paragraph(NamedTuple):
    """Statements in one paragraph, what stands before them, and its heading level."""

    said: tuple[Said, ...]
    before: str = ""
    level: int = TEXT

    def __str__(self) -> str:
        return self.before + "".join(map(str, self.said))


@dataclass(frozen=True, slots=True)
class Style:
    """How a report prints its figures."""

    yuan: bool
    grouped: bool
    decimals: int
    trimmed: bool
    headed: bool  # an indicator's target as a heading, what became of it below
    numbering: Sequence[str]

    def money(self, value: int) -> Figure:
        """Hundredths of 万元, in the unit that the report uses."""
        units = texts("report")["money_units"]
        if self.yuan:
            return Figure(Fraction(value * 100), 0, units["yuan"], grouped=self.grouped)
        return Figure(Fraction(value, 100), 2, units["wan"], grouped=self.grouped, least=SUMMANDS)

    def percent(self, part: int | Fraction, whole: int | Fraction) -> Figure:
        """A share as the report prints it."""
        return percent(part, whole, self.decimals, trimmed=self.trimmed)

    def count(self, value: int, unit: str = "") -> Figure:
        """A number of things."""
        return Figure(Fraction(value), 0, unit, grouped=self.grouped)

    def of(self, measure: Measure, value: int, unit: str | None = None) -> Figure:
        """A value of an indicator."""
        trimmed = measure.rate
        return Figure(
            shown(measure, value),
            measure.decimals,
            unit or measure.unit,
            grouped=self.grouped and not measure.rate,
            trimmed=trimmed,
        )


class Voice:
    """How one report tells things; each matter draws its own chance, so that chapters do not depend on one another."""

    def __init__(self, county: County, year: Year) -> None:
        self.county, self.year = county, year
        crossing = year.crossing
        self.hand = crossing.other if crossing and crossing.kind == "text-copied" else year.unit.number
        rng = self.rng("style")
        self.style = Style(
            yuan=rng.random() < 1 / 7,
            grouped=rng.random() < 1 / 2,
            decimals=rng.choice([1, 1, 2, 2]),
            trimmed=rng.random() < 1 / 2,
            headed=rng.random() < 1 / 4,
            numbering=rng.choice(texts("report")["numbering"]),
        )
        self.values: dict[str, Value] = {
            "unit": year.unit.name,
            "town": year.unit.town,
            "kind": year.unit.kind,
            "we": texts("report")["we"][year.unit.kind],
            "y": str(year.year),
            "py": str(year.year - 1),
            "ny": str(year.year + 1),
        }
        self.unit_names = {m.name: texts("forms")["unit_scale"][m.unit] for m in year.measures if self._scaled(m)}

    def rng(self, matter: str) -> Random:
        """Chance for one matter of this report, or of the one whose text it copies."""
        return self.county.rng("text", self.hand, self.year.year, matter)

    def say(self, key: str, **values: Value) -> Said:
        """A statement with the values that all have; who copies a text words the same things alike."""
        about = next((values[name] for name in ("n", "theme", "m1") if name in values), "")
        return say(key, self.values | values, self.rng(f"{key}/{about}"))

    def section(self, name: str, n: int, rng: Random) -> Paragraph:
        """The heading of a section, numbered."""
        words = texts("report")
        number = self.style.numbering[1].format(n=words["digits"][n], i=n + 1)
        return Paragraph((plain(rng.choice(words["sections"][name])),), number, SECTION)

    def number(self, n: int) -> str:
        """The number of a paragraph in a list."""
        words = texts("report")
        circled = words["circled"]
        return self.style.numbering[2].format(i=n + 1, c=circled[n] if n < len(circled) else f"（{n + 1}）")

    def told(self, one: Measure) -> dict[str, Value]:
        """An indicator's name and figures, by their slots."""
        style = self.style
        unit = self.unit_names.get(one.name)
        return {
            "n": one.name,
            "t": style.of(one, one.target, unit),
            "a": style.of(one, one.actual, unit),
            "d": replace(style.of(one, abs(one.actual - one.target), unit), least=3),
            "r": style.percent(one.actual, one.target),
        }

    def _scaled(self, one: Measure) -> bool:
        crossing = self.year.crossing
        return bool(crossing and crossing.kind == "unit-scale" and one.always and not one.rate)
