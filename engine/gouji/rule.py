"""Rule, RulePack, Parameter, Vocabulary: what rule authors write, as the engine sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Literal

from gouji.quantity import Quantity, Units


class Severity(StrEnum):
    """How loud a finding is; `none` is never reported and serves other rules."""

    NONE = "none"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


MILDNESS = {s: n for n, s in enumerate(Severity)}
KINDS = (
    *("rate", "ratio", "sum", "growth", "share", "count", "agree", "score", "grade"),
    *("claim", "date", "text", "missing", "unit", "outlier", "citation", "structure"),
)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rule or parameter rests on; an unconfirmed basis caps severity at warning."""

    text: str
    source: str
    clause: str = ""
    confirmed: bool = True


@dataclass(frozen=True)
class Pattern:
    """Which facts (`role`) or verdicts (`rule` + `is_`) one name of a rule may stand for.

    Every tuple means any of. `near` is the pattern's own `in` (empty: the rule's `per`). `to` softens, in `unless` only.
    """

    role: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    is_: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    take_all: bool = False
    to: Literal["review", "info", "warning"] | None = None


@dataclass(frozen=True)
class Rule:
    """Wherever these facts meet, this must hold, unless that excuses it. The first name of `match` is the anchor."""

    id: str
    title: str
    kind: str
    basis: Basis
    message: str
    match: Mapping[str, Pattern]
    pack: str
    severity: Severity = Severity.ERROR
    reports: tuple[str, ...] = ()
    per: tuple[str, ...] = ("report",)
    where: str = ""
    expect: str = ""
    unless: tuple[Pattern, ...] = ()
    examples: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    path: str = ""
    overridden: str = ""  # why a pack in force or the user changed the severity; shown beside the rule


Label = str
ParameterValue = Quantity | tuple[Label, ...] | Mapping[Label, Fraction] | str


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A parameter's value from a day on, with its legal source."""

    since: date
    value: ParameterValue
    source: str
    confirmed: bool = True


@dataclass(frozen=True)
class Override:
    """A pack's change to another pack's rule: a severity, or off."""

    severity: Severity | Literal["off"]
    reason: str
    source: str = ""


@dataclass(frozen=True)
class RulePack:
    """A folder of rules: who it applies to, its dated parameters, its overrides of other packs' rules."""

    id: str
    title: str
    version: str
    rules: tuple[Rule, ...]
    parameters: Mapping[str, tuple[DatedValue, ...]] = field(default_factory=dict)
    overrides: Mapping[str, Override] = field(default_factory=dict)
    extends: str = ""
    reports: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class RulesInForce:
    """The rules and parameter values that hold for one report: packs chosen, overrides applied, dates looked up.

    `parameters` lacks those without a value in the report's fiscal year; the rules that name them could not run.
    """

    rules: tuple[Rule, ...]
    parameters: Mapping[str, DatedValue]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words that extraction knows: the parsed content of each file in `rules/vocabulary/`, and the units."""

    units: Units
    words: Mapping[str, Any]  # file stem → its content, frozen at load


@dataclass(frozen=True)
class RuleBook:
    """Everything `packs/` loads: packs general to special, and the vocabulary; `digest` is the hash of their content."""

    packs: tuple[RulePack, ...]
    vocabulary: Vocabulary
    digest: str = ""
