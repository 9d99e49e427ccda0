"""Dates as printed: 2021年10月, 2019—2021年, 前三季度, 去年."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.extraction.han_numbers import number, year

YEARS = r"(?:19|20)\d\d"
HAN_YEAR = r"[一二][〇零一二三四五六七八九]{3}"
HAN_SMALL = "[一二三四五六七八九十]{1,3}"
TO = "[—–\\-至到~～]"
SEASON = r"前?[一二三四1-4]个?季度"
OF_MONTH = r"(?:份|底|末|初|[上中下]旬)?"
# What a date may begin with decides which of these can read it.
IN_DIGITS = rf"""{YEARS}[—–\-至和、~～](?:(?:{YEARS}|{HAN_YEAR})年?|\d\d年)度?(?:(?:\d{{1,2}}|{HAN_SMALL})月)?
    |{YEARS}年(?:度|初|末|底|间|中)?(?:(?:\d{{1,2}}|{HAN_SMALL})(?:{TO}\d{{1,2}})?月(?:(?:\d{{1,2}}|{HAN_SMALL})日|[底末份初]|[上中下]旬)?|{SEASON}|上半年|下半年)?
    |{YEARS}[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d)
    |\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}[—–\-至~～]\d{{1,2}}月(?:份)?|(?<![\d个])\d{{1,2}}月{OF_MONTH}(?!\d)|[1-4]个?季度"""
IN_HAN = rf"""{HAN_YEAR}[—–\-至和、~～](?:(?:{YEARS}|{HAN_YEAR})年?|\d\d年)度?(?:(?:\d{{1,2}}|{HAN_SMALL})月)?
    |{HAN_YEAR}年(?:度|初|末|底|间|中)?(?:(?:\d{{1,2}}|{HAN_SMALL})(?:{TO}\d{{1,2}})?月(?:(?:\d{{1,2}}|{HAN_SMALL})日|[底末份初]|[上中下]旬)?|{SEASON}|上半年|下半年)?
    |[一二三四]个?季度|{HAN_SMALL}月(?:份|底|末|{HAN_SMALL}日)"""
IN_WORDS = rf"""{SEASON}|前[\d一二三四五六七八九十]+个月
    |今年|去年同期|去年|前年|上年同期|上年末|上年底|上年度|上年|上一年度?|本年度?|当年|明年|次年|下年度?|年初|年末|年底|上半年|下半年|期初|期末"""

YEAR = re.compile(f"{YEARS}|{HAN_YEAR}")
MONTH = re.compile(rf"(?:年度?|{TO}|^)(\d{{1,2}}|{HAN_SMALL})月")
MONTHS = re.compile(rf"(\d{{1,2}}|{HAN_SMALL})(?=月|[—–\-至~～]\d{{1,2}}月)")
DAY = re.compile(rf"月(\d{{1,2}}|{HAN_SMALL})日")
DASHED = re.compile(rf"({YEARS})[-./](\d{{1,2}})(?:[-./](\d{{1,2}}))?")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as printed: year, month, day where given; `word` is a relative one (上年, 前三季度)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    word: str = ""
    until: tuple[int, int] | None = None  # (year, month) that a range of months or years ends with


def day(printed: str) -> Day:
    """What a date says."""
    dashed = DASHED.fullmatch(printed)
    if dashed:
        return Day(int(dashed[1]), int(dashed[2]), int(dashed[3]) if dashed[3] else None)
    years = [year(y) for y in YEAR.findall(printed)]
    months = [number(x) for x in MONTHS.findall(printed)] if "月" in printed else []
    of_month = DAY.search(printed)
    until = (years[-1] if len(years) > 1 else 0, months[-1] if len(months) > 1 else 0)
    return Day(
        years[0] if years else None,
        months[0] if months and MONTH.search(printed) else None,
        number(of_month[1]) if of_month else None,
        "" if years and "季度" not in printed and "半年" not in printed else printed,
        until if any(until) else None,
    )
