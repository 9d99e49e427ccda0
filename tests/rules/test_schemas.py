"""The schemas as an editor uses them: every key has a title and says what it is for, every shipped file names and obeys its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from gouji.expression import FUNCTIONS
from gouji.packs import shipped

WRITTEN = ("rule", "pack", "vocabulary", "units", "classes", "facts")  # what people write, and so have completed
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
FILES = sorted(shipped().glob("*/*.yaml"))


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2's core schema, which editors follow: a date is a text, a number is a number, `yes` is a word."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in {"null", "int", "float"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), [*"tTfF"]
)


@cache
def validator(path: Path) -> Draft202012Validator:
    schema = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def keys(node: Any, schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - JSON
    """Every property of a schema, with what it refers to."""
    if isinstance(node, list):
        for n, item in enumerate(node):
            yield from keys(item, schema, f"{path}/{n}")
    elif isinstance(node, dict):
        for name, told in node.get("properties", {}).items():
            yield f"{path}/{name}", {**referred(told, schema), **told}
        for name, below in node.items():
            yield from keys(below, schema, f"{path}/{name}")


def referred(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    found: Any = schema
    for step in node.get("$ref", "#").split("/")[1:]:
        found = found[step]
    return {} if found is schema else found


@pytest.mark.parametrize("name", WRITTEN)
def test_every_key_has_a_title_and_says_what_it_is_for(name: str) -> None:
    schema = json.loads((shipped() / f"schema/{name}.schema.json").read_text("utf-8"))
    found = [("", schema), *keys(schema, schema)]
    mute = [path for path, node in found if not (han(node.get("title")) and han(node.get("description")))]
    assert mute == []
    assert len(found) > 1 or name in {"vocabulary", "classes"}  # whose keys their authors choose


def test_roles_places_and_enumerated_words_are_explained_one_by_one() -> None:
    for name in WRITTEN:
        schema = json.loads((shipped() / f"schema/{name}.schema.json").read_text("utf-8"))
        for node in nodes(schema):
            for choice in node.get("oneOf", ()):
                assert han(choice["title"]), choice
                assert han(choice["description"]), choice
            assert len(node.get("enumDescriptions", node.get("enum", ()))) == len(node.get("enum", ()))
    rule = json.loads((shipped() / "schema/rule.schema.json").read_text("utf-8"))
    for node in nodes(rule):
        assert all(map(han, node.get("enumDescriptions", ["各有说明"] if "enum" not in node else [""]))), node


def test_the_expression_explains_every_function() -> None:
    rule = json.loads((shipped() / "schema/rule.schema.json").read_text("utf-8"))
    told = rule["$defs"]["expression"]["description"]
    assert [name for name in FUNCTIONS if f"{name}(" not in told] == []


def nodes(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    if isinstance(node, dict):
        yield node
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from nodes(below)


def han(text: object) -> bool:
    return bool(re.search("[一-鿿]", str(text)))


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.name}" for path in FILES])
def test_each_file_names_its_schema_and_an_editor_finds_nothing_wrong_with_it(path: Path) -> None:
    text = path.read_text("utf-8")
    named = MODELINE.match(text)
    assert named, "第一行应写明用哪个 schema"
    schema = path.parent / named[1]
    assert schema.name == f"{kind(path)}.schema.json"
    value = yaml.load(text, EditorLoader)  # noqa: S506 - a SafeLoader without dates
    assert [f"{list(error.path)}：{error.message}" for error in validator(schema.resolve()).iter_errors(value)] == []


def kind(path: Path) -> str:
    if path.parent.name == "vocabulary":
        return path.stem if path.stem in {"units", "classes"} else "vocabulary"
    return "pack" if path.name == "pack.yaml" else "rule"


def test_an_editor_reads_numbers_where_we_read_texts() -> None:
    assert yaml.load("{年: 2023, 起: 2020-02-25, 是: yes, 数: true, 折: 0.8}", EditorLoader) == {  # noqa: S506
        "年": 2023,
        "起": "2020-02-25",
        "是": "yes",
        "数": True,
        "折": 0.8,
    }
