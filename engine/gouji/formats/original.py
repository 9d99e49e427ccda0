"""The file that a copy is made of."""

from __future__ import annotations

from pathlib import Path

from gouji.errors import GoujiError
from gouji.finding import CheckResult
from gouji.readers import Limits, read
from gouji.readers.archive import load


def original(result: CheckResult, limits: Limits, marks: str) -> bytes:
    """The report as it was read; GoujiError if it has changed since, for `marks` would then stand in wrong places."""
    path = Path(result.document.path)
    data = load(path, limits)
    if read(path, limits).text != result.document.text:
        raise GoujiError(f"{path}：核对之后这个文件改动过，{marks}会标错地方。请再核对一次。")
    return data
