"""An Overview → the JSON of `rules/schema/county.schema.json`, for other programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from gouji.formats.html_document import GRADES
from gouji.overview.model import Counts, Crossed, Figures, Overview, Problem

SCHEMA = "gouji.county/1"


def write(seen: Overview) -> str:
    """The whole picture as one JSON text."""
    return json.dumps(as_data(seen), ensure_ascii=False, indent=1) + "\n"


def as_data(seen: Overview) -> dict[str, Any]:
    """What `write` writes, as plain data: findings with their reports, files that do not count with their reasons."""
    found: list[list[dict[str, Any]]] = [[] for _ in seen.reports]
    could_not: list[list[dict[str, Any]]] = [[] for _ in seen.reports]
    for problem in seen.problems:
        found[problem.report].append(_problem(problem))
    across: list[dict[str, Any]] = []
    for one in seen.not_run:
        told = across if one.report is None else could_not[one.report]
        told.append({"rule": one.rule, "reason": one.reason, "times": one.times})
    return {
        "schema": SCHEMA,
        "run": asdict(seen.run),
        "root": seen.root,
        "files": {"in": seen.files, **seen.outcomes},
        "standings": dict(seen.standings),
        "expected": seen.expected,
        "unplaced": seen.unplaced,
        "counts": _counts(seen.counts),
        "figures": _figures(seen.figures),
        "units": [
            {**asdict(u), "missing": list(u.missing), "counts": _counts(u.counts), "figures": _figures(u.figures)}
            for u in seen.units
        ],
        "rules": [
            {
                "rule": r.rule,
                "title": r.title,
                "crossing": r.crossing,
                "counts": _counts(r.counts),
                "reports": r.reports,
                "units": r.units,
                "example": (seen.crossed if r.crossing else seen.problems)[r.example].message,
            }
            for r in seen.rules
        ],
        "reports": [
            {
                "path": r.path,
                "unit": r.unit,
                "region": r.region,
                "year": r.year,
                "kind": r.kind,
                "title": r.title,
                "state": r.state,
                "counts": _counts(r.counts),
                "figures": _figures(r.figures),
                "findings": found[n],
                "not_run": could_not[n],
            }
            for n, r in enumerate(seen.reports)
        ],
        "crossings": [_crossed(one) for one in seen.crossed],
        "crossings_not_run": across,
        "not_compared": [asdict(one) for one in seen.apart],
        "not_counted": [asdict(one) for one in seen.left],
        "missing": [asdict(one) for one in seen.missing],
        "waivers": [asdict(one) for one in seen.waived],
        "runs": [asdict(one) for one in seen.stages],
        "since": seen.since and asdict(seen.since),
    }


def _counts(counts: Counts) -> dict[str, int]:
    return counts._asdict()


def _figures(figures: Figures) -> dict[str, int]:
    return figures._asdict()


def _problem(one: Problem) -> dict[str, Any]:
    return {
        "number": one.number,
        "rule": one.rule,
        "grade": GRADES[one.grade],
        "message": one.message,
        "working": one.working,
        "note": one.note,
        "place": one.place,
        "quote": one.quote,
        "sentence": one.sentence,
        "repair": one.repair,
        "basis": one.basis,
        "waived": one.waived,
    }


def _crossed(one: Crossed) -> dict[str, Any]:
    return {
        "number": one.number,
        "region": one.region,
        "year": one.year,
        "rule": one.rule,
        "grade": GRADES[one.grade],
        "message": one.message,
        "working": one.working,
        "note": one.note,
        "basis": one.basis,
        "units": list(one.units),
        "cites": [asdict(cite) for cite in one.cites],
        "waived": one.waived,
    }
