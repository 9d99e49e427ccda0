"""What a paragraph says of itself: its text, style, list and outline level. Plain ones are read in one pass.

Nine paragraphs in ten hold runs of text and nothing else. To look for their few telling elements over a whole part at
once is several times faster than to walk down each paragraph.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lxml import etree

from gouji.readers.docx_styles import PARAGRAPH, VAL, W, stated, val
from gouji.readers.docx_text import BOX, REMARKABLE, TEXT, Reading, paragraph_text

PROPERTIES, NUMBERED, MARK, DELETED = f"{W}pPr", f"{W}numPr", f"{W}rPr", f"{W}del"
STYLE, LIST, DEPTH, OUTLINE = f"{W}pStyle", f"{W}numId", f"{W}ilvl", f"{W}outlineLvl"
CHANGED = f"{W}pPrChange"  # keeps a record of former properties


@dataclass(slots=True)
class Paragraph:
    """The properties are `w:val` as they stand, None if not stated. `gone` means its end is deleted, by tracking."""

    texts: list[str]
    style: str | None = None
    list_: str | None = None
    depth: str | None = None
    outline: str | None = None
    gone: bool = False


def paragraph(element: etree._Element, plain: Mapping[etree._Element, Paragraph], reading: Reading) -> Paragraph:
    """A paragraph, from the plain ones if it is among them."""
    if found := plain.get(element):
        return found
    said = stated(element, PROPERTIES)
    listed = {one.tag: one for one in said[NUMBERED]} if NUMBERED in said else {}
    return Paragraph(
        [paragraph_text(element, reading)],
        val(said.get(STYLE)),
        val(listed.get(LIST)),
        val(listed.get(DEPTH)),
        val(said.get(OUTLINE)),
        MARK in said and said[MARK].find(DELETED) is not None,
    )


def plain_paragraphs(root: etree._Element, hidden: Collection[etree._Element]) -> dict[etree._Element, Paragraph]:
    """The paragraphs of a part that hold nothing remarkable."""
    found: dict[etree._Element, Paragraph] = {}
    here, one, boxes = root, Paragraph([]), []
    for element in root.iter(PARAGRAPH, TEXT, STYLE, LIST, DEPTH, OUTLINE, CHANGED, *REMARKABLE):
        tag = element.tag
        if tag == TEXT:
            one.texts.append(element.text or "")
        elif tag == PARAGRAPH:
            here, one = element, Paragraph([])
            found[here] = one
        elif tag == STYLE:
            one.style = element.get(VAL, "")
        elif tag == LIST:
            one.list_ = element.get(VAL, "")
        elif tag == DEPTH:
            one.depth = element.get(VAL, "")
        elif tag == OUTLINE:
            one.outline = element.get(VAL, "")
        else:
            found.pop(here, None)
            if tag == BOX:
                boxes.append(element)
    inside = (one for box in boxes for one in box.iter(PARAGRAPH))  # their last took up text from around the box
    hiding = (one for run in hidden for one in run.iterancestors(PARAGRAPH))
    for other in {*inside, *hiding}:
        found.pop(other, None)
    return found
