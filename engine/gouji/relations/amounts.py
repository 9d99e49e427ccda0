"""Amount: the values a figure may have under a reading, and the exact arithmetic and comparison of such values."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from gouji.quantity import DATE, Quantity

Reading = Literal["printed", "cut", "rounded", "clipped", "wide"]
Operator = Literal["+", "-", "*", "/"]
Order = Literal["=", "<", "<=", ">", ">="]

ZERO, HALF, ONE = Fraction(0), Fraction(1, 2), Fraction(1)
DAYS = "日"  # the dimension of a date less a date
ENOUGH = 10_000  # figures in one sum at most: their last places, each cut short by so little, still come to less than whole ones
FAR = Fraction(10) ** 40  # beyond any figure: what dividing by an interval around 0 may come to
FLIPPED: dict[Order, Order] = {">": "<", ">=": "<="}


class UndefinedError(Exception):
    """The expression has no value here (units that never meet, division by zero): could_not_run, with the reason."""


class NothingError(Exception):
    """There is nothing to add up: not_applicable, with the reason."""


class Truth(NamedTuple):
    """Whether a condition can be true, and whether it can be false, for values that print so."""

    may_hold: bool
    may_fail: bool


RIGHT, WRONG = Truth(may_hold=True, may_fail=False), Truth(may_hold=False, may_fail=True)


class Amount(NamedTuple):
    """Every value from `low` to `high`, in base units; `figure` if it is a printed figure itself, not a result.

    `step` is one printed last place, 0 for results.
    """

    low: Fraction
    high: Fraction
    dimension: str = ""
    step: Fraction = ZERO
    figure: Quantity | None = None


def exactly(value: Fraction | int, dimension: str = "") -> Amount:
    """One value."""
    value = Fraction(value)
    return Amount(value, value, dimension)


def under(reading: Reading, figure: Quantity) -> Amount:
    """The values a printed figure may have under a reading."""
    if reading in ("printed", "cut"):
        return Amount(figure.value, figure.value, figure.dimension, figure.step, figure)
    if reading == "clipped":
        return _clipped(figure)
    interval = figure.rounded if reading == "rounded" else figure.wide
    return Amount(interval.low, interval.high, figure.dimension, figure.step, figure)


def _clipped(figure: Quantity) -> Amount:
    """The values that are cut off to what is printed: less than one last place further from zero."""
    low, high = figure.rounded.low, figure.rounded.high
    if low != high and figure.earliest is None:
        short = figure.step - figure.step / ENOUGH
        low = figure.value - (short if figure.value <= 0 else 0)
        high = figure.value + (short if figure.value >= 0 else 0)
    return Amount(low, high, figure.dimension, figure.step, figure)


def negative(a: Amount) -> Amount:
    """0 less the amount."""
    return Amount(-a.high, -a.low, a.dimension)


def calculate(operator: Operator, a: Amount, b: Amount) -> Amount:
    """All that the operation may come to. Two operands printed alike are one figure: difference 0, ratio 1."""
    if operator == "*":
        return _spanned([x * y for x in _ends(a) for y in _ends(b)], "·".join(filter(None, (a.dimension, b.dimension))))
    if operator == "/":
        return _divide(a, b)
    days = operator == "-" and a.dimension == b.dimension == DATE
    if a.dimension != b.dimension or (a.dimension == DATE and not days):
        raise UndefinedError(unlike(a, b))
    if operator == "+":
        return Amount(a.low + b.low, a.high + b.high, a.dimension)
    dimension = DAYS if days else a.dimension
    return exactly(0, dimension) if alike(a, b) else Amount(a.low - b.high, a.high - b.low, dimension)


def _divide(a: Amount, b: Amount) -> Amount:
    dimension = "" if a.dimension == b.dimension else f"{a.dimension}/{b.dimension}".rstrip("/")
    least, most = b.low.numerator, b.high.numerator  # whose signs are those of the ends
    if least == most == 0:
        raise UndefinedError("除数为 0")
    if alike(a, b):
        return exactly(1, dimension)
    if least <= 0 <= most:
        return Amount(-FAR, FAR, dimension)
    return _spanned([quotient(x, y) for x in _ends(a) for y in _ends(b)], dimension)


def _ends(a: Amount) -> tuple[Fraction, ...]:
    return (a.low,) if same(a.low, a.high) else (a.low, a.high)


def _spanned(ends: list[Fraction], dimension: str) -> Amount:
    return Amount(min(ends), max(ends), dimension)


def alike(a: Amount, b: Amount) -> bool:
    """Whether two figures are printed alike: value, unit and decimals. By convention they are then one figure."""
    if not a.figure or not b.figure or a.dimension != b.dimension:
        return False
    return same(a.figure.value, b.figure.value) and same(a.step, b.step)


def unlike(a: Amount, b: Amount) -> str:
    """Why two amounts cannot meet."""
    return f"单位不同：{a.dimension or '无'} 与 {b.dimension or '无'}"


def ordered(order: Order, a: Amount, b: Amount, reading: Reading) -> Truth:
    """Whether `a order b` can be true and can be false. Only 0 may be compared with anything."""
    if a.dimension != b.dimension and not any(not x.low and not x.high and not x.figure for x in (a, b)):
        raise UndefinedError(unlike(a, b))
    if order == "=":
        return _equal(a, b, reading)
    if order in FLIPPED:
        order, a, b = FLIPPED[order], b, a
    if order == "<":
        return Truth(not at_most(b.high, a.low), at_most(b.low, a.high))
    return Truth(at_most(a.low, b.high), not at_most(a.high, b.low))


def _equal(a: Amount, b: Amount, reading: Reading) -> Truth:
    """The claim is the coarser side. As printed, the other must round or be cut to it; as intervals, they overlap."""
    claim, other = (a, b) if b.step is ZERO or at_most(b.step, a.step) else (b, a)
    if reading in ("printed", "cut") and claim.step:
        whole = whole_steps(other.low, claim.step, cut=reading == "cut")
        (over, under_), (above, below_) = claim.step.as_integer_ratio(), claim.low.as_integer_ratio()
        return RIGHT if whole * over * below_ == above * under_ else WRONG
    low, high = claim.low, claim.high
    if claim.figure and not other.figure and claim.step:
        low, high = claimed(claim)
    below, above = at_most(low, other.high), at_most(other.low, high)
    if claim.figure and claim.figure.counted:  # one whole step off is no rounding of a count: 3家 never prints as 2家
        below = at_most(claim.low, other.high) or not at_most(other.high, low)
        above = at_most(other.low, claim.high) or not at_most(high, other.low)
    return Truth(below and above, not (same(low, high) and same(other.low, other.high) and same(low, other.low)))


def same(a: Fraction, b: Fraction) -> bool:
    """`a == b`, without asking first what kinds of number they are."""
    return a is b or a.as_integer_ratio() == b.as_integer_ratio()


def quotient(a: Fraction, b: Fraction) -> Fraction:
    """`a / b`."""
    (above, below), (over, under_) = a.as_integer_ratio(), b.as_integer_ratio()
    return Fraction(above * under_, below * over)


def at_most(a: Fraction, b: Fraction) -> bool:
    """`a <= b`, in whole numbers: several times faster than `Fraction` compares, which takes any kind of number."""
    (above, below), (over, under_) = a.as_integer_ratio(), b.as_integer_ratio()
    return above * under_ <= over * below


def shortened(value: Fraction, step: Fraction, *, cut: bool = False) -> Fraction:
    """The value rounded half up (or cut off) to a whole number of steps, away from zero as people do."""
    over, under_ = step.as_integer_ratio()
    return Fraction(whole_steps(value, step, cut=cut) * over, under_)


def whole_steps(value: Fraction, step: Fraction, *, cut: bool = False) -> int:
    """How many steps the shortened value is."""
    (above, below), (over, under_) = value.as_integer_ratio(), step.as_integer_ratio()
    steps, size = abs(above) * under_, below * over  # their quotient is the number of steps
    whole = steps // size if cut else (2 * steps + size) // (2 * size)
    return -whole if above < 0 else whole


def claimed(claim: Amount) -> tuple[Fraction, Fraction]:
    """The results that may have been printed as this claim, by rounding or by cutting off."""
    value, step = claim.figure.value if claim.figure else claim.low, claim.step
    down, up = (step / 2, step) if value >= 0 else (step, step / 2)
    return min(claim.low, value - down), max(claim.high, value + up)
