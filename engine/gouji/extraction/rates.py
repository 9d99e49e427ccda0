"""Rates with their own numbers in reach: 受理240件，化解223件，化解率92.9%.

The noun of the rate names the numerator (化解率 ← 化解); the base is what that was a part of: the nearest figure of its
sort before it, or the whole that 中 names. A bracket right after the rate holds its own figures; where a rate stands
first, the sentence after it may hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.alike import alike, bare, in_unit_of
from gouji.extraction.mention import Mention
from gouji.extraction.naming import plain
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.extraction.targets import overlap

BASE_WORDS = re.compile(
    r"应|总数|共有?$|全部|抽|样本|发放|回收|收回|有效|受理|接到|接报|排查|查出|检查|任务|计划|在册|注册|登记|调处|收到|申报|需|参保|受访|参评|参加|调查|问卷|立案|发现|检测"
)
SURVEY = re.compile(r"样本|问卷|有效|回收|收回|发放|调查|抽样|受访|访问|访谈|答卷")
HIT_WORDS = re.compile(
    r"已|实[检有放建缴际测到拨发办管]|收[回缴到]|成功|合格|满意|办结|完成|达标|整改|按时|按期|及时|覆盖|化解|结案|查结|通过|治愈|签约|就业|到岗|使用|建成|答复|录取|上线|升[学入]"
)
ASKED = re.compile(r"(?:抽[检查样测取]|检[测验查]|监测|调查|排查|受理|接[到报]|申报|报名|参[加评])[^，。；]{0,3}$")
STEM = re.compile(r"(?:率|度|面|比例|比)+$")
GENERIC = re.compile(r"^(?:综合|总体|平均|群众|社会|公众|其|该|按时|按期|及时|全年|年度|各项|全镇|全县)+")
OTHER_KINDS = re.compile(
    r"完成率|执行率|到位率|使用率|增长率|下降率|调整率|汇率|利率|税率|债务率|(?<!资产)负债率|杠杆率|利润率|毛利率|收益率|回报率|周转率|贡献率|弹性|死亡率|出生率|发生率|受害率|成灾率|容积率|森林覆盖率|绿化|入园率|入学率|巩固率|自然增长|强度|浓度|密度|纯度|幅度|力度|湿度|温度|深度|长度|高度|厚度|宽度|难度|跨度"
)
ON_TIME = re.compile(r"(?:按时|按期|及时|如期|准时|限期)完成率$")  # of so many tasks; no rate of what was to be reached
SHEETS = ("份", "张")  # 回收问卷300份，回收率…: what came back is no base of its own rate
VALID = "有效"  # 有效回收率 is not of all that came back
LINKED = re.compile(r"(?:为|是|了|的|数|达到?|共|有|：|已|约|均)+$")
IN_WHICH = re.compile(
    r"^[^，。]{0,8}(?<!其)中(?![心央级小学型标国等药医期的])"
)  # 328件案件中: the whole of what follows
NAMED_RATE = re.compile(r"([\u4e00-\u9fff“”、]{2,16}?(?:率|度))(?:[（(：:，,。]|$)")
JOIN = re.compile(r"[^，。；：（）]{0,3}[、和与及][^，。；：（）]{0,8}")

FINAL = re.compile("最终|最后|总|累计|(?:整改|返工|整修|返修|修复|处理)后|复[检测验核查]后?|二次|补考")
FIRST = re.compile("[一首初]次|[首初][检测验查]|当[场期]|第一次")
WHEN = re.compile(r"截至|目前|全年|当年|本年|年[底末]|累计|其中")
OWN_RATE = re.compile(r"[^，。；\d]{0,6}[，（(][^，。；：（）\d]{0,12}(?:率|度|面)(?:为|达到?|是|约|：)*\d[\d.]*%")
SHORTEST = 2  # characters of a rate's name: 率 and what it is a rate of
COUNTERS = ("个", "处", "项", "座", "所", "条", "台")  # that count any noun

Pair = tuple[Mention, list[Mention]]


def rates(prose: Prose) -> Iterator[Statement]:
    """A rate whose numerator and base stand in its sentence, the one before, or the bracket or sentence after it."""
    for reading in prose.readings:
        sentences = list(prose.sentences(reading))
        for n, sentence in enumerate(sentences):
            runs, wider = _runs(sentence), _runs((*(sentences[n - 1] if n else ()), *sentence))
            later = sentences[n + 1] if n + 1 < len(sentences) else ()
            for run in runs:
                for place, rate in enumerate(run):
                    of = rate_noun(rate)
                    if (
                        not of
                        or (OTHER_KINDS.search(of) and not ON_TIME.search(of))
                        or rate.token.unit == "‰"
                        or rate.token.tail
                    ):
                        continue
                    if not _narrower(rate, of, sentence):
                        yield from _rate(rate, of, place, len(run), wider if len(run) > 1 else runs, later)


def _narrower(rate: Mention, of: str, sentence: tuple[Mention, ...]) -> bool:
    """按期办结率 beside 办结率, 其中困难群众参保率: of fewer than the figures told, unless one bears its name."""
    if rate.lead.startswith("其中"):
        return True
    others = (m.of for m in sentence if m is not rate and m.form == "rate")
    more = (of.removesuffix(other) for other in others if of.endswith(other) and SHORTEST < len(other) < len(of))
    return any(GENERIC.fullmatch(one) or not any(one in m.lead for m in sentence if plain(m)) for one in more)


def rate_noun(mention: Mention) -> str:
    """What a rate is called: in its own lead, or before the bracket or colon that gives its actual value."""
    if mention.form == "rate":
        return mention.of
    if mention.form == "completion" and (on_time := ON_TIME.search(LINKED.sub("", mention.lead))):
        return on_time[0]
    if mention.form != "percent" or mention.sees("target") or not mention.sees("actual"):
        return ""
    text = mention.passage.text[mention.passage.body : mention.start]
    found = NAMED_RATE.search(text)
    return found[1] if found and found.start() < 20 else ""  # noqa: PLR2004


def _runs(mentions: tuple[Mention, ...]) -> list[list[Mention]]:
    """Mentions in order, those of one unit that 、 or 和 joins taken together."""
    runs: list[list[Mention]] = []
    for m in mentions:
        last = runs[-1][-1] if runs else None
        between = last.passage.text[last.end : m.start] if last else ""
        if last and last.token.unit == m.token.unit and last.depth == m.depth and JOIN.fullmatch(between):
            runs[-1].append(m)
        else:
            runs.append([m])
    return runs


def _rate(  # noqa: PLR0913, PLR0917 - a rate with all that stands around it
    rate: Mention, of: str, place: int, count: int, runs: list[list[Mention]], later: tuple[Mention, ...]
) -> Iterator[Statement]:
    """Of lists as long as the rates' own, the figure at the same place; else figures that stand alone."""
    figures = [run[place] for run in runs if len(run) == count and plain(run[place])]
    inside = [m for m in figures if m.bracket == rate.end and m.depth > rate.depth]
    parts = _parts(runs)
    before = [
        m for m in figures if m.start < rate.start and m not in parts and not m.sees("prior") and _reachable(m, rate)
    ]
    stem = GENERIC.sub("", STEM.sub("", of))[-4:]
    pair, sure = _bracketed(stem, rate, inside, before), True
    if pair is None and not inside:
        pair = _pair(stem, rate, before)
        if pair is None and rate.form != "rate":
            pair = _pair(stem, rate, [m for m in later if plain(m) and not m.sees("prior")])
        sure = pair is None or pair[1][0].segment == pair[0].segment or bool(IN_WHICH.search(pair[1][0].tail))
        sure = sure and (pair is None or _of_one_noun(stem, *pair))
    if pair and (inside or not _of_several_rounds(of, pair[0], before)):
        yield share_of(rate, *pair, "比率", forced=sure)


