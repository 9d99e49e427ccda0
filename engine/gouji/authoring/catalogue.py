"""Every rule on one page: rules/CATALOGUE.md, written from the packs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.authoring import words
from gouji.rule import Rule, RuleBook, RulePack

HEAD = """\
# 规则目录

本页由 `gouji rules catalogue` 从规则文件生成，请勿手改。共 {count} 条规则，{packs} 个规则包。
每条规则怎样判断、有哪些例子，用 `gouji rules explain 编号` 看。“*”：依据未核实，最高为警告。
"""


def catalogue(book: RuleBook) -> str:
    """The page as Markdown."""
    count = sum(len(pack.rules) for pack in book.packs)
    sections = [HEAD.format(count=count, packs=len(book.packs))]
    sections += ["\n".join(_pack(pack)) for pack in book.packs]
    return "\n".join(sections)


def _pack(pack: RulePack) -> Iterator[str]:
    yield f"## {pack.title}（{pack.id} {pack.version}）"
    yield ""
    yield _applies(pack)
    yield ""
    yield "| 编号 | 规则 | 种类 | 程度 | 依据 |"
    yield "|---|---|---|---|---|"
    yield from (_row(rule) for rule in pack.rules)
    yield from _list("参数", _parameters(pack))
    yield from _list("对其他规则的调整", list(_overrides(pack)))
    yield ""


def _applies(pack: RulePack) -> str:
    reports = {
        "department_whole": "部门整体自评",
        "project": "项目自评",
        "transfer_payment": "转移支付自评",
        "final_accounts_disclosure": "决算公开",
    }
    said = [
        "、".join(reports[kind] for kind in pack.reports),
        "、".join(pack.regions),
        f"自 {pack.since} 起" if pack.since else "",
        f"至 {pack.until} 止" if pack.until else "",
    ]
    told = "；".join(part for part in said if part) or "任何报告"
    return f"适用：{told}" + (f"。以 {pack.extends} 为基础" if pack.extends else "") + "。"


def _row(rule: Rule) -> str:
    doubt = "" if rule.basis.confirmed else "*"
    cells = (
        f"`{rule.id}`",
        rule.title,
        words.KIND[rule.kind],
        words.SEVERITY[rule.severity].partition("，")[0] + doubt,
        f"{rule.basis.source}{rule.basis.clause}",
    )
    return f"| {' | '.join(cell.replace('|', '／') for cell in cells)} |"


def _list(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ("", f"{title}：", "", *(f"- {line}" for line in lines))


def _parameters(pack: RulePack) -> list[str]:
    return [f"{name}：{'；'.join(map(words.parameter, values))}" for name, values in pack.parameters.items()]


def _overrides(pack: RulePack) -> Iterator[str]:
    for rule_id, change in pack.overrides.items():
        loud = "关闭" if change.severity == "off" else words.SEVERITY[change.severity]
        yield f"`{rule_id}` 改为{loud}：{change.reason}" + (f"（{change.source}）" if change.source else "")
