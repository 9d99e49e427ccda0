"""Dates and periods: until when the data run, when the report was signed, and years that are not the report's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.extraction.days import Day
from gouji.extraction.headings import section_classes
from gouji.extraction.numerals import Token
from gouji.extraction.passages import Passage
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.quantity import Quantity, Units

NO_UNITS = Units({})
LAST_MONTH, LAST_DAY = 12, 31
END_LINES = 8  # passages at the end, and at the head, that may hold the date of signature
SIGNED = re.compile(r"^(?:.{0,24}[（(：:　]|报告日期[:：]|.{0,12}盖章[）)])*　*$")
STATED = re.compile(r"\d|[一二三四五六七八九十百千万]|无|未发生|没有")
COMPARED = re.compile(r"比(?!重|例|率)|较(?!高|低|大|多|少|好|差)")
UNTIL = re.compile(r"截[至止](?:到|于)?$")
TO_THE_END = re.compile(r"截[至止](?:到|于)?(?:\d{4}年|本?年|当年)?(?:12月|年[底末])")
FINISHED_BY = re.compile(r"^(?:前|之前|以前)")
MONEY = re.compile(
    r"^(?:[我全本][镇县市乡区局院校部单街]|[镇县市乡区]本?级|部门|单位)?[^，。；]{0,6}"
    r"(?:总支出|总收入|支出决算|决算支出|支出总额|收入总额|财政支出|全年支出|实际支出)"
)
MEASURES = re.compile(r"^(?:建议|下一步|下步|今后|整改措施|改进措施)")
DEMANDED = re.compile(r"原|应|要求|规定")
OTHER_ACCOUNTS = re.compile(r"(?:19|20)\d\d年度|上年|去年|中期|初审|预审")
ACCOUNTS = re.compile(r"随(?:同|着)?本?(?:部门|单位)?$")
EVALUATED = re.compile(r"(?:对|开展|完成了?|组织)(?:我[局镇县乡委办院校]|本部门|本单位)?$")
EVALUATION = re.compile(
    r"^(?:部门|单位)?(?:（单位）)?(?:整体|项目)?(?:支出)?(?:预算)?绩效(?:情况)?(?:进行了?)?(?:自评|自我评价)(?!得分|结果|报告)"
)


@dataclass(frozen=True)
class _Words:
    whole: re.Pattern[str]
    meant: re.Pattern[str]
    finished: re.Pattern[str]
    seasonal: re.Pattern[str]
    plan: re.Pattern[str]
    past: re.Pattern[str]
    published: re.Pattern[str]
    own_accounts: re.Pattern[str]
    afterwards: re.Pattern[str]


def dates(prose: Prose) -> Iterator[Statement]:
    """The end of the report's year, and every date that must fit it."""
    fiscal = prose.profile.fiscal_year
    if not fiscal:
        return
    words = _words(prose)
    yield Statement((Part("year_end", text=f"{fiscal}年12月31日", figure=date_figure(Day(fiscal, 12, 31))),))
    sections = section_classes(prose)
    last = len(prose.readings)
    for reading, section in zip(prose.readings, sections, strict=True):
        passage = reading.passage
        if passage.cell:
            continue
        for token in reading.tokens:
            if token.kind != "date" or not token.day:
                continue
            yield from _until(passage, token, section, fiscal, words)
            yield from _years(passage, token, section, words)
            yield from _stray(passage, token, section, fiscal)
            yield from _planned(passage, token, section, words)
            yield from _afterwards(passage, token, prose, words)
            if prose.profile.kind and (passage.index >= last - END_LINES or passage.index < END_LINES):
                yield from _signed(passage, token)


def _words(prose: Prose) -> _Words:
    table = prose.words["dates"]
    return _Words(
        **{name: re.compile("|".join(map(re.escape, str(table[name]).split()))) for name in _Words.__dataclass_fields__}
    )


def date_figure(day: Day) -> Quantity | None:
    """A day or a month as rules compare it; None without a year or a month."""
    if not day.year or not day.month:
        return None
    return NO_UNITS.parse(f"{day.year}-{day.month:02}" + (f"-{day.day:02}" if day.day else ""))


def _part(role: str, passage: Passage, token: Token, *says: str, figure: Quantity | None = None) -> Part:
    span = passage.span(token.start, token.end)
    places = {"period": str(token.day.year)} if role == "period_word" and token.day else {}
    return Part(role, text=token.text, span=span, says=says, figure=figure, places=places)


def _sentence(passage: Passage, token: Token) -> tuple[str, str]:
    """The words of the sentence before and after a date."""
    text = passage.text
    start = max(text.rfind(c, 0, token.start) for c in "。；") + 1
    end = min((i for c in "。；" if (i := text.find(c, token.end)) >= 0), default=len(text))
    return text[start : token.start], text[token.end : end]


