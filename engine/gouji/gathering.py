"""Member, Gathering, CrossFinding: the reports of one county and year beside one another, and what only shows there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gouji.document import Span
from gouji.fact import Fact, Profile
from gouji.finding import Finding

Standing = Literal["latest", "superseded", "duplicate"]


@dataclass(frozen=True, slots=True)
class Told:
    """A finding of one report, as much of it as other reports are held against; `severity` empty: not known."""

    rule: str
    identity: str
    message: str
    severity: str = ""


@dataclass(frozen=True)
class Member:
    """One report handed in.

    `path` is unique in its gathering. `facts` keep the places and spans of their own document; `passages` are its
    paragraphs and cells, in order. `form` is the kind of form read (empty for prose). Of several versions of one
    report the `latest` counts; a `duplicate` has the same content as another. `of` is the path of the one that counts.
    """

    path: str
    profile: Profile
    facts: tuple[Fact, ...]
    passages: tuple[str, ...] = ()
    findings: tuple[Told, ...] = ()
    form: str = ""
    standing: Standing = "latest"
    of: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """A unit that has to hand in, as the roster names it."""

    unit: str
    region: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that somebody has agreed to leave: by rule and identity, with who and why."""

    unit: str
    rule: str
    identity: str
    reason: str


@dataclass(frozen=True)
class Gathering:
    """The reports of one region and fiscal year, those of the year before, and what is known of who must report."""

    region: str
    year: int | None
    members: tuple[Member, ...]
    earlier: tuple[Member, ...] = ()
    roster: tuple[Expected, ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Cite:
    """A place in one of the reports that a finding rests on; `text` is what is printed there.

    `name` is what the rule calls it. `span` is the characters in that report, None for a passage or what comes from a
    roster.
    """

    path: str
    name: str
    text: str
    span: Span | None = None


@dataclass(frozen=True)
class CrossFinding:
    """A finding across reports: the units it is about, and where in which report each of its figures stands."""

    finding: Finding
    units: tuple[str, ...]
    cites: tuple[Cite, ...]
