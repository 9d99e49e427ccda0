"""Try a rule on its own examples: verdicts, severities, repairs, by both engines; and what they leave unproven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.authoring.examples import Example, Told, examples, judged, stated
from gouji.authoring.mutants import beside, unnoticed
from gouji.finding import CheckResult
from gouji.rule import Rule, RuleBook


@dataclass(frozen=True)
class Outcome:
    """How a rule fared: `faults` are its examples that did not come out, `unnoticed` its parts that none proves.

    `apart` says whether a passing and a failing example keep their verdicts in one report; None: it cannot be tried.
    """

    rule: Rule
    ran: int
    faults: tuple[str, ...]
    unnoticed: tuple[str, ...] = ()
    apart: bool | None = None


def trial(rule: Rule, book: RuleBook, *, thorough: bool = True) -> Outcome:
    """Run every example of a rule; `thorough` also takes away each part of it in turn."""
    cases = tuple(examples(rule))
    faults = tuple(f"{example.name}：{fault}" for example in cases for fault in wrong(example, book))
    if faults or not thorough:
        return Outcome(rule, len(cases), faults)
    apart = beside(rule, [(example, stated(example, book)) for example in cases], book)
    return Outcome(rule, len(cases), faults, unnoticed(rule, cases, book), apart)


def wrong(example: Example, book: RuleBook) -> Iterator[str]:
    """What an example says that does not come out, in Chinese; nothing if all does."""
    came = judged(example, book)
    if came.verdict is not example.wanted:
        note = came.relation.note if came.relation else "没有相遇的事实"
        yield f"应为 {example.wanted}，得 {came.verdict}" + (f"（{note}）" if note else "")
        return
    yield from _severity(example, came)
    yield from _repairs(example, came)
    other = judged(example, book, "reference")
    if _conclusions(other.result) != _conclusions(came.result):
        yield f"两个推理引擎结论不同：{came.verdict} 与 {other.verdict}。这是程序的错，请报告"


def _severity(example: Example, came: Told) -> Iterator[str]:
    wanted = example.case.get("severity")
    if wanted and came.relation and came.relation.severity != wanted:
        yield f"严重程度应为 {wanted}，得 {came.relation.severity}"


def _repairs(example: Example, came: Told) -> Iterator[str]:
    mine = [f for f in came.result.findings if f.rule.id == example.rule.id]
    offered = {repair.name: repair.value for finding in mine for repair in finding.repairs}
    for name, value in example.case.get("repairs", {}).items():
        if offered.get(name) != value:
            yield f"{name}应更正为 {value}，得 {offered.get(name, '没有更正')}"


def _conclusions(result: CheckResult) -> list[tuple[str, tuple[str, ...], str, str, str]]:
    return sorted((r.rule.id, r.key, r.verdict, r.note, r.severity) for r in result.relations)
