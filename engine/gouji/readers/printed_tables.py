"""Ruled lines → tables: a grid of unit cells, walls where a line is drawn, merged cells where there is none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from gouji.document import Box
from gouji.readers.printed import POINT, Line, Page, Ruling, around, height
from gouji.readers.printed_lines import STOPS, columns_of, level

NEAR = 3 * POINT  # rulings this near are one, or meet
OPEN = 12 * POINT  # level lines that reach further out than the last upright one leave a column open at the side
PADDING = 6 * POINT  # what programs keep free at each side of a cell
MOST = 400  # rows or columns of one grid; beyond, it is a drawing
COVERED = 60  # percent of a cell's side that a wall must cover
HANGING = "，。、；：！？）》”"
FIGURE = re.compile(r"[≥≤><=＝]?[\d,.%]+")
FIGURE_END = re.compile(r"\d[\d,.]*$")
FIGURE_BEGIN = re.compile(r"[,.]?\d[\d,.]*(?<![,.])")
COMPLETE = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
GROWING = re.compile(r"\d+(?:\.\d*)?|\d{1,3}(?:,\d{3})*(?:,\d{0,3}|\.\d*)|\d{4}(?:\.\d{1,2}){2}")
CLINGING = re.compile(r"[（(《“]*.[，。、；：！？）)》”%,.]*")


class Region(NamedTuple):
    """A cell: unit rows `top` to `bottom` and columns `left` to `right`, both exclusive at the end."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(slots=True)
class Grid:
    """A table on one page: where its columns and rows begin and end, its cells, and the lines of text in each."""

    xs: list[int]
    ys: list[int]
    regions: list[Region]
    lines: dict[Region, list[Line]] = field(default_factory=dict)
    padding: int = 0  # kept free at each side of a cell

    @property
    def box(self) -> Box:
        """The whole table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, region: Region) -> Box:
        """One cell."""
        return Box(self.xs[region.left], self.ys[region.top], self.xs[region.right], self.ys[region.bottom])

    def inside(self, region: Region) -> Box:
        """Where in a cell text may stand."""
        box = self.box_of(region)
        return box._replace(left=box.left + self.padding, right=box.right - self.padding)


def tables(page: Page) -> tuple[list[Grid], list[Line]]:
    """The tables of a page that hold text, and the lines outside them."""
    grids = [grid for part in _parts(_joined(page.rulings)) if (grid := _grid(part))]
    grids.sort(key=lambda grid: height(grid.box) * (grid.box.right - grid.box.left))
    outside: list[Line] = []
    for line in page.lines:
        outside += _sorted_in(line, grids)
    full = [grid for grid in grids if len(grid.lines) > 1]
    for grid in grids:
        if grid in full:
            grid.padding = _padding(grid)
        else:  # a frame around a text, or a drawing
            outside += [line for lines in grid.lines.values() for line in lines]
    return full, level(outside)


def _joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings on one line that meet or overlap become one: borders are drawn cell by cell, dotted ones dot by dot."""
    made: list[Ruling] = []
    group: list[Ruling] = []
    for ruling in sorted(rulings):
        if group and (ruling.upright != group[0].upright or ruling.at - group[-1].at > POINT):
            made += _end_to_end(group)
            group = []
        group.append(ruling)
    return [*made, *_end_to_end(group)]


def _end_to_end(group: Sequence[Ruling]) -> Iterator[Ruling]:
    run: list[Ruling] = []
    for ruling in sorted(group, key=lambda one: one.start):
        if run and ruling.start > max(one.end for one in run[-1:]) + NEAR:
            yield _whole(run)
            run = []
        run.append(ruling if not run else ruling._replace(end=max(ruling.end, run[-1].end)))
    if run:
        yield _whole(run)


