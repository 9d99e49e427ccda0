from __future__ import annotations

import pytest
from tests.extraction.reading import mentions, stated


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("指标完成率：95%", "completion"),
        ("群众满意率：92.4%", "rate"),
        ("村集体经营性收入增长率达到15%", "growth"),
        ("林木覆盖率提高到15%", "to"),
    ],
)
def test_the_form_of_a_rate_with_a_colon_or_a_verb(text: str, form: str) -> None:
    assert [m.form for m in mentions(text)] == [form]


def test_a_joining_word_in_a_name_compares_nothing() -> None:
    text = "广播影视与新闻出版支出420.50万元，比上年增加20.50万元，增长5.13%。"
    assert stated(text, "current", "change", "growth_rate") == [("420.50万元", "20.50万元", "5.13%")]


def test_an_indicator_is_named_without_its_value() -> None:
    text = "一、产出指标\n1) 新建灌溉渠道：12公里。\n已经建成12.6公里，指标完成率105%。"
    assert all("12" not in name for (name,) in stated(text, "indicator"))
