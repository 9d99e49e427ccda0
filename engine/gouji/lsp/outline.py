"""The parts of a file for the editor's outline, and how far the thing reaches that a problem is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.authoring import words
from gouji.errors import Problem
from gouji.finding import Verdict
from gouji.lsp.lines import Spot, Stretch, within
from gouji.packs.source import Path, Source

NOTED = re.compile(r"\s+#.*$")
TOP = re.compile(r"(\w[\w\-]*)\s*:")
TOKEN = re.compile(r"""'[^']*'|"[^"]*"|\w[\w.\-]*|\S""")
PLAIN = re.compile(r"""'[^']*'|"[^"]*"|[^\s{}\[\],#:][^{}\[\],#]*""")


@dataclass(frozen=True)
class Part:
    """One part of a file: its name, what it is, the line it begins on, the last line of it, and what is in it."""

    name: str
    detail: str
    first: Stretch
    last: int
    parts: tuple[Part, ...] = ()


def outline(lines: list[str], source: Source | None) -> tuple[Part, ...]:
    """The top keys, and below them names, exceptions, parameters and examples if the file is YAML."""
    tops = [(n, found) for n, line in enumerate(lines) if (found := TOP.match(line))]
    ends = [*(n for n, _ in tops), len(lines)][1:]
    made = []
    for (n, found), end in zip(tops, ends, strict=True):
        where = Stretch(Spot(n, 0), Spot(n, found.end(1)))
        detail = NOTED.sub("", lines[n][found.end() :]).strip()[:60]
        below = tuple(_below(lines, source, found[1])) if source else ()
        made.append(Part(found[1], detail if not below else "", where, end - 1, below))
    return tuple(made)


def _below(lines: list[str], source: Source, top: str) -> Iterator[Part]:
    if top in ("match", "parameters", "overrides"):
        yield from (_part(lines, mark, str(path[1])) for path, mark in source.keys.items() if _under(path, top, 2))
    elif top == "unless":
        marks = (mark for path, mark in source.values.items() if _under(path, top, 2))
        yield from (_part(lines, mark, f"例外 {n}") for n, mark in enumerate(marks, 1))
    elif top == "examples":
        for path, mark in source.values.items():
            if _under(path, top, 3) and path[1] in set(Verdict):
                yield _part(lines, mark, f"{path[1]}-{int(path[2]) + 1} {words.VERDICT[Verdict(path[1])]}")


def _under(path: Path, top: str, depth: int) -> bool:
    return len(path) == depth and path[0] == top


def _part(lines: list[str], mark: tuple[int, int], name: str) -> Part:
    start = within(lines, Spot(mark[0] - 1, mark[1] - 1))
    rest = lines[start.line][start.column :].rstrip()
    return Part(name, rest[:60], Stretch(start, Spot(start.line, start.column + len(rest))), start.line)


def reach(lines: list[str], problem: Problem, source: Source | None) -> Stretch:
    """From where a problem stands to the end of the word or value that it is about, on that line."""
    start = within(lines, Spot(problem.line - 1, problem.column - 1))
    line = lines[start.line]
    begins_value = source is not None and (problem.line, problem.column) in _starts(source)
    found = (PLAIN if begins_value else TOKEN).match(line, start.column)
    end = len(NOTED.sub("", line[: found.end()]).rstrip()) if found else start.column
    if end <= start.column:
        end = min(start.column + 1, len(line))
    return Stretch(start, Spot(start.line, end))


def _starts(source: Source) -> frozenset[tuple[int, int]]:
    """Where values begin that no key begins with."""
    return frozenset(source.values.values()) - frozenset(source.keys.values())
