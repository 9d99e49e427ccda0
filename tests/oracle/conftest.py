"""The rule language's executable model, and its rules and facts as ours."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gouji.fact import PLACES, ROLES, Fact
from gouji.packs import build
from gouji.quantity import Unit, Units
from gouji.rule import DatedValue, ParameterValue, Rule, RulesInForce

LANGUAGE = Path(__file__).parents[3] / "shared" / "design" / "language"
Row = Mapping[str, Any]  # YAML as the model reads it


def listed(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any YAML
    return tuple(value) if isinstance(value, list) else (value,)


@pytest.fixture(scope="session")
def oracle() -> SimpleNamespace:
    """The model's modules, and what turns its rules, packs and facts into ours."""
    if not LANGUAGE.exists():
        pytest.skip("没有 ../shared/design/language，无法与规则语言的模型对照")
    sys.path.insert(0, str(LANGUAGE / "model"))
    sys.dont_write_bytecode = True
    try:
        names = ("expressions", "model", "explain", "run_examples", "compare")
        made = SimpleNamespace(**{name: importlib.import_module(name) for name in names})
    finally:
        sys.path.pop(0)
    units = Units(
        {
            symbol: Unit(symbol, dimension, Fraction(scale), counted)
            for symbol, (dimension, scale, counted) in made.expressions.UNITS.items()
        }
        # percentage points are numbers here, so that a rate less a rate is one
        | {"个百分点": Unit("个百分点", "", Fraction(1, 100))}
    )
    made.rules, made.packs = made.run_examples.load()
    made.units = units
    made.fact = lambda row: fact_of(row, units)
    made.in_force = lambda rules, parameters: in_force(rules, parameters, units)
    return made


def fact_of(row: Row, units: Units) -> Fact:
    """A fact of the model as ours."""
    role = ROLES[row["role"]]
    figure = None if role.kind == "text" else units.parse(row["text"], assigned=role.assigned)
    places = {place: row[place] for place in PLACES if place in row and place not in ("fact", "value")}
    return Fact(row["fact"], row["role"], row["text"], places, listed(row["says"]) if "says" in row else (), figure)


def rule_of(row: Row) -> Rule:
    """A rule of the model as ours."""
    return build.rule({"examples": {}, **row}, row["pack"], "")


def in_force(rules: Mapping[str, Row], parameters: Row, units: Units) -> RulesInForce:
    """The model's rules and looked-up parameters as ours."""
    doubtful = parameters.get("unconfirmed", set())
    return RulesInForce(
        tuple(map(rule_of, rules.values())),
        {
            name: DatedValue(date(2020, 1, 1), parameter_of(value, units), "模型", name not in doubtful)
            for name, value in parameters.items()
            if name != "unconfirmed"
        },
    )


def parameter_of(value: Any, units: Units) -> ParameterValue:  # noqa: ANN401 - any YAML
    if isinstance(value, dict):
        return {label: Fraction(bound) for label, bound in value.items()}
    if isinstance(value, list):
        return tuple(value)
    return units.parse(value.text, assigned=True) if hasattr(value, "text") else value
