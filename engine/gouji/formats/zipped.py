"""A copy of a packed file with some of its parts changed."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Mapping
from copy import copy
from pathlib import Path

from gouji.errors import GoujiError
from gouji.readers import Limits

PICTURES = 16  # times what the text may be
WHEN = (1980, 1, 1, 0, 0, 0)  # the oldest a zip can tell; new parts have no age of their own


def rewritten(path: Path, data: bytes, changed: Mapping[str, bytes], limits: Limits) -> bytes:
    """The zip with the changed parts in their places and new ones at the end; the rest as it was.

    GoujiError if what is copied unread, pictures mostly, is too large; zipfile gives no more of it than the zip claims.
    """
    left = dict(changed)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        if sum(member.file_size for member in old.infolist()) > PICTURES * limits.inflated:
            raise GoujiError(f"{path}：文件解压后过大，没有写带批注的副本。请删去大图片后再核对。")
        for member in old.infolist():
            name = member.filename.lstrip("/")
            with new.open(copy(member), "w") as into:  # a copy, for the new zip notes its own places in it
                if name in left:
                    into.write(left.pop(name))
                else:
                    shutil.copyfileobj(old.open(member), into)
        for name, content in left.items():
            new.writestr(zipfile.ZipInfo(name, WHEN), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
