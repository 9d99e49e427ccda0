"""The figures of a list of scores, item by item: what each may earn, what it earned, and the total.

预算执行10分得9.6分，产出50分，得48分…总分96.8分      投入14分（满分15分）      决策指标（15分）自评15分
投入10分、过程20分…依次为9.5分、18.6分                预算执行　10分　9.75分     3.1 预算执行率，满分10分，得9.65分
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from gouji.extraction.mention import Mention
from gouji.extraction.passages import GAP
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Statement
from gouji.extraction.wordlists import Groups, either, groups_of

PARTLY = re.compile(r"[两二三四五六七八九十\d]+(?:项|类|个)[^，。；]{0,6}$|小计")  # 产出27分、效果22分，两项合计49分
FULL = re.compile(r"(?:权重|分值|满分)(?:合计|总计|之和)(?:为|是|：)?$")
NAMES = re.compile(r"、[^，。；、\d]{0,12}")
BAND = re.compile(r"[为是—\-~至]?[优良中差]")
FULLY = re.compile(r"[）)]?[，,：:]?(?:各项|全部|全|均|都)?[得获计为记](?:了|到)?满分")  # 其余指标（40分）得满分
ONLY_MARK = re.compile(r"[、和与及]")
OF_GRADE = re.compile("的?[“]?[优良中差]")
SHORTEST = 6  # characters beside a score that name it a threshold
EXECUTION_WEIGHT, FRAMEWORK = "budget.weight", "评价体系"
FEWEST = 2  # items that make a list of scores
NEAR = (9, 10)  # how near two totals are that may be one


@dataclass(frozen=True)
class Item:
    """One line of a list of scores: the figures for what it may earn and has earned."""

    weight: Mention | None
    score: Mention | None
    name: str
    passage: int


@dataclass(frozen=True)
class Words:
    """The words of scores, compiled."""

    then_score: re.Pattern[str]
    then_weight: re.Pattern[str]
    got: re.Pattern[str]
    weight: re.Pattern[str]
    total: re.Pattern[str]
    full: re.Pattern[str]
    deduct: re.Pattern[str]
    execution: re.Pattern[str]
    own: re.Pattern[str]
    other: re.Pattern[str]
    judged: re.Pattern[str]
    bonus: re.Pattern[str]
    statistic: re.Pattern[str]
    distance: re.Pattern[str]
    against: re.Pattern[str]
    threshold: re.Pattern[str]
    framework: re.Pattern[str]
    process: re.Pattern[str]
    year: int | None


def score_words(prose: Prose) -> Words:
    """The compiled words of a prose's vocabulary."""
    return _compiled(groups_of(prose.words["scores"]), prose.profile.fiscal_year)


@cache
def _compiled(groups: Groups, year: int | None) -> Words:
    w = dict(groups)
    got, weight = either(w, "got"), either(w, "weight")
    return Words(
        then_score=re.compile(rf"[）)]?[，,：:{GAP}|]*(?:（|\()?(?:{got})?[：:为]?[{GAP}|]*"),
        then_weight=re.compile(rf"[（(，](?:{weight})[：:为]?"),
        got=re.compile(rf"(?:{got})[：:为]?$"),
        weight=re.compile(rf"(?:{weight})[：:为]?$"),
        total=re.compile(rf"(?:{either(w, 'total')})(?:满分)?(?:为|是|：)?$"),
        full=re.compile(rf"(?:{either(w, 'full')})(?:为|是|：)?$"),
        deduct=re.compile(rf"(?:{either(w, 'deduct')})了?$"),
        execution=re.compile(either(w, "execution")),
        own=re.compile(rf"(?:{either(w, 'own')})(?:为|是|：)?$"),
        other=re.compile(either(w, "other_score")),
        judged=re.compile(either(w, "judged")),
        bonus=re.compile(either(w, "bonus")),
        statistic=re.compile(either(w, "statistic")),
        distance=re.compile(rf"(?:{either(w, 'distance')})(?:了|出|约)?$"),
        against=re.compile(either(w, "against")),
        threshold=re.compile(either(w, "threshold")),
        framework=re.compile(either(w, "framework")),
        process=re.compile(either(w, "framework_process")),
        year=year,
    )


