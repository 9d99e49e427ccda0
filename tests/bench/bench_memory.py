"""Whether memory stays flat: python tests/bench/bench_memory.py [REPORTS] (Linux: it reads /proc)

Reports with changed figures in one process; the resident memory after the first hundred, and how much it grew since.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

from changed_reports import SAMPLE, changed

from gouji import packs
from gouji.checker import check

WARM = 100  # reports until caches are full
MEGABYTE = 2**20


def resident() -> float:
    """Megabytes of this process in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / MEGABYTE


def main(reports: int) -> None:
    """A line every hundred reports."""
    book, text = packs.load(), SAMPLE.with_suffix(".txt").read_text()
    with tempfile.TemporaryDirectory() as folder:
        path, warm = Path(folder) / "report.txt", 0.0
        for n in range(1, reports + 1):
            path.write_text(changed(text, n))
            check(path, book)
            warm = resident() if n == WARM else warm
            if n % WARM == 0:
                sys.stdout.write(f"{n:5} reports: {resident():.1f} MB, {resident() - warm:+.1f} MB\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
