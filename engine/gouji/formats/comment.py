"""A finding as a comment beside the figure that is likely wrong: five short paragraphs for a narrow column.

The same words stand in Word files, spreadsheets and PDFs: problem, arithmetic, what to change, basis, rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Document, Span
from gouji.finding import CheckResult, Finding, Verdict
from gouji.formats.context import place
from gouji.formats.telling import NOTES, REPAIRS_SHOWN, UNCONFIRMED, basis, grade, repair_name, suspect

AUTHOR = "勾稽"
LONGEST = 150  # words in all; WPS and Word show some twenty to a line
LEAST = 12  # words that a paragraph keeps when the whole is too long
WORD = re.compile(r"[!-~]+|[^\s!-~]")
NO_CHANGE = ("尾差", "截位")  # what rounding explains


@dataclass(frozen=True, slots=True)
class Comment:
    """What to say (paragraphs) and where: characters of the document's text."""

    number: int
    finding: Finding
    span: Span
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraphs, each on a line of its own."""
        return "\n".join(self.paragraphs)


def comments(result: CheckResult, *, notes: bool = False) -> tuple[Comment, ...]:
    """One comment for each finding, in document order; with `notes` also for those that need nothing done.

    A finding on facts from outside the document has no place for one.
    """
    return tuple(_comments(result, notes=notes))


def _comments(result: CheckResult, *, notes: bool) -> Iterator[Comment]:
    for number, finding in enumerate(result.findings, 1):
        if grade(finding) == "说明" and not notes:
            continue
        span = suspect(finding).span or next((e.span for e in finding.evidence if e.span), None)
        if span:
            within = Span(span.start, min(span.end, result.document.block_at(span.start).span.end))
            yield Comment(number, finding, within, _paragraphs(result.document, number, finding))


def _paragraphs(document: Document, number: int, finding: Finding) -> tuple[str, ...]:
    """As much as fits: repairs are left out from the last, then what is still too long is cut."""
    told: list[str] = []
    for shown in range(min(len(finding.repairs), REPAIRS_SHOWN), -1, -1):
        told = _told(document, number, finding, shown)
        if sum(map(_words, told)) <= LONGEST or shown <= 1:
            break
    return tuple(_cut(told))


def _told(document: Document, number: int, finding: Finding, shown: int) -> list[str]:
    word = grade(finding)
    begin = f"{word} {number}：" + ("不用改。" if finding.note in NO_CHANGE else "")
    working = finding.working.partition("\n")[0].replace(" / ", " ÷ ").replace(" * ", " × ")
    doubt = "" if finding.rule.basis.confirmed else f"（{UNCONFIRMED}）"
    waive = "" if word == "说明" else "有正当理由可以不改，请登记豁免并写明原因。"
    told = [
        begin + finding.message,
        f"算式：{working}" if working else "",
        _advice(document, finding, shown),
        f"依据：{basis(finding)}{doubt}",
        f"规则：{finding.rule.id}。{waive}",
    ]
    return [one for one in told if one]


def _advice(document: Document, finding: Finding, shown: int) -> str:
    if finding.verdict is Verdict.REVIEW:
        return f"请看：{NOTES.get(finding.note, finding.note or '这里要人看一眼')}。"
    if not shown:
        return f"请看：{NOTES[finding.note]}。" if finding.note in NOTES else ""
    first, *rest = finding.repairs[:shown]
    told = f"可改：{repair_name(document, finding, first)}改为 {first.value}（最可能）。"
    told += "".join(f"如果是{repair_name(document, finding, one)}抄错了，应为 {one.value}。" for one in rest)
    norm = any(one.fact.role == "target" for one in (first, *rest))
    return told + ("目标以年初批复为准，不要为了对上而改。" if norm else "")


def _words(text: str) -> int:
    """Characters as Word counts them: a number or a Latin word is one."""
    return len(WORD.findall(text))


def _cut(paragraphs: list[str]) -> list[str]:
    """Basis, then arithmetic, then the problem cut at the end, each as far as needed; the rest stays whole."""
    kept = list(paragraphs)
    for index in (len(kept) - 2, 1, 0):
        over = sum(map(_words, kept)) - LONGEST
        words = list(WORD.finditer(kept[index]))
        if over > 0 and len(words) > LEAST + 1:
            kept[index] = kept[index][: words[max(LEAST, len(words) - over - 1)].start()] + "…"
    return kept


def where(document: Document, comment: Comment) -> str:
    """The place and the characters a comment is about, for hosts where it cannot stand on them."""
    return f"{place(document, comment.span)}“{document.quote(comment.span)}”"
