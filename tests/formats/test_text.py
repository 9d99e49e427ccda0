from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.finding import CheckResult
from gouji.formats import text
from gouji.formats.layout import Look, Mark, clip, columns, printable, underlined, wrap

SGR = re.compile(r"\x1b\[[0-9;]*m")


def test_figures_are_underlined_by_role(result: CheckResult) -> None:
    lines = text.write(result, Look()).split("\n")
    quoted = next(n for n, line in enumerate(lines) if "户厕改建320户" in line)
    assert lines[quoted : quoted + 3] == [
        "      | 3.户厕改建320户。已改建并通水304户，指标完成率98%。",
        "      |           ~~~~~              ~~~~~            ^^^",
        "      |           目标               实际             完成率",
    ]


def test_a_character_of_uncertain_width_puts_the_names_in_line(result: CheckResult) -> None:
    written = text.write(result, Look())
    assert "铺设污水管网6.5公里【目标】。建成6.1公里【实际】，“全面完成【表述】”建设任务。" in written


def test_every_part_of_a_finding_is_shown(result: CheckResult) -> None:
    written = text.write(result, Look())
    for part in (
        "x 必改 1   第 3 行",
        "completion-rate",
        "算式   304户 / 320户 = 95%，报告写 98%，差 3 个百分点",
        "可改   完成率 98% -> 95%（最可能）",
        "目标 320户 -> 310户（如果抄错的是目标；目标以年初批复为准）",
        "依据   算术关系：完成率＝实际完成值÷目标值",
        "依据   算术关系：完成率＝实际完成值÷目标值（待人核对，最高按“建议改”处理）",
        "! 建议改 3   第 5、6 行",
        "? 请核对 4",
        "注意   文中有 1 张图没有读。",
        "对得上 2 (=)，对不上 6 (x)",
        "没读懂 第 5 行“6”",
        "没核对 exec-score（没有 2025 年的“执行率分值”，2 处）",
        "结果   必改 2，建议改 1，请核对 1，说明 0",
    ):
        assert part in written


def test_a_clean_report_says_what_that_means(clean: CheckResult) -> None:
    written = text.write(clean, Look())
    assert "没有发现对不上的数。对得上只说明前后一致，不等于数字属实" in written
    assert "下一步" not in written


def test_a_row_is_quoted_whole(tabled: CheckResult) -> None:
    written = text.write(tabled, Look())
    assert "| 户厕改建 320户 304户 98%" in written
    assert "x 必改 1   表 1 第 2 行  " in written


def test_facts_from_outside_are_quoted_by_name(outside: CheckResult) -> None:
    assert "| 完成率 98%" in text.write(outside, Look())


def test_many_findings_of_one_rule_fold(result: CheckResult) -> None:
    many = replace(result, findings=result.findings[:1] * 30)
    written = text.write(many, Look())
    assert written.count("算式") == text.WHOLE_SHOWN["必改"]
    assert written.count("完成率写 98%") == 30


def test_one_name_in_several_places_is_told_apart_by_place(result: CheckResult) -> None:
    agree = result.findings[2]
    alike = replace(agree, evidence=tuple(replace(e, name="各处") for e in agree.evidence))
    written = text.write(replace(result, findings=(alike,)), Look())
    assert "各处" not in written.split("可改")[0]
    assert "|                        第 5 行" in written
    assert "|         第 6 行" in written


@pytest.mark.parametrize("width", [48, 60, 79, 80, 92])
def test_no_line_is_wider_than_the_terminal(result: CheckResult, width: int) -> None:
    for line in text.write(result, Look(width)).split("\n"):
        assert columns(line) <= width, line


def test_colour_changes_no_words(result: CheckResult) -> None:
    coloured = text.write(result, Look(colour=True))
    assert SGR.sub("", coloured) == text.write(result, Look())
    assert "\x1b[31;1mx 必改 1\x1b[0m" in coloured


def test_the_bar_shows_every_class_that_is_there(result: CheckResult) -> None:
    few = replace(result.coverage, numbers=1000, checked=996, contradicted=1, unchecked=1, identifiers=2, unread=1)
    bar = text.coverage_lines(replace(result, coverage=few), Look())[0]
    assert {"=", "x", ".", "-"} <= set(bar)
    assert columns(bar) <= 92


def test_a_report_cannot_steer_the_terminal(result: CheckResult) -> None:
    hostile = replace(result, document=replace(result.document, path="a\x1b[2Jb\n.txt"))
    written = text.write(hostile, Look())
    assert "\x1b" not in written
    assert "a [2Jb .txt" in written


@given(st.text(max_size=300), st.integers(48, 92))
def test_wrapping_loses_nothing_but_blanks(sentence: str, width: int) -> None:
    line = printable(sentence)
    parts = wrap(line, width)
    assert all(columns(part) <= width for part in parts)
    assert "".join("".join(parts).split()) == "".join(line.split())


@given(st.text(max_size=200), st.integers(10, 92))
def test_clipping_keeps_to_the_width(sentence: str, width: int) -> None:
    assert columns(clip(sentence, width)) <= width


SENTENCES = st.text(st.sampled_from("建成公里，。、“”1,234.5%户é\u0301\t x"), min_size=1, max_size=400)


@given(SENTENCES, st.data(), st.integers(32, 84))
def test_marks_stand_under_what_they_mark(sentence: str, data: st.DataObject, width: int) -> None:
    """Whatever the sentence: no line too wide, and each mark is shown, by a line under it or by its name behind it."""
    starts = data.draw(st.lists(st.integers(0, len(sentence) - 1), min_size=1, max_size=4, unique=True))
    marks = [Mark(s, min(s + 3, len(sentence)), f"名{n}") for n, s in enumerate(starts)]
    lines = underlined(sentence, marks, Look(), width)
    assert all(columns(line) <= width + 8 for line in lines)
    for mark in marks:
        assert any(mark.label in line for line in lines)


def test_a_very_long_sentence_is_cut_to_the_clauses_that_matter() -> None:
    sentence = "全镇组织动员，" * 400 + "改建户厕320户，" + "各村积极参与，" * 300 + "完成率98%，" + "成效明显，" * 300
    at = [sentence.index("320户"), sentence.index("98%")]
    lines = underlined(sentence, [Mark(at[0], at[0] + 4, "目标"), Mark(at[1], at[1] + 3, "完成率")], Look(), 84)
    assert len(lines) <= 6
    assert "改建户厕320户" in "".join(lines)
    assert lines[0].startswith("...")


def test_a_sentence_without_stops_is_cut_too() -> None:
    sentence = "改" * 100_000 + "320户" + "建" * 100_000
    at = sentence.index("320户")
    lines = underlined(sentence, [Mark(at, at + 4, "目标")], Look(), 84)
    assert len(lines) <= 6
