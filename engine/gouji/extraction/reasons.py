"""The box in which a report says for all its indicators why they fell short: 扣分原因：…; 偏差大或目标未完成原因."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.formgrid import form_passages
from gouji.extraction.passages import Passage
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words
from gouji.extraction.wordlists import either

EMPTY = 4  # characters that say nothing: 无, 暂无
HEADING = 24  # characters of a heading that names the box
SET_LOW = re.compile(r"(?:目标|指标|任务)[^，。；]{0,6}(?:偏低|过低|定低|保守|偏小)")


def reasons(prose: Prose) -> Iterator[Statement]:
    """What stands after the words that open the box, to the end of its paragraph or in the next one."""
    opens = re.compile(
        rf"(?:{either(prose.words['claims'], 'reason_box')})[^，。；：:]{{0,6}}(?:[:：]|在于|是|系|为|如下)?"
    )
    readings = prose.readings
    in_forms = form_passages(prose)  # their boxes are read by formboxes
    for n, reading in enumerate(readings):
        passage = reading.passage
        for low in SET_LOW.finditer(passage.text, passage.body):
            yield Statement((words("report.deviation_reason", passage, low.start(), low.end(), "超额原因"),))
        m = opens.search(passage.text, passage.body)
        if m is None or passage.index in in_forms:
            continue
        rest = len(passage.text) - m.end()
        if rest > EMPTY:
            yield Statement((words("report.deviation_reason", passage, m.end(), len(passage.text), "有实质原因"),))
        elif len(passage.text) <= HEADING and n + 1 < len(readings):
            following = readings[n + 1].passage
            says = "有实质原因" if len(following.text) - following.body > EMPTY else "空话"
            part = words("report.deviation_reason", following, following.body, len(following.text), says)
            if following.body < len(following.text):
                yield Statement((part,))


def set_low(passage: Passage, start: int, end: int) -> Iterator[Part]:
    """目标设定偏低: why a result is far beyond its target, in clean characters `start` to `end` of a passage."""
    if m := SET_LOW.search(passage.text, start, max(start, end)):
        yield words("deviation_reason", passage, m.start(), m.end(), "超额原因")
