"""How a transfer payment was shared out: a row of the table is a region, 合计 the whole; what reached it, what it spent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from gouji.extraction.accounttables import unit_above
from gouji.extraction.formgrid import form_numbers
from gouji.extraction.formvalues import figure_of, measured, rate_of
from gouji.extraction.formwords import bare_of
from gouji.extraction.grids import Field, Grid, grids
from gouji.extraction.headers import percent_columns
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words
from gouji.extraction.wordlists import Groups, either, groups_of

MONEY = {"issued": "区域下达", "received": "区域到位", "spent": "区域支出"}
RATES = {"arrival": "区域到位率", "execution": "区域执行率"}
HEADS = 4  # rows that may hold the header
UNIT = re.compile(r"[（(](?:单位[:：])?(亿元|万元|千元|元)[）)]")

Columns = Mapping[int, tuple[str, str]]  # column → what stands in it, and its unit


def regions(prose: Prose) -> Iterator[Statement]:
    """The rows of every table of regions, each a group."""
    groups = groups_of(prose.words["transfers"])
    w, of_forms = _compiled(groups), form_numbers(prose)
    rates = _as_usual(groups, prose)
    for grid in grids(prose):
        if grid.number not in of_forms:
            yield from _rows(grid, w, rates, prose)


def _as_usual(groups: Groups, prose: Prose) -> frozenset[str]:
    """The rates of which no note tells how they are worked out: 执行率按到位资金计算."""
    notes = _notes(groups)
    return frozenset(role for role in RATES if not any(notes[role].search(r.passage.text) for r in prose.readings))


def _rows(grid: Grid, w: Mapping[str, frozenset[str]], rates: frozenset[str], prose: Prose) -> Iterator[Statement]:
    at, columns = next(((n, c) for n, row in enumerate(grid.rows[:HEADS]) if (c := _columns(row, w))), (0, {}))
    unit = unit_above(grid, prose) if columns else ""
    table = f"分配表{grid.number}"
    for n, row in enumerate(grid.rows[at + 1 :] if columns else ()):
        cells = {columns[f.column][0]: f for f in row if f.column in columns}
        name = cells.get("region") or (row[0] if row and not row[0].mentions else None)
        if name is None or not name.text.strip() or bare_of(name.text) in w["mean"]:
            continue
        whole = bare_of(name.text) in w["total"] or bare_of(row[0].text) in w["total"]
        parts = list(_money(cells, {role: u or unit for role, u in columns.values()}, prose, whole=whole))
        alone = all(f.column in columns or not f.text.strip() for f in (*grid.rows[at], *row))
        signed = percent_columns(grid.rows[at])
        parts += _rates(cells, rates, signed) if alone else ()  # of other columns' money, for all we know
        if len(parts) > (0 if whole else 1):
            told = alone and not whole  # a region may have a row for each project of another column
            own = (words("mention", name.passage, name.start, name.end, "区域", subject=name.text),) if told else ()
            yield Statement((*own, *parts), places={"list": table, "scope": f"{table}.{n}"})


def _money(cells: Mapping[str, Field], units: Mapping[str, str], prose: Prose, *, whole: bool) -> Iterator[Part]:
    for role, name in MONEY.items():
        if m := _alone(cells.get(role)):
            figure = measured(m, units.get(role, ""), prose)
            if figure.dimension == "元" or m.token.kind == "bare":
                yield Part("amount", m, subject=f"{name}合计" if whole else name, figure=figure)


def _rates(cells: Mapping[str, Field], roles: frozenset[str], signed: frozenset[int]) -> Iterator[Part]:
    for role, name in RATES.items():
        m = _alone(cells.get(role)) if role in roles else None
        if m and (m.percent or m.token.kind == "bare"):
            figure = rate_of(m, "%" if cells[role].column in signed else "")
            yield Part("share", m, subject=name, figure=figure)


def _alone(field: Field | None) -> Mention | None:
    """The figure that is all a cell says: neither 约300 nor 100（首批）."""
    m = figure_of(field)
    return m if field and m and not m.vague and field.text.strip() == m.token.text else None


def _columns(row: Sequence[Field], w: Mapping[str, frozenset[str]]) -> Columns:
    """The columns of a header that names a region and money; none if a name stands over two columns."""
    if any(f.mentions for f in row):
        return {}
    found: dict[int, tuple[str, str]] = {}
    for field in row:
        role = next((role for role in ("number", "region", *MONEY, *RATES) if bare_of(field.text) in w[role]), "")
        if role:
            unit = UNIT.search(field.text)
            found[field.column] = role, unit[1] if unit else ""
    roles = [role for role, _ in found.values()]
    named = "region" in roles and len(set(roles) & set(MONEY)) > 0 and len(roles) == len(set(roles))
    return found if named else {}


@lru_cache(maxsize=4)
def _compiled(groups: Groups) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(map(bare_of, written.split())) for name, written in groups}


@lru_cache(maxsize=4)
def _notes(groups: Groups) -> Mapping[str, re.Pattern[str]]:
    """执行率按到位资金计算, 计算执行率时已扣除."""
    table = dict(groups)
    near, basis, counted = r"[^，。；\d]{0,20}", either(table, "basis"), either(table, "counted")
    rates = ((role, either(table, role)) for role in RATES)
    return {
        role: re.compile(f"(?:{rate}){near}(?:{basis}|{counted})|(?:{counted}){near}(?:{rate})") for role, rate in rates
    }
