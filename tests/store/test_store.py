"""The store: lifted from older versions, held by one sweep at a time, and only what is committed counts."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gouji.store import Busy, StoreError, ask, opened, writing
from gouji.store.opening import STATE
from gouji.store.parts import lines, write_part
from gouji.store.tables import MIGRATIONS

PASSAGE = {"passages": lines([{"check_id": "a", "number": 1, "text": "它's 一段"}])}
CHECK = (
    "INSERT INTO checks (check_id, content, version, rules, outcome, part) VALUES ('a', 'c', '1', 'r', 'checked', ?)"
)


def test_a_part_counts_once_a_committed_row_names_it(tmp_path: Path) -> None:
    with writing(tmp_path / "库") as store:
        name = write_part(store, "00001-a", PASSAGE)
        assert ask(store, "SELECT text FROM passages").rows == ()
        store.state.execute(CHECK, (name,))
        assert ask(store, "SELECT text FROM passages JOIN checks USING (check_id)").rows == (("它's 一段",),)


def test_what_a_sweep_that_died_left_is_written_over(tmp_path: Path) -> None:
    with writing(tmp_path) as store:
        left = store.parts / "00001-a"
        left.mkdir()
        (left / "passages.parquet").write_bytes(b"half")
        store.state.execute(CHECK, (write_part(store, "00001-a", PASSAGE),))
        assert ask(store, "SELECT count(*) FROM passages").rows == ((1,),)
        assert [path.name for path in store.parts.iterdir()] == ["00001-a"]


def test_one_sweep_writes_at_a_time(tmp_path: Path) -> None:
    with writing(tmp_path), pytest.raises(Busy, match="另一次汇总正在写"), writing(tmp_path):
        pass
    with writing(tmp_path):
        pass


@pytest.mark.parametrize("version", range(len(MIGRATIONS)))
def test_an_older_store_is_lifted_and_keeps_what_it_held(tmp_path: Path, version: int) -> None:
    with sqlite3.connect(tmp_path / STATE) as old:
        for script in MIGRATIONS[:version]:
            old.executescript(script)
        old.execute(f"PRAGMA user_version = {version}")
        if version:
            old.execute("INSERT INTO runs (begun, version, rules) VALUES ('2026-01-01', '0.1', 'r')")
    old.close()
    with opened(tmp_path) as store:
        assert store.state.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
        assert ask(store, "SELECT count(*), (SELECT count(*) FROM waivers) FROM runs").rows == ((int(version > 0), 0),)


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / STATE) as newer:
        newer.execute("PRAGMA user_version = 999")
    newer.close()
    with pytest.raises(StoreError, match="请升级 gouji"), opened(tmp_path):
        pass


@pytest.mark.parametrize(
    "sql", ["SELECT * FROM read_csv('/etc/passwd')", "COPY runs TO '/tmp/x.csv'", "INSTALL httpfs", "DROP TABLE 没有"]
)
def test_a_query_sees_the_store_and_nothing_else(tmp_path: Path, sql: str) -> None:
    with writing(tmp_path) as store, pytest.raises(StoreError, match="查询没有成功"):
        ask(store, sql)


def test_a_long_query_draws_no_progress_into_the_answer(tmp_path: Path) -> None:
    with writing(tmp_path) as store:
        assert ask(store, "SELECT current_setting('enable_progress_bar')").rows == ((False,),)


def test_no_store_yet_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="先用 gouji sweep run"), opened(tmp_path):
        pass


def test_a_file_that_is_no_store_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / STATE).write_bytes(b"this is no database, whatever its name says" * 30)
    with pytest.raises(StoreError, match="不是汇总库"), opened(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "库").write_text("a file")
    with pytest.raises(StoreError, match="检查权限"), writing(tmp_path / "库"):
        pass


def test_a_fault_elsewhere_is_not_laid_to_the_store(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), writing(tmp_path / "库"):
        (tmp_path / "没有").read_bytes()


def test_rows_go_in_all_or_none(tmp_path: Path) -> None:
    roster = [{"run": 1, "unit": "甲镇"}, {"run": 1, "unit": None}]
    with writing(tmp_path / "库") as store:
        with pytest.raises(StoreError):
            store.insert("roster", roster)
        assert store.rows("SELECT * FROM roster") == []
