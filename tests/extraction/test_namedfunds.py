"""Execution rates of parts of the money, by their names."""

from __future__ import annotations

from tests.extraction.reading import stated

RATED = ("execution_rate", "budget.executed", "budget.initial")


def test_a_part_of_the_budget_under_the_same_name() -> None:
    text = """预算批复900万元，其中管护费500万元、改造费400万元。
全年支付850万元。
分项看：管护费支付500万元，执行率100%；改造费支付350万元，执行率87.5%。"""
    found = stated(text, *RATED)
    assert ("100%", "500万元", "500万元") in found
    assert ("87.5%", "350万元", "400万元") in found


def test_money_of_one_level_of_government() -> None:
    text = """中央财政下达800万元，省级“以奖代补”资金下达60万元，县级配套人员工资140万元。
中央补助支出760万元，执行率95%；县级资金支出126万元，执行率90%。"""
    assert ("90%", "126万元", "140万元") in stated(text, *RATED)


def test_another_name_is_no_base() -> None:
    text = "预算批复900万元，其中管护费500万元。\n检测费支付350万元，执行率87.5%。"
    assert not stated(text, *RATED)


def test_what_was_spent_is_no_base() -> None:
    text = "预算管理较好，改造费支付300万元。\n改造费支付350万元，执行率87.5%。"
    assert not stated(text, *RATED)


def test_all_that_arrived_or_any_sum_that_was_planned() -> None:
    text = """项目概算总投资1000万元。
（一）到位情况。合计到位950万元。
（二）支出情况。项目累计支出855万元，预算执行率90%。"""
    assert stated(text, *RATED) == [("90%", "855万元", "1000万元、950万元")]
