"""Rules as durable_rules definitions inside the contained subset."""

from __future__ import annotations

import json
from typing import Any

from rule_maker import CALLED_MET, COMPLETION, pattern, rule

from gouji.inference import compiler

EXCUSED = rule(
    "excused",
    {"目标": pattern("target"), "实际": pattern("actual")},
    unless=(pattern("note", says="甲"), pattern("note", says="乙", to="info")),
)


def compiled(*rules: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    made: dict[str, Any] = json.loads(compiler.definitions(tuple(map(compiler.shape, rules))))
    return made


def test_a_rule_without_arithmetic_is_joined_by_the_engine() -> None:
    assert compiled(EXCUSED) == {
        "sentinel": {"all": [{"s0": {"sentinel": "1"}}]},
        "r0": {
            "all": [
                {"gate": {"phase": "closed"}},
                {"x0": {"r0": "m0"}},
                {"x1": {"$and": [{"r0": "m1"}, {"j1": {"x0": "j1"}}]}},
                {"none$not": {"$and": [{"r0": "excused"}, {"a": {"x0": "a"}}]}},
            ]
        },
        "r0u0": {
            "all": [
                {"x0": {"r0": "m0"}},
                {"x1": {"$and": [{"r0": "m1"}, {"j1": {"x0": "j1"}}]}},
                {"u": {"$and": [{"r0": "m2"}, {"j2": {"x0": "j2"}}]}},
            ]
        },
        "r0u1": {
            "all": [
                {"x0": {"r0": "m0"}},
                {"x1": {"$and": [{"r0": "m1"}, {"j1": {"x0": "j1"}}]}},
                {"u": {"$and": [{"r0": "m3"}, {"j3": {"x0": "j3"}}]}},
            ]
        },
    }


def test_a_rule_with_arithmetic_sends_its_key_only() -> None:
    assert compiled(COMPLETION)["r0"] == {"all": [{"gate": {"phase": "closed"}}, {"x0": {"r0": "m0"}}]}


def test_every_pattern_has_one_literal_and_at_most_one_join() -> None:
    for definition in compiled(EXCUSED, COMPLETION, CALLED_MET).values():
        for aliased in definition["all"]:
            ((_, condition),) = aliased.items()
            parts = condition.get("$and", [condition])
            joins = [one for part in parts for one in part.values() if isinstance(one, dict)]
            assert len(parts) - len(joins) == 1
            assert len(joins) <= 1
            assert all(set(join) == {"x0"} for join in joins)


def test_names_of_definitions_are_read_back() -> None:
    assert compiler.read("r12") == (12, None)
    assert compiler.read(compiler.exception_name(3, 4)) == (3, 4)


def test_a_large_layer_is_cut_by_rule_within_the_limits() -> None:
    layer = [rule(f"r{n}", EXCUSED.match, unless=EXCUSED.unless * 3) for n in range(100)]
    sessions = compiler.sessions(layer)
    assert [one.id for session in sessions for one in session.rules] == [one.id for one in layer]
    assert len(sessions) > 1
    for session in sessions:
        definitions = json.loads(compiler.definitions(session.shapes))
        literals = {
            f"{name}={value}"
            for definition in definitions.values()
            for aliased in definition["all"]
            for condition in aliased.values()
            for part in condition.get("$and", [condition])
            for name, value in part.items()
            if isinstance(value, str)
        }
        assert len(definitions) <= compiler.MOST_DEFINITIONS
        assert len(literals) <= compiler.MOST_SYMBOLS
