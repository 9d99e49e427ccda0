"""The ledger of a report: figures with what they are about and of which year, for other reports to be held against.

Rules on one report go by what stands beside a figure; across reports only its name can join it. So a figure enters
only with a name that tells it from others (三公经费, never 其中 or 受理), and a report's own words decide its year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from gouji.document import Span
from gouji.extraction.han_numbers import number
from gouji.extraction.meeting import Stated, all_stated
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words
from gouji.extraction.subjects import AIM, DATE, NOT_NAME, SPECIFIC, Namer, sentence_start
from gouji.extraction.summaries import Cell, summaries
from gouji.extraction.targets import PART_YEAR
from gouji.extraction.wordlists import Groups, either, groups_of

BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
WHOLES = {  # of a whole unit; 总计 has what was carried over in it, 合计 has not
    **dict.fromkeys(("收入总计", "总收入"), "收入总计"),
    **dict.fromkeys(("支出总计", "总支出"), "支出总计"),
    **dict.fromkeys(("收入合计", "本年收入合计", "本年收入"), "本年收入合计"),
    **dict.fromkeys(("支出合计", "本年支出合计", "本年支出"), "本年支出合计"),
}
WHOLE = re.compile("|".join(sorted(WHOLES, key=len, reverse=True)))
OF_WHICH = re.compile(r"其中[：:，]?$|(?<!情况)[：:]$")  # 危房改造：上年结转…
COUNTED = re.compile(r"(?<![\d.])\d[\d,.]*[万亿]?元")
OPEN = re.compile("[（(]")
NEAR = 20  # characters between a balance and what changed it
BOUNDARY = re.compile("[，；：、]")
SENTENCE = re.compile("[。！？]")
VILLAGE = re.compile(r"(?:^|(?<=[，；：、在于对由]))(?P<name>[\u4e00-\u9fff]{2,6}?(?:村|社区))")
WORKS = re.compile(r"(?:项目|工程)[，：]$")
TOLD_OF = re.compile(r"问题|不足|原因|措施|建议|情况|未完成|偏慢|滞后")  # a heading, or what is wrong; no name
CALLED = re.compile(r"(?:指标|任务|目标|工作)$")  # 水稻面积指标 in one report is 水稻面积 in another
YEAR = re.compile(r"((?:19|20)\d\d)年\D*$")  # no other figure between
YEARS = re.compile(r"(?:19|20)\d\d(?=年)")
LABEL = re.compile(r"[^\u4e00-\u9fff]{0,4}(?P<name>[\u4e00-\u9fffA-Za-z“”]{3,20})[：:，,]")
BESIDE = re.compile(r"相比[，,](?P<noun>[\u4e00-\u9fff]+?)(?:增加|减少|增长|下降|上升|多|少)")
YEARLY = re.compile(r"^(?:本年度|全年|年度|当年|年内|各项|实现|完成)+")
LINKED = re.compile(r"(?:为|是|共|达|约)+$")
COMPARING = re.compile(r"^(?P<noun>[\u4e00-\u9fff]+?)(?:比|较|与|同)")
UNTOLD = frozenset({"支出", "目标"})  # 三公经费 and 三公经费支出, 目标 and what came of it, are one thing
MOVED = frozenset({"增加", "减少", "新增", "追加", "调减", "上缴", "完成率"})  # a flow or a rate, not the thing itself
PLANNED = frozenset({"预算", "调整", "目标"})
OPENING = re.compile(
    r"(?:年初|期初|上年(?:度|年?[末底])?)(?:财政拨款)?(?P<what>结转和结余|结转结余|结余结转|结转|结余)(?:资金)?(?:为|是|共)?$"
)
CLOSING = re.compile(
    r"(?<!上)(?<!上年)(?:年末|年底|期末)(?:财政拨款)?(?P<what>结转和结余|结转结余|结余结转|结转|结余)(?:资金)?(?:为|是|共)?$|(?P<next>结转)(?:到|至)?下年度?(?:使用)?(?:为|是|共)?$"
)
OWNER = re.compile(r"[我本全][镇县市乡区局院校]|本单位|本部门|街道")
PLAIN = re.compile(r"财政拨款")
FORMS = ("value", "to", "rate")


@dataclass(frozen=True)
class LedgerWords:
    """The patterns of the ledger, compiled from its vocabulary."""

    towns: re.Pattern[str]
    own: re.Pattern[str]  # what towns leave in front of a subject
    county: re.Pattern[str]
    summed: re.Pattern[str]
    not_summed: re.Pattern[str]
    running: re.Pattern[str]
    outside: re.Pattern[str]  # who is of the county and no town
    restated: re.Pattern[str]
    villages: re.Pattern[str]  # of all of them, or of no one's in particular
    parts: re.Pattern[str]
    headed: re.Pattern[str]
    batches: re.Pattern[str]  # less than a year's


def ledger(statements: Iterable[Statement], prose: Prose) -> Iterator[Statement]:
    """One statement for each figure that enters, each figure once."""
    year = prose.profile.fiscal_year
    if year is None:
        return
    taken: set[Span] = set()
    w = _words(groups_of(prose.words["ledger"]))
    for part in _parts(statements, prose, year, w):
        if part.mention and part.mention.span not in taken:
            taken.add(part.mention.span)
            yield Statement((part,))
    for reading in prose.readings:
        if m := w.restated.search(reading.passage.text):
            yield Statement((words("entry", reading.passage, *m.span(), "口径调整"),))


@cache
def _words(groups: Groups) -> LedgerWords:
    of = {name: either(dict(groups), name) for name, _ in groups}
    return LedgerWords(
        re.compile(rf"(?:各|所有|全部|{of['county']}|(?P<count>[0-9一二三四五六七八九十]+)个)(?P<sort>{of['towns']})"),
        re.compile(rf"^(?:{of['towns']})(?:{of['summed']}|{of['running']})*"),
        re.compile(of["county"]),
        re.compile(f"{of['summed']}|{of['running']}"),
        re.compile(of["not_summed"]),
        re.compile(of["running"]),
        re.compile(of["outside"]),
        re.compile(
            rf"{of['restated']}|(?:{of['balances']})[^。；]{{0,{NEAR}}}(?:{of['changed']})"
            rf"|(?:{of['changed']})[^。；]{{0,{NEAR}}}(?:{of['balances']})"
            rf"|(?:{of['merged']})[^，。；]{{0,6}}[镇乡街](?!村)|原[^，。；]{{1,8}}[镇乡道][^，。；村]{{0,4}}(?:{of['merged']})"
        ),
        re.compile(of["villages"]),
        re.compile(f"{of['parts']}|{of['headed']}"),
        re.compile(of["headed"]),
        re.compile(of["batches"]),
    )


def _parts(statements: Iterable[Statement], prose: Prose, year: int, w: LedgerWords) -> Iterator[Part]:
    stated = {one.mention.span: one for one in all_stated(prose)}
    told = tuple(statements)
    namer = Namer(prose.words["subjects"])
    for statement in told:
        yield from _compared(statement, stated, namer, year, w)
        if not _of_a_batch(statement, prose, w):
            yield from _aimed(statement, namer, prose, year)
    for one in stated.values():
        yield from _by_itself(one, year, w)
    yield from _summaries(prose, namer, year)


def _entry(mention: Mention, subject: str, year: int, *says: str, part: Part | None = None) -> Part:
    places = {"period": str(year), "scope": "台账"}
    return Part("entry", mention, subject=subject, says=says, figure=part.figure if part else None, places=places)


# ── 9.60万元，比上年的12.80万元减少3.20万元 ─────────────────────────────────────────────────────────────────────
def _compared(
    statement: Statement, stated: dict[Span, Stated], namer: Namer, year: int, w: LedgerWords
) -> Iterator[Part]:
    """The year's figure and last year's, where the words tie them: the year before bears the name of this one."""
    now, then = (_only(statement.parts, role) for role in ("current", "prior"))
    if not statement.forced:
        return
    if now is None:
        yield from _alone(then, stated, year)
        return
    one, before = stated.get(now.span), stated.get(then.span) if then else None
    if one is None or _elsewhen(one, year):
        return
    bare = not one.name.core and not one.name.accounts and now.sentence == (then.sentence if then else -1)
    subject = subject_of(before) if bare and before else subject_of(one)  # 2020年村集体收入469万元，2021年为489万元
    apart = then is not None and not bare and not _one_thing(then, one, subject, namer)
    if apart:
        yield from _alone(then, stated, year)  # 基本支出5万元。与上年的9万元相比，支出合计增加1万元
    if subject:
        yield _this_year(one, subject, year, w)
        tied = then is not None and (then.sentence == now.sentence or bool(_noun(then)))
        planned = before is not None and before.name.accounts & PLANNED - one.name.accounts  # 比上年预算数减少
        if then and before and tied and not apart and not planned and _of_last_year(before, year):
            yield _entry(then, subject, year - 1, "上年")


def _one_thing(then: Mention, one: Stated, subject: str, namer: Namer) -> bool:
    """Whether last year's figure has no name of its own, or that of this year's."""
    noun = _noun(then)
    return not noun or WHOLES.get(noun) == subject or namer.core(noun) == one.name.core


def _alone(then: Mention | None, stated: dict[Span, Stated], year: int) -> Iterator[Part]:
    """收入总计比上年的320万元增加…: last year's figure where this year's is not told beside it."""
    one = stated.get(then.span) if then else None
    if then is None or one is None or not _of_last_year(one, year):
        return
    if subject := WHOLES.get(_noun(then)) or subject_of(one):
        yield _entry(then, subject, year - 1, "上年")


def _noun(then: Mention) -> str:
    """What the words around last year's figure say is compared: 收入总计比上年的…, 与上年的…相比，收入总计增加."""
    m = COMPARING.search(then.lead) or BESIDE.match(then.passage.text, then.end)
    return _bare(m["noun"]) if m else ""


