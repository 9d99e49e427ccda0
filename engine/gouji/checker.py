"""The pipeline: read, extract, then for each layer of rules relate and infer, then tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from gouji import readers
from gouji.document import Document
from gouji.errors import EngineFault
from gouji.extraction import extract
from gouji.fact import FactSet, Profile
from gouji.finding import CheckResult, Relation, Verdict
from gouji.inference import durable, reference
from gouji.inference.firing import Fired, Layer, Relations, unresolved
from gouji.matching import Pool, anchors, led, pooled, shared, strata, symbolic, widened
from gouji.packs import in_force
from gouji.readers.facts import is_facts, read_facts
from gouji.relations import account, conclude, doubted, findings, relate, rivalled, severity
from gouji.rule import Rule, RuleBook, RulesInForce
from gouji.transcript import transcribe

Engine = Literal["durable", "reference"]
Infer = Callable[[Layer, Relations, Pool], Fired]


def check(  # noqa: PLR0913 - what a caller may choose, each by its name
    path: Path,
    book: RuleBook,
    given: Profile | None = None,
    chosen: tuple[str, ...] = (),
    severities: Mapping[str, str] | None = None,
    *,
    engine: Engine = "durable",
) -> CheckResult:
    """One file checked.

    What `given` says of the report outranks what the report says of itself; `chosen` are packs that hold whatever it
    is; `severities` as in `packs.in_force`. ReadError if the file cannot be read.
    """
    document, facts = read(path, book, given or Profile())
    return check_facts(facts, document, in_force(book, facts.profile, chosen, severities), engine=engine)


def read(path: Path, book: RuleBook, given: Profile) -> tuple[Document, FactSet]:
    """A report read and its facts extracted; a file of structured facts written out. ReadError if neither can be."""
    if not is_facts(path):
        document = readers.read(path)
        return document, extract(document, book.vocabulary, given)
    document, facts = transcribe(path, read_facts(path, book.vocabulary.units))
    said, known = facts.profile, given
    profile = Profile(
        known.unit or said.unit,
        known.fiscal_year or said.fiscal_year,
        known.kind or said.kind,
        known.region or said.region,
    )
    return document, replace(facts, profile=profile)


def check_facts(
    facts: FactSet, document: Document, rules: RulesInForce, *, engine: Engine = "durable", fallback: bool = True
) -> CheckResult:
    """Facts through the rules in force, by durable_rules; by the reference engine, announced, if that fails.

    Without `fallback` nothing fires when durable_rules fails.
    """
    told, used, notices = inferred(facts, rules, engine, fallback=fallback)
    values = {name: dated.value for name, dated in rules.parameters.items()}
    told = doubted(rivalled(told, facts, values), document)
    return CheckResult(
        document,
        facts,
        told,
        findings(told, values),
        account(facts, told, rules.rules),
        used,
        (*document.notes, *notices),
        rules.rules,
    )


def inferred(
    facts: FactSet, rules: RulesInForce, engine: Engine, *, fallback: bool = True
) -> tuple[tuple[Relation, ...], str, tuple[str, ...]]:
    """The relations, which engine fired them, and what the user must know of it."""
    if engine == "reference":
        return judged(facts, rules, reference.infer), reference.NAME, ()
    try:
        return judged(facts, rules, durable.infer), durable.name(), ()
    except EngineFault as fault:
        if not fallback:
            return judged(facts, rules, lambda *_: {}), "none", (f"{fault}。备用引擎已关闭，没有得出结论",)
        notice = f"{fault}。这次改用备用的参考引擎推理，规则和算法不变"
        return judged(facts, rules, reference.infer), reference.NAME, (notice,)


def judged(facts: FactSet, rules: RulesInForce, infer: Infer) -> tuple[Relation, ...]:
    """Layer by layer: arithmetic first, then inference; a layer's verdicts are final before the next reads them."""
    pool, told = pooled(facts.facts), list[Relation]()
    for layer in strata(rules.rules):
        met = [rule for rule in layer if led(rule, pool)]  # of the rest nothing can be said
        related = {rule.id: relate(rule, pool, rules.parameters) for rule in met if not symbolic(rule)}
        fired = infer(layer, related, pool)
        final = [one for rule in met for one in _final(rule, related.get(rule.id, ()), fired, rules)]
        pool = widened(pool, final)
        told += final
    return tuple(told)


def _final(rule: Rule, related: tuple[Relation, ...], fired: Fired, rules: RulesInForce) -> list[Relation]:
    """A rule's relations with what fired: arithmetic alone settles only those that need no inference."""
    if symbolic(rule):
        loud = severity(rule, rules.parameters)
        return [
            conclude(Relation(rule, key, Verdict.FAIL, "", loud, names, shared(anchors(names), rule)), held)
            for (rule_id, key), (names, held) in fired.items()
            if rule_id == rule.id
        ]
    open_ = {relation.key for relation in unresolved(related)}
    return [
        conclude(relation, fired[rule.id, relation.key].held) if relation.key in open_ else relation
        for relation in related
        if relation.key not in open_ or (rule.id, relation.key) in fired
    ]
