"""Messages, workings, evidence, severities and identities of findings; coverage."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from rule_maker import (
    CALLED_MET,
    COMPLETION,
    GROWTH,
    MET,
    TOTAL,
    Row,
    check,
    facts,
    in_force,
    pattern,
    printed,
    rule,
)

from gouji.document import Span
from gouji.fact import Number
from gouji.rule import Rule, Severity


def working(one: Rule, *rows: Row) -> list[str]:
    (finding,) = check([one], facts(*rows)).findings
    return finding.working.split("\n")


def test_the_message_is_filled_in_the_claims_own_unit() -> None:
    rows = {"target": "320户"}, {"actual": "304户"}, {"completion_rate": "98.0%"}
    (finding,) = check([COMPLETION], facts(*rows)).findings
    assert finding.message == "完成率写作98.0%，按 304户 ÷ 320户 应为 95.0%"


def test_a_brace_without_a_value_stays_as_written() -> None:
    odd = replace(COMPLETION, message="{没有} {实际 / 目标} {count(实际)} {目标.group}")
    (finding,) = check([odd], facts({"target": "320户"}, {"actual": "304户"}, {"completion_rate": "98%"})).findings
    assert finding.message == "{没有} 0.95 1 g1"


def test_the_working_shows_formula_result_claim_and_gap() -> None:
    assert working(COMPLETION, {"target": "320户"}, {"actual": "304户"}, {"completion_rate": "98%"}) == [
        "304户 / 320户 = 95%，报告写 98%，差 3 个百分点"
    ]
    assert working(GROWTH, {"current": "373.3万元"}, {"prior": "323.25万元"}, {"growth_rate": "18%"}) == [
        "(373.3万元 - 323.25万元) / 323.25万元 = 15%，报告写 18%，差 3 个百分点"
    ]


def test_a_near_miss_shows_its_intervals() -> None:
    rows = {"total": "100.2吨", "list": "甲", "says": "列全"}, {"part": "50.0吨", "list": "甲"}
    assert working(TOTAL, *rows, {"part": "50.0吨", "list": "甲"}) == [
        "50.0吨 + 50.0吨 = 100.0吨，报告写 100.2吨，差 0.2吨",
        "区间 算出 [99.9, 100.1]，报告写 [100.15, 100.3]，没有重叠",
    ]


def test_two_figures_printed_alike_are_pointed_out() -> None:
    rows = {"target": "255.6亿元"}, {"actual": "255.6亿元"}, {"completion_rate": "131%"}
    assert working(COMPLETION, *rows)[-1] == (
        "实际与目标都写作 255.6亿元，相除只能是 1；要得到 131%，目标应为 195.1亿元"
    )


@pytest.mark.parametrize(
    ("one", "rows", "shown"),
    [
        (
            rule("agree", {"各处": pattern("amount", take="all")}, "agree(各处)", per=("subject",)),
            [{"amount": "10.79公里"}, {"amount": "10.779公里"}],
            "写作 10.79公里、10.779公里，相差 0.011公里",
        ),
        (
            rule("grim", {"比例": pattern("share"), "样本": pattern("sample_size")}, "attainable(比例, 样本)"),
            [{"share": "93.6%"}, {"sample_size": "20"}],
            "18 / 20 = 90.0%，19 / 20 = 95.0%，报告写 93.6%",
        ),
        (
            rule(
                "listed",
                {"个数": pattern("claimed_count"), "所列": pattern("listed_item", take="all")},
                "number(个数) = count(所列)",
            ),
            [{"claimed_count": "3个"}, {"listed_item": "甲村"}, {"listed_item": "乙村"}],
            "甲村、乙村 2 项，报告写 3个，差 1",
        ),
        (
            rule(
                "covers",
                {"前": pattern("part", says="先列", take="all"), "后": pattern("part", says="后列", take="all")},
                "covers(后.subject, 前.subject)",
            ),
            [{"part": "1元", "subject": "工资", "says": "先列"}, {"part": "1元", "subject": "补助", "says": "后列"}],
            "没有：工资",
        ),
        (
            rule("late", {"截至": pattern("as_of"), "年末": pattern("year_end")}, "截至 >= 年末"),
            [{"as_of": "2021-10"}, {"year_end": "2021-12-31"}],
            "2021-10，不应早于 2021-12-31",
        ),
        (
            rule(
                "word",
                {"词": pattern("claim"), "今": pattern("current"), "昔": pattern("prior")},
                "词.says = '增加' and 今 > 昔 or 词.says = '减少' and 今 < 昔",
            ),
            [{"claim": "减少", "says": "减少"}, {"current": "5.5万元"}, {"prior": "5.3万元"}],
            "5.5万元，应小于 5.3万元",
        ),
    ],
)
def test_every_kind_of_demand_is_shown(one: Rule, rows: list[Row], shown: str) -> None:
    assert working(one, *rows) == [shown]


def test_a_slip_between_two_statements_is_pointed_out() -> None:
    same = rule("agree", {"各处": pattern("amount", take="all")}, "agree(各处)", per=("subject",))
    assert working(same, {"amount": "5,218人"}, {"amount": "5,128人"})[-1] == (
        "只差相邻两位数字的先后，多半是录入时敲反了"
    )
    assert working(same, {"amount": "1,536户"}, {"amount": "1,936户"})[-1] == "只差一个数字，多半是录入时敲错了"
    assert len(working(same, {"amount": "1,536户"}, {"amount": "2,963户"})) == 1


def test_a_rule_about_a_verdict_shows_that_verdicts_arithmetic() -> None:
    rows = {"target": "6.5公里"}, {"actual": "6.1公里"}, {"claim": "全面完成", "says": "达成"}
    (finding,) = check([MET, CALLED_MET], facts(*rows)).findings
    assert finding.message == "目标6.5公里，实际6.1公里，却称“全面完成”"
    assert finding.working == "6.1公里 / 6.5公里 = 93.8%，目标 6.5公里"
    assert [(one.name, one.role, one.text) for one in finding.evidence] == [
        ("目标", "target", "6.5公里"),
        ("实际", "actual", "6.1公里"),
        ("表述", "claim", "全面完成"),
    ]


def test_what_softens_is_among_the_evidence() -> None:
    soft = replace(COMPLETION, unless=(pattern("note", says="口径调整", to="info"),))
    rows = {"target": "320户"}, {"actual": "304户"}, {"completion_rate": "98%"}, {"note": "调整", "says": "口径调整"}
    (finding,) = check([soft], facts(*rows)).findings
    assert finding.severity == "info"
    assert finding.evidence[-1][:3] if isinstance(finding.evidence[-1], tuple) else finding.evidence[-1].text == "调整"


def test_a_review_is_never_loud() -> None:
    rows = {"target": "300亩"}, {"actual": "250余亩"}, {"completion_rate": "85%"}
    result = check([COMPLETION], facts(*rows))
    assert [(one.verdict, one.severity) for one in result.findings] == [("review", "info")]
    assert result.relations[0].severity == "error"


def test_rules_of_no_severity_serve_others_silently() -> None:
    assert check([MET], facts({"target": "6.5公里"}, {"actual": "6.1公里"})).findings == ()
    quiet = replace(COMPLETION, severity=Severity.NONE)
    rows = {"target": "300亩"}, {"actual": "250余亩"}, {"completion_rate": "85%"}
    assert check([quiet], facts(*rows)).findings == ()


def test_findings_stand_in_document_order() -> None:
    text = "二组目标320户，实际304户，完成率98%。一组目标400亩，实际650亩，完成率130%。"
    document, found = printed(
        text,
        {"target": "320户", "group": "g2"},
        {"actual": "304户", "group": "g2"},
        {"completion_rate": "98%", "group": "g2"},
        {"target": "400亩", "group": "g1"},
        {"actual": "650亩", "group": "g1"},
        {"completion_rate": "130%", "group": "g1"},
    )
    result = check([COMPLETION], found, document=document)
    assert [one.evidence[0].text for one in result.findings] == ["98%", "130%"]
    assert all(one.span and document.quote(one.span) == one.text for f in result.findings for one in f.evidence)


def test_identity_survives_renumbering_and_tells_equals_apart() -> None:
    def identities(*groups: str) -> list[str]:
        rows = [
            {"group": g, **row}
            for g in groups
            for row in ({"target": "320户"}, {"actual": "304户"}, {"completion_rate": "98%"})
        ]
        return [one.identity for one in check([COMPLETION], facts(*rows)).findings]

    assert identities("g1", "g2") == identities("g7", "g9")
    assert len(set(identities("g1", "g2"))) == 2


def test_every_number_is_accounted_for() -> None:
    text = "2021年目标320户，实际304户，完成率98%。另有5头牛，第3页，约摸些。"
    document, found = printed(text, {"target": "320户"}, {"actual": "304户"}, {"completion_rate": "98%"})

    def number(shown: str, fate: str) -> Number:
        start = text.index(shown)
        return Number(Span(start, start + len(shown)), fate)  # type: ignore[arg-type]

    numbers = (
        number("2021", "identifier"),
        number("320", "figure"),
        number("304", "figure"),
        number("98", "figure"),
        number("5", "figure"),
        number("3页", "unread"),
    )
    table = rule("grade", {"等级": pattern("grade"), "总分": pattern("total_score")}, "band(总分, 档) = 等级")
    result = check(
        [COMPLETION, GROWTH, table],
        [*found, *facts({"total_score": "9分"}, {"grade": "优"})],
        document=document,
        numbers=numbers,
    )
    account = result.coverage
    assert (account.numbers, account.checked, account.unchecked, account.identifiers, account.unread) == (6, 3, 1, 1, 1)
    assert account.contradicted == 3
    assert [document.quote(span) for span in account.unread_spans] == ["3页"]
    assert account.not_run == (("grade", "参数“档”在该年度没有值", 1),)
    assert account.silent_rules == ("growth-rate",)


def test_parameters_are_shown_as_written() -> None:
    table = {"优": Fraction(90), "良": Fraction(80)}
    grade = rule(
        "grade",
        {"等级": pattern("grade"), "总分": pattern("total_score")},
        "band(总分, 档) = 等级",
        message="{expected}而非{actual}：{档}",
    )
    (finding,) = check(in_force([grade], 档=table), facts({"total_score": "88分"}, {"grade": "优"})).findings
    assert finding.message == "良而非优：优 90、良 80"
    assert finding.working == "良，报告写 优"
