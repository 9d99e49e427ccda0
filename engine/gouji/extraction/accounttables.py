"""Tables of final accounts: the figures of their named lines and columns, one group a table and basis (决算, 预算).

收入支出决算总表 names its lines, 支出决算表 and the table of 三公 name their columns. Headers decide what a
column is; a figure under no header, or one of several in a line that no header tells apart, is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from gouji.extraction.formgrid import MONEY_UNIT, form_numbers
from gouji.extraction.formvalues import figure_of, measured
from gouji.extraction.grids import Field, Grid, grids
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.reprint import near
from gouji.extraction.statement import Part, Statement
from gouji.extraction.wordlists import Groups, groups_of

NOISE = re.compile(r"[\s　“”\"'、：:.．*★]|[（(][^（）()]*[）)]|^[一二三四五六七八九十\d]+|^其中|^加|^减")
TOTAL = frozenset({"总计", "合计"})
BASES = (("预算", re.compile("(?<!公共)(?<!性基金)(?<!经营)预算(?!财政)")), ("决算", re.compile("决算|支出数")))
ADDS_UP = (  # what an unnamed 合计 among columns of these names is
    (frozenset({"基本支出", "项目支出"}), "本年支出合计"),
    (frozenset({"人员经费", "公用经费"}), "基本支出"),
    (frozenset({"财政拨款收入", "其他收入"}), "本年收入合计"),
)
AFTER_NAME = re.compile(r"(?:支出|收入|财政拨款)?(?:决算|预算)?(?:数|总额|金额)?(?:合计|共计|安排|为|是|共|数)*$")
SCOPED = re.compile("拨款|公共预算|基金|收入|专户|经营|下属|项目|工程")
OTHER_YEAR = re.compile("上年|去年|比|同期|增|减|年初")
TITLE_LINES = 3  # passages above a table that may name it or its unit
FEWEST = 2  # named figures that make a statement
HEADS = 6  # rows that a header may take


@dataclass(frozen=True)
class Line:
    """A named figure of a table: the name, 决算 or 预算, and the figure."""

    name: str
    basis: str
    mention: Mention


def account_tables(prose: Prose) -> Iterator[Statement]:
    """The named figures of every table of accounts; and those that the text states again, each with the table's."""
    names = _names(groups_of(prose.words["accounts"]))
    told: dict[tuple[str, str], list[Part]] = {}
    for number, lines, unit in _tables(prose, names):
        for basis in dict.fromkeys(line.basis for line in lines):
            kept = {line.name: line.mention for line in reversed(lines) if line.basis == basis}
            parts = [_part(name, basis, m, unit, prose) for name, m in reversed(kept.items())]
            for part in parts if unit else ():
                told.setdefault((part.subject, basis), []).append(part)
            if len(parts) >= FEWEST:
                yield Statement(tuple(parts), places={"scope": f"表{number}{basis}"})
    yield from _again(told, names, prose)


def _tables(prose: Prose, names: Mapping[str, str]) -> Iterator[tuple[int, list[Line], str]]:
    of_forms = form_numbers(prose)
    for grid in grids(prose):
        if grid.number not in of_forms and all(f.passage.cell for row in grid.rows for f in row):
            yield grid.number, [*_by_column(grid, names, prose), *_by_line(grid, names)], unit_above(grid, prose)


def _part(name: str, basis: str, mention: Mention, unit: str, prose: Prose) -> Part:
    return Part("amount", mention, subject=name, says=(f"{basis}数",), figure=measured(mention, unit, prose))


def _again(told: Mapping[tuple[str, str], list[Part]], names: Mapping[str, str], prose: Prose) -> Iterator[Statement]:
    """A figure of the text with its name and basis before it, and the table's: equal, or a slip of the pen apart."""
    for n, mention in enumerate(prose.mentions()):
        if mention.passage.cell or mention.figure.dimension != "元" or mention.form not in ("value", "to"):
            continue
        lead = NOISE.sub("", mention.lead)
        name = "" if OTHER_YEAR.search(mention.lead) else _named_at_end(lead, names)
        basis = "预算" if lead.endswith(("预算", "预算数", "预算为")) else "决算"
        parts = told.get((name, basis), [])
        figures = {p.figure.value: p.figure for p in parts if p.figure}
        if len(figures) == 1 and near(next(iter(figures.values())), mention.figure):
            both = (replace(parts[0], says=()), Part("amount", mention, subject=name))
            yield Statement(both, places={"scope": f"表文#{n}"})


def _named_at_end(lead: str, names: Mapping[str, str]) -> str:
    """The longest name that the words before a figure end in, 支出决算 and the like behind it aside.

    None if words before it narrow it down: 财政拨款收入支出总计 is not 支出总计.
    """
    for text in (lead, AFTER_NAME.sub("", lead)):
        written = max((word for word in names if text.endswith(word)), key=len, default="")
        if written:
            return "" if SCOPED.search(text[: -len(written)]) else names[written]
    return ""


@cache
def _names(groups: Groups) -> Mapping[str, str]:
    """How a name is written → the name."""
    return {NOISE.sub("", word): name for name, written in groups for word in written.split()}


def named(text: str, names: Mapping[str, str]) -> str:
    """The name that a cell writes; empty if none."""
    return names.get(NOISE.sub("", text), "")


def unit_above(grid: Grid, prose: Prose) -> str:
    """The unit of money that the lines above a table or its first rows name."""
    first = grid.rows[0][0].passage.index
    above = [r.passage.text for r in prose.readings[max(first - TITLE_LINES, 0) : first]]
    inside = [f.text for row in grid.rows[:HEADS] for f in row]
    return next((m[1] for text in (*reversed(above), *inside) if (m := MONEY_UNIT.search(text))), "")


