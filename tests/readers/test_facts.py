"""Structured facts: what they default to, and how their faults are told."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest

from gouji.errors import ReadError
from gouji.fact import PLACES, ROLES
from gouji.kinds import REPORT_KINDS
from gouji.quantity import Unit, Units
from gouji.readers import Limits, is_facts, read_facts
from gouji.readers.facts import schema

UNITS = Units(
    {
        "": Unit("", "数"),
        "%": Unit("%", "数", Fraction(1, 100)),
        "万亩": Unit("万亩", "面积", Fraction(10_000)),
        "分": Unit("分", "数"),
        "户": Unit("户", "户", counted=True),
    }
)


def facts_file(folder: Path, *facts: object, **rest: object) -> Path:
    return json_file(folder, json.dumps({"schema": "gouji.facts/1", "facts": facts, **rest}, ensure_ascii=False))


def json_file(folder: Path, text: str | bytes) -> Path:
    path = folder / "数据.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as told:
        read_facts(path, UNITS, limits or Limits())
    assert "\n" not in str(told.value)
    return told.value.reason


def test_facts_carry_figures_places_and_classes(tmp_path: Path) -> None:
    path = facts_file(
        tmp_path,
        {"role": "target", "text": "4万亩", "group": "g1", "subject": "水稻种植面积", "says": ["正向"]},
        {"role": "actual", "text": " 4.8万亩 ", "group": "g1", "period": "2020", "scope": "全镇"},
        {"role": "claim", "text": "超额完成", "says": "超预期"},
        {"role": "as_of", "text": "2021-12-31"},
        {"role": "weight", "text": "10分"},
        profile={"unit": "高桥镇", "fiscal_year": 2021, "kind": "department_whole", "region": "湖北"},
    )
    assert is_facts(path)
    read = read_facts(path, UNITS)
    target, actual, claim, as_of, weight = read.facts
    assert (read.profile.unit, read.profile.fiscal_year, read.profile.region) == ("高桥镇", 2021, "湖北")
    assert target.figure == UNITS.parse("4万亩")
    assert target.says == ("正向",)
    assert target.places == {
        "set": "湖北2021",
        "report": "本报告",
        "org": "高桥镇",
        "group": "g1",
        "subject": "水稻种植面积",
        "period": "2021",
        "scope": "未注明",
    }
    assert (actual.text, actual.places["period"], actual.places["scope"]) == ("4.8万亩", "2020", "全镇")
    assert (claim.figure, claim.says, claim.places["group"]) == (None, ("超预期",), "未注明")
    assert as_of.figure == UNITS.parse("2021-12-31")
    assert weight.figure == UNITS.parse("10分", assigned=True)
    assert len({fact.id for fact in read.facts}) == 5
    assert all(fact.span is None for fact in read.facts)


def test_without_a_profile_the_year_is_not_known(tmp_path: Path) -> None:
    read = read_facts(facts_file(tmp_path, {"role": "actual", "text": "4"}), UNITS)
    assert read.profile.fiscal_year is None
    assert read.facts[0].places["period"] == "未注明"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gbk"])
def test_facts_come_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = '{"schema": "gouji.facts/1", "facts": [{"role": "target", "text": "4万亩"}]}'
    path = json_file(tmp_path, text.encode(encoding))
    assert is_facts(path)
    assert read_facts(path, UNITS).facts[0].text == "4万亩"


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ({"role": "targte", "text": "4万亩"}, "facts[1].role（第 2 条）：不认识“targte”。是否指“target”"),
        ({"role": "target"}, "facts[1]（第 2 条）：缺少 text"),
        ({"role": "target", "text": 4.8}, "facts[1].text（第 2 条）：应为文字"),
        ({"role": "target", "text": "4", "gruop": "g"}, "facts[1]（第 2 条）：没有“gruop”这个键。是否指“group”"),
        ({"role": "target", "text": ""}, "facts[1].text（第 2 条）：不能为空"),
        ({"role": "claim", "text": "好" * 5001}, "facts[1].text（第 2 条）：超过 5000 字"),
        ({"role": "claim", "text": "好", "says": [1]}, "facts[1].says[0]（第 2 条）：应为文字"),
        ("4万亩", "facts[1]（第 2 条）：应为对象"),
        (
            {"role": "target", "text": "4万苗"},
            "facts[1].text（第 2 条）：“4万苗”的单位不认识。是否指“万亩”。已知单位：%、万亩、分、户",
        ),
        ({"role": "target", "text": "很多"}, "“很多”不是数字（target）"),
        ({"role": "target", "text": "2021-12-31"}, "“2021-12-31”像是日期，而 target 应为数字"),
        ({"role": "as_of", "text": "2021-02-30"}, "“2021-02-30”不是日期（as_of）"),
        ({"role": "as_of", "text": "2021年底"}, "写成 2021-12-31 或 2021-12"),
        ({"role": "as_of", "text": "4万亩"}, "“4万亩”不是日期（as_of）"),
    ],
)
def test_every_fault_is_told_with_its_place(tmp_path: Path, fact: object, says: str) -> None:
    assert says in refusal(facts_file(tmp_path, {"role": "actual", "text": "4"}, fact))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"schema": "gouji.facts/1",\n "facts": [}', "第 2 行第 12 个字符附近"),
        ('{"schema": "gouji.facts/1"', "JSON 写错"),
        ('[{"role": "target"}]', "最外层：应为对象"),
        ("{}", "最外层：缺少 schema、facts"),
        ('{"schema": "gouji.facts/2", "facts": [{"role": "actual", "text": "4"}]}', "schema：应为 gouji.facts/1"),
        ('{"schema": "gouji.facts/1", "facts": []}', "facts：至少要有一条"),
        (
            '{"schema": "gouji.facts/1", "facts": [], "profile": {"fiscal_year": 1921}}',
            "profile.fiscal_year：应不小于 1990",
        ),
        (
            '{"schema": "gouji.facts/1", "facts": [], "profile": {"fiscal_year": 3021}}',
            "profile.fiscal_year：应不大于 2100",
        ),
        (
            '{"schema": "gouji.facts/1", "facts": [], "profile": {"kind": "x"}}',
            "profile.kind：不认识“x”。可用：department_whole",
        ),
        ('{"schema": NaN, "facts": 1}', "facts：应为列表"),
        ('{"a":' + "[" * 200_000, "嵌套太深"),
        ('{"a":' + "9" * 5_000 + "}", "数字过长"),
        ('{"a": "\x00"}', "空字符"),
    ],
)
def test_broken_files_are_told(tmp_path: Path, text: str, says: str) -> None:
    assert says in refusal(json_file(tmp_path, text))


def test_many_faults_are_counted_not_listed(tmp_path: Path) -> None:
    told = refusal(facts_file(tmp_path, *({"role": "target", "text": f"{n}个苗"} for n in range(25))))
    assert "facts[9]" in told
    assert "facts[10]" not in told
    assert "另有 15 处" in told


def test_large_files_are_refused_with_the_limit(tmp_path: Path) -> None:
    assert "超过 20 字节" in refusal(facts_file(tmp_path, {"role": "actual", "text": "4"}), Limits(text=20))


def test_the_schema_keeps_step_with_the_code() -> None:
    shape = schema()
    jsonschema.Draft202012Validator.check_schema(shape)
    fact = shape["$defs"]["fact"]["properties"]
    assert fact["role"]["enum"] == list(ROLES)
    assert all(f"{role.name} {role.title}" in fact["role"]["description"] for role in ROLES.values())
    computed = {"fact", "value"}  # what a fact is and what it equals are never stated
    assert {name: fact[name]["title"] for name in fact if name in PLACES} == {
        name: title for name, title in PLACES.items() if name not in computed
    }
    assert set(fact) == {"role", "text", "says", *PLACES} - computed
    assert shape["properties"]["profile"]["properties"]["kind"]["enum"] == list(REPORT_KINDS)
