"""One scan of a passage types every number in it: quantity, percentage, date, ratio, range, identifier, or bare.

Nothing here knows what a figure is for; whatever is not a token is words. The character a number begins with decides
which patterns can read it; units and the words around numbers are looked up in tables, longest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from gouji.extraction.days import IN_DIGITS, IN_HAN, IN_WORDS, Day, day
from gouji.extraction.han_numbers import MULTIPLES, VALUES, digits
from gouji.quantity import Quantity, Unit, measure
from gouji.rule import Vocabulary

Kind = Literal["quantity", "date", "identifier", "ratio", "range", "bare"]
Table = Mapping[str, tuple[str, ...]]  # words by the character they begin with, longest first
Found = tuple["Token | None", int]  # what stands at a place and where it ends; its own place if nothing does

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
HAN = r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
JOINTS = r"[—–\-~～至]+"
ABOUT = ("约", "近")
HEDGING = 6  # characters before a figure in which a word that hedges it begins
TEN_POINTS = "十分"
CLOSING = "，。；、：（）()"  # the empty end of a text is in it too
MULTIPLIERS = frozenset("百千万亿")
PERCENT = Unit("%", "", Fraction(1, 100))
PERMILLE = Unit("‰", "", Fraction(1, 1000))
# Units that after a Chinese numeral are far more often words: 一面, 四方, 三点.
HARDLY_UNITS = frozenset({"种类", *"%‰度里方成折号克点节网段班口面片单道级线年日"})
SECTIONS = frozenset("设部涵容资科外")  # 6个内设机构: no bound

DIGIT, SIGN, LETTER, QUOTE, NUMBERED, BRACKET, NUMERAL, WORD = range(8)
BEGINNINGS = {
    **dict.fromkeys("0123456789", DIGIT),
    "-": SIGN,
    **dict.fromkeys('“"', QUOTE),
    "第": NUMBERED,
    **dict.fromkeys("〔[（(【", BRACKET),
    **dict.fromkeys("零〇一二两三四五六七八九十百千万亿", NUMERAL),
    **dict.fromkeys("今去前上本当明次下年期", WORD),
}
BEGINNING = re.compile(rf"[\dA-Za-z{re.escape(''.join(BEGINNINGS))}]")
NAME = re.compile(r"https?://[\w./:?=&+\-]+|[A-Za-z][A-Za-z\d_./:+\-]*\d[A-Za-z\d_./:+\-]*")
QUOTED = re.compile(r"[“\"][^”\"，。]{0,4}\d+(?:[+×·]\w+)+[^”\"，。]{0,6}[”\"]")
ORDINAL = re.compile(r"第(?:\d+|[一二三四五六七八九十百]+)")
AFTER_ORDINAL = re.compile("名|位|届|次|期|批|条|款|章|号|页|轮|三方")
BRACKETED = re.compile(r"[（(]\d{2,3}[类款项][）)]|(?P<doc>[〔\[（(【](?:19|20)\d\d[〕\]）)】]\s?第?\d+号?)")
CODE = re.compile(
    r"""\d+(?:[+·]\d+)+|\d+号(?:线|文|楼|院)?|\d{2,3}[类款项][）)]|(?<![\d.])0\d+(?!\d|\.)
    |\d{1,2}[:：]\d\d(?=[—\-至]|时|分|开始|起)
    |(?P<hotline>(?<!\d)(?:12345|12315|12318|12301|12328|12316|12369|12380|96\d{3})(?![\d.,%]))
    |[1-9][·.]\d{1,2}(?=[国禁消安洪暴事专])|(?P<long>(?<!\d)\d{6,}(?![\d.,万亿]))""",
    re.VERBOSE,
)
COMPOUND = re.compile(
    rf"(?P<date>{IN_DIGITS})|(?P<fraction>(?<![\d.%/])[1-9]/[2-9](?![\d/.%]))|{DIGITS}(?:[:：]{DIGITS})+(?!\d)",
    re.VERBOSE,
)
IN_NUMERALS = re.compile(
    rf"""(?P<date>{IN_HAN})
    |(?P<percent>[百千]分之(?:{HAN}|{DIGITS}))
    |(?P<fraction>[二三四五六七八九十]分之[一二三四五六七八九])
    |(?P<tenths>[一二两三四五六七八九]成[一二三四五六七八九半]?(?![立为员就果功效分套品本年长熟]))""",
    re.VERBOSE,
)
DATE_WORDS = re.compile(IN_WORDS, re.VERBOSE)
NUMBER = re.compile(
    rf"(?<![A-Za-z\d.])(?P<num>-?{DIGITS})(?P<mul>万亿|百万|千万|十万|亿|万|千(?![瓦克米伏])|百(?!分点))?"
    r"(?P<blur>余|多|来)?(?P<mul2>万|亿)?"
)
PLAIN = re.compile(DIGITS)
HIGHER = re.compile(rf"{JOINTS}({DIGITS})")
HAN_NUMBER = re.compile(HAN)
HALF = 5  # 七成半
RESIDENTS = "常住人口"
PER = re.compile(r"(10{1,5}|[百千万])?([百千万])?")


@dataclass(frozen=True, slots=True)
class Token:
    """Clean characters `start` to `end` of a passage that hold a number, typed.

    `unit` is the printed unit with its multiple (万元), `tail` the words after it that bound or blur it (以上, 左右).
    `parts` are the figures of a ratio (a:b:c) or the two ends of a range. `han` says it was written in Chinese numerals.
    `about` is the 约 or 近 just before it, which is the figure's own and no word of what leads to it.
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
    about: str = ""


