"""The forms of a town: ten a year, filled in from its figures, in the versions that the county uses that year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from gouji.county.figures import LASTING, TRANSFERS, Measure, Money, Year, shown
from gouji.county.files import Cell, address, placed
from gouji.county.numbers import Figure, percent
from gouji.county.plan import County
from gouji.county.wording import SLOT, Plant, Said, Value, texts

MERGED = re.compile(r"(\d+)(?:×(\d+))?\|")
EXECUTION = {"F4": 20, "F5": 20}  # the marks for execution, where they are not ten
FULL = Fraction(100)


@dataclass(frozen=True, slots=True)
class Form:
    """A form filled in: its version, what it is about, its cells as statements, lines above and below them."""

    version: str
    name: str
    above: tuple[str, ...]
    cells: tuple[tuple[tuple[int, int, Said], ...], ...]  # a row of cells: columns, rows, what is said
    below: tuple[str, ...]
    plants: tuple[Plant, ...]

    def rows(self, *, framed: bool) -> list[list[Cell]]:
        """The cells; `framed`: with the lines above and below as rows of their own, as in a sheet."""
        body = [[Cell(str(said), across, down) for across, down, said in row] for row in self.cells]
        if not framed:
            return body
        width = max(column + cell.across for line in placed(body) for column, cell in line)
        above, below = ([[Cell(one, width)] for one in lines] for lines in (self.above, self.below))
        return [*above, *body, *below]

    def where(self, slot: str) -> tuple[int, int]:
        """Row and column (from 0, without the lines above) of the cell that prints a slot."""
        body = [
            [Cell("{" + slot + "}" if "{" + slot + "}" in said.template else "", a, d) for a, d, said in row]
            for row in self.cells
        ]
        return next((n, column) for n, line in enumerate(placed(body)) for column, cell in line if cell.text)

    def spoilt(self, plant: Plant, rng: Random) -> Form:
        """The form with one figure changed."""
        row, _ = self.where(plant.slot)
        value = next(
            said.values[plant.slot] for _, _, said in self.cells[row] if "{" + plant.slot + "}" in said.template
        )
        wrong = {plant.slot: str(value.moved(rng) if isinstance(value, Figure) else value)}
        changed = tuple(
            (
                a,
                d,
                Said(said.key, said.template, said.values, wrong=wrong)
                if "{" + plant.slot + "}" in said.template
                else said,
            )
            for a, d, said in self.cells[row]
        )
        return Form(
            self.version, self.name, self.above, (*self.cells[:row], changed, *self.cells[row + 1 :]), self.below, ()
        )

    def cell(self, slot: str) -> str:
        """What the cell that prints a slot shows."""
        row, _ = self.where(slot)
        return next(str(said) for _, _, said in self.cells[row] if "{" + slot + "}" in said.template)

    def address(self, slot: str, *, framed: bool) -> str:
        """Where it stands in the sheet, or in the table alone."""
        row, column = self.where(slot)
        return address(row + len(self.above) * framed, column)


def version(county: County, year: int, kind: str, *, other: bool = False) -> str:
    """The county's form of a kind in a year; `other`: one that it does not use that year."""
    used = texts("forms")[kind]
    at = (county.rng("forms").randrange(len(used)) + year) % len(used)
    return str(used[(at + other) % len(used)])


def forms(county: County, year: Year) -> Iterator[Form]:
    """The ten forms of a town's year."""
    strayed = bool(year.crossing and year.crossing.kind == "form-version")
    for n, project in enumerate(year.projects):
        kind = "transfer" if n < TRANSFERS else "project"
        rng = county.rng("form", year.unit.number, year.year, n)
        used = version(county, year.year, kind, other=strayed and kind == "project")
        yield _filled(used, project.name, _project_values(county, year, used, n, rng))
    used = version(county, year.year, "whole")
    rng = county.rng("form", year.unit.number, year.year, LASTING + 1)
    yield _filled(used, year.unit.name, _whole_values(year, used, rng))


