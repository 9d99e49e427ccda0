"""What a file seems to be, told from its bytes alone: extensions lie."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 后再检查"

# What a file that no reader takes seems to be, and what to do about it.
REFUSED: Mapping[str, str] = {
    "ppt": "这是旧版演示文稿，不是报告。请改用 .docx 或 .txt 的报告",
    "ole": f"这是旧版 Office 格式的文件，暂不能读取。{SAVE_AS}",
    "encrypted": "文件设有打开密码，无法读取。请用 Word 或 WPS 打开，取消密码后另存为 .docx 再检查",
    "pptx": "这是演示文稿，不是报告。请改用 .docx 或 .txt 的报告",
    "zip": "这是压缩包，不是一份报告。请给出其中的报告；若本来是文档，则已损坏，请重新复制或下载",
    "broken zip": f"文件不完整或已损坏（像是没有下载完的 .docx）。请重新复制或下载，或者{SAVE_AS}",
    "archive": "这是压缩包，不是报告。请解压后选择其中的报告",
    "xml": f"这是 XML 文件，暂不能读取。{SAVE_AS}",
    "program": "这是程序文件，不是报告。请确认选对了文件",
}

# How the first bytes of a file give it away; the first pattern that fits decides.
SIGNS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), kind)
    for pattern, kind in (
        (rb".{0,1000}%PDF-\d", "pdf"),  # some programs write other bytes before it
        (rb"\{\\rtf", "rtf"),
        (rb"\x89PNG\r\n|\xff\xd8\xff|GIF8\d|II\*\x00|MM\x00\*|BM.{4}\x00{4}|RIFF.{4}WEBP", "image"),
        (rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b\x08", "archive"),
        (rb"\x7fELF|MZ.{0,100}\x00", "program"),
        (rb"\s*(<!--.*?-->\s*)?<(!doctype\s+html|html|head|body|table|meta)\b|MIME-Version:", "html"),
        (rb"\s*<\?xml\b", "xml"),
    )
)
HEAD = 2048  # bytes in which they show
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# Names of streams inside an OLE file; encryption first, for an encrypted file holds nothing else that tells.
STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
)


def format_of(data: bytes) -> str:
    """A key of READERS or of REFUSED."""
    if data.startswith(ZIP):
        return _zip_format(data)
    if data.startswith(OLE):
        return next((kind for name, kind in STREAMS if name.encode("utf-16-le") in data), "ole")
    head = data[:HEAD]
    bare = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"")
    return next((kind for sign, kind in SIGNS if sign.match(head) or sign.match(bare)), "txt")


def _zip_format(data: bytes) -> str:
    """What a zip holds, by the names of its members."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lstrip("/") for name in archive.namelist()}
            kind = archive.read("mimetype").decode("ascii", "replace") if "mimetype" in names else ""
    except Exception:  # noqa: BLE001 - zipfile raises a dozen kinds on damaged input, and all mean the same
        return "broken zip"
    if "OFD.xml" in names:
        return "ofd"
    if "opendocument" in kind:
        return "ods" if "spreadsheet" in kind else "odt"
    if "[Content_Types].xml" not in names and "word/document.xml" not in names:
        return "zip"
    folders = {name.split("/")[0] for name in names}
    return "xlsx" if "xl" in folders else "pptx" if "ppt" in folders else "docx"
