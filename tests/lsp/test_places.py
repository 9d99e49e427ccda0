"""Where in a half-written rule the cursor stands, and positions in the units of editors."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_editor import RULE

from gouji.lsp.desk import EMPTY
from gouji.lsp.hover import hover
from gouji.lsp.lines import Spot, column, split, units
from gouji.lsp.offers import offers
from gouji.lsp.origin import origins
from gouji.lsp.outline import outline
from gouji.lsp.place import names, place, word
from gouji.lsp.scene import Scene


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("", ()),
        ("ki", ()),
        ("kind: ", ("kind",)),
        ("per: [group, ", ("per", 1)),
        ("match:\n  ", ("match",)),
        ("match:\n  甲: {role: target}\n  ", ("match",)),
        ("match:\n  甲: {ro", ("match", "甲")),
        ("match:\n  甲: {role: ", ("match", "甲", "role")),
        ("match:\n  甲: {role: a, says: [乙, ", ("match", "甲", "says", 1)),
        ("match:\n  甲: {role: a, ", ("match", "甲")),
        ("match:\n  甲: {role: a,\n      ", ("match", "甲")),
        ("match:\n  甲:\n    role: ", ("match", "甲", "role")),
        ("match:\n  甲:\n    role: a\n    ", ("match", "甲")),
        ("match:\n  甲: {role: 'a}', ", ("match", "甲")),
        ("unless:\n  - {role: a}\n  - {role: ", ("unless", 1, "role")),
        ("unless:\n- role: a\n- role: b\n  says: ", ("unless", 1, "says")),
        ("unless:\n  - ", ("unless", 0)),
        ("examples:\n  pass: [facts: [{", ("examples", "pass", 0, "facts", 0)),
        ("examples:\n  pass:\n    - facts: [{a: 1}, {", ("examples", "pass", 0, "facts", 1)),
        ("examples:\n  pass:\n    - text: |\n        甲：{乙\n  fail:\n    - ", ("examples", "fail", 0)),
        ("examples:\n  pass:\n    - text: 甲\n      ", ("examples", "pass", 0)),
        ("message: 目标{目标}，{", ("message",)),
        ("kind: rate\nexpect: 甲 =\n  ", ("expect",)),
    ],
)
def test_the_path_to_the_cursor(text: str, path: tuple[str | int, ...]) -> None:
    lines = split(text)
    found = place(lines, Spot(len(lines) - 1, len(lines[-1])))
    assert found is not None
    assert found.path == path


def test_no_place_in_a_comment() -> None:
    assert place(["# match: "], Spot(0, 9)) is None
    assert place(["per: group  # match: "], Spot(0, 20)) is None
    assert place(["basis: {text: 甲} # "], Spot(0, 19)) is None


def test_a_word_is_a_key_or_a_value() -> None:
    lines = split("match:\n  甲: {role: budget.executed}\nexpect: 甲.says = 'x'\n")
    key, value, name = (word(lines, Spot(*at)) for at in ((1, 3), (1, 20), (2, 8)))
    assert key is not None
    assert value is not None
    assert name is not None
    assert (key.path, key.key) == (("match", "甲"), True)
    assert (value.said, value.path, value.key) == ("budget.executed", ("match", "甲", "role"), False)
    assert name.said == "甲"
    assert list(names(lines)) == ["甲"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_columns_survive_the_way_to_the_editor_and_back(encoding: str) -> None:
    line = "a目𠮷\ud83db"
    assert [column(line, units(line, n, encoding), encoding) for n in range(len(line) + 1)] == list(range(6))
    assert column(line, 999, encoding) == 5


def test_lines_are_those_of_the_protocol() -> None:
    assert split("a\r\nb\rc\n\u2028d\x0b") == ["a", "b", "c", "\u2028d\x0b"]


def test_any_piece_of_a_rule_can_be_asked_about_anywhere() -> None:
    """Every beginning of a rule, as it is typed; and the whole with a piece torn out, at many places."""
    for end in range(0, len(RULE), 3):
        lines = split(RULE[:end])
        scene = Scene("/rules/own/half-done.yaml", lines, EMPTY)
        ask(scene, Spot(len(lines) - 1, len(lines[-1])))
        torn = split(RULE[:end] + RULE[end + 40 :])
        outline(torn, None)
        for line in range(len(torn)):
            ask(Scene(scene.path, torn, EMPTY), Spot(line, len(torn[line]) // 2))


def ask(scene: Scene, spot: Spot) -> None:
    hover(scene, spot)
    offers(scene, spot)
    origins(scene, spot)


def test_nothing_but_the_server_needs_the_library(root: Path) -> None:
    needing = [path.name for path in (root / "engine/gouji/lsp").glob("*.py") if "pygls" in path.read_text("utf-8")]
    assert sorted(name for name in needing if name != "__init__.py") == ["server.py"]
