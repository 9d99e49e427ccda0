"""What a change is measured from: 比上年的B增加C; 由B降到A; 增长P%（上年B）; A，上年为B; 目标B，实际A，差C."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.extraction.comparing import Change, Grammar, Line, clause_before, same_sort
from gouji.extraction.currents import CARRIED, CHANGES, COMPARED, VALUES
from gouji.extraction.mention import Mention
from gouji.extraction.naming import core

GAP_TO = 40  # characters between 由B and 到A
BACK = 3  # figures between a base that stands by itself and its change
EACH_TO = re.compile(
    "[升降变少加高低大小缩减涨提调](?:[到至]|为)(?:今年|本年|目前|现在)?的?(?:每.{1,3}|.均|平均每.{1,3})$"
)  # 提高到每亩5元
FOLLOWS = re.compile(r"[^，。；：、（）\d]{0,6}[，,、（(]?[^，。；：、（）\d]{0,10}")
BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
FROM_AFTER = re.compile(r"[，,][由从][^，。；]{0,14}|[（(][^，。；由从]{0,10}[由从][^，。；]{0,10}")
WITH = re.compile(r"[）)]?的?(?:相比|比较)[，,]?[^，。；]{0,16}$")
DATED = re.compile(r"(?P<open>[（(，,])(?P<words>[^，。；：（）]{0,14})[：:]?")
IS = re.compile(r"(?:为|是|有|仅|年)$")
YEAR = re.compile(r"(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3}")
SET_ASIDE = re.compile(r"(?:年初|全年|调整后?|采购|招标|项目)*预算(?:数|额|金额|价)?的?")
OPENING = re.compile(r"年初(?!预算|计划|目标|安排|批复)|期初")
ACCOUNT = re.compile(r"执行数|决算|年初预算|预算")
YEARLY = re.compile("年均|平均每年|每年平均|年平均")
CHANGED = re.compile(r"增加(?!值)|减少|增长|下降|多支|少支")
NOW = re.compile(r"今年|本年|当年|本期")
RELATIVE = re.compile(r"同比|上年|去年|上一年|同期")
NOT_NAME = re.compile(r"(?:19|20)\d\d年度?末?|上年同期|去年同期|上年度?末?|去年|同期|今年|本年|[^\u4e00-\u9fffA-Za-z]+")
TOGETHER = re.compile(r"合计|共计|总共|一共|总计|^共|[，、]共")
UNITS_IN_NAMES = "起人户件家台次座项"


@dataclass(frozen=True, slots=True)
class Base:
    """What a change is measured from; `index` is its place in the sentence. `goal`: it was set, not counted."""

    mention: Mention
    index: int
    goal: bool
    noun: str = ""
    current: Mention | None = None  # where the words give both: 由B到A
    apart: bool = False  # it stands by itself, so its name must agree with that of the current figure


def from_to(mentions: tuple[Mention, ...]) -> list[Base]:
    """由B到A: the pairs of one sentence. `index` is that of the later figure."""
    found = []
    for n in range(1, len(mentions)):
        a, b = mentions[n - 1], mentions[n]
        near = a.sentence == b.sentence and b.start - a.end < GAP_TO
        if a.form == "from" and (b.form == "to" or EACH_TO.search(b.lead)) and near and same_sort(a, b):
            found.append(Base(a, n, goal=False, current=b))
    return found


def beside(line: Line, change: Change, pairs: list[Base], used: set[int]) -> Base | None:
    """The base that stands with a change: 由…到 beside it, 比B before it, or a bracket after it."""
    for pair in pairs:
        if _moves(line, change, pair):
            return pair
    return _inline(line, change, used) or _both_after(line, change) or _after(line, change)


def _moves(line: Line, change: Change, pair: Base) -> bool:
    """由B降到A，下降P%, or 下降P%（由B降到A）."""
    depth = pair.current.depth if pair.current else 0
    if pair.mention.sees("mean") and TOGETHER.search(change.at.lead):
        return False  # 户均增收由B提高到A，合计增收C: what all have is no change of what each has
    if depth <= change.at.depth and pair.index < change.first and not change.noun:
        between = BRACKETED.sub("", line.between(pair.index, change.first))
        if FOLLOWS.fullmatch(between):
            return True
    return pair.index == change.last + 2 and bool(FROM_AFTER.fullmatch(line.between(change.last, change.last + 1)))


def _inline(line: Line, change: Change, used: set[int]) -> Base | None:
    """比上年的B增加C: the figure right before the change, led by 比 or 较."""
    n = change.first - 1
    if n < 0 or n in used:
        return None
    b, tail = line.mentions[n], line.between(n, change.first)
    before, _ = clause_before(b, line.mentions[n - 1].end if n else 0)
    led = line.g.base.fullmatch(before.rstrip("（(：:"))
    if not led:
        return None
    if CHANGED.search(led["what"]):
        return None  # 比上年减少会议费C is a change itself
    opened = WITH.match(tail)  # 与上年的B相比，收入增加C
    if not (opened if led["by"] in ("与", "同", "跟", "和") else line.g.inline.fullmatch(tail)):
        return None
    noun = change.noun if opened else led["noun"]
    goal = line.g.goal.search(led["what"] + tail) or b.sees("target") or SET_ASIDE.fullmatch(led["what"])
    return Base(b, n, bool(goal), noun)


def _after(line: Line, change: Change) -> Base | None:
    """同比增长P%（上年B）; 同比增长P%，上年为B."""
    n = change.last + 1
    if n >= len(line.mentions):
        return None
    b = line.mentions[n]
    dated = DATED.fullmatch(line.between(change.last, n))
    if not dated or "分别" in dated["words"] or not dates_earlier(line.g, dated["words"]):
        return None
    if not _year_before(line, change, dated["words"]):
        return None
    if dated["open"] in "，,":
        following = line.mentions[n + 1] if n + 1 < len(line.mentions) else None
        changing = following is not None and following.segment == b.segment and following.form in CHANGES
        if changing or not IS.search(dated["words"]):
            return None
    return Base(b, n, goal=False)


def _both_after(line: Line, change: Change) -> Base | None:
    """下降P%（2021年B，2022年A）: a bracket that holds the two figures and no other, either first."""
    end, n = line.mentions[change.last].end, change.last + 1
    pair = [m for m in line.mentions[n : n + 3] if m.bracket == end]
    if len(pair) != 2 or not same_sort(*pair) or any(m.form not in VALUES or m.figure.bound for m in pair):  # noqa: PLR2004
        return None
    years = [int(y[0]) for m in pair if (y := YEAR.search(m.lead)) and y[0].isdigit()]
    old = [m for m in pair if line.g.earlier.search(m.lead)]
    if len(years) == 2:  # noqa: PLR2004 - both are dated, so the years tell
        old = [m for m, year in zip(pair, years, strict=True) if year == max(years) - 1]
    elif years and not old:
        old = [m for m, other in (pair, pair[::-1]) if YEAR.search(m.lead) and NOW.search(other.lead)]
    if len(old) != 1:
        return None
    at = pair.index(old[0])
    return Base(old[0], n + at, goal=False, current=pair[1 - at])


def _year_before(line: Line, change: Change, said: str) -> bool:
    """Whether a year that is said is the one compared with: that named, or else the one before the figure's own."""
    own, named = YEAR.search(said), YEAR.search(change.against)
    if not own or not own[0].isdigit():
        return True
    if named:
        return own[0] == named[0]
    years = [m.period.year for m in line.mentions[: change.last + 1] if m.period and m.period.year]
    now = years[-1] if years else line.prose.profile.fiscal_year
    return now is None or int(own[0]) >= now - 1


