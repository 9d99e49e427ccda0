"""What only shows across reports, in a sweep: the right ones beside one another, nobody called missing who may be there."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from store_maker import asked, report, run

from gouji import packs
from gouji.checker import check
from gouji.fact import Fact
from gouji.gathering import Expected
from gouji.sweep.regions import Of, Regions
from gouji.sweep.rows import fact_of, fact_row

TITLE = "{unit}{year}年度部门整体支出绩效自评报告\n"
ROSTER = "单位,种类\n望禾镇,整体\n清溪镇,整体\n"


def yearly(folder: Path, unit: str, year: int, *lines: str) -> Path:
    """A unit's report of a year."""
    path = folder / f"{unit}{year}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TITLE.format(unit=unit, year=year) + "\n".join(lines) + "\n", "utf-8")
    return path


def rules(store: Path) -> list[str]:
    """The rules of the findings across the reports of the newest run."""
    sql = "SELECT rule FROM gatherings JOIN crossings USING (gathering) WHERE run = (SELECT max(run) FROM runs) AND severity != 'info' ORDER BY 1"
    return [str(row[0]).rpartition("/")[2] for row in asked(store, sql)]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "名册.csv"
    path.write_text(ROSTER, "utf-8")
    return path


def test_last_years_report_may_be_of_an_earlier_run(tmp_path: Path) -> None:
    store = tmp_path / "库"
    yearly(tmp_path / "2022", "望禾镇", 2022, "年末结转和结余15.60万元。")
    assert run("sweep", "run", tmp_path / "2022", "--store", store)[0] == 0
    yearly(tmp_path / "2023", "望禾镇", 2023, "年初结转和结余11.10万元。")
    code, told = run("sweep", "run", tmp_path / "2023", "--store", store)
    assert code == 1, told
    assert "carry-match" in rules(store)
    yearly(tmp_path / "2023", "清溪镇", 2022, "年末结转和结余8.20万元。")  # another unit's comes late, with this year's
    run("sweep", "run", tmp_path / "2023", "--store", store)
    assert "carry-match" in rules(store)
    assert "各报告之间（比对 1 批，同一地区同一年度为一批）：必改 1 处" in told


def test_a_gathering_that_is_as_it_was_is_not_looked_at_again(tmp_path: Path, roster: Path) -> None:
    county, store = tmp_path / "县", tmp_path / "库"
    yearly(county, "望禾镇", 2023, "全镇完成粮食总产量5700吨。")
    path = yearly(county, "清溪镇", 2022, "全镇完成粮食总产量5700吨。")
    names = []
    for _ in range(2):
        assert run("sweep", "run", county, "--store", store, "--roster", roster)[0] == 1
        names.append(
            {row[0] for row in asked(store, "SELECT gathering FROM gatherings WHERE run = (SELECT max(run) FROM runs)")}
        )
    assert names[0] == names[1]
    assert len(names[0]) == 2
    assert asked(store, "SELECT count(*), count(DISTINCT part) FROM gatherings") == [(4, 2)]
    path.write_text(path.read_text("utf-8") + "全镇修建水渠12公里。\n", "utf-8")
    run("sweep", "run", county, "--store", store, "--roster", roster)
    newest = {row[0] for row in asked(store, "SELECT gathering FROM gatherings WHERE run = 3")}
    assert len(newest & names[0]) == 0  # 2022 is looked at again, and 2023 stands beside it


def test_who_is_on_the_roster_and_sent_nothing_is_missing(tmp_path: Path, roster: Path) -> None:
    report(tmp_path / "县", "望禾镇", right=True)
    code, told = run("sweep", "run", tmp_path / "县", "--store", tmp_path / "库", "--roster", roster)
    assert (code, rules(tmp_path / "库")) == (1, ["report-missing"]), told


@pytest.mark.parametrize("how", ["unreadable", "packed", "undated", "unnamed"])
def test_whose_report_may_be_there_is_not_called_missing(tmp_path: Path, roster: Path, how: str) -> None:
    county = tmp_path / "县"
    report(county, "望禾镇", right=True)
    if how == "unreadable":
        (county / "清溪镇.pdf").write_bytes(b"%PDF-1.7 nothing")
    elif how == "packed":
        (county / "清溪镇.rar").write_bytes(b"Rar!\x1a\x07\x00 whatever")
    elif how == "undated":
        (county / "清溪镇.txt").write_text("清溪镇部门整体支出绩效自评报告\n户厕改建320户。\n", "utf-8")
    else:
        (county / "自评.txt").write_text("2023年度部门整体支出绩效自评报告\n户厕改建320户。\n", "utf-8")
    run("sweep", "run", county, "--store", tmp_path / "库", "--roster", roster)
    assert "report-missing" not in rules(tmp_path / "库")


