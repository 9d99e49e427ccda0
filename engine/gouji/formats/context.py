"""Where a span stands, as a reader would say and see it: the line or table row around it, and the place in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.document import Block, Document, Span
from gouji.fact import FactSet

COUNTED = {"txt": "行", "json": "项"}  # what a block of a format is called; a paragraph if not said
OUTSIDE = {"header": "页眉", "footer": "页脚", "footnote": "脚注", "textbox": "文本框"}
NAMED = 4  # places named one by one


@dataclass(frozen=True, slots=True)
class Context:
    """The text shown around a block, and where in it the block begins."""

    text: str
    offset: int


def contexts(document: Document) -> Mapping[int, Context]:
    """Block number → context: a table cell's row with its cells joined by tabs; other blocks are absent.

    One pass over the document, so that a report of many findings costs no more than one of few.
    """
    rows: dict[tuple[int, int], list[Block]] = {}
    for block in document.blocks:
        if block.cell:
            rows.setdefault((block.cell.table, block.cell.row), []).append(block)
    found: dict[int, Context] = {}
    for cells in rows.values():
        texts = [document.quote(c.span) for c in cells]
        joined, offset = "\t".join(texts), 0
        for cell, text in zip(cells, texts, strict=True):
            found[cell.number] = Context(joined, offset)
            offset += len(text) + 1
    return found


def context_of(document: Document, rows: Mapping[int, Context], block: Block) -> Context:
    """A block's row if it is a cell, else its own text."""
    return rows.get(block.number) or Context(document.quote(block.span), 0)


def place(document: Document, span: Span) -> str:
    """`第 42 行`, `第 7 段`, `表 2 第 3 行第 1 列`: how a person finds the place in the file."""
    return places(document, [span])


def places(document: Document, spans: Iterable[Span]) -> str:
    """Where several spans stand, in document order: `第 27、28、61 行`, `第 3 页`, `表 2 第 3 行`."""
    spans = tuple(spans)
    blocks = {b.number: b for b in (document.block_at(s.start) for s in spans)}
    paged = {page for s in spans if (page := document.locate(s).page)}
    plain = [str(n) for n in sorted(paged or (n for n in blocks if _is_plain(blocks[n])))]
    counted = "页" if paged else _counted(document)
    told = [f"第 {'、'.join(plain[:NAMED])}{' 等' if len(plain) > NAMED else ''} {counted}"] if plain else []
    others = [blocks[n] for n in sorted(blocks) if not _is_plain(blocks[n])]
    apart = [_apart(document, b, alone=len(blocks) == 1) for b in others if not b.sheet]
    return "，".join([*told, *list(dict.fromkeys(apart))[:NAMED], *_in_sheets(b for b in others if b.sheet)])


def _in_sheets(blocks: Iterable[Block]) -> Iterator[str]:
    """`工作表“自评表”F12、G12`: the cells of each sheet."""
    cells: dict[str, list[str]] = {}
    for block in blocks:
        cells.setdefault(block.sheet, []).append(block.reference)
    for sheet, references in cells.items():
        yield f"工作表“{sheet}”{'、'.join(references[:NAMED])}{' 等' if len(references) > NAMED else ''}"


def _is_plain(block: Block) -> bool:
    return block.cell is None and block.kind not in OUTSIDE and not block.sheet


def _apart(document: Document, block: Block, *, alone: bool) -> str:
    if block.cell:
        row = f"表 {block.cell.table} 第 {block.cell.row} 行"
        return f"{row}第 {block.cell.column} 列" if alone else row
    if block.page:
        return OUTSIDE.get(block.kind, "")
    return f"{OUTSIDE[block.kind]}第 {block.number} {_counted(document)}"


def _counted(document: Document) -> str:
    return COUNTED.get(document.format, "段")


def headings(document: Document, facts: FactSet) -> tuple[Span, ...]:
    """The headings in document order: those the file styles as such, and those extraction knew by their wording.

    An indicator that is a sentence (`3. 植树500亩。`) heads only what is said of it, and is no heading here.
    """
    styled = {b.span for b in document.blocks if b.level}
    worded = {f.span for f in facts.facts if f.role == "heading" and f.span}
    titles = (h for h in styled | worded if not document.quote(document.block_at(h.start).span).rstrip().endswith("。"))
    return tuple(sorted(titles))


def heading_above(found: Sequence[Span], span: Span) -> Span | None:
    """The last heading that ends before a span begins."""
    index = bisect_left(found, span)
    return next((h for h in reversed(found[max(index - 2, 0) : index]) if h.end <= span.start), None)
