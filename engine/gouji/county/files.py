"""The files: .docx and .xlsx as small packages of XML with fixed times, so that the same content is the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

FIXED = (2000, 1, 1, 0, 0, 0)
PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATED = f'<Relationships xmlns="{PACKAGE}/relationships">'
MONEY = re.compile(r"[\d,]+\.\d\d")
SHARE = re.compile(r"\d+(?:\.(\d+))?%")
NUMBER = re.compile(r"\d{1,12}(?:\.(\d+))?")
SHARE_STYLE, DECIMAL_STYLE = 2, 5  # the first style for percentages, for decimals: one for each number of decimals


class Cell(NamedTuple):
    """A cell: what it shows, and over how many columns and rows."""

    text: str = ""
    across: int = 1
    down: int = 1


Rows = Sequence[Sequence[Cell]]
Block = tuple[int, str] | Rows  # a paragraph with its heading level (0: none), or a table


def placed(rows: Rows) -> list[list[tuple[int, Cell]]]:
    """The cells of each row with their column (from 0), those merged from above left out."""
    taken: set[tuple[int, int]] = set()
    made: list[list[tuple[int, Cell]]] = []
    for n, row in enumerate(rows):
        column, line = 0, []
        for cell in row:
            while (n, column) in taken:
                column += 1
            line.append((column, cell))
            if cell.down > 1:
                taken |= {(n + d, column + a) for d in range(1, cell.down) for a in range(cell.across)}
            column += cell.across
        made.append(line)
    return made


def address(row: int, column: int) -> str:
    """`B7` for a row and column counted from 0; the forms have no more than 26 columns."""
    return f"{chr(ord('A') + column)}{row + 1}"


# ── .docx ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def docx(blocks: Iterable[Block]) -> bytes:
    """A Word document of paragraphs, headings and tables."""
    body = "".join(_paragraph(*one) if isinstance(one[0], int) else _table(one) for one in blocks)  # type: ignore[arg-type]
    document = f'{PROLOG}<w:document xmlns:w="{WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    return _packed(
        (
            "[Content_Types].xml",
            _types(
                ("/word/document.xml", f"{WORD_TYPE}.document.main+xml"),
                ("/word/styles.xml", f"{WORD_TYPE}.styles+xml"),
            ),
        ),
        ("_rels/.rels", _related(("officeDocument", "word/document.xml"))),
        ("word/_rels/document.xml.rels", _related(("styles", "styles.xml"))),
        ("word/styles.xml", _word_styles()),
        ("word/document.xml", document),
    )


def _paragraph(level: int, text: str) -> str:
    style = f'<w:pPr><w:pStyle w:val="{level}"/></w:pPr>' if level else ""
    return f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(rows: Rows) -> str:
    lines = placed(rows)
    width = max(column + cell.across for line in lines for column, cell in line)
    reaching: dict[int, tuple[int, int]] = {}  # column → width and rows left of a cell merged down
    made = []
    for line in lines:
        cells, at, column = dict(line), [], 0
        while column < width:
            if column in reaching:
                across, left = reaching.pop(column)
                at.append(_word_cell("", across, "<w:vMerge/>"))
                if left > 1:
                    reaching[column] = across, left - 1
            else:
                text, across, down = cells.get(column, Cell())
                at.append(_word_cell(text, across, '<w:vMerge w:val="restart"/>' if down > 1 else ""))
                if down > 1:
                    reaching[column] = across, down - 1
            column += across
        made.append(f"<w:tr>{''.join(at)}</w:tr>")
    grid = "<w:gridCol/>" * width
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(made)}</w:tbl>'


def _word_cell(text: str, across: int, merged: str) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merged}</w:tcPr><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>"


def _word_styles() -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/><w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr>'
        f"<w:rPr><w:b/></w:rPr></w:style>"
        for n in (1, 2)
    )
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table = f'<w:style w:type="table" w:styleId="T"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr></w:style>'
    return f'{PROLOG}<w:styles xmlns:w="{WORD}">{headings}{table}</w:styles>'


# ── .xlsx ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def xlsx(title: str, rows: Rows) -> bytes:
    """A workbook of one sheet; what is a number in a cell is stored as one, with the format that prints it so."""
    lines, merged = [], []
    for n, line in enumerate(placed(rows)):
        cells = []
        for column, cell in line:
            cells.append(_sheet_cell(address(n, column), cell.text))
            if cell.across * cell.down > 1:
                last = address(n + cell.down - 1, column + cell.across - 1)
                merged.append(f'<mergeCell ref="{address(n, column)}:{last}"/>')
        lines.append(f'<row r="{n + 1}">{"".join(cells)}</row>')
    over = f'<mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells>' if merged else ""
    sheet = f'{PROLOG}<worksheet xmlns="{SHEET}"><sheetData>{"".join(lines)}</sheetData>{over}</worksheet>'
    book = f'{PROLOG}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="{escape(title)}" sheetId="1" r:id="r1"/></sheets></workbook>'
    return _packed(
        (
            "[Content_Types].xml",
            _types(
                ("/xl/workbook.xml", f"{SHEET_TYPE}.sheet.main+xml"),
                ("/xl/worksheets/sheet1.xml", f"{SHEET_TYPE}.worksheet+xml"),
                ("/xl/styles.xml", f"{SHEET_TYPE}.styles+xml"),
            ),
        ),
        ("_rels/.rels", _related(("officeDocument", "xl/workbook.xml"))),
        ("xl/_rels/workbook.xml.rels", _related(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"))),
        ("xl/workbook.xml", book),
        ("xl/styles.xml", _sheet_styles()),
        ("xl/worksheets/sheet1.xml", sheet),
    )


def _sheet_cell(at: str, text: str) -> str:
    if not text:
        return f'<c r="{at}"/>'
    if MONEY.fullmatch(text):
        return f'<c r="{at}" s="1"><v>{text.replace(",", "")}</v></c>'
    if found := SHARE.fullmatch(text):
        decimals = len(found[1] or "")
        digits = text[:-1].replace(".", "").rjust(decimals + 3, "0")
        return (
            f'<c r="{at}" s="{SHARE_STYLE + decimals}"><v>{digits[: -decimals - 2]}.{digits[-decimals - 2 :]}</v></c>'
        )
    if found := NUMBER.fullmatch(text):
        decimals = len(found[1] or "")
        return f'<c r="{at}" s="{DECIMAL_STYLE + decimals - 1 if decimals else 0}"><v>{text}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _sheet_styles() -> str:
    formats = ["0%", "0.0%", "0.00%", "0.0", "0.00", "0.000"]
    codes = "".join(f'<numFmt numFmtId="{170 + n}" formatCode="{code}"/>' for n, code in enumerate(formats))
    used = "".join(f'<xf numFmtId="{170 + n}" applyNumberFormat="1" xfId="0"/>' for n in range(len(formats)))
    return (
        f'{PROLOG}<styleSheet xmlns="{SHEET}"><numFmts count="{len(formats)}">{codes}</numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(formats) + 2}"><xf numFmtId="0" xfId="0"/><xf numFmtId="4" applyNumberFormat="1" xfId="0"/>{used}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


# ── packages ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _types(*named: tuple[str, str]) -> str:
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    ours = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in named)
    return f'{PROLOG}<Types xmlns="{PACKAGE}/content-types">{defaults}{ours}</Types>'


def _related(*named: tuple[str, str]) -> str:
    ours = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{part}"/>' for n, (kind, part) in enumerate(named, 1)
    )
    return f"{PROLOG}{RELATED}{ours}</Relationships>"


def _packed(*named: tuple[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in named:
            info = zipfile.ZipInfo(name, FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, content)
    return out.getvalue()
