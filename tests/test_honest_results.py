"""True words about targets, times and scores, as careful people write them, draw no error and no warning."""

from __future__ import annotations

import pytest
from telling import loud


@pytest.mark.parametrize(
    "text",
    [
        "设备采购控制价500元，实际496元。",
        "传染病漏报率上限为4.1‰，实际2.6‰。",
        "单户补助标准上限为3万元，实际最高2.8万元。",
        "三公经费年初预算控制数46万元，实际支出38.5万元。",
        "建设用地总规模控制目标9.2万亩，实际8.97万亩。",
        "手足口病发病率年度目标120/10万，实际98/10万。",
        "化肥施用量目标1.9万吨，实际1.86万吨，持续负增长。",
        "供水管网漏损率年初设定为10%，年末实际8.9%。",
        "信访积案存量目标20件，实际14件。",
        "行政运行支出占比计划12%，实际10.8%。",
        "不良贷款率目标2%，实际1.24%。",
        "行政复议纠错率计划8%，实际5.2%。",
        "臭氧浓度目标值160微克/立方米，实际151微克/立方米。",
        "用电量计划32万千瓦时，实际用电29.8万千瓦时。",
        "（1）投诉件数\n目标值：20件。实际完成值：12件。完成率：100%。",
        "| 三级指标 | 指标值 | 完成值 | 分值 | 得分 |\n| 平均用时 | 15天 | 11天 | 10 | 10 |\n| 单位造价 | 320元 | 306元 | 10 | 10 |",
        "| 三级指标 | 指标值 | 完成值 | 分值 | 得分 |\n| 起数下降率 | ≥10% | 14.29% | 10 | 10 |\n| 漏损率 | 10% | 9% | 9 | 9 |",
    ],
)
def test_staying_below_a_ceiling_is_meeting_it(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("设备采购控制价500元，实际520元。", "unmet-silent"),
        ("漏报率上限为4.1‰，实际5.6‰。", "unmet-silent"),
        ("投诉办结率目标80%，实际76%。", "unmet-silent"),
        ("培训农户目标320户，实际304户。", "unmet-silent"),
        (
            "| 三级指标 | 指标值 | 完成值 | 分值 | 得分 |\n| 培训农户 | 320户 | 304户 | 10 | 10 |\n| 检查企业 | 20家 | 20家 | 9 | 9 |",
            "full-score-unmet",
        ),
    ],
)
def test_what_falls_short_is_still_found(text: str, rule: str) -> None:
    assert rule in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "省定任务3.2万亩，市定任务3.5万亩，我县实际完成3.4万亩，超额完成省定任务。",
        "项目总投资目标3.2亿元，2023年到位1.25亿元，为年度计划1.2亿元的104.2%。",
        "本年拨付1.86亿元，其中设备采购0.62亿元，为年度计划0.6亿元的103.3%。",
        "计划聘请专家10人次，实际聘请省级专家4人次、市级专家7人次，合计11人次。",
        "年度任务280公里，实际完成县道82公里、乡道201公里，共283公里。",
    ],
)
def test_a_result_is_the_one_that_its_target_is_for(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("省定任务3.2万亩，实际完成3.1万亩，超额完成省定任务。", "unmet-called-met"),
        ("本年拨付1.86亿元，其中设备采购0.62亿元，为年度计划0.60亿元的113.3%。", "completion-rate"),
        ("年度任务290公里，实际完成县道82公里、乡道201公里，共283公里。", "unmet-silent"),
        ("计划建泵站9座，实际建成泵站8座、水闸5座。", "unmet-silent"),
    ],
)
def test_a_result_that_misses_its_own_target_is_found(text: str, rule: str) -> None:
    assert rule in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "计划抽检240批次，实际抽检252批次，合格率98.4%。",
        "全年受理信访件240件，办结231件，办结率96.3%，按期办结率100%。",
        "应参保人员12.8万人，实际参保12.5万人，参保率97.7%，其中困难群众参保率100%。",
        "全镇适龄儿童1,286人，接种1,271人，接种率98.8%，建卡1,286人，建卡率100%。",
        "收到意见建议86条，采纳52条，采纳率60.5%，答复86条，答复率100%。",
        "申报项目42个，通过评审31个，通过率73.8%，立项28个，立项率66.7%。",
        "培训326人，取证298人，取证率91.4%，取证后就业211人，就业率70.8%。",
        "规划布设垃圾收集点680个，实际布设695个，覆盖自然村312个，覆盖率100%。",
        "当年发行专项债券2.1亿元，债务余额12.6亿元，债务率86.2%。",
    ],
)
def test_a_rate_may_be_of_another_base(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "申报项目42个，通过评审31个，通过率73.8%，立项28个，立项率76.7%。",
        "收到意见建议86条，采纳52条，采纳率60.5%，答复82条，答复率98%。",
        "涉及小区21个，全部开工，年底完工18个，完工率87.5%。",
        "发放问卷600份，收回588份，回收率98%，满意553份，满意率91.2%。",
        "全年受理信访件240件，办结231件，办结率98.3%，按期办结率100%。",
        "发生面积22万亩，防治21万亩，防治率95.5%，飞机防治18万亩，飞机防治率98.4%。",
    ],
)
def test_a_rate_of_no_base_told_is_found(text: str) -> None:
    assert "rate-text-vs-value" in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "人均纯收入1.8万元以上，高于全县平均1.62万元。",
        "二、产出\n改造泵站目标8处，实际改造7处。\n三、未完成的指标\n改造泵站计划8处，实际改造7处，主要原因是设备采购流标。",
        "决策20分得19分，过程20分得18分，产出60分得57分，总分94分。下属单位平均得分91.2分，最高96.5分，最低84分。",
        "得分最低的是“甲灌区”项目（76分），该项目等级为“中”。",
        "项目评审得分76分，评价等级为中。",
    ],
)
def test_what_is_told_of_others_is_no_result_of_ones_own(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("综合自评得分96分，评价等级为优。", "score-without-table"),
        ("得分最低的是“甲灌区”项目（76分），该项目等级为“良”。", "grade-band"),
        (
            "决策20分得19分，过程20分得18分，产出60分得57分，总分95分。下属单位平均得分91.2分，最高96.5分。",
            "total-score-sum",
        ),
        ("较上年的25.40万元增加1.73万元，降低6.81%。", "direction-contradicted"),
    ],
)
def test_what_is_told_of_oneself_is_judged(text: str, rule: str) -> None:
    assert rule in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "检验焊口48处，46处一次合格，2处返修后合格，最终合格率100%。",
        "检测水样90份，88份一次合格，一次合格率97.8%，最终合格率100%。",
        "抽查档案50份，46份当场达标，4份整改后达标，当场达标率92%，整改后达标率100%。",
        "抽样60组，初检合格57组，3组返工后合格，初检合格率95%，返工后合格率100%。",
        "送检农机76台，首检通过72台，复检通过4台，首检通过率94.7%，累计通过率100%。",
        "参训学员120人，首次考试及格102人，补考及格12人，首次及格率85%，最终及格率95%。",
    ],
)
def test_what_passed_in_the_end_is_of_no_one_round(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "检测水样90份，88份一次合格，一次合格率95.8%，最终合格率100%。",
        "抽样60组，初检合格57组，3组返工后合格，初检合格率91%，返工后合格率100%。",
    ],
)
def test_a_wrong_rate_of_the_first_round_is_found(text: str) -> None:
    assert loud(text) == {"rate-text-vs-value"}


