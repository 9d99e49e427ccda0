"""List and heading numbers of OpenDocument texts: computed, for the file does not hold them as text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from gouji.readers.docx_numbering import PLACE, Counts, Level, ListOf, label
from gouji.readers.opendocument import LIBREOFFICE, STYLE, TEXT

ID = "{http://www.w3.org/XML/1998/namespace}id"
# How the format names a way of counting → how numerals.py does.
COUNTED = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
    "一": "chineseCounting",
    "壹": "chineseLegalSimplified",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "①": "decimalEnclosedCircle",
    "⑴": "decimalEnclosedParen",
    "⒈": "decimalEnclosedFullstop",
    "１": "decimalFullWidth",
    "㊀": "ideographEnclosedCircle",
}
OUTLINE = "\x00outline"  # no list style has this name
NONE = ListOf("", {}, {})


@dataclass(slots=True)
class Numbering:
    """The list styles of a document, and how far its lists have come. A chain is one count, over several lists."""

    styles: Mapping[str, Mapping[int, Level]]
    counts: Counts = field(default_factory=Counts)
    chains: dict[str, str] = field(default_factory=dict)  # list id or style → its chain
    open: list[ListOf] = field(default_factory=list)  # the list at each depth

    def heading(self, element: etree._Element) -> str:
        """The number of a heading outside lists."""
        if element.get(f"{TEXT}is-list-header") == "true":
            return ""
        depth = int(element.get(f"{TEXT}outline-level", "1")) - 1
        return label(OUTLINE, depth, ListOf(OUTLINE, self.styles.get(OUTLINE, {}), {}), self.counts)

    def enter(self, element: etree._Element, depth: int) -> None:
        """A list begins, at a depth from 0: a new count, or one that goes on."""
        outer = self.open[depth - 1] if depth and len(self.open) >= depth else NONE
        style = element.get(f"{TEXT}style-name", "")
        if depth:
            chain, levels = outer.counter, self.styles.get(style, outer.levels)
        else:
            levels = self.styles.get(style, {})
            chain = self._chain(element, style)
        self.open[depth:] = [ListOf(chain, levels, {})]

    def _chain(self, element: etree._Element, style: str) -> str:
        """Which count a list goes on with: another list's, the last of its style's, or a new one."""
        other = element.get(f"{TEXT}continue-list")
        if other in self.chains:
            chain = self.chains[other]
        elif element.get(f"{TEXT}continue-numbering") == "true" and style in self.chains:
            chain = self.chains[style]
        else:
            chain = f"{style}#{len(self.chains)}"
        self.chains |= {style: chain, element.get(ID, chain): chain}
        return chain

    def item(self, element: etree._Element, depth: int) -> str:
        """The label of a list item."""
        listed = self.open[depth]
        begun = element.get(f"{TEXT}start-value")
        if begun and begun.isdecimal():
            self.counts.reached.setdefault(listed.counter, {})[depth] = int(begun) - 1
        return label(listed.counter, depth, listed, self.counts)


def numbering(roots: Sequence[etree._Element]) -> Numbering:
    """The list styles of the parts of a document."""
    styles: dict[str, Mapping[int, Level]] = {}
    for root in roots:
        for one in root.iter(f"{TEXT}list-style"):
            styles[one.get(f"{STYLE}name", "")] = dict(_level(level) for level in one if _is_level(level))
        for one in root.iter(f"{TEXT}outline-style"):
            styles[OUTLINE] = dict(_level(level) for level in one if _is_level(level))
    return Numbering(styles)


def _is_level(element: etree._Element) -> bool:
    return element.get(f"{TEXT}level", "").isdecimal()


def _level(element: etree._Element) -> tuple[int, Level]:
    depth = int(element.get(f"{TEXT}level", "1")) - 1
    if element.tag == f"{TEXT}list-level-style-bullet":
        return depth, Level(style="bullet", text=element.get(f"{TEXT}bullet-char", ""))
    counted = COUNTED.get(element.get(f"{STYLE}num-format", "")[:1], "decimal")
    start = element.get(f"{TEXT}start-value", "1")
    text = "" if counted == "none" else _pattern(element, depth)
    shows = tuple(int(place) - 1 for place in PLACE.findall(text))
    return depth, Level(int(start) if start.isdecimal() else 1, counted, text, shows=shows)


def _pattern(element: etree._Element, depth: int) -> str:
    """`（%2）`: the level's number among what stands around it, with those of the levels above if it shows them."""
    own = element.get(f"{LIBREOFFICE}num-list-format")
    if own is not None:
        return re.sub(r"%(\d+)%", r"%\1", own)
    shown = element.get(f"{TEXT}display-levels", "1")
    first = depth + 2 - (int(shown) if shown.isdecimal() else 1)
    numbers = ".".join(f"%{level}" for level in range(max(first, 1), depth + 2))
    return element.get(f"{STYLE}num-prefix", "") + numbers + element.get(f"{STYLE}num-suffix", "")
