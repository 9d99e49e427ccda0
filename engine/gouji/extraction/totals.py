"""Totals after their parts: 甲a、乙b，合计c; 以上五项合计; and 年初 + 追加 = 全年预算."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.extraction.accounts import account
from gouji.extraction.mention import Mention, Reading
from gouji.extraction.naming import named
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.extraction.terms import BASE, Term, box_at, measured, outside, terms, tidy
from gouji.extraction.wholes import HYPERNYM, ListWords, generic, like, list_words, statement
from gouji.quantity import Quantity

SUM = re.compile(
    r"(?:合计|共计|总计|小计|相加|加起来|合起来|加在一起|加总|汇总|一共|总共|拢共|统共|合共)(?:后|编制|数|起来|计算)?(?:得到?|为|是|达到?|约|共|实有|实际|有|建成|完成)*$"
    r"|(?:^|(?<=[项类块者级样种档笔]))共(?:有|计|为)?$|^总计?(?:为|达)?$|合计(?:实有|编制)$|^(?:全部|所有|上述|以上|前述)(?:的)?$"
    r"|^(?:以上|上述|这)?[两三四五六七八九](?:批|项|块|者|类|级|样|档|段|笔|片|期)(?:资金|支出|经费)?$"
)
LOOSE = re.compile(r"(?:合计|共计|总计|小计)[^，。；\d]{1,8}$")
BACK = re.compile(
    r"^(?:以上|上述|前述|前|这|该)?(?P<n>\d+|[一二两三四五六七八九十]+)[项类块个者级部样种档笔批段期片头家处边方][^，。；、\d]{0,4}"
)
BACK_END = re.compile(
    r"(?:以上|上述|前述|这|该)?(?:\d+|[一二两三四五六七八九十]+)[项类块个者级部样种档笔批段期片头家处边方](?:支出|资金|收入)?$|^(?:以上|上述|全部|所有|前述)$"
)
STAFF = ("编制", "实有", "在编", "在岗", "在职")
NEW_TOTAL = re.compile(r"合计|共计|总计|小计|^总|^共|其中")
HAN = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
GROWN_TO = re.compile(r"总数(?:量|将)?(?:达到?|增至|增加到|为)$")
NEW = re.compile(r"新建|新增|增设|增加")
PLANNED = re.compile(r"(?:目标|任务|计划|指标值|应完成)[^，。；、]{0,8}$")
EACH = re.compile(r"每(?:个|名|位|人|户|座|台|套|亩|公里|处|所|村|次|场|件|月|年|家|棵|株|吨|只|头)?[^，。；]{0,6}$")
OF_WHICH = re.compile("其中|包括|包含")
NOUN = re.compile("[\u4e00-\u9fff]+")
ANYTHING = "个"
FAR = 300  # passages: what there was is told anywhere before
COUNTED = 2  # parts that make a sum


def totals(prose: Prose) -> Iterator[Statement]:
    """Every total that closes the list before it."""
    known = list_words(prose)
    for reading in prose.readings:
        found = terms(reading)
        if not reading.passage.cell:
            yield from _closing(found, reading.passage.text, known)
            yield from _budget(reading, known)
            yield from _grown(prose, reading, found)
            yield from _after_items(prose, reading, found, known)


def _closing(found: Sequence[Term], text: str, known: ListWords) -> Iterator[Statement]:
    for n, term in enumerate(found):
        lead = term.mention.lead
        tight, loose = SUM.search(lead), LOOSE.search(lead)
        if _product(found[:n], term):
            continue
        if not tight and not loose:
            after = found[n - 1] if n else None
            if not (
                after and not lead and text[after.end : term.start] in ("、", "和") and SUM.search(after.mention.lead)
            ):
                continue
            tight = SUM.search(after.mention.lead)
        parts = _listed(found[:n], term, text)
        if len(parts) < COUNTED:
            continue
        joins = {_join(a, b, text) for a, b in itertools.pairwise(parts)}
        pointed = lead.startswith("前") or not parts[0].mention.lead.startswith("其中")
        forced = bool(tight) and len(joins) == 1 and pointed and not _of_other_things(term, parts)
        made = statement([term], parts, known, closed=True, forced=forced)
        if made:
            yield made


def _of_other_things(total: Term, parts: Sequence[Term]) -> bool:
    """12个行政村、三个片区，共180个村民小组: 个 counts anything, and what is counted together is none of the things counted."""
    noun = NOUN.match(total.mention.tail)
    if total.dimension != ANYTHING or not noun or HYPERNYM.match(noun[0]):
        return False
    named = [own[0] for t in parts if t.dimension == ANYTHING and (own := NOUN.match(t.mention.tail))]
    return len(named) == len(parts) and not any(name[-1] == noun[0][-1] for name in named)


def _product(before: Sequence[Term], total: Term) -> bool:
    """每座1.2万元，624座共748.8万元: so many of another measure at a price come to it."""
    lead = total.mention.lead
    start = total.mention.lead_start
    return bool(before) and before[-1].end == start and before[-1].dimension != total.dimension and len(lead) <= 2  # noqa: PLR2004


def _listed(before: Sequence[Term], total: Term, text: str) -> list[Term]:
    """The parts a total's words point at: the named ones, the first few, those of its account, or the list."""
    lead = total.mention.lead
    back = BACK.search(lead)
    said = re.sub(r"^其中|[“”]", "", SUM.split(lead)[0])
    if back and lead.startswith("前"):
        return _first_of(before, total, text, _number(back["n"]))
    if account(lead) in STAFF:
        reach = [t for t in before if t.mention.sentence >= total.mention.sentence - 1]
        return [
            t
            for t in reach
            if account(t.mention.lead) == account(lead) and t.bracket == total.bracket and like(t, total)
        ]
    names = [tidy(BACK.sub("", x)) for x in re.split(r"[、和与及]", BACK_END.sub("", said)) if x]
    if len(names) > 1:
        found = [
            next((t for t in reversed(before) if t.name.strip("“”") == name and like(t, total)), None) for name in names
        ]
        return [t for t in found if t] if all(found) else []
    if back:
        items = _segments_before(before, total, text)
        if len(items) == _number(back["n"]) and len(items) > 1:
            return [t for item in items for t in item]
    parts = _parts_before(before, total, text)
    if back and _number(back["n"]) != len(parts):
        return []
    noun = BACK_END.sub("", said)
    return parts if not noun or back or all(p.name.endswith(noun[-2:]) for p in parts) or not SUM.search(lead) else []


