from __future__ import annotations

import contextlib
import io
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from docx_maker import Xml, box, cell, control, formula, gone, hidden, ins, make_docx, note, p, run, table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from result_maker import finding_on, result_on, span_in

from gouji.document import Document, Span
from gouji.errors import GoujiError
from gouji.finding import CheckResult
from gouji.formats import docx
from gouji.formats.comment import LONGEST, WORD, comments
from gouji.formats.docx_ranges import BEGIN, END, ID, REFERENCE
from gouji.readers import Limits, office, read
from gouji.readers.docx import sources
from gouji.readers.docx_styles import PARAGRAPH, W
from gouji.readers.docx_text import Reading, segments
from gouji.rule import Severity

WHEN = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 - Word shows it as it stands
LIMITS = Limits()
OTHERS = (
    f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="3" w:author="张三" w:date="2026-01-01T00:00:00Z">'
    "<w:p><w:r><w:t>请补依据</w:t></w:r></w:p></w:comment></w:comments>"
)
BLOCKS = [
    "一、基本情况",
    p("农村公路养护", run("8", "<w:b/>"), run("6公"), "里，完成率1", ins("0"), gone("9"), "8%。"),
    p("表后\t附：", control("120户"), "，", formula("REF x", "96.4%"), hidden("不算"), "，共", run("3座"), note(1)),
    table([["指标", "目标值"], ["公厕", cell("24座", "其中新建20座")], ["合计", "30座"]]),
    p("正文在框外", box("框里写到位1,500元"), "，其余7人。"),
]
QUOTES = ("86公里", "108%", "120户", "96.4%", "3座", "24座", "新建20座", "30座", "7人")


def annotated(document: Document, quotes: tuple[str, ...], path: Path) -> tuple[CheckResult, Path]:
    result = result_on(document, [finding_on(document, span_in(document, quote)) for quote in quotes])
    path.write_bytes(docx.write(result, when=WHEN))
    return result, path


def covered(path: Path) -> Mapping[str, str]:
    """Comment id → the characters between its marks, for each comment in the body."""
    found = sources(path, path.read_bytes(), LIMITS)
    told: dict[str, str] = {}
    open_: set[str] = set()
    for paragraph in found.package.document.iter(PARAGRAPH):
        texts = {one.element: one.text for one in segments(paragraph, Reading(found.hidden))}
        for element in paragraph.iter():
            identity = element.get(ID, "")
            if element.tag == BEGIN:
                open_.add(identity)
                told[identity] = ""
            elif element.tag == END:
                open_.discard(identity)
            for one in open_ if element in texts else ():
                told[one] += texts[element]
    assert not open_
    return dict(sorted(told.items(), key=lambda one: int(one[0])))


def comment_parts(path: Path) -> dict[str, etree._Element]:
    root = etree.fromstring(zipfile.ZipFile(path).read("word/comments.xml"))
    return {one.get(ID, ""): one for one in root}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return make_docx(tmp_path / "报告.docx", BLOCKS, header=["页眉2025年"], footnotes=["另有9户未计入。"])


def test_every_comment_covers_exactly_its_quote(report: Path, tmp_path: Path) -> None:
    _, copy = annotated(read(report), QUOTES, tmp_path / "批注.docx")
    assert tuple(covered(copy).values()) == QUOTES


def test_the_text_stays_as_it_is(report: Path, tmp_path: Path) -> None:
    before = read(report)
    _, copy = annotated(before, QUOTES, tmp_path / "批注.docx")
    after = read(copy)
    assert (after.text, after.blocks) == (before.text, before.blocks)


def test_overlapping_ranges_and_shared_ends(report: Path, tmp_path: Path) -> None:
    quotes = ("86公里，完成率108%", "公里，完成", "108%", "108%", "里，完成率108%。")
    _, copy = annotated(read(report), quotes, tmp_path / "批注.docx")
    assert tuple(covered(copy).values()) == quotes


