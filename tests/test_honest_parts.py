"""True words about wholes and their parts, as careful people write them, draw no error and no warning."""

from __future__ import annotations

import pytest
from telling import loud


@pytest.mark.parametrize(
    "text",
    [
        "按隶属关系分：省属单位12家，占两成多；市属单位48家，占近八成。",
        "按管理主体分：国有企业经营24处，占三成；村集体经营56处，占七成。",
        "从学历看，本科以上46人，占38.3%，大专及以下74人，占61.7%。",
        "全市办理提案96件。按类别看，经济类31件，占32.3%；社会类65件，占67.7%。",
        "1. 慰问老人650名，每人800元，支出52.00万元。\n2. 前三季度付出1,100.00万元，占全年支出的五成半；12月付出500.00万元，占25%。",
        "一、全年支出2,000.00万元。\n二、慰问老人650名，支出52.00万元。\n三、前三季度付出1,100.00万元，占全年支出的五成半；12月付出500.00万元，占25%。",
        (
            "三、支出决算情况\n本年支出合计2,400.00万元，其中：基本支出1,760.00万元，占73.33%；项目支出640.00万元，占26.67%。\n"
            "四、财政拨款支出决算情况\n（一）总体情况。财政拨款支出2,350.00万元，占本年支出合计的97.92%。\n"
            "（二）投向。教育支出1,950.00万元，占82.98%；卫生健康支出65.00万元，占2.77%；其他支出335.00万元，占14.26%。"
        ),
    ],
)
def test_a_share_is_of_the_whole_of_its_own_list(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "一、全年支出2,000.00万元。\n二、慰问老人650名，支出52.00万元。\n三、前三季度付出1,100.00万元，占全年支出的六成半。",
        "（一）总体情况。财政拨款支出2,350.00万元。\n（二）投向。教育支出1,950.00万元，占88.98%；其他支出400.00万元，占17.02%。",
        "培训农民480人，其中女性192人，占两成半。",
    ],
)
def test_a_wrong_share_of_it_is_found(text: str) -> None:
    assert "rate-text-vs-value" in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "全局定编80名，其中机关30名、站所50名，年底实有76人，其中机关28人、站所48人。",
        "合作社登记社员640户，其中种植户380户，养殖户260户，年末分红户598户。",
        "管护道路320公里，其中县道90公里，乡道230公里，大修道48公里。",
        "发放调查表500份，回收480份，其中“优”300份、“良”130份、“中”40份、“差”10份，前两项相加430份。",
        "发问卷600份，收回580份；其中“非常满意”410份、“比较满意”120份、“不满意”50份，前两项相加530份，满意率91.4%。",
        "全年评审项目60个，其中甲等24个、乙等20个、丙等16个，前两等合计44个。",
    ],
)
def test_a_list_ends_where_it_makes_up_its_whole_and_its_first_items_are_its_own(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "发放调查表500份，回收480份，其中“优”300份、“良”130份、“中”40份、“差”10份，前两项相加450份。",
        "支出合计360万元，其中购置费140万元、维护费90万元、培训费130万元，前两项合计250万元。",
    ],
)
def test_a_wrong_sum_of_the_first_items_is_found(text: str) -> None:
    assert "total-eq-parts" in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "全年预算1,000.00万元，支出880.00万元，年末结余120.00万元，其中项目结余100.00万元、公用结余20.00万元。",
        "调整后全年预算650.00万元。\n全年支出600.00万元，年末结转结余50.00万元，其中项目结转38.00万元、结余12.00万元。",
        "任务260座，完成247座，因汛期停工剩余13座，其中尚未开工4座、未完工9座。",
        (
            "本年收入合计900.00万元，其中：财政拨款收入860.00万元；其他收入40.00万元。使用年初结转和结余60.00万元。\n"
            "本年支出合计920.00万元，其中：基本支出620.00万元；项目支出300.00万元。年末结转和结余40.00万元。"
        ),
        "本年收入合计900.00万元，上年结转60.00万元，收入总计960.00万元。\n本年支出合计920.00万元，年末结转和结余40.00万元。",
    ],
)
def test_what_is_left_is_of_all_there_was(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "全年预算1,000.00万元，支出880.00万元，年末结余130.00万元，其中项目结余112.00万元、公用结余18.00万元。",
        "收入总计960.00万元，其中上年结转60.00万元。\n支出合计920.00万元，年末结转和结余50.00万元。",
    ],
)
def test_a_wrong_remainder_is_found(text: str) -> None:
    assert "difference" in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "上级资金7,310.00万元，市级资金2,460.00万元。\n一、存在问题\n拨付偏晚，市级资金中有246.00万元年底才拨到乡镇。",
        "土地流转面积2,340亩。\n四、存在问题\n土地流转面积中234亩合同不规范。",
        "本年项目支出3,450.00万元。\n五、存在问题\n项目支出中，有345.00万元集中在12月支付。",
        "区级配套资金1,730.00万元。\n三、存在问题\n区级配套资金中仍有173.00万元未到位。",
        "贷款余额11,200万元。\n三、存在问题\n贷款余额里约1,120万元将在年内到期。",
    ],
)
def test_a_part_of_what_is_named_is_not_it_again(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "本年市级资金2,460.00万元。\n五、存在问题\n市级资金2,640.00万元支付偏慢。",
        "土地流转面积2,340亩。\n四、存在问题\n土地流转面积2,430亩中合同不规范的较多。",
    ],
)
def test_it_again_with_another_figure_is_found(text: str) -> None:
    assert "same-figure-agrees" in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "对14家供销社、4家门市和30个网点盘点，抽点货品900件，每家单位50件。",
        "检查农资店24家、种子店6家，抽检样品150批，每家5批。",
        "对12个乡镇、3个街道开展督查，发放督办单90份，每个乡镇（街道）6份。",
        "走访小学16所和初中4所，征集意见600条，校均30条。",
        "培训镇级干部20人、村级干部80人，发放教材300册，人均3册。",
    ],
)
def test_a_mean_after_a_list_is_over_all_that_it_counts(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text", ["检查农资店24家，抽检样品150批，每家5批。", "走访小学16所，征集意见600条，每所30条。"]
)
def test_a_wrong_mean_over_what_stands_alone_is_found(text: str) -> None:
    assert "average-value" in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "修复渠堤52.6公里，包括土堤31.4公里、石堤19.2公里两类。",
        "全镇栽植苗木3.6万株，包括杨树1.2万株、柳树2.1万株两种，成活率95%。",
        "4. 26.4亩苗圃分布在两个社：东社14.8亩，西社10.6亩。",
        "2. 18.5万元补助分给2个合作社：东岭9.2万元，西河8.3万元。",
    ],
)
def test_a_list_that_counts_its_items_makes_up_its_whole(text: str) -> None:
    assert "total-eq-parts" in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "修复渠堤52.6公里，包括土堤31.4公里、石堤21.2公里两类。",
        "培训农民860人，包括种植户420人、养殖户300人等三类。",
        "全年出动执法车辆320车次，主要在两个片区：城东片120车次，城西片96车次。",
        "全年化解纠纷46起，重点是三类：邻里12起，土地9起，婚姻7起。",
        "新建水池20口，重点布置在3个村：东村8口，西村7口，南村3口。",
        "4. 26.4亩苗圃分布在两个社：东社14.8亩，西社11.6亩。",
    ],
)
def test_a_list_of_some_or_of_all_need_not(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "一、基本情况\n全区户籍人口274,300人。\n六、偏离目标的原因和整改措施\n全区247,300名户籍人口中有老年人两成。",
            True,
        ),
        (
            "一、基本情况\n全县耕地面积23,450亩。\n七、未完成绩效指标的原因和改进措施\n全县耕地面积24,350亩，零散地块多。",
            True,
        ),
        ("一、基本情况\n全县耕地面积23,450亩。\n七、下一步改进措施\n将全县耕地面积保持在24,350亩。", False),
    ],
)
def test_reasons_told_beside_measures_are_of_what_was(text: str, found: bool) -> None:  # noqa: FBT001
    assert ("same-figure-agrees" in loud(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "3个村集体收入均超过50万元，其中最高82万元。",
        "5家合作社年产值都突破100万元，其中最高的达到320万元。",
        "3个村集体收入均达到50万元，其中2个村为82万元。",
    ],
)
def test_what_every_one_reaches_is_no_whole_of_the_most(text: str) -> None:
    assert not loud(text)


