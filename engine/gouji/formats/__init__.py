"""One module per output: CheckResults become text or bytes. Nothing here computes anything about a report.

`FORMATS` lists the outputs; `written` writes one. The terminal's text is apart: text.py writes report by report, as
wide as the terminal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:  # the command line reads the table before anything is checked, and must be quick
    from gouji.errors import ReadError
    from gouji.finding import CheckResult

__all__ = ["FORMATS", "Format", "format_named", "one_each", "written"]


class Format(NamedTuple):
    """An output. `takes` says what its module's `write` takes.

    `run`: all results and what could not be read. `report`: one result. `copy`: one result, and whether to write what
    needs nothing done as well; it reads the report again and writes into a copy.
    """

    module: str
    suffixes: tuple[str, ...]  # of file names that ask for it; the first is given to files named by us
    takes: Literal["run", "report", "copy"]
    binary: bool = False  # not for a screen
    title: str = ""


FORMATS: Mapping[str, Format] = {
    "json": Format("gouji.formats.json", (".json",), "run", title="给别的程序"),
    "html": Format("gouji.formats.html", (".html", ".htm"), "report", title="网页，原文和问题对照"),
    "docx": Format("gouji.formats.docx", (".docx",), "copy", binary=True, title="带批注的 Word 副本"),
    "pdf": Format("gouji.formats.pdf", (".pdf",), "copy", binary=True, title="带批注的 PDF 副本"),
    "xlsx": Format("gouji.formats.xlsx", (".xlsx",), "run", binary=True, title="问题清单，或带标记的表格副本"),
    "csv": Format("gouji.formats.csv", (".csv",), "run", title="问题清单"),
    "markdown": Format("gouji.formats.markdown", (".md", ".markdown"), "run", title="问题清单"),
    "sarif": Format("gouji.formats.sarif", (".sarif", ".sarif.json"), "run", title="给代码平台"),
    "junit": Format("gouji.formats.junit", (".xml",), "run", title="给流水线"),
}
MARKED_WORKBOOK = Format("gouji.formats.xlsx_copy", (".xlsx",), "copy", binary=True)  # what xlsx is for one workbook


def format_named(file_name: str) -> str | None:
    """The format that the end of a file's name asks for; the longest end counts (`.sarif.json`)."""
    ends = {suffix: name for name, one in FORMATS.items() for suffix in one.suffixes}
    found = [suffix for suffix in ends if file_name.lower().endswith(suffix)]
    return ends[max(found, key=len)] if found else None


def one_each(name: str) -> bool:
    """Whether a file of this format holds one report only."""
    return FORMATS[name].takes != "run"


def written(
    name: str, results: Sequence[CheckResult], unread: Sequence[ReadError] = (), *, notes: bool = False
) -> bytes:
    """The content of a file in a format of FORMATS; `results` is one where `one_each` says so.

    GoujiError if the report does not lend itself to it. File names that are no text become escapes, which JSON reads
    back as they were.
    """
    one = FORMATS[name]
    if name == "xlsx" and [result.document.format for result in results] == ["xlsx"] and not unread:
        one = MARKED_WORKBOOK
    module = import_module(one.module)
    match one.takes:
        case "run":
            made = module.write(results, unread)
        case "report":
            made = module.write(*results)
        case "copy":
            made = module.write(*results, notes=notes)
    return made if isinstance(made, bytes) else str(made).encode("utf-8", "backslashreplace")
