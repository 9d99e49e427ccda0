"""Every number is accounted for, however it is written."""

from __future__ import annotations

import pytest
from tests.extraction.reading import fact_set


def told(text: str) -> list[tuple[str, str]]:
    """Each number of a text that is no date, as printed, with what it was read as."""
    return [(text[n.span.start : n.span.end], n.reason) for n in fact_set(text).numbers if n.fate != "date"]


@pytest.mark.parametrize("printed", ["二百八十六万元", "二十三个", "十二公里", "286万元", "三千六百元"])
def test_a_figure_that_nothing_else_speaks_of_is_said(printed: str) -> None:
    assert told(f"另拨付专项经费及物资{printed}。") == [(printed, "没有能与它核对的数")]


@pytest.mark.parametrize("words", ["采取三项措施", "组织两次座谈", "召开一场会议"])
def test_a_numeral_below_ten_in_words_is_a_turn_of_phrase(words: str) -> None:
    assert told(f"{words}。") == []
