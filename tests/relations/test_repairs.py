"""What each figure would have to be, the likeliest first."""

from __future__ import annotations

import pytest
from rule_maker import COMPLETION, GROWTH, SHARE, TOTAL, Row, check, facts, pattern, printed, rule

from gouji.finding import CheckResult
from gouji.relations.repairs import slip


def offered(result: CheckResult, rule: str = "completion-rate") -> list[tuple[str, str]]:
    (found,) = [one for one in result.findings if one.rule.id == rule]
    return [(repair.name, repair.value) for repair in found.repairs]


def completion(target: str, actual: str, rate: str) -> list[tuple[str, str]]:
    return offered(check([COMPLETION], facts({"target": target}, {"actual": actual}, {"completion_rate": rate})))


def test_each_figure_is_carried_back_and_printed_like_the_original() -> None:
    assert set(completion("400亩", "650亩", "130%")) == {("完成率", "163%"), ("目标", "500亩"), ("实际", "520亩")}
    assert completion("255.6亿元", "255.6亿元", "131%") == [
        ("完成率", "100%"),
        ("实际", "334.8亿元"),
        ("目标", "195.1亿元"),
    ]
    assert ("实际", "2,444.4万元") in completion("2,000.0万元", "2,324.4万元", "122.22%")


def test_only_what_would_pass_is_offered() -> None:
    assert completion("20个", "22个", "112%") == [("完成率", "110%")]  # no whole number of 个 gives 112%


def test_a_slip_of_the_pen_comes_first() -> None:
    assert completion("320户", "304户", "59%")[0] == ("完成率", "95%")
    assert completion("400亩", "650亩", "130%")[0] == ("目标", "500亩")


def test_a_figure_that_other_relations_bear_out_comes_last() -> None:
    rows: list[Row] = [{"target": "400亩"}, {"actual": "650亩"}, {"completion_rate": "130%"}]
    text = "目标400亩，实际650亩，完成率130%，其中旱地150亩、水田250亩。"
    document, found = printed(text, *rows)
    total = facts(
        {"total": "400亩", "list": "甲", "says": "列全"},
        {"part": "150亩", "list": "甲"},
        {"part": "250亩", "list": "甲"},
    )
    # the target is also the total of a list that adds up
    same = [
        one.__class__(**{**vars(one), "id": f"t{n}", "span": found[0].span if n == 0 else None})
        for n, one in enumerate(total)
    ]
    result = check([COMPLETION, TOTAL], [*found, *same], document=document)
    assert [name for name, _ in offered(result)] == ["完成率", "实际", "目标"]


def test_sums_offer_the_total() -> None:
    rows = [{"part": part, "list": "甲"} for part in ("398.69万元", "216.15万元", "7.76万元", "908.63万元")]
    result = check([TOTAL], facts({"total": "1531.32万元", "list": "甲", "says": "列全"}, *rows))
    assert offered(result, "total-eq-parts") == [("合计", "1531.23万元")]


def test_of_a_sum_a_part_is_offered_if_a_slip_explains_it() -> None:
    rows = [{"part": part, "list": "甲"} for part in ("398.69万元", "216.15万元", "7.76万元", "980.63万元")]
    result = check([TOTAL], facts({"total": "1531.23万元", "list": "甲", "says": "列全"}, *rows))
    assert offered(result, "total-eq-parts") == [("分项", "908.63万元"), ("合计", "1603.23万元")]


def test_of_figures_that_should_agree_the_odd_one_out_is_offered() -> None:
    same = rule("agree", {"各处": pattern("amount", take="all")}, "agree(各处)", per=("subject",))
    odd = check([same], facts({"amount": "5,218人"}, {"amount": "5,128人"}, {"amount": "5,218人"}))
    assert offered(odd, "agree") == [("各处", "5,218人")]
    even = check([same], facts({"amount": "5,218人"}, {"amount": "5,128人"}))
    assert offered(even, "agree") == [("各处", "5,128人"), ("各处", "5,218人")]


def test_a_figure_that_occurs_twice_is_not_carried_back() -> None:
    result = check([GROWTH], facts({"current": "373.3万元"}, {"prior": "323.25万元"}, {"growth_rate": "18%"}))
    assert [name for name, _ in offered(result, "growth-rate")] == ["增长率", "本年"]


def test_the_hedge_goes_with_the_figure_it_hedged() -> None:
    result = check([SHARE], facts({"numerator": "250余亩"}, {"denominator": "300亩"}, {"share": "95%"}))
    assert ("分子", "285亩") in offered(result, "share-of-total")


@pytest.mark.parametrize(
    ("wrong", "right", "slipped"),
    [
        ("130%", "163%", False),
        ("131%", "101%", True),
        ("5128人", "5218人", True),
        ("112%", "12%", True),
        ("12%", "112%", True),
        ("5128人", "5812人", False),
        ("1246", "1264", True),
        ("5281", "5821", True),
        ("1221", "2112", False),
    ],
)
def test_slips(wrong: str, right: str, slipped: bool) -> None:  # noqa: FBT001 - a column of the table
    assert slip(wrong, right) is slipped
