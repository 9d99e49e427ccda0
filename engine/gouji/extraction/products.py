"""Means multiplied: 按亩均增收163元测算，5.6万亩可增收912.8万元; 350户户均增收800元，共增收28万元; two means of one sum: 户均9,015元，人均3,039元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from gouji.extraction.alike import bare
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.extraction.wordlists import Groups, either, groups_of
from gouji.quantity import Quantity

PER = re.compile(r"(?P<per>[户人亩次件]|公里|平方米|人次)均|每(?P<each>[户人亩次件名]|公里|平方米|人次)")
WORKED_OUT = re.compile(r"[计测估核折推]算|标准")
OTHER_MEAN = re.compile(r"可支配|纯收入|生产总值|年龄|月均|年均|日均|每[年月天日]")
OF_ONE_SUM = re.compile(r"^[，、](?:人|户)均(?:约?为|是|约|达)?$")
JOINED = re.compile(r"[、，]?(?:共|计|约)?(?:涉及|惠及|覆盖)?")
ONE_MEAN = re.compile(
    r"(?:实现|带动|平均|可|使)?(?:(?P<per>[户人亩件])均|每(?P<each>[户人亩件名]))(?P<noun>[^年月日季天时均每]{0,8}?)(?:约?为|是|约|达到?|了)?"
)
MORE = re.compile(r"[，（(](?:其中|含|包括|包含|另|不含|加上)|其余|剩余|余下|余款|尾款|尚|未|待|分[两三几]?[年批期]")
SENTENCE = re.compile(r"[^。！？；]*")
TENS = 10  # 户均增收900元 may have been 898元
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


def comes_to(prose: Prose) -> Iterator[Statement]:
    """带动350户，户均增收800元，共增收28万元: how many, what each has, and what they have together."""
    w = _words(groups_of(prose.words["breakdowns"]))
    for reading in prose.readings:
        for n, (mean, amount) in enumerate(zip(reading.mentions, reading.mentions[1:], strict=False)):
            one = ONE_MEAN.fullmatch(mean.lead)
            if not one or not _together(mean, amount, one["noun"], w):
                continue
            per = UNIT_OF.get(one["per"] or one["each"], one["per"] or one["each"])
            told = [m for m in reading.mentions[:n] if m.segment == mean.segment and m.depth == mean.depth]
            counts = [m for m in told if m.figure.dimension == per and not _per(m)]
            counts = [m for m in counts if not m.sees("target", "plan", "prior")] or counts
            if len(counts) == 1:
                count = counts[0]
                parts = (
                    Part("unit_price", mean, figure=_in_tens(mean)),
                    Part("divisor", count, figure=bare(count)),
                    Part("amount", amount),
                )
                sure = _exact(mean, count, amount) and not any(_per(m) for m in told)
                yield Statement(parts, amount, forced=sure and _all_there(count, amount, w))


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said of a sum beside what it is of, and of whom a count may be."""

    together: re.Pattern[str]
    handed: re.Pattern[str]
    everybody: re.Pattern[str]


@cache
def _words(known: Groups) -> _Words:
    w = dict(known)
    return _Words(*(re.compile(either(w, name)) for name in ("together", "handed", "everybody")))


def _together(mean: Mention, amount: Mention, noun: str, w: _Words) -> bool:
    """Whether an amount right after a mean is said to be all of it: 户均增收800元，共增收28万元."""
    between = mean.passage.text[mean.end : amount.start]
    if mean.segment != amount.segment or mean.depth != amount.depth or not between.startswith(("，", "、")):
        return False
    if amount.percent or mean.percent or amount.figure.dimension != mean.figure.dimension:
        return False
    said, times = w.together.subn("", between[1:])
    said = re.sub(r"(?:约?为|是|约|达到?|了)$", "", w.handed.sub("", said))
    return times == 1 and said in ("", w.handed.sub("", noun))


def _exact(*figures: Mention) -> bool:
    return not any(m.vague or m.figure.bound or m.sees("prior") for m in figures)


def _all_there(count: Mention, amount: Mention, w: _Words) -> bool:
    """Whether the sum is of those counted and no more: nothing else is said to be in it, or still to come."""
    after = SENTENCE.match(amount.passage.text, amount.end)
    return not w.everybody.search(count.lead) and not (after and MORE.search(after[0]))


def _in_tens(mean: Mention) -> Quantity:
    """The mean, to whole tens where it ends in a nought."""
    figure = mean.figure
    round_one = figure.digits.endswith("0") and "." not in figure.digits and figure.value >= TENS * TENS * figure.scale
    return replace(figure, step=max(figure.step, TENS * figure.scale)) if round_one else figure


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
