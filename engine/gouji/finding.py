"""Verdict, Relation, Finding, Coverage, CheckResult: what a check concludes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from gouji.document import Document, Span
from gouji.fact import Fact, FactSet, Profile
from gouji.rule import Rule, Severity


class Verdict(StrEnum):
    """What a rule says at one key. FAIL is a proof; PASS means consistent; the rest are said, never counted as pass."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    REVIEW = "review"
    NOT_APPLICABLE = "not_applicable"
    COULD_NOT_RUN = "could_not_run"


@dataclass(frozen=True)
class Relation:
    """One rule judged at one key. `names` binds each name of the rule to a fact, a lower relation, or a tuple of them.

    `key` are the values of the rule's `per`; `places` those all its anchors share. `note` is 截位 尾差 约数 临界 已说明
    …, or why it is not applicable or could not run.
    """

    rule: Rule
    key: tuple[str, ...]
    verdict: Verdict
    note: str
    severity: Severity
    names: Mapping[str, Bound]
    places: Mapping[str, str]
    excuses: tuple[Fact | Relation, ...] = ()


Bound = Fact | Relation | tuple["Fact | Relation", ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """What one figure would have to be for the rule to hold; `name` is the rule's name for it."""

    name: str
    fact: Fact
    value: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place a finding rests on: the fact's role, the rule's name for it, and the characters (None: from outside)."""

    role: str
    name: str
    text: str
    span: Span | None


@dataclass(frozen=True)
class Finding:
    """What a person is told. `identity` stays the same while unit, rule, subjects and printed figures do."""

    rule: Rule
    severity: Severity
    verdict: Verdict
    message: str
    working: str
    repairs: tuple[Repair, ...]
    evidence: tuple[Evidence, ...]
    note: str = ""
    identity: str = ""


State = Literal["holds", "contradicted", "review", "unchecked", "identifier", "unread"]


@dataclass(frozen=True)
class Coverage:
    """The account of every number, and of every rule that had something to say and could not.

    `numbers` = `checked` (in a relation judged pass, fail or review) + `unchecked` (in a fact, in no such relation)
    + `identifiers` (years, list and document numbers) + `unread`.
    """

    numbers: int
    checked: int
    unchecked: int
    identifiers: int
    unread: int
    contradicted: int = 0
    unread_spans: tuple[Span, ...] = ()
    not_run: tuple[tuple[str, str, int], ...] = ()  # rule id, reason, times
    silent_rules: tuple[str, ...] = ()  # rules that found nothing to judge in this report
    states: tuple[tuple[Span, State], ...] = ()  # every number, in document order


@dataclass(frozen=True)
class CheckResult:
    """One document checked."""

    document: Document
    facts: FactSet
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage
    engine: str
    notices: tuple[str, ...] = ()  # said to the user: engine fallback, what the reader left out
    rules: tuple[Rule, ...] = field(default=())  # those in force

    @property
    def profile(self) -> Profile:
        """Which report this is."""
        return self.facts.profile
