"""An Overview → one page that needs nothing else: a picture to read in a minute, tables, and each report's own view.

Markup, style and script are in page/, charts are ECharts' (vendor/echarts). What is counted is embedded as JSON in
columns; what is said of each finding is packed apart, in parts that the page opens as it needs them, so that fifty
thousand findings do not have to be read before anything is shown.
"""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from pathlib import PurePath
from typing import Any

from gouji.formats.html_document import GRADES
from gouji.formats.layout import printable
from gouji.formats.telling import GRADES as MEANINGS
from gouji.formats.telling import REPORT_KINDS
from gouji.formats.webpage import asset, embedded, page, style
from gouji.overview.model import NO_YEAR, Counts, Crossed, Overview, Problem, RuleFound

PACKAGE = "gouji.overview"
STEP = 500  # findings that are packed together
PLACE = {word: place for place, word in enumerate(GRADES)}
NO_KIND = "种类未写明"
SAID = ("number", "message", "working", "note", "place", "quote", "sentence", "repair", "basis", "waived")


def write(seen: Overview) -> str:
    """The page."""
    parts = list(_parts(seen.problems))
    slots = {
        "name": escape(title(seen)),
        "about": escape(about(seen)),
        "data": embedded(_data(seen, len(parts))),
        "parts": "\n".join(
            f'<script type="application/gzip;base64" id="p{n}">{one}</script>' for n, one in enumerate(parts)
        ),
    }
    scripts = (asset(PACKAGE, "vendor", "echarts", "echarts.min.js"), asset(PACKAGE, "page", "county.js"))
    return page(asset(PACKAGE, "page", "county.html"), style(PACKAGE, "county.css"), scripts, slots)


def title(seen: Overview) -> str:
    """What the picture is of: the region if there is but one, the years."""
    regions = dict.fromkeys(unit.region for unit in seen.units if unit.region)
    years = sorted({report.year for report in seen.reports if report.year})
    where = next(iter(regions)) if len(regions) == 1 else f"{len(regions)} 个地区" if regions else ""
    when = f"{years[0]}年度" if len(years) == 1 else f"{years[0]}～{years[-1]}年度" if years else ""
    return printable(f"{where}{when}绩效报告核对总览")


def about(seen: Overview) -> str:
    """Which run it is, and when that was."""
    undone = "" if seen.run.state == "done" else "（没有做完，下面只是已经入库的）"
    return printable(
        f"第 {seen.run.number} 次汇总{undone}　{when(seen.run.ended or seen.run.begun)}　文件夹“{PurePath(seen.root).name}”　数据都在这个文件里，没有联网"
    )


def when(moment: str) -> str:
    """A moment of the store (UTC) as the clock here shows it."""
    try:
        return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return moment


def _parts(problems: Sequence[Problem]) -> Iterator[str]:
    """What is said of findings, so many at a time, in columns, packed."""
    for start in range(0, len(problems), STEP):
        some = problems[start : start + STEP]
        columns = {name: [getattr(one, name) for one in some] for name in SAID}
        told = json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
        yield b64encode(gzip.compress(told, 6, mtime=0)).decode()


