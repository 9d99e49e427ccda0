"""The header of a table: which column is what, by the word that each cell ends in, brackets aside.

得分系数（%） is no 得分, 执行率权重 is a weight; of 年初指标值 and 调整指标值 the adjusted one is the target.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from gouji.extraction.grids import Field
from gouji.extraction.prose import Prose
from gouji.extraction.wordlists import Groups, either, groups_of

ROLES = (
    "deviation_reason", "target", "actual", "completion_rate", "weight", "score", "budget.initial", "budget.adjusted",
    "budget.executed", "execution_rate", "change", "growth_rate", "dimension", "sign", "unit", "name", "additive",
    "numerator", "denominator", "loose_target", "loose_actual",
)  # fmt: skip
ANYWHERE = ("deviation_reason", "dimension", "sign", "unit", "name")  # whose words need not end the header
YEAR = re.compile(r"^((?:19|20)\d\d)年(?:度)?(?:决算|预算|实际)?数?$")
BRACKETED = re.compile(r"[（(][^（）()]*[）)]|[A-Z%％＝=/\s]+$")
PERCENT = re.compile(r"[%％]")
LOOSE = {"loose_target": "target", "loose_actual": "actual"}
BOTH = 2  # years that make a table of two years
REPEATED = ("name", "dimension", "additive")  # roles that several columns may have

Named = tuple[tuple[str, re.Pattern[str]], ...]


def header_words(prose: Prose) -> Named:
    """The words of each column's header."""
    return _compiled(groups_of(prose.words["tables"]))


@cache
def _compiled(groups: Groups) -> Named:
    table = dict(groups)
    return tuple(
        (role, re.compile(f"(?:{either(table, role)})" + ("" if role in ANYWHERE else "(?:情况|数额|金额|数|值)?$")))
        for role in ROLES
    )


def role_of(header: str, named: Named) -> str:
    """What a column is, by the words of its header; empty if they name nothing."""
    words = BRACKETED.sub("", header)
    if next(pattern for role, pattern in named if role == "additive").fullmatch(words):
        return "additive"  # 项目数 is no name of a 项目
    return next((role for role, pattern in named if pattern.search(words)), "")


def columns_of(row: tuple[Field, ...], named: Named) -> dict[int, str]:
    """Column → role, by the words of the header."""
    found: dict[int, str] = {}
    years = sorted(((m[1], f.column) for f in row if (m := YEAR.match(f.text))), reverse=True)
    if len(years) == BOTH:
        found = {years[0][1]: "current", years[1][1]: "prior"}
    for field in row:
        if field.mentions and field.column not in found:
            return {}  # a row with figures of its own is no header
        role = role_of(field.text, named)
        if role == "target" and "调整" in field.text:
            found = {column: known for column, known in found.items() if known != "target"}
        if role and field.column not in found and (role in REPEATED or role not in found.values()):
            found[field.column] = role
    return _with_loose(found)


def _with_loose(found: dict[int, str]) -> dict[int, str]:
    """任务　建成　完成率: a column is a target or a result by a loose word only where another is their rate."""
    rated = "completion_rate" in found.values()
    loose = {LOOSE[role]: column for column, role in found.items() if role in LOOSE}
    sure = rated and len(loose) == len(LOOSE) and not set(loose) & set(found.values())
    return {c: LOOSE.get(role, role) for c, role in found.items() if sure or role not in LOOSE}


def knows(found: Mapping[int, str]) -> int:
    """How many columns a header names; a name beside what can be added up counts as one."""
    values = [role for role in found.values() if role not in ("name", "dimension")]
    return len(values) + ("additive" in values and "name" in found.values())


def percent_columns(row: tuple[Field, ...]) -> frozenset[int]:
    """The columns whose header says that their figures are percentages: 执行率（%）."""
    return frozenset(f.column for f in row if PERCENT.search(f.text))
