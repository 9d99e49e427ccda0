"""Means multiplied: 按亩均增收163元测算，5.6万亩可增收912.8万元; two means of one sum: 户均9,015元，人均3,039元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.alike import bare
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement

PER = re.compile(r"(?P<per>[户人亩次件]|公里|平方米|人次)均|每(?P<each>[户人亩次件名]|公里|平方米|人次)")
WORKED_OUT = re.compile(r"[计测估核折推]算|标准")
OTHER_MEAN = re.compile(r"可支配|纯收入|生产总值|年龄|月均|年均|日均|每[年月天日]")
OF_ONE_SUM = re.compile(r"^[，、](?:人|户)均(?:约?为|是|约|达)?$")
JOINED = re.compile(r"[、，]?(?:共|计|约)?(?:涉及|惠及|覆盖)?")
NOUN = 2  # characters that a mean and its product must share
UNIT_OF = {"名": "人"}


def products(prose: Prose) -> Iterator[Statement]:
    """A mean, the count it is multiplied by, and the amount that comes of it, one after another in a sentence."""
    for reading in prose.readings:
        for run in zip(reading.mentions, reading.mentions[1:], reading.mentions[2:], strict=False):
            mean, count, amount = run
            per = _per(mean)
            if not per or mean.sentence != amount.sentence or count.figure.dimension != per or _per(amount):
                continue
            same = amount.figure.dimension == mean.figure.dimension and amount.form in ("value", "change")
            if same and _shared_noun(mean, amount) and not any(m.percent for m in run):
                reckoned = WORKED_OUT.search(mean.passage.text[mean.end : count.start])
                parts = (Part("unit_price", mean), Part("divisor", count, figure=bare(count)), Part("amount", amount))
                yield Statement(parts, amount, forced=bool(reckoned) and not any(m.vague for m in run))


def twin_means(prose: Prose) -> Iterator[Statement]:
    """户均9,015元，人均3,039元: of one sum, with the households of that sentence and the people named beside them."""
    people = _beside(prose)
    for reading in prose.readings:
        for n, (one, two) in enumerate(zip(reading.mentions, reading.mentions[1:], strict=False)):
            between = two.passage.text[one.end : two.start]
            if _per(one) != "户" or _per(two) != "人" or not OF_ONE_SUM.match(between):
                continue
            if one.figure.dimension != two.figure.dimension or one.vague or two.vague:
                continue
            households = [m for m in reading.mentions[:n] if m.sentence == one.sentence and m.figure.dimension == "户"]
            found = people.get(str(households[-1].figure.value), ()) if households else ()
            if len({m.figure.value for m in found}) == 1:
                yield Statement(
                    (
                        Part("average", two),
                        Part("unit_price", one),
                        Part("claimed_count", households[-1], figure=bare(households[-1])),
                        Part("divisor", found[0], figure=bare(found[0])),
                    ),
                    two,
                )


def _per(mention: Mention) -> str:
    """What a mean is per; empty if it is none, or one that is not worked out here."""
    found = list(PER.finditer(mention.lead))
    if not found or OTHER_MEAN.search(mention.lead) or mention.percent:
        return ""
    per = found[-1]["per"] or found[-1]["each"] or ""
    return UNIT_OF.get(per, per)


def _shared_noun(mean: Mention, amount: Mention) -> bool:
    """Whether the amount names what the mean is of: 节本增效, 补助."""
    noun = mean.lead[list(PER.finditer(mean.lead))[-1].end() :]
    return any(noun[i : i + NOUN] in amount.lead for i in range(len(noun) - NOUN + 1))


def _beside(prose: Prose) -> dict[str, tuple[Mention, ...]]:
    """8,316户、24,670人: the people that stand right after a number of households, by that number."""
    found: dict[str, tuple[Mention, ...]] = {}
    for reading in prose.readings:
        for one, two in zip(reading.mentions, reading.mentions[1:], strict=False):
            pair = one.figure.dimension == "户" and two.figure.dimension == "人" and not (one.vague or two.vague)
            if pair and JOINED.fullmatch(one.passage.text[one.end : two.start]):
                key = str(one.figure.value)
                found[key] = (*found.get(key, ()), two)
    return found
