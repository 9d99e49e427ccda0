"""Dask with two local nodes beside the process pool with two workers, in turns, on the same folder of reports.

    python tests/bench/bench_cluster.py FOLDER [ROUNDS]

FOLDER is best one that `gouji samples county -o FOLDER` made. CPU time is that of every process of a sweep, also of
those it left to end by themselves. A second sweep with nothing new shows what it costs to begin and to end: for Dask
that is a scheduler and two nodes to start, whatever the number of reports. Bytecode is kept, as in any installation.

Measured on two cores with other work going on, 400 files: without beginning and end the pool takes 22 to 26 s of CPU, Dask 31 to 36 s, which
is 0.7 × (aim: 0.8 ×); on the clock, with beginning and end, 0.6 to 0.87 ×. To begin and to end costs Dask 3.5 s of CPU more.
By process: workers take the same under both (10 s each); each node beside its worker takes 3 s, the sweep 3.7 s where the pool's takes 2.5 s.
"""

from __future__ import annotations

import ctypes
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

WAYS = {"pool": ("--jobs", "2"), "dask": ("--jobs", "2", "--cluster", "local")}
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: what a sweep leaves behind becomes ours, and we are told what it used
ROOT = Path(__file__).parents[2]


class Cost(NamedTuple):
    """Seconds on the clock and of the processors."""

    wall: float
    cpu: float


def cost(*words: str) -> Cost:
    """What `gouji WORDS` costs with all its processes."""
    before, began = _used(), time.monotonic()
    roots = os.pathsep.join(str(ROOT / name) for name in ("engine", "cli"))
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", "from gouji_cli.app import main; main()", *words],
        env={**kept, "PYTHONPATH": roots},
        capture_output=True,
        check=False,
    )
    wall = time.monotonic() - began
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return Cost(wall, _used() - before)


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(folder: str, rounds: int) -> None:
    """One line a sweep, then the ratios of the medians and of the rounds."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    with TemporaryDirectory() as empty:  # once, so that everything is compiled
        for way in WAYS.values():
            cost("sweep", "run", empty, "--store", f"{empty}/store", *way)
    first: dict[str, list[Cost]] = {way: [] for way in WAYS}
    again: dict[str, list[Cost]] = {way: [] for way in WAYS}
    for number in range(rounds):
        for way in sorted(WAYS, reverse=number % 2 == 0):
            with TemporaryDirectory() as store:
                for kept in (first, again):
                    kept[way].append(cost("sweep", "run", folder, "--store", store, *WAYS[way]))
            one, two = first[way][-1], again[way][-1]
            print(  # noqa: T201
                f"{way}: {one.wall:6.1f} s, CPU {one.cpu:6.1f} s; nothing new: {two.wall:5.1f} s, CPU {two.cpu:5.1f} s",
                flush=True,
            )
    for name, at in (("clock", 0), ("CPU", 1)):
        whole = [p[at] / d[at] for p, d in zip(first["pool"], first["dask"], strict=True)]
        at_work = [
            (p[at] - q[at]) / (d[at] - e[at])
            for p, q, d, e in zip(first["pool"], again["pool"], first["dask"], again["dask"], strict=True)
        ]
        print(  # noqa: T201
            f"{name}: Dask does {statistics.median(whole):.2f} × the pool's work in the same time"
            f" ({', '.join(f'{one:.2f}' for one in whole)}), without beginning and end {statistics.median(at_work):.2f} ×"
        )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3)
