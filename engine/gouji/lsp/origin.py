"""Where a word is defined: a parameter in its pack, a rule in its file, a class in the vocabulary, a name in `match`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gouji.lsp.lines import Spot, Stretch
from gouji.lsp.place import WRITTEN, Word, word
from gouji.lsp.scene import Scene, named
from gouji.packs.source import Path, Plain, Source


class Origin(NamedTuple):
    """A stretch of a file, by its real path."""

    path: str
    where: Stretch


def origins(scene: Scene, spot: Spot) -> tuple[Origin, ...]:
    """Where the word at a spot is defined; several, if several packs do."""
    here = word(scene.lines, spot)
    return tuple(dict.fromkeys(_origins(scene, here))) if here else ()


def _origins(scene: Scene, here: Word) -> Iterator[Origin]:
    last = named(here.path[:-1] if here.key else here.path)
    if here.path[:1] and here.path[0] in WRITTEN and scene.kind == "rule":
        yield from _name(scene, here.said)
    elif here.key and last == "overrides":
        yield from _rule(scene, here.said)
    elif here.key and last == "repairs":
        yield from _name(scene, here.said)
    elif last == "rule":
        yield from _rule(scene, here.said)
    elif last == "says":
        yield from _class(scene, here.said)
    elif last in ("extends", "packs"):
        yield from _pack(scene, here.said)


def _name(scene: Scene, said: str) -> Iterator[Origin]:
    if said in scene.names:
        yield Origin(scene.path, scene.names[said])
        return
    for pack, _ in scene.parameters().get(said, ()):
        for path, source in scene.view.sources.items():
            if source.file.kind == "pack" and source.file.folder == pack.id:
                yield from _key(path, source, ("parameters", said))


def _rule(scene: Scene, said: str) -> Iterator[Origin]:
    for path, source in scene.view.sources.items():
        if source.file.kind == "rule" and source.file.stem == said:
            yield Origin(path, _stretch(source.values.get(("id",), (1, 1)), said))


def _pack(scene: Scene, said: str) -> Iterator[Origin]:
    for path, source in scene.view.sources.items():
        if source.file.kind == "pack" and source.file.folder == said:
            yield Origin(path, _stretch(source.values.get(("id",), (1, 1)), said))


def _class(scene: Scene, said: str) -> Iterator[Origin]:
    """Its meaning in classes.yaml; for a class that stands nowhere there, each line of vocabulary that has it."""
    files = {p: s for p, s in scene.view.sources.items() if s.file.kind == "vocabulary"}
    for path, source in files.items():
        if source.file.stem == "classes" and (said,) in source.keys:
            yield from _key(path, source, (said,))
            return
    for path, source in files.items():
        for at in source.keys:
            if at[-1] == said:
                yield from _key(path, source, at)
        for at, value in _leaves(source.value, ()):
            if value == said and at in source.values:
                yield Origin(path, _stretch(source.values[at], said))


def _leaves(value: Plain, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
        return
    for step, below in value.items() if isinstance(value, dict) else enumerate(value or ()):
        yield from _leaves(below, (*path, step))


def _key(path: str, source: Source, at: Path) -> Iterator[Origin]:
    if at in source.keys:
        yield Origin(path, _stretch(source.keys[at], str(at[-1])))


def _stretch(mark: tuple[int, int], said: str) -> Stretch:
    start = Spot(mark[0] - 1, mark[1] - 1)
    return Stretch(start, Spot(start.line, start.column + len(said)))
