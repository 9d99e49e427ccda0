"""How long judging and inference take once warm: python tests/bench/bench_inference.py [facts]

The facts are those of examples of the shipped rules, each example in a group, list and subject of its own. Times are
the least of many rounds.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from rule_maker import Row, fact

from gouji import packs
from gouji.checker import Infer, judged
from gouji.fact import ROLES, Fact, FactSet, Profile
from gouji.finding import Relation
from gouji.inference import durable, reference
from gouji.matching import Pool
from gouji.relations import findings
from gouji.rule import RuleBook, RulesInForce

ROUNDS = 30
WRONG = 15  # one example in so many is one that fails


def report(book: RuleBook, size: int) -> FactSet:
    """Facts of passing examples of rules that are judged within a group or list, and of some failing ones."""
    chance = random.Random(1)  # noqa: S311 - nothing secret
    local = [one for pack in book.packs for one in pack.rules if {"group", "list"} & set(one.per)]
    made: list[Row] = []
    while len(made) < size:
        one = chance.choice(local)
        cases = [
            case for case in one.examples.get(chance.choices(["fail", "pass"], [1, WRONG])[0], ()) if "facts" in case
        ]
        if cases:
            n = len(made)
            own = {"group": f"g{n}", "list": f"l{n}", "subject": f"事{n}", "section": f"s{n // 50}"}
            made += [
                {**own, **{k: f"{v}{n}" if k in own else v for k, v in row.items()}}
                for row in chance.choice(cases)["facts"]
            ]
    return FactSet(Profile(), tuple(read(f"f{n}", row, book) for n, row in enumerate(made[:size])))


def read(id_: str, row: Row, book: RuleBook) -> Fact:
    """A fact with its figure in the shipped units."""
    one = fact(id_, row)
    role = ROLES[one.role]
    return (
        one
        if role.kind == "text"
        else replace(one, figure=book.vocabulary.units.parse(one.text, assigned=role.assigned))
    )


def milliseconds(work: Callable[[], object]) -> float:
    """Of one round, the least of many: what it takes when nothing else runs."""
    least = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        least = min(least, time.perf_counter() - start)
    return least * 1000


def inferring(engine: Infer, facts: FactSet, rules: RulesInForce) -> tuple[float, Sequence[Relation]]:
    """The engine's own share of judging, apart from the arithmetic."""
    asked: list[tuple[object, object, Pool]] = []

    def listen(*layer: object) -> object:
        asked.append(layer)  # type: ignore[arg-type]
        return engine(*layer)  # type: ignore[arg-type]

    told = judged(facts, rules, listen)  # type: ignore[arg-type]
    return milliseconds(lambda: [engine(*layer) for layer in asked]), told  # type: ignore[arg-type]


def main(size: int) -> None:
    """Print one line a stage."""
    book = packs.load()
    rules = RulesInForce(
        tuple(one for pack in book.packs for one in pack.rules),
        {name: values[-1] for pack in book.packs for name, values in pack.parameters.items()},
    )
    facts = report(book, size)
    values = {name: dated.value for name, dated in rules.parameters.items()}
    by_reference, told = inferring(reference.infer, facts, rules)
    by_durable, _ = inferring(durable.infer, facts, rules)
    all_of_it = milliseconds(lambda: judged(facts, rules, durable.infer))
    telling = milliseconds(lambda: findings(told, values))
    found = len(findings(told, values))
    lines = (
        f"{len(facts.facts)} facts, {len(rules.rules)} rules, {len(told)} relations, {found} findings",
        f"inference, durable_rules  {by_durable:6.1f} ms",
        f"inference, reference      {by_reference:6.1f} ms",
        f"arithmetic                {all_of_it - by_durable:6.1f} ms",
        f"messages, workings …      {telling:6.1f} ms",
    )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
