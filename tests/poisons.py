"""Files that no report should be, for sweeps to survive: empty, cut off, lying, packed to burst, and damaged by chance."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bench.fuzz_readers import mutant

SAMPLES = Path(__file__).parents[1] / "samples"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT = "望禾镇2023年度部门整体支出绩效自评报告\n户厕改建320户。\n".encode()


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """A zip of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def locked(data: bytes) -> bytes:
    """A zip of one file with the marks of a password."""
    made = bytearray(data)
    made[6] |= 1
    made[made.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def nested(depth: int) -> bytes:
    """Zips inside one another."""
    data = zipped(("报告.txt", TEXT))
    for _ in range(depth - 1):
        data = zipped(("内.zip", data))
    return data


def made_by_hand() -> Iterator[tuple[str, bytes]]:
    """Each kind once: name and content."""
    for suffix in (".docx", ".pdf", ".xlsx", ".txt", ".zip", ".doc"):
        yield f"空{suffix}", b""
    for name in ("township.docx", "project.txt"):
        whole = (SAMPLES / name).read_bytes()
        yield f"截断{Path(name).suffix}", whole[: len(whole) // 2]
    whole = (SAMPLES / "township.docx").read_bytes()
    yield "其实是文字.docx", TEXT
    yield "其实是程序.docx", b"MZ" + b"\x90" * 60 + b"\0" * 200
    yield "其实是网页.doc", b"<html><body>" + b"<div>" * 3000
    yield "只有头.pdf", b"%PDF-1.7\n"
    yield "没有页.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    yield "只有头.doc", OLE + b"\0" * 600
    yield "加密.docx", OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
    yield "只有头.rtf", b"{\\rtf1" + b"{\\b " * 5000
    yield "半个字.rtf", b"{\\rtf1\\ansi \\u-10240?\\u55357? 2023\\'c4\\'ea}"
    yield "半个字.html", b"<html><body><p>&#xD800;&#x110000;&#0; 2023</p></body></html>"
    yield "深.xml.docx", zipped(("[Content_Types].xml", b"<x>" * 50000), ("word/document.xml", b"<w>" * 50000))
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in range(ord("b"), ord("k"))
    )
    yield "实体.docx", zipped(("[Content_Types].xml", b"<t/>"), ("word/document.xml", bomb + b"]><d>&j;</d>"))
    yield "零.docx", zipped(("[Content_Types].xml", b"<t/>"), ("word/document.xml", bytes(80_000_000)))
    yield "乱码.txt", bytes(range(128, 256)) * 40
    yield "零.txt", bytes(5000)
    yield "一行.txt", "预算100万元，".encode() * 20000
    yield "大数.txt", f"望禾镇2023年度报告\n支出{'9' * 400}万元，完成率{'9' * 400}%。\n".encode()
    yield "没有数.txt", "望禾镇\n".encode()
    yield "坏图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50
    yield "坏.ofd", zipped(("OFD.xml", b"<ofd:OFD"))
    yield "坏.ods", zipped(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<"))
    yield "坏.odt", zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>"))
    yield "坏.xls", OLE + b"\0" * 504 + "Workbook".encode("utf-16-le") + b"\0" * 512
    yield "坏.zip", b"PK\x03\x04" + b"x" * 40
    yield "密.zip", locked(zipped(("报告.txt", TEXT)))
    yield "五层.zip", nested(5)
    yield "无报告.zip", zipped(("图.png", b"\x89PNG\r\n\x1a\n"))
    yield "膨胀.zip", zipped(*((f"{n}.txt", bytes(100_000_000)) for n in range(22)))
    yield "坏一份.zip", _broken(zipped(("好.txt", TEXT), ("坏.txt", os.urandom(400))))
    yield "坏.docx", whole.replace(b"word/document.xml", b"word/documenT.xml")


def _broken(data: bytes) -> bytes:
    """A zip of two files, the second of which is damaged."""
    made = bytearray(data)
    at = made.rindex(b"PK\x03\x04") + 60
    made[at : at + 20] = bytes(20)
    return bytes(made)


def poison(folder: Path, count: int, *, seed: int = 7) -> int:
    """Put so many such files into a folder: every kind, then real reports damaged by chance. How many there are."""
    dice = random.Random(seed)  # noqa: S311 - the same files every time
    seeds = sorted(
        path for path in (SAMPLES / "formats").iterdir() if path.suffix in {".docx", ".pdf", ".rtf", ".odt", ".html"}
    )
    made = dict(list(made_by_hand())[:count])
    while len(made) < count:
        path = dice.choice(seeds)
        made[f"毁{len(made)}{path.suffix}"] = mutant(path.read_bytes(), dice)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return len(made)
