"""A rule's message with its braces filled: names as printed, expressions as computed."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from gouji.expression import ExpressionError, parse
from gouji.fact import Fact
from gouji.finding import Bound
from gouji.quantity import Quantity
from gouji.relations.amounts import Amount, NothingError, UndefinedError, shortened
from gouji.relations.evaluation import Evaluate, MissingError, Scope, compiled, function
from gouji.relations.functions import Value, members
from gouji.relations.wording import like, listed, measured, named, percentage, plain, written
from gouji.rule import Rule

BRACES = re.compile(r"\{([^{}]+)\}")
NO_VALUE = (UndefinedError, NothingError, MissingError)


def say(rule: Rule, names: Mapping[str, Bound], values: Scope) -> str:
    """The message. `{expected}` `{actual}` are the right and left of `expect` (of an `=`, formula and claim)."""
    scope = {**values, **names}
    results = outcome(rule, scope)

    def fill(found: re.Match[str]) -> str:
        word = found[1].strip()
        if word in results:
            return results[word]
        first, _, attribute = word.partition(".")
        if first in scope:
            return named(scope[first], attribute)
        try:
            return written(compiled(word)(scope, "printed"))
        except (*NO_VALUE, ExpressionError):
            return found[0]

    return BRACES.sub(fill, rule.message)


def outcome(rule: Rule, scope: Scope) -> dict[str, str]:
    """`expected` `actual` `gap` `missing`: what the demand came to, in the claim's own unit and decimals."""
    if not rule.expect:
        return {}
    tree = parse(rule.expect)
    shown = {"missing": lacking} if (lacking := missing(tree, scope)) else {}
    if isinstance(tree, ast.Compare) and len(tree.ops) == 1:
        left, right = (as_printed(function(side), scope) for side in (tree.left, tree.comparators[0]))
        if left is None or right is None:
            return shown
        model = claim_of(left, right)
        if _claim_is_right(tree, scope):
            left, right = right, left
        shown |= {"actual": written(left, model), "expected": written(right, model)}
        if isinstance(left, Amount) and isinstance(right, Amount) and left.dimension == right.dimension:
            shown["gap"] = gap(left, right, model)
    return shown


def _claim_is_right(tree: ast.Compare, scope: Scope) -> bool:
    """`formula = claim`: what is expected is the formula all the same."""
    right = tree.comparators[0]
    stated = isinstance(right, ast.Name) and isinstance(scope.get(right.id), Fact)
    return stated and isinstance(tree.ops[0], ast.Eq) and isinstance(tree.left, ast.BinOp | ast.Call)


def as_printed(evaluate: Evaluate, scope: Scope) -> Value | None:
    """A value under the printed reading, None if there is none."""
    try:
        return evaluate(scope, "printed")
    except NO_VALUE:
        return None


def claim_of(left: Value, right: Value) -> Quantity | None:
    """The printed figure among two sides of a comparison: of two, the first."""
    return next((side.figure for side in (left, right) if isinstance(side, Amount) and side.figure), None)


def gap(left: Amount, right: Amount, model: Quantity | None) -> str:
    """How far apart two amounts are, as the model prints them; between percentages, in percentage points."""
    apart = abs(left.low - right.low)
    fits = model is not None and model.step and model.dimension == left.dimension
    shown = abs(shortened(left.low, model.step) - shortened(right.low, model.step)) if model and fits else apart
    if model and percentage(model):
        return f"{plain((shown or apart) * 100)} 个百分点"
    return like(shown, model) if model and fits and shown else measured(apart, left.dimension)


def missing(tree: ast.expr, scope: Scope) -> str:
    """What the first `covers` that lacks something lacks."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "covers":
            there, due = (as_printed(function(argument), scope) for argument in call.args)
            if there is not None and due is not None:
                have = {written(one) for one in members(there)}
                return listed(word for word in map(written, members(due)) if word not in have)
    return ""
