"""The two engines give identical findings, and the order of facts changes none."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_maker import CALLED_MET, COMPLETION, MET, TOTAL, Row, check, fact, facts, pattern, rule

from gouji import packs
from gouji.fact import ROLES, Fact
from gouji.finding import Finding
from gouji.rule import Rule, RulesInForce

pytest.importorskip("durable_rules_engine", reason="durable_rules is not to be had for this Python")
SETS = int(os.environ.get("GOUJI_RANDOM_SETS", "1000" if os.environ.get("CI") else "100"))

REASONED = rule(
    "unmet-reason",
    {"未达": pattern(rule="target-met", is_="fail")},
    unless=(
        pattern("deviation_reason"),
        pattern("report.deviation_reason", in_="report", to="warning"),
        pattern(rule="any", is_="fail", in_="group", to="review"),
    ),
)
SWEEPING = rule("again", {"旧": pattern("prior_finding"), "今": pattern(rule="any", is_="fail", in_="report")})
PAIRED = rule(
    "paired",
    {
        "甲": pattern("claim", says="达成"),
        "乙": pattern("claim", says="承认不足"),
        "丙": pattern("mark", in_="sentence"),
    },
    unless=(pattern("note", says="甲"), pattern("note", says="乙", in_="sentence", to="info")),
)
RULES: Sequence[Rule] = (MET, CALLED_MET, COMPLETION, TOTAL, REASONED, SWEEPING, PAIRED)

rows = st.lists(
    st.builds(
        lambda stated, group, sentence: {**stated, "group": group, "list": group, "sentence": sentence},
        st.sampled_from(
            (
                {"target": "320户"},
                {"target": "6.5公里"},
                {"actual": "304户"},
                {"actual": "6.1公里"},
                {"completion_rate": "95%"},
                {"completion_rate": "98%"},
                {"total": "100.0吨", "says": "列全"},
                {"part": "50.0吨"},
                {"part": "49.0吨"},
                {"claim": "全面完成", "says": "达成"},
                {"claim": "仍有差距", "says": "承认不足"},
                {"deviation_reason": "受灾"},
                {"report.deviation_reason": "受灾"},
                {"note": "甲", "says": "甲"},
                {"note": "乙", "says": "乙"},
                {"mark": "印记"},
                {"prior_finding": "上年问题"},
            )
        ),
        st.sampled_from("甲乙"),
        st.sampled_from("一二"),
    ),
    max_size=16,
)


def found(rules: Sequence[Rule] | RulesInForce, given_: Sequence[Fact], engine: str) -> tuple[Finding, ...]:
    result = check(rules, given_, engine=engine)  # type: ignore[arg-type]
    assert result.engine == ("reference" if engine == "reference" else "durable_rules 2.0.28")
    return result.findings


@given(rows, st.randoms(use_true_random=False))
def test_on_small_sets(stated: list[Row], shuffle: random.Random) -> None:
    given_ = list(facts(*stated))
    expected = found(RULES, given_, "reference")
    assert found(RULES, given_, "durable") == expected
    shuffle.shuffle(given_)
    assert found(RULES, given_, "durable") == expected


@pytest.fixture(scope="module")
def book() -> packs.RuleBook:
    return packs.load()


def examples(book: packs.RuleBook) -> list[list[Row]]:
    """The facts of every rule's examples."""
    return [
        example["facts"]
        for pack in book.packs
        for one in pack.rules
        for group in one.examples.values()
        for example in group
        if "facts" in example
    ]


def thrown_together(seed: int, cases: list[list[Row]], book: packs.RuleBook) -> list[Fact]:
    """Facts of a few examples, some lost, some moved to another group, report or sentence, in any order."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    made = []
    for n in range(chance.randint(0, 12)):
        group = f"g{n if chance.random() < 0.7 else 0}"
        for row in chance.choice(cases):
            if chance.random() < 0.05:
                continue
            moved = {chance.choice(["report", "subject", "goal", "sentence", "list"]): chance.choice("甲乙丙")}
            made.append({"group": group, **row, **(moved if chance.random() < 0.15 else {})})
    units = book.vocabulary.units
    stated = [fact(f"f{n}", row) for n, row in enumerate(made)]
    stated = [
        one
        if ROLES[one.role].kind == "text"
        else replace(one, figure=units.parse(one.text, assigned=ROLES[one.role].assigned))
        for one in stated
    ]
    chance.shuffle(stated)
    return stated


def test_on_the_examples_of_all_rules_thrown_together(book: packs.RuleBook) -> None:
    rules = tuple(one for pack in book.packs for one in pack.rules)
    parameters = {name: values[-1] for pack in book.packs for name, values in pack.parameters.items()}
    held, cases = RulesInForce(rules, parameters), examples(book)
    told = 0
    for seed in range(SETS):
        given_ = thrown_together(seed, cases, book)
        expected = found(held, given_, "reference")
        assert found(held, given_, "durable") == expected, seed
        random.Random(seed).shuffle(given_)  # noqa: S311
        assert found(held, given_, "durable") == expected, seed
        told += len(expected)
    assert told > SETS
