"""Traces in the text: doubled words and stops, lone brackets, blanks left open, wrong characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gouji.extraction.mention import Reading
from gouji.extraction.passages import Passage
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words

DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,4})\1")
NUMERAL = re.compile(r"[一二三四五六七八九十百千万两每个年月日天]")
COMPOUND = re.compile(r"进度|质量|造价|总量|数量|管理|经费|资金|率|库")  # 道路工程工程进度: two words
STOPS_TWICE = re.compile(r"(?<![。，；：、])(?:([。，；：、])\1(?!\1)|[，、；][。；]|。[，、；])")
BLANK = re.compile(
    r"(?<![A-Za-z0-9×])(?:[Xx]{2,4}|×{2,4}|＊{2,}|\*{3,}|〇〇〇)(?![A-Za-z0-9×])|[（(【]\s*(?:待补充|待填|待定)\s*[）)】]"
)
HINT = re.compile(
    r"[（(][^（）()]{0,24}\d+字(?:以内|左右|以上)?[^（）()]{0,6}[）)]|[（(](?:此处|请)(?:填写|简述|说明|简要)[^（）()]{0,30}[）)]"
)
NEITHER = re.compile(r"没有[^，。；]{2,20}?(?:0|零)(?:次|起|件|人|例|宗)?(?=[，。；]|$)")
PERSONAL = re.compile(r"(?:以|由)我(?:任|为|担任|牵头)[^，。；]{0,6}|我本人|我个人(?:认为)?")
NO_DATE = re.compile(  # a year no report is of, a thirteenth month, a thirty-first day of a short month
    r"(?<![\d.])(?:[03-9]\d{3}|2[1-9]\d\d|\d{5,6})年(?:\d{1,2}月(?:\d{1,2}日)?)"
    r"|(?<![\d.])(?:19|20)\d\d年(?:1[3-9]|[2-9]\d|00?)月(?!均)(?:\d{1,2}日)?"
    r"|(?:(?<![\d.])(?:19|20)\d\d年)?(?<![\d.])(?:(?:0?[469]|11)月31日|0?2月3[01]日|(?:0?[1-9]|1[0-2])月(?:3[2-9]|[4-9]\d)日)"
)
# what a trace is called, its pattern, and words of which every trace of the kind holds one: quicker to look for
PLAIN = (
    ("日期有误", NO_DATE, ("月",)),
    ("标点重复", STOPS_TWICE, ("",)),
    ("占位符", BLANK, ("XX", "Xx", "xX", "xx", "××", "＊＊", "***", "〇〇〇", "待补充", "待填", "待定")),
    ("填表提示", HINT, ("字", "（此处", "(此处", "（请", "(请")),
    ("双重否定", NEITHER, ("没有",)),
    ("个人自称", PERSONAL, ("我",)),
)
PAIRS = {"（": "）", "《": "》", "“": "”", "【": "】", "〔": "〕", "「": "」"}
CLOSES = {close: open_ for open_, close in PAIRS.items()}
BRACKET = re.compile(r"[（）()《》“”【】〔〕\[\]「」]")
HALF = str.maketrans("()[]", "（）〔〕")
LIST_NUMBER = re.compile(r"(?:^|[。；，：、　）])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$")
AROUND = 16  # characters shown before a lone bracket


@dataclass(frozen=True)
class _Words:
    fine: frozenset[str]
    typo: re.Pattern[str]
    right: dict[str, str]
    not_typos: tuple[str, ...]
    money: re.Pattern[str]


def marks(prose: Prose) -> Iterator[Statement]:
    """Every trace, each a statement of its own."""
    table = prose.words["marks"]
    groups = ("reduplications", "not_typos", "money", "fund")
    known = _compiled(tuple(table["typos"].items()), *(str(table[name]) for name in groups))
    for reading in prose.readings:
        for part in _in_passage(reading, known):
            yield Statement((part,))
        for span in reading.passage.residue:
            yield Statement((Part("mark", text="[…]", span=span, says=("转换残留",)),))


@cache
def _compiled(
    typos: tuple[tuple[str, str], ...], reduplications: str, not_typos: str, verbs: str, funds: str
) -> _Words:
    right = dict(typos)
    spent, money = "|".join(verbs.split()), "|".join(funds.split())
    return _Words(
        frozenset(reduplications.split()),
        re.compile("|".join(sorted(map(re.escape, right), key=len, reverse=True))),
        right,
        tuple(not_typos.split()),
        re.compile(rf"(?:{spent})[^，。；：\d]{{0,10}}(?:{money})(?:达到?|为|共|共计|总额|合计)?$"),
    )


def _in_passage(reading: Reading, known: _Words) -> Iterator[Part]:
    passage = reading.passage
    text = passage.text
    if not passage.cell and "|" not in text:
        yield from _doubled(passage, known)
        yield from _brackets(passage)
        yield from _without_unit(reading, known)
    for says, pattern, hints in PLAIN:
        for m in pattern.finditer(text) if any(hint in text for hint in hints) else ():
            yield words("mark", passage, m.start(), m.end(), says)
    for m in known.typo.finditer(text):
        near = text[max(0, m.start() - 3) : m.end() + 3]
        if not any(fine in near for fine in known.not_typos):
            yield words("mark", passage, m.start(), m.end(), "常见错字", subject=known.right[m[0]])


def _doubled(passage: Passage, known: _Words) -> Iterator[Part]:
    """A word written twice running; 家家户户 and what people do say twice are none."""
    text = passage.text
    if "。" not in text and "，" not in text:
        return
    for m in DOUBLED.finditer(text):
        word = m[1]
        joined = COMPOUND.match(text, m.end())
        if NUMERAL.search(word) or m[0] in known.fine or len(set(word)) == 1 or joined:
            continue
        yield words("mark", passage, m.start(), m.end(), "叠词")


def _brackets(passage: Passage) -> Iterator[Part]:
    """The first bracket or quotation mark of a passage that lacks its other half."""
    opened: list[tuple[str, int]] = []
    for m in BRACKET.finditer(passage.text, passage.body):
        c = m[0].translate(HALF)
        if c in PAIRS:
            opened.append((c, m.start()))
        elif opened and opened[-1][0] == CLOSES[c]:
            opened.pop()
        elif c != "）" or not LIST_NUMBER.search(passage.text[: m.start()]):
            yield _lone(passage, m.start())
            return
    if opened:
        yield _lone(passage, opened[0][1])


def _lone(passage: Passage, at: int) -> Part:
    text = passage.text
    if text[at].translate(HALF) in PAIRS:
        end = min((i for c in "，。；" if (i := text.find(c, at)) >= 0), default=len(text))
        return words("mark", passage, at, min(max(end, at + 1), at + AROUND), "括号不成对")
    start = max(text.rfind(c, 0, at) for c in "，。；") + 1
    return words("mark", passage, max(start, at - AROUND), at + 1, "括号不成对")


def _without_unit(reading: Reading, known: _Words) -> Iterator[Part]:
    """发放劳务费936。: a bare figure after words of money, at the end of its clause."""
    text = reading.passage.text
    if "万元）" in text or "元）" in text or "单位：" in text:
        return
    for token in reading.tokens:
        if token.kind != "bare" or text[token.end : token.end + 1] not in ("。", "；", "，", ""):
            continue
        start = max(text.rfind(c, 0, token.start) for c in "，。；：") + 1
        m = known.money.search(text[start : token.start])
        if m:
            yield words("mark", reading.passage, start + m.start(), token.end, "单位缺漏")
