"""Which figures are targets, which could be what was reached, which are rates of completion: by words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part
from gouji.extraction.stretches import words_before
from gouji.extraction.wordlists import Groups, either, groups_of

AFTER = {"以上": "≥", "以内": "≤", "以下": "≤"}  # after 百分之九十五, which the scan leaves bare
CHANGED = re.compile(r"(?:消除|减少|新增|压减|净增|提高|下降|增加|降低)(?![到至])[^，]{0,4}$")
REVISED = re.compile(r"(?:调整|修订|调减|调增|核减)(?:后)?(?:为|至|到)$")  # 目标300人，后调整为280人
NAMED_PLAN = re.compile(r"(?:[”\"’]|培养|资助|行动|人才|创新|提升)计划")  # the name of a programme
LONG_TERM = re.compile(r"总投资|规划|远期|[三五]年|十[三四五六]五|到20\d\d年")  # due in other years than the report's
EACH = re.compile(r"每(?:个)?(?:月|季度?|周|日|天|村|人|户|镇|乡|校|班)[^，]{0,4}(?:计划|目标|任务|应)")
DONE = re.compile(r"实际|实[建放检招]|完成|建成|预算|支出")
TO_BE_DONE = re.compile(r"(?:完成|建成)[^，。；\d]{0,10}")  # 计划完成25座，实际完成23座
ACTUAL_AHEAD = re.compile(r"[^。；\d]{0,16}(?:[，,、][^。；\d]{0,12}(?:实际|实[建放检招])|[（(]实际(?:完成|建成))")
OF_WHOLE = re.compile("占|比重|比例|率|度")
LISTED_PART = re.compile(r"(?:其中|包括|分为)[^。；，]*\d[^。；，]*、[^。；，、]*$")
APART = re.compile("(?:相差|差额|差距|缺口|短缺|之差)(?:为|是|达|约)*$")
OPERAND = re.compile(r"[÷×＋+－＝=]|/\d|[除乘]以")  # 96万元除以330户: no result yet
LIST = 120  # characters of a list of parts before one of them
ASIDE = re.compile(  # 超计划4公里, 第一批18吨: more than was meant, less than was done
    r"超(?:出|额|过)?(?:年度|年初|全年)?(?:目标|计划|任务)数?(?:为|约)?$|第[一二三四五六\d]+[次批期轮][^，。；]{0,8}$"
)
PART_YEAR = re.compile(r"季度|半年|\d{1,2}[—–\-~至]\d{1,2}月")
WORDS = re.compile(r"[^\W\d_]{2}")
BOUNDS = {"≥": "正向", ">": "正向", "≤": "反向", "<": "反向", "": "等于", "=": "等于"}
EITHER_WAY = "两可"  # a plain target for what may be better the smaller it is
CHANGING = "变动率"
NEARLY_ALL = Fraction(9, 10)
NOUN = 8  # characters at the end of a name that hold its head noun


@dataclass(frozen=True)
class Readers:
    """The words of completion, compiled."""

    target: re.Pattern[str]
    bare_target: re.Pattern[str]
    target_after: re.Pattern[str]
    not_target: re.Pattern[str]
    done_before: re.Pattern[str]
    actual: re.Pattern[str]
    strong: re.Pattern[str]
    not_actual: re.Pattern[str]
    never_actual: re.Pattern[str]
    rate: re.Pattern[str]
    reverse: re.Pattern[str]
    undone: re.Pattern[str]
    reverse_units: frozenset[str]
    of_target: re.Pattern[str]
    changing: re.Pattern[str]
    ceiling: re.Pattern[str]
    ceiling_after: re.Pattern[str]
    floor: re.Pattern[str]
    low: re.Pattern[str]
    high: re.Pattern[str]
    compared: re.Pattern[str]
    gained: re.Pattern[str]


def readers(prose: Prose) -> Readers:
    """The compiled words of a prose's vocabulary."""
    return _compiled(groups_of(prose.words["completion"]), prose.cues.links)


