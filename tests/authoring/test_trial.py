"""What trying a rule on its examples finds out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gouji.authoring import explain, skeleton, trial
from gouji.authoring.words import per
from gouji.packs import load
from gouji.rule import Pattern, Rule, RuleBook


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load()


@pytest.fixture(scope="module")
def rule(book: RuleBook) -> Rule:
    return named(book, "growth-rate")


def named(book: RuleBook, name: str) -> Rule:
    return next(rule for pack in book.packs for rule in pack.rules if rule.id == name)


def test_a_rule_whose_examples_come_out_has_no_fault(book: RuleBook, rule: Rule) -> None:
    outcome = trial(rule, book)
    assert (outcome.faults, outcome.unnoticed, outcome.apart) == ((), (), True)
    assert outcome.ran == sum(map(len, rule.examples.values()))


def test_a_wrong_verdict_is_named_with_what_came(book: RuleBook, rule: Rule) -> None:
    turned = replace(rule, examples={"fail": rule.examples["pass"][:1], "pass": rule.examples["fail"][:1]})
    assert trial(turned, book).faults == (
        "core-arithmetic/growth-rate[fail-1]：应为 fail，得 pass",
        "core-arithmetic/growth-rate[pass-1]：应为 pass，得 fail",
    )


def test_a_wrong_severity_or_repair_is_named(book: RuleBook, rule: Rule) -> None:
    (case, *_) = rule.examples["fail"]
    loud = replace(rule, examples={"fail": ({**case, "severity": "info"},), "pass": rule.examples["pass"]})
    assert trial(loud, book).faults == ("core-arithmetic/growth-rate[fail-1]：严重程度应为 info，得 error",)
    mended = replace(rule, examples={"fail": ({**case, "repairs": {"增长率": "16%"}},), "pass": rule.examples["pass"]})
    assert trial(mended, book).faults == ("core-arithmetic/growth-rate[fail-1]：增长率应更正为 16%，得 15%",)


def test_what_no_example_proves_is_named(book: RuleBook, rule: Rule) -> None:
    few = replace(rule, examples={"fail": rule.examples["fail"][:1], "pass": rule.examples["pass"][:1]})
    assert trial(few, book).unnoticed == ("unless 第 1 条", "unless 第 2 条", "unless 第 3 条", "where")


def test_a_key_that_does_not_keep_two_cases_apart_is_noticed(book: RuleBook, rule: Rule) -> None:
    loose = {name: replace(pattern, near=("period",)) for name, pattern in rule.match.items()}
    blurred = replace(rule, per=("period",), match={"增长率": loose["增长率"], **loose}, unless=())
    assert trial(
        replace(blurred, examples={"fail": rule.examples["fail"], "pass": rule.examples["pass"][:1]}), book
    ).apart
    mixed = replace(rule, per=("fact",), match={**loose, "增长率": Pattern(role=("growth_rate",))}, unless=())
    kept = trial(replace(mixed, examples={"fail": rule.examples["fail"], "pass": rule.examples["pass"][:1]}), book)
    assert kept.unnoticed == ("where",)


def test_a_rule_is_explained_in_words(book: RuleBook) -> None:
    page = explain(named(book, "over-target"), book)
    assert page.startswith(
        "超额完成过多，目标可能定低（cn-mof-2020-10/over-target）\n异常 · 警告 · 每一指标、行、组数判断一次\n"
    )
    assert "  目标：目标值（年初目标、指标值、计划数），说的是正向或等于\n" in page
    assert "\n前提\n  number(目标) >= 5\n" in page
    assert "  超额阈值：130%（财预〔2020〕10号第十六条，自 2019-12-31 起，未核实）\n" in page
    assert "  偏差原因，说的是超额原因或有实质原因：算已说明\n" in page
    assert "    → 不符：实际650亩是目标400亩的 163%，超过 130%，未分析原因\n" in page


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("completion-rate", "每一指标、行、组数判断一次"),
        ("grade-band-apart", "每一份报告判断一次"),
        ("double-word", "每个事实各判断一次"),
        ("same-figure-agrees", "每一事项，每一期间，每一口径判断一次"),
    ],
)
def test_how_often_a_rule_is_judged(book: RuleBook, name: str, told: str) -> None:
    assert per(named(book, name)) == told


def test_the_skeleton_is_a_rule_that_loads_and_whose_examples_come_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "own").mkdir()
    (tmp_path / "own/pack.yaml").write_text("id: own\ntitle: 本县\nversion: 0.1.0\napplies: {}\n", "utf-8")
    (tmp_path / "own/my-rule.yaml").write_text(skeleton("my-rule"), "utf-8")
    book = load((tmp_path / "own",))
    outcome = trial(named(book, "my-rule"), book)
    assert (outcome.ran, outcome.faults, outcome.unnoticed) == (4, (), ())
