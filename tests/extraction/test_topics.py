"""决算公开: the money and the numbers of each matter, the reasons of changes, the matters spoken of."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_maker import Form, write
from tests.extraction.reading import fact_set

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
            {"应评项目": "14个", "自评项目": "12个", "自评覆盖率": "85.71%"},
        ),
        ("面向中小企业预留采购金额332.00万元。", {}),
    ],
)
def test_figures_of_matters(text: str, wanted: dict[str, str], tmp_path: Path) -> None:
    assert named(text, tmp_path) == wanted


GUESTS = "公务接待费支出6.18万元。"
PARTS, WITHIN = "reception-parts", "reception-part-within"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{GUESTS}国内公务接待52批次，陪餐人数30人。", set()),
        (f"{GUESTS}国内公务接待批次52个，其中外宾人次12人次。", set()),
        (f"{GUESTS}国内公务接待52批次、416人次，其中外宾人次12人次。", set()),
        (f"{GUESTS}公务接待52批次，讲解人次20人次。", set()),
        (f"{GUESTS}国（境）外接待2批次、国内接待52批次，人次分别为16人次和416人次。", set()),
        (f"{GUESTS}国内公务接待52批次、30人。", set()),  # a guest who came twice may be one
        (f"{GUESTS}国内公务接待52批次，国内公务接待人次30人次。", {"reception-people"}),
        (f"{GUESTS}国内公务接待52批次，支出5.98万元，累计人次30人次。", {"reception-people"}),
        ("因公出国（境）团组3个，出国人数1人，同一名技术人员先后参加。", set()),
        ("安排因公出国（境）团组4个，其中本单位组团1个，累计3人次。", set()),
        ("因公出国（境）团组4个，累计3人次。", {"abroad-people"}),
        ("参加因公出国团组4个，出国人次3人次。", {"abroad-people"}),
        ("本单位因公出国（境）团组数4个，因公出国（境）人次数3人次。", {"abroad-people"}),
        ("因公出国（境）团组4个，因公出国（境）累计3人次。", {"abroad-people"}),
        ("因公出国（境）团组4个，因公出国（境）累计13人次。", set()),
        ("因公出国（境）团组4个，赴港澳人次3人次。", set()),
    ],
)
def test_people_are_held_against_the_groups_they_came_in(text: str, wanted: set[str], tmp_path: Path) -> None:
    assert judged(text, tmp_path) & {"reception-people", "abroad-people"} == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "公务接待费支出16.00万元。其中局机关国内接待费3.00万元，国（境）外接待费0.20万元，下属单位接待费12.80万元。",
            set(),
        ),
        ("国内接待费5.98万元，国（境）外接待费0.20万元。其中下属水管站公务接待费1.20万元。", set()),
        ("预算安排“三公”经费20.00万元，其中公务接待费6.00万元；决算国内接待费6.18万元，国（境）外接待费0万元。", set()),
        ("公务接待费支出6.18万元，上年度该项支出中，国内接待费6.90万元，国（境）外接待费0.30万元。", set()),
        ("一季度公务接待费1.20万元，全年国内接待费5.98万元。", set()),
        ("公务接待费支出6.18万元。近三年国内接待费累计20.10万元。", set()),
        ("公务接待费支出6.18万元（财政拨款），国内接待费6.90万元。", set()),
        ("公务接待费支出6.18万元，招商专项列支外事接待费9.00万元。", set()),
        ("货物类采购授予中小企业合同金额30.00万元，工程类采购授予小微企业合同金额120.00万元。", set()),
        ("公务接待费支出6.18万元，比上年减少0.50万元。其中：国内接待费5.68万元，国（境）外接待费0.20万元。", {PARTS}),
        ("2022年度公务接待费预算7.00万元，支出决算为6.18万元。全年国内接待费6.90万元。", {WITHIN}),
        ("服务支出中，授予中小企业合同金额30.00万元。工程支出中，授予小微企业合同金额120.00万元。", set()),
        ("除小微企业外，授予中小企业合同金额300.00万元，授予小微企业合同金额320.00万元。", set()),
        ("公务接待费支出6.18万元，国内接待费7.00万元尚未结算完。", set()),
        ("公务接待费支出6.18万元，国内接待费5.98万元，国（境）外接待费0.30万元，含代垫0.10万元。", set()),
        ("本年从严控制，公务接待费支出6.18万元，国内接待费6.90万元。", {WITHIN}),
        ("政府采购授予中小企业合同金额30.00万元，其中：授予小微企业合同金额120.00万元。", {"micro-within-sme"}),
    ],
)
def test_a_part_is_held_against_its_own_whole(text: str, wanted: set[str], tmp_path: Path) -> None:
    assert judged(text, tmp_path) & {PARTS, WITHIN, "micro-within-sme"} == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("应自评项目12个，另自愿增加2个，自评项目14个。", set()),
        ("按要求应自评项目12个，自评项目14个。", set()),
        ("共有项目12个，年中追加2个，自评项目14个。", set()),
        ("共有项目14个（按一级项目计），自评项目20个（按二级项目计）。", set()),
        ("局本级共有项目12个，全系统自评项目14个，覆盖率100%。", set()),
        ("共有项目14个，自评项目12个，资金覆盖率95%。", set()),
        ("共有项目14个，自评项目12个，涉及资金800.00万元，覆盖率95%。", set()),
        ("共有项目14个，绩效目标编制覆盖率100%，自评项目12个。", set()),
        ("共有项目14个，自评项目12个，其中重点评价2个，覆盖率14.29%。", set()),
        ("共有项目14个，其中涉密项目2个不纳入，自评项目12个，覆盖率100%。", set()),
        ("共有项目14个，应评项目12个，自评项目12个，覆盖率100%。", set()),
        ("共有项目14个，自评项目12个，涉密项目不纳入，自评覆盖率100%。", set()),
        ("共有项目14个，按金额计，自评项目12个，覆盖率98%。", set()),
        ("共有项目12个，加上自筹项目，自评项目14个。", set()),
        ("本部门共有项目14个，自评项目12个。自评覆盖率100%。", {"self-evaluated-coverage"}),
        ("应自评项目14个，纳入自评项目12个，绩效自评覆盖率100%。", {"self-evaluated-coverage"}),
        ("本部门项目总数12个，开展自评项目14个。", {"self-evaluated-within"}),
    ],
)
def test_self_evaluation_is_held_against_what_it_covers(text: str, wanted: set[str], tmp_path: Path) -> None:
    assert judged(text, tmp_path) & {"self-evaluated-coverage", "self-evaluated-within"} == wanted


def judged(text: str, path: Path) -> set[str]:
    """The rules that find something in a disclosure of this text."""
    (path / "决算.txt").write_text(f"{TITLE}\n{text}", encoding="utf-8")
    return {f.rule.id for f in check(path / "决算.txt", BOOK, engine="reference").findings}


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


@pytest.mark.parametrize("rate", ["森林覆盖率61.8%", "宣传覆盖率95%", "其中农村地区覆盖率90%"])
def test_a_coverage_of_something_else_is_none_of_self_evaluation(rate: str) -> None:
    text = f"八、预算绩效管理情况\n组织对2023年度12个项目开展绩效自评，{rate}。"
    assert "自评覆盖率" not in {f.places.get("subject") for f in fact_set(text).facts if f.role == "share"}
