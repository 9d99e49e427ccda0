"""What a report says of all its goals at once: 各项绩效指标均已完成; 年初设定的绩效目标全部实现."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gouji.extraction.prose import Prose
from gouji.extraction.statement import Statement, words
from gouji.extraction.wordlists import Groups, either, groups_of

YEAR = re.compile(r"(?:19|20)\d\d|上年|去年|上一年|上半年|季度|\d+月")
NONE_LEFT = re.compile(r"(?:未发现|没有|无|不存在)(?:[^，。；]{0,4}的)?未(?:完成|达标|达到)[^，。；]{0,4}")
SENTENCE = re.compile(r"[^。；！？]*")
TITLE = 30  # characters of a heading that may narrow what stands under it


def overall(prose: Prose) -> Iterator[Statement]:
    """Every sentence that says of all goals of the report that they were reached, with no word of exception."""
    everything, narrowed, excepted, settled = _words(groups_of(prose.words["claims"]))
    if any(settled.search(reading.passage.text) for reading in prose.readings):
        return
    for reading in prose.readings:
        passage = reading.passage
        if passage.cell or any(narrowed.search(t[:TITLE]) for t in prose.heading_texts(passage.index)):
            continue
        for m in everything.finditer(passage.text, passage.body):
            sentence = SENTENCE.match(passage.text, m.start("said"))
            rest = NONE_LEFT.sub("", sentence[0]) if sentence else ""
            years = {y[0] for y in YEAR.finditer(m[0])} - {str(prose.profile.fiscal_year)}
            if not years and not excepted.search(rest):
                yield Statement((words("claim", passage, m.start("said"), m.end(), "指标全部完成"),))


@cache
def _words(known: Groups) -> tuple[re.Pattern[str], ...]:
    w = dict(known)
    goals, manner = either(w, "goals"), "(?:已|已经|圆满|顺利|如期|按期|按时|高质量|较好|地)*"
    every = r"各项|所有|全部|[一二三四五六七八九十\d]+项"
    set_ = r"(?:年初|年度|全年|本年度?|当年|(?:19|20)\d\d年度?)(?:设定|确定|下达|批复|申报|制定|承诺)?的?"
    whole = f"(?P<said>(?:{set_})?(?:{every})?(?:部门整体支出|部门整体|部门|整体)?(?:年度)?(?:{goals}))"
    # 指标 and 目标 alone are those of whatever the sentence is about
    named = rf"(?:绩效|{every}|年初|年度)"
    done = rf"(?:值|任务|数)?{manner}(?:均|都|全部|全面|全都){manner}(?:全部|均)?{manner}(?:完成|达成|实现|达到|达标)"
    ends = r"(?:了)?(?:[^，。；\d]{0,8}(?:目标|要求|预期|标准))?(?:值)?(?=[，。；]|$)"
    opened = rf"(?:^|(?<=[。；！？、. 　）)])|(?<=^)|(?:(?:{either(w, 'summing_up')})[^，。；]{{0,8}}，))"
    return (
        re.compile(rf"{opened}(?=[^，。；]{{0,12}}{named}){whole}{done}{ends}"),
        re.compile(either(w, "narrowing")),
        re.compile(either(w, "excepting")),
        re.compile(either(w, "settled")),
    )
