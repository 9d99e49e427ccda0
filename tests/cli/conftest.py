"""Small reports with a known outcome."""

from __future__ import annotations

from pathlib import Path

import pytest

WRONG = "望禾镇2023年度部门整体支出绩效自评报告\n1. 户厕改建320户。\n已改建户厕304户，指标完成率98%。\n"
RIGHT = WRONG.replace("304户", "320户").replace("98%", "100%")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A report with one contradiction: 304 of 320 called 98%."""
    path = tmp_path / "有错.txt"
    path.write_text(WRONG, "utf-8")
    return path


@pytest.fixture
def right(tmp_path: Path) -> Path:
    """The same report put right."""
    path = tmp_path / "没错.txt"
    path.write_text(RIGHT, "utf-8")
    return path
