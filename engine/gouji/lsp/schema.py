"""What the JSON Schemas of rules and packs say may stand at a place, with titles and descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from gouji.authoring import words
from gouji.packs.folders import FileKind
from gouji.packs.shape import validator
from gouji.packs.source import Path, Plain

TOLD: Mapping[str, str] = {  # words that the schemas list and do not explain
    **words.KIND,
    **{str(name): said for name, said in words.SEVERITY.items()},
    **{str(name): said for name, said in words.VERDICT.items()},
    "off": "不用这条规则",
    "one": "一个；多于一个即多种读法",
    "all": "全部，可以一个也没有",
    "confirmed": "已对照原文核实",
    "unconfirmed": "未由人核对原文，严重程度最高为警告",
    "department_whole": "部门整体",
    "project": "项目",
    "transfer_payment": "转移支付",
    "final_accounts_disclosure": "决算公开",
}


@cache
def keys(kind: FileKind, path: Path) -> Mapping[str, str]:
    """The keys that may stand in the mapping at a path, each with what it is."""
    found: dict[str, str] = {}
    for here in _at(kind, path):
        for name, below in here.get("properties", {}).items():
            found.setdefault(name, _described(_whole(kind, below)))
    return found


@cache
def values(kind: FileKind, path: Path) -> Mapping[str, str]:
    """The words that may stand at a path, each with what it means."""
    found: dict[str, str] = {}
    for here in _at(kind, path):
        choices = {
            choice["const"]: choice.get("description", "") for choice in here.get("oneOf", ()) if "const" in choice
        }
        found |= choices | {word: TOLD.get(word, "") for word in here.get("enum", ())}
    return found


def _at(kind: FileKind, path: Path) -> list[Plain]:
    """Every part of the schema that speaks of a path."""
    if kind == "vocabulary":
        return []
    found = list(_spread(kind, validator(kind).schema))
    for step in path:
        found = [part for here in found for below in _below(here, step) for part in _spread(kind, below)]
    return found


def _below(here: Plain, step: str | int) -> Iterator[Plain]:
    if isinstance(step, int):
        below = here.get("items")
    else:
        below = here.get("properties", {}).get(step) or here.get("additionalProperties")
    if isinstance(below, dict):
        yield below


def _spread(kind: FileKind, here: Plain) -> Iterator[Plain]:
    """A part of the schema with what it refers to, and both sides of a choice."""
    whole = _whole(kind, here)
    yield whole
    for side in ("else", "then"):  # a fact is commoner than a verdict
        if side in whole:
            yield from _spread(kind, whole[side])


def _whole(kind: FileKind, here: Plain) -> Plain:
    if "$ref" not in here:
        return here
    root: Plain = validator(kind).schema
    named = root["$defs"][here["$ref"].rpartition("/")[2]]
    return {**_whole(kind, named), **{key: told for key, told in here.items() if key != "$ref"}}


def _described(here: Plain) -> str:
    told = [here[part] for part in ("title", "description") if part in here]
    choices = [f"`{word}`" + (f" {TOLD[word]}" if word in TOLD else "") for word in here.get("enum", ())]
    return "。".join([*told, *(["可写：" + "、".join(choices)] if choices else [])])
