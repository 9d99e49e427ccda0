"""Tables of indicators, scores and money: the header names the columns, a row is one group, 合计 adds columns up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from gouji.extraction.grids import Field, Grid, grids
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words
from gouji.extraction.targets import Readers, readers, target_part
from gouji.extraction.wordlists import Groups, either, groups_of

ROLES = (
    "deviation_reason", "target", "actual", "completion_rate", "weight", "score", "budget.initial", "budget.adjusted",
    "budget.executed", "execution_rate", "change", "growth_rate", "dimension", "name",
)  # fmt: skip
SUMMED = ("budget.initial", "budget.adjusted", "budget.executed", "current", "prior", "change")
YEAR = re.compile(r"^((?:19|20)\d\d)年(?:度)?(?:决算|预算|实际)?数?$")
KNOWN = 2  # columns that a header must name
EXECUTION = re.compile(r"执行率")
DIMENSIONS = re.compile("满意度|效益|产出|成本")

Row = Mapping[str, Field]
Named = tuple[tuple[str, re.Pattern[str]], ...]


def tables(prose: Prose) -> Iterator[Statement]:
    """The statements of every table whose header names its columns."""
    r = readers(prose)
    named, total, inside = _compiled(groups_of(prose.words["tables"]))
    for grid in grids(prose):
        header = next(
            (n for n, row in enumerate(grid.rows) if len(set(_columns(row, named).values()) - {"name"}) >= KNOWN), None
        )
        if header is None:
            continue
        columns = _columns(grid.rows[header], named)
        rows = [{columns[f.column]: f for f in row if f.column in columns} for row in grid.rows[header + 1 :]]
        heads = [next((f.text for f in row if f.text), "") for row in grid.rows[header + 1 :]]
        yield from _rows(rows, heads, total, f"表{grid.number}", r)
        yield from _sums(grid, header, columns, total, inside)


@cache
def _compiled(groups: Groups) -> tuple[Named, re.Pattern[str], re.Pattern[str]]:
    """The words of each column's header, of a row that adds up, and of one that is inside another."""
    table = dict(groups)
    named = tuple((role, re.compile(either(table, role))) for role in ROLES)
    return named, re.compile(f"^(?:{either(table, 'total')})$"), re.compile(f"^(?:{either(table, 'inside')})")


def _columns(row: tuple[Field, ...], named: Named) -> dict[int, str]:
    """Column → role, by the words of the header."""
    found: dict[int, str] = {}
    years = sorted(((m[1], f.column) for f in row if (m := YEAR.match(f.text))), reverse=True)
    if len(years) == KNOWN:
        found = {years[0][1]: "current", years[1][1]: "prior"}
    for field in row:
        if field.mentions and field.column not in found:
            return {}  # a row with figures of its own is no header
        role = next((role for role, words_of in named if words_of.search(field.text)), "")
        if role and field.column not in found and (role in ("name", "dimension") or role not in found.values()):
            found[field.column] = role
    return found


def _rows(
    rows: list[dict[str, Field]], heads: list[str], total: re.Pattern[str], name: str, r: Readers
) -> Iterator[Statement]:
    scored = sum("score" in row and bool(row["score"].mentions) for row in rows) > 1
    dimension = ""
    for row, head in zip(rows, heads, strict=True):
        first = row["dimension"].text if "dimension" in row else ""
        dimension = m[0] if (m := DIMENSIONS.search(first)) else ("" if first else dimension)
        if total.match(head):
            parts = _figures(row, {"weight": "full_score", "score": "total_score"})
            if scored and any(p.role == "total_score" for p in parts):
                yield Statement(tuple(parts), places={"list": name})
            yield from _money(row)
        elif "target" in row or "weight" in row:
            yield from _indicator(row, dimension, name if scored else "", r)
        else:
            yield from _money(row)


def _indicator(row: Row, dimension: str, name: str, r: Readers) -> Iterator[Statement]:
    """A row with a target and a result, a weight and a score."""
    label = row.get("name")
    execution = bool(label and EXECUTION.search(label.text))
    parts: list[Part] = []
    if not execution:
        if (field := row.get("target")) and len(field.mentions) == 1:
            parts.append(target_part(field.mentions[0], r))
        parts += _figures(row, {"actual": "actual", "completion_rate": "completion_rate"})
    budget = "budget." if execution else ""
    marks = _figures(row, {"weight": f"{budget}weight", "score": f"{budget}score"})
    parts += [replace(p, places={"list": name}) if name else p for p in marks]
    if label and label.text and not execution:
        places = {"dimension": dimension} if dimension else {}
        parts.append(replace(words("indicator", label.passage, label.start, label.end), places=places))
    if (why := row.get("deviation_reason")) and why.text:
        empty = why.text in ("无", "暂无", "/", "—", "-", "正常")
        parts.append(words("deviation_reason", why.passage, why.start, why.end, "空话" if empty else "有实质原因"))
    if any(p.role not in ("indicator", "deviation_reason") for p in parts):
        yield Statement(tuple(parts))


def _figures(row: Row, roles: Mapping[str, str]) -> list[Part]:
    """The figures of some columns of a row as facts; a cell with several figures gives none."""
    return [
        Part(role, row[column].mentions[0])
        for column, role in roles.items()
        if column in row and len(row[column].mentions) == 1
    ]


def _money(row: Row) -> Iterator[Statement]:
    """A row of budgets or of two years."""
    budget = _figures(row, {c: c for c in ("budget.initial", "budget.adjusted", "budget.executed", "execution_rate")})
    if len(budget) > 1:
        yield Statement(tuple(budget))
    years = _figures(row, {c: c for c in ("current", "prior", "change", "growth_rate")})
    if len(years) > KNOWN and {"current", "prior"} <= {p.role for p in years}:
        yield Statement(tuple(years))


def _sums(
    grid: Grid, header: int, columns: Mapping[int, str], total: re.Pattern[str], inside: re.Pattern[str]
) -> Iterator[Statement]:
    """The 合计 row over the rows above it, a column at a time; rows of 其中 and those set in under them stay out."""
    parts: list[tuple[Field, ...]] = []
    under = False
    for row in grid.rows[header + 1 :]:
        head = next((f for f in row if f.text), None)
        if head is None:
            continue
        if total.match(head.text):
            for column, role in columns.items():
                if role in SUMMED and len(parts) > 1:
                    yield from _sum(row, parts, column)
            return
        under = bool(inside.match(head.text)) or (under and head.inset)
        if not under:
            parts.append(row)


def _sum(total: tuple[Field, ...], parts: list[tuple[Field, ...]], column: int) -> Iterator[Statement]:
    whole = [f for f in total if f.column == column and len(f.mentions) == 1]
    cells = [f for row in parts for f in row if f.column == column and f.text]
    if whole and len(cells) > 1 and all(len(f.mentions) == 1 for f in cells):
        yield Statement(
            (Part("total", whole[0].mentions[0], says=("列全",)), *(Part("part", f.mentions[0]) for f in cells))
        )
