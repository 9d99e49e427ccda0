"""What a sheet shows for a number: formats of Excel and WPS, exactly rounded, a minus sign never lost."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.readers.number_formats import shown


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("0.95", "0%", "95%"),
        ("0.955", "0.0%", "95.5%"),
        ("0.98", "0.00\\ %", "98.00 %"),
        ("1531.23", "#,##0.00_ ", "1,531.23"),
        ("2.5", "0", "3"),  # half up, never half even
        ("2.675", "0.00", "2.68"),
        ("97.780000000000001", "0.00", "97.78"),
        ("5", '0"万元"', "5万元"),
        ("5", '"≥"0"个"', "≥5个"),
        ("5", 'General"分"', "5分"),
        ("1234", '"¥"#,##0', "¥1,234"),
        ("2.50", "0.##", "2.5"),
        ("7", "000", "007"),
        ("1234567", "#,##0.00,", "1,234.57"),
        ("0.5", "# ?/?", "0.5"),
        ("120000", "0.00E+00", "120000"),
        ("3", "@", "3"),
    ],
)
def test_numbers(value: str, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("#,##0.00;[Red]#,##0.00", "-1,531.24"),  # red alone would lose the sign in print
        ("0.0_);\\(0.0\\)", "-1531.2"),
        ('"¥"0', "¥-1531"),
        ("General", "-1531.235"),
    ],
)
def test_a_negative_number_keeps_its_sign(code: str, text: str) -> None:
    assert shown("-1531.235", code) == text


def test_a_zero_that_the_format_hides_is_blank_and_one_shown_as_a_dash_is_zero() -> None:
    assert not shown("0", "0;-0;;@")
    assert shown("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ') == "0.00"
    assert shown("-0.001", "0.00") == "0.00"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("4.7999999999999998", "4.8"),
        ("0.33333333333333331", "0.333333333"),
        ("251.89000000000001", "251.89"),
        ("12345678.9", "12345678.9"),
        ("1E-3", "0.001"),
        ("1234567890123", "1234567890123"),
        ("30", "30"),
        ("-0", "0"),
    ],
)
def test_a_number_without_a_format_shows_what_a_cell_has_room_for(value: str, text: str) -> None:
    assert shown(value, "General") == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("44621", "yyyy-mm-dd", "2022-03-01"),
        ("44621", 'yyyy"年"m"月"d"日"', "2022年3月1日"),
        ("44621", '[$-804]yyyy"年"m"月";@', "2022年3月"),
        ("44621.5", "yyyy/m/d h:mm", "2022/3/1 12:00"),
        ("44621.25", "h:mm:ss", "6:00:00"),
        ("44621", "aaaa", "星期二"),
    ],
)
def test_dates(value: str, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_a_workbook_may_count_from_1904() -> None:
    assert shown("43159", "yyyy-mm-dd", from_1904=True) == "2022-03-01"


@pytest.mark.parametrize("value", ["", "abc", "nan", "inf", "1e400", "1,5"])
def test_what_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the value is the message
        shown(value, "0.00")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6), st.integers(0, 4))
def test_what_is_shown_is_the_number_rounded_half_up(number: Decimal, decimals: int) -> None:
    code = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = shown(str(number), code)
    wanted = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert Decimal(text.replace(",", "")) == wanted


@given(
    st.text(alphabet='0#?.,%yYmdhs"\\_*;[]@年月日/ -E+Gl', max_size=14),
    st.decimals(allow_nan=False, allow_infinity=False),
)
def test_no_format_and_no_number_breaks_it(code: str, number: Decimal) -> None:
    try:
        assert isinstance(shown(str(number), code), str)
    except ValueError as told:
        assert str(told) == str(number)  # noqa: PT017 - too large to be money
