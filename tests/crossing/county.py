"""Small counties of real documents: text → check → Member → crossed."""

from __future__ import annotations

from pathlib import Path

from gouji import packs
from gouji.checker import check_facts
from gouji.crossing import crossed
from gouji.extraction import extract
from gouji.fact import Profile
from gouji.gathering import CrossFinding, Expected, Gathering, Member, Standing, Told, Waiver
from gouji.packs import in_force
from gouji.readers import markdown, txt
from gouji.readers.source import Limits

BOOK = packs.load()
COUNTY = "青石县"
YEAR = 2021


def report(  # noqa: PLR0913 - what a member may be, each by its name
    unit: str,
    *lines: str,
    year: int = YEAR,
    kind: str = "department_whole",
    path: str = "",
    standing: Standing = "latest",
    of: str = "",
    form: str = "",
) -> Member:
    """A report of these lines, checked, as the member of a gathering."""
    text = "\n".join((f"{unit}{year}年度部门整体支出绩效自评报告", "一、基本情况", *lines))
    profile = Profile(unit, year, kind, "湖北")
    document = txt.read(Path("报告.txt"), text.encode(), Limits())
    facts = extract(document, BOOK.vocabulary, profile)
    result = check_facts(facts, document, in_force(BOOK, profile), engine="reference")
    return Member(
        path or f"{unit}-{year}.txt",
        result.profile,
        facts.facts,
        tuple(document.quote(block.span) for block in document.blocks),
        tuple(Told(f.rule.id, f.identity, f.message, f.severity.value) for f in result.findings),
        form,
        standing,
        of,
    )


def table(text: str) -> Member:
    """A table of the county, in Markdown."""
    document = markdown.read(Path("汇总.md"), text.encode(), Limits())
    profile = Profile(COUNTY, YEAR, "", "湖北")
    facts = extract(document, BOOK.vocabulary, profile)
    return Member("汇总.md", profile, facts.facts, tuple(document.quote(block.span) for block in document.blocks))


def cross(
    *members: Member,
    earlier: tuple[Member, ...] = (),
    roster: tuple[str, ...] = (),
    waivers: tuple[Waiver, ...] = (),
) -> tuple[CrossFinding, ...]:
    """What shows among these reports."""
    gathering = Gathering(COUNTY, YEAR, members, earlier, tuple(map(Expected, roster)), waivers)
    return crossed(gathering, in_force(BOOK, Profile("", YEAR, "", "湖北"))).findings


def told(found: tuple[CrossFinding, ...], rule: str) -> list[str]:
    """The messages of one rule."""
    return [one.finding.message for one in found if one.finding.rule.id == rule]


def one(found: tuple[CrossFinding, ...], rule: str) -> CrossFinding:
    """The only finding of a rule."""
    (only,) = [each for each in found if each.finding.rule.id == rule]
    return only
