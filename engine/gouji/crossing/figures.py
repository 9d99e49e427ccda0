"""Figures that reports have in common by chance too seldom: copied ones, one project's money twice, invented digits."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from gouji.crossing.likeness import TELLING, telling
from gouji.crossing.placed import WHOLE, Placed, Report, Standing, figure, made, project_of, stated
from gouji.crossing.yearly import entries
from gouji.fact import Fact
from gouji.gathering import Cite
from gouji.quantity import Unit, measure

OWN = 3  # units that may share a figure; more share it because the county set it
FEWEST = 3  # equal figures worth telling; the rule says how many are too many
SHOWN = 10
DIGITS = 200  # last digits that make a test
NINE = 9
COUNTED = re.compile(r"(?<![\d.〔\[(A-Za-z-])\d[\d,]*(?:\.\d+)?(?![\d年月日号〕\]-])")  # no date, no document's number
SPECIFIC = re.compile(r"[镇乡村路河桥渠库塘湖山站校院园]|街道|社区|水厂|泵站|广场|大坝|码头")
JOINTLY = re.compile(r"联合(?:实施|建设|申报)|共同(?:实施|建设|出资|申报)|共建|分摊|按比例|分别承担|各承担")
MONEY = ("budget.executed", "budget.adjusted", "budget.initial")


def copied_figures(stands: Standing) -> Iterator[Placed]:
    """How many figures two units state alike, of the same things, digit for digit."""
    where: defaultdict[tuple[str, str, str], list[tuple[Report, Fact]]] = defaultdict(list)
    for report in stands.reports:
        for entry in entries(report.member.facts):
            if entry.figure and entry.says[0] in ("本年", "完成") and telling(entry.figure.digits):
                where[entry.places["subject"], f"{entry.figure.value}{entry.figure.dimension}", entry.says[0]].append(
                    (report, entry)
                )
    shared: defaultdict[tuple[int, int], list[tuple[tuple[Report, Fact], tuple[Report, Fact]]]] = defaultdict(list)
    for found in where.values():
        if len({report.unit for report, _ in found}) <= OWN:
            for one, two in combinations(found, 2):
                if one[0].unit and two[0].unit and one[0].unit != two[0].unit:
                    shared[one[0].number, two[0].number].append((one, two))
    for _, pairs in sorted(shared.items()):
        if len(pairs) >= FEWEST:
            yield _copied(pairs, stands)


def _copied(pairs: list[tuple[tuple[Report, Fact], tuple[Report, Fact]]], stands: Standing) -> Placed:
    (one, _), (two, _) = pairs[0]
    count = figure(len(pairs), "个")
    cites = tuple(
        Cite(report.member.path, fact.places["subject"], fact.text, fact.span)
        for pair in pairs[:SHOWN]
        for report, fact in pair
    )
    places = stands.of(one, subject=two.unit)
    return Placed(made(f"c{one.number}.{two.number}", "copied_figures", count.printed, places, (), count), cites)


def digits(stands: Standing) -> Iterator[Placed]:
    """How far the last digits of a report's figures are from even: zeros, which rounding makes, aside."""
    for report in stands.reports:
        printed = {m[0] for text in report.member.passages for m in COUNTED.finditer(text)}
        last = Counter(d[-1] for d in printed if sum(c.isdigit() for c in d) >= TELLING and d[-1] != "0")
        number = last.total()
        if number < DIGITS:
            continue
        apart = sum((NINE * last[str(d)] - number) ** 2 for d in range(1, 10))
        tenths = 10 * apart // (NINE * number)
        deviation = measure(f"{tenths // 10}.{tenths % 10}", f"{tenths // 10}.{tenths % 10}", Unit("", ""))
        often = last.most_common(1)[0][0]
        fact = made(
            f"g{report.number}", "digit_deviation", deviation.printed, stands.of(report, subject=often), (), deviation
        )
        yield Placed(fact, (Cite(report.member.path, "末位数", f"{number} 个数中末位为 {often} 的 {last[often]} 个"),))


def shared_projects(stands: Standing) -> Iterator[Placed]:
    """Projects whose name tells the thing itself, with their money; a programme that many units share is none."""
    found: defaultdict[str, list[Report]] = defaultdict(list)
    for report in stands.reports:
        if report.series != WHOLE and report.unit and (name := project_of(report.member)):
            found[name].append(report)
    for name, reports in sorted(found.items()):
        units = {report.unit for report in reports}
        if SPECIFIC.search(name) and 1 < len(units) <= OWN:
            for report in reports:
                yield from _money(report, name, stands)


def _money(report: Report, name: str, stands: Standing) -> Iterator[Placed]:
    for role in MONEY:
        spent = [fact for fact in report.member.facts if fact.role == role and fact.figure]
        if spent and spent[0].figure and telling(spent[0].figure.digits):
            first = spent[0]
            fact = made(
                f"p{report.number}",
                "project_money",
                first.text,
                stands.of(report, subject=name),
                ("分摊",) if any(JOINTLY.search(text) for text in report.member.passages) else ("独立",),
                first.figure,
            )
            yield Placed(fact, stated(report, first, "金额"))
            return
