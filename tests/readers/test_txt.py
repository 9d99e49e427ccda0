"""Plain text: lines, encodings, and what is refused."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Location, Span
from gouji.errors import ReadError
from gouji.readers import Limits, is_facts, read

REPORT = "一、基本情况\n\n2021年支出总额1,531.23万元，完成率95%。\n（二）绩效目标：水稻种植面积4.8万亩。\n"


def written(folder: Path, data: bytes, name: str = "报告.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: Path, limits: Limits | None = None) -> str:
    """The one sentence that says why a file is refused; it never holds line breaks or our own words."""
    with pytest.raises(ReadError) as told:
        read(path, limits or Limits())
    assert told.value.path == str(path)
    assert "\n" not in str(told.value)
    assert "Error" not in str(told.value)
    assert "Traceback" not in str(told.value)
    return told.value.reason


def test_a_block_is_a_line_and_blank_lines_count(tmp_path: Path) -> None:
    document = read(written(tmp_path, REPORT.encode()))
    assert document.format == "txt"
    assert [document.quote(b.span) for b in document.blocks] == REPORT.split("\n")
    assert [b.number for b in document.blocks] == [1, 2, 3, 4, 5]
    assert document.notes == ()
    at = document.text.index("1,531.23")
    assert document.locate(Span(at, at + 8)) == Location(3, 9, 17)


@given(
    st.lists(st.text(alphabet="一二三4.8万%亩 \t，", max_size=12), min_size=1, max_size=12),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_span_slices_to_its_line(tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: str) -> None:
    lines = [*lines, "末"]
    path = written(tmp_path_factory.mktemp("txt"), end.join(lines).encode())
    document = read(path)
    assert [document.text[b.span.start : b.span.end] for b in document.blocks] == lines
    assert document.text == "\n".join(lines)


@pytest.mark.parametrize(
    ("encoded", "named"),
    [
        (codecs.BOM_UTF8 + REPORT.encode(), ""),
        (REPORT.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"), "UTF-16"),
        (REPORT.encode("utf-16-le"), "UTF-16"),
        (REPORT.encode("utf-16-be"), "UTF-16"),
        (REPORT.encode("gbk"), "GBK"),
        (("㐀" + REPORT).encode("gb18030"), "GB18030"),
    ],
    ids=["utf-8-sig", "utf-16", "utf-16-be", "utf-16-le-unmarked", "utf-16-be-unmarked", "gbk", "gb18030"],
)
def test_encodings_are_told_apart_and_named(tmp_path: Path, encoded: bytes, named: str) -> None:
    document = read(written(tmp_path, encoded))
    assert document.text.removeprefix("㐀") == REPORT
    assert (document.notes == ()) if not named else (named in document.notes[0])


def test_the_extension_decides_nothing(tmp_path: Path) -> None:
    assert read(written(tmp_path, REPORT.encode(), "报告.docx")).format == "txt"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空的"),
        (b" \n\t\n", "没有文字"),
        (codecs.BOM_UTF8, "没有文字"),
        (REPORT.encode()[:-2] + b"\xff\n", "UTF-8 编码，但第 4 行"),
        (REPORT.encode()[:-3], "UTF-8 编码，但第 4 行"),
        (REPORT.encode("gbk") + b"\x81", "GBK（GB18030） 编码，但第 5 行"),
        (REPORT.encode("utf-16") + b"\x00", "UTF-16 编码，但第 5 行"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8A\x00", "UTF-16 编码，但第 1 行"),
        (REPORT.encode().replace(b"95", b"9\x005"), "第 3 行含有空字符"),
        (REPORT.replace("95", "9\x005").encode("utf-16"), "第 3 行含有空字符"),
        (bytes(range(1, 32)) * 40, "控制字符"),
        (bytes(range(128, 256)) * 40, "编码无法识别"),
    ],
    ids=[
        *("empty", "blank", "mark-only", "bad-utf-8", "cut-utf-8", "bad-gbk", "odd-utf-16", "bad-utf-16"),
        *("nul", "nul-in-utf-16", "control", "high-bytes"),
    ],
)
def test_what_is_no_sound_text_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    assert says in refusal(written(tmp_path, data))


def test_large_text_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        for _ in range(100):
            file.write("支出100万元。\n".encode() * (1024 * 1024 // 20))
    assert path.stat().st_size > 90 * 1024 * 1024
    assert "超过 20 MB" in refusal(path)
    small = written(tmp_path, REPORT.encode())
    assert "超过 50 字节" in refusal(small, Limits(text=50))
    assert "超过 50 字节" in refusal(small, Limits(file=50))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\x89PNG\r\n\x1a\n\x00", "图片"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "图片"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (b"\x1f\x8b\x08\x00", "压缩包"),
        (b"MZ\x90\x00\x03\x00", "程序"),
        (b"\x7fELF\x02\x01", "程序"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument/>", "XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "WordDocument".encode("utf-16-le"), "旧版 Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "Workbook".encode("utf-16-le"), "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "旧版 Office"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, data: bytes, says: str) -> None:
    told = refusal(written(tmp_path, data))
    assert says in told
    assert "请" in told


def test_what_is_no_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "文件夹" in refusal(tmp_path)
    assert "没有这个文件" in refusal(tmp_path / "无.txt")
    assert "文件名不合法" in refusal(Path("甲\x00乙"))
    assert "不是普通文件" in refusal(Path("/dev/null"))
    path = written(tmp_path, REPORT.encode())

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)  # file modes do not stop root, which tests may run as
    assert "权限" in refusal(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"schema": "gouji.facts/1"', True),
        ("\ufeff\n{ }", True),
        ("{schema: 1}", True),
        ('[{"role": "target"}]', True),
        ("{", True),
        ("{单位}2021年度绩效自评报告", False),
        ("{\\rtf1", False),
        ("[bookmark: _GoBack]一、基本情况", False),
        (REPORT, False),
    ],
)
def test_json_is_told_from_reports(tmp_path: Path, text: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_facts(written(tmp_path, text.encode())) is expected
    assert is_facts(written(tmp_path, text.removeprefix("\ufeff").encode("utf-16"))) is expected
