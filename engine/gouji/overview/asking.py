"""A store → the Overview of one of its runs. Rows come through DuckDB; what hangs together is counted from them once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gouji.formats.layout import printable
from gouji.formats.telling import GRADES, NOTES
from gouji.overview import counting
from gouji.overview.model import (
    Apart,
    Cited,
    Counts,
    Crossed,
    Figures,
    Left,
    NotRun,
    Overview,
    Problem,
    Report,
    Run,
    Since,
    Stage,
    Waived,
)
from gouji.overview.naming import Names
from gouji.store import Store
from gouji.store.querying import asked, damage
from gouji.sweep.asking import OUTCOMES, PROVEN, STANDINGS, WAIVED, changes, run_of

if TYPE_CHECKING:
    import duckdb

Rows = list[tuple[Any, ...]]

REPORTED = """
    SELECT d.path, d.unit, d.region, d.year, d.kind, c.title,
           c.numbers, c.checked, c.contradicted, c.unchecked, c.unread, c.identifiers
    FROM documents d JOIN checks c USING (check_id) WHERE d.run = ? AND d.standing = 'latest'
"""
FOUND = """
    SELECT d.path, d.unit, f.number, f.rule, f.title, f.severity, f.verdict, f.identity,
           f.message, f.working, f.note, f.place, f.quote, f.sentence, f.repair, f.basis
    FROM documents d JOIN findings f USING (check_id) WHERE d.run = ? AND d.standing = 'latest'
"""
COULD_NOT = """
    SELECT d.path, n.rule, n.reason, n.times FROM documents d JOIN not_run n USING (check_id)
    WHERE d.run = $1 AND d.standing = 'latest'
    UNION ALL
    SELECT '', n.rule, n.reason, sum(n.times)::BIGINT FROM gatherings g JOIN not_run n ON n.check_id = g.gathering
    WHERE g.run = $1 GROUP BY ALL ORDER BY 1, 2, 3
"""
CROSSED = """
    SELECT g.region, g.year, c.rule, c.title, c.severity, c.verdict, c.identity,
           c.message, c.working, c.note, c.basis, c.units, c.cites
    FROM gatherings g JOIN crossings c USING (gathering) WHERE g.run = ? ORDER BY g.region, g.year DESC, c.number
"""
STAGES = """
    SELECT r.run, r.begun, r.rules, count(d.path), count(*) FILTER (d.outcome = 'failed'),
           count(*) FILTER (d.standing = 'latest')
    FROM runs r JOIN documents d USING (run) WHERE r.run < $1 AND r.state = 'done' OR r.run = $1 GROUP BY ALL ORDER BY 1
"""
LOUD = f"""
    SELECT run, unit, region, path, severity = 'error', count(*)
    FROM (SELECT d.run, d.unit, d.region, d.path, f.* FROM documents d JOIN findings f USING (check_id)
          WHERE d.run <= ? AND d.standing = 'latest')
    WHERE {PROVEN} AND NOT {WAIVED} GROUP BY ALL
