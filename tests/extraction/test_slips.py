"""How printed figures can be one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.extraction.slips import keys, nearness
from gouji.quantity import Quantity, Unit, measure


def figure(digits: str, *, counted: bool = False, times: int = 1) -> Quantity:
    """A figure from its digits, so many times its unit."""
    return measure(digits, digits, Unit("元", "元", Fraction(1), counted), multiple=times)


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        ("1,264", "1,246", "swapped"),
        ("301.4", "314.0", "shuffled"),
        ("10.773", "10.377", "swapped"),
        ("8887", "8987", "near"),
        ("10.79", "10.779", "near"),
        ("15.48", "15.5", "same"),
        ("120", "480", ""),
        ("0", "15", ""),
    ],
)
def test_nearness(a: str, b: str, how: str) -> None:
    assert nearness(figure(a), figure(b)) == how


def test_another_scale() -> None:
    assert nearness(figure("21.3", times=10**8), figure("21.3", times=10**4)) == "unit"
    assert nearness(figure("2.13", times=10**4), figure("21.3", times=10**4)) == "scaled"


def test_things_counted_never_round() -> None:
    assert nearness(figure("1264", counted=True), figure("1265", counted=True)) == "near"


@given(st.integers(1000, 10**7), st.integers(0, 5))
def test_a_swap_is_seen_both_ways_and_shares_a_key(number: int, at: int) -> None:
    digits = str(number)
    at %= len(digits) - 1
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    if digits[at] == digits[at + 1] or swapped.startswith("0"):
        return
    a, b = figure(digits, counted=True), figure(swapped, counted=True)
    assert nearness(a, b) == nearness(b, a) == "swapped"
    assert keys(a) & keys(b)
