"""Tables of indicators, scores and money: the header names the columns, a row is one group, 合计 adds columns up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from gouji.extraction.claims import ClaimWords, claim_words, claims_in
from gouji.extraction.dates import date_figure
from gouji.extraction.formgrid import form_numbers
from gouji.extraction.grids import Field, Grid, grids
from gouji.extraction.headers import Named, columns_of, header_words, knows, percent_columns
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.scoreitems import framed, score_words
from gouji.extraction.stacked import stacked
from gouji.extraction.statement import Part, Statement, words
from gouji.extraction.tablesums import SUMMED, counted, sums
from gouji.extraction.targets import Readers, kind, readers, target_part
from gouji.extraction.wordlists import Groups, either, groups_of
from gouji.quantity import Quantity

FIGURED = (*SUMMED, "execution_rate", "completion_rate", "growth_rate", "weight", "score")  # hold a figure or a dash
NO_FIGURE = re.compile(r"[无暂未不][^\d，]{0,6}|[—\-–/]+")
MONEY = ("budget.initial", "budget.adjusted", "budget.executed", "execution_rate")
WHOLE, SLIP = 100, 10  # what all weights make, and how far off a slip may take them
KNOWN = 2  # columns that a header must name
EXECUTION = re.compile(r"执行率")
DIMENSIONS = re.compile("满意度|效益|产出|成本")
HAN = re.compile(r"(?!约|近|满分|得)[\u4e00-\u9fff]{2}")

Row = Mapping[str, Field]
Lined = tuple[dict[int, str], list[tuple[Field, ...]], list[tuple[Row, str]]]


class Table(NamedTuple):
    """A grid with its sections, and the name of the list that its scores belong to; "" where they make none."""

    grid: Grid
    parts: list[Lined]
    list: str


def tables(prose: Prose) -> Iterator[Statement]:
    """The statements of every table whose header names its columns; a form may have several headers, in turn."""
    r, w = readers(prose), claim_words(prose)
    total, inside, own = _compiled(groups_of(prose.words["tables"]), groups_of(prose.words["scores"]))
    read = read_tables(prose)
    for table in read:
        weighed = _earned(read, table, total)
        for columns, rows, lined in table.parts:
            told = (f.text for row in table.grid.rows for f in row)
            yield from framed(_rows(lined, total, table.list, weighed, (r, w)), told, score_words(prose))
            yield from sums(counted(table.grid, rows), columns, total, inside)
            yield from _retold(lined, prose)
    yield from _stated_totals(read, own, total)


@lru_cache(maxsize=1)  # scores asks for those of one document, too
def read_tables(prose: Prose) -> tuple[Table, ...]:
    """Every table that is no form (those are read cell by cell, see formrows.py), with the list its scores make."""
    named = header_words(prose)
    of_forms = form_numbers(prose)
    others = (grid for grid in grids(prose) if grid.number not in of_forms)
    read = [(grid, _lined(grid, named)) for grid in (*others, *stacked(prose, named))]
    lists = [_list_name(grid, parts) or _list_after(parts, read[n + 1 :]) for n, (grid, parts) in enumerate(read)]
    return tuple(Table(grid, parts, name) for (grid, parts), name in zip(read, lists, strict=True))


def scored_lines(prose: Prose) -> frozenset[int]:
    """The lines that are rows of tables whose scores make a list."""
    return frozenset(f.passage.index for t in read_tables(prose) if t.list for row in t.grid.rows for f in row)


def table_totals(prose: Prose) -> list[Mention]:
    """The total scores of the tables that are no forms: of the rows that add up a whole."""
    total, _, _ = _compiled(groups_of(prose.words["tables"]), groups_of(prose.words["scores"]))
    read = read_tables(prose)
    made = (
        s
        for t in read
        if t.list
        for _, _, rows in t.parts
        for s in _totals(rows, t.list, total, _earned(read, t, total))
    )
    return [p.mention for s in made for p in s.parts if p.role == "total_score" and p.mention]


def _earned(read: Sequence[Table], table: Table, total: re.Pattern[str]) -> Fraction:
    """What the rows of all tables of one list may earn together."""
    return _weighed([p for t in read if t.list == table.list for _, _, lined in t.parts for p in lined], total)


def _totals(
    lined: Sequence[tuple[Row, str]], name: str, total: re.Pattern[str], weighed: Fraction
) -> Iterator[Statement]:
    for row, head in lined:
        if total.match(head) and "budget.executed" not in row:
            yield from _total(row, lined, name, weighed)


def _retold(lined: Sequence[tuple[Row, str]], prose: Prose) -> Iterator[Statement]:
    """县级资金执行率87.28% in the text, and the rate in the row that is called 县级资金."""
    rates = {head: row["execution_rate"].mentions for row, head in lined if head and "execution_rate" in row}
    if not rates:
        return
    for m in prose.mentions():
        name = m.lead.removesuffix("预算执行率").removesuffix("执行率")
        if m.percent and name != m.lead and len(rates.get(name, ())) == 1 and m.span != rates[name][0].span:
            places = {"scope": "未注明"}
            yield Statement(tuple(Part("amount", x, subject=m.lead, places=places) for x in (rates[name][0], m)))


def _lined(grid: Grid, named: Named) -> list[Lined]:
    """The sections of a table: columns, rows, and each row by role with its first words."""
    return [
        (c, rows, [(_row(row, c, shares), _head(row)) for row in rows]) for c, shares, rows in _sections(grid, named)
    ]


def _list_name(grid: Grid, parts: Sequence[Lined]) -> str:
    """The list that the scores of a table make; none where fewer than two are scored."""
    scored = sum("score" in row and bool(row["score"].mentions) for _, _, lined in parts for row, _ in lined)
    return f"表{grid.number}" if scored > 1 else ""


def _list_after(parts: Sequence[Lined], later: Sequence[tuple[Grid, Sequence[Lined]]]) -> str:
    """A form whose execution is scored in a table of its own: the list of the next table that scores none."""
    if not any("budget.executed" in row and "score" in row for _, _, lined in parts for row, _ in lined):
        return ""
    for grid, following in later:
        rows = [pair for _, _, lined in following for pair in lined]
        if any("budget.executed" in row for row, _ in rows):
            return ""
        if name := _list_name(grid, following):
            named = (row["name"].text if "name" in row else head for row, head in rows)
            return "" if any(EXECUTION.search(text) for text in named) else name
    return ""


def _row(row: tuple[Field, ...], columns: Mapping[int, str], shares: frozenset[int]) -> Row:
    """The fields of a row by role; bare figures under （%） are percentages."""
    return {columns[f.column]: as_share(f) if f.column in shares else f for f in row if f.column in columns}


def as_share(field: Field) -> Field:
    """A cell under （%）: its bare figures are percentages."""
    made = [replace(m, figure=_share(m.figure)) if m.token.kind == "bare" else m for m in field.mentions]
    return replace(field, mentions=tuple(made))


def _share(q: Quantity) -> Quantity:
    return replace(q, printed=f"{q.printed}%", value=q.value / WHOLE, step=q.step / WHOLE, scale=q.scale / WHOLE)


def _stated_totals(read: Sequence[Table], own: re.Pattern[str], total: re.Pattern[str]) -> Iterator[Statement]:
    """自评总分 | 94.2 at the top of a form and the row that adds its scores up: one figure."""
    totals = [row for t in read for _, _, lined in t.parts for row, head in lined if total.match(head)]
    last = {(row["score"].passage.index, row["score"].start) for row in totals if "score" in row}
    tops = [row for t in read for row in t.grid.rows if not any((f.passage.index, f.start) in last for f in row)]
    pairs = [(a, b) for row in tops for a, b in pairwise(row) if own.fullmatch(a.text) and len(b.mentions) == 1]
    found = [b.mentions[0] for _, b in pairs] + [
        row["score"].mentions[0] for row in totals if "score" in row and len(row["score"].mentions) == 1
    ]
    one = len({t.list for t in read if t.list}) <= 1 and len(pairs) == 1  # of several forms each has its own
    if one and len({m.span for m in found}) > 1:
        yield Statement(tuple(Part("amount", m, subject="自评总分", places={"scope": "未注明"}) for m in found))


def _sections(grid: Grid, named: Named) -> Iterator[tuple[dict[int, str], frozenset[int], list[tuple[Field, ...]]]]:
    """The rows under each header of a table, its columns by role, and those whose header has a %."""
    columns: dict[int, str] = {}
    shares: frozenset[int] = frozenset()
    rows: list[tuple[Field, ...]] = []
    after_title = False
    for row in grid.rows:
        found = columns_of(row, named)
        renewed = after_title and len(row) > KNOWN and not any(f.mentions for f in row)
        if knows(found) >= KNOWN or renewed:
            if columns and rows:
                yield columns, shares, rows
            columns, shares, rows = found if knows(found) >= KNOWN else {}, percent_columns(row), []
        elif row and _fits(row, columns):
            rows.append(row)
        after_title = not row
    if columns and rows:
        yield columns, shares, rows


def _fits(row: tuple[Field, ...], columns: Mapping[int, str]) -> bool:
    """Whether a row holds figures where its header says so: 按资金来源|财政拨款|2,340.00 has words of its own."""
    named = row[1:] if not row[0].mentions else row  # the first cell of words is the row's name, whatever heads it
    cells = [f for f in named if columns.get(f.column) in FIGURED and f.text and not NO_FIGURE.fullmatch(f.text)]
    return all(f.mentions and not HAN.match(f.text) for f in cells)


def _head(row: tuple[Field, ...]) -> str:
    """The first words of a row."""
    return next((f.text for f in row if f.text), "")


@cache
def _compiled(groups: Groups, scores: Groups) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The words of a row that adds up, of one that is inside another, and of the report's own total."""
    table = dict(groups)
    return (
        re.compile(f"^(?:{either(table, 'total')})$"),
        re.compile(f"^(?:{either(table, 'inside')})"),
        re.compile(f"(?:{either(dict(scores), 'own')})"),
    )


