"""PDFs: lines become paragraphs, rulings become tables, and every block knows its page and box."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from pdf_maker import grid, line, make_pdf, picture, text

from gouji.document import Box, Document, Span
from gouji.errors import ReadError
from gouji.readers import Limits, ocr, pdf_drawings, read
from gouji.readers.printed import Line

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "pdf"
FULL = "全镇上下认真落实各项部署要求扎实推进预算绩效管理工作取得了明显成效其中支出"  # 38 characters fill a line


def told(document: Document) -> list[str]:
    return [document.quote(block.span) for block in document.blocks if block.cell is None]


def cells(document: Document) -> dict[tuple[int, int, int], str]:
    return {
        (block.cell.table, block.cell.row, block.cell.column): document.quote(block.span)
        for block in document.blocks
        if block.cell and not block.cell.continued
    }


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        read(path, limits or Limits())
    assert "请" in caught.value.reason
    return caught.value.reason


def prose(*lines: str, top: int = 740, left: int = 70) -> bytes:
    return b"".join(text(left, top - 20 * n, words) for n, words in enumerate(lines))


def test_wrapped_lines_become_one_paragraph(tmp_path: Path) -> None:
    document = read(make_pdf(tmp_path / "a.pdf", [prose("一、基本情况", FULL, "1,234.56万元。", "二、下一步")]))
    assert told(document) == ["一、基本情况", FULL + "1,234.56万元。", "二、下一步"]
    assert document.format == "pdf"


def test_a_sentence_runs_over_a_page_break(tmp_path: Path) -> None:
    pages = [prose(FULL, FULL, FULL), prose("1,234.56万元。", "以上为全年数。")]
    document = read(make_pdf(tmp_path / "a.pdf", pages))
    assert told(document)[0] == FULL * 3 + "1,234.56万元。"
    block = document.blocks[0]
    assert [one.page for one in block.lines] == [1, 1, 1, 2]
    assert block.page == 1


def test_a_figure_that_a_full_line_breaks_is_one_figure(tmp_path: Path) -> None:
    document = read(make_pdf(tmp_path / "a.pdf", [prose(FULL, FULL, FULL[:-4] + "支出12,34", "5.67万元。")]))
    assert "12,345.67万元" in document.text


def test_indented_paragraphs_begin_anew(tmp_path: Path) -> None:
    first = FULL[:-2]  # two characters in
    page = b"".join(
        text(94 if at % 2 == 0 else 70, 740 - 20 * at, words)
        for at, words in enumerate([first, FULL[:-1] + "。", first, "共计93分。", first, "完成。"])
    )
    document = read(make_pdf(tmp_path / "a.pdf", [page]))
    assert told(document) == [first + FULL[:-1] + "。", first + "共计93分。", first + "完成。"]


def test_running_heads_stand_once_and_page_numbers_not_at_all(tmp_path: Path) -> None:
    pages = [
        text(70, 800, "某镇人民政府") + prose(f"第{n}件事办了{n}0次。") + text(290, 40, f"- {n} -") for n in range(1, 6)
    ]
    document = read(make_pdf(tmp_path / "a.pdf", pages))
    assert told(document) == [*(f"第{n}件事办了{n}0次。" for n in range(1, 6)), "某镇人民政府"]
    assert document.blocks[-1].kind == "header"


def test_a_watermark_breaks_no_sentence(tmp_path: Path) -> None:
    pages = [
        text(150, 690, "内部资料", 70) + prose(FULL, FULL, FULL, FULL, FULL, f"共{n}93万元。") for n in range(1, 5)
    ]
    document = read(make_pdf(tmp_path / "a.pdf", pages))
    assert told(document) == [*(FULL * 5 + f"共{n}93万元。" for n in range(1, 5)), "内部资料"]
    assert document.blocks[-1].kind == "header"


def test_a_lone_figure_in_the_margin_is_no_page_number(tmp_path: Path) -> None:
    pages = [prose("完成数") + text(290, 40, str(number)) for number in (93, 12, 57)]
    assert {"93", "12", "57"} <= set(told(read(make_pdf(tmp_path / "a.pdf", pages))))


def table(rows: list[list[str]], top: int = 700, xs: tuple[int, ...] = (70, 170, 270, 370)) -> bytes:
    ys = [top - 20 * n for n in range(len(rows) + 1)]
    words = b"".join(
        text(xs[column] + 4, ys[row] - 15, word) for row, line_ in enumerate(rows) for column, word in enumerate(line_)
    )
    return grid(xs, sorted(ys)) + words


def test_every_cell_keeps_its_row_and_column(tmp_path: Path) -> None:
    rows = [["指标", "目标", "完成"], ["水稻面积", "0.7万亩", "0.75万亩"], ["", "≥95%", "93%"]]
    document = read(make_pdf(tmp_path / "a.pdf", [prose("自评表") + table(rows) + prose("说明", top=500)]))
    assert cells(document) == {(1, r, c): rows[r - 1][c - 1] for r in (1, 2, 3) for c in (1, 2, 3)}
    assert told(document) == ["自评表", "说明"]
    assert [document.quote(b.span) for b in document.blocks][-1] == "说明"
    figure = next(b for b in document.blocks if document.quote(b.span) == "0.75万亩")
    assert (figure.page, figure.box) == (1, Box(27000, 16200, 37000, 18200))


def test_merged_cells_cover_what_no_ruling_divides(tmp_path: Path) -> None:
    xs, ys = (70, 170, 270), (640, 660, 680, 700)
    page = b"".join(line(xs[0], y, xs[-1], y) for y in (640, 680, 700)) + line(170, 660, 270, 660)
    page += line(70, 640, 70, 700) + line(270, 640, 270, 700) + line(170, 640, 170, 680)
    page += text(75, 685, "合并标题") + text(75, 655, "纵向") + text(175, 665, "1.5") + text(175, 645, "2.5")
    document = read(make_pdf(tmp_path / "a.pdf", [page]))
    assert ys
    assert [(b.cell.row, b.cell.column, b.cell.width, b.cell.continued) for b in document.blocks if b.cell] == [
        (1, 1, 2, False),
        (2, 1, 1, False),
        (2, 2, 1, False),
        (3, 1, 1, True),
        (3, 2, 1, False),
    ]
    assert cells(document)[1, 2, 1] == "纵向"


def test_a_table_goes_on_over_the_page_without_its_repeated_head(tmp_path: Path) -> None:
    head = ["指标", "目标", "完成"]
    pages = [table([head, ["甲", "1", "2"]], top=120), table([head, ["乙", "3", "4"]], top=800)]
    document = read(make_pdf(tmp_path / "a.pdf", pages))
    assert cells(document)[1, 3, 1] == "乙"
    assert {block.cell.table for block in document.blocks if block.cell} == {1}
    assert document.text.count("指标") == 1


def test_a_row_that_a_page_breaks_is_one_row(tmp_path: Path) -> None:
    above = grid((70, 130, 230), (60, 100, 120)) + text(74, 105, "指标") + text(134, 105, "完成")
    above += text(74, 88, "农村公路") + text(74, 68, "建设里程") + text(134, 88, "7.36公里")
    below = (
        grid((70, 130, 230), (740, 780, 800)) + text(74, 785, "和养护") + text(74, 765, "户厕") + text(134, 765, "12座")
    )
    document = read(make_pdf(tmp_path / "a.pdf", [above, below]))
    assert cells(document) == {
        (1, 1, 1): "指标",
        (1, 1, 2): "完成",
        (1, 2, 1): "农村公路建设里程和养护",
        (1, 2, 2): "7.36公里",
        (1, 3, 1): "户厕",
        (1, 3, 2): "12座",
    }
    assert [one.page for b in document.blocks if b.cell and b.cell.row == 2 for one in b.lines] == [1, 1, 2, 1]


def test_a_row_with_blanks_at_the_top_of_a_page_is_a_row(tmp_path: Path) -> None:
    pages = [table([["科目", "决算"], ["教育", "12.50"]], top=120, xs=(70, 200, 300))]
    pages.append(table([["外交", ""], ["国防", "3.00"]], top=800, xs=(70, 200, 300)))
    assert cells(read(make_pdf(tmp_path / "a.pdf", pages)))[1, 3, 1] == "外交"


def test_a_merged_cell_that_a_page_breaks_goes_on(tmp_path: Path) -> None:
    def part(top: int, label: str, *rows: str) -> bytes:
        bottom = top - 20 * len(rows)
        inner = b"".join(line(130, top - 20 * n, 230, top - 20 * n) for n in range(1, len(rows)))
        frame = b"".join(line(70, y, 230, y) for y in (top, bottom))
        sides = b"".join(line(x, bottom, x, top) for x in (70, 130, 230))
        words = b"".join(text(134, top - 15 - 20 * n, row) for n, row in enumerate(rows))
        return frame + inner + sides + words + text(74, top - 15, label)

    document = read(make_pdf(tmp_path / "a.pdf", [part(120, "产出", "甲", "乙"), part(800, "", "丙", "丁")]))
    first = [b for b in document.blocks if b.cell and b.cell.column == 1]
    assert [(b.cell.row, b.cell.continued) for b in first if b.cell] == [(1, False), (2, True), (3, True), (4, True)]


def test_pieces_of_a_cell_in_other_letters_stay_in_order(tmp_path: Path) -> None:
    words = text(74, 625, "指标") + text(98, 624, "7", 13) + text(105, 625, "新建") + text(176, 625, "9.5公里")
    document = read(make_pdf(tmp_path / "a.pdf", [grid((70, 170, 270), (600, 620, 640)) + words]))
    assert cells(document)[1, 1, 1] == "指标7新建"


def test_forms_with_a_title_row_stay_apart(tmp_path: Path) -> None:
    def form(name: str) -> bytes:
        title = b"".join(line(70, y, 370, y) for y in (700, 720)) + line(70, 700, 70, 720) + line(370, 700, 370, 720)
        return title + text(75, 705, "项目绩效自评表") + table([["项目", name, "1"], ["得分", "9", "2"]])

    document = read(make_pdf(tmp_path / "a.pdf", [form("甲"), form("乙")]))
    assert {block.cell.table for block in document.blocks if block.cell} == {1, 2}


def test_a_wrapped_cell_is_joined_and_two_figures_are_not(tmp_path: Path) -> None:
    page = grid((70, 120, 170), (600, 640)) + text(74, 625, "经济效") + text(74, 607, "益") + text(124, 625, "93")
    document = read(make_pdf(tmp_path / "a.pdf", [page + text(124, 607, "10")]))
    assert cells(document) == {(1, 1, 1): "经济效益", (1, 1, 2): "93\n10"}


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (("1,200", ".00"), "1,200.00"),
        (("95.0", "0%"), "95.00%"),
        (("1,2", "60.", "00"), "1,260.00"),
        (("≥85", "0 户"), "≥850 户"),
        (("12.5", "15.0"), "12.5\n15.0"),  # no figure has two points
        (("100", "100"), "100\n100"),  # one digit more had room
    ],
)
def test_a_figure_broken_in_its_cell_is_one_and_figures_below_each_other_are_not(
    lines: tuple[str, ...], wanted: str, tmp_path: Path
) -> None:
    words = b"".join(text(124, 645 - 18 * n, words) for n, words in enumerate(lines))
    page = grid((70, 120, 156), (600, 660)) + text(74, 645, "执行") + words
    assert cells(read(make_pdf(tmp_path / "a.pdf", [page])))[1, 1, 2] == wanted


def test_figures_in_the_middle_of_a_cell_stay_apart(tmp_path: Path) -> None:
    page = grid((70, 120, 170), (600, 640)) + text(74, 625, "分值") + text(139, 625, "10") + text(139, 607, "15")
    assert cells(read(make_pdf(tmp_path / "a.pdf", [page])))[1, 1, 2] == "10\n15"


def test_a_mark_that_hangs_over_the_edge_belongs_to_its_cell(tmp_path: Path) -> None:
    page = grid((70, 130, 230), (600, 620, 640)) + text(76, 625, "完成情况。") + text(134, 625, "93")
    assert cells(read(make_pdf(tmp_path / "a.pdf", [page])))[1, 1, 1] == "完成情况。"


def test_a_character_as_low_as_its_ink_stays_in_its_line(tmp_path: Path) -> None:
    cell = text(74, 605, "第") + text(86, 605, "一", low=True) + text(98, 605, "批")
    document = read(make_pdf(tmp_path / "a.pdf", [grid((70, 170, 270), (600, 620)) + cell + text(174, 605, "9")]))
    assert cells(document) == {(1, 1, 1): "第一批", (1, 1, 2): "9"}


def test_a_table_goes_on_over_the_page_where_its_last_rows_are_narrower(tmp_path: Path) -> None:
    xs = (70, 130, 190, 250, 310, 370)
    pages = [table([["甲", "1", "2", "3", "4"]], top=120, xs=xs), table([["乙", "5", "6", "7"]], top=800, xs=xs[:-1])]
    document = read(make_pdf(tmp_path / "a.pdf", pages))
    assert (cells(document)[1, 2, 1], cells(document)[1, 2, 4]) == ("乙", "7")


def test_turned_pages_are_read_as_displayed(tmp_path: Path) -> None:
    upright = read(make_pdf(tmp_path / "a.pdf", [table([["指标", "目标", "完成"], ["甲", "1", "2"]])]))
    turned = read(make_pdf(tmp_path / "b.pdf", [table([["指标", "目标", "完成"], ["甲", "1", "2"]])], turned=180))
    assert turned.blocks[0].box
    assert sorted(cells(turned).values()) == sorted(cells(upright).values())


def test_gaps_between_columns_without_rulings_are_kept(tmp_path: Path) -> None:
    page = text(70, 700, "编制单位：某镇") + text(400, 700, "单位：万元")
    assert re.search(r"某镇 {2,}单位：万元", read(make_pdf(tmp_path / "a.pdf", [page])).text)


def test_radicals_that_fonts_name_are_the_usual_characters(tmp_path: Path) -> None:
    assert "金额93元" in read(make_pdf(tmp_path / "a.pdf", [prose("⾦额93元")])).text


def test_a_span_is_located_by_page_and_line(tmp_path: Path) -> None:
    document = read(make_pdf(tmp_path / "a.pdf", [prose("甲"), prose(FULL, "支出93万元。")]))
    at = document.text.index("93")
    place = document.locate(Span(at, at + 2))
    assert (place.page, place.box) == (2, document.blocks[1].lines[1].box)


def test_a_password_is_told(tmp_path: Path) -> None:
    assert "密码" in refusal(make_pdf(tmp_path / "a.pdf", [prose("甲")], locked=True))


def test_a_broken_cross_reference_is_mended(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [prose("支出93万元。")])
    path.write_bytes(re.sub(rb"startxref\n\d+", b"startxref\n7", path.read_bytes()).replace(b" 00000 n", b" 00000 f"))
    assert read(path).text == "支出93万元。"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%\xe2\xe3", b"%PDF-1.4\n" + bytes(3000), b"%PDF-1.4\ntrailer <<>>"])
def test_damage_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert "损坏" in refusal(path)


def test_a_garbled_text_layer_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    rare = [bytes((0xD8 + n * 7 % 31, 0xA1 + n * n % 93)).decode("gb2312") for n in range(300)]
    garbled = "".join(rare) + "93.5"
    lines = [garbled[at : at + 35] for at in range(0, 300, 35)]
    assert "乱码" in refusal(make_pdf(tmp_path / "a.pdf", [prose(*lines)]))
    mixed = read(make_pdf(tmp_path / "b.pdf", [prose(*lines), prose("支出93万元。")]))
    assert mixed.text == "支出93万元。"
    assert any("第 1 页" in note and "乱码" in note for note in mixed.notes)


def test_a_scan_needs_ocr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    assert "gouji[ocr]" in refusal(make_pdf(tmp_path / "a.pdf", [picture()]))
    mixed = read(make_pdf(tmp_path / "b.pdf", [picture(), prose("支出93万元。")]))
    assert mixed.text == "支出93万元。"
    assert any("第 1 页" in note and "扫描" in note for note in mixed.notes)


def test_what_ocr_reads_is_doubtful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "pdf_pages", lambda *_: {1: [Line("满意度290%", Box(7000, 8000, 15000, 9200))]})
    document = read(make_pdf(tmp_path / "a.pdf", [picture(), prose("支出93万元。")]))
    assert [(document.quote(b.span), b.doubtful) for b in document.blocks] == [
        ("满意度290%", True),
        ("支出93万元。", False),
    ]
    assert any("OCR" in note for note in document.notes)


def test_text_hidden_under_a_scan_is_doubtful(tmp_path: Path) -> None:
    document = read(
        make_pdf(tmp_path / "a.pdf", [picture() + text(70, 700, "扫描件上的文字层写着支出93万元。", mode=3)])
    )
    assert [block.doubtful for block in document.blocks] == [True]


def test_limits_can_be_set(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [prose("支出93万元。")] * 5)
    assert "超过 4 页" in refusal(path, Limits(pages=4))
    assert "超过 10 字节" in refusal(path, Limits(text=10))
    assert "秒" in refusal(path, Limits(seconds=0))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [b" " * 90_000_000], packed=True)
    begun = time.monotonic()
    assert "恶意" in refusal(path)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("huge", [b"9" * 30, b"1e38", b"-" + b"9" * 39 + b".0"])
def test_what_stands_nowhere_does_no_harm(tmp_path: Path, huge: bytes) -> None:
    nowhere = b"q %s 0 0 %s %s 0 cm " % (huge, huge, huge) + text(70, 600, "乙") + table([["甲", "1"]] * 2) + b" Q\n"
    document = read(make_pdf(tmp_path / "a.pdf", [prose("支出93万元。") + nowhere]))
    assert "支出93万元。" in document.text


def test_a_large_stream_that_is_no_bomb_is_read(tmp_path: Path) -> None:
    noise = "".join(f"{(n * n * 2654435761) % 2**32:x}" for n in range(40_000)).encode()
    path = make_pdf(tmp_path / "a.pdf", [b"%" + noise + b"\n" + prose("支出93万元。")], packed=True)
    assert path.stat().st_size > 100_000
    begun = time.monotonic()
    assert read(path).text == "支出93万元。"
    assert time.monotonic() - begun < 5


def test_a_page_of_countless_lines_is_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_drawings, "MOST_SEGMENTS", 10)
    document = read(make_pdf(tmp_path / "a.pdf", [table([["甲", "1"], ["乙", "2"]] * 5)]))
    assert not cells(document)


FILES = sorted(CORPUS.glob("*.pdf"))


@pytest.mark.skipif(not FILES, reason="../shared/corpus/pdf is not there")
@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_real_tables_keep_rows_and_columns(name: str) -> None:
    """A cell with a figure has words above it in its column, and to its left in its row where a column is for them."""
    document = read(CORPUS / name)
    placed = {
        (b.cell.table, b.cell.row, b.cell.column + k): document.quote(b.span)
        for b in document.blocks
        if b.cell
        for k in range(b.cell.width)
    }
    figures = [place for place, said in placed.items() if re.fullmatch(r"-?[\d,]+\.\d\d|-?\d{1,3}(,\d{3})+", said)]
    assert len(figures) > 50
    words = re.compile(r"[\u4e00-\u9fff]")
    for table_, row, column in figures:
        named = any(words.search(placed.get((table_, row, c), "")) for c in range(1, column))
        assert named or (table_, row, 1) in figures, (table_, row, column)  # the three public expenses stand in one row
        assert any(words.search(placed.get((table_, r, column), "")) for r in range(1, row)), (table_, row, column)


@pytest.mark.skipif(not FILES, reason="../shared/corpus/pdf is not there")
@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_no_figure_of_a_real_pdf_is_lost(name: str) -> None:
    layout = CORPUS.parent / name.replace(".pdf", ".layout.txt")
    printed = re.findall(r"\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+", layout.read_text("utf-8"))
    document = read(CORPUS / name)
    seen = re.findall(r"\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+", document.text)
    lost = [one for one in set(printed) if printed.count(one) > seen.count(one)]
    assert not lost
