from __future__ import annotations

import pytest
from tests.extraction.listing import sums
from tests.telling import loud

OPENED = {
    "colon closes a list that runs to the end": (
        "本年收入总计845.60万元，其中：财政拨款收入700.00万元，事业收入100.60万元，其他收入45.00万元。",
        [("845.60万元", "700.00万元+100.60万元+45.00万元", "全")],
    ),
    "a pair that is everything closes it": (
        "在职人员46人，其中行政21人，事业25人，退休人员18人。",
        [("46人", "21人+25人", "全")],
    ),
    "ranks down to the lowest close it": (
        "获奖作品16件，其中一等奖2件、二等奖5件、三等奖9件。",
        [("16件", "2件+5件+9件", "全")],
    ),
    "a rest closes it": (
        "全年造林88亩，其中松树40亩、杉树30亩、其他树种18亩。",
        [("88亩", "40亩+30亩+18亩", "全")],
    ),
    "a plain 其中 may name some": (
        "新建水塘60座，其中东片20座、西片15座。",
        [("60座", "20座+15座", "部分")],
    ),
    "one part of many": ("外出务工3,210人，其中省外1,870人。", [("3,210人", "1,870人", "部分")]),
    "按…分 with a colon": (
        "全年支出60.00万元。按经济分类：人员支出35.00万元，公用支出15.00万元，资本性支出10.00万元。",
        [("60.00万元", "35.00万元+15.00万元+10.00万元", "全")],
    ),
    "包括 to a rest": (
        "项目资金90万元，包括县级安排50万元，上级补助30万元，其他10万元。",
        [("90万元", "50万元+30万元+10万元", "全")],
    ),
    "a colon after the noun": (
        "全县共有卫生机构33个：县级医院3个、乡镇卫生院12个、村卫生室18个。",
        [("33个", "3个+12个+18个", "全")],
    ),
    "主要 leaves some out": (
        "结转资金200万元，主要是道路尾款90万元、绿化尾款60万元。",
        [("200万元", "90万元+60万元", "部分")],
    ),
    "nested 其中 is not a part of the outer list": (
        "全年支出1,000万元，其中：基本支出600万元，其中人员经费500万元；项目支出400万元。",
        [("1,000万元", "600万元+400万元", "全"), ("600万元", "500万元", "部分")],
    ),
    "changes are no parts": (
        "收入500万元，其中：财政拨款400万元，比上年增加35万元；其他收入100万元。",
        [("500万元", "400万元+100万元", "全")],
    ),
    "two measures side by side": (
        "学校共有教学班20个，学生900人，其中小学12个班500人，初中8个班400人。",
        [("20个", "12个+8个", "部分"), ("900人", "500人+400人", "部分")],
    ),
    "two accounts side by side": (
        "专项预算500万元，支出480万元。其中：渠道清淤200万元，支出190万元；泵站维修300万元，支出290万元。",
        [("500万元", "200万元+300万元", "全"), ("480万元", "190万元+290万元", "全")],
    ),
    "two views of one total": (
        "全年支出90万元。从性质看，基本支出60万元、项目支出30万元；从科目看，教育支出50万元、其他支出40万元。",
        [("90万元", "60万元+30万元", "全"), ("90万元", "50万元+40万元", "全")],
    ),
    "the list names its total, told a paragraph before": (
        "全年支出70万元。\n支出分三块：人员经费40万元，公用经费20万元，项目经费10万元。",
        [("70万元", "40万元+20万元+10万元", "全")],
    ),
    "parts of unlike sorts may overlap": (
        "参会260人，其中干部140人、党员150人。",
        [("260人", "140人+150人", "部分*")],
    ),
    "by places, one after another": (
        "完成补植2.0万亩。按片区看，青岩镇0.9万亩、白石镇0.7万亩、云台乡0.4万亩。",
        [("2.0万亩", "0.9万亩+0.7万亩+0.4万亩", "全")],
    ),
    "done and not done": ("设指标19项，其中完成17项，未完成2项。", [("19项", "17项+2项", "全")]),
    "a date in a bracket ends the list too": (
        "下达资金共计60万元：第一批40万元（3月），第二批20万元（9月）；另派2人驻点。",
        [("60万元", "40万元+20万元", "全")],
    ),
    "sources down to the place's own": (
        "到位资金900万元，其中省级补助500万元，银行贷款300万元，县级配套100万元。",
        [("900万元", "500万元+300万元+100万元", "全")],
    ),
    "the other of a pair past the ；": (
        "签约搬迁农户300户，其中选择货币补偿180户，占60%；选择产权调换120户。",
        [("300户", "180户+120户", "全")],
    ),
    "a ； ends what 、 joined": (
        "培训学员90人。其中城区学员50人、乡镇学员30人；跟班实习60人。",
        [("90人", "50人+30人", "部分")],
    ),
    "other counters among 台（套）": (
        "补贴农机60台（套）。其中：旋耕机30台、植保无人机10架、其他农机20台（套）。",
        [("60台（套）", "30台+10架+20台（套）", "全")],
    ),
    "what a change is told against is no total": (
        "慰问演出比上年的40场增加6场，其中下乡演出30场，进校演出16场。",
        [],
    ),
    "of the last part or of the whole": (
        "采购90万元，其中货物60万元、服务30万元，全部由中小企业中标；其中小微企业45万元。",
        [("90万元", "60万元+30万元", "部分"), ("90万元/30万元", "45万元", "部分")],
    ),
    "a clause between 其中 and the figures": (
        "开展评价项目80万元，其中因合并申报，甲类支出30万元；甲类以外支出50万元。",
        [("80万元", "30万元", "部分?")],
    ),
    "等 leaves the list open": (
        "发放农资95吨，其中：化肥60吨、种子20吨等。",
        [("95吨", "60吨+20吨", "部分等")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), OPENED.values(), ids=OPENED.keys())
def test_parts_follow_the_words_that_open_them(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert sorted(sums(text)) == sorted(expected)


SILENT = {
    "thresholds": "脱贫村16个收入超过10万元，其中50万元以上的3个。",
    "a comparison's base": "收入500万元，较上年480万元增长4.2%。",
    "other things": "检查企业120家，发现隐患45条，整改45条。",
    "some of many after a colon": "全年培训1,200人次，其中：技能培训300人次、创业培训200人次。",
    "a pair that is not everything here": "全年预算1,200万元，其中人员经费800万元、公用经费300万元。",
    "each": "发放问卷80份，其中干部、群众各40份，收回38份。",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_no_closed_list_without_words(text: str) -> None:
    assert all(sure.startswith("部分") for _, _, sure in sums(text))


AFTER_THE_LIST = {
    "a remainder": ("本年支出合计900万元，其中：基本支出600万元，项目支出300万元，年末结转20万元。", "600万元+300万元"),
    "another matter": ("受训村民1,200人次，其中党员800人次，服务群众5,000人次。", "800人次"),
    "what is done": ("总投资200万元，其中县级资金120万元、镇级资金80万元，已完成投资150万元。", "120万元+80万元"),
    "a second account": ("编制数50名，其中行政编制20名、事业编制30名，实有48人。", "20名+30名"),
    "what outgrows the total": ("耕地3万亩，其中水田2万亩，旱地1万亩，山场5万亩。", "2万亩+1万亩"),
}


@pytest.mark.parametrize(("text", "parts"), AFTER_THE_LIST.values(), ids=AFTER_THE_LIST.keys())
def test_a_list_ends_where_another_matter_begins(text: str, parts: str) -> None:
    assert [p for _, p, _ in sums(text)] == [parts]


def test_a_first_part_that_outgrows_its_total_is_stated() -> None:
    assert sums("减免费用1,500人，其中困难对象1,700人。") == [("1,500人", "1,700人", "部分")]


def test_a_page_break_within_a_list_proves_nothing() -> None:
    found = sums("采购预算38.20万元，其中：货物预算7.80万元、工程预算0万元、服务预算")
    assert all("全" not in sure for _, _, sure in found)


def test_a_part_is_measured_in_the_unit_of_its_total() -> None:
    assert sums("新增贷款1.20亿元，其中：农业贷款8,000万元，其他贷款4,000万元。") == [
        ("1.20亿元", "8,000万元+4,000万元", "全")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "基本支出1,059.53万元由人员经费939.60万元和公用经费{}万元构成。",
        "基本支出1,059.53万元，由人员经费939.60万元、公用经费{}万元构成。",
        "项目总投资1,059.53万元由财政资金939.60万元、村级自筹{}万元两部分组成。",
    ],
)
def test_what_a_total_is_made_of_adds_up_to_it(text: str) -> None:
    assert not loud(text.format("119.93"))
    assert loud(text.format("109.93")) == {"total-eq-parts"}


@pytest.mark.parametrize(
    "text",
    [
        "投资1,500万元，主要由财政资金600万元、社会捐助700万元构成。",
        "支出1,500万元中，由上级资金保障的600万元、由县级资金保障的700万元，构成主要来源。",
        "基本支出1,059.53万元主要由人员经费939.60万元构成。",
        "编制30名由行政编制10名、事业编制15名等构成。",
        "工程费用由上年的300万元调整为280万元，由土建200万元、设备80万元构成。",
        "专班12人由财政所3人、农业办4人、村干部5人组成，另聘专家2人。",
        "奖补资金320万元由镇统一拨付，其中构成大头的道路120万元。",
        "项目总投资860万元由县财政承担500万元，其余由村级自筹，构成多元投入。",
        "收入由上年的1,500万元增加到1,600万元，构成稳定来源。",
        "项目由中标单位以320万元承建，投资由财政资金300万元保障。",
    ],
)
def test_what_a_total_is_mostly_made_of_need_not(text: str) -> None:
    assert not loud(text)
