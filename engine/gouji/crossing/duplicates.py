"""Reports handed in twice: the same content under two names, or nearly the same for the same unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from gouji.crossing.likeness import contained
from gouji.crossing.placed import Placed, Report, Standing, made
from gouji.gathering import Cite

NEARLY = 95  # in a hundred of each report's text
MOST = 20  # reports of one unit and series that are compared with one another


def duplicates(stands: Standing) -> Iterator[Placed]:
    """Copies that the sweep recognised by their content, and reports of one unit that hardly differ."""
    for copy in stands.copies:
        yield _twice(copy, copy.member.of, "内容相同", stands)
    series: defaultdict[tuple[str, str, str], list[Report]] = defaultdict(list)
    for report in stands.reports:
        if report.unit:
            series[report.unit, report.series, report.member.profile.kind].append(report)
    for found in series.values():
        for one, two in combinations(found[:MOST], 2):
            if contained_both(one, two):
                yield _twice(two, one.member.path, "内容相近", stands)


def contained_both(one: Report, two: Report) -> bool:
    """Whether each of two reports has nearly all the text of the other."""
    a, b = one.member.passages, two.member.passages
    return contained(a, b) >= NEARLY and contained(b, a) >= NEARLY


def _twice(report: Report, of: str, how: str, stands: Standing) -> Placed:
    fact = made(f"d{report.number}", "duplicate", of, stands.of(report), (how,))
    return Placed(fact, (Cite(report.member.path, "重复", report.member.path), Cite(of, "原件", of)))