def _only(parts: Sequence[Part], role: str) -> Mention | None:
    found = [p.mention for p in parts if p.role == role and p.mention]
    return found[0] if len(found) == 1 else None


def _of_last_year(one: Stated, year: int) -> bool:
    if one.name.aimed or one.name.planned:
        return False
    return one.name.year == year - 1 or (one.name.year is None and one.name.prior and "年初" not in one.mention.lead)


def _elsewhen(one: Stated, year: int) -> bool:
    """Whether a figure is of another year, by its name or by the last year that its clause names."""
    name, text = one.name, one.mention.passage.text
    clause = re.split("[，。；]", text[: one.mention.start])[-1]
    said = [int(y) for y in YEAR.findall(clause)][-1:] if name.year is None else [name.year]
    return name.prior or name.planned or said not in ([], [year])


# ── targets and what came of them ────────────────────────────────────────────────────────────────────────────────
def _aimed(statement: Statement, namer: Namer, prose: Prose, year: int) -> Iterator[Part]:
    """The target and the result of one indicator, under the indicator's name."""
    pair = [[p for p in statement.parts if p.role == role and p.mention] for role in ("target", "actual")]
    if not statement.forced or any(len(found) > 1 for found in pair) or not pair[0]:
        return
    named = next((p.text for p in statement.parts if p.role == "indicator"), "")
    subject = "" if TOLD_OF.search(named) else namer.core(BRACKETS.sub("", named))
    for found in pair:
        for part in found if not _tells(subject) else ():
            if part.mention:
                subject = namer.name(part.mention, None, prose).core
                subject = subject if _tells(subject) else namer.core(_label(part.mention))
    subject = CALLED.sub("", subject)
    if not _tells(subject) or any(_counts_for_a_rate(p.mention) for found in pair for p in found if p.mention):
        return
    for found, says in zip(pair, ("目标", "完成"), strict=True):
        for part in found:
            if part.mention and not part.mention.vague:
                yield _entry(part.mention, subject, year, says, *part.says, part=part)


