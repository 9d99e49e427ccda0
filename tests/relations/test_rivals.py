"""Another figure of the sentence that makes a claim true: two readings, and no proof."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.checker import check
from gouji.finding import Finding
from gouji.packs import load
from gouji.rule import Severity

HEAD = "某镇2023年度部门整体支出绩效自评报告\n"

TRUE = {
    "其中 is of the spending, not of what was left": "全年总支出3,500万元，收支相抵结余100万元，其中人员经费525万元。",
    "so is the share after it": "全年总支出3,500万元，收支相抵结余100万元，其中人员经费525万元，占15%。",
    "a sum between a whole and its share": "全年财政拨款2,000万元，年中追加资金150万元，其中公务接待支出40万元，占2%。",
    "two wholes, the list of the first": "收入总额1,200万元，支出总额1,150万元，其中：财政拨款900万元、其他资金300万元。",
}
FALSE = {
    "neither whole gives the share": ("全年总支出3,500万元，收支相抵结余100万元，其中人员经费525万元，占25%。", "25%"),
    "no other whole can hold the part": ("全年总支出500万元，收支相抵结余100万元，其中人员经费525万元。", "525万元"),
    "the right total is printed in another sentence": (
        "全年支出1,150万元，其中：基本支出700万元、项目支出430万元。另有往来款1,130万元。",
        "1,150万元",
    ),
    "the right share is printed elsewhere": ("受理来信320件，办结304件，办结率96%。超过上年的95%。", "96%"),
    "a figure of another measure is no rival": ("受理来信320件，办结304件，涉及317人，办结率96%。", "96%"),
}


def loud(text: str, tmp_path: Path) -> list[Finding]:
    path = tmp_path / "报告.txt"
    path.write_text(HEAD + text + "\n", "utf-8")
    findings = check(path, load()).findings
    return [f for f in findings if f.severity in (Severity.ERROR, Severity.WARNING) and f.evidence]


@pytest.mark.parametrize("text", TRUE.values(), ids=TRUE)
def test_a_claim_that_another_figure_explains_is_no_error(text: str, tmp_path: Path) -> None:
    assert loud(text, tmp_path) == []


@pytest.mark.parametrize(("text", "wrong"), FALSE.values(), ids=FALSE)
def test_a_claim_that_nothing_explains_is_one(text: str, wrong: str, tmp_path: Path) -> None:
    assert wrong in [e.text for f in loud(text, tmp_path) for e in f.evidence]


def test_the_claim_stays_to_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(HEAD + TRUE["其中 is of the spending, not of what was left"], "utf-8")
    found = [(f.verdict, f.note) for f in check(path, load()).findings if f.rule.id == "part-over-total"]
    assert found == [("review", "有多种读法")]
