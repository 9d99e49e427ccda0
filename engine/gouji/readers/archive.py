"""Zip files as folders: the reports in one have paths that go on inside it (`报送.zip/某镇/自评.docx`)."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PurePosixPath

from gouji.errors import ReadError
from gouji.readers import source
from gouji.readers.signature import HEAD, ZIP, format_of
from gouji.readers.source import Limits, megabytes

UNPACK = "请解压后选择其中的报告"
DAMAGED = f"压缩包已损坏，或没有下载完整。请重新复制或下载，或者{UNPACK[1:]}"
LOCKED = f"压缩包设有密码，无法读取。{UNPACK}"
NAMED_IN_UTF8 = 0x800
ENCRYPTED = 0x1
UNICODE_NAME = 0x7075  # the extra field in which some programs give the name once more
# What programs leave beside the files that people put there, and what is no report.
LEFT_OVER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
# Packed by design: damaged, they are no folders of reports.
PACKED = frozenset({".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".pptx", ".odt", ".ods", ".ofd"})
NOT_REPORTS = frozenset({"image", "program", "archive"})


def load(path: Path, limits: Limits) -> bytes:
    """The whole content of a file, be it on disk or in a zip; ReadError if there is none or it is not to be had."""
    outer = None if _is_file(path) else next((above for above in path.parents if _is_file(above)), None)
    if outer is None:
        return source.load(path, limits)
    found = source.sized(outer, limits)
    packed = _on_disk(outer, (found.st_ino, found.st_size, found.st_mtime_ns), limits)
    data = _content(packed, PurePosixPath(path.relative_to(outer).as_posix()), limits)
    if not data:
        raise ReadError(path, "文件是空的。请确认报告已保存")
    return data


def reports(path: Path, data: bytes, limits: Limits) -> tuple[Path, ...]:
    """The paths of all files in a zip that may be reports, also of those in zips inside it, in its order, each once.

    What is wrong with one of them, its reading will tell. ReadError if the zip itself is damaged or locked, holds
    nothing of the kind, or more than `limits` allow, with all that is in it.
    """
    found = tuple(dict.fromkeys(_inside(path, data, limits, limits.depth, _Budget(limits))))
    if not found:
        raise ReadError(path, f"压缩包里没有可以检查的报告。{UNPACK}")
    return found


def _is_file(path: Path) -> bool:
    """Whether there is such a file on disk; a path too long to be one goes on inside a zip."""
    try:
        return path.is_file()
    except OSError:
        return False


class _Zip:
    """A zip that stays open for the next of its members, and likewise the last of the zips inside it."""

    def __init__(self, path: Path, file: Path | io.BytesIO, limits: Limits) -> None:
        self.path = path
        self.archive = zipfile.ZipFile(file)
        members = self.archive.infolist()
        _Budget(limits).bear(path, members)
        self.members = {name_of(one): one for one in reversed(members) if not one.is_dir()}
        self.last: tuple[PurePosixPath, _Zip] | None = None

    def inside(self, name: PurePosixPath, limits: Limits) -> _Zip:
        """The zip that a member is."""
        if not self.last or self.last[0] != name:
            held = _unpacked(self.path, self.archive, self.members[name], limits)
            self.last = name, _Zip(self.path / name, io.BytesIO(held), limits)
        return self.last[1]


@lru_cache(maxsize=2)
def _on_disk(path: Path, _state: tuple[int, int, int], limits: Limits) -> _Zip:
    """The zip at a path, kept as long as the file is what it was; to open one of 4,000 reports takes 30 ms."""
    with source.told(path), path.open("rb"):
        pass
    with _faults(path):
        return _Zip(path, path, limits)


def _content(packed: _Zip, inner: PurePosixPath, limits: Limits) -> bytes:
    """The bytes of the file `inner`, perhaps in a zip inside; ReadError if there is none or it is oversized."""
    with _faults(packed.path):
        if member := packed.members.get(inner):
            return _unpacked(packed.path, packed.archive, member, limits)
        if holder := next((name for name in inner.parents if name in packed.members), None):
            return _content(packed.inside(holder, limits), inner.relative_to(holder), limits)
    raise ReadError(packed.path / inner, "压缩包里没有这个文件。请检查文件名")


def _inside(path: Path, data: bytes, limits: Limits, depth: int, budget: _Budget) -> Iterator[Path]:
    with _faults(path), zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [one for one in archive.infolist() if not one.is_dir() and not _is_left_over(name_of(one))]
        budget.bear(path, members)
        if members and all(one.flag_bits & ENCRYPTED for one in members):
            raise ReadError(path, LOCKED)
        for member in members:
            within = path / name_of(member)
            try:
                held = _head_or_zip(path, archive, member, limits)
            except MemoryError:
                raise
            except Exception:  # noqa: BLE001 - damaged, locked or oversized: that costs this member only
                yield within
                continue
            if not held or format_of(held) in NOT_REPORTS:
                continue
            if not held.startswith(ZIP) or format_of(held) != "zip" or within.suffix.lower() in PACKED:
                yield within
            elif depth > 1:
                yield from _inside(within, held, limits, depth - 1, budget)
            else:
                raise ReadError(within, f"压缩包套了 {limits.depth} 层以上，已停止读取。{UNPACK}")


def _head_or_zip(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> bytes:
    """The first bytes of a member, or all of it if it is itself packed."""
    if member.flag_bits & ENCRYPTED:
        raise ReadError(path, LOCKED)
    with archive.open(member) as packed:
        head = packed.read(HEAD)
    return _unpacked(path, archive, member, limits) if head.startswith(ZIP) else head


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    """Whatever is wrong with a zip as one sentence."""
    try:
        yield
    except (ReadError, MemoryError, GeneratorExit):
        raise
    except Exception as fault:  # zipfile and zlib raise a dozen kinds on damaged input, and all mean the same
        raise ReadError(path, DAMAGED) from fault


class _Budget:
    """How much a zip may hold with all the zips in it; what one says of sizes is an upper bound of what it gives."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._members, self._unpacked = limits, 0, 0

    def bear(self, path: Path, members: Sequence[zipfile.ZipInfo]) -> None:
        """Count these; ReadError if they are too many or too much."""
        self._members += len(members)
        self._unpacked += sum(one.file_size for one in members)
        if self._members > self._limits.members:
            raise ReadError(path, f"压缩包里超过 {self._limits.members} 个文件，已停止读取。{UNPACK}")
        if self._unpacked > self._limits.unpacked:
            limit = megabytes(self._limits.unpacked)
            raise ReadError(path, f"压缩包解压后超过 {limit}，可能是恶意文件，已停止读取。{UNPACK}")


