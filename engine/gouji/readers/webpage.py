"""Web pages (.html), also those named .doc or .xls, and web archives (MHTML): paragraphs, lists and tables as shown."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from lxml.html import HTMLParser

from gouji.document import Cell, Document
from gouji.errors import ReadError
from gouji.readers import txt
from gouji.readers.blocks import Blocks
from gouji.readers.source import Limits, megabytes

SPACE = re.compile(r"[ \t\r\n\f]+")
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
UNSEEN = frozenset(
    (
        *("script", "style", "head", "title", "template", "noscript", "object", "iframe", "svg", "select", "textarea"),
        *("option", "button", "del", "rp", "rt"),
    )
)
PARTS = frozenset(
    (
        *("html", "body", "div", "section", "article", "header", "footer", "main", "nav", "aside", "form", "fieldset"),
        *("figure", "figcaption", "address", "blockquote", "center", "pre", "p", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("ul", "ol", "dl", "dt", "dd", "li", "caption", "hr", "details", "summary"),
    )
)
LEVELS = {f"h{n}": n for n in range(1, 7)}
NO_TEXT = "网页里没有文字。请用浏览器打开，全选复制到 Word，另存为 .docx 后再检查"
NESTED = "网页的嵌套层数过多，无法读取。请用浏览器打开，全选复制到 Word，另存为 .docx 后再检查"
BESIDE = 4  # cells of a page beside its content: banner, menu, margins
DEEPEST = 200  # levels of elements
WIDEST = 1000  # columns or rows that a cell may cover
CHINESE = {"gb2312": "GB18030", "gbk": "GB18030", "gb_2312-80": "GB18030", "x-gbk": "GB18030"}


@dataclass(slots=True)
class _Walk:
    """What is made while the page is read; `line` is the text of the paragraph that is being read."""

    made: Blocks = field(default_factory=Blocks)
    line: list[str] = field(default_factory=list)
    label: str = ""
    level: int = 0
    cell: list[str] | None = None  # lines of the cell that is being read
    inner: list[etree._Element] = field(default_factory=list)  # tables in that cell, to be read after it


def read(path: Path, data: bytes, limits: Limits) -> Document:
    """A page as a Document; ReadError if it is oversized, nested too deeply or shows nothing."""
    content = _archived(data) if data[:200].lstrip().lower().startswith(b"mime-version:") else data
    if len(content) > limits.text:
        raise ReadError(path, f"网页超过 {megabytes(limits.text)}，不像是一份报告。请确认选对了文件，或拆开后再检查")
    text = _decoded(path, content)
    parser = HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8", "surrogatepass") or b"<p/>", parser)
    if root is None:
        raise ReadError(path, NO_TEXT)
    walk = _Walk()
    try:
        _element(root, walk, 0)
    except RecursionError:
        raise ReadError(path, NESTED) from None
    _end(walk)
    if not walk.made.hold_text():
        raise ReadError(path, NO_TEXT)
    return walk.made.document(path, "html", [])


def _archived(data: bytes) -> bytes:
    """The first page of a web archive, as bytes in UTF-8."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            charset = part.get_content_charset()
            if isinstance(content, bytes):
                return f"<meta charset={charset}>".encode() + content if charset else content
    return data


