"""A sweep at size among poisons, then the memory of a worker: `soak_sweep.py GOOD POISONED [FOLDER…]`.

GOOD reports of the counties in FOLDERs (`gouji samples county`; small made ones without any) and POISONED files are swept;
what became of them is printed and must add up. Then the reports are swept three times over by one worker, each copy
changed by a word, and its memory is printed as it goes.
"""

# ruff: noqa: T201 - it reports on the terminal

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from poisons import poison  # noqa: E402 - they lie beside the benchmarks
from store_maker import account, asked, begun, report, run  # noqa: E402

SECONDS = "30"


def good(folder: Path, count: int, counties: list[Path]) -> None:
    """So many reports in a folder; those of counties each in a folder of its own, over and over if need be."""
    if not counties:
        for n in range(count):
            report(folder, f"第{n}镇", right=bool(n % 3))
        return
    ends = {".txt", ".docx", ".xlsx"}
    reports = sorted((county, path) for county in counties for path in county.rglob("*") if path.suffix in ends)
    for n, (county, path) in enumerate(islice(cycle(reports), count)):
        target = folder / f"{county.name}-{n // len(reports)}" / path.relative_to(county)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


def worker_memory(process: int) -> list[tuple[int, int]]:
    """The workers below a sweep, each with the most memory it has had, in MiB."""

    def children(pid: int) -> list[int]:
        try:
            told = [one.read_text() for one in Path(f"/proc/{pid}/task").glob("*/children")]
        except OSError:
            return []
        return [int(one) for one in " ".join(told).split()]

    found = []
    for worker in (grand for child in children(process) for grand in children(child)):
        try:
            status = Path(f"/proc/{worker}/status").read_text()
        except OSError:
            continue
        if peak := re.search(r"VmHWM:\s+(\d+)", status):
            found.append((worker, int(peak[1]) // 1024))
    return found


def survived(folder: Path, store: Path, count: int, poisons: int) -> None:
    """Sweep good and poisoned, and print what became of them."""
    began = time.monotonic()
    code, told = run("sweep", "run", folder, "--store", store, "--seconds", SECONDS, timeout=7200)
    rows = asked(store, "SELECT path, outcome, reason FROM documents")
    lost = [path for path, outcome, _ in rows if "/毒/" not in str(path) and outcome != "checked"]
    ours = [(path, reason) for path, _, reason in rows if "自己出了错" in str(reason) or "意外结束" in str(reason)]
    print(f"{count} good, {poisons} poisoned: {account(store)}, exit {code}, {time.monotonic() - began:.0f} s")
    print(
        f"good ones not checked: {lost}; our own faults: {ours}; adds up: {sum(account(store).values()) == len(rows)}"
    )
    if "Traceback" in told:
        print(told)


def remembered(folder: Path, store: Path, times: int) -> None:
    """Sweep as many copies of a folder by one worker, and print its peak of memory now and then."""
    for n in range(times):
        shutil.copytree(folder, folder.with_name(f"{n}"))
    process = begun(
        "sweep",
        "run",
        *(folder.with_name(f"{n}") for n in range(times)),
        "--store",
        store,
        "--jobs",
        "1",
        "--region",
        "某县",
        code=EVERY_COPY,
    )
    began, last = time.monotonic(), 0.0
    while process.poll() is None:
        if time.monotonic() - last > 5:
            last = time.monotonic()
            print(f"{last - began:4.0f} s: {worker_memory(process.pid)}", flush=True)
        time.sleep(0.2)
    process.communicate()
    print(account(store))


# Copies are equal files, of which one is checked; here each path is a file of its own.
EVERY_COPY = """
from gouji.sweep import examining, running
real = running.check_id
seen = iter(range(10 ** 9))
running.check_id = lambda *told: real(*told)[:-8] + f"{next(seen):08}"
from gouji_cli.app import main
main()
"""


def main(count: int, poisons: int, counties: list[Path]) -> None:
    """Both, in a folder of our own."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "县"
        good(folder, count, counties)
        survived(folder, Path(made) / "库", count, poison(folder / "毒", poisons))
        good(Path(made) / "好", 400, counties)
        remembered(Path(made) / "好", Path(made) / "库2", 3)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
