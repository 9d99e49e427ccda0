"""The grammar of expressions: what parses, to what tree, and what is refused where."""

from __future__ import annotations

import ast
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.expression import ExpressionError, names, nearest, parse


def test_one_equals_sign_is_equality_and_decimals_are_exact() -> None:
    tree = parse("完成率 = 0.10 * 实际 / 目标")
    assert isinstance(tree, ast.Compare)
    assert isinstance(tree.ops[0], ast.Eq)
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert constants == [Decimal("0.10")]
    assert str(constants[0]) == "0.10"


def test_what_stands_in_quotes_is_left_alone() -> None:
    tree = parse("表述.says = '增加=（×%）' and 本年 > 上年")
    (text,) = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert text == "增加=（×%）"


def test_names_are_data_and_parameters_without_functions() -> None:
    assert names(parse("sum(各项) = 满分 and 表述.says = '增'")) == {"各项", "满分", "表述"}


@pytest.mark.parametrize(
    "source", ["甲 = 乙", "  甲 = 乙", "甲 = 1 and 乙.says = '丙=' or not (丁 <= 2.50)", "0 < 甲 <= sum(乙) = 丙"]
)
def test_columns_count_characters_of_the_source(source: str) -> None:
    for node in ast.walk(parse(source)):
        if isinstance(node, ast.Name):
            assert source[node.col_offset : node.end_col_offset] == node.id


@pytest.mark.parametrize(
    ("source", "message", "column"),
    [
        ("甲 ÷ 乙 = 1", "表达式里有“÷”。请改用 /", 2),
        ("甲 == 乙", "表达式里有“==”。请改用 =", 2),
        ("甲 ≥ 1", "表达式里有“≥”。请改用 >=", 2),
        ("甲 = “乙”", "表达式里有““”。请改用 '", 4),
        ("甲 = (乙", "表达式写不完整。检查括号和运算符", 4),
        ("甲 乙", "表达式写不完整。检查括号和运算符", 2),
        ("甲.乙.丙 = 1", "点号前面只能是一个名字", 0),
        ("甲 = 1_000", "“1_000”不是小数。写作 0.8、100 之类", 4),
        ("甲 = True", "“True”不是小数。写作 0.8、100 之类", 4),
        ("甲 is 乙", "不支持的写法。只有 + - * / 和比较", 0),
        ("甲[0] = 1", "不支持的写法。只有 + - * / 和比较", 1),
        ("lambda: 1", "不支持的写法。只有 + - * / 和比较", 6),
        ("甲 // 乙 = 1", "不支持的写法。只有 + - * / 和比较", 2),
        ("甲 in 乙", "不支持的写法。只有 + - * / 和比较", 0),
        ("+甲 = 1", "不支持的写法。只有 + - * / 和比较", 0),
        ("open('a') = 1", "没有名为“open”的函数。可用：sum、min、max、median、mad、count、distinct、abs", 0),
        ("甲.sum(乙) = 1", "没有名为“?”的函数。可用：sum、min、max、median、mad、count、distinct、abs", 0),
        ("sum(*甲) = 1", "不支持的写法。只有 + - * / 和比较", 4),
        ("covers(甲)", "covers 要 2 项，写了 1 项", 0),
        ("sum() = 1", "sum 要 1 项，写了 0 项", 0),
        ("-" * 30 + "甲 = 1", "表达式套了 20 层以上。拆成几条规则", 20),
    ],
)
def test_what_is_refused(source: str, message: str, column: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(source)
    assert (caught.value.message, caught.value.column) == (message, column)


@given(st.text(alphabet="甲乙=<>!()+-*/.,' 01and ornot×÷%[]{}#\\\n\"", max_size=30))
def test_any_text_parses_or_is_refused_in_chinese(source: str) -> None:
    try:
        at = parse(source).col_offset
    except ExpressionError as fault:
        at = fault.column
    assert 0 <= at <= len(source)


def test_a_hint_names_what_was_probably_meant() -> None:
    assert nearest("实绩", ["目标", "实际"]) == "是否指“实际”？"
    assert nearest("完全不同", ["a", "b"]) == "可用：a、b"
