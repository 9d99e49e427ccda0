"""YAML with its places: every scalar as text, and the line and column of every value and key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from gouji.errors import Problem
from gouji.packs.folders import LARGEST, PackFile

Path = tuple[str | int, ...]
Mark = tuple[int, int]
Plain = Any  # texts, and lists and dicts of them, as deep as YAML nests; which, only the schema can say
BROKEN = "YAML 写错。多半是缩进、冒号后缺空格，或含 [ ] { } : 的文字未加引号"
DEEPEST = 40
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Source:
    """One parsed file. Paths lead from the root: ('match', '目标', 'role'); lines and columns count from 1.

    `inside` holds the first character of a text written on one line, for columns within it.
    """

    file: PackFile
    value: Plain
    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)
    inside: dict[Path, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: Path, message: str, *, key: bool = False, column: int = 0) -> Problem:
        """A problem at a value, at a key, or `column` characters into a text."""
        marks = self.keys if key else self.inside if column else self.values
        line, start = marks.get(path) or self.values.get(path) or (1, 1)
        return Problem(self.file.shown, line, start + (column if path in self.inside and not key else 0), message)


def parse(file: PackFile) -> Source:
    """The file as dicts, lists and texts; what is wrong with its YAML is in `problems`, and then the value is None."""
    broken = Source(file, None)
    if len(file.content) > LARGEST:
        broken.problems.append(broken.problem((), f"文件超过 {LARGEST} 字节。规则文件不该这么大"))
        return broken
    if not file.name.endswith(".yaml"):
        broken.problems.append(broken.problem((), "文件名应以 .yaml 结尾"))
        return broken
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = file.content[: fault.start].count(b"\n") + 1
        broken.problems.append(Problem(file.shown, line, 1, "不是 UTF-8 编码。请另存为 UTF-8"))
        return broken
    try:
        node = yaml.compose(text, Loader)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line, column = (mark.line, mark.column) if mark else (0, 0)
        broken.problems.append(Problem(file.shown, line + 1, column + 1, BROKEN))
        return broken
    if node is None:
        broken.problems.append(broken.problem((), "文件是空的"))
        return broken
    source = Source(file, [None])
    source.value[0] = _take(source, node, (), set())
    return Source(file, source.value[0], source.values, source.keys, source.inside, source.problems)


def _take(source: Source, node: yaml.Node, path: Path, seen: set[int]) -> Plain:
    """The plain value of a node, its marks noted on the way."""
    mark = (node.start_mark.line + 1, node.start_mark.column + 1)
    source.values[path] = mark
    if id(node) in seen or len(path) > DEEPEST:
        source.problems.append(source.problem(path, "不支持 YAML 的引用（& 和 *）和过深的嵌套。把内容直接写出来"))
        return ""
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(source, node, path, seen))
    if isinstance(node, yaml.SequenceNode):
        return [_take(source, item, (*path, n), seen) for n, item in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode) and node.start_mark.line == node.end_mark.line:
        source.inside[path] = (mark[0], mark[1] + (node.style in ("'", '"')))
    return node.value


def _pairs(source: Source, node: yaml.MappingNode, path: Path, seen: set[int]) -> Iterator[tuple[str, Plain]]:
    known: set[str] = set()
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        source.keys[(*path, name)] = (key.start_mark.line + 1, key.start_mark.column + 1)
        if name in known:
            source.problems.append(source.problem((*path, name), f"“{name}”写了两次。留下一个", key=True))
        known.add(name)
        yield name, _take(source, value, (*path, name), seen)
