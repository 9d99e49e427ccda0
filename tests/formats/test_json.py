from __future__ import annotations

import json as plain
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from gouji.document import Block, Box, Document, PrintedLine, Span
from gouji.errors import ReadError
from gouji.fact import FactSet, Profile
from gouji.finding import CheckResult, Coverage, Evidence, Finding, Verdict
from gouji.formats import json
from gouji.kinds import REPORT_KINDS
from gouji.rule import KINDS, Basis, Rule, Severity

SCHEMA = plain.loads((Path(__file__).parents[2] / "rules/schema/findings.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


@pytest.mark.parametrize("name", ["result", "clean", "tabled", "outside"])
def test_what_is_written_fits_the_schema(name: str, request: pytest.FixtureRequest) -> None:
    written = plain.loads(json.write([request.getfixturevalue(name)]))
    assert list(VALIDATOR.iter_errors(written)) == []


def test_the_schema_knows_every_kind() -> None:
    defs = SCHEMA["$defs"]
    assert set(defs["finding"]["properties"]["kind"]["enum"]) == set(KINDS)
    kinds = defs["report"]["properties"]["profile"]["properties"]["kind"]["enum"]
    assert set(kinds) == {"", *REPORT_KINDS}


def test_quotes_are_exact_pieces_of_their_block(result: CheckResult) -> None:
    blocks = [result.document.quote(b.span) for b in result.document.blocks]
    for finding in json.as_data([result])["reports"][0]["findings"]:
        for e in finding["evidence"]:
            assert blocks[e["block"] - 1][e["start"] : e["end"]] == e["quote"]
            assert e["context"] == blocks[e["block"] - 1]


def test_a_cell_has_its_row_as_context(tabled: CheckResult) -> None:
    evidence = json.as_data([tabled])["reports"][0]["findings"][0]["evidence"]
    assert {e["context"] for e in evidence} == {"户厕改建\t320户\t304户\t98%"}
    assert [(e["block"], e["start"], e["quote"]) for e in evidence] == [(3, 0, "320户"), (4, 0, "304户"), (5, 0, "98%")]


def test_the_contract_of_the_issue(result: CheckResult) -> None:
    data = json.as_data([result])
    report = data["reports"][0]
    assert data["schema"] == "gouji.findings/1"
    assert data["engine"] == "durable_rules 2.0.28"
    assert report["profile"] == {"unit": "望禾镇", "fiscal_year": 2025, "kind": "project", "region": ""}
    first = report["findings"][0]
    assert (first["rule"], first["severity"], first["verdict"]) == ("core-arithmetic/completion-rate", "error", "fail")
    assert {"fact": "完成率", "value": "95%"}.items() <= first["repairs"][0].items()
    counts = {"numbers": 14, "checked": 8, "identifiers": 3, "unread": 1}
    assert counts.items() <= report["coverage"].items()
    places = report["coverage"]["unread_places"]
    assert places == [{"block": 5, "start": 4, "end": 5, "quote": "6", "reason": ""}]


def test_files_that_could_not_be_read_are_listed() -> None:
    data = json.as_data([], [ReadError("a.docx", "打不开：设了打开密码")])
    assert data["errors"] == [{"path": "a.docx", "message": "打不开：设了打开密码"}]
    assert list(VALIDATOR.iter_errors(data)) == []


def test_engines_that_took_over_are_named(result: CheckResult) -> None:
    other = replace(result, engine="参照引擎")
    assert json.as_data([result, other, result])["engine"] == "durable_rules 2.0.28；参照引擎"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@st.composite
def results(draw: st.DrawFn) -> CheckResult:
    lines = draw(st.lists(TEXTS.filter(lambda t: "\n" not in t), min_size=1, max_size=5))
    blocks, at = [], 0
    for number, line in enumerate(lines, 1):
        blocks.append(Block(number, Span(at, at + len(line))))
        at += len(line) + 1
    rule = Rule("some-rule", draw(TEXTS), draw(st.sampled_from(KINDS)), Basis(draw(TEXTS), ""), "", {}, "some-pack")
    evidence = []
    for block in draw(
        st.lists(st.sampled_from([b for b in blocks if b.span.end > b.span.start] or blocks), max_size=4)
    ):
        start = draw(st.integers(block.span.start, max(block.span.end - 1, block.span.start)))
        evidence.append(Evidence("target", draw(TEXTS), "", Span(start, draw(st.integers(start, block.span.end)))))
    finding = Finding(
        rule, draw(st.sampled_from([Severity.ERROR, Severity.INFO])), Verdict.FAIL, draw(TEXTS), "", (), tuple(evidence)
    )
    document = Document(draw(TEXTS), "txt", "\n".join(lines), tuple(blocks))
    return CheckResult(document, FactSet(Profile(draw(TEXTS)), ()), (), (finding,), Coverage(0, 0, 0, 0, 0), "e")


@given(results())
def test_json_loads_back_to_the_same_result(result: CheckResult) -> None:
    loaded = plain.loads(json.write([result]))
    assert loaded == json.as_data([result])
    assert list(VALIDATOR.iter_errors(loaded)) == []
    for e in loaded["reports"][0]["findings"][0]["evidence"]:
        block = result.document.blocks[e["block"] - 1]
        assert result.document.quote(block.span)[e["start"] : e["end"]] == e["quote"]


def test_places_on_pages_say_page_and_box(result: CheckResult) -> None:
    """In the check's own result every block is put on page 2, and its words in one printed line there."""
    box = Box(7000, 8000, 20000, 9200)
    blocks = tuple(
        b._replace(page=2, box=box, lines=(PrintedLine(b.span.start, 2, box),)) for b in result.document.blocks
    )
    paged = replace(result, document=Document("报告.pdf", "pdf", result.document.text, blocks))
    written = plain.loads(json.write([paged]))
    assert list(VALIDATOR.iter_errors(written)) == []
    places = [e for f in written["reports"][0]["findings"] for e in f["evidence"] if e["block"]]
    assert places
    assert all((e["page"], e["box"]) == (2, list(box)) for e in places)
    assert all("page" not in e for f in json.as_data([result])["reports"][0]["findings"] for e in f["evidence"])
