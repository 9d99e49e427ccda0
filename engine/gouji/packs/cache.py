"""Compiled packs, kept by the hash of what they were compiled from. A cache that fails is no cache, and no error."""

from __future__ import annotations

import hashlib
import os
import pickle
from contextlib import suppress
from pathlib import Path

from gouji.packs.folders import PackFile
from gouji.rule import RuleBook

KEPT = 8  # compiled books left in the folder; older ones go


def digest(files: tuple[PackFile, ...]) -> str:
    """The hash of every file's name and content."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.name}\0{file.kind}\0{len(file.content)}\0".encode())
        whole.update(file.content)
    return whole.hexdigest()


def find(key: str) -> RuleBook | None:
    """The book compiled earlier from the same content by the same code, if it can be read."""
    try:
        # the folder belongs to the user who runs us: whoever can write there can already run anything as that user
        book = pickle.loads((_folder() / _name(key)).read_bytes())  # noqa: S301
    except Exception:  # noqa: BLE001 - a damaged pickle may raise anything; then the packs are compiled anew
        return None
    return book if isinstance(book, RuleBook) and book.digest == key else None


def keep(key: str, book: RuleBook) -> None:
    """Write a book for the next run, whole or not at all; a folder that cannot be written is left alone."""
    with suppress(OSError, RuntimeError):  # RuntimeError: no home folder
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f"{os.getpid()}.tmp"
        unfinished.write_bytes(pickle.dumps(book, pickle.HIGHEST_PROTOCOL))
        unfinished.replace(folder / _name(key))
        newest = sorted(folder.glob("*.book"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in newest[KEPT:]:
            old.unlink(missing_ok=True)


def _folder() -> Path:
    given = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(given) if given else Path.home() / ".cache") / "gouji"


def _name(key: str) -> str:
    """Another version of the code compiles anew: what it makes may have another shape."""
    here = Path(__file__).parent
    code = hashlib.sha256()
    for path in (*sorted(here.glob("*.py")), here.parent / "rule.py", here.parent / "quantity.py"):
        code.update(path.read_bytes())
    return f"{key[:32]}-{code.hexdigest()[:16]}.book"
