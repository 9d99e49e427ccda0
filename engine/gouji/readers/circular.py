"""Formulas that lead back to themselves: what is stored as their result is no result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

AREA = re.compile(r"(?<![\w!.'])\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?(?![\w(!])")
MOST = 400  # formulas that are looked through; a form has a dozen


class Formula(NamedTuple):
    """A formula and where it stands; its text without the equals sign."""

    row: int
    column: int
    text: str


def circular(formulas: Sequence[Formula]) -> set[tuple[int, int]]:
    """The places of those formulas, all of one sheet, that depend on themselves, directly or through one another."""
    chosen = formulas[:MOST]
    areas = [[_area(*m.groups()) for m in AREA.finditer(one.text)] for one in chosen]
    leads = {
        n: {k for k, other in enumerate(chosen) if any(_holds(area, other) for area in areas[n])}
        for n in range(len(chosen))
    }
    return {(chosen[n].row, chosen[n].column) for n in leads if n in _reached(leads, n)}


def _reached(leads: dict[int, set[int]], start: int) -> set[int]:
    found: set[int] = set()
    ahead = list(leads[start])
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += leads[one]
    return found


def _area(left: str, top: str, right: str | None, bottom: str | None) -> tuple[int, int, int, int]:
    first, last = column_of(left), column_of(right or left)
    high, low = int(top), int(bottom or top)
    return min(high, low), min(first, last), max(high, low), max(first, last)


def column_of(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _holds(area: tuple[int, int, int, int], one: Formula) -> bool:
    return area[0] <= one.row <= area[2] and area[1] <= one.column <= area[3]
