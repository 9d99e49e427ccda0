"""Rates and shares with their own numbers in reach: 受理240件，化解223件，化解率92.9%; 占…的83.8%.

The noun of the rate names the numerator (化解率 ← 化解); the base is what that was a part of. A bracket right after the
rate, or two figures alone before it, leave one reading; otherwise every figure that words allow is a reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.alike import alike, in_unit_of
from gouji.extraction.clauses import Mention
from gouji.extraction.naming import plain
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement

BASE_WORDS = re.compile(r"应|总|共|全部|抽|样本|发放|回收|收回|有效|受理|接到|排查|查出|检查|任务|计划|在册|注册|登记|调处|收到|申报|需|参保|符合|提案|受访|参评|参加|调查")
HIT_WORDS = re.compile(r"已|实|其中|成功|合格|满意|办结|完成|达标|整改|按时|按期|及时|覆盖|化解|结案|查结|命中|通过|治愈|签约|就业|到岗|使用|建成|答复")
STEM = re.compile(r"(?:率|度|面|比例|比)+$")
GENERIC = re.compile(r"^(?:综合|总体|平均|群众|社会|公众|其|该|按时|按期|及时|全年|年度|各项|全镇|全县)+")
NOT_A_PART = re.compile(r"完成率|执行率|到位率|使用率|增长率|下降率|利用率|调整率|普及率|覆盖率.{0,4}提高|单价|税率|汇率|利率|死亡率|出生率|发生率|容积率|森林覆盖率|绿化")


def rates(prose: Prose) -> Iterator[Statement]:
    """A rate whose numerator and base stand in its sentence or in the bracket after it."""
    for reading in prose.readings:
        for sentence in prose.sentences(reading):
            for n, rate in enumerate(sentence):
                if rate.form == "rate" and not NOT_A_PART.search(rate.of):
                    yield from _rate(rate, n, sentence)


def _rate(rate: Mention, n: int, sentence: tuple[Mention, ...]) -> Iterator[Statement]:
    inside = bracketed_after(rate, sentence[n + 1 :])
    if len(inside) >= 2:  # noqa: PLR2004
        pair = _pair(rate, inside)
    else:
        pair = _pair(rate, _before(rate, sentence[:n]))
    if pair:
        top, bases = pair
        yield share_of(rate, top, bases, "比率")


def bracketed_after(rate: Mention, following: tuple[Mention, ...]) -> list[Mention]:
    """The plain figures of the bracket that opens right after a figure."""
    text = rate.passage.text
    if text[rate.end : rate.end + 1] not in "（(" or not text[rate.end : rate.end + 1]:
        return []
    opened = rate.end
    return [m for m in following if m.bracket == opened and plain(m)]


def _before(rate: Mention, earlier: tuple[Mention, ...]) -> list[Mention]:
    """Plain figures earlier in the sentence, back to the last one that a rate of another list level has used."""
    return [m for m in earlier if plain(m) and m.depth <= rate.depth and not m.sees("prior")]


def _pair(rate: Mention, figures: list[Mention]) -> tuple[Mention, list[Mention]] | None:
    """Numerator and possible bases, by words and order; None if no word tells which figure the rate is about."""
    stem = GENERIC.sub("", STEM.sub("", rate.of))[-4:]
    top = _numerator(stem, figures)
    if top is None:
        return None
    rest = [m for m in figures if m is not top and alike(m.figure, top.figure) and not m.sees("target")]
    before = [m for m in rest if m.start < top.start]
    after = [m for m in rest if m.start > top.start]
    bases = before[-2:][::-1] or after[:1]
    if not bases:
        return None
    named = [m for m in bases if BASE_WORDS.search(m.lead)]
    return top, (named[:1] or bases)


def _numerator(stem: str, figures: list[Mention]) -> Mention | None:
    """The nearest figure whose words share the noun of the rate; else the last that says something was achieved."""
    for size in (4, 3, 2):
        cores = {stem[i : i + size] for i in range(len(stem) - size + 1)}
        hits = [m for m in figures if any(c in m.lead[-14:] + m.tail[:6] for c in cores)]
        if hits:
            marked = [m for m in hits if not BASE_WORDS.match(m.lead)] or hits
            return marked[-1]
    last = figures[-1] if figures else None
    return last if last is not None and HIT_WORDS.search(last.lead[-8:]) else None


def share_of(claim: Mention, top: Mention, bases: list[Mention], says: str, *, forced: bool = True) -> Statement:
    """One rate, its numerator, and every base it may have."""
    parts = (
        Part("share", claim, says=(says,)),
        Part("numerator", top),
        *(Part("denominator", base, figure=in_unit_of(base, top)) for base in bases),
    )
    return Statement(parts, claim, forced)