def _segments_before(before: Sequence[Term], total: Term, text: str) -> list[list[Term]]:
    """The figures like the total between the ；of the sentence it closes: an item may be told in two of them."""
    opens = text[total.mention.lead_start - 1 : total.mention.lead_start] in "。！？"
    own = [
        t
        for t in before
        if t.mention.sentence == total.mention.sentence - opens
        and t.bracket == total.bracket
        and like(t, total)
        and not t.moved
        and not EACH.search(t.mention.lead)
        and not t.mention.sees("target", "budget")
    ]
    runs = [list(run) for _, run in itertools.groupby(own, key=lambda t: t.mention.segment)]
    several = any(len(run) > 1 for run in runs)
    respectively = all(len(run) == 1 or "分别" in text[run[0].mention.lead_start : run[0].start] for run in runs)
    return runs if several and respectively else []


def _number(text: str) -> int:
    return int(text) if text.isdigit() else HAN.get(text, 0)


def _join(a: Term, b: Term, text: str) -> str:
    """How two figures of a list are joined: by 、 or by ，."""
    gap = re.sub(r"[（(][^（）()]*[）)]?", "", text[a.end : b.start])
    return "、" if "、" in gap or (re.search("[和与及]", gap) and "，" not in gap) else "，"


def _parts_before(before: Sequence[Term], total: Term, text: str) -> list[Term]:
    """The figures of the same measure before a total: back to another total, a plan, a 其中 or the sentence's start."""
    parts: list[Term] = []
    opens = text[total.mention.lead_start - 1 : total.mention.lead_start] in "。！？"
    first = total.mention.sentence - (1 if opens else 0)
    box = total.bracket
    for term in reversed(before):
        mention = term.mention
        if mention.sentence < first or (parts and mention.sentence < parts[-1].mention.sentence):
            break
        if not like(term, total) or EACH.search(mention.lead):
            continue
        if term.bracket != box and box_at(text, term.bracket) != box:
            continue
        if BASE.search(mention.lead) or mention.form == "to" or term.moved or mention.lead.endswith("各"):
            break
        if PLANNED.search(mention.lead) and text[term.end : term.end + 1] != "、":
            break
        if mention.lead.startswith("其中"):
            parts.append(term)
            break
        if NEW_TOTAL.search(mention.lead) or (parts and (generic(term) or _split(term, parts[-1], text))):
            break
        parts.append(term)
    return parts[::-1]


def _split(term: Term, following: Term, text: str) -> bool:
    """A list of 分别 stands by itself; so does one after ；if its own figures are joined by 、."""
    gap = text[term.end : following.start]
    last = "；" in gap and "；" not in text[following.end :].partition("。")[0]
    whole = re.match(r"[^，。；、：]*[：:]", gap) is not None  # 20所学校分三批实施：第一批8所
    return "分别" in gap or whole or (last and "、" in gap)


def _all_before(before: Sequence[Term], total: Term) -> list[Term]:
    """The figures of the same measure in the sentences before, in order."""
    return [t for t in before if like(t, total) and not NEW_TOTAL.search(t.mention.lead)]


