"""What is said of a finding in every output: how loud it is, which figure is likely wrong, its repairs and basis."""

from __future__ import annotations

from gouji.document import Document
from gouji.finding import Coverage, Evidence, Finding, Repair, Verdict
from gouji.formats.context import place
from gouji.rule import Severity

# What the user is asked to do, loudest first, and what that means
GRADES = {
    "必改": "算得出矛盾，改了再报",
    "建议改": "对不上，但依据或口径要先确认",
    "请核对": "机器判不了，请人看一眼",
    "说明": "顺带告知，可以不改",
}
REPORT_KINDS = {
    "department_whole": "部门整体支出",
    "project": "项目支出",
    "transfer_payment": "转移支付",
    "final_accounts_disclosure": "决算公开",
}
NOTES = {
    "约数": "原文用了“约、近、余、多”一类的词，要人看一眼",
    "临界": "正好在界限附近，四舍五入前后结论可能不同",
    "有多种读法": "这句话有几种读法，结论不同，要人看一眼",
    "须人工判断": "报告里有可能说得通的理由，是否成立要人看一眼",
    "截位": "没有四舍五入，是直接截去了后面的位数",
    "逐项截位": "只有每个数都截去了后面的位数、没有四舍五入，才对得上，要人看一眼",
    "尾差": "是四舍五入的尾差，不用改",
}
CLEAN = "没有发现对不上的数。对得上只说明前后一致，不等于数字属实"
REPAIRS_SHOWN = 3
UNCONFIRMED = "待人核对，最高按“建议改”处理"


def account(coverage: Coverage) -> dict[str, int]:
    """How many numbers are in each class, in words; what a person must look at is never counted as 对得上."""
    review = sum(state == "review" for _, state in coverage.states)
    return {
        "对得上": coverage.checked - coverage.contradicted - review,
        "对不上": coverage.contradicted,
        "请核对": review,
        "没有可核对的关系": coverage.unchecked,
        "没读懂": coverage.unread,
        "编号年份": coverage.identifiers,
    }


def grade(finding: Finding) -> str:
    """必改 建议改 请核对 说明: what the user is asked to do about a finding."""
    if finding.verdict is Verdict.REVIEW:
        return "请核对"
    if finding.severity is Severity.INFO:
        return "说明"
    return "必改" if finding.severity is Severity.ERROR else "建议改"


def suspect(finding: Finding) -> Evidence:
    """The figure most likely wrong: the first repair's, else what the report claims, else the last one cited."""
    if finding.repairs:
        first = finding.repairs[0].fact.span
        found = next((e for e in finding.evidence if e.span and e.span == first), None)
        if found:
            return found
    placed = [e for e in finding.evidence if e.span] or finding.evidence
    return next((e for e in placed if e.role == "claim"), placed[-1])


def short_name(name: str) -> str:
    """A rule's name for a figure without that of the lower rule it comes from: `未达.目标` is 目标."""
    return name.rpartition(".")[2]


def scattered(document: Document, finding: Finding) -> set[str]:
    """Names that stand in several places, and so are better told apart by the place."""
    blocks: dict[str, set[int]] = {}
    for evidence in finding.evidence:
        if evidence.span:
            blocks.setdefault(short_name(evidence.name), set()).add(document.block_at(evidence.span.start).number)
    return {name for name, found in blocks.items() if len(found) > 1}


def repair_name(document: Document, finding: Finding, repair: Repair) -> str:
    """What a repaired figure is called: its name, or its place where several bear that name."""
    name = short_name(repair.name)
    span = repair.fact.span
    return place(document, span) if span and name in scattered(document, finding) else name


def repair_reason(repair: Repair, name: str, *, likeliest: bool) -> str:
    """When this is the figure to change."""
    why = "最可能" if likeliest else f"如果抄错的是{name}"
    return why + ("；目标以年初批复为准" if repair.fact.role == "target" else "")


def basis(finding: Finding) -> str:
    """What the rule rests on, with its source."""
    told = finding.rule.basis
    origin = f"{told.source}{told.clause}"
    return f"{origin}：{told.text}" if origin else told.text
