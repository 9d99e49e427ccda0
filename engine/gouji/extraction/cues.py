"""Vocabulary → compiled cues: what the words beside a figure say about it.

Almost every decision is a pattern anchored at the end of the words that lead to the figure; first match wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gouji.rule import Vocabulary


class Cues:
    """The cue words of one vocabulary: `ends[name]` finds a word at the end of a lead, `has[name]` anywhere in it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.words: Mapping[str, tuple[str, ...]] = {
            name: tuple(sorted(str(words).split(), key=len, reverse=True))
            for name, words in vocabulary.words["cues"].items()
        }
        self.links = f"(?:{self.either('links')})*"
        self.has = {name: re.compile(self.either(name)) for name in self.words}
        self.ends = {name: re.compile(f"(?:{self.either(name)}){self.links}$") for name in self.words}

    def either(self, *names: str) -> str:
        """An alternation of the words of these groups, longest first."""
        return "|".join(re.escape(w) for w in sorted((w for n in names for w in self.words[n]), key=len, reverse=True))
