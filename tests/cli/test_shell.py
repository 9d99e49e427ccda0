"""What only a real process shows: encodings, pipes, colours, start-up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MAIN = [sys.executable, "-c", "from gouji_cli.app import main; main()"]


def gouji(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    inherited = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "PYTHONIOENCODING", "LC_ALL")}
    return subprocess.run(  # noqa: S603 - our own program
        [*MAIN, *arguments], capture_output=True, check=False, env={**inherited, **environment}
    )


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1", "utf-8"])
def test_json_on_a_pipe_is_utf_8_whatever_the_locale(wrong: Path, encoding: str) -> None:
    done = gouji("check", str(wrong), "--format", "json", PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert "完成率".encode() in done.stdout


def test_messages_survive_an_encoding_without_chinese(tmp_path: Path) -> None:
    done = gouji("check", str(tmp_path / "没有.txt"), PYTHONIOENCODING="latin-1")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"?") > 5


def test_no_colour_off_a_terminal(wrong: Path) -> None:
    assert b"\x1b" not in gouji("check", str(wrong)).stdout


def on_a_terminal(path: Path, **environment: str) -> bytes:
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
    ours, theirs = pty.openpty()
    inherited = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    with subprocess.Popen(  # noqa: S603 - our own program
        [*MAIN, "check", str(path)], stdout=theirs, env={**inherited, "TERM": "xterm", **environment}
    ) as process:
        os.close(theirs)
        written = b""
        try:
            while piece := os.read(ours, 65536):
                written += piece
        except OSError:  # how Linux says that the other end is closed
            pass
        os.close(ours)
        assert process.wait() == 1
    return written


def test_colour_on_a_terminal_unless_refused(wrong: Path) -> None:
    assert b"\x1b[31;1m" in on_a_terminal(wrong)
    assert b"\x1b" not in on_a_terminal(wrong, NO_COLOR="1")


def test_a_pipe_closed_early_is_no_fault(wrong: Path) -> None:
    with subprocess.Popen(  # noqa: S603 - our own program
        [*MAIN, "check", *[str(wrong)] * 50], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_help_loads_no_engine() -> None:
    """Start-up matters: what `gouji --help` needs is Typer and our own small modules."""
    asked = "import sys, gouji_cli.app; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603
    loaded = set(done.stdout.split())
    assert not loaded & {"yaml", "jsonschema", "lxml", "durable", "rich", "gouji.checker", "gouji.extraction"}


def test_version() -> None:
    assert gouji("--version").stdout.decode().startswith("gouji 0.")
