"""The records of an Excel 97–2003 workbook (BIFF8) that say what its cells hold. After [MS-XLS]."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

BOF, EOF, SHEET, TEXTS, MORE, PASSWORD, EPOCH = 0x0809, 0x000A, 0x0085, 0x00FC, 0x003C, 0x002F, 0x0022
FORMAT, STYLE, MERGED, COLUMNS, ROW = 0x041E, 0x00E0, 0x00E5, 0x007D, 0x0208
TEXT_AT, LABEL, RICH, NUMBER, SHORT, SHORTS, FORMULA, RESULT, TRUTH = (
    *(0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD, 0x0006, 0x0207, 0x0205),
)
BIFF8 = 0x0600
WIDE, EASTERN, STYLED = 0x01, 0x04, 0x08


class Record(NamedTuple):
    """A record and where it begins in the stream."""

    kind: int
    data: bytes
    place: int


class NotAWorkbookError(Exception):
    """The stream is of an older format or damaged."""


def records(stream: bytes, place: int = 0) -> Iterator[Record]:
    """The records from `place` on, as far as they are whole."""
    end = len(stream)
    while place + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, place)
        data = stream[place + 4 : place + 4 + length]
        if len(data) < length:
            return
        yield Record(kind, data, place)
        place += 4 + length


def short(data: bytes) -> str:
    """A compressed number (RK): 30 bits of a float or an integer, perhaps a hundredth, as text."""
    raw = int.from_bytes(data, "little", signed=True)
    if raw & 2:
        whole = raw >> 2
        return str(Decimal(whole) / 100) if raw & 1 else str(whole)
    number = exact(struct.pack("<Q", (raw & 0xFFFFFFFC) << 32))
    return str(Decimal(number) / 100) if raw & 1 else number


def exact(data: bytes) -> str:
    """Eight bytes of a binary number as the shortest text that stands for it; 'nan' and 'inf' are no figures."""
    return repr(struct.unpack("<d", data)[0])


def text(data: bytes, at: int = 0, *, length_bytes: int = 2) -> str:
    """A string with its length and options before it, all in one record."""
    length = int.from_bytes(data[at : at + length_bytes], "little")
    options = data[at + length_bytes]
    at += length_bytes + 1 + 2 * bool(options & STYLED) + 4 * bool(options & EASTERN)
    if options & WIDE:
        return data[at : at + 2 * length].decode("utf-16-le", "replace")
    return data[at : at + length].decode("latin-1")


class Texts:
    """Reads the shared strings, which run on through several records: each begins anew with its own width."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts = parts
        self._part = 0
        self._at = 8

    def all(self) -> list[str]:
        """Every string, as far as they are whole."""
        count = struct.unpack_from("<I", self._parts[0], 4)[0]
        found: list[str] = []
        while len(found) < count and self._part < len(self._parts):
            try:
                found.append(self._next())
            except (IndexError, struct.error):
                break
        return found

    def _next(self) -> str:
        head = self._take(3)
        length, options = head[0] | head[1] << 8, head[2]
        runs = struct.unpack("<H", self._take(2))[0] if options & STYLED else 0
        eastern = struct.unpack("<I", self._take(4))[0] if options & EASTERN else 0
        text = self._characters(length, options)
        self._take(4 * runs + eastern)
        return text

    def _characters(self, length: int, options: int) -> str:
        pieces: list[str] = []
        while length:
            part = self._parts[self._part]
            if self._at >= len(part):
                self._part, self._at = self._part + 1, 1
                options = self._parts[self._part][0]
                continue
            width = 2 if options & WIDE else 1
            there = min(length, (len(part) - self._at) // width)
            if not there:
                raise IndexError
            raw = part[self._at : self._at + there * width]
            pieces.append(raw.decode("utf-16-le", "replace") if width == 2 else raw.decode("latin-1"))  # noqa: PLR2004
            self._at += there * width
            length -= there
        return "".join(pieces)

    def _take(self, size: int) -> bytes:
        """Bytes that are no characters: they run on without a new width."""
        taken = b""
        while len(taken) < size:
            part = self._parts[self._part]
            if self._at >= len(part):
                self._part, self._at = self._part + 1, 0
                continue
            piece = part[self._at : self._at + size - len(taken)]
            taken += piece
            self._at += len(piece)
        return taken
