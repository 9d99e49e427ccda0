"""Numbers in Chinese numerals: 二万三千二百, 十五点五, 一点二万."""

from __future__ import annotations

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


def digits(han: str) -> tuple[str | None, int]:
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


def number(text: str) -> int:
    """A whole number in digits or Chinese numerals; 0 if it is none."""
    return int(text) if text.isdecimal() else int(digits(text)[0] or 0)


def year(text: str) -> int:
    """2021 or 二〇二一."""
    return int(text) if text.isdecimal() else int("".join(str(VALUES[c]) for c in text))


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