def _first_of(before: Sequence[Term], total: Term, text: str, count: int) -> list[Term]:
    """前两项: the first of the list that 其中 opens, or of any; but those that make the total, wherever they stand."""
    found = [t for t in before if like(t, total)]
    for n in range(len(found) - count + 1):
        if sum(t.mention.figure.value for t in found[n : n + count]) == total.mention.figure.value:
            return found[n : n + count]
    start = max(text.rfind(c, 0, total.mention.lead_start) for c in "。！？") + 1
    opener = next(reversed(list(OF_WHICH.finditer(text, start, total.start))), None)
    listed = [t for t in found if opener and t.start > opener.start() and t.bracket == total.bracket]
    return (listed if len(listed) >= count else _all_before(before, total))[:count]


def _grown(prose: Prose, reading: Reading, found: Sequence[Term]) -> Iterator[Statement]:
    """新建书房2座，使总数达到5座: with the 3座 there were, named earlier or by 由 in the same sentence."""
    for n, term in enumerate(found):
        mention = term.mention
        if not GROWN_TO.search(mention.lead) or not n or found[n - 1].mention.sentence != mention.sentence:
            continue
        new = found[n - 1]
        noun = NEW.split(new.mention.lead)[-1]
        if not NEW.search(new.mention.lead) or not like(new, term) or len(noun) < 2:  # noqa: PLR2004
            continue
        base = named(prose, noun, mention, (reading.passage.index, new.mention.lead_start), reach=FAR)
        if base:
            parts = (Part("part", base[0], subject=noun), Part("part", new.mention, subject=new.name))
            yield Statement((Part("total", mention, says=("列全",), subject=noun + "总数"), *parts))


def _after_items(prose: Prose, reading: Reading, found: Sequence[Term], known: ListWords) -> Iterator[Statement]:
    """以上五项合计 after numbered paragraphs: the first figure of each."""
    passage = reading.passage
    if not found or passage.label or not re.match(r"(?:以上|上述)?[^，。；\d]{0,6}(?:合计|共计|总计)", passage.text):
        return
    items: list[Term] = []
    for earlier in reversed(prose.readings[max(0, passage.index - 30) : passage.index]):
        place = prose.places[earlier.passage.index]
        if not place.siblings or (items and place.siblings != prose.places[items[-1].mention.passage.index].siblings):
            break
        own = [t for t in terms(earlier) if like(t, found[0])]
        if not own:
            return
        items.append(own[0])
    if len(items) >= COUNTED:
        made = statement([found[0]], items[::-1], known, closed=True)
        if made:
            yield made


def _budget(reading: Reading, known: ListWords) -> Iterator[Statement]:
    """年初预算 + 追加 − 调减 = 调整后预算: the plus and minus are in the words."""
    initial, added = known.group("initial"), known.group("added")
    reduced, adjusted = known.group("reduced"), known.group("adjusted")
    start: Term | None = None
    grown: tuple[Term, Term] | None = None
    moves: list[tuple[Term, int]] = []
    for mention in _outer(reading):
        name = mention.lead
        if mention.figure.dimension != "元" or mention.bracket >= 0 or not measured(mention) or BASE.search(name):
            continue
        term = Term(mention, tidy(name), mention.bracket)
        if grown and added.search(name) and grown[1].mention.sentence == term.mention.sentence:
            yield _budget_sum(grown[0], [(term, 1)], grown[1])  # 年初100万元，年末为130万元，追加数为30万元
        grown = None
        if adjusted.search(name) and not initial.search(name):
            if start and not moves and start.mention.sentence == term.mention.sentence:
                grown = (start, term)
            if start and moves and start.mention.sentence >= term.mention.sentence - 1:
                yield _budget_sum(start, moves, term)
            start, moves = None, []
        elif initial.search(name):
            start, moves = term, []
        elif start and reduced.search(name):
            moves.append((term, -1))
        elif start and (added.search(name) or (moves and term.mention.clause == moves[-1][0].mention.clause)):
            moves.append((term, 1))
        else:
            start, moves = None, []


def _outer(reading: Reading) -> Iterator[Mention]:
    """The figures of a passage but for those that a 其中 lists of another: up to the next ， or stop."""
    inside = False
    before = None
    for mention in reading.mentions:
        gap = outside(reading.passage.text[before.end if before else reading.passage.body : mention.start])
        opened = OF_WHICH.search(gap)
        inside = opened is not None or (inside and not re.search("[，；。]", gap))
        if not inside:
            yield mention
        before = mention


def _budget_sum(start: Term, moves: Sequence[tuple[Term, int]], total: Term) -> Statement:
    parts = [
        Part("total", total.mention, says=("列全",), subject=total.name),
        Part("part", start.mention, subject=start.name),
    ]
    for term, sign in moves:
        figure = term.mention.figure
        parts.append(
            Part(
                "part",
                term.mention,
                subject=term.name,
                figure=figure if sign > 0 else _negative(figure),
                says=() if sign > 0 else ("负数",),
            )
        )
    return Statement(tuple(parts))


def _negative(figure: Quantity) -> Quantity:
    return replace(figure, value=-figure.value)
