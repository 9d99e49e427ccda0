"""A generated county: the same each time, true but for what is planted, and its mistakes where it says they are."""

from __future__ import annotations

import csv
import json
import re
import tracemalloc
import zipfile
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gouji import packs, readers
from gouji.checker import check
from gouji.county import County, generate
from gouji.county.figures import TRANSFERS, Year, town_years
from gouji.county.forms import forms
from gouji.county.numbers import Figure, percent, printed
from gouji.county.plan import crossings, units
from gouji.county.report import paragraphs
from gouji.county.wording import texts
from gouji.county.writing import CROSS_RULES, EARLIER, steps

COUNTY = County(12, 3, 7)
SMALL = County(2, 2, 41)
WHOLE = ("report-missing", "duplicate", "corrected", "shared-project", "form-version")  # of a file, no place in it
LEAST, MOST = 150, 300  # numbers in a report
EVERY = [(unit, year) for unit in units(COUNTY) for year in town_years(COUNTY, unit)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("county")
    for _ in generate(COUNTY, made):
        pass
    return made


@pytest.fixture(scope="module")
def truth(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "truth.json").read_text("utf-8"))
    return found


def manifest(folder: Path) -> list[dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def content(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


# ── the same each time ───────────────────────────────────────────────────────────────────────────────────────────────
def test_the_same_county_is_the_same_bytes_and_another_seed_another(tmp_path: Path) -> None:
    made = []
    for n, county in enumerate((SMALL, SMALL, County(2, 2, 42))):
        for _ in generate(county, tmp_path / str(n)):
            pass
        made.append(content(tmp_path / str(n)))
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_a_town_is_told_the_same_in_a_larger_county_unless_it_shares_a_mistake() -> None:
    one, other = County(3, 1, 5), County(30, 1, 5)
    first, same = (next(iter(units(county))) for county in (one, other))
    assert first == same
    assert next(str(p) for p in paragraphs(one, next(town_years(one, first)))) == f"{one.name}{first.town}人民政府"


def test_nothing_is_held_but_a_town() -> None:
    """Ten times the towns need no more memory: what is written is forgotten."""
    peaks = []
    for towns in (3, 30):
        county = County(towns, 1, 3)
        tracemalloc.start()
        for files, mistakes in steps(county):
            del files, mistakes
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0] + 300_000


def test_names_of_many_towns_are_their_own_and_no_part_of_others() -> None:
    names = [one.town for one in units(County(1500, 1, 1))]
    assert len(set(names)) == len(names)
    known = set(names)
    parts = {name[i:j] for name in names for i in range(len(name)) for j in range(i + 2, len(name) + 1)}
    whole = Counter(part for name in names for part in {name[i:] for i in range(len(name))} if part in known)
    assert max(whole.values()) == 1
    assert known <= parts


# ── the files ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_manifest_lists_all_files_and_only_them(folder: Path) -> None:
    rows = manifest(folder)
    assert list(rows[0]) == ["unit", "region", "year", "kind", "path"]
    beside = {"manifest.csv", "roster.csv", "truth.json"}
    assert Counter(row["path"] for row in rows) == Counter(set(content(folder)) - beside)
    kinds = Counter(row["kind"] for row in rows)
    assert set(kinds) == {"report", "project-form", "county-table"}
    assert (kinds["project-form"], kinds["county-table"]) == (360, 3)
    assert kinds["report"] >= 36
    assert len({Path(row["path"]).suffix for row in rows if row["kind"] == "report"}) == 2
    assert len({Path(row["path"]).suffix for row in rows if row["kind"] == "project-form"}) == 2


def test_excel_opens_the_lists_as_utf8(folder: Path) -> None:
    for name in ("manifest.csv", "roster.csv"):
        assert (folder / name).read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_roster_lists_every_unit(folder: Path) -> None:
    with (folder / "roster.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["unit", "region", "kind"]
    assert [row["unit"] for row in rows] == [one.name for one in units(COUNTY)]


def test_reports_hold_a_few_hundred_figures_and_no_slot_is_left_open(folder: Path) -> None:
    book = packs.load()
    for row in manifest(folder):
        if row["kind"] == "report" and row["year"] == "2022":
            document = readers.read(folder / row["path"])
            assert not re.search(r"[{}<>]", document.text), row["path"]
            assert LEAST <= check(folder / row["path"], book, engine="reference").coverage.numbers <= MOST


def test_every_version_of_the_forms_is_used() -> None:
    used = {form.version for unit, year in EVERY[:3] for form in forms(COUNTY, year) if unit}
    assert {"F1", "F2", "FT", "F3", "F4", "F5", "F6"} >= used
    assert {"F1", "F3", "F4", "F6"} <= used


def test_packages_have_fixed_times(folder: Path) -> None:
    for row in manifest(folder)[:12]:
        if not row["path"].endswith(".txt"):
            with zipfile.ZipFile(folder / row["path"]) as archive:
                assert {info.date_time for info in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}


# ── what is not planted is true ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("unit", "year"), EVERY, ids=lambda one: getattr(one, "town", getattr(one, "year", "")))
def test_money_adds_up_within_a_year_and_with_the_year_before(unit: object, year: Year) -> None:
    del unit
    before = year.before
    assert before is not None
    assert year.opening + year.grant + year.fund + year.other == year.income
    assert year.spent == year.personnel + year.public + sum(one.money.executed for one in year.projects)
    assert year.income - year.spent == year.closing >= 0
    assert year.grant > 0
    if year.year > COUNTY.span.start - 1:
        assert year.opening == before.closing
    for one in year.projects:
        assert 0 < one.money.executed <= one.money.budget
        assert one.money.executed * 10 >= one.money.budget * 9


def test_targets_do_not_fall_unless_that_is_planted() -> None:
    crossed = crossings(COUNTY)
    fell = set()
    for unit, year in EVERY:
        assert year.before is not None
        old = {one.name: one for one in year.before.measures}
        for one in year.measures:
            was = old[one.name]
            if 5 * one.target < 4 * max(was.target, 0 if one.rate else was.actual):
                fell.add((unit.number, year.year))
    planted = {cell for cell, one in crossed.items() if one.kind in ("target-lowered", "target-below-last")}
    assert fell == planted


def test_percentages_are_rounded_half_up_and_exactly() -> None:
    assert str(percent(1, 8, 1)) == "12.5%"
    assert str(percent(1, 16, 1)) == "6.3%"  # 6.25
    assert str(percent(2, 3, 2)) == "66.67%"
    assert str(percent(3, 3, 2, trimmed=True)) == "100%"
    assert str(Figure(Fraction(1234567, 100), 2, "万元", grouped=True)) == "12,345.67万元"


RATE = re.compile(
    r"([\d,.]+)(亩|公里|户|吨|盏|次|场|期|件|处|个|人次|人|亿元)，(?:实际|全年|{y}年).*?([\d,.]+)\2，.*?完成率\D*([\d.]+)%"
)


def test_every_printed_completion_rate_is_that_of_its_figures() -> None:
    """Read from the sentences, independently of how they were made."""
    told = 0
    for _, year in EVERY:
        for paragraph in paragraphs(COUNTY, year):
            if found := RATE.search(str(paragraph)):
                target, actual = (Fraction(found[n].replace(",", "")) for n in (1, 3))
                decimals = len(found[4].partition(".")[2])
                assert abs(actual / target * 100 - Fraction(found[4])) <= Fraction(1, 2 * 10**decimals), str(paragraph)
                told += 1
    assert told > 100


def test_the_countys_table_is_the_sum_of_the_towns_unless_that_is_planted(folder: Path, truth: dict[str, Any]) -> None:
    planted = {one["path"]: one for one in truth["mistakes"] if one["kind"].startswith("county-")}
    assert sorted(one["kind"] for one in planted.values()) == ["county-row", "county-total"]
    for row in manifest(folder):
        if row["kind"] == "county-table":
            towns = [year for _, year in EVERY if year.year == int(row["year"])]
            text = readers.read(folder / row["path"]).text
            sums = [*sums_of(towns)]
            missing = [one for one in sums if one not in text]
            assert len(missing) == (row["path"] in planted), row["path"]
            assert not missing or planted[row["path"]]["quote"] in text
            if row["path"].endswith("xlsx") and row["path"] in planted:
                book = openpyxl.load_workbook(folder / row["path"])
                value = book.worksheets[0][planted[row["path"]]["cell"]].value
                assert Fraction(str(value)) == Fraction(planted[row["path"]]["quote"].replace(",", ""))


def sums_of(towns: list[Year]) -> Iterator[str]:
    """As the table prints them: three of money, one of land."""
    for money in ("income", "spent", "closing"):
        yield printed(Fraction(sum(getattr(year, money) for year in towns), 100), 2, grouped=True)
    fields = (one.actual for year in towns for one in year.measures if one.always and not one.rate)
    yield printed(Fraction(sum(fields)), 0, grouped=True)


def test_gouji_finds_no_error_in_files_without_a_mistake(folder: Path, truth: dict[str, Any]) -> None:
    """Of forms and tables; reports are measured, for what gouji makes of their wordings is gouji's affair."""
    book = packs.load()
    spoilt = {path for one in truth["mistakes"] for path in (one["path"], *one["paths"])}
    for row in manifest(folder):
        if row["kind"] != "report" and row["year"] == "2021" and row["path"] not in spoilt:
            result = check(folder / row["path"], book, engine="reference")
            assert [f.message for f in result.findings if f.severity.value == "error"] == [], row["path"]


# ── what is planted is there ─────────────────────────────────────────────────────────────────────────────────────────
def test_every_quote_stands_where_the_truth_says(folder: Path, truth: dict[str, Any]) -> None:
    for one in truth["mistakes"]:
        if one["kind"] == "report-missing":
            assert not (folder / one["path"]).exists()
            continue
        document = readers.read(folder / one["path"])
        assert one["quote"] in document.text or not one["quote"], one
        if one["line"]:
            block = document.blocks[one["line"] - 1]
            assert one["quote"] in document.text[block.span.start : block.span.end], one


def test_the_truth_names_rules_places_and_files(folder: Path, truth: dict[str, Any]) -> None:
    assert (truth["seed"], truth["towns"], truth["years"]) == (7, 12, 3)
    assert truth["files"] == len(manifest(folder))
    known = {rule.id for pack in packs.load().packs for rule in pack.rules}
    for one in truth["mistakes"]:
        assert one["rules"]
        assert one["cross"] or set(one["rules"]) & known
        assert all((folder / path).exists() for path in one["paths"]), one
        assert one["line"] or one["cell"] or one["kind"] in WHOLE, one


def test_a_third_of_reports_and_of_sets_of_forms_are_wrong(truth: dict[str, Any]) -> None:
    single = [one for one in truth["mistakes"] if not one["cross"]]
    reports = Counter(one["path"] for one in single if one["line"])
    assert 6 <= len(reports) <= 20
    assert max(reports.values()) <= 5
    assert 5 <= sum(1 for one in single if one["cell"]) <= 20


def test_every_kind_of_mistake_across_reports_is_there(truth: dict[str, Any]) -> None:
    kinds = Counter(one["kind"] for one in truth["mistakes"] if one["cross"])
    assert set(kinds) == set(CROSS_RULES)
    for one in truth["mistakes"]:
        if one["cross"] and one["kind"] in EARLIER:
            assert len(one["paths"]) == 2


def test_mistakes_are_of_many_kinds() -> None:
    kinds = {plant["kind"] for one in texts("report")["statements"].values() for plant in one.get("plant", {}).values()}
    assert {"rate", "sum", "growth", "share", "claim", "date", "score", "weight", "agree", "grade", "count"} <= kinds


def test_statements_are_worded_in_many_ways() -> None:
    few = {
        key
        for key, one in texts("report")["statements"].items()
        if len(one["say"]) < 2 and key not in ("head", "signed")
    }
    assert not few
    assert len(texts("names")["transfers"]) > TRANSFERS


def shingles(texts_: list[str]) -> set[str]:
    return {one[n : n + 8] for one in texts_ for n in range(len(one) - 7)}


def test_a_copied_report_says_what_the_other_does_and_others_do_not(folder: Path, truth: dict[str, Any]) -> None:
    (copied,) = (one for one in truth["mistakes"] if one["kind"] == "text-copied")

    def long(path: str) -> set[str]:
        document = readers.read(folder / path)
        lines = (document.text[b.span.start : b.span.end] for b in document.blocks)
        return shingles([one for one in lines if len(one) >= 50 and len(re.findall(r"\d+", one)) <= 2])

    mine, theirs = map(long, copied["paths"])
    assert len(mine & theirs) > 0.75 * len(mine)
    others = [row["path"] for row in manifest(folder) if row["kind"] == "report" and row["path"] not in copied["paths"]]
    assert all(len(mine & long(path)) < 0.5 * len(mine) for path in others)


def test_a_duplicate_is_the_same_file_and_a_corrected_report_has_no_mistake(
    folder: Path, truth: dict[str, Any]
) -> None:
    for one in truth["mistakes"]:
        if one["kind"] in ("duplicate", "corrected"):
            first, second = ((folder / path).read_bytes() for path in one["paths"])
            assert (first == second) == (one["kind"] == "duplicate")
