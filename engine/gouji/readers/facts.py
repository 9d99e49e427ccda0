"""Structured facts: JSON from systems that have the figures already, in place of a report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from gouji.errors import ReadError
from gouji.fact import PLACES, ROLES, Fact, FactSet, Profile
from gouji.quantity import DATE, Quantity, Units
from gouji.readers.archive import load
from gouji.readers.source import Limits, megabytes
from gouji.readers.txt import beginning, decode

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

Json: TypeAlias = Any  # what json.loads gives
# An object that begins with a name, or a list of such. `{单位}` in a report's template is neither.
BEGINS = re.compile(r"\s*(\{\s*([\"'}A-Za-z]|$)|\[\s*\{\s*\")")
HEAD = 4096
SHOWN = 10  # faults told at once
UNIT = re.compile(r"^[≥≤=＝><＞＜]?(?:约|近|超过)?-?[\d,.]+(?:余|多)?(?P<unit>.*)$", re.DOTALL)
LOOKS_LIKE_DATE = re.compile(r"\d{4}\D")
TYPES = {"string": "文字（加引号）", "array": "列表", "object": "对象（{…}）", "integer": "整数"}


def is_facts(path: Path) -> bool:
    """Whether the file holds JSON; what is wrong with it, `read_facts` tells. ReadError if it cannot be opened."""
    return BEGINS.match(beginning(load(path, Limits())[:HEAD])) is not None


def read_facts(path: Path, units: Units, limits: Limits = Limits()) -> FactSet:  # noqa: B008 - frozen
    """The facts of a JSON file; ReadError, naming the JSON path of every fault, if it breaks the schema."""
    content = _parsed(path, load(path, limits), limits)
    _refuse(path, _faults(content))
    profile = _profile(content.get("profile", {}))
    usual = _usual(profile)
    facts = [_fact(number, row, usual, units) for number, row in enumerate(content["facts"])]
    _refuse(path, (one for one in facts if isinstance(one, str)))
    return FactSet(profile, tuple(one for one in facts if isinstance(one, Fact)))


def schema() -> Mapping[str, Json]:
    """The shape of facts files: that inside the installed package, else the checkout's."""
    package = Path(__file__).resolve().parent.parent
    rules = package / "_rules" if (package / "_rules").is_dir() else package.parent.parent / "rules"
    shape: Mapping[str, Json] = json.loads((rules / "schema" / "facts.schema.json").read_text(encoding="utf-8"))
    return shape


def _parsed(path: Path, data: bytes, limits: Limits) -> Json:
    if len(data) > limits.text:
        raise ReadError(path, f"事实文件超过 {megabytes(limits.text)}。请拆成几个文件")
    text, _ = decode(path, data)
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=Decimal)
    except json.JSONDecodeError as fault:
        where = f"第 {fault.lineno} 行第 {fault.colno} 个字符附近"
        raise ReadError(path, f"JSON 写错，{where}。检查逗号、引号和括号是否成对") from None
    except (RecursionError, ValueError):
        raise ReadError(path, "JSON 嵌套太深或数字过长，不是事实文件。请按 facts.schema.json 写") from None


def _refuse(path: Path, faults: Iterable[str]) -> None:
    told = list(dict.fromkeys(faults))
    if told:
        more = f"；另有 {len(told) - SHOWN} 处" if len(told) > SHOWN else ""
        raise ReadError(path, f"事实文件不合要求：{'；'.join(told[:SHOWN])}{more}。请改正后再检查")


def _faults(content: Json) -> Iterator[str]:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - slow to import, and reports never need it

    checker: Validator = Draft202012Validator(schema())
    return map(_told, sorted(checker.iter_errors(content), key=lambda error: [str(step) for step in error.path]))


# ── schema faults, in Chinese ────────────────────────────────────────────────────────────────────────────────────────
def _told(error: ValidationError) -> str:
    wanted: Json = error.validator_value
    shape: Json = error.schema
    tell = FAULTS.get(str(error.validator), _otherwise)
    return f"{_place(error.path)}：{tell(wanted, error.instance, shape)}"


def _place(steps: Json) -> str:
    """The JSON path, and for facts which one it is, counted as people count."""
    steps = list(steps)
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
    nth = f"（第 {steps[1] + 1} 条）" if len(steps) > 1 and steps[0] == "facts" else ""
    return f"{path or '最外层'}{nth}"