NAMED = re.compile(r"(?:目标|指标|附件|附表|表|图|方案)$")  # 目标3“补短板”: the number is part of a name


class Scanner:
    """The scan of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.units = vocabulary.units.table
        words = vocabulary.words["numbers"]
        self._after = {w: sign for sign, ws in words["after"].items() for w in ws}
        self._blur = {w: sign for sign, ws in words["hedges_after"].items() for w in ws}
        self._hedges = {w: sign for sign, ws in words["hedges_before"].items() for w in ws}
        self._leading = _table(w[::-1] for w in [*self._hedges, *words["hedges_in_words"].split()])
        self._symbols = _table(filter(None, self.units))
        self._han_symbols = _table(symbol for symbol in self.units if symbol and symbol not in HARDLY_UNITS)
        self._tails = _table([*self._after, "左右", "上下"])
        self._not_numbers = _table(words["chinese_words"].split())

    def scan(self, text: str, start: int = 0) -> Iterator[Token]:
        """Every token of a clean text from `start`, in order; they never overlap."""
        at, text = start, " " * start + text[start:]  # 4. 26.4亩: the label is no digit of the figure
        while begun := BEGINNING.search(text, at):
            at = begun.start()
            token, end = self._read(text, at, begun[0])
            at = max(end, at + 1)
            if token:
                yield self._hedged(text, token)

    def _hedged(self, text: str, token: Token) -> Token:
        """约120人, 突破60%: what the word just before a figure makes of it; the 约 of 节约 makes nothing of it."""
        before = text[max(0, token.start - HEDGING) : token.start].rstrip("为了")
        word = _longest(self._leading, before[::-1], 0)[::-1]
        hedge = self._hedges.get(word, "")
        if not hedge or token.quantity is None or token.kind != "quantity":
            return token
        figure = token.quantity
        made = replace(figure, printed=hedge + figure.printed, hedge=figure.hedge or hedge)
        return replace(token, quantity=made, about=word if hedge in ABOUT else "")

    def _read(self, text: str, at: int, first: str) -> Found:
        kind = BEGINNINGS.get(first, DIGIT if first.isdecimal() else LETTER)
        if kind == DIGIT:
            return self._digits(text, at)
        if kind == NUMERAL:
            return self._numerals(text, at)
        if kind == WORD:
            m = DATE_WORDS.match(text, at)
            return _date(m) if m else (None, at)
        if kind == SIGN:
            return self._quantity(text, at)
        if kind == NUMBERED:
            return self._ordinal(text, at)
        m = {LETTER: NAME, QUOTE: QUOTED, BRACKET: BRACKETED}[kind].match(text, at)
        return _identifier(m, "文号" if kind == BRACKET and m["doc"] else "编号") if m else (None, at)

    def _ordinal(self, text: str, at: int) -> Found:
        """第十三个, 第3名: up to and with its measure word."""
        m = ORDINAL.match(text, at)
        if not m:
            return None, at
        end = m.end() + len(_longest(self._symbols, text, m.end()))
        if end == m.end() and (of := AFTER_ORDINAL.match(text, end)):
            end = of.end()
        return Token("identifier", at, end, text[at:end], reason="编号"), end

    def _digits(self, text: str, at: int) -> Found:
        code = CODE.match(text, at)
        if code and not self._measures(text, code):
            return _identifier(code, "编号")
        m = COMPOUND.match(text, at)
        if not m:
            found = self._range(text, at)
            return found if found[0] else self._quantity(text, at)
        if m["date"]:
            return _date(m)
        if m["fraction"]:
            return _fraction(m, *m[0].split("/"))
        parts = tuple(self._plain(x) for x in re.split(r"[:：]", m[0]))
        return Token("ratio", at, m.end(), m[0], parts=parts), m.end()

    def _measures(self, text: str, code: re.Match[str]) -> bool:
        """Whether what may be a code is a figure: 2380000元; 96200元, but 12345市民热线 and 12345年度工单 are the hotline."""
        symbol = _longest(self._symbols, text, code.end())
        if not symbol or not code["hotline"]:
            return bool(symbol and code["long"])
        unit = self.units[symbol]
        return not unit.counted and unit.dimension not in ("", "年")

    def _numerals(self, text: str, at: int) -> Found:
        m = IN_NUMERALS.match(text, at)
        if not m:
            return self._han(text, at)
        if m["date"]:
            return _date(m)
        if m["percent"]:
            return _percent(m)
        return _tenths(m) if m["tenths"] else _fraction(m, *m[0].split("分之")[::-1])

    def _range(self, text: str, at: int) -> Found:
        """4.5%—5%, 10至20人."""
        low = PLAIN.match(text, at)
        higher = low and self._higher(text, low.end())
        if not low or not higher:
            return None, at
        multiple = text[higher.end()] if text[higher.end() : higher.end() + 1] in ("万", "亿") else ""
        symbol = multiple and _longest(self._symbols, text, higher.end() + 1)
        symbol = multiple + symbol if symbol else _longest(self._symbols, text, higher.end())
        if not symbol:
            return None, at
        unit = self.units.get(symbol.lstrip("百千万亿") or symbol, self.units[""])
        factor = MULTIPLES.get(symbol[: len(symbol) - len(symbol.lstrip("百千万亿"))], 1)
        ends = tuple(measure(x, x, unit, multiple=factor) for x in (low[0], higher[1]))
        end = higher.end() + len(symbol)
        end += 2 if text.startswith(("左右", "以上"), end) else 0
        return Token("range", at, end, text[at:end], unit=symbol, parts=ends), end

    def _higher(self, text: str, end: int) -> re.Match[str] | None:
        """The other end of a range whose lower figure ends here, with or without a unit of its own."""
        own = "%" if text.startswith("%", end) else _longest(self._symbols, text, end)
        return (
            HIGHER.match(text, end + len(own))
            or (HIGHER.match(text, end + 1) if text[end : end + 1] in ("万", "亿") else None)
            or (HIGHER.match(text, end) if own else None)
        )

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

    def _plain(self, printed: str) -> Quantity:
        return measure(printed, printed, self.units[""])

    def _per(self, text: str, at: int) -> str:
        """/亩, /千人, /10万: what each of the figures is for; empty if no such unit follows."""
        if not text.startswith("/", at):
            return ""
        m = PER.match(text, at + 1)
        for end in dict.fromkeys((m.end(), m.end(1), m.start(), at + 1)) if m else ():
            if end > at and (
                below := "常住人口" if text.startswith("常住人口", end) else _longest(self._symbols, text, end)
            ):
                return text[at:end] + below
        return "/10万" if text.startswith("/10万", at) else ""

    def _quantity(self, text: str, at: int) -> Found:
        m = NUMBER.match(text, at)
        if not m:
            return None, at
        own = _longest(self._symbols, text, m.end())
        symbol = own + self._per(text, m.end() + len(own))
        past = m.end() + len(symbol)
        tail = self._tail(text, past)
        body, end = text[at:past], past + len(tail)
        multiple = MULTIPLES.get(m["mul"] or "", 1) * MULTIPLES.get(m["mul2"] or "", 1)
        unit = self._unit(symbol)
        if unit is None or not (symbol or m["mul"] or m["mul2"]):
            if len(m["num"]) < 3 and NAMED.search(text, max(0, at - 3), at):  # noqa: PLR2004
                return Token("identifier", at, end, body, reason="编号"), end
            return Token("bare", at, end, body, self._plain(m["num"]), reason="没有单位"), end
        if not symbol:
            unit = Unit("", "?")  # 1.57万: a multiple without its unit; a neighbour may lend it one
        figure = measure(
            body,
            m["num"],
            unit,
            multiple=multiple,
            bound=self._after.get(tail, ""),
            hedge=m["blur"] or self._blur.get(tail, ""),
            counted=unit.counted and multiple == 1,  # 4.8万户 is rounded, 48户 is not
        )
        return Token("quantity", at, end, body, figure, (m["mul"] or "") + (m["mul2"] or "") + symbol, tail), end

    def _tail(self, text: str, at: int) -> str:
        """以上, 左右, 内: what bounds or blurs the figure before it."""
        tail = _longest(self._tails, text, at)
        return "" if tail == "内" and text[at + 1 : at + 2] in SECTIONS else tail

    def _han(self, text: str, at: int) -> Found:
        """二十三个: a Chinese numeral counts only with its unit; 三千克 is 三 and 千克."""
        m = HAN_NUMBER.match(text, at)
        for end in range(m.end(), at, -1) if m else ():
            if text[end - 1] == "点":
                continue
            blurs = (1, 0) if text[end : end + 1] in ("余", "多") else (0,)
            for blur in blurs:
                unit = _longest(self._han_symbols, text, end + blur)
                if unit:
                    return self._counted(text, at, end, text[end : end + blur], unit)
        return None, at

    def _counted(self, text: str, at: int, end: int, blur: str, unit: str) -> Found:
        han, past = text[at:end], end + len(blur) + len(unit)
        tail = self._tail(text, past)
        past += len(tail)
        body, hedge = text[at:past], blur or self._blur.get(tail, "")
        points = body == TEN_POINTS and text[past : past + 1] in CLOSING  # 得十分，; not 十分重视
        if not points and self._is_word(text, at, len(han)):
            return None, past
        printed, multiple = digits(han)
        if printed is None or not set(han) - MULTIPLIERS:  # the 万元 of （单位：万元）
            return None, past
        figure = measure(
            body, printed, self.units[unit], multiple=multiple, bound=self._after.get(tail, ""), hedge=hedge
        )
        return Token("quantity", at, past, body, figure, unit, tail, han=True), past

    def _is_word(self, text: str, start: int, length: int) -> bool:
        """统一部署, 一般: the numeral belongs to a word that begins up to two characters before it."""
        for at in range(max(0, start - 2), start + 1):
            end = at + len(_longest(self._not_numbers, text, at))
            if end > at and end >= start + length and (at < start or end > start + 1):
                return True
        return False


def _table(words: Iterable[str]) -> Table:
    table: dict[str, tuple[str, ...]] = {}
    for word in sorted(words, key=len, reverse=True):
        table[word[0]] = (*table.get(word[0], ()), word)
    return table


def _longest(table: Table, text: str, at: int) -> str:
    """The longest word of a table that stands at a place; empty if none does."""
    for word in table.get(text[at : at + 1], ()):
        if text.startswith(word, at):
            return word
    return ""


def _identifier(m: re.Match[str], reason: str) -> Found:
    return Token("identifier", m.start(), m.end(), m[0], reason=reason), m.end()


def _date(m: re.Match[str]) -> Found:
    return Token("date", m.start(), m.end(), m[0], day=day(m[0])), m.end()


def _percent(m: re.Match[str]) -> Found:
    """百分之九十五, 千分之3."""
    whole, _, rest = m[0].partition("分之")
    base = PERCENT if whole == "百" else PERMILLE
    figure = rest.strip()
    printed = figure if figure[0].isdecimal() else (digits(figure)[0] or "0")
    return Token("quantity", m.start(), m.end(), m[0], measure(m[0], printed, base), base.symbol, han=True), m.end()


def _tenths(m: re.Match[str]) -> Found:
    """八成, 六成五, 七成半: by tenths they are about right, by hundredths exact."""
    tens, rest = str(VALUES[m[0][0]]), m[0][2:]
    made = measure(m[0], f"{tens}{VALUES.get(rest, HALF if rest else 0)}", PERCENT)
    figure = replace(made, step=Fraction(1, 100 if rest else 10), hedge="约")
    return Token("quantity", m.start(), m.end(), m[0], figure, "成", han=True), m.end()


def _fraction(m: re.Match[str], over: str, under: str) -> Found:
    """三分之一, 1/3."""
    above, below = (Fraction(x) if x.isdecimal() else Fraction(digits(x)[0] or 0) for x in (over, under))
    if not below:
        return None, m.end()
    figure = Quantity(m[0], m[0], above / below, Fraction(0), "")
    return Token("quantity", m.start(), m.end(), m[0], figure, "分之", han=True), m.end()


def _leading_multiple(name: str) -> tuple[Fraction, str]:
    for word in sorted(MULTIPLES, key=len, reverse=True):
        if name.startswith(word):
            return Fraction(MULTIPLES[word]), name[len(word) :]
    digits_ = re.match(r"\d+", name)
    if digits_:
        factor, rest = _leading_multiple(name[digits_.end() :])
        return int(digits_[0]) * factor, rest
    return Fraction(1), name
