"""Facts that came without a text, written out one a line: findings can point at them, and coverage count them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gouji.document import Block, Document, Span
from gouji.fact import ROLES, Fact, FactSet, Number, NumberFate


def transcribe(path: Path, facts: FactSet) -> tuple[Document, FactSet]:
    """A document with a block for each fact (`户厕改建 目标值 320户`), and the facts with their place in it."""
    lines = [_line(fact) for fact in facts.facts]
    blocks: list[Block] = []
    placed: list[Fact] = []
    start = 0
    for number, (line, fact) in enumerate(zip(lines, facts.facts, strict=True), 1):
        end = start + len(line)
        blocks.append(Block(number, Span(start, end)))
        placed.append(replace(fact, span=Span(end - len(_one_line(fact.text)), end)))
        start = end + 1
    numbers = tuple(Number(f.span, _fate(f)) for f in placed if f.figure and f.span)
    document = Document(str(path), "json", "\n".join(lines), tuple(blocks))
    return document, FactSet(facts.profile, tuple(placed), numbers)


def _line(fact: Fact) -> str:
    """What the figure is about, if that is known, its role, and what is printed, which comes last."""
    title = ROLES[fact.role].title.partition("（")[0]
    about = next((fact.places[p] for p in ("subject", "group") if fact.places.get(p, "未注明") != "未注明"), "")
    return " ".join(part for part in (_one_line(about), title, _one_line(fact.text)) if part)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _fate(fact: Fact) -> NumberFate:
    return "date" if ROLES[fact.role].kind == "date" else "figure"
