"""Whether a file has the shape its JSON Schema asks for, every fault said in Chinese at its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from jsonschema import Draft202012Validator, ValidationError

from gouji.errors import Problem
from gouji.expression import nearest
from gouji.fact import PLACES, ROLES
from gouji.packs.folders import shipped
from gouji.packs.source import Path, Plain, Source

FIXED = ("units", "classes")  # vocabulary files whose shape is fixed: each has a schema of its own
SHAPES = {"string": "文字", "array": "一串（[甲, 乙]）", "object": "键和值（{甲: 乙}）"}
PATTERNS = {
    r"^\d{4}-\d{2}-\d{2}$": "日期写作 2020-02-25",
    r"^20[0-9][0-9]$": "年度写作 2021",
    r"^\d+\.\d+\.\d+$": "版本写作 0.1.0",
    r"^\d+(\.\d+|/[1-9]\d*)?$": "写作整数、小数或分数，如 10000、0.01、1/2",
}


@cache
def validator(kind: str) -> Draft202012Validator:
    """The validator of `rule`, `pack`, `vocabulary`, or of a fixed vocabulary file (`units`, `classes`)."""
    schema = json.loads((shipped() / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema)


def problems(source: Source) -> list[Problem]:
    """What the schema has against a file, in the order of its lines."""
    kind = source.file.stem if source.file.kind == "vocabulary" and source.file.stem in FIXED else source.file.kind
    checked = validator(kind)
    found = (p for error in checked.iter_errors(source.value) for p in _told(source, error, checked.schema))
    return sorted(dict.fromkeys(found))


def _told(source: Source, error: ValidationError, schema: Plain) -> Iterator[Problem]:
    path: Path = tuple(error.absolute_path)
    schema_here: Plain = error.schema
    limit: Plain = error.validator_value
    given: Plain = error.instance
    key = isinstance(given, str) and isinstance(_at(source.value, path), Mapping)  # a key, by propertyNames
    match error.validator:
        case "additionalProperties":
            known = schema_here.get("properties", {})
            for odd in given:
                if odd not in known:
                    yield source.problem((*path, odd), f"没有“{odd}”这个键。{nearest(odd, known)}", key=True)
        case "required":
            for lacking in limit:
                if lacking not in given:
                    yield source.problem(path, _lacking(lacking, schema))
        case _:
            yield source.problem((*path, given) if key else path, _said(error), key=key)


def _at(value: Plain, path: Path) -> Plain:
    for step in path:
        value = value[step]
    return value


def _lacking(name: str, schema: Plain) -> str:
    known = {"is": "引用规则须写明结论。加上 is: fail", "role": "缺少“role”。写明角色，或写 rule 和 is"}
    described = schema.get("properties", {}).get(name, {}).get("description", "")
    return known.get(name) or f"缺少“{name}”" + (f"。{described}" if described else "")


def _said(error: ValidationError) -> str:
    """What one keyword of the schema asks, in the words of rule authors."""
    keyword = str(error.validator)
    return SAID[keyword](error.instance, error.validator_value) if keyword in SAID else f"写法不对：{error.message}"


def _unnamed(given: Plain, choices: Plain) -> str:
    words = [choice["const"] for choice in choices]
    what = "角色" if words[0] in ROLES else "方面" if words[0] in PLACES else "选项"
    return f"没有名为“{given}”的{what}。{nearest(str(given), words)}"


def _shaped(_: Plain, kinds: Plain) -> str:
    """What may stand here; a number is a text to us, and only editors tell them apart."""
    return f"这里应是{'或'.join(SHAPES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind in SHAPES)}"


def _patterned(given: Plain, pattern: Plain) -> str:
    if pattern in PATTERNS:
        return f"“{given}”写法不对。{PATTERNS[pattern]}"
    if pattern.startswith("^[A-Za-z_"):
        return f"“{given}”不能作名字。名字用汉字、字母、数字，不超过 20 个字，不以数字开头"
    return f"“{given}”不能作编号。编号只用小写字母、数字、连字符"


SAID: Mapping[str, Callable[[Plain, Plain], str]] = {
    "enum": lambda given, words: (
        f"“{given}”不在允许之列。可用：{'、'.join(word for word in words if isinstance(word, str))}"
    ),
    "oneOf": _unnamed,
    "pattern": _patterned,
    "type": _shaped,
    "minLength": lambda given, least: f"太短：至少 {least} 个字" if given else "这里不能空着",
    "maxLength": lambda given, most: f"太长：最多 {most} 个字，写了 {len(given)} 个",
    "minItems": lambda given, least: f"项数不对：至少 {least} 项，写了 {len(given)} 项",
    "maxItems": lambda given, most: f"项数不对：最多 {most} 项，写了 {len(given)} 项",
    "maxProperties": lambda given, most: f"项数不对：最多 {most} 项，写了 {len(given)} 项",
    "minProperties": lambda _, least: "至少要有一个 fail 和一个不是 fail 的例子" if least > 1 else "这里不能空着",
    "uniqueItems": lambda _given, _: "有重复的项",
    "not": lambda _given, _: "text 和 facts 只写一个",
}