def test_boxes_notes_and_headers_are_told_of_at_their_host(report: Path, tmp_path: Path) -> None:
    quotes = ("1,500元", "9户", "2025年")
    _, copy = annotated(read(report), quotes, tmp_path / "批注.docx")
    hosts = list(covered(copy).values())
    assert [one[:4] for one in hosts] == ["正文在框", "表后\t附", "一、基本"]
    told = ["".join(one.itertext()) for one in comment_parts(copy).values()]
    assert all(quote in one and "这里不能直接加批注" in one for quote, one in zip(quotes, told, strict=True))


def test_a_second_check_replaces_our_comments_and_no_others(report: Path, tmp_path: Path) -> None:
    _, first = annotated(read(report), QUOTES, tmp_path / "一.docx")
    _, second = annotated(read(first), QUOTES, tmp_path / "二.docx")
    assert zipfile.ZipFile(second).read("word/document.xml") == zipfile.ZipFile(first).read("word/document.xml")
    assert [one.get(f"{W}author") for one in comment_parts(second).values()] == ["勾稽"] * len(QUOTES)
    _, third = annotated(read(second), QUOTES[:2], tmp_path / "三.docx")
    assert tuple(covered(third).values()) == QUOTES[:2]


def test_comments_of_others_stay(tmp_path: Path) -> None:
    mark = '<w:commentRangeStart w:id="3"/>{}<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>'
        "</Relationships>"
    )
    parts = {"word/comments.xml": OTHERS, "word/_rels/document.xml.rels": relations}
    blocks = [p("目标", Xml(mark.format(run("86公里"))), "，完成率108%。")]
    path = make_docx(tmp_path / "报告.docx", blocks, parts=parts)
    _, first = annotated(read(path), ("6公里，完", "108%"), tmp_path / "一.docx")
    _, copy = annotated(read(first), ("6公里，完", "108%"), tmp_path / "二.docx")
    assert covered(copy) == {"3": "86公里", **dict(zip(("4", "5"), ("6公里，完", "108%"), strict=True))}
    kept = comment_parts(copy)["3"]
    assert (kept.get(f"{W}author"), "".join(kept.itertext())) == ("张三", "请补依据")


def test_what_it_says(report: Path, tmp_path: Path) -> None:
    _, copy = annotated(read(report), ("108%",), tmp_path / "批注.docx")
    (comment,) = comment_parts(copy).values()
    assert ["".join(paragraph.itertext()) for paragraph in comment] == [
        "必改 1：108%对不上",
        "算式：86 ÷ 86 = 100%",
        "可改：数0改为 100%（最可能）。",
        "依据：算术关系：完成率＝实际完成值÷目标值",
        "规则：completion-rate。有正当理由可以不改，请登记豁免并写明原因。",
    ]
    assert comment.get(f"{W}date") == "2026-03-02T09:30:00Z"
    (reference,) = etree.fromstring(zipfile.ZipFile(copy).read("word/document.xml")).iter(REFERENCE)
    assert reference.get(ID) == comment.get(ID)


def test_notes_are_written_when_asked_for(report: Path) -> None:
    document = read(report)
    result = result_on(document, [finding_on(document, span_in(document, "7人"), severity=Severity.INFO)])
    assert comments(result) == ()
    (told,) = comments(result, notes=True)
    assert told.paragraphs[0].startswith("说明 1：")


def test_comments_are_short(result: CheckResult) -> None:
    long = replace(result.findings[0], message="某" * 100, working="数" * 90)
    for one in comments(replace(result, findings=(*result.findings, long)), notes=True):
        assert sum(len(WORD.findall(text)) for text in one.paragraphs) <= LONGEST
        assert one.paragraphs[-1].startswith("规则：completion-rate。") or one.finding is not long


def test_what_is_no_word_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("完成率108%。", "utf-8")
    with pytest.raises(GoujiError, match=r"请另存为 \.docx"):
        annotated(read(path), ("108%",), tmp_path / "批注.docx")


def test_a_report_changed_since_is_refused(report: Path, tmp_path: Path) -> None:
    document = read(report)
    make_docx(report, ["另一份108%"])
    with pytest.raises(GoujiError, match="改动过"):
        annotated(document, ("108%",), tmp_path / "批注.docx")


