"""Totals and their parts as reports print them, for comparing how sums are judged: rounded, cut off, or a little wrong.

Figures of a group are in one unit or in several (元 万元 亿元), with 0 to 2 decimals, some negative, some counted one by
one. The totals lie around the edge of what rounding and cutting explain, where two ways of judging would part.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

UNITS = {"元": 0, "万元": 4, "亿元": 8}
COUNTED = "户"
MOST_PARTS = 8
EDGE = 9  # printed steps: how far a total may be moved


class Figure(NamedTuple):
    """`text` as a report prints it; in base units its `value`, and as XBRL says it the `decimals` (None: exact)."""

    text: str
    value: Decimal
    decimals: int | None

    @property
    def step(self) -> Decimal:
        """One printed last place; 0 of what is exact."""
        return Decimal(0) if self.decimals is None else Decimal(1).scaleb(-self.decimals)


class Group(NamedTuple):
    """One total and its parts."""

    name: str
    total: Figure
    parts: tuple[Figure, ...]


def groups(count: int, seed: int) -> Iterator[Group]:
    """So many groups; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    for n in range(count):
        yield _counted(f"g{n}", chance) if chance.random() < 0.08 else _measured(f"g{n}", chance)


def _counted(name: str, chance: random.Random) -> Group:
    parts = [Decimal(chance.randint(0, 500)) for _ in range(chance.randint(2, MOST_PARTS))]
    off = chance.choice((0, 0, 0, 1, -1, 10))
    total, *rest = (Figure(f"{one}{COUNTED}", one, None) for one in (sum(parts, Decimal(off)), *parts))
    return Group(name, total, tuple(rest))


def _measured(name: str, chance: random.Random) -> Group:
    usual = chance.choice(list(UNITS)), chance.randint(0, 2)
    mixed, signed = chance.random() < 0.3, chance.random() < 0.15
    way = chance.choice((ROUND_HALF_UP, ROUND_DOWN))
    scale = UNITS[usual[0]] + chance.randint(0, 3) - usual[1]
    real = [Decimal(chance.randint(0, 10**6)).scaleb(scale - 3) for _ in range(chance.randint(2, MOST_PARTS))]
    if signed:
        real = [-one if chance.random() < 0.5 else one for one in real]
    shapes = [_shape(chance) if mixed else usual for _ in (*real, 0)]
    parts = tuple(_printed(one, shape, way) for one, shape in zip(real, shapes, strict=False))
    total = _printed(sum(real, Decimal(0)), shapes[-1], way)
    off = chance.choice(
        (0, 0, 0, chance.randint(-EDGE, EDGE), chance.randint(-EDGE, EDGE), chance.randint(-5000, 5000))
    )
    return Group(name, _printed(total.value + off * total.step, shapes[-1], way), parts)


def _shape(chance: random.Random) -> tuple[str, int]:
    return chance.choice(list(UNITS)), chance.randint(0, 2)


def _printed(value: Decimal, shape: tuple[str, int], way: str) -> Figure:
    """The value in a unit with so many decimals, rounded or cut."""
    unit, places = shape
    shown = value.scaleb(-UNITS[unit]).quantize(Decimal(1).scaleb(-places), way) + 0  # + 0: no -0.00
    return Figure(f"{shown:f}{unit}", shown.scaleb(UNITS[unit]), places - UNITS[unit])
