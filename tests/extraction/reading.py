"""A text of one's own → what extraction states in it."""

from __future__ import annotations

from functools import cache

from gouji.document import Block, Document, Span
from gouji.extraction import extract, read_prose
from gouji.extraction.mention import Mention
from gouji.fact import Fact, FactSet, Profile
from gouji.packs import load
from gouji.rule import Vocabulary


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary, loaded once."""
    return load().vocabulary


def document(text: str, *, format: str = "txt") -> Document:  # noqa: A002
    """A document whose blocks are the lines of a text."""
    blocks, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        blocks.append(Block(number, Span(start, start + len(line))))
        start += len(line) + 1
    return Document("样稿.txt", format, text, tuple(blocks))


def fact_set(text: str, given: Profile | None = None) -> FactSet:
    """Everything extraction finds in a text."""
    return extract(document(text), vocabulary(), given or Profile())


def groups(text: str) -> list[dict[str, list[Fact]]]:
    """The statements of a text: role → facts, one dict a group, in order."""
    found: dict[str, dict[str, list[Fact]]] = {}
    for fact in fact_set(text).facts:
        found.setdefault(fact.places["group"], {}).setdefault(fact.role, []).append(fact)
    return list(found.values())


def stated(text: str, *roles: str) -> list[tuple[str, ...]]:
    """The printed texts of statements that have exactly these roles among theirs, role by role."""
    return [
        tuple("、".join(f.text for f in group[role]) for role in roles)
        for group in groups(text)
        if all(role in group for role in roles)
    ]


def mentions(text: str) -> list[Mention]:
    """The mentions of a text."""
    return list(read_prose(document(text), vocabulary(), Profile()).mentions())


def unsure(text: str) -> bool:
    """Whether some statement of a text says that no word forced its reading."""
    return any("读法不定" in fact.says for fact in fact_set(text).facts)
