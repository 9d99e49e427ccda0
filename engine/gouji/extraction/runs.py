"""Which figures after the words that open a list are its parts, by measure and by account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.extraction.accounts import account
from gouji.extraction.openings import BREAK, Opening
from gouji.extraction.terms import BASE, Term, outside
from gouji.extraction.wholes import ListWords, generic, like

NEW_MATTER = re.compile(
    r"^(?:新增|完成|建设|修复|治理|开展|实施|推进|投入|安排|带动|开工|投产|培育|引进|打造|惠及|下达|发现|立案|参演|发放|出动|解除"
    r"|占|比|较|同比|办结|整改|查处|培训|累计|组织|举办|处理|协调|发表|收到|受理|涉及|覆盖|年人均|人均|户均|已|实有|实际|计划|目前|现有|服务|救助|走访|慰问|化解|调解|登记|接待|购置|采购|种植|栽植|销售|实现|吸纳|转移|兑现|拨付|支付|收回|收取|签订|签约|抽检|巡查|排查|清理|拆除|清运|帮扶|印发|张贴|悬挂|征集|就业|退休|离退休|离休|遗属|另有|另聘|外聘)"
)
TOTALS = re.compile(r"合计|共计|总计|小计|相加")
REMAINDER = re.compile(r"(?:年末|期末)?(?:结转|结余|剩余|空编|缺编|未)")
NESTED = re.compile("其中|包括|包含|[，；]含")


def could_be_part(term: Term, opening: Opening, text: str) -> bool:
    """Whether a figure of the list could be a part: no base of a comparison, no change, no 各400份."""
    lead = term.mention.lead
    if BASE.search(lead) or lead.endswith("各") or term.mention.form == "to":
        return False
    if TOTALS.search(lead[-4:]) or re.search("[项类块者级]共$", lead):
        return False
    before = text[max(0, term.mention.lead_start - 1)]
    return not term.moved or before == "、" or (opening.wide and before in "：:；")


def part_lists(
    opening: Opening, inner: Sequence[Term], text: str, known: ListWords
) -> Iterator[tuple[list[Term], bool, str]]:
    """The parts by what they measure and by account, and whether a closing 合计 stood among them.

    The last is the account that a second figure of every item has (甲320万元，支出320万元): the first has another.
    """
    run, closing = _run(opening, inner, text, known)
    if not run:
        return
    for measure_run in _by_dimension(run):
        if len(measure_run) == 2 and known.paired(measure_run[0].name, measure_run[1].name, ""):  # noqa: PLR2004
            yield measure_run, closing, ""
            continue
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
        gap = outside(text[max(run[-1].end, resume) : term.start]) if run else ""
        if NESTED.search(gap):
            m = re.search(r"[；。]", text[term.start : opening.stop])
            if not m or not opening.wide:
                break
            resume = term.start + m.start()
            continue
        if run and TOTALS.search(term.mention.lead):
            return run, True
        if len(run) > 1 and _past_its_marks(run, term, gap, known):
            break
        if run and not opening.wide and (BREAK.search(gap) or ("，" in gap and NEW_MATTER.match(term.name))):
            break
        paired = len(run) == 1 and known.paired(run[0].name, term.name, "")
        if (
            run
            and not paired
            and REMAINDER.match(term.name)
            and "总计" not in text[max(0, opening.start - 24) : opening.start]
        ):
            break
        if run and _other_sort(run, term, known):
            break
        run.append(term)
    return run, False


def _past_its_marks(run: Sequence[Term], term: Term, gap: str, known: ListWords) -> bool:
    """甲20人、乙30人；培训40人: the ； ends what 、 or ， joined. 来电20件、来信30件，办结48件: so does the ， what 、 did."""
    text = term.mention.passage.text
    if "；" in gap and _without_semicolons(run, text):
        return True
    return "，" in gap and "、" not in gap and _of_one_list(run, text) and not known.rest.search(term.name)


def _without_semicolons(run: Sequence[Term], text: str) -> bool:
    """Whether 、 or ， alone join the figures of a list, and none is a second account of the one before it."""
    return not any(map(generic, run)) and not any("；" in text[a.end : b.start] for a, b in pairwise(run))


def _of_one_list(run: Sequence[Term], text: str) -> bool:
    """Whether 、 joins all figures of a list, and they measure alike: 甲8亩、3吨，乙9亩、4吨 is one of pairs."""
    return all("、" in outside(text[a.end : b.start]) and like(a, b) for a, b in pairwise(run))


def _other_sort(run: Sequence[Term], term: Term, known: ListWords) -> bool:
    """Whether the figure sorts by another criterion than the first."""
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
