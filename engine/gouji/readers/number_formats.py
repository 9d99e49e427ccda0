"""What a spreadsheet shows for a number: its format codes (`0.0%`, `#,##0.00_ `, `yyyy"年"m"月"`) applied exactly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

GENERAL = "General"
# Formats that files name by number only. 27 to 58 are those of Chinese Excel and WPS.
BUILT_IN: Mapping[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((37, 38, 41, 42), "#,##0"),
    **dict.fromkeys((39, 40, 43, 44), "#,##0.00"),
    **dict.fromkeys((14, 15), "yyyy/m/d"),
    16: "m/d",
    17: "yyyy/m",
    **dict.fromkeys((18, 20), "h:mm"),
    **dict.fromkeys((19, 21), "h:mm:ss"),
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 55, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 56, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 34), 'h"时"mm"分"'),
    **dict.fromkeys((33, 35), 'h"时"mm"分"ss"秒"'),
    **dict.fromkeys((45, 47), "mm:ss"),
    46: "h:mm:ss",
    49: "@",
}
PIECE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|.', re.DOTALL)
PLACES = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+,*")
DATED = re.compile(r"y+|m+|d+|h+|s+|a{3,4}|[AP]M?/[AP]M?", re.IGNORECASE)
PRECISION = Context(prec=15, rounding=ROUND_HALF_UP)  # digits that a spreadsheet keeps
WIDEST = 11  # characters of a number that General shows
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - a day in a table has no zone; right from March 1900 on
LAST_DAY = 2958465  # 9999-12-31
FROM_1904 = 1462
PLAIN = re.compile(r"(?:0|-?[1-9]\d*|-0(?=\.))(?:\.\d*[1-9])?")  # shown as stored, if short


class Format(NamedTuple):
    """A format code taken apart: `kind` is general, number, date or text; the others are those of numbers."""

    kind: str
    before: str = ""
    after: str = ""
    decimals: int = 0
    optional: int = 0  # of the decimals, those that are not shown when they are zeros
    whole: int = 1  # least digits before the point
    grouped: bool = False
    power: int = 0  # the number is shown times ten to this power: 2 for %
    hides_zero: bool = False
    code: str = ""


def shown(value: str, code: str, *, from_1904: bool = False) -> str:
    """The number `value` ("0.95") as a sheet shows it in format `code`; empty where the format hides it.

    A negative number keeps its minus sign, whatever brackets or colours the format has for it. ValueError if `value`
    is no number.
    """
    form = parsed(code)
    if form.kind in ("general", "text"):
        figure = value if PLAIN.fullmatch(value) and len(value) < WIDEST else general(_number(value))
        return f"{form.before}{figure}{form.after}"
    if form.kind == "date":
        return _date(_number(value), form.code, from_1904=from_1904)
    return _figure(_number(value), form)


def general(number: Decimal) -> str:
    """A number without a format: its digits as far as a cell shows them."""
    text = _plain(number)
    whole, _, decimals = text.partition(".")
    if len(text) > WIDEST and decimals:
        text = _plain(number.quantize(Decimal(1).scaleb(-max(WIDEST - 1 - len(whole), 2)), ROUND_HALF_UP))
    return "0" if text == "-0" else text


def _number(value: str) -> Decimal:
    try:
        number = PRECISION.create_decimal(value)
    except InvalidOperation:
        raise ValueError(value) from None
    if not number.is_finite() or abs(number.adjusted()) > 30:  # noqa: PLR2004 - no sum of money
        raise ValueError(value)
    return number


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _figure(number: Decimal, form: Format) -> str:
    if not number and form.hides_zero:
        return ""
    rounded = abs(number).scaleb(form.power).quantize(Decimal(1).scaleb(-form.decimals), ROUND_HALF_UP, _WIDE)
    digits = f"{rounded:{',' if form.grouped else ''}f}"
    whole, point, decimals = digits.partition(".")
    kept = decimals[: form.decimals - form.optional] + decimals[form.decimals - form.optional :].rstrip("0")
    digits = whole.zfill(form.whole) + (point + kept if kept else "")
    sign = "-" if number < 0 and rounded else ""
    return f"{form.before}{sign}{digits}{form.after}"


_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


@lru_cache(maxsize=1024)
def parsed(code: str) -> Format:
    """A format code taken apart; what is not known shows as General."""
    sections = _sections(code)
    first = sections[0]
    bare = "".join(piece for piece in first if len(piece) == 1)
    if "general" in bare.lower():
        around = "".join(map(_literal, first)).lower().partition("general")
        return Format("general", around[0], around[2])
    if not bare.strip() or "/" in PLACES.sub("", bare) * bool(re.search(r"[?#]", bare)):
        return Format("general")
    if DATED.search(bare) and not re.search(r"[0#?]", re.sub(r"\.0+$", "", re.sub(r"s\.0+", "s", bare))):
        return Format("date", code=code)
    if "@" in bare:
        return Format("text")
    places = PLACES.search(bare)
    if places is None or "E+" in bare or "E-" in bare:
        return Format("general")
    return _of_numbers(first, places[0], hides_zero=len(sections) > 2 and not "".join(sections[2]).strip())  # noqa: PLR2004


def _of_numbers(pieces: list[str], places: str, *, hides_zero: bool) -> Format:
    before, after = "", ""
    began = False
    power = 0
    for piece in pieces:
        if len(piece) == 1 and piece in "0#?,.":
            began = True
            continue
        power += 2 * (piece == "%")
        literal = _literal(piece)
        if began:
            after += literal
        else:
            before += literal
    whole, _, decimals = places.partition(".")
    thousandths = len(places) - len(places.rstrip(","))
    whole, decimals = whole.rstrip(","), decimals.rstrip(",")
    return Format(
        "number",
        before.lstrip(" ("),
        after.rstrip(" )"),
        len(decimals),
        len(decimals) - len(decimals.rstrip("#")),
        whole.replace(",", "").count("0"),
        "," in whole,
        power - 3 * thousandths,
        hides_zero,
    )


def _sections(code: str) -> list[list[str]]:
    """The pieces of each section: positive; negative; zero; text."""
    sections: list[list[str]] = [[]]
    for piece in PIECE.findall(code):
        if piece == ";":
            sections.append([])
        else:
            sections[-1].append(piece)
    return sections


def _literal(piece: str) -> str:
    """What a piece of a code prints by itself."""
    if piece[0] == '"':
        return piece[1:-1]
    if piece[0] == "\\":
        return piece[1:]
    if piece[0] == "_":
        return ""
    if piece.startswith("[$"):
        return piece[2:-1].partition("-")[0]
    return "" if piece[0] in "[*" else piece


def _date(number: Decimal, code: str, *, from_1904: bool) -> str:
    """A day number as its format shows it; as General if it is no day."""
    day = number + (FROM_1904 if from_1904 else 0)
    if not 1 <= day <= LAST_DAY:
        return general(number)
    moment = FIRST_DAY + timedelta(days=int(day), seconds=int((day % 1 * 86400).quantize(Decimal(1), ROUND_HALF_UP)))
    pieces: list[str] = []
    for piece in _sections(code)[0]:
        if len(piece) > 1:
            pieces.append(_literal(piece).translate({c: "\ue000" + chr(c) for c in b"ymdhsaYMDHSA"}))
        else:
            pieces.append(piece)
    joined = re.sub(r"h[^yd]*?(m+)|(m+)(?=[^yd\w]*s)", lambda m: m[0].replace("m", "n"), "".join(pieces).lower())
    written = re.sub("(?<!\ue000)(?:" + r"y+|m+|d+|h+|n+|s+|a+" + ")", lambda m: _part(m[0], moment), joined)
    return written.replace("\ue000", "").strip()


def _part(token: str, moment: datetime) -> str:
    """yyyy, m, dd … of a moment; `n` are minutes."""
    kind = token[0]
    if kind == "y":
        return f"{moment.year:04d}" if len(token) > 2 else f"{moment.year % 100:02d}"  # noqa: PLR2004
    if kind == "a":
        return "星期"[: 2 * (len(token) > 3)] + "一二三四五六日"[moment.weekday()]  # noqa: PLR2004
    number = {"m": moment.month, "d": moment.day, "h": moment.hour, "n": moment.minute, "s": moment.second}[kind]
    return f"{number:02d}" if len(token) > 1 else str(number)