class _Table:
    """Texts that are repeated, each kept once; `of` gives the place of one."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.places = {text: place for place, text in enumerate(known)}

    def of(self, text: str) -> int:
        return self.places.setdefault(text, len(self.places))

    @property
    def texts(self) -> list[str]:
        return list(self.places)


def _data(seen: Overview, parts: int) -> dict[str, Any]:
    units, rules = _Table(unit.name for unit in seen.units), _Table(rule.rule for rule in seen.rules)
    years = _Table(sorted({_year(report.year) for report in seen.reports}, reverse=True))
    kinds, unrun, reasons = _Table(), _Table(), _Table()
    reports = {
        **_columns(seen.reports, "path", "title"),
        "unit": [units.of(one.unit) for one in seen.reports],
        "year": [years.of(_year(one.year)) for one in seen.reports],
        "kind": [kinds.of(REPORT_KINDS.get(one.kind, NO_KIND)) for one in seen.reports],
        **_named(one.figures._asdict() for one in seen.reports),
        **_counts(one.counts for one in seen.reports),
    }
    return {
        "grades": [[GRADES[word], word, meaning] for word, meaning in MEANINGS.items()],
        "outcomes": dict(seen.outcomes),
        "standings": dict(seen.standings),
        "expected": seen.expected,
        "unplaced": seen.unplaced,
        "apart": [[one.region, _year(one.year), one.reason] for one in seen.apart],
        "counts": list(seen.counts),
        "figures": list(seen.figures),
        "units": {
            **_columns(seen.units, "name", "printed", "region", "reports", "faulty", "failed", "crossed", "before"),
            "listed": [int(one.listed) for one in seen.units],
            "missing": [list(one.missing) for one in seen.units],
            **_named(one.figures._asdict() for one in seen.units),
            **_counts(one.counts for one in seen.units),
        },
        "rules": {
            **_columns(seen.rules, "rule", "title", "reports", "units"),
            "crossing": [int(one.crossing) for one in seen.rules],
            "example": [_example(seen, one) for one in seen.rules],
            **_counts(one.counts for one in seen.rules),
        },
        "reports": reports,
        "problems": {
            "report": [one.report for one in seen.problems],
            "rule": [rules.of(one.rule) for one in seen.problems],
            "grade": [PLACE[one.grade] for one in seen.problems],
            "waived": [place for place, one in enumerate(seen.problems) if one.waived],
        },
        "step": STEP,
        "parts": parts,
        "crossed": [_crossed(one, units, rules) for one in seen.crossed],
        "notRun": {
            "report": [-1 if one.report is None else one.report for one in seen.not_run],
            "rule": [unrun.of(one.rule) for one in seen.not_run],
            "reason": [reasons.of(one.reason) for one in seen.not_run],
            "times": [one.times for one in seen.not_run],
        },
        "notRunRules": unrun.texts,
        "reasons": reasons.texts,
        "years": years.texts,
        "kinds": kinds.texts,
        "regions": sorted({unit.region for unit in seen.units}),
        "left": [[one.path, one.unit, one.year, one.why, one.reason, one.of] for one in seen.left],
        "missing": [[one.unit, one.region, one.year, one.message] for one in seen.missing],
        "waivers": [[one.unit, one.rule, one.reason, one.findings] for one in seen.waived],
        "stages": [
            [s.run, when(s.begun), s.files, s.failed, s.reports, s.faulty, s.must, s.should, int(s.alike)]
            for s in seen.stages
        ],
        "since": seen.since and [seen.since.run, seen.since.fixed, seen.since.still, seen.since.new],
    }


def _year(year: int | None) -> str:
    return f"{year}年度" if year else NO_YEAR


def _columns(rows: Sequence[object], *names: str) -> dict[str, list[Any]]:
    return {name: [getattr(row, name) for row in rows] for name in names}


def _named(rows: Iterable[dict[str, int]]) -> dict[str, list[int]]:
    """Rows with the same names → a column for each."""
    found: dict[str, list[int]] = {}
    for row in rows:
        for name, value in row.items():
            found.setdefault(name, []).append(value)
    return found


def _counts(rows: Iterable[Counts]) -> dict[str, list[int]]:
    every = list(rows)
    return {name: [getattr(row, name) for row in every] for name in Counts._fields}


def _example(seen: Overview, rule: RuleFound) -> dict[str, str]:
    if rule.crossing:
        found = seen.crossed[rule.example]
        return {"message": found.message, "unit": "、".join(found.units[:3]), "sentence": "", "quote": ""}
    one = seen.problems[rule.example]
    unit = seen.reports[one.report].unit
    return {"message": one.message, "unit": unit, "sentence": one.sentence, "quote": one.quote}


def _crossed(one: Crossed, units: _Table, rules: _Table) -> dict[str, Any]:
    return {
        "rule": rules.of(one.rule),
        "grade": PLACE[one.grade],
        "year": _year(one.year) if one.year else "",
        "message": one.message,
        "working": one.working,
        "note": one.note,
        "basis": one.basis,
        "units": [units.of(unit) for unit in one.units],
        "cites": [[cite.path, cite.name, cite.text] for cite in one.cites],
        "waived": one.waived,
    }
