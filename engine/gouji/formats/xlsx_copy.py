"""A CheckResult → a copy of the user's .xlsx: the cells that are likely wrong marked, each with a note.

Cells, formulas, results and styles are not touched: the mark is a conditional format that always holds, which a later
check takes out again together with its notes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from gouji.document import Document
from gouji.errors import GoujiError
from gouji.finding import CheckResult
from gouji.formats import xlsx_notes
from gouji.formats.comment import Comment, comments
from gouji.formats.original import original
from gouji.formats.telling import grade
from gouji.formats.zipped import rewritten
from gouji.readers import Limits
from gouji.readers.docx_package import RELATIONSHIP, loader
from gouji.readers.xlsx import STRICT, R, S

SIGNED = 'LEN("勾稽核对")=4'  # the condition of our conditional formats: always true, and by it they are known
# The marks: fill and font colour by what the user is asked to do
TINTS = {"必改": ("FFFCECEA", "FFA3211B"), "建议改": ("FFFCECEA", "FFA3211B")}
FORMAT = (
    f'<dxf xmlns="{S[1:-1]}"><font><color rgb="{{ink}}"/></font><fill><patternFill patternType="solid">'
    '<fgColor rgb="{fill}"/><bgColor rgb="{fill}"/></patternFill></fill></dxf>'
)
OTHER_TINT = ("FFFFF2D6", "FF744700")
# What may follow conditional formats, and the pointer to old-style drawings, in a worksheet
AFTER_FORMATS = (
    *("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks"),
    *("colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing"),
)
AFTER_DRAWING = (
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)


@dataclass(slots=True)
class _Book:
    """The parts of a workbook, by name: those looked at, and those of them that are `changed`."""

    load: Callable[[str], etree._Element | None]
    names: frozenset[str]
    seen: dict[str, etree._Element | None] = field(default_factory=dict)
    changed: dict[str, etree._Element] = field(default_factory=dict)

    def part(self, name: str) -> etree._Element | None:
        """A part as it is now."""
        if name in self.changed:
            return self.changed[name]
        if name not in self.seen:
            self.seen[name] = self.load(name)
        return self.seen[name]


def write(result: CheckResult, *, notes: bool = False, limits: Limits = Limits()) -> bytes:  # noqa: B008 - frozen
    """The marked copy; GoujiError if the report is no .xlsx, or has changed since it was read."""
    path = Path(result.document.path)
    if result.document.format != "xlsx":
        raise GoujiError(f"{path}：带标记的表格要由 .xlsx 生成，这份不是。请另存为 .xlsx 再核对。")
    data = original(result, limits, "标记")
    told = _by_sheet(result.document, comments(result, notes=notes))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = _Book(loader(path, archive, limits), frozenset(archive.namelist()))
        main = _main(book)
        if STRICT in archive.read(main):
            raise GoujiError(f"{path}：这是“严格 Open XML”格式，不能写标记。请另存为普通的 .xlsx 再核对。")
        sheets = _sheets(book, main)
        styles = _styles(book, main) if told else {}
        for name, part in sheets.items():
            _mark(book, part, told.get(name, {}), styles)
        return rewritten(path, data, {name: _packed(root) for name, root in book.changed.items()}, limits)


def _packed(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _by_sheet(document: Document, told: Sequence[Comment]) -> dict[str, dict[str, list[Comment]]]:
    found: dict[str, dict[str, list[Comment]]] = {}
    for one in told:
        block = document.block_at(one.span.start)
        found.setdefault(block.sheet, {}).setdefault(block.reference, []).append(one)
    return found


def _related(book: _Book, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: relationship id → (last word of its type, the target's name in the zip)."""
    folder, name = posixpath.split(part)
    rels = book.part(posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        one.get("Id", ""): (
            one.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
        )
        for one in (() if rels is None else rels.iterfind(RELATIONSHIP))
        if one.get("TargetMode") != "External"
    }


