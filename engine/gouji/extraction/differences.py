"""What is left of a whole: 到位1560万元，支出1443万元，结余117万元; 任务260座，完成247座，剩余13座; 新增、注销 and 净增."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gouji.extraction.accounts import core
from gouji.extraction.alike import alike, in_unit_of
from gouji.extraction.clauses import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.extraction.terms import BASE, box_at, lead_of, measured, tidy
from gouji.extraction.wholes import ListWords, list_words

LEFT = re.compile(
    r"(?:结余|结转|结转结余|结转和结余|剩余|剩|尚余|余下|下余|其余|空编|空缺|缺编|缺口|缺|还差|差|尚有|仍有|还有|仅剩|未支出|未使用|未支付|未完成|未办结|未整改|未化解|未到岗|未建成|未实施|未开工|未达标|未结|沉淀|余|未能?(?:按时|如期|按期|全部|及时)?(?:完成|办结|整改|完工|到位|达标|实施|建成|开工))(?:的|了|约|为|有|资金|数|额|金额|：)*$"
)
LEFT_TAIL = re.compile(r"^(?:的)?(?:资金|款项|预算|指标)?(?:未|尚未|没有|缺口|结余)")
NEEDS_TAIL = re.compile(r"(?:尚有|仍有|还有|尚|仍|还|有)(?:的|了|约)*$")
OVER = re.compile(r"(?:超出|超额|超计划|超目标|超任务|超过计划|超额完成|多完成)(?:了|约)*$")
NET_UP, NET_DOWN = re.compile(r"净(?:增|增加|增长)(?:了|约)*$"), re.compile(r"净(?:减|减少)(?:了|约)*$")
MONEY = "元"
UNIT_LEFT = re.compile(
    r"(?:年末|全年|当年|本年|本年度|年度)?(?:收支)?(?:结余|结转|结转结余|结余结转|结转和结余)(?:为|资金)*"
)
NEAR = 8  # passages over which income, spending and remainder of the whole unit may be spread
ADJUSTED = re.compile("调整|全年|可用|可支配")
EARLY = re.compile("年初|追加|调增|新增|调减|其中|下达|上年|核减")


@dataclass(frozen=True, slots=True)
class Pair:
    """A whole and what was taken from it, and the name they share."""

    wholes: tuple[Mention, ...]
    spent: Mention
    core: str
    passage: int


def differences(prose: Prose) -> Iterator[Statement]:
    """Every remainder with the two figures that words give it."""
    known = list_words(prose)
    pairs: list[Pair] = []
    general: list[Mention] = []
    done: list[Statement] = []
    for reading in prose.readings:
        if reading.passage.cell:
            continue
        seen: list[Mention] = []
        for mention in reading.mentions:
            if measured(mention):
                made = _difference(mention, seen, pairs, general, done, known)
                if made:
                    done.append(made)
                    yield made
                elif mention.form != "from":
                    seen.append(mention)
                    pair = _pair(seen, known)
                    if pair:
                        pairs.append(pair)
                    if _general(mention, known):
                        general.append(mention)


def _left(mention: Mention) -> bool:
    lead, text = lead_of(mention), mention.passage.text
    rest = text[mention.end : mention.end + 8]
    if LEFT.search(lead) and not NEEDS_TAIL.search(lead):
        return not re.search(r"上年|年初|期初|以前年度", lead)
    return (
        bool(NEEDS_TAIL.search(lead) or not lead or len(lead) > 0)
        and bool(LEFT_TAIL.match(rest))
        and not re.match(r"未来", rest)
    )


def _difference(
    mention: Mention,
    seen: Sequence[Mention],
    pairs: Sequence[Pair],
    general: Sequence[Mention],
    done: Sequence[Statement],
    known: ListWords,
) -> Statement | None:
    lead = mention.lead
    same = [m for m in seen if alike(m.figure, mention.figure) and m.bracket == mention.bracket]
    if NET_UP.search(lead) or NET_DOWN.search(lead):
        return _net(mention, seen, known)
    if OVER.search(lead) and not re.search("比|较", lead):
        return _over(mention, same, known)
    if not _left(mention):
        return None
    if mention.figure.dimension == MONEY:
        return _money(mention, pairs, general, known, done)
    return _count(mention, same, known) or _again(mention, same, done)


def _again(mention: Mention, same: Sequence[Mention], done: Sequence[Statement]) -> Statement | None:
    """老旧小区21个中，4个未完工: the whole is named again, what was done of it stands where it was first told."""
    if not same or same[-1].sentence != mention.sentence:
        return None
    whole = same[-1]
    for old in reversed(done):
        first = next(p.mention for p in old.parts if p.role == "minuend")
        taken = next(p.mention for p in old.parts if p.role == "subtrahend")
        if (
            first
            and taken
            and first.figure.value == whole.figure.value
            and first.figure.dimension == whole.figure.dimension
        ):
            shared = {a for a in zip(first.lead, first.lead[1:], strict=False)} & set(
                zip(whole.lead, whole.lead[1:], strict=False)
            )
            if shared and first.passage is not whole.passage:
                return _made([whole], [taken], mention)
    return None


def _made(whole: Sequence[Mention], taken: Sequence[Mention], left: Mention, *, forced: bool = True) -> Statement:
    parts = [Part("minuend", m, subject=tidy(m.lead), figure=in_unit_of(m, left)) for m in whole]
    parts += [Part("subtrahend", m, subject=tidy(m.lead), figure=in_unit_of(m, left)) for m in taken]
    return Statement((*parts, Part("difference", left, subject=tidy(left.lead))), claim=left, forced=forced)


def _net(mention: Mention, seen: Sequence[Mention], known: ListWords) -> Statement | None:
    """新增1,214人，退出1,437人，净减少223人."""
    text = mention.passage.text
    near = [
        m
        for m in seen
        if m.sentence == mention.sentence and m.segment == mention.segment and alike(m.figure, mention.figure)
    ]
    if len(near) < 2:  # noqa: PLR2004
        return None
    grown, shrunk = (
        [m for m in near[-2:] if known.group(name).search(m.lead or text[max(0, m.lead_start - 9) : m.lead_start])]
        for name in ("grown", "shrunk")
    )
    if len(grown) != 1 or len(shrunk) != 1 or grown == shrunk:
        return None
    up = bool(NET_UP.search(mention.lead))
    return _made(grown if up else shrunk, shrunk if up else grown, mention)


def _over(mention: Mention, same: Sequence[Mention], known: ListWords) -> Statement | None:
    """年初目标180场，全年演出186场，超出6场."""
    near = [m for m in same if m.sentence == mention.sentence]
    targets = [m for m in near if known.group("whole_count").search(m.lead) and m.sees("target")]
    if not targets or near.index(targets[-1]) == len(near) - 1:
        return None
    return _made([near[near.index(targets[-1]) + 1]], [targets[-1]], mention, forced=len(near) == 2)  # noqa: PLR2004


def _count(mention: Mention, same: Sequence[Mention], known: ListWords) -> Statement | None:
    """任务260座，完成247座，剩余13座: the nearest done after the nearest whole."""
    near = [
        m for m in same if m.sentence >= mention.sentence - 1 and not BASE.search(m.lead) and m.form in ("value", "to")
    ]
    whole_words, done_words = known.group("whole_count"), known.group("done_count")
    done = next((m for m in reversed(near) if done_words.search(_around(m)) and not m.sees("target")), None)
    if done is None:
        return None
    before = [m for m in near[: near.index(done)] if m.segment == done.segment or m.sentence == done.sentence]
    wholes = [m for m in before if whole_words.search(_around(m)) and m.figure.value >= 0]
    if not wholes:
        return None
    last = wholes[-1]
    tied = [m for m in wholes if m.clause >= last.clause - 1]
    between = near[near.index(last) + 1 : near.index(done)]
    same_scope = mention.sentence == done.sentence or re.match(r"剩余|其余|余下|尚|未|还|仍", mention.lead) is not None
    return _made(tied, [done], mention, forced=not between and same_scope and mention.segment - done.segment <= 1)


def _around(mention: Mention) -> str:
    """The lead, or the noun before the bracket that the figure opens."""
    text = mention.passage.text
    box = box_at(text, mention.start)
    return (text[max(0, box - 8) : box] if box >= 0 and not mention.lead else "") + mention.lead


def _spent(mention: Mention, known: ListWords) -> bool:
    lead = lead_of(mention)
    return (
        mention.figure.dimension == MONEY
        and known.group("spent_money").search(lead[-10:]) is not None
        and not re.search("预算(?:数|总额)?为?$|预算安排$|预算支出$", lead)
        and not BASE.search(lead)
        and mention.form in ("value", "to")
    )


def _pair(seen: Sequence[Mention], known: ListWords) -> Pair | None:
    """The last figure as what was spent of one before it in its sentence, or in the sentence before."""
    last = seen[-1]
    if not _spent(last, known):
        return None
    name = core(last.lead)
    wholes: list[Mention] = []
    for m in reversed(seen[:-1]):
        if m.sentence < last.sentence - 1:
            break
        if m.figure.dimension != MONEY or m.bracket != last.bracket or _spent(m, known) or BASE.search(m.lead):
            continue
        if m.form in ("value", "to") or (m.form == "change" and not re.search("比|较|年", m.lead) and len(m.lead) > 3):  # noqa: PLR2004
            wholes.append(m)
    if not wholes:
        return None
    direct = [m for m in wholes if m.segment == last.segment]
    chosen = (
        _named_wholes(wholes, name) if name else _plain_wholes(direct or wholes, known) or _plain_wholes(wholes, known)
    )
    name = name or next((core(m.lead) for m in chosen if core(m.lead)), "")
    return Pair(tuple(chosen), last, name, last.passage.index) if chosen else None


def _named_wholes(wholes: Sequence[Mention], name: str) -> list[Mention]:
    """The whole of a named spending, as adjusted if it was: 年初财政拨款预算a，调整后b，财政拨款支出c."""
    named = [m for m in wholes if core(m.lead) == name]
    if not named:
        return []
    adjusted = [
        m for m in wholes if ADJUSTED.search(m.lead) and core(m.lead) in ("", name) and m.start > named[-1].start
    ]
    return adjusted[:1] or named[:1]


def _plain_wholes(found: Sequence[Mention], known: ListWords) -> list[Mention]:
    """The wholes of a spending without a name: budgets and income of its sentence, not what they were at first."""
    words = known.group("whole_money")
    plain = [m for m in found if words.search(m.lead) and not EARLY.search(m.lead)]
    if plain:
        name = next((core(m.lead) for m in plain if core(m.lead)), "")
        return [m for m in plain if m.sentence == plain[0].sentence and core(m.lead) in ("", name)][:3]
    return [m for m in found[:1] if len(core(m.lead)) > 3 and not EARLY.search(m.lead)]  # noqa: PLR2004


def _money(
    mention: Mention, pairs: Sequence[Pair], general: Sequence[Mention], known: ListWords, done: Sequence[Statement]
) -> Statement | None:
    """The spending nearest before that has the remainder's name; without a name, the spending of the whole unit."""
    name = core(LEFT.sub("", lead_of(mention)))
    here = mention.passage.index
    if not name and re.match("其中|主要", mention.lead):
        return None
    for pair in reversed(pairs):
        if pair.core == name and (pair.passage == here or len(name) > 1):
            return _made(pair.wholes, [pair.spent], mention)
        if not name and pair.passage == here and pair.spent.sentence >= mention.sentence - 1:
            return _made(pair.wholes, [pair.spent], mention)
    return None if name else _of_unit(mention, general, known, done)


