"""What a page with fixed places holds, whatever format it came in: lines of text and ruled lines.

All lengths are whole hundredths of a point, from the left and top edge of the page as displayed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from gouji.document import Box

POINT = 100
THIN = 3 * POINT  # an outline no thicker is a drawn line
CONTROL = dict.fromkeys([*range(0x20), 0x7F, 0xFFFE, 0xFEFF, 0x200B])
# Some fonts name a character by its radical or its compatibility twin; both look the same and mean the usual one.
TWINS = {
    code: plain
    for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00))
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1 and plain != chr(code)
}
REPAIRED = CONTROL | TWINS


class Line(NamedTuple):
    """A line of text; `glyphs` are the boxes of its characters where they were measured, else it is empty."""

    text: str
    box: Box
    glyphs: tuple[Box, ...] = ()


class Ruling(NamedTuple):
    """A straight drawn line: upright at x = `at` from y = `start` to `end`, or level at y = `at` along x."""

    upright: bool
    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page; its lines may be in pieces and out of order. `doubtful` if its text was read from an image."""

    number: int
    width: int
    height: int
    lines: tuple[Line, ...]
    rulings: tuple[Ruling, ...] = ()
    doubtful: bool = False


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of them."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def height(box: Box) -> int:
    """From top to bottom."""
    return box.bottom - box.top


def rulings_along(points: Sequence[tuple[int, int]], *, stroked: bool) -> Iterator[Ruling]:
    """The level and upright lines of an outline: its stroked sides, or itself if it is so thin that it is a line."""
    whole = around(Box(x, y, x, y) for x, y in points)
    if min(whole.right - whole.left, height(whole)) <= THIN:
        sides = [((whole.left, whole.top), (whole.right, whole.bottom))]
    else:
        sides = list(pairwise(points)) if stroked else []
    for (x1, y1), (x2, y2) in sides:
        wide, tall = abs(x2 - x1), abs(y2 - y1)
        if wide <= THIN < tall:
            yield Ruling(upright=True, at=(x1 + x2) // 2, start=min(y1, y2), end=max(y1, y2))
        elif tall <= THIN and wide > 0:
            yield Ruling(upright=False, at=(y1 + y2) // 2, start=min(x1, x2), end=max(x1, x2))
