"""What durable_rules recorded, checked against what it was told, and settled as findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import prod
from typing import NamedTuple

from gouji.errors import EngineFault
from gouji.inference import compiler
from gouji.inference.firing import Fired, Firing, chosen, excused
from gouji.inference.symbols import Fit, Lead
from gouji.matching import Item, Key
from gouji.rule import Rule

Way = tuple[int, ...]  # the anchor and its partners, by their number in what was sent


class Record(NamedTuple):
    """One firing: the rule, the exception (None: its finding), how it was met, and what met the exception."""

    rule: int
    exception: int | None
    way: Way
    by: int | None


def settled(session: compiler.Session, sent: Sequence[Lead | Fit], records: Iterable[Record]) -> Fired:
    """(rule id, key) → its firing; of several ways the document's order decides, never the engine's."""
    found: defaultdict[int, set[Way]] = defaultdict(set)
    ways: defaultdict[tuple[int, Way], defaultdict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for record in records:
        met = ways[record.rule, record.way]
        if record.exception is None:
            found[record.rule].add(record.way)
        elif record.by is not None:
            met[record.exception].add(record.by)
    rules = session.rules
    _all_met(session, sent, ways)
    options: defaultdict[tuple[int, Key], list[Firing]] = defaultdict(list)
    for (n, way), met in sorted(ways.items()):
        lead = sent[way[0]]
        if not isinstance(lead, Lead):
            raise EngineFault(_fault(rules[n], "起点不对"))
        firing = _firing(rules[n], lead, way, sent, met)
        if excused(rules[n], firing) == (way in found[n]):
            raise EngineFault(_fault(rules[n], "有例外而触发，或没有例外而未触发"))
        options[n, lead.key].append(firing)
    return {(rules[n].id, key): chosen(rules[n], firings) for (n, key), firings in options.items()}


def _firing(rule: Rule, lead: Lead, way: Way, sent: Sequence[Lead | Fit], met: dict[int, set[int]]) -> Firing:
    partners = len(way) - 1
    for column, number in [
        *enumerate(way[1:], 1),
        *((partners + 1 + n, by) for n, several in met.items() for by in several),
    ]:
        fit = sent[number]
        if not isinstance(fit, Fit) or fit.column != column or fit.key != lead.keys[column - 1]:
            raise EngineFault(_fault(rule, "连接了不相干的事实"))
    names = lead.names
    if names is None:
        items = (lead.anchor, *_items(sent, way[1:]))
        names = dict(zip(rule.match, items, strict=True))
    return Firing(names, {n: _items(sent, sorted(met[n])) for n in sorted(met)})


def _items(sent: Sequence[Lead | Fit], numbers: Sequence[int]) -> tuple[Item, ...]:
    return tuple(item for fit in map(sent.__getitem__, numbers) if isinstance(fit, Fit) for item in fit.items)


def _all_met(
    session: compiler.Session, sent: Sequence[Lead | Fit], ways: dict[tuple[int, Way], defaultdict[int, set[int]]]
) -> None:
    """Count what must have come out: each lead with each of its partners, and for each of these, each exception."""
    sizes = Counter((one.rule, one.column, one.key) for one in sent if isinstance(one, Fit))
    due: Counter[tuple[int, int | None]] = Counter()
    for one in sent:
        if isinstance(one, Lead):
            reach = [sizes[one.rule, column, key] if key is not None else 0 for column, key in enumerate(one.keys, 1)]
            partners = session.shapes[one.rule].joined
            met = prod(reach[:partners])
            due[one.rule, None] += met
            for n, size in enumerate(reach[partners:]):
                due[one.rule, n] += met * size
    came: Counter[tuple[int, int | None]] = Counter()
    for (n, _), met_by in ways.items():
        came[n, None] += 1
        for exception, by in met_by.items():
            came[n, exception] += len(by)
    if wrong := [n for n, exception in due if due[n, exception] != came[n, exception]]:
        raise EngineFault(_fault(session.rules[wrong[0]], "漏掉或多出了匹配"))


def _fault(rule: Rule, what: str) -> str:
    return f"推理引擎 durable_rules 在规则 {rule.id} 上{what}"
