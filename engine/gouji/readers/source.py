"""The bytes of a file, or one sentence that says why there are none."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gouji.errors import ReadError, why

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a reader takes in, sizes in bytes; a report is a hundredth of any of these.

    `file` is the size on disk, `text` of a plain text, `inflated` of all parts read from a packed file once unpacked. A
    part of more than a megabyte that unpacks to more than `ratio` times its packed size is refused. `pages` are those
    of a document with fixed pages, `seconds` the time one may take to be read or converted, `ocr_seconds` that for the
    pictures in it, `memory` what a program that converts it may use. `cells` are those of a workbook that show
    something; `depth` how many packed folders may stand inside one another, `members` how many files one may hold.
    """

    file: int = 200 * MEGABYTE
    text: int = 20 * MEGABYTE
    inflated: int = 64 * MEGABYTE
    ratio: int = 200
    pages: int = 3000
    seconds: int = 120
    ocr_seconds: int = 1200
    memory: int = 2048 * MEGABYTE
    cells: int = 1_000_000
    depth: int = 3
    members: int = 20_000
    unpacked: int = 2048 * MEGABYTE


def megabytes(size: int) -> str:
    """A size in bytes for people: `20 MB`; small limits, as tests set them, stay exact."""
    return f"{size // MEGABYTE} MB" if size >= MEGABYTE else f"{size} 字节"


def load(path: Path, limits: Limits) -> bytes:
    """The whole content of a file; ReadError if it is none, is empty, too large or not to be opened."""
    with told(path):
        sized(path, limits)
        with path.open("rb") as file:
            data = file.read(limits.file + 1)
    if not data:
        raise ReadError(path, "文件是空的。请确认报告已保存")
    return data


def sized(path: Path, limits: Limits) -> os.stat_result:
    """What the system says of a file; ReadError if it is none, or too large."""
    with told(path):
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ReadError(path, "这是文件夹，不是文件。请给出其中的报告文件")
        if not stat.S_ISREG(found.st_mode):
            raise ReadError(path, "这不是普通文件，无法读取。请给出报告文件")
        if found.st_size > limits.file:
            raise ReadError(
                path, f"文件超过 {megabytes(limits.file)}，不像是一份报告。请确认选对了文件，或删去图片后再检查"
            )
        return found


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Whatever keeps a file from being read as one sentence."""
    try:
        yield
    except FileNotFoundError:
        raise ReadError(path, "没有这个文件。请检查文件名和路径") from None
    except PermissionError:
        raise ReadError(path, "没有读取权限。请检查文件权限，或复制一份再检查") from None
    except (OSError, ValueError) as fault:  # ValueError: a NUL in the name
        reason = why(fault) if isinstance(fault, OSError) else "文件名不合法"
        raise ReadError(path, f"文件打不开（{reason}）。请复制到本机磁盘后再检查") from None
