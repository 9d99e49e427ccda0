"""Repairs: what one figure would have to be for a rule to hold, the likeliest first."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from gouji.document import Span
from gouji.expression import parse
from gouji.fact import Fact
from gouji.finding import Bound, Relation, Repair, Verdict
from gouji.relations.amounts import UndefinedError, shortened
from gouji.relations.evaluation import Scope, function
from gouji.relations.functions import amount
from gouji.relations.judging import judge
from gouji.relations.messages import NO_VALUE
from gouji.relations.wording import like

Names = Mapping[str, Bound]
Borne = frozenset[Span | str]  # the figures that other relations bear out, by where they stand
# Given what an operation should come to and its other operand, what this operand is: (as left, as right).
UNDO: Mapping[type[ast.operator], tuple[Callable[..., Fraction], Callable[..., Fraction]]] = {
    ast.Add: (lambda out, right: out - right, lambda out, left: out - left),
    ast.Sub: (lambda out, right: out + right, lambda out, left: left - out),
    ast.Mult: (lambda out, right: out / right, lambda out, left: out / left),
    ast.Div: (lambda out, right: out * right, lambda out, left: left / out),
}


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
    """What each figure would have to be, for every `=` in the demand; only what would then pass.

    First what no other relation speaks against; there a slip of the pen, then the claim, then the rest.
    """
    offered: dict[tuple[str, str, str], tuple[tuple[bool, bool, bool, str], Repair]] = {}
    for equation in equations(relation.rule.expect):
        claim = equation.left.id if isinstance(equation.left, ast.Name) else ""
        for name, fact, trial, names in _trials(equation, relation.names, values):
            if judge(relation.rule, names, values)[0] is Verdict.PASS:
                order = (standing(fact) in borne, not slip(fact.text, trial.text), name != claim, name)
                offered.setdefault((name, fact.id, trial.text), (order, Repair(name, fact, trial.text)))
    return tuple(repair for _, repair in sorted(offered.values(), key=lambda one: one[0]))


def _trials(equation: ast.Compare, names: Names, values: Scope) -> Iterator[tuple[str, Fact, Fact, Names]]:
    """Each figure that could be carried back: its name, the fact as it is and as it would be, and all names then.

    Of a sum any part could be wrong, so only those are tried that a slip of the pen explains.
    """
    scope = {**values, **names}
    for name, bound in names.items():
        wanted = needed(equation, name, scope)
        if wanted is None:
            continue
        if isinstance(bound, Fact):
            if trial := _reprinted(bound, wanted):
                yield name, bound, trial, {**names, name: trial}
        elif isinstance(bound, tuple):
            parts = [one for one in bound if isinstance(one, Fact) and one.figure]
            short = wanted - sum((one.figure.value for one in parts if one.figure), Fraction(0))
            for one in parts:
                trial = _reprinted(one, one.figure.value + short) if one.figure else None
                if trial and slip(one.text, trial.text):
                    yield name, one, trial, {**names, name: tuple(trial if x is one else x for x in bound)}


@lru_cache(maxsize=4096)
def equations(source: str) -> tuple[ast.Compare, ...]:
    """Every `=` in a demand."""
    nodes = ast.walk(parse(source)) if source else ()
    return tuple(n for n in nodes if isinstance(n, ast.Compare) and isinstance(n.ops[0], ast.Eq))


def needed(equation: ast.Compare, name: str, scope: Scope) -> Fraction | None:
    """The value a name must have for the equation to hold as printed; None if it cannot be carried back."""
    left, right = equation.left, equation.comparators[0]
    if _mentions(left, name) + _mentions(right, name) != 1:
        return None
    side, other = (left, right) if _mentions(left, name) else (right, left)
    try:
        return _solve(side, name, _point(other, scope), scope)
    except (*NO_VALUE, ZeroDivisionError):
        return None


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
    return "agree(" in source or any(_calculates(equation) for equation in equations(source))


def _calculates(equation: ast.Compare) -> bool:
    return any(isinstance(node, ast.BinOp | ast.Call) for node in ast.walk(equation))


def _mentions(node: ast.expr, name: str) -> int:
    return sum(isinstance(n, ast.Name) and n.id == name for n in ast.walk(node))


def _point(node: ast.expr, scope: Scope) -> Fraction:
    return amount(function(node)(scope, "printed")).low


def _solve(node: ast.expr, name: str, wanted: Fraction, scope: Scope) -> Fraction:
    """Undo one operation at a time down the only path to the name."""
    if isinstance(node, ast.Name) or (isinstance(node, ast.Call) and _sums(node)):
        return wanted
    if not isinstance(node, ast.BinOp):
        raise UndefinedError("此处不能反推")
    left = bool(_mentions(node.left, name))
    path, other = (node.left, node.right) if left else (node.right, node.left)
    undo = UNDO[type(node.op)][0 if left else 1]
    return _solve(path, name, undo(wanted, _point(other, scope)), scope)


def _sums(node: ast.Call) -> bool:
    """Whether it is the sum of one name's collection: what that must come to is known, if not which part is wrong."""
    return isinstance(node.func, ast.Name) and node.func.id == "sum" and [type(arg) for arg in node.args] == [ast.Name]


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
