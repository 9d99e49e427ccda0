"""Old Word files: by LibreOffice where it is installed, by ourselves everywhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from gouji.document import Document
from gouji.errors import ReadError
from gouji.readers import Limits, doc_binary, office, read

FORMATS = Path(__file__).parents[2] / "samples" / "formats"
SHARED = Path(__file__).parents[2].parent / "shared" / "samples"
LIMITS = Limits()
needs_office = pytest.mark.skipif(office.program() is None, reason="LibreOffice (soffice) is not installed")
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="../shared/samples is not there")


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)


def told(document: Document, *, labels: bool = True) -> list[str]:
    said = [(block.label if labels else "") + document.quote(block.span) for block in document.blocks]
    return [bare for one in said if (bare := re.sub(r"\s", "", one))]


@needs_office
@pytest.mark.parametrize("name", ["township.doc", "township.wps"])
def test_libreoffice_gives_the_text_of_the_word_file(name: str) -> None:
    document = read(FORMATS / name)
    assert document.format == "doc"
    assert told(document, labels=False) == told(read(FORMATS.parent / "township.docx"), labels=False)
    assert "LibreOffice" in document.notes[0]


@pytest.mark.usefixtures("without_office")
def test_without_libreoffice_the_text_is_the_same_and_the_limits_are_told() -> None:
    document = read(FORMATS / "township.doc")
    word = read(FORMATS.parent / "township.docx")
    assert told(document, labels=False) == told(word, labels=False)
    assert [b.level for b in document.blocks if b.level] == [b.level for b in word.blocks if b.level]
    assert [b.label for b in document.blocks if b.level] == [b.label for b in word.blocks if b.level]
    assert "LibreOffice" in document.notes[0]
    assert "简易方式" in document.notes[0]
    assert all(document.text[b.span.start : b.span.end] == document.quote(b.span) for b in document.blocks)


@needs_shared
@pytest.mark.usefixtures("without_office")
def test_tables_fields_and_changes_without_libreoffice() -> None:
    document = read(SHARED / "seed-report.doc")
    placed = {
        (b.cell.row, b.cell.column): (b.cell.width, b.cell.continued, document.quote(b.span))
        for b in document.blocks
        if b.cell
    }
    assert placed[1, 1][0] == 7
    assert placed[4, 5] == (1, False, "0.75万亩")
    assert placed[4, 1] == (1, True, "")
    assert "1531.23QFLD" in document.text
    assert not re.search("QDEL|QVAN|QINSTR", document.text)
    assert [b.kind for b in document.blocks[-4:]] == ["footnote", "header", "header", "textbox"]


@needs_office
def test_a_conversion_that_takes_too_long_ends_and_the_file_is_read_all_the_same() -> None:
    begun = time.monotonic()
    document = read(FORMATS / "township.doc", Limits(seconds=0))
    assert time.monotonic() - begun < 10
    assert "简易方式" in document.notes[0]


@needs_office
def test_a_conversion_has_only_so_much_memory() -> None:
    data = (FORMATS / "township.doc").read_bytes()
    assert office.to_docx(data, ".doc", LIMITS)
    assert office.to_docx(data, ".doc", Limits(memory=200 * 1024 * 1024)) is None


def test_a_password_is_told(tmp_path: Path) -> None:
    data = bytearray((FORMATS / "township.doc").read_bytes())
    at = data.index(b"\xec\xa5")  # where the file information block begins
    data[at + 11] |= 1
    path = tmp_path / "a.doc"
    path.write_bytes(data)
    with pytest.raises(ReadError, match="密码"):
        read(path)


@pytest.mark.usefixtures("without_office")
@pytest.mark.parametrize("kept", [600, 5000, 12000])
def test_half_a_file_is_told(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes((FORMATS / "township.doc").read_bytes()[:kept])
    with pytest.raises(ReadError, match="请"):
        read(path)


def test_word_95_is_told(tmp_path: Path) -> None:
    data = bytearray((FORMATS / "township.doc").read_bytes())
    at = data.index(b"\xec\xa5")
    data[at + 2 : at + 4] = b"\x68\x00"
    with pytest.raises(ReadError, match="版本过旧"):
        doc_binary.read(tmp_path / "a.doc", bytes(data), LIMITS)


@pytest.mark.skipif(shutil.which("timeout") is None, reason="no timeout here")
def test_a_converter_whose_reader_was_killed_ends_all_the_same(tmp_path: Path) -> None:
    """Else each sweep with a report that hangs it would leave one behind."""
    done = tmp_path / "done"
    hanging = ["/bin/sh", "-c", f"(sleep 3; touch {done}) & sleep 3"]
    began = time.monotonic()
    subprocess.run([*office._within(Limits(seconds=-4)), *hanging], check=False, start_new_session=True)  # noqa: S603, SLF001
    assert time.monotonic() - began < 3
    time.sleep(max(0, began + 4 - time.monotonic()))
    assert not done.exists()