@pytest.mark.parametrize(
    "text",
    [
        "堤防加固造价控制在每米0.8万元以内，实际1,520万元÷2,000米，折0.76万元。",
        "单位造价目标不超过每亩1,600元，实际1,240万元÷8,000亩，折合1,550元。",
        "每户改造成本控制在3,000元以内，实际支出96万元除以330户，约2,909元。",
        "拨款计划与实到数相差96万元，连同已到未用的75万元共171万元，占拨款计划的9.5%。",
        "养护费折合每公里约1,850元，离每公里2,400元的定补标准差550元。",
        "生均公用经费实际680元，与720元的省定标准相差40元。",
        "任务260座，完成247座，剩余13座，其中尚未开工4座、未完工9座。",
        "计划改造路灯500盏，实际改造476盏，余24盏待供电部门接电。",
        "年度目标新建书屋20个，建成18个，另有2个在建。",
    ],
)
def test_what_falls_short_and_says_so_is_not_silent(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "计划改造路灯500盏，实际改造476盏，群众反映很好。",
        "每户改造成本控制在3,000元以内，实际3,200元。",
        "年度目标新建书屋20个，建成18个，另有2个工作站投入使用。",
    ],
)
def test_what_falls_short_in_silence_is_found(text: str) -> None:
    assert "unmet-silent" in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "15. 安装太阳能路灯677盏。\n年内完成安装太阳能路灯697盏，目标完成率为103.0%。\n三、党建工作\n年内累计完成安装太阳能路灯697盏。",
        "（1）修复水毁机耕道：年初目标24.9公里，全年完成26.6公里，完成率为106.8%。\n（2）疏浚沟渠年初目标28.3公里，实际完成24.9公里，完成率88.0%，因设计方案中途调整，已商定开春动工。",
    ],
)
def test_a_target_told_beside_its_result_is_not_the_result_again(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "1. 安装太阳能路灯700盏。\n年内完成安装太阳能路灯697盏，完成率99.6%，因雨停工。\n三、党建工作\n年内累计完成安装太阳能路灯679盏。",
            "same-figure-agrees",
        ),
        (
            "（1）修复机耕道年度目标24.9公里，全年完成修复机耕道24.9公里，完成率100%。\n（2）修复机耕道进度：完成修复机耕道24.9公里，完成率88.0%。",
            "same-task-progress",
        ),
    ],
)
def test_a_result_told_again_otherwise_is_found(text: str, rule: str) -> None:
    assert rule in loud(text)
