"""Vocabulary → compiled cues: what the words beside a figure say about it.

Almost every decision is a pattern anchored at the end of the words that lead to the figure; first match wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from gouji.rule import Vocabulary


class Cues:
    """The cue words of one vocabulary: `ends[name]` finds a word at the end of a lead, `has[name]` anywhere in it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.words: Mapping[str, tuple[str, ...]] = {
            name: tuple(sorted(str(words).split(), key=len, reverse=True))
            for name, words in vocabulary.words["cues"].items()
        }
        self.links = f"(?:{self.either('links')})*"
        self.has: Mapping[str, re.Pattern[str]] = Compiled({name: self.either(name) for name in self.words})
        self.ends: Mapping[str, re.Pattern[str]] = Compiled(
            {name: f"(?:{self.either(name)}){self.links}$" for name in self.words}
        )

    def either(self, *names: str) -> str:
        """An alternation of the words of these groups, longest first."""
        return _alternation(self, names)

    def groups_in(self, text: str, names: tuple[str, ...]) -> set[str]:
        """Those of the groups that have a word somewhere in the text: as `has`, for many groups in one pass."""
        beginning = _by_first_character(self, names)
        found: set[str] = set()
        for at, character in enumerate(text):
            for word, name in beginning.get(character, ()):
                if name not in found and text.startswith(word, at):
                    found.add(name)
        return found


@lru_cache(maxsize=256)
def _alternation(cues: Cues, names: tuple[str, ...]) -> str:
    found = (word for name in names for word in cues.words[name])
    return "|".join(map(re.escape, sorted(found, key=len, reverse=True)))


@lru_cache(maxsize=16)
def _by_first_character(cues: Cues, names: tuple[str, ...]) -> Mapping[str, list[tuple[str, str]]]:
    """The words of some groups, each with its group, by the character they begin with."""
    beginning: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        for word in cues.words[name]:
            beginning.setdefault(word[0], []).append((word, name))
    return beginning


class Compiled(Mapping[str, re.Pattern[str]]):
    """Patterns by name, each compiled when first asked for: one report needs few of the many."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._made: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        if name not in self._made:
            self._made[name] = re.compile(self._sources[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)
