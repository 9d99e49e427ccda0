"""A CheckResult → the terminal: each finding with sentence, working, repairs and basis; then the coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.document import Document, Span
from gouji.finding import CheckResult, Coverage, Finding
from gouji.formats.context import Context, context_of, contexts, heading_above, headings, place, places
from gouji.formats.layout import Look, Mark, clip, columns, printable, spread, underlined, wrap
from gouji.formats.telling import (
    CLEAN,
    NOTES,
    REPAIRS_SHOWN,
    REPORT_KINDS,
    UNCONFIRMED,
    account,
    basis,
    grade,
    repair_name,
    repair_reason,
    scattered,
    short_name,
    suspect,
)

# Loudest first: the sign, its colour, and the word for it
GRADES = {
    "必改": ("x", "31;1"),
    "建议改": ("!", "33;1"),
    "请核对": ("?", "33"),
    "说明": ("i", "36"),
}
DIM, BOLD, RED, GREEN, YELLOW = "90", "1", "31", "32", "33"
# What became of a number: its sign in the bar, and the ink
STATES = {
    "对得上": ("=", GREEN),
    "对不上": ("x", RED),
    "请核对": ("?", YELLOW),
    "没有可核对的关系": (".", DIM),
    "没读懂": ("-", YELLOW),
    "编号年份": (" ", ""),
}
INDENT = " " * 4
NAME_WIDTH = 7  # columns of 算式, 可改, 依据, 覆盖 with the blanks behind them
WHOLE_SHOWN = {
    "必改": 20,
    "建议改": 5,
    "请核对": 5,
    "说明": 3,
}  # findings of one rule in full; of the rest, the message
QUOTES_SHOWN = 6
LIST_SHOWN = 5
TITLE_WIDTH = 32  # columns of a heading beside a place
NARROW = 80  # columns below which the rule's name is left out


@dataclass(frozen=True, slots=True)
class _Source:
    """The document that findings quote, with what quoting needs worked out once."""

    document: Document
    rows: Mapping[int, Context]
    headings: Sequence[Span]


def write(result: CheckResult, look: Look) -> str:
    """Everything about one report, ending with the coverage line."""
    document = result.document
    source = _Source(document, contexts(document), headings(document, result.facts))
    lines = [*_head(result, look), ""]
    shown: Counter[tuple[str, str]] = Counter()
    for number, finding in _by_loudness(result.findings):
        alike = finding.rule.id, grade(finding)
        shown[alike] += 1
        lines += _finding(source, number, finding, look, whole=shown[alike] <= WHOLE_SHOWN[alike[1]])
    return "\n".join([*lines, *_foot(result, look)]) + "\n"


def write_totals(results: Sequence[CheckResult], failures: int, look: Look) -> str:
    """One line over several files."""
    counts = Counter(grade(f) for r in results for f in r.findings)
    told = "，".join(f"{word} {counts[word]}" for word in GRADES)
    failed = f"；{failures} 份打不开" if failures else ""
    return "\n".join(wrap(f"合计   {len(results)} 份：{told}{failed}", look.width)) + "\n"


def _by_loudness(findings: Sequence[Finding]) -> list[tuple[int, Finding]]:
    """Findings with the number each has in the document's order, the loudest first."""
    order = list(GRADES)
    return sorted(enumerate(findings, 1), key=lambda numbered: order.index(grade(numbered[1])))


def _head(result: CheckResult, look: Look) -> list[str]:
    profile = result.profile
    known = [
        f"{profile.fiscal_year}年度" if profile.fiscal_year else "",
        REPORT_KINDS.get(profile.kind, profile.kind),
        profile.unit,
        f"用了 {len(result.rules)} 条规则",
        "文件没有离开这台电脑",
    ]
    lines = [look.paint(printable(result.document.path), BOLD), *wrap("  ".join(k for k in known if k), look.width)]
    for notice in result.notices:
        lines += _entry("注意", notice, look, indent="")
    return lines


def _finding(source: _Source, number: int, finding: Finding, look: Look, *, whole: bool) -> list[str]:
    """One finding; when not `whole`, only its place and its message."""
    sign, colour = GRADES[word := grade(finding)]
    marked = f"{sign} {word} {number}"
    name = finding.rule.id if look.width >= NARROW else ""
    line = spread(f"{marked}   {_where(source, finding)}", name, look.width)
    title = look.paint(marked, colour) + _dim_tail(line[len(marked) :], name, look)
    message = wrap(printable(finding.message), look.width - len(INDENT))
    lines = [title.rstrip(), *(INDENT + look.paint(part, BOLD) for part in message)]
    if whole:
        lines += _quotes(source, finding, look) if word != "说明" else []
        lines += _details(source, finding, look)
    return [*lines, ""]


def _where(source: _Source, finding: Finding) -> str:
    """The places cited, and the heading above the figure that is likely wrong."""
    spans = [e.span for e in finding.evidence if e.span]
    if not spans:
        return ""
    above = heading_above(source.headings, suspect(finding).span or spans[0])
    title = clip(printable(source.document.quote(above)), TITLE_WIDTH) if above else ""
    return "  ".join(part for part in (places(source.document, spans), title) if part)


def _dim_tail(rest: str, name: str, look: Look) -> str:
    return rest.removesuffix(name) + look.paint(name, DIM) if name and rest.endswith(name) else rest