# ── lines: 本年收入合计 | 912.30 | 本年支出合计 | 905.62 ──────────────────────────────────────────────────
def _by_line(grid: Grid, names: Mapping[str, str]) -> Iterator[Line]:
    bases = _bases(grid)
    for row in grid.rows:
        sides = ["收入总计", "支出总计"]
        fields = list(row)
        wholes = [n for n, f in enumerate(fields) if NOISE.sub("", f.text) == "总计"]
        for n, field in enumerate(fields):
            name = named(field.text, names)
            if n in wholes and len(wholes) == len(sides):
                name = sides[wholes.index(n)]
            if name and not field.mentions:
                yield from _after(name, fields[n + 1 :], bases)


def _after(name: str, fields: Sequence[Field], bases: Mapping[int, str]) -> Iterator[Line]:
    """The figures between a name and the next words, by basis; several of one basis say nothing."""
    found: list[tuple[str, Mention]] = []
    for field in fields:
        mention = figure_of(field)
        if mention is None and re.search(r"[\u4e00-\u9fff]", field.text):
            break
        if mention and not (mention.token.kind == "bare" and _is_line_number(field)):
            found.append((bases.get(field.column, "决算"), mention))
    for basis in dict.fromkeys(basis for basis, _ in found):
        mine = [m for b, m in found if b == basis]
        if len(mine) == 1:
            yield Line(name, basis, mine[0])


def _is_line_number(field: Field) -> bool:
    """行次: a whole number of one or two digits and no decimals."""
    return re.fullmatch(r"\d{1,2}", field.text.strip()) is not None


def _bases(grid: Grid) -> dict[int, str]:
    """Column → 决算 or 预算, by the header."""
    found: dict[int, str] = {}
    for row in grid.rows[:HEADS]:
        if any(f.mentions and not _is_line_number(f) for f in row):
            break
        for field in row:
            basis = next((name for name, pattern in BASES if pattern.search(field.text)), "")
            width = field.passage.cell.width if field.passage.cell else 1
            if basis and len(field.text) <= 14:  # noqa: PLR2004 - a title is longer than a header
                found |= dict.fromkeys(range(field.column, field.column + width), basis)
    return found


# ── columns: 本年支出合计 | 基本支出 | 项目支出 over the line 合计 ────────────────────────────────────────────
def _by_column(grid: Grid, names: Mapping[str, str], prose: Prose) -> Iterator[Line]:
    """The figures of the line that adds up, or of the only line, under headers that name them."""
    body = next((n for n, row in enumerate(grid.rows) if _is_body(row)), len(grid.rows))
    heads = _heads(grid.rows[:body], names, _title(grid, prose))
    if len({name for name, _ in heads.values()}) < FEWEST:
        return
    rows = [row for row in grid.rows[body:] if _is_body(row)]
    whole = [row for row in rows if any(NOISE.sub("", f.text) in TOTAL for f in row[:4])]
    chosen = whole[0] if whole else rows[0] if len(rows) == 1 else None
    for field in chosen or ():
        mention = figure_of(field)
        if mention and field.column in heads:
            yield Line(*heads[field.column], mention)


def _is_body(row: Sequence[Field]) -> bool:
    return sum(bool(f.mentions) and not _is_line_number(f) for f in row) >= FEWEST


def _title(grid: Grid, prose: Prose) -> str:
    first = grid.rows[0][0].passage.index
    above = (r.passage.text for r in prose.readings[max(first - TITLE_LINES, 0) : first])
    return "".join([*above, *(f.text for f in grid.rows[0])])


def _heads(  # noqa: C901 - one branch a way in which headers name columns
    rows: Sequence[Sequence[Field]], names: Mapping[str, str], title: str
) -> dict[int, tuple[str, str]]:
    """Column → name and basis; of merged headers the lower wins, 合计 and 小计 are what stands above or beside them."""
    found: dict[int, tuple[str, str]] = {}
    bases: dict[int, str] = {}
    above: dict[int, str] = {}
    totals: list[int] = []
    for row in rows:
        for field in row:
            width = field.passage.cell.width if field.passage.cell else 1
            span = range(field.column, field.column + width)
            bare = NOISE.sub("", field.text)
            name = named(field.text, names)
            if not name and bare in ("小计", "合计"):
                name = above.get(field.column, "") or ("三公经费合计" if "三公" in title and bare == "合计" else "")
            if not name and bare in ("购置费", "运行费", "运行维护费") and "公务用车" in above.get(field.column, ""):
                name = "公务用车购置费" if bare == "购置费" else "公务用车运行费"
            basis = next((b for b, pattern in BASES if pattern.search(bare)), "") if len(bare) <= 8 else ""  # noqa: PLR2004
            if bare in ("合计", "小计", "总计") and width == 1 and not name:
                totals.append(field.column)
            for column in span:
                if basis and not name:
                    bases[column] = basis
                if name:
                    found[column] = name, bases.get(column, "决算")
                    above[column] = name
                elif width > 1:
                    above.setdefault(column, "")
    named_ = {name for name, _ in found.values()}
    whole = next((name for parts, name in ADDS_UP if parts <= named_ and name not in named_), "")
    spare = [c for c in totals if c not in found]
    if whole and len(spare) == 1:
        found[spare[0]] = whole, bases.get(spare[0], "决算")
    return _unspread(found)


def _unspread(found: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """A merged header over columns that no lower header names says nothing of any of them."""
    counted: dict[tuple[str, str], int] = {}
    for key in found.values():
        counted[key] = counted.get(key, 0) + 1
    return {column: key for column, key in found.items() if counted[key] == 1}