def _unpacked(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> bytes:
    """The whole of a member; never more than a file may have."""
    if member.flag_bits & ENCRYPTED:
        raise ReadError(path, LOCKED)
    with archive.open(member) as packed:
        data = packed.read(limits.file + 1)
    if len(data) > limits.file:
        raise ReadError(path / name_of(member), f"文件超过 {megabytes(limits.file)}，不像是一份报告。请确认选对了文件")
    return data


def name_of(member: zipfile.ZipInfo) -> PurePosixPath:
    """A member's path with the names that people see: Windows programs write them in GBK and do not say so."""
    name = member.filename
    if not member.flag_bits & NAMED_IN_UTF8:
        name = _told_once_more(member.extra) or _guessed(name)
    parts = (part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))
    return PurePosixPath(*parts)


def _guessed(name: str) -> str:
    """Names without the UTF-8 mark are given as code page 437, whatever they are."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("ascii", "utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _told_once_more(extra: bytes) -> str:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == UNICODE_NAME and size > 5:  # noqa: PLR2004 - a version and a checksum come first
            return extra[at + 9 : at + 4 + size].decode("utf-8", "ignore")
        at += 4 + size
    return ""


def _is_left_over(name: PurePosixPath) -> bool:
    return not name.parts or any(part in LEFT_OVER for part in name.parts) or name.name.startswith(("~$", "._"))
