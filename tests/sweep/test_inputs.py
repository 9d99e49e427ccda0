"""What a sweep takes in from folders, zips, manifests and rosters."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from store_maker import report

from gouji.errors import GoujiError
from gouji.gathering import Expected
from gouji.sweep import in_folders, in_manifest, roster_of


def names(folder: Path) -> list[tuple[str, bool]]:
    return [(one.path.name, bool(one.skipped)) for one in in_folders([folder])]


def test_a_folder_with_all_that_lies_in_folders(tmp_path: Path) -> None:
    report(tmp_path, "甲镇")
    report(tmp_path / "下面", "乙镇")
    for name in ("~$甲镇.docx", ".DS_Store", "说明.exe"):
        (tmp_path / name).write_bytes(b"x")
    with zipfile.ZipFile(tmp_path / "打包.zip", "w") as packed:
        packed.writestr("丙镇/丙镇.txt", "丙镇报告")
    assert sorted(names(tmp_path)) == [
        ("丙镇.txt", False),
        ("乙镇.txt", False),
        ("甲镇.txt", False),
        ("说明.exe", True),
    ]


def test_links_in_a_circle_are_walked_once(tmp_path: Path) -> None:
    report(tmp_path / "甲", "甲镇")
    (tmp_path / "甲" / "上面").symlink_to(tmp_path)
    (tmp_path / "再来").symlink_to(tmp_path / "甲")
    assert names(tmp_path) == [("甲镇.txt", False)]


@pytest.mark.parametrize("name", ["长" * 80 + ".txt", "换\n行.txt"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    report(tmp_path, "甲镇", name=name)
    assert names(tmp_path) == [(name, False)]


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX only")
def test_names_in_another_encoding(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + "甲镇.txt".encode("gbk")
    Path(os.fsdecode(path)).write_text("甲镇", "utf-8")
    assert len(names(tmp_path)) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_a_manifest_says_what_is_known(tmp_path: Path, encoding: str) -> None:
    report(tmp_path, "甲镇")
    manifest = tmp_path / "清单.csv"
    manifest.write_text(
        "单位,地区,年度,种类,路径\r\n甲镇,某县,2023,部门整体,甲镇.txt\r\n乙镇,,,,没有.txt\r\n", encoding
    )
    one, two = in_manifest(manifest)
    assert (one.given.unit, one.given.region, one.given.fiscal_year, one.given.kind) == (
        "甲镇",
        "某县",
        2023,
        "department_whole",
    )
    assert (two.given.unit, two.given.fiscal_year) == ("乙镇", None)


@pytest.mark.parametrize("kind", ["report", "县级自评", ""])
def test_a_kind_of_the_manifests_own_leaves_the_kind_to_the_report(tmp_path: Path, kind: str) -> None:
    """Else no rules for reports of any kind would be in force."""
    report(tmp_path, "甲镇")
    (tmp_path / "清单.csv").write_text(f"unit,kind,path\n甲镇,{kind},甲镇.txt\n", "utf-8")
    (one,) = in_manifest(tmp_path / "清单.csv")
    assert (one.given.unit, one.given.kind) == ("甲镇", "")


def test_a_manifest_without_paths_is_refused(tmp_path: Path) -> None:
    (tmp_path / "清单.csv").write_text("单位,文\n甲,乙\n", "utf-8")
    with pytest.raises(GoujiError, match="缺少“路径”"):
        list(in_manifest(tmp_path / "清单.csv"))


def test_a_roster(tmp_path: Path) -> None:
    (tmp_path / "名册.csv").write_text("unit,region\n甲镇,某县\n,\n乙镇,某县\n", "utf-8")
    assert roster_of(tmp_path / "名册.csv") == (Expected("甲镇", "某县"), Expected("乙镇", "某县"))
