"""What paragraph and character styles give: heading level, list, hidden text; inheritance worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
    table = {name: _resolved(name, found) for name in found}
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


def _lineage(name: str | None, found: Mapping[str, etree._Element]) -> Iterator[tuple[str, etree._Element]]:
    """A style, the one it is based on, and so on; damaged files hold circles."""
    seen: set[str] = set()
    while name is not None and name in found and name not in seen:
        seen.add(name)
        yield name, found[name]
        name = value(found[name], "basedOn")


def _resolved(name: str, found: Mapping[str, etree._Element]) -> Style:
    level: int | None = None
    depth: int | None = None
    hidden: bool | None = None
    number, list_of = "", ""
    for ancestor, style in _lineage(name, found):
        paragraph = style.find(f"{W}pPr")
        listed = None if paragraph is None else paragraph.find(f"{W}numPr")
        if level is None:
            level = outline(value(paragraph, "outlineLvl"))
        if level is None and (heading := HEADING.fullmatch(value(style, "name") or "")):
            level = int(heading[1])
        if hidden is None:
            hidden = is_on(style.find(f"{W}rPr"), "vanish")
        if listed is not None and not number:
            said = value(listed, "ilvl")
            depth = whole(said, 0) if depth is None and said is not None else depth
            number = value(listed, "numId") or ""
            list_of = ancestor
    return Style(level or 0, number, depth, list_of, bool(hidden))
