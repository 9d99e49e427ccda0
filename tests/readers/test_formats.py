"""One report in every format: the same findings on the same sentences, and spans that slice to their text."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from gouji.checker import check
from gouji.document import Document
from gouji.errors import ReadError
from gouji.finding import CheckResult
from gouji.packs import load
from gouji.readers import Limits, ocr, office, read
from gouji.rule import RuleBook

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = sorted((SAMPLES / "formats").iterdir())
SHARED = [
    path
    for path in sorted((Path(__file__).parents[2].parent / "shared" / "samples").glob("*"))
    if path.suffix in (".doc", ".docx", ".odt", ".ofd", ".pdf", ".rtf", ".wps")  # the others have tests of their own
]


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load()


@pytest.fixture(scope="module")
def word(book: RuleBook) -> list[tuple[str, str, list[str]]]:
    return told(check(SAMPLES / "township.docx", book, engine="reference"))


def told(result: CheckResult) -> list[tuple[str, str, list[str]]]:
    return [(f.rule.id, f.message, [re.sub(r"\s", "", e.text) for e in f.evidence]) for f in result.findings]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_findings_are_those_of_the_word_file(
    path: Path, book: RuleBook, word: list[tuple[str, str, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)  # LibreOffice or not is no matter: tests/readers/test_doc.py
    assert len(word) > 10
    assert told(check(path, book, engine="reference")) == word


@pytest.mark.parametrize("path", [*FILES, *SHARED], ids=lambda path: path.name)
def test_spans_slice_to_their_text_in_order(path: Path) -> None:
    document = read(path)
    end = -1
    for number, block in enumerate(document.blocks, 1):
        assert block.number == number
        assert block.span.start == end + 1
        end = block.span.end
        assert document.text[block.span.start : block.span.end] == document.quote(block.span)
        assert document.text[block.span.end : block.span.end + 1] in ("\n", "")
        for line in block.lines:
            assert block.span.start <= line.start <= block.span.end
    assert end == len(document.text)


def outcome(path: Path) -> Document | str:
    """What reading it comes to; any other exception fails the test."""
    try:
        return read(path, Limits(seconds=20))
    except ReadError as told_:
        return told_.reason


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_damaged_files_end_in_a_document_or_a_sentence(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    whole, dice = path.read_bytes(), random.Random(7)  # noqa: S311 - the same mutants every time
    target = tmp_path / path.name
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 30)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        cut = dice.randrange(len(data)) if dice.random() < 0.2 else len(data)
        target.write_bytes(data[:cut])
        said = outcome(target)
        assert isinstance(said, Document) or "请" in said