"""  # noqa: S608


def overview(store: Store, run: int | None = None) -> Overview:
    """What a run found: that of the number given, else the newest that is done. StoreError if there is none."""
    number = run_of(store, run)
    with asked(store) as engine, damage(store.parts):
        found = _Rows(engine, number).told()
    before = max((stage.run for stage in found.stages if stage.run < number), default=0)
    if before:
        change = changes(store, before, number)
        found = replace(found, since=Since(before, len(change.fixed), len(change.still), len(change.new)))
    return found


class _Rows:
    """The rows of one run, made into what an overview holds. Every text is printable from here on."""

    def __init__(self, engine: duckdb.DuckDBPyConnection, run: int) -> None:
        self.engine, self.run = engine, run
        self.files = self.ask(
            "SELECT path, outcome, standing, unit, region, year, kind, reason, of FROM documents WHERE run = ? ORDER BY path"
        )
        self.roster = self.ask("SELECT unit, region, kind FROM roster WHERE run = ? AND placed != 0 ORDER BY ALL")
        self.root = _root([str(row[0]) for row in self.files])
        said = ((row[3], row[4]) for row in self.files if row[1] != "skipped")
        self.names = Names(said, ((unit, region) for unit, region, _ in self.roster))
        self.waivers = self.ask("SELECT unit, rule, identity, reason, person, until FROM waivers ORDER BY ALL", [])
        in_force = self.ask(f"SELECT unit, identity FROM waivers WHERE {WAIVED}", [])  # noqa: S608 - our own text
        self.excuses = {
            (unit, found): _excuse(*told) for unit, _, found, *told in self.waivers if (unit, found) in set(in_force)
        }
        self.used: Counter[tuple[str, str]] = Counter()
        self.titles: dict[str, str] = {}
        made = self._bare()
        self.bare = [report for _, report in made]
        self.place = {path: number for number, (path, _) in enumerate(made)}

    def ask(self, sql: str, values: list[int] | None = None) -> Rows:
        return self.engine.execute(sql, [self.run] if values is None else values).fetchall()

    def told(self) -> Overview:
        """Everything that is asked of the run itself, and what is counted from it."""
        ((_, begun, ended, state, version),) = self.ask(
            "SELECT run, begun, ended, state, version FROM runs WHERE run = ?"
        )
        problems, crossed = tuple(self._problems()), tuple(self._crossed())
        not_run = tuple(
            NotRun(self.place[path] if path else None, rule, printable(why), times)
            for path, rule, why, times in self.ask(COULD_NOT)
        )
        reports = tuple(counting.counted(self.bare, problems, not_run))
        outcomes, standings = Counter(row[1] for row in self.files), Counter(row[2] for row in self.files)
        missing = tuple(counting.missing(crossed))
        apart = "SELECT region, year, reason FROM gatherings WHERE run = ? AND outcome = 'failed' ORDER BY ALL"
        ((unplaced,),) = self.ask("SELECT count(*) FROM roster WHERE run = ? AND placed = 0")
        return Overview(
            Run(self.run, begun, ended, state, version),
            self.root,
            {name: outcomes[name] for name in OUTCOMES},
            {name: standings[name] for name in STANDINGS},
            counting.expected(self.roster, self.files, self.names, missing),
            unplaced,
            reports,
            problems,
            crossed,
            tuple(counting.units(self.names, self.roster, reports, crossed, self.left, missing, self._before())),
            tuple(counting.rules(reports, problems, crossed, self.titles)),
            not_run,
            self.left,
            tuple(Apart(printable(region), year, printable(why)) for region, year, why in self.ask(apart)),
            missing,
            tuple(
                Waived(printable(unit), rule, printable(_excuse(*told)), self.used[unit, found])
                for unit, rule, found, *told in self.waivers
            ),
            tuple(self._stages()),
            counts=counting.total(report.counts for report in reports),
            figures=counting.figures_of(reports),
        )

    def _bare(self) -> list[tuple[str, Report]]:
        """The reports that count with their paths, by unit, newest year first; what was found is not counted yet."""
        made = [
            (
                path,
                Report(
                    self._path(path),
                    self.names.of(unit, region),
                    printable(region),
                    year,
                    kind,
                    printable(title),
                    Figures(*figures),
                    Counts(),
                ),
            )
            for path, unit, region, year, kind, title, *figures in self.ask(REPORTED)
        ]
        made.sort(key=lambda one: (one[1].unit, -(one[1].year or 0), one[1].path))
        return made

    @cached_property
    def left(self) -> tuple[Left, ...]:
        """The files that do not count."""
        return tuple(
            Left(
                self._path(path),
                self.names.of(unit, region) if unit else "",
                year,
                standing or outcome,
                printable(reason),
                self._path(of) if of else "",
            )
            for path, outcome, standing, unit, region, year, _, reason, of in self.files
            if standing != "latest"
        )

    def _problems(self) -> Iterator[Problem]:
        rows = sorted(self.ask(FOUND), key=lambda row: (self.place[row[0]], row[2]))
        names = ("message", "working", "note", "place", "quote", "sentence", "repair", "basis")
        for path, unit, number, rule, title, severity, verdict, identity, *said in rows:
            self.titles[rule] = title
            told = dict(zip(names, map(_lines, said), strict=True))
            told["note"] = NOTES.get(told["note"], told["note"])
            excuse = self._excused(unit, identity)
            yield Problem(self.place[path], number, rule, grade(verdict, severity), **told, waived=excuse)

    def _crossed(self) -> Iterator[Crossed]:
        names = ("message", "working", "note", "basis")
        for number, row in enumerate(self.ask(CROSSED), 1):
            region, year, rule, title, severity, verdict, identity, *said, units, cites = row
            self.titles[rule] = title
            told = dict(zip(names, map(_lines, said), strict=True))
            told["note"] = NOTES.get(told["note"], told["note"])
            yield Crossed(
                number,
                printable(region),
                year,
                rule,
                grade(verdict, severity),
                **told,
                units=tuple(dict.fromkeys(self.names.of(unit, region) for unit in units or ())),
                cites=tuple(
                    Cited(self._path(one["path"]), printable(one["name"]), printable(one["text"]))
                    for one in cites or ()
                ),
                waived=self._excused("、".join(units or ()), identity),
            )

    def _excused(self, unit: str, identity: str) -> str:
        """Why a finding may stay; empty if it may not."""
        reason = self.excuses.get((unit, identity), "")
        self.used[unit, identity] += bool(reason)
        return printable(reason)

    def _stages(self) -> Iterator[Stage]:
        """The runs up to this one that were finished."""
        must, should, faulty = Counter[int](), Counter[int](), Counter[int]()
        wrong = set[tuple[int, str]]()
        for run, _, _, path, is_error, times in self._loud:
            (must if is_error else should)[run] += times
            if is_error and (run, path) not in wrong:
                wrong.add((run, path))
                faulty[run] += 1
        rows = self.ask(STAGES)
        rules = next((row[2] for row in rows if row[0] == self.run), "")
        for run, begun, by, files, failed, reports in rows:
            yield Stage(run, begun, files, failed, reports, faulty[run], must[run], should[run], by == rules)

    def _before(self) -> dict[str, int] | None:
        """How many errors each unit had in the run before; None if there was none."""
        earlier = self.ask("SELECT max(run) FROM runs WHERE run < ? AND state = 'done'")[0][0]
        if earlier is None:
            return None
        handed = self.ask(
            "SELECT DISTINCT unit, region FROM documents WHERE run = ? AND standing = 'latest'", [earlier]
        )
        found = {self.names.of(unit, region): 0 for unit, region in handed}
        for run, unit, region, _, is_error, times in self._loud:
            if run == earlier and is_error:
                found[self.names.of(unit, region)] += times
        return found

    @cached_property
    def _loud(self) -> Rows:
        return self.ask(LOUD)

    def _path(self, path: str) -> str:
        """A path from the folder that all files lie in."""
        return printable(path.removeprefix(self.root + os.sep) if self.root else path)


def grade(verdict: str, severity: str) -> str:
    """必改 建议改 请核对 说明, by the words of one report's outputs."""
    must, should, look, note = GRADES
    if verdict == "review":
        return look
    return {"error": must, "warning": should}.get(severity, note)


def _excuse(reason: str, person: str, until: str) -> str:
    """A reason with who agreed and until when."""
    by = "，".join(filter(None, (person, f"到 {until} 为止" if until else "")))
    return f"{reason}（{by}）" if by else reason


def _lines(text: str) -> str:
    return "\n".join(printable(line) for line in text.split("\n"))


def _root(paths: list[str]) -> str:
    """The folder that all files lie in; empty if there is none."""
    try:
        return os.path.commonpath([os.path.dirname(path) for path in paths])  # noqa: PTH120 - of texts, which may be no paths here
    except ValueError:
        return ""