def _decoded(path: Path, data: bytes) -> str:
    """The text of a page: by its byte order mark, by what it says itself, else by what it decodes as."""
    told = CHARSET.search(data[:4096])
    if told and not data.startswith(tuple(bom for bom, _ in txt.BOMS)):
        name = told[1].decode("ascii").lower()
        try:
            return data.decode(CHINESE.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass  # pages often say the wrong thing
    return txt.decode(path, data)[0]


def _element(element: etree._Element, walk: _Walk, depth: int, label: str = "") -> None:
    """An element and what is in it; its tail is its parent's business."""
    tag = element.tag
    if not isinstance(tag, str) or tag in UNSEEN or _is_hidden(element):
        return
    if depth > DEEPEST:
        raise RecursionError
    if tag == "br":
        walk.line.append("\n")
    elif tag == "table" and walk.cell is not None:
        walk.inner.append(element)
    elif tag == "table":
        _table(element, walk, depth)
    elif tag in PARTS:
        _end(walk)
        walk.label, walk.level = label or walk.label, LEVELS.get(tag, 0)  # a paragraph in an item has the item's number
        _content(element, walk, depth)
        _end(walk)
        walk.label = "" if label else walk.label
    else:
        _content(element, walk, depth)


def _content(element: etree._Element, walk: _Walk, depth: int) -> None:
    _say(element.text, walk)
    labels = _labels(element)
    for child in element:
        _element(child, walk, depth + 1, next(labels, "") if child.tag == "li" else "")
        _say(child.tail, walk)


def _labels(element: etree._Element) -> Iterator[str]:
    """The numbers that a browser shows before the items of a list."""
    if element.tag != "ol" or "none" in (element.get("style") or ""):
        return
    start = element.get("start", "1")
    number = int(start) if start.isdecimal() and len(start) < 6 else 1  # noqa: PLR2004 - no list is that long
    while True:
        yield f"{number}."
        number += 1


def _say(text: str | None, walk: _Walk) -> None:
    if text:
        walk.line.append(SPACE.sub(" ", text))


def _end(walk: _Walk) -> None:
    """The paragraph so far becomes a block, or a line of its cell."""
    text = "".join(walk.line)
    walk.line.clear()
    text = "\n".join(line.strip(" ") for line in re.sub(" +", " ", text).split("\n")).strip("\n")
    if text.strip():
        if walk.cell is not None:
            walk.cell.append(text)
        else:
            walk.made.add(text, "paragraph", walk.label, walk.level)
        walk.label, walk.level = "", 0


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and HIDDEN.search(style) is not None)


def _table(table: etree._Element, walk: _Walk, depth: int) -> None:
    _end(walk)
    rows = list(_rows(table))
    if _is_layout(rows):
        for row in rows:
            for cell in _cells(row):
                _end(walk)
                _content(cell, walk, depth + 1)
                _end(walk)
        return
    walk.made.tables += 1
    number = walk.made.tables
    below: dict[int, tuple[int, int]] = {}  # column → width and rows left of a cell that reaches further down
    for row_number, element in enumerate(rows, 1):
        below = _row(element, number, row_number, below, walk, depth)


def _is_layout(rows: list[etree._Element]) -> bool:
    """A table that only arranges the page: it has one cell a row, or little beside the tables that it holds."""
    cells = [list(_cells(row)) for row in rows]
    every = [cell for one in cells for cell in one]
    holders = sum(next(cell.iter("table"), None) is not None for cell in every)
    return all(len(one) <= 1 for one in cells) or (holders > 0 and len(every) <= holders + BESIDE)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == "tr" and not _is_hidden(element):
            yield element
        elif element.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (one for one in row if one.tag in ("td", "th"))


def _row(  # noqa: PLR0913, PLR0917 - where the row stands, and what it goes on from
    element: etree._Element, number: int, row: int, above: dict[int, tuple[int, int]], walk: _Walk, depth: int
) -> dict[int, tuple[int, int]]:
    """One row; what it leaves to the next: column → width and rows left of merged cells."""
    below = {column: (width, left - 1) for column, (width, left) in above.items() if left > 1}
    column = 1
    waiting = dict(sorted(above.items()))

    def go_on() -> None:
        nonlocal column
        while column in waiting:
            width, _ = waiting.pop(column)
            walk.made.add("", "cell", cell=Cell(number, row, column, width, continued=True))
            column += width

    for cell in _cells(element):
        go_on()
        width, down = _whole(cell.get("colspan")), _whole(cell.get("rowspan"))
        _cell(cell, Cell(number, row, column, width), walk, depth)
        if down > 1:
            below[column] = width, down - 1
        column += width
    go_on()
    return below


def _cell(cell: etree._Element, place: Cell, walk: _Walk, depth: int) -> None:
    """One block for the cell; the cells of tables inside it follow."""
    walk.cell, walk.inner = [], []
    if not _is_hidden(cell):
        _content(cell, walk, depth + 1)
    _end(walk)
    walk.made.add("\n".join(walk.cell), "cell", cell=place)
    walk.cell, inner = None, walk.inner
    for table in inner:
        _table(table, walk, depth + 1)


def _whole(text: str | None) -> int:
    found = re.match(r"\s*(\d{1,6})", text or "")
    return min(max(int(found[1]), 1), WIDEST) if found else 1