@cache
def _compiled(groups: Groups, links: str) -> Readers:
    w = dict(groups)
    target, low, high = either(w, "target"), either(w, "bounds_low"), either(w, "bounds_high")
    bound = f"(?:{low}|{high})"
    date = (
        r"(?:(?:19|20)\d\d年(?:度)?|年初|年度|年|全年|本年|当年|省|市|县|区"
        r"|该项|此项|设定|确定|的|其|比|为|占|完成|相当于){0,4}"
    )
    return Readers(
        target=re.compile(rf"(?:{target})(?!的)[^，。；]{{0,20}}$"),
        bare_target=re.compile(rf"^{date}(?:绩效)?(?:{target})(?:是|为|：|:|值|数|{bound})*{links}{bound}?$"),
        target_after=re.compile(rf"^的[^，。；\d]{{0,6}}(?:{either(w, 'target_after')})"),
        not_target=re.compile(rf"(?:{either(w, 'not_target')}|按(?![期时质规量]))[^，]{{0,4}}(?:{target})[^，]*$"),
        done_before=re.compile(rf"(?:完成|实现)[^，]{{0,12}}(?:{target})"),
        actual=re.compile(either(w, "actual")),
        strong=re.compile(rf"{either(w, 'strong_actual')}|实(?!施|行|验|物|现|业|名)[\u4e00-\u9fff]{{1,2}}$"),
        not_actual=re.compile(f"{either(w, 'not_actual')}|{either(w, 'never_actual')}"),
        never_actual=re.compile(either(w, "never_actual")),
        rate=re.compile(rf"(?:{either(w, 'rate')})(?:了|率)?{links}$"),
        reverse=re.compile(either(w, "reverse")),
        undone=re.compile(either(w, "undone")),
        reverse_units=frozenset(w["reverse_units"].split()),
        of_target=re.compile(
            rf"(?:{target}|{bound}|年初|年度|全年|本年|绩效|设定|确定|下达|实际|完成|值|数|为|是|的|[：:（(])+$"
        ),
        changing=re.compile(rf"(?:{either(w, 'changing')})$"),
        ceiling=re.compile(rf"(?:{either(w, 'ceiling')})[^，。；\d]{{0,4}}$"),
        ceiling_after=re.compile(rf"的?[^，。；\d]{{0,4}}(?:{either(w, 'ceiling')})"),
        floor=re.compile(rf"(?:{either(w, 'floor')})[^，。；\d]{{0,4}}$"),
        low=re.compile(rf"(?:{low})[^，。；]{{0,2}}$"),
        high=re.compile(rf"(?:{high})[^，。；]{{0,2}}$"),
        gained=re.compile(r"(?:完成|实现|达到|未达到?)$"),
        compared=re.compile(
            r"(?<![不得未至])(?:高于|低于|超过|大于|小于)[^，。；]{0,8}$|未(?:突破|超过|高于)[^，。；]{0,8}$"
        ),
    )


def is_target(mention: Mention, r: Readers) -> bool:
    """Whether the words beside a figure make it a target, a task or a plan."""
    if mention.points or kind(mention) in ("分", "", "?") or mention.form in ("from", "change", "decrease", "multiple"):
        return False
    if r.compared.search(mention.lead) or APART.search(mention.lead):
        return False  # 高于95%的目标 is a limit; 计划与实到数相差20万元 is no plan
    if mention.form == "completion":
        return not r.rate.search(mention.lead) and bool(r.target_after.match(mention.tail))
    if r.target_after.match(mention.tail):
        return True
    gained = bool(r.gained.search(mention.lead)) and bool(r.target_after.match(f"的{mention.tail}"))
    planned = ACTUAL_AHEAD.match(mention.passage.text, mention.end) is not None
    return gained or _named_target(words_before(mention), mention.tail, r, planned=planned)


def _named_target(words: str, tail: str, r: Readers, *, planned: bool) -> bool:
    """Whether the words before a figure name it a target: 计划改造25座; not 按计划, 完成任务 or 人才计划.

    计划完成25座 is one only where what was done is told next (`planned`).
    """
    if REVISED.search(words):
        return True
    m = r.target.search(words)
    if not m or r.not_target.search(words) or NAMED_PLAN.search(words) or LONG_TERM.search(words) or EACH.search(words):
        return False
    after = words[m.start() + 2 :]
    to_be_done = planned and m[0].startswith("计划") and TO_BE_DONE.fullmatch(after)
    if DONE.search(after) and not after.endswith("率") and not to_be_done:
        return False
    return not r.done_before.search(words) or tail.startswith("的")


def is_rate(mention: Mention, r: Readers) -> bool:
    """Whether a figure is a rate of completion: 完成率95%, 完成103%, 为任务的105%."""
    if not mention.percent or r.target_after.match(mention.tail):
        return False
    return mention.form == "completion" or (
        mention.form in ("percent", "rate") and bool(r.rate.search(words_before(mention)))
    )


def kind(mention: Mention) -> str:
    """What a figure is comparable with: percentages, scores, or its dimension."""
    if mention.percent:
        return "%"
    if mention.token.unit == "分":
        return "分"
    dimension = mention.figure.dimension
    return dimension.removesuffix("次") if dimension in ("场次", "期次", "批次", "班次", "家次", "户次") else dimension


