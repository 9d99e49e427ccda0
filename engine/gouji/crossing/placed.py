"""Placed and Standing: facts with the places that meet across reports, and the reports they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gouji.fact import Fact
from gouji.gathering import Cite, Expected, Gathering, Member
from gouji.kinds import REPORT_KINDS, WHOLE_KINDS
from gouji.quantity import Quantity, Unit, measure

TOWN = re.compile(r"(?:镇|乡|街道)$")
BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
OFFICE = re.compile(r"(?:人民)?政府$|办事处$")
PROJECT_LABEL = re.compile(r"^项目名称[：:]?(?P<name>.*)$", re.DOTALL)
SPACED = re.compile(r"\s|项目$")  # a year stays: last year's 公厕改造 is another project
WHOLE = "整体"  # the series of a unit's reports on itself
UNKNOWN = "未注明"
FORTY = 40  # characters of a project's name at most
COUNT = {"": Unit("", ""), "个": Unit("个", "个", counted=True), "%": Unit("%", "", Fraction(1, 100))}


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact and where it is cited from: one place for what a report states, more for what reports have in common."""

    fact: Fact
    cites: tuple[Cite, ...]


@dataclass(frozen=True)
class Report:
    """A member as it stands among others: its unit under one spelling, its series over the years, its number."""

    member: Member
    number: int
    unit: str
    series: str
    earlier: bool

    @property
    def town(self) -> bool:
        """Whether its unit is one of the towns that a county adds up."""
        return bool(TOWN.search(self.unit))

    @property
    def kind(self) -> str:
        """Its kind; empty where nobody knows it."""
        return self.member.profile.kind if self.member.profile.kind in REPORT_KINDS else ""

    @property
    def year(self) -> int | None:
        """The fiscal year it is about."""
        return self.member.profile.fiscal_year


@dataclass(frozen=True)
class Standing:
    """A gathering with its reports put in order: those that count, those replaced, those of the year before."""

    gathering: Gathering
    set: str
    reports: tuple[Report, ...]
    replaced: tuple[Report, ...]
    copies: tuple[Report, ...]
    earlier: tuple[Report, ...]

    def places(self, **named: str) -> dict[str, str]:
        """The places of a fact of this set."""
        return {"set": self.set, **named}

    def of(self, report: Report, **named: str) -> dict[str, str]:
        """The places of a fact of one report."""
        org = {"org": report.unit} if report.unit else {}
        return {"set": self.set, "report": report.member.path, **org, "scope": report.series, **named}


def standing(gathering: Gathering) -> Standing:
    """The reports of a gathering by what they count for, in the order of their paths."""
    region = gathering.region
    this = [_report(member, n, region) for n, member in enumerate(_ordered(gathering.members))]
    before = [
        _report(member, len(this) + n, region, earlier=True) for n, member in enumerate(_ordered(gathering.earlier))
    ]
    return Standing(
        gathering,
        f"{region}{gathering.year or UNKNOWN}",
        tuple(r for r in this if r.member.standing == "latest"),
        tuple(r for r in this if r.member.standing == "superseded"),
        tuple(r for r in this if r.member.standing == "duplicate"),
        tuple(r for r in before if r.member.standing == "latest"),
    )


def _ordered(members: Iterable[Member]) -> list[Member]:
    return sorted(members, key=lambda member: member.path)


def _report(member: Member, number: int, region: str, *, earlier: bool = False) -> Report:
    return Report(member, number, unit_of(member.profile.unit, region), series_of(member), earlier)


def unit_of(name: str, region: str) -> str:
    """A unit's name as its county calls it: 嘉鱼县高铁岭镇人民政府 is 高铁岭镇. Empty where no report says it."""
    bare = BRACKETS.sub("", name).strip()
    if region and region in bare:
        bare = bare.partition(region)[2] or bare
    shorter = OFFICE.sub("", bare)
    return shorter if TOWN.search(shorter) else bare


def expected_of(expected: Expected, region: str) -> str:
    """The unit of a roster's line under the same spelling."""
    return unit_of(expected.unit, region)


def series_of(member: Member) -> str:
    """What ties a unit's reports of several years: that they are on the unit itself, or on one project by name.

    A project without a name is a series by itself.
    """
    if member.profile.kind in WHOLE_KINDS:
        return WHOLE
    name = project_of(member)
    if member.profile.kind not in REPORT_KINDS and not name:
        return WHOLE
    return name or f"{UNKNOWN}#{member.path}"


def project_of(member: Member) -> str:
    """The name of the project that a form or report states; empty if it states none."""
    for n, text in enumerate(member.passages):
        if m := PROJECT_LABEL.match(text.strip()):
            beside = next((t for t in member.passages[n + 1 : n + 3] if t.strip()), "")
            name = SPACED.sub("", m["name"].strip("：: ") or beside)
            return name if len(name) <= FORTY else ""
    return ""


def stated(report: Report, fact: Fact, name: str = "") -> tuple[Cite, ...]:
    """The one place that states a fact."""
    return (Cite(report.member.path, name, fact.text, fact.span),)


def made(  # noqa: PLR0913, PLR0917 - a fact is all this
    number: int | str,
    role: str,
    text: str,
    places: Mapping[str, str],
    says: tuple[str, ...] = (),
    figure: Quantity | None = None,
) -> Fact:
    """A fact that no report states by itself."""
    return Fact(f"x{number}", role, text, places, says, figure)


def figure(value: int, unit: str) -> Quantity:
    """A count or a percentage worked out from reports."""
    known = COUNT[unit]
    return measure(f"{value}{unit}", str(value), known)