def _rows(
    lined: Sequence[tuple[Row, str]],
    total: re.Pattern[str],
    name: str,
    weighed: Fraction,
    w: tuple[Readers, ClaimWords],
) -> Iterator[Statement]:
    dimension = ""
    for row, head in lined:
        first = row["dimension"].text if "dimension" in row else ""
        dimension = m[0] if (m := DIMENSIONS.search(first)) else ("" if first else dimension)
        if "budget.executed" in row and "score" in row:
            yield from _executed(row, name)
        elif total.match(head):
            if name:
                yield from _total(row, lined, name, weighed)
            yield from _money(row)
        elif "target" in row or "weight" in row:
            yield from _indicator(row, dimension, name, *w)
            yield from _divided(row)
        else:
            yield from _money(row)


def _weighed(lined: Sequence[tuple[Row, str]], total: re.Pattern[str]) -> Fraction:
    """What the rows may earn together, those aside that add up."""
    found = (row["weight"].mentions for row, head in lined if "weight" in row and not total.match(head))
    return sum((mentions[0].figure.value for mentions in found if len(mentions) == 1), Fraction(0))


def _total(row: Row, lined: Sequence[tuple[Row, str]], name: str, weighed: Fraction) -> Iterator[Statement]:
    """The row that adds up: the report's total score if its weights are those of a whole; else the sum of a part.

    `weighed` is what all rows of the table may earn: a total with rows missing is the sum of no list.
    """
    parts = _figures(row, {"weight": "full_score", "score": "total_score"})
    score = next((p for p in parts if p.role == "total_score"), None)
    if score is None:
        return
    rows = [other for other, _ in lined if other is not row]
    weights = [r["weight"].mentions[0] for r in rows if "weight" in r and len(r["weight"].mentions) == 1]
    full = next((p.mention for p in parts if p.role == "full_score" and p.mention), None)
    whole = full.figure.value if full else sum((m.figure.value for m in weights), Fraction(0))
    if abs(whole - WHOLE) <= SLIP or not weights:
        complete = not weights or abs(weighed - whole) <= SLIP
        yield Statement(tuple(parts), places={"list": name if complete else f"{name}总分"})
        return
    scores = [r["score"].mentions[0] for r in rows if "score" in r and len(r["score"].mentions) == 1]
    yield Statement((Part("total", score.mention, says=("列全",)), *(Part("part", m) for m in scores)))


