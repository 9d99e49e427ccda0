"""The sections of a form: header rows that name columns, and the rows under them, cells matched by where they stand.

Only tables of real cells are read here. A cell belongs to the header that it stands under; one under two headers, or
under none, says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from gouji.extraction.formwords import FormWords, form_words, has_figures
from gouji.extraction.grids import Field, Grid, grids
from gouji.extraction.prose import Prose
from gouji.kinds import WHOLE_KINDS

KNOWN = 2  # columns of values that make a header
VALUES = frozenset(
    (
        *("target", "actual", "completion_rate", "score_factor", "weight", "score", "initial", "adjusted", "executed"),
        "execution_rate",
    )
)
NUMERIC = VALUES - {"target", "actual"}
UNIT = re.compile(r"[（(](?:单位[:：])?(亿元|万元|千元|元|%|％|分)[）)]")
MONEY_UNIT = re.compile(r"单位[:：]?(?:人民币)?(亿元|万元|千元|元)")
PROJECT = re.compile(r"[（(]?项目名称")
MARK_UNITS = ("", "分", "%")
HEADING = 120  # characters that may stand above a form that is the whole document: title, year, who fills it in
LINES_ABOVE = 3  # passages before a table that may name its unit


class Column(NamedTuple):
    """A column that the header names: from and to which column of the grid, its role, and the unit of its figures."""

    first: int
    last: int
    role: str
    unit: str
    header: Field
    length: int  # of the word that names it


@dataclass(frozen=True)
class Section:
    """Rows under one header. `heads` are the fields of the header rows, `unit` the unit of money if any is named."""

    columns: tuple[Column, ...]
    heads: tuple[Field, ...]
    rows: tuple[tuple[Field, ...], ...]
    unit: str = ""

    def has(self, *roles: str) -> bool:
        """Whether the header names columns of all these roles."""
        return set(roles) <= {c.role for c in self.columns}


@dataclass(frozen=True)
class Form:
    """A table with at least one section of indicators or of execution; `sections` in order."""

    grid: Grid
    sections: tuple[Section, ...]


@lru_cache(maxsize=1)  # the builders of forms and of other tables ask for those of one document
def forms_of(prose: Prose) -> tuple[Form, ...]:
    """All forms of a document."""
    return tuple(_forms(prose))


def list_of(form: Form) -> str:
    """The list that all weights and scores of a form belong to."""
    return f"自评表{form.grid.number}"


def is_annexed(form: Form, prose: Prose) -> bool:
    """Whether a form is on one project of many: a report on a whole unit has such behind it, or a file holds several.

    What it scores and spends is the project's, not that of whom the report is on.
    """
    if len(forms_of(prose)) > 1:
        return True
    on_project = any(PROJECT.match(f.text) for row in form.grid.rows for f in row)
    return on_project and (
        prose.profile.kind in WHOLE_KINDS or (not prose.profile.kind and _stands_behind(form, prose))
    )


def _stands_behind(form: Form, prose: Prose) -> bool:
    """Whether more than a form's own heading stands above it: it is the annex of a report."""
    first = form.grid.rows[0][0].passage.index
    above = (r.passage.text for r in prose.readings[:first] if r.passage.cell is None)
    return sum(map(len, above)) > HEADING


def annexed_passages(prose: Prose) -> frozenset[int]:
    """The passages that are cells of annexed forms."""
    annexed = (form for form in forms_of(prose) if is_annexed(form, prose))
    return frozenset(f.passage.index for form in annexed for row in form.grid.rows for f in row)


def form_numbers(prose: Prose) -> frozenset[int]:
    """The numbers of the grids that are forms."""
    return frozenset(form.grid.number for form in forms_of(prose))


def form_passages(prose: Prose) -> frozenset[int]:
    """The passages that are cells of forms."""
    return frozenset(f.passage.index for form in forms_of(prose) for row in form.grid.rows for f in row)


def _forms(prose: Prose) -> Iterator[Form]:
    w = form_words(prose)
    for grid in grids(prose):
        if any(field.passage.cell is None for row in grid.rows for field in row):
            continue
        sections = tuple(_sections(grid, w, _unit_of(grid, prose)))
        if any(is_of_indicators(one) or _is_scored(one) for one in sections):
            yield Form(grid, sections)


def is_of_indicators(section: Section) -> bool:
    """A section whose rows are indicators."""
    named = any(c.role in ("dimension", "category", "name", "loose_name") for c in section.columns)
    return named and (section.has("target") or section.has("actual")) and not section.has("executed")


def is_of_execution(section: Section) -> bool:
    """A section whose rows are money, scored by how much of it was spent."""
    return section.has("executed") and (section.has("score") or section.has("weight") or section.has("execution_rate"))


