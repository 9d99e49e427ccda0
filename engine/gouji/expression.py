"""Expressions of rules: one spelling each, parsed over Python's `ast` and held to a whitelist.

`parse` gives a tree of Name, Attribute (of a name), Constant (`Decimal` or `str`), UnaryOp (Not, USub), BinOp
(+ - * /), BoolOp, Compare (Eq NotEq Lt LtE Gt GtE) and Call (of FUNCTIONS), and nothing else. In it `col_offset` counts
characters of the source as its author wrote it, from 0.
"""

from __future__ import annotations

import ast
import difflib
import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Sort = Literal["number", "text", "numbers", "texts", "table", "condition", "verdict", "verdicts", "any"]


class Signature(NamedTuple):
    """How a function is called: each argument's sort (the last repeats when `many`), whether bare names only."""

    takes: tuple[Sort, ...]
    gives: Sort
    many: bool = False
    bare: bool = False


FUNCTIONS: Mapping[str, Signature] = {
    **{name: Signature(("numbers",), "number", many=True) for name in ("sum", "min", "max", "median", "mad")},
    **{name: Signature(("any",), "number") for name in ("count", "distinct")},
    "abs": Signature(("number",), "number"),
    "number": Signature(("number",), "number", bare=True),
    "agree": Signature(("numbers",), "condition", many=True),
    "covers": Signature(("texts", "texts"), "condition"),
    "meets": Signature(("number", "number"), "condition", bare=True),
    "attainable": Signature(("number", "number"), "condition", bare=True),
    "band": Signature(("number", "table"), "text"),
    "lookup": Signature(("table", "text"), "number"),
}
# each wrong spelling, and the right one
SPELLINGS: Mapping[str, str] = {
    **dict(zip("（），＋－−×÷＝＞＜", "(),+--*/=><", strict=True)),
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    **dict.fromkeys("‘’“”" + '"', "'"),
    **dict.fromkeys("%％", "小数（80% 写作 0.8）"),
    "==": "=",
}
NODES = (
    *(ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div),
    *(ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE),
    *(ast.Call, ast.Name, ast.Attribute, ast.Constant, ast.Load),
)
TEXT = re.compile(r"'[^']*'")
NUMBER = re.compile(r"\d+(\.\d+)?")
EQUALS = re.compile(r"(?<![=!<>])=(?!=)")
DEEPEST = 20


class ExpressionError(Exception):
    """An expression that cannot be used: what is wrong, what to do, and the column (characters, from 0)."""

    def __init__(self, message: str, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


@lru_cache(maxsize=4096)
def parse(source: str) -> ast.expr:
    """The tree of one condition or value; ExpressionError says what is wrong and where."""
    bare = TEXT.sub(lambda found: "·" * len(found[0]), source)  # what stands inside a text is the author's own
    for wrong, right in SPELLINGS.items():
        if (at := bare.find(wrong)) >= 0:
            raise ExpressionError(f"表达式里有“{wrong}”。请改用 {right}", at)
    if odd := re.search(r"[#\\`;:\[\]{}@&|^~?!](?!=)|\*\*|//", bare):
        raise ExpressionError("不支持的写法。只有 + - * / 和比较", odd.start())
    doubled = {found.start() for found in EQUALS.finditer(bare)}
    python = "".join("==" if n in doubled else " " if c in "\r\n\t" else c for n, c in enumerate(source))
    column = _columns(source, doubled)
    start = len(python) - len(python.lstrip())
    try:
        tree = ast.parse(python.strip(), mode="eval").body
    except (SyntaxError, RecursionError, MemoryError) as fault:
        at = (getattr(fault, "offset", None) or 1) - 1 + start
        raise ExpressionError("表达式写不完整。检查括号和运算符", column[min(at, len(column) - 1)]) from None
    _place(tree, python.strip(), column[start:])
    _check(tree, depth=0)
    return tree


def names(tree: ast.expr) -> frozenset[str]:
    """The data and parameters an expression names, functions left out."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called)


def nearest(word: str, words: Iterable[str]) -> str:
    """A hint: the word that was probably meant, else some that may be used."""
    known = list(dict.fromkeys(words))
    close = difflib.get_close_matches(word, known, 1, 0.5)
    return f"是否指“{close[0]}”？" if close else f"可用：{'、'.join(known[:8])}"


def _columns(source: str, doubled: set[int]) -> list[int]:
    """Character of the Python text → character of the source; the end has one too."""
    return [n for n in range(len(source)) for _ in range(2 if n in doubled else 1)] + [len(source)]


def _place(tree: ast.expr, python: str, column: list[int]) -> None:
    """Count columns in characters of the source, and read decimals exactly, before the tree is shown to anyone."""
    encoded = python.encode()
    for node in ast.walk(tree):
        if not isinstance(node, ast.expr):
            continue
        start, end = (len(encoded[:n].decode()) for n in (node.col_offset, node.end_col_offset or 0))
        node.col_offset, node.end_col_offset = column[start], column[end]
        if isinstance(node, ast.Constant) and not isinstance(node.value, str):
            text = python[start:end]
            if not NUMBER.fullmatch(text):
                raise ExpressionError(f"“{text}”不是小数。写作 0.8、100 之类", node.col_offset)
            # mypy knows only the constants that Python's own parser makes
            node.value = Decimal(text)  # type: ignore[assignment]


def _check(node: ast.AST, depth: int) -> None:
    """Refuse what the language has no word for, at the first place it stands."""
    at = getattr(node, "col_offset", 0)
    if depth > DEEPEST:
        raise ExpressionError(f"表达式套了 {DEEPEST} 层以上。拆成几条规则", at)
    if not isinstance(node, NODES):
        raise ExpressionError("不支持的写法。只有 + - * / 和比较", at)
    if isinstance(node, ast.Call):
        _check_call(node)
    if isinstance(node, ast.Attribute) and not isinstance(node.value, ast.Name):
        raise ExpressionError("点号前面只能是一个名字", at)
    parts = node.args if isinstance(node, ast.Call) else list(ast.iter_child_nodes(node))
    for part in parts:
        _check(part, depth + isinstance(part, ast.expr))


def _check_call(node: ast.Call) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in FUNCTIONS:
        raise ExpressionError(f"没有名为“{name or '?'}”的函数。{nearest(name, FUNCTIONS)}", node.col_offset)
    takes, many = FUNCTIONS[name].takes, FUNCTIONS[name].many
    if node.keywords or not node.args or (len(node.args) != len(takes) and not many):
        raise ExpressionError(f"{name} 要 {len(takes)} 项，写了 {len(node.args)} 项", node.col_offset)
