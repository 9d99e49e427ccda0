"""Every way a number is written in such reports, typed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extraction.reading import vocabulary

from gouji.extraction.numerals import Scanner, Token

SCANNER = Scanner(vocabulary())


def only(text: str) -> Token:
    tokens = list(SCANNER.scan(text))
    assert len(tokens) == 1, [t.text for t in tokens]
    return tokens[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,531.23万元", Fraction(15312300), "万元"),
        ("4.8万亩", Fraction(48000), "万亩"),
        ("35亿元", Fraction(3500000000), "亿元"),
        ("百分之九十五", Fraction(95, 100), "%"),
        ("百分之十二点五", Fraction(125, 1000), "%"),
        ("千分之三", Fraction(3, 1000), "‰"),
        ("二十三个", Fraction(23), "个"),
        ("二万三千二百人", Fraction(23200), "人"),
        ("十五点五分", Fraction(31, 2), "分"),
        ("九千元", Fraction(9000), "元"),
        ("三分之一", Fraction(1, 3), "分之"),
        ("8130余人", Fraction(8130), "人"),
        ("1.3倍", Fraction(13, 10), "倍"),
        ("0.5个百分点", Fraction(5, 1000), "个百分点"),
        ("1次/天", Fraction(1), "次/天"),
        ("527公斤/亩", Fraction(527, 1000), "公斤/亩"),
        ("4.4批次/千人", Fraction(44, 10000), "批次/千人"),
        ("-11.78%", Fraction(-1178, 10000), "%"),
    ],
)
def test_values_are_exact(text: str, value: Fraction, unit: str) -> None:
    token = only(text)
    assert token.kind == "quantity"
    assert token.quantity is not None
    assert (token.quantity.value, token.unit) == (value, unit)


@pytest.mark.parametrize(("text", "hedge"), [("8130余人", "余"), ("20多万元", "多"), ("5万元左右", "约")])
def test_hedges_are_kept(text: str, hedge: str) -> None:
    token = only(text)
    assert token.quantity is not None
    assert token.quantity.hedge == hedge


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("约120人", "约"),
        ("大约为3.5万元", "约"),
        ("近50户", "近"),
        ("接近百分之九十", "近"),
        ("将近二十三个", "近"),
        ("突破60%", "超过"),
        ("超过了1,200人", "超过"),
        ("逾8亿元", "超过"),
        ("不足30万元", "不足"),
        ("不到五成", "约"),  # tenths are about right already
        ("节约约50万元", "约"),
    ],
)
def test_the_word_just_before_a_figure_hedges_it(text: str, hedge: str) -> None:
    (token,) = SCANNER.scan(text)
    assert token.quantity is not None
    assert token.quantity.hedge == hedge
    assert token.text == text[token.start : token.end]


@pytest.mark.parametrize(
    "text",
    [
        "节约50万元",
        "签约35户",
        "预约了120人",
        "附近3个村",
        "不超过5%",
        "不低于90%",
        "不得少于3次",
        "未突破60%",
        "大约定为，50户",
    ],
)
def test_a_word_that_only_ends_like_a_hedge_is_none(text: str) -> None:
    (token,) = SCANNER.scan(text)
    assert token.quantity is not None
    assert token.quantity.hedge == ""


@pytest.mark.parametrize(("text", "bound"), [("90%以上", "≥"), ("3人以下", "≤"), ("2%以内", "≤"), ("90%", "")])
def test_words_after_a_figure_bound_it(text: str, bound: str) -> None:
    token = only(text)
    assert token.quantity is not None
    assert token.quantity.bound == bound


@pytest.mark.parametrize(
    "text",
    [
        *("〔2023〕17号", "[2017]44号", "第3届", "第十四次", "“1+6”", "G318", "12345热线", "T1000", "（204类）"),
        *("12345市民热线", "12345年度工单", "12345人工服务", "96333平台"),
    ],
)
def test_identifiers_are_no_figures(text: str) -> None:
    assert next(SCANNER.scan(text)).kind == "identifier"


@pytest.mark.parametrize("text", ["96200元", "12345元", "96500亩", "12380吨"])
def test_what_looks_like_a_hotline_is_a_figure_before_a_unit_of_measure(text: str) -> None:
    assert only(text).kind == "quantity"


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("2021年10月底", 2021, 10, None),
        ("2024年3月29日", 2024, 3, 29),
        ("二〇二二年五月八日", 2022, 5, 8),
        ("2021年度", 2021, None, None),
        ("2022-03-18", 2022, 3, 18),
    ],
)
def test_dates(text: str, year: int, month: int | None, day: int | None) -> None:
    token = only(text)
    assert token.day is not None
    assert (token.kind, token.day.year, token.day.month, token.day.day) == ("date", year, month, day)


@pytest.mark.parametrize("text", ["上年", "去年同期", "前三季度", "上半年", "本年度"])
def test_relative_dates_keep_their_word(text: str) -> None:
    token = only(text)
    assert token.day is not None
    assert (token.kind, token.day.word) == ("date", text)


@pytest.mark.parametrize(
    "text", ["一般", "统一部署", "进一步", "三公经费", "两会精神", "万一", "一次性验收", "四好农村路"]
)
def test_words_made_of_numerals_are_words(text: str) -> None:
    assert not list(SCANNER.scan(text))


@pytest.mark.parametrize("text", ["3.9：59.5：36.6", "87:9:4", "4.0∶37.7∶58.3".replace("∶", "：")])
def test_ratios(text: str) -> None:
    token = only(text)
    assert (token.kind, len(token.parts)) == ("ratio", 3)


@pytest.mark.parametrize(
    ("text", "low", "high"), [("4.5%—5%", "4.5", "5"), ("80%—85%", "80", "85"), ("10-20人", "10", "20")]
)
def test_ranges(text: str, low: str, high: str) -> None:
    token = only(text)
    assert token.kind == "range"
    assert tuple(p.digits for p in token.parts) == (low, high)


@given(st.integers(0, 10**9), st.integers(0, 4), st.sampled_from(["万元", "亩", "%", "公里", "吨"]))
def test_a_printed_number_reads_back(scaled: int, places: int, unit: str) -> None:
    whole, part = divmod(scaled, 10**places)
    printed = f"{whole:,}.{part:0{places}d}" if places else f"{whole:,}"
    token = only(f"{printed}{unit}")
    assert token.quantity is not None
    known = vocabulary().units.table[unit]
    assert token.quantity.value == Fraction(scaled, 10**places) * known.scale
    assert token.quantity.decimals == places
