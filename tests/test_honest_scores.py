"""True words about scores, and figures that are none, draw no error and no warning."""

from __future__ import annotations

import pytest
from telling import loud

BARE = frozenset({"score-without-table"})  # said of a total score alone


@pytest.mark.parametrize(
    "text",
    [
        "总得分78.8分，离“良”的80分线还差1.2分，定为“中”。",
        "自评得分88.5分，比优秀线90分低1.5分，等次为“良”。",
        "自评总分91.2分，高出优秀分数线（90分）1.2分，较上年提高0.8分，等级为“优”。",
        "综合得分89.4分，与90分的优等标准相差0.6分，按规定定为“良”。",
        "最终得分93分，超过90分以上为优的界线3分，等级“优”。",
    ],
)
def test_how_far_a_total_lies_from_a_threshold_is_no_item_of_it(text: str) -> None:
    assert not loud(text) - BARE


@pytest.mark.parametrize(
    "text",
    [
        "决策得14分，过程得18分，产出得37分，效益得26分，综合得分94.5分，高出优秀线4.5分。",
        "投入得9分，过程得19分，产出得38分，效益得28分，总得分96分，比上年提高2分。",
    ],
)
def test_a_wrong_total_beside_a_threshold_is_found(text: str) -> None:
    assert "total-score-sum" in loud(text)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("自评得分94分，等级为“优”。各部分得分为：投入13.5分，过程28分，产出30分，效果22.5分，自评总得分94分。", set()),
        ("自评总分91分。其中：决策14分，过程18分，产出36分，效益23分，合计91分。", set()),
        (
            "自评得分94分，等级为“优”。各部分得分为：投入13.5分，过程28分，产出30分，效果12.5分，自评总得分94分。",
            {"total-score-sum"},
        ),
    ],
)
def test_a_total_told_before_and_after_its_items_is_their_sum(text: str, drawn: set[str]) -> None:
    assert loud(text) == drawn


@pytest.mark.parametrize(
    "text",
    [
        "自评总分92分，等级为“优”。对照评分表，投入得分14分（满分15分），过程得分29分（满分30分），产出得分27分（满分30分），效果得分22分（满分25分），合计得分86.5分。",
        "本次自评总分93分。各部分得分为：决策14分，管理29分，产出27分，效益23分，总得分88分。",
    ],
)
def test_the_total_that_ends_the_items_is_theirs_though_another_was_told_before(text: str) -> None:
    assert "total-score-sum" in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "自评总分92分。投入14分，过程29分，产出27分，效果17分，合计87分，另加分5分。",
        "自评总分92分。投入14分，过程29分，产出27分，效果17分，合计87分。加分项5分。",
        "自评总分92分，含加分5分。投入14分，过程29分，产出27分，效果17分，合计87分。",
        "自评总分92分。其中投入14分，过程29分，前两项合计43分，产出27分，效果22分。",
        "自评总分92分。各部分：投入14分、过程29分，两项合计43分；产出27分、效果22分，两项合计49分。",
        "投入得14分，过程得29分，产出得27分，效果得22分，合计得分92分，加上创新加分3分，自评总分95分。",
        "自评得分92分。预算执行10分得9.6分，产出50分得48分，效益40分得34.4分，总分92分。",
    ],
)
def test_points_beside_the_items_explain_two_totals(text: str) -> None:
    assert not loud(text) - BARE


@pytest.mark.parametrize(
    "text",
    [
        "门类\t个数\t金额\t占比\n种植\t31\t6,600.00\t66.0%\n养殖\t37\t2,500.00\t25.0%\n加工\t12\t900.00\t9.0%\n合计\t80\t10,000.00\t100.0%",
        "乡镇\t村数\t户数\n东岭镇\t12\t860\n西河镇\t9\t702\n合计\t21\t1,562",
        "设备\t数量\t单价（元）\n水泵\t6\t3,800\n水表\t45\t260\n合计\t51\t4,060",
        "月份\t班次\t学员\n三月\t4\t180\n六月\t5\t226\n合计\t9\t406",
    ],
)
def test_figures_of_a_table_without_a_column_of_scores_are_none(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "指标\t分值\t得分\n决策\t20\t19\n产出\t50\t53\n效益\t30\t28\n合计\t100\t100",
        "内容\t权重\t自评分\n执行率\t10\t9\n产出\t60\t62\n效益\t30\t28\n合计\t100\t99",
    ],
)
def test_a_score_above_its_weight_in_a_table_is_found(text: str) -> None:
    assert "score-over-weight" in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "指标\t分值\t得分\n决策类\t20\t19\n预算执行率\t5\t4.8\n内控建设\t15\t14\n过程类\t20\t18.8\n产出类\t40\t38\n效益类\t20\t18\n合计\t100\t93.8",
        "决策15分，得14分；过程方面，预算执行率5分，得4.8分，管理15分，得14分；产出40分，得39分；效益25分，得24分。总分95.8分。",
        "投入10分，得9分；过程方面，预算执行率8分，得7.6分，资产管理12分，得12分；产出40分，得38分；效益30分，得28分。总分94.6分。",
        "| 一级指标 | 三级指标 | 分值 | 得分 |\n| 决策 | 立项依据 | 20 | 19 |\n| 过程 | 预算执行率 | 6 | 5 |\n| 过程 | 资金管理 | 14 | 14 |\n| 产出 | 产出数量 | 60 | 58 |",
    ],
)
def test_an_evaluation_sets_the_weight_of_execution_itself(text: str) -> None:
    assert "exec-weight" not in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "预算执行率20分，得19分，产出40分，得38分；效益30分，得28分；满意度10分，得9分。总分94分。",
        "指标\t分值\t得分\n预算执行率\t15\t14\n产出\t50\t48\n效益\t25\t24\n满意度\t10\t9\n合计\t100\t95",
    ],
)
def test_in_a_self_evaluation_it_is_set(text: str) -> None:
    assert "exec-weight" in loud(text)
