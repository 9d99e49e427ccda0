"""Equations carried back: the value one figure must have for a demand to hold."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache

from gouji.expression import parse
from gouji.relations.amounts import UndefinedError
from gouji.relations.evaluation import Scope, function
from gouji.relations.functions import amount
from gouji.relations.messages import NO_VALUE

# Given what an operation should come to and its other operand, what this operand is: (as left, as right).
UNDO: Mapping[type[ast.operator], tuple[Callable[..., Fraction], Callable[..., Fraction]]] = {
    ast.Add: (lambda out, right: out - right, lambda out, left: out - left),
    ast.Sub: (lambda out, right: out + right, lambda out, left: left - out),
    ast.Mult: (lambda out, right: out / right, lambda out, left: out / left),
    ast.Div: (lambda out, right: out * right, lambda out, left: left / out),
}


@lru_cache(maxsize=4096)
def equations(source: str) -> tuple[ast.Compare, ...]:
    """Every `=` in a demand."""
    nodes = ast.walk(parse(source)) if source else ()
    return tuple(n for n in nodes if isinstance(n, ast.Compare) and isinstance(n.ops[0], ast.Eq))


@lru_cache(maxsize=4096)
def agreeing(source: str) -> tuple[str, ...]:
    """The names of which a demand says that all are one number."""
    calls = [n for n in ast.walk(parse(source)) if isinstance(n, ast.Call)] if source else []
    return tuple(
        argument.id
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "agree"
        for argument in call.args
        if isinstance(argument, ast.Name)
    )


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


@lru_cache(maxsize=4096)
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
