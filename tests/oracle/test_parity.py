"""Our engine and the rule language's model give the same verdicts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from gouji.checker import judged
from gouji.fact import FactSet, Profile
from gouji.inference import durable, reference

Row = Mapping[str, Any]  # YAML as the model reads it
Told = tuple[str, str, str, str, str]  # rule, key, verdict, note, severity
ENGINES = {"reference": reference.infer, "durable": durable.infer}
RANDOM_SETS = int(os.environ.get("GOUJI_RANDOM_SETS", "1500" if os.environ.get("CI") else "150"))


def ours(oracle: SimpleNamespace, rules: Row, facts: list[Row], parameters: Row, engine: str) -> list[Told]:
    """Verdicts in the model's own terms."""
    told = judged(
        FactSet(Profile(), tuple(map(oracle.fact, facts))), oracle.in_force(rules, parameters), ENGINES[engine]
    )
    return sorted((r.rule.id, str(r.key), str(r.verdict), r.note, str(r.severity)) for r in told)


def theirs(oracle: SimpleNamespace, rules: Row, facts: list[Row], parameters: Row) -> list[Told]:
    told: list[Told] = oracle.compare.shown(oracle.model.run(rules, facts, parameters))
    return told


@pytest.mark.parametrize("engine", ENGINES)
def test_examples_give_the_models_verdicts(oracle: SimpleNamespace, engine: str) -> None:
    ran = 0
    for rule in oracle.rules.values():
        for cases in rule["examples"].values():
            for case in cases:
                given = case.get("given", {})
                packs = given.get("packs", [rule["pack"]])
                parameters = oracle.run_examples.parameters_of(oracle.packs, packs, given.get("year", 2021))
                closed = oracle.run_examples.closure(rule, oracle.rules)
                rules = {**closed, rule["id"]: oracle.run_examples.overridden(rule, oracle.packs, packs)}
                facts = oracle.run_examples.facts_of(case["facts"])
                assert unquoted(ours(oracle, rules, facts, parameters, engine)) == unquoted(
                    theirs(oracle, rules, facts, parameters)
                ), (rule["id"], case["facts"])
                ran += 1
    assert ran >= 255


def unquoted(told: list[Told]) -> list[Told]:
    """Ours names a missing parameter in Chinese quotes, the model in Python's."""
    table = str.maketrans("", "", "“”'")
    return [(rule, key, verdict, note.translate(table), severity) for rule, key, verdict, note, severity in told]


@pytest.mark.parametrize("engine", ENGINES)
def test_random_facts_give_the_models_verdicts(oracle: SimpleNamespace, engine: str) -> None:
    cases = [c for rule in oracle.rules.values() for group in rule["examples"].values() for c in group]
    parameters = oracle.run_examples.parameters_of(oracle.packs, list(oracle.packs), 2021)
    differ = []
    for seed in range(RANDOM_SETS):
        facts = oracle.compare.random_facts(seed, cases)
        one, other = (
            ours(oracle, oracle.rules, facts, parameters, engine),
            theirs(oracle, oracle.rules, facts, parameters),
        )
        if one != other:
            differ.append((seed, set(one) ^ set(other)))
    assert not differ, (len(differ), differ[:3])
