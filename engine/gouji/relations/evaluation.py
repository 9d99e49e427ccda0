"""Expressions made into functions, once each: a scope and a reading go in, a value comes out."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from gouji.expression import parse
from gouji.fact import Fact
from gouji.finding import Bound, Relation
from gouji.matching import place
from gouji.quantity import Quantity
from gouji.relations.amounts import (
    Amount,
    Operator,
    Order,
    Reading,
    Truth,
    UndefinedError,
    calculate,
    exactly,
    negative,
    under,
)
from gouji.relations.amounts import ordered as order_amounts
from gouji.relations.functions import COMPUTE, Value, amount, labels
from gouji.rule import ParameterValue

Scope = Mapping[str, Bound | ParameterValue]
Evaluate = Callable[[Scope, Reading], Value]
OPERATORS: Mapping[type[ast.operator], Operator] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
ORDERS: Mapping[type[ast.cmpop], Order] = {
    ast.Eq: "=",
    ast.NotEq: "=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


SHARED, MOST_KEPT = 8, 4096  # members of a collection worth remembering, and collections remembered


class MissingError(Exception):
    """A parameter without a value in the report's fiscal year; `str()` is its name."""


@lru_cache(maxsize=4096)
def compiled(source: str) -> Evaluate:
    """The function of one expression of a rule."""
    return function(parse(source))


def holds(source: str, scope: Scope, reading: Reading) -> Truth:
    """A condition under a reading."""
    return truth(compiled(source)(scope, reading))


def truth(value: Value) -> Truth:
    """The value as a condition; UndefinedError if it is none."""
    if isinstance(value, Truth):
        return value
    raise UndefinedError("这里要一个条件")


@lru_cache(maxsize=4096)
def function(node: ast.expr) -> Evaluate:  # noqa: C901, PLR0911, PLR0912 - one case for each kind of node
    """One node of a parsed expression, as a function; nodes are told apart by identity, for parsing keeps its trees."""
    match node:
        case ast.Constant(value=str() as text):
            return lambda _scope, _reading: text
        case ast.Constant(value=Decimal() as decimal):
            constant = exactly(Fraction(decimal))
            return lambda _scope, _reading: constant
        case ast.Name(id=name):
            return _name(name)
        case ast.Attribute(value=ast.Name(id=name), attr=attribute):
            return lambda scope, reading: reached(_named(scope, name), attribute, reading)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _denial(function(operand))
        case ast.UnaryOp(operand=operand):
            inner = function(operand)
            return lambda scope, reading: negative(amount(inner(scope, reading)))
        case ast.BinOp(left=left, op=op, right=right):
            return _operation(OPERATORS[type(op)], function(left), function(right))
        case ast.BoolOp(op=op, values=values):
            return _junction([function(one) for one in values], both=isinstance(op, ast.And))
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            return _comparison([function(one) for one in (left, *comparators)], ops)
        case ast.Call(func=ast.Name(id="count"), args=[ast.Name(id=name)]):
            return _count(name)
        case ast.Call(func=ast.Name(id=name), args=[ast.Name(id=collection)]):
            return _of_one(name, collection)
        case ast.Call(func=ast.Name(id=name), args=args):
            return _call(name, [function(one) for one in args])
        case _:
            raise AssertionError(f"the parser let {ast.dump(node)} through")


def _named(scope: Scope, name: str) -> Bound | ParameterValue:
    try:
        return scope[name]
    except KeyError:
        raise MissingError(name) from None


def _name(name: str) -> Evaluate:
    def shown(scope: Scope, reading: Reading) -> Value:
        thing = _named(scope, name)
        if isinstance(thing, Fact) and thing.figure:  # as `seen` does, at once: most names are figures
            return under(reading, thing.figure)
        return seen(thing, reading)

    return shown


def seen(thing: Bound | ParameterValue, reading: Reading) -> Value:
    """What a name stands for: a fact its figure, or else its text; a verdict itself; a parameter its value."""
    if isinstance(thing, Fact):
        return under(reading, thing.figure) if thing.figure else thing.text
    if isinstance(thing, Quantity):
        return under(reading, thing)
    if isinstance(thing, tuple):
        return [seen(one, reading) for one in thing]
    return thing


