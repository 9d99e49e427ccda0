"""Rich text: Chinese in any of its spellings, labels, tables, and what is not printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.document import Document
from gouji.errors import ReadError
from gouji.readers import read

FONTS = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 \'cb\'ce\'cc\'e5;}{\f2\fcharset2 Wingdings;}}"


def opened(tmp_path: Path, body: str, head: str = r"\ansi\ansicpg936") -> Document:
    path = tmp_path / "a.rtf"
    path.write_bytes(("{\\rtf1" + head + FONTS + body + "}").encode("latin-1"))
    return read(path)


def u(words: str) -> str:
    return "".join(f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" for c in words)


def gbk(words: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in words.encode("gbk"))


@pytest.mark.parametrize(
    "written",
    [
        u("支出93万元。"),
        r"\f1 " + gbk("支出") + "93" + gbk("万元。"),
        r"\f0 " + gbk("支出93万元。"),  # a Latin font in a Chinese file
        r"\uc2\u25903\'d6\'a7\u20986\'b3\'f693" + r"\uc1 " + u("万元。"),
        r"\f1 " + gbk("支")[:4] + "\r\n" + gbk("支")[4:] + gbk("出93万元。"),  # broken inside a character
    ],
)
def test_chinese_in_any_spelling(tmp_path: Path, written: str) -> None:
    assert opened(tmp_path, written + r"\par").text.strip() == "支出93万元。"


def test_labels_and_levels(tmp_path: Path) -> None:
    body = (
        r"{\stylesheet{\s1\outlinelevel0 heading 1;}}\pard\s1{\listtext " + u("一、") + r"\tab}" + u("概况") + r"\par"
        r"\pard " + u("正文") + r"\par"
    )
    document = opened(tmp_path, body)
    assert [(b.label, b.level, document.quote(b.span)) for b in document.blocks[:2]] == [
        ("一、", 1, "概况"),
        ("", 0, "正文"),
    ]


def test_what_is_not_printed_is_left_out(tmp_path: Path) -> None:
    body = (
        u("得") + r"{\deleted 95}93{\v " + u("隐藏") + "}" + u("分")
        + r"{\field{\*\fldinst SUM(ABOVE)}{\fldrslt 12}}{\*\unknown 77}{\pict 0102}{\info{\title " + u("题") + "}}"
    )  # fmt: skip
    document = opened(tmp_path, body)
    assert document.text == "得93分12"
    assert {note[:6] for note in document.notes} == {"文中有未接受", "文中有隐藏文"}


def test_symbols_of_symbol_fonts(tmp_path: Path) -> None:
    assert opened(tmp_path, u("甲") + r"{\f2\u-3842?}").text == "甲☑"


def test_cells_keep_their_places_merged_ones_too(tmp_path: Path) -> None:
    first = r"\trowd\cellx2000\cellx3000\pard\intbl A\cell 1\cell\row"
    second = r"\trowd\clvmgf\cellx1000\cellx2000\cellx3000\pard\intbl B\cell C\par D\cell 2.5\cell\row"
    third = r"\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell E\cell 3\cell\row"
    document = opened(tmp_path, first + second + third + r"\pard end\par")
    placed = [
        (b.cell.row, b.cell.column, b.cell.width, b.cell.continued, document.quote(b.span))
        for b in document.blocks
        if b.cell
    ]
    assert placed == [
        *((1, 1, 2, False, "A"), (1, 3, 1, False, "1")),
        *((2, 1, 1, False, "B"), (2, 2, 1, False, "C\nD"), (2, 3, 1, False, "2.5")),
        *((3, 1, 1, True, ""), (3, 2, 1, False, "E"), (3, 3, 1, False, "3")),
    ]


def test_notes_and_headers_follow_the_body(tmp_path: Path) -> None:
    body = r"{\header " + u("页眉") + r"\par}" + u("正文") + r"{\footnote " + u("脚注") + r"\par}" + u("续") + r"\par"
    document = opened(tmp_path, body)
    said = [(b.kind, document.quote(b.span)) for b in document.blocks if document.quote(b.span)]
    assert said == [("paragraph", "正文续"), ("header", "页眉"), ("footnote", "脚注")]


@pytest.mark.parametrize("body", ["", r"\par\par", "{" * 5000])
def test_what_cannot_be_read_is_told(tmp_path: Path, body: str) -> None:
    with pytest.raises(ReadError, match="请"):
        opened(tmp_path, body)
