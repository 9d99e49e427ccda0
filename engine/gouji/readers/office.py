"""LibreOffice as a converter: one document at a time, within time and memory, without macros, links or traces."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from functools import lru_cache
from pathlib import Path

from gouji.readers.source import Limits

PROGRAMS = ("soffice", "libreoffice")
ELSEWHERE = (  # where it is when no search path names it
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
# A profile of our own, in which no macro runs and no link is followed.
SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
)
ITEM = '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
REGISTRY = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
_TURN = threading.Lock()  # a profile serves one LibreOffice at a time


def program() -> str | None:
    """LibreOffice's command, if it is installed."""
    found = (shutil.which(name) for name in PROGRAMS)
    return next((one for one in found if one), next((one for one in ELSEWHERE if Path(one).exists()), None))


def to_docx(data: bytes, suffix: str, limits: Limits) -> bytes | None:
    """A document (`suffix` is that of its format) as .docx; None without LibreOffice, or if it fails or takes too long.

    The first conversion of a process takes a second or two more, for the profile is new.
    """
    office = program()
    if office is None:
        return None
    with _TURN, tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        source = Path(folder, f"report{suffix}")
        source.write_bytes(data)
        profile = Path(_profile()).as_uri()
        quiet = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
        task = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source))
        _run([*_within(limits), office, *quiet, f"-env:UserInstallation={profile}", *task], limits.seconds)
        made = source.with_suffix(".docx")
        return made.read_bytes() if made.exists() and made.stat().st_size <= limits.file else None


@lru_cache(maxsize=1)
def _profile() -> str:
    folder = tempfile.mkdtemp(prefix="gouji-office-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Path(folder, "user").mkdir()
    Path(folder, "user", "registrymodifications.xcu").write_text(
        REGISTRY.format("".join(ITEM.format(*one) for one in SETTINGS)), "utf-8"
    )
    return folder


def _within(limits: Limits) -> list[str]:
    """A shell that limits the memory of what it becomes; elsewhere than on POSIX, nothing.

    Where there is a `timeout`, it ends the whole group though we be killed and cannot.
    """
    if os.name != "posix":
        return []
    shell = ["/bin/sh", "-c", 'ulimit -v "$0" 2>/dev/null; exec "$@"', str(limits.memory // 1024)]
    timeout = shutil.which("timeout")
    return [*shell, timeout, "-s", "KILL", str(limits.seconds + 5)] if timeout else shell


def _run(command: list[str], seconds: int) -> None:
    """Run to the end or to the limit; then the whole group ends, for LibreOffice leaves its work to a child."""
    process = subprocess.Popen(  # noqa: S603 - a fixed command; the document's name is ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    finally:
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
