"""What can go wrong in the set-up. Faults in a report are findings, never exceptions."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# What the system says of files and folders, for people.
REASONS: Mapping[int, str] = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "名字或路径太长",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超过了磁盘配额",
    errno.EFBIG: "文件超过了许可的大小",
    errno.EROFS: "磁盘只读，不能写",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ESTALE: "网络上的文件已不在了",
    errno.EBUSY: "正被别的程序占用",
}


def why(fault: OSError) -> str:
    """Why the system refused, in a few words."""
    return REASONS.get(fault.errno or 0, fault.strerror or str(fault))


class GoujiError(Exception):
    """Something the user can mend; `str()` of it is one plain Chinese sentence."""


class ReadError(GoujiError):
    """A file that cannot be read: which, why, and what to do about it."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}：{reason}")
        self.path = str(path)
        self.reason = reason


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in a rule, pack or vocabulary file; line and column count from 1."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}：{self.message}"


class PackError(GoujiError):
    """Rules that cannot be used: every problem of every file, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class EngineFault(GoujiError):  # noqa: N818 - a fault, and told as one
    """The inference engine contradicted itself or died; the reference engine takes over, announced."""
