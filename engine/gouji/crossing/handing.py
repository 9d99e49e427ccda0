"""Who had to hand in and who did, on which form; what was found last year and is found again; what is waived."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from gouji.crossing.placed import TOWN, Placed, Report, Standing, expected_of, made, unit_of
from gouji.fact import Fact
from gouji.gathering import Cite

ANY = "任何报告"  # what a roster that names no kind asks for
LOUD = ("", "error", "warning")  # findings of these are to be put right; empty: not told
ROSTER = "名册"


def handed_in(stands: Standing) -> Iterator[Placed]:
    """The roster, what was handed in against it, forms, findings of both years and waivers."""
    yield from _roster(stands)
    yield from _submitted(stands)
    yield from _forms(stands)
    yield from _findings(stands)
    for n, waiver in enumerate(stands.gathering.waivers):
        places = stands.places(org=unit_of(waiver.unit, stands.gathering.region), rule=waiver.rule, report="豁免")
        yield Placed(made(f"w{n}", "waiver", waiver.reason or "已同意", places), ())


def _roster(stands: Standing) -> Iterator[Placed]:
    seen: set[tuple[str, str]] = set()
    for n, expected in enumerate(stands.gathering.roster):
        unit, kind = expected_of(expected, stands.gathering.region), expected.kind or ANY
        if (unit, kind) in seen or not unit:
            continue
        first = all(unit != known for known, _ in seen)
        seen.add((unit, kind))
        sort = "乡镇" if TOWN.search(unit) else "县直"
        says = (sort, "各单位") if first else (sort,)
        places = stands.places(org=unit, scope=kind, report=ROSTER)
        yield Placed(made(f"r{n}", "roster", expected.unit, places, says), (Cite(ROSTER, "名册", expected.unit),))


def _submitted(stands: Standing) -> Iterator[Placed]:
    """Each report for its unit and kind. One whose unit or kind nobody knows may be any that is missing."""
    region = stands.gathering.region
    listed = [(expected_of(one, region), one.kind or ANY) for one in stands.gathering.roster]
    units = {unit for unit, _ in listed}
    stray: list[Report] = []
    for report in stands.reports:
        if report.unit not in units:
            stray.append(report)
            continue
        kind = report.member.profile.kind
        for n, scope in enumerate((ANY, kind) if kind else sorted({k for u, k in listed if u == report.unit})):
            yield _submission(report, report.unit, scope, stands, n)
    have = {(r.unit, k) for r in stands.reports for k in (ANY, r.member.profile.kind)}
    for m, (unit, kind) in enumerate(listed):
        for report in stray if (unit, kind) not in have else ():
            if not report.unit or report.unit in unit or unit in report.unit:
                yield _submission(report, unit, kind, stands, m, "单位不明")


def _submission(report: Report, unit: str, scope: str, stands: Standing, n: int, *says: str) -> Placed:
    places = {**stands.of(report), "org": unit, "scope": scope}
    fact = made(f"s{report.number}.{n}", "submission", report.member.path, places, says or ("已报",))
    return Placed(fact, (Cite(report.member.path, "报送", report.member.path),))


def _forms(stands: Standing) -> Iterator[Placed]:
    """The form each report was made on, as one of many or of few of its kind."""
    by_kind: defaultdict[str, list[Report]] = defaultdict(list)
    for report in stands.reports:
        if report.member.form:
            by_kind[report.member.profile.kind].append(report)
    for kind, reports in sorted(by_kind.items()):
        often = Counter(report.member.form for report in reports).most_common(2)
        usual, most = often[0]
        if len(often) > 1 and most == often[1][1]:
            continue  # none is usual
        first = next(report for report in reports if report.member.form == usual)
        for report in (first, *(r for r in reports if r.member.form != usual)):
            says = ("多数",) if report is first else ("少数",)
            fact = made(
                f"t{report.number}", "form_id", report.member.form, {**stands.of(report), "scope": kind or ANY}, says
            )
            yield Placed(fact, (Cite(report.member.path, "表式", report.member.form),))


def _findings(stands: Standing) -> Iterator[Placed]:
    """One finding of each rule that is told of a report, this year's and last year's."""
    for reports, role in ((stands.reports, "own_finding"), (stands.earlier, "prior_finding")):
        for report in reports:
            seen: set[str] = set()
            for n, told in enumerate(report.member.findings):
                if told.severity not in LOUD or told.rule in seen or not report.unit:
                    continue
                seen.add(told.rule)
                fact: Fact = made(f"f{report.number}.{n}", role, told.message, stands.of(report, rule=told.rule))
                yield Placed(fact, (Cite(report.member.path, "问题", told.message),))
