"""Forms whose cells came out one a line: the header is a run of lines that name columns, each row a run of lines.

年初预算数 / 全年预算数（A） / 执行数（B） / 分值 / 得分      then      年度资金总额 / 3,600 / 3,720 / 3,534 / 10 / 9.5
三级指标 / 年度指标值 / 实际完成值 / 分值 / 得分              then      新建泵站数 / 6座 / 5座 / 8 / 6.7 / 用地手续滞后

A row of money has a figure or a dash for every column; one of indicators ends in two bare numbers, weight and score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from gouji.extraction.grids import Field, Grid, days_in
from gouji.extraction.headers import Named, role_of
from gouji.extraction.mention import Reading
from gouji.extraction.prose import Prose

CELL = 16  # characters of a line that may name a column
LONGEST = 80  # characters of a line that may be a cell
FEWEST = 3  # columns of values that make a header
BODY = 4000  # where numbering of these tables begins
BARE = re.compile(r"\d{1,3}(?:\.\d+)?分?")
DASH = re.compile(r"[—–\-－/]+|无")
LEVEL = re.compile(r"指标(?:[（(]\d+分[）)])?$|^(?:一级|二级|三级)")
NAMES = ("name", "dimension", "unit", "sign")

Header = Sequence[tuple[str, Reading]]


def stacked(prose: Prose, named: Named) -> Iterator[Grid]:
    """The tables that lines of one cell each make; those of one form are one table."""
    lines = [r for r in prose.readings if r.passage.cell is None and len(r.passage.text) <= LONGEST]
    rows: list[tuple[Field, ...]] = []
    at = 0
    while at < len(lines):
        header = _header(lines[at:], named)
        values = [role for role, _ in header if role not in (*NAMES, "deviation_reason")]
        at += max(len(header), 1)
        if len(values) < FEWEST or not values[-1]:
            continue
        body = _body(lines[at:], named)
        made = list(
            _scored(body, header, values)
            if values[-4:] == ["target", "actual", "weight", "score"]
            else _filled(body, values)
        )
        if made:
            rows += [_heading(header, values), *made]
    if rows:
        yield Grid(BODY, tuple(rows))


def _header(lines: Sequence[Reading], named: Named) -> Header:
    """The run of short lines that each name a column, at the beginning of some lines."""
    run = takewhile(lambda pair: pair[0], ((_named(line, named), line) for line in lines))
    found = list(run)
    neighbours = [n for n in range(1, len(found)) if found[n][1].passage.index != found[n - 1][1].passage.index + 1]
    return found[: neighbours[0]] if neighbours else found


def _named(line: Reading, named: Named) -> str:
    text = line.passage.text
    return "" if line.mentions or line.passage.label or len(text) > CELL else role_of(text, named)


def _body(lines: Sequence[Reading], named: Named) -> list[Reading]:
    """The lines up to the next header."""
    body: list[Reading] = []
    for n, line in enumerate(lines):
        apart = bool(body) and line.passage.index != body[-1].passage.index + 1
        if apart or len([r for r, _ in _header(lines[n : n + 12], named) if r not in NAMES]) >= FEWEST:
            break
        body.append(line)
    return body


def _heading(header: Header, values: list[str]) -> tuple[Field, ...]:
    """The header as a row: the name first, then the columns of values, then the reason."""
    first = next((line for role, line in header if role == "name"), header[0][1])
    shown = [line for role, line in header if role in values]
    reason = [line for role, line in header if role == "deviation_reason"]
    return tuple(_field(line, column, bare=True) for column, line in enumerate([first, *shown, *reason], 1))


def _field(line: Reading, column: int, *, bare: bool = False) -> Field:
    passage, end = line.passage, len(line.passage.text)
    days = () if bare else days_in(line, passage.body, end)
    text = passage.text[passage.body :]
    return Field(text, passage, passage.body, end, column, () if bare else line.mentions, days=days)


def _filled(body: list[Reading], values: list[str]) -> Iterator[tuple[Field, ...]]:
    """Rows that have a figure or a dash for every column after their name."""
    at, width = 0, len(values)
    while at + width < len(body):
        cells = body[at + 1 : at + 1 + width]
        if not _figure(body[at]) and all(_figure(line) for line in cells):
            yield tuple(_field(line, n) for n, line in enumerate([body[at], *cells], 1))
            at += width
        at += 1


def _figure(line: Reading) -> bool:
    """A line that is one figure, or a dash for none."""
    text = line.passage.text.strip()
    whole = len(line.mentions) == 1 and len(text) - len(line.mentions[0].token.text) <= 1
    return bool(DASH.fullmatch(text)) or whole


def _scored(body: list[Reading], header: Header, values: list[str]) -> Iterator[tuple[Field, ...]]:
    """Rows that end in weight and score: target, result and name stand before them, a reason may stand after."""
    ends = [
        n
        for n in range(1, len(body))
        if _bare(body[n - 1]) and _bare(body[n]) and not (n + 1 < len(body) and _bare(body[n + 1]))
    ]
    width = len(values)
    explained = any(role == "deviation_reason" for role, _ in header)
    for end, following in zip(ends, [*ends[1:], len(body) + width], strict=True):
        first = end - 1 if _adds(body[end - 2]) else end - width + 1  # 总分 has no target
        if first < 1:
            continue
        row = [_field(line, n) for n, line in enumerate(body[first : end + 1], width + 2 - (end + 1 - first))]
        if explained and end + 1 < following - width and not LEVEL.search(body[end + 1].passage.text):
            row.append(_field(body[end + 1], width + 2))
        yield (_field(body[first - 1], 1), *row)


def _adds(line: Reading) -> bool:
    return line.passage.text in ("总分", "合计", "总计", "总得分")


def _bare(line: Reading) -> bool:
    return bool(BARE.fullmatch(line.passage.text.strip()))
