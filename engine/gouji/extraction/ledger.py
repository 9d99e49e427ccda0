"""The ledger of a report: figures with what they are about and of which year, for other reports to be held against.

Rules on one report go by what stands beside a figure; across reports only its name can join it. So a figure enters
only with a name that tells it from others (三公经费, never 其中 or 受理), and a report's own words decide its year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gouji.document import Span
from gouji.extraction.meeting import Stated, all_stated
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words
from gouji.extraction.subjects import DATE, NOT_NAME, SPECIFIC, Name, Namer, sentence_start
from gouji.extraction.wordlists import Groups, either, groups_of

BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
WHOLES = {  # of a whole unit; 总计 has what was carried over in it, 合计 has not
    **dict.fromkeys(("收入总计", "总收入"), "收入总计"),
    **dict.fromkeys(("支出总计", "总支出"), "支出总计"),
    **dict.fromkeys(("收入合计", "本年收入合计", "本年收入"), "本年收入合计"),
    **dict.fromkeys(("支出合计", "本年支出合计", "本年支出"), "本年支出合计"),
}
LINKED = re.compile(r"(?:为|是|共|达|约)+$")
COMPARING = re.compile(r"^(?P<noun>[\u4e00-\u9fff]+?)(?:比|较|与|同)")
UNTOLD = frozenset({"支出", "目标"})  # 三公经费 and 三公经费支出, 目标 and what came of it, are one thing
MOVED = frozenset({"增加", "减少", "新增", "追加", "调减", "上缴", "完成率"})  # a flow or a rate, not the thing itself
OPENING = re.compile(
    r"(?:年初|期初|上年度?)(?:财政拨款)?(?P<what>结转和结余|结转结余|结余结转|结转|结余)(?:资金)?(?:为|是|共)?$"
)
CLOSING = re.compile(
    r"(?:年末|年底|期末)(?:财政拨款)?(?P<what>结转和结余|结转结余|结余结转|结转|结余)(?:资金)?(?:为|是|共)?$|(?P<next>结转)(?:到|至)?下年度?(?:使用)?(?:为|是|共)?$"
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
    restated: re.Pattern[str]


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
        re.compile(rf"(?:各|所有|全部|{of['county']}|[0-9一二三四五六七八九十]+个)(?:{of['towns']})"),
        re.compile(rf"^(?:{of['towns']})(?:{of['summed']})*"),
        re.compile(of["county"]),
        re.compile(of["summed"]),
        re.compile(of["restated"]),
    )


def _parts(statements: Iterable[Statement], prose: Prose, year: int, w: LedgerWords) -> Iterator[Part]:
    stated = {one.mention.span: one for one in all_stated(prose)}
    told = tuple(statements)
    namer = Namer(prose.words["subjects"])
    for statement in told:
        yield from _compared(statement, stated, year, w)
        yield from _aimed(statement, namer, prose, year)
    for one in stated.values():
        yield from _by_itself(one, year, w)


def _entry(mention: Mention, subject: str, year: int, *says: str, part: Part | None = None) -> Part:
    places = {"period": str(year), "scope": "台账"}
    return Part("entry", mention, subject=subject, says=says, figure=part.figure if part else None, places=places)


# ── 9.60万元，比上年的12.80万元减少3.20万元 ─────────────────────────────────────────────────────────────────────
def _compared(statement: Statement, stated: dict[Span, Stated], year: int, w: LedgerWords) -> Iterator[Part]:
    """The year's figure and last year's, where the words tie them: the year before bears the name of this one."""
    now, then = (_only(statement.parts, role) for role in ("current", "prior"))
    if not statement.forced:
        return
    if now is None:
        yield from _alone(then, stated, year)
        return
    one = stated.get(now.span)
    subject = subject_of(one) if one else ""
    if not subject or one is None or _elsewhen(one.name, year):
        return
    yield _this_year(one, subject, year, w)
    if then is not None and (earlier := stated.get(then.span)) and _of_last_year(earlier, year):
        yield _entry(then, subject, year - 1, "上年")


def _alone(then: Mention | None, stated: dict[Span, Stated], year: int) -> Iterator[Part]:
    """收入总计比上年的320万元增加…: last year's figure where this year's is not told beside it."""
    one = stated.get(then.span) if then else None
    if then is None or one is None or not _of_last_year(one, year):
        return
    noun = COMPARING.search(then.lead)
    if whole := WHOLES.get(noun["noun"] if noun else ""):
        yield _entry(then, whole, year - 1, "上年")
    elif subject := subject_of(one):
        yield _entry(then, subject, year - 1, "上年")


def _only(parts: Sequence[Part], role: str) -> Mention | None:
    found = [p.mention for p in parts if p.role == role and p.mention]
    return found[0] if len(found) == 1 else None


def _of_last_year(one: Stated, year: int) -> bool:
    if one.name.aimed or one.name.planned:
        return False
    return one.name.year == year - 1 or (one.name.year is None and one.name.prior and "年初" not in one.mention.lead)


def _elsewhen(name: Name, year: int) -> bool:
    return name.prior or name.planned or (name.year is not None and name.year != year)


# ── targets and what came of them ────────────────────────────────────────────────────────────────────────────────
def _aimed(statement: Statement, namer: Namer, prose: Prose, year: int) -> Iterator[Part]:
    """The target and the result of one indicator, under the indicator's name."""
    pair = [[p for p in statement.parts if p.role == role and p.mention] for role in ("target", "actual")]
    if not statement.forced or any(len(found) > 1 for found in pair) or not pair[0]:
        return
    named = next((p.text for p in statement.parts if p.role == "indicator"), "")
    subject = namer.core(BRACKETS.sub("", named))
    for found in pair:
        for part in found if len(subject) < SPECIFIC else ():
            if part.mention:
                subject = namer.name(part.mention, None, prose).core
    if len(subject) < SPECIFIC:
        return
    for found, says in zip(pair, ("目标", "完成"), strict=True):
        for part in found:
            if part.mention and not part.mention.vague:
                yield _entry(part.mention, subject, year, says, *part.says, part=part)


