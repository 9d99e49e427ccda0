"""Which hand-ins count: of several versions of one report the latest, of equal files the first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from gouji.kinds import WHOLE_KINDS

# What people add to the name of a file when they hand it in again. A bare number is none: 自评表2 is another form.
AGAIN = re.compile(
    r"[（(\[【_\-\s]*(?:(?:修改|修订|更正|调整|补报|重报|正式|最终)(?:后)?[稿版件]?|[终定新][稿版]|副本|copy|final|new|v\d+|第[一二三四五\d]+[次版稿])[）)\]】]*$",
    re.IGNORECASE,
)
SHEETS = frozenset({".xlsx", ".xls", ".et", ".ods"})  # its form goes with its report, and is none of its versions


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that was read: what tells whether two are the same report, and which is later."""

    path: str
    content: str
    changed: float
    unit: str
    year: int | None
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """How a file stands: latest, superseded or duplicate; `of` is the path of the one that counts instead."""

    standing: str
    of: str = ""


def standings(files: Iterable[HandedIn]) -> Mapping[str, Place]:
    """The place of every file, by path."""
    found: dict[str, Place] = {}
    first: dict[tuple[str, str], HandedIn] = {}  # by content and unit: what two units hand in alike is no duplicate
    reports: defaultdict[tuple[object, ...], list[HandedIn]] = defaultdict(list)
    for file in sorted(files, key=lambda file: (file.changed, file.path)):
        known = first.setdefault((file.content, file.unit), file)
        if known is not file:
            found[file.path] = Place("duplicate", known.path)
        else:
            reports[report_of(file)].append(file)
    for versions in reports.values():
        *older, latest = versions
        found[latest.path] = Place("latest")
        for one in older:
            found[one.path] = Place("superseded", latest.path)
    return found


def report_of(file: HandedIn) -> tuple[object, ...]:
    """What two versions of one report have in common: it is the unit's only one, or its name without 修改稿 is the same.

    A file of which too little is known stands for itself: one that is wrongly set aside would be missed in silence.
    """
    path = PurePath(file.path)
    if not file.unit or not file.year:
        return (file.path,)
    form = path.suffix.lower() in SHEETS or "表" in file.title + path.stem
    if file.kind in WHOLE_KINDS and not form:
        return (file.unit, file.year, file.kind)
    return (file.unit, file.year, file.kind, path.parent, plain_name(path.stem))


def plain_name(stem: str) -> str:
    """A file's name without what was added when it was handed in again: 自评表（修改稿） is 自评表."""
    before = ""
    while stem != before:
        before, stem = stem, AGAIN.sub("", stem) or stem
    return stem