def _guess(word: object, known: list[str]) -> str:
    near = get_close_matches(str(word), known, n=1)
    return f"。是否指“{near[0]}”" if near else ""


# Each is given what the schema wants, what stands there, and the part of the schema that wants it.
def _missing(wanted: Json, got: Json, _: Json) -> str:
    return f"缺少 {'、'.join(name for name in wanted if name not in got)}"


def _unknown_key(_: Json, got: Json, shape: Json) -> str:
    known = list(shape["properties"])
    return "；".join(f"没有“{key}”这个键{_guess(key, known)}" for key in got if key not in known)


def _not_listed(wanted: Json, got: Json, _: Json) -> str:
    few = "" if len(wanted) > SHOWN else f"。可用：{'、'.join(wanted)}"
    return f"不认识“{got}”{_guess(got, wanted) or few}"


def _type(wanted: Json, _: Json, __: Json) -> str:
    return f"应为{'或'.join(TYPES[one] for one in ([wanted] if isinstance(wanted, str) else wanted))}"


def _otherwise(_: Json, __: Json, ___: Json) -> str:
    return "不合要求"


FAULTS: Mapping[str, Callable[[Json, Json, Json], str]] = {
    "required": _missing,
    "additionalProperties": _unknown_key,
    "enum": _not_listed,
    "type": _type,
    "const": lambda wanted, _, __: f"应为 {wanted}",
    "minLength": lambda _, __, ___: "不能为空",
    "maxLength": lambda wanted, _, __: f"超过 {wanted} 字",
    "minItems": lambda _, __, ___: "至少要有一条",
    "minimum": lambda wanted, _, __: f"应不小于 {wanted}",
    "maximum": lambda wanted, _, __: f"应不大于 {wanted}",
}


# ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _profile(said: Mapping[str, Json]) -> Profile:
    return Profile(said.get("unit", ""), said.get("fiscal_year"), said.get("kind", ""), said.get("region", ""))


def _usual(profile: Profile) -> Mapping[str, str]:
    """The places of a fact that does not say otherwise."""
    year = str(profile.fiscal_year) if profile.fiscal_year else "未注明"
    return {
        "set": f"{profile.region}{year}",
        "report": "本报告",
        "org": profile.unit or "本单位",
        "group": "未注明",
        "subject": "未注明",
        "period": year,
        "scope": "未注明",
    }


def _fact(number: int, row: Mapping[str, Json], usual: Mapping[str, str], units: Units) -> Fact | str:
    """The fact, or what is wrong with its figure."""
    role, text, says = ROLES[row["role"]], row["text"].strip(), row.get("says", ())
    figure = None if role.kind == "text" else units.parse(text, assigned=role.assigned)
    if role.kind != "text" and (figure is None or (figure.dimension == DATE) != (role.kind == "date")):
        return f"{_place(['facts', number, 'text'])}：{_no_figure(role.name, text, figure, units)}"
    return Fact(
        id=f"f{number + 1}",
        role=role.name,
        text=text,
        places={**usual, **{place: row[place] for place in PLACES if place in row}},
        says=(says,) if isinstance(says, str) else tuple(says),
        figure=figure,
    )


def _no_figure(role: str, text: str, figure: Quantity | None, units: Units) -> str:
    """Why a text is no figure or date, and how to write it."""
    if ROLES[role].kind == "date":
        return f"“{text}”不是日期（{role}）。写成 2021-12-31 或 2021-12，并确认有这一天"
    if figure is not None or LOOKS_LIKE_DATE.match(text):
        return f"“{text}”像是日期，而 {role} 应为数字"
    found = UNIT.match(text)
    if found and found["unit"] and found["unit"] not in units.table:
        known = [symbol for symbol in units.table if symbol]
        return f"“{text}”的单位不认识{_nearest(found['unit'], known)}。已知单位：{'、'.join(known)}"
    return f"“{text}”不是数字（{role}）。写成如 4.8万亩、≥95%"


def _nearest(unit: str, known: list[str]) -> str:
    """Units are too short to be alike by spelling: the one that shares most characters."""
    best = max(known, key=lambda symbol: len(set(symbol) & set(unit)), default="")
    return f"。是否指“{best}”" if set(best) & set(unit) else ""
