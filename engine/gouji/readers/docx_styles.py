"""What paragraph and character styles give: heading level, list, hidden text; inheritance worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
PARAGRAPH, RUN = f"{W}p", f"{W}r"
OFF = ("0", "false", "off", "none")
HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
LARGEST = 10**9
BODY_LEVEL = 9  # Word's outline levels count from 0; 9 is body text


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all it inherits: `level` is 1 to 9 for headings, else 0; `list_of` the style that set `number`."""

    level: int = 0
    number: str = ""
    depth: int | None = None
    list_of: str = ""
    hidden: bool = False


NO_STYLE = Style()


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by id; `usual` is that of paragraphs which name none."""

    table: Mapping[str, Style]
    usual: Style = NO_STYLE


def whole(text: str | None, otherwise: int) -> int:
    """A whole number in an attribute; damaged files hold anything."""
    if not text:
        return otherwise
    try:
        number = int(text)
    except ValueError:
        return otherwise
    return number if abs(number) < LARGEST else otherwise


def stated(parent: etree._Element, name: str) -> dict[str, etree._Element]:
    """The properties in a child of that name, by tag; in one pass, for it is asked of every paragraph and cell."""
    for one in parent:
        if one.tag == name:
            return {property_.tag: property_ for property_ in one}
    return {}


def val(element: etree._Element | None) -> str | None:
    """The `w:val` of a property: None if it is not stated, empty if it is stated without a value."""
    return None if element is None else element.get(VAL, "")


def value(parent: etree._Element | None, name: str) -> str | None:
    """The `w:val` of a child, None if there is no such child."""
    return None if parent is None else val(next(parent.iterchildren(W + name), None))


def is_on(parent: etree._Element | None, name: str) -> bool | None:
    """A yes-or-no property: None if it is not stated; stated without a value means yes."""
    said = value(parent, name)
    return None if said is None else said not in OFF


def outline(said: str | None) -> int | None:
    """A heading level from Word's `outlineLvl`: 1 to 9, 0 for body text, None if nothing was said."""
    if said is None:
        return None
    level = whole(said, BODY_LEVEL)
    return level + 1 if 0 <= level < BODY_LEVEL else 0


def styles(root: etree._Element | None) -> Styles:
    """The styles part; without one, every paragraph is plain."""
    if root is None:
        return Styles({})
    found = {style.get(f"{W}styleId", ""): style for style in root.iterfind(f"{W}style")}
    own = {name: _own(style) for name, style in found.items()}
    table = {name: _resolved(name, own) for name in own}
    usual = next(
        (n for n, s in found.items() if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default") in ("1", "true")), ""
    )
    return Styles(table, table.get(usual, NO_STYLE))


def hidden_runs(root: etree._Element, known: Styles) -> Iterator[etree._Element]:
    """The runs of a part that are hidden text: by themselves, by their character style, by their paragraph's style."""
    for mark in root.iter(f"{W}vanish"):
        owner = mark.getparent()
        owner = None if owner is None else owner.getparent()  # run properties may also stand in a record of changes
        if owner is not None and owner.tag == RUN and mark.get(VAL) not in OFF:
            yield owner
    hiding = {name for name, style in known.table.items() if style.hidden}
    for mark in root.iter(f"{W}rStyle", f"{W}pStyle") if hiding else ():
        if mark.get(VAL) in hiding:
            owner = next(mark.iterancestors(RUN, PARAGRAPH), mark)
            yield from (run for run in owner.iter(RUN) if is_on(run.find(f"{W}rPr"), "vanish") is not False)


class _Own(NamedTuple):
    """What one style says itself, None where it says nothing; `number` is empty where it belongs to no list."""

    based_on: str | None
    level: int | None
    hidden: bool | None
    listed: bool
    depth: int | None
    number: str


def _own(style: etree._Element) -> _Own:
    said = {one.tag: one for one in reversed(style)}  # the first of each
    paragraph = said.get(f"{W}pPr")
    listed = None if paragraph is None else paragraph.find(f"{W}numPr")
    level = outline(value(paragraph, "outlineLvl"))
    if level is None and (heading := HEADING.fullmatch(val(said.get(f"{W}name")) or "")):
        level = int(heading[1])
    depth = value(listed, "ilvl")
    return _Own(
        val(said.get(f"{W}basedOn")),
        level,
        is_on(said.get(f"{W}rPr"), "vanish"),
        listed is not None,
        None if depth is None else whole(depth, 0),
        value(listed, "numId") or "",
    )


def _lineage(name: str | None, own: Mapping[str, _Own]) -> Iterator[tuple[str, _Own]]:
    """A style, the one it is based on, and so on; damaged files hold circles."""
    seen: set[str] = set()
    while name is not None and name in own and name not in seen:
        seen.add(name)
        yield name, own[name]
        name = own[name].based_on


def _resolved(name: str, own: Mapping[str, _Own]) -> Style:
    level: int | None = None
    depth: int | None = None
    hidden: bool | None = None
    number, list_of = "", ""
    for ancestor, style in _lineage(name, own):
        level = style.level if level is None else level
        hidden = style.hidden if hidden is None else hidden
        if style.listed and not number:
            depth = style.depth if depth is None else depth
            number, list_of = style.number, ancestor
    return Style(level or 0, number, depth, list_of, bool(hidden))
