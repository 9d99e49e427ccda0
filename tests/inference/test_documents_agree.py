"""Both engines give identical findings on every sample, and on every document of the corpus while it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji import packs
from gouji.checker import check

pytest.importorskip("durable_rules_engine", reason="durable_rules is not to be had for this Python")
ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


def differing(*folders: Path) -> list[str]:
    """The documents on which the engines differ, or on which durable_rules failed."""
    book, found, seen = packs.load(), [], 0
    for path in sorted(one for folder in folders for one in folder.rglob("*") if one.suffix in (".txt", ".docx")):
        seen += 1
        durable, reference = check(path, book), check(path, book, engine="reference")
        if durable.findings != reference.findings or durable.engine == reference.engine:
            found.append(f"{path.name} {durable.engine} {durable.notices}")
    assert seen
    return found


def test_on_the_samples() -> None:
    assert differing(ROOT / "samples") == []


def test_on_the_corpus() -> None:
    folders = (SHARED / "corpus", SHARED / "samples")
    if not all(folder.exists() for folder in folders):
        pytest.skip("没有 ../shared/corpus，无法在公开文件上比较两种引擎")
    assert differing(*folders) == []