def _main(book: _Book) -> str:
    return next((t for kind, t in _related(book, "").values() if kind == "officeDocument"), "xl/workbook.xml")


def _sheets(book: _Book, main: str) -> Mapping[str, str]:
    """Worksheet name → part."""
    targets = _related(book, main)
    root = book.part(main)
    listed = () if root is None else root.iter(f"{S}sheet")
    return {one.get("name", ""): targets[one.get(R, "")][1] for one in listed if one.get(R, "") in targets}


def _styles(book: _Book, main: str) -> dict[str, int]:
    """Grade → the number of its differential format, which is added unless an earlier check did."""
    name = next((target for kind, target in _related(book, main).values() if kind == "styles"), "")
    root = book.part(name) if name else None
    if root is None:
        return {}
    formats = root.find(f"{S}dxfs")
    if formats is None:
        formats = etree.Element(f"{S}dxfs")
        before = root.find(f"{S}cellStyles")
        before = root.find(f"{S}cellXfs") if before is None else before
        if before is None:
            return {}
        before.addnext(formats)
    found = {_shape(one): n for n, one in enumerate(formats)}
    numbers: dict[str, int] = {}
    for word in ("必改", "建议改", "请核对", "说明"):
        fill, ink = TINTS.get(word, OTHER_TINT)
        made = etree.fromstring(FORMAT.format(fill=fill, ink=ink))
        key = _shape(made)
        if key not in found:
            formats.append(made)
            found[key] = len(formats) - 1
        numbers[word] = found[key]
    formats.set("count", str(len(formats)))
    book.changed[name] = root
    return numbers


def _shape(element: etree._Element) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What makes two formats the same."""
    return tuple(
        (str(one.tag), tuple(sorted((str(name), str(value)) for name, value in one.attrib.items())))
        for one in element.iter()
    )


def _mark(book: _Book, part: str, told: Mapping[str, Sequence[Comment]], styles: Mapping[str, int]) -> None:
    sheet = book.part(part)
    if sheet is None:
        return
    ours = [one for one in sheet.iterfind(f"{S}conditionalFormatting") if _is_ours(one)]
    changed = bool(ours or told)
    for one in ours:
        sheet.remove(one)
    kinds = {reference: grade(found[0].finding) for reference, found in told.items()}
    for word in dict.fromkeys(kinds.values()):
        if word in styles:
            cells = " ".join(reference for reference, kind in kinds.items() if kind == word)
            _insert(sheet, _format(cells, styles[word], 1 + len(sheet.findall(f".//{S}cfRule"))), AFTER_FORMATS)
    if changed:
        book.changed[part] = sheet
    texts = {reference: "\n\n".join(one.text for one in found) for reference, found in told.items()}
    notes = xlsx_notes.parts_of(part, _related(book, part), book.names)
    if not texts and notes.fresh:
        return
    drawing = xlsx_notes.put(notes, texts, book.part, book.changed)
    if drawing and sheet.find(f"{S}legacyDrawing") is None:
        _insert(sheet, etree.Element(f"{S}legacyDrawing", {R: drawing}), AFTER_DRAWING)


def _is_ours(formatting: etree._Element) -> bool:
    formulas = [one.text for one in formatting.iter(f"{S}formula")]
    return formulas == [SIGNED]


def _format(cells: str, number: int, priority: int) -> etree._Element:
    made = etree.Element(f"{S}conditionalFormatting", {"sqref": cells})
    said = {"type": "expression", "dxfId": str(number), "priority": str(priority)}
    etree.SubElement(etree.SubElement(made, f"{S}cfRule", said), f"{S}formula").text = SIGNED
    return made


def _insert(sheet: etree._Element, made: etree._Element, after: Sequence[str]) -> None:
    """Before the first of what must come after it, for the order of a worksheet's parts is fixed."""
    names = {S + name for name in (*after, *AFTER_DRAWING)}
    following = next((one for one in sheet if one.tag in names), None)
    if following is None:
        sheet.append(made)
    else:
        following.addprevious(made)