def is_score(m: Mention) -> bool:
    """Whether a figure may be a score or a weight: so many 分, or a bare number."""
    if m.token.unit == "分":
        return not m.tail.startswith(("制", "点", "之")) and m.token.text != "百分"
    return m.token.kind == "bare" and not m.tail[:1].isalpha()


def items_in(run: list[Mention], w: Words) -> tuple[list[Item], Mention | None, Mention | None]:
    """The items of a run, its total and its full marks."""
    items = _respectively(run)
    used = {m.span for i in items for m in (i.weight, i.score) if m}
    totalled = {m.sentence for m in run if _totals(m, w)}  # a total is often told first, and again after its items
    total = full = None
    n = 0
    while n < len(run):
        m = run[n]
        nxt = run[n + 1] if n + 1 < len(run) and run[n + 1].passage is m.passage else None
        n += 1
        if m.span in used or w.deduct.search(m.lead) or w.statistic.search(m.lead) or _beside(m, total, items, w):
            continue
        role = _roles(m, nxt, w)
        if _totals(m, w) and not FULL.search(m.lead):
            if role == "weight-score" and nxt:
                full, total = m, nxt
                n += 1
            else:
                total = m if total is None or _closes(m, total, run[n:], items) else total
        elif role == "weight-score" and nxt:
            items.append(Item(m, nxt, _name(m), m.passage.index))
            n += 1
        elif role == "score-weight" and nxt:
            items.append(Item(nxt, m, _name(m), m.passage.index))
            n += 1
        elif FULLY.match(m.passage.text, m.end) and not w.got.search(m.lead):
            items.append(Item(m, m, _name(m), m.passage.index))
        elif w.full.search(m.lead) or FULL.search(m.lead):
            full = full or m
        elif m.token.unit == "分" and not _compared(m, w) and _lone(m, run, total, totalled, items):
            items.append(Item(None, m, _name(m), m.passage.index))
    return _earned(items, w), total, full


def _closes(m: Mention, total: Mention, after: list[Mention], items: list[Item]) -> bool:
    """自评总分92分。…投入14分，过程29分，合计得分86.5分: the total that ends their sentence is theirs, whatever stands before."""
    ends = [x for i in items for x in (i.weight, i.score) if x]
    inside = bool(ends) and all(
        x.passage is total.passage and total.end < x.start and x.sentence == m.sentence for x in ends
    )
    partly = PARTLY.search(m.lead)
    return inside and not partly and not any(x.sentence == m.sentence for x in after)


def _beside(m: Mention, total: Mention | None, items: list[Item], w: Words) -> bool:
    """产出27分，合计92分，加上加分3分: points told after the total that closed its items are none of them."""
    return bool(total and items and _starts(items[0]) < total.start < m.start and w.bonus.search(m.lead))


def _starts(item: Item) -> int:
    return min(x.start for x in (item.weight, item.score) if x)


def _earned(items: list[Item], w: Words) -> list[Item]:
    """决策15分、过程25分…决策得15分，过程得23分: where some lone figures are called 得, the others are weights."""
    lone = [i.score for i in items if i.weight is None and i.score]
    called = {m.span for m in lone if w.got.search(m.lead) or m.lead.endswith("加分")}
    if sum(w.got.search(m.lead) is not None for m in lone) < FEWEST:
        return items
    return [i for i in items if i.weight or (i.score and i.score.span in called)]


def _compared(m: Mention, w: Words) -> bool:
    """离“良”的80分线差1.2分: a threshold, or how far two scores lie apart."""
    if w.got.search(m.lead):
        return False
    text = m.passage.text
    start = max(text.rfind(c, m.passage.body, m.start) for c in "。；") + 1
    before = text[max(start, m.passage.body) : m.start]
    bound = w.threshold.search(m.tail[:SHORTEST]) or w.threshold.search(before[-SHORTEST:])
    apart = w.distance.search(m.lead) and w.against.search(before)
    return bool(bound or apart or (w.against.search(m.lead) and OF_GRADE.match(m.tail)))


def _lone(m: Mention, run: list[Mention], total: Mention | None, totalled: set[int], items: list[Item]) -> bool:
    """A score without its weight: in the sentence of others or, after a total, of one; and no threshold."""
    if m.figure.bound or BAND.match(m.tail) or re.search("折算|分值", m.lead):
        return False
    if total is not None:
        return m.sentence in totalled and not any(
            i.weight and i.passage == m.passage.index for i in items if i.score and i.score.start < total.start
        )
    return any(o.sentence == m.sentence for o in run if o is not m)