def before(line: Line, change: Change, used: set[int]) -> Base | None:
    """A，上年为B，增长P%; 2022年执行数B，2023年预算A，比2022年执行数增长P%; 目标B，实际A，差C."""
    if YEARLY.search(change.at.lead):
        return None  # 年均 runs over years that no figure standing apart tells
    relative = bool(RELATIVE.search(change.against))
    account = ACCOUNT.search(change.against)
    goal = bool(line.g.goal.search(change.against) or change.alone) and not relative and not account
    year = YEAR.search(change.against)
    for n in range(change.first - 1, -1, -1):
        b = line.mentions[n]
        if n in used or not _possible(b, change) or (account and account[0] not in b.lead):
            continue
        if goal or change.saved:
            if b.sees("target") or b.figure.bound or (change.saved and b.sees("budget")):
                return Base(b, n, goal=True)
        elif account and not year and not relative:
            return Base(b, n, goal=False)
        elif OPENING.search(change.against):
            if OPENING.search(b.lead) and not CARRIED.search(b.lead):
                return Base(b, n, goal=False, apart=True)
        elif n >= change.first - BACK and _of_earlier(line, n, change, year):
            return Base(b, n, goal=False, apart=True)
    return None


def _possible(b: Mention, change: Change) -> bool:
    near = b.segment >= change.at.segment - 1
    return near and b.form in VALUES and (change.amount is None or same_sort(b, change.amount))


def _of_earlier(line: Line, n: int, change: Change, year: re.Match[str] | None) -> bool:
    """Whether the words date figure n to the time that the change is measured from."""
    b, lead = line.mentions[n], _listed_lead(line.mentions, n)
    if "分别" in lead or not _means(change.noun, b) or not dates_earlier(line.g, lead):
        return False
    fiscal = line.prose.profile.fiscal_year
    return year_fits(b, year, line.mentions[: change.first + 1], fiscal)  # 2019年增加C dates what it led to


def dates_earlier(g: Grammar, lead: str) -> bool:
    """Whether words date a figure before the year that the report is about."""
    if ("预算" in lead and not YEAR.search(lead)) or COMPARED.search(lead) or CARRIED.search(lead):
        return False
    return bool(g.earlier.search(lead)) or bool(YEAR.search(lead))


def year_fits(
    b: Mention, wanted: re.Match[str] | None, mentions: tuple[Mention, ...], fiscal: int | None = None
) -> bool:
    """A figure of a named year is the base if that year is named, or a figure beside it is of the year after.

    Where none beside it is dated, they are of the year reported on.
    """
    own = YEAR.search(b.lead)
    if not own:
        return True
    if wanted:
        return own[0] == wanted[0]
    later = [m.period.year for m in mentions if m is not b and m.own_period and m.period and m.period.year]
    now = max(later, default=fiscal)
    return now is not None and own[0].isdigit() and now == int(own[0]) + 1


def kin(base: Mention, current: Mention) -> bool:
    """上年结转15万元，本年收入300万元: two names with nothing in common are not one thing at two times."""
    a, b = (NOT_NAME.sub("", core(m.lead)) for m in (base, current))
    return len(a) < 2 or len(b) < 2 or any(a[i : i + 2] in b for i in range(len(a) - 1))  # noqa: PLR2004 - two characters


def _listed_lead(mentions: tuple[Mention, ...], n: int) -> str:
    """上年为21起、4人: what stands before the first of a list holds for all of it."""
    while n and not mentions[n].lead and mentions[n].passage.text[mentions[n - 1].end : mentions[n].start] == "、":
        n -= 1
    return mentions[n].lead


def _means(noun: str, base: Mention) -> bool:
    """起数 and 人数 are of the figure that counts 起 or 人."""
    unit = noun[-1:]
    return not unit or unit not in UNITS_IN_NAMES or base.figure.dimension == unit
