"""Word documents that are broken, locked or hostile: one Chinese sentence, never a crash, never for long."""

from __future__ import annotations

import io
import random
import time
import zipfile
from pathlib import Path

import pytest
from docx_maker import HEADING_LIST, NAMESPACES, box, cell, formula, gone, hidden, ins, make_docx, note, p, table
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.document import Document
from gouji.errors import ReadError
from gouji.readers import Limits, docx, read
from gouji.readers.source import MEGABYTE

SHARED = Path(__file__).parents[2].parent / "shared" / "samples"


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as told:
        read(path, limits or Limits())
    assert str(path) in str(told.value)
    assert "\n" not in str(told.value)
    assert "请" in told.value.reason
    return told.value.reason


def zipped(path: Path, **members: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return path


def with_document(path: Path, xml: str | bytes) -> Path:
    return zipped(path, **{"[Content_Types].xml": "<Types/>", "word__document.xml": xml})


def every_feature(path: Path) -> Path:
    """A document with all that the reader knows, as food for mutations."""
    return make_docx(
        path,
        [
            p("基本情况", level=1, listed=(1, 0)),
            p("得", ins("93"), gone("95"), "分", hidden("稿"), note(1), box("框"), formula("PAGE", "3")),
            table([["指标", cell("甲", across=2)], [cell("乙", table([["内"]]), down="restart"), "1"]]),
            *(p(f"第{n}条，完成率{n}%。", listed=(2, 0)) for n in range(20)),
        ],
        lists={1: HEADING_LIST, 2: [("decimal", "%1)")]},
        restarts={3: 2},
        header=["页眉"],
        footer=["页脚"],
        footnotes=["脚注"],
    )


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"a.txt": "甲"}, "压缩包"),
        ({"xl__workbook.xml": "<x/>", "[Content_Types].xml": "<Types/>"}, "没有工作表"),
        ({"ppt__presentation.xml": "<x/>", "[Content_Types].xml": "<Types/>"}, "演示文稿"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "OpenDocument 文档"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "损坏"),
        ({"OFD.xml": "<x/>"}, "OFD"),
        ({"[Content_Types].xml": "<Types/>"}, "没有 Word 正文"),
        ({"[Content_Types].xml": "<Types/>", "word__document.xml": "<a><b></a>"}, "损坏"),
        ({"[Content_Types].xml": "<Types/>", "word__document.xml": ""}, "损坏"),
        ({"[Content_Types].xml": "<Types/>", "word__document.xml": "<a/>"}, "损坏"),
        ({"[Content_Types].xml": "<Types/>", "word__document.xml": f"<w:d {NAMESPACES}><w:body/></w:d>"}, "没有文字"),
    ],
)
def test_other_zips_are_named(tmp_path: Path, members: dict[str, str], says: str) -> None:
    assert says in refusal(zipped(tmp_path / "报告.docx", **members))


