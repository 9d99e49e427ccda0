from __future__ import annotations

from pathlib import Path

import pytest

from gouji_cli.app import run


def test_a_sentence_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["facts", "--text", "户厕改建目标320户，实际完成304户，指标完成率95%。"]) == 0
    lines = capsys.readouterr().out.split("\n")
    roles = {parts[0]: parts[1] for line in lines if len(parts := line.split()) > 1}
    assert roles["320户"] == "目标值"
    assert roles["304户"] == "实际完成值"
    assert roles["95%"] == "指标完成率"
    assert lines[-2].startswith("读出 3 处：数 3")


def test_every_number_is_accounted_for(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["facts", str(wrong)]) == 0
    out = capsys.readouterr().out
    assert "编号年份" in out
    assert "第 3 行  已改建户厕304户，指标完成率98%。" in out


def test_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["facts", str(tmp_path / "没有.txt")]) == 2
    assert "没有.txt" in capsys.readouterr().err
