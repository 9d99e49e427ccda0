"""A CheckResult → a copy of the user's .docx with a comment on each figure that is likely wrong.

The text is not touched. Comments of ours from an earlier check are replaced; those of others stay as they are.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from lxml import etree

from gouji.document import Span
from gouji.errors import GoujiError
from gouji.finding import CheckResult
from gouji.formats.comment import Comment, comments, where
from gouji.formats.docx_parts import add, free_id, parts, remove_ours
from gouji.formats.docx_ranges import Range, mark, mark_whole
from gouji.formats.zipped import rewritten
from gouji.readers import Limits, office
from gouji.readers.archive import load
from gouji.readers.docx import Sources, sources
from gouji.readers.docx_package import STRICT_WORD, loader
from gouji.readers.docx_styles import PARAGRAPH, W
from gouji.readers.docx_text import BOX, Reading, Segment, segments

CONVERTIBLE = {"doc": ".doc", "odt": ".odt", "rtf": ".rtf"}  # what LibreOffice makes a .docx of
CHANGED = "核对之后这个文件改动过，批注会标错地方。请再核对一次。"
CONVERTED = "转换成 .docx 后，文字和读到的不完全一样，批注会标错地方。请另存为 .docx 再核对，或改用 html。"
ELSEWHERE = "批注的原处：{}（这里不能直接加批注）"
Spot = tuple[etree._Element, Comment, Range | None]  # noqa: SLF001 - lxml has no public name; no range: all of it


def write(
    result: CheckResult,
    *,
    notes: bool = False,
    when: datetime | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> bytes:
    """The annotated copy; GoujiError if the report is no Word document, or has changed since it was read.

    With `notes`, findings that need nothing done have comments too. `when` is the time of the comments: now, if None.
    """
    path = Path(result.document.path)
    data = _as_docx(result, path, limits)
    found = sources(path, data, limits)
    if found.text != result.document.text:
        raise GoujiError(f"{path}：{CHANGED if result.document.format == 'docx' else CONVERTED}")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        load_part = loader(path, archive, limits)
        strict = STRICT_WORD in archive.read(found.package.main)
        made = parts(load_part, found.package.main, found.package.document, strict=strict)
    remove_ours(made)
    first = free_id(made)
    told = comments(result, notes=notes)
    spots = [_spot(result, found, one, str(first + n)) for n, one in enumerate(told)]
    _mark(found, spots, first)
    for number, (_, comment, exact) in enumerate(spots, first):
        elsewhere = () if exact else (ELSEWHERE.format(where(result.document, comment)),)
        add(made, str(number), (*comment.paragraphs, *elsewhere), when or datetime.now())  # noqa: DTZ005 - Word shows it as it stands
    return rewritten(path, data, made.packed(), limits)


def _as_docx(result: CheckResult, path: Path, limits: Limits) -> bytes:
    """The report's own content if it is a .docx, else what LibreOffice makes of it."""
    kind = result.document.format
    if kind == "docx":
        return load(path, limits)
    if kind not in CONVERTIBLE:
        raise GoujiError(
            f"{path}：带批注的 Word 文件要由 .docx 报告生成，这份不是。请另存为 .docx 再核对，或改用 html。"
        )
    made = office.to_docx(load(path, limits), CONVERTIBLE[kind], limits)
    if made is None:
        raise GoujiError(f"{path}：带批注的文件要由 LibreOffice 转换生成，这台电脑没有装。请另存为 .docx 再核对。")
    return made


def _spot(result: CheckResult, found: Sources, comment: Comment, identity: str) -> Spot:
    """Where a comment goes: its characters in the body's paragraph, else the paragraph that holds the box or note."""
    document = result.document
    block = document.block_at(comment.span.start)
    start = comment.span.start - block.span.start
    within = Span(start, start + comment.span.end - comment.span.start)
    for paragraph, at, length in _lines(found, block.number - 1):
        if within.start <= at + length:
            host = _host(found, paragraph)
            if host is paragraph:
                return paragraph, comment, Range(within.start - at, min(within.end - at, length), identity)
            return host, comment, None
    return _first_paragraph(found), comment, None


def _lines(found: Sources, index: int) -> Iterator[tuple[etree._Element, int, int]]:
    """The paragraphs of a block, with where each begins in the block's text and its length."""
    at = 0
    for paragraph in found.paragraphs[index]:
        length = sum(len(one.text) for one in _segments(found, paragraph))
        yield paragraph, at, length
        at += length + 1


def _segments(found: Sources, paragraph: etree._Element) -> list[Segment]:
    return segments(paragraph, Reading(found.hidden))


def _host(found: Sources, paragraph: etree._Element) -> etree._Element:
    """The paragraph itself; that of the body which holds its text box or refers to its note; else the first."""
    top, boxed = paragraph, None
    for one in paragraph.iterancestors():
        boxed = one if one.tag == BOX else boxed
        top = one
        if one.tag in (f"{W}footnote", f"{W}endnote"):
            marks = found.package.document.iter(f"{one.tag}Reference")
            hosts = (next(m.iterancestors(PARAGRAPH), None) for m in marks if m.get(f"{W}id") == one.get(f"{W}id"))
            host = next(hosts, None)
            return _first_paragraph(found) if host is None else _outside(host)
    if top is not found.package.document:
        return _first_paragraph(found)
    return paragraph if boxed is None else _outside(paragraph)


def _outside(paragraph: etree._Element) -> etree._Element:
    """The paragraph, or the one that holds the outermost text box it stands in."""
    boxes = list(paragraph.iterancestors(BOX))
    return next(boxes[-1].iterancestors(PARAGRAPH), paragraph) if boxes else paragraph


def _first_paragraph(found: Sources) -> etree._Element:
    body = found.package.document.find(f"{W}body")
    paragraph = None if body is None else next(body.iter(PARAGRAPH), None)
    if paragraph is not None:
        return paragraph
    made = etree.Element(PARAGRAPH)
    found.package.document[0].insert(0, made)
    return made


def _mark(found: Sources, spots: Sequence[Spot], first: int) -> None:
    """All ranges of a paragraph at once, for each cut moves what stands behind it."""
    by_paragraph: dict[etree._Element, list[Range]] = {}
    for number, (paragraph, _, exact) in enumerate(spots, first):
        if exact:
            by_paragraph.setdefault(paragraph, []).append(exact)
        else:
            mark_whole(paragraph, str(number))
    for paragraph, ranges in by_paragraph.items():
        mark(paragraph, _segments(found, paragraph), ranges)
