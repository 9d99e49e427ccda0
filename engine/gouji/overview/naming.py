"""Units under one spelling each, so that 东平湖县铜湾镇人民政府 and 铜湾镇 of 东平湖县 are counted together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from gouji.crossing.placed import unit_of
from gouji.formats.layout import printable
from gouji.overview.model import UNNAMED

Named = tuple[str, str]  # a unit as printed, and its region


class Names:
    """What units are called. `said` is how reports and manifests name them, `roster` how the roster does."""

    def __init__(self, said: Iterable[Named], roster: Iterable[Named]) -> None:
        listed = list(roster)
        every = [*listed, *said]
        self._regions: defaultdict[str, set[str]] = defaultdict(set)
        for unit, region in every:
            if region:
                self._regions[unit_of(unit, region)].add(region)
        self._many = len({region for _, region in every if region}) > 1
        self._spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for weight, pairs in ((len(every) + 1, listed), (1, every)):  # the roster's spelling wins
            for unit, region in pairs:
                self._spellings[self.of(unit, region)][unit] += weight

    def of(self, unit: str, region: str) -> str:
        """What to call a unit: as its county does, with the region before it where the run is of several."""
        region = region or self._only_region(unit)
        bare = unit_of(unit, region)
        name = f"{region}{bare}" if bare and self._many and region not in bare else bare
        return printable(name) or UNNAMED

    def printed(self, name: str) -> str:
        """How a unit is written in full, most often."""
        spelt = self._spellings[name]
        return printable(max(spelt, key=lambda one: (spelt[one], one), default="")) or name

    def _only_region(self, unit: str) -> str:
        """The region of a unit that does not say it, if only one region has a unit of that name."""
        known = {
            region for bare, regions in self._regions.items() for region in regions if bare == unit_of(unit, region)
        }
        return known.pop() if len(known) == 1 else ""
