"""How much of what is wrong in a generated county a sweep finds, and what it says besides.

    python tests/bench/bench_county.py [--towns 12] [--years 3] [SEED …]

Each seed is generated, swept as people sweep it, and its findings are held against the truth of every planted mistake.
A finding counts as false if it is an error or warning and no mistake was planted where it stands: for one of a single
report, in any paragraph or cell it rests on; for one across reports, none that its rule tells in the reports it cites.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from gouji.checker import check
from gouji.finding import Verdict
from gouji.packs import load
from gouji.rule import RuleBook, Severity
from gouji.store import ask, opened

LATEST = "SELECT path FROM documents WHERE standing = 'latest'"
LOUD = f"{LATEST} AND check_id IN (SELECT check_id FROM checks WHERE errors + warnings > 0)"  # noqa: S608 - our own text
ACROSS = """
    SELECT rule, cites, units, year, CASE WHEN verdict = 'fail' AND severity != 'info' THEN severity ELSE '' END, message
    FROM gatherings JOIN crossings USING (gathering)
"""
AGAIN = "repeated-finding"
Mistake = dict[str, Any]


def main() -> None:
    """Generate, sweep, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--towns", default="12")
    parser.add_argument("--years", default="3")
    parser.add_argument("--list", action="store_true", help="name each miss and each false finding")
    parser.add_argument("seeds", nargs="*", default=["7"])
    asked = parser.parse_args()
    total: Counter[str] = Counter()
    for seed in asked.seeds:
        with tempfile.TemporaryDirectory() as folder:
            county, store = Path(folder) / "county", Path(folder) / "store"
            gouji("samples", "county", "--towns", asked.towns, "--years", asked.years, "--seed", seed, "-o", county)
            gouji(
                "sweep",
                "run",
                county,
                "--manifest",
                county / "manifest.csv",
                "--roster",
                county / "roster.csv",
                "--store",
                store,
            )
            found, told = scored(county, store)
        total += found
        sys.stdout.write(f"seed {seed}: {summary(found)}\n")
        if asked.list:
            sys.stdout.write("".join(f"  {line}\n" for line in told))
    sys.stdout.write(f"all: {summary(total)}\n")


def gouji(*words: object) -> None:
    """`gouji WORDS`; exit 1 only says that something was found."""
    command = [sys.executable, "-c", "from gouji_cli.app import main; main()", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    if done.returncode not in (0, 1):
        raise SystemExit(done.stdout + done.stderr)


def scored(county: Path, store: Path) -> tuple[Counter[str], list[str]]:
    """The counts of a county, and a line for each miss and each false finding."""
    truth = json.loads((county / "truth.json").read_text("utf-8"))["mistakes"]
    with opened(store) as one:
        files = [str(Path(row[0]).relative_to(county)) for row in ask(one, LATEST).rows]
        loud = [str(Path(row[0]).relative_to(county)) for row in ask(one, LOUD).rows]
        across = [
            Across(bare(rule), {at(c["path"], county) for c in cites}, units, year, loud_, message)
            for rule, cites, units, year, loud_, message in ask(one, ACROSS).rows
        ]
    count: Counter[str] = Counter(files=len(files))
    told: list[str] = []
    alone = [m for m in truth if not m["cross"]]
    with Pool(initializer=prepare) as pool:
        paths = sorted({*loud, *(m["path"] for m in alone)})
        found = dict(zip(paths, pool.map(findings, [county / path for path in paths], chunksize=4), strict=True))
    for mistake in alone:
        hit = any(one.rule in mistake["rules"] and one.meets(mistake) for one in found[mistake["path"]])
        note(count, told, "single", hit, mistake)
    for path, own in found.items():
        planted = [m for m in truth if path in (m["path"], *m.get("paths", ()))]
        for one in own:
            if one.loud and not any(one.meets(m) for m in planted):
                count[f"false {one.loud}"] += 1
                told.append(f"false {one.loud} {one.rule} {path}: {one.message}")
    for mistake in truth:
        if mistake["cross"]:
            note(count, told, "cross", any(one.of(mistake) for one in across), mistake)
    for other in across:
        again = other.rule == AGAIN and other.paths <= {
            m["path"] for m in alone
        }  # two years' mistakes alike, by chance
        if other.loud and not again and not any(other.of(m) for m in truth if m["cross"]):
            count[f"false cross {other.loud}"] += 1
            told.append(f"false cross {other.loud} {other.rule} {sorted(other.paths)}: {other.message}")
    return count, told


def note(count: Counter[str], told: list[str], sort: str, hit: bool, mistake: Mistake) -> None:  # noqa: FBT001
    """Count a planted mistake as found or missed."""
    count[sort] += 1
    count[f"{sort} found"] += hit
    if not hit:
        told.append(f"missed {mistake['kind']} {mistake['path']}: {mistake['quote']}")


@dataclass(frozen=True)
class Alone:
    """A finding of one report: what is printed where it stands, cells and paragraphs whole."""

    rule: str
    loud: str
    message: str
    stands: tuple[tuple[int, str], ...]  # number of the block, its text

    def meets(self, mistake: Mistake) -> bool:
        """Whether it stands where the mistake does."""
        line, quote = mistake["line"], mistake["quote"]
        return not line or any(number == line or quote in text for number, text in self.stands)


@dataclass(frozen=True)
class Across:
    """A finding across reports."""

    rule: str
    paths: set[str]
    units: list[str]
    year: int
    loud: str
    message: str

    def of(self, mistake: Mistake) -> bool:
        """Whether it tells the mistake: by its rule, in its reports or of its unit and year, where a unit has several."""
        own = mistake["year"] == self.year and any(unit in mistake["unit"] for unit in self.units)
        return self.rule in mistake["rules"] and (own or bool(self.paths & set(mistake["paths"])))


BOOK: list[RuleBook] = []


def prepare() -> None:
    """The rules, loaded once a process."""
    BOOK.append(load())


def findings(path: Path) -> list[Alone]:
    """The findings of a report, with the places that they rest on."""
    result = check(path, BOOK[0])
    blocks = [[result.document.block_at(e.span.start) for e in f.evidence if e.span] for f in result.findings]
    return [
        Alone(
            f.rule.id,
            str(f.severity) if f.verdict is Verdict.FAIL and f.severity in (Severity.ERROR, Severity.WARNING) else "",
            f.message,
            tuple((block.number, result.document.quote(block.span)) for block in found),
        )
        for f, found in zip(result.findings, blocks, strict=True)
    ]


def at(path: str, county: Path) -> str:
    """A cited path as the truth writes it; what is no path stays."""
    return str(Path(path).relative_to(county)) if path.startswith(str(county)) else path


def bare(rule: str) -> str:
    """A rule without its pack."""
    return rule.rpartition("/")[2]


def summary(c: Counter[str]) -> str:
    """The counts in words."""
    single, cross = (
        f"{c[f'{s} found']}/{c[s]} ({100 * c[f'{s} found'] / max(c[s], 1):.1f}%)" for s in ("single", "cross")
    )
    errors = c["false error"] + c["false cross error"]
    return (
        f"{c['files']} reports; found {single} in single reports, {cross} across; "
        f"false errors {errors} ({100 * errors / max(c['files'], 1):.2f} per 100), "
        f"false warnings {c['false warning']} and {c['false cross warning']} across"
    )


if __name__ == "__main__":
    main()
