"""What each part of an expression is: a number, a text, a collection, a verdict, a condition; and where they clash."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gouji.expression import FUNCTIONS, Sort, nearest
from gouji.fact import PLACES, ROLES
from gouji.quantity import Quantity
from gouji.rule import DatedValue, Pattern, Rule

Fault = tuple[str, int]  # what is wrong, and the character of the expression where it stands
PLURAL: Mapping[Sort, Sort] = {"number": "numbers", "text": "texts", "any": "any"}
SINGULAR: Mapping[Sort, Sort] = {many: one for one, many in PLURAL.items()}
CALLED: Mapping[Sort, str] = {
    "text": "文字",
    "texts": "一组文字",
    "numbers": "一组数",
    "table": "一张表",
    "condition": "条件",
    "verdict": "结论",
    "verdicts": "一组结论",
    "number": "数",
}


class Names(NamedTuple):
    """The names an expression may use: their sorts, and the sorts of what is reached by a dot."""

    data: Mapping[str, Sort]
    parts: Mapping[str, Mapping[str, Sort]]
    parameters: Mapping[str, Sort]


def names_of(rule: Rule, rules: Mapping[str, Rule], parameters: Mapping[str, Sort]) -> Names:
    """What the expressions of a rule may name: its own data and all parameters."""
    data, parts = {}, {}
    for name, pattern in rule.match.items():
        data[name], parts[name] = _sort(pattern), _parts(pattern, rules)
    return Names(data, parts, parameters)


def parameter_sort(value: DatedValue) -> Sort:
    """The sort of a parameter by its value."""
    written = value.value
    if isinstance(written, Quantity):
        return "number"
    return "table" if isinstance(written, Mapping) else "texts" if isinstance(written, tuple) else "text"


def _sort(pattern: Pattern) -> Sort:
    if pattern.rule:
        return "verdicts" if pattern.take_all else "verdict"
    kinds = {"text" if ROLES[role].kind == "text" else "number" for role in pattern.role}
    one: Sort = "any" if len(kinds) > 1 else "text" if "text" in kinds else "number"
    return PLURAL[one] if pattern.take_all else one


def _parts(pattern: Pattern, rules: Mapping[str, Rule]) -> dict[str, Sort]:
    """What can be reached by a dot: names bound by the rules whose verdict it is, `says`, the places."""
    found: dict[str, Sort] = {}
    for lower in (rules[r] for r in pattern.rule if r in rules):
        found |= {name: _sort(other) for name, other in lower.match.items() if not other.rule}
    if not pattern.rule:
        found["says"] = "text"
    found |= dict.fromkeys(PLACES, "text")
    return {name: PLURAL.get(sort, sort) for name, sort in found.items()} if pattern.take_all else found


def faults(tree: ast.expr, names: Names, source: str, *, condition: bool = True) -> list[Fault]:
    """Everything wrong with an expression that reads well: unknown names, and sorts that do not go together."""
    found: list[Fault] = []
    sort = _walk(tree, names, source, found)
    if condition and sort not in ("condition", "any"):
        found.append((f"“{source}”不是条件。写成 甲 = 乙 这样的比较", 0))
    return found


def _walk(  # noqa: C901, PLR0911 - one case for each kind of node
    node: ast.expr, names: Names, source: str, found: list[Fault]
) -> Sort:
    def again(part: ast.expr) -> Sort:
        return _walk(part, names, source, found)

    match node:
        case ast.Constant(value=str()):
            return "text"
        case ast.Constant():
            return "number"
        case ast.Name():
            return _name(node, names, found)
        case ast.Attribute(value=ast.Name(id=name)):
            return _attribute(node, name, names, found)
        case ast.UnaryOp(op=ast.Not()):
            return _wanted([(node.operand, again(node.operand))], "condition", "condition", source, found)
        case ast.UnaryOp():
            return _wanted([(node.operand, again(node.operand))], "number", "number", source, found)
        case ast.BinOp():
            sides = [(side, again(side)) for side in (node.left, node.right)]
            return _wanted(sides, "number", "number", source, found)
        case ast.BoolOp():
            return _wanted([(v, again(v)) for v in node.values], "condition", "condition", source, found)
        case ast.Compare():
            sides = [(side, again(side)) for side in (node.left, *node.comparators)]
            _compare(sides, all(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops), source, found)
            return "condition"
        case ast.Call(func=ast.Name(id=function)):
            found += _call(function, [(part, again(part)) for part in node.args], source)
            return FUNCTIONS[function].gives
    return "any"


def _name(node: ast.Name, names: Names, found: list[Fault]) -> Sort:
    if node.id in names.data and node.id in names.parameters:
        found.append((f"“{node.id}”既是数据又是参数。给数据换一个名", node.col_offset))
    if sort := names.data.get(node.id) or names.parameters.get(node.id):
        return sort
    hint = nearest(node.id, [*names.data, *names.parameters])
    found.append((f"没有名为“{node.id}”的数据或参数。{hint}", node.col_offset))
    return "any"


def _attribute(node: ast.Attribute, name: str, names: Names, found: list[Fault]) -> Sort:
    if name not in names.parts:
        found.append((f"没有名为“{name}”的数据。{nearest(name, names.data)}", node.col_offset))
        return "any"
    parts = names.parts[name]
    if node.attr not in parts:
        found.append((f"“{name}”没有“{node.attr}”。{nearest(node.attr, parts)}", node.col_offset))
    return parts.get(node.attr, "any")


Told = list[tuple[ast.expr, Sort]]


def _wanted(sides: Told, wanted: Sort, gives: Sort, source: str, found: list[Fault]) -> Sort:
    found += [_clash(node, sort, wanted, source) for node, sort in sides if sort not in (wanted, "any")]
    return gives


def _compare(sides: Told, equal: bool, source: str, found: list[Fault]) -> None:  # noqa: FBT001 - one use
    """Texts may equal texts, a collection of them included; whatever else is compared must be numbers."""
    told = {sort for _, sort in sides}
    if equal and told <= {"text", "texts", "any"}:
        return
    if equal and told == {"text", "number"}:
        side = next(node for node, sort in sides if sort == "text")
        found.append((f"“{_written(side, source)}”是文字，不能与数相比", side.col_offset))
        return
    _wanted(sides, "number", "condition", source, found)


def _call(function: str, told: Told, source: str) -> Iterator[Fault]:
    signature = FUNCTIONS[function]
    wanted = [signature.takes[min(n, len(signature.takes) - 1)] for n in range(len(told))]
    for (part, sort), want in zip(told, wanted, strict=True):
        if signature.bare and not isinstance(part, ast.Name | ast.Attribute):
            yield f"{function} 里只能写一个名字，不能写算式", part.col_offset
        elif want == "any" and SINGULAR.get(sort, sort) == sort and sort not in ("verdicts", "any"):
            yield (
                f"“{_written(part, source)}”只有一个，不用 {function}。要数全部，在 match 里加 take: all",
                part.col_offset,
            )
        elif want not in ("any", sort) and not _serves(sort, want):
            yield _clash(part, sort, want, source)


def _serves(sort: Sort, want: Sort) -> bool:
    """One number may stand where several may; a set may be of numbers, compared as they are written."""
    if want == "texts":
        return sort in ("text", "texts", "number", "numbers", "any")
    return sort == "any" or (want == "numbers" and sort == "number") or (want == "text" and sort == "texts")


def _written(node: ast.expr, source: str) -> str:
    return source[node.col_offset : node.end_col_offset]


def _clash(node: ast.expr, sort: Sort, want: Sort, source: str) -> Fault:
    """One part stands where another sort must stand: what it is, and what to write instead."""
    text = _written(node, source)
    if want == "number" and sort == "numbers":
        return f"“{text}”是一组数，不能直接加减乘除。用 sum({text})", node.col_offset
    if want == "number" and sort == "verdict":
        return f"“{text}”是结论，不能当作数。用 {text}.名字", node.col_offset
    if want == "number" and sort in ("verdicts", "texts"):
        return f"“{text}”是{CALLED[sort]}，不能当作数。用 count({text})", node.col_offset
    return f"“{text}”是{CALLED[sort]}，不能当作{CALLED[want]}", node.col_offset
