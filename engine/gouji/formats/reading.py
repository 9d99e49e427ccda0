"""A Document and its FactSet → what was read, block by block: each figure's role and company, and what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from gouji.document import Block, Document
from gouji.fact import ROLES, Fact, FactSet, Number, NumberFate
from gouji.formats.context import place
from gouji.formats.layout import Look, clip, columns, printable, wrap

FATES: dict[NumberFate, str] = {"figure": "数", "date": "日期", "identifier": "编号年份", "unread": "没读懂"}
INDENT = " " * 4
PRINTED_WIDTH, ROLE_WIDTH, COMPANY_WIDTH = 22, 16, 14
DIM, YELLOW, BOLD = "90", "33", "1"
Placed = TypeVar("Placed", Fact, Number)


def write(document: Document, facts: FactSet, look: Look) -> str:
    """All that was read, in document order, and the account of every number at the end."""
    lines = [look.paint(printable(document.path), BOLD)] if document.path else []
    lines += [f"注意   {printable(note)}" for note in document.notes]
    told = _by_block(document, facts.facts)
    left = _by_block(document, [n for n in facts.numbers if n.fate in ("identifier", "unread")])
    for block in document.blocks:
        here = told.get(block.number, []), left.get(block.number, [])
        if any(here):
            lines += ["", *_block(document, block, *here, look)]
    outside = [f for f in facts.facts if f.span is None]
    lines += ["", *(_fact(f, look) for f in outside)] if outside else []
    return "\n".join([*lines, "", _account(facts)]) + "\n"


def _by_block(document: Document, items: Iterable[Placed]) -> dict[int, list[Placed]]:
    found: dict[int, list[Placed]] = {}
    for item in items:
        if item.span is not None:
            found.setdefault(document.block_at(item.span.start).number, []).append(item)
    return found


def _block(document: Document, block: Block, facts: Sequence[Fact], numbers: Sequence[Number], look: Look) -> list[str]:
    """The block's text in full, then its facts, then its numbers that are in none."""
    where = f"{place(document, block.span)}  "
    text = wrap(printable(document.quote(block.span)), look.width - columns(where))
    lines = [(look.paint(where, DIM) if not n else " " * columns(where)) + part for n, part in enumerate(text)]
    lines += [_fact(f, look) for f in facts]
    return lines + [_left(document, n, look) for n in numbers]


def _fact(fact: Fact, look: Look) -> str:
    """One line: what is printed, its role, the group and list it stands in, its subject, and what it says."""
    role = ROLES[fact.role].title.partition("（")[0] if fact.role in ROLES else fact.role
    company = " ".join(fact.places[p] for p in ("group", "list") if p in fact.places)
    rest = "  ".join(part for part in (fact.places.get("subject", ""), "、".join(fact.says)) if part)
    line = INDENT + _column(fact.text, PRINTED_WIDTH) + _column(role, ROLE_WIDTH) + _column(company, COMPANY_WIDTH)
    return clip(line + printable(rest), look.width).rstrip()


def _left(document: Document, number: Number, look: Look) -> str:
    fate = FATES[number.fate]
    line = INDENT + _column(document.quote(number.span), PRINTED_WIDTH) + _column(fate, ROLE_WIDTH) + number.reason
    return look.paint(clip(line, look.width).rstrip(), YELLOW if number.fate == "unread" else DIM)


def _column(text: str, width: int) -> str:
    shown = clip(printable(text), width - 2)
    return shown + " " * (width - columns(shown))


def _account(facts: FactSet) -> str:
    counts = Counter(n.fate for n in facts.numbers)
    told = "，".join(f"{word} {counts[fate]}" for fate, word in FATES.items())
    return f"读出 {len(facts.numbers)} 处：{told}"
