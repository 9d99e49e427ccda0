"""Multiples and the figures they compare."""

from __future__ import annotations

import pytest
from tests.extraction.reading import groups, stated

ROLES = ("multiple", "current", "prior")


@pytest.mark.parametrize(
    ("text", "told", "meaning"),
    [
        ("氧气瓶由120瓶增加到300瓶，是原来的2.5倍。", ("2.5倍", "300瓶", "120瓶"), "是几倍"),
        ("氧气瓶由120瓶增加到300瓶，增长1.5倍。", ("1.5倍", "300瓶", "120瓶"), "增长几倍"),
        ("企业达到46家，是2020年23家的2倍。", ("2倍", "46家", "23家"), "是几倍"),
        ("收入1,280万元，比2020年末的640万元增长1倍。", ("1倍", "1,280万元", "640万元"), "增长几倍"),
        ("产值由50亿元增加到100亿元，翻了一番。", ("翻了一番", "100亿元", "50亿元"), "是几倍"),
        ("产值比2020年翻两番，由50亿元增加到200亿元。", ("翻两番", "200亿元", "50亿元"), "是几倍"),
    ],
)
def test_what_a_multiple_compares(text: str, told: tuple[str, ...], meaning: str) -> None:
    assert stated(text, *ROLES) == [told]
    assert [f.says for group in groups(text) for f in group.get("multiple", [])] == [(meaning,)]


@pytest.mark.parametrize(
    "text",
    ["培训1,500人次，是上年的1.5倍。", "力争由50亿元增加到100亿元，实现翻番。", "按0.5倍系数计发补贴300元。"],
)
def test_no_two_figures(text: str) -> None:
    assert not stated(text, "multiple")
