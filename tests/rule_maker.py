"""Small rules and facts for tests: `facts({"target": "4万亩"}, …)` as in the examples of rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from gouji.checker import Engine, check_facts
from gouji.document import Block, Document, Span
from gouji.fact import ROLES, Fact, FactSet, Number, Profile
from gouji.finding import CheckResult, Relation
from gouji.quantity import Unit, Units
from gouji.rule import Basis, DatedValue, ParameterValue, Pattern, Rule, RulesInForce, Severity

UNITS = Units(
    {
        unit.symbol: unit
        for unit in (
            Unit("", ""),
            Unit("分", ""),
            Unit("%", "", Fraction(1, 100)),
            Unit("个百分点", "", Fraction(1, 100)),
            Unit("‰", "", Fraction(1, 1000)),
            Unit("倍", ""),
            Unit("元", "元"),
            Unit("万元", "元", Fraction(10**4)),
            Unit("亿元", "元", Fraction(10**8)),
            Unit("亩", "亩"),
            Unit("万亩", "亩", Fraction(10**4)),
            Unit("公里", "公里"),
            Unit("吨", "吨"),
            Unit("日", "日", counted=True),
            Unit("户", "户", counted=True),
            Unit("人", "人", counted=True),
            Unit("件", "件", counted=True),
            Unit("个", "个", counted=True),
        )
    }
)
USUAL = {"report": "甲.docx", "org": "本镇", "group": "g1", "period": "2021", "scope": "未注明", "subject": "未注明"}
Row = Mapping[str, str | Sequence[str]]


def facts(*rows: Row) -> tuple[Fact, ...]:
    """One fact a row: the one key that is a role, what is printed, `says`, and places."""
    return tuple(fact(f"f{n}", row) for n, row in enumerate(rows))


def fact(id_: str, row: Row) -> Fact:
    """One fact; text roles carry no figure."""
    name = next(key for key in row if key in ROLES)
    role, text = ROLES[name], str(row[name])
    says = row.get("says", ())
    places = {key: str(value) for key, value in row.items() if key not in (name, "says")}
    figure = None if role.kind == "text" else UNITS.parse(text, assigned=role.assigned)
    return Fact(id_, name, text, {**USUAL, **places}, (says,) if isinstance(says, str) else tuple(says), figure)


def pattern(role: str = "", **keys: str | Sequence[str]) -> Pattern:
    """A pattern as YAML writes it: `in_` and `is_` for `in` and `is`, `take="all"`."""

    def many(key: str) -> tuple[str, ...]:
        value = keys.get(key, ())
        return (value,) if isinstance(value, str) else tuple(value)

    made = Pattern(
        role=tuple(role.split()),
        rule=many("rule"),
        is_=many("is_"),
        says=many("says"),
        subject=many("subject"),
        near=many("in_"),
        take_all=keys.get("take") == "all",
    )
    to = keys.get("to")
    return replace(made, to=to) if to in ("review", "info", "warning") else made


def rule(id_: str, match: Mapping[str, Pattern], expect: str = "", **keys: object) -> Rule:
    """A rule of which only what matters is said."""
    usual = Rule(
        id=id_,
        title=id_,
        kind="rate",
        basis=Basis("算术", "算术"),
        message="不符",
        match=match,
        pack="试",
        per=("group",),
        expect=expect,
    )
    return replace(usual, **keys)  # type: ignore[arg-type]


def in_force(rules: Sequence[Rule], **parameters: ParameterValue) -> RulesInForce:
    """Rules with confirmed parameters."""
    return RulesInForce(
        tuple(rules), {name: DatedValue(date(2020, 1, 1), value, "试") for name, value in parameters.items()}
    )


def check(  # noqa: PLR0913 - what a test may choose, each by its name
    rules: Sequence[Rule] | RulesInForce,
    given: Sequence[Fact],
    *,
    engine: Engine = "durable",
    fallback: bool = True,
    document: Document | None = None,
    numbers: tuple[Number, ...] = (),
) -> CheckResult:
    """Facts through rules."""
    held = rules if isinstance(rules, RulesInForce) else in_force(rules)
    return check_facts(
        FactSet(Profile(), tuple(given), numbers),
        document or Document("试.txt", "txt", "", ()),
        held,
        engine=engine,
        fallback=fallback,
    )


def told(result: CheckResult) -> dict[str, list[tuple[str, str]]]:
    """Rule id → its verdicts and notes, in order of keys."""
    found: dict[str, list[tuple[str, str]]] = {}
    for relation in result.relations:
        found.setdefault(relation.rule.id, []).append((str(relation.verdict), relation.note))
    return found


def only(result: CheckResult) -> Relation:
    """The one relation."""
    (relation,) = result.relations
    return relation


def printed(text: str, *rows: Row) -> tuple[Document, tuple[Fact, ...]]:
    """A one-line document and facts that stand in it: each text at its first place after the last one's."""
    made, start = [], 0
    for one in facts(*rows):
        start = text.index(one.text, start)
        made.append(replace(one, span=Span(start, start + len(one.text))))
        start += len(one.text)
    return Document("试.txt", "txt", text, (Block(1, Span(0, len(text))),)), tuple(made)


COMPLETION = rule(
    "completion-rate",
    {"完成率": pattern("completion_rate"), "目标": pattern("target"), "实际": pattern("actual")},
    "完成率 = 实际 / 目标",
    message="完成率写作{完成率}，按 {实际} ÷ {目标} 应为 {expected}",
)
TOTAL = rule(
    "total-eq-parts",
    {"合计": pattern("total"), "分项": pattern("part", take="all")},
    "合计 = sum(分项)",
    per=("list",),
    where="合计.says = '列全' or sum(分项) > 合计",
    message="合计写作{合计}，各分项相加为 {expected}，差 {gap}",
)
GROWTH = rule(
    "growth-rate",
    {"增长率": pattern("growth_rate"), "本年": pattern("current"), "上年": pattern("prior")},
    "增长率 = (本年 - 上年) / 上年",
    where="上年 != 0",
)
SHARE = rule(
    "share-of-total",
    {"占比": pattern("share"), "分子": pattern("numerator"), "分母": pattern("denominator")},
    "占比 = 分子 / 分母",
)
MET = rule(
    "target-met",
    {"目标": pattern("target"), "实际": pattern("actual")},
    "meets(实际, 目标)",
    severity=Severity.NONE,
)
CALLED_MET = rule(
    "unmet-called-met",
    {"未达": pattern(rule="target-met", is_="fail"), "表述": pattern("claim", says=("达成", "超预期"))},
    unless=(pattern("claim", says="承认不足"),),
    message="目标{未达.目标}，实际{未达.实际}，却称“{表述}”",
)
