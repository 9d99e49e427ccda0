"""Formulas with their figures put in: `304户 / 320户 = 95%`."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from fractions import Fraction

from gouji.finding import Relation
from gouji.quantity import DATE, Quantity
from gouji.relations.amounts import Amount
from gouji.relations.evaluation import Scope, function
from gouji.relations.functions import Value, members
from gouji.relations.messages import as_printed, gap
from gouji.relations.repairs import slip
from gouji.relations.wording import decimal, like, listed, plain, written

SIGNS: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
WORDS: Mapping[str, str] = {"min": "取小", "max": "取大", "median": "中位数", "mad": "中位偏差", "abs": "绝对值"}
CALCULATED = re.compile(r" [-+*/] |（")  # marks of a formula that is more than one value
UPPER = ("≤", "<", "=")  # the kinds of target of which a share in percent says nothing
MOST_PARTS = 8  # of a sum or a count, written out


def equated(node: ast.expr, result: Value, model: Quantity | None, scope: Scope) -> str:
    """A formula with its result; what is not calculated is its own result."""
    formula, told = substituted(node, scope, model), written(result, model)
    return formula if not CALCULATED.search(formula) or formula == told else f"{formula} = {told}"


def substituted(  # noqa: PLR0911 - one case for each kind of node
    node: ast.expr, scope: Scope, model: Quantity | None
) -> str:
    """The formula with what is printed in place of its names."""
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            tight = isinstance(op, ast.Mult | ast.Div)
            one = _bracketed(left, scope, model, tight=tight)
            other = _bracketed(right, scope, model, tight=tight, last=isinstance(op, ast.Sub | ast.Div))
            return f"{one} {SIGNS[type(op)]} {other}"
        case ast.Constant(value=constant):
            return str(constant)
        case ast.Call(func=ast.Name(id="number"), args=[arg]):
            return substituted(arg, scope, model)
        case ast.Call(func=ast.Name(id="sum"), args=args):
            return _added([written(one) for one in values_of(args, scope)])
        case ast.Call(func=ast.Name(id="count" | "distinct" as name), args=args):
            return _counted(name, values_of(args, scope), as_printed(function(node), scope))
        case ast.Call(func=ast.Name(id=name), args=args) if name in WORDS:
            return f"{WORDS[name]}（{'，'.join(substituted(arg, scope, model) for arg in args)}）"
    value = as_printed(function(node), scope)
    if isinstance(value, list) and len(value) > MOST_PARTS:
        return f"{written(value[:2], model)}……{written(value[-1], model)} {len(value)} 个"
    return "…" if value is None else written(value, model)


def values_of(args: list[ast.expr], scope: Scope) -> list[Value]:
    """The values of some arguments as printed, collections opened."""
    return [one for arg in args for one in members(as_printed(function(arg), scope) or [])]


def _bracketed(node: ast.expr, scope: Scope, model: Quantity | None, *, tight: bool, last: bool = False) -> str:
    """An operand, bracketed where it must be: in a product or quotient (`tight`), after `-` or `/` (`last`)."""
    formula = substituted(node, scope, model)
    loose = isinstance(node, ast.Call) or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub))
    needed = (loose and (tight or last)) or (tight and last and isinstance(node, ast.BinOp))
    return f"({formula})" if needed and " " in formula and not formula.endswith("）") else formula


def _added(parts: list[str]) -> str:
    if len(parts) > MOST_PARTS:
        return f"{' + '.join(parts[:2])} + … + {parts[-1]}（{len(parts)} 项相加）"
    return " + ".join(parts)


def _counted(name: str, counted: list[Value], number: Value | None) -> str:
    """`甲村、乙村 2 项`: what was counted, if it can be read at a glance."""
    told = listed(written(one) for one in counted if not isinstance(one, Relation))
    count = f"{written(number or '')} {'种' if name == 'distinct' else '项'}"
    return f"{told} {count}" if told and len(counted) <= MOST_PARTS else count


def against(actual: Value | None, target: Value | None) -> str:
    """`6.1公里 / 6.5公里 = 93.8%，目标 6.5公里`: an actual against its target."""
    if not isinstance(actual, Amount) or not isinstance(target, Amount):
        return ""
    told = f"实际 {written(actual)}，目标 {written(target)}"
    if actual.dimension != target.dimension or actual.low == target.low or actual.dimension == DATE:
        return told
    upper = target.figure is not None and target.figure.bound in UPPER
    if upper or not target.dimension or target.low <= 0:
        return f"{told}，差 {gap(actual, target, target.figure)}"
    percent = f"{decimal(actual.low / target.low * 100, 1).removesuffix('.0')}%"
    return f"{written(actual)} / {written(target)} = {percent}，目标 {written(target)}"


def nearest(share: Value | None, sample: Value | None) -> str:
    """`18 / 20 = 90.0%，19 / 20 = 95.0%，报告写 93.6%`: the nearest that whole numbers give."""
    if not isinstance(share, Amount) or not isinstance(sample, Amount) or not share.figure or sample.low < 1:
        return ""
    below = Fraction(share.low * sample.low // 1)
    size = plain(sample.low)
    near = (f"{plain(k)} / {size} = {like(k / sample.low, share.figure)}" for k in (below, below + 1))
    return f"{'，'.join(near)}，报告写 {written(share)}"


def apart(amounts: list[Amount]) -> str:
    """`写作 10.79公里、10.779公里，相差 0.011公里`."""
    if not amounts:
        return ""
    least, most = min(amounts, key=lambda one: one.low), max(amounts, key=lambda one: one.high)
    told = f"写作 {listed(map(written, amounts))}"
    if least.low == most.low or least.dimension == DATE:
        return told
    told = f"{told}，相差 {gap(most, least, min(amounts, key=lambda one: one.step).figure)}"
    return f"{told}\n{hint}" if (hint := _slipped(least, most)) else told


def _slipped(one: Amount, other: Amount) -> str:
    """What may have gone wrong between two printed figures, if it is a slip of the pen."""
    if not one.figure or not other.figure or one.step != other.step:
        return ""
    a, b = (amount.figure.digits.replace(",", "") if amount.figure else "" for amount in (one, other))
    if sorted(a) == sorted(b) and slip(a, b):
        return "只差相邻两位数字的先后，多半是录入时敲反了"
    return "只差一个数字，多半是录入时敲错了" if slip(a, b) else ""
