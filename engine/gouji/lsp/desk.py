"""The open texts, the packs they belong to, and what is wrong with them: what `gouji rules lint` and `test` would say."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gouji.authoring import Example, examples, wrong
from gouji.errors import Problem
from gouji.lsp.lines import split
from gouji.packs import cache, compile, folders  # noqa: A004 - a module of packs
from gouji.packs.folders import PackFile
from gouji.packs.source import Source
from gouji.rule import Rule, RuleBook

MODELINE = re.compile(r"\$schema=\S*(rule|pack)\.schema\.json")
KEYS = re.compile(
    r"^(match|expect|examples|basis|per|message|kind|applies|parameters|overrides|version):", re.MULTILINE
)
ENOUGH = 3  # keys of the language that a file outside any pack must have to be taken for one of ours
ALONE = "所在的文件夹没有 pack.yaml，不是规则包。把文件放进含 pack.yaml 的文件夹"

Never = Callable[[], bool]


@dataclass(frozen=True)
class View:
    """All packs that belong together, with the open texts in them. Sources and problems by the real path of a file."""

    book: RuleBook | None
    sources: Mapping[str, Source]
    problems: Mapping[str, tuple[Problem, ...]]
    digest: str

    def rule(self, path: str) -> Rule | None:
        """The rule of this file, if there is nothing wrong with the file."""
        source = self.sources.get(path)
        if self.book is None or source is None or self.problems.get(path) or source.file.kind != "rule":
            return None
        mine = (r for pack in self.book.packs for r in pack.rules if pack.id == source.file.folder)
        return next((rule for rule in mine if rule.id == source.file.stem), None)


@dataclass(frozen=True)
class Tried:
    """One example of a rule: where in the file it is, the verdict it asks for, and what does not come out."""

    path: tuple[str | int, ...]
    wanted: str
    faults: tuple[str, ...]


EMPTY = View(None, {}, {}, "")
Group = tuple[Path, tuple[Path, ...]]  # a folder of packs with its vocabulary, and the packs beside it


@dataclass
class Desk:
    """What is open. `extra` are packs that hold whatever is open.

    `view` and `verdicts` remember what they worked out, and are for one thread at a time.
    """

    extra: tuple[Path, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    _read: dict[str, tuple[PackFile, compile.Reading]] = field(default_factory=dict)
    _made: dict[Group, View] = field(default_factory=dict)
    _tried: dict[str, tuple[str, tuple[Tried, ...]]] = field(default_factory=dict)

    def view(self, path: str) -> View:
        """The packs that a file belongs to, as they are now; for a file that is no rule of ours, an empty view."""
        group = self._group(Path(path))
        if group is None:
            return self._alone(path)
        files = self._files(group)
        digest = cache.digest(files)
        made = self._made.get(group)
        if made is None or made.digest != digest:
            made = self._made[group] = self._together(files, digest)
        return made

    def verdicts(self, path: str, view: View, stale: Never = lambda: False) -> tuple[Tried, ...] | None:
        """Each example of a rule with what does not come out; None if `stale` says that nobody waits any more."""
        rule = view.rule(path)
        if rule is None or view.book is None:
            return ()
        kept = self._tried.get(path)
        if kept and kept[0] == view.digest:
            return kept[1]
        made = []
        for example in examples(rule):
            if stale():
                return None
            at = ("examples", str(example.wanted), example.number - 1)
            made.append(Tried(at, str(example.wanted), tuple(_faults(example, view.book))))
        self._tried[path] = view.digest, tuple(made)
        return tuple(made)

    def _group(self, path: Path) -> Group | None:
        """Which folder of packs a file is read with; None if it lies in no pack."""
        folder = path.parent
        if not path.is_absolute():  # a text that has no file yet
            return None
        if not (folder / "pack.yaml").is_file() and folder.name != "vocabulary":
            return None
        ours = folders.shipped().resolve()
        if folder.parent.resolve() == ours:
            return ours, self.extra
        if (folder.parent / "vocabulary" / "units.yaml").is_file():
            return folder.parent, self.extra
        return (ours, (*self.extra, *_extended(folder))) if folder.name != "vocabulary" else None

    def _files(self, group: Group) -> tuple[PackFile, ...]:
        """The files of a group, open ones as they stand in the editor, those not saved yet among them."""
        root, extra = group
        found = {os.path.realpath(file.shown): file for file in folders.read(tuple(dict.fromkeys(extra)), root)}
        beside = {os.path.dirname(path): file for path, file in found.items()}  # noqa: PTH120 - paths are texts here
        for path, text in dict(self.texts).items():
            file, near = found.get(path), beside.get(os.path.dirname(path))  # noqa: PTH120 - see above
            if file is None and near is not None and path.endswith((".yaml", ".yml")):
                name = f"{near.folder}/{os.path.basename(path)}"  # noqa: PTH119 - see above
                file = PackFile(path, name, "vocabulary" if near.kind == "vocabulary" else "rule", b"")
            if file is not None:
                found[path] = file._replace(content=text.encode(errors="replace"))
        return tuple(found.values())

    def _together(self, files: Iterable[PackFile], digest: str) -> View:
        readings = {os.path.realpath(file.shown): self._reading(file) for file in files}
        book, problems = compile.together(list(readings.values()), digest)
        by_path: dict[str, list[Problem]] = {}
        for problem in problems:
            by_path.setdefault(os.path.realpath(problem.path), []).append(problem)
        sources = {path: reading.source for path, reading in readings.items()}
        return View(book, sources, {path: tuple(found) for path, found in by_path.items()}, digest)

    def _reading(self, file: PackFile) -> compile.Reading:
        """Parsed and checked by itself, once for each content."""
        kept = self._read.get(file.shown)
        if kept is None or kept[0] != file:
            kept = self._read[file.shown] = file, compile.read(file)
        return kept[1]

    def _alone(self, path: str) -> View:
        """A file outside any pack: judged by itself if it looks like one of ours, else left in peace."""
        text = self.texts.get(path, "")
        if not MODELINE.search(text) and len(set(KEYS.findall(text))) < ENOUGH:
            return EMPTY
        kind: folders.FileKind = "pack" if Path(path).name == "pack.yaml" else "rule"
        file = PackFile(path, f"./{Path(path).name}", kind, text.encode(errors="replace"))
        reading = self._reading(file)
        found = reading.problems if kind == "pack" else (Problem(path, 1, 1, ALONE), *reading.problems)
        everything = self._everything()
        return View(
            everything.book, {**everything.sources, path: reading.source}, {path: found}, file.content.hex()[:9]
        )

    def _everything(self) -> View:
        """The packs that come with gouji, to explain and offer from where a file has no packs of its own."""
        group = (folders.shipped().resolve(), self.extra)
        if group not in self._made:
            files = self._files(group)
            self._made[group] = self._together(files, cache.digest(files))
        return self._made[group]


def _extended(folder: Path) -> tuple[Path, ...]:
    """A pack's folder, and the folders beside it of the packs it extends."""
    found = [folder]
    while True:
        told = (found[-1] / "pack.yaml").read_text("utf-8", errors="replace")
        above = next(
            (line.partition(":")[2].split("#")[0].strip(" '\"") for line in split(told) if line.startswith("extends:")),
            "",
        )
        beside = folder.parent / above
        if not above or "/" in above or beside in found or not (beside / "pack.yaml").is_file():
            return tuple(found)
        found.append(beside)


def _faults(example: Example, book: RuleBook) -> Iterator[str]:
    """What an example says that does not come out, or that it could not be tried."""
    try:
        yield from wrong(example, book)
    except Exception as fault:  # noqa: BLE001 - one example that breaks the engine must not silence the editor
        yield f"试跑不了：{type(fault).__name__} {fault}"
