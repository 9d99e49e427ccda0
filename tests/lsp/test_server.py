"""`gouji rules lsp` as an editor meets it: a process that speaks over stdin and stdout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rule_editor import PACK, RULE, Editor

from gouji_cli.app import run

LINES = RULE.split("\n")
ALL = {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}}


@pytest.fixture
def rule(folder: Path, editor: Editor) -> Path:
    """The rule, open and sound."""
    path = folder / "own/half-done.yaml"
    assert editor.open(path, RULE) == []
    return path


def spot(text: str, into: int = 1, lines: list[str] | None = None) -> tuple[int, int]:
    """Line and character of the first place where a text stands; all of it lies in the basic plane."""
    found = LINES if lines is None else lines
    line = next(n for n, one in enumerate(found) if text in one)
    return line, found[line].index(text) + into


def told(editor: Editor, path: Path, text: str, into: int = 1) -> str:
    answer = editor.at("hover", path, *spot(text, into))
    return answer["contents"]["value"] if answer else ""


def labels(editor: Editor, path: Path, text: str, into: int) -> dict[str, dict[str, Any]]:
    return {item["label"]: item for item in editor.at("completion", path, *spot(text, into))["items"]}


def test_a_broken_rule_is_told_where_it_is_broken(editor: Editor, rule: Path) -> None:
    found = editor.change(rule, RULE.replace("role: actual", "role: actul"))
    assert [(d["message"], d["range"]["start"], d["range"]["end"]) for d in found] == [
        (
            "没有名为“actul”的角色。是否指“actual”？",
            {"line": 7, "character": 13},
            {"line": 7, "character": 18},
        )
    ]
    assert editor.change(rule, RULE) == []


def test_what_is_told_is_what_lint_tells(
    editor: Editor, rule: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = RULE.replace("over-target", "over-taget").replace("有实质原因}\n  - {rule", "有原由}\n  - {rule")
    shown = editor.change(rule, broken)
    rule.write_text(broken, "utf-8")
    try:
        assert run(["rules", "lint", str(folder / "own")]) == 2
    finally:
        rule.write_text(RULE, "utf-8")
    said = capsys.readouterr().err
    assert len(shown) == 2
    for one in shown:
        start = one["range"]["start"]
        assert f"half-done.yaml:{start['line'] + 1}:{start['character'] + 1}：{one['message']}" in said


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "\n",
        "match: {",
        "match:\n  实际: {role: [",
        "a: &x [*x]\nb: *x\n",
        "\ttab: 1\n",
        'id: "half',
        "- 1\n- 2\n",
        RULE.replace("match:", "match：").replace("  实际", " \t实际"),
        RULE + "\x00\x85\u2028\ud83d",
    ],
)
def test_what_is_no_yaml_is_told_and_the_server_lives_on(editor: Editor, rule: Path, broken: str) -> None:
    assert editor.change(rule, broken)
    for method in ("hover", "completion", "definition"):
        for line, character in ((0, 0), (0, 3), (1, 500), (70, 7)):
            editor.at(method, rule, line, character)
    editor.about("documentSymbol", rule)
    assert editor.about("inlayHint", rule, range=ALL) == []
    assert editor.change(rule, RULE) == []


def test_positions_count_units_of_utf_16(editor: Editor, rule: Path) -> None:
    wide = RULE.replace("{text: 完成不足一半的应说明原因, source", "{text: 𠮷𠮷, sauce").replace(
        "target: 100户", "target: 𠮷"
    )
    found = next(d for d in editor.change(rule, wide) if "sauce" in d["message"])
    at = len("basis: {text: 𠮷𠮷, ".encode("utf-16-le")) // 2
    assert found["range"] == {"start": {"line": 4, "character": at}, "end": {"line": 4, "character": at + 5}}
    wide = RULE.replace("本县办法, status", "𠮷𠮷办法, status")
    editor.change(rule, wide)
    line = wide.split("\n")[4]
    at = len(line[: line.index("unconfirmed")].encode("utf-16-le")) // 2
    answer = editor.at("hover", rule, 4, at)
    assert "未由人核对原文" in answer["contents"]["value"]
    assert answer["range"]["start"]["character"] == at


@pytest.mark.parametrize(
    ("word", "into", "said"),
    [
        ("severity", 1, "严重程度"),
        ("warning", 1, "警告"),
        ("role: actual", 8, "实际完成值"),
        ("per: group", 6, "同一指标、同一行、同一组数"),
        ("正向", 1, "目标是下限，越大越好"),
        ("expect: 实际", 9, "数据“实际”：实际完成值"),
        (">= 完成下限", 4, "50%（本县办法第三条，自 2021-01-01 起）"),
        ("over-target", 3, "超额完成过多，目标可能定低"),
        ("- facts: [{target", 14, "目标值（年初目标、指标值、计划数）"),
    ],
)
def test_every_word_is_explained(editor: Editor, rule: Path, word: str, into: int, said: str) -> None:
    assert said in told(editor, rule, word, into)


def test_an_example_is_worked_out(editor: Editor, rule: Path) -> None:
    line = len(LINES) - 2
    answer = editor.at("hover", rule, line, LINES[line].index("facts") + 1)
    assert "结论：不符。目标100户，实际只有20户，不到50%" in answer["contents"]["value"]


def test_what_may_be_written_is_offered(editor: Editor, rule: Path) -> None:
    assert labels(editor, rule, "role: actual", 6)["completion_rate"]["detail"] == "指标完成率（实际÷目标）"
    assert "反向" in labels(editor, rule, "says: [正向", 7)
    assert "sentence" in labels(editor, rule, "per: group", 5)
    assert {"actual", "group", "says"} <= set(labels(editor, rule, "facts: [{", 9))
    assert "completion-rate" in labels(editor, rule, "{rule: over", 7)
    assert set(labels(editor, rule, "is: fail", 4)) == {"pass", "fail", "review", "not_applicable", "could_not_run"}
    inside = labels(editor, rule, "expect: ", 8)
    assert {"实际", "目标", "完成下限", "超额阈值", "sum", "lookup"} <= set(inside)
    assert "下达期限" not in inside  # a parameter of a pack that this one does not rest on
    assert inside["完成下限"]["detail"].startswith("50%")


def test_a_half_written_rule_is_completed(editor: Editor, rule: Path) -> None:
    half = RULE.partition("expect:")[0] + "un"
    editor.type(rule, half)
    lines = half.split("\n")
    offered = {item["label"]: item for item in editor.at("completion", rule, len(lines) - 1, 2)["items"]}
    assert offered["unless"]["textEdit"] == {
        "range": {"start": {"line": 9, "character": 0}, "end": {"line": 9, "character": 2}},
        "newText": "unless: ",
    }
    half = RULE.partition("role: actual")[0] + "role: ["
    editor.type(rule, half)
    line = half.count("\n")
    offered = {item["label"] for item in editor.at("completion", rule, line, len(half.split("\n")[-1]))["items"]}
    assert {"actual", "target"} <= offered
    assert "expect" not in offered


def test_words_lead_to_where_they_are_defined(editor: Editor, rule: Path, folder: Path, root: Path) -> None:
    def led(word: str, into: int) -> list[tuple[str, int]]:
        found = editor.at("definition", rule, *spot(word, into))
        return [(one["uri"], one["range"]["start"]["line"]) for one in found]

    assert led(">= 完成下限", 4) == [((folder / "own/pack.yaml").as_uri(), 6)]
    other = root / "rules/cn-mof-2020-10/over-target.yaml"
    line = next(n for n, one in enumerate(other.read_text("utf-8").split("\n")) if one.startswith("id:"))
    assert led("over-target", 3) == [(other.as_uri(), line)]
    classes = (root / "rules/vocabulary/classes.yaml").read_text("utf-8").split("\n")
    line = next(n for n, one in enumerate(classes) if one.startswith("正向:"))
    assert led("正向", 1) == [((root / "rules/vocabulary/classes.yaml").as_uri(), line)]
    assert led("expect: 实际", 9) == [(rule.as_uri(), 7)]
    assert led("kind", 1) == []


def test_examples_show_their_verdicts(editor: Editor, rule: Path) -> None:
    def shown() -> list[tuple[int, str]]:
        return [(h["position"]["line"], h["label"]) for h in editor.about("inlayHint", rule, range=ALL)]

    first = LINES.index("  pass:") + 1
    assert shown() == [(first, "✓ pass"), (first + 1, "✓ pass"), (first + 3, "✓ fail")]
    assert [lens["command"]["title"] for lens in editor.about("codeLens", rule)] == ["3 个例子，全部对"]
    found = editor.change(rule, RULE.replace("{actual: 80户}", "{actual: 8户}"))
    assert [(d["message"], d["severity"]) for d in found] == [("例子不对：应为 pass，得 fail", 2)]
    assert shown()[0] == (first, "✗ 应为 pass，得 fail")
    assert [lens["command"]["title"] for lens in editor.about("codeLens", rule)] == ["3 个例子，1 个不对"]
    editor.change(rule, RULE)


def test_a_pack_that_changes_is_seen_in_its_open_rules(editor: Editor, rule: Path, folder: Path) -> None:
    pack = folder / "own/pack.yaml"
    assert editor.open(pack, PACK) == []
    editor.type(pack, PACK.replace("50%", "90%"))
    assert [d["message"] for d in editor.diagnostics(rule)] == ["例子不对：应为 pass，得 fail"]
    editor.type(pack, PACK.replace("完成下限", "下限"))
    assert any("没有名为“完成下限”的数据或参数" in d["message"] for d in editor.diagnostics(rule))
    editor.tell("textDocument/didClose", {"textDocument": {"uri": pack.as_uri()}})
    assert editor.diagnostics(rule) == []  # what is on the disk counts again


def test_a_new_file_counts_before_it_is_saved(editor: Editor, folder: Path) -> None:
    made = folder / "own/other-rule.yaml"
    assert editor.open(made, RULE.replace("id: half-done", "id: other-rule")) == []
    assert any("与文件名不同" in d["message"] for d in editor.change(made, RULE.replace("half-done", "third")))
    editor.tell("textDocument/didClose", {"textDocument": {"uri": made.as_uri()}})
    editor.diagnostics(made)


def test_the_parts_of_a_rule_are_listed(editor: Editor, rule: Path) -> None:
    parts = {part["name"]: part for part in editor.about("documentSymbol", rule)}
    assert list(parts)[:3] == ["id", "title", "kind"]
    assert [part["name"] for part in parts["match"]["children"]] == ["实际", "目标"]
    assert [part["name"] for part in parts["examples"]["children"]] == ["pass-1 相符", "pass-2 相符", "fail-1 不符"]


def test_files_of_others_are_left_in_peace(editor: Editor, folder: Path) -> None:
    other = folder / "compose.yaml"
    assert editor.open(other, "services:\n  web: {image: nginx}\nversion: 3\n") == []
    lonely = folder / "lonely.yaml"
    found = editor.open(lonely, RULE.replace("half-done", "lonely").replace("kind: rate", "kind: rite"))
    assert "没有 pack.yaml" in found[0]["message"]
    assert "“rite”不在允许之列" in found[1]["message"]


def test_a_large_file_keeps_nobody_waiting(editor: Editor, rule: Path) -> None:
    facts = "    - facts: [{target: 100户, says: 正向}, {actual: 80户}]\n"
    editor.type(rule, RULE + "  not_applicable:\n" + facts * 4_000)  # all of them wrong, each tried by two engines
    assert told(editor, rule, "severity") != ""
    assert editor.change(rule, RULE) == []


def test_it_says_goodbye(folder: Path) -> None:
    pytest.importorskip("pygls")
    made = Editor(folder, encodings=("utf-32", "utf-16"))
    assert made.can["positionEncoding"] == "utf-32"
    made.open(folder / "own/half-done.yaml", RULE)
    assert made.close() == 0
    assert (folder / "stderr.txt").read_text("utf-8") == ""


def test_without_the_library_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("gouji_cli.rules.find_spec", lambda _: None)
    assert run(["rules", "lsp"]) == 2
    assert capsys.readouterr().err == "语言服务还要用 pygls。先安装：pip install 'gouji[lsp]'\n"