def _filled(used: str, name: str, values: Mapping[str, Value]) -> Form:
    form = texts("forms")["forms"][used]
    cells = tuple(tuple(_cell(str(one), values) for one in row) for row in form["rows"])
    printed = {slot for row in cells for _, _, said in row for slot in SLOT.findall(said.template)}
    plants = tuple(
        Plant(slot, one["kind"], tuple(one["rules"]), one.get("must", True))
        for slot, one in form["plant"].items()
        if slot in printed and isinstance(values.get(slot), Figure) and (one["kind"] != "sum" or _added(values))
    )
    lines = {side: tuple(str(Said("", one, values)) for one in form.get(side, ())) for side in ("above", "below")}
    return Form(used, name, lines["above"], cells, lines["below"], plants)


def _added(values: Mapping[str, Value]) -> bool:
    """Whether the funds have parts to add up: a sum of one part may have others that nobody filled in."""
    return bool(values["rest_a"]) or "basic" in values


def _cell(text: str, values: Mapping[str, Value]) -> tuple[int, int, Said]:
    found = MERGED.match(text)
    rest = text[found.end() :] if found else text
    across, down = (int(found[1]), int(found[2] or 1)) if found else (1, 1)
    return across, down, Said("", rest, values)


# ── what is filled in ────────────────────────────────────────────────────────────────────────────────────────────────
def _project_values(county: County, year: Year, used: str, n: int, rng: Random) -> dict[str, Value]:
    words, project = texts("forms"), year.projects[n]
    dimensions = {name: rng.choice(many) for name, many in words["dimensions"].items()}
    made = texts("names")["transfers"].get(project.kind, {})
    money = project.money
    whole = Measure(dimensions["quality"], "%", 0, "", 100, 100)
    cost = Measure(dimensions["cost"], words["cost_unit"], 2, "", money.budget, money.executed, less=True)
    rows = [
        project.makes,
        whole,
        Measure(dimensions["timely"], "%", 0, "", 100, 100),
        cost,
        project.helped,
        Measure(dimensions["satisfied"], "%", 1, "", 900, project.satisfied),
    ]
    weights = rng.choice(words["weights"][used])
    values = _common(year, rng) | _funds(money, used, rng)
    values |= _indicators(rows, weights, values, used, rng)
    aims = {"n": project.makes.name, "t": str(values["t1"]), "a": str(values["a1"])}
    bureau = made.get("bureau") or words["bureaus"][n % len(words["bureaus"])]
    return values | {
        "name": project.name,
        "bureau": f"{county.name}{bureau}",
        "ministry": made.get("ministry", ""),
        "aim": rng.choice(words["aim"]).format(**aims),
        "done": rng.choice(words["aim_done"]).format(**aims),
        "adjusted": rng.choice(words["adjusted"]) if money.planned != money.budget else "",
        "verdict": rng.choice(words["verdict"]).format(total=values["total"]),
        "kind": words["kind"][n < TRANSFERS],
        "g1": Figure(Fraction(weights[0] + weights[1] + weights[4])),
        "g2": Figure(Fraction(weights[2] + weights[5])),
    }


def _whole_values(year: Year, used: str, rng: Random) -> dict[str, Value]:
    words = texts("forms")
    counted = [one for one in year.measures if not one.rate]
    benefit = next((one for one in counted if one.of == "social"), counted[-1])
    chosen = [*[one for one in counted if one.of == "quantity" and one is not benefit][:3], benefit]
    rate = Measure(
        words["dimensions"]["satisfied"][0],
        "%",
        1,
        "",
        900,
        (2000 * year.satisfied + year.answered) // (2 * year.answered),
    )
    money = Money(year.planned, year.income, 0, 0, year.spent, 0, 0)
    values = _common(year, rng) | _funds(money, used, rng)
    values |= _indicators([*chosen, rate], rng.choice(words["weights"][used]), values, used, rng)
    return values | {
        "basic": _money(year.basic),
        "project": _money(year.project),
        "aim": rng.choice(words["whole_aim"]),
        "done": rng.choice(words["whole_done"]),
        "desk": rng.choice(words["desk"]),
        "person": rng.choice(texts("names")["person"]),
        "sum": values["total"],
    }