def _whole(run: Sequence[Ruling]) -> Ruling:
    return Ruling(run[0].upright, sum(one.at for one in run) // len(run), run[0].start, run[-1].end)


def _parts(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Rulings that meet, each group by itself."""
    group_of = list(range(len(rulings)))

    def root(index: int) -> int:
        while group_of[index] != index:
            group_of[index] = group_of[group_of[index]]
            index = group_of[index]
        return index

    flat = sorted((r.at, index) for index, r in enumerate(rulings) if not r.upright)
    heights = [at for at, _ in flat]
    for index, upright in enumerate(rulings):
        if upright.upright:
            first = bisect_right(heights, upright.start - NEAR - 1)
            last = bisect_right(heights, upright.end + NEAR)
            for _, other in flat[first:last]:
                if rulings[other].start - NEAR <= upright.at <= rulings[other].end + NEAR:
                    group_of[root(other)] = root(index)
    parts: dict[int, list[Ruling]] = {}
    for index, ruling in enumerate(rulings):
        parts.setdefault(root(index), []).append(ruling)
    return list(parts.values())


def _grid(rulings: Sequence[Ruling]) -> Grid | None:
    """The grid of rulings that meet; None if they enclose no two cells."""
    upright = [r for r in rulings if r.upright]
    flat = [r for r in rulings if not r.upright]
    if not upright or len(flat) < 2:  # noqa: PLR2004 - a cell needs a line above and one below
        return None
    xs = _places([r.at for r in upright], min(r.start for r in flat), max(r.end for r in flat))
    ys = _places([r.at for r in flat], min(r.start for r in upright), max(r.end for r in upright))
    if not 2 <= len(xs) <= MOST or not 2 <= len(ys) <= MOST or len(xs) + len(ys) < 5:  # noqa: PLR2004
        return None
    return Grid(xs, ys, list(_regions(_Walls(xs, ys, upright, flat))))


def _places(at: Sequence[int], first: int, last: int) -> list[int]:
    """Where rulings stand, near ones as one, with the open sides that crossing rulings reach out to."""
    made: list[int] = []
    for one in sorted(at):
        if not made or one - made[-1] > NEAR:
            made.append(one)
    if made[0] - first > OPEN:
        made.insert(0, first)
    if last - made[-1] > OPEN:
        made.append(last)
    return made


class _Walls:
    """Which sides of the unit cells are drawn."""

    def __init__(self, xs: list[int], ys: list[int], upright: Sequence[Ruling], flat: Sequence[Ruling]) -> None:
        self.xs, self.ys = xs, ys
        self._upright = _by_place(xs, upright)
        self._flat = _by_place(ys, flat)

    def beside(self, row: int, x: int) -> bool:
        """A wall at xs[x] along a row."""
        return _covers(self._upright[x], self.ys[row], self.ys[row + 1])

    def below(self, y: int, left: int, right: int) -> bool:
        """A wall at ys[y] from one column's beginning to another's."""
        return _covers(self._flat[y], self.xs[left], self.xs[right])


def _by_place(places: Sequence[int], rulings: Iterable[Ruling]) -> list[list[Ruling]]:
    found: list[list[Ruling]] = [[] for _ in places]
    for ruling in rulings:
        found[min(range(len(places)), key=lambda index: abs(places[index] - ruling.at))].append(ruling)
    return found


def _covers(rulings: Sequence[Ruling], start: int, end: int) -> bool:
    covered = sum(max(min(r.end, end) - max(r.start, start), 0) for r in rulings)
    return covered * 100 >= (end - start) * COVERED


def _regions(walls: _Walls) -> Iterator[Region]:
    """Cells from top to bottom: unit cells with no wall between them are one, across first, then down."""
    growing: dict[tuple[int, int], Region] = {}
    for row in range(len(walls.ys) - 1):
        edges = [0, *(x for x in range(1, len(walls.xs) - 1) if walls.beside(row, x)), len(walls.xs) - 1]
        above, growing = growing, {}
        for left, right in pairwise(edges):
            region = above.pop((left, right), None)
            if region and walls.below(row, left, right):
                yield region
                region = None
            growing[left, right] = Region(region.top if region else row, row + 1, left, right)
        yield from above.values()
    yield from growing.values()


def _sorted_in(line: Line, grids: Sequence[Grid]) -> Iterator[Line]:
    """Puts each character into the cell it stands in; gives back what stands in none, in one piece per gap."""
    if not line.glyphs or not grids:
        yield line
        return
    pieces: list[tuple[Grid | None, Region | None, int]] = []  # cell, and where its piece begins
    for index, glyph in enumerate(line.glyphs):
        if line.text[index].isspace() or (index and line.text[index] in HANGING):
            continue  # stays with the character before, even over the cell's edge
        grid, region = _cell_at((glyph.left + glyph.right) // 2, (glyph.top + glyph.bottom) // 2, grids)
        if not pieces or pieces[-1][:2] != (grid, region):
            pieces.append((grid, region, index))
    for (grid, region, start), end in zip(pieces, [*(p[2] for p in pieces[1:]), len(line.text)], strict=True):
        text = line.text[start:end].rstrip()
        glyphs = line.glyphs[start : start + len(text)]
        piece = Line(text, around(glyphs), glyphs)
        if grid and region:
            grid.lines.setdefault(region, []).append(piece)
        else:
            yield piece


def _cell_at(x: int, y: int, grids: Sequence[Grid]) -> tuple[Grid | None, Region | None]:
    """The cell at a point; of a table inside another's cell, the inner one's, for `grids` are smallest first."""
    for grid in grids:
        if grid.xs[0] <= x <= grid.xs[-1] and grid.ys[0] <= y <= grid.ys[-1]:
            column = min(bisect_right(grid.xs, x) - 1, len(grid.xs) - 2)
            row = min(bisect_right(grid.ys, y) - 1, len(grid.ys) - 2)
            inside = (r for r in grid.regions if r.left <= column < r.right and r.top <= row < r.bottom)
            return grid, next(inside, None)
    return None, None


def _padding(grid: Grid) -> int:
    """What even full cells keep free, told from their left sides: most text begins there."""
    free = sorted(line.box.left - grid.xs[region.left] for region, lines in grid.lines.items() for line in lines)
    return max(0, min(free[len(free) // 10], PADDING))


def cell_text(grid: Grid, region: Region) -> tuple[str, list[tuple[int, Box]]]:
    """The text of a cell, wrapped lines rejoined and others on lines of their own; where in it each line begins."""
    text = ""
    begins: list[tuple[int, Box]] = []
    before: Line | None = None
    for line in level(grid.lines.get(region, ())):
        if before:
            text += "" if _wrapped(text, before, line, grid.inside(region)) else "\n"
        begins.append((len(text), line.box))
        text += line.text
        before = line
    return text, begins


def _wrapped(text: str, before: Line, here: Line, cell: Box) -> bool:
    """The cell's edge broke the line `before`, the last of `text`.

    It broke a figure if both parts can be one, and the first had no room for a digit more or stands alone and is none.
    """
    tail, head = FIGURE_END.search(text), FIGURE_BEGIN.match(here.text)
    if tail and head:
        full = _room(before, cell) < _beginning(here)
        torn = FIGURE.fullmatch(before.text) and not COMPLETE.fullmatch(tail[0])
        return bool((full or torn) and GROWING.fullmatch(tail[0] + head[0]))
    long = (before.box.right - before.box.left) * 10 > (cell.right - cell.left) * 8 and before.text[-1:] not in STOPS
    return long or _room(before, cell) < max(_beginning(here), _character(before) * 12 // 10)


def _room(line: Line, cell: Box) -> int:
    """What is free beside a line: at both sides of a figure, which may stand in the middle; else at the right only."""
    if FIGURE.fullmatch(line.text):
        return (cell.right - cell.left) - (line.box.right - line.box.left)
    return cell.right - min(line.box.left - cell.left, PADDING) - line.box.right


def _beginning(line: Line) -> int:
    """The width of what no line break divides at the beginning of a line: a character, with the marks that cling to it."""
    chunk = CLINGING.match(line.text)
    last = chunk.end() - 1 if chunk else 0
    return line.glyphs[last].right - line.glyphs[0].left + height(line.box) // 10  # what fonts keep free around it


def _character(line: Line) -> int:
    """The width of a Chinese character in a line."""
    return min((line.box.right - line.box.left) * 2 // max(columns_of(line.text), 1), height(line.box))


def is_filled(grid: Grid, region: Region) -> bool:
    """The last line ends at the cell's edge, so that the text may go on."""
    last = level(grid.lines.get(region, ()))[-1:]
    return any(_room(line, grid.inside(region)) < _character(line) * 12 // 10 for line in last)
