"""What the words that lead to a figure make of it: a starting point, a change, a rate, a share, a mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from gouji.extraction.cues import Cues
from gouji.extraction.mention import PERCENT, POINTS, Form
from gouji.extraction.numerals import Token

Sort = Literal["points", "percent", "multiple", "plain"]
UNLED: Mapping[Sort, Form] = {"points": "change", "percent": "percent", "multiple": "multiple", "plain": "value"}
PLACED = re.compile(  # 份额最大，达40%; 某某次之，为31%: the clause before says what the share is of
    r"(?:占比|比重|份额|比例)(?:最[大高多小低少]|居[首前第][一二三四位]*|[较更][大高小低]|领先|靠前|第[一二三四五])[，,]$"
    r"|[\u4e00-\u9fff]{2}(?:紧随其后|紧跟其后|次之|居次|其次|居第[二三四五]位?|位[居列]第[二三四五]位?|排第[二三四五]位?|最[大多高少小低])[，,]$"
)
NEAR = 20  # characters before a lead in which such a clause may stand
SHORT_BRACKET = re.compile(r"[（(][^（）()\d，。；：]{1,7}[）)]")


def sort_of(token: Token) -> Sort:
    """What sort of number a figure is, as far as its form goes."""
    if token.unit in POINTS:
        return "points"
    if token.unit in PERCENT:
        return "percent"
    return "multiple" if token.unit == "倍" else "plain"


def form_of(token: Token, lead: str, lead_start: int, text: str, cues: Cues) -> tuple[Form, str]:
    """The form that its lead, which begins at `lead_start`, gives a figure; the noun that a rate or share names."""
    sort = sort_of(token)
    words = SHORT_BRACKET.sub("", lead)  # 满意度（满意＋较满意）94%
    for form, pattern in _patterns(cues)[sort]:
        m = pattern.search(words)
        if not m or (form == "from" and not _to_follows(text, token.end)):
            continue
        if form in ("change", "decrease") and sort == "plain" and not _compared(lead, text, lead_start):
            continue
        return form, (m.groupdict().get("of") or "").strip("了约的")
    if sort == "percent" and PLACED.search(text[max(0, lead_start - NEAR) : lead_start]) and only_links(lead, cues):
        return "share", ""
    return UNLED[sort], ""


def only_links(lead: str, cues: Cues) -> bool:
    """Whether words say no more than 达 or 为."""
    return re.fullmatch(cues.links, lead) is not None


@lru_cache(maxsize=4)
def _patterns(cues: Cues) -> dict[Sort, list[tuple[Form, re.Pattern[str]]]]:
    """For each sort of figure, what the end of its lead makes of it; the first that fits wins."""
    up, down, links = cues.either("up"), cues.either("down"), cues.links
    to = re.compile(
        rf"(?:{cues.either('to')}|(?:{up}|{down})(?![率幅速])[^，达]{{0,4}}(?:到|至))(?:(?:(?:19|20)\d\d年[度末底]?|年[末底]|今年|本年度?|目前|现在)的?)?(?:近|约|了|超过?|逾|接近|将近)?$"
    )
    origin = re.compile(r"(?:由|从)[^，]{0,18}$")
    plan = cues.either("target", "budget")
    grown = re.compile(rf"(?:{up})(?:率|幅|幅度|速度)?{links}$")
    fallen = re.compile(rf"(?:{down})(?:率|幅|幅度)?{links}$")
    of_plan = re.compile(
        rf"(?:{cues.either('of_plan')}){links}$|(?:完成|占|为|是|达到?|相当于|达)[^，。]{{0,12}}(?:{plan})[^，、。]{{0,6}}的{links}$|^(?:{plan})的{links}$|^的$"
    )
    return {
        "points": [("decrease", fallen), ("change", grown)],
        "percent": [
            ("to", to),
            ("from", origin),
            ("completion", of_plan),
            (
                "share",
                re.compile(
                    rf"(?:占比|比重|比例|份额){links}$|(?:占|相当于)(?P<of>[^，]*?)(?:总额|总数)?的?(?:比重|比例|份额|比)?{links}$"
                ),
            ),
            ("decline", fallen),
            ("growth", grown),
            ("rate", re.compile(rf"(?P<of>[^，、；。：（）]{{0,16}}(?:率|度|面|进度|比例|进展|比)){links}$")),
        ],
        "multiple": [("multiple", re.compile(".?"))],
        "plain": [
            ("to", to),
            ("from", origin),
            ("decrease", re.compile(rf"(?:{down})(?:了|额|额为|约|近|的)?(?:约|为)?$")),
            ("change", re.compile(rf"(?:{up})(?:了|额|额为|约|近|的)?(?:约|为)?$")),
            ("mean", re.compile(rf"(?:{cues.either('mean')})[^，、]{{0,8}}$")),
        ],
    }


def _to_follows(text: str, end: int) -> bool:
    """由/从 makes a starting figure only if 到/至/为 comes before the sentence ends."""
    rest = re.split(r"[。；]", text[end : end + 60])[0]
    return bool(re.search(r"到|至|[升降变少加高低大缩减调]为|缩短为|优化为|调整为|改为|翻", rest))


def _compared(lead: str, text: str, start: int) -> bool:
    """Whether a change is a change against something: a 比/较 in the clause, or a figure before it in the sentence."""
    if not re.search(r"新增|追加|净增|增加?$|减少?$|节约|节省|提高|下降|压减|增|减|多|少", lead[-6:]):
        return True
    if re.search(r"新增|净增|追加", lead[-4:]):
        return bool(re.search(r"比|较|同比|净增", lead))
    before = re.split(r"[。；]", text[max(0, start - 60) : start])[-1]
    return bool(re.search(r"比|较|与", lead + before) or re.search(r"\d|[一二三四五六七八九十]", before))
