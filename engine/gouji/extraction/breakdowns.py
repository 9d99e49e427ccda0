"""Totals with their parts after them: 其中, 包括, 按…分, a bracket, a colon, or 支出中."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.extraction.accounts import account, core
from gouji.extraction.clauses import CLOSE, OPEN, Reading
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Statement
from gouji.extraction.terms import BASE, Term, box_at, outside, terms, tidy
from gouji.extraction.wholes import ListWords, etc, generic, like, list_words, statement, total_among

OF_WHICH = re.compile(r"其中(?:[:：，,]|的是)?")
BY = re.compile(r"(?:按|从|分)[^，。；：（）\d]{1,12}?(?:看|划分|分类|分)(?:[，：:]|$)")
WITHIN = re.compile(r"(?:^|(?<=[，。；：、（(]))(?:其中)?(?P<of>[一-鿿“”（）]{2,14}?)(?:之)?中[，,：:]?(?=[^，。；：])")
NEW_MATTER = re.compile(
    r"^(?:新增|完成|建设|修复|治理|开展|实施|推进|投入|安排|带动|开工|投产|培育|引进|打造|惠及|下达|发现|立案|参演|发放|出动|解除"
    r"|占|比|较|同比|办结|整改|查处|培训|累计|组织|举办|处理|协调|发表|收到|受理|涉及|覆盖|年人均|人均|户均)"
)
TOTALS = re.compile(r"合计|共计|总计|小计|相加")
CUT_OFF = re.compile(r"[、，][^。；！？\d]*$")
NESTED = re.compile("其中|包括|包含")
TO_ITEMS = re.compile(r"(?:其中|如下|见下|具体为|包括|构成|分|明细|分别为|分别是|主要[为是]|主要包括|主要有)[:：]?$")
VIEW = re.compile(r"[，；](?:从|按|分)[^，。；：\d]{1,10}(?:看|划分|分类)[，：:]")
MARK = re.compile(
    r"(?:按[^，。；]*)?(?:主要)?(?:明细|构成|投向|去向|组成|分布|情况|如下|见下|具体|包括|分(?:为|成)?(?:[一二两三四五六七八九十]+大?[块类部分项]+)?|按\w*|为|是|[:：（）万元])+$"
)
MARKED = re.compile(r"明细|构成|投向|去向|组成|分[一二两三四五六七八九十]+大?[块类]")
SCALE = re.compile(r"满意|好|一般|较差|差|不了解|优|良|合格")
LOWEST = re.compile(r"不满意|较差|差$|差的|不合格|不了解")
NEAR = 8  # passages over which a total may stand before its list
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
    earlier: list[Term] = []
    for reading in prose.readings:
        found = terms(reading)
        if len(found) > 1 and not reading.passage.cell:
            text = reading.passage.text
            used: set[int] = set()
            for opening in sorted(_openings(text, opener), key=lambda o: o.start):
                yield from _after(opening, found, earlier, text, known, used)
            yield from _within(found, earlier, text, known)
            yield from _bracketed(found, text, known)
            yield from _scale(found, text, known)
        if not reading.passage.cell:
            yield from _items(prose, reading, found, earlier, opener, known)
        earlier.extend(found)


def _opener(known: ListWords) -> re.Pattern[str]:
    words = known.group("openers").pattern
    return re.compile(
        rf"(?:^|[，。；：（(—])(?P<pre>[^，。；：、（）()\d]{{0,10}}?)(?P<word>(?:{words})+)(?P<colon>(?:（[^（）\d]*）)?[:：]|(?<=[为由括含即是])|(?=按))"
    )


def _openings(text: str, opener: re.Pattern[str]) -> Iterator[Opening]:
    for m in OF_WHICH.finditer(text):
        box = box_at(text, m.start())
        colon = m[0][-1] in ":："
        opens = m.start() == 0 or text[m.start() - 1] in "。！？"
        wide = colon or opens
        yield Opening(m.start(), m.end(), _stop(text, m.end(), box, wide), "其中", colon, wide)
    for m in BY.finditer(text):
        yield Opening(
            m.start(),
            m.end(),
            _stop(text, m.end(), box_at(text, m.start()), True),
            "按",
            True,
            True,
            text[max(0, m.start() - 6) : m.start()],
        )
    for m in opener.finditer(text):
        wide = bool(m["colon"]) and m["colon"][-1:] in ":：" and not box_at(text, m.start("word")) >= 0
        closed = not re.search("主要|重点|部分|例如|比如", m["pre"] + m["word"])
        start = m.start("pre")
        yield Opening(
            start, m.end(), _stop(text, m.end(), box_at(text, m.start("word")), wide), "列", closed, wide, m["pre"]
        )
    for m in re.finditer(r"(?<=[\d一-鿿])[:：](?=[^\d，。；：]{2,14}[\d一二三四五六七八九十两])", text):
        yield Opening(
            m.start(),
            m.end(),
            _stop(text, m.end(), box_at(text, m.start()), True),
            "：",
            True,
            True,
            _sentence_to(text, m.start()),
        )


def _sentence_to(text: str, at: int) -> str:
    """The sentence up to a character."""
    return text[max(text.rfind(c, 0, at) for c in "。；！？") + 1 : at]


def _stop(text: str, at: int, box: int, wide: bool) -> int:
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


def _after(
    opening: Opening, found: Sequence[Term], earlier: Sequence[Term], text: str, known: ListWords, used: set[int]
) -> Iterator[Statement]:
    box = box_at(text, opening.start)
    before = _before(opening, box, found, text)
    if opening.kind == "按":
        before = [t for t in before if t.start not in used] or [
            t
            for t in found
            if t.end <= opening.start and t.start not in used and t.bracket == box and not BASE.search(t.mention.lead)
        ]
    inner = [t for t in found if opening.end <= t.start < opening.stop and t.bracket == box and _part(t, opening, text)]
    first = next((t for t in found if t.start >= opening.end and t.bracket == box), None)
    if not inner or (opening.kind == "其中" and inner[0] is not first):
        return
    if opening.kind != "其中" and not _opens(opening, inner, before, text):
        return
    for parts, closing, but in _lists(opening, inner, text, known):
        totals = total_among(before, parts, opening.hint, but) or _elsewhere(opening, parts, earlier, text)
        last = parts[-1]
        ended = closing or last.start >= inner[-1].start or but or text[last.past : last.past + 1] in ("。", "；", "")
        cut = CUT_OFF.match(text, last.past) is not None  # a page broke the list before its end
        closed = bool(closing) or (opening.closed and bool(ended) and not etc(last) and not cut)
        forced = opening.kind != "按" or known.complete([p.name for p in parts]) or text[opening.end - 1] in ":："
        made = statement(totals, parts, known, closed=closed, forced=forced and not cut)
        if made:
            used.update(p.start for p in parts)
            yield made


def _elsewhere(opening: Opening, parts: Sequence[Term], earlier: Sequence[Term], text: str) -> list[Term]:
    """项目支出明细：…: the total of a list that names it, told in a passage before."""
    start = max(max(text.rfind(c, 0, opening.end - 1) for c in "。；！？") + 1, parts[0].mention.passage.body)
    said = tidy(MARK.sub("", text[start : opening.end].lstrip("0123456789.、（）()")))
    wanted = said if len(said) > 1 else ""
    return [] if opening.kind == "其中" else _plain_named(wanted, parts, earlier)


def _plain_named(wanted: str, parts: Sequence[Term], earlier: Sequence[Term]) -> list[Term]:
    """The nearest earlier figure of the account that is wanted and of nothing more special."""
    if not account(wanted):
        return []
    index = parts[0].mention.passage.index
    for term in reversed(earlier):
        if index - term.mention.passage.index > NEAR:
            break
        if (
            like(parts[0], term)
            and term.bracket < 0
            and account(term.name) == account(wanted)
            and core(term.name) == core(wanted)
        ):
            return [term]
    return []


def _opens(opening: Opening, inner: Sequence[Term], before: Sequence[Term], text: str) -> bool:
    """Whether words other than 其中 do open this list: its first item follows at once, and 即 or a colon opens two."""
    lead = text[opening.end : inner[0].start]
    if re.search(r"[，。；]", lead) or len(lead) < 2 or re.match(r"[\d约]", lead):  # noqa: PLR2004
        return False
    if opening.kind == "：" and (not before or before[-1].past < opening.start):
        return MARKED.search(text, max(0, opening.start - 12), opening.start) is not None and len(inner) > 1
    return len(inner) > 1 or not opening.closed or text[opening.start : opening.end].endswith(("包括", "含", "包含"))


def _part(term: Term, opening: Opening, text: str) -> bool:
    """Whether a figure of the list could be a part: no base of a comparison, no change, no 各400份."""
    lead = term.mention.lead
    if BASE.search(lead) or lead.endswith("各") or term.mention.form == "to":
        return False
    if TOTALS.search(lead[-4:]) or re.search("[项类块者级]共$", lead):
        return False
    return not term.moved or (opening.wide and text[max(0, term.mention.lead_start - 1)] in "：:；、")


def _before(opening: Opening, box: int, found: Sequence[Term], text: str) -> list[Term]:
    """The figures that could be the total: of the sentence, and of the one before if the words open theirs."""
    outer = box_at(text, box) if box >= 0 else -1
    at = box if box >= 0 else opening.start
    start = max(text.rfind(c, 0, at) for c in "。！？") + 1
    if start == at or text[start:at].strip("—") == "" or not any(start <= t.start < at for t in found):
        start = max(text.rfind(c, 0, max(0, start - 1)) for c in "。！？") + 1
    return [
        t
        for t in found
        if start <= t.start < at and t.bracket == outer and not BASE.search(t.mention.lead) and not t.moved
    ]


def _lists(
    opening: Opening, inner: Sequence[Term], text: str, known: ListWords
) -> Iterator[tuple[list[Term], bool, str]]:
    """The parts by what they measure and by account, and whether a closing 合计 stood among them.

    The last is the account that a second figure of every item has (甲320万元，支出320万元): the first has another.
    """
    run, closing = _run(opening, inner, text, known)
    if not run:
        return
    for measure_run in _by_dimension(run):
        named = [t for t in measure_run if not generic(t)]
        plain = [t for t in measure_run if generic(t)]
        if len(plain) > 1 and len(plain) == len(named) and len({t.name for t in plain}) == 1:
            yield plain, closing, ""
            yield named, closing, account(plain[0].name)
        elif named:
            yield named, closing, ""


def _run(opening: Opening, inner: Sequence[Term], text: str, known: ListWords) -> tuple[list[Term], bool]:
    """The figures of a list as far as it goes: not into a nested 其中, a new matter, or past a closing 合计."""
    run: list[Term] = []
    resume = -1
    for term in inner:
        if term.start < resume:
            continue
        gap = outside(text[run[-1].end : term.start]) if run else ""
        if NESTED.search(gap):
            m = re.search(r"[；。]", text[term.start : opening.stop])
            if not m or not opening.wide:
                break
            resume = term.start + m.start()
            continue
        if run and TOTALS.search(term.mention.lead):
            return run, True
        if run and not opening.wide and (BREAK.search(gap) or ("，" in gap and NEW_MATTER.match(term.name))):
            break
        if run and _other_sort(run, term, known):
            break
        run.append(term)
    return run, False


def _other_sort(run: Sequence[Term], term: Term, known: ListWords) -> bool:
    """Whether the list is full by its own words already, or the figure sorts by another criterion than the first."""
    same = [t for t in run if t.dimension == term.dimension]
    paired = len(same) == 2 and known.complete([t.name for t in same]) and not generic(term)  # noqa: PLR2004
    if paired and re.search("[，；]", run[-1].mention.passage.text[run[-1].end : term.start]):
        return True
    first, new = known.sort_of(run[0].name), known.sort_of(term.name)
    return bool(first and new and first != new)


def _by_dimension(run: Sequence[Term]) -> Iterator[list[Term]]:
    """The parts that measure as the first does; another measure only if every part has it too."""
    first = [t for t in run if like(t, run[0])]
    yield first
    rest = [t for t in run if t not in first]
    for dimension in sorted({t.dimension for t in rest}):
        other = [t for t in rest if t.dimension == dimension]
        if len(other) == len(first) > 1 and all(a.start < b.start for a, b in zip(first, other, strict=True)):
            yield other


def _within(found: Sequence[Term], earlier: Sequence[Term], text: str, known: ListWords) -> Iterator[Statement]:
    """项目支出中，甲a、乙b: parts of an earlier figure of that name."""
    for m in WITHIN.finditer(text):
        of = tidy(m["of"])
        if of.endswith(("其", "集", "初", "高")):
            continue
        totals = [t for t in found if t.mention.end <= m.start() + 1 and len(of) > 1 and t.name.endswith(of)]
        totals = totals or [t for t in found if t.mention.end <= m.start() + 1 and _close_name(t.name, of)]
        totals = totals or [t for t in earlier[-40:] if len(of) > 2 and t.name.endswith(of)]  # noqa: PLR2004
        inner = [
            t
            for t in found
            if m.end("of") < t.start < _stop(text, m.end(), -1, False)
            and t.bracket == -1
            and _part(t, Opening(0, 0, 0, "中", False, False), text)
        ]
        if not totals or not inner:
            continue
        opening = Opening(m.start(), m.end(), len(text), "中", False, False)
        for parts, closing, _ in _lists(opening, inner, text, known):
            same = [t for t in totals if like(parts[0], t)]
            made = statement(same[-1:], parts, known, closed=closing)
            if made:
                yield made


def _close_name(name: str, of: str) -> bool:
    """本年支出 and 支出合计: the same account and one name holding the rest of the other."""
    bare = re.sub(r"本年|全年|年度|合计|总额|总|共", "", of)
    return (
        len(bare) > 1
        and account(name) == account(of) != ""
        and re.sub(r"本年|全年|年度|合计|总额|总|共", "", name).endswith(bare)
    )


def _bracketed(found: Sequence[Term], text: str, known: ListWords) -> Iterator[Statement]:
    """3,420张（公办2,150张、民办1,270张）: a bracket that lists nothing but parts of the figure before it."""
    boxes: dict[int, list[Term]] = {}
    for t in found:
        if t.bracket >= 0:
            boxes.setdefault(t.bracket, []).append(t)
    for box, parts in boxes.items():
        whole = next((t for t in found if t.end <= box <= t.past), None)
        parts = [t for t in parts if whole and like(t, whole) and not t.moved]
        first = text[box + 1 : parts[0].start] if parts else "其中"
        if not whole or len(parts) < 2 or re.search(r"其中|[，。；：]", first) or any(generic(t) for t in parts):  # noqa: PLR2004
            continue
        joined = all(
            "、" in text[a.mention.end : b.start] and "，" not in text[a.mention.end : b.start]
            for a, b in zip(parts, parts[1:], strict=False)
        )
        names = [p.name for p in parts]
        alike_names = len({n[-2:] for n in names}) == 1
        if joined or alike_names or known.complete(names):
            made = statement([whole], parts, known, closed=not etc(parts[-1]))
            if made:
                yield made


def _scale(found: Sequence[Term], text: str, known: ListWords) -> Iterator[Statement]:
    """400人，“满意”298人、“基本满意”68人、“不满意”34人: a scale of answers down to its lowest is everything asked."""
    run: list[Term] = []
    whole: Term | None = None
    for term in found:
        if SCALE.search(term.name) and (not run or like(term, run[0])):
            run.append(term)
            if LOWEST.search(term.name) and len(run) > 2 and whole and "其中" not in text[whole.end : run[0].start]:  # noqa: PLR2004
                made = statement([whole], run, known, closed=True) if like(run[0], whole) else None
                if made:
                    yield made
        else:
            run, whole = [], term


def _items(
    prose: Prose,
    reading: Reading,
    found: Sequence[Term],
    earlier: Sequence[Term],
    opener: re.Pattern[str],
    known: ListWords,
) -> Iterator[Statement]:
    """…其中： or 支出构成如下： at the end of a passage: the numbered items that follow, one figure of each."""
    text = reading.passage.text
    m = TO_ITEMS.search(text)
    if not m or reading.passage.index + 1 >= len(prose.readings):
        return
    items = _item_terms(prose, reading.passage.index + 1)
    if len(items) < 2:  # noqa: PLR2004
        return
    start = max(text.rfind(c, 0, m.start() + 1) for c in "。；！？") + 1
    own = [t for t in found if t.bracket < 0 and not BASE.search(t.mention.lead) and not t.moved]
    hint = text[start:]
    said = tidy(MARK.sub("", re.sub("主要内容|具体内容", "", hint[max(0, reading.passage.body - start) :])))
    named = [t for t in earlier if t.bracket < 0 and len(said) > 3 and said in t.name and like(items[0], t)]  # noqa: PLR2004
    totals = total_among(own, items, hint) or named[-1:] or _plain_named(said, items, earlier)
    if totals and (len(own) < 2 or account(hint) or totals[0] is own[0]):  # noqa: PLR2004
        closed = re.search("(?:主要|重点)(?!内容)", m[0]) is None
        made = statement(totals, items, known, closed=closed, forced=closed and bool(own or named))
        if made:
            yield made


def _item_terms(prose: Prose, index: int) -> list[Term]:
    """The first figure of every item of the numbered list that begins at a passage, of the account of the first."""
    first = prose.readings[index]
    inline = re.split("[①②③④⑤⑥⑦⑧⑨⑩]", first.passage.text)
    if len(inline) > 2:  # noqa: PLR2004
        marks = [m.start() for m in re.finditer("[①②③④⑤⑥⑦⑧⑨⑩]", first.passage.text)]
        found = terms(first)
        picked = [next((t for t in found if t.start > a), None) for a in marks]
        return [t for t in picked if t and like(t, picked[0] or t)]
    siblings = prose.places[index].siblings
    made: list[Term] = []
    for reading in prose.readings[index : index + 40]:
        if prose.places[reading.passage.index].siblings != siblings or not siblings:
            if not reading.passage.label and made:
                continue
            break
        own = [t for t in terms(reading) if not made or like(t, made[0])]
        if not own:
            return []
        same = [t for t in own if made and account(t.name) == account(made[0].name)]
        made.append((same or own)[0])
    return made
