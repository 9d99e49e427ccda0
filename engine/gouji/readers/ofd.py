"""OFD documents (GB/T 33190): placed text and drawn lines from the XML in the zip, put together as those of a PDF."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from gouji.document import Box, Document
from gouji.errors import ReadError
from gouji.readers.docx_package import DAMAGED, Load, loader
from gouji.readers.printed import REPAIRED, Line, Page, Ruling, around, rulings_along
from gouji.readers.printed_document import document
from gouji.readers.printed_lines import columns_of
from gouji.readers.printed_trust import is_garbled
from gouji.readers.signature import REFUSED
from gouji.readers.source import Limits, megabytes

MILLIMETRE = Decimal(7200) / Decimal("25.4")  # in hundredths of a point
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE]-?\d{1,2})?")
STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
DEEPEST = 16  # blocks within blocks
MOST_GLYPHS = 2000  # in one piece of text; what repeats further is no text
INSTEAD = "请改用原来的 Word 文件"
A4 = (Decimal(210), Decimal(297))

Matrix = tuple[Decimal, Decimal, Decimal, Decimal, Decimal, Decimal]


class _Object(NamedTuple):
    """Something on a page: its element, and its own places → hundredths of a point on the page."""

    element: etree._Element
    place: Callable[[Decimal, Decimal], tuple[int, int]]


def read(path: Path, data: bytes, limits: Limits) -> Document:
    """An OFD as a Document; ReadError if it is locked, damaged, over a limit or holds no text that can be trusted."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            load = loader(path, archive, limits)
            pages = list(_pages(path, load, limits))
    except (ReadError, MemoryError):
        raise
    except Exception as fault:  # zipfile, zlib and lxml raise a dozen kinds on damaged input, and all mean the same
        raise ReadError(path, DAMAGED) from fault
    text = "".join(line.text for page in pages for line in page.lines)
    if not text.strip():
        raise ReadError(path, f"OFD 里没有文字，多半是扫描件。{INSTEAD}")
    if is_garbled(text):
        raise ReadError(path, f"OFD 的文字是乱码，读出的数字不可信，没有检查。{INSTEAD}")
    if len(text) > limits.text:
        raise ReadError(path, f"文字超过 {megabytes(limits.text)}，不像是一份报告。请拆开后再检查")
    blank = [str(page.number) for page in pages if not page.lines]
    notes = [f"第 {'、'.join(blank[:8])} 页没有文字（也许是图片），没有读取"] if blank else []
    return document(path, "ofd", pages, notes)


def _pages(path: Path, load: Load, limits: Limits) -> Iterator[Page]:
    """The pages of all documents in the file; a page's templates are a part of it."""
    root = _part(path, load, "OFD.xml")
    if load("Encryptions.xml") is not None:
        raise ReadError(path, REFUSED["encrypted"])
    number = 0
    for body in root.iter("{*}DocRoot"):
        main = _joined("", body.text or "")
        whole = _part(path, load, main)
        size = _size(whole) or A4
        templates = {one.get("ID", ""): _joined(main, one.get("BaseLoc", "")) for one in whole.iter("{*}TemplatePage")}
        for listed in whole.iterfind("{*}Pages/{*}Page"):
            number += 1
            if number > limits.pages:
                raise ReadError(path, f"超过 {limits.pages} 页，不像是一份报告。请拆开后再检查")
            content = _part(path, load, _joined(main, listed.get("BaseLoc", "")))
            under = [templates.get(one.get("TemplateID", "")) for one in content.iterfind("{*}Template")]
            layers = [part for name in under if name and (part := load(name)) is not None]
            yield _page(number, _size(content) or size, [*layers, content])


def _part(path: Path, load: Load, name: str) -> etree._Element:
    found = load(name)
    if found is None:
        raise ReadError(path, DAMAGED)
    return found


def _joined(base: str, name: str) -> str:
    """Where a part stands, told from the part that names it."""
    name = name.strip()
    return posixpath.normpath(
        name.lstrip("/") if name.startswith("/") else posixpath.join(posixpath.dirname(base), name)
    )


def _size(element: etree._Element) -> tuple[Decimal, Decimal] | None:
    """Width and height in millimetres, as a page or a document states them."""
    for box in element.iter("{*}PhysicalBox"):
        numbers = _numbers(box.text)
        if len(numbers) >= 4 and numbers[2] > 0 and numbers[3] > 0:  # noqa: PLR2004 - left, top, width, height
            return numbers[2], numbers[3]
    return None


def _page(number: int, size: tuple[Decimal, Decimal], layers: Sequence[etree._Element]) -> Page:
    lines: list[Line] = []
    rulings: list[Ruling] = []
    boundary = None
    for layer in layers:
        for one in _objects(layer, 0):
            if etree.QName(one.element).localname == "TextObject":
                made = list(_texts(one))
                same, boundary = boundary == one.element.get("Boundary"), one.element.get("Boundary")
                if same and made and lines and made[0].box.left < lines[-1].box.right:
                    made[0] = _spread(lines.pop(), made[0], boundary)
                lines += made
            else:
                rulings += _rulings(one)
    width, tall = (int(side * MILLIMETRE) for side in size)
    return Page(number, width, tall, tuple(_once(lines)), tuple(rulings))