def _executed(row: Row, name: str) -> Iterator[Statement]:
    """The row of a form that scores the execution rate: budgets, money spent, rate, weight and score."""
    parts = _figures(row, {c: c for c in MONEY})
    marks = _figures(row, {"weight": "budget.weight", "score": "budget.score"})
    if parts:
        yield Statement((*parts, *(_listed(p, name) for p in marks)))


def _listed(part: Part, name: str) -> Part:
    return replace(part, places={"list": name}) if name else part


def _indicator(row: Row, dimension: str, name: str, r: Readers, w: ClaimWords) -> Iterator[Statement]:
    """A row with a target and a result, a weight and a score."""
    label = row.get("name")
    execution = bool(label and EXECUTION.search(label.text))
    parts: list[Part] = [] if execution else _result(row, r)
    parts += _due(row)
    budget = "budget." if execution else ""
    parts += [_listed(p, name) for p in _figures(row, {"weight": f"{budget}weight", "score": f"{budget}score"})]
    if label and label.text and not execution:
        places = {"dimension": dimension} if dimension else {}
        parts.append(replace(words("indicator", label.passage, label.start, label.end), places=places))
    if (why := row.get("deviation_reason")) and why.text:
        claims = claims_in(why.passage, why.start, why.end, w)
        said = [c.part for c in claims if not {"承认不足", "部分达成"} & set(c.says)]
        empty = why.text in ("无", "暂无", "/", "—", "-", "正常")
        reason = words("deviation_reason", why.passage, why.start, why.end, "空话" if empty else "有实质原因")
        parts += said or [reason]  # 已达标 is no reason
    if any(p.role not in ("indicator", "deviation_reason") for p in parts):
        yield Statement(tuple(parts))


