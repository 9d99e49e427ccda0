"""Rewritings that leave a report true to itself change nothing that is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from properties.reports import checked, read, reports, said

ITEM_LINE = r"(?:\d{1,2}[).、] ?[^\n]{2,44})"
INSIDE = re.compile(r"[\d,.][\d,.%]")
UNITS = "亿元|万元|万亩|亩|户|件|人次|人|公里|吨|个|分|%"
WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters; as in print, no line ends inside a figure."""
    lines = []
    for paragraph in text.split("\n"):
        rest = paragraph
        while len(rest) > width:
            cut = width
            while cut > width - 12 and INSIDE.match(rest[cut - 1 : cut + 1]):
                cut -= 1
            lines.append(rest[:cut])
            rest = rest[cut:]
        lines.append(rest)
    return lines


SHAPES = {  # of list numbers, as they begin a line
    "N)": re.compile(r"(?m)^(\d{1,2})\) ?"),
    "N、": re.compile(r"(?m)^(\d{1,2})、 ?"),
    "N.": re.compile(r"(?m)^(\d{1,2})\.(?!\d) ?"),
    "（N）": re.compile(r"(?m)^[（(](\d{1,2})[）)] ?"),
}


def _items(text: str) -> str:
    """The shape of the indicators' numbers: the commonest."""
    return max(SHAPES, key=lambda shape: len(SHAPES[shape].findall(text)))


def _swapped(text: str, shape: str) -> str:
    """The indicators numbered in another shape; headings that had that shape take the indicators'.

    A blank stays where a figure follows the number, as 1. 6.26 needs it.
    """
    own = _items(text)
    to = {own: shape, shape: own}
    lines = []
    for line in text.split("\n"):
        found = next(((s, m) for s in to if (m := SHAPES[s].match(line))), None)
        if found:
            old, m = found
            rest = line[m.end() :]
            blank = " " if rest[:1].isdigit() else ""
            lines.append(to[old].replace("N", m[1]) + blank + rest)
        else:
            lines.append(line)
    return "\n".join(lines)


def _circled(text: str) -> str:
    return SHAPES[_items(text)].sub(lambda m: chr(ord("①") + int(m[1]) - 1), text)


def _paged(text: str) -> str:
    lines = _wrapped(text, 40)
    return "\n".join(line + (f"\n\n— {n // 28 + 1} —\n" if n % 28 == 27 else "") for n, line in enumerate(lines))


REWRITINGS: Mapping[str, Callable[[str], str]] = {
    "labels N、": lambda t: _swapped(t, "N、"),
    "labels （N）": lambda t: _swapped(t, "（N）"),
    "labels N.": lambda t: _swapped(t, "N."),
    "labels N)": lambda t: _swapped(t, "N)"),
    "labels ①": _circled,
    "hard-wrapped at 38": lambda t: "\n".join(_wrapped(t, 38)),
    "hard-wrapped at 45": lambda t: "\n".join(_wrapped(t, 45)),
    "wrapped, with page numbers": _paged,
    "full-width digits": lambda t: t.translate(WIDE),
    "a blank before the unit": lambda t: re.sub(rf"(\d)({UNITS})", r"\1 \2", t),
    "a blank around figures": lambda t: re.sub(r"(?<=[\u4e00-\u9fff])(\d[\d,.]*)", r" \1", t),
    "no stop after headings": lambda t: re.sub(rf"(?m)^({ITEM_LINE})。$", r"\1", t),
    "：before the value of a heading": lambda t: re.sub(
        r"(?m)^(\d{1,2}[).、] ?[^\d\n，。]{2,30})(\d[\d.]*[^\d\n，。]{1,4}。)$", r"\1：\2", t
    ),
    "heading and evidence in one paragraph": lambda t: re.sub(
        rf"(?m)^({ITEM_LINE}。)\n(?![\d（(一二三四五六七八九十目])", r"\1", t
    ),
    "no grouping commas": lambda t: re.sub(r"(?<=\d),(?=\d{3})", "", t),
    "indented paragraphs": lambda t: re.sub(r"(?m)^(?=.)", "　　", t),
    "blank lines between": lambda t: t.replace("\n", "\n\n"),
    "trailing blanks": lambda t: re.sub(r"(?m)$", "  ", t),
    "half-width brackets": lambda t: t.translate(str.maketrans("（）", "()")),
    "half-width semicolons": lambda t: t.replace("；", ";"),
    "commas for semicolons' half width": lambda t: t.replace("，", ","),
    "％ for %": lambda t: t.replace("%", "％"),
    "万 元": lambda t: re.sub(r"(\d)(万|亿)元", r"\1\2 元", t),
    "a blank after grouping commas": lambda t: re.sub(r"(?<=\d),(?=\d{3}(?!\d))", ", ", t),
    "full-width grouping commas": lambda t: re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "，", t),
    "section headings without numbers": lambda t: re.sub(r"(?m)^[一二三四五六七八九十]、(?=[^。\n]{2,20}$)", "", t),
    "headings in bold marks": lambda t: re.sub(r"(?m)^([一二三四五六七八九十]、[^。\n]{2,20})$", r"【\1】", t),
    "traditional full stop": lambda t: re.sub(r"。$", "．", t, flags=re.MULTILINE),
    "a stop after headings": lambda t: re.sub(
        r"(?m)^([一二三四五六七八九十（(\d][^。；，：\n]{2,24}[^。；，：\n])$", r"\1。", t
    ),
    "evidence after a dash": lambda t: t.replace("，指标完成率", "——指标完成率"),
    "a colon before rates": lambda t: re.sub(r"(率)(?=\d)", r"\1：", t),
    "为 before rates": lambda t: re.sub(r"(率)(?=\d)", r"\1为", t),
    "达到 before rates": lambda t: re.sub(r"(率)(?=\d)", r"\1达到", t),
    "，，spaces inside sentences": lambda t: re.sub(r"([，。；：])(?=[\u4e00-\u9fff])", r"\1 ", t),
    "tabs for indents": lambda t: re.sub(r"(?m)^(?=.)", "\t", t),
    "windows line ends": lambda t: t.replace("\n", "\r\n"),
    "；for 。before figures' sentences": lambda t: re.sub(r"。(?=(?:全年|共)[^。\n]*\d)", "；", t),
    "half-width colons": lambda t: t.replace("：", ":"),
    "Chinese quotes for straight ones": lambda t: re.sub(r"“([^“”\n]*)”", r'"\1"', t),
    "invisible characters": lambda t: re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)", "\u200b", t),
}


@pytest.mark.parametrize("name", REWRITINGS)
@pytest.mark.parametrize("path", list(reports()))
def test_a_rewriting_changes_no_finding(path: Path, name: str) -> None:
    before, after = said(checked(read(path))), said(checked(REWRITINGS[name](read(path))))
    assert not before - after, "lost"
    assert not after - before, "new"