def test_what_all_have_is_a_whole_still() -> None:
    assert loud("3个村集体收入超过50万元，其中东村82万元。") == {"part-over-total"}


@pytest.mark.parametrize(
    "text",
    [
        "项目资金由县级财政120万元、镇级自筹80万元组成，其中用于道路建设150万元。",
        "资金由中央补助120万元和省级配套80万元组成，其中本年使用150万元。",
        "本年支出由基本支出300万元和项目支出200万元构成，其中工资福利支出320万元。",
        "引进教师12名、医生8名，其中研究生学历15名。",
    ],
)
def test_what_follows_a_list_may_be_of_all_of_it(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "我镇下设12个行政村，有东山、西山、南山三个片区，共180个村民小组。",
        "建成5个示范村、3个示范片，共40个示范户。",
        "我局设有办公室、法规科、执法一至三科，共5个科室。",
        "全年计划完成招商项目10个（实际签约8个），开工6个。",
    ],
)
def test_counts_of_other_things_and_other_stages_are_no_parts(text: str) -> None:
    assert not loud(text)


def test_counts_of_one_thing_are_added() -> None:
    assert "total-eq-parts" in loud("新建5个文化广场、3个休闲广场，共10个广场。")


@pytest.mark.parametrize(
    "text",
    [
        "本年支出200万元，其中工资福利支出320万元。",
        "引进教师12名、医生8名（其中研究生学历15名）。",
        "中央资金120万元已全部支付，省级资金80万元，其中支付工程款150万元。",
    ],
)
def test_a_part_of_one_figure_that_is_larger_is_found(text: str) -> None:
    assert loud(text) & {"part-over-total", "parts-exceed-total"}
