"""A sweep over many reports of about 300 figures: how many a second, how much memory, how the time grows.

    python tests/bench/bench_sweep.py [1000 10000]

The reports are those of generated counties with two of their forms behind them, as annexes stand behind real ones; each
is handed in once in each of so many counties that there are enough, with a number of its own, so that none is the copy
of another. Times are wall time of the whole command, with its start and the comparison of
the reports with one another; memory is the most that any worker held at once.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, pairwise, product
from pathlib import Path
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY, SECTION, DOCUMENT = f"{W}body", f"{W}sectPr", "word/document.xml"
SEEDS, ANNEXES = 14, 2
FIRST, SECOND = "清长望石金龙", "河平安泉山溪"
TICKS = os.sysconf("SC_CLK_TCK")
GOUJI = [sys.executable, "-c", "from gouji_cli.app import main; main()"]


def main() -> None:
    """Sweep each number of reports, and the last of them again."""
    sizes = [int(word) for word in sys.argv[1:]] or [1000, 10000]
    with tempfile.TemporaryDirectory() as folder:
        bases = list(based(Path(folder) / "counties"))
        taken: dict[int, Swept] = {}
        for size in sizes:
            reports, store = Path(folder) / f"reports{size}", Path(folder) / f"store{size}"
            manifest = made(reports, bases, size)
            one = taken[size] = swept(manifest, store)
            tell(
                f"{size} reports: {one.wall:.1f} s, {size / one.wall:.1f} a second; {one.cpu:.1f} s of CPU, "
                f"{size / one.cpu:.1f} a second of one core; at most {one.peak:.0f} MiB a worker"
            )
            tell("  " + "\n  ".join(one.said.splitlines()[:4]))
            again = swept(manifest, store)
            tell(f"  again, nothing changed: {again.wall:.1f} s; store {weight(store) / size / 1024:.1f} KiB a report")
            for name in ("county.html", "county.xlsx"):
                began = time.monotonic()
                run("sweep", "report", "--store", store, "-o", Path(folder) / name)
                tell(
                    f"  {name}: {time.monotonic() - began:.1f} s, {(Path(folder) / name).stat().st_size / 2**20:.1f} MiB"
                )
            shutil.rmtree(reports)
        for less, more in pairwise(sizes):
            wall, cpu = (getattr(taken[more], name) / getattr(taken[less], name) for name in ("wall", "cpu"))
            tell(f"{more / less:g} times the reports: {wall:.2f} times the time, {cpu:.2f} times the CPU")


def tell(line: str) -> None:
    """A line of the result, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@dataclass(frozen=True)
class Base:
    """A report to make others of: its unit and year, its file, and the text of its document with the annexes in it."""

    unit: str
    year: str
    docx: Path
    document: bytes


def based(folder: Path) -> Iterator[Base]:
    """The reports of generated counties, with forms of the same unit and year behind them."""
    for seed in range(1, SEEDS + 1):
        county = folder / str(seed)
        run("samples", "county", "--seed", seed, "-o", county)
        for unit in sorted(path for path in county.glob("20*/*") if path.is_dir()):
            annexes = sorted(unit.glob("[01][0-9]*.docx"))[:ANNEXES]
            for report in unit.glob("20*自评报告.docx"):
                yield Base(unit.name, unit.parent.name, report, joined(report, annexes))


def joined(report: Path, annexes: list[Path]) -> bytes:
    """The document of a report with the bodies of others behind it."""
    tree = etree.fromstring(inside(report))
    body = tree.find(BODY)
    last = body.find(SECTION)
    for annex in annexes:
        for element in etree.fromstring(inside(annex)).find(BODY):
            if element.tag != SECTION:
                last.addprevious(element)
    return etree.tostring(tree)


def inside(docx: Path) -> bytes:
    """The main document of a .docx."""
    with zipfile.ZipFile(docx) as file:
        return file.read(DOCUMENT)


def written(base: Base, number: int, path: Path) -> None:
    """A report with a number of its own at the end."""
    note = f"<w:p><w:r><w:t>本报告编号：第{number:06}号</w:t></w:r></w:p>".encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(base.docx) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = base.document.replace(b"<w:sectPr", note + b"<w:sectPr", 1) if name == DOCUMENT else old.read(name)
            new.writestr(name, text)


def made(folder: Path, bases: list[Base], size: int) -> Path:
    """So many reports, each the only one of its unit and year in its county; their manifest."""
    counties = ("".join(pair) + "县" for pair in product(FIRST, SECOND))
    rows = []
    for number, (county, base) in enumerate(islice(product(counties, bases), size), 1):
        path = folder / county / base.year / f"{number:06}{base.unit}.docx"
        written(base, number, path)
        unit = f"{county}{number % len(bases)}号{base.unit}"  # towns of several generated counties may share a name
        rows.append((unit, county, base.year, "department_whole", path.relative_to(folder)))
    manifest = folder / "manifest.csv"
    with manifest.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("unit", "region", "year", "kind", "path"), *rows])
    return manifest


class Used(NamedTuple):
    """Seconds of CPU and MiB at most of one process."""

    cpu: float
    memory: float


class Swept(NamedTuple):
    """Seconds of a sweep by the clock and of CPU, the most MiB that a worker held, and what was said."""

    wall: float
    cpu: float
    peak: float
    said: str


def swept(manifest: Path, store: Path) -> Swept:
    """A sweep of all that the manifest names."""
    began = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*GOUJI, "sweep", "run", "--manifest", str(manifest), "--store", str(store)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    used: dict[int, Used] = {}
    watch = threading.Thread(target=watched, args=(process, used))
    watch.start()
    said = process.communicate()[0]
    watch.join()
    workers = [one for pid, one in used.items() if pid != process.pid]
    return Swept(
        time.monotonic() - began,
        sum(one.cpu for one in used.values()),
        max((one.memory for one in workers), default=0),
        said,
    )


def watched(process: subprocess.Popen[str], used: dict[int, Used]) -> None:
    """What the process and those below it have used; Linux tells it, once a second."""
    while process.poll() is None:
        below = {process.pid}
        for status in sorted(Path("/proc").glob("[0-9]*/status"), key=lambda path: int(path.parent.name)):
            try:
                told = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            except OSError:
                continue  # it has ended
            if int(told["PPid"]) in below:
                below.add(int(status.parent.name))
            if int(status.parent.name) in below:
                with suppress(OSError):
                    ticks = (status.parent / "stat").read_text().rpartition(")")[2].split()[11:13]
                    memory = int(told.get("VmHWM", "0 kB").split()[0]) / 1024
                    used[int(status.parent.name)] = Used(sum(map(int, ticks)) / TICKS, memory)
        time.sleep(1)


def run(*words: object) -> None:
    """`gouji WORDS`; it must not fail."""
    done = subprocess.run([*GOUJI, *map(str, words)], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode not in (0, 1):
        raise SystemExit(done.stdout + done.stderr)


def weight(folder: Path) -> int:
    """The bytes of all files below."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
