"""A rule's examples: which there are, what each states, and the verdict it gets on the same path as a check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gouji.checker import Engine, check_facts
from gouji.document import Document
from gouji.extraction import extract
from gouji.fact import PLACES, ROLES, Fact, FactSet, Profile
from gouji.finding import CheckResult, Relation, Verdict
from gouji.matching import ANY
from gouji.packs import in_force
from gouji.quantity import Units
from gouji.readers import txt
from gouji.readers.source import Limits
from gouji.rule import Rule, RuleBook, RulesInForce

YEAR = 2021  # the fiscal year of an example that names none
# what the facts of one example share unless they say otherwise
USUAL = {
    "set": "某县2021",
    "report": "甲.docx",
    "org": "本镇",
    "group": "g1",
    "period": "2021",
    "scope": "未注明",
    "subject": "未注明",
}
LOUDEST = (Verdict.FAIL, Verdict.REVIEW, Verdict.COULD_NOT_RUN, Verdict.PASS)


@dataclass(frozen=True)
class Example:
    """One example of one rule: `name` is `core-arithmetic/completion-rate[fail-1]`, `case` what is written."""

    rule: Rule
    wanted: Verdict
    number: int
    case: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Pack, rule, verdict and number, as tests and messages name it."""
        return f"{self.rule.pack}/{self.rule.id}[{self.wanted}-{self.number}]"

    @property
    def year(self) -> int:
        """The fiscal year it is about."""
        return int(self.case.get("given", {}).get("year", YEAR))

    @property
    def packs(self) -> tuple[str, ...]:
        """The packs in force whatever the report: the rule's own and those it names."""
        return (self.rule.pack, *self.case.get("given", {}).get("packs", ()))


@dataclass(frozen=True)
class Told:
    """What an example came to: the loudest verdict of its rule, and the relation that says so (None: none met)."""

    verdict: Verdict
    relation: Relation | None
    result: CheckResult


def examples(rule: Rule) -> Iterator[Example]:
    """All examples of a rule, in the order they are written."""
    for wanted, cases in rule.examples.items():
        for n, case in enumerate(cases, 1):
            yield Example(rule, Verdict(wanted), n, case)


def stated(example: Example, book: RuleBook) -> FactSet:
    """The facts of an example: those it lists, or those read in its text."""
    profile = Profile(fiscal_year=example.year)
    if "text" in example.case:
        return extract(document(example), book.vocabulary, profile)
    return FactSet(profile, facts(example.case["facts"], book.vocabulary.units))


def document(example: Example) -> Document:
    """The text of an example as a report; empty for one that lists facts."""
    text = str(example.case.get("text", ""))
    return txt.read(Path("例子.txt"), text.encode(), Limits()) if text else Document("例子", "facts", "", ())


def facts(rows: Sequence[Mapping[str, Any]], units: Units) -> tuple[Fact, ...]:
    """`{target: 4万亩, group: g2}` → a fact: the one key that is a role, what is printed, and its places."""
    made = []
    for n, row in enumerate(rows):
        role = next(key for key in row if key in ROLES)
        said = row.get("says", ())
        made.append(
            Fact(
                id=f"f{n}",
                role=role,
                text=row[role],
                places=USUAL | {place: text for place, text in row.items() if place in PLACES},
                says=(said,) if isinstance(said, str) else tuple(said),
                figure=None if ROLES[role].kind == "text" else units.parse(row[role], assigned=ROLES[role].assigned),
            )
        )
    return tuple(made)


def judged(example: Example, book: RuleBook, engine: Engine = "durable") -> Told:
    """Run an example with its rule and all it rests on."""
    rules = needed(example.rule, book, example.year, example.packs)
    result = check_facts(stated(example, book), document(example), rules, engine=engine, fallback=False)
    return told(result, example.rule)


def told(result: CheckResult, rule: Rule) -> Told:
    """The loudest verdict of one rule in a result."""
    mine = [relation for relation in result.relations if relation.rule.id == rule.id]
    for verdict in LOUDEST:
        for relation in mine:
            if relation.verdict is verdict:
                return Told(verdict, relation, result)
    return Told(Verdict.NOT_APPLICABLE, mine[0] if mine else None, result)


def needed(rule: Rule, book: RuleBook, year: int, packs: tuple[str, ...]) -> RulesInForce:
    """The rule and every rule its verdict rests on, as they are in force in that year with those packs."""
    chosen = in_force(book, Profile(fiscal_year=year), packs)
    by_id = {one.id: one for one in chosen.rules}
    standing = by_id.get(rule.id, rule)
    by_id[rule.id] = replace(rule, severity=standing.severity, overridden=standing.overridden)
    closed: dict[str, Rule] = {}
    left = [rule.id]
    while left:
        name = left.pop()
        if name in by_id and name not in closed:
            closed[name] = by_id[name]
            below = {lower for p in (*by_id[name].match.values(), *by_id[name].unless) for lower in p.rule}
            left += by_id if ANY in below else below
    return RulesInForce(tuple(one for one in by_id.values() if one.id in closed), chosen.parameters)
