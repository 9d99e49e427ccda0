"""A report that rounds correctly never fails, whatever it sums, divides or compares, in every unit."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st
from rule_maker import COMPLETION, GROWTH, SHARE, TOTAL, UNITS, check, facts, only

from gouji.quantity import Unit
from gouji.relations.wording import decimal

MEASURED = sorted(symbol for symbol, unit in UNITS.table.items() if unit.dimension and not unit.counted)
COUNTED = sorted(symbol for symbol, unit in UNITS.table.items() if unit.counted and unit.dimension != "日")
RATES = ("%", "‰", "倍")

truths = st.fractions(min_value=Fraction(1, 1000), max_value=10**6, max_denominator=10**6)
places = st.integers(0, 3)


def printed(value: Fraction, unit: Unit, decimals: int) -> str:
    """A true value as an honest clerk prints it."""
    return decimal(value / unit.scale, decimals) + unit.symbol


Measure = tuple[Fraction, str]  # a true value, and how it is printed


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Measure, Measure]:
    """Two true values of one dimension, each printed in a unit of its own, or both counted."""
    symbol = draw(st.sampled_from(MEASURED + COUNTED))
    kin = [unit for unit in UNITS.table.values() if unit.dimension == UNITS.table[symbol].dimension]
    one, other = (draw(measures(draw(st.sampled_from(kin)))) for _ in range(2))
    # two figures printed alike are by convention one figure, whatever they were before rounding
    a, b = UNITS.parse(one[1]), UNITS.parse(other[1])
    assume(a and b and (a.value, a.step) != (b.value, b.step))
    return one, other


@st.composite
def measures(draw: st.DrawFn, unit: Unit) -> Measure:
    if unit.counted:
        count = draw(st.integers(1, 10**5))
        return Fraction(count), f"{count}{unit.symbol}"
    value = draw(truths) * unit.scale
    text = printed(value, unit, draw(places))
    assume(any(digit in "123456789" for digit in text))
    return value, text


def rate(value: Fraction, draw: st.DrawFn) -> str:
    return printed(value, UNITS.table[draw(st.sampled_from(RATES))], draw(places))


@given(st.data(), pairs())
def test_ratios(data: st.DataObject, pair: tuple[Measure, Measure]) -> None:
    (target, shown_target), (actual, shown_actual) = pair
    told = rate(actual / target, data.draw)
    completion = facts({"target": shown_target}, {"actual": shown_actual}, {"completion_rate": told})
    assert only(check([COMPLETION], completion)).verdict == "pass"
    share = facts({"denominator": shown_target}, {"numerator": shown_actual}, {"share": told})
    assert only(check([SHARE], share)).verdict == "pass"


@given(st.data(), pairs())
def test_growth(data: st.DataObject, pair: tuple[Measure, Measure]) -> None:
    (prior, shown_prior), (current, shown_current) = pair
    told = rate((current - prior) / prior, data.draw)
    growth = facts({"prior": shown_prior}, {"current": shown_current}, {"growth_rate": told})
    assert only(check([GROWTH], growth)).verdict == "pass"


@given(pairs(), st.sampled_from(RATES), places)
def test_what_is_cut_off_passes_too(pair: tuple[Measure, Measure], symbol: str, decimals: int) -> None:
    (target, shown_target), (actual, shown_actual) = pair
    unit = UNITS.table[symbol]
    step = unit.scale / 10**decimals
    cut = printed(actual / target // step * step, unit, decimals)
    completion = facts({"target": shown_target}, {"actual": shown_actual}, {"completion_rate": cut})
    assert only(check([COMPLETION], completion)).verdict == "pass"


@given(st.data(), st.sampled_from(MEASURED), st.lists(truths, min_size=1, max_size=9), places)
def test_sums(data: st.DataObject, symbol: str, parts: list[Fraction], decimals: int) -> None:
    unit = UNITS.table[symbol]
    shown = [printed(part * unit.scale, unit, decimals) for part in parts]
    total = printed(sum(parts, Fraction(0)) * unit.scale, unit, data.draw(st.integers(0, decimals)))
    rows = [{"part": part, "list": "甲"} for part in shown]
    result = only(check([TOTAL], facts({"total": total, "list": "甲", "says": "列全"}, *rows)))
    assert result.verdict == "pass"
