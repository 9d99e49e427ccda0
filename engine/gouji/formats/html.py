"""A CheckResult → one page: the document with every figure marked, the findings beside it. Nothing loads from anywhere.

The page's markup, style and script are in page/. Whatever comes from a report is escaped, and the page's policy lets
no other script run and nothing be fetched.
"""

from __future__ import annotations

from collections import Counter
from html import escape
from pathlib import PurePath
from typing import Any

from gouji.document import Document, Span
from gouji.finding import CheckResult, Finding
from gouji.formats.context import heading_above, headings, place, places
from gouji.formats.html_document import GRADES, STATES, Marked, marked
from gouji.formats.layout import printable
from gouji.formats.telling import (
    CLEAN,
    NOTES,
    REPAIRS_SHOWN,
    REPORT_KINDS,
    UNCONFIRMED,
    basis,
    grade,
    repair_name,
    repair_reason,
    short_name,
    suspect,
)
from gouji.formats.telling import GRADES as MEANINGS
from gouji.formats.webpage import asset, embedded, page, style

# Each state in words, in the order of the bar
LEGEND = {
    "ok": "对得上",
    "bad": "对不上",
    "look": "请核对",
    "free": "没有可核对的关系",
    "lost": "没读懂",
    "id": "编号年份",
}


def write(result: CheckResult) -> str:
    """The page."""
    document = result.document
    shown = marked(result)
    name = printable(PurePath(document.path).name)
    slots = {
        "name": escape(name),
        "about": escape(_about(result)),
        "document": shown.html,
        "data": embedded(_data(result, shown)),
        "notices": "".join(f"<li>{escape(printable(one))}</li>" for one in result.notices),
        "clean": escape(CLEAN),
    }
    script = asset("gouji.formats", "page", "check.js")
    return page(asset("gouji.formats", "page", "check.html"), style("gouji.formats", "check.css"), (script,), slots)


def _about(result: CheckResult) -> str:
    profile = result.profile
    known = (
        f"{profile.fiscal_year}年度" if profile.fiscal_year else "",
        REPORT_KINDS.get(profile.kind, profile.kind),
        profile.unit,
        f"用了 {len(result.rules)} 条规则",
        "文件没有离开这台电脑",
    )
    return printable("　".join(one for one in known if one))


def _data(result: CheckResult, shown: Marked) -> dict[str, Any]:
    """What the script shows: findings in document order, counts of the bar, what was not read and not run."""
    counts = Counter(STATES[state] for _, state in result.coverage.states)
    titles = headings(result.document, result.facts)
    reasons = {number.span: number.reason for number in result.facts.numbers}
    return {
        "states": [[kind, word, counts[kind]] for kind, word in LEGEND.items()],
        "grades": [[GRADES[word], word, meaning] for word, meaning in MEANINGS.items()],
        "findings": [
            _finding(result.document, titles, finding, pieces)
            for finding, pieces in zip(result.findings, shown.pieces, strict=True)
        ],
        "unread": [
            [
                place(result.document, s),
                _text(result.document.quote(s)),
                reasons.get(s, ""),
                result.document.block_at(s.start).number,
            ]
            for s in result.coverage.unread_spans
        ],
        "notRun": [[rule, _text(reason), times] for rule, reason, times in result.coverage.not_run],
    }


def _finding(
    document: Document, titles: tuple[Span, ...], finding: Finding, pieces: tuple[tuple[int, int], ...]
) -> dict[str, Any]:
    spans = [e.span for e in finding.evidence if e.span]
    above = heading_above(titles, suspect(finding).span or spans[0]) if spans else None
    return {
        "grade": GRADES[grade(finding)],
        "rule": finding.rule.id,
        "title": finding.rule.title,
        "message": _text(finding.message),
        "working": [_text(line) for line in finding.working.splitlines()],
        "note": NOTES.get(finding.note, finding.note),
        "place": places(document, spans),
        "heading": _text(document.quote(above)) if above else "",
        "evidence": [
            [short_name(e.name), _text(e.text), *where]
            for where, e in sorted(zip(pieces, finding.evidence, strict=True), key=lambda one: one[0])
        ],
        "repairs": [
            [name, _text(one.fact.text), one.value, repair_reason(one, name, likeliest=not order)]
            for order, one in enumerate(finding.repairs[:REPAIRS_SHOWN])
            for name in [repair_name(document, finding, one)]
        ],
        "basis": basis(finding),
        "doubt": "" if finding.rule.basis.confirmed else UNCONFIRMED,
        "overridden": finding.rule.overridden,
    }


def _text(text: str) -> str:
    return printable(text)
