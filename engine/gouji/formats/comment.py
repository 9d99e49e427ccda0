"""A finding as a comment beside the figure that is likely wrong: five short paragraphs for a narrow column.

The same words stand in Word files, spreadsheets and PDFs: problem, arithmetic, what to change, basis, rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.document import Document, Span
from gouji.finding import CheckResult, Finding, Verdict
from gouji.formats.context import place
from gouji.formats.telling import NOTES, REPAIRS_SHOWN, UNCONFIRMED, basis, grade, repair_name, suspect

AUTHOR = "勾稽"
LONGEST = 150  # characters in all; WPS and Word show some twenty to a line
LEAST = 24  # characters that a paragraph keeps when the whole is too long
NO_CHANGE = ("尾差", "截位")  # what rounding explains
OTHERWISE = 2  # repairs told beside the likeliest


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
    word = grade(finding)
    begin = f"{word} {number}：" + ("不用改。" if finding.note in NO_CHANGE else "")
    first = begin + finding.message
    working = finding.working.partition("\n")[0].replace(" / ", " ÷ ").replace(" * ", " × ")
    doubt = "" if finding.rule.basis.confirmed else f"（{UNCONFIRMED}）"
    told = [f"算式：{working}" if working else "", _advice(document, finding), f"依据：{basis(finding)}{doubt}"]
    last = f"规则：{finding.rule.id}。" + ("" if word == "说明" else "有正当理由可以不改，请登记豁免并写明原因。")
    return (first, *_shortened([one for one in told if one], LONGEST - len(first) - len(last)), last)


def _advice(document: Document, finding: Finding) -> str:
    if finding.verdict is Verdict.REVIEW:
        return f"请看：{NOTES.get(finding.note, finding.note or '这里要人看一眼')}。"
    if not finding.repairs:
        return f"请看：{NOTES[finding.note]}。" if finding.note in NOTES else ""
    shown = finding.repairs[: min(1 + OTHERWISE, REPAIRS_SHOWN)]
    names = [repair_name(document, finding, one) for one in shown]
    told = f"可改：{names[0]}改为 {shown[0].value}（最可能）。"
    told += "".join(f"如果是{name}抄错了，应为 {one.value}。" for name, one in zip(names[1:], shown[1:], strict=True))
    norm = any(one.fact.role == "target" for one in shown)
    return told + ("目标以年初批复为准，不要为了对上而改。" if norm else "")


def _shortened(paragraphs: Sequence[str], room: int) -> list[str]:
    """The paragraphs in so many characters, the last ones cut first; each keeps its beginning whatever the room."""
    kept = list(paragraphs)
    for index in reversed(range(len(kept))):
        over = sum(map(len, kept)) - room
        least = max(LEAST, len(kept[index]) - over - 1)
        if over > 0 and len(kept[index]) > least + 1:
            kept[index] = kept[index][:least] + "…"
    return kept


def where(document: Document, comment: Comment) -> str:
    """The place and the characters a comment is about, for hosts where it cannot stand on them."""
    return f"{place(document, comment.span)}“{document.quote(comment.span)}”"
