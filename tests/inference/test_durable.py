"""durable_rules does the work, is contained, and is checked; the reference engine stands in for it, announced."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import pytest
from rule_maker import CALLED_MET, COMPLETION, MET, check, facts, pattern, rule, told

from gouji.checker import judged
from gouji.fact import Fact, FactSet, Profile
from gouji.finding import CheckResult
from gouji.inference import durable, symbols
from gouji.rule import Rule, RulesInForce

core = pytest.importorskip("durable_rules_engine", reason="durable_rules is not to be had for this Python")
UNMET = facts({"target": "6.5公里"}, {"actual": "6.1公里"}, {"claim": "全面完成", "says": "达成"})
RULES = [MET, CALLED_MET, COMPLETION]


def messages(result: CheckResult) -> list[str]:
    return [finding.message for finding in result.findings]


def test_it_says_which_engine_fired() -> None:
    result = check(RULES, UNMET)
    assert result.engine == "durable_rules 2.0.28"
    assert result.notices == ()
    assert messages(result) == ["目标6.5公里，实际6.1公里，却称“全面完成”"]


def test_without_it_the_reference_takes_over_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    result = check(RULES, UNMET)
    assert result.engine == "reference"
    assert len(result.notices) == 1
    assert "参考引擎" in result.notices[0]
    assert messages(result) == ["目标6.5公里，实际6.1公里，却称“全面完成”"]


def test_without_it_and_without_the_reference_nothing_fires(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    wrong = facts({"target": "320户"}, {"actual": "304户"}, {"completion_rate": "98%"})
    assert len(check(RULES, wrong).findings) == 1
    result = check(RULES, wrong, fallback=False)
    assert result.findings == ()
    assert result.engine == "none"
    assert "没有得出结论" in result.notices[0]


def test_a_clean_report_and_an_empty_one_leave_it_well() -> None:
    clean = facts({"target": "320户"}, {"actual": "304户"}, {"completion_rate": "95%"})
    for given in (clean, (), UNMET) * 50:
        assert check(RULES, given).engine == "durable_rules 2.0.28"


class _Spoilt:
    """The C module with one call spoilt."""

    error = core.error

    def __init__(self, **spoilt: Any) -> None:  # noqa: ANN401 - any call of the C module
        self.__dict__.update(spoilt)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(core, name)


def spoilt(monkeypatch: pytest.MonkeyPatch, **calls: object) -> CheckResult:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", _Spoilt(**calls))
    return check(RULES, UNMET)


def test_its_errors_are_engine_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise core.error("202")

    result = spoilt(monkeypatch, assert_facts=fail)
    assert result.engine == "reference"
    assert "202" in result.notices[0]


def test_a_session_broken_off_spoils_no_later_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setitem(sys.modules, "durable_rules_engine", _Spoilt(get_facts=interrupt))
        with pytest.raises(KeyboardInterrupt):
            check(RULES, UNMET)
    result = check(RULES, UNMET)
    assert (result.engine, result.notices) == ("durable_rules 2.0.28", ())
    assert messages(result) == ["目标6.5公里，实际6.1公里，却称“全面完成”"]


def test_what_cannot_be_read_back_is_an_engine_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    result = spoilt(monkeypatch, complete_and_start_action=lambda *_: '{"r0": {"x0": {}}}')
    assert result.engine == "reference"


def test_a_fact_taken_for_another_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    result = spoilt(monkeypatch, assert_facts=lambda handle, text: (2, core.assert_facts(handle, text)[1]))
    assert "重复" in result.notices[0]


def test_facts_it_dropped_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    result = spoilt(monkeypatch, get_facts=lambda *_: '[{"id": "f1"}]')
    assert "只留下 1 条" in result.notices[0]


def test_a_firing_it_lost_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(handle: int, offset: int) -> object:
        started = core.start_action_for_state(handle, offset)
        message = started and started[1]
        while message and "sentinel" not in message:
            message = core.complete_and_start_action(handle, offset)
        return message and (started[0], message)

    result = spoilt(monkeypatch, start_action_for_state=lose)
    assert result.engine == "reference"
    assert "漏掉或多出了匹配" in result.notices[0]
    assert messages(result) == ["目标6.5公里，实际6.1公里，却称“全面完成”"]


def test_a_firing_against_its_exception_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    excused = (*UNMET, *facts({"claim": "仍有差距", "says": "承认不足"}))
    excused = tuple(Fact(f"f{n}", *list(vars(one).values())[1:]) for n, one in enumerate(excused))
    assert check(RULES, excused).findings == ()

    def forget(handle: int, text: str) -> object:
        return core.assert_facts(handle, text.replace("excused", "forgotten"))  # what is excused never gets through

    monkeypatch.setitem(sys.modules, "durable_rules_engine", _Spoilt(assert_facts=forget))
    result = check(RULES, excused)
    assert result.engine == "reference"
    assert result.findings == ()


def test_no_prose_and_no_number_goes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []

    def listen(handle: int, text: str) -> object:
        sent.append(text)
        return core.assert_facts(handle, text)

    spoilt(monkeypatch, assert_facts=listen)
    assert sent
    assert all(text.isascii() for text in sent)
    assert not any("6.5" in text or "6.1" in text for text in sent)


def test_ids_are_free_of_hash_collisions() -> None:
    ids = [symbols.identifier(n) for n in range(5000)]
    known = [*ids, *symbols.PROPERTIES, symbols.SESSION]
    assert len({symbols.fnv1a(one) for one in known}) == len(known)
    assert symbols.fnv1a("costarring") == symbols.fnv1a("liquid")  # the pair that was measured


def test_layers_beyond_one_session_agree() -> None:
    many: Sequence[Rule] = [
        rule(
            f"copy-{n}",
            CALLED_MET.match,
            unless=(pattern("claim", says="承认不足"), pattern("note", says="甲", to="info")) * 3,
        )
        for n in range(80)
    ]
    rules = [MET, *many]
    one, other = check(rules, UNMET), check(rules, UNMET, engine="reference")
    assert one.engine == "durable_rules 2.0.28"
    assert told(one) == told(other)
    assert len(one.findings) == 80


def test_more_facts_than_were_measured_are_refused() -> None:
    alone = rule("alone", {"表述": pattern("claim")}, per=("fact",))
    claims = facts(*({"claim": "完成"} for _ in range(symbols.MOST_FACTS + 1)))
    with pytest.raises(durable.EngineFault, match="20000"):
        judged(FactSet(Profile(), claims), RulesInForce((alone,), {}), durable.infer)
