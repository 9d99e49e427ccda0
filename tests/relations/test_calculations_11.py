"""Sums against Calculations 1.1 of XBRL, whose rule is written out here: intervals of the figures, added, must overlap."""

from __future__ import annotations

from decimal import Decimal

import pytest
from judged_sums import by_rule, cut, rounded
from sum_groups import Figure, Group, groups

from gouji import packs
from gouji.finding import Verdict

BOOK = packs.load()
GROUPS = list(groups(800, seed=11))


def span(figure: Figure, *, cut_off: bool) -> tuple[Decimal, Decimal, bool]:
    """Low and high end, and whether they belong to it: what rounds to the figure, or what is cut to it."""
    value, step = figure.value, figure.step
    if not cut_off or not step:
        return value - step / 2, value + step / 2, True
    return (value - step if value <= 0 else value), (value + step if value >= 0 else value), False


def consistent(group: Group, *, cut_off: bool) -> bool:
    """Of cut figures each interval lacks its end away from zero, so that sums that only touch the total's do not meet."""
    low, high, whole = span(group.total, cut_off=cut_off)
    parts = [span(one, cut_off=cut_off) for one in group.parts]
    least, most = sum((one[0] for one in parts), Decimal(0)), sum((one[1] for one in parts), Decimal(0))
    if whole and all(one[2] for one in parts):
        return low <= most and least <= high
    return (low < most and least < high) or (low == high == least == most)


@pytest.mark.parametrize("group", GROUPS[:3], ids=lambda one: one.name)
def test_groups_are_what_they_say(group: Group) -> None:
    assert 2 <= len(group.parts) <= 8


def test_rounded_figures_meet_as_calculations_say() -> None:
    apart = [one for one in GROUPS if rounded(one, BOOK) != consistent(one, cut_off=False)]
    assert not apart


def test_cut_figures_meet_as_calculations_say() -> None:
    apart = [one for one in GROUPS if cut(one, BOOK) != consistent(one, cut_off=True)]
    assert not apart


def test_what_the_rule_calls_wrong_neither_rounded_nor_cut_figures_explain() -> None:
    told = by_rule(GROUPS, BOOK)
    wrong = [one for one in GROUPS if told[one.name][0] is Verdict.FAIL]
    assert len(wrong) > 200
    assert not any(consistent(one, cut_off=mode) for one in wrong for mode in (False, True))


def test_what_the_rule_lets_pass_rounded_or_cut_figures_explain() -> None:
    """Its claim alone may have been cut, from parts that were rounded: that is neither of the two modes, and has a note."""
    told = by_rule(GROUPS, BOOK)
    passed = [one for one in GROUPS if told[one.name][0] is Verdict.PASS]
    assert len(passed) > 200
    neither = [one for one in passed if not consistent(one, cut_off=False) and not consistent(one, cut_off=True)]
    assert {told[one.name][1] for one in neither} <= {"尾差", "截位"}


def test_many_parts_all_cut_are_asked_about() -> None:
    """A total of 5 cut parts may be 4 last places above them, 5 if it was rounded itself; of rounded parts it is 3 at most."""
    parts = tuple(Figure("20.00万元", Decimal(200_000), -2) for _ in range(5))
    above = range(3, 7)
    totals = [Group(f"100.0{n}万元", Figure(f"100.0{n}万元", Decimal(1_000_000 + 100 * n), -2), parts) for n in above]
    told = by_rule(totals, BOOK)
    asked = (Verdict.REVIEW, "逐项截位")
    assert [told[one.name] for one in totals] == [(Verdict.PASS, "尾差"), asked, asked, (Verdict.FAIL, "")]
    assert [consistent(one, cut_off=True) for one in totals] == [True, True, False, False]
