"""Lists of scores and the total they make, scattered ones too; and the total wherever else the report says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.formgrid import annexed_passages
from gouji.extraction.funds import funds
from gouji.extraction.grids import grids, is_row
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.scoreitems import FEWEST, Item, Words, comparable, framed, is_score, items_in, score_words
from gouji.extraction.statement import Part, Statement
from gouji.extraction.tables import scored_lines, table_totals

TARGETED = re.compile(r"指标值|目标值|完成值")
TIMELY = re.compile(r"时效|及时")
SCHEME = re.compile("体系|标准|办法|设置|设定|设计|构成|组成|权重|分值")
WHOLE = 100  # what all weights make
OPENED = re.compile("自评，$")
LINE = 40  # characters of a line that holds an item and little else


def scores(prose: Prose) -> Iterator[Statement]:
    """Every list of scores with the total it belongs to; and the totals of the report, which must agree."""
    w = score_words(prose)
    runs = list(_runs(prose, w))
    money = _execution(prose)
    totals: list[Mention] = []
    loose: list[Item] = []
    for n, run in enumerate(runs):
        items, total, full = items_in(run, w)
        beside = [i for i in items if i.weight and i.score and w.weight.search(i.weight.lead or "")]
        if total and not items and loose:
            yield from _scattered(loose, total, full, w, money)
            totals.append(total)
            loose = []
        paired = sum(i.weight is not None for i in items)
        if sum(i.score is not None for i in items) < FEWEST or (total is None and paired < FEWEST):
            loose += beside
            continue
        if total is None:
            total, full = _total_near(runs, n, w, full)
        if total is None:
            loose += beside
            continue
        if _scheme(total, items, w):
            continue
        totals.append(total)
        yield from framed(_list(items, (total, full), f"得分{n}", w, money), (i.name for i in items), w)
    totals = list({t.span: t for t in (*totals, *table_totals(prose))}.values())
    own = _own_totals(prose, totals, w)
    if loose and own:
        yield from _scattered(loose, own[0], None, w, money)
    if own and not totals:
        yield Statement((Part("total_score", own[0]),))
    if len(own) + len(totals) > 1:
        told = [*totals, *own]
        places = {"subject": "自评总分", "scope": "未注明"}
        yield Statement(tuple(Part("amount", t) for t in told), forced=comparable(told, w.bonus), places=places)


def _scheme(total: Mention, items: list[Item], w: Words) -> bool:
    """指标体系总分100分，其中决策20分、过程20分…: what may be earned, where nothing says that it was."""
    text = total.passage.text
    start = max(text.rfind(c, total.passage.body, total.start) for c in "。！？") + 1
    lone = all(i.weight is None and i.score and not w.got.search(i.score.lead) for i in items)
    return lone and SCHEME.search(text, max(start, total.passage.body), total.start) is not None


def _scattered(
    items: list[Item], total: Mention, full: Mention | None, w: Words, money: tuple[Part, ...]
) -> Iterator[Statement]:
    """Scores that stand beside their indicators all over a report: a list if their weights say that none is missing."""
    if len(items) < FEWEST or sum(i.weight.figure.value for i in items if i.weight) != WHOLE:
        return
    yield from _list(items, (total, full), "得分", w, money)


def _execution(prose: Prose) -> tuple[Part, ...]:
    """The adjusted budget and the money spent of the whole unit: those of the first execution rate stated with both."""
    for statement in funds(prose):
        parts = {p.role: p for p in statement.parts}
        if {"execution_rate", "budget.adjusted", "budget.executed"} <= parts.keys():
            return (parts["budget.adjusted"], parts["budget.executed"])
    return ()


def _runs(prose: Prose, w: Words) -> Iterator[list[Mention]]:
    """The score figures of each paragraph; those of neighbouring lines that hold little else make one run."""
    run: list[Mention] = []
    tabled = scored_lines(prose) | _of_other_tables(prose, w)
    last = -9
    for reading in prose.readings:
        found = [m for m in reading.mentions if is_score(m)]
        if reading.passage.cell or is_row(reading.passage) or reading.passage.index in tabled or not found:
            continue
        line = len(reading.passage.text) - reading.passage.body < LINE and len(found) <= 2  # noqa: PLR2004
        if run and not (line and reading.passage.index == last + 1):
            yield run
            run = []
        run = [*run, *found]
        last = reading.passage.index if line else -9
    if run:
        yield run


def _of_other_tables(prose: Prose, w: Words) -> frozenset[int]:
    """The lines of tables whose header names no scores: 门类　个数　金额."""
    marked = (grid for grid in grids(prose) if not any(f.mentions for f in grid.rows[0]))
    others = (grid for grid in marked if not any(w.got.search(f.text) or w.weight.search(f.text) for f in grid.rows[0]))
    return frozenset(f.passage.index for grid in others for row in grid.rows for f in row)


def _total_near(
    runs: list[list[Mention]], n: int, w: Words, full: Mention | None
) -> tuple[Mention | None, Mention | None]:
    """The total and full marks in the run right after a list, if that is in the next passages and has no items."""
    if n + 1 >= len(runs) or runs[n + 1][0].passage.index - runs[n][-1].passage.index > 2:  # noqa: PLR2004
        return None, full
    items, total, own_full = items_in(runs[n + 1], w)
    return (None, full) if items else (total, full or own_full)


def _list(
    items: list[Item], ends: tuple[Mention, Mention | None], name: str, w: Words, money: tuple[Part, ...]
) -> Iterator[Statement]:
    """A total (and full marks, `ends`) with the items that make it."""
    total, full = ends
    places = {"list": name}
    parts = (Part("total_score", total), *((Part("full_score", full),) if full else ()))
    yield Statement(parts, places=places)
    incomplete = any(i.weight is None for i in items)
    for item in items:
        apart = (
            item.weight is not None
            and item.weight.bracket >= 0
            and bool(TARGETED.search(item.weight.passage.text, item.weight.bracket, item.weight.start))
        )
        budget = "budget." if w.execution.search(item.name) else ""
        made: list[Part] = []
        if item.weight:
            if incomplete:  # weights that are not all there make no sum; each is the full marks of its own score
                made.append(Part("full_score", item.weight, places={"list": f"{name}满分"}))
            else:
                made.append(Part(f"{budget}weight", item.weight))
        if item.score:
            says = ("时效",) if TIMELY.search(item.name) else ()
            made.append(Part(f"{budget}score", item.score, says=says))
        if budget and item.weight and item.score and not incomplete:
            made += money  # what the execution rate divides, for its score
        for parts in [(p,) for p in made] if apart else [tuple(made)]:  # one beside its target is judged there
            yield Statement(parts, places=places)


def _own_totals(prose: Prose, known: list[Mention], w: Words) -> list[Mention]:
    """The report's own total wherever else it says it: 自评得分94.7分 in its summary."""
    spans, annexed = {t.span for t in known}, annexed_passages(prose)
    return [
        m
        for m in prose.mentions()
        if m.token.unit == "分" and m.span not in spans and m.passage.index not in annexed and _own(m, w)
    ]


def _own(m: Mention, w: Words) -> bool:
    named = m.period.year if m.period and (w.year or m.own_period) else None
    other = bool(named) and named != w.year
    text, start = m.passage.text, m.lead_start
    lead = m.lead
    if OPENED.search(text, max(start - 5, m.passage.body), start):
        lead = f"自评{lead.removeprefix('本').removeprefix('项目')}"  # 经自评，本项目得分95分
    said = lead + m.tail + (m.period.word if m.period else "")  # 上年度（2021年）该项目自评得分95.5分
    bounded = m.figure.bound or m.tail.startswith(("以上", "及以上", "以下"))
    return "自评" in lead and bool(w.own.search(lead)) and not (bounded or other or w.other.search(said))
