"""A text with the cursor in it and all that is known of its packs: what questions about a place are asked of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File

from gouji.authoring import words
from gouji.lsp import place
from gouji.lsp.desk import View
from gouji.lsp.lines import Stretch
from gouji.packs import ancestors, force
from gouji.packs.folders import FileKind
from gouji.packs.source import Path
from gouji.rule import DatedValue, Rule, RulePack


@dataclass(frozen=True)
class Scene:
    """One open text; `lines` are as they stand now, `view` may be a moment older."""

    path: str
    lines: list[str]
    view: View

    @property
    def kind(self) -> FileKind:
        """Which kind of file it is."""
        source = self.view.sources.get(self.path)
        return source.file.kind if source else "pack" if File(self.path).name == "pack.yaml" else "rule"

    @property
    def names(self) -> dict[str, Stretch]:
        """The names that `match` gives in this text."""
        return place.names(self.lines)

    def packs(self) -> tuple[RulePack, ...]:
        """All packs, this file's own first, then those it extends."""
        if self.view.book is None:
            return ()
        source = self.view.sources.get(self.path)
        own = [pack for pack in self.view.book.packs if source and pack.id == source.file.folder]
        nearest = [pack.id for pack in own] + [name for pack in own for name in ancestors(self.view.book, pack)]
        order = {name: n for n, name in enumerate(nearest)}
        return tuple(sorted(self.view.book.packs, key=lambda pack: order.get(pack.id, len(order))))

    def reached(self) -> tuple[RulePack, ...]:
        """The packs whose parameters a rule of this file may use: its own, those it extends, those always in force."""
        own = self.packs()[:1]
        if self.view.book is None or self.path not in self.view.sources or not own:
            return self.packs()
        near = {own[0].id, *ancestors(self.view.book, own[0])}
        return tuple(pack for pack in self.packs() if pack.id in near or force.always(pack))

    def rules(self) -> dict[str, Rule]:
        """All rules by id."""
        return {rule.id: rule for pack in self.packs() for rule in pack.rules}

    def parameters(self) -> dict[str, list[tuple[RulePack, tuple[DatedValue, ...]]]]:
        """All parameters: which packs give them, the nearest first, and their values."""
        found: dict[str, list[tuple[RulePack, tuple[DatedValue, ...]]]] = {}
        for pack in self.packs():
            for name, values in pack.parameters.items():
                found.setdefault(name, []).append((pack, values))
        return found

    def classes(self) -> dict[str, str]:
        """The classes that are explained, each with its meaning."""
        told = self.view.book.vocabulary.words.get("classes", {}) if self.view.book else {}
        return {str(name): str(meaning) for name, meaning in told.items()}

    def dotted(self, name: str) -> Iterator[tuple[str, str]]:
        """What a name of `match` gives behind a dot, where it is the verdict of a rule: names of that rule's own."""
        mine = self.view.rule(self.path)
        pattern = mine.match.get(name) if mine else None
        every = self.rules()
        for lower in pattern.rule if pattern else ():
            if lower in every:
                yield from ((inner, words.pattern(one)) for inner, one in every[lower].match.items())


def named(path: Path) -> str:
    """The last key of a path, numbers left out: what a value is the value of."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def in_facts(path: Path) -> bool:
    """Whether a path leads to a fact of an example: examples, verdict, number, facts, number."""
    return path[:1] == ("examples",) and path[3:4] == ("facts",) and isinstance(path[-1], int)
