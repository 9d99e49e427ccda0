"""How gouji judges groups of `sum_groups`: by its rule, and by its interval arithmetic for rounded or for cut figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from sum_groups import Figure, Group

from gouji import packs
from gouji.checker import check_facts
from gouji.document import Document
from gouji.fact import Fact, FactSet, Profile
from gouji.finding import Verdict
from gouji.quantity import Quantity
from gouji.relations.amounts import Amount
from gouji.relations.functions import agree, total
from gouji.rule import RuleBook, RulesInForce

RULE = "total-eq-parts"
AT_ONCE = 100  # groups in one report
BEYOND = 1000  # an open end is closed this many times less than a step before it: figures are whole steps


def by_rule(groups: Iterable[Group], book: RuleBook) -> Mapping[str, tuple[Verdict, str]]:
    """Each group's verdict and note by the shipped rule, as in a report whose totals list all their parts."""
    in_force = packs.in_force(book, Profile())
    rules = RulesInForce(tuple(one for one in in_force.rules if one.id == RULE), in_force.parameters)
    told: dict[str, tuple[Verdict, str]] = {}
    every = list(groups)
    for start in range(0, len(every), AT_ONCE):
        facts = tuple(fact for group in every[start : start + AT_ONCE] for fact in _facts(group, book))
        result = check_facts(FactSet(Profile(), facts), Document("和.json", "json", "", ()), rules)
        told |= {one.key[1]: (one.verdict, one.note) for one in result.relations}
    return told


def _facts(group: Group, book: RuleBook) -> Iterable[Fact]:
    places = {"report": "本报告", "list": group.name}
    for n, one in enumerate((group.total, *group.parts)):
        role, says = ("part", ()) if n else ("total", ("列全",))
        yield Fact(f"{group.name}-{n}", role, one.text, places, says, quantity(one, book))


def quantity(figure: Figure, book: RuleBook) -> Quantity:
    """The figure as gouji reads it."""
    read = book.vocabulary.units.parse(figure.text)
    assert read is not None
    assert (read.value, read.step) == (Fraction(figure.value), Fraction(figure.step or 1))
    return read


def rounded(group: Group, book: RuleBook) -> bool:
    """Whether values that round to what is printed add up."""
    return _meet([_ends(one, one.rounded.low, one.rounded.high) for one in _quantities(group, book)])


def cut(group: Group, book: RuleBook) -> bool:
    """Whether values that print so when cut off, towards zero, add up: from the figure on to short of its next step."""
    ends = []
    finest = min((one.step for one in _quantities(group, book)), default=Fraction(1))
    for one in _quantities(group, book):
        reach = Fraction(0) if one.counted else one.step - finest / BEYOND
        up, down = (reach if one.value >= 0 else 0), (reach if one.value <= 0 else 0)
        ends.append(_ends(one, one.value - down, one.value + up))
    return _meet(ends)


def _quantities(group: Group, book: RuleBook) -> list[Quantity]:
    return [quantity(one, book) for one in (group.total, *group.parts)]


def _ends(one: Quantity, low: Fraction, high: Fraction) -> Amount:
    return Amount(low, high, one.dimension, one.step, one)


def _meet(ends: list[Amount]) -> bool:
    claim, *parts = ends
    return agree([claim, total(list(parts), "rounded")], "rounded").may_hold
