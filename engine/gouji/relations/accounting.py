"""Coverage: the account of every number in a document and of every rule that could not speak."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from gouji.document import Span
from gouji.fact import FactSet, Number
from gouji.finding import Coverage, Relation, State, Verdict
from gouji.relations.judging import JUDGED
from gouji.relations.repairs import figures
from gouji.rule import Rule, Severity

LOUD = (Severity.ERROR, Severity.WARNING)  # a shortfall that is only noted contradicts nothing


def account(facts: FactSet, relations: Sequence[Relation], rules: Iterable[Rule]) -> Coverage:
    """Each number as checked, unchecked, identifier or unread; each rule that could not run, and each silent one."""
    judged: tuple[tuple[State, list[tuple[int, int]]], ...] = (
        ()
        if not facts.numbers
        else (
            ("contradicted", _spans(r for r in relations if r.verdict is Verdict.FAIL and r.severity in LOUD)),
            ("review", _spans(r for r in relations if r.verdict is Verdict.REVIEW)),
            ("holds", _spans(r for r in relations if r.verdict in JUDGED)),
        )
    )
    states = tuple((number.span, _state(number, judged)) for number in facts.numbers)
    tally = Counter(state for _, state in states)
    could_not = Counter((r.rule.id, r.note) for r in relations if r.verdict is Verdict.COULD_NOT_RUN)
    spoke = {r.rule.id for r in relations if r.verdict is not Verdict.NOT_APPLICABLE}
    return Coverage(
        len(facts.numbers),
        sum(tally[state] for state, _ in judged),
        tally["unchecked"],
        tally["identifier"],
        tally["unread"],
        tally["contradicted"],
        tuple(span for span, state in states if state == "unread"),
        tuple((rule, note, times) for (rule, note), times in sorted(could_not.items())),
        tuple(rule.id for rule in rules if rule.id not in spoke),
        states,
    )


def _state(number: Number, judged: Sequence[tuple[State, list[tuple[int, int]]]]) -> State:
    """The worst of the relations that hold the number; a date in none is an identifier."""
    if number.fate in ("figure", "date"):
        found = next((state for state, stands in judged if _overlaps(number.span, stands)), None)
        if found or number.fate == "figure":
            return found or "unchecked"
    return "unread" if number.fate == "unread" else "identifier"


def _spans(relations: Iterable[Relation]) -> list[tuple[int, int]]:
    """Where the figures in these relations stand, in order and not overlapping."""
    stands = {(f.span.start, f.span.end) for one in relations for f in figures(one.names.values()) if f.span}
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stands):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _overlaps(span: Span, stands: list[tuple[int, int]]) -> bool:
    """Whether one of them has a character of the span: the last that starts before the span ends, if any has."""
    before = bisect_left(stands, (span.end, 0))
    return before > 0 and span.start < stands[before - 1][1]
