"""What a run comes to: every number of the picture, known beforehand."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from county_maker import RATE, SUM, Made, absent, add_run, found

from gouji.overview import Overview, overview
from gouji.overview.counting import MISSING
from gouji.overview.model import UNNAMED, Counts
from gouji.store import StoreError, opened, writing


def test_files_in_are_checked_failed_and_skipped(seen: Overview) -> None:
    assert (seen.files, seen.outcomes) == (7, {"checked": 5, "failed": 1, "skipped": 1})
    assert seen.standings == {"latest": 3, "superseded": 1, "duplicate": 1}
    assert seen.files == sum(seen.outcomes.values()) == len(seen.reports) + len(seen.left)
    assert seen.root == "/送"


def test_only_the_latest_count(seen: Overview) -> None:
    assert [report.path for report in seen.reports] == ["望禾镇（修改稿）.docx", "清溪镇.docx", "清溪镇2022.docx"]
    assert seen.counts == Counts(must=1, should=1, look=1, note=1, waived=1)
    assert [report.state for report in seen.reports] == ["must", "look", "ok"]
    assert [(one.path, one.why, one.of) for one in seen.left] == [
        ("云麓乡.docx", "failed", ""),
        ("名册.csv", "skipped", ""),
        ("望禾镇.docx", "superseded", "望禾镇（修改稿）.docx"),
        ("清溪镇（2）.docx", "duplicate", "清溪镇.docx"),
    ]


def test_units_are_one_however_they_are_spelt(seen: Overview) -> None:
    units = {unit.name: unit for unit in seen.units}
    assert set(units) == {"望禾镇", "清溪镇", "云麓乡"}
    assert units["望禾镇"].printed == "青河县望禾镇人民政府"
    assert all(unit.listed for unit in seen.units)
    assert (units["望禾镇"].counts, units["望禾镇"].faulty, units["望禾镇"].before) == (Counts(1, 1), 1, 2)
    assert (units["清溪镇"].counts, units["清溪镇"].reports) == (Counts(0, 0, 1, 1, 1), 2)
    assert (units["云麓乡"].failed, units["云麓乡"].reports, units["云麓乡"].before) == (1, 0, None)


def test_a_waived_finding_is_shown_and_counted_apart(seen: Overview) -> None:
    waived = [problem for problem in seen.problems if problem.waived]
    assert [(one.rule, one.waived) for one in waived] == [(RATE, "口径不同（李科长）")]
    assert [(one.unit, one.findings) for one in seen.waived] == [("清溪镇", 1)]
    assert {rule.rule: rule.counts.waived for rule in seen.rules}[RATE] == 1


def test_rules_and_their_examples(seen: Overview) -> None:
    rules = {rule.rule: rule for rule in seen.rules}
    assert rules[RATE].counts == Counts(must=1, waived=1)
    assert (rules[RATE].reports, rules[RATE].units) == (2, 2)
    assert not seen.problems[rules[RATE].example].waived
    assert rules[SUM].counts == Counts(should=1, look=1, note=1)
    assert rules["cross-report/text-copied"].crossing
    assert rules["cross-report/text-copied"].counts == Counts(must=1)


def test_findings_across_reports_are_their_units(seen: Overview) -> None:
    one, lacking = seen.crossed
    assert lacking.units == ("云麓乡",)
    assert one.units == ("望禾镇", "清溪镇")
    assert one.cites[0].path == "清溪镇.docx"
    assert {unit.name: unit.crossed for unit in seen.units} == {"望禾镇": 1, "清溪镇": 1, "云麓乡": 1}


def test_the_trend_and_what_changed(seen: Overview) -> None:
    first, second = seen.stages
    assert (first.run, first.reports, first.must, first.should, first.faulty) == (
        1,
        2,
        2,
        0,
        1,
    )  # c is waived there too
    assert (second.run, second.files, second.failed, second.must, second.should, second.faulty) == (2, 7, 1, 1, 1, 1)
    assert first.alike
    assert asdict(seen.since) == {"run": 1, "fixed": 1, "still": 2, "new": 3}  # type: ignore[arg-type,type-var]


def test_coverage_and_rules_not_run(seen: Overview) -> None:
    assert seen.figures._asdict() == {
        "read": 120,
        "checked": 60,
        "contradicted": 5,
        "unchecked": 24,
        "unread": 6,
        "identifiers": 30,
    }
    (one,) = seen.not_run
    assert (seen.reports[one.report or 0].path, one.rule, one.reason, one.times) == (
        "清溪镇2022.docx",
        "text-claims/met",
        "缺少目标",
        3,
    )
    assert [report.not_run for report in seen.reports] == [0, 0, 1]


def test_who_of_the_roster_is_missing(seen: Overview) -> None:
    """2023 and 2022 are asked for: of three units, two and one handed in. Who is missing is what the rule on it found."""
    assert seen.expected == 6
    assert [(one.unit, one.year) for one in seen.missing] == [("云麓乡", "2023年度")]


def test_a_year_of_one_stray_report_is_not_asked_for(tmp_path: Path) -> None:
    roster = [(f"{n}镇", "青河县") for n in "甲乙丙丁戊"]
    with writing(tmp_path) as store:
        add_run(
            store,
            [Made(f"/送/{unit}.docx", unit) for unit, _ in roster[:4]] + [Made("/送/旧.docx", "甲镇", 1999)],
            crossings=[absent("戊镇")],
            roster=roster,
        )
        found_ = overview(store)
    assert (found_.expected, len(found_.missing)) == (5, 1)


def test_one_whose_lack_is_waived_is_not_missing(tmp_path: Path) -> None:
    with writing(tmp_path) as store:
        add_run(store, [Made("/送/甲.docx", "甲镇")], crossings=[absent("乙镇")], roster=[("甲镇", ""), ("乙镇", "")])
        store.insert(
            "waivers",
            [{"unit": "乙镇", "rule": MISSING, "identity": "m乙镇", "reason": "已并入甲镇", "person": "李科长"}],
        )
        found_ = overview(store)
    assert (found_.missing, found_.crossed[0].waived) == ((), "已并入甲镇（李科长）")
    assert {unit.name: unit.crossed for unit in found_.units} == {"甲镇": 0, "乙镇": 0}


def test_a_waiver_that_has_run_out_excuses_nothing(tmp_path: Path) -> None:
    with writing(tmp_path) as store:
        add_run(store, [Made("/送/甲.docx", "甲镇", findings=(found(identity="a"),))])
        store.insert(
            "waivers",
            [
                {
                    "unit": "甲镇",
                    "rule": RATE,
                    "identity": "a",
                    "reason": "待查",
                    "person": "李科长",
                    "until": "2020-01-01",
                }
            ],
        )
        found_ = overview(store)
    assert found_.counts == Counts(must=1)
    assert [(one.reason, one.findings) for one in found_.waived] == [("待查（李科长，到 2020-01-01 为止）", 0)]


def test_units_that_nobody_was_asked_about_and_reports_not_compared(tmp_path: Path) -> None:
    with writing(tmp_path) as store:
        run = add_run(store, [Made("/送/甲.docx", "甲镇")])
        store.insert("roster", [{"run": run, "unit": "丙镇", "region": "", "placed": 0}])
        store.insert(
            "gatherings",
            [{"run": run, "gathering": "g", "region": "青河县", "year": 2023, "outcome": "failed", "reason": "太大"}],
        )
        found_ = overview(store)
    assert (found_.unplaced, found_.expected) == (1, 0)
    assert [asdict(one) for one in found_.apart] == [{"region": "青河县", "year": 2023, "reason": "太大"}]
    assert [unit.name for unit in found_.units] == ["甲镇"]


def test_without_a_roster_nobody_is_missing(tmp_path: Path) -> None:
    with writing(tmp_path) as store:
        add_run(store, [Made("/送/甲.docx", "甲镇")])
        found_ = overview(store)
    assert (found_.expected, found_.missing, found_.since, len(found_.stages)) == (0, (), None, 1)
    assert found_.counts == Counts()


def test_nothing_at_all(tmp_path: Path) -> None:
    with writing(tmp_path) as store:
        add_run(store, [])
        found_ = overview(store)
    assert (found_.files, found_.reports, found_.units, found_.counts) == (0, (), (), Counts())


def test_a_report_of_nobody_and_no_year(tmp_path: Path) -> None:
    with writing(tmp_path) as store:
        add_run(store, [Made("/送/甲.docx", "", None, region="", findings=(found(),))], roster=[("乙镇", "")])
        found_ = overview(store)
    assert {unit.name: unit.listed for unit in found_.units} == {UNNAMED: False, "乙镇": True}


def test_towns_of_one_name_in_two_counties_are_two(tmp_path: Path) -> None:
    with writing(tmp_path) as store:
        files = [
            Made("/送/1.docx", "城关镇", region="甲县"),
            Made("/送/2.docx", "城关镇", region="乙县"),
            Made("/送/3.docx", "甲县城关镇", region="甲县"),
        ]
        add_run(store, files)
        found_ = overview(store)
    assert {unit.name: unit.reports for unit in found_.units} == {"甲县城关镇": 2, "乙县城关镇": 1}


def test_an_earlier_run_and_one_that_is_not_done(store: Path) -> None:
    with writing(store) as one:
        add_run(one, [Made("/送/望禾镇.docx")], state="stopped", rules="r2")
    with opened(store) as one:
        assert overview(one).run.number == 2
        assert [stage.run for stage in overview(one, 1).stages] == [1]
        third = overview(one, 3)
        assert third.run.state == "stopped"
        assert [stage.alike for stage in third.stages] == [False, False, True]
        with pytest.raises(StoreError, match="没有第 9 次汇总"):
            overview(one, 9)
