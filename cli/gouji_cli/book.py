"""The rules a command works with: those that come with gouji, and those the user adds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.rule import RuleBook


def rule_book(given: Sequence[str]) -> tuple[RuleBook, tuple[str, ...]]:
    """The book, and the ids of the packs named with `--pack`: each is a pack's id or a folder.

    Packs named so hold for every report, also where their `applies` says otherwise. Raises PackError.
    """
    from gouji.packs import load

    folders = pack_folders(given)
    named = tuple(g for g in given if Path(g) not in folders)
    book = load(folders)
    if not folders:
        return book, named
    shipped = {p.id for p in load().packs}
    return book, (*named, *(p.id for p in book.packs if p.id not in shipped))


def pack_folders(given: Sequence[str]) -> tuple[Path, ...]:
    """Those of the packs named with `--pack` that are folders."""
    return tuple(Path(g) for g in given if Path(g).is_dir() or "/" in g or "\\" in g)
