"""What may lie in a folder of reports, or stand in a manifest or a roster: a sweep goes on, and its account adds up."""

from __future__ import annotations

import os
import shutil
import socket
import zipfile
from pathlib import Path

import pytest
from poisons import locked, nested, poison, zipped
from store_maker import account, asked, report, run

from gouji.errors import GoujiError, ReadError
from gouji.gathering import Expected
from gouji.readers import Limits, archive, read, reports_in
from gouji.sweep import Input, in_folders, in_manifest, roster_of

ROOT = os.name == "posix" and os.geteuid() == 0
TEXT = "望禾镇2021年支出100万元。".encode()


def failures(store: Path) -> dict[str, str]:
    """Why each file failed, by its name."""
    rows = asked(store, "SELECT path, reason FROM documents WHERE outcome = 'failed'")
    return {Path(str(path)).name: str(reason) for path, reason in rows}


def test_poisons_among_good_reports_cost_only_themselves(tmp_path: Path) -> None:
    folder, store = tmp_path / "县", tmp_path / "库"
    for n in range(200):
        report(folder, f"第{n}镇", right=bool(n % 3))
    poison(folder / "毒", 38)
    code, told = run("sweep", "run", folder, "--store", store, "--seconds", "6")
    assert code == 2, told
    assert "Traceback" not in told
    rows = asked(store, "SELECT path, outcome, reason FROM documents")
    good = [outcome for path, outcome, _ in rows if "/毒/" not in str(path)]
    assert good == ["checked"] * 200
    assert len(rows) == 200 + 39  # one is a zip of two
    assert "自己出了错" not in "".join(str(reason) for _, _, reason in rows)
    assert all(outcome == "checked" or reason for _, outcome, reason in rows)
    errors = asked(store, "SELECT sum(errors) FROM checks JOIN documents USING (check_id) WHERE path NOT LIKE '%/毒/%'")
    assert errors == [(67,)]
    assert asked(store, "SELECT count(*) FROM facts WHERE check_id NOT IN (SELECT check_id FROM checks)") == [(0,)]


def odd_names(folder: Path) -> int:
    """Files whose names are bytes in GBK, hold a newline, or are as long as names may be."""
    names = ["乙\n镇.txt", "长" * 83 + "xx.txt", " 空 格 .txt", "'引\";号--.txt", "-x.txt", "\\.txt"]
    for name in names:
        report(folder, "甲镇" + name[0], name=name)
    path = os.fsencode(folder) + b"/" + "甲镇.txt".encode("gbk")
    Path(os.fsdecode(path)).write_bytes("丁镇2023年度报告，计划改厕320户。".encode())
    assert max(len(os.fsencode(name)) for name in names) == 255
    return len(names) + 1


@pytest.mark.skipif(os.name != "posix", reason="names are bytes, and files may be pipes, on POSIX only")
def test_whatever_lies_in_a_folder(tmp_path: Path) -> None:
    folder, store, outside = tmp_path / "县", tmp_path / "县" / "库", tmp_path / "外"
    good = odd_names(folder) + 2
    report(outside, "外镇")
    report(outside, "外乡")
    (folder / "外").symlink_to(outside)  # its two reports are taken in, once
    (folder / "外镇.txt").symlink_to(outside / "外镇.txt")
    (folder / "圈").symlink_to(folder)
    (folder / "甲.txt").symlink_to(folder / "乙.txt")
    (folder / "乙.txt").symlink_to(folder / "甲.txt")
    (folder / "断.docx").symlink_to(tmp_path / "没有")
    os.mkfifo(folder / "管.docx")
    (folder / "夹.docx").mkdir()
    there = Path.cwd()
    os.chdir(folder)  # a socket's path may not be long
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("口.txt")
    finally:
        os.chdir(there)
    expected = {"甲.txt": "链接绕成了圈", "乙.txt": "链接绕成了圈", "断.docx": "没有这个", "管.docx": "不是普通文件"}
    expected["口.txt"] = "不是普通文件"
    if ROOT:
        os.mknod(folder / "零.txt", 0o20666, os.makedev(1, 5))
        expected["零.txt"] = "不是普通文件"
    for _ in range(2):  # what the first leaves in its store is none of the second's
        code, told = run("sweep", "run", folder, "--store", store)
        assert code == 2, told
        assert account(store) == {"checked": good, "failed": len(expected)}
    found = failures(store)
    assert set(found) == set(expected)
    for name, reason in expected.items():
        assert reason in found[name]


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="no setpriv here")
def test_folders_and_files_without_the_right_to_read_fail_and_the_rest_is_checked(tmp_path: Path) -> None:
    folder, store = tmp_path / "县", tmp_path / "库"
    report(folder, "甲镇")
    for name, mode in (("不许列", 0o300), ("不许进", 0o400), ("都不许", 0)):
        report(folder / name, "乙镇")
        (folder / name).chmod(mode)
    report(folder, "丙镇").chmod(0)
    plain = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if ROOT else []
    try:
        code, told = run("sweep", "run", folder, "--store", store, by=plain)
    finally:
        for name in ("不许列", "不许进", "都不许"):
            (folder / name).chmod(0o700)
    assert code == 2, told
    assert account(store) == {"checked": 1, "failed": 4}
    assert all("没有" in reason and "权限" in reason for reason in failures(store).values())


