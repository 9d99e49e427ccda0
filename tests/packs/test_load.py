"""What a loaded book holds, and how it is kept."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from gouji.fact import PLACES, ROLES
from gouji.kinds import REPORT_KINDS
from gouji.packs import cache, folders, load, shipped
from gouji.quantity import Quantity
from gouji.rule import KINDS, RuleBook, Severity

from .conftest import PACK, RULE, write


def content(book: RuleBook) -> tuple[object, ...]:
    return book.packs, book.vocabulary.units, book.vocabulary.words, book.digest


def test_a_rule_as_written_is_a_rule_as_meant(rules: Path) -> None:
    text = RULE.replace("per: group", "per: [list, period]").replace("kind: rate", "kind: rate\nseverity: info")
    excused = "unless:\n  - {role: claim, says: [达成, 承认不足], in: report, to: review}\n"
    text = text.replace("expect: 实际 = 目标\n", f"where: 目标 > 0.50\nexpect: 实际 = 目标\n{excused}")
    write(rules / "base/sound.yaml", text)
    (rule,) = load(root=rules).packs[0].rules
    assert rule.per == ("list", "period")
    assert rule.severity is Severity.INFO
    assert rule.where == "目标 > 0.50"
    assert list(rule.match) == ["目标", "实际", "各项"]
    assert rule.match["各项"].take_all
    assert not rule.match["实际"].take_all
    (excuse,) = rule.unless
    assert (excuse.role, excuse.says, excuse.near, excuse.to) == (
        ("claim",),
        ("达成", "承认不足"),
        ("report",),
        "review",
    )
    assert rule.path == "base/sound.yaml"
    assert rule.pack == "base"


def test_every_scalar_is_text(rules: Path) -> None:
    text = RULE.replace("{actual: 80%}", "{actual: 80.0%, says: no, subject: 2021-10, org: 0x1F, goal: ~}")
    write(rules / "base/sound.yaml", text)
    (rule,) = load(root=rules).packs[0].rules
    assert rule.examples["fail"][0]["facts"][1] == {
        "actual": "80.0%",
        "says": "no",
        "subject": "2021-10",
        "org": "0x1F",
        "goal": "~",
    }


def test_parameters_are_figures_lists_tables_and_texts(rules: Path) -> None:
    values = "".join(
        f"  {name}: {{values: [{{from: 2020-02-25, value: {value}, source: 办法}}]}}\n"
        for name, value in (
            ("分值", "10分"),
            ("维度", "[产出, 效益]"),
            ("档", "{中: 60, 优: 90, 部分: 50%}"),
            ("词", "从宽"),
        )
    )
    write(rules / "base/pack.yaml", PACK + "parameters:\n" + values)
    parameters = load(root=rules).packs[0].parameters
    score = parameters["分值"][0].value
    assert isinstance(score, Quantity)
    assert (score.value, score.assigned) == (10, True)
    assert parameters["维度"][0].value == ("产出", "效益")
    assert parameters["档"][0].value == {"优": 90, "中": 60, "部分": Fraction(1, 2)}
    assert list(parameters["档"][0].value) == ["优", "中", "部分"]
    assert parameters["词"][0].value == "从宽"
    assert parameters["词"][0].since == date(2020, 2, 25)


def test_units_come_with_exact_scales_and_counters(rules: Path) -> None:
    text = "counters: 户 座\nunits:\n  - {symbol: 里, dimension: 公里, scale: 1/2}\n"
    write(rules / "vocabulary/units.yaml", text + "  - {symbol: 人, dimension: 人, counted: true}\n")
    table = load(root=rules).vocabulary.units.table
    assert table["里"].scale == Fraction(1, 2)
    assert (table["户"].dimension, table["户"].counted) == ("户", True)
    assert table["人"].counted
    assert not table["里"].counted


def test_packs_stand_general_before_special(rules: Path) -> None:
    for name, more in (
        ("province", "{regions: [湖北], from: 2020-01-01}\nextends: nation\n"),
        ("aaa-town", "{regions: [湖北]}\nextends: province\n"),
        ("nation", "{reports: [project], from: 2020-01-01}\n"),
    ):
        write(rules / f"{name}/pack.yaml", f"id: {name}\ntitle: 某某\nversion: 0.1.0\napplies: {more}")
    assert [pack.id for pack in load(root=rules).packs] == ["base", "nation", "province", "aaa-town"]


def test_extra_packs_join_the_shipped_ones(tmp_path: Path) -> None:
    write(tmp_path / "mine/own/pack.yaml", PACK.replace("base", "own"))
    write(tmp_path / "mine/own/own-rule.yaml", RULE.replace("id: sound", "id: own-rule"))
    ids = {pack.id for pack in load((tmp_path / "mine/own",)).packs}
    assert {"core-arithmetic", "own"} <= ids
    assert {pack.id for pack in load((tmp_path / "mine",)).packs} == ids


def test_a_shipped_pack_given_as_extra_is_not_loaded_twice() -> None:
    files = folders.read((shipped() / "core-arithmetic",), shipped())
    assert [f.name for f in files] == [f.name for f in folders.read((), shipped())]


def test_a_second_load_comes_from_the_cache(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(root=rules)
    monkeypatch.setitem(sys.modules, "gouji.packs.compile", None)
    second = load(root=rules)
    assert content(second) == content(first)
    assert second is not first


def test_another_content_is_compiled_anew(rules: Path) -> None:
    first = load(root=rules)
    write(rules / "base/sound.yaml", RULE.replace("没有毛病", "没有问题"))
    assert load(root=rules).packs[0].rules[0].title == "没有问题的规则"
    assert load(root=rules).digest != first.digest


@pytest.mark.parametrize("damage", [b"", b"\x80\x05nonsense", pickle.dumps({"not": "a book"}), b"cos\nnowhere\n."])
def test_a_damaged_cache_is_no_cache(rules: Path, tmp_path: Path, damage: bytes) -> None:
    first = load(root=rules)
    (kept,) = (tmp_path / "cache/gouji").glob("*.book")
    kept.write_bytes(damage)
    assert content(load(root=rules)) == content(first)


def test_a_cache_that_cannot_be_written_is_left_alone(
    rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a-file", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a-file"))
    assert load(root=rules).packs


def test_only_the_newest_books_are_kept(rules: Path, tmp_path: Path) -> None:
    for n in range(cache.KEPT + 3):
        write(rules / "base/sound.yaml", RULE.replace("没有毛病", f"第{n}次"))
        load(root=rules)
    assert len(list((tmp_path / "cache/gouji").iterdir())) == cache.KEPT


def test_the_digest_tells_names_and_contents_apart() -> None:
    def file(name: str, content: bytes) -> folders.PackFile:
        return folders.PackFile(name, name, "rule", content)

    digests = {
        cache.digest((file("a/b", b"c"),)),
        cache.digest((file("a/b", b"cd"),)),
        cache.digest((file("a/bc", b""),)),
        cache.digest((file("a/b", b"c"), file("d", b""))),
    }
    assert len(digests) == 4


def test_a_warm_load_imports_neither_yaml_nor_json_schema(rules: Path) -> None:
    load(root=rules)
    code = (
        "import sys; from pathlib import Path; from gouji.packs import load; load(root=Path('.'));"
        "print([m for m in ('yaml', 'jsonschema') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=rules)  # noqa: S603 - our own code
    assert ran.stdout.strip() == "[]"


def test_schemas_know_the_roles_places_and_kinds_of_the_engine() -> None:
    schema = json.loads((shipped() / "schema/rule.schema.json").read_text("utf-8"))
    told = {choice["const"]: choice["description"] for choice in schema["$defs"]["role"]["oneOf"]}
    assert told == {role.name: role.title for role in ROLES.values()}
    assert {choice["const"]: choice["description"] for choice in schema["$defs"]["place"]["oneOf"]} == dict(PLACES)
    assert schema["properties"]["kind"]["enum"] == list(KINDS)
    pack = json.loads((shipped() / "schema/pack.schema.json").read_text("utf-8"))
    for reports in (schema["properties"]["reports"], pack["properties"]["applies"]["properties"]["reports"]):
        assert reports["items"]["enum"] == list(REPORT_KINDS)


def test_the_packs_come_from_the_checkout_when_none_are_bundled() -> None:
    assert shipped() == Path(__file__).parents[2] / "rules"
