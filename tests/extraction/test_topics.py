"""决算公开: the money and the numbers of each matter, the reasons of changes, the matters spoken of."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_maker import Form, write

from gouji.checker import check
from gouji.extraction import extract
from gouji.fact import Fact, Profile
from gouji.packs import load
from gouji.readers import read

BOOK = load()
TITLE = "青禾县水务局2022年度部门决算公开"


def facts(text: str, path: Path) -> tuple[Fact, ...]:
    (path / "决算.txt").write_text(f"{TITLE}\n{text}", encoding="utf-8")
    return extract(read(path / "决算.txt"), BOOK.vocabulary, Profile()).facts


def named(text: str, path: Path) -> dict[str, str]:
    """Subject → figure of the matters told."""
    of_matters = (f for f in facts(text, path) if f.places.get("scope", "").startswith("事项"))
    return {f.places["subject"]: f.text for f in of_matters}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("公务接待费支出预算为7.00万元，支出决算为6.18万元，完成预算的88.29%。", {"接待费支出": "6.18万元"}),
        ("公务接待费6.18万元，比上年减少0.50万元；人均接待费148元。", {"接待费支出": "6.18万元"}),
        ("公务接待费预算7.00万元，政府采购支出决算为372.34万元。", {"采购支出总额": "372.34万元"}),
        ("2021年公务接待费6.68万元，接待60批次、500人次。", {}),
        ("公务接待费6.18万元。各乡镇公务接待费7.30万元。", {}),  # two figures of one name
        ("国内公务接待批次52个，人次416人。", {"接待批次": "52个", "接待人次": "416人"}),
        ("全年接待游客52批次、416人次。", {}),
        (
            "因公出国（境）费支出0万元，团组0个，累计0人次。",
            {"出国费支出": "0万元", "出国团组": "0个", "出国人次": "0人次"},
        ),
        (
            "公务用车购置支出17.90万元，购置公务用车1辆，保有量为3辆。",
            {"公车购置支出": "17.90万元", "购置车辆": "1辆", "保有车辆": "3辆"},
        ),
        ("截至2022年12月31日，共有车辆6辆，其中：应急保障用车6辆。", {"车辆总数": "6辆"}),
        ("报废车辆2辆，租用车辆3辆。", {}),
        (
            "应自评项目14个，纳入自评项目12个，覆盖率85.71%。",
            {"项目总数": "14个", "自评项目": "12个", "自评覆盖率": "85.71%"},
        ),
        ("面向中小企业预留采购金额332.00万元。", {}),
    ],
)
def test_figures_of_matters(text: str, wanted: dict[str, str], tmp_path: Path) -> None:
    assert named(text, tmp_path) == wanted


def test_guests_go_with_their_batches(tmp_path: Path) -> None:
    text = "国内公务接待52批次、416人次，国（境）外公务接待2批次、16人次。"
    lists = [f.places["list"] for f in facts(text, tmp_path) if f.role == "claimed_count"]
    assert len(lists) == 4
    assert lists[0] == lists[1] != lists[2] == lists[3]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("公务接待费6.18万元，比上年减少0.50万元，主要原因是检查合并。", [("公务接待费", True, False)]),
        ("公务接待费6.18万元，比上年减少0.50万元，主要原因是来访增加。", [("公务接待费", True, True)]),
        ("公务接待费6.18万元，比上年增加0.50万元，原因是从严控制陪餐。", [("公务接待费", True, True)]),
        ("公务接待费6.18万元，比上年减少0.50万元。", [("公务接待费", False, False)]),
        (
            "“三公”经费支出8.50万元，比上年减少2.50万元。\n减少的主要原因是公务接待活动增加不多。",
            [("三公经费", True, False)],
        ),
        ("公务接待费6.18万元，与上年持平。", []),
        ("机关运行经费56.30万元，比上年增加0.00万元。", []),
    ],
)
def test_changes_and_their_reasons(text: str, wanted: list[tuple[str, bool, bool]], tmp_path: Path) -> None:
    found = facts(text, tmp_path)
    why = {f.places["group"]: f for f in found if f.role == "explanation"}
    told = [(f.places["subject"], why.get(f.places["group"])) for f in found if "增减要说明" in f.says]
    assert [(name, reason is not None, bool(reason and reason.says)) for name, reason in told] == wanted


@pytest.mark.parametrize(("running", "told"), [("56.30", False), ("36.20", False), ("65.30", True)])
def test_running_cost_meets_the_table(running: str, told: bool, tmp_path: Path) -> None:  # noqa: FBT001
    above = (
        TITLE,
        f"2022年度机关运行经费支出{running}万元，与上年持平。",
        "一般公共预算财政拨款基本支出决算表",
        "单位：万元",
    )
    rows = (("项目", "决算数"), ("人员经费合计", "320.50"), ("公用经费合计", "56.30"), ("合计", "376.80"))
    result = check(write(Form("", above, rows), tmp_path / "决算.docx"), BOOK, engine="reference")
    assert ("running-cost-within-public" in {f.rule.id for f in result.findings}) is told
