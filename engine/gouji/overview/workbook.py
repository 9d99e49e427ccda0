"""An Overview → a workbook: the same in sheets, for those who sort, filter and send on.

Rows are streamed, so that fifty thousand findings need little memory; a sheet that would be too long goes on in another.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from typing import TYPE_CHECKING, NamedTuple

from gouji.formats.telling import CLEAN, GRADES, REPORT_KINDS
from gouji.overview.model import Overview
from gouji.overview.page import about, title, when

if TYPE_CHECKING:  # a third of a second to load, so only when a workbook is written
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell

Value = str | int | None
Row = Sequence[Value]
MOST = 1_000_000  # rows of a sheet; Excel takes 48,576 more
LONGEST = 32_000  # characters of a cell; Excel takes 767 more
NARROW = 10
WIDTHS: Mapping[str, int] = {
    **dict.fromkeys(("单位", "全称"), 24),
    **dict.fromkeys(("文件", "报告", "计入的是", "原因", "怎么算的", "依据", "例子", "还没报的", "出处"), 40),
    **dict.fromkeys(("问题", "原文", "内容"), 52),
    **dict.fromkeys(("规则", "在哪里", "怎么改", "说明", "题目", "豁免的原因"), 28),
    **dict.fromkeys(("地区", "种类", "项目", "时间"), 18),
}
NUMBERS = ("必改", "建议改", "请核对", "说明", "已豁免")
FIGURES = ("读出", "核对", "对不上", "没有可核对的关系", "没读懂", "编号年份")
STATES = {"must": "有必改的", "look": "没有必改、有要核对的", "ok": "没有对不上的"}
LEFT = {"failed": "打不开", "skipped": "不是报告", "superseded": "旧稿", "duplicate": "重复"}


class Sheet(NamedTuple):
    """A sheet: its name, the names of its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Row]


