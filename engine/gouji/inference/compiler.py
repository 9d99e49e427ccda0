"""Rules as durable_rules definitions, in the contained subset: symbols only, one literal and one join a pattern.

A rule that arithmetic judged has one pattern, the key that did not hold; a rule without arithmetic has its own. Every
exception becomes a definition that derives "this anchor is excused"; the finding waits for the phase fact, which is
sent when all exceptions are in, and fires unless its anchor is excused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from gouji.matching import Key, joins, symbolic
from gouji.rule import Pattern, Rule

MOST_DEFINITIONS = 200  # a session; 257 rules with one same pattern (the gate) crash it
MOST_SYMBOLS = 400  # a session; 600 different literals make it loop for ever
SENTINEL = "sentinel"  # a rule that always fires, as deleting a session in which none did crashes
CLOSED = "closed"  # the phase in which no more exceptions come


class Shape(NamedTuple):
    """All that inference needs to know of a rule: how many patterns join the anchor, which exceptions excuse."""

    joined: int
    excuses: tuple[bool, ...]

    @property
    def definitions(self) -> int:
        """How many definitions the rule compiles to."""
        return 1 + len(self.excuses)

    @property
    def symbols(self) -> int:
        """How many literals they hold."""
        return 2 + self.joined + len(self.excuses)


def shape(rule: Rule) -> Shape:
    """The shape of one rule."""
    return Shape(len(partners(rule)), tuple(pattern.to is None for pattern in rule.unless))


def partners(rule: Rule) -> tuple[Pattern, ...]:
    """The patterns that the engine itself joins to the anchor; arithmetic has done so for the rest."""
    return tuple(rule.match.values())[1:] if symbolic(rule) else ()


def columns(rule: Rule) -> tuple[tuple[Pattern, Key], ...]:
    """Join columns 1, 2 …: each partner's and each exception's pattern, and the places it shares with the anchor."""
    return tuple((pattern, joins(rule, pattern)) for pattern in (*partners(rule), *rule.unless))


class Session(NamedTuple):
    """The rules of a layer, or part of it, that one session holds, with the shape and the join columns of each.

    `alone` are those without arithmetic, by number.
    """

    rules: tuple[Rule, ...]
    shapes: tuple[Shape, ...]
    columns: tuple[tuple[tuple[Pattern, Key], ...], ...]
    alone: frozenset[int]


_sessions: dict[tuple[int, ...], tuple[Session, ...]] = {}  # by the ids of a layer's rules, which they hold
MOST_LAYERS = 256


def sessions(layer: Sequence[Rule]) -> tuple[Session, ...]:
    """A layer cut into sessions, once. Its rules do not speak of one another, so the cut changes nothing."""
    asked = tuple(map(id, layer))
    if asked not in _sessions:
        if len(_sessions) >= MOST_LAYERS:
            _sessions.clear()
        _sessions[asked] = tuple(map(_session, _cut(layer)))
    return _sessions[asked]


def _session(rules: tuple[Rule, ...]) -> Session:
    alone = frozenset(n for n, rule in enumerate(rules) if symbolic(rule))
    return Session(rules, tuple(map(shape, rules)), tuple(map(columns, rules)), alone)


def _cut(layer: Sequence[Rule]) -> Iterator[tuple[Rule, ...]]:
    batch: list[Rule] = []
    definitions = symbols = 0
    for rule in layer:
        size = shape(rule)
        definitions, symbols = definitions + size.definitions, symbols + size.symbols
        # one definition and two symbols are the sentinel's and the gate's
        if batch and (definitions >= MOST_DEFINITIONS or symbols > MOST_SYMBOLS - 2):
            yield tuple(batch)
            batch, definitions, symbols = [], size.definitions, size.symbols
        batch.append(rule)
    if batch:
        yield tuple(batch)


def fits(rule: int, column: int) -> dict[str, str]:
    """The symbol for what fits a pattern of a rule, all by number; column 0 is the anchor, then the join columns."""
    return {f"r{rule}": f"m{column}"}


def is_excused(rule: int) -> dict[str, str]:
    """The symbol for an anchor of a rule that an exception excuses."""
    return {f"r{rule}": "excused"}


def exception_name(rule: int, exception: int) -> str:
    """The name of the definition that joins an exception to the anchor; the finding's is `r` and the rule."""
    return f"r{rule}u{exception}"


@cache
def read(definition: str) -> tuple[int, int | None]:
    """A definition's name: its rule, and its exception (None: the finding itself)."""
    rule, _, exception = definition[1:].partition("u")
    return int(rule), int(exception) if exception else None


def excuses(shapes: Sequence[Shape], rule: int, exception: int | None) -> bool:
    """Whether this exception of this rule takes the finding away."""
    return exception is not None and shapes[rule].excuses[exception]


@lru_cache(maxsize=256)
def definitions(shapes: tuple[Shape, ...]) -> str:
    """The rule set of one session as JSON: the sentinel, and every rule by its number."""
    made: dict[str, Any] = {SENTINEL: {"all": [{"s0": {"sentinel": "1"}}]}}
    for number, one in enumerate(shapes):
        made |= _compiled(number, one)
    return json.dumps(made)


def _compiled(rule: int, size: Shape) -> Mapping[str, Any]:
    met: list[dict[str, Any]] = [{"x0": fits(rule, 0)}]
    met += [{f"x{n}": _joined(rule, n)} for n in range(1, size.joined + 1)]
    finding: list[dict[str, Any]] = [{"gate": {"phase": CLOSED}}, *met]
    made: dict[str, Any] = {f"r{rule}": {"all": finding}}
    for n in range(len(size.excuses)):
        made[exception_name(rule, n)] = {"all": [*met, {"u": _joined(rule, size.joined + 1 + n)}]}
    if any(size.excuses):
        finding.append({"none$not": {"$and": [is_excused(rule), {"a": {"x0": "a"}}]}})
    return made


def _joined(rule: int, column: int) -> dict[str, Any]:
    """A pattern of one literal and one join, always to the anchor."""
    return {"$and": [fits(rule, column), {f"j{column}": {"x0": f"j{column}"}}]}
