"""How long reading takes, against what no reader can do without: `python tests/bench/bench_readers.py [FILE …]`.

The floor of a .docx is to inflate and parse the parts that are read, that of a .pdf PDFium's bare text. The aim is 3
floors + 15 ms, and time linear in length; two seconds for a workbook of 400,000 cells. Ratios of one run compare; milliseconds depend on the machine and on
what else it does.
"""

# ruff: noqa: T201 - it reports on the terminal

from __future__ import annotations

import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pypdfium2 as pdfium
from lxml import etree

sys.path.insert(0, str(Path(__file__).parents[1]))
from docx_maker import HEADING_LIST, Xml, make_docx, p, table

from gouji.readers import read
from gouji.readers.docx_package import PARSER

ROUNDS = 7
READ = ("document", "styles", "numbering", "header", "footer", "footnotes", "endnotes")


def best(*actions: Callable[[], object]) -> list[float]:
    """Milliseconds of each action's fastest round, the least disturbed; they take turns, so all meet the same load."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(ROUNDS):
        for action, taken in zip(actions, times, strict=True):
            began = time.perf_counter()
            action()
            taken.append(time.perf_counter() - began)
    return [min(taken) * 1000 for taken in times]


def floor(path: Path) -> None:
    if path.suffix == ".pdf":
        pdf_floor(path)
        return
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".rels") or name.removeprefix("word/").rstrip("0123456789.xml").startswith(READ):
                etree.fromstring(archive.read(name), PARSER)


def pdf_floor(path: Path) -> None:
    document = pdfium.PdfDocument(path.read_bytes())
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


def report(sections: int) -> list[str | Xml]:
    """Headings, numbered indicators with their evidence in several runs, and a form now and then."""
    blocks: list[str | Xml] = []
    for n in range(sections):
        blocks += [p("产出指标完成情况", level=1, listed=(1, 0)), p("数量指标", level=2, listed=(1, 1))]
        for m in range(10):
            blocks += [
                p(f"水稻种植面积{m}.4万亩。", listed=(2, 0)),
                p("根据各村最新数据进行统计，", "我镇", f"2021年水稻种植面积{m}.48万亩，", "指标完成率120%。"),
            ]
        if n % 2 == 0:
            blocks.append(table([["指标", "目标值", "实际值", "得分"]] + [["面积", "4万亩", "4.8万亩", "10"]] * 6))
    return blocks


def workbook(path: Path) -> Path:
    """20,000 rows of a name and 19 figures."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    for row in range(20_000):
        sheet.append([f"单位{row % 500}", *(row * n / 100 for n in range(1, 20))])
    book.save(path)
    return path


def main(paths: list[Path]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lists = {1: HEADING_LIST, 2: [("decimal", "%1)")]}
        made = [make_docx(Path(folder) / f"{n} sections.docx", report(n), lists=lists) for n in (10, 200)]
        print("file                     floor ms   read ms   ratio   of aim")
        times = []
        for path in [*made, *paths]:
            least, taken = best(partial(floor, path), partial(read, path))
            times.append(taken)
            print(f"{path.name:24} {least:8.1f} {taken:9.1f} {taken / least:7.1f} {taken / (3 * least + 15):8.0%}")
        print(f"20 times as long takes {times[1] / times[0]:.1f} times as long")
        (taken,) = best(partial(read, workbook(Path(folder) / "400,000 cells.xlsx")))
        print(f"a workbook of 400,000 cells: {taken:.0f} ms")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
