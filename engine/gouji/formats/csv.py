"""CheckResults → a table of findings for spreadsheet programs: UTF-8 with a mark, by which Excel knows it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from gouji.errors import ReadError
from gouji.finding import CheckResult
from gouji.formats.rows import COLUMNS, rows

MARK = "\ufeff"
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # spreadsheet programs would run a cell that begins so


def write(results: Iterable[CheckResult], unread: Iterable[ReadError] = ()) -> str:
    """One line for each finding, then one for each file that could not be read."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([_harmless(cell) for cell in row] for row in _all(results, unread))
    return MARK + out.getvalue()


def _all(results: Iterable[CheckResult], unread: Iterable[ReadError]) -> Iterator[tuple[str, ...]]:
    for result in results:
        yield from rows(result)
    for error in unread:
        yield (error.path, "", "打不开", "", error.reason, *[""] * (len(COLUMNS) - 5))


def _harmless(cell: str) -> str:
    """An apostrophe before what would be a formula: it is shown by no program, and says that this is text."""
    return f"'{cell}" if cell.lstrip(" ").startswith(STARTS_FORMULA) else cell
