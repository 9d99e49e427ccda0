"""Which rules and parameter values hold for which report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gouji.errors import GoujiError
from gouji.fact import Profile
from gouji.packs import in_force, load
from gouji.rule import Rule, RuleBook, RulesInForce, Severity

from .conftest import RULE, write

PROJECT = Profile(fiscal_year=2021, kind="project", region="湖北省咸宁市")


@pytest.fixture
def book(rules: Path) -> RuleBook:
    """base for all; nation for projects from 2020; province extends it in 湖北; old until 2019."""
    packs = {
        "nation": "applies: {reports: [project], from: 2020-02-25}\nparameters:\n"
        "  分值:\n    values:\n      - {from: 2022-07-01, value: 15分, source: 新办法}\n"
        "      - {from: 2020-02-25, value: 10分, source: 办法, status: unconfirmed}\n"
        "  档: {values: [{from: 2020-02-25, value: 5分, source: 办法}]}\n",
        "province": "extends: nation\napplies: {regions: [湖北]}\nparameters:\n"
        "  分值: {values: [{from: 2021-06-01, value: 20分, source: 省表}]}\n"
        "overrides:\n  sound: {severity: warning, reason: 另有核对, source: 表注}\n"
        "  nation-one: {severity: off, reason: 不用}\n"
        "  nation-two: {severity: off, reason: 不用}\n",
        "old": "applies: {to: 2019-12-31}\n",
    }
    for name, text in packs.items():
        write(rules / f"{name}/pack.yaml", f"id: {name}\ntitle: {name}包\nversion: 0.1.0\n{text}")
    for name, pack in (("nation-one", "nation"), ("nation-two", "nation"), ("province-one", "province")):
        text = RULE.replace("id: sound", f"id: {name}")
        if name == "province-one":
            text = text.replace("{role: target}", "{rule: nation-two, is: fail}").replace(
                "实际 = 目标", "实际 = 目标.实际"
            )
            text = text.replace("{目标}，", "")
        write(rules / f"{pack}/{name}.yaml", text)
    write(rules / "base/accounts.yaml", RULE.replace("id: sound", "id: accounts\nreports: [final_accounts_disclosure]"))
    return load(root=rules)


def ids(force: RulesInForce) -> list[str]:
    return sorted(rule.id for rule in force.rules)


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (Profile(), ["accounts", "nation-one", "nation-two", "sound"]),
        (Profile(kind="project"), ["nation-one", "nation-two", "sound"]),
        (Profile(kind="department_whole"), ["sound"]),
        (Profile(kind="final_accounts_disclosure"), ["accounts", "sound"]),
        (Profile(kind="project", fiscal_year=2019), ["sound"]),
        (Profile(kind="project", fiscal_year=2020), ["nation-one", "nation-two", "sound"]),
        (Profile(kind="project", region="河北省"), ["nation-one", "nation-two", "sound"]),
        (PROJECT, ["nation-two", "province-one", "sound"]),
    ],
)
def test_packs_hold_where_they_apply(book: RuleBook, profile: Profile, expected: list[str]) -> None:
    assert ids(in_force(book, profile)) == expected


def test_a_pack_named_holds_whatever_the_report_and_brings_what_it_extends(book: RuleBook) -> None:
    named = in_force(book, Profile(kind="department_whole", fiscal_year=2015), ("province",))
    assert ids(named) == ["nation-two", "province-one", "sound"]


@pytest.mark.parametrize(
    ("profile", "value", "since"),
    [
        (Profile(kind="project", fiscal_year=2020), "10分", date(2020, 2, 25)),
        (Profile(kind="project", fiscal_year=2021), "10分", date(2020, 2, 25)),
        (Profile(kind="project", fiscal_year=2022), "15分", date(2022, 7, 1)),
        (Profile(kind="project"), "15分", date(2022, 7, 1)),
        (PROJECT, "20分", date(2021, 6, 1)),
        (Profile(kind="project", region="湖北", fiscal_year=2020), "10分", date(2020, 2, 25)),
    ],
)
def test_a_parameter_is_the_newest_that_held_at_the_end_of_the_year(
    book: RuleBook, profile: Profile, value: str, since: date
) -> None:
    held = in_force(book, profile).parameters["分值"]
    assert (held.value.printed, held.since) == (value, since)


def test_that_a_value_is_unconfirmed_is_carried(book: RuleBook) -> None:
    parameters = in_force(book, Profile(kind="project", fiscal_year=2021)).parameters
    assert not parameters["分值"].confirmed
    assert parameters["档"].confirmed


def test_a_parameter_without_a_value_that_year_is_not_there(book: RuleBook) -> None:
    assert not in_force(book, Profile(kind="project", fiscal_year=2018), ("nation",)).parameters


def rule(force: RulesInForce, name: str) -> Rule:
    return next(r for r in force.rules if r.id == name)


def test_an_override_carries_its_reason(book: RuleBook) -> None:
    changed = rule(in_force(book, PROJECT), "sound")
    assert changed.severity is Severity.WARNING
    assert changed.overridden == "province包：另有核对（表注）"
    assert rule(in_force(book, Profile()), "sound").overridden == ""


def test_a_rule_switched_off_stays_unreported_where_others_rest_on_it(book: RuleBook) -> None:
    force = in_force(book, PROJECT)
    assert "nation-one" not in ids(force)
    assert rule(force, "nation-two").severity is Severity.NONE


def test_the_user_outranks_every_pack(book: RuleBook) -> None:
    force = in_force(book, PROJECT, severities={"sound": "info", "nation-one": "error"})
    assert (rule(force, "sound").severity, rule(force, "sound").overridden) == (Severity.INFO, "用户设置")
    assert rule(force, "nation-one").severity is Severity.ERROR
    assert "sound" not in ids(in_force(book, PROJECT, severities={"sound": "off"}))


@pytest.mark.parametrize(
    ("packs", "severities", "message"),
    [
        (("natio",), {}, "没有编号为“natio”的规则包。是否指“nation”？"),
        ((), {"sond": "off"}, "没有编号为“sond”的规则。是否指“sound”？"),
        ((), {"sound": "loud"}, "没有“loud”这种严重程度。可用：none、info、warning、error、off"),
    ],
)
def test_what_is_nowhere_is_said(
    book: RuleBook, packs: tuple[str, ...], severities: dict[str, str], message: str
) -> None:
    with pytest.raises(GoujiError) as caught:
        in_force(book, PROJECT, packs, severities)
    assert str(caught.value) == message
