"""Relations across reports as findings: the units they are about, and where in which report their figures stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from gouji.crossing.placed import Placed
from gouji.fact import Fact
from gouji.finding import Bound, Finding, Relation
from gouji.gathering import Cite, CrossFinding
from gouji.relations import founded
from gouji.rule import ParameterValue

SHOWN = 60  # places shown of one finding


def told(
    relations: Iterable[Relation], stands: Iterable[Placed], values: Mapping[str, ParameterValue]
) -> tuple[CrossFinding, ...]:
    """The findings of rules across reports, by rule and unit."""
    cites = {one.fact.id: one.cites for one in stands}
    crossing = (relation for relation in relations if "set" in relation.rule.per)
    found = [_told(finding, relation, cites) for finding, relation in founded(crossing, values)]
    return tuple(sorted(found, key=lambda one: (one.finding.rule.id, one.units, one.finding.identity)))


def _told(finding: Finding, relation: Relation, cites: Mapping[str, tuple[Cite, ...]]) -> CrossFinding:
    named = tuple(_facts(relation.names))
    own = _units(relation)
    shown = tuple(dict.fromkeys(_named(cite, name) for name, fact in named for cite in cites.get(fact.id, ())))
    plain = tuple(replace(one, span=None) for one in finding.evidence)  # spans of several documents say nothing
    return CrossFinding(replace(finding, evidence=plain), own, shown[:SHOWN])


def _named(cite: Cite, name: str) -> Cite:
    return cite if cite.name else replace(cite, name=name)


def _units(relation: Relation) -> tuple[str, ...]:
    """The unit a key is of, and the other that it names; where the key is of many, those of all its figures."""
    if org := relation.places.get("org"):
        other = relation.places.get("subject", "")
        two = any(
            fact.role in ("overlap", "copied_figures") and "不同单位" in (*fact.says, "不同单位")
            for _, fact in _facts(relation.names)
        )
        return (org, other) if two and other and "上年数字" not in _says(relation) else (org,)
    return tuple(sorted({fact.places["org"] for _, fact in _facts(relation.names) if "org" in fact.places}))


def _says(relation: Relation) -> set[str]:
    return {said for _, fact in _facts(relation.names) for said in fact.says}


def _facts(names: Mapping[str, Bound]) -> Iterator[tuple[str, Fact]]:
    for name, bound in names.items():
        for item in bound if isinstance(bound, tuple) else (bound,):
            if isinstance(item, Fact):
                yield name, item
            else:
                yield from _facts(item.names)
