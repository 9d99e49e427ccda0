"""Sentences from their templates: `{figure}` is filled in, `<phrase>` picked by the seed, and mistakes put in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

from gouji.county.numbers import Figure

PHRASE = re.compile(r"<([^<>]+)>")
SLOT = re.compile(r"\{(\w+)\}")
INSTEAD = "as "  # before the key whose wording tells the same figures wrongly
Value = Figure | str


class Plant(NamedTuple):
    """A mistake that a slot can take: what kind it is, and the rules any of which finds it."""

    slot: str
    kind: str
    rules: tuple[str, ...]
    must: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: its template with phrases picked, its figures, the mistakes it can take."""

    key: str
    template: str
    values: Mapping[str, Value]
    plants: tuple[Plant, ...] = ()
    wrong: Mapping[str, str] = field(default_factory=dict)  # slot → what is printed instead

    def __str__(self) -> str:
        return SLOT.sub(lambda m: self.wrong.get(m[1]) or str(self.values[m[1]]), self.template)

    def quote(self, slot: str) -> str:
        """The sentence in which a slot is printed; the first if the statement is worded wrongly as a whole."""
        sentences = (
            [one + "。" for one in self.template.split("。") if one] if "。" in self.template else [self.template]
        )
        whole = next((one for one in sentences if "{" + slot + "}" in one), sentences[0])
        return str(Said(self.key, whole, self.values, wrong=self.wrong))


@cache
def texts(name: str) -> Mapping[str, Any]:
    """One of the tables of words beside this module."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: Mapping[str, Any] = yaml.load(Path(__file__).with_name(f"{name}.yaml").read_text("utf-8"), loader)  # noqa: S506 - both are safe loaders
    return found


def expanded(template: str, rng: Random) -> str:
    """The template with its phrases picked; phrases may hold phrases."""
    phrases = texts("report")["phrases"]
    while found := PHRASE.search(template):
        template = f"{template[: found.start()]}{rng.choice(phrases[found[1]])}{template[found.end() :]}"
    return template


def say(key: str, values: Mapping[str, Value], rng: Random) -> Said:
    """A statement in one of its wordings, with the mistakes that this wording can take."""
    kind = texts("report")["statements"][key]
    template = expanded(rng.choice(kind["say"]), rng)
    return Said(key, template, values, _plants(kind.get("plant", {}), template))


def plain(text: str) -> Said:
    """Words without figures of their own."""
    return Said("", text.replace("{", "").replace("}", ""), {})


def pick(pool: str, rng: Random, count: int = 1) -> list[str]:
    """Different entries of a pool of words, their phrases picked."""
    words: Sequence[str] = texts("report")["pools"][pool]
    return [expanded(one, rng) for one in rng.sample(words, count)]


def _plants(table: Mapping[str, Mapping[str, Any]], template: str) -> tuple[Plant, ...]:
    return tuple(
        Plant(slot, one["kind"], tuple(one["rules"]), one.get("must", True))
        for slot, one in table.items()
        if slot.startswith(INSTEAD) or "{" + slot + "}" in template
    )


def planted(said: Said, plant: Plant, rng: Random) -> Said:
    """The statement with the mistake in it."""
    if plant.slot.startswith(INSTEAD):
        other = say(plant.slot.removeprefix(INSTEAD), said.values, rng)
        return Said(said.key, other.template, said.values)
    value = said.values[plant.slot]
    wrong = str(value.moved(rng)) if isinstance(value, Figure) else str(said.values[f"not {plant.slot}"])
    return Said(said.key, said.template, said.values, wrong={plant.slot: wrong})
