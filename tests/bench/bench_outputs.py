"""How long each output takes beyond the check: `python tests/bench/bench_outputs.py`.

The aims: a .docx of a long report with 50 comments in a second; a page of 5,000 findings in a few. Milliseconds depend
on the machine and on what else it does.
"""

# ruff: noqa: T201 - it reports on the terminal

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench_readers import best, report
from docx_maker import HEADING_LIST, make_docx
from result_maker import finding_on, result_on

from gouji.document import Document, Span
from gouji.finding import CheckResult
from gouji.formats import docx, written
from gouji.readers import read


def timed(name: str, action: Callable[[], object], aim: int | None = None) -> None:
    (taken,) = best(action)
    print(f"{name:44} {taken:8.0f} ms{f'   aim {aim} ms' if aim else ''}")


def with_findings(document: Document, count: int) -> CheckResult:
    """So many findings, spread over the document's own rates."""
    spans, at = [], -1
    while (at := document.text.find("120%", at + 1)) >= 0:
        spans.append(Span(at, at + 4))
    chosen = [spans[n * len(spans) // count % len(spans)] for n in range(count)]
    result = result_on(document, [finding_on(document, one) for one in sorted(chosen)])
    states = tuple((one, "contradicted") for one in spans)
    return replace(result, coverage=replace(result.coverage, states=states))  # type: ignore[arg-type]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        lists = {1: HEADING_LIST, 2: [("decimal", "%1)")]}
        path = make_docx(Path(folder) / "long.docx", report(200), lists=lists)
        began = time.perf_counter()
        document = read(path)
        print(f"{len(document.blocks)} blocks, read in {1000 * (time.perf_counter() - began):.0f} ms")
        timed("docx, 50 comments", lambda: docx.write(with_findings(document, 50)), 1000)
        timed("docx, 1,000 comments", lambda: docx.write(with_findings(document, 1000)))
        for name in ("html", "xlsx", "csv", "sarif", "junit", "markdown", "json"):
            result = with_findings(document, 5000)
            timed(f"{name}, 5,000 findings", lambda name=name, result=result: written(name, [result]))  # type: ignore[misc]


if __name__ == "__main__":
    main()
