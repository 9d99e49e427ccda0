"""Sums judged by gouji and by Arelle's Calculations 1.1, group by group: python tests/bench/bench_arelle.py --arelle PYTHON

The groups are those of `tests/sum_groups.py`. First gouji's interval arithmetic must come to Arelle's verdict in each
mode, for every group; then it is counted how the verdict of the shipped rule, which knows one mode only, lies to both.
README.md tells how to make the interpreter.
"""

# ruff: noqa: T201 - it reports on the terminal

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from math import floor, log10
from pathlib import Path

HERE = Path(__file__).parent / "peers"
sys.path[:0] = [str(HERE), str(Path(__file__).parents[1])]

import xbrl  # noqa: E402 - it lies beside the runners, which run where gouji is not
from judged_sums import by_rule, cut, rounded  # noqa: E402
from sum_groups import Figure, Group, groups  # noqa: E402

from gouji import packs  # noqa: E402

MODES = {"c11r": rounded, "c11t": cut}
PRECISE = 4  # of so many figures that can, one says `precision` in place of `decimals`


def stated(concept: str, figure: Figure, number: int) -> xbrl.Stated:
    """A figure as XBRL: exact, by its decimals, or by its significant digits."""
    value = f"{figure.value:f}"
    if figure.decimals is None:
        return xbrl.Stated(concept, value, 'decimals="INF"')
    digits = figure.decimals + floor(log10(abs(figure.value))) + 1 if figure.value else 0
    if digits >= 1 and number % PRECISE == 0:
        return xbrl.Stated(concept, value, f'precision="{digits}"')
    return xbrl.Stated(concept, value, f'decimals="{figure.decimals}"')


def contexts(told: list[Group]) -> Iterator[tuple[str, list[xbrl.Stated]]]:
    """Every group as a context."""
    for n, one in enumerate(told):
        parts = [stated(f"Part{m}", part, n + m) for m, part in enumerate(one.parts, 1)]
        yield one.name, [stated("Total", one.total, n), *parts]


def inconsistent(python: str, instance: Path, mode: str) -> frozenset[str]:
    """The groups that Arelle finds inconsistent."""
    command = [python, str(HERE / "arelle_run.py"), str(instance), mode]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a command of ours
    if done.returncode:
        raise SystemExit(f"Arelle: {done.stderr[-500:]}")
    return frozenset(json.loads(done.stdout.strip().splitlines()[-1])["found"]["sum"])


def main(count: int, seed: int, python: str) -> int:
    """How many verdicts part from Arelle's."""
    told, book = list(groups(count, seed)), packs.load()
    with tempfile.TemporaryDirectory() as folder:
        instance = xbrl.write(Path(folder), contexts(told))
        theirs = {mode: inconsistent(python, instance, mode) for mode in MODES}
    apart = 0
    for mode, ours in MODES.items():
        differ = [one.name for one in told if ours(one, book) == (one.name in theirs[mode])]
        apart += len(differ)
        print(
            f"{mode}: {count - len(theirs[mode]):,} consistent, {len(theirs[mode]):,} not; gouji differs in {len(differ)} {differ[:5]}"
        )
    verdicts = by_rule(told, book)
    tally = Counter((*map(str, verdicts[one.name]), *(one.name not in theirs[mode] for mode in MODES)) for one in told)
    print(f"\n{'the rule says':20} {'c11r':>12} {'c11t':>12} {'groups':>7}")
    for (verdict, note, *agreed), times in sorted(tally.items()):
        shown = ["consistent" if one else "inconsistent" for one in agreed]
        print(f"{verdict + ' ' + note:20} {shown[0]:>12} {shown[1]:>12} {times:>7,}")
    return apart


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("groups", nargs="?", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=11)
    asked.add_argument("--arelle", default=os.environ.get("PEERS_ARELLE"), help="python with arelle-release")
    given = asked.parse_args()
    if not given.arelle:
        asked.error("no --arelle")
    sys.exit(main(given.groups, given.seed, given.arelle) != 0)
