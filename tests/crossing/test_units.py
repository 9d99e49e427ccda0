"""Units beside one another: who is missing, who copied whom, what adds up, what stands out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.crossing.county import COUNTY, YEAR, cross, one, report, table, told

from gouji.fact import Profile
from gouji.gathering import CrossFinding, Expected, Gathering, Member, Waiver
from gouji.rule import Severity

TOWNS = [f"{name}镇" for name in ("云湖", "渡口", "石梁", "白沙", "长岭", "双桥", "金坪", "南塘", "柳林")]


def test_a_unit_of_the_roster_that_did_not_hand_in() -> None:
    found = one(cross(report("青石县云湖镇人民政府", "略。"), roster=("云湖镇", "渡口镇")), "report-missing")
    assert found.finding.severity is Severity.ERROR
    assert found.units == ("渡口镇",)
    assert found.finding.message == "“渡口镇”列在名册上，没有收到它的自评报告"


def test_all_in_or_waived_or_no_roster() -> None:
    member = report("云湖镇", "略。")
    assert not told(cross(member, roster=("青石县云湖镇人民政府",)), "report-missing")
    assert not told(cross(member), "report-missing")
    waived = (Waiver("渡口镇", "report-missing", "", "已并入云湖镇"),)
    assert not told(cross(member, roster=("云湖镇", "渡口镇"), waivers=waived), "report-missing")


def test_a_report_of_nobody_may_be_the_missing_one() -> None:
    nobody = replace(report("云湖镇", "略。"), profile=Profile("", YEAR, "department_whole", ""))
    found = cross(nobody, roster=("渡口镇",))
    assert not told(found, "report-missing")
    assert len(told(found, "report-unsure")) == 1


@pytest.mark.parametrize(
    ("listed", "sent"), [("云湖街道", "云湖镇"), ("云湖乡", "云湖镇"), ("县教育局", "青石县教育和体育局")]
)
def test_a_unit_may_have_been_renamed(listed: str, sent: str) -> None:
    found = cross(report(sent, "略。"), roster=(listed,))
    assert not told(found, "report-missing")
    assert len(told(found, "report-unsure")) == 1
    assert len(told(cross(report(sent, "略。"), roster=(listed, sent)), "report-missing")) == 1  # both are on it


@pytest.mark.parametrize(
    ("listed", "sent"), [("渡口镇", "云湖镇"), ("县人民法院", "县人民检察院"), ("县水利局", "县民政局")]
)
def test_another_unit_is_not_the_missing_one(listed: str, sent: str) -> None:
    assert len(told(cross(report(sent, "略。"), roster=(listed,)), "report-missing")) == 1


def test_only_forms_where_most_sent_a_report() -> None:
    towns = [report(town, "略。") for town in TOWNS[:3]]
    form = project("双桥镇", "石桥村河堤加固")
    found = one(cross(*towns, form, roster=(*TOWNS[:3], "双桥镇")), "report-missing")
    assert found.finding.severity is Severity.WARNING
    assert found.finding.message == "“双桥镇”列在名册上，没有收到它的整体报告"
    assert not told(cross(form, roster=("双桥镇",)), "report-missing")


def roads(*lengths: str) -> list[str]:
    return [f"全年新建村组公路{length}公里，群众出行更加方便。" for length in lengths]


def members(lengths: list[str]) -> list[Member]:
    return [report(town, text) for town, text in zip(TOWNS, roads(*lengths), strict=False)]


@pytest.mark.parametrize("words", ["各乡镇共新建村组公路{}公里。", "全县3个乡镇新建村组公路合计{}公里。"])
def test_the_county_adds_up_its_towns(words: str) -> None:
    towns = members(["12.5", "8.2", "7.6"])
    wrong, right = (report("青石县交通运输局", words.format(total)) for total in ("29.3", "28.3"))
    found = one(cross(*towns, wrong, roster=tuple(TOWNS[:3])), "county-sum")
    assert found.finding.severity is Severity.ERROR
    assert "28.3公里" in found.finding.message
    assert {cite.path for cite in found.cites} >= {"云湖镇-2021.txt", "青石县交通运输局-2021.txt"}
    assert not told(cross(*towns, right, roster=tuple(TOWNS[:3])), "county-sum")
    assert not told(cross(*towns[:2], wrong, roster=tuple(TOWNS[:3])), "county-sum")  # one is missing


@pytest.mark.parametrize(
    "words",
    [
        "我局在各乡镇共新建村组公路15.2公里。",
        "督促各乡镇落实管护责任，全年共新建村组公路15.2公里。",
        "各乡镇共同努力，新建村组公路15.2公里。",
        "各乡镇加强公共设施管护，新建村组公路15.2公里。",
        "第三季度，各乡镇共新建村组公路14.1公里。",
        "除云湖镇外，各乡镇共新建村组公路15.8公里。",
        "全县9个乡镇共新建村组公路79.3公里。",
        "全县九个乡镇共新建村组公路79.3公里。",
    ],
)
def test_what_is_no_sum_of_all_towns(words: str) -> None:
    found = cross(*members(["12.5", "8.2", "7.6"]), report("青石县交通运输局", words), roster=tuple(TOWNS[:3]))
    assert not told(found, "county-sum")


@pytest.mark.parametrize(
    "words", ["各乡镇累计新建村组公路158.6公里。", "各乡镇共新建村组公路29.3公里，其中农场1.0公里。"]
)
def test_a_sum_of_more_than_towns_or_years_is_left_to_the_reader(words: str) -> None:
    found = cross(*members(["12.5", "8.2", "7.6"]), report("青石县交通运输局", words), roster=tuple(TOWNS[:3]))
    assert one(found, "county-sum").finding.verdict == "review"


def test_towns_are_of_the_sort_that_the_total_names() -> None:
    names = ("云湖镇", "渡口镇", "石梁乡")
    towns = [report(name, text) for name, text in zip(names, roads("12.5", "8.2", "7.6"), strict=True)]
    some, every = (report("青石县交通运输局", f"{who}共新建村组公路20.7公里。") for who in ("各镇", "3个乡镇"))
    assert not told(cross(*towns, some, roster=names), "county-sum")
    assert len(told(cross(*towns, every, roster=names), "county-sum")) == 1


@pytest.mark.parametrize(
    ("lead", "whole"),
    [
        ("石桥村投资30.5万元，", False),
        ("通过以奖代补项目，", False),
        ("我镇发动各村，", True),
        ("全年克服困难，", True),
    ],
)
def test_what_one_village_or_project_has_is_not_the_towns(lead: str, whole: bool) -> None:  # noqa: FBT001
    towns = [
        report(town, f"{lead}新建村组公路{n}公里。") for town, n in zip(TOWNS, ("12.5", "8.2", "7.6"), strict=False)
    ]
    found = cross(*towns, report("青石县交通运输局", "各乡镇共新建村组公路58.3公里。"), roster=tuple(TOWNS[:3]))
    assert bool(told(found, "county-sum")) is whole


def test_the_whole_county_may_have_more_than_towns() -> None:
    whole = report("青石县交通运输局", "全县新建村组公路29.3公里。")
    found = one(cross(*members(["12.5", "8.2", "7.6"]), whole, roster=tuple(TOWNS[:3])), "county-sum")
    assert found.finding.verdict == "review"


TABLE = """# 青石县2021年度乡镇绩效自评汇总表

