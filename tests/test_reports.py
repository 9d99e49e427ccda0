"""Ten reports by an independent hand (`tests/reports`): what is found of them never falls, and nothing false is said.

The first figures, before anyone had read them, stand in `tests/bench/README.md`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from gouji import packs
from gouji.checker import check
from gouji.rule import Severity

REPORTS = sorted((Path(__file__).parent / "reports").glob("*.txt"))
LOUD = (Severity.ERROR, Severity.WARNING)
CLEAN = ("c03", "c08")  # as they stand, nothing in them is wrong
FOUND = 26  # mistakes an auditor must find, of 45, on whose lines something is said


def truth_of(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.with_suffix(".truth.yaml").read_text("utf-8"))
    return loaded


def cited(path: Path, *, loud: bool) -> list[set[int]]:
    """For each finding, the lines it cites."""
    result = check(path, packs.load())
    findings = [f for f in result.findings if not loud or f.severity in LOUD]
    return [{result.document.block_at(e.span.start).number for e in f.evidence if e.span} for f in findings]


def test_what_must_be_found_is_found_as_often_as_before() -> None:
    found = 0
    for path in REPORTS:
        lines = cited(path, loud=False)
        musts = [v for v in truth_of(path)["violations"] or [] if v["strength"] == "must"]
        found += sum(any(said & set(v["lines"]) for said in lines) for v in musts)
    assert found >= FOUND


@pytest.mark.parametrize("path", [p for p in REPORTS if p.stem not in CLEAN], ids=lambda p: p.stem)
def test_at_most_one_loud_finding_cites_only_what_is_right(path: Path) -> None:
    guilty = {n for v in truth_of(path)["violations"] for n in v["lines"]}
    false = [lines for lines in cited(path, loud=True) if lines and not lines & guilty]
    assert len(false) <= 1
