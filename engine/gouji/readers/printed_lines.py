"""Printed lines → paragraphs: pieces put in line, running heads and page numbers set aside, wrapped lines rejoined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gouji.document import Box
from gouji.readers.printed import POINT, Line, Page, around, height

STOPS = "。；：！？"
CLOSING = "”’）》】"
LABEL = re.compile(
    r"第[一二三四五六七八九十百]{1,4}[章节条篇部]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|\d{1,2}[)）、．]|\d{1,2}\.(?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}(?![\d.%万亿元])|\d{1,2}-\d{1,2}(?![\d年月.%])|[①-⑳㈠-㈩⑴-⒇]|[◆●■▲★◇○◎※•·]"
)
LEADERS = re.compile(r"(?:[.．…·]\s?){3,}\s*\d*$")  # a line of a table of contents
CHUNK = re.compile(
    r"[\d,.%A-Za-z\[\]()〔〕“（《-]*(?:.[“”‘’\"]+)*.[，。、；：！？”）》]*"
)  # what no line break divides
PAGE_NUMBER = re.compile(r"[—–\-~·\s]*(?:第\s*)?(\d{1,4})(?:\s*页)?(?:\s*[/，,共]+\s*\d{1,4}\s*页?)?[—–\-~·\s]*")
UNIT_LINE = re.compile(r"单位[：:]")
WORD_BREAK = re.compile(r"[A-Za-z]$"), re.compile(r"^[A-Za-z]")
FAR = 60  # percent of a page's width that a full line reaches at least
MARGIN = 12  # percent of a page's height at each end, where running heads stand
OUTERMOST = 2  # lines at each end that may be running
LARGE = 22  # tenths: letters so many times as large as others are no part of their line
OFTEN = 3  # pages on which the same line makes it a running one


class Row(NamedTuple):
    """A line, the page it stands on, and how wide a Chinese character is in it."""

    page: Page
    line: Line
    unit: int


class Margins(NamedTuple):
    """Where the lines of a document's prose begin and end, by the width of their page."""

    left: dict[int, int]
    right: dict[int, int]
    pitch: int  # from one line's top to the next; 0 if not known
    indented: bool  # first lines of paragraphs stand in


def level(lines: Sequence[Line]) -> list[Line]:
    """Lines from top to bottom; pieces at one height become one line, from left to right."""
    made: list[Line] = []
    group: list[Line] = []
    for line in sorted(lines, key=lambda one: one.box.top + one.box.bottom):
        if group and not _level_with(group[0].box, line.box):
            made += _in_a_row(group)
            group = []
        group.append(line)
    return made + _in_a_row(group)


