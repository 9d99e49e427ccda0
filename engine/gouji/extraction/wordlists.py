"""Groups of words in a vocabulary file → the alternation of a pattern."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any


def either(words: Mapping[str, Any], *names: str) -> str:
    """An alternation of the words of these groups, longest first."""
    found = (w for name in names for w in str(words[name]).split())
    return "|".join(re.escape(w) for w in sorted(found, key=len, reverse=True))
