"""Zips as folders: names in GBK, zips inside zips, what is left out, and limits."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from gouji.errors import ReadError
from gouji.readers import Limits, read, reports_in

TEXT = "2021年支出100万元。".encode()


class InGbk(zipfile.ZipInfo):
    """A member named as Windows programs name it: in GBK, without saying so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's name
        return self.filename.encode("gbk"), 0


def zipped(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def test_reports_inside_have_paths_that_go_on(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(InGbk("乙镇/自评.txt"), TEXT)
    path = zipped(
        tmp_path / "报送.zip",
        ("甲镇/自评.txt", TEXT),
        ("__MACOSX/甲镇/._自评.txt", b"x"),
        ("照片.png", b"\x89PNG\r\n\x1a\n"),
        ("~$自评.docx", b"x"),
        ("空.txt", b""),
        ("乙镇.zip", inner.getvalue()),
    )
    found = reports_in(path)
    assert [str(p.relative_to(path)) for p in found] == ["甲镇/自评.txt", "乙镇.zip/乙镇/自评.txt"]
    assert [read(p).text for p in found] == [TEXT.decode()] * 2
    assert read(found[1]).path == str(found[1])


def test_other_files_are_themselves(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    assert reports_in(tmp_path / "a.txt") == (tmp_path / "a.txt",)
    assert reports_in(tmp_path / "没有.txt") == (tmp_path / "没有.txt",)


def refusal(path: Path, limits: Limits) -> str:
    with pytest.raises(ReadError) as told:
        [read(one, limits) for one in reports_in(path, limits)]
    assert "请" in told.value.reason
    return told.value.reason


def test_zips_that_are_too_much_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", *((f"{n}.txt", TEXT * 100) for n in range(5)))
    assert "超过 4 个文件" in refusal(path, Limits(members=4))
    assert "解压后超过" in refusal(path, Limits(unpacked=500))
    assert "不像是一份报告" in refusal(path, Limits(file=path.stat().st_size))
    data = TEXT
    for depth in range(5):
        nested = io.BytesIO()
        with zipfile.ZipFile(nested, "w") as archive:
            archive.writestr(f"{depth}.zip" if depth else "a.txt", data)
        data = nested.getvalue()
    (tmp_path / "b.zip").write_bytes(data)
    assert "套了 3 层以上" in refusal(tmp_path / "b.zip", Limits())


def test_zips_that_are_damaged_empty_or_locked_are_named(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "a.zip", ("a.txt", TEXT * 50)).read_bytes()
    broken = bytearray(whole)
    broken[45:60] = bytes(15)
    (tmp_path / "b.zip").write_bytes(broken)
    assert "损坏" in refusal(tmp_path / "b.zip", Limits())
    assert "没有可以检查的报告" in refusal(zipped(tmp_path / "c.zip", ("图.png", b"\x89PNG\r\n")), Limits())
    locked = bytearray(whole)
    locked[6] |= 1
    at = whole.rindex(b"PK\x01\x02")
    locked[at + 8] |= 1
    (tmp_path / "d.zip").write_bytes(locked)
    assert "设有密码" in refusal(tmp_path / "d.zip", Limits())
    with pytest.raises(ReadError, match="没有这个文件"):
        read(tmp_path / "a.zip" / "无.txt")
