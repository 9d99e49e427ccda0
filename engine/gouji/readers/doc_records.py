"""The parts of a Word 97–2003 file that hold text: pieces of characters, and what their paragraphs and runs are.

After [MS-DOC]: the file information block says where in the table stream the pieces stand; properties stand in pages of
512 bytes, found by the place of the text in the file.
"""

from __future__ import annotations

import io
import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import olefile

MAGIC = 0xA5EC
WORD_97 = 0xC1  # the oldest format with these records
ENCRYPTED, SECOND_TABLE = 0x100, 0x200
FLAGS, LENGTHS, PLACES = 0x0A, 0x4C, 0x9A
RUNS, PARAGRAPHS, PIECES = 12, 13, 33  # which of the places
PAGE = 512
PACKED = 1 << 30  # one byte a character
HUGE = 0x6646  # the paragraph's properties stand in the data stream, at this place
TABLE_ROW = 0xD608  # its length takes two bytes
SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # of an operand, by the upper three bits of its code; 0: a length byte comes first


class Piece(NamedTuple):
    """Characters `start` to `end` of the document's text stand at `place` in the file, `width` bytes each."""

    start: int
    end: int
    place: int
    width: int


class Word(NamedTuple):
    """A file: its text, where each of its parts ends, its pieces, and properties by place."""

    text: str
    parts: tuple[
        int, ...
    ]  # lengths: body, footnotes, headers, macros, comments, endnotes, text boxes, boxes of headers
    pieces: tuple[Piece, ...]
    paragraphs: Properties
    runs: Properties


Sprms = Mapping[int, bytes]


class Properties(NamedTuple):
    """Places in the file in order, and what holds from each on: the style's number and the properties by code."""

    places: tuple[int, ...]
    found: tuple[tuple[int, Sprms], ...]

    def at(self, place: int) -> tuple[int, Sprms]:
        """What holds at a place."""
        index = bisect_right(self.places, place) - 1
        return self.found[index] if 0 <= index < len(self.found) else (0, {})


class NotWordError(Exception):
    """The file is of another kind, older, or damaged."""


class Streams(NamedTuple):
    """The streams of the file that hold text and its records."""

    main: bytes
    table: bytes
    data: bytes


def streams(data: bytes) -> Streams:
    """The streams of a file; NotWordError if it holds no Word document."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        if not file.exists("WordDocument"):
            raise NotWordError
        main = file.openstream("WordDocument").read()
        flags = struct.unpack_from("<H", main, FLAGS)[0]
        name = "1Table" if flags & SECOND_TABLE else "0Table"
        table, more = (file.openstream(one).read() if file.exists(one) else b"" for one in (name, "Data"))
    return Streams(main, table, more)


def is_encrypted(main: bytes) -> bool:
    """The file information block says that a password is needed."""
    return bool(struct.unpack_from("<H", main, FLAGS)[0] & ENCRYPTED)


def parse(found: Streams) -> Word:
    """The records of a file; NotWordError, struct.error or IndexError if they do not hold together."""
    main = found.main
    magic, version = struct.unpack_from("<HH", main, 0)
    if magic != MAGIC or version < WORD_97:
        raise NotWordError
    lengths = struct.unpack_from("<3I", main, LENGTHS) + struct.unpack_from("<5I", main, LENGTHS + 12)
    pieces = tuple(_pieces(part(found, PIECES)))
    text = "".join(
        main[p.place : p.place + (p.end - p.start) * p.width].decode(
            "cp1252" if p.width == 1 else "utf-16-le", "replace"
        )
        for p in pieces
    )
    runs, paragraphs = (_properties(found, part(found, which), which) for which in (RUNS, PARAGRAPHS))
    return Word(text, lengths, pieces, paragraphs, runs)


def part(found: Streams, which: int, *, open_ended: bool = False) -> bytes:
    """One of the records in the table stream; some go on behind their stated end."""
    begin, length = struct.unpack_from("<2I", found.main, PLACES + 8 * which)
    return found.table[begin : None if open_ended and length else begin + length]


def _pieces(records: bytes) -> Iterator[Piece]:
    """The piece table, behind property records that fast saving left."""
    at = 0
    while records[at] == 1:
        at += 3 + struct.unpack_from("<H", records, at + 1)[0]
    if records[at] != 2:  # noqa: PLR2004 - the mark of a piece table
        raise NotWordError
    body = records[at + 5 :]
    count = (len(body) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", body)
    for index in range(count):
        place = struct.unpack_from("<I", body, 4 * (count + 1) + 8 * index + 2)[0]
        packed = bool(place & PACKED)
        place &= PACKED - 1
        if ends[index] > ends[index + 1]:
            raise NotWordError
        yield Piece(ends[index], ends[index + 1], place // 2 if packed else place, 1 if packed else 2)


def _properties(streams_: Streams, table: bytes, which: int) -> Properties:
    """All property pages: runs and paragraphs differ in how an entry is found and begins."""
    count = (len(table) - 4) // 8
    places: list[int] = []
    found: list[tuple[int, Sprms]] = []
    for index in range(max(count, 0)):
        number = struct.unpack_from("<I", table, 4 * (count + 1) + 4 * index)[0] & 0x3FFFFF
        page = streams_.main[number * PAGE : number * PAGE + PAGE]
        if len(page) < PAGE:
            continue
        entries = min(page[-1], (PAGE - 5) // (5 if which == RUNS else 17))
        starts = struct.unpack_from(f"<{entries + 1}I", page)
        for entry in range(entries):
            places.append(starts[entry])
            found.append(
                _run(page, entries, entry) if which == RUNS else _paragraph(page, entries, entry, streams_.data)
            )
    order = sorted(range(len(places)), key=places.__getitem__)
    return Properties(tuple(places[i] for i in order), tuple(found[i] for i in order))


def _run(page: bytes, entries: int, entry: int) -> tuple[int, Sprms]:
    at = page[4 * (entries + 1) + entry] * 2
    return (0, dict(sprms(page[at + 1 : at + 1 + page[at]]))) if at else (0, {})


def _paragraph(page: bytes, entries: int, entry: int, data: bytes) -> tuple[int, Sprms]:
    at = page[4 * (entries + 1) + 13 * entry] * 2
    if not at or at >= PAGE - 3:
        return 0, {}
    length, begin = (2 * page[at] - 1, at + 1) if page[at] else (2 * page[at + 1], at + 2)
    record = page[begin : begin + length]
    if len(record) < 2:  # noqa: PLR2004 - the number of its style
        return 0, {}
    said = dict(sprms(record[2:]))
    if HUGE in said:
        begin = int.from_bytes(said[HUGE], "little")
        said |= dict(sprms(data[begin + 2 : begin + 2 + int.from_bytes(data[begin : begin + 2], "little")]))
    return struct.unpack_from("<H", record)[0], said


def sprms(record: bytes) -> Iterator[tuple[int, bytes]]:
    """Property codes with their operands, in order."""
    at = 0
    while at + 2 < len(record):
        code = struct.unpack_from("<H", record, at)[0]
        at += 2
        size = SIZES[code >> 13]
        if code == TABLE_ROW:
            size = struct.unpack_from("<H", record, at)[0] + 1 if at + 2 <= len(record) else 0
            size = max(size, 2)
        elif not size:
            size = 1 + record[at]
        yield code, record[at : at + size]
        at += size
