"""Where in a rule file the cursor stands, as a path of keys; the text may be half written and need not be YAML yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from gouji.lsp.lines import Spot, Stretch
from gouji.packs.source import Path

TOP = re.compile(r"[^\s#\-]")
DASH = re.compile(r"- +|-$")
KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s#{}\[\],&*!|>'"%@`][^#{}\[\],]*?)\s*:(?:\s+|$)""")
BLOCK = re.compile(r"[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
WORD = re.compile(r"[\w\-]+(?:\.[\w\-]+)*")
NAME = re.compile(r"[\w]+")
WRITTEN = ("where", "expect", "message")  # values that hold names, not one word


class Place(NamedTuple):
    """A path from the root to where the cursor is; `inline`: after a key of the same line, where no other can begin."""

    path: Path
    inline: bool
    text: bool  # inside a text over several lines


class Word(NamedTuple):
    """The word under the cursor: what it says, where it stands, and whether it is a key. `path` leads to it."""

    said: str
    where: Stretch
    path: Path
    key: bool


@dataclass
class _Frame:
    column: int
    step: str | int


@dataclass
class _Flow:
    closer: str
    step: str | int | None


@dataclass
class _Scan:
    """What is open so far: block mappings and lists by column, flow collections by bracket, a text over lines."""

    block: list[_Frame] = field(default_factory=list)
    flow: list[_Flow] = field(default_factory=list)
    texted: int | None = None

    def path(self) -> Path:
        flow = [one.step for one in self.flow if one.step is not None]
        return (*(frame.step for frame in self.block), *flow)

    def close(self, column: int) -> None:
        while self.block and self.block[-1].column >= column:
            self.block.pop()


def place(lines: list[str], spot: Spot) -> Place | None:
    """The place of a spot; None inside a comment."""
    top = next((n for n in range(min(spot.line, len(lines) - 1), -1, -1) if TOP.match(lines[n])), 0)
    if spot.column == 0 and top == spot.line:
        return Place((), inline=False, text=False)
    scan = _Scan()
    for line in lines[top : spot.line]:
        _line(scan, line, last=False)
    return _line(scan, lines[spot.line][: spot.column], last=True)


def word(lines: list[str], spot: Spot) -> Word | None:
    """The word at a spot, if there is one outside comments."""
    line = lines[spot.line]
    broad = next((m for m in WORD.finditer(line) if m.start() <= spot.column <= m.end()), None)
    if broad is None:
        return None
    here = place(lines, Spot(spot.line, broad.start()))
    if here is None:
        return None
    key = bool(re.match(r"\s*:(\s|$)", line[broad.end() :])) and not here.inline and not here.text
    narrow = next((m for m in NAME.finditer(line) if m.start() <= spot.column <= m.end()), None)
    found = narrow if narrow and not key and here.path and here.path[0] in WRITTEN else broad
    where = Stretch(Spot(spot.line, found.start()), Spot(spot.line, found.end()))
    return Word(found[0], where, (*here.path, found[0]) if key else here.path, key)


def before(line: str, column: int, path: Path) -> str:
    """The part of a word that stands before the cursor."""
    pattern = r"\w*$" if path and path[0] in WRITTEN else r"[\w.\-]*$"
    found = re.search(pattern, line[:column])
    return found[0] if found else ""


def names(lines: list[str]) -> dict[str, Stretch]:
    """The names under `match`, one a line, and where each stands; also of a text that is no YAML yet."""
    found: dict[str, Stretch] = {}
    start = next((n for n, line in enumerate(lines) if line.startswith("match:")), None)
    indent = None
    for n in range(len(lines) if start is None else start + 1, len(lines)):
        if TOP.match(lines[n]):
            break
        made = re.match(r"( +)(\w+)\s*:", lines[n])
        if made and len(made[1]) == (indent or len(made[1])):
            indent = len(made[1])
            found[made[2]] = Stretch(Spot(n, made.start(2)), Spot(n, made.end(2)))
    return found


def _line(scan: _Scan, line: str, *, last: bool) -> Place | None:
    if scan.flow:
        commented = _flow(scan, line, 0)
        return None if last and commented else Place(scan.path(), inline=False, text=False)
    rest = line.lstrip(" ")
    column = len(line) - len(rest)
    if scan.texted is not None:
        if column > scan.texted or (not rest and not last):
            return Place(scan.path(), inline=True, text=True)
        scan.texted = None
    if rest.startswith("#"):
        return None
    if not rest and not last:
        return Place(scan.path(), inline=False, text=False)
    return _begun(scan, line, column)


def _begun(scan: _Scan, line: str, column: int) -> Place | None:
    """What stands on a line of block YAML: dashes, a key, a value."""
    while dash := DASH.match(line, column):
        _item(scan, column)
        column = dash.end()
    found = KEY.match(line, column)
    if not found:
        scan.close(column)
        commented = line[column : column + 1] in ("{", "[") and _flow(scan, line, column)
        return None if commented or " #" in line[column:] else Place(scan.path(), inline=False, text=False)
    scan.close(column)
    scan.block.append(_Frame(column, found[1].strip("'\"")))
    value = line[found.end() :]
    if BLOCK.match(value):
        scan.texted = column
    opens = value[:1] in ("{", "[")
    commented = _flow(scan, line, found.end()) if opens else f" {value}".find(" #") >= 0
    return None if commented else Place(scan.path(), inline=not scan.flow, text=False)


def _item(scan: _Scan, column: int) -> None:
    """The next item of the list whose dashes stand in this column."""
    while scan.block and scan.block[-1].column > column:
        scan.block.pop()
    above = scan.block[-1] if scan.block else None
    if above and above.column == column and isinstance(above.step, int):
        above.step += 1
    else:
        scan.block.append(_Frame(column, 0))


def _flow(scan: _Scan, line: str, at: int) -> bool:
    """Follow brackets, keys and commas from a character on; whether a comment has begun."""
    begun = at
    while at < len(line):
        character = line[at]
        if character in "\"'" and not line[begun:at].strip():
            at = line.find(character, at + 1)
            if at < 0:
                return False
        elif character == "#" and (at == 0 or line[at - 1] == " "):
            return True
        elif character in "{[}],:":
            begun = _bracket(scan, line, at, line[begun:at].strip(" '\"")) or begun
        at += 1
    return False


def _bracket(scan: _Scan, line: str, at: int, said: str) -> int:
    """One mark of a flow collection; where the next word begins, or 0 if the mark is part of a word."""
    match line[at]:
        case "{":
            scan.flow.append(_Flow("}", None))
        case "[":
            scan.flow.append(_Flow("]", 0))
        case "}" | "]" if scan.flow:
            _unpair(scan)
            scan.flow.pop()
        case "," if scan.flow:
            _unpair(scan)
            inner = scan.flow[-1]
            inner.step = inner.step + 1 if isinstance(inner.step, int) else None
        case ":" if scan.flow and line[at + 1 : at + 2] in ("", " "):
            if scan.flow[-1].closer == "}":
                scan.flow[-1].step = said
            else:  # [facts: …] is short for [{facts: …}]
                scan.flow.append(_Flow("", said))
        case _:
            return 0
    return at + 1


def _unpair(scan: _Scan) -> None:
    """A pair without braces ends with what it stands in."""
    if len(scan.flow) > 1 and not scan.flow[-1].closer:
        scan.flow.pop()
