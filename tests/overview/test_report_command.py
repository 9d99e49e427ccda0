"""`gouji sweep report` as people run it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from county_maker import Made, add_run
from store_maker import report, run

from gouji.store import writing

SYSTEM = Path("/proc/self")


def test_every_output_in_one_go(store: Path, tmp_path: Path) -> None:
    names = ("汇总.html", "汇总.xlsx", "汇总.json", "通知.zip", "整改通知")
    outputs = [word for name in names for word in ("-o", tmp_path / name)]
    code, told = run("sweep", "report", "--store", store, *outputs)
    assert (code, told.count("已存到")) == (0, 5), told
    assert "整改通知 3 份" in told
    assert (tmp_path / "汇总.html").read_text("utf-8").startswith("<!doctype html>")
    assert json.loads((tmp_path / "汇总.json").read_text("utf-8"))["run"]["number"] == 2
    assert zipfile.is_zipfile(tmp_path / "汇总.xlsx")
    assert zipfile.ZipFile(tmp_path / "通知.zip").namelist() == [
        one.name
        for one in sorted(
            (tmp_path / "整改通知").iterdir(),
            key=lambda one: "望云清".index(one.name.removeprefix("整改通知-").removeprefix("青河县")[0]),
        )
    ]


def test_an_earlier_run(store: Path, tmp_path: Path) -> None:
    code, told = run("sweep", "report", "--store", store, "--run", "1", "-o", tmp_path / "一.json")
    assert code == 0, told
    assert json.loads((tmp_path / "一.json").read_text("utf-8"))["run"]["number"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-o", "汇总.pdf"], "不知道存成什么"),
        (["-o", "a.html", "-o", "a.html"], "写了不止一次"),
        (["-o", "没有/a.html"], "没有"),
        (["--run", "7", "-o", "a.html"], "没有第 7 次汇总"),
        ([], "--output"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, told = run("sweep", "report", "--store", store, *words)
    assert (code, "Traceback" in told) == (2, False)
    assert said in told
    assert sorted(one.name for one in tmp_path.iterdir()) == ["库"]


def test_no_store_and_a_broken_one(tmp_path: Path) -> None:
    code, told = run("sweep", "report", "--store", tmp_path / "无", "-o", tmp_path / "a.html")
    assert code == 2
    assert "这里还没有汇总库" in told
    (tmp_path / "坏").mkdir()
    (tmp_path / "坏/state.sqlite").write_text("这不是库")
    code, told = run("sweep", "report", "--store", tmp_path / "坏", "-o", tmp_path / "a.html")
    assert code == 2
    assert "不是汇总库" in told


def test_a_damaged_part_is_said(store: Path, tmp_path: Path) -> None:
    part = max((store / "parts").rglob("findings.parquet"))
    part.write_bytes(part.read_bytes()[:-40] + b"0" * 40)
    code, told = run("sweep", "report", "--store", store, "-o", tmp_path / "a.html")
    assert (code, "损坏" in told) == (2, True), told
    assert not (tmp_path / "a.html").exists()


def test_a_report_is_never_replaced(tmp_path: Path) -> None:
    handed = report(tmp_path, "望禾镇", name="望禾镇.html")
    before = handed.read_bytes()
    with writing(tmp_path / "库") as store:
        add_run(store, [Made(str(handed))])
    code, told = run("sweep", "report", "--store", tmp_path / "库", "-o", handed)
    assert code == 2
    assert "这是要核对的报告" in told
    assert handed.read_bytes() == before


def test_a_notice_that_is_there_stays(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "通知"
    folder.mkdir()
    filled = folder / "整改通知-清溪镇.docx"
    filled.write_text("填过期限")
    code, told = run("sweep", "report", "--store", store, "-o", folder)
    assert code == 2
    assert "没有覆盖" in told
    assert [one.name for one in folder.iterdir()] == [filled.name]
    assert filled.read_text() == "填过期限"


@pytest.mark.skipif(not SYSTEM.is_dir(), reason="this system has no /proc, where not even root may write")
def test_a_folder_that_may_not_be_written_to(store: Path) -> None:
    code, told = run("sweep", "report", "--store", store, "-o", SYSTEM / "a.html")
    assert code == 2
    assert "存不了" in told


def test_from_a_sweep_to_its_page(tmp_path: Path) -> None:
    """In two commands, as the README has it."""
    for n, unit in enumerate(("望禾镇", "清溪镇", "云麓镇")):
        report(tmp_path / "县", unit, right=n > 0)
    assert run("sweep", "run", tmp_path / "县", "--store", tmp_path / "库")[0] == 1
    code, told = run("sweep", "report", "--store", tmp_path / "库", "-o", tmp_path / "县.html", "-o", tmp_path / "通知")
    assert code == 0, told
    assert [one.name for one in (tmp_path / "通知").iterdir()] == ["整改通知-望禾镇.docx"]
