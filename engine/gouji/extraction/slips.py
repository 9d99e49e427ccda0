"""How two printed figures can be one: equal, digits swapped, another scale, one digit changed, or nearly equal."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from gouji.quantity import Quantity

Nearness = Literal["same", "swapped", "shuffled", "scaled", "unit", "near", ""]

SCALES = frozenset(Fraction(10) ** n for n in (1, 2, 3, 4, 8))
UNIT_WORDS = frozenset(Fraction(10) ** n for n in (4, 8))  # 万, 亿
NEAR = Fraction(1, 50)
TELLING = 3  # significant digits below which a figure may repeat by chance


def digits(figure: Quantity) -> str:
    """The printed digits without grouping commas and point."""
    return figure.digits.replace(",", "").replace(".", "")


def telling(figure: Quantity) -> int:
    """Significant digits: those between the outer zeros."""
    return len(digits(figure).strip("0"))


def nearness(a: Quantity, b: Quantity) -> Nearness:
    """How two figures of one dimension are alike; empty if they are simply different."""
    if a.value == b.value or (abs(a.value - b.value) <= max(a.step, b.step) / 2 and not (a.counted or b.counted)):
        return "same"
    if not a.value or not b.value:
        return ""
    x, y = digits(a), digits(b)
    ratio = max(a.value, b.value) / min(a.value, b.value)
    if x.strip("0") == y.strip("0") and ratio in SCALES:
        return "unit" if a.digits == b.digits and ratio in UNIT_WORDS else "scaled"
    changed = unlike(a, b)
    if changed and sorted(x) == sorted(y):
        return "swapped" if changed == 2 else "shuffled"  # noqa: PLR2004
    return "near" if (changed == 1 and len(x) >= TELLING) or ratio - 1 <= NEAR else ""


def unlike(a: Quantity, b: Quantity) -> int:
    """How many digits differ between figures printed alike; 0 of figures printed otherwise."""
    x, y = digits(a), digits(b)
    return sum(p != q for p, q in zip(x, y, strict=True)) if a.step == b.step and len(x) == len(y) else 0


def keys(figure: Quantity) -> set[tuple[str, str]]:
    """What figures that can be one share: their value, their digits in any order or scale, all digits but one."""
    x = digits(figure)
    found = {("值", str(figure.value)), ("数字", "".join(sorted(x))), ("量级", x.strip("0"))}
    if len(x) >= TELLING:
        found |= {("一位", x[:k] + "?" + x[k + 1 :]) for k in range(len(x))}
    return found