def _level_with(one: Box, other: Box) -> bool:
    """The second stands at the height of the first, in letters of about its size."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    low, high = sorted((height(one), height(other)))
    return shared * 10 > low * 6 and high * 10 < low * LARGE


def _in_a_row(group: list[Line]) -> list[Line]:
    """Pieces at one height as one line; those that lie over each other stay lines of their own."""
    if len(group) < 2:  # noqa: PLR2004 - most lines are whole
        return group
    made: list[Line] = []
    for line in sorted(group, key=lambda one: one.box.left):
        if made and made[-1].box.right <= line.box.left + POINT:
            made[-1] = _side_by_side(made[-1], line)
        else:
            made.append(line)
    return made


def _side_by_side(first: Line, second: Line) -> Line:
    gap = second.box.left - first.box.right
    tall = min(height(first.box), height(second.box))
    blank = "  " if gap > tall else " " if gap * 4 > tall else ""
    whole = around((first.box, second.box))
    if not first.glyphs or not second.glyphs:
        return Line(first.text + blank + second.text, whole)
    between = first.box._replace(left=first.box.right)
    return Line(first.text + blank + second.text, whole, (*first.glyphs, *(between,) * len(blank), *second.glyphs))


def running(pages: Sequence[tuple[Page, Sequence[Line]]]) -> dict[tuple[int, Line], str]:
    """Which lines are no part of the text: (page number, line) → `header`, `footer` or `number`.

    A running line stands in the margin of three pages (or of both) with the same words at the same height. Lines that
    give a table's unit are none, nor are the titles that tables on several pages share. A page number keeps step with
    the pages.
    """
    seen: dict[tuple[str, int, str], list[tuple[int, Line]]] = {}
    steps: Counter[int] = Counter()
    numbers: list[tuple[int, Line, int]] = []
    for page, lines in pages:
        for where, line in _outer(page, lines):
            found = PAGE_NUMBER.fullmatch(line.text)
            if found:
                numbers.append((page.number, line, int(found[1]) - page.number))
                steps[int(found[1]) - page.number] += 1
            elif not UNIT_LINE.search(line.text):
                words = re.sub(r"\d+(?=\s*(?:页|/|$))", "#", re.sub(r"\s", "", line.text))
                seen.setdefault((where, line.box.top // (4 * POINT), words), []).append((page.number, line))
    often = min(OFTEN, max(len(pages), 2))
    found_lines = {one: where for (where, _, _), places in seen.items() if len(places) >= often for one in places}
    step, times = steps.most_common(1)[0] if steps else (0, 0)
    if times > 1 or len(pages) == 1:
        found_lines |= {(number, line): "number" for number, line, its in numbers if its == step}
    return found_lines


def _outer(page: Page, lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Lines that may be running: the outermost in the margins, and watermarks in letters much larger than the rest."""
    if len(lines) > 2 * OUTERMOST:
        usual = sorted(height(line.box) for line in lines)[len(lines) // 2]
        yield from (("header", line) for line in lines if height(line.box) * 10 > usual * LARGE)
    edge = page.height * MARGIN // 100
    yield from (("header", line) for line in lines[:OUTERMOST] if line.box.bottom < edge)
    yield from (("footer", line) for line in lines[-OUTERMOST:] if line.box.top > page.height - edge)


def margins(rows: Sequence[Row]) -> Margins:
    """Margins told from the longer lines: most are inside paragraphs and begin and end where all do."""
    by_width: dict[int, list[Line]] = {}
    for page, line, _ in rows:
        by_width.setdefault(page.width, []).append(line)
    left, right = {}, {}
    for width, lines in by_width.items():
        longest = max(line.box.right - line.box.left for line in lines)
        long = [line for line in lines if (line.box.right - line.box.left) * 10 > longest * 7]
        begins = Counter(line.box.left // (3 * POINT) for line in long)
        left[width] = min(place for place, times in begins.items() if times * 8 >= len(long)) * 3 * POINT
        ends = sorted(line.box.right for line in long)
        right[width] = ends[len(ends) * 9 // 10]
    follow = [(a, b) for a, b in pairwise(rows) if a.page is b.page and b.line.box.top > a.line.box.top]
    steps = sorted(b.line.box.top - a.line.box.top for a, b in follow)
    back = sum(a.unit < a.line.box.left - b.line.box.left < 4 * a.unit for a, b in follow)
    return Margins(left, right, steps[len(steps) // 2] if steps else 0, back * 8 > len(follow))


def em(line: Line) -> int:
    """The width of a Chinese character in a line."""
    return min(max(2 * (line.box.right - line.box.left) // max(columns_of(line.text), 1), 1), height(line.box))


def columns_of(text: str) -> int:
    """The width of a text in half characters: GBK has one byte for a narrow character and two for a wide one."""
    return len(text.encode("gb18030", "replace"))


def paragraphs(rows: Sequence[Row], known: Margins) -> Iterator[list[Row]]:
    """Rows that follow each other, with no table between, as paragraphs."""
    run: list[Row] = []
    for row in rows:
        if run and _goes_on(run, row, known):
            run.append(row)
        else:
            if run:
                yield run
            run = [row]
    if run:
        yield run


def _goes_on(run: Sequence[Row], here: Row, known: Margins) -> bool:
    """Whether a line continues the paragraph: the one before is full, and nothing shows a beginning."""
    before = run[-1]
    stopped = is_stopped(before.line.text)
    if LEADERS.search(before.line.text) or not is_full(before, here.line, known) or _apart(before, here, known):
        return False
    if LABEL.match(here.line.text) and (stopped or not here.line.text[:1].isdecimal()):
        return False
    unit = here.unit
    inward = here.line.box.left - known.left.get(here.page.width, 0) > unit
    if not inward:
        return True
    if known.indented and len(run) == 1:  # the second line of a paragraph would stand further out
        return False
    aligned = before.page.width == here.page.width and abs(here.line.box.left - before.line.box.left) < unit
    return not stopped or (aligned and len(run) > 1 and not known.indented)


def is_full(before: Row, here: Line, known: Margins) -> bool:
    """The next line's first unbreakable piece would not have fitted behind this line."""
    if before.line.box.right * 100 < before.page.width * FAR:
        return False
    chunk = CHUNK.match(here.text)
    unit = before.unit
    room = known.right.get(before.page.width, 0) - before.line.box.right
    slack = unit * 6 // 10 if is_stopped(before.line.text) else unit
    return room < columns_of(chunk[0] if chunk else "") * unit // 2 + slack


def is_stopped(text: str) -> bool:
    """A sentence ends with the line."""
    return text.rstrip(CLOSING + " ")[-1:] in (*STOPS,)


def _apart(before: Row, here: Row, known: Margins) -> bool:
    """Another size of letters, or more than the usual space between."""
    one, other = height(before.line.box), height(here.line.box)
    if abs(one - other) * 10 > max(one, other) * 3 and abs(before.unit - here.unit) * 100 > here.unit * 15:
        return True
    step = here.line.box.top - before.line.box.top
    return before.page is here.page and known.pitch > 0 and step * 10 > known.pitch * 16


def joint(before: str, here: str, *, brim: bool) -> str:
    """What stands between two lines that one broken line made. A figure broken at the very `brim` is one figure."""
    if before[-1:].isdecimal() and here[:1].isdecimal():
        return "" if brim else " "
    if WORD_BREAK[0].search(before) and WORD_BREAK[1].search(here):
        return " "
    return ""


def is_brim(before: Row, known: Margins) -> bool:
    """The line leaves no room for one more digit."""
    return (known.right.get(before.page.width, 0) - before.line.box.right) * 10 < before.unit * 6