def reached(thing: Bound | ParameterValue, attribute: str, reading: Reading) -> Value:
    """`name.attribute`: of a verdict what its rule bound; of anything a place or its words; of many, all of theirs."""
    if isinstance(thing, tuple):
        each = [reached(one, attribute, reading) for one in thing]
        return [one for value in each for one in (value if isinstance(value, list) else [value])]
    if isinstance(thing, Relation):
        bound = thing.names.get(attribute)
        return place(thing, attribute) or "" if bound is None else seen(bound, reading)
    if not isinstance(thing, Fact):
        raise UndefinedError(f"参数没有“{attribute}”")
    return list(thing.says) if attribute == "says" else place(thing, attribute) or ""


def _denial(inner: Evaluate) -> Evaluate:
    """A denial is about the figures as printed; under a wider reading it could never be proven wrong."""

    def denied(scope: Scope, _: Reading) -> Truth:
        told = truth(inner(scope, "printed"))
        return Truth(told.may_fail, told.may_hold)

    return denied


def _operation(operator: Operator, left: Evaluate, right: Evaluate) -> Evaluate:
    return lambda scope, reading: calculate(operator, amount(left(scope, reading)), amount(right(scope, reading)))


def _junction(sides: list[Evaluate], *, both: bool) -> Evaluate:
    most, least = (all, any) if both else (any, all)

    def joined(scope: Scope, reading: Reading) -> Truth:
        told = [truth(side(scope, reading)) for side in sides]
        return Truth(most(one.may_hold for one in told), least(one.may_fail for one in told))

    return joined


def _comparison(sides: list[Evaluate], operators: list[ast.cmpop]) -> Evaluate:
    orders = [(ORDERS[type(op)], isinstance(op, ast.NotEq)) for op in operators]
    printed = any(differs for _, differs in orders)
    if len(orders) == 1:
        ((order, differs),), (left, right) = orders, sides

        def one(scope: Scope, reading: Reading) -> Truth:
            reading = "printed" if printed else reading
            return compare(order, left(scope, reading), right(scope, reading), reading, differs=differs)

        return one

    def compared(scope: Scope, reading: Reading) -> Truth:
        reading = "printed" if printed else reading
        values = [side(scope, reading) for side in sides]
        pairs = zip(orders, values, values[1:], strict=False)
        told = [compare(order, a, b, reading, differs=differs) for (order, differs), a, b in pairs]
        return Truth(all(one.may_hold for one in told), any(one.may_fail for one in told))

    return compared


def compare(order: Order, a: Value, b: Value, reading: Reading, *, differs: bool = False) -> Truth:
    """Amounts by their values; texts, collections of texts and bands are equal when they have a label in common."""
    if isinstance(a, Amount) and isinstance(b, Amount):
        told = order_amounts(order, a, b, reading)
    elif isinstance(a, tuple) and isinstance(b, tuple):
        told = order_amounts(order, amount(a), amount(b), reading)
    elif isinstance(a, tuple) or isinstance(b, tuple) or order != "=":
        raise UndefinedError("数与文字不能相比")
    else:
        common = bool(labels(a) & labels(b))
        doubtful = any(isinstance(side, frozenset) and len(side) > 1 for side in (a, b))
        told = Truth(common, doubtful or not common)
    return Truth(told.may_fail, told.may_hold) if differs else told


def _count(name: str) -> Evaluate:
    """How many a name is bound to: known without looking at any of them."""

    def counted(scope: Scope, _: Reading) -> Value:
        thing = _named(scope, name)
        return exactly(len(thing) if isinstance(thing, tuple) else 1)

    return counted


def _of_one(name: str, collection: str) -> Evaluate:
    """A function of one collection: of the same one, which many anchors may share, it is worked out once.

    A collection is told by identity; it is kept with its values, so that no other can take its place.
    """
    compute = COMPUTE[name]
    known: dict[int, tuple[object, dict[Reading, Value]]] = {}

    def called(scope: Scope, reading: Reading) -> Value:
        thing = _named(scope, collection)
        if not isinstance(thing, tuple) or len(thing) < SHARED:
            return compute([seen(thing, reading)], reading)
        kept, values = known.get(id(thing), (None, {}))
        if kept is not thing:
            if len(known) >= MOST_KEPT:
                known.clear()
            values = {}
            known[id(thing)] = (thing, values)
        if reading not in values:
            values[reading] = compute([seen(thing, reading)], reading)
        return values[reading]

    return called


def _call(name: str, arguments: list[Evaluate]) -> Evaluate:
    compute = COMPUTE[name]
    return lambda scope, reading: compute([argument(scope, reading) for argument in arguments], reading)
