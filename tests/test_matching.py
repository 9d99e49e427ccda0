"""Which facts and verdicts meet: patterns, places, keys, layers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rule_maker import CALLED_MET, COMPLETION, MET, check, facts, pattern, rule

from gouji.fact import Fact
from gouji.matching import Binding, bindings, fitting, joins, key, place, pooled, strata, symbolic
from gouji.rule import Pattern

TOLD = facts(
    {"claim": "完成", "says": ("达成", "超预期"), "subject": "公路", "group": "g1"},
    {"claim": "未完成", "says": "未达", "subject": "水渠", "group": "g2"},
    {"target": "4万亩", "group": "g1"},
    {"target": "若干", "group": "g2"},
)


def texts(wanted: Pattern, *, figures: bool = False) -> list[str]:
    return [one.text for one in fitting(pooled(TOLD), wanted, figures=figures) if isinstance(one, Fact)]


def test_patterns_are_plain_equality_and_lists_are_any_of() -> None:
    assert texts(pattern("claim")) == ["完成", "未完成"]
    assert texts(pattern("claim", says="超预期")) == ["完成"]
    assert texts(pattern("claim", says=("未达", "超预期"))) == ["完成", "未完成"]
    assert texts(pattern("claim", subject="水渠")) == ["未完成"]
    assert texts(pattern("target claim")) == ["完成", "未完成", "4万亩", "若干"]
    assert texts(pattern("target"), figures=True) == ["4万亩"]
    assert texts(pattern("grade")) == []


def test_facts_stand_in_the_order_of_the_document() -> None:
    late, early = facts({"claim": "乙"}, {"claim": "甲"})
    assert [one.text for one in pooled([replace(late, id="f10"), replace(early, id="f9")]).facts["claim"]] == [
        "甲",
        "乙",
    ]


def test_a_place_that_is_not_known_equals_nothing() -> None:
    (one,) = facts({"target": "4万亩"})
    assert key(one, ("report", "group")) == ("甲.docx", "g1")
    assert key(one, ("report", "goal")) is None


def test_every_fact_stands_at_itself_and_at_its_value() -> None:
    one, other, word = facts({"target": "4万亩"}, {"actual": "40000亩"}, {"claim": "完成"})
    assert place(one, "fact") == "f0"
    assert place(one, "value") == place(other, "value")
    assert place(word, "value") == "完成"


def test_a_rule_stays_inside_one_report_unless_it_names_the_set() -> None:
    assert joins(replace(MET, per=("group",))) == ("report", "group")
    assert joins(replace(MET, per=("report",))) == ("report",)
    assert joins(replace(MET, per=("set", "subject"))) == ("set", "subject")
    assert joins(MET, pattern("target", in_=("set", "period"))) == ("set", "period")
    other = facts({"target": "320户", "report": "乙.docx"}, {"actual": "304户"})
    assert [one.note for one in check([MET], other).relations] == ["缺实际"]


def bound(reading: Binding) -> list[str]:
    assert reading.names is not None
    return [one.text for one in reading.names.values() if isinstance(one, Fact)]


def test_one_takes_each_candidate_and_all_takes_them_together() -> None:
    rows = {"completion_rate": "95%"}, {"target": "320户"}, {"target": "300户"}, {"actual": "304户"}
    each = [bound(one) for one in bindings(COMPLETION, pooled(facts(*rows)))]
    assert each == [["95%", "320户", "304户"], ["95%", "300户", "304户"]]
    together = rule("all", {"率": pattern("completion_rate"), "目标": pattern("target", take="all")})
    (reading,) = bindings(together, pooled(facts(*rows)))
    assert reading.names is not None
    targets = reading.names["目标"]
    assert isinstance(targets, tuple)
    assert len(targets) == 2


def test_rules_without_arithmetic_are_the_engines_alone() -> None:
    assert symbolic(CALLED_MET)
    assert not symbolic(MET)
    assert not symbolic(rule("all", {"各处": pattern("amount", take="all")}))


def test_a_rule_stands_above_every_rule_it_names() -> None:
    sweeping = rule("any", {"一": pattern(rule="any", is_="fail")})
    excused = rule("excused", {"一": pattern("claim")}, unless=(pattern(rule="unmet-called-met", is_="fail"),))
    layers = strata([sweeping, excused, CALLED_MET, MET])
    assert [[one.id for one in layer] for layer in layers] == [
        ["target-met"],
        ["unmet-called-met"],
        ["excused"],
        ["any"],
    ]


def test_a_rule_not_in_force_is_not_waited_for() -> None:
    assert strata([CALLED_MET]) == ((CALLED_MET,),)
    assert strata([]) == ()


def test_a_circle_is_refused() -> None:
    one = rule("one", {"甲": pattern(rule="other", is_="fail")})
    other = rule("other", {"甲": pattern(rule="one", is_="fail")})
    with pytest.raises(ValueError, match="one、other"):
        strata([one, other])


def test_a_verdict_stands_where_all_its_anchors_do() -> None:
    listed = rule("listed", {"各处": pattern("part", take="all")}, "count(各处) = 1", per=("list",))
    (relation,) = check(
        [listed],
        facts({"part": "1件", "list": "甲", "group": "g1"}, {"part": "2件", "list": "甲", "group": "g2"}),
    ).relations
    assert relation.places["list"] == "甲"
    assert relation.places["rule"] == "listed"
    assert "group" not in relation.places
    assert "fact" not in relation.places
