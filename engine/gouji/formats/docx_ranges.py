"""Ranges of a Word paragraph's characters marked for comments; runs are split where a range begins or ends inside."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from gouji.readers.docx_styles import PARAGRAPH, RUN, W
from gouji.readers.docx_text import TEXT, Segment

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PROPERTIES, ID = f"{W}rPr", f"{W}id"
BEGIN, END, REFERENCE = f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"


class Range(NamedTuple):
    """Characters `start` to `end` of a paragraph, for the comment with that id."""

    start: int
    end: int
    id: str


class _Piece(NamedTuple):
    """Characters from `start` on that one element gives; no range begins or ends inside it."""

    start: int
    segment: Segment


def mark(paragraph: etree._Element, segments: Sequence[Segment], ranges: Sequence[Range]) -> None:
    """Put the marks of every range into the paragraph, whose text `segments` gives.

    What Word does not let be split (formulas, ruby) is covered whole. An empty paragraph is marked at its end.
    """
    cuts = {at for one in ranges for at in (one.start, one.end)}
    pieces = _cut(segments, cuts)
    for one in ranges:
        covered = [p for p in pieces if p.start < one.end and one.start < p.start + len(p.segment.text)]
        if covered:
            _enclose(_own(paragraph, covered[0].segment.element), _own(paragraph, covered[-1].segment.element), one.id)
        else:
            paragraph.extend([etree.Element(BEGIN, {ID: one.id}), etree.Element(END, {ID: one.id}), _reference(one.id)])


def mark_whole(paragraph: etree._Element, identity: str) -> None:
    """A comment on all that a paragraph holds."""
    first = next((child for child in paragraph if child.tag != f"{W}pPr"), None)
    begin, end = etree.Element(BEGIN, {ID: identity}), etree.Element(END, {ID: identity})
    if first is None:
        paragraph.append(begin)
    else:
        first.addprevious(begin)
    paragraph.extend([end, _reference(identity)])


def _cut(segments: Sequence[Segment], cuts: set[int]) -> list[_Piece]:
    """The segments with a run's beginning at every cut, as far as runs can be split."""
    pieces: list[_Piece] = []
    at = 0
    for segment in segments:
        end = at + len(segment.text)
        here = sorted(cut for cut in cuts if at <= cut < end)
        if not here or not _divisible(segment.element):
            pieces.append(_Piece(at, segment))
            at = end
            continue
        for cut in here:
            if cut > at:
                left = _divide(segment.element, cut - at)
                pieces.append(_Piece(at, left))
                segment = Segment(segment.text[cut - at :], segment.element)  # noqa: PLW2901 - what is left of it
                at = cut
            _begin_run(segment.element)
        pieces.append(_Piece(at, segment))
        at = end
    for piece in pieces:
        if piece.start + len(piece.segment.text) in cuts and _divisible(piece.segment.element):
            _end_run(piece.segment.element)
    return pieces


def _divisible(element: etree._Element) -> bool:
    """The element stands directly in a run, which stands in no other run and holds nothing that no run may hold."""
    run = element.getparent()
    if run is None or run.tag != RUN or len(element) or next(run.iterancestors(RUN, PARAGRAPH)).tag != PARAGRAPH:
        return False
    properties = run.find(PROPERTIES)
    sound = not any(one.tag != TEXT or len(one) for one in run.iterchildren(TEXT, RUN, PARAGRAPH))
    return sound and (properties is None or next(properties.iter(TEXT, RUN, PARAGRAPH), None) is None)


def _divide(text: etree._Element, at: int) -> Segment:
    """The first characters of a `w:t` as an element of their own before it; other elements are of one character."""
    left = deepcopy(text)
    left.tail = None
    whole = text.text or ""
    left.text, text.text = whole[:at], whole[at:]
    for part in (left, text):
        part.set(SPACE, "preserve")
    text.addprevious(left)
    return Segment(whole[:at], left)


def _begin_run(element: etree._Element) -> None:
    """The run begins with the element: what stands before it goes into a run of its own."""
    run = element.getparent()
    if run is not None and (before := [one for one in element.itersiblings(preceding=True) if one.tag != PROPERTIES]):
        _moved(run, before[::-1], after=False)


def _end_run(element: etree._Element) -> None:
    """The run ends with the element."""
    run = element.getparent()
    if run is not None and (rest := list(element.itersiblings())):
        _moved(run, rest, after=True)


def _moved(run: etree._Element, children: Sequence[etree._Element], *, after: bool) -> None:
    other = etree.Element(RUN, {str(name): str(value) for name, value in run.attrib.items()})
    properties = run.find(PROPERTIES)
    if properties is not None:
        other.append(deepcopy(properties))
    other.extend(children)
    if after:
        run.addnext(other)
    else:
        run.addprevious(other)


def _own(paragraph: etree._Element, element: etree._Element) -> etree._Element:
    """What a mark can stand beside: the run that holds the element; for a formula, the whole of it."""
    found = element
    for one in element.iterancestors():
        if one is paragraph:
            break
        if one.tag == RUN or not one.tag.startswith(W):
            found = one
    return found if found.tag == RUN or not found.tag.startswith(W) else element


def _enclose(first: etree._Element, last: etree._Element, identity: str) -> None:
    begin, end = etree.Element(BEGIN, {ID: identity}), etree.Element(END, {ID: identity})
    first.addprevious(begin)
    reference = _reference(identity)
    last.addnext(end)
    end.addnext(reference)


def _reference(identity: str) -> etree._Element:
    """The run that holds a comment's own mark."""
    run = etree.Element(RUN)
    properties = etree.SubElement(run, PROPERTIES)
    etree.SubElement(properties, f"{W}rStyle", {f"{W}val": "CommentReference"})
    etree.SubElement(run, REFERENCE, {ID: identity})
    return run
