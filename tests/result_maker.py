"""CheckResults made by hand for a real document: a finding on each quote, as the rules would have made it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gouji.document import Document, Span
from gouji.fact import Fact, FactSet, Number, Profile
from gouji.finding import CheckResult, Coverage, Evidence, Finding, Repair, Verdict
from gouji.rule import Basis, Rule, Severity

RULE = Rule(
    "completion-rate",
    "完成率应与实际、目标一致",
    "rate",
    Basis("完成率＝实际完成值÷目标值", "算术关系"),
    "",
    {},
    "core-arithmetic",
)


def span_in(document: Document, quote: str, nth: int = 0) -> Span:
    """Where a quote stands for the nth time; it must."""
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(quote, start + 1)
    return Span(start, start + len(quote))


def finding_on(document: Document, *spans: Span, severity: Severity = Severity.ERROR, rule: Rule = RULE) -> Finding:
    """A finding that cites the spans and would change the last of them."""
    facts = [Fact(f"f{n}", "amount", document.quote(one), {}, span=one) for n, one in enumerate(spans)]
    cited = tuple(Evidence("amount", f"数{n}", fact.text, fact.span) for n, fact in enumerate(facts))
    verdict = Verdict.FAIL
    repair = Repair(f"数{len(facts) - 1}", facts[-1], "100%")
    last = facts[-1].text
    return Finding(
        replace(rule, severity=severity),
        severity,
        verdict,
        f"{last}对不上",
        "86 / 86 = 100%",
        (repair,),
        cited,
        "",
        "id",
    )


def result_on(document: Document, findings: Sequence[Finding], numbers: Iterable[Number] = ()) -> CheckResult:
    """A result with these findings in document order."""
    facts = FactSet(Profile("望禾镇", 2025, "project", ""), (), tuple(numbers))
    rules = tuple({f.rule.id: f.rule for f in findings}.values())
    return CheckResult(document, facts, (), tuple(findings), Coverage(0, 0, 0, 0, 0), "参照引擎", (), rules)
