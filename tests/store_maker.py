"""Small reports for sweeps: some right, some wrong, some that are none; and the sweep itself, run as people run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from gouji.store import Table, ask, opened

WRONG = "{unit}2023年度部门整体支出绩效自评报告\n1. 户厕改建320户。\n已改建户厕304户，指标完成率98%。\n"
RIGHT = WRONG.replace("304户", "320户").replace("98%", "100%")


ROOTS = os.pathsep.join(str(Path(__file__).parents[1] / name) for name in ("engine", "cli"))
MAIN = "from gouji_cli.app import main; main()"


def report(folder: Path, unit: str, *, right: bool = False, name: str = "") -> Path:
    """A unit's report, with one contradiction unless it is right."""
    path = folder / (name or f"{unit}.txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((RIGHT if right else WRONG).format(unit=unit), "utf-8")
    return path


def begun(*words: str | Path, by: Sequence[str] = (), code: str = MAIN, **environment: str) -> subprocess.Popen[str]:
    """`gouji WORDS` begun in a process of its own, perhaps by another command."""
    command = [*by, sys.executable, "-c", code, *map(str, words)]
    return subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": ROOTS, **environment},
    )


def run(*words: str | Path, by: Sequence[str] = (), timeout: float = 300, **environment: str) -> tuple[int, str]:
    """`gouji WORDS`: its exit code and what it said."""
    process = begun(*words, by=by, **environment)
    try:
        out, told = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return process.returncode, out + told


def account(store: Path) -> dict[str, int]:
    """How many files of the newest run are checked, failed and skipped."""
    newest = "SELECT outcome, count(*) FROM documents WHERE run = (SELECT max(run) FROM runs) GROUP BY 1"
    return {str(outcome): int(str(times)) for outcome, times in asked(store, newest)}


def asked(store: Path, sql: str) -> list[tuple[object, ...]]:
    """The rows that a store answers with."""
    with opened(store) as one:
        answer: Table = ask(one, sql)
    return list(answer.rows)
