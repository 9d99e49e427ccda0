"""Crossing: what only shows when the reports of one county and year stand beside one another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from gouji.checker import Engine, inferred
from gouji.crossing.duplicates import duplicates
from gouji.crossing.figures import MONEY, copied_figures, digits, shared_projects
from gouji.crossing.handing import handed_in
from gouji.crossing.likeness import likenesses
from gouji.crossing.mentions import mentions
from gouji.crossing.placed import Placed, Standing, standing
from gouji.crossing.telling import told
from gouji.crossing.versions import versions
from gouji.crossing.yearly import LEDGER, yearly
from gouji.fact import FactSet, Profile
from gouji.finding import Verdict
from gouji.gathering import CrossFinding, Gathering
from gouji.rule import Rule, RulesInForce

# Each derives facts that no report states by itself; none sees another's.
SOURCES = (yearly, handed_in, likenesses, copied_figures, digits, shared_projects, mentions, duplicates, versions)

ROLES_READ = (*LEDGER, *MONEY)  # of all the facts of a report, those that a source looks at

__all__ = ["ROLES_READ", "Crossed", "crossed", "crossing_rules", "placed"]


@dataclass(frozen=True)
class Crossed:
    """What shows across the reports of a gathering; `not_run` is rule, reason and times of what could not be judged."""

    findings: tuple[CrossFinding, ...]
    not_run: tuple[tuple[str, str, int], ...]
    engine: str


def crossed(gathering: Gathering, rules: RulesInForce, *, engine: Engine = "durable") -> Crossed:
    """Every finding across the reports of a gathering, by the rules in force that name the set among their places."""
    chosen = RulesInForce(crossing_rules(rules.rules), rules.parameters)
    stands = placed(standing(gathering))
    facts = FactSet(Profile("", gathering.year, "", gathering.region), tuple(one.fact for one in stands))
    relations, fired, _ = inferred(facts, chosen, engine)
    unjudged = Counter((r.rule.id, r.note) for r in relations if r.verdict is Verdict.COULD_NOT_RUN)
    found = told(relations, stands, {name: dated.value for name, dated in rules.parameters.items()})
    return Crossed(found, tuple((rule, why, times) for (rule, why), times in sorted(unjudged.items())), fired)


def placed(stands: Standing) -> tuple[Placed, ...]:
    """All facts that rules across reports may match, each with the places it is cited from."""
    return tuple(one for source in SOURCES for one in source(stands))


def crossing_rules(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules that name the set among their places, and every rule these rest on."""
    by_id = {rule.id: rule for rule in rules}
    left = [rule.id for rule in rules if "set" in rule.per]
    kept: set[str] = set()
    while left:
        name = left.pop()
        if name in by_id and name not in kept:
            kept.add(name)
            left += [lower for p in (*by_id[name].match.values(), *by_id[name].unless) for lower in p.rule]
    return tuple(rule for rule in rules if rule.id in kept)
