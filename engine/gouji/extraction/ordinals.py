"""Announced points and those told: 做好四件事：一是…；二是…; or segments that begin alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.mention import Reading
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words
from gouji.quantity import Unit, measure

ORDINALS = "一二三四五六七八九十"
ANNOUNCED = re.compile(
    r"(?P<n>[两二三四五六七八九十]|(?<!\d)[2-9])(?:个?方面|点|条|件事|件实事|项(?:工作|措施|任务|重点)?|个问题|大问题|类问题|个|(?=[：:]))[^，。；：\d]{0,8}[：:。]"
)
NAMED = re.compile(r"[和与及、][^，。；：、]{1,20}$")  # 增收和节支两方面采取措施。一要…: the two are named already
FIRST = re.compile(r"(?:^|[：:。])(?:一是|一要|1[.、．]|（1）|一、|第一，)")


def ordinals(prose: Prose) -> Iterator[Statement]:
    """Every announced number of points that 一是, 二是 … or like segments tell."""
    for reading in prose.readings:
        yield from _ordinals(reading)


def _ordinals(reading: Reading) -> Iterator[Statement]:
    """做好四件事：一是…；二是…；三是…."""
    passage = reading.passage
    text = passage.text
    for m in ANNOUNCED.finditer(text, passage.body):
        begin = m.end() - 1
        if text[begin] == "。" and NAMED.search(text, passage.body, m.start()):
            continue
        if FIRST.match(text, begin):
            spans = _ordinal_spans(text, begin)
        else:
            stop = text.find("。", m.end())
            spans = (
                _parallel(text, m.end(), stop if stop > 0 else len(text))
                if re.search("件事|项工作|件实事", m[0])
                else []
            )
        if len(spans) < 2:  # noqa: PLR2004
            continue
        n = ORDINALS.index(m["n"]) + 1 if m["n"] in ORDINALS else 2 if m["n"] == "两" else int(m["n"])
        figure = measure(m["n"], str(n), Unit("个", "个", counted=True))
        claim = Part("claimed_count", text=m["n"], span=passage.span(m.start("n"), m.end("n")), figure=figure)
        yield Statement((claim, *(words("listed_item", passage, a, b) for a, b in spans)))


def _ordinal_spans(text: str, begin: int) -> list[tuple[int, int]]:
    """一是, 二是 … in order, as far as they go."""
    found: list[int] = []
    at = begin
    for ordinal in ORDINALS:
        m = re.compile(rf"(?:^|[：:。；，]){ordinal}(?:是|要|、)").search(text, at)
        if not m:
            break
        found.append(m.end() - 2)
        at = m.end() - 1
    return [(a, a + 2) for a in found]


def _parallel(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """抓…；抓…；抓…: segments that begin alike."""
    found: list[tuple[int, int]] = []
    at = begin
    for piece in text[begin:end].split("；"):
        found.append((at, at + len(piece)))
        at += len(piece) + 1
    return found if len(found) > 1 and len({text[a] for a, b in found if b > a}) == 1 else []
