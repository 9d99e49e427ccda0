"""A sweep run as people run it: nothing is checked twice, nothing finished is lost, and the account adds up."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from store_maker import account, asked, begun, report, run

UNITS = [f"{a}{b}镇" for a in "望清长平" for b in "禾溪安石水山"]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Two dozen reports, every third one wrong."""
    for n, unit in enumerate(UNITS):
        report(tmp_path / "县", unit, right=bool(n % 3))
    return tmp_path / "县"


def test_what_is_known_is_not_checked_again(county: Path, tmp_path: Path) -> None:
    store = tmp_path / "库"
    code, told = run("sweep", "run", county, "--store", store)
    assert code == 1, told
    assert "文件 24 个，核对 24，打不开 0" in told
    assert "必改 8 处（在 8 份报告里）" in told
    before = asked(store, "SELECT check_id, part FROM checks ORDER BY 1")
    report(county, UNITS[0], right=True)
    (county / UNITS[1]).with_suffix(".txt").unlink()
    code, told = run("sweep", "run", county, "--store", store)
    assert "文件 23 个，核对 23" in told
    after = asked(store, "SELECT check_id, part FROM checks ORDER BY 1")
    assert len(after) == len(before) + 1
    assert set(before) <= set(after)
    assert code == 1, told
    code, told = run("sweep", "diff", "1", "2", "--store", store)
    assert (code, told.count("改好了 1 处"), told.count("还在 7 处"), told.count("新出现 0 处")) == (0, 1, 1, 1)


def test_versions_and_duplicates_are_kept_and_do_not_count(tmp_path: Path) -> None:
    county = tmp_path / "县"
    old = report(county, "望禾镇", name="望禾镇.txt")
    os.utime(old, (1, 1))
    report(county, "望禾镇", right=True, name="望禾镇（修改稿）.txt")
    report(county, "清溪镇", right=True)
    report(county, "清溪镇", right=True, name="副本.txt")
    code, told = run("sweep", "run", county, "--store", tmp_path / "库")
    assert code == 0, told
    assert "计入 2，旧稿 1，重复 1" in told


def test_poison_costs_only_itself(county: Path, tmp_path: Path) -> None:
    poisons = {
        "空.docx": b"",
        "乱.pdf": b"%PDF-1.7 nothing",
        "坏.zip": b"PK\x03\x04" + b"x" * 40,
        "老.doc": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    }
    for name, content in poisons.items():
        (county / name).write_bytes(content)
    (county / "说明.exe").write_bytes(b"MZ")
    code, told = run("sweep", "run", county, "--store", tmp_path / "库")
    assert code == 2, told
    assert account(tmp_path / "库") == {"checked": 24, "failed": 4, "skipped": 1}
    for name in poisons:
        assert name in told


def test_what_could_not_be_read_is_tried_again_and_has_no_year(tmp_path: Path) -> None:
    store = tmp_path / "o'clock"
    report(tmp_path / "县", "望禾镇")
    (tmp_path / "县" / "坏.docx").write_bytes(b"PK\x03\x04" + b"x" * 40)
    for _ in range(2):
        code, told = run("sweep", "run", tmp_path / "县", "--store", store)
        assert code == 2, told
        years = asked(store, "SELECT outcome, year FROM documents WHERE run = (SELECT max(run) FROM runs) ORDER BY 1")
        assert years == [("checked", 2023), ("failed", None)]


def test_a_file_in_a_folder_and_in_the_manifest_is_one_file_as_the_manifest_says(tmp_path: Path) -> None:
    path = report(tmp_path / "县", "望禾镇")
    (tmp_path / "清单.csv").write_text(f"单位,路径\n清溪镇,{path}\n", "utf-8")
    store = tmp_path / "库"
    code, told = run("sweep", "run", tmp_path / "县", "--manifest", tmp_path / "清单.csv", "--store", store)
    assert code == 1, told
    assert "文件 1 个，核对 1" in told
    assert asked(store, "SELECT unit FROM documents") == [("清溪镇",)]


def test_a_report_that_takes_too_long_is_said_and_tried_anew(county: Path, tmp_path: Path) -> None:
    store = tmp_path / "库"
    (county / "长.txt").write_text("望禾镇2023年度报告\n" + "计划改厕320户，实际304户，完成率95%。" * 1500, "utf-8")
    code, told = run("sweep", "run", county, "--store", store, "--seconds", "4")
    assert code == 2, told
    assert "核对超过 4 秒，已停止" in told
    assert account(store) == {"checked": 24, "failed": 1}
    assert run("sweep", "run", county, "--store", store, "--seconds", "600")[0] == 1
    assert account(store) == {"checked": 25}


def test_a_sweep_that_is_killed_goes_on_where_it_stopped(county: Path, tmp_path: Path) -> None:
    store = tmp_path / "库"
    for seed in range(3):
        process = begun("sweep", "run", county, "--store", store, "--jobs", "2")
        time.sleep(1 + random.Random(seed).random() * 3)  # noqa: S311 - any moment will do
        process.kill()
        process.communicate()
        _wait_for_no_lock(store)
    code, told = run("sweep", "run", county, "--store", store)
    assert code == 1, told
    assert account(store) == {"checked": 24}
    assert asked(store, "SELECT count(*), count(DISTINCT check_id) FROM checks") == [(24, 24)]
    counted = "SELECT count(*) FROM documents JOIN findings USING (check_id) WHERE run = (SELECT max(run) FROM runs) AND severity = 'error'"
    assert asked(store, counted) == [(8,)]


def _wait_for_no_lock(store: Path) -> None:
    """The workers of a killed sweep end by themselves; the lock goes with their parent."""
    for _ in range(100):
        if not store.exists() or "另一次" not in run("sweep", "runs", "--store", store)[1]:
            return
        time.sleep(0.1)


def test_a_query_answers_in_lines(county: Path, tmp_path: Path) -> None:
    store = tmp_path / "库"
    run("sweep", "run", county, "--store", store)
    code, told = run(
        "sweep", "sql", "SELECT unit, errors FROM checks WHERE errors > 0 ORDER BY unit LIMIT 2", "--store", store
    )
    assert code == 0
    assert told.splitlines()[0] == "unit\terrors"
    assert len(told.splitlines()) == 3
    code, told = run("sweep", "sql", "SELECT nothing", "--store", store)
    assert code == 2
    assert told.startswith("查询没有成功")
