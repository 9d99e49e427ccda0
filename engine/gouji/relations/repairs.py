"""Repairs: what one figure would have to be for a rule to hold, the likeliest first."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from gouji.document import Span
from gouji.fact import Fact
from gouji.finding import Bound, Relation, Repair, Verdict
from gouji.relations.amounts import shortened
from gouji.relations.evaluation import Scope
from gouji.relations.judging import judge
from gouji.relations.solving import agreeing, equations, needed
from gouji.relations.wording import like

Names = Mapping[str, Bound]
Trial = tuple[str, str, Fact, Fact, Names]
MOST_ALIKE = 8  # figures that should agree; of more, no one is the odd one out at a glance
Borne = frozenset[Span | str]  # the figures that other relations bear out, by where they stand


def borne_out(relations: Iterable[Relation]) -> Borne:
    """The figures that take part in an equality that holds: they are likely right."""
    return frozenset(
        standing(fact)
        for relation in relations
        if relation.verdict is Verdict.PASS and not relation.excuses and _binding(relation.rule.expect)
        for fact in figures(relation.names.values())
    )


def figures(bound: Iterable[Bound]) -> Iterator[Fact]:
    """The facts with a figure among what some names are bound to, collections included."""
    for one in bound:
        for item in one if isinstance(one, tuple) else (one,):
            if isinstance(item, Fact) and item.figure:
                yield item


def standing(fact: Fact) -> Span | str:
    """Where a figure stands; two facts made of the same characters are the same figure."""
    return fact.span or fact.id


def repairs(relation: Relation, values: Scope, borne: Borne = frozenset()) -> tuple[Repair, ...]:
    """What each figure would have to be, for every `=` and `agree` in the demand; only what would then pass.

    First what no other relation speaks against; there a slip of the pen, then the claim, then the rest.
    """
    offered: dict[tuple[str, str, str], tuple[tuple[bool, bool, bool, str], Repair]] = {}
    for claim, name, fact, trial, names in _trials(relation.rule.expect, relation.names, values):
        if judge(relation.rule, names, values)[0] is Verdict.PASS:
            order = (standing(fact) in borne, not slip(fact.text, trial.text), name != claim, name)
            offered.setdefault((name, fact.id, trial.text), (order, Repair(name, fact, trial.text)))
    return tuple(repair for _, repair in sorted(offered.values(), key=lambda one: one[0]))


def _trials(demand: str, names: Names, values: Scope) -> Iterator[Trial]:
    """Each figure that could be another: the claim's name, its own, the fact as it is and as it would be, all names."""
    for equation in equations(demand):
        claim = equation.left.id if isinstance(equation.left, ast.Name) else ""
        for name, bound in names.items():
            wanted = needed(equation, name, {**values, **names})
            if wanted is None:
                continue
            if isinstance(bound, tuple):
                yield from _of_a_sum(claim, name, wanted, names)
            elif isinstance(bound, Fact) and (trial := _reprinted(bound, wanted)):
                yield claim, name, bound, trial, {**names, name: trial}
    for name in agreeing(demand):
        yield from _of_equals(name, names)


def _of_a_sum(claim: str, name: str, wanted: Fraction, names: Names) -> Iterator[Trial]:
    """Of a sum any part could be wrong, so only those are tried that a slip of the pen explains."""
    parts = list(figures([names[name]]))
    short = wanted - sum((one.figure.value for one in parts if one.figure), Fraction(0))
    for one in parts:
        trial = _reprinted(one, one.figure.value + short) if one.figure else None
        if trial and slip(one.text, trial.text):
            yield claim, name, one, trial, _with(names, name, one, trial)


def _of_equals(name: str, names: Names) -> Iterator[Trial]:
    """Of figures that should agree, each as each of the others."""
    stated = list(figures([names.get(name, ())]))
    for one in stated if len(stated) <= MOST_ALIKE else ():
        for value in dict.fromkeys(other.figure.value for other in stated if other.figure):
            if trial := _reprinted(one, value):
                yield "", name, one, trial, _with(names, name, one, trial)


def _with(names: Names, name: str, fact: Fact, trial: Fact) -> Names:
    """The names with one fact of a collection changed."""
    bound = names[name]
    return {**names, name: tuple(trial if one is fact else one for one in bound)} if isinstance(bound, tuple) else names


def slip(wrong: str, right: str) -> bool:
    """Whether one may be written for the other: a digit changed, lost or added, or two neighbours swapped."""
    if len(wrong) == len(right):
        apart = [n for n, pair in enumerate(zip(wrong, right, strict=True)) if pair[0] != pair[1]]
        if len(apart) == 2 and apart[1] == apart[0] + 1:  # noqa: PLR2004 - two neighbours
            return wrong[apart[0]] == right[apart[1]] and wrong[apart[1]] == right[apart[0]]
        return len(apart) == 1
    longer, shorter = sorted((wrong, right), key=len, reverse=True)
    return any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))


@lru_cache(maxsize=4096)
def _binding(source: str) -> bool:
    """Whether the demand ties its figures to one another, so that holding by chance is unlikely."""
    return bool(agreeing(source)) or any(_calculates(equation) for equation in equations(source))


def _calculates(equation: ast.Compare) -> bool:
    return any(isinstance(node, ast.BinOp | ast.Call) for node in ast.walk(equation))


def _reprinted(fact: Fact, value: Fraction) -> Fact | None:
    """The fact with another value, printed like the original; None if it has no figure or would print the same."""
    figure = fact.figure
    if figure is None or not figure.step:
        return None
    value = shortened(value, figure.step)
    printed = like(value, figure)
    if value == figure.value:
        return None
    return replace(fact, text=printed, figure=replace(figure, printed=printed, value=value, hedge=""))
