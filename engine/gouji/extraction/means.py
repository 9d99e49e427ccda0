"""Means and products: 人均8,812元, 件均560元, 院均11.4人; 350户，户均3,000元，共105万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.alike import bare
from gouji.extraction.clauses import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement

PER = re.compile(r"(?:(?P<one>[\u4e00-\u9fff])均|平均每(?P<many>[\u4e00-\u9fff（）]{1,4})|每(?P<each>[\u4e00-\u9fff]{1,4}?)(?:仅|约|为|平均|补助|投入|发放)?)[\u4e00-\u9fff]{0,8}$")
RATED = re.compile(r"元|万元|亿元|人|公斤|吨|斤|场|次|个|人次|小时|学时|件|亩|株|台|册|平方米|公里|户|处")
PEOPLE = {"人": ("人",), "员": ("人",), "名": ("人",)}
NOT_WORKED_OUT = re.compile(r"可支配|纯收入|GDP|生产总值|年龄|月均|年均|日均|温度|标准|补贴标准|支出责任|预期寿命|受教育年限|用时|浓度")


def means(prose: Prose) -> Iterator[Statement]:
    """A mean whose sum and count stand before it in its sentence, or after it in a bracket."""
    for reading in prose.readings:
        for sentence in prose.sentences(reading):
            for n, mean in enumerate(sentence):
                per = _per(mean)
                if per and not NOT_WORKED_OUT.search(mean.lead):
                    yield from _mean(mean, per, sentence[:n], sentence[n + 1 :])


def _per(mean: Mention) -> str:
    """What the mean is per: 人 of 人均, 社区 of 平均每个社区; empty if it is no mean."""
    if mean.percent or mean.points:
        return ""
    m = PER.search(mean.lead)
    return (m["one"] or m["many"] or m["each"] or "").lstrip("个名位") if m else ""


def _mean(mean: Mention, per: str, before: tuple[Mention, ...], after: tuple[Mention, ...]) -> Iterator[Statement]:
    pool = [m for m in before if m.form in ("value", "to", "change", "decrease") and not m.percent]
    pool += [m for m in after if m.bracket > mean.end - 1 and m.form == "value" and not m.percent]
    counts = [m for m in pool if _counts(m, per)]
    sums = [m for m in pool if m.figure.dimension == mean.figure.dimension and m not in counts[-1:]]
    if not counts or not sums:
        return
    yield Statement(
        (Part("average", mean), Part("numerator", sums[-1]), *(Part("divisor", c, figure=bare(c)) for c in counts[-1:])), mean
    )


def _counts(mention: Mention, per: str) -> bool:
    """Whether a figure counts what the mean is per: by its unit, or by the noun after a 个."""
    if mention.figure.dimension in PEOPLE.get(per[-1:], ()) or mention.figure.dimension == per:
        return True
    noun = mention.tail + mention.lead[-6:]
    return mention.token.unit in ("个", "家", "所", "座", "处", "支", "项", "场") and per[-1:] in noun and (len(per) > 1 or per in mention.tail)
