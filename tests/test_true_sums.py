"""Sums, shares and money as careful clerks tell them: nothing in TRUE is wrong, every mistake in WRONG must be found."""

from __future__ import annotations

import pytest
from telling import loud_findings

HEAD = "某某镇2023年度部门整体支出绩效自评报告\n一、基本情况\n"

TRUE = {
    "two sides of the accounts": (
        "2023年度收入总计包括本年收入2,410.36万元、年初结转和结余96.20万元；"
        "支出总计包括本年支出2,455.10万元、年末结转和结余51.46万元。"
    ),
    "the same with 其中": (
        "收入总计1,350万元，其中本年收入1,200万元、年初结转和结余150万元；"
        "支出总计1,350万元，其中本年支出1,180万元、年末结转和结余170万元。"
    ),
    "what a part holds": "项目总投入6.18万元。其中：设备费5.98万元；培训费0.20万元，含场地费0.10万元。",
    "what a part holds, with commas": "全年支出96.40万元，其中：材料费52.00万元，含运费3.10万元；劳务费44.40万元。",
    "this year's of what there is": "全县共建成高标准农田5.6万亩，其中当年新建1.2万亩，提升改造0.8万亩。",
    "a use after the sources": (
        "收回存量资金210万元，其中2021年及以前年度130万元，2022年度80万元，统筹用于民生项目160万元，剩余50万元上缴国库。"
    ),
    "parts of an addition": (
        "年初部门预算安排860万元，年中追加240万元，其中人员经费追加150万元、项目追加90万元，调减20万元，"
        "全年预算数1,080万元。"
    ),
    "the rest of what was not put right": (
        "全年共排查隐患412处，整改398处，其中重大隐患6处，全部整改到位，其余14处列入明年整改计划。"
    ),
    "people counted twice": (
        "给予党纪政务处分28人，其中党纪处分19人、政务处分12人（部分人员同时受到党纪、政务处分）。"
    ),
    "those who live there and those who are away": "总人口3.2万人，其中常住人口2.6万人，外出务工0.9万人。",
    "the task after the parts": (
        "完成国土绿化2.1万亩，其中人工造林0.6万亩、封山育林0.9万亩、退化林修复0.6万亩，占年度任务2万亩的105%。"
    ),
    "a budget that a settled sum makes up": (
        "“三公”经费支出42.99万元，完成预算58.00万元的74.12%，"
        "其中：因公出国（境）费0.00万元，公务用车购置及运行费36.18万元，公务接待费6.81万元。"
    ),
    "a rate of another thing": (
        "全年预算数1,260万元，执行数1,197万元，执行率95%，其中项目支出预算数560万元，执行数497万元，执行率88.8%，"
        "基本支出执行率100%。"
    ),
    "shares of a whole without a figure": (
        "办公费支出12.6万元，占公用经费的18%；差旅费支出7万元，占10%；劳务费支出14万元，占20%。"
    ),
    "the larger items of a total": "公用经费支出70万元，其中：办公费12.6万元、差旅费7万元。",
    "what was settled after a list of sources": (
        "共受理群众诉求1,260件，其中热线转办960件、网格上报240件、领导信箱60件，按期办结1,248件，延期办结12件，"
        "满意1,210件，不满意38件。"
    ),
    "aspects of one answer": "发放问卷100份，其中对服务态度满意98份，对办事效率满意95份，对环境满意97份。",
    "a mean of what the list is of": (
        "全年维修道路126公里，投资1,860万元，其中村道86公里960万元，乡道40公里900万元，每公里14.8万元。"
    ),
    "two standards": (
        "项目涉及62个村，其中重点村20个，每村投入50万元，一般村42个，每村投入20万元，合计投入1,840万元。"
    ),
    "something given besides": "每村补助5万元，共补助18个村90万元，其中示范村3个，每个另奖10万元，合计120万元。",
}
WRONG = {
    "a last part that holds another": (
        "项目总投入6.08万元，其中：设备费5.98万元，培训费0.20万元，含场地费0.10万元。",
        "6.08万元",
    ),
    "parts of a closed list": (
        "年度收入包括本年收入2,410.36万元、年初结转和结余96.20万元，合计2,560.56万元。",
        "2,560.56万元",
    ),
    "what is left of income and spending": ("收入总计1,350万元，支出总计1,180万元，年末结余190万元。", "190万元"),
    "new and improved alone": ("全县当年建成高标准农田5.6万亩，其中新建1.2万亩，改造0.8万亩。", "5.6万亩"),
    "an open list that 、 joins": ("收回存量资金210万元，其中往年结转130万元、专项结余160万元。", "210万元"),
    "an open list of names that end alike": ("受理案件90件，其中民事案件60件，治安案件40件。", "90件"),
    "an adjusted budget": (
        "年初部门预算安排860万元，年中追加240万元，调减20万元，全年预算数1,100万元。",
        "1,100万元",
    ),
    "the rest of one whole": ("全年共排查隐患412处，其中重大隐患6处、一般隐患390处、其余26处。", "412处"),
    "people of two kinds": ("给予处分28人，其中党纪处分19人、政务处分12人。", "28人"),
    "a list after the budget that was kept": (
        "“三公”经费支出45.99万元，完成预算58.00万元的79.29%，其中：公务用车运行费36.18万元，公务接待费6.81万元。",
        "45.99万元",
    ),
    "a rate of its own thing": (
        "项目支出预算数560万元，项目支出执行数497万元，项目支出预算执行率98.8%。",
        "98.8%",
    ),
    "a share of what is told": (
        "公用经费支出70万元，其中：办公费12.6万元，占18%；差旅费7万元，占12%。",
        "12%",
    ),
    "a list with its rest after ，": (
        "共受理群众诉求1,260件，其中热线转办960件、网格上报240件，其他90件。",
        "1,260件",
    ),
    "numbered parts of what makes up a budget": (
        "三公经费支出决算42.36万元，完成预算58.00万元的73.03%，如下：\n（一）公务用车运行费36.18万元。\n（二）公务接待费6.81万元。",
        "42.36万元",
    ),
    "answers of one kind each": ("发放问卷100份，其中很满意78份、满意35份。", "100份"),
    "what grew is told before": (
        "本年支出1,860.00万元。本年支出比上年的1,720.00万元增加140.00万元，增长9.1%。",
        "1,720.00万元",
    ),
    "a part of what is called 合计": (
        "年内支出合计2,997.51万元。其中基本支出882.47万元，占支出合计的29.44%；项目支出2,115.04万元，占支出合计的75.56%。",
        "75.56%",
    ),
    "a mean of the only road": ("全年维修道路126公里，投资1,860万元，每公里18.4万元。", "18.4万元"),
    "a mean": ("全年补助18个村，共发放补助资金90万元，村均补助6万元。", "90万元"),
    "nearly all of a total": ("公用经费支出70万元，其中：办公费32.6万元、差旅费27万元、劳务费7.4万元。", "70万元"),
}


def cited(text: str) -> list[set[str]]:
    """The figures that each error or warning of a text cites."""
    findings = loud_findings(text + "\n", HEAD)
    said = ({e.text for e in f.evidence if e.span and e.span.start >= len(HEAD)} for f in findings)
    return [figures for figures in said if figures]


@pytest.mark.parametrize("text", TRUE.values(), ids=TRUE)
def test_nothing_is_wrong(text: str) -> None:
    assert cited(text) == []


@pytest.mark.parametrize(("text", "wrong"), WRONG.values(), ids=WRONG)
def test_the_mistake_is_found(text: str, wrong: str) -> None:
    assert any(wrong in figures for figures in cited(text))
