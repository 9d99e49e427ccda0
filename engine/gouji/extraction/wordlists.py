"""Groups of words in a vocabulary file → the alternation of a pattern."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Groups = tuple[tuple[str, str], ...]  # the groups of a file, so that what is compiled from them can be kept


def groups_of(words: Mapping[str, Any]) -> Groups:
    """The groups of a vocabulary file by name, each as words with blanks between."""
    return tuple((name, str(group)) for name, group in words.items())


def either(words: Mapping[str, Any], *names: str) -> str:
    """An alternation of the words of these groups, longest first."""
    found = (w for name in names for w in str(words[name]).split())
    return "|".join(re.escape(w) for w in sorted(found, key=len, reverse=True))
