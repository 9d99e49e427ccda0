"""durable_rules as its manual uses it: a fact a check, with Python's decimals beforehand, for it has none of its own."""

# ruff: noqa: ANN401 - durable_rules has no types

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

from durable.engine import MessageNotHandledException
from durable.lang import delete_state, m, post, ruleset, when_all
from telling_race import started, tell

CENT, HALF = Decimal("0.01"), Decimal("0.005")
found: dict[str, list[str]] = {"rate": [], "sum": [], "twice": []}

with ruleset("race"):

    @when_all((m.kind == "rate") & (m.over == 1))
    def rate(c: Any) -> None:
        found["rate"].append(c.m.key)

    @when_all((m.kind == "sum") & (m.over == 1))
    def total(c: Any) -> None:
        found["sum"].append(c.m.key)

    @when_all((m.kind == "twice") & (m.over == 1))
    def twice(c: Any) -> None:
        found["twice"].append(c.m.key)

    @when_all(m.kind == "end")  # deleting a session in which nothing fired crashes
    def end(c: Any) -> None:
        """Nothing to do."""


def checks(report: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Kind and key of each check, and whether it is beyond what cents may hide."""
    for one in report["rate"]:
        target, actual, said = Decimal(one["target"]), Decimal(one["actual"]), Decimal(one["rate"])
        yield "rate", one["key"], abs(actual * 100 - said * target) > CENT * target + HALF * (100 + said)
    for one in report["sum"]:
        added = sum(map(Decimal, one["parts"]))
        yield "sum", one["key"], abs(Decimal(one["total"]) - added) > HALF * (len(one["parts"]) + 2)
    for one in report["twice"]:
        yield "twice", one["key"], Decimal(one["one"]) != Decimal(one["other"])


def tried(fact: dict[str, Any]) -> None:
    with suppress(MessageNotHandledException):  # nothing fires on a check that holds
        post("race", fact)


def main(folder: Path) -> None:
    start = started()
    with (folder / "facts.jsonl").open() as lines:
        for line in lines:
            report = json.loads(line)
            for kind, key, over in checks(report):
                tried({"sid": report["id"], "kind": kind, "key": key, "over": int(over)})
            tried({"sid": report["id"], "kind": "end"})
            delete_state("race", report["id"])
    tell(start, f"durable_rules {version('durable_rules')}", found)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