def _divided(row: Row) -> Iterator[Statement]:
    """指标　分子　分母　完成值: the result is the one figure over the other."""
    parts = _figures(row, {"numerator": "numerator", "denominator": "denominator", "actual": "share"})
    rate = next((p.mention for p in parts if p.role == "share"), None)
    if len(parts) > KNOWN and rate and rate.percent:
        yield Statement(tuple(replace(p, says=("比率",)) if p.role == "share" else p for p in parts))


def _due(row: Row) -> list[Part]:
    """The day by which a row was to be done, and the day it was done."""
    found = [(role, row[column]) for role, column in (("deadline", "target"), ("done_date", "actual")) if column in row]
    made = [
        Part(role, text=f.days[0].text, span=f.passage.span(f.days[0].start, f.days[0].end), figure=figure)
        for role, f in found
        if len(f.days) == 1 and f.days[0].day and (figure := date_figure(f.days[0].day))
    ]
    return made if len(made) == len(found) == KNOWN else []


def _result(row: Row, r: Readers) -> list[Part]:
    """The target of a row and what was reached, where both are measured alike; the unit may have a cell of its own."""
    cells = {c: row[c].mentions[0] for c in ("target", "actual") if c in row and len(row[c].mentions) == 1}
    parts = _figures(row, {"completion_rate": "completion_rate"})
    if "target" not in cells:
        return parts
    names = (row["name"].text,) if "name" in row else ()
    target = target_part(cells["target"], r, names, _sign(row))
    if (reached := cells.get("actual")) is None:
        return [target, *parts]
    figure = target.figure or cells["target"].figure
    if kind(cells["target"]) != kind(reached):
        if kind(cells["target"]) != "" or "unit" not in row or row["unit"].text != reached.token.unit:
            return parts
        scale, unit = reached.figure.scale, reached.figure.dimension
        figure = replace(figure, value=figure.value * scale, step=figure.step * scale, scale=scale, dimension=unit)
    return [replace(target, figure=figure), Part("actual", reached), *parts]


def _sign(row: Row) -> str:
    """The bound in a cell of its own: ≥ | 100 | %."""
    text = row["sign"].text if "sign" in row else ""
    return text if text in ("≥", "≤", "=") else {">=": "≥", "<=": "≤", "＝": "="}.get(text, "")


def _figures(row: Row, roles: Mapping[str, str]) -> list[Part]:
    """The figures of some columns of a row as facts; a cell with several figures gives none."""
    return [
        Part(role, row[column].mentions[0])
        for column, role in roles.items()
        if column in row and len(row[column].mentions) == 1
    ]


def _money(row: Row) -> Iterator[Statement]:
    """A row of budgets or of two years."""
    budget = _figures(row, {c: c for c in MONEY})
    if len(budget) > 1:
        yield Statement(tuple(budget))
    years = _figures(row, {c: c for c in ("current", "prior", "change", "growth_rate")})
    if len(years) > KNOWN and {"current", "prior"} <= {p.role for p in years}:
        yield Statement(tuple(years))
