"""What all OpenDocument files share: the names of their elements, by namespace, and how their parts are opened."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree

from gouji.errors import ReadError
from gouji.readers.docx_package import loader
from gouji.readers.signature import REFUSED
from gouji.readers.source import Limits

OASIS = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
DRAW, OFFICE, STYLE, TABLE, TEXT = (OASIS.format(name) for name in ("drawing", "office", "style", "table", "text"))
LIBREOFFICE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"


def parts(path: Path, data: bytes, limits: Limits, damaged: str) -> tuple[etree._Element | None, etree._Element | None]:
    """The roots of content and styles; ReadError if the file is locked, oversized or `damaged`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            load = loader(path, archive, limits)
            manifest = load("META-INF/manifest.xml")
            if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
                raise ReadError(path, REFUSED["encrypted"])  # noqa: TRY301 - told as it is, not as damage
            return load("content.xml"), load("styles.xml")
    except (ReadError, MemoryError):
        raise
    except Exception as fault:  # zipfile, zlib and lxml raise a dozen kinds on damaged input, and all mean the same
        raise ReadError(path, damaged) from fault
