"""Parts of a total without words that open a list: its bracket, 项目支出中, a scale of answers, those who passed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from gouji.extraction.accounts import account
from gouji.extraction.openings import Opening, list_end
from gouji.extraction.prose import Prose
from gouji.extraction.runs import could_be_part, part_lists
from gouji.extraction.statement import Part, Statement
from gouji.extraction.terms import BASE, Term, terms, tidy
from gouji.extraction.wholes import ListWords, etc, generic, like, list_words, statement

WITHIN = re.compile(
    r"(?:^|(?<=[，。；：、（(]))(?:其中)?(?P<of>[一-鿿“”（）]{2,14}?)(?:之)?(?:中|里|内)[，,：:]?(?=[^，。；：])"
)
SCALE = re.compile(r"满意|好|一般|较差|差|不了解|优|良|合格")
LOWEST = re.compile(r"不满意|不好|较差|差$|差的|不合格|不了解")
GRADE = re.compile(r"[“]?(优秀|良好|优|良|中|差|一般|较差|合格|不合格)[”]?(?:等次|等级|等|的|项目)*")
GRADING = re.compile("评价|自评|考核|评定|测评|评估|复评")
PASSED = re.compile(r"(?:表示)?(?:总体|基本|综合)?(?:满意|合格|及格|达标|通过验收|办结|有效|治愈|录取|优秀)的?")
CONTENT = re.compile(r"满意的?$")
# what is said of a number before some of it can pass: others that stand beside it are no base
TAKEN_IN = re.compile(
    r"受理|接[到收访待受]|收到|收治|登记|排查|交办|转办|[检抽普督]查|抽[检验样]|检[测验]|送检|报名|参[加赛考评训]|申[报请]|应[^届]|回收|收回|共有?"
)
OUTCOME = re.compile("(?:办结|解决|整改|完成|化解|结案|答复|回复|调处)的?(?:共|了)?$")
HANDED_OUT = re.compile(
    r"(?:发放|发出|下发|寄出|派发|发)(?:了|共)?(?:[\u4e00-\u9fff]{0,6}(?:问卷|表|卷|票))?(?:共|：)?$"
)
CAME_BACK = re.compile(r"(?:共|实际|全部)?(?:收回|回收|收到|返回)")
WHOLE_SPENDING = re.compile(r"(?:全年|本年|当年|年度)?(?:总支出|支出合计|支出总计|支出总额)")
OTHER_SPENDING = re.compile("上缴上级|经营支出|附属单位")
DATED = re.compile(r"(?:19|20)\d\d年度?")
AGO = 12  # earlier figures among which a total may stand
ASKED = re.compile(r"计划|目标|任务|预计|应")
ALLOWED = re.compile("编制|核定|定员")  # how many there may be, not how many there are
WHOLE_GAP = re.compile(r"[^，。；：、（）\d]{0,6}[，。：；]")
OF_WHICH = re.compile("其中|包括|包含")
WHOLE_NAME = re.compile(r"总[额量数计]|合计|^总|^共")  # 收入总额1,200万元，支出总额1,150万元: another whole, no part
LONGEST = 8  # characters of a name that is one of a pair
BETWEEN = re.compile(r"，[^，。；、\d]{0,8}")


def portions(prose: Prose) -> Iterator[Statement]:
    """Every total whose parts a bracket, a scale of answers or its own name with 中 gives."""
    known = list_words(prose)
    earlier: list[Term] = []
    for reading in prose.readings:
        found = terms(reading)
        if len(found) > 1 and not reading.passage.cell:
            text = reading.passage.text
            yield from _within(found, earlier, text, known)
            yield from _bracketed(found, text, known)
            yield from _scale(found, text, known)
            yield from _undivided(found, text, known)
            yield from _graded(found, text, known)
            yield from _passed(found, text)
            yield from _returned(found)
            yield from _basic_and_project([*earlier[-AGO:], *found], len(found), text, known)
        earlier.extend(found)


def _within(found: Sequence[Term], earlier: Sequence[Term], text: str, known: ListWords) -> Iterator[Statement]:
    """项目支出中，甲a、乙b: parts of an earlier figure of that name."""
    for m in WITHIN.finditer(text):
        of = tidy(m["of"])
        if of.endswith(("其", "集", "初", "高")):
            continue
        totals = [t for t in found if t.mention.end <= m.start() + 1 and len(of) > 1 and t.name.endswith(of)]
        totals = totals or [t for t in found if t.mention.end <= m.start() + 1 and _close_name(t.name, of)]
        totals = totals or [t for t in earlier[-40:] if len(of) > 2 and t.name.endswith(of)]  # noqa: PLR2004
        opening = Opening(m.start(), m.end(), len(text), "中", closed=False, wide=False)
        inner = [
            t
            for t in found
            if m.end("of") < t.start < list_end(text, m.end(), -1, wide=False)
            and t.bracket == -1
            and could_be_part(t, opening, text)
        ]
        if not totals or not inner:
            continue
        for parts, closing, _ in part_lists(opening, inner, text, known):
            same = [t for t in totals if like(parts[0], t)]
            made = statement(same[-1:], parts, known, closed=closing)
            if made:
                yield made


def _close_name(name: str, of: str) -> bool:
    """本年支出 and 支出合计: the same account and one name holding the rest of the other."""
    bare = re.sub(r"本年|全年|年度|合计|总额|总|共", "", of)
    return (
        len(bare) > 1
        and account(name) == account(of) != ""
        and re.sub(r"本年|全年|年度|合计|总额|总|共", "", name).endswith(bare)
    )


def _bracketed(found: Sequence[Term], text: str, known: ListWords) -> Iterator[Statement]:
    """3,420张（公办2,150张、民办1,270张）: a bracket that lists nothing but parts of the figure before it."""
    boxes: dict[int, list[Term]] = {}
    for t in found:
        if t.bracket >= 0:
            boxes.setdefault(t.bracket, []).append(t)
    for box, inside in boxes.items():
        whole = next((t for t in found if t.end <= box <= t.past), None)
        parts = [t for t in inside if whole and like(t, whole) and not t.moved]
        first = text[box + 1 : parts[0].start] if parts else "其中"
        if not whole or len(parts) < 2 or re.search(r"其中|[，。；：]", first) or any(generic(t) for t in parts):  # noqa: PLR2004
            continue
        joined = all(
            "、" in text[a.mention.end : b.start] and "，" not in text[a.mention.end : b.start]
            for a, b in itertools.pairwise(parts)
        )
        names = [p.name for p in parts]
        alike_names = len({n[-2:] for n in names}) == 1
        if joined or alike_names or known.complete(names):
            made = statement([whole], parts, known, closed=not etc(parts[-1]))
            if made:
                yield made


def _scale(found: Sequence[Term], text: str, known: ListWords) -> Iterator[Statement]:
    """400人，“满意”298人、“基本满意”68人、“不满意”34人: a scale of answers down to its lowest is everything asked."""
    run: list[Term] = []
    whole: Term | None = None
    for term in found:
        if SCALE.search(term.name) and (not run or like(term, run[0])):
            run.append(term)
            if LOWEST.search(term.name) and len(run) > 2 and whole and "其中" not in text[whole.end : run[0].start]:  # noqa: PLR2004
                made = statement([whole], run, known, closed=True) if like(run[0], whole) else None
                if made:
                    yield made
        else:
            run, whole = [], term


def _undivided(found: Sequence[Term], text: str, known: ListWords) -> Iterator[Statement]:
    """走访400人，男158人，女242人: right after a figure, names that together are everything of it."""
    for n, whole in enumerate(found[:-2]):
        lead = whole.mention.lead
        if whole.moved or BASE.search(lead) or ASKED.search(lead[-4:]) or ALLOWED.search(lead[-6:]):
            continue
        run = list(itertools.takewhile(lambda t, w=whole: _follows(w, t), found[n + 1 :]))  # type: ignore[misc]
        before = found[n - 1] if n else None
        first = not before or before.mention.sentence != whole.mention.sentence or not like(whole, before)
        gap = text[whole.end : run[0].mention.lead_start] if run else "其中"
        ended = gap.endswith("。")
        names = [t.name for t in run]
        apart = len(run) > 1 and len({*names, whole.name}) == len(run) + 1 and not any(map(generic, run))
        if not first or not apart or not WHOLE_GAP.fullmatch(gap) or (ended and len(run) <= 2):  # noqa: PLR2004
            continue
        short = len(run) > 2 or all(len(name) <= LONGEST for name in names)  # noqa: PLR2004
        if known.rest.search(names[-1]) and (any(like(t, whole) for t in found[:n]) or not _told_whole(whole, gap)):
            continue  # it may be the first of the list itself
        if short and known.complete(names, whole.name):
            made = statement([whole], run, known, closed=True)
            if made:
                yield made


def _told_whole(whole: Term, gap: str) -> bool:
    return gap[-1] in "。：" or whole.mention.sees("total")


def _follows(whole: Term, term: Term) -> bool:
    """Whether a figure is of the list right after another, its sentence or the next."""
    apart = term.mention.sentence - whole.mention.sentence
    return (
        apart in (0, 1)
        and like(term, whole)
        and term.bracket == whole.bracket
        and not term.moved
        and term.mention.form == "value"
        and not BASE.search(term.mention.lead)
        and not OF_WHICH.search(term.mention.passage.text, whole.end, term.start)
        and not WHOLE_NAME.search(term.name)
        and not ASKED.search(term.mention.lead)
    )


def _graded(found: Sequence[Term], text: str, known: ListWords) -> Iterator[Statement]:
    """对12个项目开展自评，优9个、良3个: whatever was graded has a grade, the best first."""
    for n, first in enumerate(found):
        grade = GRADE.fullmatch(first.name)
        if not grade or grade[1] not in ("优", "优秀") or not n:
            continue
        run = [t for t, _ in itertools.takewhile(_graded_alike, ((t, first) for t in found[n:]))]
        whole = next((t for t in reversed(found[:n]) if like(first, t)), found[n - 1])
        between = text[whole.end : first.mention.lead_start]
        near = whole.mention.sentence == first.mention.sentence and like(first, whole)
        if len(run) > 1 and near and GRADING.search(between) and "其中" not in between:
            made = statement([whole], run, known, closed=not etc(run[-1]))
            if made:
                yield made


def _graded_alike(pair: tuple[Term, Term]) -> bool:
    return GRADE.fullmatch(pair[0].name) is not None and like(*pair)


def _passed(found: Sequence[Term], text: str) -> Iterator[Statement]:
    """企业界代表120人，满意115人: those of a number who passed cannot be more."""
    for n, (whole, part) in enumerate(itertools.pairwise(found)):
        lead = whole.mention.lead
        if not PASSED.fullmatch(part.name) or SCALE.search(whole.name) or ASKED.search(lead) or BASE.search(lead):
            continue
        several = any(like(t, whole) and t.mention.sentence == whole.mention.sentence for t in found[:n])
        if OUTCOME.search(lead):
            continue  # 延期办结12件，满意1,210件: of all that came in
        if not CONTENT.search(part.name) and (several or not TAKEN_IN.search(lead)):
            continue  # 来电22件，走访30件，办结60件: those settled are of all that came in
        together = whole.dimension == part.dimension and whole.bracket == part.bracket and len(whole.name) > 1
        if together and BETWEEN.fullmatch(text[whole.end : part.start]):
            parts = (Part("total", whole.mention, subject=whole.name), Part("part", part.mention, subject=part.name))
            yield Statement(parts)


def _returned(found: Sequence[Term]) -> Iterator[Statement]:
    """发放问卷400份，收回有效问卷388份: no more come back than were handed out."""
    for n, sent in enumerate(found[:-1]):
        back = found[n + 1]
        near = back.mention.segment == sent.mention.segment and back.mention.clause - sent.mention.clause == 1
        counted = sent.dimension == back.dimension == "份" and sent.bracket == back.bracket
        if near and counted and HANDED_OUT.search(sent.mention.lead) and CAME_BACK.match(back.mention.lead):
            parts = (Part("total", sent.mention, subject=sent.name), Part("part", back.mention, subject=back.name))
            yield Statement(parts)


def _basic_and_project(figures: Sequence[Term], own: int, text: str, known: ListWords) -> Iterator[Statement]:
    """支出合计900万元，…。基本支出600万元，项目支出300万元: by law there is nothing else, unless the text names it."""
    for n in range(max(1, len(figures) - own + 1), len(figures)):
        one, two = figures[n - 1 : n + 1]
        start = max(text.rfind(c, 0, one.start) for c in "。！？；") + 1
        if (
            one.name == "基本支出"
            and two.name == "项目支出"
            and one.mention.sentence == two.mention.sentence
            and not any(start <= t.start < one.start and t.mention.sentence == one.mention.sentence for t in figures)
            and not OTHER_SPENDING.search(text)
            and not re.search("其中|按|分", text[start : one.start])
        ):
            before = [t for t in figures[: n - 1] if WHOLE_SPENDING.fullmatch(DATED.sub("", t.name)) and like(one, t)]
            made = statement(before[-1:], [one, two], known, closed=True)
            if made:
                yield made
