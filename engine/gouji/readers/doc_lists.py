"""List definitions and paragraph styles of Word 97–2003 files, for the numbers that lists compute."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gouji.readers.doc_records import Sprms, Streams, part, sprms
from gouji.readers.docx_numbering import Counts, Level, ListOf, label

STYLES, LISTS, OVERRIDES = 1, 73, 74  # which of the places in the file information block
LIST, DEPTH = 0x460B, 0x260A  # properties of a paragraph
LEVELS = 9
PLACES = 64  # more styles than this in a chain go in a circle
# How the format counts → how numerals.py does; decimal if it is not here.
COUNTED: Mapping[int, str] = {
    **dict(enumerate(("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter"))),
    **dict(
        enumerate(
            ("decimalFullWidth", "", "ideographLegalTraditional", "ideographDigital", "decimalEnclosedCircle"), 14
        )
    ),
    **dict(enumerate(("decimalFullWidth2", "", "", "decimalZero", "bullet", "", "", "decimalEnclosedFullstop"), 19)),
    **dict(enumerate(("decimalEnclosedParen", "decimalEnclosedCircleChinese", "ideographEnclosedCircle"), 27)),
    **dict(enumerate(("ideographTraditional", "ideographZodiac"), 30)),
    **dict(enumerate(("taiwaneseCounting", "ideographLegalTraditional", "taiwaneseCountingThousand"), 33)),
    **dict(enumerate(("taiwaneseDigital", "chineseCounting", "chineseLegalSimplified", "chineseCountingThousand"), 36)),
    11: "japaneseCounting",
    57: "numberInDash",
    255: "none",
}


class Lists(NamedTuple):
    """The lists of a file by the number that paragraphs give, and what styles say of paragraphs."""

    listed: Mapping[int, ListOf]
    styles: Mapping[int, Sprms]
    counts: Counts

    def label(self, style: int, own: Sprms) -> str:
        """Count a paragraph and give its label; what it says itself outranks its style."""
        said = {**self.styles.get(style, {}), **own}
        number = int.from_bytes(said.get(LIST, b"")[:2], "little")
        depth = int.from_bytes(said.get(DEPTH, b"")[:1], "little")
        listed = self.listed.get(number)
        return label(str(number), depth, listed, self.counts) if listed else ""


def lists(found: Streams) -> Lists:
    """All lists and styles; none of what does not hold together, for text can be read without."""
    try:
        listed = dict(_overrides(part(found, OVERRIDES, open_ended=True), dict(_lists(found))))
    except (struct.error, IndexError):
        listed = {}
    try:
        styles = _inherited(dict(_styles(part(found, STYLES))))
    except (struct.error, IndexError):
        styles = {}
    return Lists(listed, styles, Counts())


def _lists(found: Streams) -> Iterator[tuple[int, dict[int, Level]]]:
    """List id → levels: first all lists stand in a row, then the levels of all."""
    record = part(found, LISTS, open_ended=True)
    if len(record) < 2:  # noqa: PLR2004 - how many there are
        return
    count = struct.unpack_from("<H", record)[0]
    at = 2 + 28 * count
    for index in range(count):
        begin = 2 + 28 * index
        levels = {}
        for depth in range(1 if record[begin + 26] & 1 else LEVELS):
            levels[depth], at = _level(record, at)
        yield struct.unpack_from("<i", record, begin)[0], levels


def _level(record: bytes, at: int) -> tuple[Level, int]:
    """A level, and where the next begins: 28 bytes, two records of properties, the pattern."""
    start, counted = struct.unpack_from("<iB", record, at)
    runs, paragraphs = record[at + 24], record[at + 25]
    pattern = at + 28 + runs + paragraphs
    length = struct.unpack_from("<H", record, pattern)[0]
    text = record[pattern + 2 : pattern + 2 + 2 * length].decode("utf-16-le", "replace")
    shows = tuple(ord(char) for char in text if ord(char) < LEVELS)
    shown = "".join(f"%{ord(char) + 1}" if ord(char) < LEVELS else char for char in text)
    style = COUNTED.get(counted) or "decimal"
    return Level(start, style, shown, all_digits=bool(record[at + 5] & 4), shows=shows), pattern + 2 + 2 * length


def _overrides(record: bytes, defined: Mapping[int, Mapping[int, Level]]) -> Iterator[tuple[int, ListOf]]:
    """The numbers that paragraphs give → lists, some beginning anew or with levels of their own."""
    if len(record) < 4:  # noqa: PLR2004 - how many there are
        return
    count = struct.unpack_from("<I", record)[0]
    at = 4 + 16 * count
    for index in range(count):
        one = struct.unpack_from("<i", record, 4 + 16 * index)[0]
        levels, restarts = dict(defined.get(one, {})), {}
        at += 4
        for _ in range(record[4 + 16 * index + 12]):
            start, flags = struct.unpack_from("<iI", record, at)
            at += 8
            if flags & 0x20:
                levels[flags & 0xF], at = _level(record, at)
                restarts[flags & 0xF] = levels[flags & 0xF].start
            elif flags & 0x10:
                restarts[flags & 0xF] = start
        yield index + 1, ListOf(str(one), levels, restarts)


def _styles(record: bytes) -> Iterator[tuple[int, tuple[int, Sprms]]]:
    """Style → the style it rests on and its paragraph properties."""
    if len(record) < 6:  # noqa: PLR2004 - lengths and a count
        return
    head, count, base = struct.unpack_from("<3H", record)
    at = 2 + head
    for number in range(count):
        length = struct.unpack_from("<H", record, at)[0]
        one = record[at + 2 : at + 2 + length]
        at += 2 + length
        if len(one) > base + 2 and one[2] & 0xF == 1:  # a paragraph style
            rests_on = struct.unpack_from("<H", one, 2)[0] >> 4
            name = struct.unpack_from("<H", one, base)[0]
            said = base + 2 + 2 * name + 2
            size = struct.unpack_from("<H", one, said)[0] if said + 2 <= len(one) else 0
            yield number, (rests_on, dict(sprms(one[said + 4 : said + 2 + size])))


def _inherited(styles: Mapping[int, tuple[int, Sprms]]) -> dict[int, Sprms]:
    """What a style says with all that it rests on."""
    made: dict[int, Sprms] = {}
    for number in styles:
        chain: list[Sprms] = []
        at = number
        while at in styles and len(chain) < PLACES:
            chain.append(styles[at][1])
            at = styles[at][0]
        said: dict[int, bytes] = {}
        for one in reversed(chain):
            said |= one
        made[number] = said
    return made
