"""Markdown: marks gone, tables as cells; only the name tells it from plain text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.readers import read

TEXT = """# 2021年度自评报告

**支出**1,531.23万元，
执行率 **98%**，见[附表](a.md)。

1. 第一
- [x] 第二

| 指标 | 目标 | 实际 |
|---|--:|---|
| 修渠 | ≥30公里 | **27公里** |
| 甲\\|乙 |  | 3 |

结尾 <!-- 稿 -->5*3*2
"""


def test_marks_go_and_tables_are_cells(tmp_path: Path) -> None:
    path = tmp_path / "报告.md"
    path.write_text(TEXT, encoding="utf-8")
    document = read(path)
    assert document.format == "md"
    said = [document.quote(b.span) for b in document.blocks]
    assert said[:4] == ["2021年度自评报告", "支出1,531.23万元，执行率 98%，见附表。", "第一", "第二"]
    assert said[4:-1] == ["指标", "目标", "实际", "修渠", "≥30公里", "27公里", "甲|乙", "", "3"]
    assert said[-1] == "结尾 5*3*2"
    assert [b.cell.row for b in document.blocks if b.cell] == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert (document.blocks[0].level, document.blocks[2].label) == (1, "1.")


def test_the_same_text_by_another_name_is_plain(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text(TEXT, encoding="utf-8")
    assert read(tmp_path / "报告.txt").format == "txt"


@given(st.text(alphabet="#*_|-`~[]()<!>\\ \n1.甲万元", min_size=1, max_size=60))
def test_every_span_slices_to_its_text(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("md") / "a.md"
    path.write_text("甲" + text, encoding="utf-8")
    document = read(path)
    assert document.text == "\n".join(document.quote(b.span) for b in document.blocks)
