"""What the functions of the rule language compute. `gouji.expression.FUNCTIONS` says how they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import lcm

from gouji.finding import Relation
from gouji.relations.amounts import (
    Amount,
    NothingError,
    Order,
    Reading,
    Truth,
    UndefinedError,
    exactly,
    ordered,
    shortened,
)

Bands = Mapping[str, Fraction]  # label → lower bound (highest first) or number
# texts and amounts, verdicts, collections of them, the bands a number may be in, tables, conditions
Value = Amount | str | Relation | list["Value"] | frozenset[str] | Bands | Truth

BOUNDS: Mapping[str, Order] = {"≤": "<=", "=": "=", ">": ">", "<": "<"}


def amount(value: Value) -> Amount:
    """The value as a number; UndefinedError if it is none."""
    if isinstance(value, Amount):
        return value
    raise UndefinedError(f"“{value}”不是数" if isinstance(value, str) else "这里要一个数")


def members(value: Value) -> list[Value]:
    """A collection's members; anything else is a collection of one."""
    return value if isinstance(value, list) else [value]


def label(value: Value) -> str:
    """What tells a value from others."""
    if isinstance(value, Amount):
        return f"{value.figure.value if value.figure else value.low}"
    if isinstance(value, Relation):
        return "|".join((value.rule.id, *value.key))
    return str(value)


def labels(value: Value) -> set[str]:
    """The labels of a text, of a collection of texts, or of the bands a number may be in."""
    if isinstance(value, frozenset):
        return set(value)
    return {label(one) for member in members(value) for one in members(member)}


def gathered(values: Iterable[Value]) -> list[Amount]:
    """All amounts of some arguments, which must be of one dimension and not none."""
    found = [amount(one) for value in values for one in members(value)]
    if not found:
        raise NothingError("没有可汇总的数据")
    dimensions = {one.dimension for one in found}
    if len(dimensions) > 1:
        raise UndefinedError("单位不同：" + " 与 ".join(sorted(one or "无" for one in dimensions)))
    return found


def total(values: list[Value], _: Reading) -> Amount:
    """The sum."""
    found = gathered(values)
    low = high = added([one.low for one in found])
    if any(one.high is not one.low for one in found):
        high = added([one.high for one in found])
    return Amount(low, high, found[0].dimension)


def added(values: list[Fraction]) -> Fraction:
    """The sum over one common denominator: fractions added one by one reduce at every step."""
    denominator = lcm(*(one.denominator for one in values))
    return Fraction(sum(one.numerator * (denominator // one.denominator) for one in values), denominator)


def picked(choose: Callable[[list[Fraction]], Fraction]) -> Callable[[list[Value], Reading], Amount]:
    """min, max and median: chosen among the lower ends and among the upper ends."""

    def choice(values: list[Value], _: Reading) -> Amount:
        found = gathered(values)
        return Amount(choose([one.low for one in found]), choose([one.high for one in found]), found[0].dimension)

    return choice


def middle(values: Iterable[Fraction]) -> Fraction:
    """The median."""
    found = sorted(values)
    return (found[(len(found) - 1) // 2] + found[len(found) // 2]) / 2


def mad(values: list[Value], _: Reading) -> Amount:
    """The median absolute deviation from the median, of the figures' middles."""
    found = gathered(values)
    middles = [(one.low + one.high) / 2 for one in found]
    centre = middle(middles)
    return exactly(middle(abs(one - centre) for one in middles), found[0].dimension)


def absolute(values: list[Value], _: Reading) -> Amount:
    """The amount without its sign."""
    a = amount(values[0])
    ends = sorted((abs(a.low), abs(a.high)))
    return Amount(Fraction(0) if a.low <= 0 <= a.high else ends[0], ends[1], a.dimension)


def count(values: list[Value], _: Reading) -> Amount:
    """How many there are."""
    return exactly(len(members(values[0])))


def distinct(values: list[Value], _: Reading) -> Amount:
    """How many different ones there are."""
    return exactly(len(labels(values[0])))


def agree(values: list[Value], reading: Reading) -> Truth:
    """Whether all could be one number: as printed, each shortened to the coarsest; else, some value common to all."""
    found = gathered(values)
    if reading in ("printed", "cut"):
        coarsest = max(found, key=lambda one: one.step)
        told = [ordered("=", coarsest, one, reading) for one in found]
        return Truth(all(one.may_hold for one in told), any(one.may_fail for one in told))
    common = max(one.low for one in found) <= min(one.high for one in found)
    return Truth(common, len({one[:2] for one in found}) > 1)


def covers(values: list[Value], _: Reading) -> Truth:
    """Whether every one that is due (second) is among those there are (first)."""
    there, due = map(labels, values)
    return Truth(due <= there, not due <= there)


def band(values: list[Value], _: Reading) -> frozenset[str]:
    """The bands of a table (highest first) that a number may be in."""
    n, bands = amount(values[0]), table(values[1])
    return frozenset(next((name for name, low in bands.items() if end >= low), "无") for end in (n.low, n.high))


def table(value: Value) -> Bands:
    """The value as a table; UndefinedError if it is none."""
    if isinstance(value, Mapping):
        return value
    raise UndefinedError("这里要一张参数表")


def lookup(values: list[Value], _: Reading) -> Amount:
    """The number a table gives for one label."""
    numbers, asked = table(values[0]), labels(values[1])
    if len(asked) != 1 or not asked <= set(numbers):
        raise UndefinedError(f"参数表中没有：{'、'.join(sorted(asked))}")
    return exactly(numbers[asked.pop()])


def meets(values: list[Value], reading: Reading) -> Truth:
    """Whether the actual does what the target asks (≥ unless printed otherwise).

    A target is a norm: exact, unless it is printed as a loose one (约60人) and the reading is `wide`.
    """
    actual, target = map(amount, values)
    figure = target.figure
    norm = exactly(figure.value if figure else target.low, target.dimension)
    if figure and figure.hedge and reading == "wide":
        norm = Amount(target.low, target.high, target.dimension)
    order = BOUNDS.get(figure.bound, ">=") if figure else ">="
    return ordered(order, Amount(*actual[:3]), norm, "rounded")


def attainable(values: list[Value], reading: Reading) -> Truth:
    """Whether some whole number k of n prints as this percentage (GRIM); of 约45份 nobody can tell."""
    share, sample = map(amount, values)
    if share.figure is None:
        raise UndefinedError("attainable 要报告里印出的百分比")
    if reading == "wide" and any(one.figure and one.figure.hedge for one in (share, sample)):
        return Truth(may_hold=True, may_fail=True)
    low, high = (end * sample.high for end in (share.figure.rounded.low, share.figure.rounded.high))
    fits = -(-low.numerator // low.denominator) <= high
    return Truth(fits, not fits)


def number(values: list[Value], _: Reading) -> Amount:
    """The figure as printed, without its unit."""
    a = amount(values[0])
    scale = a.figure.scale if a.figure else Fraction(1)
    return Amount(a.low / scale, a.high / scale, "", a.step / scale)


COMPUTE: Mapping[str, Callable[[list[Value], Reading], Value]] = {
    "sum": total,
    "count": count,
    "distinct": distinct,
    "min": picked(min),
    "max": picked(max),
    "median": picked(middle),
    "mad": mad,
    "abs": absolute,
    "agree": agree,
    "covers": covers,
    "band": band,
    "lookup": lookup,
    "meets": meets,
    "attainable": attainable,
    "number": number,
}
__all__ = ["COMPUTE", "Value", "amount", "label", "labels", "members", "shortened"]
