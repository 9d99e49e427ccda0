"""Word documents: what other libraries lose is kept, what is not printed is left out, every block has its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_maker import (
    HEADING_LIST,
    NAMESPACES,
    W,
    Xml,
    box,
    cell,
    control,
    formula,
    gone,
    heading_styles,
    hidden,
    ins,
    make_docx,
    note,
    p,
    run,
    table,
)

from gouji.document import Block, Cell, Document
from gouji.readers import read

SEED = Path(__file__).parents[2].parent / "shared" / "samples"


def document(folder: Path, *blocks: str | Xml, **parts: object) -> Document:
    return read(make_docx(folder / "报告.docx", blocks, **parts))  # type: ignore[arg-type] # passed on as they are


def texts(read_: Document) -> list[str]:
    return [read_.quote(b.span) for b in read_.blocks]


def labels(read_: Document) -> list[str]:
    return [b.label for b in read_.blocks]


def places(read_: Document) -> list[Cell | None]:
    return [b.cell for b in read_.blocks]


# ── the text of a paragraph ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("inlines", "expected"),
    [
        (["完成率", "95", "%"], "完成率95%"),
        (["得", ins("93"), gone("95"), "分"], "得93分"),
        (
            ["得", Xml(f"<w:moveFrom>{run('95')}</w:moveFrom>"), Xml(f"<w:moveTo>{run('93')}</w:moveTo>"), "分"],
            "得93分",
        ),
        (["单位：", control("高桥镇"), hidden("草稿"), "。"], "单位：高桥镇。"),
        ([Xml(f'<w:hyperlink w:anchor="x">{run("附件1")}</w:hyperlink>'), "见"], "附件1见"),
        (
            [
                Xml(
                    f"<w:smartTag>{run('4.8')}</w:smartTag>",
                ),
                "万亩",
            ],
            "4.8万亩",
        ),
        (["合计", formula("=SUM(ABOVE)", "1531.23")], "合计1531.23"),
        (["第", formula("IF ", formula("PAGE", "3")), "页"], "第3页"),
        ([Xml('<w:fldSimple w:instr="PAGE">' + run("7") + "</w:fldSimple>")], "7"),
        ([Xml("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>")], "甲\t乙\n丙"),
        ([Xml("<w:r><w:t>4.</w:t><w:softHyphen/><w:t>8</w:t><w:noBreakHyphen/><w:t>9</w:t></w:r>")], "4.8-9"),
        (
            [Xml('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>')],
            "☑□",
        ),
        ([Xml('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'), "95%"], "≥95%"),
        ([Xml('<w:r><w:sym w:font="Symbol" w:char="F0A3"/><w:sym w:font="某" w:char="F0A3"/></w:r>')], "≤\ufffd"),
        ([Xml('<w:r><w:sym w:font="MS Gothic" w:char="2611"/><w:sym w:char="zz"/></w:r>')], "☑\ufffd"),
        (
            [
                Xml(
                    "<w:r><w:ruby><w:rt>"
                    + run("jia")
                    + "</w:rt><w:rubyBase>"
                    + run("嘉")
                    + "</w:rubyBase></w:ruby></w:r>"
                )
            ],
            "嘉",
        ),
        (
            [
                "占",
                Xml(
                    "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>"
                ),
            ],
            "占1/3",
        ),
        ([Xml("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>可见</w:t></w:r>")], "可见"),
        (
            [Xml("<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>曾隐藏</w:t></w:r>")],
            "曾隐藏",
        ),
        (["外", box("框内"), "文"], "外文"),
    ],
)
def test_a_paragraph_reads_as_printed(tmp_path: Path, inlines: list[str | Xml], expected: str) -> None:
    assert texts(document(tmp_path, p(*inlines), "末段"))[0] == expected


def test_tick_boxes_of_forms_show_their_state(tmp_path: Path) -> None:
    state = '<w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox></w:ffData>'
    mark = f'<w:r><w:fldChar w:fldCharType="begin">{state}</w:fldChar></w:r>'
    rest = '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    on, off = Xml(mark.format("<w:checked/>") + rest), Xml(mark.format("") + rest)
    assert texts(document(tmp_path, p(on, "优", off, "良"))) == ["☑优□良"]


def test_text_hidden_by_a_style_is_left_out(tmp_path: Path) -> None:
    style = '<w:style w:type="{}" w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'
    vanish = "<w:rPr><w:vanish/></w:rPr>"
    styles = f"<w:styles {NAMESPACES}>" + style.format("character", "C", "c", vanish)
    styles += style.format("paragraph", "P", "p", vanish) + style.format(
        "paragraph", "Q", "q", '<w:basedOn w:val="P"/>'
    )
    styles += "</w:styles>"
    again = Xml("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>可见</w:t></w:r>")
    named = '<w:pStyle w:val="{}"/>'
    read_ = document(
        tmp_path,
        p("前", run("隐", '<w:rStyle w:val="C"/>'), "后"),
        p("隐", again, properties=named.format("P")),
        p("隐", properties=named.format("Q")),
        styles=styles,
    )
    assert texts(read_) == ["前后", "可见", ""]
    assert any("隐藏文字" in one for one in read_.notes)


# ── order and places ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_blocks_number_body_cells_and_then_the_rest(tmp_path: Path) -> None:
    read_ = document(
        tmp_path,
        "标题",
        p("正文", box("框内一", "框内二"), "续"),
        table([["指标", "目标"], [cell("面积", table([["内1", "内2"]]), "注"), "4万亩"]]),
        control(p("表后")),
        p("脚注处", note(1)),
        header=["页眉"],
        footer=["页脚"],
        footnotes=["脚注一"],
    )
    assert texts(read_) == [
        *("标题", "正文续", "指标", "目标", "面积\n注", "内1", "内2", "4万亩", "表后", "脚注处"),
        *("页眉", "页脚", "脚注一", "框内一", "框内二"),
    ]
    assert [b.kind for b in read_.blocks] == [
        *("paragraph", "paragraph", *["cell"] * 6, "paragraph", "paragraph"),
        *("header", "footer", "footnote", "textbox", "textbox"),
    ]
    assert [b.number for b in read_.blocks] == list(range(1, 16))
    assert places(read_)[2:8] == [
        *(Cell(1, 1, 1), Cell(1, 1, 2), Cell(1, 2, 1), Cell(2, 1, 1), Cell(2, 1, 2), Cell(1, 2, 2)),
    ]
    assert read_.text == "\n".join(texts(read_))


def test_merged_cells_keep_their_columns_and_their_first_text(tmp_path: Path) -> None:
    read_ = document(
        tmp_path,
        table(
            [
                [cell("项目名称", across=3)],
                [cell("产出", down="restart"), "数量", "10"],
                [cell("产出（旧）", down="continue"), "质量", "20"],
                [cell("效益", down="continue", across=2), "30"],
            ]
        ),
    )
    assert [(c.row, c.column, c.width, c.continued) for c in places(read_) if c] == [
        (1, 1, 3, False),
        *((2, 1, 1, False), (2, 2, 1, False), (2, 3, 1, False)),
        *((3, 1, 1, True), (3, 2, 1, False), (3, 3, 1, False)),
        *((4, 1, 2, True), (4, 3, 1, False)),
    ]
    assert texts(read_) == ["项目名称", "产出", "数量", "10", "", "质量", "20", "", "30"]


def test_a_merge_that_continues_nothing_keeps_its_text(tmp_path: Path) -> None:
    read_ = document(tmp_path, table([[cell("产出", down="continue"), "10"]]))
    assert texts(read_) == ["产出", "10"]
    assert places(read_)[0] == Cell(1, 1, 1)


def test_hidden_rows_are_blocks_without_text(tmp_path: Path) -> None:
    row = "<w:tr><w:trPr><w:hidden{}/></w:trPr>" + cell("9") + "</w:tr>"
    rows = row.format("") + row.format(' w:val="1"') + row.format(' w:val="0"')
    assert texts(document(tmp_path, "甲", Xml(f"<w:tbl>{rows}</w:tbl>"))) == ["甲", "", "", "9"]


def test_deleted_rows_are_blocks_without_text(tmp_path: Path) -> None:
    rows = (
        "<w:tr><w:trPr><w:del/></w:trPr>"
        + cell("旧")
        + cell("9")
        + "</w:tr><w:tr>"
        + cell("新")
        + cell("8")
        + "</w:tr>"
    )
    assert texts(document(tmp_path, Xml(f"<w:tbl>{rows}</w:tbl>"))) == ["", "", "新", "8"]


def test_rows_and_cells_in_content_controls_are_found(tmp_path: Path) -> None:
    row = f"<w:tr>{control(Xml(cell('甲')))}{cell('乙')}</w:tr>"
    assert texts(document(tmp_path, Xml(f"<w:tbl>{control(Xml(row))}</w:tbl>"))) == ["甲", "乙"]


def test_text_boxes_are_read_once_in_every_form(tmp_path: Path) -> None:
    old = Xml(
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('旧框')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    read_ = document(tmp_path, p("甲", box(p("新框", box("框中框")))), p("乙", old), "丙")
    assert texts(read_) == ["甲", "乙", "丙", "新框", "旧框", "框中框"]


# ── headings and lists ───────────────────────────────────────────────────────────────────────────────────────────────
def test_heading_levels_come_from_styles(tmp_path: Path) -> None:
    read_ = document(tmp_path, "总体情况", "正文", p("直接", properties='<w:outlineLvl w:val="4"/>'), headings={0: 1})
    assert [b.level for b in read_.blocks] == [1, 0, 5]
    assert [b.level for b in document(tmp_path, p("甲", level=3), p("乙", level=2)).blocks] == [3, 2]


def test_lists_count_as_word_does(tmp_path: Path) -> None:
    read_ = document(
        tmp_path,
        *(p("基本情况", listed=(1, 0)), p("部门", listed=(1, 1)), p("预算", listed=(1, 1))),
        *(p("支出", listed=(1, 2)), p("重点", listed=(1, 2)), p("评价", listed=(1, 0)), p("产出", listed=(1, 1))),
        *(p("甲", listed=(2, 0)), p("乙", listed=(2, 0)), p("丙", listed=(3, 0)), p("丁", listed=(3, 0))),
        *(p("无", listed=(0, 0)), p("点", listed=(4, 0)), p("未知", listed=(9, 0))),
        lists={1: HEADING_LIST, 2: [("decimal", "%1)")], 4: [("bullet", "\uf06c")]},
        restarts={3: 2},
    )
    assert labels(read_) == [
        "一、",
        "（一）",
        "（二）",
        "1.",
        "2.",
        "二、",
        "（一）",
        "1)",
        "2)",
        "1)",
        "2)",
        "",
        "•",
        "",
    ]
    assert texts(read_)[0] == "基本情况"


def test_paragraphs_deleted_whole_are_counted_by_no_list(tmp_path: Path) -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    read_ = document(
        tmp_path,
        p("甲", listed=(1, 0)),
        p(gone("乙"), listed=(1, 0), properties=mark),
        p("丙", listed=(1, 0)),
        lists={1: HEADING_LIST},
    )
    assert [(b.label, read_.quote(b.span)) for b in read_.blocks] == [("一、", "甲"), ("", ""), ("二、", "丙")]


def test_styles_give_lists_through_their_parents(tmp_path: Path) -> None:
    properties = '<w:name w:val="{}"/><w:basedOn w:val="{}"/><w:pPr>{}</w:pPr>'
    based = f'<w:style w:type="paragraph" w:styleId="{{}}">{properties}</w:style>'
    styles = heading_styles().removesuffix("</w:styles>")
    styles += based.format("A", "a", "Heading1", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    styles += based.format("B", "b", "A", '<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    styles += based.format("C", "c", "C", "") + "</w:styles>"
    named = '<w:pStyle w:val="{}"/>'
    read_ = document(
        tmp_path,
        *(p(name, properties=named.format(name)) for name in "ABBAC"),
        styles=styles,
        lists={1: HEADING_LIST},
    )
    assert labels(read_) == ["一、", "（一）", "（二）", "二、", ""]
    assert [b.level for b in read_.blocks] == [1, 1, 1, 1, 0]


# ── what a reader owns up to ─────────────────────────────────────────────────────────────────────────────────────────
def test_notes_tell_what_was_not_read(tmp_path: Path) -> None:
    picture = Xml(
        '<w:r><w:drawing><p:pic xmlns:p="http://schemas.openxmlformats.org/drawingml/2006/picture"/></w:drawing></w:r>'
    )
    read_ = document(tmp_path, p("甲", picture, ins("乙"), hidden("丙")), p(picture), Xml("<w:altChunk/>"))
    assert set(read_.notes) == {
        "有 2 处图片，其中的文字没有读取",
        "有 1 处嵌入的文件，其中的文字没有读取",
        "文中有未接受的修订，已按全部接受后的文字读取",
        "文中有隐藏文字，没有读取",
    }
    assert document(tmp_path, "甲").notes == ()


def test_strict_documents_read_alike(tmp_path: Path) -> None:
    body = f"<w:document {NAMESPACES}><w:body>{p('完成率95%')}{table([['甲']])}</w:body></w:document>"
    strict = body.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert texts(document(tmp_path, parts={"word/document.xml": strict})) == ["完成率95%", "甲"]


@pytest.mark.skipif(not SEED.exists(), reason="../shared is not here: the seed report cannot be read")
def test_the_seed_reads_as_its_truth_says() -> None:
    read_ = read(SEED / "seed-report.docx")
    expected = (SEED / "seed-report.truth.txt").read_text(encoding="utf-8").split("\n")
    body = [b for b in read_.blocks if b.kind == "paragraph"]
    # the truth shows the text box where it is anchored, and of the table only the first cell, which ends it
    assert (
        "\n".join(_shown(read_, b) for b in body).split("\n") == [line for line in expected if "QTB" not in line][:-1]
    )
    rest = [_shown(read_, b) for b in read_.blocks if b.kind != "paragraph"]
    assert rest[0] == expected[-1]
    assert rest[-4:] == ["页眉QHDR", "页脚QFTR", "脚注QFN：已废止", "文本框内容QTB"]
    assert sum(b.kind == "cell" for b in read_.blocks) == 1 + 7 * 6 + 2 + 2
    assert "QDEL" not in read_.text
    assert "QVAN" not in read_.text
    assert "QINSTR" not in read_.text


def _shown(read_: Document, block: Block) -> str:
    """Label and text as printed: a blank after `1.` and `1)`, none after `一、` and `（一）`."""
    return block.label + (" " if block.label.endswith((".", ")")) else "") + read_.quote(block.span)
