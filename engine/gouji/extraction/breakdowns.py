"""Totals with their parts after them: 其中, 包括, 按…分, a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from gouji.extraction.accounts import account, core
from gouji.extraction.han_numbers import number
from gouji.extraction.openings import Opening, opener_words, openings
from gouji.extraction.prose import Prose
from gouji.extraction.runs import could_be_part, part_lists
from gouji.extraction.statement import Statement
from gouji.extraction.terms import BASE, Term, box_at, outside, terms, tidy
from gouji.extraction.wholes import ListWords, etc, like, list_words, several_counters, statement, total_among

CUT_OFF = re.compile(r"[、，][^。；！？\d]*$")
MARK = re.compile(
    r"(?:按[^，。；]*)?(?:主要)?(?:明细|构成|投向|去向|组成|分布|情况|如下|见下|具体|包括|分(?:为|成)?(?:[一二两三四五六七八九十]+大?[块类部分项]+)?|按\w*|为|是|[:：（）万元])+$"
)
MARKED = re.compile(r"明细|构成|投向|去向|组成|分[一二两三四五六七八九十]+大?[块类]")
WHOLE_MONEY = re.compile("总|合计|共|预算|收入|支出|财力|决算|资金")
LIST_END = re.compile(r"(?:（[^（）]*）)?(?:[。；]|$)")
REMAINDER = re.compile("其余|余下|剩下|剩余")
BRIEF = 4  # characters of names that are alike if they are as long
COUNT_OFF = re.compile(r"(?:这|等)?(?P<n>\d|[两二三四五六七八九十])(?:大?[类项种块]|个?部分|个?方面)(?=[，。；]|$)")
EVERY_ONE = re.compile(  # 3个村收入均超过50万元，其中最高82万元: what each reaches is no whole
    r"(?<![人户亩村社院校年月日平])(?:均|都|各)(?:已|为)?(?:超过?|突破|达到?|高于|不低于|不少于|在)$"
)
LISTING = re.compile("[^，。；：]*[、和与及][^，。；：]*")
FEW = 2  # parts after 其中： that may well be some of many
NEAR = 8  # passages over which a total may stand before its list


@dataclass(frozen=True, slots=True)
class Page:
    """A passage with its figures, those of earlier passages, and where the figures that are parts already start."""

    found: Sequence[Term]
    earlier: Sequence[Term]
    text: str
    used: set[int]


def breakdowns(prose: Prose) -> Iterator[Statement]:
    """Every total whose parts follow it in the same passage."""
    known = list_words(prose)
    opener = opener_words(known)
    earlier: list[Term] = []
    for reading in prose.readings:
        found = terms(reading)
        if len(found) > 1 and not reading.passage.cell:
            text = reading.passage.text
            page = Page(found, earlier, text, set())
            for opening in sorted(openings(text, opener), key=lambda o: o.start):
                yield from _after(opening, page, known)
        earlier.extend(found)


def _after(opening: Opening, page: Page, known: ListWords) -> Iterator[Statement]:
    found, text, used = page.found, page.text, page.used
    box = box_at(text, opening.start)
    before = _before(opening, box, found, text)
    if opening.kind == "按":
        before = [t for t in before if t.start not in used] or [
            t
            for t in found
            if t.end <= opening.start and t.start not in used and t.bracket == box and not BASE.search(t.mention.lead)
        ]
    inner = [
        t
        for t in found
        if opening.end <= t.start < opening.stop and t.bracket == box and could_be_part(t, opening, text)
    ]
    first = next((t for t in found if t.start >= opening.end and t.bracket == box), None)
    if not inner or (opening.kind == "其中" and inner[0] is not first):
        return
    if opening.kind != "其中" and not _opens(opening, inner, before, text):
        return
    for listed, closing, but in part_lists(opening, inner, text, known):
        own = [] if _of_another_account(opening, before) else before
        totals = total_among(own, listed, opening.hint, but) or _elsewhere(opening, listed, page.earlier, text)
        totals = _or_the_whole(totals, before, opening, page)
        listed = _with_other_counters(listed, inner, totals)  # noqa: PLW2901
        parts = _up_to(listed, totals) if opening.kind == "其中" and not opening.wide else listed
        parts = _with_its_pair(parts, totals, page, known)
        closed, forced = _sure(
            opening, parts, totals, known, last=bool(but) or parts[-1] is inner[-1] or _counted_off(parts)
        )
        detached = re.search("[，；]", text[opening.end : inner[0].mention.lead_start])  # 其中因拆分，4项对应8项；优6个
        made = statement(totals, parts, known, closed=closing or closed, forced=forced and not detached)
        if made:
            used.update(p.start for p in parts)
            listed_all = "列全" in made.parts[0].says
            sure = made.forced and (listed_all or _tight(parts, text)) and not _left_of(parts, before)
            sure = sure and not (opening.kind == "其中" and box < 0 and _ends_a_list(totals, before, text))
            yield replace(made, forced=sure, nearest=True)


def _of_another_account(opening: Opening, before: Sequence[Term]) -> bool:
    """收入总计包括a、b；支出总计包括c: the words before 包括 name an account that no figure before is of."""
    named = account(opening.hint) if opening.kind == "列" else ""
    accounts = [account(t.name) for t in before]
    return bool(named and accounts and accounts[-1]) and named not in accounts


def _ends_a_list(totals: Sequence[Term], before: Sequence[Term], text: str) -> bool:
    """中央资金120万元、省级资金80万元，其中支付150万元: of the last item, or of all that the list comes to."""
    if len(totals) != 1:
        return False
    earlier = [t for t in before if t.start < totals[0].start and like(t, totals[0])]
    return bool(earlier) and LISTING.fullmatch(text, earlier[-1].end, totals[0].start) is not None


def _or_the_whole(totals: list[Term], before: Sequence[Term], opening: Opening, page: Page) -> list[Term]:
    """采购90万元，其中货物50万元、服务40万元，全部授予中小企业；其中小微企业60万元: of 40, or of 90."""
    if len(totals) != 1 or opening.kind != "其中" or totals[0].start not in page.used:
        return totals
    if not re.search(r"[^，。；：、（）]", page.text[totals[0].past : opening.start]):
        return totals  # the words stand right behind the part
    whole = [t for t in before if t.start not in page.used and like(t, totals[0]) and t.start < totals[0].start]
    return [*whole[-1:], *totals]


def _with_its_pair(parts: list[Term], totals: Sequence[Term], page: Page, known: ListWords) -> list[Term]:
    """其中公办学校12所，条件较好；民办学校5所: the other of a pair of names, past the ； of its sentence."""
    if len(parts) != 1 or not totals:
        return parts
    one = parts[0]
    after = (t for t in page.found if t.start > one.start and like(t, totals[0]) and t.bracket == one.bracket)
    other = next(after, None)
    if other is None or other.mention.sentence != one.mention.sentence:
        return parts
    if BASE.search(other.mention.lead) or other.moved:
        return parts
    return [one, other] if known.paired(one.name, other.name, totals[0].name) else parts


def _with_other_counters(parts: list[Term], inner: Sequence[Term], totals: Sequence[Term]) -> list[Term]:
    """机具90台（套）：拖拉机40台、无人机20架、其他30台: the 架 among the 台 are of the total too."""
    if not totals or not several_counters(totals[0]):
        return parts
    return [t for t in inner if t in parts or (parts[0].start < t.start < parts[-1].start and like(t, totals[0]))]


def _up_to(parts: Sequence[Term], totals: Sequence[Term]) -> list[Term]:
    """A short list goes on no further than to a figure that outgrows its total, or than to where it makes it up.

    The first may outgrow it, and is wrong.
    """
    most = max((t.mention.figure.value for t in totals), default=None)
    told = Fraction(0)
    for n, p in enumerate(parts):
        if n and most is not None and (told == most or p.mention.figure.value > most):
            return list(parts[:n])
        told += p.mention.figure.value
    return list(parts)


def _sure(
    opening: Opening, parts: Sequence[Term], totals: Sequence[Term], known: ListWords, *, last: bool
) -> tuple[bool, bool]:
    """Whether words say that all parts are told, and whether they force this reading at all."""
    text, end = parts[-1].mention.passage.text, parts[-1].past
    ended = last or LIST_END.match(text, end) is not None
    cut = CUT_OFF.match(text, end) is not None  # a page broke the list before its end
    closed = opening.closed and ended and not etc(parts[-1]) and not cut
    complete = bool(totals) and known.complete([p.name for p in parts], totals[0].name)
    if opening.kind == "按":
        told = complete or text[opening.end - 1] in ":：" or known.places([p.name for p in parts])
        return closed, told and not cut
    if opening.kind == "其中" and closed and not complete:
        money = bool(totals) and totals[0].dimension == "元" and WHOLE_MONEY.search(totals[0].name) is not None
        return money or len(parts) > FEW, money and _nearly_all(parts, totals[0])
    return closed, not cut


def _counted_off(parts: Sequence[Term]) -> bool:
    """包括土堤31公里、石堤21公里两类: the words count the parts that they have told."""
    m = COUNT_OFF.match(parts[-1].mention.passage.text, parts[-1].past)
    return m is not None and number(m["n"]) == len(parts)


def _nearly_all(parts: Sequence[Term], total: Term) -> bool:
    """Whether parts after 其中：come to about their total: of those that do not, the words may tell only some."""
    told = sum(p.mention.figure.value for p in parts)
    return told * 10 >= total.mention.figure.value * 9


def _tight(parts: Sequence[Term], text: str) -> bool:
    """Whether words make one list of the parts: 、 joins them, or their names are alike; after ， may come another matter."""
    gaps = (outside(text[one.past : other.mention.lead_start + 1]) for one, other in pairwise(parts))
    names = ((one.name, other.name) for one, other in pairwise(parts))
    return all(
        re.search("[、；;和与及]", gap) or one[-1:] == other[-1:] or len(one) == len(other) <= BRIEF
        for gap, (one, other) in zip(gaps, names, strict=True)
    )


def _left_of(parts: Sequence[Term], before: Sequence[Term]) -> bool:
    """排查412处，整改398处，其中重大6处，…其余14处: of what was not done, or of the total."""
    return REMAINDER.match(parts[-1].name) is not None and sum(like(parts[-1], t) for t in before) > 1


def _elsewhere(opening: Opening, parts: Sequence[Term], earlier: Sequence[Term], text: str) -> list[Term]:
    """项目支出明细：…: the total of a list that names it, told in a passage before."""
    start = max(max(text.rfind(c, 0, opening.end - 1) for c in "。；！？") + 1, parts[0].mention.passage.body)
    said = tidy(MARK.sub("", text[start : opening.end].lstrip("0123456789.、（）()")))
    wanted = said if len(said) > 1 else ""
    return [] if opening.kind == "其中" else plain_named(wanted, parts, earlier)


def plain_named(wanted: str, parts: Sequence[Term], earlier: Sequence[Term]) -> list[Term]:
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


def _before(opening: Opening, box: int, found: Sequence[Term], text: str) -> list[Term]:
    """The figures that could be the total: of the sentence, and of the one before if the words open theirs."""
    opened = [t for t in found if box >= 0 and t.mention.bracket == box and t.start < opening.start and not t.moved]
    if opened:  # 行政村（46个，其中贫困村17个）
        return opened[:1]
    outer = box_at(text, box) if box >= 0 else -1
    at = box if box >= 0 else opening.start
    start = max(text.rfind(c, 0, at) for c in "。！？") + 1
    if start == at or text[start:at].strip("—") == "" or not any(start <= t.start < at for t in found):
        start = max(text.rfind(c, 0, max(0, start - 1)) for c in "。！？") + 1
    return [
        t
        for t in found
        if start <= t.start < at
        and t.bracket == outer
        and not (BASE.search(t.mention.lead) or EVERY_ONE.search(t.mention.lead))
        and not t.moved
    ]
