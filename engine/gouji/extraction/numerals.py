"""One scan of a passage types every number in it: quantity, percentage, date, ratio, range, identifier, or bare.

Nothing here knows what a figure is for; whatever is not a token is words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from gouji.quantity import Quantity, Unit, measure
from gouji.rule import Vocabulary

Kind = Literal["quantity", "date", "identifier", "ratio", "range", "bare"]

DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
HAN = r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
TEN_POINTS = "十分"
CLOSING = "，。；、：（）()"  # the empty end of a text is in it too
MULTIPLIERS = frozenset("百千万亿")
VALUES = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}
MULTIPLES = {
    "万亿": 10**12,
    "百万": 10**6,
    "千万": 10**7,
    "十万": 10**5,
    "亿": 10**8,
    "万": 10**4,
    "千": 1000,
    "百": 100,
}
YEARS = r"(?:19|20)\d\d"


@dataclass(frozen=True, slots=True)
class Day:
    """A date as printed: year, month, day where given; `word` is a relative one (上年, 前三季度)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    word: str = ""
    until: tuple[int, int] | None = None  # (year, month) that a range of months or years ends with


@dataclass(frozen=True, slots=True)
class Token:
    """Clean characters `start` to `end` of a passage that hold a number, typed.

    `unit` is the printed unit with its multiple (万元), `tail` the words after it that bound or blur it (以上, 左右).
    `parts` are the figures of a ratio (a:b:c) or the two ends of a range. `han` says it was written in Chinese numerals.
    """

    kind: Kind
    start: int
    end: int
    text: str
    quantity: Quantity | None = None
    unit: str = ""
    tail: str = ""
    day: Day | None = None
    parts: tuple[Quantity, ...] = ()
    han: bool = False
    reason: str = ""


