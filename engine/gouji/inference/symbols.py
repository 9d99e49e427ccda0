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
# one property a rule, as the engine tries every literal of a property in turn
PROPERTIES = (
    *("id", "sid", "a", "phase", "sentinel"),
    *(f"j{n}" for n in range(COLUMNS)),
    *(f"r{n}" for n in range(compiler.MOST_DEFINITIONS)),
)

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
    """What fits column `column` (1 …) of rule number `rule` at a key: a partner alone, or all that meet an exception.

    For an exception it matters that there is something, not how much; so its firings stay as few as the leads.
    """

    rule: int
    column: int
    key: Key
    items: tuple[Item, ...]


def symbols(session: compiler.Session, relations: Relations, pool: Pool) -> Iterator[Lead | Fit]:
    """Which items fit which pattern of which rule; neither leads nor fits that could meet nothing are spoken of."""
    for n, rule in enumerate(session.rules):
        if rule.id not in relations and n not in session.alone:
            continue
        leads = list(_anchors(rule, relations, pool))
        if not leads:
            continue
        columns = [(places, grouped(pool, pattern, places)) for pattern, places in session.columns[n]]
        partners = columns[: session.shapes[n].joined]
        wanted: list[set[Key | None]] = [set() for _ in columns]
        for key, anchor, names in leads:
            keys = tuple(key_of(anchor, places) for places, _ in columns)
            if all(at in groups for at, (_, groups) in zip(keys, partners, strict=False)):
                yield Lead(n, key, anchor, names, keys)
                for at, seen in zip(keys, wanted, strict=True):
                    seen.add(at)
        for column, (_, groups) in enumerate(columns):
            for key, items in groups.items():
                if key in wanted[column]:
                    each = [(item,) for item in items] if column < len(partners) else [items]
                    yield from (Fit(n, column + 1, key, one) for one in each)


def _anchors(rule: Rule, relations: Relations, pool: Pool) -> Iterator[tuple[Key, Item, Mapping[str, Bound] | None]]:
    """Each key that may fire, its anchor, and the names that arithmetic bound."""
    if symbolic(rule):
        for key, items in grouped(pool, next(iter(rule.match.values())), joins(rule)).items():
            yield from ((key, item, None) for item in items)
    for relation in unresolved(relations.get(rule.id, ())):
        yield relation.key, anchors(relation.names)[0], relation.names


def batch(sent: Sequence[Lead | Fit]) -> list[dict[str, str]]:
    """The symbols as facts: pattern, own number, join keys as short strings; last the sentinel. No prose goes in."""
    short: dict[Key, str] = {}
    facts = []
    for number, one in enumerate(sent):
        fact = {"a": f"a{number}", "id": identifier(number), "sid": SESSION}
        keys = [(one.column, one.key)] if isinstance(one, Fit) else enumerate(one.keys, 1)
        fact |= compiler.fits(one.rule, one.column if isinstance(one, Fit) else 0)
        fact |= {f"j{column}": short.setdefault(key, f"k{len(short)}") for column, key in keys if key is not None}
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
