"""A county with known numbers: three units, two years, what is wrong, waived, late, unreadable and copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from county_maker import RATE, SUM, WICKED, Made, absent, add_run, crossed, found

from gouji.overview import Overview, overview
from gouji.store import opened, writing

ROSTER = [("青河县望禾镇人民政府", "青河县"), ("清溪镇", "青河县"), ("云麓乡", "青河县")]


def county(folder: Path) -> Path:
    """Run 1: two reports with three errors. Run 2: one mended, one new, one waived, a copy, an old version, a bad file."""
    with writing(folder) as store:
        first = [
            Made("/送/望禾镇.docx", "青河县望禾镇人民政府", findings=(found(identity="a"), found(identity="b"))),
            Made("/送/清溪镇.docx", "清溪镇", findings=(found(identity="c"),)),
        ]
        add_run(store, first, roster=ROSTER)
        second = [
            Made(
                "/送/望禾镇（修改稿）.docx",
                "望禾镇",
                findings=(found(identity="b"), found(SUM, "warning", identity="n", title="合计等于分项之和")),
            ),
            Made(
                "/送/望禾镇.docx",
                "望禾镇",
                standing="superseded",
                of="/送/望禾镇（修改稿）.docx",
                findings=(found(identity="a"),),
            ),
            Made(
                "/送/清溪镇.docx",
                "清溪镇",
                findings=(
                    found(identity="c"),
                    found(SUM, "error", identity="r", verdict="review", note="约数"),
                    found(SUM, "info", identity="i"),
                ),
            ),
            Made(
                "/送/清溪镇（2）.docx",
                "清溪镇",
                standing="duplicate",
                of="/送/清溪镇.docx",
                findings=(found(identity="c"),),
            ),
            Made("/送/清溪镇2022.docx", "清溪镇", 2022, "project", not_run=(("text-claims/met", "缺少目标", 3),)),
            Made("/送/云麓乡.docx", "云麓乡", None, "", outcome="failed", reason="设了打开密码"),
            Made("/送/名册.csv", "", None, "", outcome="skipped", reason="不是报告（.csv）"),
        ]
        cross = crossed(cites=[{"path": "/送/清溪镇.docx", "name": "乙", "text": "聘请护河员23名"}])
        add_run(store, second, crossings=[cross, absent("云麓乡")], roster=ROSTER)
        store.insert(
            "waivers", [{"unit": "清溪镇", "rule": RATE, "identity": "c", "reason": "口径不同", "person": "李科长"}]
        )
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return county(tmp_path / "库")


@pytest.fixture
def seen(store: Path) -> Overview:
    with opened(store) as one:
        return overview(one)


@pytest.fixture
def wicked(tmp_path: Path) -> Iterator[Overview]:
    """Everything that a report, a file name or a manifest can say is markup and control characters."""
    texts = dict.fromkeys(
        ("title", "message", "working", "note", "basis", "place", "quote", "sentence", "repair"), WICKED
    )
    with writing(tmp_path / "坏") as one:
        file = Made(
            f"/送/{WICKED}/=1+1.docx",
            WICKED,
            findings=(found(**texts), found("x/=HYPERLINK", "warning", title="=1+1")),
            region=WICKED,
        )
        bad = Made("/送/=cmd|' /C calc'!A0.docx", "=1+1", outcome="failed", reason=WICKED)
        cross = crossed(message=WICKED, units=[WICKED], cites=[{"path": WICKED, "name": WICKED, "text": "=1+1"}])
        add_run(one, [file, bad], crossings=[cross], roster=[(WICKED, WICKED), ("=1+1", "")])
        yield overview(one)
