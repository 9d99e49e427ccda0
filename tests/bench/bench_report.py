"""Where the time of one report goes once warm: python tests/bench/bench_report.py [FILE]

CPU milliseconds of each stage, the least of many rounds in one process.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from changed_reports import SAMPLE

from gouji import packs, readers
from gouji.checker import Infer, judged
from gouji.extraction import extract, read_prose
from gouji.fact import Profile
from gouji.inference import durable
from gouji.relations import account, findings

ROUNDS = 20
Got = TypeVar("Got")
Times = dict[str, float]


def timed(stage: str, times: Times, work: Callable[[], Got]) -> Got:
    """What the work gives; its time is kept if it is the least so far."""
    began = time.process_time()
    got = work()
    times[stage] = min(times.get(stage, float("inf")), (time.process_time() - began) * 1000)
    return got


def inferring(spent: list[float]) -> Infer:
    """The engine, its own time noted."""

    def infer(*layer: object) -> object:
        began = time.process_time()
        fired = durable.infer(*layer)  # type: ignore[arg-type]
        spent.append((time.process_time() - began) * 1000)
        return fired

    return infer  # type: ignore[return-value]


def main(path: Path) -> None:
    """One line a stage."""
    book, times, whole = packs.load(), Times(), float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        document = timed("read the file", times, lambda: readers.read(path))
        facts = timed("extract facts", times, lambda: extract(document, book.vocabulary, Profile()))  # noqa: B023
        rules = packs.in_force(book, facts.profile)
        spent: list[float] = []
        told = timed("judge and infer", times, lambda: judged(facts, rules, inferring(spent)))  # noqa: B023
        values = {name: dated.value for name, dated in rules.parameters.items()}
        timed("tell findings", times, lambda: findings(told, values))  # noqa: B023
        timed("account", times, lambda: account(facts, told, rules.rules))  # noqa: B023
        whole = min(whole, (time.process_time() - began) * 1000)
        times["of which inference"] = min(times.get("of which inference", float("inf")), sum(spent))
        timed("(prose, within extraction)", times, lambda: read_prose(document, book.vocabulary, Profile()))  # noqa: B023
    for stage, least in {**times, "the whole report": whole}.items():
        sys.stdout.write(f"{stage:28}{least:7.1f} ms\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE.with_suffix(".docx"))
