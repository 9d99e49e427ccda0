"""The XML parts of a .docx, unpacked within limits and parsed without trust."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from gouji.errors import ReadError
from gouji.readers.signature import REFUSED, SAVE_AS
from gouji.readers.source import MEGABYTE, Limits, megabytes

WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # ISO 29500 strict: other names, same grammar
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# No parser of files from elsewhere goes by less.
GUARDED: Mapping[str, bool] = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}
PARSER = etree.XMLParser(**GUARDED, collect_ids=False)  # type: ignore[arg-type]  # it takes other kinds too
NESTED = f"文件的嵌套层数过多，无法读取。{SAVE_AS}"
ASIDES = ("header", "footer", "footnotes", "endnotes")  # parts read after the body, in this order
DAMAGED = f"文件已损坏，不能完整读取。请重新复制或下载，或者{SAVE_AS}"


@dataclass(frozen=True)
class Package:
    """The parsed parts that hold text; `asides` are headers, footers and notes with what they are."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    asides: tuple[tuple[str, etree._Element], ...]
    main: str  # the name of the document part in the zip


Load = Callable[[str], etree._Element | None]  # noqa: SLF001 - lxml has no public name for its elements


def unpack(path: Path, data: bytes, limits: Limits) -> Package:
    """The parts of the .docx in `data`; ReadError if it is damaged, locked, oversized or no document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            load = loader(path, archive, limits)
            main = _main_part(load)
            document = _document(path, load(main))
            related = list(_related(load, main))
            styles, numbering = (
                next((load(target) for kind, target in related if kind == part), None)
                for part in ("styles", "numbering")
            )
            return Package(document, styles, numbering, tuple(_asides(load, related)), main)
    except (ReadError, MemoryError):
        raise
    except Exception as fault:  # zipfile, zlib and lxml raise a dozen kinds on damaged input, and all mean the same
        raise ReadError(path, DAMAGED) from fault


def _document(path: Path, root: etree._Element | None) -> etree._Element:
    if root is None:
        raise ReadError(path, f"里面没有 Word 正文，不是完整的 .docx。{SAVE_AS}")
    return root


def _asides(load: Load, related: list[tuple[str, str]]) -> Iterator[tuple[str, etree._Element]]:
    for wanted in ASIDES:
        for kind, target in related:
            if kind == wanted and (part := load(target)) is not None:
                yield kind, part


def _main_part(load: Load) -> str:
    """The name of the document part; by custom when the package does not say."""
    return next((target for kind, target in _related(load, "") if kind == "officeDocument"), "word/document.xml")


def _related(load: Load, part: str) -> Iterator[tuple[str, str]]:
    """What a part refers to: the last word of each relationship's type, and the target's name in the zip."""
    folder, name = posixpath.split(part)
    relationships = load(posixpath.join(folder, "_rels", f"{name}.rels"))
    if relationships is None:
        return
    for one in relationships.iterfind(RELATIONSHIP):
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
            yield one.get("Type", "").rpartition("/")[2], target.lstrip("/")


def loader(path: Path, archive: zipfile.ZipFile, limits: Limits) -> Load:
    """A function that gives a part's root, or None if there is no such part; it keeps count of what it unpacked."""
    members = {member.filename.lstrip("/"): member for member in archive.infolist()}
    left = limits.inflated

    def load(name: str) -> etree._Element | None:
        nonlocal left
        if name not in members:
            return None
        data = inflate(path, archive, members[name], left, limits)
        left -= len(data)
        return _parse(path, data)

    return load


def inflate(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, limits: Limits) -> bytes:
    """The content of a member; never unpacks more than `left` bytes, whatever sizes the zip claims."""
    if member.flag_bits & 1:
        raise ReadError(path, REFUSED["encrypted"])
    with archive.open(member) as packed:
        data = packed.read(left + 1)
    if len(data) > left:
        raise ReadError(
            path, f"解压后的文字部分超过 {megabytes(limits.inflated)}，可能是恶意文件，已停止读取。{SAVE_AS}"
        )
    if len(data) > max(MEGABYTE, limits.ratio * member.compress_size):
        raise ReadError(path, f"压缩比超过 {limits.ratio} 倍，可能是恶意文件，已停止读取。{SAVE_AS}")
    return data


def _parse(path: Path, data: bytes) -> etree._Element:
    if STRICT_WORD in data:
        data = data.replace(STRICT_WORD, WORD)
    try:
        root = etree.fromstring(data, PARSER)
    except etree.XMLSyntaxError as fault:
        deep = "depth" in str(fault).lower()
        raise ReadError(path, NESTED if deep else DAMAGED) from fault
    if root.getroottree().docinfo.internalDTD is not None:  # no Word writes one: it serves entity bombs only
        raise ReadError(path, f"文件含有实体定义，可能是恶意文件，已停止读取。{SAVE_AS}")
    return root
