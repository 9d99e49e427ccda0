"""Firing: a rule that did not hold at a key, how it was met there, and which exceptions hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from gouji.finding import Bound, Relation, Verdict
from gouji.matching import Item, Key
from gouji.rule import Rule

Relations = Mapping[str, Sequence[Relation]]  # rule id → its relations, for rules that hold arithmetic
Layer = Sequence[Rule]


class Firing(NamedTuple):
    """`names` is the way the key was met; `held` the exceptions that hold for it, by number, with what meets them."""

    names: Mapping[str, Bound]
    held: Mapping[int, tuple[Item, ...]]


Fired = Mapping[tuple[str, Key], Firing]


def unresolved(relations: Iterable[Relation]) -> list[Relation]:
    """Those an exception may still excuse, and that otherwise become findings."""
    return [relation for relation in relations if relation.verdict in (Verdict.FAIL, Verdict.REVIEW)]


def excused(rule: Rule, firing: Firing) -> bool:
    """Whether an exception takes the finding away altogether."""
    return any(rule.unless[number].to is None for number in firing.held)


def chosen(rule: Rule, ways: Sequence[Firing]) -> Firing:
    """Of the ways a key is met, in document order, the first that no exception takes away; else the first."""
    return next((way for way in ways if not excused(rule, way)), ways[0])
