"""CheckResults → a workbook a clerk can open: summary, findings, coverage, rules that could not run."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from gouji.errors import ReadError
from gouji.finding import CheckResult
from gouji.formats.context import place
from gouji.formats.layout import columns as columns_of
from gouji.formats.layout import printable
from gouji.formats.rows import COLUMNS, rows
from gouji.formats.telling import CLEAN, GRADES, REPORT_KINDS, account, grade

if TYPE_CHECKING:  # a third of a second to load, so only when a workbook is written
    from openpyxl.worksheet.worksheet import Worksheet

# What became of a number, in the order of `account`
STATES = {
    "holds": "对得上",
    "contradicted": "对不上",
    "review": "请核对",
    "unchecked": "没有可核对的关系",
    "unread": "没读懂",
    "identifier": "编号年份",
}
SUMMARY = ("文件", "单位", "年度", "种类", *GRADES, "读出", *STATES.values(), "注意")
NARROW, LINE, MOST_LINES = 10, 15, 20  # a column in characters, a line in points, a row in lines
WIDTHS = {
    "文件": 30,
    "单位": 24,
    "在哪里": 22,
    "问题": 46,
    "原文": 18,
    "怎么算的": 44,
    "怎么改": 40,
    "说明": 26,
    "依据": 40,
    "规则": 26,
    "注意": 40,
    "数": 18,
    "状态": 18,
    "原因": 40,
}
TINTS = {"必改": "FFFCECEA", "建议改": "FFFFF2D6", "请核对": "FFFFF2D6", "说明": "FFE7EEF7"}
GRADE_COLUMN = COLUMNS.index("轻重") + 1


def write(results: Iterable[CheckResult], unread: Iterable[ReadError] = ()) -> bytes:
    """The workbook; all cells are text or whole numbers, so that nothing in a report is run as a formula."""
    from openpyxl import Workbook  # noqa: PLC0415 - see above

    checked, failed = tuple(results), tuple(unread)
    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book.create_sheet("汇总"), SUMMARY, [*map(_summary, checked), *map(_failure, failed)])
    found = book.create_sheet("问题")
    _sheet(found, COLUMNS, [row for result in checked for row in rows(result)])
    _tint(found)
    _sheet(
        book.create_sheet("覆盖"),
        ("文件", "在哪里", "数", "状态", "原因"),
        [r for one in checked for r in _numbers(one)],
    )
    could_not = [
        (one.document.path, rule, reason, times) for one in checked for rule, reason, times in one.coverage.not_run
    ]
    _sheet(book.create_sheet("没核对的规则"), ("文件", "规则", "原因", "处数"), could_not)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


Row = Sequence[str | int | None]


def _summary(result: CheckResult) -> Row:
    counts = Counter(grade(f) for f in result.findings)
    profile, coverage = result.profile, result.coverage
    return (
        result.document.path,
        profile.unit,
        profile.fiscal_year,
        REPORT_KINDS.get(profile.kind, profile.kind),
        *(counts[word] for word in GRADES),
        coverage.numbers,
        *account(coverage).values(),
        "\n".join([*([] if result.findings else [CLEAN]), *result.notices]),
    )


def _failure(error: ReadError) -> Row:
    return (error.path, *[None] * (len(SUMMARY) - 2), f"打不开：{error.reason}")


def _numbers(result: CheckResult) -> Iterator[Row]:
    """What every number in the report came to."""
    reasons = {number.span: number.reason for number in result.facts.numbers}
    document = result.document
    for span, state in result.coverage.states:
        yield document.path, place(document, span), document.quote(span), STATES[state], reasons.get(span, "")


def _sheet(sheet: Worksheet, columns: Sequence[str], table: Iterable[Row]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 - see above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    top = Alignment(vertical="top", wrap_text=True)
    for number, row in enumerate([columns, *table], 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.alignment = top
            if isinstance(value, str):
                cell.value = "\n".join(printable(line) for line in value.split("\n"))
                cell.data_type = "s"  # else what begins with = would be a formula
            else:
                cell.value = value
        sheet.row_dimensions[number].height = LINE * _lines(columns, row)
    for column, name in enumerate(columns, 1):
        head = sheet.cell(1, column)
        head.font = Font(bold=True, color="FFFFFFFF")
        head.fill = PatternFill("solid", fgColor="FF1F3D68")
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(name, NARROW)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    if sheet.sheet_properties.pageSetUpPr:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _lines(columns: Sequence[str], row: Row) -> int:
    """How many lines the fullest cell of a row takes; not every program sets the height by itself."""
    full = [
        sum(max(-(-columns_of(line) // (WIDTHS.get(name, NARROW) - 1)), 1) for line in str(value).split("\n"))
        for name, value in zip(columns, row, strict=True)
        if value
    ]
    return min(max(full, default=1), MOST_LINES)


def _tint(sheet: Worksheet) -> None:
    """The word says it; the colour helps to find it."""
    from openpyxl.styles import PatternFill  # noqa: PLC0415 - see above

    fills = {word: PatternFill("solid", fgColor=tint) for word, tint in TINTS.items()}
    for (cell,) in sheet.iter_rows(min_row=2, min_col=GRADE_COLUMN, max_col=GRADE_COLUMN):
        cell.fill = fills[str(cell.value)]