def _common(year: Year, rng: Random) -> dict[str, Value]:
    words = texts("forms")
    return {
        "y": str(year.year),
        "unit": year.unit.name,
        "province": words["province"],
        "date": f"{year.year + 1}-03-{rng.randint(5, 28):02d}",
        **{name: rng.choice(words[name]) for name in ("use", "problem", "measure")},
    }


def _money(value: int) -> Figure:
    return Figure(Fraction(value, 100), 2, grouped=True)


def _funds(money: Money, used: str, rng: Random) -> dict[str, Value]:
    decimals = rng.choice([1, 2, 2])
    rest = (money.carry + money.other, money.carry + money.other, money.executed_carry + money.executed_other)
    rows = {
        "all": (money.planned, money.budget, money.executed),
        "grant": (money.initial, money.grant, money.executed_grant),
        "carry": (money.carry, money.carry, money.executed_carry),
        "other": (money.other, money.other, money.executed_other),
        "rest": rest,
    }
    values: dict[str, Value] = {}
    for name, (initial, budget, executed) in rows.items():
        empty = not budget
        for part, value in (("i", initial), ("a", budget), ("b", executed)):
            values[f"{name}_{part}"] = "" if empty else _money(value)
        values[f"{name}_r"] = "" if empty else percent(executed, budget, decimals)
    full = EXECUTION.get(used, 10)
    rate = Fraction(money.executed, money.budget)
    score = Fraction(int(full * rate * 100 + Fraction(1, 2)), 100)
    rate_points = Figure(rate * 100, decimals)
    return values | {"all_rv": rate_points, "we": Figure(Fraction(full)), "se": Figure(score, 2, trimmed=True)}


def _indicators(
    rows: list[Measure], weights: list[int], values: Mapping[str, Value], used: str, rng: Random
) -> dict[str, Value]:
    """The rows: what was aimed at, what was reached, what it is worth, and why it is less if it is."""
    made: dict[str, Value] = {}
    execution = values["se"]
    total = execution.value if isinstance(execution, Figure) else Fraction(0)
    reasons = []
    for n, (one, weight) in enumerate(zip(rows, weights, strict=True)):
        factor = 100 if one.met else 100 * one.actual // one.target
        score = _score(one, weight, factor, used)
        total += score if weight else 0
        t, a = (Figure(shown(one, value), one.decimals, trimmed=one.unit == "%") for value in (one.target, one.actual))
        why = "" if one.met else rng.choice(texts("forms")["why"])
        reasons += [] if one.met else [rng.choice(texts("forms")["why_one"]).format(n=one.name)]
        made |= {
            f"n{n + 1}": one.name,
            f"u{n + 1}": one.unit,
            f"t{n + 1}v": t,
            f"a{n + 1}v": a,
            f"t{n + 1}": f"{t}{one.unit}",
            f"a{n + 1}": f"{a}{one.unit}",
            f"w{n + 1}": Figure(Fraction(weight)),
            f"s{n + 1}": Figure(score, 2, trimmed=True),
            f"f{n + 1}": Figure(Fraction(factor)),
            f"why{n + 1}": why,
        }
    box = "".join(reasons) or rng.choice(texts("forms")["why_none"])
    return made | {"total": Figure(total, 2, trimmed=True), "box": box}


def _score(one: Measure, weight: int, factor: int, used: str) -> Fraction:
    """Full marks if met, else no more than the share reached, cut to a tenth."""
    if one.met:
        return Fraction(weight)
    if used == "F6":
        return Fraction(weight * factor, 100)
    return Fraction(weight * 10 * one.actual // one.target, 10)
