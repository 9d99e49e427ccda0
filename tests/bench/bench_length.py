"""Whether the cost is linear in length: python tests/bench/bench_length.py [FILE.txt]

Twenty reports with changed figures, one by one and as one report: the one may take 22 times as long as one of them.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from changed_reports import SAMPLE, changed

from gouji import packs
from gouji.checker import check

TIMES = 20
ROUNDS = 3


def main(sample: Path) -> None:
    """The times and their ratio."""
    book, text = packs.load(), sample.read_text()
    texts = [changed(text, seed) for seed in range(TIMES)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"

        def seconds(content: str) -> float:
            path.write_text(content)
            began = time.process_time()
            check(path, book)
            return time.process_time() - began

        seconds(text)
        one = sum(min(seconds(content) for _ in range(ROUNDS)) for content in texts) / TIMES
        many = min(seconds("\n".join(texts)) for _ in range(ROUNDS))
    sys.stdout.write(f"one {one * 1000:.0f} ms, {TIMES} in one {many * 1000:.0f} ms: {many / one:.1f} times\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE.with_suffix(".txt"))
