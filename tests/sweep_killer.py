"""Sweeps killed at any moment, each with all its processes: `sweep_killer.py FOLDER STORE LONGEST SEED…`, a line a kill.

Every kill is that of a process group, as a power cut would end all of it at once. After each, the store is opened, its
databases are checked and its parts read; the line says how many checks it holds, how many of those are named once, and
how many rows of what was found can be read. What is imported is imported once, so that thirty kills take half a minute.
"""

# ruff: noqa: T201, S311 - it reports to the test that runs it; any moment will do

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from gouji.packs import load
from gouji.store import ask, opened
from gouji.sweep import running
from gouji_cli.app import run
from gouji_cli.wrong import OUR_FAULT

running.BATCH = 3


def forked(work: Callable[[], int]) -> int:
    """A child, the first of a group of its own, that does this and ends; its id."""
    child = os.fork()
    if child:
        return child
    os.setsid()
    with contextlib.suppress(BaseException):
        os._exit(work())
    os._exit(OUR_FAULT)


def quiet(*words: str) -> int:
    """`gouji WORDS` without a word."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    return run(words)


def held(store: Path) -> int:
    """Print what the store holds, after looking at all of it."""
    with opened(store) as one:
        sound = [row["integrity_check"] for row in one.rows("PRAGMA integrity_check")] == ["ok"]
        ((checks, once),) = ask(one, "SELECT count(*), count(DISTINCT check_id) FROM checks").rows
        ((facts,),) = ask(one, "SELECT count(DISTINCT check_id) FROM passages JOIN checks USING (check_id)").rows
        ((files,),) = ask(one, "SELECT coalesce(max(n), 0) FROM (SELECT count(*) n FROM documents GROUP BY run)").rows
    print(int(sound), checks, once, facts, files, flush=True)
    return 0


def main(folder: str, store: str, longest: float, seeds: list[int]) -> int:
    """Kill once for each seed; 0 if every look at the store succeeded."""
    load()  # compiles the rules where none are kept: else every sweep would be killed at that
    for seed in seeds:
        child = forked(lambda: quiet("sweep", "run", folder, "--store", store, "--jobs", "1"))
        time.sleep(random.Random(seed).random() * longest)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if (Path(store) / "state.sqlite").exists():
            _, status = os.waitpid(forked(lambda: held(Path(store))), 0)
            if status:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], float(sys.argv[3]), [int(seed) for seed in sys.argv[4:]]))
