"""Automatic list numbers: computed as Word does, for the file does not hold them as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from gouji.readers.docx_styles import W, is_on, value, whole
from gouji.readers.numerals import numeral

BULLET = "•"
PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `text` is its pattern (`（%2）`); `restart` the level (from 1) that begins it anew."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    all_digits: bool = False
    shows: tuple[int, ...] = ()  # the levels whose numbers the pattern shows
    paragraph_style: str = ""


NO_LEVEL = Level()


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list as paragraphs use it: several may count on together, those with one `counter`."""

    counter: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]  # level → the number it begins with when this list is first used


@dataclass(slots=True)
class Counts:
    """How far each counter has come while a document is read: counter → level → number."""

    reached: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)


def lists(root: etree._Element | None) -> Mapping[str, ListOf]:
    """The numbering part: list id → list."""
    if root is None:
        return {}
    abstract = {one.get(f"{W}abstractNumId", ""): one for one in root.iterfind(f"{W}abstractNum")}
    named = {link: one for one in abstract.values() if (link := value(one, "styleLink"))}
    made = {}
    for one in root.iterfind(f"{W}num"):
        counter = value(one, "abstractNumId") or ""
        if counter in abstract:
            source = named.get(value(abstract[counter], "numStyleLink") or "", abstract[counter])
            made[one.get(f"{W}numId", "")] = _list(one, source.get(f"{W}abstractNumId", ""), source)
    return made


def _list(one: etree._Element, counter: str, source: etree._Element) -> ListOf:
    levels = dict(_level(level) for level in source.iterfind(f"{W}lvl"))
    restarts = {}
    for override in one.iterfind(f"{W}lvlOverride"):
        depth = whole(override.get(f"{W}ilvl"), 0)
        if (level := override.find(f"{W}lvl")) is not None:
            levels[depth] = _level(level)[1]
        if (start := value(override, "startOverride")) is not None:
            restarts[depth] = whole(start, 1)
    return ListOf(counter, levels, restarts)


def _level(level: etree._Element) -> tuple[int, Level]:
    restart, text = value(level, "lvlRestart"), value(level, "lvlText") or ""
    return whole(level.get(f"{W}ilvl"), 0), Level(
        start=whole(value(level, "start"), 1),
        style=value(level, "numFmt") or "decimal",
        text=text,
        restart=None if restart is None else whole(restart, 0),
        all_digits=bool(is_on(level, "isLgl")),
        shows=tuple(int(place) - 1 for place in PLACE.findall(text)),
        paragraph_style=value(level, "pStyle") or "",
    )


def depth_of_style(listed: ListOf, style: str) -> int:
    """The level that a list reserves for a paragraph style; the first if it reserves none."""
    return next((depth for depth, level in listed.levels.items() if style and level.paragraph_style == style), 0)


def label(number: str, depth: int, listed: ListOf, counts: Counts) -> str:
    """Count one paragraph of list `number` at `depth` and give its label: `一、` `（二）` `3.` `•`, or nothing."""
    level = listed.levels.get(depth)
    if level is None:
        return ""
    reached = counts.reached.setdefault(listed.counter, {})
    if depth in listed.restarts and (number, depth) not in counts.begun:
        reached[depth] = listed.restarts[depth]
    else:
        reached[depth] = reached.get(depth, level.start - 1) + 1
    counts.begun.add((number, depth))
    for deeper in [d for d in reached if d > depth]:
        after = listed.levels.get(deeper, NO_LEVEL).restart
        if after is None or depth < after:
            del reached[deeper]
    if level.style == "bullet":
        return _bullet(level.text)
    text = level.text
    for shown in level.shows:
        text = text.replace(f"%{shown + 1}", _count(shown, level, listed, reached))
    return text


def _count(depth: int, shown_in: Level, listed: ListOf, reached: Mapping[int, int]) -> str:
    level = listed.levels.get(depth, NO_LEVEL)
    number = reached.get(depth, level.start)
    return numeral(number, "decimal" if shown_in.all_digits else level.style)


def _bullet(text: str) -> str:
    """Most bullets are characters of a symbol font, which mean nothing outside it."""
    return text if text and not any("\ue000" <= c <= "\uf8ff" for c in text) else BULLET
