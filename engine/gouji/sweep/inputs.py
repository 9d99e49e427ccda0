"""What a sweep takes in: the reports in folders and zips, or those that a manifest lists; and the roster of units."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gouji.errors import GoujiError, ReadError
from gouji.fact import Profile
from gouji.gathering import Expected
from gouji.kinds import report_kind
from gouji.readers import reports_in
from gouji.readers.txt import decode

# Office documents, what prints and scans give, and packed folders; what else lies in a folder is no report.
REPORTS = frozenset(
    [
        ".docx",
        ".doc",
        ".wps",
        ".dot",
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
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
        ".bmp",
    ]
)
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
    """Every file below the folders, each once, in order of name; links are followed, never in a circle."""
    given, seen = Profile(region=region), set[str]()
    for folder in folders:
        if not folder.exists():
            raise GoujiError(f"{folder}：没有这个文件夹或文件。请检查路径。")
        for path in _files(folder, set()):
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                yield from _inputs(path, given)


def in_manifest(manifest: Path) -> Iterator[Input]:
    """The files a manifest lists: a CSV with a column `path` (路径) and any of unit, region, year, kind."""
    for row in _rows(manifest, "path"):
        year = row.get("year", "")
        given = Profile(
            row.get("unit", ""),
            int(year) if year.isdecimal() else None,
            report_kind(row.get("kind", "")),  # another word than ours says nothing, and the report tells its kind
            row.get("region", ""),
        )
        yield from _inputs(manifest.parent / row["path"], given)


def roster_of(path: Path) -> tuple[Expected, ...]:
    """The units that must hand in: a CSV with a column `unit` (单位) and perhaps region and kind."""
    return tuple(Expected(row["unit"], row.get("region", ""), row.get("kind", "")) for row in _rows(path, "unit"))


def _files(folder: Path, above: set[str]) -> Iterator[Path]:
    """Files in order of name; a folder that is one of those above it is a circle and left out."""
    if folder.is_file():
        yield folder
        return
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as fault:
        raise GoujiError(f"{folder}：文件夹打不开（{fault.strerror}）。请检查权限。") from fault
    for entry in entries:
        if not entry.name.startswith(LEFT_OVER):
            yield from _files(entry, above | {real}) if entry.is_dir() else (entry,)


def _inputs(path: Path, given: Profile) -> Iterator[Input]:
    if path.suffix.lower() not in REPORTS:
        yield Input(path, given, skipped=f"不是报告（{path.suffix or '没有后缀'}）")
        return
    try:
        for one in reports_in(path):
            yield Input(one, given)
    except ReadError as fault:
        yield Input(path, given, failed=fault.reason)
    except OSError as fault:
        yield Input(path, given, failed=f"文件打不开（{fault.strerror}）")


def _rows(path: Path, needed: str) -> Iterator[Mapping[str, str]]:
    """The rows of a CSV under English names; Excel's UTF-8 and GBK are both read."""
    try:
        text, _ = decode(path, path.read_bytes())
    except OSError as fault:
        raise GoujiError(f"{path}：打不开（{fault.strerror}）。请检查路径和权限。") from fault
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    names = [COLUMNS.get(name.strip(), name.strip()) for name in next(rows, [])]
    if needed not in names:
        chinese = next(word for word, name in COLUMNS.items() if name == needed)
        raise GoujiError(f"{path}：缺少“{chinese}”（{needed}）这一列。第一行写列名：单位、地区、年度、种类、路径。")
    for row in rows:
        found = {name: cell.strip() for name, cell in zip(names, row, strict=False)}
        if found.get(needed):
            yield found
