"""Plain text: every line is a block, whatever the encoding."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from gouji.document import Block, Document, Span
from gouji.errors import ReadError
from gouji.readers.source import Limits, megabytes

BOMS = ((codecs.BOM_UTF8, "UTF-8"), (codecs.BOM_UTF16_LE, "UTF-16-LE"), (codecs.BOM_UTF16_BE, "UTF-16-BE"))
TITLES = {"UTF-8": "UTF-8", "UTF-16-LE": "UTF-16", "UTF-16-BE": "UTF-16", "GB18030": "GBK（GB18030）"}
RESAVE = "请用记事本或 Word 打开，另存为 UTF-8 编码的文本后再检查"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
WRITTEN = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2000-\u206f\t\n\r -~]")
SAMPLE = 4096  # characters that decide whether text without a mark reads as UTF-16


def read(path: Path, data: bytes, limits: Limits) -> Document:
    """A text as a Document: the number of a block is the number of its line; all line ends become newlines."""
    if len(data) > limits.text:
        raise ReadError(path, f"文本超过 {megabytes(limits.text)}，不像是一份报告。请确认选对了文件，或拆开后再检查")
    text, encoding = decode(path, data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    notes = () if encoding == "UTF-8" else (f"文件编码是 {TITLES[encoding]}，已按此读取",)
    return Document(str(path), "txt", text, tuple(_lines(text)), notes)


def _lines(text: str) -> list[Block]:
    blocks, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        blocks.append(Block(number, Span(start, start + len(line))))
        start += len(line) + 1
    return blocks


def decode(path: Path, data: bytes) -> tuple[str, str]:
    """Text and the encoding it was in; ReadError, naming encoding and line, if it is in none or is no text."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _sound(path, _strict(path, data[len(bom) :], encoding)), encoding
    if b"\x00" in data:
        return _without_mark(path, data)
    try:
        return _sound(path, data.decode("UTF-8")), "UTF-8"
    except UnicodeDecodeError:
        encoding = _likelier(path, data)
        return _sound(path, _strict(path, data, encoding)), encoding


def beginning(data: bytes) -> str:
    """The first characters of a file, whatever is wrong with the rest; bytes that make none are left out."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "ignore")
    return data.replace(b"\x00", b"").decode("UTF-8", "ignore")


def _strict(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        line = data[: fault.start].decode(encoding, "replace").count("\n") + 1
        what = f"文件是 {TITLES[encoding]} 编码，但第 {line} 行有损坏的字节，不能可靠读取"
        raise ReadError(path, f"{what}。{RESAVE}") from None


def _likelier(path: Path, data: bytes) -> str:
    """UTF-8 or GB18030, for bytes that are not sound UTF-8.

    Chinese in damaged UTF-8 still decodes to Chinese nearly everywhere, GBK read as UTF-8 to next to none. The test is
    needed because GB18030 accepts most damaged UTF-8 and turns it into other, rarer Chinese characters.
    """
    as_utf8, as_gbk = data.decode("UTF-8", "replace"), data.decode("GB18030", "replace")
    if len(CHINESE.findall(as_utf8)) > as_utf8.count("\ufffd"):
        return "UTF-8"
    if not _is_writing(as_gbk):
        raise ReadError(path, f"不是文字文件，或文字编码无法识别（不是 UTF-8、UTF-16、GBK）。{RESAVE}")
    return "GB18030"


def _without_mark(path: Path, data: bytes) -> tuple[str, str]:
    """Bytes with NULs: UTF-16 without its mark, or no text at all."""
    for encoding in ("UTF-16-LE", "UTF-16-BE"):
        head = data[: 2 * SAMPLE].decode(encoding, "replace")
        if len(data) % 2 == 0 and "\x00" not in head and _is_writing(head):
            return _sound(path, _strict(path, data, encoding)), encoding
    line = data[: data.index(b"\x00")].count(b"\n") + 1
    raise ReadError(path, f"第 {line} 行含有空字符（NUL），不是文字文件或已损坏。{RESAVE}")


def _is_writing(text: str) -> bool:
    """Nine characters in ten are Chinese, ASCII or punctuation."""
    return len(WRITTEN.findall(text)) * 10 >= len(text) * 9


def _sound(path: Path, text: str) -> str:
    """The text itself, unless it holds NULs or so many control characters that it is none."""
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise ReadError(path, f"第 {line} 行含有空字符（NUL），不是文字文件或已损坏。{RESAVE}")
    if len(CONTROL.findall(text)) * 50 > len(text):
        raise ReadError(path, "含有大量控制字符，不是文字文件。请改用 .docx 或 .txt 的报告")
    if not text.strip():
        raise ReadError(path, "文件里没有文字。请确认报告已保存")
    return text
