"""What OCR read never makes an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.checker import check_facts, read
from gouji.document import Document
from gouji.fact import Profile
from gouji.finding import CheckResult
from gouji.packs import in_force, load

TEXT = "某镇2024年度部门整体支出绩效自评报告\n全年支出100万元，其中：基本支出60万元，项目支出30万元。\n"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    return checked(tmp_path_factory.mktemp("doubt") / "报告.txt", doubtful=False)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    return checked(tmp_path_factory.mktemp("doubt") / "报告.txt", doubtful=True)


def checked(path: Path, *, doubtful: bool) -> CheckResult:
    path.write_text(TEXT, "utf-8")
    book = load()
    document, facts = read(path, book, Profile())
    blocks = tuple(block._replace(doubtful=doubtful) for block in document.blocks)
    seen = Document(document.path, document.format, document.text, blocks)
    return check_facts(facts, seen, in_force(book, facts.profile, ()), engine="reference")


def test_an_error_of_sound_figures_is_an_error(sound: CheckResult) -> None:
    assert "error" in [finding.severity for finding in sound.findings]


def test_the_same_figures_from_a_picture_are_none(sound: CheckResult, scanned: CheckResult) -> None:
    assert [f.rule.id for f in scanned.findings] == [f.rule.id for f in sound.findings]
    assert "error" not in [finding.severity for finding in scanned.findings]
    assert {f.note for f in scanned.findings if f.evidence} == {"图片识别"}
    assert "图片识别" not in {f.note for f in sound.findings}
