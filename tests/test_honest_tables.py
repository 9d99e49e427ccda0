"""Tables whose headers say how one column follows from others: wrong rows are found, right ones draw nothing."""

from __future__ import annotations

import pytest
from tests.test_honest_results import loud


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "县区\t任务（万亩）\t建成（万亩）\t完成率\n清水县\t5.20\t5.20\t100.0%\n石门区\t3.80\t3.45\t98.0%",
            "completion-rate",
        ),
        (
            "乡镇\t计划（公里）\t完成（公里）\t完成率\n东岭镇\t12.0\t12.0\t100%\n西河镇\t10.0\t8.4\t94%",
            "completion-rate",
        ),
        (
            "指标\t目标值\t分子\t分母\t完成值\n1.建档率\t≥90%\t361,378\t386,500\t93.5%\n2.访视率\t≥90%\t2,261\t2,350\t92.6%",
            "rate-text-vs-value",
        ),
        ("类别\t项目数\t金额\n产业类\t34\t620.00\n设施类\t42\t300.00\n合计\t86\t920.00", "total-eq-parts"),
        ("类别\t企业数\t金额\n东岭镇\t12\t860.00\n西河镇\t9\t702.00\n合计\t23\t1,562.00", "total-eq-parts"),
        (
            "类别\t项目数\t金额\n产业\t34\t600.00\n设施\t42\t300.00\n就业\t5\t60.00\n其他\t6\t40.00\n合计\t86\t1,000.00",
            "total-eq-parts",
        ),
        ("发放问卷360份，收回有效问卷372份，满意335份。", "part-over-total"),
        ("向服务对象发出调查表200份，回收204份。", "part-over-total"),
    ],
)
def test_what_does_not_follow_is_found(text: str, rule: str) -> None:
    assert rule in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "县区\t任务（万亩）\t建成（万亩）\t完成率\n清水县\t5.20\t5.20\t100.0%\n石门区\t3.80\t3.45\t90.8%",
        "月份\t任务\t完成\t备注\n三月\t12\t10\t汛期停工\n六月\t10\t12\t补做两处",
        "指标\t目标值\t分子\t分母\t完成值\n1.建档率\t≥90%\t361,378\t386,500\t93.5%\n2.访视率\t≥90%\t2,261\t2,350\t96.2%",
        "类别\t项目数\t金额\n产业类\t34\t620.00\n设施类\t42\t300.00\n合计\t76\t920.00",
        "发放问卷360份，收回有效问卷352份，满意335份。",
        "类别\t人数（万人）\t金额\n甲\t34\t600\n乙\t42\t300\n丙\t5\t60\n其他\t6\t40\n合计\t86\t1,000",
        "发放宣传册360份，收到投诉信372份。",
        "上半年发放问卷200份，加上线上问卷，共收回412份。",
    ],
)
def test_what_follows_draws_nothing(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "科目\t决算数\t占比\n一般公共服务\t900.00\t45.0%\n社会保障\t300.00\t25.0%\n农林水\t600.00\t30.0%\n其他\t200.00\t10.0%\n合计\t2,000.00\t100.0%",
        "类别\t项目数\t金额\t比重（%）\n产业类\t30\t6,200.00\t62.0\n设施类\t40\t3,000.00\t33.0\n就业类\t5\t500.00\t5.0\n其他\t5\t300.00\t3.0\n合计\t80\t10,000.00\t100.0",
        "| 来源 | 金额 | 占比 |\n| 中央 | 1,462.80 | 60% |\n| 省级 | 609.50 | 25% |\n| 县级 | 365.70 | 51% |\n| 合计 | 2,438.00 | 100% |",
    ],
)
def test_a_share_that_its_column_belies_is_found(text: str) -> None:
    assert loud(text) == {"rate-text-vs-value"}


@pytest.mark.parametrize(
    "text",
    [
        "类别\t项目数\t金额\t占比\n产业类\t30\t6,200.00\t62.0%\n设施类\t40\t3,000.00\t30.0%\n其他\t10\t800.00\t8.0%\n合计\t80\t10,000.00\t100.0%",
        "乡镇\t户数\t脱贫户\t占比\n东岭镇\t860\t86\t10.0%\n西河镇\t702\t70\t10.0%\n南坪镇\t400\t20\t5.0%\n合计\t1,962\t176\t9.0%",
        "科目\t决算数\t占比\n一般公共服务\t900.00\t45.0%\n农林水\t600.00\t55.0%\n合计\t1,500.00\t100.0%",
        "科目\t预算数\t决算数\t占比\n教育\t1,000.00\t900.00\t45.0%\n卫生\t400.00\t300.00\t15.0%\n农林\t600.00\t600.00\t30.0%\n其他\t300.00\t200.00\t10.0%\n合计\t2,300.00\t2,000.00\t100.0%",
    ],
)
def test_a_share_of_what_its_column_does_not_tell_draws_nothing(text: str) -> None:
    assert "rate-text-vs-value" not in loud(text)
