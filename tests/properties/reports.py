"""The reports that properties are tried on: our samples, and the seed report while `../shared` is there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from gouji import packs
from gouji.checker import check_facts
from gouji.document import Block, Document, Span
from gouji.extraction import extract
from gouji.fact import Profile
from gouji.finding import CheckResult
from gouji.rule import RuleBook

ROOT = Path(__file__).resolve().parent.parent.parent
SEED = ROOT.parent / "shared" / "samples" / "seed-report.txt"
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
NO_SEED = "needs ../shared (the seed report is not in the repository)"

Said = frozenset[tuple[str, frozenset[str]]]


def reports() -> Iterator[object]:
    """Every report as a pytest parameter; the seed is skipped, by name, where it is absent."""
    for path in SAMPLES:
        yield pytest.param(path, id=path.stem)
    yield pytest.param(SEED, id="seed", marks=() if SEED.exists() else pytest.mark.skip(reason=NO_SEED))


@cache
def book() -> RuleBook:
    """The shipped rules, loaded once."""
    return packs.load()


@cache
def read(path: Path) -> str:
    """The text of a report."""
    return path.read_text("utf-8")


def document(text: str) -> Document:
    """A plain-text document of a text, its blocks the lines."""
    blocks, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        blocks.append(Block(number, Span(start, start + len(line))))
        start += len(line) + 1
    return Document("样稿.txt", "txt", text, tuple(blocks))


def checked(text: str) -> CheckResult:
    """A text checked with the shipped rules, on the reference engine."""
    doc = document(text)
    facts = extract(doc, book().vocabulary, Profile())
    return check_facts(facts, doc, packs.in_force(book(), facts.profile), engine="reference")


def plain(quote: str) -> str:
    """A quote whatever the width of its characters, its blanks and its grouping commas."""
    return re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", quote)).translate(HALF)


HALF = str.maketrans("（）：；", "():;")


def said(result: CheckResult) -> Said:
    """What a check says: each finding as its rule and the figures it cites."""
    return frozenset(
        (f.rule.id, frozenset(p for e in f.evidence if e.span and re.search(r"\d", p := plain(e.text))))
        for f in result.findings
        if f.rule.kind != "text"
    )
