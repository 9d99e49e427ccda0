"""From the plain values of a file that has the right shape to Rule, RulePack and Vocabulary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

from gouji.packs.source import Path, Plain
from gouji.quantity import Unit, Units
from gouji.rule import Basis, DatedValue, Override, ParameterValue, Pattern, Rule, RulePack, Severity, Vocabulary

Faults = list[tuple[Path, str]]


def vocabulary(files: Mapping[str, Plain]) -> Vocabulary:
    """File stem → content; `units` makes the unit table, the rest is handed on as it is."""
    return Vocabulary(Units(_units(files.get("units", {}))), files)


def _units(file: Mapping[str, Plain]) -> dict[str, Unit]:
    """`counters` is a text of words, each its own dimension and counted one by one."""
    table = {word: Unit(word, word, counted=True) for word in str(file.get("counters", "")).split()}
    for row in file.get("units", ()):
        counted = row.get("counted") == "true"
        table[row["symbol"]] = Unit(row["symbol"], row["dimension"], Fraction(row.get("scale", "1")), counted)
    return table


def rule(value: Mapping[str, Plain], pack: str, path: str) -> Rule:
    """One rule of one pack; `path` is where it is written."""
    basis = value["basis"]
    return Rule(
        id=value["id"],
        title=value["title"],
        kind=value["kind"],
        basis=Basis(basis["text"], basis["source"], basis.get("clause", ""), basis.get("status") != "unconfirmed"),
        message=value["message"],
        match={name: pattern(written) for name, written in value["match"].items()},
        pack=pack,
        severity=Severity(value.get("severity", "error")),
        reports=tuple(value.get("reports", ())),
        per=_listed(value.get("per", "report")),
        where=value.get("where", "").strip(),
        expect=value.get("expect", "").strip(),
        unless=tuple(pattern(written) for written in value.get("unless", ())),
        examples={verdict: tuple(cases) for verdict, cases in value["examples"].items()},
        path=path,
    )


def pattern(value: Mapping[str, Plain]) -> Pattern:
    """One entry of `match` or `unless`."""
    return Pattern(
        role=_listed(value.get("role", ())),
        rule=_listed(value.get("rule", ())),
        is_=_listed(value.get("is", ())),
        says=_listed(value.get("says", ())),
        subject=_listed(value.get("subject", ())),
        near=_listed(value.get("in", ())),
        take_all=value.get("take") == "all",
        to=value.get("to"),
    )


def _listed(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def pack(value: Mapping[str, Plain], rules: tuple[Rule, ...], units: Units, faults: Faults) -> RulePack:
    """One pack; values and dates that cannot be read go to `faults` with their place in the file."""
    applies = value["applies"]
    return RulePack(
        id=value["id"],
        title=value["title"],
        version=value["version"],
        rules=rules,
        parameters={
            name: _dated(entry["values"], ("parameters", name, "values"), units, faults)
            for name, entry in value.get("parameters", {}).items()
        },
        overrides={
            changed: Override(_severity(entry["severity"]), entry["reason"], entry.get("source", ""))
            for changed, entry in value.get("overrides", {}).items()
        },
        extends=value.get("extends", ""),
        reports=tuple(applies.get("reports", ())),
        regions=tuple(applies.get("regions", ())),
        since=_day(applies["from"], ("applies", "from"), faults) if "from" in applies else None,
        until=_day(applies["to"], ("applies", "to"), faults) if "to" in applies else None,
    )


def _severity(written: str) -> Severity | Literal["off"]:
    return "off" if written == "off" else Severity(written)


def _day(written: str, path: Path, faults: Faults) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        faults.append((path, f"没有“{written}”这一天"))
        return date.min


def _dated(values: list[Plain], path: Path, units: Units, faults: Faults) -> tuple[DatedValue, ...]:
    """The values of one parameter, newest last."""
    made = [
        DatedValue(
            _day(entry["from"], (*path, n, "from"), faults),
            _value(entry["value"], (*path, n, "value"), units, faults),
            entry["source"],
            entry.get("status") != "unconfirmed",
        )
        for n, entry in enumerate(values)
    ]
    if len({entry.since for entry in made}) < len(made):
        faults.append((path, "同一天有两个值。留下一个"))
    return tuple(sorted(made, key=lambda entry: entry.since))


def _value(written: Plain, path: Path, units: Units, faults: Faults) -> ParameterValue:
    """A figure, a list of labels, a table label → bound (highest first), or a plain text."""
    if isinstance(written, list):
        return tuple(written)
    if not isinstance(written, dict):
        return units.parse(written, assigned=True) or str(written)
    table = {}
    for label, bound in written.items():
        figure = units.parse(bound)
        if figure is None:
            faults.append(((*path, label), f"“{bound}”不是数。表里写 标签: 数"))
        table[label] = figure.value if figure else Fraction(0)
    return dict(sorted(table.items(), key=lambda row: row[1], reverse=True))
