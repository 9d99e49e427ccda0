from __future__ import annotations

from gouji.document import Block, Document, Span
from gouji.fact import Fact, FactSet, Number, Profile
from gouji.formats import reading
from gouji.formats.layout import Look, columns

TEXT = "2023年改厕608户，\x1b完成率98%，另有3栋。"
DOCUMENT = Document("报告.txt", "txt", TEXT, (Block(1, Span(0, len(TEXT))),), ("有 1 张图没有读",))


def span(quote: str) -> Span:
    return Span(TEXT.index(quote), TEXT.index(quote) + len(quote))


FACTS = FactSet(
    Profile(),
    (Fact("f0", "actual", "608户", {"group": "g1", "list": "g1", "subject": "改厕"}, ("正向",), None, span("608户")),),
    (
        Number(span("2023年"), "identifier", "年份"),
        Number(span("608户"), "figure"),
        Number(span("98%"), "figure", "没有能与它核对的数"),
        Number(span("3栋"), "unread", "不认识的单位“栋”"),
    ),
)


def test_every_number_is_listed_once_with_its_fate() -> None:
    lines = reading.write(DOCUMENT, FACTS, Look()).split("\n")
    words = [line.split() for line in lines]
    assert ["608户", "实际完成值", "g1", "改厕", "正向"] in words
    assert ["2023年", "编号年份", "年份"] in words
    assert ["98%", "不成关系", "没有能与它核对的数"] in words
    assert ["3栋", "没读懂", "不认识的单位“栋”"] in words
    assert lines[-2] == "读出 4 处：数 2（其中不成关系 1），日期 0，编号年份 1，没读懂 1"


def test_notes_of_the_reader_are_announced_and_nothing_steers_the_terminal() -> None:
    written = reading.write(DOCUMENT, FACTS, Look())
    assert "注意   有 1 张图没有读" in written
    assert "\x1b" not in written


def test_lines_keep_to_the_width() -> None:
    for width in (48, 80, 92):
        assert all(columns(line) <= width for line in reading.write(DOCUMENT, FACTS, Look(width)).split("\n"))
