"""OPA's Rego through regopy: race.rego loaded once, one query a report, as a policy is asked of one document."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path

from regopy import Interpreter
from telling_race import started, tell


def main(folder: Path) -> None:
    start = started()
    rego = Interpreter()
    rego.add_module("race", Path(__file__).with_name("race.rego").read_text())
    found: dict[str, list[str]] = {"rate": [], "sum": [], "twice": []}
    with (folder / "facts.jsonl").open() as lines:
        for line in lines:
            rego.set_input(json.loads(line))
            answer = json.loads(str(rego.query("data.race.wrong")))
            for one in answer["expressions"][0]:
                found[one["kind"]].append(one["key"])
    tell(start, f"Rego by regopy {version('regopy')}", found)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
