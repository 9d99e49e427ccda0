"""The language's own words in Chinese, for what authors are shown."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from gouji.fact import PLACES, ROLES
from gouji.finding import Verdict
from gouji.quantity import Quantity
from gouji.rule import Basis, DatedValue, Pattern, Rule, Severity

KIND: Mapping[str, str] = {
    "rate": "完成率、执行率",
    "ratio": "比率、平均数",
    "sum": "合计与差额",
    "growth": "增减",
    "share": "占比",
    "count": "个数",
    "agree": "前后一致",
    "score": "得分",
    "grade": "等级",
    "claim": "说法",
    "date": "时间",
    "text": "文字",
    "missing": "缺项",
    "unit": "单位",
    "outlier": "异常",
    "citation": "引用",
    "structure": "结构",
}
SEVERITY: Mapping[str, str] = {
    Severity.ERROR: "错误",
    Severity.WARNING: "警告",
    Severity.INFO: "提示",
    Severity.NONE: "不报告，供其他规则引用",
}
VERDICT: Mapping[Verdict, str] = {
    Verdict.PASS: "相符",
    Verdict.FAIL: "不符",
    Verdict.REVIEW: "须人工判断",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.COULD_NOT_RUN: "无法核对",
}
SOFTER: Mapping[str | None, str] = {
    None: "算已说明",
    "review": "改由人工判断",
    "info": "降为提示",
    "warning": "降为警告",
}
FUNCTION: Mapping[str, str] = {
    "sum": "sum(各项)：一组数之和",
    "min": "min(各项)：一组数中最小的",
    "max": "max(各项)：一组数中最大的",
    "median": "median(各项)：一组数的中位数",
    "mad": "mad(各项)：一组数的绝对中位差",
    "count": "count(各项)：有几个",
    "distinct": "distinct(各项)：有几个不同的",
    "abs": "abs(数)：绝对值",
    "number": "number(数)：照原文的数，不带单位",
    "agree": "agree(各项)：可以是同一个数",
    "covers": "covers(有, 应有)：应有的都有；所缺的写在 {missing}",
    "meets": "meets(实际, 目标)：按目标自己的 ≥ ≤ = 达到了；没写的按 ≥",
    "attainable": "attainable(百分比, 样本)：这么多样本能得出这个百分比",
    "band": "band(数, 表)：数落在表的哪一档",
    "lookup": "lookup(表, 标签)：标签对应的数",
}


def severity(rule: Rule) -> str:
    """How loud the rule is, and that an unconfirmed basis keeps an error down to a warning."""
    capped = rule.severity is Severity.ERROR and not rule.basis.confirmed
    return SEVERITY[rule.severity] + ("（依据未核实，最高为警告）" if capped else "")


def per(rule: Rule) -> str:
    """Once for each what."""
    if rule.per == ("fact",):
        return "每个事实各判断一次"
    places = "，每一".join(
        PLACES[place].partition("（")[0].replace("同一", "") for place in rule.per if place != "fact"
    )
    return f"每一{places}判断一次"


def pattern(one: Pattern) -> str:
    """What a name may stand for."""
    if one.rule:
        told = f"规则 {'、'.join(one.rule)} 的结论“{'、'.join(VERDICT[Verdict(v)] for v in one.is_)}”"
    else:
        told = "、".join(ROLES[role].title for role in one.role)
    told += f"，说的是{'或'.join(one.says)}" if one.says else ""
    told += f"，事项为{'或'.join(one.subject)}" if one.subject else ""
    told += f"，{'、'.join(PLACES[place] for place in one.near)}" if one.near else ""
    return told + ("（全部）" if one.take_all else "")


def basis(one: Basis) -> str:
    """What a rule rests on, in one line."""
    return f"{one.text}（{one.source}{one.clause}）" + ("" if one.confirmed else "，未核实")


def parameter(dated: DatedValue) -> str:
    """A parameter's value, since when, by which source."""
    value = dated.value
    if isinstance(value, Quantity):
        told = value.printed
    elif isinstance(value, Mapping):
        told = "、".join(f"{label} {_number(bound)}" for label, bound in value.items())
    else:
        told = value if isinstance(value, str) else "、".join(value)
    return f"{told}（{dated.source}，自 {dated.since} 起{'' if dated.confirmed else '，未核实'}）"


def _number(value: Fraction) -> str:
    """A bound as an author would write it: whole, or with as many decimals as it needs."""
    for places in range(7):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            sign = "-" if value < 0 else ""
            return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
    return str(value)
