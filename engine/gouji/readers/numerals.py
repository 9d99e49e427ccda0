"""Counting as Word's automatic numbering does: a number and a format name → its characters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

HIGHEST = 9999  # beyond this a number is shown in plain digits, in every format
PLAIN, LEGAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def numeral(number: int, style: str) -> str:
    """`numeral(12, "chineseCounting")` → 十二; a format that is not known counts in digits."""
    write = STYLES.get(style)
    return write(number) if write and 0 < number <= HIGHEST else "" if style == "none" else str(number)


def chinese(number: int, digits: str = PLAIN, places: str = "千百十") -> str:
    """Up to 9999 in words: 10 十, 21 二十一, 105 一百零五."""
    words, gap = "", False
    for power, place in ((1000, places[0]), (100, places[1]), (10, places[2]), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if gap and words else "") + digits[digit] + place
        gap = not digit
    return words[1:] if words.startswith("一十") else words


def _legal(number: int) -> str:
    return chinese(number, LEGAL, "仟佰拾")


def _positional(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    words = ""
    for value, letters in ROMAN:
        words += letters * (number // value)
        number %= value
    return words


def _fullwidth(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _from(first: str, last: int) -> Callable[[int], str]:
    """Characters that stand in a row in Unicode, `first` for 1, as far as they go."""
    return lambda number: chr(ord(first) + number - 1) if number <= last else str(number)


def _around(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)]


STYLES: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _fullwidth,
    "decimalFullWidth2": _fullwidth,
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "taiwaneseDigital": _positional,
    "ideographEnclosedCircle": _from("㊀", 10),
    "ideographTraditional": _around("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _around("子丑寅卯辰巳午未申酉戌亥"),
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperLetter": _letters,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
}
