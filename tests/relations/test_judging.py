"""The five verdicts and the four readings of a figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from rule_maker import COMPLETION, GROWTH, MET, TOTAL, UNITS, check, facts, in_force, only, pattern, rule, told

from gouji.rule import Basis, DatedValue, Rule, RulesInForce, Severity


def completion(target: str, actual: str, rate: str) -> tuple[str, str]:
    relation = only(check([COMPLETION], facts({"target": target}, {"actual": actual}, {"completion_rate": rate})))
    return str(relation.verdict), relation.note


@pytest.mark.parametrize(
    ("target", "actual", "rate", "verdict", "note"),
    [
        ("320户", "304户", "95%", "pass", ""),
        ("2000户", "2450户", "123%", "pass", ""),  # 122.5 goes up, never to the even neighbour
        ("2000户", "2450户", "122%", "pass", "截位"),
        ("300亩", "250余亩", "83%", "pass", ""),
        ("10.0亩", "3.3亩", "33.4%", "pass", "尾差"),
        ("300亩", "250余亩", "85%", "review", "约数"),
        ("300亩", "约250亩", "81%", "review", "约数"),
        ("300亩", "不足250亩", "81%", "review", "约数"),
        ("300亩", "不足250亩", "85%", "fail", ""),
        ("300亩", "超过250亩", "85%", "review", "约数"),
        ("300亩", "超过250亩", "81%", "fail", ""),
        ("400亩", "650亩", "130%", "fail", ""),
        ("320户", "304户", "95.1%", "fail", ""),  # counted one by one: nothing rounds
        ("255.6亿元", "255.6亿元", "131%", "fail", ""),
        ("15.9万元", "15.9万元", "101%", "fail", ""),  # printed alike is one figure
        ("4万亩", "48000亩", "120%", "pass", ""),
        ("4万亩", "300户", "120%", "could_not_run", "单位不同：无 与 户/亩"),
        ("0户", "1户", "100%", "could_not_run", "除数为 0"),
    ],
)
def test_readings_in_order(target: str, actual: str, rate: str, verdict: str, note: str) -> None:
    assert completion(target, actual, rate) == (verdict, note)


@pytest.mark.parametrize(
    ("target", "actual", "verdict", "note"),
    [
        ("60人", "59人", "fail", ""),
        ("约60人", "59人", "review", "约数"),  # 51 to 70 may have been meant
        ("近60人", "55人", "review", "约数"),
        ("约60人", "49人", "fail", ""),
        ("60人", "约59人", "review", "约数"),
        ("超过60人", "59人", "fail", ""),
    ],
)
def test_a_loose_target_is_no_exact_norm(target: str, actual: str, verdict: str, note: str) -> None:
    relation = only(check([MET], facts({"target": target}, {"actual": actual})))
    assert (relation.verdict, relation.note) == (verdict, note)


def test_a_condition_that_holds_only_as_printed_makes_no_proof() -> None:
    short = rule("short", {"实际": pattern("actual"), "目标": pattern("target")}, where="实际 < 目标")

    def verdict(target: str, actual: str) -> str:
        return str(only(check([short], facts({"target": target}, {"actual": actual}))).verdict)

    assert verdict("60人", "59人") == "fail"
    assert verdict("约60人", "59人") == "review"


def test_percentage_points_are_the_difference_of_rates() -> None:
    drop = rule(
        "difference",
        {"差": pattern("difference"), "甲": pattern("minuend"), "乙": pattern("subtrahend")},
        "差 = 甲 - 乙",
    )
    rows = {"minuend": "2.45%"}, {"subtrahend": "1.93%"}
    assert only(check([drop], facts(*rows, {"difference": "0.52个百分点"}))).verdict == "pass"
    assert only(check([drop], facts(*rows, {"difference": "0.55个百分点"}))).verdict == "fail"


@pytest.mark.parametrize(
    ("printed", "until", "verdict"),
    [("2021-10", "2021-12-31", "fail"), ("2021-12-31", "2021-12-31", "pass"), ("2021-12", "2021-12-31", "pass")],
)
def test_a_month_stands_for_its_days(printed: str, until: str, verdict: str) -> None:
    late = rule("as-of", {"截至": pattern("as_of"), "年末": pattern("year_end", in_="report")}, "截至 >= 年末")
    assert only(check([late], facts({"as_of": printed}, {"year_end": until}))).verdict == verdict


def test_a_date_less_a_date_is_days() -> None:
    within = rule(
        "disclosed", {"公开": pattern("publish_date"), "批复": pattern("approval_date")}, "公开 - 批复 <= 期限"
    )
    rules = in_force([within], 期限=UNITS.parse("20日", assigned=True) or "")
    for day, verdict in (("2022-09-21", "pass"), ("2022-09-22", "fail")):
        assert only(check(rules, facts({"approval_date": "2022-09-01"}, {"publish_date": day}))).verdict == verdict


def test_targets_are_norms() -> None:
    for target, actual, verdict in (
        ("≥40个", "43个", "pass"),
        ("≤90万元", "90.1万元", "fail"),
        (">40个", "40个", "fail"),
        ("=11个", "9个", "fail"),
        ("100%", "80%", "fail"),
        ("0.7万亩", "0.70万亩", "pass"),
    ):
        assert only(check([MET], facts({"target": target}, {"actual": actual}))).verdict == verdict, (target, actual)


def test_a_missing_partner_is_named() -> None:
    assert told(check([COMPLETION], facts({"target": "4万亩"}, {"completion_rate": "120%"}))) == {
        "completion-rate": [("not_applicable", "缺实际")]
    }


def test_words_do_not_stand_where_numbers_must() -> None:
    assert completion("干群关系持续改善", "持续改善", "100%") == ("not_applicable", "缺目标")


def test_readings_that_differ_want_a_person() -> None:
    rows = {"target": "5万亩"}, {"target": "4万亩"}, {"actual": "4.8万亩"}, {"completion_rate": "120%"}
    relation = only(check([COMPLETION], facts(*rows)))
    assert (relation.verdict, relation.note) == ("review", "有多种读法")
    shown = relation.names["目标"]
    assert not isinstance(shown, tuple)
    assert shown.places["group"] == "g1"


def test_a_key_fails_only_against_every_reading() -> None:
    rows = {"target": "5万亩"}, {"target": "6万亩"}, {"actual": "4.8万亩"}, {"completion_rate": "120%"}
    assert only(check([COMPLETION], facts(*rows))).verdict == "fail"


def test_more_readings_than_anyone_can_mean_are_not_judged() -> None:
    rows = [{"target": f"{n}亩"} for n in range(1, 9)] + [{"actual": f"{n}亩"} for n in range(1, 10)]
    relation = only(check([COMPLETION], facts(*rows, {"completion_rate": "120%"})))
    assert (relation.verdict, relation.note) == ("could_not_run", "读法超过 64 种")


def test_a_collection_beyond_the_limit_is_not_judged() -> None:
    parts = [{"part": "1件", "list": "甲"} for _ in range(10_001)]
    relation = only(check([TOTAL], facts({"total": "1件", "list": "甲", "says": "列全"}, *parts)))
    assert (relation.verdict, relation.note) == ("could_not_run", "一组数超过 10000 个")


def test_nothing_to_add_is_not_applicable() -> None:
    relation = only(check([TOTAL], facts({"total": "100件", "list": "甲", "says": "列全"})))
    assert (relation.verdict, relation.note) == ("not_applicable", "没有可汇总的数据")


def test_a_condition_that_print_leaves_open_makes_no_proof() -> None:
    large = replace(COMPLETION, where="number(目标) > 0.5")
    rows = {"actual": "0.9公里"}, {"completion_rate": "250%"}
    assert only(check([large], facts({"target": "0.5公里"}, *rows))).note == "条件不成立"
    doubtful = replace(COMPLETION, where="number(目标) > 0.48")
    relation = only(check([doubtful], facts({"target": "0.5公里"}, *rows)))
    assert (relation.verdict, relation.note) == ("review", "临界")


def test_growth_from_nothing_has_no_rate() -> None:
    rows = {"current": "0.3万元"}, {"prior": "0万元"}, {"growth_rate": "100%"}
    assert only(check([GROWTH], facts(*rows))).verdict == "not_applicable"


BAND = rule("grade", {"等级": pattern("grade"), "总分": pattern("total_score")}, "band(总分, 等级档) = 等级")


def test_tables_give_bands() -> None:
    table = {"优": Fraction(90), "良": Fraction(80), "差": Fraction(0)}
    for score, grade, verdict in (("93分", "优", "pass"), ("90分", "优", "pass"), ("89.9分", "优", "fail")):
        result = check(in_force([BAND], 等级档=table), facts({"total_score": score}, {"grade": grade}))
        assert only(result).verdict == verdict


def test_a_parameter_without_a_value_that_year_is_said() -> None:
    relation = only(check([BAND], facts({"total_score": "93分"}, {"grade": "优"})))
    assert (relation.verdict, relation.note) == ("could_not_run", "参数“等级档”在该年度没有值")


def test_numbers_do_not_meet_words() -> None:
    odd = rule("odd", {"等级": pattern("grade"), "总分": pattern("total_score")}, "等级 = 总分")
    relation = only(check([odd], facts({"total_score": "93分"}, {"grade": "优"})))
    assert (relation.verdict, relation.note) == ("could_not_run", "数与文字不能相比")


def severity(one: Rule, *, confirmed: bool) -> Severity:
    rules = RulesInForce((one,), {"等级档": DatedValue(date(2020, 1, 1), {"优": Fraction(90)}, "试", confirmed)})
    return only(check(rules, facts({"total_score": "80分"}, {"grade": "优"}))).severity


def test_what_rests_on_the_unconfirmed_is_a_warning_at_most() -> None:
    assert severity(BAND, confirmed=True) == "error"
    assert severity(BAND, confirmed=False) == "warning"
    assert severity(replace(BAND, severity=Severity.INFO), confirmed=False) == "info"
    assert severity(replace(BAND, basis=Basis("", "", confirmed=False)), confirmed=True) == "warning"
