"""Documents that a report cites by number, and the form of the number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.passages import Passage
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words

NUMBER = re.compile(r"[〔\[（(【](?P<year>(?:19|20)\d\d)[〕\]）)】]\s?第?(?P<n>\d+)号")
AGENCY = re.compile(r"[\u4e00-\u9fff]{1,10}$")
LINK = re.compile(
    r".*(?:根据|依据|按照|依照|以及|印发|关于|文件|通知|及|和|与|的|以|按|据|由|是|局|厅|部|府)(?=[\u4e00-\u9fff])"
)
HISTORY = re.compile(r"废止|代替|取代|原依据|修订前|同时停止|不再执行")
SHORTEST = 2  # characters of an agency's code


def citations(prose: Prose) -> Iterator[Statement]:
    """Every document number with the agency's code before it."""
    for reading in prose.readings:
        passage = reading.passage
        if "号" not in passage.text and "]" not in passage.text and "〕" not in passage.text:
            continue
        for m in NUMBER.finditer(passage.text):
            yield from _cited(passage, m)


def _cited(passage: Passage, m: re.Match[str]) -> Iterator[Statement]:
    text = passage.text
    before = AGENCY.search(text[: m.start()])
    code = LINK.sub("", before[0]) if before else ""
    if len(code) < SHORTEST:
        return
    start = m.start() - len(code)
    proper = f"{code}〔{m['year']}〕{m['n']}号"
    printed = text[start : m.end()]
    notes = (Part("note", text=h[0], says=("历史沿革",)),) if (h := HISTORY.search(_sentence(text, start))) else ()
    form = "规范" if printed == proper else "不规范"
    yield Statement((words("citation", passage, start, m.end(), form, subject=proper), *notes))


def _sentence(text: str, at: int) -> str:
    start = text.rfind("。", 0, at) + 1
    end = text.find("。", at)
    return text[start : end if end >= 0 else len(text)]
