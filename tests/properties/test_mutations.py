"""Changing one figure of a relation that holds is noticed: the rate, by kind of relation, is printed and bounded.

`GOUJI_EVERY_FIGURE=1` tries every figure instead of a sample of each kind.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from properties.reports import SAMPLES, SEED, checked, read

from gouji.document import Span
from gouji.fact import Fact
from gouji.finding import CheckResult, Relation, Verdict
from gouji.rule import Severity

EACH_KIND = 6  # figures tried of each kind in a report, unless every one is
LEAST = 0.95
NOT_ARITHMETIC = ("missing", "text", "structure", "citation")  # they hold because words are there


def changed(printed: str) -> str:
    """The figure with its first digit raised by one (9 lowered): a slip that no rounding explains."""
    return re.sub(r"\d", lambda m: str(int(m[0]) + 1) if m[0] != "9" else "8", printed, count=1)


def figures(relation: Relation) -> Iterator[Fact]:
    """The printed figures that take part in a relation."""
    for bound in relation.names.values():
        for one in bound if isinstance(bound, tuple) else (bound,):
            if isinstance(one, Fact) and one.figure and one.span and re.search(r"\d", one.text):
                yield one


def holding(result: CheckResult) -> list[tuple[str, Span]]:
    """Every figure of a reported relation that holds, once for each kind of relation."""
    found = {
        (relation.rule.kind, fact.span): None
        for relation in result.relations
        if relation.verdict is Verdict.PASS
        and relation.rule.severity is not Severity.NONE
        and relation.rule.kind not in NOT_ARITHMETIC
        for fact in figures(relation)
        if fact.span
    }
    return list(found)


def noticed(text: str, span: Span) -> bool:
    """Whether some finding cites the changed figure."""
    mutant = text[: span.start] + changed(text[span.start : span.end]) + text[span.end :]
    return any(e.span and e.span.start <= span.start < e.span.end for f in checked(mutant).findings for e in f.evidence)


def tried(path: Path) -> Iterator[tuple[str, bool]]:
    """(kind, noticed) for the figures of a report."""
    text = read(path)
    by_kind: dict[str, list[Span]] = {}
    for kind, span in holding(checked(text)):
        by_kind.setdefault(kind, []).append(span)
    for kind, spans in sorted(by_kind.items()):
        if not os.environ.get("GOUJI_EVERY_FIGURE"):
            spans = random.Random(7).sample(spans, min(EACH_KIND, len(spans)))  # noqa: PLW2901, S311
        yield from ((kind, noticed(text, span)) for span in spans)


def test_a_changed_figure_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    seen, caught = Counter[str](), Counter[str]()
    for path in [*SAMPLES, *([SEED] if SEED.exists() else [])]:
        for kind, hit in tried(path):
            seen[kind] += 1
            caught[kind] += hit
    with capsys.disabled():
        print("\nchanged figures noticed: " + ", ".join(f"{k} {caught[k]}/{seen[k]}" for k in sorted(seen)))
    assert sum(caught.values()) >= LEAST * sum(seen.values())