def _details(source: _Source, finding: Finding, look: Look) -> list[str]:
    lines = _entry("算式", finding.working, look) if finding.working else []
    for order, repair in enumerate(finding.repairs[:REPAIRS_SHOWN]):
        name = repair_name(source.document, finding, repair)
        why = repair_reason(repair, name, likeliest=not order)
        told = f"{name} {repair.fact.text} -> {repair.value}（{why}）"
        lines += _entry("可改" if not order else "", told, look)
    if finding.note:
        lines += _entry("说明", NOTES.get(finding.note, finding.note), look)
    doubt = "" if finding.rule.basis.confirmed else f"（{UNCONFIRMED}）"
    lines += _entry("依据", basis(finding) + doubt, look)
    if finding.rule.overridden:
        lines += _entry("调整", finding.rule.overridden, look)
    return lines


def _entry(title: str, text: str, look: Look, indent: str = INDENT) -> list[str]:
    """A named line; what does not fit goes on below the text."""
    first = indent + title + " " * (NAME_WIDTH - columns(title))
    parts = [p for part in printable_lines(text) for p in wrap(part, look.width - columns(first))]
    return [(first if not n else " " * columns(first)) + part for n, part in enumerate(parts)]


def printable_lines(text: str) -> list[str]:
    """The lines of a text, each fit to print."""
    return [printable(line) for line in text.splitlines()]


def _quotes(source: _Source, finding: Finding, look: Look) -> list[str]:
    """The sentences the finding rests on, the figures underlined; several figures of one line share it."""
    suspected, told_apart = suspect(finding), scattered(source.document, finding)
    by_line: dict[str, dict[tuple[int, int], Mark]] = {}
    outside: list[str] = []
    for evidence in sorted(finding.evidence, key=lambda e: e.span or Span(0, 0)):
        name = short_name(evidence.name)
        if evidence.span is None:
            outside.append(f"{INDENT}  | {name} {printable(evidence.text)}")
            continue
        label = place(source.document, evidence.span) if name in told_apart else name
        text, mark = _marked(source, evidence.span, label, suspect=evidence is suspected)
        by_line.setdefault(text, {}).setdefault((mark.start, mark.end), mark)
    bar = f"{INDENT}  {look.paint('|', DIM)} "
    quoted = [
        bar + line
        for text, marks in list(by_line.items())[:QUOTES_SHOWN]
        for line in underlined(text, list(marks.values()), look, look.width - 8)
    ]
    left = len(by_line) - QUOTES_SHOWN
    return [*outside, *quoted, *([f"{INDENT}  另有 {left} 处"] if left > 0 else [])]


def _marked(source: _Source, span: Span, name: str, *, suspect: bool) -> tuple[str, Mark]:
    """The text around a span, and the span as a mark in it."""
    document = source.document
    context = context_of(document, source.rows, document.block_at(span.start))
    spot = document.locate(span)
    return context.text, Mark(context.offset + spot.start, context.offset + spot.end, name, suspect)


def _foot(result: CheckResult, look: Look) -> list[str]:
    counts = Counter(grade(f) for f in result.findings)
    told = "，".join(
        look.paint(f"{word} {counts[word]}", "31;1") if word == "必改" and counts[word] else f"{word} {counts[word]}"
        for word in GRADES
    )
    lines = [look.paint("-" * look.width, DIM), *coverage_lines(result, look)]
    lines.append(f"结果   {told}" if result.findings else "结果   " + look.paint(CLEAN, GREEN))
    if any(counts[w] for w in ("必改", "建议改")):
        lines += _entry("下一步", "先查台账再改数；某条规则的依据和例子：gouji rules explain 规则名", look, indent="")
    return lines


def coverage_lines(result: CheckResult, look: Look) -> list[str]:
    """The bar and the account of every number; then what was not read, and which rules could not run, and why."""
    coverage = result.coverage
    counts = account(coverage).items()
    shown = [f"{word} {n} ({STATES[word][0]})".removesuffix(" ( )") for word, n in counts if n or word != "请核对"]
    told = f"读出 {coverage.numbers} 处：{'，'.join(shown)}"
    lines = [f"覆盖   {_bar(coverage, look)}", *(" " * 7 + part for part in wrap(told, look.width - 7))]
    unread = [f"{place(result.document, s)}“{result.document.quote(s)}”" for s in coverage.unread_spans]
    if unread:
        lines += _entry("没读懂", _listed(unread) + "。原因见 gouji facts 文件名", look, indent="")
    not_run = [f"{rule}（{reason}{f'，{times} 处' if times > 1 else ''}）" for rule, reason, times in coverage.not_run]
    if not_run:
        lines += _entry("没核对", _listed(not_run), look, indent="")
    return lines


def _listed(items: Sequence[str]) -> str:
    more = f"等 {len(items)} 处" if len(items) > LIST_SHOWN else ""
    return "、".join(items[:LIST_SHOWN]) + more


def _bar(coverage: Coverage, look: Look) -> str:
    """A bar as wide as the account allows, each class its share; what is there at all gets at least one column."""
    room = min(look.width - 9, 72)
    parts = [(*STATES[word], count) for word, count in account(coverage).items()]
    total = max(sum(count for _, _, count in parts), 1)
    widths = [max(count * room // total, 1) if count else 0 for _, _, count in parts]
    widths[widths.index(max(widths))] += room - sum(widths)
    return "[" + "".join(_stretch(sign, ink, n, look) for (sign, ink, _), n in zip(parts, widths, strict=True)) + "]"


def _stretch(sign: str, ink: str, width: int, look: Look) -> str:
    return look.paint(sign * width, ink) if ink else sign * width
