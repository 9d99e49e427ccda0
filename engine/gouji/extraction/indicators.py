"""Indicators stated by a whole block: a heading that ends in its target and the evidence under it; label lines.

2) 瓜果种植面积0.7万亩。                        3.1.1 年新增藏量
我镇瓜果种植面积0.75万亩，指标完成率107%。      指标值：2.2万册。完成值：2.35万册。完成率：106.8%。
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from gouji.extraction.mention import Mention
from gouji.extraction.pair import Pair
from gouji.extraction.prose import Prose
from gouji.extraction.stretches import Block, Stretch, words_before
from gouji.extraction.targets import Readers, could_be_actual, is_rate, kind, overlap

AFTER = 7  # characters of a noun that may follow the figure of a heading
GOALS = re.compile(r"绩效|指标|目标|产出|效益|满意度|任务|完成情况|干成")
MONEY = re.compile(r"预算|支出|收入|经费|资金|得分|评分")
RATED = re.compile(r"完成率|指标|目标|预期|完成进度|工程进度|进度")
LINE = re.compile(r"^(?:年度|年初|绩效)*(?:指标|目标)(?:任务)?值?[:：]")
PROGRESS = re.compile(r"进度(?:为|是|达到?|已达)*$")  # of the work; it does not say how much of 1000米 was built
STRONG = re.compile(r"共计|总规模|扩大至|扩大到|已达到")


def indicators_of(block: Block, found: list[Pair], prose: Prose, r: Readers) -> list[Pair]:
    """The indicators of a block as a whole: targets that no stretch has paired, with the evidence under them."""
    paired = {id(p.target) for p in found}
    heading = _heading_target(block, prose)
    if heading is not None and id(heading) not in paired:
        targets, where = [heading], block.head
    else:
        targets, where = _line_targets(block, paired, r)
    if not targets or where is None:
        return []
    after = [s for s in block.body if (s.passage.index, s.start) > (where.passage.index, where.start)]
    if not after or any(p.stretch in after and kind(p.target) in map(kind, targets) for p in found):
        return []
    made = [_indicator(t, block, after, r, several=len(targets) > 1) for t in targets]
    return made if len(made) == 1 else _with_rates([p for p in made if p.actuals], after, r)


def _with_rates(pairs: list[Pair], after: list[Stretch], r: Readers) -> list[Pair]:
    """目标完成率分别为107.9%、102.7%: one rate for each of several targets, in order; else none."""
    rates = [m for s in after for m in s.mentions if is_rate(m, r)]
    each = rates if len(rates) == len(pairs) else [None] * len(pairs)
    return [replace(p, rate=rate) for p, rate in zip(pairs, each, strict=True)]


def _heading_target(block: Block, prose: Prose) -> Mention | None:
    """The figure that a heading ends in, where the headings above or the words below make it an indicator."""
    head = block.head
    if head is None or not head.mentions or not block.body:
        return None
    last = head.mentions[-1]
    if head.end - last.end > AFTER or last.points or last.form in ("share", "from", "to") or kind(last) == "分":
        return None
    above = "".join(prose.heading_texts(block.index)[-3:])
    told = "".join(s.text for s in block.body)
    if kind(last) in ("", "?") or (
        not last.percent and MONEY.search(head.text) and not (RATED.search(told) or "指标" in above)
    ):
        return None
    return last if GOALS.search(above) or RATED.search(told) else None


def _line_targets(block: Block, paired: set[int], r: Readers) -> tuple[list[Mention], Stretch | None]:
    """The targets of a line that opens with 指标值 and a colon."""
    for s in block.body:
        opens = len(s.mentions) == 1 and _opens(s.mentions[0], s, r)
        if LINE.match(s.text) or opens:
            lone = [m for m in s.mentions if id(m) not in paired and kind(m) not in ("", "?", "分")]
            return (lone, s) if len(lone) == len(s.mentions) else ([], None)
    return [], None


def _opens(m: Mention, s: Stretch, r: Readers) -> bool:
    """Whether a stretch is, but for the name before its colon, a bare target: 接待读者：年度指标值18万人次."""
    first = m.lead_start <= s.start + 1 or s.passage.text[m.lead_start - 1] in "：:"
    return first and bool(r.bare_target.match(words_before(m) if m.lead_start <= s.start + 1 else m.lead))


def _indicator(target: Mention, block: Block, after: list[Stretch], r: Readers, *, several: bool) -> Pair:
    """A target with the best actual that its evidence offers, all of those whose words are tied, and its rate."""
    mentions = [m for s in after for m in s.mentions]
    rates = [m for m in mentions if is_rate(m, r)]
    name = target.lead if several else block.name + target.lead
    if several:
        mentions = [m for m in mentions if overlap(_noun(name), m.lead) > 1]
    of_percent = kind(target) == "%"
    actuals: tuple[Mention, ...]
    if of_percent and rates:
        own = _best(target, [m for m in mentions if m not in rates and overlap(_noun(name), m.of)], name, r)
        actuals = own or (rates[0],)
        rate = None
    else:
        actuals = _best(target, [m for m in mentions if m not in rates], name, r)
        rate = next((m for m in rates if not PROGRESS.search(words_before(m))), None)
    last = max(
        (m for m in (*actuals, *([rate] if rate else []))), key=lambda m: (m.passage.index, m.start), default=None
    )
    home = next((s for s in after if last and last in s.mentions), after[0])
    return Pair(target, actuals, rate, home, forced=bool(actuals), whole=True)


def _noun(name: str) -> str:
    return re.sub(r"[\d.,%‰]|完成率|率$", "", name)


def _best(target: Mention, mentions: Iterable[Mention], name: str, r: Readers) -> tuple[Mention, ...]:
    """The figures whose words speak most for them as the actual value; several if their words are equal."""
    fit = [m for m in mentions if could_be_actual(m, target, r) and m.depth == 0]
    if not fit:
        return ()
    ranks = [_rank(m, target, name, r) for m in fit]
    best = max(ranks)
    values = {m.figure.value: m for m, rank in zip(fit, ranks, strict=True) if rank == best}
    return tuple(values.values())


def _rank(m: Mention, target: Mention, name: str, r: Readers) -> tuple[int, ...]:
    """Exact before vague, 实际 and 共计 before others, then the words it shares with the name, then its unit."""
    lead = words_before(m)
    strong = 2 if STRONG.search(lead) or r.strong.search(lead) else 0
    return (not m.vague, strong, overlap(name, lead), m.token.unit == target.token.unit)