def _of_a_batch(statement: Statement, prose: Prose, w: LedgerWords) -> bool:
    """第一批目标120户: of less than a year, by the words before its figures in their sentence or the heading above."""
    figures = [p.mention for p in statement.parts if p.mention and p.role in ("target", "actual")]
    return any(
        w.batches.search(m.passage.text[sentence_start(m.passage.text, m.start) : m.start])
        or any(w.batches.search(title) for title in prose.heading_texts(m.passage.index)[-1:])
        for m in figures
    )


def _counts_for_a_rate(mention: Mention) -> bool:
    """按时完成率：重点任务30项，按时完成29项 — what a rate is worked out from is no target."""
    return not mention.percent and _label(mention).endswith("率")


def _label(mention: Mention) -> str:
    """优质稻种植面积：年度目标… — what a paragraph names before its first figure."""
    passage = mention.passage
    label = LABEL.match(passage.text, passage.body)
    name = label["name"] if label and label.end() <= mention.start else ""
    return "" if TOLD_OF.search(name) else name


# ── figures by themselves ────────────────────────────────────────────────────────────────────────────────────────
def _by_itself(one: Stated, year: int, w: LedgerWords) -> Iterator[Part]:
    """What is carried over, and every figure that its own words name."""
    mention, name = one.mention, one.name
    if mention.bracket >= 0 and len(name.core) < SPECIFIC:
        return
    for pattern, says in ((OPENING, "年初"), (CLOSING, "年末")):
        if (m := pattern.search(mention.lead)) and mention.figure.dimension == "元":
            yield from _carried(one, m, year, says, w)
            return
    if mention.form not in FORMS or mention.points:
        return
    if (subject := subject_of(one)) and not (name.aimed or _elsewhen(one, year) or _of_a_place(one, subject, w)):
        yield _this_year(one, subject, year, w)


