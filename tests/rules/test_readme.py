"""What rules/README.md shows to rule authors is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gouji.authoring import trial
from gouji.expression import FUNCTIONS
from gouji.fact import ROLES
from gouji.packs import load, shipped
from gouji.rule import KINDS

README = (shipped() / "README.md").read_text("utf-8")
RULE, PACK, PARAMETERS = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)


def test_its_rule_pack_and_parameter_load_and_the_examples_come_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "my-county"
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK + PARAMETERS.replace("等级档", "本县等级档"), "utf-8")
    (folder / "my-usage-rate.yaml").write_text(RULE.replace("id: usage-rate", "id: my-usage-rate"), "utf-8")
    book = load((folder,))
    (pack,) = [pack for pack in book.packs if pack.id == "my-county"]
    assert list(pack.parameters) == ["本县等级档"]
    outcome = trial(pack.rules[0], book)
    assert (outcome.ran, outcome.faults) == (3, ())


def test_it_names_every_key_and_every_function() -> None:
    schema = (shipped() / "schema/rule.schema.json").read_text("utf-8")
    (table,) = re.findall(r"## 十三个键\n(.*?)\n## ", README, re.DOTALL)
    keys = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert len(keys) == 13
    assert all(f'"{key}": {{' in schema for key in keys)
    assert all(f"`{name}" in README for name in FUNCTIONS)


def test_the_roles_and_kinds_it_names_exist() -> None:
    assert set(re.findall(r"`(target|actual|total|part|claim)`", README)) <= set(ROLES)
    (told,) = re.findall(r"只用来归类：(.*?) ……", README)
    assert set(re.findall(r"[a-z]+", told)) <= set(KINDS)