# ── figures by themselves ────────────────────────────────────────────────────────────────────────────────────────
def _by_itself(one: Stated, year: int, w: LedgerWords) -> Iterator[Part]:
    """What is carried over, and every figure that its own words name."""
    mention, name = one.mention, one.name
    if mention.bracket >= 0 and len(name.core) < SPECIFIC:
        return
    for pattern, says in ((OPENING, "年初"), (CLOSING, "年末")):
        if (m := pattern.search(mention.lead)) and mention.figure.dimension == "元":
            yield from _carried(one, m, year, says)
            return
    if mention.form not in FORMS or mention.points:
        return
    if (subject := subject_of(one)) and not name.aimed and not _elsewhen(name, year):
        yield _this_year(one, subject, year, w)


def _carried(one: Stated, m: re.Match[str], year: int, says: str) -> Iterator[Part]:
    """年初结转 of the whole unit, or of its grants; of a named fund it could be a part."""
    before = OWNER.sub("", DATE.sub("", one.mention.lead[: m.start()]))
    if one.name.year not in (None, year) or len(NOT_NAME.sub("", before)) > 2:  # noqa: PLR2004 - 其中, 另有
        return
    what = m["what"] or m.groupdict().get("next") or ""
    kind = ("财政拨款" if PLAIN.search(m[0]) else "") + "".join(w for w in ("结转", "结余") if w in what)
    yield _entry(one.mention, kind, year, says)


def _this_year(one: Stated, subject: str, year: int, w: LedgerWords) -> Part:
    """A figure of the year; one told of all towns, or of the county, under the name that each has for its own."""
    text = one.mention.passage.text
    before = text[sentence_start(text, one.mention.start) : one.mention.start]
    towns = w.towns.search(before)
    if towns and w.summed.search(before[towns.start() :]):
        return _entry(one.mention, w.own.sub("", subject), year, "各镇")
    return _entry(one.mention, subject, year, "全县" if w.county.search(before) else "本年")


def subject_of(one: Stated) -> str:
    """What a figure is about in words that mean the same in another report; empty where they would not."""
    name, accounts = one.name, one.name.accounts
    core = NOT_NAME.sub("", name.core)
    if accounts & MOVED or name.whole:
        return ""
    if not core:
        return WHOLES.get(LINKED.sub("", DATE.sub("", OWNER.sub("", NOT_NAME.sub("", one.mention.lead)))), "")
    if len(core) < SPECIFIC:
        return ""
    further = "".join(sorted(accounts - UNTOLD))
    return f"{core}（{further}）" if further else core
