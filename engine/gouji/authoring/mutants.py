"""What the examples of a rule prove: each line taken away must be noticed, and `per` must keep two cases apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.authoring.examples import Example, Told, document, needed, stated, told
from gouji.checker import check_facts
from gouji.fact import Fact, FactSet
from gouji.finding import Verdict
from gouji.rule import Pattern, Rule, RuleBook

# an operator and its contrary: an example must notice which of the two stands there
CONTRARY = (
    (" = ", " != "),
    (" != ", " = "),
    (" <= ", " > "),
    (" >= ", " < "),
    (" < ", " >= "),
    (" > ", " <= "),
    (" / ", " * "),
    (" * ", " / "),
    (" - ", " + "),
    (" + ", " - "),
    ("not ", ""),
)
UNPARTED = ("set", "fact", "value")  # places that cannot be changed to keep two examples apart


def unnoticed(rule: Rule, cases: Sequence[Example], book: RuleBook) -> tuple[str, ...]:
    """The parts of a rule that could be taken away without any example noticing, in Chinese."""
    given = [(example, stated(example, book)) for example in cases]
    apart = beside(rule, given, book)
    return tuple(
        part
        for part, mutant in mutants(rule)
        if not any(_notices(example, facts, mutant, book) for example, facts in given)
        and not (apart and not beside(rule, given, book, mutant))
    )


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """Each part of a rule, and the rule without it or with its contrary."""
    for n in range(len(rule.unless)):
        yield f"unless 第 {n + 1} 条", replace(rule, unless=rule.unless[:n] + rule.unless[n + 1 :])
    if rule.where:
        yield "where", replace(rule, where="")
    if rule.per != ("report",) and not (rule.per == ("fact",) and len(rule.match) == 1):  # one fact joins nothing
        yield "per", replace(rule, per=("report",))
    for name, pattern in rule.match.items():
        for key, lesser in _lesser(pattern):
            yield f"match 里{name}的 {key}", replace(rule, match={**rule.match, name: lesser})
    for sign, contrary in CONTRARY:
        if sign in rule.expect:
            changed = replace(rule, expect=rule.expect.replace(sign, contrary, 1))
            yield f"expect 里的 {sign.strip()}", changed


def _lesser(pattern: Pattern) -> Iterator[tuple[str, Pattern]]:
    if pattern.says:
        yield "says", replace(pattern, says=())
    if pattern.subject:
        yield "subject", replace(pattern, subject=())
    if pattern.near:
        yield "in", replace(pattern, near=())
    if pattern.take_all:
        yield "take", replace(pattern, take_all=False)


def _notices(example: Example, facts: FactSet, mutant: Rule, book: RuleBook) -> bool:
    """Whether an example comes to something else when its rule is the mutant."""
    try:
        came = run(mutant, example, facts, book)
    except Exception:  # noqa: BLE001 - a mutant may be nonsense that no engine can run; then it is noticed
        return True
    wanted = example.case.get("severity")
    return came.verdict is not example.wanted or bool(wanted and came.relation and came.relation.severity != wanted)


def run(rule: Rule, example: Example, facts: FactSet, book: RuleBook) -> Told:
    """One rule, perhaps a mutant, on the facts of an example; the reference engine is quick and agrees."""
    rules = needed(rule, book, example.year, example.packs)
    return told(check_facts(facts, document(example), rules, engine="reference"), rule)


def beside(
    rule: Rule, given: Sequence[tuple[Example, FactSet]], book: RuleBook, mutant: Rule | None = None
) -> bool | None:
    """Whether a passing and a failing example keep their verdicts in one report, told apart by where they join.

    `mutant` is judged in place of the rule. None where it cannot be tried: no two such examples that list facts, or
    no place that could tell them apart.
    """
    usable = [(e, f) for e, f in given if "given" not in e.case and "text" not in e.case]
    good = [(e, f) for e, f in usable if e.wanted is Verdict.PASS]
    bad = [(e, f) for e, f in usable if e.wanted is Verdict.FAIL]
    if not good or not bad or not (places := _joined(rule, good[0][0], book)):
        return None
    return any(
        {Verdict.PASS, Verdict.FAIL} <= _verdicts(mutant or rule, example, _together(first, second, places), book)
        for example, first in good
        for _, second in bad
    )


def _joined(rule: Rule, example: Example, book: RuleBook) -> tuple[str, ...]:
    """The places on which a rule and those below it join, save those whose very names its expressions read."""
    rules = needed(rule, book, example.year, example.packs).rules
    found = {place for one in rules for place in (*one.per, *(p for m in one.match.values() for p in m.near))}
    if rule.per != ("report",):
        found -= {"report"}
    read = {place for place in found if re.search(rf"\.{place}\b", f"{rule.where} {rule.expect}")}
    return tuple(sorted(found - read - set(UNPARTED)))


def _verdicts(rule: Rule, example: Example, facts: FactSet, book: RuleBook) -> set[Verdict]:
    try:
        result = run(rule, example, facts, book).result
    except Exception:  # noqa: BLE001 - as in _notices
        return set()
    return {relation.verdict for relation in result.relations if relation.rule.id == rule.id}


def _together(first: FactSet, second: FactSet, places: Sequence[str]) -> FactSet:
    """The facts of two examples in one report, their `per` places made different."""
    moved = [
        _moved(fact, n, mark, places)
        for mark, facts in enumerate((first, second))
        for n, fact in enumerate(facts.facts)
    ]
    return replace(first, facts=tuple(moved))


def _moved(fact: Fact, n: int, mark: int, places: Sequence[str]) -> Fact:
    changed = {place: f"{fact.places.get(place, 'x')}·{mark}" for place in places}
    return replace(fact, id=f"f{mark}{n:03}", places={**fact.places, **changed})
