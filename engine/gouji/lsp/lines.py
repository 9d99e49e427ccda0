"""Lines of a text and places in it, in characters; editors count in units of an encoding, usually UTF-16."""

from __future__ import annotations

import re
from typing import NamedTuple

BREAK = re.compile(r"\r\n|\n|\r")
WIDTH = {"utf-8": 1, "utf-16": 2, "utf-32": 4}  # bytes of one unit


class Spot(NamedTuple):
    """Between two characters; lines and characters count from 0."""

    line: int
    column: int


class Stretch(NamedTuple):
    """From a spot up to another."""

    start: Spot
    end: Spot


def split(text: str) -> list[str]:
    """The lines of a text as the protocol counts them, without their ends; at least one."""
    return BREAK.split(text)


def units(line: str, column: int, encoding: str) -> int:
    """How many units of an encoding stand before a character of a line."""
    exact = encoding if encoding == "utf-8" else f"{encoding}-le"  # without a mark of its order
    return len(line[:column].encode(exact, "surrogatepass")) // WIDTH[encoding]


def column(line: str, counted: int, encoding: str) -> int:
    """The character of a line before which so many units stand; its end, if there are fewer."""
    left = counted
    for n, character in enumerate(line):
        if left <= 0:
            return n
        left -= units(character, 1, encoding)
    return len(line)


def within(lines: list[str], spot: Spot) -> Spot:
    """The spot, moved into the text if it lies outside."""
    line = min(max(spot.line, 0), len(lines) - 1)
    return Spot(line, min(max(spot.column, 0), len(lines[line])) if line == spot.line else len(lines[line]))
