"""Dask clusters to try sweeps on: a scheduler and nodes as people start them, on this host or on hosts made for it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from store_maker import ROOTS

PATIENCE = 60.0


def reason_for_no_hosts() -> str:
    """Why this machine cannot make hosts of its own, or nothing; CI must be able to."""
    if os.environ.get("CI"):
        return ""
    if not shutil.which("ip"):
        return "hosts are made with `ip netns`, which is not installed (iproute2)"
    if os.geteuid() != 0:
        return "hosts are made with `ip netns`, which only root may"
    try:
        ip("netns", "add", f"gj{os.getpid()}")
    except subprocess.CalledProcessError as fault:
        return f"hosts are made with `ip netns`, which does not work here: {fault.stderr.strip()}"
    ip("netns", "del", f"gj{os.getpid()}")
    return ""


def ip(*words: str) -> str:
    return subprocess.run(["ip", *words], capture_output=True, check=True, text=True).stdout  # noqa: S603, S607 - from iproute2


@dataclass
class Hosts:
    """Hosts on a network of their own, joined by a bridge on the first."""

    names: Sequence[str]
    made: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        try:
            for number, name in enumerate(self.names, 1):
                self._make(number, self.space(name))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for space in self.made:
            self._end(space)
            ip("netns", "del", space)
        self.made.clear()

    def _make(self, number: int, here: str) -> None:
        ip("netns", "add", here)
        self.made.append(here)
        ip("-n", here, "link", "set", "lo", "up")
        if number == 1:
            ip("-n", here, "link", "add", "net", "type", "bridge")
        else:
            ip("-n", here, "link", "add", "net", "type", "veth", "peer", "name", f"to{number}", "netns", self.made[0])
            ip("-n", self.made[0], "link", "set", f"to{number}", "master", "net", "up")
        ip("-n", here, "addr", "add", f"10.77.0.{number}/24", "dev", "net")
        ip("-n", here, "link", "set", "net", "up")

    def space(self, name: str) -> str:
        return f"gj{os.getpid()}{name}"

    def address(self, name: str) -> str:
        return f"10.77.0.{1 + list(self.names).index(name)}"

    def kill(self, name: str) -> None:
        """Every process of a host at once, as when its power fails."""
        self._end(self.space(name))

    def _end(self, space: str) -> None:
        for pid in ip("netns", "pids", space).split():
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)

    def on(self, name: str) -> tuple[str, ...]:
        """What goes before a command that runs on a host."""
        return ("ip", "netns", "exec", self.space(name))


class Cluster:
    """A scheduler and nodes, each a process group of its own, ended with the test."""

    def __init__(self, folder: Path, flags: Sequence[str] = ()) -> None:
        self.folder, self.flags = folder, tuple(flags)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        folder.mkdir()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for name in self.processes:
            self.kill(name)

    def scheduler(self, address: str, before: Sequence[str] = ()) -> str:
        """Start it; the address it can be reached at."""
        words = ("scheduler", "--host", address, "--port", "0", "--no-dashboard", *self.flags)
        self._start("scheduler", (*before, *DASK, *words))
        told = self._wait("scheduler", "Scheduler at:")
        return next(line for line in told.splitlines() if "Scheduler at:" in line).split()[-1]

    def node(self, name: str, scheduler: str, before: Sequence[str] = (), roots: str = ROOTS) -> None:
        """Start one as `dask worker` does by default: with a nanny."""
        words = ("worker", scheduler, "--nthreads", "1", "--no-dashboard", "--local-directory", str(self.folder))
        self._start(name, (*before, *DASK, *words, *self.flags), roots)
        self._wait(name, "Registered to:")

    def kill(self, name: str) -> None:
        """The process and its children at once."""
        process = self.processes[name]
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _start(self, name: str, command: Sequence[str], roots: str = ROOTS) -> None:
        with (self.folder / name).open("wb") as log:
            self.processes[name] = subprocess.Popen(  # noqa: S603 - our own program
                command, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": roots}, start_new_session=True
            )

    def _wait(self, name: str, words: str) -> str:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            told = (self.folder / name).read_text("utf-8", "replace")
            if words in told:
                return told
            time.sleep(0.1)
        raise AssertionError(f"{name} did not say {words}:\n{told}")


DASK = (sys.executable, "-m", "dask")
