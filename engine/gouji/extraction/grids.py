"""Tables, however they are printed: cells of a document, rows between pipes, columns parted by gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.extraction.mention import Mention, Reading
from gouji.extraction.numerals import Token
from gouji.extraction.passages import GAP, Passage
from gouji.extraction.prose import Prose

PIPE = "|"
PIPES = 2  # that make a line a row
RULED = frozenset("|-:—－ ")
FEWEST = 2  # rows that show what a column holds
TITLE = 24  # characters of a line that may head a part of a form


@dataclass(frozen=True)
class Field:
    """One cell: its words, where they stand, its figures and dates. `column` counts from 1; `inset`: it is indented."""

    text: str
    passage: Passage
    start: int
    end: int
    column: int
    mentions: tuple[Mention, ...]
    inset: bool = False
    days: tuple[Token, ...] = ()


@dataclass(frozen=True)
class Grid:
    """The rows of one table, each a tuple of its fields in order; an empty one where a title parts them."""

    number: int
    rows: tuple[tuple[Field, ...], ...]


def grids(prose: Prose) -> Iterator[Grid]:
    """Every table of the prose, in order."""
    number = 0
    for rows in (*_cells(prose), *_lines(prose)):
        while rows and not rows[-1]:
            rows.pop()
        if len(rows) > 1:
            number += 1
            yield Grid(number, tuple(rows))


def days_in(reading: Reading, start: int, end: int) -> tuple[Token, ...]:
    """The dates in characters `start` to `end` of a passage."""
    return tuple(t for t in reading.tokens if t.day is not None and start <= t.start < end)


def is_row(passage: Passage) -> bool:
    """Whether a line of text is a row of a table."""
    return passage.text.count(PIPE) >= PIPES


def _cells(prose: Prose) -> Iterator[list[tuple[Field, ...]]]:
    tables: dict[int, dict[int, list[Field]]] = {}
    for reading in prose.readings:
        cell = reading.passage.cell
        if cell is not None:
            passage = reading.passage
            days = days_in(reading, 0, len(passage.text))
            field = Field(passage.text, passage, 0, len(passage.text), cell.column, reading.mentions, days=days)
            tables.setdefault(cell.table, {}).setdefault(cell.row, []).append(field)
    for rows in tables.values():
        yield [tuple(rows[n]) for n in sorted(rows)]


def _lines(prose: Prose) -> Iterator[list[tuple[Field, ...]]]:
    """Runs of neighbouring lines with pipes, or with the same number of gaps."""
    run: list[tuple[Field, ...]] = []
    shape = (0, 0)
    for reading in prose.readings:
        passage = reading.passage
        piped = shape[0] == ord(PIPE) and bool(run)
        row = is_row(passage) or (piped and PIPE in passage.text)  # 预期|完成五项任务 within a form
        columns = passage.text.count(GAP)
        apart = passage.text[passage.body : passage.body + 1] == GAP or shape != (ord(GAP), columns + 1)
        numbered = bool(passage.label) and apart  # 1.建档率　≥90%　93.5% goes on with a table of such rows
        sign = PIPE if row else GAP if columns > 1 and not numbered else ""
        if passage.cell or not sign:
            if piped and _title(prose, reading):
                run.append(())
            elif run:
                yield run
                run = []
            continue
        if not set(passage.text) - RULED:
            continue
        fields = tuple(_fields(prose, passage, sign))
        if run and sign == GAP and shape[0] == ord(GAP) and _shorter(fields, run):
            run.append(fields)
            continue
        own = (ord(sign), len(fields) if sign == GAP else 0)  # a form between pipes may hold tables of several shapes
        if run and own != shape:
            yield run
            run = []
        shape = own
        run.append(fields)
    if run:
        yield run


def _shorter(fields: tuple[Field, ...], run: list[tuple[Field, ...]]) -> bool:
    """Whether a row ends before the last column, words that few rows have (扣分原因), and is like the one above."""
    above = next(row for row in reversed(run) if len(row) == len(run[0]))
    if len(run) < FEWEST or len(fields) != len(run[0]) - 1 or above[-1].text.strip("0123456789.%") == "":
        return False
    return all(bool(a.mentions) == bool(b.mentions) for a, b in zip(fields, above, strict=False))


def _title(prose: Prose, reading: Reading) -> bool:
    """Whether a line is the title of the next part of a form between pipes: 二、绩效指标."""
    passage = reading.passage
    following = prose.readings[passage.index + 1 : passage.index + 2]
    short = bool(passage.label) and len(passage.text) <= TITLE and not reading.mentions and not passage.cell
    return short and any(PIPE in r.passage.text for r in following)


def _fields(prose: Prose, passage: Passage, sign: str) -> Iterator[Field]:
    mentions = prose.readings[passage.index].mentions
    text, at, column = passage.text, 0, 0
    if sign == PIPE:
        at = text.find(PIPE) + 1 if text.strip(f" {GAP}").startswith(PIPE) else 0
        text = text.rstrip()[:-1] if text.rstrip().endswith(PIPE) else text
    while at <= len(text):
        end = text.find(sign, at)
        end = len(text) if end < 0 else end
        column += 1
        within = tuple(m for m in mentions if at <= m.start < end)
        words = text[at:end]
        days = days_in(prose.readings[passage.index], at, end)
        yield Field(words.strip(GAP), passage, at, end, column, within, inset=words.startswith(GAP), days=days)
        at = end + 1