def _spread(first: Line, second: Line, boundary: str | None) -> Line:
    """Two pieces as one. Some programs give all pieces of a printed line one place, and false steps: spread them."""
    if first.text == second.text:  # drawn twice, to look bold
        return first
    left, top, width, tall = (int(number * MILLIMETRE) for number in _numbers(boundary)[:4])
    text = first.text + second.text
    ends = [left + width * at // len(text) for at in range(len(text) + 1)]
    glyphs = tuple(Box(start, top, end, top + tall) for start, end in pairwise(ends))
    return Line(text, around(glyphs), glyphs)


def _objects(parent: etree._Element, depth: int) -> Iterator[_Object]:
    """The text and path objects in a layer, in order."""
    for element in parent:
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        if name in ("TextObject", "PathObject"):
            yield _Object(element, _placing(element))
        elif name in ("Content", "Layer", "PageBlock") and depth < DEEPEST:
            yield from _objects(element, depth + 1)


def _placing(element: etree._Element) -> Callable[[Decimal, Decimal], tuple[int, int]]:
    """An object's own coordinates, turned by its matrix and moved to its boundary, in hundredths of a point."""
    boundary = _numbers(element.get("Boundary"))
    left, top = boundary[:2] if len(boundary) >= 2 else (Decimal(0), Decimal(0))  # noqa: PLR2004
    matrix = _numbers(element.get("CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else map(Decimal, (1, 0, 0, 1, 0, 0))  # noqa: PLR2004

    def place(x: Decimal, y: Decimal) -> tuple[int, int]:
        return int((a * x + c * y + e + left) * MILLIMETRE), int((b * x + d * y + f + top) * MILLIMETRE)

    return place


def _texts(one: _Object) -> Iterator[Line]:
    """A line for each run of characters, its characters placed one by one."""
    size = next(iter(_numbers(one.element.get("Size") or one.element.get("size"))), Decimal(3))
    x = y = Decimal(0)
    for code in one.element.iterfind("{*}TextCode"):
        text = (code.text or "").translate(REPAIRED)[:MOST_GLYPHS]
        x, y = (next(iter(_numbers(code.get(name))), before) for name, before in (("X", x), ("Y", y)))
        across, down = (_steps(code.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
        glyphs: list[Box] = []
        for index, char in enumerate(text):
            width = size * columns_of(char) / 2
            (x1, y1), (x2, y2) = one.place(x, y - size * 88 / 100), one.place(x + width, y + size * 12 / 100)
            glyphs.append(Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
            x += across[index] if index < len(across) else Decimal(0) if down else width
            y += down[index] if index < len(down) else Decimal(0)
        if text.strip():
            yield Line(text, around(glyphs), tuple(glyphs))


def _steps(told: str | None, most: int) -> list[Decimal]:
    """How far each character stands from the one before; `g 3 1.5` is 1.5 three times."""
    words = (told or "").split()
    steps: list[Decimal] = []
    at = 0
    while at < len(words) and len(steps) < most:
        if words[at] == "g" and at + 2 < len(words):
            count, step = _numbers(words[at + 1]), _numbers(words[at + 2])
            steps += step[:1] * (min(int(count[0]), most) if count else 0)
            at += 3
        else:
            steps += _numbers(words[at])[:1]
            at += 1
    return steps[:most]


def _rulings(one: _Object) -> Iterator[Ruling]:
    """The level and upright lines of a path."""
    data = next((part.text for part in one.element.iterfind("{*}AbbreviatedData")), None)
    stroked, filled = (
        one.element.get(name, usual) == "true" for name, usual in (("Stroke", "true"), ("Fill", "false"))
    )
    points: list[tuple[int, int]] = []
    outlines = [points]
    for letter, said in STEP.findall(data or ""):
        numbers = _numbers(said)
        if letter in "MS":
            points = []
            outlines.append(points)
        if letter in "MSL" and len(numbers) >= 2:  # noqa: PLR2004 - x and y
            points.append(one.place(numbers[0], numbers[1]))
        elif letter == "C" and points:
            points.append(points[0])
    for outline in outlines:
        if len(outline) > 1 and (stroked or filled):
            yield from rulings_along(outline, stroked=stroked)


def _once(lines: Sequence[Line]) -> list[Line]:
    """Text drawn twice at one place, to look bold, counts once."""
    return list({(line.text, line.box.left // 100, line.box.top // 100): line for line in lines}.values())


def _numbers(text: str | None) -> list[Decimal]:
    """The numbers in a text, none of them beyond what a page can hold."""
    try:
        found = [Decimal(one) for one in NUMBER.findall(text or "")]
    except InvalidOperation:
        return []
    return [one for one in found if abs(one) < 10**7] if len(text or "") < 10**6 else []
