"""The arithmetic of a relation, shown: the formula with its figures, the result, what the report says, the gap."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from fractions import Fraction

from gouji.expression import parse
from gouji.finding import Relation, Verdict
from gouji.quantity import DATE, Quantity
from gouji.relations.amounts import Amount, Reading, alike, claimed
from gouji.relations.evaluation import Scope, function
from gouji.relations.functions import Value, members
from gouji.relations.messages import NO_VALUE, as_printed, claim_of, gap, missing
from gouji.relations.repairs import equations, needed
from gouji.relations.wording import decimal, like, listed, written

SIGNS: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
DEMANDS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "应小于",
    ast.LtE: "不应超过",
    ast.Gt: "应大于",
    ast.GtE: "不应低于",
    ast.NotEq: "不应等于",
    ast.Eq: "应等于",
}
WORDS: Mapping[str, str] = {"min": "取小", "max": "取大", "median": "中位数", "abs": "差"}
CLOSE = 2  # printed steps between result and claim: near enough that the intervals are worth showing
MOST_PARTS = 8  # of a sum, written out


def working(relation: Relation, values: Scope) -> str:
    """One line, or more: the arithmetic, the intervals where they matter, what else is to be seen in the figures."""
    scope = {**values, **relation.names}
    lines = []
    if relation.rule.expect:
        tree = parse(relation.rule.expect)
        lines = [line for line in (_shown(tree, scope), _intervals(relation, tree, scope)) if line]
        lines += [line for equation in equations(relation.rule.expect) if (line := _one_figure(equation, scope))]
    if lines:
        return "\n".join(lines)
    below = [bound for bound in relation.names.values() if isinstance(bound, Relation)]
    return "\n".join(dict.fromkeys(line for verdict in below if (line := working(verdict, values))))


def _shown(tree: ast.expr, scope: Scope) -> str:
    match tree:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _shown(operand, scope)
        case ast.BoolOp(values=conditions):
            return "；".join(filter(None, (_shown(one, scope) for one in conditions)))
        case ast.Call(func=ast.Name(id="meets"), args=[actual, target]):
            return _against(as_printed(function(actual), scope), as_printed(function(target), scope))
        case ast.Call(func=ast.Name(id="agree"), args=[several]):
            return _apart(as_printed(function(several), scope))
        case ast.Call(func=ast.Name(id="covers")):
            return f"缺：{lacking}" if (lacking := missing(tree, scope)) else ""
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _compared(left, op, right, scope)
    return ""


def _compared(left: ast.expr, op: ast.cmpop, right: ast.expr, scope: Scope) -> str:
    """`304户 / 320户 = 95%，报告写 98%，差 3 个百分点`: the computed side first, then the claim."""
    a, b = (as_printed(function(side), scope) for side in (left, right))
    if a is None or b is None:
        return ""
    model = claim_of(a, b)
    if not isinstance(op, ast.Eq):
        return f"{_equated(left, a, model, scope)}，{DEMANDS[type(op)]} {_equated(right, b, model, scope)}"
    computed = (right, b, a) if isinstance(a, Amount) and a.figure or isinstance(a, str) else (left, a, b)
    node, result, claim = computed
    told = f"{_equated(node, result, model, scope)}，报告写 {written(claim, model)}"
    if isinstance(a, Amount) and isinstance(b, Amount) and a.dimension == b.dimension and a.low != b.low:
        told += f"，差 {gap(a, b, model)}"
    return told


def _equated(node: ast.expr, result: Value, model: Quantity | None, scope: Scope) -> str:
    """A formula with its result; a bare figure or constant is its own result."""
    formula, told = _substituted(node, scope, model), written(result, model)
    return told if formula == told else f"{formula} = {told}"


def _substituted(node: ast.expr, scope: Scope, model: Quantity | None, *, inner: bool = False) -> str:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            parts = (_substituted(part, scope, model, inner=True) for part in (left, right))
            formula = f" {SIGNS[type(op)]} ".join(parts)
            return f"({formula})" if inner else formula
        case ast.Call(func=ast.Name(id="sum"), args=args):
            parts = [written(one) for arg in args for one in members(as_printed(function(arg), scope) or [])]
            return _added(parts, inner=inner)
        case ast.Call(func=ast.Name(id=name), args=args) if name in WORDS:
            return f"{WORDS[name]}({'，'.join(_substituted(arg, scope, model) for arg in args)})"
    value = as_printed(function(node), scope)
    return "…" if value is None else written(value, model)


def _added(parts: list[str], *, inner: bool) -> str:
    if len(parts) > MOST_PARTS:
        return f"{len(parts)} 项相加（{' + '.join(parts[:2])} + … + {parts[-1]}）"
    return f"({' + '.join(parts)})" if inner and len(parts) > 1 else " + ".join(parts)


def _against(actual: Value | None, target: Value | None) -> str:
    """`6.1公里 / 6.5公里 = 93.8%`: an actual against its target."""
    if not isinstance(actual, Amount) or not isinstance(target, Amount):
        return ""
    told = f"目标 {written(target)}，实际 {written(actual)}"
    if actual.dimension != target.dimension or target.low <= 0 or actual.low == target.low:
        return told
    percent = f"{decimal(actual.low / target.low * 100, 1).removesuffix('.0')}%"
    return f"{written(actual)} / {written(target)} = {percent}，目标 {written(target)}"


def _apart(several: Value | None) -> str:
    amounts = [one for one in members(several) if isinstance(one, Amount)] if several is not None else []
    if not amounts:
        return ""
    least, most = min(amounts, key=lambda one: one.low), max(amounts, key=lambda one: one.high)
    told = f"写作 {listed(map(written, amounts))}"
    if least.low == most.low or least.dimension == DATE:
        return told
    return f"{told}，相差 {gap(most, least, min(amounts, key=lambda one: one.step).figure)}"


def _intervals(relation: Relation, tree: ast.expr, scope: Scope) -> str:
    """What the figures could come from, where that decides: 尾差 约数 临界, or a proof that is close."""
    if not (isinstance(tree, ast.Compare) and len(tree.ops) == 1 and isinstance(tree.ops[0], ast.Eq)):
        return ""
    reading: Reading = "wide" if relation.note == "约数" else "rounded"
    sides = [_value(side, scope, reading) for side in (tree.left, tree.comparators[0])]
    a, b = sides
    if a is None or b is None or a.dimension != b.dimension:
        return ""
    claim, computed = (a, b) if a.figure else (b, a)
    figure = claim.figure
    if not figure or not figure.step or computed.low == computed.high:
        return ""
    near = abs(computed.low + computed.high - 2 * figure.value) <= CLOSE * figure.step * 2
    if relation.note not in ("尾差", "约数", "临界") and not (relation.verdict is Verdict.FAIL and near):
        return ""
    low, high = (claim.low, claim.high) if computed.figure else claimed(claim)
    meet = low <= computed.high and computed.low <= high
    ends = (computed.low, computed.high, low, high)
    one, two, three, four = (_end(value, figure) for value in ends)
    return f"区间 算出 [{one}, {two}]，报告写 [{three}, {four}]，{'有' if meet else '没有'}重叠"


def _value(node: ast.expr, scope: Scope, reading: Reading) -> Amount | None:
    try:
        value = function(node)(scope, reading)
    except NO_VALUE:
        return None
    return value if isinstance(value, Amount) else None


def _end(value: Fraction, figure: Quantity) -> str:
    """An end of an interval, with two more decimals than the figure and its unit."""
    digits = decimal(value / figure.scale, figure.decimals + 2)
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return digits + ("%" if figure.printed.endswith("%") else "")


def _one_figure(equation: ast.Compare, scope: Scope) -> str:
    """Two operands printed alike: what their ratio or difference must be, and what the claim would need instead."""
    for node in ast.walk(equation):
        if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.Sub)):
            continue
        left, right = node.left, node.right
        if not (isinstance(left, ast.Name) and isinstance(right, ast.Name)):
            continue
        a, b = (as_printed(function(side), scope) for side in (left, right))
        if not (isinstance(a, Amount) and isinstance(b, Amount) and a.figure and b.figure and alike(a, b)):
            continue
        told = f"{left.id}与{right.id}都写作 {a.figure.printed}，{'相除只能是 1' if isinstance(node.op, ast.Div) else '相减只能是 0'}"
        claim = claim_of(
            *(as_printed(function(side), scope) or "" for side in (equation.left, equation.comparators[0]))
        )
        wanted = needed(equation, right.id, scope)
        if claim is None or wanted is None or not b.figure.step:
            return told
        return f"{told}；要得到 {claim.printed}，{right.id}应为 {like(wanted, b.figure)}"
    return ""