def _totals(m: Mention, w: Words) -> bool:
    lead = m.lead
    if not lead and m.lead_start > m.passage.body and m.passage.text[m.lead_start - 1] == GAP:
        lead = m.passage.text[m.passage.body : m.lead_start - 1]  # 合计　100分　97.45分
    other = bool(m.period and m.period.year and w.year and m.period.year != w.year)
    return bool(w.total.search(lead)) and not w.other.search(lead) and not other


def _roles(m: Mention, nxt: Mention | None, w: Words) -> str:
    """How a score figure and the next one go together."""
    if nxt is None:
        return ""
    between = m.passage.text[m.end : nxt.start]
    if w.then_weight.fullmatch(between):
        return "score-weight"
    if w.then_score.fullmatch(between) and not w.got.search(m.lead) and not w.deduct.search(m.lead):
        return "weight-score" if between or m.token.unit == "分" else ""
    return ""


def _respectively(run: list[Mention]) -> list[Item]:
    """投入10分、过程20分…依次为9.5分、18.6分: as many scores after 依次 or 分别 as there were named weights."""
    at = next((n for n in range(FEWEST, len(run)) if _opens(run, n)), None)
    if at is None:
        return []
    got = _chained(run[at:], ONLY_MARK)
    named = run[at - len(got) : at] if len(got) <= at else []
    whole = len(_chained(named, NAMES)) == len(got) if named else False
    more = (
        at > len(got)
        and NAMES.fullmatch(run[at - len(got) - 1].passage.text[run[at - len(got) - 1].end : named[0].start])
        if named
        else False
    )
    if len(got) < FEWEST or not whole or more:
        return []
    return [Item(a, b, _name(a), a.passage.index) for a, b in zip(named, got, strict=True)]


def _opens(run: list[Mention], n: int) -> bool:
    """Whether a figure is the first of those after 依次 or 分别."""
    joined = (
        ONLY_MARK.fullmatch(run[n].passage.text[run[n - 1].end : run[n].start])
        if run[n].passage is run[n - 1].passage
        else None
    )
    return joined is None and bool(re.search("依次|分别", run[n].passage.text[run[n].lead_start : run[n].start]))


def _chained(run: list[Mention], mark: re.Pattern[str]) -> list[Mention]:
    chain = run[:1]
    for a, b in pairwise(run):
        if a.passage is not b.passage or not mark.fullmatch(a.passage.text[a.end : b.start]):
            break
        chain.append(b)
    return chain


def _name(m: Mention) -> str:
    """The words that name an item."""
    text, start = m.passage.text, m.lead_start
    if len(m.lead) > 2:  # noqa: PLR2004
        return m.lead
    before = re.split(r"[。；;、（(：]", text[m.passage.body : max(start - 1, m.passage.body)])[-1]
    return before + m.lead


def of_framework(names: Iterable[str], w: Words) -> bool:
    """决策、过程、产出、效益: the items of an evaluation, whose weights no rule of self-evaluation sets."""
    told = tuple(names)
    return any(map(w.framework.match, told)) and any(map(w.process.match, told))


def framed(statements: Iterable[Statement], names: Iterable[str], w: Words) -> Iterator[Statement]:
    """The statements of a table; where its rows are those of an evaluation, the weight of execution says so."""
    evaluation = of_framework(names, w)
    for statement in statements:
        if evaluation and any(p.role == EXECUTION_WEIGHT for p in statement.parts):
            parts = (replace(p, says=(FRAMEWORK,)) if p.role == EXECUTION_WEIGHT else p for p in statement.parts)
            yield replace(statement, parts=tuple(parts))
        else:
            yield statement


def comparable(totals: list[Mention], bonus: re.Pattern[str] | None = None) -> bool:
    """Whether totals are near enough to be one told twice; a far one is the sum of a part, and proves nothing.

    Nor do totals where points beside the items (`bonus`) are told of: 合计87分。加分项5分.
    """
    values = [m.figure.value for m in totals]
    beside = bonus is not None and len(set(values)) > 1 and any(bonus.search(m.passage.text) for m in totals)
    return not beside and max(values) * NEAR[0] <= min(values) * NEAR[1]
