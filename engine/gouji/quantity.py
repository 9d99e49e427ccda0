"""Quantity and Unit: exact figures as printed, and the values each could stand for.

A printed figure is its value and an interval: ± half a printed step; a point for things counted one by one. Values
are in the unit's base (元, 亩, 公里 …) and exact `Fraction`s; the printed digits are kept as text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

DATE = "日期"  # the dimension of days; a date minus a date is in 日
PRINTED = re.compile(
    r"(?P<bound>[≥≤=＝><＞＜]?)(?P<hedge>约|近|超过|不足)?(?P<digits>-?[\d,]*\d(?:\.\d+)?)(?P<tail>余|多)?(?P<unit>[^\d\s]{0,6})"
)
DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
BOUNDS = {"＝": "=", "＞": ">", "＜": "<"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: what it measures, how many base units it is, whether it is counted one by one."""

    symbol: str
    dimension: str
    scale: Fraction = Fraction(1)
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """The values from `low` to `high`, both included."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed figure. `value` and `step` (one printed last place) are in base units; `digits` is as printed.

    `bound` is the sign that makes it a norm (≥ ≤ = > <, empty if none); `hedge` is 约 近 超过 不足 余 多 or empty.
    `assigned` figures (weights, scores, sample sizes) stand for themselves, never for what rounds to them.
    """

    printed: str
    digits: str
    value: Fraction
    step: Fraction
    dimension: str
    scale: Fraction = Fraction(1)
    counted: bool = False
    bound: str = ""
    hedge: str = ""
    assigned: bool = False
    earliest: Fraction | None = None  # the first day a printed month stands for; `value` is its last

    @property
    def decimals(self) -> int:
        """Places printed after the decimal point."""
        return len(self.digits.partition(".")[2])

    @property
    def rounded(self) -> Interval:
        """The values that round to what is printed."""
        if self.earliest is not None:
            return Interval(self.earliest, self.value)
        if self.counted or self.assigned:
            return Interval(self.value, self.value)
        (above, below), (over, under) = self.value.as_integer_ratio(), self.step.as_integer_ratio()
        middle, half, whole = 2 * above * under, over * below, 2 * below * under  # over one denominator
        return Interval(Fraction(middle - half, whole), Fraction(middle + half, whole))

    @property
    def wide(self) -> Interval:
        """The values that may be meant when 约 近 余 多 超过 不足 are taken loosely: by one unit of the last significant digit."""
        narrow = self.rounded
        if not self.hedge:
            return narrow
        plain = self.digits.lstrip("-").replace(",", "")
        zeros = 0 if "." in plain else len(plain) - len(plain.rstrip("0"))
        loose = self.step if "." in plain else 10**zeros * self.scale
        below = self.hedge in ("近", "不足")
        low = self.value - loose if below or self.hedge == "约" else narrow.low
        return Interval(low, self.value if below else self.value + loose)


@dataclass(frozen=True)
class Units:
    """The units that figures may carry: printed symbol → Unit. The empty symbol is a bare number."""

    table: Mapping[str, Unit]

    def parse(self, text: str, *, assigned: bool = False) -> Quantity | None:
        """`≥4.8万亩` `约50户` `不足30万元` `250余亩` `2021-10` → Quantity; any other text → None."""
        text = text.strip()
        if day := DAY.fullmatch(text):
            return _date(text, int(day[1]), int(day[2]), int(day[3]) if day[3] else None)
        found = PRINTED.fullmatch(text)
        unit = self.table.get(found["unit"]) if found else None
        if not found or unit is None:
            return None
        bound = BOUNDS.get(found["bound"], found["bound"])
        hedge = found["tail"] or found["hedge"] or ""
        return measure(text, found["digits"], unit, bound=bound, hedge=hedge, assigned=assigned)


def measure(  # noqa: PLR0913 - what a figure may print, each by its name
    printed: str,
    digits: str,
    unit: Unit,
    *,
    multiple: int = 1,
    bound: str = "",
    hedge: str = "",
    counted: bool | None = None,
    assigned: bool = False,
) -> Quantity:
    """A figure from its digits (`1,531.23`), its unit and a multiple (万 is 10,000)."""
    whole, _, places = digits.replace(",", "").partition(".")
    scale = unit.scale * multiple if multiple != 1 else unit.scale
    below = scale.denominator * 10 ** len(places)
    return Quantity(
        printed,
        digits,
        Fraction(int(whole + places) * scale.numerator, below),
        _ratio(scale.numerator, below),
        unit.dimension,
        scale,
        unit.counted if counted is None else counted,
        bound,
        hedge,
        assigned,
    )


@lru_cache(maxsize=1024)
def _ratio(above: int, below: int) -> Fraction:
    """A printed step: there are few different ones."""
    return Fraction(above, below)


def _date(text: str, year: int, month: int, day: int | None) -> Quantity | None:
    """A day, or a month as its days; an impossible date is no figure."""
    if not 1 <= month <= 12 or (day and not 1 <= day <= monthrange(year, month)[1]):  # noqa: PLR2004
        return None
    last = date(year, month, day or monthrange(year, month)[1]).toordinal()
    first = date(year, month, day or 1).toordinal()
    return Quantity(text, text, Fraction(last), Fraction(0), DATE, earliest=Fraction(first))
