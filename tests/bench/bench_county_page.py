"""How long the county page takes to make and to open: `python tests/bench/bench_county_page.py [REPORTS [FINDINGS]]`.

The aims, at 5,000 reports with 10 findings each: made in 20 s, overview and charts drawn 2 s after Chromium sets out for
the page. The rows are made up and put into the store without a sweep.
"""

# ruff: noqa: T201 - it reports on the terminal

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))
from browser import chromium
from county_maker import big

from gouji.overview import json, notices, overview, page, workbook
from gouji.store import opened

T = TypeVar("T")
ROUNDS = 5
DRAWN = """
    const drawn = performance.getEntriesByName('drawn')[0].startTime;
    return [drawn, document.querySelectorAll('canvas').length];
"""
SEARCH = """
    const done = arguments[arguments.length - 1], box = document.querySelector('#v-findings input'), began = performance.now();
    box.value = '受益群众17户'; box.dispatchEvent(new Event('input'));
    (function look() {
      if (/符合/.test(document.querySelector('#v-findings .cnt').textContent)) done(performance.now() - began);
      else setTimeout(look, 20);
    })();
"""


def timed(name: str, action: Callable[[], T]) -> T:
    wall, cpu = time.perf_counter(), time.process_time()
    made = action()
    print(f"{name:36} {time.perf_counter() - wall:7.2f} s   CPU {time.process_time() - cpu:7.2f} s")
    return made


def main(reports: int, each: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = big(Path(folder) / "store", reports, each)
        with opened(store) as one:
            seen = timed("the store asked", lambda: overview(one))
        print(f"{len(seen.reports):,} reports, {len(seen.problems):,} findings")
        path = Path(folder) / "county.html"
        path.write_text(timed("the page", lambda: page.write(seen)), "utf-8")
        print(f"{path.stat().st_size / 1e6:.1f} MB")
        timed("the workbook", lambda: workbook.write(seen))
        timed("JSON", lambda: json.write(seen))
        timed("notices for every unit", lambda: notices.packed(seen))
        print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
        took = []
        for _ in range(ROUNDS):  # a browser each, so that nothing is kept
            with chromium() as browser:
                browser.get(path.as_uri())
                drawn, canvases = browser.execute_script(DRAWN)
                took.append(drawn)
        print(f"drawn after {', '.join(f'{one:.0f}' for one in took)} ms with {canvases} charts")
        with chromium() as browser:
            browser.get(f"{path.as_uri()}#findings")
            print(f"first search in all findings {browser.execute_async_script(SEARCH):.0f} ms")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [5000, 10][len(numbers) :]))
