"""RTF's bytes → control words, groups and text, the characters decoded by the code page of their font."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
CHARSETS: Mapping[int, str] = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    204: "cp1251",
}
PAGES: Mapping[int, str] = {936: "gb18030", 950: "cp950", 932: "cp932", 949: "cp949", 65001: "utf-8", 54936: "gb18030"}


class Token(NamedTuple):
    """`kind` is word, sign, brace or text (bytes still); `number` is a word's parameter."""

    kind: str
    value: str
    number: int | None
    raw: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """All tokens; the binary data that pictures may hold is left out."""
    at = 0
    while at < len(data):
        found = TOKEN.match(data, at)
        if not found:
            at += 1
            continue
        at = found.end()
        kind = found.lastgroup if found.lastgroup != "number" else "word"
        if kind == "word":
            number = int(found["number"]) if found["number"] else None
            word = found["word"].decode("ascii")
            if word == "bin":
                at += max(number or 0, 0)
            yield Token("word", word, number)
        elif kind == "byte":
            yield Token("text", "", None, bytes([int(found["byte"], 16)]))
        elif kind == "text":
            yield Token("text", "", None, found["text"])
        elif kind:
            yield Token(kind, found[kind].decode("latin-1"), None)


def code_page(number: int | None) -> str:
    """Python's name of a code page by its number."""
    return PAGES.get(number or 1252, f"cp{number or 1252}")
