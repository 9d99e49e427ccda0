"""Places as people say them."""

from __future__ import annotations

from gouji.document import Block, Box, Cell, Document, PrintedLine, Span
from gouji.formats.context import place, places

BOX = Box(0, 0, 10, 10)
BLOCKS = (
    Block(1, Span(0, 4), page=1, box=BOX, lines=(PrintedLine(0, 1, BOX), PrintedLine(2, 2, BOX))),
    Block(2, Span(5, 6), "cell", cell=Cell(1, 2, 3), page=3, box=BOX, lines=(PrintedLine(5, 3, BOX),)),
    Block(3, Span(7, 8), "header", page=1, box=BOX, lines=(PrintedLine(7, 1, BOX),)),
)
PAGED = Document("报告.pdf", "pdf", "甲乙丙丁\n1\n眉", BLOCKS)


def test_a_page_is_said_instead_of_a_block() -> None:
    assert place(PAGED, Span(0, 1)) == "第 1 页"
    assert place(PAGED, Span(3, 4)) == "第 2 页"  # the paragraph's second line
    assert place(PAGED, Span(5, 6)) == "第 3 页，表 1 第 2 行第 3 列"
    assert place(PAGED, Span(7, 8)) == "第 1 页，页眉"
    assert places(PAGED, [Span(3, 4), Span(0, 1)]) == "第 1、2 页"


def test_without_pages_blocks_are_counted() -> None:
    blocks = tuple(b._replace(page=None, box=None, lines=()) for b in BLOCKS)
    assert place(Document("报告.docx", "docx", PAGED.text, blocks), Span(0, 1)) == "第 1 段"
