"""What a part of the money was to be spent on: the budget stated before under the same name, or all that arrived.

预算批复1150万元，其中运维费600万元、改造费180万元。… 改造费支付96万元，执行率53%
中央财政下达1876万元，县级配套384万元。… 县级资金支出368万元，执行率96%
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.stretches import words_before

SPENT = re.compile(
    r"^(?P<name>[^\d]{2,12}?)(?:累计|实际|共|已|全年)*(?:支付|支出|使用|拨付|执行|完成支付)(?:了|为|约|共)*$"
)
LEVEL = re.compile(r"^(?:中央|省级?|市级?|县级?|区级?|镇级?|乡级?|自治区|兵团)(?:财政)?")
GIVEN = re.compile(r"预算|下达|批复|安排|到位|配套|拨入|筹措|筹集")
NOT_GIVEN = re.compile(r"支付|支出|使用|执行|结余|结转|剩余|缺口|上年|去年|中标|决算|未")
KIND = re.compile(r"(?:专项)?(?:补助)?(?:资金|经费|补助)$")
ARRIVED = re.compile(r"(?:合计|总计|共计?|累计|全部|总|资金)到位(?:资金)?$")
PLANNED = re.compile(r"(?:总投资|概算|总概算|预算数?|资金总额|投资总额|总额|安排|批复|下达)(?:为|共|合计|约|：)*$")
FAR = 4  # passages back that the names may stand


def own_bases(top: Mention, prose: Prose) -> list[Mention]:
    """The sums that a budget stated before gives the thing a payment is for, those of the nearest sentence."""
    m = SPENT.match(top.lead)
    if m is None:
        return []
    found = [x for x in _before(top, prose) if _same(m["name"], x) and _given(x)]
    return [x for x in found if x.sentence == found[-1].sentence]


def _same(name: str, base: Mention) -> bool:
    """县级资金 and 县级配套…: of one level of government, or of the very same name."""
    level, lead = LEVEL.match(name), re.sub(r"^(?:其中|包括|含)[：:]?", "", base.lead)
    if level and KIND.sub("", name[level.end() :]) == "":
        return lead.startswith(level[0])
    return lead in (name, KIND.sub("", name))


def _given(base: Mention) -> bool:
    text, passage = base.passage.text, base.passage
    start = text.rfind("。", passage.body, base.start) + 1
    end = text.find("。", base.end)
    sentence = text[max(start, passage.body) : end if end >= 0 else len(text)]
    return bool(GIVEN.search(sentence)) and not NOT_GIVEN.search(base.lead)


def _before(top: Mention, prose: Prose) -> Iterator[Mention]:
    """The sums of money stated before, in order."""
    for index in range(max(top.passage.index - FAR, 0), top.passage.index + 1):
        for m in prose.readings[index].mentions:
            if m.figure.dimension == "元" and m.form == "value" and m.sentence < top.sentence:
                yield m


def received_only(top: Mention, prose: Prose) -> list[Mention]:
    """All that arrived, told just before, and every sum that may have been the plan: each is a reading of the base."""
    arrived = [m for m in _before(top, prose) if ARRIVED.search(m.lead) and top.passage.index - m.passage.index <= 1]
    if not arrived:
        return []
    planned = [
        m
        for m in prose.mentions()
        if m.figure.dimension == "元" and m.start != top.start and PLANNED.search(words_before(m)) and not m.percent
    ]
    return list({m.span: m for m in (*arrived, *planned)}.values())
