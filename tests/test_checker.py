"""The pipeline as a whole: layers, exceptions, and a file from end to end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rule_maker import CALLED_MET, COMPLETION, MET, Row, check, facts, pattern, rule, told

from gouji import packs
from gouji.checker import check as check_file
from gouji.errors import ReadError
from gouji.fact import Profile

UNMET: tuple[Row, ...] = ({"target": "6.5公里"}, {"actual": "6.1公里"})
CLAIMED: Row = {"claim": "全面完成", "says": "达成"}


def test_an_exception_excuses() -> None:
    result = check([MET, CALLED_MET], facts(*UNMET, CLAIMED, {"claim": "仍有差距", "says": "承认不足"}))
    assert told(result)["unmet-called-met"] == [("pass", "已说明")]
    (excused,) = [one for one in result.relations if one.rule.id == "unmet-called-met"]
    assert [one.places["group"] for one in excused.excuses] == ["g1"]
    assert result.findings == ()


def test_the_mildest_exception_wins() -> None:
    def settled(*rows: Row) -> tuple[str, str, str]:
        softened = replace(
            COMPLETION,
            unless=(
                pattern("note", says="甲", to="warning"),
                pattern("note", says="乙", to="info"),
                pattern("note", says="丙", to="review"),
                pattern("note", says="丁"),
            ),
        )
        wrong = {"target": "320户"}, {"actual": "304户"}, {"completion_rate": "98%"}
        (one,) = check([softened], facts(*wrong, *rows)).relations
        return str(one.verdict), one.note, str(one.severity)

    notes: list[Row] = [{"note": word, "says": word} for word in "甲乙丙丁"]
    assert settled() == ("fail", "", "error")
    assert settled(notes[0]) == ("fail", "", "warning")
    assert settled(notes[0], notes[1]) == ("fail", "", "info")
    assert settled(*notes[:3]) == ("review", "须人工判断", "error")
    assert settled(*notes) == ("pass", "已说明", "error")


def test_an_exception_elsewhere_does_not_count() -> None:
    elsewhere: Row = {"claim": "仍有差距", "says": "承认不足", "group": "g2"}
    assert told(check([MET, CALLED_MET], facts(*UNMET, CLAIMED, elsewhere)))["unmet-called-met"] == [("fail", "")]


def test_a_lower_rules_verdict_is_final_when_it_is_read() -> None:
    excusable = replace(MET, unless=(pattern("note", says="免"),))
    result = check([CALLED_MET, excusable], facts(*UNMET, CLAIMED, {"note": "免", "says": "免"}))
    assert told(result) == {"target-met": [("pass", "已说明")]}


def test_a_figure_of_a_lower_verdict_enters_arithmetic() -> None:
    base = rule(
        "wrong-base",
        {"不符": pattern(rule="completion-rate", is_="fail"), "他数": pattern("budget.initial")},
        "not (不符.完成率 = 不符.实际 / 他数)",
    )
    rows = {"target": "100万元"}, {"actual": "72万元"}, {"completion_rate": "90%"}
    assert told(check([COMPLETION, base], facts(*rows, {"budget.initial": "80万元"})))["wrong-base"] == [("fail", "")]
    assert told(check([COMPLETION, base], facts(*rows, {"budget.initial": "85万元"})))["wrong-base"] == [("pass", "")]


def test_a_file_from_end_to_end(tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    report.write_text("某镇2021年度项目自评报告\n全年调处纠纷240件，成功化解223件，化解率95.9%。\n", encoding="utf-8")
    result = check_file(report, packs.load(), Profile(region="湖北"))
    assert result.profile.region == "湖北"
    assert result.profile.fiscal_year == 2021
    wrong = [one for one in result.findings if "95.9%" in {evidence.text for evidence in one.evidence}]
    assert wrong
    for finding in result.findings:
        for one in finding.evidence:
            assert one.span is None or result.document.quote(one.span) == one.text
    account = result.coverage
    assert account.numbers == account.checked + account.unchecked + account.identifiers + account.unread
    assert account.contradicted >= 3


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"没有\.txt"):
        check_file(tmp_path / "没有.txt", packs.load())
