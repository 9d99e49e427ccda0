"""The arithmetic of a relation, shown: the formula with its figures, the result, what the report says, the gap."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from fractions import Fraction

from gouji.expression import parse
from gouji.fact import Fact
from gouji.finding import Relation, Verdict
from gouji.quantity import DATE, Quantity
from gouji.relations.amounts import Amount, Reading, Truth, alike, claimed
from gouji.relations.evaluation import Scope, function
from gouji.relations.formulas import against, apart, equated, nearest, substituted, values_of
from gouji.relations.messages import NO_VALUE, as_printed, claim_of, gap, missing
from gouji.relations.solving import equations, needed
from gouji.relations.wording import decimal, like, percentage

DEMANDS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "应小于",
    ast.LtE: "不应超过",
    ast.Gt: "应大于",
    ast.GtE: "不应低于",
    ast.NotEq: "不应等于",
    ast.Eq: "应等于",
}
DATED: Mapping[type[ast.cmpop], str] = {
    **DEMANDS,
    ast.Lt: "应早于",
    ast.LtE: "不应晚于",
    ast.Gt: "应晚于",
    ast.GtE: "不应早于",
}
CLOSE = 2  # printed steps between result and claim: near enough that the intervals are worth showing


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


def _shown(tree: ast.expr, scope: Scope) -> str:  # noqa: PLR0911 - one case for each kind of condition
    match tree:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _shown(operand, scope)
        case ast.BoolOp(op=ast.And(), values=conditions):
            failing = [one for one in conditions if not _holds(one, scope)] or conditions
            return "；".join(filter(None, (_shown(one, scope) for one in failing)))
        case ast.BoolOp(values=conditions):
            return _shown(min(conditions, key=lambda one: _failing(one, scope)), scope)
        case ast.Call(func=ast.Name(id="meets"), args=[actual, target]):
            return against(as_printed(function(actual), scope), as_printed(function(target), scope))
        case ast.Call(func=ast.Name(id="attainable"), args=[share, sample]):
            return nearest(as_printed(function(share), scope), as_printed(function(sample), scope))
        case ast.Call(func=ast.Name(id="agree"), args=several):
            return apart([one for one in values_of(several, scope) if isinstance(one, Amount)])
        case ast.Call(func=ast.Name(id="covers")):
            return f"没有：{lacking}" if (lacking := missing(tree, scope)) else ""
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _compared(left, op, right, scope)
    return ""


def _holds(condition: ast.expr, scope: Scope) -> bool:
    value = as_printed(function(condition), scope)
    return isinstance(value, Truth) and value.may_hold


def _failing(condition: ast.expr, scope: Scope) -> tuple[int, int]:
    """How many parts of a condition about words, and of all, do not hold: the nearest alternative is shown."""
    parts = condition.values if isinstance(condition, ast.BoolOp) else [condition]
    failing = [part for part in parts if not _holds(part, scope)]
    return sum(map(_about_words, failing)), len(failing)


def _about_words(condition: ast.expr) -> bool:
    return any(isinstance(node, ast.Constant) and isinstance(node.value, str) for node in ast.walk(condition))


def _compared(left: ast.expr, op: ast.cmpop, right: ast.expr, scope: Scope) -> str:
    """`304户 / 320户 = 95%，报告写 98%，差 3 个百分点`: the computed side first, then the claim."""
    a, b = (as_printed(function(side), scope) for side in (left, right))
    if a is None or b is None:
        return ""
    model = claim_of(a, b)
    if not isinstance(op, ast.Eq) or not (_stated(left, scope) or _stated(right, scope)):
        demand = (DATED if isinstance(a, Amount) and a.dimension == DATE else DEMANDS)[type(op)]
        return f"{equated(left, a, model, scope)}，{demand} {equated(right, b, model, scope)}"
    node, result, claim = (right, b, left) if _stated(left, scope) else (left, a, right)
    told = f"{equated(node, result, model, scope)}，报告写 {substituted(claim, scope, model)}"
    if isinstance(a, Amount) and isinstance(b, Amount) and a.dimension == b.dimension and a.low != b.low:
        told += f"，差 {gap(a, b, model)}"
    return told


def _stated(node: ast.expr, scope: Scope) -> bool:
    """Whether the report states it, rather than a formula or the rule."""
    match node:
        case ast.Call(func=ast.Name(id="number"), args=[figure]):
            return _stated(figure, scope)
        case ast.Name(id=name):
            return isinstance(scope.get(name), Fact)
        case ast.Attribute(value=ast.Name(id=name), attr=attribute):
            verdict = scope.get(name)
            return isinstance(verdict, Relation) and isinstance(verdict.names.get(attribute), Fact)
    return False


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
    return digits + ("%" if percentage(figure) else "")


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
        only = "相除只能是 1" if isinstance(node.op, ast.Div) else "相减只能是 0"
        told = f"{left.id}与{right.id}都写作 {a.figure.printed}，{only}"
        claim = claim_of(
            *(as_printed(function(side), scope) or "" for side in (equation.left, equation.comparators[0]))
        )
        wanted = needed(equation, right.id, scope)
        if claim is None or wanted is None or not b.figure.step:
            return told
        return f"{told}；要得到 {claim.printed}，{right.id}应为 {like(wanted, b.figure)}"
    return ""
