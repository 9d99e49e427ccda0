"""What the 合计 row of a table adds up: the outermost rows above it, a column at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import takewhile

from gouji.extraction.grids import Field, Grid
from gouji.extraction.statement import Part, Statement

SUMMED = ("budget.initial", "budget.adjusted", "budget.executed", "current", "prior", "change", "additive")
PARTIAL = re.compile("小计|其中")
COUNTS = re.compile(
    r"[\u4e00-\u9fff]{0,4}[目业构校生师工镇点床车题件户人村家座处所个台套宗场](?:数|次)(?:[（(][个户人家座处所台套宗场件][）)])?"
)
CODE = re.compile(r"\d{3,7}(?: ?\d{1,2}){0,2}")  # of an account: 类 款 项; fewer digits number the rows
FAR_MORE = Fraction(3, 2)


def counted(grid: Grid, rows: list[tuple[Field, ...]]) -> list[tuple[Field, ...]]:
    """The rows, with the whole figures under 项目数 or 户数 as things counted one by one, which nothing rounds."""
    heads = (f for row in grid.rows if not any(f.mentions for f in row) for f in row)
    columns = frozenset(f.column for f in heads if COUNTS.fullmatch(f.text))
    return [tuple(_one_by_one(f) if f.column in columns else f for f in row) for row in rows]


def _one_by_one(field: Field) -> Field:
    whole = (m.token.kind == "bare" and "." not in m.token.text for m in field.mentions)
    made = [
        replace(m, figure=replace(m.figure, counted=True)) if w else m
        for w, m in zip(whole, field.mentions, strict=True)
    ]
    return replace(field, mentions=tuple(made))


def sums(
    rows: list[tuple[Field, ...]], columns: Mapping[int, str], total: re.Pattern[str], inside: re.Pattern[str]
) -> Iterator[Statement]:
    """The 合计 row over the rows above it, a column at a time; rows of 其中 and those set in under them stay out."""
    parts: list[tuple[Field, ...]] = []
    under = False
    for row in rows:
        head = next((f for f in row if f.text), None)
        if head is None:
            continue
        if total.match(head.text):
            sides = [c for c, role in columns.items() if role == "name"]  # 收入|金额|支出|金额 is read as accounts
            for column, role in columns.items():
                if role == "additive" and any(c > column for c in sides):
                    return
                if role in SUMMED and len(parts) > 1:
                    yield from _sum(row, _outermost(parts), column)
            return
        if any(PARTIAL.search(f.text) and not f.mentions for f in row) and not inside.match(head.text):
            return  # 小计: its parts are in the column too
        under = bool(inside.match(head.text)) or (under and head.inset)
        if not under:
            parts.append(row)


def _outermost(rows: list[tuple[Field, ...]]) -> list[tuple[Field, ...]]:
    """301 工资福利支出 over 301 01 基本工资: the rows whose code is no longer form of another row's."""
    codes = [_code(row) for row in rows]
    held = {code for code in codes if code}
    return [
        row for row, code in zip(rows, codes, strict=True) if not any(code[:n] in held for n in range(1, len(code)))
    ]


def _code(row: tuple[Field, ...]) -> str:
    """The account code that opens a row, in one cell or several; empty if none does."""
    cells = takewhile(lambda f: f.text.isdecimal() or not f.text, row)
    code = " ".join(f.text for f in cells if f.text)
    return code.replace(" ", "") if CODE.fullmatch(code) else ""


def _sum(total: tuple[Field, ...], parts: list[tuple[Field, ...]], column: int) -> Iterator[Statement]:
    whole = [f for f in total if f.column == column and len(f.mentions) == 1]
    cells = [f for row in parts for f in row if f.column == column and f.text]
    if whole and len(cells) > 1 and all(len(f.mentions) == 1 for f in cells):
        made = (Part("total", whole[0].mentions[0], says=("列全",)), *(Part("part", f.mentions[0]) for f in cells))
        values = [f.mentions[0].figure.value for f in cells]
        yield Statement(made, forced=not _nested(values, whole[0].mentions[0].figure.value))


def _nested(values: Sequence[Fraction], total: Fraction) -> bool:
    """Whether rows may stand over others that no code tells: they add up to far more, or one to those right below it."""
    if sum(values) >= FAR_MORE * total:
        return True
    for at, value in enumerate(values):
        told = Fraction(0)
        for n, below in enumerate(values[at + 1 :], 1):
            told += below
            if n > 1 and told == value:
                return True
            if told > value:
                break
    return False
