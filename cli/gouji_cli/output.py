"""Where results go: a terminal as it is, a pipe, or a file that never replaces a report."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

import typer

from gouji.errors import GoujiError
from gouji.formats.layout import Look

NARROWEST, WIDEST = 48, 92
PIPE_CLOSED = 141  # what shells say of a program whose reader went away


def look_of(stream: TextIO, *, plain: bool = False) -> Look:
    """The width of the terminal (92 columns at most, and when there is none) and whether it shows colours."""
    if plain or not stream.isatty():
        return Look(WIDEST)
    width = min(max(shutil.get_terminal_size((WIDEST, 24)).columns, NARROWEST), WIDEST)
    return Look(width, colour="NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb")


def put(text: str) -> None:
    """Write to stdout: a terminal in its own encoding, a pipe or file in UTF-8, which is what programs expect.

    A reader that has gone away ends the run quietly.
    """
    binary = getattr(sys.stdout, "buffer", None)
    try:
        if binary is None or sys.stdout.isatty():
            sys.stdout.write(text)
        else:
            sys.stdout.flush()
            binary.write(_encoded(text))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains when it exits
        raise typer.Exit(PIPE_CLOSED) from None


def _encoded(text: str) -> bytes:
    """UTF-8; bytes of a file name that are no text become escapes, which JSON reads back as they were."""
    return text.encode("utf-8", "backslashreplace")


def refuse_overwriting(output: Path, files: Iterable[Path]) -> None:
    """Raise GoujiError if the output would replace a report, or cannot be written where it is to go."""
    if output.is_dir():
        return  # files in it are named by us, and looked at one by one
    if not output.parent.is_dir():
        raise GoujiError(f"{output}：没有 {output.parent} 这个文件夹。先建好，或换个位置。")
    for file in files:
        if output.resolve() == file.resolve() or (output.exists() and file.exists() and output.samefile(file)):
            raise GoujiError(f"{output}：这是要核对的报告，不能拿它存结果。换个文件名。")


def save(output: Path, content: str | bytes) -> None:
    """Write a file aside and rename it, so that it is there whole or not at all."""
    content = _encoded(content) if isinstance(content, str) else content
    try:
        if output.exists() and not output.is_file():  # /dev/stdout, a named pipe
            output.write_bytes(content)
            return
        aside = output.with_name(f".{output.name}.{os.getpid()}.tmp")
        try:
            aside.write_bytes(content)
            aside.replace(output)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise GoujiError(f"{output}：存不了（{error.strerror}）。换个位置，或检查权限和磁盘空间。") from error
