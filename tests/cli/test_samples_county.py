"""`gouji samples county`: a county to try gouji on, never over what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji_cli.app import run


def test_a_county_is_written_with_its_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "county"
    assert run(["samples", "county", "--towns", "1", "--years", "1", "--seed", "3", "-o", str(made)]) == 0
    assert "个文件" in capsys.readouterr().out
    assert {one.name for one in made.iterdir()} >= {"2023", "manifest.csv", "roster.csv", "truth.json"}


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert run(["samples", "county", "-o", str(tmp_path)]) == 2
    assert "已经有东西" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]
