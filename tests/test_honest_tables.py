"""Tables whose headers say how one column follows from others: wrong rows are found, right ones draw nothing."""

from __future__ import annotations

import pytest
from telling import loud


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "片区\t任务（万株）\t建成（万株）\t完成率\n东片\t6.40\t6.40\t100.0%\n西片\t4.50\t3.96\t98.0%",
            "completion-rate",
        ),
        (
            "乡镇\t计划（公里）\t完成（公里）\t完成率\n东岭镇\t12.0\t12.0\t100%\n西河镇\t10.0\t8.4\t94%",
            "completion-rate",
        ),
        (
            "指标\t目标值\t分子\t分母\t完成值\n1.入保率\t≥90%\t45,120\t48,000\t94.0%\n2.复诊率\t≥90%\t1,786\t1,900\t90.4%",
            "rate-text-vs-value",
        ),
        ("内容\t项目数\t金额\n种植\t28\t620.00\n养殖\t33\t300.00\n合计\t71\t920.00", "total-eq-parts"),
        ("类别\t企业数\t金额\n东岭镇\t12\t860.00\n西河镇\t9\t702.00\n合计\t23\t1,562.00", "total-eq-parts"),
        (
            "内容\t项目数\t金额\n种植\t28\t600.00\n养殖\t33\t300.00\n加工\t7\t60.00\n销售\t9\t40.00\n合计\t78\t1,000.00",
            "total-eq-parts",
        ),
        ("发出评议表240份，收回有效表252份，认可的229份。", "part-over-total"),
        ("向服务对象发出调查表200份，回收204份。", "part-over-total"),
    ],
)
def test_what_does_not_follow_is_found(text: str, rule: str) -> None:
    assert rule in loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "片区\t任务（万株）\t建成（万株）\t完成率\n东片\t6.40\t6.40\t100.0%\n西片\t4.50\t3.96\t88.0%",
        "月份\t任务\t完成\t备注\n三月\t12\t10\t汛期停工\n六月\t10\t12\t补做两处",
        "指标\t目标值\t分子\t分母\t完成值\n1.入保率\t≥90%\t45,120\t48,000\t94.0%\n2.复诊率\t≥90%\t1,786\t1,900\t94.0%",
        "内容\t项目数\t金额\n种植\t28\t620.00\n养殖\t33\t300.00\n合计\t61\t920.00",
        "发出评议表240份，收回有效表232份，认可的229份。",
        "类别\t人数（万人）\t金额\n甲\t28\t600\n乙\t33\t300\n丙\t7\t60\n丁\t9\t40\n合计\t78\t1,000",
        "发放宣传册150份，收到来信170份。",
        "上半年发放问卷200份，加上线上问卷，共收回412份。",
    ],
)
def test_what_follows_draws_nothing(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "事项\t支用数\t占比\n办公运转\t900.00\t45.0%\n社会保障\t300.00\t25.0%\n农林水\t600.00\t30.0%\n其他\t200.00\t10.0%\n合计\t2,000.00\t100.0%",
        "门类\t个数\t金额\t比重（%）\n种植\t30\t6,200.00\t62.0\n养殖\t40\t3,000.00\t33.0\n加工\t5\t500.00\t5.0\n其他\t5\t300.00\t3.0\n合计\t80\t10,000.00\t100.0",
        "| 来源 | 金额 | 占比 |\n| 上级 | 900.00 | 60% |\n| 本级 | 375.00 | 25% |\n| 自筹 | 225.00 | 51% |\n| 合计 | 1,500.00 | 100% |",
    ],
)
def test_a_share_that_its_column_belies_is_found(text: str) -> None:
    assert loud(text) == {"rate-text-vs-value"}


@pytest.mark.parametrize(
    "text",
    [
        "门类\t个数\t金额\t占比\n种植\t31\t6,600.00\t66.0%\n养殖\t37\t2,500.00\t25.0%\n加工\t12\t900.00\t9.0%\n合计\t80\t10,000.00\t100.0%",
        "乡镇\t户数\t脱贫户\t占比\n东岭镇\t860\t86\t10.0%\n西河镇\t702\t70\t10.0%\n南坪镇\t400\t20\t5.0%\n合计\t1,962\t176\t9.0%",
        "事项\t支用数\t占比\n办公运转\t900.00\t45.0%\n农林水\t600.00\t55.0%\n合计\t1,500.00\t100.0%",
        "科目\t预算数\t决算数\t占比\n教育\t1,000.00\t900.00\t45.0%\n卫生\t400.00\t300.00\t15.0%\n农林\t600.00\t600.00\t30.0%\n其他\t300.00\t200.00\t10.0%\n合计\t2,300.00\t2,000.00\t100.0%",
    ],
)
def test_a_share_of_what_its_column_does_not_tell_draws_nothing(text: str) -> None:
    assert "rate-text-vs-value" not in loud(text)
