"""Figures as they are printed: exact, rounded half up once, and how a wrong one in its place would look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

NEAR, FAR = 4, 17  # a planted figure is this many hundredths of the true one away: no rounding explains it
POINTS_NEAR, POINTS_FAR = 21, 118  # the same for percentages, in tenths of a point


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in its unit, printed with so many decimals, thousands grouped or not."""

    value: Fraction
    decimals: int = 0
    unit: str = ""
    grouped: bool = False
    trimmed: bool = False  # no zeros after a whole number: 100% for 100.00%
    least: int = 2  # printed steps to a wrong one: more where several rounded figures make it
    falls: bool = False  # a wrong one is smaller: of a total only some of whose parts need be told

    def __str__(self) -> str:
        decimals = 0 if self.trimmed and self.value.denominator == 1 else self.decimals
        return printed(self.value, decimals, grouped=self.grouped) + self.unit

    def moved(self, rng: Random) -> Figure:
        """A figure of the same shape that no rounding or cutting off of what makes it explains."""
        if self.unit == "%":
            return replace(self, value=self._moved_points(rng))
        step = Fraction(1, 10**self.decimals)
        away = max(abs(self.value) * rng.randint(NEAR, FAR) / 100, self.least * step)
        away -= away % step
        down = self.value > 2 * away and rng.random() < 1 / 2
        down = down or (self.falls and self.value > away)
        return replace(self, value=self.value - away if down else self.value + away)

    def _moved_points(self, rng: Random) -> Fraction:
        away = Fraction(rng.randint(POINTS_NEAR, POINTS_FAR), 10)
        away = min(away, self.value / 2)  # a small percentage: by its half, yet visibly
        lower = self.value > Fraction(100) - away >= 0 or rng.random() < 1 / 2
        seen = Fraction(self.least, 10**self.decimals)
        if away < seen:  # half of 0.17% may be the true rate cut off
            away, lower = seen, False
        return self.value - away if lower else self.value + away


def printed(value: Fraction, decimals: int, *, grouped: bool = False) -> str:
    """The value, not negative, rounded half up to so many decimals."""
    scale: int = 10**decimals
    number = (2 * value.numerator * scale + value.denominator) // (2 * value.denominator)
    whole, rest = divmod(number, scale)
    shown = f"{whole:,}" if grouped else str(whole)
    return f"{shown}.{rest:0{decimals}d}" if decimals else shown


def percent(part: int | Fraction, whole: int | Fraction, decimals: int, *, trimmed: bool = False) -> Figure:
    """What the part is of the whole."""
    return Figure(Fraction(part) * 100 / Fraction(whole), decimals, "%", trimmed=trimmed)


def parts(total: int, weights: list[int]) -> list[int]:
    """The total in whole parts about as large as their weights, none lost."""
    left, heavy, made = total, sum(weights), []
    for weight in weights[:-1]:
        made.append(left * weight // heavy)
        left, heavy = left - made[-1], heavy - weight
    return [*made, left]
