"""Rates with their own numbers in reach: 受理240件，化解223件，化解率92.9%.

The noun of the rate names the numerator (化解率 ← 化解); the base is what that was a part of: the nearest figure of its
sort before it, or the one that says it is a base (应检, 抽样, 有效). A bracket right after the rate holds its own figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.alike import alike, in_unit_of
from gouji.extraction.clauses import Mention
from gouji.extraction.naming import plain
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement

BASE_WORDS = re.compile(
    r"应|总数|共有?$|全部|抽|样本|发放|回收|收回|有效|受理|接到|接报|排查|查出|检查|任务|计划|在册|注册|登记|调处|收到|申报|需|参保|受访|参评|参加|调查|问卷|立案|发现|检测"
)
SURVEY = re.compile(r"样本|问卷|有效|回收|收回|发放|调查|抽样|受访|访问")
HIT_WORDS = re.compile(r"已|实|成功|合格|满意|办结|完成|达标|整改|按时|按期|及时|覆盖|化解|结案|查结|通过|治愈|签约|就业|到岗|使用|建成|答复|录取|上线|升")
IN_WHICH = re.compile(r"^[^，。]{0,8}(?<!其)中(?![心央级小学型标国等药医期的])")  # 328件案件中: the whole of what follows
STEM = re.compile(r"(?:率|度|面|比例|比)+$")
GENERIC = re.compile(r"^(?:综合|总体|平均|群众|社会|公众|其|该|按时|按期|及时|全年|年度|各项|全镇|全县)+")
OTHER_KINDS = re.compile(r"完成率|执行率|到位率|使用率|增长率|下降率|调整率|汇率|利率|税率|死亡率|出生率|发生率|受害率|成灾率|容积率|森林覆盖率|绿化|入园率|入学率|巩固率|自然增长")


def rates(prose: Prose) -> Iterator[Statement]:
    """A rate whose numerator and base stand in its sentence or in the bracket after it."""
    for reading in prose.readings:
        for sentence in prose.sentences(reading):
            runs = _runs(sentence)
            for run in runs:
                for place, rate in enumerate(run):
                    if rate.form == "rate" and rate.token.unit != "‰" and not OTHER_KINDS.search(rate.of):
                        yield from _rate(rate, place, len(run), runs)


def _runs(sentence: tuple[Mention, ...]) -> list[list[Mention]]:
    """The mentions of a sentence, those of one unit that 、 or 和 joins taken together."""
    runs: list[list[Mention]] = []
    for m in sentence:
        last = runs[-1][-1] if runs else None
        between = last.passage.text[last.end : m.start] if last else ""
        if last and last.token.unit == m.token.unit and last.depth == m.depth and re.fullmatch(r"[^，。；：（）]{0,3}[、和与及][^，。；：（）]{0,8}", between):
            runs[-1].append(m)
        else:
            runs.append([m])
    return runs


def _rate(rate: Mention, place: int, count: int, runs: list[list[Mention]]) -> Iterator[Statement]:
    """Of lists as long as the rates' own, the figure at the same place; else figures that stand alone."""
    if rate.token.tail:
        return
    figures = [run[place] for run in runs if len(run) == count and plain(run[place])]
    inside = [m for m in figures if m.bracket == rate.end and m.depth > rate.depth]
    parts = _parts(runs)
    before = [m for m in figures if m.start < rate.start and m.depth <= rate.depth and m not in parts and not m.sees("prior")]
    if len(inside) > 1:
        pair = _pair(rate, inside)
    elif inside:
        base = [m for m in before if SURVEY.search(m.lead)][-1:]
        pair = (inside[0], base) if base else None
    else:
        pair = _pair(rate, before)
    if pair:
        top, bases = pair
        sure = bases[0].segment == top.segment or bool(IN_WHICH.search(bases[0].tail))
        yield share_of(rate, top, bases, "比率", forced=sure)


def _parts(runs: list[list[Mention]]) -> list[Mention]:
    """What 其中 lists: parts of a figure, never the base of a rate that follows."""
    return [m for run in runs if run[0].sees("include") and run[0].lead.startswith(("其中", "包括", "含")) and len(run) > 1 for m in run]


def _pair(rate: Mention, figures: list[Mention]) -> tuple[Mention, list[Mention]] | None:
    """Numerator and possible bases, by words and order; None if no word tells which figure the rate is about."""
    stem = GENERIC.sub("", STEM.sub("", rate.of))[-4:]
    top = _numerator(rate, stem, figures)
    if top is None:
        return None
    before = [m for m in figures if m.start < top.start and _comparable(m, top)]
    whole = [m for m in before if IN_WHICH.search(m.tail)]
    near = [m for m in before if m.segment == top.segment]
    bases = whole[-1:] or [m for m in near if not m.sees("target")][-1:] or near[-1:] or before[-1:]
    if not bases and top.bracket == rate.end:
        bases = [m for m in figures if m is not top and _comparable(m, top)][:1]
    return (top, bases) if bases else None


def _comparable(base: Mention, top: Mention) -> bool:
    """Of one sort; in a survey people answer on sheets, so any counts compare."""
    if alike(base.figure, top.figure):
        return True
    return base.figure.counted and top.figure.counted and bool(SURVEY.search(base.lead + base.tail))


def _numerator(rate: Mention, stem: str, figures: list[Mention]) -> Mention | None:
    """The nearest figure whose words share the noun of the rate; else the last that says something was achieved."""
    for size in (4, 3, 2):
        noun = stem[-size:]
        own = [m for m in figures if noun in m.lead[-14:] + m.tail[:6] and "不" + noun not in m.lead] if len(noun) == size else []
        own = [m for m in own if not BASE_WORDS.match(m.lead)]
        if own:
            return own[-1] if len({m.figure.value for m in own}) == 1 else None
    last = figures[-1] if figures and 0 <= rate.clause - figures[-1].clause <= 1 and figures[-1].segment == rate.segment else None
    return last if last is not None and HIT_WORDS.search(last.lead[-8:]) else None


def share_of(claim: Mention, top: Mention, bases: list[Mention], says: str, *, forced: bool = True) -> Statement:
    """One rate, its numerator, and every base it may have."""
    parts = (
        Part("share", claim, says=(says,)),
        Part("numerator", top),
        *(Part("denominator", base, figure=in_unit_of(base, top)) for base in bases),
    )
    return Statement(parts, claim, forced)
