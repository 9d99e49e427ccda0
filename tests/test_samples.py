"""The samples: exact output, and nothing missed or invented beside what their truth files say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from sample_documents import write_document

from gouji import packs
from gouji.checker import check
from gouji.finding import CheckResult
from gouji.formats import json, text
from gouji.formats.layout import Look

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = ["township", "township-corrected", "project", "final-account"]
REPORTS = [f"{name}.{form}" for name in NAMES for form in ("txt", "docx")]
LABEL = re.compile(r"^(?:\d+[、.．]|[（(][\d一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)")

Entry = Mapping[str, Any]


@cache
def checked(name: str) -> CheckResult:
    return check(SAMPLES / name, packs.load())


def truth_of(name: str) -> Entry:
    loaded: Entry = yaml.safe_load((SAMPLES / f"{name.partition('.')[0]}.truth.yaml").read_text("utf-8"))
    return loaded


@cache
def lines_of(name: str) -> tuple[str, ...]:
    return tuple((SAMPLES / f"{name.partition('.')[0]}.txt").read_text("utf-8").split("\n"))


def bare(line: str) -> str:
    """A line without white space and list labels, which a .docx computes."""
    line = re.sub(r"\s", "", line)
    while LABEL.match(line):
        line = LABEL.sub("", line, count=1)
    return line


def cited(name: str, finding: Entry) -> set[int]:
    """The lines of the plain text that a finding cites, whatever the form it was found in."""
    texts = {bare(e["context"]) for e in finding["evidence"]}
    return {n for n, line in enumerate(lines_of(name), 1) if bare(line) in texts and bare(line)}


def figures(words: str) -> set[str]:
    folded = unicodedata.normalize("NFKC", words).replace(",", "")
    return {f.rstrip(".") for f in re.findall(r"\d+\.?\d*", folded)}


def answers(name: str, finding: Entry, entry: Entry) -> bool:
    """The finding cites a line of the entry and names the figure quoted there."""
    said = " ".join([finding["message"], finding["working"], *(e["quote"] for e in finding["evidence"])])
    wanted = figures(str(entry["quote"]))
    return bool(cited(name, finding) & set(entry["lines"])) and (not wanted or bool(wanted & figures(said)))


def findings_of(name: str) -> list[Entry]:
    data = json.as_data([checked(name)])
    found: list[Entry] = data["reports"][0]["findings"]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_truth_file_quotes_its_report(name: str) -> None:
    lines = lines_of(name)
    truth = truth_of(name)
    for entry in (*truth["violations"], *truth["traps"]):
        assert any(str(entry["quote"]) in lines[n - 1] for n in entry["lines"]), entry


@pytest.mark.parametrize("name", NAMES)
def test_the_word_file_holds_the_plain_text(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Byte for byte what `sample_documents` makes, and with Word's own numbers the same lines as the plain text."""
    target = SAMPLES / f"{name}.docx"
    made = write_document(SAMPLES / f"{name}.txt", tmp_path / "made.docx")
    if request.config.getoption("--update-golden"):
        target.write_bytes(made.read_bytes())
    assert target.read_bytes() == made.read_bytes()
    document = checked(f"{name}.docx").document
    assert [b.label + document.quote(b.span) for b in document.blocks] == list(lines_of(name))[:-1]
    assert any(b.level for b in document.blocks)
    assert any(b.label for b in document.blocks)


@pytest.mark.parametrize("name", REPORTS)
def test_every_mistake_is_found(name: str) -> None:
    found = [f for f in findings_of(name) if f["severity"] in ("error", "warning")]
    entries = [v for v in truth_of(name)["violations"] if v["strength"] in ("must", "should")]
    missed = [v["quote"] for v in entries if not any(answers(name, f, v) for f in found)]
    assert missed == []


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_false_is_said(name: str) -> None:
    entries = truth_of(name)["violations"]
    loud = [f for f in findings_of(name) if f["severity"] in ("error", "warning")]
    false = [f"{f['rule']}: {f['message']}" for f in loud if not any(answers(name, f, v) for v in entries)]
    assert false == []


@pytest.mark.parametrize("name", NAMES)
def test_word_and_plain_text_say_the_same(name: str) -> None:
    def told(form: str) -> list[tuple[str, str, str]]:
        return sorted((f["rule"], f["severity"], f["message"]) for f in findings_of(f"{name}.{form}"))

    assert told("docx") == told("txt")


@pytest.mark.parametrize("name", REPORTS)
def test_output_is_exactly_as_agreed(name: str, golden: Callable[[str, str], None]) -> None:
    """The engine is left out: without durable_rules the reference engine says the same."""
    result = checked(name)
    result = replace(result, engine="", notices=result.document.notes)
    shown = str(SAMPLES / name), f"samples/{name}"
    golden(f"{name}.txt", text.write(result, Look()).replace(*shown))
    golden(f"{name}.json", json.write([result]).replace(*shown))
