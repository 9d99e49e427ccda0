"""Functions of a collection that many anchors share."""

from __future__ import annotations

from rule_maker import facts

from gouji.fact import Fact
from gouji.relations.evaluation import holds


def amounts(*printed: str) -> tuple[Fact, ...]:
    return tuple(facts(*({"amount": text} for text in printed)))


def test_what_is_worked_out_of_one_collection_is_never_told_of_another() -> None:
    low = amounts(*(f"{n}.0亩" for n in range(1, 10)))
    high = amounts(*(f"{n}.0亩" for n in range(11, 20)))
    for _ in range(2):
        for many, middle in ((low, "5.0亩"), (high, "15.0亩")):
            (one,) = amounts(middle)
            assert holds("一 = median(各)", {"一": one, "各": many}, "printed").may_hold
            assert not holds("一 != median(各)", {"一": one, "各": many}, "printed").may_hold


def test_each_reading_is_worked_out_by_itself() -> None:
    many = amounts(*(f"{n}.1亩" for n in range(1, 10)))
    (total,) = amounts("46.2亩")  # 45.9 and nine roundings
    assert not holds("合 = sum(各)", {"合": total, "各": many}, "printed").may_hold
    assert holds("合 = sum(各)", {"合": total, "各": many}, "rounded").may_hold
    assert not holds("合 = sum(各)", {"合": total, "各": many}, "printed").may_hold