def _of_several_rounds(of: str, top: Mention, before: list[Mention]) -> bool:
    """46处一次合格，2处返修后合格，最终合格率100%: what passed in the end is of no one round."""
    if not FINAL.match(of):
        return False
    rounds = [m for m in before if m.sentence == top.sentence and alike(m.figure, top.figure)]
    return FIRST.search(top.lead + top.tail) is not None or len(rounds) > 2  # noqa: PLR2004 - the whole and one round


def _reachable(mention: Mention, rate: Mention) -> bool:
    """Not inside a bracket, unless it says there what was due: 24,860人（应管理33,146人）."""
    return mention.depth <= rate.depth or bool(re.match("应|任务|计划|总|共", mention.lead))


def _parts(runs: list[list[Mention]]) -> list[Mention]:
    """What 其中 lists: parts of a figure, never the base of a rate that follows."""
    return [m for run in runs if run[0].lead.startswith(("其中", "包括", "含")) and len(run) > 1 for m in run]


def _bracketed(stem: str, rate: Mention, inside: list[Mention], before: list[Mention]) -> Pair | None:
    """覆盖率88.9%（16个/18个）, 满意度94.6%（抽样650人，满意615人）, 满意率96.2%（281份)."""
    if len(inside) == 2 and rate.passage.text[inside[0].end : inside[1].start].strip("个家所") == "/":  # noqa: PLR2004
        return inside[0], [inside[1]]
    if len(inside) > 1:
        return _pair(stem, rate, inside)
    base = [m for m in before if SURVEY.search(m.lead)][-1:]
    return (inside[0], base) if inside and base else None


