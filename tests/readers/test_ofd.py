"""OFD: placed text and drawn lines become paragraphs and tables."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gouji.document import Document
from gouji.errors import ReadError
from gouji.readers import Limits, read

NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'
FULL = "全镇上下认真落实各项部署要求扎实推进预算绩效管理工作取得了明显"  # 32 characters of 5 mm


def text(x: float, y: float, words: str, size: int = 5, more: str = "") -> str:
    step = f'DeltaX="g {len(words) - 1} {size}"' if len(words) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {size * len(words)} {size}" Font="1" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size * 0.88}" {step}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def line(x1: int, y1: int, x2: int, y2: int) -> str:
    return (
        f'<ofd:PathObject ID="2" Boundary="{x1} {y1} {max(x2 - x1, 1)} {max(y2 - y1, 1)}">'
        f"<ofd:AbbreviatedData>M 0 0 L {x2 - x1} {y2 - y1}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def make_ofd(path: Path, *pages: str, more: dict[str, str] | None = None) -> Path:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    parts = {
        "OFD.xml": f"<ofd:OFD {NAMES}><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:OFD>",
        "Doc_0/Document.xml": (
            f"<ofd:Document {NAMES}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            f"</ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        ),
        **{
            f"Doc_0/Pages/Page_{n}/Content.xml": f"<ofd:Page {NAMES}><ofd:Content><ofd:Layer>{content}</ofd:Layer>"
            "</ofd:Content></ofd:Page>"
            for n, content in enumerate(pages)
        },
        **(more or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def told(document: Document) -> list[str]:
    return [document.quote(block.span) for block in document.blocks]


def test_lines_are_rejoined_and_placed(tmp_path: Path) -> None:
    pages = [text(25, 30, "一、概况") + text(25, 40, FULL) + text(25, 50, "成效。"), text(25, 30, "支出93万元。")]
    document = read(make_ofd(tmp_path / "a.ofd", *pages))
    assert told(document) == ["一、概况", FULL + "成效。", "支出93万元。"]
    assert [block.page for block in document.blocks] == [1, 1, 2]
    box = document.blocks[0].box
    assert box
    assert (box.left, box.top) == (7086, 8503)  # 25 and 30 mm in hundredths of a point
    assert document.format == "ofd"


def test_drawn_lines_make_a_table(tmp_path: Path) -> None:
    xs, ys = (20, 60, 100), (50, 60, 70)
    rules = "".join(line(20, y, 100, y) for y in ys) + "".join(line(x, 50, x, 70) for x in xs)
    words = text(22, 52, "指标") + text(62, 52, "完成") + text(22, 62, "面积") + text(62, 62, "0.75")
    document = read(make_ofd(tmp_path / "a.ofd", rules + words))
    assert [(b.cell.row, b.cell.column) for b in document.blocks if b.cell] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert told(document) == ["指标", "完成", "面积", "0.75"]


def test_matrices_and_bold_by_drawing_twice(tmp_path: Path) -> None:
    twice = text(25, 30, "支出") * 2
    doubled = text(25, 50, "大字", more='CTM="2 0 0 2 0 0"')
    document = read(make_ofd(tmp_path / "a.ofd", twice + doubled))
    assert told(document) == ["支出", "大字"]
    first, second = (block.box for block in document.blocks)
    assert first
    assert second
    assert second.right - second.left == pytest.approx(2 * (first.right - first.left), abs=4)


@pytest.mark.parametrize(
    ("pages", "more", "says"),
    [
        ([""], {}, "没有文字"),
        ([text(25, 30, "甲")], {"Encryptions.xml": "<a/>"}, "密码"),
        ([text(25, 30, "甲")], {"Doc_0/Document.xml": "<a>"}, "损坏"),
        (["<ofd:TextObject/>"], {}, "没有文字"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, pages: list[str], more: dict[str, str], says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read(make_ofd(tmp_path / "a.ofd", *pages, more=more))


def test_limits_hold(tmp_path: Path) -> None:
    path = make_ofd(tmp_path / "a.ofd", *[text(25, 30, "甲")] * 3)
    with pytest.raises(ReadError, match="超过 2 页"):
        read(path, Limits(pages=2))
    with pytest.raises(ReadError, match="恶意"):
        read(path, Limits(inflated=400))
