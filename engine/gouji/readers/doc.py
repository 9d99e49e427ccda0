"""Old Word documents (.doc, and .wps that are the same inside), by LibreOffice if installed, else by ourselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gouji.document import Document
from gouji.errors import ReadError
from gouji.readers import doc_binary, docx, office
from gouji.readers.signature import REFUSED
from gouji.readers.source import Limits

CONVERTED = "旧版 Word 文件，已由 LibreOffice 转换后读取"


def read(path: Path, data: bytes, limits: Limits) -> Document:
    """A .doc as a Document; ReadError if it is encrypted or damaged."""
    if doc_binary.is_encrypted(data):
        raise ReadError(path, REFUSED["encrypted"])
    converted = office.to_docx(data, ".doc", limits)
    if converted is None:
        return doc_binary.read(path, data, limits)
    found = docx.read(path, converted, limits)
    return replace(found, format="doc", notes=(CONVERTED, *found.notes))