def _pair(stem: str, rate: Mention, figures: list[Mention]) -> Pair | None:
    """Numerator and base, by words and order; None if no word tells which figure the rate is about."""
    top = _numerator(rate, stem, figures)
    if top is None:
        return None
    before = _of_its_unit([m for m in figures if m.start < top.start and _comparable(m, top)], top)
    due = [
        m
        for m in figures
        if m.depth > top.depth and m.start > top.end and m.clause == top.clause and _comparable(m, top)
    ]
    whole = [m for m in before if IN_WHICH.search(m.tail)]
    near = [m for m in before if m.segment == top.segment]
    asked = [m for m in near if not m.sees("target")]
    bases = due[:1] or whole[-1:] or _back_to_first(asked) or near[-1:] or before[-1:]
    if not bases and top.bracket == rate.end:
        bases = [m for m in figures if m is not top and _comparable(m, top)][:1]
    return (top, bases) if bases else None


def _back_to_first(found: list[Mention]) -> list[Mention]:
    """申报42个，通过31个，通过率73.8%，立项28个，立项率66.7%: of those that passed, or of all; nothing else tells."""
    chosen: list[Mention] = []
    for m in reversed(found):
        chosen.append(m)
        if SURVEY.search(m.lead) or not OWN_RATE.match(m.passage.text, m.end):
            break
    return chosen[::-1]


def _of_one_noun(stem: str, top: Mention, bases: list[Mention]) -> bool:
    """收集点695个，覆盖自然村312个: what 个 counts must be one noun, if the numerator has a noun of its own."""
    if top.figure.dimension not in COUNTERS:
        return True
    noun = HIT_WORDS.sub("", WHEN.sub("", LINKED.sub("", top.lead)).replace(stem[-2:], ""))
    return len(noun) <= SHORTEST or any(overlap(noun, m.lead + m.tail) for m in bases)


def _of_its_unit(found: list[Mention], top: Mention) -> list[Mention]:
    """小区21个、居民4,732户…完工18个: counted with the same word, where a figure near is."""
    same = [m for m in found if m.figure.dimension == top.figure.dimension]
    asked = any(SURVEY.search(m.lead + m.tail) for m in found)
    return same if not asked and any(m.sentence == top.sentence for m in same) else found


def _comparable(base: Mention, top: Mention) -> bool:
    """Of one sort; in a survey people answer on sheets, so any counts compare."""
    if alike(base.figure, top.figure):
        return True
    return base.figure.counted and top.figure.counted and bool(SURVEY.search(base.lead + base.tail))


def _numerator(rate: Mention, stem: str, figures: list[Mention]) -> Mention | None:
    """The figure whose words share the noun of the rate; else the one just before that says something was achieved."""
    for size in (4, 3, 2):
        noun = stem[-size:]
        own = (
            [m for m in figures if noun in m.lead[-14:] + m.tail[:6] and "不" + noun not in m.lead]
            if len(noun) == size
            else []
        )
        own = [m for m in own if not BASE_WORDS.match(m.lead) or (m.token.unit in SHEETS and m.lead.startswith(noun))]
        own = [m for m in own if not stem.startswith(VALID) or VALID in m.lead + m.tail]
        own = [m for m in own if m.segment == rate.segment or m.sentence != rate.sentence]
        own = [m for m in own if LINKED.sub("", m.lead).endswith(noun)] or own
        if own:
            return own[-1] if len({m.figure.value for m in own}) == 1 else None
    last = (
        figures[-1]
        if figures and 0 <= rate.clause - figures[-1].clause <= 1 and figures[-1].segment == rate.segment
        else None
    )
    if last is None or rate.form != "rate" or ASKED.search(last.lead):
        return None
    return last if HIT_WORDS.search(last.lead[-8:]) else None


def share_of(claim: Mention, top: Mention, bases: list[Mention], says: str, *, forced: bool = True) -> Statement:
    """One rate, its numerator, and every base it may have; counts of different sorts are compared as bare numbers."""
    same = all(alike(top.figure, base.figure) for base in bases)
    parts = (
        Part("share", claim, says=(says,)),
        Part("numerator", top, figure=None if same else bare(top)),
        *(Part("denominator", base, figure=in_unit_of(base, top) if same else bare(base)) for base in bases),
    )
    return Statement(parts, claim, forced)