def _is_scored(section: Section) -> bool:
    """A section of money with marks: no other table has them."""
    return section.has("executed") and (section.has("score") or section.has("weight"))


def _unit_of(grid: Grid, prose: Prose) -> str:
    """The unit of money that a line above the table or its first rows name."""
    first = grid.rows[0][0].passage.index
    above = [r.passage.text for r in prose.readings[max(first - LINES_ABOVE, 0) : first]]
    inside = [f.text for row in grid.rows[:4] for f in row]
    found = [m[1] for text in (*reversed(above), *inside) if (m := MONEY_UNIT.search(text))]
    return found[0] if found else ""


def _sections(grid: Grid, w: FormWords, unit: str) -> Iterator[Section]:
    columns: tuple[Column, ...] = ()
    heads: tuple[Field, ...] = ()
    rows: list[tuple[Field, ...]] = []
    for row in grid.rows:
        found = _columns(row, w)
        strong = len({c.role for c in found} & VALUES) >= KNOWN
        if columns and not rows and found and (strong or _goes_on(row)):
            columns, heads = _joined(columns, found), (*heads, *row)
        elif strong:
            if rows:
                yield _section(columns, heads, rows, unit)
            columns, heads, rows = found, row, []
        elif columns:
            rows.append(row)
    if rows:
        yield _section(columns, heads, rows, unit)


def _goes_on(row: tuple[Field, ...]) -> bool:
    """A second row of a header: short words, no figures."""
    return len(row) > 1 and not any(has_figures(f.text) for f in row)


def _joined(above: tuple[Column, ...], below: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of two header rows: the lower one names a column more closely."""
    kept = [c for c in above if not any(c.first <= b.last and b.first <= c.last for b in below)]
    return _distinct([*kept, *below])


def _columns(row: Sequence[Field], w: FormWords) -> tuple[Column, ...]:
    """The columns that a row names; none if it holds figures of its own outside brackets."""
    if any(has_figures(f.text) for f in row):
        return ()
    made = []
    for field in row:
        role, length = w.role_of(field.text)
        if role:
            first, last = _reach(field)
            unit = UNIT.search(field.text)
            made.append(Column(first, last, role, unit[1].replace("％", "%") if unit else "", field, length))
    return _distinct(made)


def _distinct(columns: Iterable[Column]) -> tuple[Column, ...]:
    """One column for each role of values, the one named most closely; targets keep both, an adjusted one last."""
    best: dict[str, Column] = {}
    kept: list[Column] = []
    for column in columns:
        if column.role not in NUMERIC:
            kept.append(column)
        elif column.role not in best or column.length > best[column.role].length:
            best[column.role] = column
    return tuple(sorted((*kept, *best.values()), key=lambda c: c.first))


def _reach(field: Field) -> tuple[int, int]:
    cell = field.passage.cell
    width = cell.width if cell else 1
    return field.column, field.column + width - 1


def _section(
    columns: tuple[Column, ...], heads: tuple[Field, ...], rows: list[tuple[Field, ...]], unit: str
) -> Section:
    own = next((m[1] for f in heads if (m := UNIT.search(f.text)) and m[1].endswith("元")), "")
    return Section(() if _is_shifted(columns, rows) else columns, heads, tuple(rows), own or unit)


def _is_shifted(columns: tuple[Column, ...], rows: Sequence[tuple[Field, ...]]) -> bool:
    """The figures do not stand under their headers: a column of numbers has none, and some stand under no header."""
    filled, stray = set[str](), 0
    for row in rows:
        for field in row:
            under = columns_over(field, columns)
            if field.mentions and not under and field.column > columns[0].first:
                stray += 1
            filled |= {c.role for c in under if field.mentions}
    lacking = {c.role for c in columns if c.role in ("weight", "score", "executed")} - filled
    return bool(lacking) and stray > 1


def columns_over(field: Field, columns: Sequence[Column]) -> list[Column]:
    """The columns that a field stands under."""
    first, last = _reach(field)
    return [c for c in columns if c.first <= last and first <= c.last]


def by_role(row: Sequence[Field], section: Section) -> Mapping[str, Field]:
    """The fields of a row by the role of their column; `target.2` is a second target's.

    None of them if a weight or a score is measured in something: the row is out of line.
    """
    found: dict[str, Field] = {}
    for field in row:
        under = columns_over(field, section.columns)
        if len(under) == 1:
            role = under[0].role
            found[f"{role}.2" if role in found and role == "target" else role] = field
    marks = (m for role in ("weight", "score") if role in found for m in found[role].mentions)
    return {} if any(m.token.unit not in MARK_UNITS or m.figure.bound for m in marks) else found


def unit_under(role: str, section: Section) -> str:
    """The unit in the header of a role's column."""
    return next((c.unit for c in section.columns if c.role == role), "")
