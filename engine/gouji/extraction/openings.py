"""Words that open a list of parts, and how far the list may reach: 其中, 包括, 按…分, a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.extraction.passages import CLOSE, OPEN
from gouji.extraction.terms import box_at
from gouji.extraction.wholes import ListWords

OF_WHICH = re.compile(r"其中(?:[:：，,]|的是)?")
BY = re.compile(r"(?:按|从|分)[^，。；：（）\d]{1,12}?(?:看|划分|分类|分解|统计|分)(?:[，：:]|$)")
MADE_OF = re.compile(
    r"(?:(?:^|(?<=[，；：（(]))(?:共|均)?由(?=[^。；，]*\d[^。；]*?(?:构成|组成|合成|形成|汇成|凑成)(?:[，。；）]|$))"
    r"|(?:(?<=\d[\u4e00-\u9fff])|(?<=\d[\u4e00-\u9fff]{2}))由(?=[^。；，]*\d[^。；，]*?(?:构成|组成)(?:[，。；）]|$)))"
)
COLON = re.compile(r"(?<=[\d一-鿿])[:：](?=[^\d，。；：]{2,14}[\d一二三四五六七八九十两])")
PARTIAL = re.compile("主要(?!用于以下方面)|重点|部分|例如|比如")
VIEW = re.compile(r"[，；](?:从|按|分)[^，。；：\d]{1,10}(?:看|划分|分类)[，：:]")
END = re.compile(r"[。！？]")
BREAK = re.compile(r"[。！？；;]")


@dataclass(frozen=True, slots=True)
class Opening:
    """Words that open a list: where they begin and end, how far the list may reach, what they are.

    `closed`: they promise the whole list. `wide`: the list goes on over ；. `hint`: words that may name the total.
    """

    start: int
    end: int
    stop: int
    kind: str
    closed: bool
    wide: bool
    hint: str = ""


def opener_words(known: ListWords) -> re.Pattern[str]:
    """Words that open a list, with what leads to them and a colon or a word that does the colon's work."""
    words = known.group("openers").pattern
    return re.compile(
        rf"(?:^|[，。；：（(—])(?P<pre>[^，。；：、（）()\d]{{0,10}}?)(?P<word>(?:{words})+)(?P<colon>(?:（[^（）\d]*）)?[:：]|[为是](?=[^，。；：、\d]{{0,12}}[\d一二三四五六七八九十两])|(?<=[为由括含即是])|(?=按))"
    )


def openings(text: str, opener: re.Pattern[str]) -> Iterator[Opening]:
    """Every place of a text where words open a list of parts, kind by kind."""
    for m in OF_WHICH.finditer(text):
        colon = m[0][-1] in ":："
        wide = colon or m.start() == 0 or text[m.start() - 1] in "。！？"
        yield Opening(m.start(), m.end(), _end(text, m.start(), m.end(), wide=wide), "其中", closed=colon, wide=wide)
    for m in BY.finditer(text):
        stop = _end(text, m.start(), m.end(), wide=True)
        yield Opening(
            m.start(), m.end(), stop, "按", closed=True, wide=True, hint=text[max(0, m.start() - 6) : m.start()]
        )
    for m in opener.finditer(text):
        wide = m["colon"][-1:] in (":", "：") and box_at(text, m.start("word")) < 0
        closed = not PARTIAL.search(m["pre"] + m["word"])
        stop = _end(text, m.start("word"), m.end(), wide=wide)
        yield Opening(m.start("pre"), m.end(), stop, "列", closed=closed, wide=wide, hint=m["pre"])
    for m in MADE_OF.finditer(text):
        stop = _end(text, m.start(), m.end(), wide=False)
        yield Opening(m.start(), m.end(), stop, "列", closed=True, wide=False)
    for m in COLON.finditer(text):
        stop = _end(text, m.start(), m.end(), wide=True)
        hint = _sentence_to(text, m.start())
        closed = not PARTIAL.search(hint.rsplit("，", 1)[-1])  # 重点布置在3个村：
        yield Opening(m.start(), m.end(), stop, "：", closed=closed, wide=True, hint=hint)


def _end(text: str, start: int, end: int, *, wide: bool) -> int:
    """Where the list that words from `start` to `end` open may end at most."""
    return list_end(text, end, box_at(text, start), wide=wide)


def _sentence_to(text: str, at: int) -> str:
    """The sentence up to a character."""
    return text[max(text.rfind(c, 0, at) for c in "。；！？") + 1 : at]


def list_end(text: str, at: int, box: int, *, wide: bool) -> int:
    """The end of a list that begins at `at`: its bracket's, its sentence's or its segment's."""
    if box >= 0:
        depth = 1
        for i in range(at, len(text)):
            depth += (text[i] in OPEN) - (text[i] in CLOSE)
            if not depth:
                return i
    m = (END if wide else BREAK).search(text, at)
    stop = m.start() if m else len(text)
    view = VIEW.search(text, at, stop)
    return view.start() if view else stop
