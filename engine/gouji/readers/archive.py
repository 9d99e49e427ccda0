"""Zip files as folders: the reports in one have paths that go on inside it (`报送.zip/某镇/自评.docx`)."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
NOT_REPORTS = frozenset({"image", "program", "archive"})


def load(path: Path, limits: Limits) -> bytes:
    """The whole content of a file, be it on disk or in a zip; ReadError if there is none or it is not to be had."""
    outer = next((above for above in path.parents if above.is_file()), None)
    if outer is None:
        return source.load(path, limits)
    data = content(outer, PurePosixPath(path.relative_to(outer).as_posix()), source.load(outer, limits), limits)
    if not data:
        raise ReadError(path, "文件是空的。请确认报告已保存")
    return data


def reports(path: Path, data: bytes, limits: Limits) -> tuple[Path, ...]:
    """The paths of all files in a zip that may be reports, also of those in zips inside it, in its order.

    ReadError if it is damaged, locked, holds nothing of the kind, or more than `limits` allow.
    """
    found = tuple(_inside(path, data, limits, limits.depth))
    if not found:
        raise ReadError(path, f"压缩包里没有可以检查的报告。{UNPACK}")
    return found


def content(path: Path, inner: PurePosixPath, data: bytes, limits: Limits) -> bytes:
    """The bytes of the file `inner` in the zip at `path`; ReadError if there is none or it is oversized."""
    with _opened(path, data, limits) as archive:
        for member in archive.infolist():
            name = name_of(member)
            if name == inner:
                return _unpacked(path, archive, member, limits)
            if inner.is_relative_to(name) and not member.is_dir():
                held = _unpacked(path, archive, member, limits)
                return content(path / name, inner.relative_to(name), held, limits)
    raise ReadError(path / inner, "压缩包里没有这个文件。请检查文件名")


def _inside(path: Path, data: bytes, limits: Limits, depth: int) -> Iterator[Path]:
    with _opened(path, data, limits) as archive:
        for member in archive.infolist():
            name = name_of(member)
            if member.is_dir() or not name.parts or _is_left_over(name):
                continue
            if member.flag_bits & ENCRYPTED:
                raise ReadError(path, LOCKED)
            with archive.open(member) as packed:
                head = packed.read(HEAD)
            if not head or format_of(head) in NOT_REPORTS:
                continue
            held = _unpacked(path, archive, member, limits) if head.startswith(ZIP) else b""
            if format_of(held) != "zip" or not held:
                yield path / name
            elif depth > 1:
                yield from _inside(path / name, held, limits, depth - 1)
            else:
                raise ReadError(path / name, f"压缩包套了 {limits.depth} 层以上，已停止读取。{UNPACK}")


@contextmanager
def _opened(path: Path, data: bytes, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """The zip in `data`, within limits; whatever is wrong with it becomes one sentence."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _bear(path, archive.infolist(), limits)
            yield archive
    except (ReadError, MemoryError, GeneratorExit):
        raise
    except Exception as fault:  # zipfile and zlib raise a dozen kinds on damaged input, and all mean the same
        raise ReadError(path, DAMAGED) from fault


def _bear(path: Path, members: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    """ReadError if a zip holds more than the limits allow; what it says of sizes is an upper bound of what it gives."""
    if len(members) > limits.members:
        raise ReadError(path, f"压缩包里超过 {limits.members} 个文件，已停止读取。{UNPACK}")
    if sum(one.file_size for one in members) > limits.unpacked:
        limit = megabytes(limits.unpacked)
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
    return any(part in LEFT_OVER for part in name.parts) or name.name.startswith(("~$", "._"))