def test_one_report_with_a_wrong_date_makes_no_year_that_the_others_missed(tmp_path: Path) -> None:
    county, roster = tmp_path / "县", tmp_path / "名册.csv"
    units = [f"{a}{b}镇" for a in "望清长" for b in "禾溪安"]
    roster.write_text("单位\n" + "\n".join(units), "utf-8")
    for unit in units:
        yearly(county, unit, 2023, "户厕改建320户。")
    yearly(county / "旧", units[0], 2013, "户厕改建320户。")
    code, told = run("sweep", "run", county, "--store", tmp_path / "库", "--roster", roster)
    assert code == 0, told
    assert rules(tmp_path / "库") == []


def test_what_is_agreed_to_be_left_is_counted_by_itself(tmp_path: Path) -> None:
    county, store = tmp_path / "县", tmp_path / "库"
    report(county, "望禾镇")
    _, told = run("sweep", "run", county, "--store", store)
    assert "单份报告：必改 1 处" in told
    ((identity,),) = asked(store, "SELECT identity FROM findings WHERE severity = 'error'")
    code, told = run(
        "sweep", "waive", str(identity), "--reason", "上级核定的口径", "--person", "李明", "--store", store
    )
    assert code == 0, told
    code, told = run("sweep", "run", county, "--store", store)
    assert code == 0, told
    assert "单份报告：必改 0 处" in told
    assert "同意不改的 1 处" in told


def test_a_gathering_that_cannot_be_looked_at_is_said(tmp_path: Path) -> None:
    county, store = tmp_path / "县", tmp_path / "库"
    yearly(county, "望禾镇", 2023, "全镇完成粮食总产量5700吨。")
    run("sweep", "run", county, "--store", store)
    for part in (store / "parts").glob("*/passages.parquet"):
        part.write_bytes(b"PAR1 not")
    yearly(county, "清溪镇", 2023, "全镇完成粮食总产量5700吨。")
    code, told = run("sweep", "run", county, "--store", store)
    assert code == 2, told
    assert "汇总库里有文件损坏" in told
    with sqlite3.connect(store / "state.sqlite") as state:
        assert state.execute("SELECT outcome FROM gatherings WHERE run = 2").fetchall() == [("failed",)]


@pytest.mark.parametrize("name", ["township.docx", "project.docx", "final-account.docx"])
def test_facts_come_back_from_their_rows(name: str) -> None:
    result = check(Path("samples") / name, packs.load())
    kept = [
        {"first": None, "past": None, "exact": None, "earliest": None} | fact_row("c", fact)
        for fact in result.facts.facts
    ]
    assert [as_printed(fact_of(row)) for row in kept] == [as_printed(fact) for fact in result.facts.facts]


def as_printed(fact: Fact) -> object:
    """A fact as rules read it: what its figure printed is in its text."""
    figure = fact.figure
    values = figure and (
        figure.value,
        figure.step,
        figure.dimension,
        figure.scale,
        figure.rounded,
        figure.wide,
        figure.bound,
    )
    return (fact.id, fact.role, fact.text, dict(fact.places), fact.says, fact.span, values)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (["湖北省清河县望禾镇人民政府", "清河县财政局", "长安镇"], ["清河县", "清河县", "清河县"]),
        (
            ["清河县望禾镇", "清河县财政局", "长平区石山街道", "长平区教育局", "望安镇"],
            [*["清河县"] * 2, *["长平区"] * 2, ""],
        ),
        (["社区卫生服务中心", "城市管理局", "市教育局"], ["", "", ""]),
        (["青石市清河县望禾镇", "青石市清河县长安镇"], ["清河县", "清河县"]),
        (["开发区管理委员会", "财政局"], ["", ""]),
    ],
)
def test_the_county_is_what_units_are_named_by(units: list[str], expected: list[str]) -> None:
    reports = [Of(unit) for unit in units]
    regions = Regions(reports)
    assert [regions.of(one) for one in reports] == expected


def test_a_unit_of_the_roster_that_may_be_of_any_county_is_asked_of_none() -> None:
    regions = Regions([Of("清河县望禾镇"), Of("清河县财政局"), Of("长平区石山街道"), Of("长平区教育局")])
    expected = [
        Expected("望禾镇"),
        Expected("财政局"),
        Expected("长平区审计局"),
        Expected("民政局"),
        Expected("民政局", "清河县"),
    ]
    assert [region for _, region in regions.expected(expected)] == ["清河县", "清河县", "长平区", None, "清河县"]
