"""Mention and Reading: a figure as its sentence uses it, and a passage read at the clause level."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from gouji.document import Span
from gouji.extraction.days import Day
from gouji.extraction.numerals import Token
from gouji.extraction.passages import Passage
from gouji.quantity import Quantity

Form = Literal[
    "value",
    "from",
    "to",
    "change",
    "decrease",
    "growth",
    "decline",
    "completion",
    "share",
    "rate",
    "percent",
    "mean",
    "multiple",
]

POINTS = frozenset({"个百分点", "百分点"})
PERCENT = frozenset({"%", "‰", "成", "分之"})
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Mention:
    """One figure as its sentence uses it.

    `lead` is the words from the last boundary to the figure, `tail` those after it up to the next boundary or figure.
    `sentence`, `segment` (between ；) and `clause` number runs of text through the document; `depth` counts brackets and
    `bracket` is where the innermost begins (-1 outside any). `marks` are the cue groups its lead or tail shows.
    `period` is the date that governs it, `own_period` whether that stands in its own lead. `of` is the noun a rate names.
    """

    passage: Passage
    token: Token
    figure: Quantity
    form: Form
    lead: str
    tail: str
    sentence: int
    segment: int
    clause: int
    depth: int
    bracket: int
    lead_start: int
    marks: frozenset[str]
    period: Day | None
    own_period: bool
    of: str = ""

    @property
    def start(self) -> int:
        """First clean character of the figure in its passage."""
        return self.token.start

    @property
    def end(self) -> int:
        """One past the figure's last clean character."""
        return self.token.end

    @property
    def span(self) -> Span:
        """The figure's characters in the document."""
        return self.passage.span(self.token.start, self.token.end)

    @property
    def percent(self) -> bool:
        """A percentage, fraction or tenths: a pure number with a sign of its own."""
        return self.token.unit in PERCENT

    @property
    def points(self) -> bool:
        """Percentage points: a difference of percentages."""
        return self.token.unit in POINTS

    @property
    def vague(self) -> bool:
        """Printed with 约 近 余 多 or the like."""
        return bool(self.figure.hedge)

    def sees(self, *names: str) -> bool:
        """Whether any of these cue groups shows beside the figure."""
        return not self.marks.isdisjoint(names)


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage read at the clause level: every token, and the mentions among them, in order.

    `made` is what several builders ask of it, each worked out once (see `once`).
    """

    passage: Passage
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    made: dict[Callable[[Reading], Any], Any] = field(default_factory=dict, compare=False, repr=False)


def once(reading: Reading, make: Callable[[Reading], Made]) -> Made:
    """What a function makes of a reading, worked out when first asked for and kept with the reading."""
    if make not in reading.made:
        reading.made[make] = make(reading)
    made: Made = reading.made[make]
    return made
