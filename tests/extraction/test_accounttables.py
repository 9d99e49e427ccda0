"""Tables of final accounts: named lines and columns, 预算 apart from 决算, and the text that says them again."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_maker import Form, c, write

from gouji.checker import check
from gouji.extraction import extract
from gouji.fact import Profile
from gouji.packs import load
from gouji.readers import read

BOOK = load()
BOTH_SIDES = (
    (c("收入", 3), c("支出", 3)),
    ("项目", "行次", "金额", "项目", "行次", "金额"),
    ("一、财政拨款收入", "1", "690.00", "一、一般公共服务支出", "12", "720.00"),
    ("本年收入合计", "8", "700.00", "本年支出合计", "20", "720.00"),
    ("使用非财政拨款结余", "9", "10.00", "结余分配", "21", "3.00"),
    ("年初结转和结余", "10", "23.00", "年末结转和结余", "22", "10.00"),
    ("总计", "11", "733.00", "总计", "23", "733.00"),
)
THREE = (
    (c("预算数", 6), c("决算数", 6)),
    *(
        (*(c("合计", 1, 2), c("因公出国（境）费", 1, 2), c("公务用车购置及运行费", 3), c("公务接待费", 1, 2)) * 2,),
        ("小计", "购置费", "运行费") * 2,
    ),
    ("10.00", "0.00", "3.00", "0.00", "3.00", "7.00", "8.50", "0.00", "2.32", "0.00", "2.32", "6.18"),
)


def amounts(rows: tuple[tuple[object, ...], ...], path: Path, above: tuple[str, ...] = ()) -> dict[str, dict[str, str]]:
    form = Form("", above, rows)  # type: ignore[arg-type] - cells as the maker takes them
    found: dict[str, dict[str, str]] = {}
    for fact in extract(read(write(form, path)), BOOK.vocabulary, Profile()).facts:
        if fact.role == "amount" and fact.says:
            found.setdefault(fact.places["scope"], {})[fact.places["subject"]] = fact.text
    return found


@pytest.mark.parametrize("extension", ["xlsx", "docx"])
def test_lines_of_both_sides(extension: str, tmp_path: Path) -> None:
    found = amounts(BOTH_SIDES, tmp_path / f"a.{extension}", ("收入支出决算总表", "金额单位：万元"))
    assert list(found.values()) == [
        {
            "财政拨款收入": "690.00",
            "本年收入合计": "700.00",
            "本年支出合计": "720.00",
            "使用非财政拨款结余": "10.00",
            "结余分配": "3.00",
            "年初结转和结余": "23.00",
            "年末结转和结余": "10.00",
            "收入总计": "733.00",
            "支出总计": "733.00",
        }
    ]


@pytest.mark.parametrize("extension", ["xlsx", "docx"])
def test_columns_under_merged_headers(extension: str, tmp_path: Path) -> None:
    found = amounts(THREE, tmp_path / f"a.{extension}", ("“三公”经费支出决算表", "金额单位：万元"))
    names = ("三公经费合计", "因公出国费", "公务用车购置及运行费", "公务用车购置费", "公务用车运行费", "公务接待费")
    figures = ("8.50", "0.00", "2.32", "0.00", "2.32", "6.18")
    assert dict(zip(names, figures, strict=True)) in found.values()
    assert len(found) == 2


@pytest.mark.parametrize(
    ("place", "text", "rule"),
    [
        ((6, 2), "743.00", {"income-side", "income-equals-expense"}),
        ((6, 5), "723.00", {"expense-side", "income-equals-expense"}),
    ],
)
def test_sides_that_do_not_add_up(place: tuple[int, int], text: str, rule: set[str], tmp_path: Path) -> None:
    rows = [list(row) for row in BOTH_SIDES]
    rows[place[0]][place[1]] = text
    form = Form("", ("某县某局2023年度部门决算", "收入支出决算总表", "金额单位：万元"), tuple(map(tuple, rows)))
    result = check(write(form, tmp_path / "a.xlsx"), BOOK, engine="reference")
    assert {f.rule.id for f in result.findings} == rule


def test_the_text_is_held_to_the_table(tmp_path: Path) -> None:
    told = "2023年度“三公”经费支出决算8.05万元。公务接待费支出决算6.18万元。"
    form = Form("", ("某县某局2023年度部门决算公开", told, "“三公”经费支出决算表", "金额单位：元"), _in_yuan(THREE))
    result = check(write(form, tmp_path / "a.docx"), BOOK, engine="reference")
    assert [f.rule.id for f in result.findings if f.severity == "error"] == ["same-figure-agrees"]
    assert "8.05" in next(f.message for f in result.findings if f.severity == "error")


def _in_yuan(rows: tuple[tuple[object, ...], ...]) -> tuple[tuple[str, ...], ...]:
    last = tuple(f"{float(str(text)) * 10000:,.2f}" for text in rows[-1])
    return (*rows[:-1], last)  # type: ignore[return-value] - cells as the maker takes them
