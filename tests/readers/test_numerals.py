"""Automatic numbers in every format that Word lists use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.readers.numerals import HIGHEST, STYLES, chinese, numeral


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("decimal", {1: "1", 10: "10"}),
        ("decimalZero", {3: "03", 12: "12"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedParen", {3: "⑶"}),
        ("decimalEnclosedFullstop", {4: "⒋"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 100: "一百", 105: "一百零五"}),
        ("chineseCountingThousand", {110: "一百一十", 1001: "一千零一", 1010: "一千零一十", 9999: "九千九百九十九"}),
        ("chineseLegalSimplified", {1: "壹", 12: "壹拾贰", 30: "叁拾"}),
        ("ideographDigital", {10: "一〇", 25: "二五"}),
        ("ideographEnclosedCircle", {2: "㊁"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
        ("ideographZodiac", {12: "亥"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa"}),
        ("upperLetter", {2: "B"}),
        ("lowerRoman", {4: "iv", 9: "ix", 14: "xiv"}),
        ("upperRoman", {1999: "MCMXCIX"}),
        ("numberInDash", {5: "- 5 -"}),
        ("none", {1: ""}),
        ("someFutureFormat", {7: "7"}),
    ],
)
def test_numbers_are_written_as_word_writes_them(style: str, written: dict[int, str]) -> None:
    assert {number: numeral(number, style) for number in written} == written


@given(st.integers(), st.sampled_from(sorted(STYLES)))
def test_no_number_is_too_odd(number: int, style: str) -> None:
    shown = numeral(number, style)
    if not 0 < number <= HIGHEST:
        assert shown == str(number)


@given(st.integers(1, HIGHEST))
def test_chinese_numbers_read_back(number: int) -> None:
    total = digit = 0
    for character in chinese(number):
        if place := {"千": 1000, "百": 100, "十": 10}.get(character):
            total, digit = total + (digit or 1) * place, 0
        else:
            digit = "零一二三四五六七八九".index(character)
    assert total + digit == number
