"""Which facts and verdicts a rule's patterns fit, and which of them meet: keys, bindings, layers.

A pattern is plain equality; patterns join on the places they share with the anchor, the first name of `match`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, product
from operator import itemgetter
from typing import NamedTuple

from gouji.fact import Fact
from gouji.finding import Bound, Relation
from gouji.rule import Pattern, Rule

Item = Fact | Relation
Key = tuple[str, ...]
Groups = Mapping[Key, tuple[Item, ...]]

ANY = "any"  # the rule name that stands for every other rule
NUMBER = re.compile(r"\d+")
OWN = ("fact", "value")  # places that a fact has of itself
WIDEST = frozenset({"set", "report"})  # a rule stays inside one report unless it names the set


@dataclass(frozen=True)
class Pool:
    """What rules may match, in document order: facts by role, verdicts by rule id. Groupings are kept once made."""

    facts: Mapping[str, tuple[Fact, ...]]
    order: Mapping[int, int]  # id of a fact → its place in the document's order
    verdicts: Mapping[str, tuple[Relation, ...]] = field(default_factory=dict)
    groupings: dict[tuple[int, Key, bool], tuple[Pattern, Groups]] = field(
        default_factory=dict, compare=False, repr=False
    )  # by the id of a pattern, which is kept with what it groups


class Binding(NamedTuple):
    """One reading of one key: the names bound, or (`names` None) which name found nothing."""

    key: Key
    anchor: Item
    names: Mapping[str, Bound] | None
    lacking: str = ""


def pooled(facts: Iterable[Fact]) -> Pool:
    """Facts in the order of the document, whatever order they came in."""
    by_role: defaultdict[str, list[Fact]] = defaultdict(list)
    ordered = sorted(facts, key=_standing)
    for fact in ordered:
        by_role[fact.role].append(fact)
    order = {id(fact): n for n, fact in enumerate(ordered)}
    return Pool({role: tuple(found) for role, found in by_role.items()}, order)


def widened(pool: Pool, verdicts: Iterable[Relation]) -> Pool:
    """The pool with the final verdicts of one more layer."""
    by_rule: defaultdict[str, list[Relation]] = defaultdict(list)
    for verdict in verdicts:
        by_rule[verdict.rule.id].append(verdict)
    grown = {**pool.verdicts, **{rule: tuple(found) for rule, found in by_rule.items()}}
    kept = {asked: made for asked, made in pool.groupings.items() if not made[0].rule}
    return Pool(pool.facts, pool.order, grown, kept)


def _standing(fact: Fact) -> tuple[int, int, str]:
    numbered = NUMBER.search(fact.id)
    return (fact.span.start if fact.span else -1, int(numbered[0]) if numbered else 0, fact.id)


def place(item: Item, name: str) -> str | None:
    """Where an item stands in one of PLACES; None where it stands nowhere, which equals nothing."""
    found = item.places.get(name)
    if found is None and name in OWN and isinstance(item, Fact):
        if name == "fact":
            return item.id
        if name == "value":
            return f"{item.figure.value}{item.figure.dimension}" if item.figure else item.text
    return found


def shared(items: tuple[Item, ...], rule: Rule) -> dict[str, str]:
    """The places that all items share; `rule` is that of the verdict itself."""
    first, *rest = items
    alike = {**first.places, "rule": rule.id}
    for name in OWN:
        if (stands := place(first, name)) is not None:
            alike[name] = stands
    for item in rest:
        alike = {name: at for name, at in alike.items() if name == "rule" or place(item, name) == at}
    return alike


def joins(rule: Rule, pattern: Pattern | None = None) -> Key:
    """The places on which a pattern joins: its own `in`, else the rule's `per`, inside one report."""
    named = (pattern.near if pattern else ()) or rule.per
    return named if not WIDEST.isdisjoint(named) else ("report", *named)


def key(item: Item, places: Key) -> Key | None:
    """The item's values at these places; None if it lacks any."""
    if at_once := _at_once(places):
        try:
            return at_once(item.places)
        except KeyError:
            return None
    found = [place(item, name) for name in places]
    return None if None in found else tuple(found)  # type: ignore[arg-type]  # no None is left


@lru_cache(maxsize=256)
def _at_once(places: Key) -> Callable[[Mapping[str, str]], Key] | None:
    """What takes several places out of an item's own; None where it takes more than that to find them."""
    return itemgetter(*places) if len(places) > 1 and not set(places) & set(OWN) else None


def anchors(names: Mapping[str, Bound]) -> tuple[Item, ...]:
    """What the first name is bound to."""
    first = next(iter(names.values()), ())
    return first if isinstance(first, tuple) else (first,)


def fitting(pool: Pool, pattern: Pattern, *, figures: bool = False) -> Iterator[Item]:
    """The items a pattern fits, in document order; with `figures`, only facts that carry one."""
    if pattern.rule:
        rules = [rule for rule in pool.verdicts if rule in pattern.rule or ANY in pattern.rule]
        for verdict in (v for rule in rules for v in pool.verdicts[rule]):
            # a verdict says nothing, so a pattern that asks for words never fits one
            if verdict.verdict in pattern.is_ and not pattern.says and _about(verdict, pattern):
                yield verdict
        return
    facts = [fact for role in pattern.role for fact in pool.facts.get(role, ())]
    if len(pattern.role) > 1:
        facts.sort(key=lambda fact: pool.order[id(fact)])
    for fact in facts:
        if pattern.says and not any(said in pattern.says for said in fact.says):
            continue
        if _about(fact, pattern) and (fact.figure or not figures):
            yield fact


