"""Document → passages: clean text a grammar can read, every clean character tied to its place in the document.

White space goes, full-width digits fold to plain ones, converter residue is dropped, and lines that a page broke are
joined again. A gap of two blanks or more inside a line is kept as one ideographic space: it separates columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gouji.document import Block, Cell, Document, Span

GAP = "　"
HEADING = 40  # characters of a labelled line that is a heading rather than a sentence
PIPE = "|"
OPEN, CLOSE = "（(", "）)"
RESIDUE = re.compile(r"\[(?:bookmark|image)[:：][^\]\n]*\]|PAGEREF _Toc\d+(?: \\h)?|HYPERLINK \"[^\"]*\"")
LABEL = re.compile(
    r"(?:第[一二三四五六七八九十百]{1,4}[章节条篇部]分?(?:之[一二三四五])?|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[（(]\d{1,2}[）)]|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}[、.．]|\d{1,2}(?=　[\u4e00-\u9fff])"
    r"|\d{1,2}(?![个项户人家座件次万亿元名条年月日季类级期批种所处位亩公])(?=[\u4e00-\u9fff]{3,14}$)|\d{1,2}[)）]|\d{1,2}(?:\.\d{1,2}){1,3}(?![\d.%])(?=[^\d%])"
    r"|\d{1,2}[、．](?!\d)|\d{1,2}\.(?!\d)|\d{1,2}-\d{1,2}(?![\d年月])|[①-⑳㈠-㈩⑴-⒇]|[◆●■▲★◇○◎※•·][ ]?|指标\d{1,2})"
)
DOTTED = re.compile(r"\d+(?:\.\d+)+")
UNITLIKE = "万亿千百元亩公平吨米人户个名件次项分倍度辆台处座家所株头只场期份"  # may be the unit of a figure
FOLD = {
    ord(c): unicodedata.normalize("NFKC", c)
    for c in "０１２３４５６７８９％．＋－／ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
}
FOLD |= {ord("﹪"): "%", ord("∶"): "：", ord("㎡"): "㎡"}
INVISIBLE = "\u200b\u200c\u200d\ufeff\u2060\u00ad"
UNSEEN = {ord(c): None for c in INVISIBLE}
WORD = re.compile(rf"[^\s{INVISIBLE}]+")
STOPS = "。；：！？"
PAGE_NUMBER = re.compile(r"[—\-–]?\s*\d{1,3}\s*[—\-–]?|第\s*\d{1,3}\s*页.*")
FIRST_CHUNK = re.compile(r"[\d,.%A-Za-z“（《]*.[，。、；：”）》]*")
NARROW = re.compile(r"[\x00-\u2e7f]")
GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:(?P<sure>(?:，\d{3})+\.\d{1,2}|(?:，\d{3}){2,})|(?:，\d{3})+)(?![\d.])")
HALF_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
HALF_STOP = re.compile(r"(?<=.{4}[\u4e00-\u9fff%”）])\.(?=$|[\u4e00-\u9fff])")
WRAP_MIN, WRAP_MAX = 40, 180  # display columns of a line that may have been broken by a page


@dataclass(frozen=True)
class Passage:
    """A paragraph or cell: `text` is clean, `offsets[i]` the document offset of its i-th character.

    `label` is its list number ("（一）", "3."), typed or automatic; `body` where the text after a typed label begins.
    `residue` is what a word processor left in it, dropped from the text.
    """

    index: int
    text: str
    offsets: tuple[int, ...]
    blocks: tuple[int, ...]
    label: str = ""
    body: int = 0
    level: int = 0
    cell: Cell | None = None
    residue: tuple[Span, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The document's characters for clean characters `start` to `end` (exclusive)."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    @cached_property
    def heading(self) -> bool:
        """Short, and by style or label a heading rather than a sentence."""
        return self.level > 0 or (
            bool(self.label) and len(self.text) - self.body < HEADING and "，" not in self.text[self.body :]
        )


def passages(document: Document) -> tuple[Passage, ...]:
    """All passages of a document that hold any text, in reading order."""
    made: list[Passage] = []
    for blocks in _paragraphs(document):
        text, offsets = _clean(document, blocks)
        if not text:
            continue
        first = blocks[0]
        typed = None if first.cell else _label(text, offsets)
        made.append(
            Passage(
                len(made),
                text,
                offsets,
                tuple(b.number for b in blocks),
                typed[0] if typed else first.label,
                typed.end() if typed else 0,
                first.level,
                first.cell,
                tuple(_residue(document, blocks)),
            )
        )
    return tuple(made)


def _residue(document: Document, blocks: list[Block]) -> Iterator[Span]:
    for block in blocks:
        raw = document.quote(block.span)
        if "[" in raw or "_Toc" in raw or "HYPERLINK" in raw:
            yield from (Span(block.span.start + m.start(), block.span.start + m.end()) for m in RESIDUE.finditer(raw))


def _label(text: str, offsets: tuple[int, ...]) -> re.Match[str] | None:
    """The list number a paragraph begins with; 33.6万 is a figure, 3.6 户厕 a numbered heading, and so is 1. 6.26."""
    found = LABEL.match(text)
    if found and DOTTED.fullmatch(found[0]):
        apart = next((i for i in range(2, found.end()) if text[i - 1] == "." and offsets[i] > offsets[i - 1] + 1), 0)
        found = LABEL.match(text, 0, apart) if apart else found  # 1. 6.26国际禁毒日
    if found and DOTTED.fullmatch(found[0]) and found.end() < len(text) and text[found.end()] in UNITLIKE:
        return found if offsets[found.end()] > offsets[found.end() - 1] + 1 else None
    return found


def _width(text: str) -> int:
    return 2 * len(text) - len(NARROW.findall(text))


def _paragraphs(document: Document) -> Iterator[list[Block]]:
    """Blocks that make one paragraph: one each, except where a page broke the lines of a plain text."""
    if document.format != "txt":
        yield from ([b] for b in document.blocks)
        return
    width = _wrap_width(document)
    run: list[Block] = []
    blank = 0
    for block in document.blocks:
        line = document.quote(block.span).strip()
        if width and PAGE_NUMBER.fullmatch(line):
            continue
        if not line:
            blank += 1
            continue
        if run and width and _goes_on(document.quote(run[-1].span).strip(), line, width, blank):
            run.append(block)
        else:
            if run:
                yield run
            run = [block]
        blank = 0
    if run:
        yield run


def _wrap_width(document: Document) -> int:
    """The column at which the lines of a hard-wrapped text end; 0 if its lines are paragraphs."""
    lines = [document.quote(b.span).strip() for b in document.blocks]
    lines = [line for line in lines if PIPE not in line]
    long = sorted(w for w in map(_width, lines) if w > WRAP_MIN)
    if len(long) <= 8:  # noqa: PLR2004
        return 0
    width = long[len(long) * 4 // 5]
    full = [line for line in lines if abs(_width(line) - width) <= 5]  # noqa: PLR2004
    unstopped = sum(line[-1] not in STOPS for line in full)
    return width if width < WRAP_MAX and len(full) * 5 > len(long) and unstopped * 2 > len(full) else 0


def _goes_on(before: str, line: str, width: int, blank: int) -> bool:
    """A line is full when the next unbreakable chunk would not have fitted: then the next line continues it."""
    stopped = before[-1] in STOPS
    if blank > 1 or (blank == 1 and stopped) or _width(before) * 10 <= width * 7:
        return False
    if PIPE in before or PIPE in line:
        return False  # a row of a table ends with its line
    if LABEL.match(line) and (stopped or not re.match(r"\d", line)):
        return False
    chunk = FIRST_CHUNK.match(line)
    return not stopped or _width(before) + _width(chunk[0] if chunk else "") > width - 6


def _clean(document: Document, blocks: list[Block]) -> tuple[str, tuple[int, ...]]:
    """The clean text of blocks that make one paragraph, and the document offset of every character of it."""
    words: list[str] = []
    offsets: list[int] = []
    for block in blocks:
        raw = document.quote(block.span)
        if "[" in raw or "_Toc" in raw:
            raw = RESIDUE.sub(lambda m: "\u200b" * len(m[0]), raw)
        end = -1  # a line end never makes a gap, but a figure never runs over it into another
        for m in WORD.finditer(raw):
            if words:
                blank = raw[end : m.start()].translate(UNSEEN) if end >= 0 else "\n"
                joint = _joint(words[-1][-1], m[0][0], blank, single=len(blocks) == 1) if blank else ""
                if joint:
                    words.append(joint)
                    offsets.append(block.span.start + m.start() - 1)
            words.append(m[0])
            offsets.extend(range(block.span.start + m.start(), block.span.start + m.end()))
            end = m.end()
    text = "".join(words)
    return _stops(_thousands(text, text.translate(FOLD))), tuple(offsets)


def _joint(before: str, after: str, blank: str, *, single: bool) -> str:
    """What stands for white space between two characters: a gap between columns, a blank between figures, or nothing."""
    wide = len(blank) + sum(c in "\t　\v" for c in blank)
    if wide > 1 and (single or before not in STOPS):
        return GAP
    return " " if before.isdecimal() and after.isdecimal() else ""


def _thousands(raw: str, folded: str) -> str:
    """A full-width comma groups the digits of １，１６５, of 1，531.23 and of 1，531，230; elsewhere it parts two figures."""
    if "，" not in raw:
        return folded
    return GROUPED.sub(
        lambda m: m[0].replace("，", ",") if m["sure"] or raw[m.start()] != folded[m.start()] else m[0], folded
    )


def _stops(text: str) -> str:
    """Half-width commas and full stops beside Chinese words as the full-width ones they stand for."""
    if "," in text:
        text = HALF_COMMA.sub("，", text)
    return HALF_STOP.sub("。", text) if "." in text else text
