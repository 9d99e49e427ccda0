"""Figures of some months that stand where the year's should: 前三季度完成税收… as what came of an annual indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.extraction.stretches import title_end

PARTIAL = re.compile(
    r"前[三3]个?季度|(?<!第)[3三]季度|1[—–\-至~]\d{1,2}月(?:份)?|上半年|前(?:\d{1,2}|[一二三四五六七八九十]{1,2})个月"
)
WHOLE_YEAR = re.compile(r"1[—–\-至~]12月|全年|下半年|四季度|12月|年底|年末")
DONE = re.compile(r"(?:完成|实现|达到|达)[^，。；]{0,16}$")
INDICATOR = re.compile(r"指标完成率|完成率|指标要求|年度目标|达成指标")
COMPARED = re.compile(r"同比|同期|上年|去年|增长|下降")


def periods(prose: Prose) -> Iterator[Statement]:
    """Every such figure in an indicator's account, with the target, if that is for the same months."""
    if not prose.profile.kind:
        return
    for reading in prose.readings:
        text = reading.passage.text
        if reading.passage.cell or not INDICATOR.search(text) or COMPARED.search(text) or WHOLE_YEAR.search(text):
            continue
        end = title_end(reading.passage) if reading.passage.label else 0
        titled = end < len(text) - 1  # 1) 前三季度税收12亿元。前三季度完成…: its first sentence is the target
        for mention in reading.mentions:
            if titled and mention.start < end:
                continue
            word = PARTIAL.search(mention.lead)
            if mention.form == "value" and not mention.percent and word and DONE.search(mention.lead):
                yield _statement(mention, word, prose)
                break


def _statement(mention: Mention, word: re.Match[str], prose: Prose) -> Statement:
    passage = mention.passage
    start = passage.text.find(word[0], mention.lead_start)
    span = passage.span(start, start + len(word[0]))
    parts = [Part("period_word", text=word[0], span=span, says=("部分期间",)), Part("actual", mention)]
    above = [passage.index] if passage.label else prose.places[passage.index].above[-1:]
    heads = (m for n in above for m in prose.readings[n].mentions if m.start < title_end(m.passage))
    for target in heads:
        if target is mention:
            continue
        if target.figure.dimension == mention.figure.dimension and PARTIAL.search(target.lead):
            parts.append(Part("target", target, says=("当期目标",)))
            break
    return Statement(tuple(parts))
