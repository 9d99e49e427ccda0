"""Forms whose cells stand one a line."""

from __future__ import annotations

from tests.extraction.reading import groups, stated

FORM = """项目支出绩效自评表
（2021年度）
项目名称
乡镇泵站更新
项目资金（万元）
年初预算数
全年预算数（A）
全年执行数（B）
分值
执行率（B/A）
得分
年度资金总额
500
520
494
10
95%
9.5
其他资金
0
0
—
—
—
—
绩效指标
一级指标
二级指标
三级指标
年度指标值
实际完成值
分值
得分
偏差原因分析及改进措施
产出指标（50分）
数量指标
更新泵站
≥12座
11座
25
22.9
一处征地未完
维修闸门
30扇
31扇
25
25
效益指标（40分）
社会效益指标
受益村民评价
逐年向好
达成预期指标
40
38
总分
100
95.4
填报说明：本表由水利站填报。
"""


def test_rows_of_indicators_end_in_weight_and_score() -> None:
    found = stated(FORM, "indicator", "target", "actual", "weight", "score")
    assert found == [("更新泵站", "12座", "11座", "25", "22.9"), ("维修闸门", "30扇", "31扇", "25", "25")]


def test_a_row_of_words_keeps_its_score() -> None:
    assert ("受益村民评价", "40", "38") in stated(FORM, "indicator", "weight", "score")


def test_a_reason_belongs_to_the_row_before_it() -> None:
    assert stated(FORM, "indicator", "deviation_reason") == [("更新泵站", "一处征地未完")]


def test_money_rows_have_a_figure_or_a_dash_for_every_column() -> None:
    found = stated(FORM, "budget.adjusted", "budget.executed", "execution_rate", "budget.score")
    assert found == [("520", "494", "95%", "9.5")]


def test_the_total_closes_the_list_of_all_scores() -> None:
    scored = [g for g in groups(FORM) if "score" in g or "budget.score" in g or "total_score" in g]
    lists = {f.places["list"] for g in scored for role in g for f in g[role] if role.endswith("score")}
    assert len(lists) == 1
    assert ("100", "95.4") in stated(FORM, "full_score", "total_score")


def test_lines_without_a_header_make_no_table() -> None:
    assert not stated("更新泵站\n12座\n11座\n25\n22.9\n维修闸门\n30扇\n31扇\n25\n25", "score")