def test_a_strict_document_stays_strict(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "报告.docx", ["完成率108%。"])
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(W[1:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            new.writestr(name, content)
    _, copy = annotated(read(strict), ("108%",), tmp_path / "批注.docx")
    assert W[1:-1].encode() not in zipfile.ZipFile(copy).read("word/document.xml")
    assert W[1:-1].encode() not in zipfile.ZipFile(copy).read("word/comments.xml")
    assert tuple(covered(copy).values()) == ("108%",)


def test_other_members_are_copied_byte_for_byte(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "报告.docx", ["完成率108%。"], parts={"word/media/image1.png": "x" * 5000})
    _, copy = annotated(read(path), ("108%",), tmp_path / "批注.docx")
    old, new = zipfile.ZipFile(path), zipfile.ZipFile(copy)
    same = set(old.namelist()) - {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert {name: old.read(name) for name in same} == {name: new.read(name) for name in same}
    assert set(new.namelist()) == {*old.namelist(), "word/comments.xml"}


@given(dice=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_document_keeps_its_text(report: Path, dice: Random) -> None:
    """Elements thrown about as no program would: the copy may cover more than the quote, and says the same."""
    with zipfile.ZipFile(report) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(members["word/document.xml"])
    elements = [one for one in root.iter() if one is not root]
    for _ in range(dice.randint(1, 6)):
        one, other = dice.choice(elements), dice.choice(elements)
        with contextlib.suppress(ValueError):  # an element into itself
            if dice.random() < 0.5:
                other.append(one)
            else:
                other.addnext(one)
    broken = report.with_name("乱.docx")
    with zipfile.ZipFile(broken, "w") as archive:
        for name, content in (members | {"word/document.xml": etree.tostring(root)}).items():
            archive.writestr(name, content)
    try:
        document = read(broken)
    except GoujiError:
        return
    blocks = [b.span for b in document.blocks if document.quote(b.span)]
    spans = [Span(b.start + 1, b.end) for b in blocks if b.end - b.start > 2]
    copy = report.with_name("批注.docx")
    copy.write_bytes(docx.write(result_on(document, [finding_on(document, one) for one in spans])))
    assert read(copy).text == document.text


@given(cuts=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_characters_of_a_paragraph_can_be_covered(report: Path, cuts: list[tuple[int, int]]) -> None:
    document = read(report)
    block = document.block_at(span_in(document, "表后").start)
    spans = []
    for start, length in cuts:
        begin = block.span.start + start % (block.span.end - block.span.start)
        spans.append(Span(begin, min(begin + length, block.span.end)))
    result = result_on(document, [finding_on(document, one) for one in spans])
    copy = report.with_name("批注.docx")
    copy.write_bytes(docx.write(result, when=WHEN))
    assert list(covered(copy).values()) == [document.quote(one) for one in spans]
    assert read(copy).text == document.text


@pytest.mark.skipif(
    office.program() is None, reason="soffice is not installed, and nothing else makes a .docx of a .doc"
)
def test_an_old_word_file_gets_a_docx(root: Path, tmp_path: Path) -> None:
    quotes = ("106%", "118.6%")
    _, copy = annotated(read(root / "samples/formats/township.doc"), quotes, tmp_path / "批注.docx")
    assert tuple(covered(copy).values()) == quotes


@pytest.mark.skipif(office.program() is None, reason="soffice is not installed, so nobody can open the copy")
def test_libreoffice_opens_the_copy_with_all_comments(report: Path, tmp_path: Path) -> None:
    _, copy = annotated(read(report), (*QUOTES, "1,500元"), tmp_path / "批注.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(office.program()),
        "--headless",
        profile,
        "--convert-to",
        "odt",
        "--outdir",
        str(tmp_path),
        str(copy),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - a copy of ours
    content = zipfile.ZipFile(io.BytesIO((tmp_path / "批注.odt").read_bytes())).read("content.xml").decode()
    assert content.count("<office:annotation ") == len(QUOTES) + 1
    assert all(f"必改 {n}：" in content for n in range(1, len(QUOTES) + 2))
