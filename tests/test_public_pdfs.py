"""Real documents as PDF: their tables hold, and what is wrong in their words is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.checker import check
from gouji.finding import CheckResult, Finding
from gouji.packs import load
from gouji.rule import Severity

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "pdf"
WRONG = {"006": 6, "007": 5, "011": 4, "012": 4, "016": 0, "019": 0}  # errors, each looked up in the labels

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="../shared/corpus/pdf is not there")


def in_cells(result: CheckResult, finding: Finding) -> bool:
    """Whether a finding rests on cells of a table."""
    spans = [e.span for e in finding.evidence if e.span]
    return any(result.document.block_at(span.start).cell for span in spans)


@pytest.mark.parametrize("name", WRONG)
def test_no_table_is_accused_and_what_is_wrong_in_words_is_found(name: str) -> None:
    result = check(CORPUS / f"{name}.pdf", load())
    errors = [f for f in result.findings if f.severity is Severity.ERROR]
    assert [f.message for f in errors if in_cells(result, f)] == []
    assert len(errors) == WRONG[name]
