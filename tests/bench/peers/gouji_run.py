"""gouji: each report a FactSet through the rules in force, to findings with message, working and repairs.

The second argument chooses the rules: `race` the three that the others are given as well, `all` every one of the packs.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path

from telling_race import started, tell

from gouji import packs
from gouji.checker import check_facts
from gouji.document import Document
from gouji.fact import ROLES, Fact, FactSet, Profile
from gouji.finding import CheckResult, Verdict
from gouji.quantity import Units
from gouji.rule import RulesInForce

RACE = {"completion-rate": "rate", "total-eq-parts": "sum", "same-figure-agrees": "twice"}
BARE = Document("facts.jsonl", "json", "", ())


def facts(line: str, units: Units) -> FactSet:
    """The facts of one report, as another system hands them over."""
    report = json.loads(line)
    made: list[Fact] = []

    def state(role: str, text: str, places: dict[str, str], *says: str) -> None:
        figure = units.parse(text, assigned=ROLES[role].assigned)
        made.append(Fact(f"f{len(made) + 1}", role, text, places, says, figure))

    usual = {"report": report["id"], "org": "甲", "period": "2025", "scope": "未注明"}
    for one in report["rate"]:
        at = {**usual, "group": one["key"], "subject": one["key"]}
        state("target", one["target"] + "万元", at)
        state("actual", one["actual"] + "万元", at)
        state("completion_rate", one["rate"] + "%", at)
    for one in report["sum"]:
        at = {**usual, "group": f"合计{one['key']}", "list": one["key"], "subject": f"合计{one['key']}"}
        state("total", one["total"] + "万元", at, "列全")
        for part in one["parts"]:
            state("part", part + "万元", at)
    for one in report["twice"]:
        for text in (one["one"], one["other"]):
            state("amount", text + "万元", {**usual, "group": f"写明{len(made)}", "subject": one["key"]})
    return FactSet(Profile(), tuple(made))


def explained(result: CheckResult) -> None:
    """Every finding is told in full: a race without explanations would be another one."""
    for one in result.findings:
        if not (one.message and one.working and one.evidence and (one.repairs or one.rule.id not in RACE)):
            raise SystemExit(f"没有解释：{one}")


def main(folder: Path, chosen: str) -> None:
    """Every report, one after the other."""
    book = packs.load()
    rules = packs.in_force(book, Profile())
    if chosen == "race":
        rules = RulesInForce(tuple(rule for rule in rules.rules if rule.id in RACE), rules.parameters)
    start = started()
    found: dict[str, list[str]] = {kind: [] for kind in RACE.values()}
    judged: Counter[str] = Counter()
    others: Counter[str] = Counter()
    with (folder / "facts.jsonl").open() as lines:
        for line in lines:
            result = check_facts(facts(line, book.vocabulary.units), BARE, rules)
            explained(result)
            others.update(one.rule.id for one in result.findings if one.rule.id not in RACE)
            for one in result.relations:
                judged[one.rule.id] += 1
                if one.verdict is Verdict.FAIL and one.rule.id in RACE:
                    found[RACE[one.rule.id]].append(one.key[1])
    tell(start, f"gouji {version('gouji')}, {result.engine}", found, checks=judged.total(), others=others)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "race")
