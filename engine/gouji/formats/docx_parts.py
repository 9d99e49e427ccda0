"""The parts of a .docx that comments are kept in: which there are, ours taken out, new ones put in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from gouji.formats.comment import AUTHOR
from gouji.formats.docx_ranges import BEGIN, END, ID, REFERENCE
from gouji.readers.docx_package import RELATIONSHIP, STRICT_WORD, WORD, Load
from gouji.readers.docx_styles import PARAGRAPH, RUN, W

RELATIONSHIPS = f"{RELATIONSHIP}s"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
STRICT_RELATED = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
CONTENT_TYPES = "[Content_Types].xml"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
# Parts that say more of comments, by the end of their relationship's type
EXTENDED = ("commentsExtended", "commentsIds")
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Parts:
    """The members of a .docx that a comment touches, by name in the zip; those changed are written anew."""

    strict: bool
    main: str
    comments: str
    roots: dict[str, etree._Element] = field(default_factory=dict)

    def packed(self) -> dict[str, bytes]:
        """Each part as it goes into the zip."""
        made = {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in self.roots.items()
        }
        return {n: data.replace(WORD, STRICT_WORD) for n, data in made.items()} if self.strict else made


def parts(load: Load, main: str, document: etree._Element, *, strict: bool) -> Parts:
    """The parts that hold comments, made where there are none. `strict`: the names are those of ISO 29500 strict."""
    folder, name = posixpath.split(main)
    rels_name = posixpath.join(folder, "_rels", f"{name}.rels")
    rels = load(rels_name)
    rels = etree.Element(RELATIONSHIPS) if rels is None else rels
    inside = (one for one in rels.iterfind(RELATIONSHIP) if one.get("TargetMode") != "External")
    found = {one.get("Type", "").rpartition("/")[2]: _name(folder, one.get("Target", "")) for one in inside}
    comments = found.get("comments", "")
    there = load(comments) if comments else None
    if there is not None:
        made = Parts(strict, main, comments, {main: document, comments: there})
    else:
        comments = posixpath.join(folder, "comments.xml")
        fresh = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
        made = Parts(strict, main, comments, {main: document, comments: fresh, rels_name: rels})
        _relate(rels, STRICT_RELATED if strict else RELATED, posixpath.basename(comments))
        types = load(CONTENT_TYPES)
        if types is not None:
            made.roots[CONTENT_TYPES] = _typed(types, comments)
    for kind in EXTENDED:
        more = load(found[kind]) if kind in found else None
        if more is not None:
            made.roots[found[kind]] = more
    return made


def _name(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _relate(rels: etree._Element, kind: str, target: str) -> None:
    used = {one.get("Id") for one in rels}
    number = next(n for n in range(1, len(used) + 2) if f"rIdGouji{n}" not in used)
    etree.SubElement(rels, RELATIONSHIP, {"Id": f"rIdGouji{number}", "Type": kind, "Target": target})


def _typed(types: etree._Element, part: str) -> etree._Element:
    if not any(one.get("PartName") == f"/{part}" for one in types):
        etree.SubElement(types, f"{TYPES}Override", {"PartName": f"/{part}", "ContentType": COMMENTS_TYPE})
    return types


def remove_ours(made: Parts) -> None:
    """Take out every comment of ours and all that refers to it; what others answered to it stays, as their own."""
    comments, document = made.roots[made.comments], made.roots[made.main]
    ours = [one for one in comments if one.get(f"{W}author") == AUTHOR]
    if not ours:
        return
    ids = {one.get(ID) for one in ours}
    paragraphs = {p.get(f"{W14}paraId") for one in ours for p in one.iter(PARAGRAPH)} - {None}
    for one in [*ours, *(mark for mark in document.iter(BEGIN, END) if mark.get(ID) in ids)]:
        _remove(one)
    for reference in [one for one in document.iter(REFERENCE) if one.get(ID) in ids]:
        run = reference.getparent()
        _remove(reference)
        if run is not None and run.tag == RUN and all(child.tag == f"{W}rPr" for child in run):
            _remove(run)
    for name, root in made.roots.items():
        if name not in (made.main, made.comments):
            _forget(root, paragraphs)


def _forget(root: etree._Element, paragraphs: Iterable[str | None]) -> None:
    gone = set(paragraphs)
    for entry in list(root):
        said = {str(key).rpartition("}")[2]: str(value) for key, value in entry.attrib.items()}
        if said.get("paraId") in gone:
            root.remove(entry)
        elif said.get("paraIdParent") in gone:
            del entry.attrib[f"{W15}paraIdParent"]


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def free_id(made: Parts) -> int:
    """The lowest number above those of all comments."""
    marks = (*made.roots[made.comments], *made.roots[made.main].iter(BEGIN, END, REFERENCE))
    return max((int(said) for one in marks if (said := one.get(ID, "")).isdecimal()), default=-1) + 1


def add(made: Parts, identity: str, paragraphs: Sequence[str], when: datetime) -> None:
    """One comment, as plain text."""
    said = {ID: identity, f"{W}author": AUTHOR, f"{W}date": when.strftime("%Y-%m-%dT%H:%M:%SZ"), f"{W}initials": AUTHOR}
    comment = etree.SubElement(made.roots[made.comments], f"{W}comment", said)
    for number, text in enumerate(paragraphs):
        paragraph = etree.SubElement(comment, PARAGRAPH)
        properties = etree.SubElement(paragraph, f"{W}pPr")
        etree.SubElement(properties, f"{W}pStyle", {f"{W}val": "CommentText"})
        if not number:
            etree.SubElement(etree.SubElement(paragraph, RUN), f"{W}annotationRef")
        shown = etree.SubElement(etree.SubElement(paragraph, RUN), f"{W}t")
        shown.text = NOT_IN_XML.sub("\ufffd", text)
        shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
