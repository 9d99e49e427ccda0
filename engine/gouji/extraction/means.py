"""Means: 人均8,812元, 件均560元, 院均11.4人, 每万人4.42件, 527公斤/亩; their sum and count stand near."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gouji.extraction.alike import bare
from gouji.extraction.clauses import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.quantity import Quantity

PER = re.compile(
    r"(?:(?P<one>人次|平方米|公里|(?!平)[\u4e00-\u9fff])均|平均每(?P<many>[\u4e00-\u9fff（）]{1,4})|每(?P<scale>[百千万])?(?P<each>常住人口|平方米|公里|人口|[\u4e00-\u9fff])"
    r"|单(?P<single>[册套场台件亩户个次]))(?:[\u4e00-\u9fff]{0,10})$"
)
NOT_WORKED_OUT = re.compile(
    r"可支配|纯收入|GDP|生产总值|年龄|月均|年均|日均|温度|标准|预期寿命|受教育|用时|浓度|每[年月周天日季]|[年月周天日季]每|平均每[年月周天日]|每生每|每人每"
)
NOUN_ENDS = re.compile(r"[共有已均实的总均年全]|完成|支出|投入")
SMALL = 6  # 五位一体: a small Chinese number is seldom a count
PEOPLE = ("人", "人口", "常住人口", "员", "名")
SCALES = {"百": 100, "千": 1000, "万": 10000}
NOUN_COUNTERS = ("个", "家", "所", "座", "处", "支", "项", "场", "名")


def means(prose: Prose) -> Iterator[Statement]:
    """A mean whose sum and count stand before it in its paragraph, or after it in a bracket."""
    for reading in prose.readings:
        for n, mean in enumerate(reading.mentions):
            if mean.percent or mean.points or mean.vague or NOT_WORKED_OUT.search(mean.lead):
                continue
            pool = _pool(reading.mentions, n)
            if "/" in mean.figure.dimension:
                yield from _per_unit(mean, pool)
                continue
            per = PER.search(mean.lead)
            if per:
                yield from _mean(mean, per, pool)


def _pool(mentions: tuple[Mention, ...], n: int) -> list[Mention]:
    """Figures that may be a sum or a count: earlier in this sentence or the one before, or in the bracket after."""
    mean = mentions[n]
    before = [m for m in mentions[:n] if m.sentence >= mean.sentence - 1]
    after = [
        m
        for m in mentions[n + 1 :]
        if m.bracket >= mean.end and m.sentence == mean.sentence and m.bracket - mean.end <= 2
    ]
    return [
        m
        for m in (*before, *after)
        if m.form in ("value", "to", "change", "decrease") and not m.percent and not m.points and not m.sees("prior")
    ]


def _mean(mean: Mention, per: re.Match[str], pool: list[Mention]) -> Iterator[Statement]:
    noun = (per["one"] or per["many"] or per["each"] or per["single"] or "").lstrip("个名位") or "个"
    scale = SCALES.get(per["scale"] or "", 1)
    counts = _last([m for m in pool if _counts(m, noun)])
    sums = _last([m for m in pool if m.figure.dimension == mean.figure.dimension and m is not counts])
    if counts and sums and _near(mean, counts, sums):
        divisor = bare(counts)
        yield _statement(mean, sums, counts, replace(divisor, value=divisor.value / scale, step=divisor.step / scale))


def _per_unit(mean: Mention, pool: list[Mention]) -> Iterator[Statement]:
    """折合4.4批次/千人: the two units say what was divided by what."""
    over, _, under = mean.figure.dimension.partition("/")
    counts = _last([m for m in pool if m.figure.dimension == under])
    sums = _last([m for m in pool if m.figure.dimension == over])
    if counts and sums and _near(mean, counts, sums):
        yield _statement(mean, sums, counts, counts.figure)


def _statement(mean: Mention, total: Mention, count: Mention, divisor: Quantity) -> Statement:
    sure = total.segment == count.segment == mean.segment and not (total.vague or count.vague)
    return Statement(
        (Part("average", mean), Part("numerator", total), Part("divisor", count, figure=divisor)), mean, forced=sure
    )


def _near(mean: Mention, counts: Mention, sums: Mention) -> bool:
    """One of the two at least in the mean's own sentence."""
    return mean.sentence in (counts.sentence, sums.sentence)


def _last(found: list[Mention]) -> Mention | None:
    """The nearest that is a whole, not one of the parts that 其中 lists."""
    found = [m for m in found if not (m.token.han and m.figure.value < SMALL)]
    whole = [m for m in found if not m.sees("include")]
    return (whole or found)[-1] if found else None


def _counts(mention: Mention, per: str) -> bool:
    """Whether a figure counts what the mean is per: by its unit, or by the noun after a 个."""
    if per in PEOPLE:
        return mention.figure.dimension == "人"
    if mention.figure.dimension == per:
        return True
    noun = NOUN_ENDS.split(mention.tail)[0]
    return mention.token.unit in NOUN_COUNTERS and per[-1:] in noun