def _until(passage: Passage, token: Token, section: str, fiscal: int, words: _Words) -> Iterator[Statement]:
    """截至2021年10月底: data that stop before the year does, unless the words mean just that."""
    before, after = _sentence(passage, token)
    if not UNTIL.search(before) or FINISHED_BY.match(after) or not token.day:
        return
    if TO_THE_END.search(passage.text, token.end):
        return  # 截至9月底…；截至12月底全部完工
    day = _resolved(token, fiscal)
    figure = date_figure(day) if day else None
    if not day or not figure or not day.year:
        return
    whole = bool(words.whole.search(before))
    around = before[:-2] + after
    if day.year > fiscal:  # later data are welcome, if the report itself is later still
        if (STATED.search(after) or "已" in after) and not words.plan.search(around):
            yield Statement((_part("as_of", passage, token, figure=figure),))
        return
    near = before[:-2] + after.lstrip("，").split("，")[0]
    if not whole and not _stops_short(day, section, fiscal, around):
        return
    if not whole and (
        words.meant.search(near) or COMPARED.search(near) or words.finished.search(after) or not STATED.search(after)
    ):
        return
    notes = (Part("note", text=m[0], says=("有季节性",)),) if (m := words.seasonal.search(around)) else ()
    yield Statement((_part("as_of", passage, token, figure=figure), *notes))


def _stops_short(day: Day, section: str, fiscal: int, around: str) -> bool:
    """Data of the year itself, short of its last month; or of the year before where problems are told as they stand."""
    if day.year == fiscal:
        told = section not in ("存在问题", "改进措施", "上年结果应用")
        return told and (day.month != LAST_MONTH or day.day == LAST_DAY or not day.day)
    return day.year == fiscal - 1 and day.month == LAST_MONTH and section == "存在问题" and str(fiscal) not in around


def _resolved(token: Token, fiscal: int) -> Day | None:
    """The last day a printed date means: 2021年末, 10月底, 9月30日."""
    day = token.day
    if not day or day.until or (day.word and not day.month):
        return Day(fiscal, 12, 31) if day and re.search("^(?:年末|年底)$", day.word) else None
    if not day.month:
        return Day(day.year, 12, 31) if re.search(r"[末底]$", token.text) else None
    return Day(day.year or fiscal, day.month, day.day)


def _signed(passage: Passage, token: Token) -> Iterator[Statement]:
    """A line that is a date, or ends in one after the unit's seal."""
    if token.end != len(passage.text) or not token.day or not token.day.day or not token.day.year:
        return
    if SIGNED.match(passage.text[: token.start]):
        yield Statement((_part("report_date", passage, token, figure=date_figure(token.day)),))


def _years(passage: Passage, token: Token, section: str, words: _Words) -> Iterator[Statement]:
    """A year that words bind to the report's: its accounts, its own evaluation, or next year's plan."""
    day = token.day
    if not day or not day.year or day.month or day.until or section == "上年结果应用":
        return
    before, after = _sentence(passage, token)
    if before.count("《") > before.count("》"):
        return
    if (ACCOUNTS.search(before) and re.match(rf"(?:{words.published.pattern})", after)) or (
        EVALUATED.search(before) and EVALUATION.match(after)
    ):
        yield Statement((_part("period_word", passage, token, "年份"),))
    opens = not re.search(r"[^，、]", before) and re.fullmatch(r"(?:19|20)\d\d年度?", token.text)
    if section == "改进措施" and opens and words.plan.search(after[:24]) and not words.past.search(after):
        yield Statement((_part("period_word", passage, token, "计划年份"),))


def _stray(passage: Passage, token: Token, section: str, fiscal: int) -> Iterator[Statement]:
    """2022年镇本级财政总支出… at the head of a report on 2023's own money: the year may be wrong."""
    day = token.day
    opens = token.start <= passage.body and day and day.year == fiscal - 1 and not day.month
    sentence = "".join(_sentence(passage, token))
    if (
        opens
        and section in ("", "资金情况")
        and MONEY.match(passage.text[token.end :])
        and not COMPARED.search(sentence)
    ):
        yield Statement((_part("period_word", passage, token, "年份"),), forced=False)


def _planned(passage: Passage, token: Token, section: str, words: _Words) -> Iterator[Statement]:
    """确保2023年6月底前完成: the year that measures are to be done by."""
    day = token.day
    if not day or not day.year or not day.month or not FINISHED_BY.match(passage.text[token.end :]):
        return
    before, after = (re.split("[，：]", side)[at] for side, at in zip(_sentence(passage, token), (-1, 0), strict=True))
    told = section == "改进措施" or MEASURES.match(passage.text[passage.body :])
    if told and words.plan.search(before) and not DEMANDED.search(before) and not words.past.search(after):
        yield Statement((_part("period_word", passage, token, "计划年份"),))


def _afterwards(passage: Passage, token: Token, prose: Prose, words: _Words) -> Iterator[Statement]:
    """决算报表于2024年2月经财政局审核: what is done with the year's accounts, or its evaluation, once it is over."""
    day, fiscal = token.day, prose.profile.fiscal_year
    if not day or not day.year or not day.month or not fiscal:
        return
    before, after = (re.split("，", side)[at] for side, at in zip(_sentence(passage, token), (-1, 0), strict=True))
    clause, figure = f"{before}|{after}", date_figure(day)
    if not words.own_accounts.search(clause) or not words.afterwards.search(after) or OTHER_ACCOUNTS.search(clause):
        return
    own = "自评" in clause or prose.profile.kind == "final_accounts_disclosure"
    yield Statement((_part("done_date", passage, token, "年度终了后", figure=figure),), forced=own)
