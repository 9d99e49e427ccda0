"""The notes of a worksheet: the part that holds their texts, and the old-style drawing without which none is shown."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from lxml import etree

from gouji.formats.comment import AUTHOR
from gouji.formats.layout import printable
from gouji.readers.docx_package import RELATIONSHIP
from gouji.readers.xlsx import S

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
CONTENT_TYPES = "[Content_Types].xml"
V, X = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:excel}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - as Office names it
EMPTY = f'<comments xmlns="{S[1:-1]}"><authors/><commentList/></comments>'
DRAWING = (
    f'<xml xmlns:v="{V[1:-1]}" xmlns:o="{O[1:-1]}" xmlns:x="{X[1:-1]}">'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
SHAPE = (
    f'<v:shape xmlns:v="{V[1:-1]}" xmlns:o="{O[1:-1]}" xmlns:x="{X[1:-1]}" id="gouji_{{id}}" type="#_x0000_t202" '
    'style="position:absolute;visibility:hidden;width:260pt;height:150pt" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
ADDED = f"\n\n【{AUTHOR}】"  # before what we add to a note of someone else; up to the end it is ours
CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class Notes:
    """The names of a worksheet's parts; `fresh`: it has no notes yet. `drawing` is the relationship's id, if there."""

    sheet: str
    comments: str
    vml: str
    drawing: str
    fresh: bool


def parts_of(sheet: str, related: Mapping[str, tuple[str, str]], names: Collection[str]) -> Notes:
    """The parts a worksheet's notes are in, or the names they are to have."""
    there = {kind: (identity, target) for identity, (kind, target) in related.items()}
    stem = posixpath.basename(sheet).removesuffix(".xml")
    comments = there["comments"][1] if "comments" in there else _free(f"xl/gouji_comments_{stem}", ".xml", names)
    drawing, vml = there.get("vmlDrawing", ("", _free(f"xl/drawings/gouji_{stem}", ".vml", names)))
    return Notes(sheet, comments, vml, drawing, "comments" not in there)


def _free(stem: str, suffix: str, names: Collection[str]) -> str:
    return next(name for n in range(len(names) + 1) if (name := f"{stem}{n or ''}{suffix}") not in names)


def put(
    notes: Notes,
    texts: Mapping[str, str],
    load: Callable[[str], etree._Element | None],
    changed: dict[str, etree._Element],
) -> str:
    """Replace our notes of an earlier check by these (cell → text); the id of the drawing's relationship.

    A cell has one note: where someone else has written one, ours follows theirs.
    """
    root = None if notes.fresh else load(notes.comments)
    root = etree.fromstring(EMPTY) if root is None else root
    gone = _remove_ours(root)
    listed = root.find(f"{S}commentList")
    if listed is None:
        listed = etree.SubElement(root, f"{S}commentList")
    theirs = {one.get("ref", ""): one for one in listed}
    fresh = [reference for reference in texts if reference not in theirs]
    if not texts and not gone:
        return notes.drawing
    for reference, text in texts.items():
        if reference in theirs:
            _run(theirs[reference].find(f"{S}text"), f"{ADDED}{text}")
        else:
            _add(root, listed, reference, text)
    changed[notes.comments] = root
    _draw(notes, gone, fresh, load, changed)
    return _register(notes, load, changed)


def _remove_ours(root: etree._Element) -> set[str]:
    """Take out our notes, and what we added to others'; the cells that have no note any more."""
    authors = [one.text for one in root.iterfind(f"{S}authors/{S}author")]
    gone = set()
    for one in list(root.iterfind(f"{S}commentList/{S}comment")):
        by = one.get("authorId", "")
        if by.isdecimal() and int(by) < len(authors) and authors[int(by)] == AUTHOR:
            gone.add(one.get("ref", ""))
            _detach(one)
            continue
        for text in list(one.iter(f"{S}t")):
            kept, mark, _ = (text.text or "").partition(ADDED)
            if mark:
                text.text = kept
    return gone


def _add(root: etree._Element, listed: etree._Element, reference: str, text: str) -> None:
    authors = root.find(f"{S}authors")
    if authors is None:
        authors = etree.Element(f"{S}authors")
        root.insert(0, authors)
    names = [one.text for one in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{S}author").text = AUTHOR
        names.append(AUTHOR)
    made = etree.SubElement(listed, f"{S}comment", {"ref": reference, "authorId": str(names.index(AUTHOR))})
    _run(etree.SubElement(made, f"{S}text"), text)


def _run(parent: etree._Element | None, text: str) -> None:
    if parent is not None:
        shown = etree.SubElement(etree.SubElement(parent, f"{S}r"), f"{S}t")
        shown.text = "\n".join(printable(line) for line in text.split("\n"))
        shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _draw(
    notes: Notes,
    gone: set[str],
    fresh: list[str],
    load: Callable[[str], etree._Element | None],
    changed: dict[str, etree._Element],
) -> None:
    """The boxes notes are shown in: those of notes that are gone out, one for each new one in."""
    root = load(notes.vml) if notes.drawing else None
    root = etree.fromstring(DRAWING) if root is None else root
    places = {_place(reference) for reference in gone}
    for shape in list(root.iter(f"{V}shape")):
        row, column = (shape.findtext(f".//{X}{name}", "") for name in ("Row", "Column"))
        if (row, column) in places:
            _detach(shape)
    for number, reference in enumerate(fresh, 1):
        row, column = _place(reference)
        at = (int(column) + 1, 15, max(int(row) - 1, 0), 2, int(column) + 5, 15, int(row) + 7, 4)
        anchor = ", ".join(map(str, at))
        root.append(etree.fromstring(SHAPE.format(id=number, row=row, column=column, anchor=anchor)))
    changed[notes.vml] = root


def _detach(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _place(reference: str) -> tuple[str, str]:
    """`F12` → row 11 and column 5, counted from 0, as the drawing writes them."""
    found = CELL.match(reference)
    if not found:
        return "", ""
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return str(int(found[2]) - 1), str(column - 1)


def _register(notes: Notes, load: Callable[[str], etree._Element | None], changed: dict[str, etree._Element]) -> str:
    """Name new parts among the sheet's relationships and the content types."""
    folder, name = posixpath.split(notes.sheet)
    rels_name = posixpath.join(folder, "_rels", f"{name}.rels")
    rels = load(rels_name)
    rels = etree.Element(f"{RELATIONSHIP}s") if rels is None else rels
    changed[rels_name] = rels
    if notes.fresh:
        _relate(rels, "comments", f"/{notes.comments}")
    drawing = notes.drawing or _relate(rels, "vmlDrawing", f"/{notes.vml}")
    types = load(CONTENT_TYPES)
    if types is not None:
        changed[CONTENT_TYPES] = types
        if not any(one.get("PartName") == f"/{notes.comments}" for one in types):
            etree.SubElement(
                types, f"{TYPES}Override", {"PartName": f"/{notes.comments}", "ContentType": COMMENTS_TYPE}
            )
        if not any(one.get("Extension") == "vml" for one in types):
            types.insert(0, etree.Element(f"{TYPES}Default", {"Extension": "vml", "ContentType": VML_TYPE}))
    return drawing


def _relate(rels: etree._Element, kind: str, target: str) -> str:
    used = {one.get("Id") for one in rels}
    identity = next(name for n in range(1, len(used) + 2) if (name := f"rIdGouji{n}") not in used)
    etree.SubElement(rels, RELATIONSHIP, {"Id": identity, "Type": f"{RELATED}{kind}", "Target": target})
    return identity
