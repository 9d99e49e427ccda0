from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx_maker import make_docx

from gouji_cli.app import run

ENDS = {
    "json": b"{",
    "html": b"<!doctype html>",
    "xlsx": b"PK",
    "csv": b"\xef\xbb\xbf",
    "md": "# 核对结果".encode(),
    "sarif": b"{",
    "xml": b"<?xml",
    "docx": b"PK",
    "txt": b"",
}
LINES = ["望禾镇2023年度部门整体支出绩效自评报告", "1. 户厕改建320户。", "已改建户厕304户，指标完成率98%。"]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return make_docx(tmp_path / "自评报告.docx", LINES)


@pytest.fixture
def err(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    return lambda: capsys.readouterr().err


def test_the_end_of_a_name_picks_the_format(report: Path, tmp_path: Path, err: Callable[[], str]) -> None:
    outputs = [tmp_path / f"结果.{end}" for end in ENDS]
    assert run(["check", str(report), *(part for one in outputs for part in ("-o", str(one)))]) == 1
    assert err().split("\n")[:-1] == [f"已存到 {one}" for one in outputs]
    assert all(one.read_bytes().startswith(begin) for one, begin in zip(outputs, ENDS.values(), strict=True))
    assert "word/comments.xml" in zipfile.ZipFile(tmp_path / "结果.docx").namelist()
    assert not [one for one in tmp_path.iterdir() if one.name.endswith(".tmp")]


def test_a_folder_takes_every_format(report: Path, tmp_path: Path) -> None:
    folder = tmp_path / "结果"
    folder.mkdir()
    other = tmp_path / "二"
    other.mkdir()
    again = make_docx(other / "自评报告.docx", LINES)
    formats = ["docx", "html", "sarif"]
    given = [part for name in formats for part in ("--format", name)]
    assert run(["check", str(report), str(again), *given, "-o", str(folder)]) == 1
    assert sorted(one.name for one in folder.iterdir()) == [
        "勾稽.核对.sarif",
        "自评报告.docx-2.核对.docx",
        "自评报告.docx-2.核对.html",
        "自评报告.docx.核对.docx",
        "自评报告.docx.核对.html",
    ]


def test_a_name_without_an_end_takes_every_format(report: Path, tmp_path: Path) -> None:
    assert run(["check", str(report), "--format", "csv", "--format", "text", "-o", str(tmp_path / "结果")]) == 1
    assert {one.name for one in tmp_path.glob("结果*")} == {"结果.csv", "结果.txt"}


def test_text_formats_are_shown(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(report), "--format", "sarif"]) == 1
    assert json.loads(capsys.readouterr().out)["version"] == "2.1.0"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--format", "docx"], "docx 不能显示在屏幕上。加上 --output 文件名.docx。"),
        (["--format", "json", "--format", "csv"], "几种格式不能一起显示在屏幕上"),
        (["--format", "json", "-o", "a.csv", "-o", "b.html"], "--format json 没有地方存"),
        (["-o", "a.csv", "-o", "a.csv"], "写了不止一次"),
        (["-o", "a.pdf"], "要由 PDF 报告生成，这份不是"),
    ],
)
def test_what_cannot_be_is_said(
    report: Path, options: list[str], told: str, err: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(report.parent)
    assert run(["check", str(report), *options]) == 2
    assert told in err()


def test_two_reports_do_not_go_into_one_copy(report: Path, wrong: Path, tmp_path: Path, err: Callable[[], str]) -> None:
    assert run(["check", str(report), str(wrong), "-o", str(tmp_path / "两份.html")]) == 2
    assert "一份报告存一个文件，这次有 2 份" in err()


def test_a_format_that_does_not_fit_keeps_no_other_back(report: Path, tmp_path: Path) -> None:
    outputs = ["-o", str(tmp_path / "结果.pdf"), "-o", str(tmp_path / "结果.csv")]
    assert run(["check", str(report), *outputs]) == 2
    assert (tmp_path / "结果.csv").exists()
    assert not (tmp_path / "结果.pdf").exists()


def test_a_copy_never_replaces_the_report(report: Path, err: Callable[[], str]) -> None:
    before = report.read_bytes()
    assert run(["check", str(report), "-o", str(report)]) == 2
    assert "这是要核对的报告" in err()
    assert report.read_bytes() == before


def test_notes_are_written_when_asked_for(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = str(root / "samples/township.docx")
    plain, full = tmp_path / "无.docx", tmp_path / "有.docx"
    run(["check", report, "-o", str(plain)])
    run(["check", report, "--notes", "-o", str(full)])
    run(["check", report])
    quiet = capsys.readouterr().out.count("\ni 说明 ")
    assert quiet
    assert comments_in(full) - comments_in(plain) == quiet


def comments_in(path: Path) -> int:
    return zipfile.ZipFile(path).read("word/comments.xml").count(b"<w:comment ")
