"""Makes .docx files from lists of paragraphs and tables: zipfile and a little XML, no library.

    make_docx(path, ["一、基本情况", "2021年支出100万元。"], headings={0: 1})
    make_docx(path, [p("基本情况", level=1, listed=(1, 0)), p(ins("93"), gone("95"), "分"), table([["指标", "目标"]])])

Whatever a block is made of: a `str` is plain text; `p`, `table`, `ins`, `gone` … give raw XML as `Xml`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


class Xml(str):
    """Markup, as against text that must be escaped."""

    __slots__ = ()


Inline = str | Xml
Block = str | Xml
HEADING_LIST = (
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
)  # as Chinese reports use


# ── what a paragraph is made of ──────────────────────────────────────────────────────────────────────────────────────
def run(text: str, properties: str = "") -> Xml:
    """One run of text; `properties` is the markup inside its `w:rPr` (`<w:vanish/>`)."""
    return Xml(f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>')


def ins(text: str) -> Xml:
    """A tracked insertion."""
    return Xml(f'<w:ins w:id="1" w:author="张三">{run(text)}</w:ins>')


def gone(text: str) -> Xml:
    """A tracked deletion."""
    return Xml(f'<w:del w:id="2" w:author="张三"><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>')


def hidden(text: str) -> Xml:
    """Hidden text."""
    return run(text, "<w:vanish/>")


def control(content: Inline) -> Xml:
    """A content control (`w:sdt`) around runs or blocks."""
    inner = content if isinstance(content, Xml) else run(content)
    return Xml(f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>")


def formula(instruction: str, result: Inline) -> Xml:
    """A field: its instruction, then its result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = result if isinstance(result, Xml) else run(result)
    code = f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
    return Xml(mark.format("begin") + code + mark.format("separate") + shown + mark.format("end"))


def box(*blocks: Block) -> Xml:
    """A text box as Word writes it: once for new programs, once more for old ones."""
    inner = f"<w:txbxContent>{''.join(_block(one) for one in blocks)}</w:txbxContent>"
    new = f"<w:drawing><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    choice = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return Xml(f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>")


def note(number: int) -> Xml:
    """The mark of footnote `number`, which counts from 1."""
    return Xml(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>')


# ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def p(*inlines: Inline, level: int = 0, listed: tuple[int, int] | None = None, properties: str = "") -> Xml:
    """A paragraph. `level` makes it a heading; `listed` is (list id, depth); `properties` is more of its `w:pPr`."""
    style = f'<w:pStyle w:val="Heading{level}"/>' if level else ""
    number = (
        f'<w:numPr><w:ilvl w:val="{listed[1]}"/><w:numId w:val="{listed[0]}"/></w:numPr>' if listed is not None else ""
    )
    runs = "".join(one if isinstance(one, Xml) else run(one) for one in inlines)
    return Xml(f"<w:p><w:pPr>{style}{number}{properties}</w:pPr>{runs}</w:p>")


def cell(*blocks: Block, across: int = 1, down: str = "") -> Xml:
    """A table cell. `across` is the columns it covers; `down` is `restart` or `continue` for cells merged down."""
    merged = f'<w:vMerge w:val="{down}"/>' if down else ""
    return Xml(
        f'<w:tc><w:tcPr><w:gridSpan w:val="{across}"/>{merged}</w:tcPr>'
        f"{''.join(_block(one) for one in blocks) or '<w:p/>'}</w:tc>"
    )


def table(rows: Sequence[Sequence[str | Xml]]) -> Xml:
    """A table from its rows; a `str` is a plain cell, an `Xml` comes from `cell`."""
    made = "".join(f"<w:tr>{''.join(one if isinstance(one, Xml) else cell(one) for one in row)}</w:tr>" for row in rows)
    return Xml(f"<w:tbl><w:tblPr/>{made}</w:tbl>")


def _block(block: Block) -> str:
    return block if isinstance(block, Xml) else p(block)


# ── lists and parts ──────────────────────────────────────────────────────────────────────────────────────────────────
def numbering(lists: Mapping[int, Sequence[tuple[str, str]]], restarts: Mapping[int, int] | None = None) -> str:
    """The numbering part: list id → (number format, pattern) of each depth.

    `restarts` adds list ids that count the list they name from 1 again: {3: 2} makes list 3 a fresh list 2.
    """
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        + "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
            for depth, (kind, text) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for number, levels in lists.items()
    )
    plain = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in lists)
    again = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{of}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for n, of in (restarts or {}).items()
    )
    return f"<w:numbering {NAMESPACES}>{abstract}{plain}{again}</w:numbering>"


def heading_styles() -> str:
    """Heading 1 to 3, with no numbers of their own, and the style of body text."""
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        for n in (1, 2, 3)
    )
    usual = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    return f"<w:styles {NAMESPACES}>{usual}{headings}</w:styles>"


def make_docx(  # noqa: PLR0913 - a document has that many parts, and each is optional
    path: Path,
    blocks: Sequence[Block],
    *,
    headings: Mapping[int, int] | None = None,
    lists: Mapping[int, Sequence[tuple[str, str]]] | None = None,
    restarts: Mapping[int, int] | None = None,
    header: Sequence[Block] = (),
    footer: Sequence[Block] = (),
    footnotes: Sequence[str] = (),
    styles: str | None = None,
    parts: Mapping[str, str] | None = None,
) -> Path:
    """Write a .docx and give its path.

    `headings` says which of the plain strings among `blocks` are headings: index → level 1 to 3. `parts` adds or
    replaces members of the zip by name.
    """
    levels = headings or {}
    body = "".join(one if isinstance(one, Xml) else p(one, level=levels.get(n, 0)) for n, one in enumerate(blocks))
    made = {
        "document": f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "styles": styles or heading_styles(),
    }
    if lists:
        made["numbering"] = numbering(lists, restarts)
    for name, content, tag in (("header", header, "hdr"), ("footer", footer, "ftr")):
        if content:
            made[name] = f"<w:{tag} {NAMESPACES}>{''.join(_block(one) for one in content)}</w:{tag}>"
    if footnotes:
        separator = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        notes = "".join(f'<w:footnote w:id="{n}">{p(one)}</w:footnote>' for n, one in enumerate(footnotes, 1))
        made["footnotes"] = f"<w:footnotes {NAMESPACES}>{separator}{notes}</w:footnotes>"
    members = {f"word/{name}.xml": PROLOG + content for name, content in made.items()}
    members |= {
        "[Content_Types].xml": _content_types(made),
        "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}),
    }
    related = {name: f"{name}.xml" for name in made if name != "document"}
    members |= {"word/_rels/document.xml.rels": _relationships(related), **(parts or {})}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2022, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return path


def _relationships(targets: Mapping[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{PROLOG}<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def _content_types(made: Mapping[str, str]) -> str:
    kinds = {name: "document.main" if name == "document" else name for name in made}
    each = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    usual = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{PROLOG}<Types xmlns="{PACKAGE}/content-types">{usual}{each}</Types>'