class Scanner:
    """The compiled scan of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.units = vocabulary.units.table
        words = vocabulary.words["numbers"]
        self._after = {w: sign for sign, ws in words["after"].items() for w in ws}
        self._blur = {w: sign for sign, ws in words["hedges_after"].items() for w in ws}
        self._not_numbers = re.compile("|".join(sorted(words["chinese_words"].split(), key=len, reverse=True)))
        self._token = re.compile(
            _pattern(sorted(filter(None, self.units), key=len, reverse=True), [*self._after, "左右", "上下"]),
            re.VERBOSE,
        )

    def scan(self, text: str, start: int = 0) -> Iterator[Token]:
        """Every token of a clean text from `start`, in order; they never overlap."""
        for m in self._token.finditer(text, start):
            token = self._typed(m, text)
            if token:
                yield token

    def _typed(self, m: re.Match[str], text: str) -> Token | None:
        if m["code"] or m["doc"]:
            return Token("identifier", m.start(), m.end(), m[0], reason="文号" if m["doc"] else "编号")
        if m["date"]:
            return Token("date", m.start(), m.end(), m[0], day=_day(m))
        if m["percent_han"] or m["fraction"] or m["tenths"]:
            return self._fraction(m)
        if m["ratio"]:
            return Token(
                "ratio", m.start(), m.end(), m[0], parts=tuple(self._plain(x) for x in re.split(r"[:：]", m[0]))
            )
        if m["range"]:
            return self._range(m)
        if m["han"]:
            return self._han(m, text)
        return self._quantity(m, m["num"], han=False)

    def _unit(self, symbol: str) -> Unit | None:
        """A unit, or a unit per unit (公斤/亩)."""
        if symbol in self.units:
            return self.units[symbol]
        over, _, under = symbol.partition("/")
        if over in self.units and under:
            factor, name = _leading_multiple(under)
            below = self.units.get(name, Unit(name, name))
            above = self.units[over]
            return Unit(symbol, f"{above.dimension}/{below.dimension}", above.scale / (below.scale * factor))
        return None

    def _plain(self, digits: str) -> Quantity:
        return measure(digits, digits, self.units[""])

    def _quantity(self, m: re.Match[str], digits: str, *, han: bool) -> Token:
        multiple = MULTIPLES.get(m["mul"] or "", 1) * MULTIPLES.get(m["mul2"] or "", 1)
        symbol = (m["unit"] or "") + (m["per"] or "")
        unit = self._unit(symbol)
        tail = m["tail"] or ""
        if unit is None or not (symbol or m["mul"] or m["mul2"]):
            return Token("bare", m.start("body"), m.end(), m["body"], self._plain(digits), han=han, reason="没有单位")
        if not symbol:
            unit = Unit("", "?")  # 1.57万: a multiple without its unit; a neighbour may lend it one
        counted = unit.counted and multiple == 1  # 4.8万户 is rounded, 48户 is not
        blur = m["blur"] or self._blur.get(tail, "")
        figure = measure(
            m["body"], digits, unit, multiple=multiple, bound=self._after.get(tail, ""), hedge=blur, counted=counted
        )
        printed = (m["mul"] or "") + (m["mul2"] or "") + symbol
        return Token("quantity", m.start("body"), m.end(), m["body"], figure, printed, tail, han=han)

    def _han(self, m: re.Match[str], text: str) -> Token | None:
        unit = m["han_unit"]
        points = m[0] == TEN_POINTS and text[m.end() : m.end() + 1] in CLOSING  # 得十分，; not 十分重视
        if not points and self._is_word(text, m.start(), len(m["han"])):
            return None
        digits, multiple = _digits(m["han"])
        if digits is None or not set(m["han"]) - MULTIPLIERS:  # the 万元 of （单位：万元）
            return None
        known = self.units[unit]
        tail = m["han_tail"] or ""
        blur = m["han_blur"] or self._blur.get(tail, "")
        figure = measure(m[0], digits, known, multiple=multiple, bound=self._after.get(tail, ""), hedge=blur)
        return Token("quantity", m.start(), m.end(), m[0], figure, unit, tail, han=True)

    def _is_word(self, text: str, start: int, length: int) -> bool:
        """统一部署, 一般: the numeral belongs to a word that begins up to two characters before it."""
        words = (self._not_numbers.match(text, at) for at in range(max(0, start - 2), start + 1))
        return any(w and w.end() >= start + length and (w.start() < start or w.end() > start + 1) for w in words)

    def _fraction(self, m: re.Match[str]) -> Token | None:
        percent = Unit("%", "", Fraction(1, 100))
        if m["percent_han"]:
            whole, _, rest = m["percent_han"].partition("分之")
            base = percent if whole in ("百", "100") else Unit("‰", "", Fraction(1, 1000))
            figure = rest.strip()
            digits = figure if figure[0].isdecimal() else (_digits(figure)[0] or "0")
            return Token("quantity", m.start(), m.end(), m[0], measure(m[0], digits, base), base.symbol, han=True)
        if m["tenths"]:
            tens = VALUES.get(m["tenths"][0])
            if tens is None:
                return None
            rest = VALUES.get(m["tenths"][2:3] or "", 0)
            made = measure(m[0], f"{tens}{rest}" if len(m["tenths"]) > 2 else f"{tens}0", percent)  # noqa: PLR2004
            return Token(
                "quantity",
                m.start(),
                m.end(),
                m[0],
                replace(made, step=Fraction(1, 100 if len(m["tenths"]) > 2 else 10), hedge="约"),
                "成",
                han=True,
            )
        under, over = m["fraction"].split("分之") if "分之" in m["fraction"] else m["fraction"].split("/")[::-1]
        parts = [Fraction(x) if x.isdecimal() else Fraction(_digits(x)[0] or 0) for x in (over, under)]
        if not parts[1]:
            return None
        value = parts[0] / parts[1]
        return Token(
            "quantity", m.start(), m.end(), m[0], Quantity(m[0], m[0], value, Fraction(0), ""), "分之", han=True
        )

    def _range(self, m: re.Match[str]) -> Token:
        symbol = m["range_unit"] or ""
        unit = self.units.get(symbol.lstrip("百千万亿") or symbol, self.units[""])
        multiple = MULTIPLES.get(symbol[: len(symbol) - len(symbol.lstrip("百千万亿"))], 1)
        ends = tuple(measure(x, x, unit, multiple=multiple) for x in (m["low"], m["high"]))
        return Token("range", m.start(), m.end(), m[0], unit=symbol, parts=ends)


def _leading_multiple(name: str) -> tuple[Fraction, str]:
    for word in sorted(MULTIPLES, key=len, reverse=True):
        if name.startswith(word):
            return Fraction(MULTIPLES[word]), name[len(word) :]
    digits = re.match(r"\d+", name)
    if digits:
        factor, rest = _leading_multiple(name[digits.end() :])
        return int(digits[0]) * factor, rest
    return Fraction(1), name


def _digits(han: str) -> tuple[str | None, int]:
    """二万三千二百 → ("23200", 1); 十五点五 → ("15.5", 1); 一点二万 → ("1.2", 10000); None if it is no number."""
    whole, point, rest = han.partition("点")
    multiple = 1
    while rest and rest[-1] in "万亿":
        multiple *= MULTIPLES[rest[-1]]
        rest = rest[:-1]
    value = _whole(whole)
    if value is None or (point and not rest):
        return None, 1
    return f"{value}.{''.join(str(VALUES[c]) for c in rest)}" if point else str(value), multiple


def _whole(han: str) -> int | None:
    if len(han) > 1 and all(c in VALUES for c in han):
        return int("".join(str(VALUES[c]) for c in han))
    total = section = digit = 0
    seen = False
    for c in han:
        if c in VALUES:
            digit, seen = VALUES[c], True
        elif c in PLACES:
            section += (digit or (1 if not seen or digit == 0 else digit)) * PLACES[c]
            digit, seen = 0, True
        elif c in "万亿":
            section += digit
            total = (
                (total + (section or 1)) * (10**4 if c == "万" else 10**8)
                if c == "亿"
                else total + (section or 1) * 10**4
            )
            section = digit = 0
            seen = True
        else:
            return None
    return total + section + digit


def _day(m: re.Match[str]) -> Day:
    printed = m["date"]
    years = [_year(y) for y in re.findall(rf"{YEARS}|[一二][〇零一二三四五六七八九]{{3}}", printed)]
    month = re.search(r"(?:年度?|[—–\-至到~～]|^)(\d{1,2}|[一二三四五六七八九十]{1,3})月", printed)
    months = re.findall(r"(\d{1,2}|[一二三四五六七八九十]{1,3})(?=月|[—–\-至~～]\d{1,2}月)", printed)
    day = re.search(r"月(\d{1,2}|[一二三四五六七八九十]{1,3})日", printed)
    dashed = re.fullmatch(rf"({YEARS})[-./](\d{{1,2}})(?:[-./](\d{{1,2}}))?", printed)
    if dashed:
        return Day(int(dashed[1]), int(dashed[2]), int(dashed[3]) if dashed[3] else None)
    numbers = [int(x) if x.isdecimal() else int(_digits(x)[0] or 0) for x in months]
    until = (years[-1] if len(years) > 1 else 0, numbers[-1] if len(numbers) > 1 else 0)
    return Day(
        years[0] if years else None,
        numbers[0] if numbers and month else None,
        (int(day[1]) if day[1].isdecimal() else int(_digits(day[1])[0] or 0)) if day else None,
        "" if years and not re.search("季度|半年", printed) else printed,
        until if any(until) else None,
    )


def _year(text: str) -> int:
    return int(text) if text.isdecimal() else int("".join(str(VALUES[c]) for c in text))


def _pattern(symbols: list[str], tails: list[str]) -> str:
    units = "|".join(map(re.escape, symbols))
    han_units = "|".join(
        re.escape(s)
        for s in symbols
        if s
        not in (
            "%",
            "‰",
            "度",
            "里",
            "方",
            "成",
            "折",
            "号",
            "克",
            "点",
            "节",
            "网",
            "段",
            "班",
            "口",
            "面",
            "片",
            "种类",
            "单",
            "道",
            "级",
            "线",
            "年",
            "日",
            "方",
        )
    )
    after = "|".join(sorted(map(re.escape, tails), key=len, reverse=True))
    after = re.sub(r"(?<=\|)内(?=\||$)", "内(?![设部涵容资科外])", after)  # 6个内设机构
    months = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
    han_year = r"[一二][〇零一二三四五六七八九]{3}"
    return rf"""
  (?P<code>https?://[\w./:?=&+\-]+|[“"][^”"，。]{{0,4}}\d+(?:[+×·]\w+)+[^”"，。]{{0,6}}[”"]|\d+(?:[+·]\d+)+
    |第(?:\d+|[一二三四五六七八九十百]+)(?:{units}|名|位|届|次|期|批|条|款|章|号|页|轮|三方)?|\d+号(?:线|文|楼|院)?|[A-Za-z][A-Za-z\d_./:+\-]*\d[A-Za-z\d_./:+\-]*
    |[（(]?\d{{2,3}}[类款项][）)]|(?<![\d.])0\d+(?!\d|\.)|\d{{1,2}}[:：]\d\d(?=[—\-至]|时|分|开始|起)
    |(?<!\d)(?:12345|12315|12318|12301|12328|12316|12369|12380|96\d{{3}})(?![\d.,%])|[1-9][·.]\d{{1,2}}(?=[国禁消安洪暴事专])|(?<!\d)\d{{6,}}(?![\d.,]|[万亿]|{units}))
 |(?P<doc>[〔\[（(【](?:19|20)\d\d[〕\]）)】]\s?第?\d+号?)
 |(?P<date>(?:{YEARS}|{han_year})[—–\-至和、~～](?:(?:{YEARS}|{han_year})年?|\d\d年)度?(?:{months})?
    |(?:{YEARS}|{han_year})年(?:度|初|末|底|间|中)?(?:{months[:-1]}(?:[—–\-至到~～]\d{{1,2}})?月(?:(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日|[底末份初]|[上中下]旬)?|前?[一二三四1-4]个?季度|上半年|下半年)?
    |(?:{YEARS})[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d)
    |\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}[—–\-至~～]\d{{1,2}}月(?:份)?|(?<![\d个])\d{{1,2}}月(?:份|底|末|初|[上中下]旬)?(?!\d)|前?[一二三四1-4]个?季度|前[\d一二三四五六七八九十]+个月|[一二三四五六七八九十]{{1,3}}月(?:份|底|末|[一二三四五六七八九十]{{1,3}}日)
    |今年|去年同期|去年|前年|上年同期|上年末|上年底|上年度|上年|上一年度?|本年度?|当年|明年|次年|下年度?|年初|年末|年底|上半年|下半年|期初|期末)
 |(?P<percent_han>[百千]分之(?:{HAN}|{DIGITS}))
 |(?P<fraction>[二三四五六七八九十]分之[一二三四五六七八九]|(?<![\d.%/])[1-9]/[2-9](?![\d/.%]))
 |(?P<tenths>[一二三四五六七八九]成[一二三四五六七八九半]?(?![立为员就果功效分套品本年长]))
 |(?P<ratio>(?:{DIGITS})(?:[:：](?:{DIGITS}))+(?!\d))
 |(?P<range>(?P<low>{DIGITS})(?:%|{units}|万|亿)?(?:[—–\-~～至])+(?P<high>{DIGITS})(?P<range_unit>(?:万|亿)?(?:{units}))(?:左右|以上)?)
 |(?P<body>(?<![A-Za-z\d.])(?P<num>-?(?:{DIGITS}))(?P<mul>万亿|百万|千万|十万|亿|万|千(?![瓦克米伏])|百(?!分点))?(?P<blur>余|多|来)?(?P<mul2>万|亿)?
     (?P<unit>{units})?(?P<per>/(?:(?:10{{1,5}}|[百千万])?[百千万]?(?:{units}|常住人口)|10万))?)(?P<tail>{after})?
 |(?P<han>{HAN})(?P<han_blur>余|多)?(?P<han_unit>{han_units})(?P<han_tail>{after})?
"""
