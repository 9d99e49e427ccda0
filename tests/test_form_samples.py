"""samples/forms: each form raises what its truth file says, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from gouji.checker import check
from gouji.packs import load
from gouji.rule import RuleBook

FORMS = Path(__file__).parents[1] / "samples" / "forms"
TRUTHS = sorted(FORMS.glob("*.truth.yaml"))


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load()


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.name)
def test_a_form_raises_what_its_truth_says(path: Path, book: RuleBook) -> None:
    truth = yaml.safe_load(path.read_text(encoding="utf-8"))
    wanted = {rule for one in truth["violations"] for rule in one["rules"]}
    result = check(FORMS / truth["report"], book, engine="reference")
    assert {f.rule.id for f in result.findings} == wanted


def test_every_form_has_its_truth() -> None:
    assert {yaml.safe_load(p.read_text(encoding="utf-8"))["report"] for p in TRUTHS} == {
        p.name for p in FORMS.iterdir() if p.suffix != ".yaml"
    }
