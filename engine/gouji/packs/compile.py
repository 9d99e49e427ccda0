"""Files to a RuleBook, or every problem of every file at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gouji.errors import PackError, Problem
from gouji.packs import build, meaning, shape
from gouji.packs.folders import PackFile
from gouji.packs.source import Source, parse
from gouji.quantity import Units
from gouji.rule import Rule, RuleBook, RulePack


class Reading(NamedTuple):
    """One file, and what is wrong with it by itself; `sound` files have the shape that their kind asks for."""

    source: Source
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether others may be judged by what it says."""
        return self.source.value is not None and not self.problems


def book(files: Sequence[PackFile], digest: str) -> RuleBook:
    """Parse, check and build all files; raises PackError with every problem, in the order of files and lines."""
    made, found = together([read(file) for file in files], digest)
    if found:
        raise PackError(found)
    return made


def read(file: PackFile) -> Reading:
    """Parse one file and check its shape; costly beside what is done with all of them together."""
    source = parse(file)
    if source.value is None or source.problems:
        return Reading(source, tuple(source.problems))
    return Reading(source, tuple(shape.problems(source)))


def together(readings: Sequence[Reading], digest: str) -> tuple[RuleBook, tuple[Problem, ...]]:
    """The book of the sound files, and every problem of every file."""
    shaped = [reading.source for reading in readings if reading.sound]
    made, found = _assemble(shaped, [reading.source for reading in readings], digest)
    found += [problem for reading in readings for problem in reading.problems]
    return made, tuple(sorted(dict.fromkeys(found)))


def _assemble(shaped: list[Source], sources: list[Source], digest: str) -> tuple[RuleBook, list[Problem]]:
    """The book of all files of the right shape, and what is wrong between them."""
    words = build.vocabulary({s.file.stem: s.value for s in shaped if s.file.kind == "vocabulary"})
    written, problems = _rules(shaped)
    packs = list[RulePack]()
    pack_sources = dict[str, Source]()
    for source in (s for s in shaped if s.file.kind == "pack"):
        rules = tuple(rule for rule, _ in written.values() if rule.pack == source.file.folder)
        pack, wrong = _pack(source, rules, words.units)
        problems += wrong
        if pack.id in pack_sources:
            problems.append(source.problem(("id",), f"编号“{pack.id}”已用于 {pack_sources[pack.id].file.shown}"))
            continue
        packs.append(pack)
        pack_sources[pack.id] = source
    made = RuleBook(_general_first(packs), words, digest)
    ids = frozenset(s.file.stem for s in sources if s.file.kind == "rule")
    if any(s.file.kind != "rule" for s in sources if s not in shaped):
        return made, problems  # what rests on a broken pack or vocabulary is not the fault of its rules
    return made, [*problems, *meaning.problems(made, written, pack_sources, ids)]


def _rules(shaped: list[Source]) -> tuple[dict[str, tuple[Rule, Source]], list[Problem]]:
    written: dict[str, tuple[Rule, Source]] = {}
    problems = []
    for source in (s for s in shaped if s.file.kind == "rule"):
        rule = build.rule(source.value, source.file.folder, source.file.name)
        if rule.id in written:
            other = written[rule.id][1].file.shown
            problems.append(source.problem(("id",), f"编号“{rule.id}”已用于 {other}。换一个编号"))
        else:
            written[rule.id] = rule, source
    return written, problems


def _pack(source: Source, rules: tuple[Rule, ...], units: Units) -> tuple[RulePack, list[Problem]]:
    faults: build.Faults = []
    made = build.pack(source.value, rules, units, faults)
    return made, [source.problem(path, what) for path, what in faults]


def _general_first(packs: list[RulePack]) -> tuple[RulePack, ...]:
    """Packs for everyone, then national ones, then regional ones; a pack after the one it extends."""
    by_id = {pack.id: pack for pack in packs}

    def depth(pack: RulePack, seen: tuple[str, ...] = ()) -> int:
        above = by_id.get(pack.extends)
        return 0 if above is None or above.id in seen else 1 + depth(above, (*seen, pack.id))

    def narrowness(pack: RulePack) -> tuple[int, bool, bool, str]:
        return depth(pack), bool(pack.regions), bool(pack.reports or pack.since), pack.id

    return tuple(sorted(packs, key=narrowness))