def could_be_actual(mention: Mention, target: Mention, r: Readers) -> bool:
    """Whether a figure may be what was reached for a target: its kind and period, and no part, change or rest."""
    if mention is target or kind(mention) != kind(target) or kind(mention) in ("", "?", "分") or mention.points:
        return False
    if is_target(mention, r) or not _formed_like(mention, target) or not _of_the_year(mention, target):
        return False
    lead = mention.lead
    divided = OPERAND.match(mention.passage.text, mention.end)
    if divided or (_one_of_parts(mention, target) and not r.strong.search(lead)):
        return False
    if (
        mention.form == "share"
        and target.form != "share"
        and not (OF_WHOLE.search(words_before(target)) or r.strong.search(lead))
    ):
        return False  # a part of something else
    loose = bool(r.compared.search(lead)) or mention.figure.bound != ""  # 高于全县平均1.62万元
    if r.low.search(lead) or r.high.search(lead) or (loose and not r.strong.search(lead)):
        return False
    words = r.never_actual if mention.percent else r.not_actual
    return not words.search(lead[-12:]) and not ASIDE.search(lead)


def _one_of_parts(mention: Mention, target: Mention) -> bool:
    """共17项，其中产出11项、效益4项: what 其中 lists are parts, and no result of a target outside the list."""
    text = mention.passage.text
    if text[mention.lead_start - 1 : mention.lead_start] != "、" and not mention.lead.startswith("、"):
        return False
    found = LISTED_PART.search(text, max(mention.passage.body, mention.start - LIST), mention.start)
    first = text.rfind("其中", 0, mention.start) if found else -1
    if not found or target.passage is not mention.passage:
        return bool(found)
    return target.start < max(first, found.start()) or bool(re.search("[，。；]", text[mention.end : target.start]))


def _formed_like(mention: Mention, target: Mention) -> bool:
    """Growth meets growth; changes and falls meet nothing of another form."""
    if mention.form in ("from", "change", "decrease", "decline", "multiple"):
        return mention.form == target.form
    if mention.form == "to" and CHANGED.search(words_before(target)):
        return False  # 由11处减至4处 does not meet 消除6处
    return mention.form != "growth" or target.form == "growth" or "增长" in words_before(target)


def _of_the_year(mention: Mention, target: Mention) -> bool:
    """Not of an earlier year than its target, nor of a part of the year unless the target is."""
    day = mention.period
    if not mention.own_period or day is None:
        return True
    if re.search("[上去前]年|上一年|年初|期初", day.word):
        return False
    planned = target.period.year if target.period and target.own_period else None
    if day.year and planned and day.year != planned:
        return False
    return not (
        PART_YEAR.search(day.word)
        and not (target.own_period and target.period and PART_YEAR.search(target.period.word))
    )


def bound_of(mention: Mention, r: Readers) -> str:
    """≥ or ≤ where the words before or after a target say so."""
    if mention.figure.bound:
        return mention.figure.bound
    if sign := AFTER.get(mention.tail[:2], ""):
        return sign
    lead = words_before(mention)
    if r.high.search(lead) or below_ceiling(mention, r):
        return "≤"
    return "≥" if r.low.search(lead) or r.floor.search(lead) else ""


def target_part(mention: Mention, r: Readers, names: tuple[str, ...], bound: str = "") -> Part:
    """A target as a fact, with the bound that its words give it; `names` are all that its indicator is called.

    A plain one, or one with ＝, means at least that much, unless a name says that less may be better; only 0 may not be
    exceeded.
    """
    sign = bound or bound_of(mention, r)
    called = (*names, words_before(mention))
    heads = [r.of_target.sub("", name) for name in called]
    says = [BOUNDS[sign]]
    if sign in ("", "="):
        less = any(_less_may_be_better(name, r) for name in (*called, *heads))
        most = mention.percent and mention.figure.value >= NEARLY_ALL  # 目标95%: no rate of something bad
        if mention.figure.value and not most and (less or mention.figure.dimension in r.reverse_units):
            says = [EITHER_WAY]
        sign = "" if mention.figure.value else "="
    if any(r.changing.search(name) for name in heads):
        says.append(CHANGING)
    figure = mention.figure if mention.figure.bound == sign else replace(mention.figure, bound=sign)
    return Part("target", mention, says=tuple(says), figure=figure)


def _less_may_be_better(name: str, r: Readers) -> bool:
    """死亡人数, 用时, 漏损率, 控制目标; not 事故下降率 or 投诉办结率, of which there cannot be too much."""
    found = list(r.reverse.finditer(name, max(len(name) - NOUN, 0)))
    less = bool(found) and not r.undone.search(name, found[-1].end())
    return less or r.ceiling.search(name) is not None


def below_ceiling(mention: Mention, r: Readers) -> bool:
    """Whether the words make a target a ceiling of something, which may be another thing than what was reached."""
    return bool(r.ceiling.search(words_before(mention)) or r.ceiling_after.match(mention.tail))


def overlap(a: str, b: str) -> int:
    """How many pairs of neighbouring Chinese characters two names share."""
    pairs = {a[i : i + 2] for i in range(len(a) - 1) if WORDS.fullmatch(a, i, i + 2)}
    return sum(p in b for p in pairs)
