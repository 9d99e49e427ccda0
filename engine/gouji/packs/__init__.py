"""Rule packs: YAML → RuleBook, or every problem with file:line:column and a hint; and what holds for one report.

YAML is parsed nowhere else. A book compiled once is kept by the hash of its content, so that the next run loads
neither the YAML nor the schema library.
"""

from __future__ import annotations

from pathlib import Path

from gouji.packs import cache, folders
from gouji.packs.folders import shipped
from gouji.packs.force import ancestors, applies, in_force
from gouji.rule import RuleBook

__all__ = ["ancestors", "applies", "in_force", "load", "shipped"]


def load(paths: tuple[Path, ...] = (), *, root: Path | None = None) -> RuleBook:
    """The shipped packs and the vocabulary, with the extra packs in `paths` (a pack's folder or a folder of packs).

    `root` is another folder of packs and vocabulary in place of the shipped one. Raises PackError with every problem
    of every file.
    """
    files = folders.read(paths, root or shipped())
    key = cache.digest(files)
    if kept := cache.find(key):
        return kept
    from gouji.packs import compile  # noqa: A004, PLC0415 - a warm load must not pay for YAML and JSON Schema

    made = compile.book(files, key)
    cache.keep(key, made)
    return made