def _of_a_place(one: Stated, subject: str, w: LedgerWords) -> bool:
    """石桥村投资30万元，新建公路2公里; 通过奖补项目，新建…: of what an earlier clause names, be it all or a part."""
    text, end = one.mention.passage.text, one.mention.lead_start
    before = text[sentence_start(text, end) : end]
    places = (m["name"] for m in VILLAGE.finditer(before) if not w.villages.search(m["name"]))
    return any(place not in subject for place in places) or WORKS.search(before) is not None


def _carried(one: Stated, m: re.Match[str], year: int, says: str, w: LedgerWords) -> Iterator[Part]:
    """年初结转 of the whole unit, or of its grants; of a named fund it could be a part."""
    name, mention = one.name, one.mention
    before = OWNER.sub("", DATE.sub("", mention.lead[: m.start()]))
    if name.year not in (None, year) or name.planned or name.aimed or len(NOT_NAME.sub("", before)) > 2:  # noqa: PLR2004 - 其中, 另有
        return
    if not w.headed.search(name.topic) and not _of_a_part(_so_far(one).removesuffix(m[0]), w):
        yield _entry(mention, _balance(m), year, says)


def _so_far(one: Stated) -> str:
    """The sentence before a figure, and the one before that where it says of what: 收入总计900万元。其中：上年结转."""
    text, end = one.mention.passage.text, one.mention.start
    start = sentence_start(text, end)
    if start and text.startswith("其中", start):
        start = sentence_start(text, start - 1)
    return text[start:end]


def _of_a_part(before: str, w: LedgerWords) -> bool:
    """Whether the sentence before a balance names money that is only a part: a project's, 其中 of no whole, a label."""
    first = _bare(COUNTED.split(before)[0])
    if WHOLES.get(first) == "收入总计" and before.count("其中") <= 1 and not OPEN.search(before):
        return False  # 收入总计900万元，其中：财政拨款收入884万元，年初结转16万元
    rest = WHOLE.sub("", before)
    return w.parts.search(rest) is not None or (rest == before and OF_WHICH.search(before) is not None)


def _balance(m: re.Match[str]) -> str:
    """结转, 结余 or both, of all money or of grants: what two reports must both mean."""
    what = m["what"] or m.groupdict().get("next") or ""
    return ("财政拨款" if PLAIN.search(m[0]) else "") + "".join(w for w in ("结转", "结余") if w in what)


