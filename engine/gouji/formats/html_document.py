"""A document as HTML: its blocks and tables with every figure and every cited phrase marked by its state.

Marks are flat: a text is cut wherever a figure or a citation begins or ends, and the pieces are numbered in document
order, so that citations may overlap and still be found by their first and last piece.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby, pairwise

from gouji.document import Block, Document, Span
from gouji.finding import CheckResult, Finding, State
from gouji.formats.context import OUTSIDE, headings
from gouji.formats.layout import printable
from gouji.formats.telling import grade, suspect

# A figure's state → the class it is drawn by; what a finding's grade makes of a phrase that is no figure
STATES: Mapping[State, str] = {
    "holds": "ok",
    "contradicted": "bad",
    "review": "look",
    "unchecked": "free",
    "unread": "lost",
    "identifier": "id",
}
GRADES = {"必改": "must", "建议改": "should", "请核对": "look", "说明": "note"}
PHRASES = {"must": "bad", "should": "bad", "look": "look", "note": "note"}
TITLE, TITLE_LINES = 40, 3  # characters and lines at most of a report's title
BLANK = "<td></td>"  # a workbook has no block for an empty cell
STOPS = "，。；、：！？）》」』”’"


@dataclass(frozen=True, slots=True)
class Marked:
    """The document as HTML, and for each finding the first and last piece of each of its evidence; none: (-1, -1)."""

    html: str
    pieces: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(slots=True)
class _Cuts:
    """Where the text is cut, and what each stretch is; `citing` are the findings (from 1) that cite a stretch."""

    document: Document
    points: list[int]
    figures: Mapping[int, tuple[Span, State]]  # by every point inside the figure
    citing: Mapping[int, list[int]]  # by every point inside a citation
    ends: Mapping[int, list[int]]  # findings whose likely wrong figure ends here
    grades: Sequence[str]
    numbers: dict[int, int] = field(default_factory=dict)  # point → number of the piece that begins there
    begun: set[int] = field(default_factory=set)  # figures of which a piece is written already


def marked(result: CheckResult) -> Marked:
    """The whole document, marked."""
    cuts = _cut(result)
    titles = {result.document.block_at(span.start).number for span in headings(result.document, result.facts)}
    parts = list(_flow(cuts, titles))
    return Marked("\n".join(parts), tuple(_pieces_of(cuts, finding) for finding in result.findings))


def _cut(result: CheckResult) -> _Cuts:
    document = result.document
    states = result.coverage.states
    cited = [[_within(document, e.span) for e in finding.evidence if e.span] for finding in result.findings]
    edges = {at for span, _ in states for at in (span.start, span.end)}
    edges |= {at for spans in cited for span in spans for at in (span.start, span.end)}
    points = sorted(edges | {b.span.start for b in document.blocks} | {b.span.end for b in document.blocks})
    figures = {at: (span, state) for span, state in states for at in _inside(points, span)}
    citing: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, (finding, spans) in enumerate(zip(result.findings, cited, strict=True), 1):
        for at in sorted({at for span in spans for at in _inside(points, span)}):
            citing.setdefault(at, []).append(number)
        if span := suspect(finding).span:
            ends.setdefault(_within(document, span).end, []).append(number)
    return _Cuts(document, points, figures, citing, ends, [GRADES[grade(f)] for f in result.findings])


def _within(document: Document, span: Span) -> Span:
    """A citation's characters in its first block."""
    return Span(span.start, min(span.end, document.block_at(span.start).span.end))


def _inside(points: Sequence[int], span: Span) -> Sequence[int]:
    return points[bisect_left(points, span.start) : bisect_left(points, span.end)]


def _pieces_of(cuts: _Cuts, finding: Finding) -> tuple[tuple[int, int], ...]:
    def of(span: Span | None) -> tuple[int, int]:
        inside = [cuts.numbers[at] for at in _inside(cuts.points, _within(cuts.document, span))] if span else []
        return (inside[0], inside[-1]) if inside else (-1, -1)

    return tuple(of(e.span) for e in finding.evidence)


def _flow(cuts: _Cuts, titles: set[int]) -> Iterator[str]:
    """Blocks in order; the cells of a table together."""
    names = set(_title(cuts.document, titles))
    sheet = ""
    flow = groupby(cuts.document.blocks, key=lambda block: (block.sheet, block.cell.table if block.cell else 0))
    for (in_sheet, table), blocks in flow:
        if in_sheet != sheet:
            sheet = in_sheet
            yield f"<h3>工作表：{_shown(sheet)}</h3>"
        if table:
            yield from _table(cuts, list(blocks))
        else:
            yield from (_paragraph(cuts, b, titled=b.number in titles, name=b.number in names) for b in blocks)


