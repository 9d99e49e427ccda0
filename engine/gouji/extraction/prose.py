"""Prose: a whole document read at the clause level, with its outline. What every statement builder looks at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from gouji.extraction.cues import Cues
from gouji.extraction.mention import Mention, Reading, once
from gouji.extraction.numerals import Token
from gouji.extraction.passages import Passage
from gouji.fact import Profile

STYLE = re.compile(r"[一二三四五六七八九十百]+|[壹贰叁肆伍陆柒捌玖拾]+|\d+|[①-⑳㈠-㈩⑴-⒇]")

FORMAL = "壹贰叁肆伍陆柒捌玖拾"
PLAIN = str.maketrans(FORMAL, "一二三四五六七八九十")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: its section, the headings above it (outermost first), its list and number there."""

    section: str
    above: tuple[int, ...]
    siblings: str
    number: int | None


@dataclass(frozen=True, eq=False)
class Prose:
    """Readings in order (`readings[i].passage.index == i`), the place of each, and the words that extraction knows.

    `scan` types the numbers of any other text.
    """

    readings: tuple[Reading, ...]
    places: tuple[Place, ...]
    cues: Cues
    words: Mapping[str, Any]
    profile: Profile
    scan: Callable[[str], Iterator[Token]] = lambda _: iter(())

    def mentions(self) -> Iterator[Mention]:
        """Every mention of the document, in order."""
        for reading in self.readings:
            yield from reading.mentions

    def sentences(self, reading: Reading) -> tuple[tuple[Mention, ...], ...]:
        """The mentions of a passage by sentence."""
        return once(reading, _by_sentence) if reading.mentions else ()

    def heading_texts(self, index: int) -> tuple[str, ...]:
        """The texts of the headings above a passage, outermost first."""
        return tuple(self.readings[i].passage.text for i in self.places[index].above)


def _by_sentence(reading: Reading) -> tuple[tuple[Mention, ...], ...]:
    return tuple(tuple(run) for _, run in groupby(reading.mentions, key=lambda mention: mention.sentence))


def label_style(label: str) -> str:
    """The shape of a list number: （一） and （二） are one style, 1. and 一、 are others."""
    m = STYLE.search(label)
    if not m:
        return label
    kind = (
        "汉"
        if m[0][0] in "一二三四五六七八九十百"
        else "大"
        if m[0][0] in FORMAL
        else "圈"
        if not m[0][0].isdecimal()
        else "数"
    )
    return STYLE.sub(kind, label).replace("(", "（").replace(")", "）").replace("．", ".")


def label_number(label: str) -> int | None:
    """The last number in a list number: 3.1.2 is 2, （十二） is 12; None for a bullet."""
    found = STYLE.findall(label)
    if not found:
        return None
    last = found[-1].translate(PLAIN)
    if last.isdecimal():
        return int(last)
    if last[0] in "一二三四五六七八九十百":
        tens, ten, ones = last.partition("十")
        value = {c: n for n, c in enumerate("零一二三四五六七八九")}
        return (value.get(tens, 1) * 10 if ten else 0) + value.get(ones if ten else last, 0)
    return (ord(last) - ord("①")) % 20 + 1 if last in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" else None


def outline(passages: tuple[Passage, ...]) -> tuple[Place, ...]:
    """The place of every passage. A label style not open yet opens a level; one that is closes the deeper ones."""
    places: list[Place] = []
    stack: list[tuple[str, int, int]] = []  # style, passage, list number within the document
    lists = 0
    for passage in passages:
        number = label_number(passage.label) if passage.label else None
        if not passage.label or passage.cell:
            above = tuple(i for _, i, _ in stack)
            places.append(Place(_section(above), above, "", None))
            continue
        style = label_style(passage.label)
        depth = next((d for d, (s, _, _) in enumerate(stack) if s == style), None)
        if depth is None:
            lists += 1
            run = lists
        else:
            run = stack[depth][2]
            if number == 1:
                lists += 1
                run = lists
            del stack[depth:]
        above = tuple(i for _, i, _ in stack)
        stack.append((style, passage.index, run))
        places.append(Place(_section((*above, passage.index)), above, f"l{run}", number))
    return tuple(places)


def _section(above: tuple[int, ...]) -> str:
    return f"s{above[0]}" if above else "s"
