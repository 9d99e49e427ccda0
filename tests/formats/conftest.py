"""Results made by hand: what the formats are given, without the stages before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from gouji.document import Block, Cell, Document, Span
from gouji.fact import Fact, FactSet, Number, Profile
from gouji.finding import CheckResult, Coverage, Evidence, Finding, Repair, Verdict
from gouji.rule import Basis, Rule, Severity

LINES = (
    "望禾镇农村人居环境整治项目绩效自评报告",
    "",
    "3.户厕改建320户。已改建并通水304户，指标完成率98%。",
    "5.铺设污水管网6.5公里。建成6.1公里，“全面完成”建设任务。",
    "项目覆盖6个村，受益群众5,218人。",
    "受益群众5,128人的满意度调查由村委会组织。",
)


def document_of(lines: Sequence[str], cells: Sequence[tuple[int, Cell]] = ()) -> Document:
    """A document of one block a line; `cells` says which block numbers are table cells."""
    places = dict(cells)
    blocks: list[Block] = []
    at = 0
    for number, line in enumerate(lines, 1):
        kind = "cell" if number in places else "paragraph"
        blocks.append(Block(number, Span(at, at + len(line)), kind=kind, cell=places.get(number)))  # type: ignore[arg-type]
        at += len(line) + 1
    return Document("望禾镇.txt", "txt", "\n".join(lines), tuple(blocks))


def span_of(document: Document, block: int, quote: str) -> Span:
    """Where a quote stands in a block; the quote must be there."""
    start = document.text.index(quote, document.blocks[block - 1].span.start)
    return Span(start, start + len(quote))


def finding_of(  # noqa: PLR0913 - a finding has that many parts
    document: Document,
    rule: Rule,
    message: str,
    *cited: tuple[str, str, int, str],
    working: str = "",
    repairs: Sequence[tuple[str, str]] = (),
    verdict: Verdict = Verdict.FAIL,
    note: str = "",
) -> Finding:
    """A finding that cites (role, name, block, quote)…, and repairs (name, value) of the names it cites."""
    evidence = tuple(Evidence(role, name, quote, span_of(document, n, quote)) for role, name, n, quote in cited)
    facts = {e.name: Fact(f"f{i}", e.role, e.text, {}, span=e.span) for i, e in enumerate(evidence)}
    mended = tuple(Repair(name, facts[name], value) for name, value in repairs)
    return Finding(rule, rule.severity, verdict, message, working, mended, evidence, note, f"{rule.id}#1")


def rule_of(name: str, kind: str, severity: Severity = Severity.ERROR, *, confirmed: bool = True) -> Rule:
    basis = Basis("完成率＝实际完成值÷目标值", "算术关系", confirmed=confirmed)
    return Rule(name, f"{name} 的标题", kind, basis, "", {}, "core-arithmetic", severity)


@pytest.fixture
def result() -> CheckResult:
    """One report with four findings, as the design's terminal page shows them."""
    document = document_of(LINES)
    rate = finding_of(
        document,
        rule_of("completion-rate", "rate"),
        "完成率写 98%，按 304 除以 320 应为 95%",
        ("target", "目标", 3, "320户"),
        ("actual", "实际", 3, "304户"),
        ("completion_rate", "完成率", 3, "98%"),
        working="304户 / 320户 = 95%，报告写 98%，差 3 个百分点",
        repairs=(("完成率", "95%"), ("实际", "314户"), ("目标", "310户")),
    )
    claim = finding_of(
        document,
        rule_of("unmet-called-met", "claim"),
        "目标 6.5 公里，建成 6.1 公里，却写“全面完成”",
        ("target", "未达.目标", 4, "6.5公里"),
        ("actual", "未达.实际", 4, "6.1公里"),
        ("claim", "表述", 4, "全面完成"),
    )
    agree = finding_of(
        document,
        rule_of("same-figure-agrees", "agree", Severity.WARNING, confirmed=False),
        "受益群众前文 5,218 人，后文 5,128 人，前后不一",
        ("amount", "前文", 5, "5,218人"),
        ("amount", "后文", 6, "5,128人"),
        repairs=(("后文", "5,218人"),),
    )
    about = finding_of(
        document,
        rule_of("over-target", "outlier", Severity.WARNING),
        "覆盖村数要人看一眼",
        ("amount", "村数", 5, "6个"),
        verdict=Verdict.REVIEW,
        note="约数",
    )
    numbers = tuple(Number(e.span, "figure") for f in (rate, claim, agree, about) for e in f.evidence if e.span)
    coverage = Coverage(
        14, 8, 2, 3, 1, contradicted=6, unread_spans=(span_of(document, 5, "6"),),
        not_run=(("exec-score", "没有 2025 年的“执行率分值”", 2),),
    )  # fmt: skip
    facts = FactSet(Profile("望禾镇", 2025, "project", ""), (), numbers)
    rules = tuple({f.rule.id: f.rule for f in (rate, claim, agree, about)}.values())
    return CheckResult(
        document,
        facts,
        (),
        (rate, claim, agree, about),
        coverage,
        "durable_rules 2.0.28",
        ("文中有 1 张图没有读。",),
        rules,
    )


@pytest.fixture
def clean(result: CheckResult) -> CheckResult:
    """The same report with nothing wrong in it."""
    return replace(result, findings=(), coverage=Coverage(14, 9, 2, 3, 0))


@pytest.fixture
def tabled() -> CheckResult:
    """A finding in a table: the row is three cells of one document."""
    lines = ("项目支出绩效自评表", "户厕改建", "320户", "304户", "98%")
    document = document_of(lines, [(n, Cell(1, 2, n - 1)) for n in range(2, 6)])
    rule = rule_of("completion-rate", "rate")
    cited = (("target", "目标", 3, "320户"), ("actual", "实际", 4, "304户"), ("completion_rate", "完成率", 5, "98%"))
    finding = finding_of(document, rule, "完成率写 98%，应为 95%", *cited, repairs=(("完成率", "95%"),))
    return CheckResult(
        document, FactSet(Profile(), ()), (), (finding,), Coverage(3, 3, 0, 0, 0, 3), "参照引擎", (), (rule,)
    )


@pytest.fixture
def outside() -> CheckResult:
    """A finding on facts that came as data, without a text."""
    document = Document("facts.json", "facts", "", ())
    rule = rule_of("completion-rate", "rate")
    evidence = (Evidence("target", "目标", "320户", None), Evidence("completion_rate", "完成率", "98%", None))
    repair = Repair("完成率", Fact("f2", "completion_rate", "98%", {}), "95%")
    finding = Finding(rule, Severity.ERROR, Verdict.FAIL, "完成率应为 95%", "", (repair,), evidence)
    return CheckResult(
        document, FactSet(Profile(), ()), (), (finding,), Coverage(0, 0, 0, 0, 0), "参照引擎", (), (rule,)
    )
