"""What may be written at the cursor: keys, roles, classes, places, names, parameters, functions, rules, packs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from gouji.authoring import words
from gouji.fact import PLACES, ROLES
from gouji.lsp import schema
from gouji.lsp.hover import COMPUTED
from gouji.lsp.lines import Spot, Stretch
from gouji.lsp.place import before, place
from gouji.lsp.scene import Scene, in_facts, named
from gouji.packs.source import Path

Sort = Literal["key", "value", "role", "class", "name", "parameter", "function", "rule", "pack"]


class Offer(NamedTuple):
    """One word that may be written, what it is, and the text that writes it."""

    word: str
    sort: Sort
    told: str
    text: str


class Offers(NamedTuple):
    """What may stand in place of a stretch."""

    where: Stretch
    found: tuple[Offer, ...]


def offers(scene: Scene, spot: Spot) -> Offers:
    """All that may be written at a spot; nothing inside comments and texts."""
    line = scene.lines[spot.line]
    here = place(scene.lines, spot)
    nothing = Offers(Stretch(spot, spot), ())
    if here is None or (here.text and here.path[:1] != ("message",)):
        return nothing
    part = before(line, spot.column, here.path)
    start = Spot(spot.line, spot.column - len(part))
    here = place(scene.lines, start) or here
    colon = not re.match(r"[\w.\-]*\s*:", line[spot.column :])
    if here.path[:1] in (("where",), ("expect",)) and scene.kind == "rule":
        found = _expression(scene, line[: start.column])
    elif here.path[:1] == ("message",) and scene.kind == "rule":
        found = _message(scene, line[: start.column])
    else:
        keys = () if here.inline else _keys(scene, here.path)
        made = (Offer(name, sort, told, f"{name}: " if colon else name) for name, sort, told in keys)
        found = (*made, *_values(scene, here.path))
    return Offers(Stretch(start, spot), tuple(dict.fromkeys(found)))


def _keys(scene: Scene, path: Path) -> Iterator[tuple[str, Sort, str]]:
    if in_facts(path):
        yield from ((role.name, "role", role.title) for role in ROLES.values())
        yield from ((name, "key", told) for name, told in PLACES.items())
        yield "says", "key", "词表给这个事实的类别"
    elif named(path) == "repairs":
        yield from ((name, "name", "数据") for name in scene.names)
    elif scene.kind == "pack" and path == ("overrides",):
        yield from ((rule.id, "rule", rule.title) for rule in scene.rules().values())
    else:
        yield from ((name, "key", told) for name, told in schema.keys(scene.kind, path).items())


def _values(scene: Scene, path: Path) -> Iterator[Offer]:
    last = named(path)
    if last == "says":
        yield from _words(scene.classes(), "class")
    elif last == "rule" and path[:1] in (("match",), ("unless",)):
        yield from _words({rule.id: rule.title for rule in scene.rules().values()}, "rule")
    elif last in ("extends", "packs"):
        yield from _words({pack.id: pack.title for pack in scene.packs()}, "pack")
    else:
        yield from _words(schema.values(scene.kind, path), "role" if last == "role" else "value")


def _words(told: Mapping[str, str], sort: Sort) -> Iterator[Offer]:
    return (Offer(word, sort, meaning, word) for word, meaning in told.items())


def _expression(scene: Scene, head: str) -> tuple[Offer, ...]:
    """Names, parameters and functions; behind a dot, what the name gives."""
    if dotted := re.search(r"(\w+)\.$", head):
        inner = {"says": "类别", **PLACES, **dict(scene.dotted(dotted[1]))}
        return tuple(_words(inner, "name"))
    functions = (Offer(name, "function", told, f"{name}(") for name, told in words.FUNCTION.items())
    return (*_words(dict.fromkeys(scene.names, "数据"), "name"), *_words(_parameters(scene), "parameter"), *functions)


def _parameters(scene: Scene) -> dict[str, str]:
    """Each parameter with its newest value in the nearest pack."""
    found: dict[str, str] = {}
    for pack in scene.reached():
        for name, values in pack.parameters.items():
            found.setdefault(name, f"{words.parameter(values[-1])}，{pack.title}")
    return found


def _message(scene: Scene, head: str) -> tuple[Offer, ...]:
    """Inside braces: names, what was computed, parameters, count()."""
    if head.count("{") <= head.count("}"):
        return ()
    computed = _words(COMPUTED, "value")
    names = dict.fromkeys(scene.names, "数据")
    return (*_words(names, "name"), *computed, *_words(_parameters(scene), "parameter"))
