"""What durable_rules is told of a session: leads and fits, as short symbols from fixed tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gouji.errors import EngineFault
from gouji.finding import Bound
from gouji.inference import compiler
from gouji.inference.firing import Relations, unresolved
from gouji.matching import Item, Key, Pool, anchors, grouped, joins, symbolic
from gouji.matching import key as key_of
from gouji.rule import Rule

SESSION = "1"  # sessions are told apart by a 32-bit hash, so one lives at a time
MOST_FACTS = 20_000  # a session; beyond, nothing was measured
COLUMNS = 12 + 8  # of joins: a rule has 12 names and 8 exceptions at most
PROPERTIES = ("id", "sid", "p", "a", "phase", "sentinel", *(f"j{n}" for n in range(COLUMNS)))

_identifiers: list[str] = []
_hashes: set[int] = set()


class Lead(NamedTuple):
    """A key of rule number `rule` that may fire: its anchor; the names arithmetic bound (None: the engine binds).

    `keys` are the anchor's, one for each join column.
    """

    rule: int
    key: Key
    anchor: Item
    names: Mapping[str, Bound] | None
    keys: tuple[Key | None, ...]


class Fit(NamedTuple):
    """An item that fits column `column` (1 …) of rule number `rule`, at a key."""

    rule: int
    column: int
    key: Key
    item: Item


def symbols(rules: Sequence[Rule], relations: Relations, pool: Pool) -> Iterator[Lead | Fit]:
    """Which items fit which pattern of which rule. A rule without a lead is not spoken of."""
    for n, rule in enumerate(rules):
        leads = list(_leads(n, rule, relations, pool))
        yield from leads
        for column, (pattern, places) in enumerate(compiler.columns(rule) if leads else (), 1):
            for key, items in grouped(pool, pattern, places).items():
                yield from (Fit(n, column, key, item) for item in items)


def _leads(n: int, rule: Rule, relations: Relations, pool: Pool) -> Iterator[Lead]:
    places = [places for _, places in compiler.columns(rule)]
    if symbolic(rule):
        for key, items in grouped(pool, next(iter(rule.match.values())), joins(rule)).items():
            for item in items:
                yield Lead(n, key, item, None, tuple(key_of(item, at) for at in places))
    for relation in unresolved(relations.get(rule.id, ())):
        anchor = anchors(relation.names)[0]
        yield Lead(n, relation.key, anchor, relation.names, tuple(key_of(anchor, at) for at in places))


def batch(shapes: Sequence[compiler.Shape], sent: Sequence[Lead | Fit]) -> list[dict[str, str]]:
    """The symbols as facts: pattern, own number, join keys as short strings; last the sentinel. No prose goes in."""
    short: dict[Key, str] = {}
    facts = []
    for number, one in enumerate(sent):
        fact = {"a": f"a{number}", "id": identifier(number), "sid": SESSION}
        if isinstance(one, Fit):
            fact["p"] = compiler.column_symbol(one.rule, shapes[one.rule], one.column)
            fact[f"j{one.column}"] = short.setdefault(one.key, f"k{len(short)}")
        else:
            fact["p"] = compiler.match_symbol(one.rule, 0)
            for column, key in enumerate(one.keys, 1):
                if key is not None:
                    fact[f"j{column}"] = short.setdefault(key, f"k{len(short)}")
        facts.append(fact)
    return [*facts, {"sentinel": "1", "id": identifier(len(facts)), "sid": SESSION}]


def identifier(number: int) -> str:
    """The id of a session's fact by its number: none whose 32-bit hash, all the engine looks at, is taken."""
    if number >= MOST_FACTS:
        raise EngineFault(f"一层规则要比对的事实超过 {MOST_FACTS} 条")
    if not _hashes:
        _hashes.update(map(fnv1a, PROPERTIES))
    candidate = len(_hashes)
    while len(_identifiers) <= number:
        name = f"f{candidate}"
        candidate += 1
        if (hashed := fnv1a(name)) not in _hashes:
            _hashes.add(hashed)
            _identifiers.append(name)
    return _identifiers[number]


def fnv1a(text: str) -> int:
    """The 32-bit FNV-1a hash of ASCII text, by which durable_rules finds facts, sessions and properties."""
    hashed = 0x811C9DC5
    for byte in text.encode("ascii"):
        hashed = ((hashed ^ byte) * 0x01000193) & 0xFFFFFFFF
    return hashed
