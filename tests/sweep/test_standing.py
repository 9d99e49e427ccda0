"""Which of several hand-ins counts."""

from __future__ import annotations

import pytest

from gouji.sweep.standing import HandedIn, Place, plain_name, standings


def handed(path: str, **keys: object) -> HandedIn:
    usual = {
        "content": path,
        "changed": 1.0,
        "unit": "甲镇",
        "year": 2023,
        "kind": "department_whole",
        "title": "自评报告",
    }
    return HandedIn(path, **{**usual, **keys})  # type: ignore[arg-type]


def test_of_two_versions_the_later_counts() -> None:
    found = standings([handed("a.docx", changed=2.0), handed("b.docx", changed=1.0)])
    assert found == {"a.docx": Place("latest"), "b.docx": Place("superseded", "a.docx")}


def test_an_equal_file_is_a_duplicate_unless_another_unit_hands_it_in() -> None:
    one, two = handed("a.docx", content="同"), handed("b.docx", content="同")
    other = handed("c.docx", content="同", unit="乙镇")
    assert standings([one, two, other]) == {
        "a.docx": Place("latest"),
        "b.docx": Place("duplicate", "a.docx"),
        "c.docx": Place("latest"),
    }


@pytest.mark.parametrize(
    "others",
    [
        {"year": 2022},
        {"unit": "乙镇"},
        {"unit": ""},
        {"kind": "project"},
        {"title": "部门整体支出绩效自评表"},
    ],
)
def test_what_may_be_another_report_is_never_set_aside(others: dict[str, object]) -> None:
    found = standings([handed("a.docx"), handed("b.docx", **others)])
    assert {place.standing for place in found.values()} == {"latest"}


def test_forms_are_versions_only_if_their_names_say_so() -> None:
    def form(name: str) -> HandedIn:
        return handed(name, kind="project", content=name)

    found = standings(
        [
            form("自评表1.xlsx"),
            form("自评表2.xlsx"),
            form("水利.xlsx"),
            form("水利（修改稿）.xlsx"),
            form("乙/水利.xlsx"),
        ]
    )
    assert [path for path, place in found.items() if place.standing == "superseded"] == ["水利.xlsx"]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("自评表（修改稿）", "自评表"),
        ("自评表-终稿", "自评表"),
        ("自评表_v2", "自评表"),
        ("自评表第二稿（修改）", "自评表"),
        ("自评表2", "自评表2"),
        ("2023年", "2023年"),
        ("创新", "创新"),
        ("副本", "副本"),
    ],
)
def test_plain_names(name: str, plain: str) -> None:
    assert plain_name(name) == plain
