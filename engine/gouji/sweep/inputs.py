"""What a sweep takes in: the reports in folders and zips, or those that a manifest lists; and the roster of units."""

from __future__ import annotations

import csv
import io
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gouji.errors import GoujiError, ReadError, why
from gouji.fact import Profile
from gouji.gathering import Expected
from gouji.kinds import report_kind
from gouji.readers import Limits, reports_in
from gouji.readers.archive import load
from gouji.readers.signature import format_of
from gouji.readers.txt import decode
from gouji.store.opening import is_store

# Office documents, what prints and scans give, and packed folders; what else lies in a folder is no report. A packed
# folder that nobody can read here has reports in it all the same: it fails with what to do, and its unit has handed in.
REPORTS = frozenset(
    [
        ".docx",
        ".doc",
        ".wps",
        ".dot",
        ".docm",
        ".dotx",
        ".odt",
        ".rtf",
        ".xlsx",
        ".xlsm",
        ".xls",
        ".et",
        ".ods",
        ".pdf",
        ".ofd",
        ".html",
        ".htm",
        ".mht",
        ".md",
        ".markdown",
        ".txt",
        ".zip",
        ".rar",
        ".7z",
        ".gz",
        ".tgz",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
        ".bmp",
        ".gif",
        ".webp",
    ]
)
YEAR = re.compile(r"((?:19|20)\d\d)(?!\d)")  # 2023, 2023年度
LEFT_OVER = ("~$", ".", "__MACOSX", "Thumbs.db", "desktop.ini")
COLUMNS: Mapping[str, str] = {
    "单位": "unit",
    "地区": "region",
    "年度": "year",
    "种类": "kind",
    "路径": "path",
    "文件": "path",
}


@dataclass(frozen=True, slots=True)
class Input:
    """A file to examine and what is known of it beforehand; `skipped` says why it is not one, `failed` why not now."""

    path: Path
    given: Profile
    skipped: str = ""
    failed: str = ""


def in_folders(folders: Iterable[Path], region: str = "") -> Iterator[Input]:
    """Every file below the folders, each once, in order of name; links are followed, never in a circle.

    A folder below that cannot be opened is one that failed; GoujiError if a given one is not there.
    """
    given, seen = Profile(region=region), set[str]()
    for folder in folders:
        try:
            folder.stat()
        except (OSError, ValueError) as fault:
            raise GoujiError(f"{folder}：打不开这个文件夹或文件（{_why(fault)}）。请检查路径和权限。") from None
        for path, failed in _files(folder):
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                yield from [Input(path, given, failed=failed)] if failed else _inputs(path, given)


def in_manifest(manifest: Path) -> Iterator[Input]:
    """The files a manifest lists: a CSV with a column `path` (路径) and any of unit, region, year, kind."""
    for row in _rows(manifest, "path"):
        year = YEAR.match(unicodedata.normalize("NFKC", row.get("year", "")))
        given = Profile(
            row.get("unit", ""),
            int(year[1]) if year else None,
            report_kind(row.get("kind", "")),  # another word than ours says nothing, and the report tells its kind
            row.get("region", ""),
        )
        yield from _inputs(manifest.parent / row["path"], given, listed=True)


def roster_of(path: Path) -> tuple[Expected, ...]:
    """The units that must hand in, each once: a CSV with a column `unit` (单位) and perhaps region and kind."""
    rows = (Expected(row["unit"], row.get("region", ""), row.get("kind", "")) for row in _rows(path, "unit"))
    return tuple(dict.fromkeys(rows))


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Files in order of name, and folders that cannot be opened with the reason.

    A folder that is one of those above it is a circle and left out, and so is a store.
    """
    ahead: list[tuple[Path, frozenset[tuple[int, int]]]] = [(folder, frozenset())]  # each with the folders above it
    while ahead:
        path, above = ahead.pop()
        try:
            found = path.stat()
            if not stat.S_ISDIR(found.st_mode):
                yield path, ""
                continue
            this = (found.st_dev, found.st_ino)
            if this in above or is_store(path):
                continue
            entries = sorted(path.iterdir(), reverse=True)
        except OSError as fault:
            yield path, f"打不开（{why(fault)}）。请检查后再核对"
            continue
        ahead += [(entry, above | {this}) for entry in entries if not entry.name.startswith(LEFT_OVER)]


def _inputs(path: Path, given: Profile, *, listed: bool = False) -> Iterator[Input]:
    """The reports that a file is or holds; one that is listed by name must be there, whatever its name ends in."""
    try:
        if path.suffix.lower() in REPORTS:
            for one in reports_in(path):
                yield Input(one, given)
            return
        if listed:
            load(path, Limits())
        yield Input(path, given, skipped=f"不是报告（{path.suffix or '没有后缀'}）")
    except ReadError as fault:
        yield Input(path, given, failed=fault.reason)


def _rows(path: Path, needed: str) -> Iterator[Mapping[str, str]]:
    """The rows of a CSV under English names; Excel's UTF-8 and GBK are both read."""
    data = load(path, Limits())
    if format_of(data) != "txt":
        raise GoujiError(f"{path}：这不是 CSV 文件。在 Excel 或 WPS 里另存为 CSV 再用。")
    text, _ = decode(path, data)
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        names = [COLUMNS.get(name.strip(), name.strip()) for name in next(rows, [])]
        if needed not in names:
            chinese = next(word for word, name in COLUMNS.items() if name == needed)
            raise GoujiError(f"{path}：缺少“{chinese}”（{needed}）这一列。第一行写列名：单位、地区、年度、种类、路径。")
        for row in rows:
            found = {name: cell.strip() for name, cell in zip(names, row, strict=False)}
            if found.get(needed):
                yield found
    except csv.Error:
        raise GoujiError(f"{path}：第 {rows.line_num} 行附近的引号没有成对，或一格太长。请改好再用。") from None


def _why(fault: OSError | ValueError) -> str:
    return why(fault) if isinstance(fault, OSError) else "路径不合法"
