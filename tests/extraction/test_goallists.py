"""Lists of targets and the lists of their results."""

from __future__ import annotations

from tests.extraction.reading import fact_set, stated

TRIPLE = ("target", "actual")
NAMED = "三、托幼。目标：城区园60个、乡镇园80个，合计140个。完成：城区园60个、乡镇园72个，合计132个，完成94.3%。{}"


def test_labelled_lists_pair_by_name() -> None:
    assert set(stated(NAMED.format(""), *TRIPLE)) == {("60个", "60个"), ("80个", "72个"), ("140个", "132个")}


def test_the_rate_is_that_of_the_sum_it_follows() -> None:
    found = stated(NAMED.format(""), "target", "actual", "completion_rate")
    assert found == [("140个", "132个", "94.3%")]


def test_what_is_said_after_the_list_is_said_of_each() -> None:
    text = NAMED.format("乡镇园缺口8个，主要原因是用地未批。")
    reasons = [f for f in fact_set(text).facts if f.role == "deviation_reason"]
    assert len(reasons) == 3


def test_mixed_kinds_pair_in_order() -> None:
    text = "印发折页36种、播放短片9部，举办讲座612场，合计657次，目标分别为12种、6部和408场，均完成。"
    assert stated(text, *TRIPLE) == [("12种", "36种"), ("6部", "9部"), ("408场", "612场")]


def test_a_list_of_targets_without_as_many_results_pairs_nothing() -> None:
    assert not stated("举办讲座612场，目标分别为12种、6部和408场。", *TRIPLE)