# ── summaries of a county ────────────────────────────────────────────────────────────────────────────────────────
def _summaries(prose: Prose, namer: Namer, year: int) -> Iterator[Part]:
    """The cells of a county's summaries, and the totals of what one column of one table tells."""
    mean = prose.cues.has["mean"]
    cells = [(cell, subject) for cell in summaries(prose) if (subject := _headed(cell, namer, year))]
    columns: defaultdict[str, set[tuple[int, str]]] = defaultdict(set)
    for cell, subject in cells:
        columns[subject].add((cell.table, cell.head))
    for cell, subject in cells:
        figure = cell.part.figure
        if cell.part.mention is None or figure is None or not (figure.dimension or figure.scale != 1):
            continue
        if cell.town:
            entry = _entry(cell.part.mention, subject, year, "镇行", part=cell.part)
            yield replace(entry, places={**entry.places, "org": cell.town})
        elif len(columns[subject]) == 1 and figure.dimension not in ("", "分") and not mean.search(cell.head):
            yield _entry(cell.part.mention, subject, year, "各镇", f"{cell.towns}个", part=cell.part)


def _headed(cell: Cell, namer: Namer, year: int) -> str:
    """What a column is about, under the name that the towns' reports have; empty for another year's and for plans."""
    head = cell.head
    other = any(int(y) != year for y in YEARS.findall(head)) or PART_YEAR.search(head)
    if other or namer.elsewhen(head) or AIM.search(head):
        return ""
    carried = CLOSING.search(head)
    money = cell.part.figure is not None and cell.part.figure.dimension == "元"
    return _balance(carried) if carried and money else WHOLES.get(head, "") or _named(head, namer)


def _named(text: str, namer: Namer) -> str:
    """What a name by itself is about, as `subject_of` says it of a figure."""
    accounts = namer.accounts(text)
    return "" if accounts & MOVED else _subject(NOT_NAME.sub("", namer.core(text)), accounts)


def _this_year(one: Stated, subject: str, year: int, w: LedgerWords) -> Part:
    """A figure of the year; one told of all towns, or of the county, under the name that each has for its own."""
    text = one.mention.passage.text
    start = sentence_start(text, one.mention.start)
    before, after = text[start : one.mention.start], SENTENCE.split(text[one.mention.end :])[0]
    towns = w.towns.search(before)
    summed = w.summed.search(BOUNDARY.split(w.not_summed.sub("", before[towns.start() :]))[0]) if towns else None
    if towns and summed and not _bare(w.county.sub("", before[: towns.start()])):
        sure = not (w.running.search(before) or w.outside.search(before + after) or PART_YEAR.search(before))
        count = [f"{number(towns['count'])}个"] if towns["count"] else []
        return _entry(one.mention, w.own.sub("", subject), year, "各镇" if sure else "全县", *count, towns["sort"])
    return _entry(one.mention, subject, year, "全县" if w.county.search(before) else "本年")


def subject_of(one: Stated) -> str:
    """What a figure is about in words that mean the same in another report; empty where they would not."""
    name, accounts = one.name, one.name.accounts
    core = NOT_NAME.sub("", name.core)
    if accounts & MOVED or name.whole:
        return ""
    return WHOLES.get(_bare(one.mention.lead), "") or _subject(core, accounts)


def _bare(lead: str) -> str:
    """Words without whose, when and as which they are: 本年度收入总计为, 我镇全年各项收入总计."""
    return LINKED.sub("", YEARLY.sub("", DATE.sub("", OWNER.sub("", NOT_NAME.sub("", lead)))))


def _tells(core: str) -> bool:
    """Whether a name tells one thing from others: 合格率 and 满意度 are of anything."""
    return len(core) >= SPECIFIC + core.endswith(("率", "度"))


def _subject(core: str, accounts: frozenset[str]) -> str:
    if not _tells(core):
        return ""
    further = "".join(sorted(accounts - UNTOLD))
    return f"{core}（{further}）" if further else core
