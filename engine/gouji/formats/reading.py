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
ALONE = "不成关系"  # a figure that no statement takes in
INDENT = " " * 4
PRINTED_WIDTH, ROLE_WIDTH, COMPANY_WIDTH = 22, 16, 14
DIM, YELLOW, BOLD = "90", "33", "1"
Placed = TypeVar("Placed", Fact, Number)


def write(document: Document, facts: FactSet, look: Look) -> str:
    """All that was read, in document order, and the account of every number at the end."""
    lines = [look.paint(printable(document.path), BOLD)] if document.path else []
    lines += [f"注意   {printable(note)}" for note in document.notes]
    told = _by_block(document, facts.facts)
    numbers = _by_block(document, facts.numbers)
    left = {block: [n for n in here if not _told(n, told.get(block, ()))] for block, here in numbers.items()}
    for block in document.blocks:
        here = told.get(block.number, []), left.get(block.number, [])
        if any(here):
            lines += ["", *_block(document, block, *here, look)]
    outside = [f for f in facts.facts if f.span is None]
    lines += ["", *(_fact(f, look) for f in outside)] if outside else []
    alone = sum(n.fate == "figure" for here in left.values() for n in here)
    return "\n".join([*lines, "", *wrap(_account(facts, alone), look.width)]) + "\n"


def _told(number: Number, facts: Sequence[Fact]) -> bool:
    """Whether a fact of the same block holds the number."""
    return any(f.span and f.span.start < number.span.end and number.span.start < f.span.end for f in facts)


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
    company = " ".join(dict.fromkeys(fact.places[p] for p in ("group", "list") if p in fact.places))
    rest = "  ".join(part for part in (fact.places.get("subject", ""), "、".join(fact.says)) if part)
    line = INDENT + _column(fact.text, PRINTED_WIDTH) + _column(role, ROLE_WIDTH) + _column(company, COMPANY_WIDTH)
    return clip(line + printable(rest), look.width).rstrip()


def _left(document: Document, number: Number, look: Look) -> str:
    fate = ALONE if number.fate == "figure" else FATES[number.fate]
    line = INDENT + _column(document.quote(number.span), PRINTED_WIDTH) + _column(fate, ROLE_WIDTH) + number.reason
    return look.paint(clip(line, look.width).rstrip(), YELLOW if number.fate == "unread" else DIM)


def _column(text: str, width: int) -> str:
    shown = clip(printable(text), width - 2)
    return shown + " " * (width - columns(shown))


def _account(facts: FactSet, alone: int) -> str:
    counts = Counter(n.fate for n in facts.numbers)
    among = f"（其中{ALONE} {alone}）" if alone else ""
    told = (f"{word} {counts[fate]}{among if fate == 'figure' else ''}" for fate, word in FATES.items())
    return f"读出 {len(facts.numbers)} 处：{'，'.join(told)}"
