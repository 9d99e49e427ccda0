"""Files → Documents. Which reader a file needs is told from its content; each is imported when first needed."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from gouji.document import Document
from gouji.errors import ReadError
from gouji.readers import archive, source
from gouji.readers.facts import is_facts, read_facts
from gouji.readers.signature import REFUSED, ZIP, format_of
from gouji.readers.source import Limits

__all__ = ["Limits", "is_facts", "read", "read_facts", "reports_in"]

# format → the module whose `read(path, data, limits)` takes it
READERS: Mapping[str, str] = {
    "txt": "gouji.readers.txt",
    "docx": "gouji.readers.docx",
    "pdf": "gouji.readers.pdf",
    "doc": "gouji.readers.doc",
    "odt": "gouji.readers.odt",
    "rtf": "gouji.readers.rtf",
    "ofd": "gouji.readers.ofd",
    "image": "gouji.readers.ocr",
    "xlsx": "gouji.readers.xlsx",
    "xls": "gouji.readers.xls",
    "ods": "gouji.readers.ods",
    "html": "gouji.readers.webpage",
    "md": "gouji.readers.markdown",
}
MARKDOWN = (".md", ".markdown")  # plain text by content: whether its marks are marks only the name tells


def read(path: Path, limits: Limits = Limits()) -> Document:  # noqa: B008 - frozen
    """The report in a file; ReadError, one Chinese sentence on what to do, if it cannot be read."""
    data = archive.load(path, limits)
    kind = format_of(data)
    if kind == "txt" and path.suffix.lower() in MARKDOWN:
        kind = "md"
    if kind not in READERS:
        raise ReadError(path, REFUSED[kind])
    document: Document = import_module(READERS[kind]).read(path, data, limits)
    return document


def reports_in(path: Path, limits: Limits = Limits()) -> tuple[Path, ...]:  # noqa: B008 - frozen
    """The path itself, or those of the files inside if it is a zip; ReadError if that cannot be unpacked."""
    with source.told(path):
        if not path.is_file() or path.suffix.lower() in archive.PACKED:
            return (path,)
        with path.open("rb") as file:
            if not file.read(4).startswith(ZIP):
                return (path,)
    data = archive.load(path, limits)
    return archive.reports(path, data, limits) if format_of(data) == "zip" else (path,)
