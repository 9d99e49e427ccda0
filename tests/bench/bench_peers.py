"""The same facts through gouji and its peers: python tests/bench/bench_peers.py [REPORTS]

Each runs in a process of its own and in turn, several rounds. Told are CPU seconds of the process, without those of its
start, the checks it made in one of them, and whether it found what is wrong, all of it and nothing else. A peer whose
interpreter is not given, or lacks its package, is named as not run; README.md tells how to make the interpreters.
"""

# ruff: noqa: T201 - it reports on the terminal

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent / "peers"
sys.path.insert(0, str(HERE))
ROOT = Path(__file__).parents[2]

import workload  # noqa: E402 - it lies beside the runners, which run where gouji is not
import xbrl  # noqa: E402

ENGINE = os.pathsep.join((str(ROOT / "engine"), str(ROOT / "cli")))


@dataclass(frozen=True)
class Runner:
    """One row of the table: its script and what that is given after the folder; the interpreter, by option."""

    title: str
    script: str
    interpreter: str
    given: tuple[str, ...] = ()
    kinds: tuple[str, ...] = workload.KINDS


@dataclass
class Measured:
    """What its rounds took and told."""

    start: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    memory: float = 0
    told: dict[str, object] = field(default_factory=dict)
    fault: str = ""


RUNNERS = (
    Runner("gouji, the three rules", "gouji_run.py", "gouji", ("race",)),
    Runner("gouji, every rule in force", "gouji_run.py", "gouji", ("all",)),
    Runner("DuckDB SQL", "duckdb_run.py", "plain"),
    Runner("Great Expectations", "great_expectations_run.py", "gx"),
    Runner("OPA (regopy)", "opa_run.py", "plain"),
    Runner("durable_rules, plain", "durable_run.py", "plain"),
    Runner("Arelle, calc 1.1 rounded", "arelle_run.py", "arelle", ("c11r",), ("sum", "twice")),
)


def contexts(folder: Path) -> Iterator[tuple[str, list[xbrl.Stated]]]:
    """The sums and what is said twice, as contexts named by kind and key."""
    for line in (folder / "facts.jsonl").read_text().splitlines():
        report = json.loads(line)
        for one in report["sum"]:
            parts = [xbrl.Stated(f"Part{n}", part) for n, part in enumerate(one["parts"], 1)]
            yield named(one["key"]), [xbrl.Stated("Total", one["total"]), *parts]
        for one in report["twice"]:
            yield f"twice{named(one['key'])}", [xbrl.Stated("Figure", one["one"]), xbrl.Stated("Figure", one["other"])]


def named(key: str) -> str:
    """A key as the name of a context."""
    return key.replace("/", "_")


def run(runner: Runner, python: str, folder: Path, measured: Measured) -> None:
    """One round of one runner."""
    given = folder / "xbrl" / "instance.xbrl" if runner.interpreter == "arelle" else folder
    command = [python, str(HERE / runner.script), str(given), *runner.given]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(  # noqa: S603 - commands of ours
            command,
            stdout=out,
            stderr=err,
            env={**os.environ, "PYTHONPATH": ENGINE} if python == sys.executable else None,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            measured.fault = (err.read().strip().splitlines() or ["?"])[-1]
            return
        measured.told = json.loads(out.read().strip().splitlines()[-1])
    start = float(str(measured.told["start"]))
    measured.start.append(start)
    measured.work.append(usage.ru_utime + usage.ru_stime - start)
    measured.memory = max(measured.memory, usage.ru_maxrss / 1024)


def verdict(runner: Runner, told: Mapping[str, object], wrong: Mapping[str, list[str]]) -> str:
    """Found, false and missed, of the kinds that were asked of it."""
    found: Mapping[str, list[str]] = told["found"]  # type: ignore[assignment]
    due = {(kind, key) for kind in runner.kinds for key in wrong[kind]}
    if runner.interpreter == "arelle":
        due = {(kind, ("twice" if kind == "twice" else "") + named(key)) for kind, key in due}
    got = {(kind, key) for kind in runner.kinds for key in found[kind]}
    return f"{len(got & due):>5} {len(got - due):>5} {len(due - got):>6}"


def row(runner: Runner, measured: Measured, reports: int, wrong: Mapping[str, list[str]]) -> str:
    """One line of the table."""
    if not measured.work:
        return f"{runner.title:28} not run: {measured.fault[:90]}"
    asked = reports * sum(workload.EACH[kind] for kind in runner.kinds)
    checks = int(str(measured.told.get("checks", asked)))
    work = min(measured.work)
    return (
        f"{runner.title:28} {min(measured.start):6.2f} {work:7.2f} {checks:>8,} {checks / work:>9,.0f} "
        f"{measured.memory:5.0f} {verdict(runner, measured.told, wrong)}  {measured.told['engine']}"
    )


def main(reports: int, rounds: int, seed: int, pythons: Mapping[str, str]) -> None:
    """The table, once all rounds are through."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wrong = workload.plant(folder, reports, seed)
        xbrl.write(folder / "xbrl", contexts(folder))
        table = {runner.title: Measured() for runner in RUNNERS}
        for _ in range(rounds):
            for runner in RUNNERS:
                python, measured = pythons[runner.interpreter], table[runner.title]
                if python and not measured.fault:
                    run(runner, python, folder, measured)
                elif not python:
                    measured.fault = f"no --{runner.interpreter}"
    print(
        f"{reports:,} reports, seed {seed}, errors planted: {', '.join(f'{k} {len(v)}' for k, v in wrong.items())}; least of {rounds}"
    )
    print(
        f"{'':28} {'start':>6} {'CPU s':>7} {'checks':>8} {'per CPU s':>9} {'MB':>5} {'found':>5} {'false':>5} {'missed':>6}"
    )
    for runner in RUNNERS:
        print(row(runner, table[runner.title], reports, wrong))


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("reports", nargs="?", type=int, default=2000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--seed", type=int, default=20261124)
    asked.add_argument(
        "--plain", default=os.environ.get("PEERS_PLAIN", ""), help="python with duckdb, regopy, durable_rules"
    )
    asked.add_argument("--gx", default=os.environ.get("PEERS_GX", ""), help="python with great-expectations")
    asked.add_argument("--arelle", default=os.environ.get("PEERS_ARELLE", ""), help="python with arelle-release")
    given = asked.parse_args()
    interpreters = {"gouji": sys.executable, "plain": given.plain, "gx": given.gx, "arelle": given.arelle}
    main(given.reports, given.rounds, given.seed, interpreters)
