"""Totals with their parts after them: 其中, 包括, 按…分, a bracket, a colon, or 支出中."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.extraction.alike import alike
from gouji.extraction.clauses import CLOSE, OPEN, Reading
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Statement
from gouji.extraction.terms import BASE, TOTALS, Term, terms, tidy
from gouji.extraction.wholes import ListWords, account, etc, generic, list_words, statement, total_among

OF_WHICH = re.compile(r"其中(?:[:：，,]|的是)?")
BY = re.compile(r"(?:按|从|分)[^，。；：（）\d]{1,12}?(?:看|划分|分类|分)(?:[，：:]|$)")
WITHIN = re.compile(r"(?:^|(?<=[，。；：、（(]))(?:其中)?(?P<of>[一-鿿“”（）]{2,14}?)(?:之)?中[，,：:]?(?=[^，。；：])")
NEW_MATTER = re.compile(
    r"^(?:新增|完成|建设|修复|治理|开展|实施|推进|投入|安排|带动|开工|投产|培育|引进|打造|惠及|下达|发现|立案|参演|发放|出动|解除"
    r"|占|比|较|同比|办结|整改|查处|培训|累计|组织|举办|处理|协调|发表|收到|受理|涉及|覆盖|年人均|人均|户均)"
)
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


def breakdowns(prose: Prose) -> Iterator[Statement]:
    """Every total whose parts follow it in the same passage."""
    known = list_words(prose)
    opener = _opener(known)
    for reading in prose.readings:
        found = terms(reading)
        if len(found) > 1 and not reading.passage.cell:
            text = reading.passage.text
            for opening in _openings(text, opener):
                yield from _after(opening, found, text, known)
            yield from _within(found, text, known)
            yield from _bracketed(found, text, known)


def _opener(known: ListWords) -> re.Pattern[str]:
    words = known.group("openers").pattern
    return re.compile(rf"(?:^|[，。；：（(—])(?P<pre>[^，。；：、（）()\d]{{0,10}}?)(?P<word>(?:{words})+)(?P<colon>(?:（[^（）\d]*）)?[:：]|(?<=[为由括含即是])|(?=按))")


def _openings(text: str, opener: re.Pattern[str]) -> Iterator[Opening]:
    for m in OF_WHICH.finditer(text):
        box = _box(text, m.start())
        colon = m[0][-1] in ":："
        opens = m.start() == 0 or text[m.start() - 1] in "。！？"
        wide = colon or opens
        yield Opening(m.start(), m.end(), _stop(text, m.end(), box, wide), "其中", colon, wide)
    for m in BY.finditer(text):
        yield Opening(m.start(), m.end(), _stop(text, m.end(), _box(text, m.start()), True), "按", True, True, text[max(0, m.start() - 6) : m.start()])
    for m in opener.finditer(text):
        wide = bool(m["colon"]) and m["colon"][-1:] in ":：" and not _box(text, m.start("word")) >= 0
        closed = not re.search("主要|重点|部分|例如|比如", m["pre"] + m["word"])
        start = m.start("pre")
        yield Opening(start, m.end(), _stop(text, m.end(), _box(text, m.start("word")), wide), "列", closed, wide, m["pre"])
    for m in re.finditer(r"(?<=[\d一-鿿])[:：](?=[^\d，。；：]{2,14}[\d一二三四五六七八九十两])", text):
        yield Opening(m.start(), m.end(), _stop(text, m.end(), _box(text, m.start()), True), "：", True, True)


def _box(text: str, at: int) -> int:
    """Where the bracket around a character begins; -1 outside any."""
    depth = 0
    for i in range(at - 1, -1, -1):
        c = text[i]
        if c in CLOSE:
            depth += 1
        elif c in OPEN:
            if not depth:
                return i
            depth -= 1
        elif c in "。！？":
            return -1
    return -1


def _stop(text: str, at: int, box: int, wide: bool) -> int:
    """The end of a list that begins at `at`: its bracket's, its sentence's or its segment's."""
    if box >= 0:
        depth = 1
        for i in range(at, len(text)):
            depth += (text[i] in OPEN) - (text[i] in CLOSE)
            if not depth:
                return i
    m = (END if wide else BREAK).search(text, at)
    return m.start() if m else len(text)


def _after(opening: Opening, found: Sequence[Term], text: str, known: ListWords) -> Iterator[Statement]:
    box = _box(text, opening.start)
    before = _before(opening, box, found, text)
    inner = [t for t in found if opening.end <= t.start < opening.stop and t.bracket == box and not BASE.search(t.mention.lead)]
    if not before or not inner:
        return
    if opening.kind != "其中" and re.search(r"[，。；]", text[opening.end : inner[0].start]):
        return
    if opening.kind == "：" and before[-1].mention.end + len(before[-1].mention.tail) < opening.start:
        return
    for parts, closing in _lists(opening, inner, text):
        totals = total_among(before, parts, opening.hint)
        ended = closing or parts[-1].start >= inner[-1].start or text[parts[-1].mention.end + len(parts[-1].mention.tail)] in "。；"
        closed = bool(closing) or (opening.closed and ended and not etc(parts[-1]))
        forced = opening.kind != "按" or known.complete([p.name for p in parts]) or text[opening.end - 1] in ":："
        made = statement(totals, parts, known, closed=closed and len(parts) > 1, forced=forced)
        if made and not (opening.kind == "：" and len(parts) == 1):
            yield made


