"""What can go wrong in the set-up. Faults in a report are findings, never exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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