def _of_unit(
    mention: Mention, general: Sequence[Mention], known: ListWords, done: Sequence[Statement]
) -> Statement | None:
    """年末结余 of the whole unit: its income or budget and its spending, told within a few passages."""
    text, here = mention.passage.text, mention.passage.index
    if not UNIT_LEFT.fullmatch(lead_of(mention)):
        return None
    spent = next((m for m in reversed(general) if _spent(m, known)), None)
    if spent is None:
        return None
    start = max(text.rfind(c, 0, mention.start) for c in "。！？；") + 1
    opens = not re.search(r"[\d，]", text[max(start, mention.passage.body) : mention.start])
    if spent.passage.index != here and not opens:
        return None
    wholes = [
        m
        for m in general
        if not _spent(m, known) and m.sentence <= spent.sentence and spent.passage.index - m.passage.index <= NEAR
    ]
    if not wholes or _carried_in(wholes[-1]):
        return None
    last = wholes[-1]
    tied = [m for m in wholes if m.passage is last.passage and m.sentence == last.sentence][-2:]
    told = any(p.mention is spent for s in done for p in s.parts if p.role == "subtrahend")
    near = here - spent.passage.index <= NEAR
    return _made(tied, [spent], mention, forced=near or told) if near or told else None


def _carried_in(whole: Mention) -> bool:
    """Income of the year beside what was carried in: the remainder holds both."""
    text = whole.passage.text
    return re.search(r"(?:上年|年初)(?:结转|结余)", text) is not None and not re.search(
        "总计|合计|总额|预算|财力|指标|到位", lead_of(whole)
    )


def _general(mention: Mention, known: ListWords) -> bool:
    """Income, budget or spending of the whole unit: a name of accounts alone."""
    lead = lead_of(mention)
    if (
        mention.figure.dimension != MONEY
        or mention.bracket >= 0
        or mention.form not in ("value", "to")
        or BASE.search(lead)
    ):
        return False
    own = re.search("预算|收入|支出|财力|指标|执行|到位", lead)
    return bool(own) and not core(lead) and not EARLY.search(lead) and not re.search("预算执行率|其中|“三公”", lead)
