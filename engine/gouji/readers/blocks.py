"""Blocks put together one after the other, the text with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from gouji.document import Block, BlockKind, Cell, Document, Span


@dataclass(slots=True)
class Blocks:
    """The blocks so far, their texts, and how many tables were begun."""

    blocks: list[Block] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    end: int = 0
    tables: int = 0

    def add(self, text: str, kind: BlockKind, label: str = "", level: int = 0, cell: Cell | None = None) -> None:
        """One more block behind the others."""
        span = Span(self.end, self.end + len(text))
        self.blocks.append(Block(len(self.blocks) + 1, span, kind, label, level, cell))
        self.texts.append(text)
        self.end = span.end + 1

    def hold_text(self) -> bool:
        """Any block says anything."""
        return any(text.strip() for text in self.texts)

    def document(self, path: Path, format_: str, notes: Iterable[str]) -> Document:
        """All of them as a Document."""
        return Document(str(path), format_, "\n".join(self.texts), tuple(self.blocks), tuple(notes))