@pytest.mark.skipif(os.name != "posix", reason="elsewhere no path is so long")
def test_folders_a_thousand_deep(tmp_path: Path) -> None:
    there = Path.cwd()
    os.chdir(tmp_path)
    try:
        for _ in range(1200):
            Path("深").mkdir()
            os.chdir("深")
        Path("底.txt").write_bytes(TEXT)
    finally:
        os.chdir(there)
    report(tmp_path, "甲镇")
    found = list(in_folders([tmp_path]))
    assert [one.path.name for one in found if not one.failed] == ["甲镇.txt"]
    assert [one.failed for one in found if one.failed] == ["打不开（名字或路径太长）。请检查后再核对"]


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "没有", tmp_path / "长" / ("长" * 200), Path("a\0b")):
        with pytest.raises(GoujiError, match="打不开这个文件夹或文件"):
            list(in_folders([path]))


def listed(folder: Path, text: str | bytes, name: str = "清单.csv") -> list[Input]:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(in_manifest(path))


def test_a_manifest_of_paths_that_are_no_reports(tmp_path: Path) -> None:
    report(tmp_path, "甲镇")
    (tmp_path / "夹").mkdir()
    (tmp_path / "说明.exe").write_bytes(b"MZ")
    rows = "路径\n没有\n夹\n夹/甲镇.docx\n说明.exe\n" + "长" * 300 + ".docx\n甲镇.txt/里面.txt\n"
    found = listed(tmp_path, rows)
    assert [bool(one.skipped) for one in found] == [False, False, False, True, False, False]
    store = tmp_path / "库"
    code, told = run("sweep", "run", "--manifest", tmp_path / "清单.csv", "--store", store)
    assert code == 2, told
    assert account(store) == {"failed": 5, "skipped": 1}
    assert "Traceback" not in told