金额单位：万元

| 序号 | 单位 | 支出合计 | 年末结转和结余 | 新建村组公路（公里） |
| --- | --- | --- | --- | --- |
| 1 | 云湖镇 | 912.30 | 16.50 | 12.5 |
| 2 | 渡口镇 | 734.18 | 20.15 | 8.2 |
| 3 | 石梁乡 | 655.02 | 9.31 | 7.6 |
| 合计 | | 2,301.50 | 45.96 | 28.3 |
"""


def summed(text: str, *towns: Member) -> tuple[CrossFinding, ...]:
    return cross(*towns, table(text), roster=("云湖镇", "渡口镇", "石梁乡"))


def reporting(road: str, left: str) -> list[Member]:
    words = ("本年支出合计{}万元，年末结转和结余{}万元。", "全年新建村组公路{}公里。")
    rows = (
        ("云湖镇", "912.30", "16.50", "12.5"),
        ("渡口镇", "734.18", "20.15", road),
        ("石梁乡", "655.02", left, "7.6"),
    )
    return [report(town, words[0].format(spent, rest), words[1].format(length)) for town, spent, rest, length in rows]


def test_a_countys_table_that_is_true() -> None:
    found = summed(TABLE, *reporting("8.2", "9.31"))
    assert not told(found, "county-row")
    assert not told(found, "county-sum")


def test_a_row_of_the_countys_table_that_its_town_tells_otherwise() -> None:
    found = summed(TABLE, *reporting("9.2", "3.91"))
    assert told(found, "county-row") == [
        "县汇总表中“新建村组公路”为8.2，“渡口镇”自己的报告写作9.2公里",
        "县汇总表中“结转结余”为9.31，“石梁乡”自己的报告写作3.91万元",
    ]
    assert len(told(found, "county-sum")) == 2


def test_a_total_that_its_rows_do_not_make() -> None:
    assert told(cross(table(TABLE.replace("45.96", "49.56"))), "county-table-sum") == [
        "汇总表“结转结余”合计写作49.56，各行相加为 45.96万元"
    ]
    assert not told(cross(table(TABLE)), "county-table-sum")


@pytest.mark.parametrize(
    "other", ["| 4 | 县水利局 | 120.00 | 3.60 | 0 |\n| 合计", "| 4 | 双桥镇 | 120.00 | | 1.0 |\n| 合计"]
)
def test_a_total_of_more_than_the_rows_read(other: str) -> None:
    """A bureau among the towns, a cell left blank: what the total is of, nobody knows."""
    wrong = TABLE.replace("45.96", "49.56").replace("| 合计", other)
    assert not any("结转" in message for message in told(cross(table(wrong)), "county-table-sum"))


LINES = TABLE.rstrip().split("\n")
ABOVE = "\n".join((*LINES[:6], LINES[-1], *LINES[6:-1]))


@pytest.mark.parametrize("text", [TABLE, ABOVE])
def test_the_total_may_stand_above_or_below(text: str) -> None:
    assert len(told(cross(table(text.replace("45.96", "49.56"))), "county-table-sum")) == 1
    other = "| 4 | 县本级 | 120.00 | 3.60 | 1.1 |"
    for row in ("| 1 | 云湖镇", "| 合计"):  # a row of the county before the towns, or of it after them
        wider = text.replace(row, f"{other}\n{row}") if text is TABLE else f"{text}\n{other}"
        assert not told(cross(table(wider.replace("45.96", "49.56"))), "county-table-sum")


def test_a_note_may_say_that_the_total_has_more() -> None:
    wrong = TABLE.replace("45.96", "49.56")
    assert not told(cross(table(f"{wrong}\n注：合计含县本级3.60万元。\n")), "county-table-sum")
    assert len(told(cross(table(f"{wrong}\n注：本表由县财政局填报。\n")), "county-table-sum")) == 1


def test_a_total_of_what_does_not_add_up() -> None:
    heads = ("医保参保率（%）", "农民人均收入（元）", "自评得分（分）", "户均补贴（元）", "油菜单产（公斤）")
    rows = ("95.2", "18230", "93.2", "1203", "151.3"), ("96.2", "17230", "95.2", "1303", "153.1")
    lines = [("单位", *heads), ("---",) * 6, ("云湖镇", *rows[0]), ("渡口镇", *rows[1]), ("石梁乡", *rows[0])]
    text = "\n".join(f"| {' | '.join(line)} |" for line in (*lines, ("合计", *rows[0])))
    assert not told(cross(table(f"# 汇总表\n\n{text}\n")), "county-table-sum")
    added = text.replace("医保参保率（%）", "临时救助（元）").replace("95.2", "95.7")
    assert len(told(cross(table(f"# 汇总表\n\n{added}\n")), "county-table-sum")) == 1


def test_rows_of_two_tables_are_not_added() -> None:
    other = "\n".join(
        (*LINES[4:6], *("| 1 | 双桥街道 | 12.30 | 6.50 | 2.5 |".replace("双桥", n) for n in ("甲山", "乙水", "丙田")))
    )
    assert not told(cross(table(f"{TABLE}\n## 街道\n\n{other}\n")), "county-table-sum")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("新建村组公路（", "2020年新建村组公路（"),
        ("新建村组公路（", "上年新建村组公路（"),
        ("新建村组公路（", "计划新建村组公路（"),
        ("新建村组公路（", "上半年新建村组公路（"),
        ("2021年度", "2020年度"),
        ("2021年度", "2021年上半年"),
        ("乡镇绩效自评", "农村公路项目"),
        ("乡镇绩效自评", "乡镇财政拨款支出"),
        ("乡镇绩效自评", "乡镇预算"),
        ("乡镇绩效自评", "乡镇任务计划"),
    ],
)
def test_a_column_or_table_of_another_time(was: str, now: str) -> None:
    found = summed(TABLE.replace(was, now), *reporting("9.2", "9.31"))
    assert not told(found, "county-row")
    assert not told(found, "county-sum")
    for title in ("乡镇绩效自评", "乡镇目标任务完成情况", "乡镇预算执行情况"):
        same = TABLE.replace("新建村组公路（", "2021年新建村组公路（").replace("乡镇绩效自评", title)
        assert len(told(summed(same, *reporting("9.2", "9.31")), "county-row")) == 1


def test_what_was_left_a_year_ago_is_not_this_years() -> None:
    found = summed(TABLE.replace("年末结转", "上年末结转"), *reporting("8.2", "3.31"))
    assert not told(found, "county-row")
    assert not told(found, "county-sum")


def test_a_total_of_more_towns_than_the_roster() -> None:
    more = TABLE.replace("| 合计", "| 4 | 双桥镇 | 100.00 | 1.00 | 1.0 |\n| 合计")
    more = more.replace("2,301.50", "2,401.50").replace("45.96", "46.96").replace("28.3", "29.3")
    assert not told(summed(more, *reporting("8.2", "9.31")), "county-sum")
    towns = (*reporting("8.2", "9.31"), report("双桥镇", "全年新建村组公路1.5公里。"))
    found = cross(*towns, table(more), roster=("云湖镇", "渡口镇", "石梁乡", "双桥镇"))
    assert told(found, "county-sum") == ["县合计“新建村组公路”写作29.3，各镇相加为 29.8公里"]


def test_a_unit_that_stands_out() -> None:
    rates = ["95.2", "96.1", "94.8", "95.9", "96.4", "95.5", "94.9", "95.7", "61.3"]
    towns = [report(town, f"城乡居民医保参保率{rate}%。") for town, rate in zip(TOWNS, rates, strict=True)]
    found = one(cross(*towns), "outlier")
    assert found.units == ("柳林镇",)
    assert found.finding.severity is Severity.INFO
    assert not told(cross(*towns[:8]), "outlier")
    vague = [report(town, f"合格率{rate}%。") for town, rate in zip(TOWNS, rates, strict=True)]
    assert not told(cross(*vague), "outlier")  # of what, each has its own


def test_a_unit_in_another_unit_of_measure() -> None:
    areas = ["4.81万亩", "3.92万亩", "52100亩", "4.15万亩", "2.23万亩"]
    towns = [report(town, f"油菜种植面积{area}。") for town, area in zip(TOWNS, areas, strict=False)]
    assert not told(cross(*towns), "unit-scale")
    for words in ("油菜种植面积3.95亩。", "油菜种植面积指标：计划完成3.90亩，实际完成3.95亩，完成率101.28%。"):
        assert one(cross(*towns, report("双桥镇", words)), "unit-scale").units == ("双桥镇",)


def scored(scores: list[str], grades: list[str]) -> list[Member]:
    return [
        report(town, "二、自评结论", f"经自评，{town}部门整体支出绩效自评得分{score}分，等级为“{grade}”。")
        for town, score, grade in zip(TOWNS, scores, grades, strict=False)
    ]


def test_scores_that_tell_nobody_apart() -> None:
    close = cross(*scored(["96", "96.5", "96", "97", "96", "96.2", "95.8", "96", "96"], ["优"] * 9))
    assert len(told(close, "score-cluster")) == 1
    assert told(close, "grade-all-top") == ["9 个单位中 9 个自评为优"]
    wide = cross(*scored(["99", "85", "91", "97", "88", "93", "95.8", "90", "82"], ["优", "良"] * 4 + ["良"]))
    assert not told(wide, "score-cluster")
    assert not told(wide, "grade-all-top")


PROSE = "镇党委把农田水利放在首位，组织干部逐村查看沟渠淤塞情况，分三批清理主干渠道二十余处，并请水利站技术员现场指导农户修整田埂和放水口，保证插秧用水。"
OTHER = "围绕集镇面貌提升，今年重点修补了老街排水沟和人行道，清运积存垃圾，迁走占道摊点，同时在学校门口划定接送区，家长和商户对通行秩序的评价明显好转。"
COMMON = "按照县财政局通知要求，成立由主要负责人任组长的自评小组，对照年初批复的绩效目标逐项核对台账和凭证，形成本报告，并对所提供资料的真实性负责。"


def test_a_paragraph_that_two_units_have() -> None:
    copied = PROSE.replace("分三批", "分两批")
    found = one(cross(report("云湖镇", PROSE), report("渡口镇", copied), report("石梁镇", OTHER)), "text-copied")
    assert found.units == ("云湖镇", "渡口镇")
    assert {cite.text for cite in found.cites} == {PROSE, copied}
    assert found.finding.severity is Severity.WARNING


def test_the_wording_of_the_county_is_nobodys_own() -> None:
    towns = [report(town, COMMON) for town in TOWNS]
    assert not told(cross(*towns), "text-copied")
    found = one(cross(*towns[:7], report("南塘镇", COMMON, PROSE), report("柳林镇", COMMON, PROSE)), "text-copied")
    assert PROSE in {cite.text for cite in found.cites}
    assert COMMON not in {cite.text for cite in found.cites}


FIGURES = "全年走访低收入家庭412户，落实临时救助资金38.62万元，组织义诊服务3517人次，翻修人行道3842米，新栽行道树1254株，农村户厕改造635户。"


def test_figures_that_two_units_have_alike() -> None:
    again = "低收入家庭走访412户；临时救助资金落实38.62万元。义诊服务组织3517人次。人行道翻修3842米，行道树新栽1254株，农村户厕改造635户。"
    own = "全年走访低收入家庭397户，落实临时救助资金41.07万元，组织义诊服务2886人次，翻修人行道4125米，新栽行道树1254株，农村户厕改造581户。"
    found = one(cross(report("云湖镇", FIGURES), report("渡口镇", FIGURES)), "figures-copied")
    assert found.units == ("云湖镇", "渡口镇")
    assert not told(cross(report("云湖镇", FIGURES), report("渡口镇", own)), "figures-copied")
    assert not told(cross(*(report(town, FIGURES) for town in TOWNS)), "figures-copied")  # the county set them
    assert len(told(cross(report("云湖镇", FIGURES), report("渡口镇", again)), "text-copied")) == 0


BOUGHT = (
    "年内政府采购支出872.64万元，其中：货物143.42万元、工程699.63万元、服务29.59万元，授予中小企业合同金额689.35万元。"
)
SCORED = "对照评分表，投入类得分14.5分，过程类得分29.5分，产出类得分26.5分，效果类得分23.5分，合计得分94.5分。"


def test_a_paragraph_with_the_same_figures() -> None:
    assert len(told(cross(report("云湖镇", BOUGHT), report("渡口镇", BOUGHT)), "text-copied")) == 1
    other = BOUGHT.replace("872.64", "812.64").replace("699.63", "639.63")
    assert not told(cross(report("云湖镇", BOUGHT), report("渡口镇", other)), "text-copied")
    assert not told(cross(*(report(town, BOUGHT) for town in TOWNS)), "text-copied")
    assert not told(cross(report("云湖镇", SCORED), report("渡口镇", SCORED)), "text-copied")


def test_another_towns_name_where_ones_own_should_stand() -> None:
    peers = report("渡口镇", "渡口镇位于青石县东部。")
    wrong = report("云湖镇", "渡口镇党委政府高度重视绩效自评工作，层层压实责任。")
    found = one(cross(peers, wrong), "other-town-speaks")
    assert found.units == ("云湖镇",)
    assert found.cites[0].text == "渡口镇党委政府高度重视绩效自评工作，层层压实责任"


@pytest.mark.parametrize(
    "words",
    [
        "与渡口镇联合建设垃圾中转站1座。",
        "渡口镇与云湖镇交界处新修便道2公里。",
        "组织村干部赴渡口镇学习考察。",
        "渡口镇至双桥公路云湖段已通车。",
        "渡口镇政府牵头、我镇配合修建便道。",
        "渡口镇党委政府为本镇提供砂石料。",
        "云湖镇党委政府高度重视绩效自评工作。",
    ],
)
def test_other_towns_may_be_spoken_of(words: str) -> None:
    assert not told(cross(report("渡口镇", "略。"), report("云湖镇", words)), "other-town-speaks")


def test_a_project_may_bear_a_towns_name() -> None:
    peers = report("渡口镇", "略。")
    wrong = report("云湖镇", "渡口镇全域环境治理项目")
    assert not told(cross(peers, wrong), "other-town-speaks")


def test_two_versions_of_one_report() -> None:
    old = report("云湖镇", "公务接待费支出12.30万元。", path="一稿.txt", standing="superseded", of="二稿.txt")
    new = report("云湖镇", "公务接待费支出13.20万元。", path="二稿.txt")
    found = one(cross(old, new), "version-change")
    assert found.finding.message == "“公务接待费支出”由12.30改为13.20"
    assert found.finding.severity is Severity.INFO
    same = replace(new, passages=old.passages)
    worded = replace(new, passages=(*old.passages[:-1], "公务接待费支出12.30万元，比上年略有增加。"))
    assert told(cross(old, worded), "version-change") == ["“万元”由（无）改为，比上年略有增加"]
    assert not told(cross(old, same), "version-change")


def test_one_report_handed_in_twice() -> None:
    first = report("云湖镇", PROSE, OTHER, path="甲.txt")
    copy = replace(first, path="乙.txt", standing="duplicate", of="甲.txt")
    assert one(cross(first, copy), "duplicate-file").cites[0].path == "乙.txt"
    nearly = replace(first, path="丙.txt")
    assert len(told(cross(first, nearly), "duplicate-file")) == 1
    apart = report("云湖镇", COMMON, FIGURES, path="丁.txt")
    assert not told(cross(first, apart), "duplicate-file")


def project(unit: str, name: str, *lines: str, money: str = "86.43", form: str = "项目自评表") -> Member:
    text = (f"项目名称：{name}", f"年初预算{money}万元，全年支出{money}万元，预算执行率100%。", *lines)
    return report(unit, *text, kind="project", path=f"{unit}-{name}.txt", form=form)


def test_one_project_with_two_owners() -> None:
    found = cross(project("云湖镇", "石桥村河堤加固"), project("渡口镇", "石桥村河堤加固"))
    assert one(found, "shared-project").units == ("云湖镇", "渡口镇")


def test_projects_told_as_joint_or_of_all_or_with_their_own_money() -> None:
    joint = project("云湖镇", "石桥村河堤加固", "本项目由两镇共同出资，按比例分摊。")
    assert not told(cross(joint, project("渡口镇", "石桥村河堤加固")), "shared-project")
    other = project("渡口镇", "石桥村河堤加固", money="43.21")
    assert not told(cross(project("云湖镇", "石桥村河堤加固"), other), "shared-project")
    every = [project(town, "村级公路养护") for town in TOWNS]
    assert not told(cross(*every), "shared-project")


def test_another_form_than_most() -> None:
    most = [project(town, "道路养护") for town in TOWNS[:4]]
    odd = project("双桥镇", "道路养护", form="三级指标自评表")
    assert one(cross(*most, odd), "form-mix").units == ("双桥镇",)
    assert not told(cross(*most[:1], odd), "form-mix")  # none is usual
    assert not told(cross(*most), "form-mix")


def digits(ends: str) -> str:
    listed = (f"项目{n}支出{n + 11}.{n % 9 + 1}{ends[n % len(ends)]}万元" for n in range(240))
    return "；".join(listed) + "。"


def test_last_digits_that_nobody_counted() -> None:
    assert one(cross(report("云湖镇", digits("5557"))), "last-digit").finding.severity is Severity.INFO
    assert not told(cross(report("云湖镇", digits("1234567891"))), "last-digit")


def test_the_order_of_reports_changes_nothing() -> None:
    towns = members(["12.5", "8.2", "7.6"])
    whole = report("青石县交通运输局", "各乡镇共新建村组公路29.3公里。")
    roster = tuple(map(Expected, TOWNS[:4]))
    one_way = cross(*towns, whole, roster=tuple(e.unit for e in roster))
    other_way = cross(whole, *reversed(towns), roster=tuple(e.unit for e in reversed(roster)))
    assert [(c.finding.identity, c.units) for c in one_way] == [(c.finding.identity, c.units) for c in other_way]
    assert Gathering(COUNTY, YEAR, tuple(towns)).members
