"""Which earlier figure a noun names: 占总支出的42% looks for 总支出.

Names are compared without fillers (全年, 合计, 我镇 …). The best kind of match wins, then the nearest before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.alike import alike
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose

FILLER = re.compile(
    r"全年|年内|全部|全县|全镇|全市|全区|全局|全系统|本年度?|当年|年度|年末|总额|总数|总量|合计|共计|总计|累计|我[镇县局市区院]|同期|实际|完成|分别|达到?|为|是|的|了|[“”]"
)
DATED = re.compile(r"(?:19|20)\d\d年(?:度)?|\d{1,2}月(?:\d{1,2}日|底|末)?|[上去今]年|年[初末底]")
OWNER = re.compile(r"^(?:其中|总|各项|全|街道|县|镇|乡|局|我|本|该|部门|单位|机关|系统|财政|以上|上述|共|按)+")
# 与 compares at the front of its clause or before what is compared with; inside a name it joins: 体育与传媒支出
WITH = r"(?:^|(?<=[，。；：]))与|与(?=[^，。；]{0,3}(?:上年|去年|前年|年初|预算|计划|目标|任务|同期|全[国省市县区]|平均|(?:19|20)\d\d))"
COMPARED = re.compile(rf"(?:比(?![重例较])|较(?![为满好大多高])|{WITH}|相比|同比)[^，。；]{{0,14}}$")
LINK_END = re.compile(r"(?:共有?|有|约|计|达|至|：|已|均|仅|为|是|也|约为|实|总)+$")
SHORT = re.compile("[实共总](支|收)(?=$|了|：)")  # 实支5万元
LISTED = re.compile("包括|包含|其中|由")  # 收入总计包括本年收入5万元
THIS_YEAR = re.compile(r"本年(?:收入|支出)")
GRAND = re.compile(r"(?<!本年)(?:收入|支出|收[、，]?支)总计")  # with what last year left over
WHOLE = re.compile(r"^(?:总|全部)|[合总]计|总额|总量|总数")
SCOPE = re.compile(r"全[年县镇市区乡局校院]|本年|当年|年度")
REACH = 40  # passages to look back over


def plain(mention: Mention) -> bool:
    """A figure that counts or measures something now: no percentage, change, mean or ratio, and no base of one."""
    return (
        mention.form in ("value", "to")
        and not mention.percent
        and not mention.points
        and mention.figure.dimension not in ("", "?")
        and not COMPARED.search(mention.lead)
    )


def name_of(mention: Mention) -> str:
    """The noun a figure is about: the words that lead to it, and the noun after a 个."""
    return _lead_name(mention) + (FILLER.sub("", mention.tail[:8]) if mention.figure.counted else "")


def core(name: str) -> str:
    """A name without dates, owners and fillers."""
    full = SHORT.sub(lambda m: {"支": "支出", "收": "收入"}[m[1]], name)
    return OWNER.sub("", FILLER.sub("", DATED.sub("", full)))


def head(mention: Mention) -> str:
    """The last two characters of a figure's noun: 支出 of 基本支出."""
    return _lead_name(mention)[-2:]


def _lead_name(mention: Mention) -> str:
    return LINK_END.sub("", core(mention.lead[-24:]))


def named(  # noqa: PLR0913 - where to look, and how near
    prose: Prose, name: str, like: Mention, before: tuple[int, int], *, reach: int = REACH, least: int = 1
) -> list[Mention]:
    """The figure nearest before (passage, character) that `name` names and that is measured as `like` is: none or one.

    `least` is the weakest match allowed, as `_rank` counts them.
    """
    wanted = core(name).removesuffix("数")
    if not wanted:
        return []
    whole = WHOLE.search(name)
    scope = SCOPE.match(name)
    found: dict[int, Mention] = {}
    for mention in _earlier(prose, before, reach):
        if (
            mention is like
            or not plain(mention)
            or not alike(mention.figure, like.figure)
            or _other_year(mention, like)
            or (THIS_YEAR.search(name) and GRAND.search(LISTED.split(mention.lead)[-1]))
        ):
            continue
        rank = _rank(mention, wanted)
        if rank and whole and re.search(r"总|合计", mention.lead[-10:]):
            rank += 5  # 总投资 is the one called 总, not the year's
        elif rank and scope and scope[0] in mention.lead:
            rank += 5  # 全年支出 is the one called so, not what one item spent
        if rank >= least and rank not in found:
            found[rank] = mention
    return [found[max(found)]] if found else []


def _earlier(prose: Prose, before: tuple[int, int], reach: int) -> Iterator[Mention]:
    index, start = before
    for reading in reversed(prose.readings[max(0, index - reach) : index + 1]):
        for mention in reversed(reading.mentions):
            if reading.passage.index < index or mention.start < start:
                yield mention


def _other_year(mention: Mention, like: Mention) -> bool:
    if mention.sees("prior") and not like.sees("prior"):
        return True
    years = [m.period.year for m in (mention, like) if m.own_period and m.period]
    return len(years) == 2 and None not in years and years[0] != years[1]  # noqa: PLR2004


def _rank(mention: Mention, wanted: str) -> int:
    """How well a figure's name fits: 4 the same, 3 ends with it, 2 holds it, 1 has its characters in order; else 0."""
    name = name_of(mention)
    if wanted in (name, name + mention.token.unit):
        return 5 if mention.sees("total") else 4
    if len(wanted) < 2:  # noqa: PLR2004
        return 0
    if name.endswith(wanted) or (name + mention.token.unit).endswith(wanted):
        return 3
    if len(wanted) == 2:  # noqa: PLR2004
        return 2 if mention.sees("total") and wanted in name else 0
    if wanted in name or (len(name) > 2 and wanted.endswith(name)):  # noqa: PLR2004
        return 2
    return 1 if _in_order(wanted, name + mention.token.unit) else 0


def _in_order(wanted: str, name: str) -> bool:
    """参考人 stands in 参考学生人: every character of the one in the other, in order, the first two together."""
    at = name.find(wanted[:2])
    rest = iter(name[at + 2 :])
    return at >= 0 and all(c in rest for c in wanted[2:])
