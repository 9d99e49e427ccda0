"""The reference engine: naive forward chaining in Python, the oracle of tests and the announced fallback."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gouji.inference.firing import Fired, Firing, Layer, Relations, chosen, unresolved
from gouji.matching import Item, Key, Pool, anchors, bindings, grouped, joins, near, symbolic
from gouji.rule import Rule

NAME = "reference"


def infer(layer: Layer, relations: Relations, pool: Pool) -> Fired:
    """What did not hold in one layer of rules: (rule id, key) → how, and which exceptions hold."""
    fired: dict[tuple[str, Key], Firing] = {}
    for rule in layer:
        ways: defaultdict[Key, list[Firing]] = defaultdict(list)
        for key, firing in _met(rule, relations, pool):
            ways[key].append(firing)
        fired |= {(rule.id, key): chosen(rule, found) for key, found in ways.items()}
    return fired


def _met(rule: Rule, relations: Relations, pool: Pool) -> Iterator[tuple[Key, Firing]]:
    """Every way a key is met: as arithmetic told, or for a rule without any, wherever its patterns meet."""
    if not symbolic(rule):
        for relation in unresolved(relations.get(rule.id, ())):
            yield relation.key, Firing(relation.names, _held(rule, anchors(relation.names)[0], pool))
        return
    for key, anchor, names, _ in bindings(rule, pool):
        if names is not None:
            yield key, Firing(names, _held(rule, anchor, pool))


def _held(rule: Rule, anchor: Item, pool: Pool) -> dict[int, tuple[Item, ...]]:
    """The exceptions that meet the anchor, by number."""
    held = {}
    for number, pattern in enumerate(rule.unless):
        places = joins(rule, pattern)
        if met := near(grouped(pool, pattern, places), anchor, places):
            held[number] = met
    return held
