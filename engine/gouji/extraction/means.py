"""Means: 人均8,812元, 件均560元, 院均11.4人, 每万人4.42件, 527公斤/亩; their sum and count stand near."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from gouji.extraction.alike import ANY_COUNTER, bare
from gouji.extraction.mention import Mention
from gouji.extraction.naming import COMPARED
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
REQUIRED = re.compile(r"(?:低于|高于|超过|超出|不足|不到|不少于|不超|达到|对照|按照?)[^，。；、]{0,8}$")
STANDARD = re.compile(r"^的?[^，。；、]{0,6}(?:标准|上限|下限|限额|定额|要求|目标|指标)")  # 省定每亩8元的标准
MORE = re.compile("另|额外|再")  # 每个另奖10万元: beside what was given
NOUN_ENDS = re.compile(r"[共有已均实的总均年全]|完成|支出|投入")
JOINED = re.compile(r"[^，。；：（）()]{0,16}(?:、|和|与|及)[^，。；：（）()]{0,12}")
NEAR = 2  # characters between a mean and its bracket
SMALL = 6  # 五位一体: a small Chinese number is seldom a count
PEOPLE = ("人", "人口", "常住人口", "员", "名")
SCALES = {"百": 100, "千": 1000, "万": 10000}
NOUN_COUNTERS = ("个", "家", "所", "座", "处", "支", "项", "场", "名")


def means(prose: Prose) -> Iterator[Statement]:
    """A mean whose sum and count stand before it in its paragraph, or after it in a bracket."""
    for reading in prose.readings:
        for n, mean in enumerate(reading.mentions):
            if mean.percent or mean.points or NOT_WORKED_OUT.search(mean.lead):
                continue
            if STANDARD.search(mean.tail) or (mean.sees("target") and REQUIRED.search(mean.lead)):
                continue
            if mean.sees("prior") or COMPARED.search(mean.lead):
                continue  # 比上年户均1,600元: of other figures
            pool = _pool(reading.mentions, n)
            if "/" in mean.figure.dimension:
                yield from _per_unit(mean, pool)
                continue
            per = PER.search(mean.lead)
            if per and not MORE.search(mean.lead, per.start()):
                yield from _mean(mean, per, pool)


def _pool(mentions: tuple[Mention, ...], n: int) -> list[Mention]:
    """Figures that may be a sum or a count: earlier in this sentence or the one before, or in the bracket after."""
    mean = mentions[n]
    before = [m for m in mentions[:n] if m.sentence >= mean.sentence - 1]
    after = [
        m
        for m in mentions[n + 1 :]
        if m.bracket >= mean.end and m.sentence == mean.sentence and m.bracket - mean.end <= NEAR
    ]
    return [
        m
        for m in (*before, *after)
        if m.form in ("value", "to", "change", "decrease") and not m.percent and not m.points and not m.sees("prior")
    ]


def _mean(mean: Mention, per: re.Match[str], pool: list[Mention]) -> Iterator[Statement]:
    noun = (per["one"] or per["many"] or per["each"] or per["single"] or "").lstrip("个名位") or "个"
    scale = SCALES.get(per["scale"] or "", 1)
    counted = [m for m in pool if _counts(m, noun)]
    sums = [m for m in pool if m.figure.dimension == mean.figure.dimension and m not in counted and _same_noun(m, mean)]
    sums = [m for m in sums if not PER.search(m.lead)]  # 每村50万元 is a mean itself
    sums = [m for m in sums if not m.sees("include")][-1:] or sums[-1:]
    counts = _count(counted, sums[0] if sums else None)
    divisors = [(c, replace(bare(c), value=c.figure.value / scale, step=c.figure.step / scale)) for c in counts]
    together = _together(counts[0], counted) if len(counts) == 1 and scale == 1 else Fraction(0)
    if together:
        divisors = [(counts[0], replace(bare(counts[0]), printed=f"{together}{counts[0].token.unit}", value=together))]
    rivals = [m for m in pool if sums and m not in sums and m.figure.dimension == sums[0].figure.dimension]
    yield from _stated(mean, sums, divisors, forced=not together and not _of_the_whole(sums, rivals))


def _together(count: Mention, counted: list[Mention]) -> Fraction:
    """14家社、4家店…每家50件: what a list counts, together; 0 where the count stands alone."""
    listed = [count]
    for m in reversed([m for m in counted if m.end <= count.start]):
        between = m.passage.text[m.end : listed[0].start]
        if not JOINED.fullmatch(between) or m.figure.dimension != count.figure.dimension:
            break
        listed.insert(0, m)
    return sum((m.figure.value for m in listed), Fraction(0)) if len(listed) > 1 else Fraction(0)


def _of_the_whole(sums: list[Mention], rivals: list[Mention]) -> bool:
    """投资90万元，其中甲50万元，乙40万元，每公里3万元: a mean after a list may be of what the list is of."""
    if not sums or sums[0].sees("include"):
        return False
    text, end = sums[0].passage.text, sums[0].start
    opened = max(text.rfind(word, 0, end) for word in ("其中", "包括"))
    return opened > text.rfind("。", 0, end) and any(m.end <= opened and m.sentence == sums[0].sentence for m in rivals)


def _same_noun(total: Mention, mean: Mention) -> bool:
    """Counted with 个, a sum and its mean must name one noun: 17个乡镇 is no sum of 21.7个探头."""
    return total.figure.dimension != ANY_COUNTER or total.tail[:2] == mean.tail[:2]


def _per_unit(mean: Mention, pool: list[Mention]) -> Iterator[Statement]:
    """折合4.4批次/千人: the two units say what was divided by what."""
    over, _, under = mean.figure.dimension.partition("/")
    sums = [m for m in pool if m.figure.dimension == over][-1:]
    counts = _count([m for m in pool if m.figure.dimension == under], sums[0] if sums else None)
    yield from _stated(mean, sums, [(c, c.figure) for c in counts])


def _stated(
    mean: Mention, sums: list[Mention], divisors: list[tuple[Mention, Quantity]], *, forced: bool = True
) -> Iterator[Statement]:
    """One of the two at least in the mean's own sentence; a proof only where all stand in one segment, unhedged."""
    if not sums or not divisors or mean.sentence not in (sums[0].sentence, divisors[0][0].sentence):
        return
    used = [*sums, *(count for count, _ in divisors)]
    sure = forced and all(m.segment == mean.segment and not m.vague for m in used)
    if mean.vague and not sure:
        return
    parts = (Part("average", mean), Part("numerator", sums[0]), *(Part("divisor", c, figure=q) for c, q in divisors))
    yield Statement(parts, mean, forced=sure)


def _count(found: list[Mention], total: Mention | None) -> list[Mention]:
    """The nearest whole; the part that 其中 lists where the sum shares a noun with it (已出让 … 出让收入), or both."""
    found = [m for m in found if not (m.token.han and m.figure.value < SMALL)]
    whole = [m for m in found if not m.sees("include")][-1:]
    part = [m for m in found[-1:] if m.sees("include")]
    if not part or total is None or not _shares_word(part[0].lead, total.lead):
        return whole or part
    return whole + part if whole and _shares_word(whole[0].lead, total.lead) else part


def _shares_word(one: str, other: str) -> bool:
    return any(one[i : i + 2] in other for i in range(len(one) - 1))


def _counts(mention: Mention, per: str) -> bool:
    """Whether a figure counts what the mean is per: by its unit, or by the noun after a 个."""
    if per in PEOPLE:
        return mention.figure.dimension == "人"
    if mention.figure.dimension == per:
        return True
    noun = NOUN_ENDS.split(mention.tail)[0]
    return mention.token.unit in NOUN_COUNTERS and per[-1:] in noun
