"""Pair: a target with what became of it, as the words of a report put them together."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.extraction.claims import Claim
from gouji.extraction.mention import Mention
from gouji.extraction.stretches import Stretch


@dataclass(frozen=True)
class Pair:
    """A target, the figures it may have been met by, its rate of completion, and the stretch that says so last."""

    target: Mention
    actuals: tuple[Mention, ...]
    rate: Mention | None
    stretch: Stretch
    forced: bool = True
    claims: tuple[Claim, ...] = ()
    whole: bool = False  # said by a whole block, not by one stretch
    listed: bool = False  # one of a list: what is said after the list is said of each
    disputed: bool = False  # what was reached is said to be by another target
    until: int = 0  # where in the passage the words about it end

    @property
    def end(self) -> int:
        """One past the last character of its figures in the passage of its stretch."""
        found = [self.target, *self.actuals, *([self.rate] if self.rate else [])]
        return max((m.end for m in found if m.passage is self.stretch.passage), default=self.stretch.start)
