"""How long `gouji check` takes from a cold start: python tests/bench/bench_start.py [FILE]

CPU time of the whole process, user and system, the least and the median of several runs. Bytecode is written first, as
any installation has it; Python that may not write bytecode (PYTHONDONTWRITEBYTECODE) needs a fifth of a second more.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile

from changed_reports import SAMPLE

ROUNDS = 10
COMMAND = "import sys; from gouji_cli.app import main; main()"


def seconds(file: str, environment: dict[str, str]) -> float:
    """CPU time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", COMMAND, "check", file],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if run.returncode > 1:
        raise SystemExit("the check did not run, so its time means nothing")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main(file: str) -> None:
    """One line: the least and the median."""
    environment = {name: said for name, said in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as bytecode:
        environment["PYTHONPYCACHEPREFIX"] = bytecode
        seconds(file, environment)  # compiles the code and the packs
        times = [seconds(file, environment) for _ in range(ROUNDS)]
    sys.stdout.write(f"{file}: least {min(times):.2f} s, median {statistics.median(times):.2f} s of CPU\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else str(SAMPLE.with_suffix(".txt")))