def _title(document: Document, titles: set[int]) -> Iterator[int]:
    """The short lines at the top, before any heading: who reports, and what."""
    written = [b for b in document.blocks if document.quote(b.span).strip()]
    for block in written[:TITLE_LINES]:
        text = document.quote(block.span).rstrip()
        if block.number in titles or block.cell or len(text) > TITLE or text.endswith(("。", "；", "：")):
            return
        yield block.number


def _paragraph(cuts: _Cuts, block: Block, *, titled: bool, name: bool) -> str:
    tag, kind = "p", ""
    if block.kind in OUTSIDE:
        kind = ' class="out"'
    elif name:
        tag, kind = "h2", ' class="title"'
    elif titled or block.level:
        tag = "h3"
    label = f'<span class="lab">{_shown(block.label)}</span>' if block.label else ""
    outside = f'<span class="lab">{OUTSIDE[block.kind]}　</span>' if block.kind in OUTSIDE else ""
    return f'<{tag}{kind} id="b{block.number}">{outside}{label}{_text(cuts, block)}</{tag}>'


def _table(cuts: _Cuts, blocks: Sequence[Block]) -> Iterator[str]:
    """A table; cells merged down are drawn as one box without lines between them."""
    yield '<div class="tbl"><table><tbody>'
    full = max((b.cell.column + b.cell.width for b in blocks if b.cell), default=1)
    for _, row in groupby(blocks, key=lambda block: block.cell.row if block.cell else 0):
        made, column = "", 1
        for block in row:
            if block.cell:
                made += BLANK * (block.cell.column - column) + _cell(cuts, block)
                column = max(column, block.cell.column + block.cell.width)
        yield f"<tr>{made}{BLANK * (full - column)}</tr>"
    yield "</tbody></table></div>"


def _cell(cuts: _Cuts, block: Block) -> str:
    across = f' colspan="{block.cell.width}"' if block.cell and block.cell.width > 1 else ""
    kind = ' class="down"' if block.cell and block.cell.continued else ""
    label = f'<span class="lab">{_shown(block.label)}</span>' if block.label else ""
    return f'<td{across}{kind} id="b{block.number}">{label}{_text(cuts, block)}</td>'


def _text(cuts: _Cuts, block: Block) -> str:
    made, nowrap = "", ""
    points = [*_inside(cuts.points, block.span), block.span.end]
    for at, end in pairwise(points):
        text = cuts.document.text[at:end]
        piece, numbered = _piece(cuts, at, end, text)
        if nowrap and text[:1] in STOPS and not (at in cuts.figures or at in cuts.citing):
            made += f'<span class="nw">{nowrap}{_shown(text[:1])}</span>{_shown(text[1:])}'
            nowrap = ""
            continue
        made += nowrap
        made, nowrap = (made, piece) if numbered else (made + piece, "")
    return made + nowrap


def _piece(cuts: _Cuts, at: int, end: int, text: str) -> tuple[str, bool]:
    """One stretch; true if the number of a finding stands behind it, which must not begin a line."""
    cited = cuts.citing.get(at, ())
    figure = cuts.figures.get(at)
    if not cited and figure is None:
        return _shown(text), False
    number = cuts.numbers[at] = len(cuts.numbers)
    about = f' data-f="{" ".join(map(str, cited))}"' if cited else ""
    if figure is None or (cited and figure[1] == "identifier"):  # the year in a phrase looks like the phrase
        kinds = f"fig {_phrase(cuts, cited)} say"
    else:
        kinds = f"fig {STATES[figure[1]]}"
    if figure and figure[0].start not in cuts.begun:  # counted once, however many pieces it is cut into
        cuts.begun.add(figure[0].start)
        about += f' data-s="{STATES[figure[1]]}"'
    signs = "".join(f'<sup class="{cuts.grades[n - 1]}">{n}</sup>' for n in cuts.ends.get(end, ()) if n in cited)
    return f'<span id="p{number}" class="{kinds}"{about}>{_shown(text)}{signs}</span>', bool(signs)


def _phrase(cuts: _Cuts, cited: Iterable[int]) -> str:
    """A cited phrase that is no figure looks like the loudest finding that cites it."""
    loudest = min((cuts.grades[n - 1] for n in cited), key=list(PHRASES).index)
    return PHRASES[loudest]


def _shown(text: str) -> str:
    """Text as HTML; control characters, which could turn a line around, are blanks, but for newline and tab."""
    return "\n".join("\t".join(escape(printable(part)) for part in line.split("\t")) for line in text.split("\n"))
