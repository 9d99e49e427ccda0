"""Files → Documents. Which reader a file needs is told from its content; each is imported when first needed."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from gouji.document import Document
from gouji.errors import ReadError
from gouji.readers.facts import is_facts, read_facts
from gouji.readers.signature import REFUSED, format_of
from gouji.readers.source import Limits, load

__all__ = ["Limits", "is_facts", "read", "read_facts"]

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
}


def read(path: Path, limits: Limits = Limits()) -> Document:  # noqa: B008 - frozen
    """The report in a file; ReadError, one Chinese sentence on what to do, if it cannot be read."""
    data = load(path, limits)
    kind = format_of(data)
    if kind not in READERS:
        raise ReadError(path, REFUSED[kind])
    document: Document = import_module(READERS[kind]).read(path, data, limits)
    return document
