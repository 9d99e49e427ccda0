"""Money left of money: 预算 or 收入 less 支出, near, by its name, or of the whole unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.extraction.accounts import core
from gouji.extraction.alike import in_unit_of
from gouji.extraction.mention import Mention
from gouji.extraction.statement import Part, Statement
from gouji.extraction.terms import BASE, lead_of, tidy
from gouji.extraction.wholes import ListWords

LEFT = re.compile(
    r"(?:结余|结转|结转结余|结转和结余|剩余|剩|尚余|余下|留下|还留|省下|节余|欠|下余|其余|空编|空缺|缺编|缺口|欠账|缺|还差|差|尚有|仍有|还有|仅剩|未支出|未使用|未支付|未支用|未列支|未兑付|未拨付|未到账|未到位|未付|未完成|未办结|未整改|未化解|未到岗|未建成|未实施|未开工|未达标|未结|沉淀|余|未能?(?:按时|如期|按期|全部|及时)?(?:完成|办结|整改|完工|到位|达标|实施|建成|开工))(?:的|了|约|为|有|资金|数|额|金额|：)*$"
)
MONEY = "元"
UNIT_LEFT = re.compile(
    r"(?:年末|年底|全年|当年|本年|本年度|年度)?(?:账上)?(?:收支|进出|两项|两者)?(?:(?:相抵|轧抵|品迭|轧差)后?)?(?:年末)?(?:结余|结转|结转结余|结余结转|结转和结余|净?剩|剩余|余下?|还?留|留存)(?:为|资金|有)*"
)
NEAR = 8  # passages over which income, spending and remainder of the whole unit may be spread
WHOLE = re.compile("总计|合计|总额|总收入|预算|财力|指标|到位|可用")
OF_YEAR = re.compile(r"(?:本年|当年|年度)收入(?!总)|收入合计")  # what came in, without what there was
OPENED = re.compile("包括|包含|其中|由")
ADJUSTED = re.compile(
    "调整|调后|追加后|全年|可用|可支配|(?:年末|年底|最终)(?:为|达)|变为|变成|增至|增加到|达到|调至|调为"
)
MOVED = re.compile("追加|调增|调减|核减|追减|增拨")
EARLY = re.compile("年初|追加|调增|新增|调减|其中|下达|上年|核减")


@dataclass(frozen=True, slots=True)
class Pair:
    """A whole and what was taken from it, and the name they share."""

    wholes: tuple[Mention, ...]
    spent: Mention
    core: str
    passage: int


def pair_of(seen: Sequence[Mention], known: ListWords) -> Pair | None:
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
    if adjusted:
        return adjusted[:1]
    first, last = named[-1], wholes[0]
    end = last.end if last.passage is first.passage else first.end
    moved = "年初" in first.lead and MOVED.search(first.passage.text, first.end, end)
    return [] if moved else named[:1]


def _plain_wholes(found: Sequence[Mention], known: ListWords) -> list[Mention]:
    """The wholes of a spending without a name: budgets and income of its sentence, not what they were at first."""
    words = known.group("whole_money")
    plain = [m for m in found if words.search(m.lead) and not EARLY.search(m.lead)]
    if plain:
        names = {core(m.lead) for m in plain if m.sentence == plain[0].sentence} - {""}
        if len(names) > 1:
            return []  # 财政拨款收入 and 其他收入: the spending is of both
        name = next(iter(names), "")
        return [m for m in plain if m.sentence == plain[0].sentence and core(m.lead) in ("", name)][:3]
    return [m for m in found[:1] if len(core(m.lead)) > 3 and not EARLY.search(m.lead)]  # noqa: PLR2004


def money_left(
    mention: Mention, pairs: Sequence[Pair], general: Sequence[Mention], known: ListWords, done: Sequence[Statement]
) -> Statement | None:
    """The spending nearest before that has the remainder's name; without a name, the spending of the whole unit."""
    name = core(LEFT.sub("", lead_of(mention)))
    here = mention.passage.index
    if not name and re.match("其中|主要", mention.lead):
        return None
    for pair in reversed(pairs):
        if pair.core == name and (pair.passage == here or len(name) > 1):
            return _pair_left(mention, pair)
        if not name and pair.passage == here and pair.spent.sentence >= mention.sentence - 1:
            return _pair_left(mention, pair)
    return None if name else _of_unit(mention, general, known, done)


def _pair_left(mention: Mention, pair: Pair) -> Statement | None:
    """What a spending leaves of its whole; a balance at the year's end may hold more than the year's income left."""
    if any(_carried_in(m) for m in pair.wholes):
        return None
    income = any("收入" in m.lead and not WHOLE.search(m.lead) for m in pair.wholes)
    stock = re.search("年末|滚存|结转和结余|结转结余", mention.lead) is not None
    direct = pair.spent.sentence != mention.sentence or not _between(pair.spent, mention)
    return difference_of(pair.wholes, [pair.spent], mention, forced=direct and not (income and stock))


def _between(spent: Mention, left: Mention) -> bool:
    """Whether another figure, 上缴20万元, stands between what was spent and what is left, outside brackets and 其中."""
    gap = re.sub(r"[（(][^（）()]*[）)]|其中.*", "", left.passage.text[spent.end : left.lead_start])
    return re.search(r"[\d一二三四五六七八九]元|\d(?:亿|万)元|[十百千万]元", gap) is not None


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
    return difference_of(tied, [spent], mention, forced=near or told) if near or told else None


def _carried_in(whole: Mention) -> bool:
    """Income of the year beside what was carried in: the remainder holds both."""
    text, own = whole.passage.text, OPENED.split(lead_of(whole))[-1]  # 收入总计包括本年收入: the 总计 is another figure
    return re.search(r"(?:上年|年初)(?:结转|结余)", text) is not None and (
        not WHOLE.search(own) or OF_YEAR.search(own) is not None
    )


def of_whole_unit(mention: Mention) -> bool:
    """Income, budget or spending of the whole unit: a name of accounts alone."""
    lead = lead_of(mention)
    if (
        mention.figure.dimension != MONEY
        or mention.bracket >= 0
        or mention.form not in ("value", "to")
        or BASE.search(lead)
    ):
        return False
    own = re.search("预算|收入|支出|财力|指标|执行|到位|进账|花出去|实支|开支", lead)
    return bool(own) and not core(lead) and not EARLY.search(lead) and not re.search("预算执行率|其中|“三公”", lead)


def _spent(mention: Mention, known: ListWords) -> bool:
    lead = lead_of(mention)
    return (
        mention.figure.dimension == MONEY
        and known.group("spent_money").search(lead[-10:]) is not None
        and not re.search("预算(?:数|总额)?为?$|预算安排$|预算支出$", lead)
        and not BASE.search(lead)
        and mention.form in ("value", "to")
    )


def difference_of(
    whole: Sequence[Mention], taken: Sequence[Mention], left: Mention, *, forced: bool = True, claims: bool = True
) -> Statement:
    """The statement that one figure less another leaves a third; several wholes or takings are readings of it."""
    parts = [Part("minuend", m, subject=tidy(m.lead), figure=in_unit_of(m, left)) for m in whole]
    parts += [Part("subtrahend", m, subject=tidy(m.lead), figure=in_unit_of(m, left)) for m in taken]
    return Statement(
        (*parts, Part("difference", left, subject=tidy(left.lead))), claim=left if claims else None, forced=forced
    )
