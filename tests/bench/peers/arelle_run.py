"""Arelle: Calculations 1.1 (c11r rounded, c11t cut off) for the sums, its check of duplicate facts for what is said twice.

Calculations have no products, so the rates are not asked of it. Its work holds the loading of XBRL's own schemas.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

from arelle.api.Session import Session
from arelle.RuntimeOptions import RuntimeOptions
from telling_race import started, tell

CODES = {
    "calc11e:inconsistentCalculationUsingRounding": "sum",
    "calc11e:inconsistentCalculationUsingTruncation": "sum",
    "arelle:duplicateFacts": "twice",
}


def inconsistent(instance: Path, mode: str) -> dict[str, set[str]]:
    """The contexts of inconsistent sums and of inconsistent duplicates; anything else said is a fault of the files."""
    options = RuntimeOptions(
        entrypointFile=str(instance),
        validate=True,
        calcs=mode,
        validateDuplicateFacts="inconsistent",
        internetConnectivity="offline",
        disablePersistentConfig=True,
    )
    found: dict[str, set[str]] = {"sum": set(), "twice": set()}
    with Session() as session:
        session.run(options, logFileName="logToStructuredMessage")
        for message in session.get_log_messages():
            if message["messageCode"] in CODES:
                stands = dict(one[:2] for one in message["refs"][0]["properties"])
                found[CODES[message["messageCode"]]].add(stands["contextRef"])
            elif message["levelname"] != "INFO":
                raise SystemExit(str(message))
    return found


def main(instance: Path, mode: str) -> None:
    start = started()
    found = inconsistent(instance, mode)
    tell(start, f"Arelle {version('arelle-release')} {mode}", found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
