"""Which county each report of a run belongs to: as given, else as its unit's name says, else the only one there is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gouji.crossing.placed import unit_of
from gouji.gathering import Expected

COUNTY = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,6}?(?:市|自治州|地区|盟)(?=[\u4e00-\u9fff]{2,}?[县区市旗]))?"
    r"(?P<name>[\u4e00-\u9fff]{2,7}?[县区市旗])(?=[\u4e00-\u9fff]{2})"
)
# 社区卫生服务中心, 城市管理局, 开发区 are no counties' names; nor is a 区 that only one unit carries
ORDINARY = re.compile(r"(?:社|小|园|景|灌|库|林|校|牧|城|片|辖)区$|[城都]市$")
ENOUGH = 2  # units that carry a county's name


class Of(NamedTuple):
    """What tells a report's county: its unit, the region given beforehand, and the one that was read."""

    unit: str
    given: str = ""
    read: str = ""


class Regions:
    """The counties of a run, learnt from all its reports."""

    def __init__(self, reports: Sequence[Of]) -> None:
        named = Counter(name for unit in {one.unit for one in reports} if (name := _county(unit)))
        given = {one.given for one in reports if one.given}
        self._known = {name for name, units in named.items() if units >= ENOUGH} | given
        self._only = next(iter(self._known)) if len(self._known) == 1 else ""
        self._of_unit: defaultdict[str, set[str]] = defaultdict(set)
        for one in reports:
            region = self.of(one)
            self._of_unit[unit_of(one.unit, region)].add(region)
        self._all = {region for regions in self._of_unit.values() for region in regions}

    def of(self, report: Of) -> str:
        """The county of a report; empty where nothing tells it."""
        return report.given or self._named(report.unit) or self._only or report.read

    def expected(self, roster: Iterable[Expected]) -> list[tuple[Expected, str | None]]:
        """The units of a roster with their county; None where there are several and nothing tells which."""
        return [(one, self._expected(one)) for one in roster]

    def _expected(self, one: Expected) -> str | None:
        if told := one.region or self._named(one.unit) or self._only:
            return told
        reported = self._of_unit.get(unit_of(one.unit, ""), self._all)
        return next(iter(reported), "") if len(reported) <= 1 else None

    def _named(self, unit: str) -> str:
        name = _county(unit)
        return name if name in self._known else ""


def _county(unit: str) -> str:
    """The county a unit's name begins with; empty if it names none."""
    found = COUNTY.match(unit)
    return found["name"] if found and not ORDINARY.search(found["name"]) else ""
