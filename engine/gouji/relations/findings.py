"""Findings: relations that did not hold, told to a person."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from gouji.fact import Fact
from gouji.finding import Bound, Evidence, Finding, Relation, Verdict
from gouji.matching import Item, place
from gouji.relations.evaluation import Scope
from gouji.relations.messages import say
from gouji.relations.repairs import Borne, borne_out, repairs
from gouji.relations.working import working
from gouji.rule import MILDNESS, Severity

EXCUSE = "说明"  # the name evidence has that excuses or softens


def findings(relations: Iterable[Relation], values: Scope) -> tuple[Finding, ...]:
    """One for each rule and key that failed or wants a person, in document order. `values` are the parameters'."""
    return tuple(finding for finding, _ in founded(relations, values))


def founded(relations: Iterable[Relation], values: Scope) -> tuple[tuple[Finding, Relation], ...]:
    """The findings, each with the relation it tells."""
    relations = tuple(relations)
    told = sorted(
        (
            (_first(relation), relation.rule.id, relation.key, relation)
            for relation in relations
            if relation.verdict in (Verdict.FAIL, Verdict.REVIEW) and relation.severity is not Severity.NONE
        ),
        key=lambda one: one[:3],
    )
    borne = borne_out(relations) if told else frozenset()
    seen: Counter[str] = Counter()
    made = []
    for *_, relation in told:
        finding = _finding(relation, values, borne)
        seen[finding.identity] += 1
        again = seen[finding.identity]
        own = replace(finding, identity=f"{finding.identity}-{again}") if again > 1 else finding
        made.append((own, relation))
    return tuple(made)


def _finding(relation: Relation, values: Scope, borne: Borne) -> Finding:
    return Finding(
        relation.rule,
        loudness(relation),
        relation.verdict,
        say(relation.rule, relation.names, values),
        working(relation, values),
        repairs(relation, values, borne),
        evidence(relation),
        relation.note,
        identity(relation),
    )


def loudness(relation: Relation) -> Severity:
    """A person must look at a review, which therefore never is loud and never sets an exit code."""
    if relation.verdict is Verdict.REVIEW:
        return min(relation.severity, Severity.INFO, key=MILDNESS.__getitem__)
    return relation.severity


def evidence(relation: Relation) -> tuple[Evidence, ...]:
    """Every fact the finding rests on, once, each with its role and the name the rule has for it."""
    found: dict[int, Evidence] = {}
    for name, fact in (*_named(relation.names), *((EXCUSE, fact) for fact in _facts(relation.excuses))):
        found.setdefault(id(fact), Evidence(fact.role, name, fact.text, fact.span))
    return tuple(found.values())


def _named(names: Mapping[str, Bound]) -> Iterator[tuple[str, Fact]]:
    """Facts by name; those of a lower verdict under the names of its own rule."""
    for name, bound in names.items():
        for item in bound if isinstance(bound, tuple) else (bound,):
            if isinstance(item, Fact):
                yield name, item
            else:
                yield from _named(item.names)


def _facts(items: Iterable[Item]) -> Iterator[Fact]:
    for item in items:
        if isinstance(item, Fact):
            yield item
        else:
            yield from (fact for _, fact in _named(item.names))


def _first(relation: Relation) -> int:
    """Where in the document the finding starts; what comes from outside comes first."""
    return min((fact.span.start for _, fact in _named(relation.names) if fact.span), default=-1)


def identity(relation: Relation) -> str:
    """What makes a finding the same tomorrow: unit, rule, what the figures are about and what is printed.

    Never a line, a group number or a severity.
    """
    told = sorted(
        (name, item.role, place(item, "subject") or "", item.text)
        if isinstance(item, Fact)
        else (name, item.rule.id, place(item, "subject") or "", "")
        for name, bound in relation.names.items()
        for item in (bound if isinstance(bound, tuple) else (bound,))
    )
    unit = relation.places.get("org", "")
    return hashlib.sha256(repr((unit, relation.rule.id, told)).encode()).hexdigest()[:12]