def write(seen: Overview) -> bytes:
    """The workbook; all cells are text or whole numbers, so that nothing in a report is run as a formula."""
    from openpyxl import Workbook  # noqa: PLC0415 - see above

    book = Workbook(write_only=True)
    for sheet in sheets(seen):
        _write(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheets(seen: Overview) -> Iterator[Sheet]:
    """The sheets in their order."""
    yield Sheet("总览", ("项目", "数", "内容"), _summary(seen))
    yield Sheet(
        "单位",
        ("单位", "全称", "地区", "报告", "要退改", *NUMBERS, "跨报告", "打不开", "上次必改", *FIGURES, "还没报的"),
        (
            (
                u.name,
                u.printed,
                u.region,
                u.reports,
                u.faulty,
                *u.counts,
                u.crossed,
                u.failed,
                u.before,
                *u.figures,
                "、".join(u.missing),
            )
            for u in seen.units
        ),
    )
    yield Sheet(
        "规则",
        ("规则", "题目", "跨报告", *NUMBERS, "牵涉报告", "牵涉单位", "例子"),
        (
            (
                r.rule,
                r.title,
                "是" if r.crossing else "",
                *r.counts,
                r.reports,
                r.units,
                (seen.crossed if r.crossing else seen.problems)[r.example].message,
            )
            for r in seen.rules
        ),
    )
    yield Sheet(
        "报告",
        ("单位", "报告", "年度", "种类", "题目", "状态", *NUMBERS, *FIGURES),
        (
            (r.unit, r.path, r.year, REPORT_KINDS.get(r.kind, ""), r.title, STATES[r.state], *r.counts, *r.figures)
            for r in seen.reports
        ),
    )
    yield Sheet(
        "问题",
        (
            "轻重",
            "单位",
            "报告",
            "编号",
            "在哪里",
            "问题",
            "原文",
            "怎么算的",
            "怎么改",
            "说明",
            "依据",
            "规则",
            "豁免的原因",
        ),
        _problems(seen),
    )
    yield Sheet(
        "跨报告",
        ("轻重", "单位", "地区", "年度", "问题", "怎么算的", "说明", "出处", "依据", "规则", "豁免的原因"),
        (
            (
                c.grade,
                "、".join(c.units),
                c.region,
                c.year,
                c.message,
                c.working,
                c.note,
                "\n".join(f"{one.path}　{one.name}　{one.text}" for one in c.cites),
                c.basis,
                c.rule,
                c.waived,
            )
            for c in seen.crossed
        ),
    )
    yield Sheet(
        "没有计入的",
        ("情形", "文件", "单位", "年度", "原因", "计入的是"),
        ((LEFT.get(one.why, one.why), one.path, one.unit, one.year, one.reason, one.of) for one in seen.left),
    )
    if seen.expected:
        yield Sheet(
            "还没报的",
            ("单位", "地区", "年度", "内容"),
            ((one.unit, one.region, one.year, one.message) for one in seen.missing),
        )
    yield Sheet(
        "没能核对的规则",
        ("报告", "规则", "原因", "处数"),
        (
            ("各报告之间" if one.report is None else seen.reports[one.report].path, one.rule, one.reason, one.times)
            for one in seen.not_run
        ),
    )
    if seen.waived:
        yield Sheet(
            "豁免",
            ("单位", "规则", "原因", "这次用到"),
            ((one.unit, one.rule, one.reason, one.findings) for one in seen.waived),
        )
    yield Sheet(
        "历次汇总",
        ("第几次", "时间", "文件", "打不开", "计入", "有必改的", "必改", "建议改", "规则"),
        (
            (
                s.run,
                when(s.begun),
                s.files,
                s.failed,
                s.reports,
                s.faulty,
                s.must,
                s.should,
                "相同" if s.alike else "不同",
            )
            for s in seen.stages
        ),
    )


def _summary(seen: Overview) -> Iterator[Row]:
    done, stand = seen.outcomes, seen.standings
    yield title(seen), None, about(seen)
    yield "收到文件", seen.files, f"核对 {done['checked']} ＋ 打不开 {done['failed']} ＋ 不是报告 {done['skipped']}"
    told = f"计入 {stand['latest']} ＋ 旧稿 {stand['superseded']} ＋ 重复 {stand['duplicate']}"
    yield "核对", done["checked"], told
    if seen.expected:
        yield "名册应报", seen.expected, f"还缺 {len(seen.missing)} 份"
    if seen.unplaced:
        yield "名册上看不出地区的", seen.unplaced, "没有查它们报没报"
    for one in seen.apart:
        yield "没有互相比对", None, f"{one.region}{one.year or ''}：{one.reason}"
    for state, word in STATES.items():
        yield f"报告：{word}", sum(report.state == state for report in seen.reports), None
    for word, number, meaning in zip(NUMBERS, seen.counts, (*GRADES.values(), "记着原因，不算进前面几项"), strict=True):
        yield word, number, meaning
    yield "跨报告的问题", len(seen.crossed), "几份报告放在一起才看得出的"
    for word, number in zip(FIGURES, seen.figures, strict=True):
        yield f"数：{word}", number, None
    if seen.since:
        yield "比上次改好", seen.since.fixed, f"和第 {seen.since.run} 次比，必改和建议改"
        yield "比上次还在", seen.since.still, None
        yield "比上次新出现", seen.since.new, None
    if not any(seen.counts):
        yield CLEAN, None, None


def _problems(seen: Overview) -> Iterator[Row]:
    for one in seen.problems:
        report = seen.reports[one.report]
        text = one.sentence.strip() or one.quote
        yield (
            "已豁免" if one.waived else one.grade,
            report.unit,
            report.path,
            one.number,
            one.place,
            one.message,
            text,
            one.working,
            one.repair,
            one.note,
            one.basis,
            one.rule,
            one.waived,
        )


def _write(book: Workbook, sheet: Sheet) -> None:
    """A sheet, or several where there are more rows than one takes."""
    rows = iter(sheet.rows)
    for number in count(1):
        some = list(islice(rows, MOST))
        if some or number == 1:
            _one(book, Sheet(sheet.name if number == 1 else f"{sheet.name}{number}", sheet.columns, some))
        if len(some) < MOST:
            return


def _one(book: Workbook, sheet: Sheet) -> None:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    made = book.create_sheet(sheet.name)
    made.freeze_panes = "A2"
    for place, name in enumerate(sheet.columns, 1):
        made.column_dimensions[get_column_letter(place)].width = WIDTHS.get(name, NARROW)
    made.page_setup.orientation = "landscape"
    made.page_setup.paperSize = 9  # A4
    made.page_setup.fitToHeight = 0
    made.sheet_properties.pageSetUpPr.fitToPage = True
    made.print_title_rows = "1:1"
    font, fill = Font(bold=True, color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F3D68")
    wrapped = Alignment(vertical="top", wrap_text=True)

    texts = [WriteOnlyCell(made, "") for _ in sheet.columns]  # used again for every row: a row is written at once
    for one in texts:
        one.alignment = wrapped

    def cell(value: Value, of: Cell) -> object:
        if not isinstance(value, str):
            return value
        of.value = value[:LONGEST]
        of.data_type = "s"  # else what begins with = would be a formula
        return of

    head = [WriteOnlyCell(made, name) for name in sheet.columns]
    for one in head:
        one.font, one.fill, one.alignment = font, fill, wrapped
    made.append(head)
    length = 1
    for row in sheet.rows:
        made.append([cell(value, of) for value, of in zip(row, texts, strict=True)])
        length += 1
    made.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{length}"