def test_a_file_listed_twice_and_found_in_a_folder_too_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(tmp_path / "县", "甲镇", right=True)
    (tmp_path / "链.txt").symlink_to(tmp_path / "县" / "甲镇.txt")
    rows = f"单位,路径\n甲镇,县/甲镇.txt\n甲镇,./县/../县/甲镇.txt\n乙镇,链.txt\n丙镇,{tmp_path}/县/甲镇.txt\n"
    (tmp_path / "清单.csv").write_text(rows, "utf-8")
    monkeypatch.chdir(tmp_path)
    code, told = run("sweep", "run", "县", "--manifest", "清单.csv", "--store", "库")
    assert code == 0, told
    assert account(tmp_path / "库") == {"checked": 1}
    assert asked(tmp_path / "库", "SELECT unit FROM documents") == [("丙镇",)]  # the last that is said of it


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("2023", 2023),
        ("２０２３年", 2023),
        ("2023年度", 2023),
        ("今年", None),
        ("99999999999999999999", None),
        ("", None),
    ],
)
def test_years_as_people_write_them(tmp_path: Path, written: str, year: int | None) -> None:
    (one,) = listed(tmp_path, f"年度,路径\n{written},甲镇.txt\n")
    assert one.given.fiscal_year == year


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "文件是空的"),
        ("单位,文\n甲,乙\n".encode("gbk"), "缺少“路径”"),
        ('路径\n"没有完'.encode() + b"x" * 200_000, "引号没有成对"),
        (b"\xff\xfe\x00\xd8" * 50, "损坏|无法识别|不能"),
        (bytes(range(128, 256)) * 40, "编码"),
        (zipped(("xl/workbook.xml", b"<x/>"), ("[Content_Types].xml", b"<x/>")), "这不是 CSV 文件"),
    ],
)
def test_a_manifest_or_roster_that_is_none_is_one_sentence(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "清单.csv"
    path.write_bytes(content)
    with pytest.raises(GoujiError, match=told):
        list(in_manifest(path))
    path.write_bytes(
        content.replace("单位".encode("gbk"), "名称".encode("gbk")).replace("路径".encode(), "单位".encode())
    )
    with pytest.raises(GoujiError, match=told.replace("路径", "单位")):
        roster_of(path)


@pytest.mark.skipif(os.name != "posix", reason="pipes have names on POSIX only")
def test_a_manifest_that_is_a_pipe_a_folder_or_missing_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.csv")
    for name, told in (("管.csv", "不是普通文件"), (".", "这是文件夹"), ("没有.csv", "没有这个文件")):
        with pytest.raises(GoujiError, match=told):
            list(in_manifest(tmp_path / name))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_roster_with_units_twice_and_units_nobody_knows(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "名册.csv").write_bytes(
        "单位,地区\r\n甲镇,某县\r\n甲镇,某县\r\n 甲镇 ,某县\r\n外星局,\r\n".encode(encoding)
    )
    assert roster_of(tmp_path / "名册.csv") == (Expected("甲镇", "某县"), Expected("外星局"))


def test_a_sweep_with_a_roster_of_unknown_units(tmp_path: Path) -> None:
    report(tmp_path / "县", "望禾镇", right=True)
    (tmp_path / "名册.csv").write_bytes("单位\n望禾镇\n望禾镇\n外星局\n".encode("gbk"))
    store = tmp_path / "库"
    code, told = run("sweep", "run", tmp_path / "县", "--roster", tmp_path / "名册.csv", "--store", store)
    assert code in {0, 1}, told
    assert asked(store, "SELECT unit FROM roster ORDER BY unit") == [("外星局",), ("望禾镇",)]
    (tmp_path / "名册.csv").write_bytes("名称\n望禾镇\n".encode("gbk"))
    code, told = run("sweep", "run", tmp_path / "县", "--roster", tmp_path / "名册.csv", "--store", store)
    assert code == 2
    assert "缺少“单位”" in told
    assert told.count("\n") == 1


def test_a_damaged_locked_or_oversized_report_in_a_zip_costs_only_itself(tmp_path: Path) -> None:
    whole = zipped(("坏.txt", os.urandom(300)), ("好.txt", TEXT), ("大.txt", bytes(3000)))
    made = bytearray(whole)
    made[60:80] = bytes(20)
    path = tmp_path / "报送.zip"
    path.write_bytes(made)
    limits = Limits(file=2000)
    assert [one.name for one in reports_in(path, limits)] == ["坏.txt", "好.txt", "大.txt"]
    assert read(path / "好.txt", limits).text == TEXT.decode()
    for name, told in (("坏.txt", "已损坏"), ("大.txt", "不像是一份报告")):
        with pytest.raises(ReadError, match=told):
            read(path / name, limits)
    half = bytearray(zipped(("密.txt", TEXT), ("好.txt", TEXT)))
    half[6] |= 1
    half[half.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(half)
    assert [one.name for one in reports_in(path)] == ["密.txt", "好.txt"]
    with pytest.raises(ReadError, match="设有密码"):
        read(path / "密.txt")
    path.write_bytes(locked(zipped(("密.txt", TEXT))))
    with pytest.raises(ReadError, match="设有密码"):
        reports_in(path)


def test_zips_in_a_zip_are_counted_together(tmp_path: Path) -> None:
    path = tmp_path / "报送.zip"
    inner = zipped(*((f"{n}.txt", TEXT) for n in range(10)))
    path.write_bytes(zipped(*((f"{n}.zip", inner) for n in range(10))))
    assert len(reports_in(path, Limits(members=110))) == 100
    with pytest.raises(ReadError, match="超过 109 个文件"):
        reports_in(path, Limits(members=109))
    with pytest.raises(ReadError, match="解压后超过"):
        reports_in(path, Limits(unpacked=len(TEXT) * 100))
    path.write_bytes(nested(3))
    (one,) = reports_in(path)
    assert read(one).text


def test_a_zip_is_opened_once_for_its_reports_and_again_when_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, opened = tmp_path / "报送.zip", []
    path.write_bytes(zipped(*((f"{n}.txt", TEXT + b"%d" % n) for n in range(50)), ("内.zip", zipped(("a.txt", TEXT)))))
    real = zipfile.ZipFile

    def counted(file: object, *rest: object) -> zipfile.ZipFile:
        opened.append(file)
        return real(file, *rest)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(archive.zipfile, "ZipFile", counted)
    limits = Limits(members=999)  # of its own, or another test may have opened it
    for _ in range(3):
        assert [archive.load(path / f"{n}.txt", limits) for n in range(50)] == [TEXT + b"%d" % n for n in range(50)]
        assert archive.load(path / "内.zip" / "a.txt", limits) == TEXT
    assert len(opened) == 2
    path.write_bytes(zipped(("0.txt", TEXT)))
    assert archive.load(path / "0.txt", limits) == TEXT
    with pytest.raises(ReadError, match="没有这个文件"):
        archive.load(path / "1.txt", limits)
    path.unlink()
    with pytest.raises(ReadError, match="没有这个文件"):
        archive.load(path / "0.txt", limits)


def test_a_member_with_a_name_longer_than_any_path(tmp_path: Path) -> None:
    path = tmp_path / "报送.zip"
    path.write_bytes(zipped(("长" * 5000 + ".txt", TEXT), ("../../外.txt", TEXT), ("/根.txt", TEXT)))
    found = reports_in(path)
    assert [one.name[-5:] for one in found] == ["长.txt", "外.txt", "根.txt"]
    assert [read(one).text for one in found] == [TEXT.decode()] * 3


def test_a_damaged_document_is_no_folder_of_its_parts(tmp_path: Path) -> None:
    for name in ("自评.odt", "自评.docx"):
        (tmp_path / name).write_bytes(zipped(("content.xml", b"<a/>"), ("styles.xml", b"<a/>")))
        assert reports_in(tmp_path / name) == (tmp_path / name,)
        with pytest.raises(ReadError, match="已损坏"):
            read(tmp_path / name)
