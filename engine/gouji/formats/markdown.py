"""CheckResults → Markdown, for issues, wikis and merge requests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from gouji.errors import ReadError
from gouji.finding import CheckResult, Finding
from gouji.formats.context import places
from gouji.formats.layout import printable
from gouji.formats.telling import (
    CLEAN,
    GRADES,
    NOTES,
    REPAIRS_SHOWN,
    UNCONFIRMED,
    account,
    basis,
    grade,
    repair_name,
    repair_reason,
)

SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$&!]")


def write(results: Iterable[CheckResult], unread: Iterable[ReadError] = ()) -> str:
    """A section for each report, a heading for each finding."""
    lines = ["# 核对结果", ""]
    for result in results:
        lines += _report(result)
    failed = [f"- {_plain(e.path)}：{_plain(e.reason)}" for e in unread]
    return "\n".join([*lines, *(["## 打不开的文件", "", *failed, ""] if failed else [])])


def _report(result: CheckResult) -> Iterator[str]:
    counts = Counter(grade(f) for f in result.findings)
    coverage = result.coverage
    yield from (f"## {_plain(result.document.path)}", "")
    yield from (f"> 注意：{_plain(notice)}" for notice in result.notices)
    yield from ("", "，".join(f"{word} {counts[word]}" for word in GRADES) if result.findings else CLEAN, "")
    for number, finding in enumerate(result.findings, 1):
        yield from _finding(result, number, finding)
    told = "，".join(f"{word} {n}" for word, n in account(coverage).items())
    yield f"读出 {coverage.numbers} 处：{told}。"
    yield ""
    if coverage.not_run:
        yield from ("没有核对的规则：", "")
        yield from (f"- `{rule}`：{_plain(reason)}（{times} 处）" for rule, reason, times in coverage.not_run)
        yield ""


def _finding(result: CheckResult, number: int, finding: Finding) -> Iterator[str]:
    where = places(result.document, [e.span for e in finding.evidence if e.span])
    yield from (f"### {grade(finding)} {number}：{_plain(finding.message)}", "")
    yield f"- 在哪里：{_plain(where)}" if where else "- 在哪里：报告之外的数据"
    yield from (f"- 算式：{_plain(line)}" for line in finding.working.splitlines())
    for order, repair in enumerate(finding.repairs[:REPAIRS_SHOWN]):
        name = repair_name(result.document, finding, repair)
        why = repair_reason(repair, name, likeliest=not order)
        yield f"- 可改：{_plain(name)} ~~{_plain(repair.fact.text)}~~ → **{_plain(repair.value)}**（{_plain(why)}）"
    if finding.note:
        yield f"- 说明：{_plain(NOTES.get(finding.note, finding.note))}"
    doubt = "" if finding.rule.basis.confirmed else f"（{UNCONFIRMED}）"
    yield f"- 依据：{_plain(basis(finding) + doubt)}"
    yield from (f"- 规则：`{finding.rule.id}`", "")


def _plain(text: str) -> str:
    """Text in which Markdown sees no markup, on one line."""
    return SPECIAL.sub(r"\\\g<0>", printable(text))
