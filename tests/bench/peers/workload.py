"""The facts of the race, the same for all: seeded reports with planted errors, as JSON lines and as CSV tables.

A report has 8 indicators (target, actual, completion rate), 2 totals of 5 parts and 2 figures stated twice, all with two
decimals. In a fifth of the totals the parts were rounded one by one: they add up within rounding only, and no error is
planted there. Of each kind 3% are made wrong, by more than any rounding or cutting of the figures explains.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TypedDict

KINDS = ("rate", "sum", "twice")
EACH = {"rate": 8, "sum": 2, "twice": 2}  # checks of a report
PARTS = 5
WRONG, UNEVEN = 0.03, 0.2
CENT = Decimal("0.01")


class Report(TypedDict):
    """One line: figures as printed."""

    id: str
    rate: list[dict[str, str]]  # key, target, actual, rate
    sum: list[dict[str, object]]  # key, total, parts
    twice: list[dict[str, str]]  # key, one, other


def plant(folder: Path, reports: int, seed: int) -> Mapping[str, list[str]]:
    """Files of so many reports in the folder; the keys of what is wrong, by kind."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    wrong: dict[str, list[str]] = {kind: [] for kind in KINDS}
    made = [_report(f"r{n}", chance, wrong) for n in range(reports)]
    with (folder / "facts.jsonl").open("w") as lines:
        lines.writelines(json.dumps(one) + "\n" for one in made)
    _table(folder / "rate.csv", "key target actual rate", [tuple(row.values()) for one in made for row in one["rate"]])
    _table(folder / "total.csv", "key total", [(row["key"], row["total"]) for one in made for row in one["sum"]])
    parts = [(row["key"], part) for one in made for row in one["sum"] for part in row["parts"]]  # type: ignore[attr-defined]
    _table(folder / "part.csv", "key part", parts)
    _table(folder / "twice.csv", "key one other", [tuple(row.values()) for one in made for row in one["twice"]])
    (folder / "wrong.json").write_text(json.dumps(wrong))
    return wrong


def _report(name: str, chance: random.Random, wrong: dict[str, list[str]]) -> Report:
    made: Report = {"id": name, "rate": [], "sum": [], "twice": []}
    for n in range(EACH["rate"]):
        target = Decimal(chance.randint(10_000, 500_000)) / 100
        actual = _cents(target * chance.randint(60, 130) / 100)
        rate = _cents(actual / target * 100)
        if _wrong(chance, wrong["rate"], f"{name}/{n}"):
            rate += Decimal(chance.choice((-500, -120, -10, 10, 100, 1000))) / 100
        made["rate"].append({"key": f"{name}/{n}", "target": f"{target:.2f}", "actual": f"{actual}", "rate": f"{rate}"})
    for n in range(EACH["sum"]):
        raw = [Decimal(chance.randint(1000, 9_999_999)) / 1000 for _ in range(PARTS)]
        parts = [_cents(one) for one in raw]
        total = _cents(sum(raw, Decimal(0))) if chance.random() < UNEVEN else sum(parts, Decimal(0))
        if _wrong(chance, wrong["sum"], f"{name}/{n}"):
            total += Decimal(chance.choice((-900, -90, -10, 10, 900, 10_000))) / 100
        made["sum"].append({"key": f"{name}/{n}", "total": f"{total}", "parts": [f"{one}" for one in parts]})
    for n in range(EACH["twice"]):
        one = other = Decimal(chance.randint(1, 9_999_999)) / 100
        if _wrong(chance, wrong["twice"], f"{name}/{n}"):
            other += Decimal(chance.choice((2, 7, 100))) / 100
        made["twice"].append({"key": f"{name}/{n}", "one": f"{one:.2f}", "other": f"{other:.2f}"})
    return made


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def _wrong(chance: random.Random, wrong: list[str], key: str) -> bool:
    if chance.random() >= WRONG:
        return False
    wrong.append(key)
    return True


def _table(path: Path, head: str, rows: list[tuple[object, ...]]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([head.split(), *rows])
