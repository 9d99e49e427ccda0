"""One figure in two units: 1.5亿元，即15,000万元; 2.4万亩（24,000亩). What words call the same must be equal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement

THAT_IS = re.compile(r"(?:[，,]|[（(])?(?:即|也就是|亦即)(?:为|是)?")
BOXED = re.compile(r"[（(]")
CLOSED = re.compile(r"[）)]")
FORMS = ("value", "to")


def appositions(prose: Prose) -> Iterator[Statement]:
    """Every figure that is told a second time right behind itself, in another unit."""
    for reading in prose.readings:
        for one, other in pairwise(reading.mentions):
            text = reading.passage.text
            between = text[one.end : other.start]
            if not _of_two_units(one, other):
                continue
            boxed = BOXED.fullmatch(between) is not None and CLOSED.match(text, other.end) is not None
            if THAT_IS.fullmatch(between) or (boxed and _same_digits(one, other)):
                places = {"subject": "同一个数", "scope": f"同指（两种单位）{reading.passage.index}.{one.start}"}
                yield Statement((Part("amount", one), Part("amount", other)), places=places)


def _of_two_units(one: Mention, other: Mention) -> bool:
    plain = all(m.form in FORMS and not m.percent and not m.vague and not m.figure.bound for m in (one, other))
    a, b = one.figure, other.figure
    return plain and bool(a.dimension) and a.dimension == b.dimension and a.scale != b.scale


def _same_digits(one: Mention, other: Mention) -> bool:
    """3.185亿元（31,850万元）: a bracket that holds the same digits is no other figure, however many noughts it has."""
    digits = {re.sub(r"[.,]", "", m.figure.digits).strip("0") for m in (one, other)}
    return len(digits) == 1 and len(next(iter(digits))) > 1