def _before(opening: Opening, box: int, found: Sequence[Term], text: str) -> list[Term]:
    """The figures that could be the total: of the sentence, and of the one before if the words open theirs."""
    outer = _box(text, box) if box >= 0 else -1
    at = box if box >= 0 else opening.start
    start = max(text.rfind(c, 0, at) for c in "。！？") + 1
    if start == at or text[start:at].strip("—") == "" or not any(start <= t.start < at for t in found):
        start = max(text.rfind(c, 0, max(0, start - 1)) for c in "。！？") + 1
    return [
        t
        for t in found
        if start <= t.start < at and t.bracket == outer and not BASE.search(t.mention.lead) and t.mention.form in ("value", "to")
    ]


def _lists(opening: Opening, inner: Sequence[Term], text: str) -> Iterator[tuple[list[Term], bool]]:
    """The parts by what they measure and by account, and whether a closing 合计 stood among them."""
    run: list[Term] = []
    closing = False
    skip_until = -1
    for term in inner:
        if term.start < skip_until:
            continue
        gap = text[run[-1].mention.end : term.start] if run else ""
        if run and "其中" in gap:
            m = re.search(r"[；。]", text[term.start : opening.stop])
            if not m or not opening.wide:
                break
            skip_until = term.start + m.start()
            continue
        if run and TOTALS.search(term.mention.lead):
            closing = True
            break
        if run and not opening.wide and (BREAK.search(gap) or ("，" in gap and NEW_MATTER.match(term.name))):
            break
        run.append(term)
    if not run:
        return
    for dimension_run in _by_dimension(run):
        named = [t for t in dimension_run if not generic(t)]
        plain = [t for t in dimension_run if generic(t)]
        if named:
            yield named, closing
        if len(plain) > 1 and len(plain) == len(named) and len({t.name for t in plain}) == 1:
            yield plain, closing


def _by_dimension(run: Sequence[Term]) -> Iterator[list[Term]]:
    """The parts that measure as the first does; another measure only if every part has it too."""
    first = [t for t in run if alike(t.mention.figure, run[0].mention.figure)]
    yield first
    rest = [t for t in run if t not in first]
    dimensions = {t.dimension for t in rest}
    for dimension in sorted(dimensions):
        other = [t for t in rest if t.dimension == dimension]
        if len(other) == len(first) > 1 and all(a.start < b.start for a, b in zip(first, other, strict=True)):
            yield other


def _within(found: Sequence[Term], text: str, known: ListWords) -> Iterator[Statement]:
    """项目支出中，甲a、乙b: parts of an earlier figure of that name."""
    for m in WITHIN.finditer(text):
        of = tidy(m["of"])
        if of.endswith(("其", "集", "初", "高")):
            continue
        totals = [t for t in found if t.mention.end <= m.start() + 1 and len(of) > 1 and t.name.endswith(of)]
        totals = totals or [t for t in found if t.mention.end <= m.start() + 1 and _close_name(t.name, of)]
        inner = [t for t in found if m.end("of") < t.start < _stop(text, m.end(), -1, False) and t.bracket == -1]
        if not totals or not inner:
            continue
        opening = Opening(m.start(), m.end(), len(text), "中", False, False)
        for parts, closing in _lists(opening, inner, text):
            same = [t for t in totals if alike(t.mention.figure, parts[0].mention.figure)]
            made = statement(same[-1:], parts, known, closed=closing)
            if made:
                yield made


def _close_name(name: str, of: str) -> bool:
    """本年支出 and 支出合计: the same account and one name holding the rest of the other."""
    bare = re.sub(r"本年|全年|年度|合计|总额|总|共", "", of)
    return len(bare) > 1 and account(name) == account(of) != "" and re.sub(r"本年|全年|年度|合计|总额|总|共", "", name).endswith(bare)


def _bracketed(found: Sequence[Term], text: str, known: ListWords) -> Iterator[Statement]:
    """3,420张（公办2,150张、民办1,270张）: a bracket that lists nothing but parts of the figure before it."""
    boxes: dict[int, list[Term]] = {}
    for t in found:
        if t.bracket >= 0:
            boxes.setdefault(t.bracket, []).append(t)
    for box, parts in boxes.items():
        whole = next((t for t in found if t.mention.end <= box <= t.mention.end + len(t.mention.tail)), None)
        parts = [t for t in parts if whole and alike(t.mention.figure, whole.mention.figure)]
        first = text[box + 1 : parts[0].start] if parts else "其中"
        if not whole or len(parts) < 2 or re.search(r"其中|[，。；：]", first) or any(generic(t) for t in parts):  # noqa: PLR2004
            continue
        joined = all("、" in text[a.mention.end : b.start] and "，" not in text[a.mention.end : b.start] for a, b in zip(parts, parts[1:], strict=False))
        names = [p.name for p in parts]
        alike_names = len({n[-2:] for n in names}) == 1
        if joined or alike_names or known.complete(names):
            made = statement([whole], parts, known, closed=not etc(parts[-1]))
            if made:
                yield made