def test_a_truncated_file_is_told(tmp_path: Path) -> None:
    whole = every_feature(tmp_path / "整.docx").read_bytes()
    path = tmp_path / "断.docx"
    for part in range(1, 10):
        path.write_bytes(whole[: len(whole) * part // 10])
        assert "不完整" in refusal(path)


def test_a_flipped_byte_in_the_body_is_told(tmp_path: Path) -> None:
    path = every_feature(tmp_path / "报告.docx")
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("word/document.xml")
    data = bytearray(path.read_bytes())
    data[member.header_offset + 60 + member.compress_size // 2] ^= 0xFF
    path.write_bytes(data)
    assert "损坏" in refusal(path)


def test_an_encrypted_member_is_told(tmp_path: Path) -> None:
    path = every_feature(tmp_path / "报告.docx")
    data = path.read_bytes()
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            data = data[: at + offset] + b"\x01" + data[at + offset + 1 :]
    path.write_bytes(data)
    assert "密码" in refusal(path)


def test_zip_bombs_are_stopped(tmp_path: Path) -> None:
    head, tail = f"<w:document {NAMESPACES}><w:body>", "</w:body></w:document>"
    bomb = with_document(tmp_path / "弹.docx", head + " " * (100 * MEGABYTE) + tail)
    assert bomb.stat().st_size < MEGABYTE
    assert "超过 64 MB" in refusal(bomb)
    ratio = with_document(tmp_path / "密.docx", head + " " * (20 * MEGABYTE) + tail)
    assert "超过 200 倍" in refusal(ratio)
    small = every_feature(tmp_path / "小.docx")
    assert "超过 1000 字节" in refusal(small, Limits(inflated=1000))
    assert read(small).blocks


def test_a_zip_that_lies_about_sizes_is_stopped(tmp_path: Path) -> None:
    path = with_document(
        tmp_path / "谎.docx", f"<w:document {NAMESPACES}><w:body>{p('甲') * 100_000}</w:body></w:document>"
    )
    with zipfile.ZipFile(path) as archive:
        true = archive.getinfo("word/document.xml").file_size
    path.write_bytes(path.read_bytes().replace(true.to_bytes(4, "little"), (500).to_bytes(4, "little")))
    assert "损坏" in refusal(path)


@pytest.mark.parametrize("place", ["text", "attribute"])
def test_entity_bombs_are_stopped_at_once(tmp_path: Path, place: str) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    used = "<w:t>&e11;</w:t>" if place == "text" else '<w:t w:x="&e11;">甲</w:t>'
    body = f"<w:d {NAMESPACES}><w:body><w:p><w:r>{used}</w:r></w:p></w:body></w:d>"
    xml = f'<!DOCTYPE x [<!ENTITY e0 "甲甲甲甲">{levels}]>{body}'
    began = time.monotonic()
    assert refusal(with_document(tmp_path / "报告.docx", xml))
    assert time.monotonic() - began < 5


def test_external_entities_are_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "秘密.txt"
    secret.write_text("机密数字123", encoding="utf-8")
    body = f"<w:d {NAMESPACES}><w:body>{p('甲')}<w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:d>"
    xml = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>{body}'
    assert "实体" in refusal(with_document(tmp_path / "报告.docx", xml))


def nested(path: Path, depth: int) -> Path:
    opening, closing = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    body = f"<w:body>{opening * depth}{p('甲')}{closing * depth}</w:body>"
    return with_document(path, f"<w:document {NAMESPACES}>{body}</w:document>")


@pytest.mark.parametrize("depth", [300, 3000, 200_000])
def test_deep_nesting_is_told(tmp_path: Path, depth: int) -> None:
    assert "嵌套" in refusal(nested(tmp_path / "报告.docx", depth), Limits(ratio=10_000))


def test_no_nesting_that_people_write_is_too_deep(tmp_path: Path) -> None:
    document = read(nested(tmp_path / "报告.docx", 50))
    assert document.text.strip() == "甲"
    assert len(document.blocks) == 50


def test_deep_runs_are_read_or_told(tmp_path: Path) -> None:
    body = (
        f"<w:body><w:p>{'<w:smartTag>' * 1500}<w:r><w:tab/><w:t>甲</w:t></w:r>{'</w:smartTag>' * 1500}</w:p></w:body>"
    )
    assert "嵌套" in refusal(with_document(tmp_path / "报告.docx", f"<w:document {NAMESPACES}>{body}</w:document>"))


def test_numbers_that_are_none_do_no_harm(tmp_path: Path) -> None:
    path = every_feature(tmp_path / "报告.docx")
    for wrong in ("x", "", "-5", "99999999999999999999", "١"):
        changed = {}
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                text = archive.read(name).decode()
                for value in ("0", "1", "2", "decimal", "chineseCounting", "%1、"):
                    text = text.replace(f'w:val="{value}"', f'w:val="{wrong}"')
                changed[name.replace("/", "__")] = text
        document = read(zipped(tmp_path / "改.docx", **changed))
        assert "第19条，完成率19%。" in document.text


def test_plain_paragraphs_read_the_same_the_long_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [every_feature(tmp_path / "报告.docx"), *SHARED.glob("seed-report.docx")]
    short = [read(path) for path in paths]
    monkeypatch.setattr(docx, "plain_paragraphs", lambda *_: {})
    assert [read(path) for path in paths] == short


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return every_feature(tmp_path_factory.mktemp("fuzz") / "报告.docx")


def outcome(path: Path) -> None:
    """A document whose spans are its text, or a refusal; anything else fails the test."""
    try:
        document = read(path)
    except ReadError as told:
        assert told.reason  # noqa: PT017 - both outcomes are right
        return
    assert isinstance(document, Document)
    assert "\n".join(document.quote(b.span) for b in document.blocks) == document.text
    assert [b.number for b in document.blocks] == list(range(1, len(document.blocks) + 1))


def test_damaged_bytes_give_a_document_or_a_refusal(healthy: Path) -> None:
    data, path = healthy.read_bytes(), healthy.with_name("坏.docx")
    chance = random.Random(2021)  # noqa: S311 - the same damage every time
    for _ in range(300):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        if chance.random() < 0.2:
            del broken[chance.randrange(len(broken)) :]
        path.write_bytes(broken)
        outcome(path)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_damaged_markup_gives_a_document_or_a_refusal(healthy: Path, data: st.DataObject) -> None:
    """Elements dropped, doubled, renamed or emptied of attributes, in any part: what zip checksums never catch."""
    with zipfile.ZipFile(io.BytesIO(healthy.read_bytes())) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    pieces = parts[name].split("<")
    at = data.draw(st.integers(1, len(pieces) - 1))
    change = data.draw(st.sampled_from(["drop", "double", "swap", "bare", "rename", "part"]))
    other = data.draw(st.integers(1, len(pieces) - 1))
    if change == "drop":
        del pieces[at]
    elif change == "double":
        pieces.insert(other, pieces[at])
    elif change == "swap":
        pieces[at], pieces[other] = pieces[other], pieces[at]
    elif change == "bare":
        pieces[at] = pieces[at].split(" ")[0].rstrip("/>") + "/>"
    elif change == "rename":
        pieces[at] = pieces[at].replace("w:", "v:", 1)
    parts[name] = "<".join(pieces)
    if change == "part":
        del parts[name]
    path = healthy.with_name("改.docx")
    outcome(zipped(path, **{member.replace("/", "__"): text for member, text in parts.items()}))