def _about(item: Item, pattern: Pattern) -> bool:
    return not pattern.subject or item.places.get("subject") in pattern.subject


def led(rule: Rule, pool: Pool) -> bool:
    """Whether anything fits the first pattern of a rule: without that it has no keys."""
    lead = next(iter(rule.match.values()))
    there = pool.verdicts if lead.rule else pool.facts
    if ANY not in lead.rule and there.keys().isdisjoint(lead.rule or lead.role):
        return False
    if not lead.rule and not lead.says and not lead.subject:
        return True  # any fact of its roles fits
    return next(fitting(pool, lead), None) is not None


def grouped(pool: Pool, pattern: Pattern, places: Key, *, figures: bool = False) -> Groups:
    """The items a pattern fits, by their values at `places`; those lacking one are left out."""
    asked = (id(pattern), places, figures)
    kept = pool.groupings.get(asked)
    if kept is not None:
        return kept[1]
    made: defaultdict[Key, list[Item]] = defaultdict(list)
    for item in fitting(pool, pattern, figures=figures):
        at = key(item, places)
        if at is not None:
            made[at].append(item)
    groups = {at: tuple(found) for at, found in made.items()}
    pool.groupings[asked] = pattern, groups
    return groups


def near(groups: Groups, item: Item, places: Key) -> tuple[Item, ...]:
    """Those of a grouping that share its places with the item."""
    at = key(item, places)
    return groups.get(at, ()) if at is not None else ()


def bindings(
    rule: Rule, pool: Pool, numeric: frozenset[str] = frozenset(), most: int | None = None
) -> Iterator[Binding]:
    """Every reading of every key (of each key the first `most`), keys in order.

    Names in `numeric` bind only facts that carry a figure.
    """
    (first, lead), *rest = rule.match.items()
    own = joins(rule)
    leads = grouped(pool, lead, own, figures=first in numeric)
    if not leads:
        return
    others = []
    for name, pattern in rest:
        places = joins(rule, pattern)
        groups = grouped(pool, pattern, places, figures=name in numeric)
        others.append(_Other(name, pattern.take_all, None if places == own else places, groups))
    for at in sorted(leads):
        yield from islice(_readings(at, leads[at], (first, lead.take_all), others), most)


class _Other(NamedTuple):
    """A name of a rule beside its anchor: what may be bound to it, by `places` (None: those of the anchor's key)."""

    name: str
    take_all: bool
    places: Key | None
    groups: Groups


def _readings(at: Key, here: tuple[Item, ...], lead: tuple[str, bool], others: list[_Other]) -> Iterator[Binding]:
    """The readings of one key: every anchor there with every candidate of every other name."""
    first, whole = lead
    for one in here[:1] if whole else here:
        choices: dict[str, tuple[Bound, ...]] = {first: (here,) if whole else (one,)}
        lacking = ""
        for name, take_all, places, groups in others:
            found = groups.get(at, ()) if places is None else near(groups, one, places)
            if not found and not take_all:
                lacking = name
                break
            choices[name] = (found,) if take_all else found
        if lacking:
            yield Binding(at, one, None, lacking)
        else:
            for combination in product(*choices.values()):
                yield Binding(at, one, dict(zip(choices, combination, strict=True)))


def symbolic(rule: Rule) -> bool:
    """Whether there is no arithmetic in the rule at all: the inference engine alone decides it."""
    return not rule.expect and not rule.where and not any(pattern.take_all for pattern in rule.match.values())


Layers = tuple[tuple[Rule, ...], ...]
_layered: dict[tuple[int, ...], tuple[tuple[Rule, ...], Layers]] = {}  # by the ids of rules, which are kept with them
MOST_LAYERED = 256


def strata(rules: Iterable[Rule]) -> Layers:
    """Rules in layers, each speaking only of layers below, so that what is absent stays absent. Worked out once.

    A rule that is not in force is never waited for. A circle, which loading refuses, raises ValueError.
    """
    rules = tuple(rules)
    asked = tuple(map(id, rules))
    if asked not in _layered:
        if len(_layered) >= MOST_LAYERED:
            _layered.clear()
        _layered[asked] = rules, _strata(rules)
    return _layered[asked][1]


def _strata(rules: tuple[Rule, ...]) -> Layers:
    known = {rule.id: rule for rule in rules}
    sweeping = {rule.id for rule in known.values() if ANY in _spoken_of(rule)}
    needs = {}
    for rule in known.values():
        spoken = set(known) - sweeping if rule.id in sweeping else _spoken_of(rule)
        needs[rule.id] = spoken & set(known)
    level: dict[str, int] = {}
    while len(level) < len(known):
        ready = [r for r in needs if r not in level and needs[r] <= level.keys()]
        if not ready:
            raise ValueError("规则互相引用：" + "、".join(sorted(set(known) - set(level))))
        level |= {r: max((level[n] + 1 for n in needs[r]), default=0) for r in ready}
    depth = max(level.values(), default=-1) + 1
    return tuple(tuple(known[r] for r in sorted(level) if level[r] == n) for n in range(depth))


def _spoken_of(rule: Rule) -> set[str]:
    return {named for pattern in (*rule.match.values(), *rule.unless) for named in pattern.rule}
