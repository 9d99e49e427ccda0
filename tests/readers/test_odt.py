"""OpenDocument texts: what is printed, with the numbers that lists compute."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gouji.document import Document
from gouji.errors import ReadError
from gouji.readers import Limits, read

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style")),
        ("manifest", "manifest"),
    )
)


def make_odt(path: Path, body: str, styles: str = "", automatic: str = "", manifest: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr("styles.xml", f"<office:document-styles {NAMES}>{styles}</office:document-styles>")
        if manifest:
            archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {NAMES}>{manifest}</manifest:manifest>")
    return path


def told(document: Document) -> list[tuple[str, str]]:
    return [(block.label, document.quote(block.span)) for block in document.blocks]


def p(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def test_a_paragraph_as_printed(tmp_path: Path) -> None:
    body = p(
        "支出<text:span>93</text:span>万元，\n   共<text:s text:c='2'/>2<text:tab/>项<text:line-break/>完成"
        "<office:annotation><text:p>批注</text:p></office:annotation>"
        "<text:ruby><text:ruby-base>注</text:ruby-base><text:ruby-text>zhu</text:ruby-text></text:ruby>"
    )
    assert told(read(make_odt(tmp_path / "a.odt", body)))[0] == ("", "支出93万元， 共  2\t项\n完成注")


def test_changes_are_read_as_accepted_and_told(tmp_path: Path) -> None:
    region = "<text:changed-region><text:deletion><text:p>95</text:p></text:deletion></text:changed-region>"
    body = f"<text:tracked-changes>{region}</text:tracked-changes>" + p("得<text:change-start/>93<text:change-end/>分")
    document = read(make_odt(tmp_path / "a.odt", body))
    assert document.text == "得93分"
    assert any("修订" in note for note in document.notes)


def test_hidden_text_is_left_out_and_told(tmp_path: Path) -> None:
    style = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    body = p('得93<text:span text:style-name="T1">隐藏</text:span>分')
    document = read(make_odt(tmp_path / "a.odt", body, automatic=style))
    assert document.text == "得93分"
    assert any("隐藏" in note for note in document.notes)


def test_headings_count_by_the_outline(tmp_path: Path) -> None:
    levels = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." '
        'style:num-suffix="、"/><text:outline-level-style text:level="2" style:num-format="一, 二, 三, ..." '
        'style:num-prefix="（" style:num-suffix="）"/></text:outline-style>'
    )
    heads = [(1, "概况"), (2, "机构"), (2, "收支"), (1, "做法"), (2, "组织")]
    body = "".join(f'<text:h text:outline-level="{level}">{words}</text:h>' for level, words in heads)
    document = read(make_odt(tmp_path / "a.odt", body, styles=levels))
    assert [block.label for block in document.blocks] == ["一、", "（一）", "（二）", "二、", "（一）"]
    assert [block.level for block in document.blocks] == [1, 2, 2, 1, 2]


def test_lists_count_on_begin_anew_and_begin_where_told(tmp_path: Path) -> None:
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix=")"/><text:list-level-style-number text:level="2" style:num-format="a" '
        'text:display-levels="2" style:num-suffix="."/></text:list-style>'
    )

    def listed(*items: str, more: str = "") -> str:
        inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
        return f'<text:list text:style-name="L" {more}>{inner}</text:list>'

    nested = p("乙") + "<text:list><text:list-item>" + p("丙") + "</text:list-item></text:list>"
    begun = listed(p("庚")).replace("<text:list-item>", '<text:list-item text:start-value="7">')
    body = listed(p("甲"), nested) + listed(p("丁"), more='text:continue-numbering="true"') + listed(p("戊")) + begun
    document = read(make_odt(tmp_path / "a.odt", body, automatic=style))
    assert told(document) == [("1)", "甲"), ("2)", "乙"), ("2.a.", "丙"), ("3)", "丁"), ("1)", "戊"), ("7)", "庚")]


def test_cells_keep_their_places_merged_ones_too(tmp_path: Path) -> None:
    def cell(words: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{p(words)}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    rows = [
        cell("标题", 'table:number-columns-spanned="2"') + covered + cell("得分"),
        cell("纵", 'table:number-rows-spanned="2"') + cell("甲") + cell("1.5"),
        covered + cell("乙") + cell("2.5"),
    ]
    body = "<table:table>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + "</table:table>"
    document = read(make_odt(tmp_path / "a.odt", body))
    places = [(b.cell.row, b.cell.column, b.cell.width, b.cell.continued) for b in document.blocks if b.cell]
    assert places == [
        *((1, 1, 2, False), (1, 3, 1, False)),
        *((2, 1, 1, False), (2, 2, 1, False), (2, 3, 1, False)),
        *((3, 1, 1, True), (3, 2, 1, False), (3, 3, 1, False)),
    ]
    assert [document.quote(b.span) for b in document.blocks] == ["标题", "得分", "纵", "甲", "1.5", "", "乙", "2.5"]


def test_notes_boxes_and_margins_follow_the_body(tmp_path: Path) -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        + p("脚注")
        + "</text:note-body></text:note>"
    )
    box = "<draw:frame><draw:text-box>" + p("框") + "</draw:text-box></draw:frame>"
    head = f"<office:master-styles><style:header>{p('页眉')}</style:header></office:master-styles>"
    document = read(make_odt(tmp_path / "a.odt", p(f"正文{note}{box}"), styles=head))
    assert [(b.kind, document.quote(b.span)) for b in document.blocks] == [
        ("paragraph", "正文"),
        ("header", "页眉"),
        ("footnote", "脚注"),
        ("textbox", "框"),
    ]


def test_repeated_empty_rows_do_not_swell(tmp_path: Path) -> None:
    row = (
        '<table:table-row table:number-rows-repeated="99999"><table:table-cell table:number-columns-repeated="99999"/>'
    )
    document = read(make_odt(tmp_path / "a.odt", p("正文") + f"<table:table>{row}</table:table-row></table:table>"))
    assert len(document.blocks) < 300


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ({"body": p("")}, "没有文字"),
        (
            {"body": p("甲"), "manifest": "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"},
            "密码",
        ),
        ({"body": "<text:p>"}, "损坏"),
        ({"body": '<!DOCTYPE a [<!ENTITY b "c">]>'}, "损坏"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, made: dict[str, str], says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read(make_odt(tmp_path / "a.odt", **made))


def test_limits_hold(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="恶意"):
        read(make_odt(tmp_path / "a.odt", p("甲" * 5000)), Limits(inflated=1000))
