"""Coverage: the account of every number in a document and of every rule that could not speak."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from gouji.document import Span
from gouji.fact import FactSet
from gouji.finding import Coverage, Relation, Verdict
from gouji.relations.judging import JUDGED
from gouji.relations.repairs import figures
from gouji.rule import Rule, Severity

LOUD = (Severity.ERROR, Severity.WARNING)  # a shortfall that is only noted contradicts nothing


def account(facts: FactSet, relations: Sequence[Relation], rules: Iterable[Rule]) -> Coverage:
    """Each number as checked, unchecked, identifier or unread; each rule that could not run, and each silent one."""
    judged = _spans(relation for relation in relations if relation.verdict in JUDGED)
    failed = _spans(one for one in relations if one.verdict is Verdict.FAIL and one.severity in LOUD)
    tally: Counter[str] = Counter()
    contradicted, unread = 0, []
    for number in facts.numbers:
        if number.fate in ("figure", "date") and _overlaps(number.span, judged):
            tally["checked"] += 1
            contradicted += _overlaps(number.span, failed)
        elif number.fate == "figure":
            tally["unchecked"] += 1
        elif number.fate == "unread":
            tally["unread"] += 1
            unread.append(number.span)
        else:
            tally["identifiers"] += 1
    could_not = Counter((r.rule.id, r.note) for r in relations if r.verdict is Verdict.COULD_NOT_RUN)
    spoke = {r.rule.id for r in relations if r.verdict is not Verdict.NOT_APPLICABLE}
    return Coverage(
        len(facts.numbers),
        tally["checked"],
        tally["unchecked"],
        tally["identifiers"],
        tally["unread"],
        contradicted,
        tuple(unread),
        tuple((rule, note, times) for (rule, note), times in sorted(could_not.items())),
        tuple(rule.id for rule in rules if rule.id not in spoke),
    )


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
