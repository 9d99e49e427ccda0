"""The ledgers of all reports as one: this year's figures, what it says of last year, targets, what is carried over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from gouji.crossing.placed import TOWN, WHOLE, Placed, Report, Standing, expected_of, stated, unit_of
from gouji.fact import Fact

LEDGER = ("entry", "total_score", "grade", "note")  # roles of facts that are held against other reports
ROLES = {"本年": "current", "上年": "prior", "目标": "target", "完成": "actual", "年初": "opening", "年末": "closing"}
TOTALS = ("各镇", "全县")
AIMED = ("目标", "完成")
RATE, HUNDREDTH = "%", Fraction(1, 100)
NUMBER = re.compile(r"\d+")
PLAIN = ("本年", "上年", "各镇", "全县")


def yearly(stands: Standing) -> Iterator[Placed]:
    """The figures of every report that counts, under roles that rules across reports match."""
    for report in (*stands.reports, *stands.earlier):
        kept = list(entries(report.member.facts))
        for entry in kept:
            yield from _entered(entry, report, stands)
        if report.series == WHOLE and not report.earlier and report.unit:
            yield from _among_peers(kept, report, stands)
        yield from _marked(report, stands)


def entries(facts: Iterable[Fact]) -> Iterator[Fact]:
    """A report's ledger, without what its names do not tell apart.

    That is two values under one name, or a name that another narrows down: 公务接待费 beside 所属单位公务接待费.
    """
    found: defaultdict[tuple[str, str, str], dict[str, list[Fact]]] = defaultdict(dict)
    for fact in facts:
        if fact.role == "entry" and fact.figure and fact.says:
            kind = RATE if rate(fact) else fact.figure.dimension
            row = fact.places["org"] if fact.says[0] == "镇行" else ""
            named = found[fact.says[0], fact.places["period"], f"{kind}{row}"]
            named.setdefault(fact.places["subject"], []).append(fact)
    for (says, *_), named in found.items():
        for subject, same in named.items():
            if len({fact.figure.value for fact in same if fact.figure}) == 1 and not (
                says in PLAIN and any(other.endswith(subject) for other in named if other != subject)
            ):
                yield max(same, key=lambda fact: fact.figure.decimals if fact.figure else 0)


def rate(fact: Fact) -> bool:
    """Whether a figure is a percentage."""
    return fact.figure is not None and not fact.figure.dimension and fact.figure.scale == HUNDREDTH


def _entered(entry: Fact, report: Report, stands: Standing) -> Iterator[Placed]:
    """An entry in its role."""
    says = entry.says[0]
    if says in TOTALS and not report.town and not report.earlier:
        others = () if _of_the_roster(entry, stands) else ("不止名册",)
        yield _placed(entry, "county_total", report, stands, says, *others)
    elif says == "镇行" and not report.earlier:
        placed = _placed(entry, "county_row", report, stands, says)
        town = unit_of(entry.places["org"], stands.gathering.region)
        yield replace(placed, fact=replace(placed.fact, places={**placed.fact.places, "org": town}))
    if says == "全县" and report.town:
        says = "本年"  # 全市 in a town's report is of the town as often as not
    if says not in ROLES or (says in AIMED and report.series != WHOLE):
        return  # a project grows and shrinks with its money
    placed = _placed(entry, ROLES[says], report, stands, "上年" if report.earlier else "本年", *entry.says[1:])
    if says == "年初":
        opened = str(int(entry.places["period"]) - 1)  # what the year opens with, the year before closed with
        placed = replace(placed, fact=replace(placed.fact, places={**placed.fact.places, "period": opened}))
    yield placed


def _of_the_roster(total: Fact, stands: Standing) -> bool:
    """Whether a total is of the towns on the roster, where it says of how many or of which sort: 各镇 has no 乡."""
    listed = {expected_of(one, stands.gathering.region) for one in stands.gathering.roster}
    towns = [sort[0] for unit in listed if (sort := TOWN.search(unit))]
    count = next((int(m[0]) for word in total.says[1:] if (m := NUMBER.match(word))), len(towns))
    sorts = next((word for word in total.says[1:] if not NUMBER.match(word)), "")
    return count == len(towns) and all(sort[0] in sorts for sort in towns if sorts)


def _among_peers(kept: Iterable[Fact], report: Report, stands: Standing) -> Iterator[Placed]:
    """The figures of a unit among those of its peers: one for each thing, if it states one."""
    found: defaultdict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for entry in kept:
        if entry.says[0] in ("本年", "完成", "年末") and entry.figure:
            measure = RATE if rate(entry) else entry.figure.dimension
            found[entry.places["subject"], entry.places["period"], measure].append(entry)
    for (*_, measure), same in found.items():
        if len({fact.figure.value for fact in same if fact.figure}) == 1:
            sort = "乡镇" if report.town else "县直"
            placed = _placed(same[0], "share" if measure == RATE else "amount", report, stands, sort)
            places = {**placed.fact.places, "scope": f"{sort}{measure}"}
            yield Placed(replace(placed.fact, places=places), placed.cites)


def _placed(entry: Fact, role: str, report: Report, stands: Standing, *says: str) -> Placed:
    subject, period = entry.places["subject"], entry.places["period"]
    places = stands.of(report, subject=subject, period=period, group=subject)
    fact = replace(entry, id=f"m{report.number}.{entry.id}.{role}", role=role, places=places, says=says)
    return Placed(fact, stated(report, entry))


def _marked(report: Report, stands: Standing) -> Iterator[Placed]:
    """The total score and the grade of a unit's report on itself, if it says one only; remarks on changed scope."""
    if report.series != WHOLE:
        return
    for role in ("total_score", "grade") if not report.earlier else ():
        found = [fact for fact in report.member.facts if fact.role == role]
        if len({fact.text.removesuffix("分") for fact in found}) == 1:
            first = found[0]
            says = ("优" if first.text.startswith("优") else "其他",) if role == "grade" else ()
            places = stands.of(report)
            fact = replace(first, id=f"m{report.number}.{first.id}", places=places, says=says)
            yield Placed(fact, stated(report, first))
    for note in (fact for fact in report.member.facts if fact.role in ("note", "entry") and "口径调整" in fact.says):
        fact = replace(note, id=f"m{report.number}.{note.id}", role="note", places=stands.of(report))
        yield Placed(fact, stated(report, note))
