"""Markdown (.md): headings, list items and paragraphs without their marks, tables between pipes as cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from gouji.document import Cell, Document
from gouji.readers import txt
from gouji.readers.blocks import Blocks
from gouji.readers.source import Limits

HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
RULE = re.compile(r"\s*(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|=+)\s*$")
RULED = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
FENCE = re.compile(r"\s*(?:```|~~~)")
ITEM = re.compile(r"\s*(?:[-*+]|(?P<number>\d{1,3}[.)]))\s+(?:\[[ xX]\]\s+)?(?P<text>.*)$")
QUOTE = re.compile(r"\s*(?:>\s?)+")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# What a mark encloses stays, the mark goes. Figures are never inside `code` with other signs around them.
MARKS = (
    (re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"~~(?=\S).+?(?<=\S)~~"), ""),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), "\n"),
    (re.compile(r"</?(?:b|i|u|em|strong|span|font|sup|sub|p|div|center)\b[^>\n]*>", re.IGNORECASE), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])"), r"\1"),
)
CELL_END = re.compile(r"(?<!\\)\|")


def read(path: Path, data: bytes, limits: Limits) -> Document:
    """A Markdown text as a Document; ReadError as for plain text."""
    plain = txt.read(path, data, limits)
    made = Blocks()
    lines = COMMENT.sub("", plain.text).split("\n")
    paragraph: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if "|" in line and at + 1 < len(lines) and "|" in lines[at + 1] and RULED.match(lines[at + 1]):
            _end(paragraph, made)
            at = _table(lines, at, made)
            continue
        _line(line, paragraph, made)
        at += 1
    _end(paragraph, made)
    return made.document(path, "md", plain.notes)


def _line(line: str, paragraph: list[str], made: Blocks) -> None:
    heading, item = HEADING.match(line), ITEM.match(line)
    if not line.strip() or RULE.match(line) or FENCE.match(line):
        _end(paragraph, made)
    elif heading:
        _end(paragraph, made)
        made.add(_plain(heading[2]), "paragraph", level=len(heading[1]))
    elif item:
        _end(paragraph, made)
        made.add(_plain(item["text"]), "paragraph", item["number"] or "")
    else:
        paragraph.append(QUOTE.sub("", line, count=1).strip())


def _end(paragraph: list[str], made: Blocks) -> None:
    """The lines so far are one paragraph: Chinese joins them without a blank."""
    if paragraph:
        text = paragraph[0]
        for line in paragraph[1:]:
            text += (" " if text[-1:].isascii() and line[:1].isascii() else "") + line
        made.add(_plain(text), "paragraph")
    paragraph.clear()


def _plain(text: str) -> str:
    for mark, kept in MARKS:
        text = mark.sub(kept, text)
    return text.strip()


def _table(lines: list[str], at: int, made: Blocks) -> int:
    """A table from its header on; the line after it."""
    made.tables += 1
    row = 0
    for n in range(at, len(lines)):
        if "|" not in lines[n] or not lines[n].strip():
            return n
        if n == at + 1:
            continue
        row += 1
        for column, words in enumerate(_fields(lines[n]), 1):
            made.add(_plain(words), "cell", cell=Cell(made.tables, row, column))
    return len(lines)


def _fields(line: str) -> Iterator[str]:
    bare = line.strip().removeprefix("|")
    ended = bare.endswith("|") and not bare.endswith("\\|")
    yield from CELL_END.split(bare[:-1] if ended else bare)
