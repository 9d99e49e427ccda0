from __future__ import annotations

import json
import os
import re
import sys
import zipfile
from pathlib import Path

import pytest
from form_maker import F1, write

from gouji import checker
from gouji_cli.app import run


def found(written: str) -> list[str]:
    """The rules of the proven mistakes in some JSON output."""
    findings = [f for report in json.loads(written)["reports"] for f in report["findings"]]
    return [f["rule"] for f in findings if f["severity"] == "error"]


def test_a_clean_report_exits_0(right: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(right), "--select", "core-arithmetic"]) == 0
    out, err = capsys.readouterr()
    assert "没有发现对不上的数" in out
    assert "覆盖   [" in out
    assert err == ""


def test_a_contradiction_exits_1_and_is_explained(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(wrong), "--select", "core-arithmetic"]) == 1
    out = capsys.readouterr().out
    for part in ("x 必改 1   第 2、3 行", "completion-rate", "95%", "^^^", "~~~~~", "结果   必改 1", "依据"):
        assert part in out


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(wrong: Path, level: str, code: int) -> None:
    assert run(["check", str(wrong), "--fail-on", level]) == code


def test_a_file_that_cannot_be_read_does_not_keep_the_others(
    wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 cut off")
    absent = tmp_path / "没有.txt"
    assert run(["check", str(absent), str(tmp_path / "坏.docx"), str(tmp_path), str(wrong)]) == 2
    out, err = capsys.readouterr()
    assert "x 必改 1" in out
    assert "合计   1 份：" in out
    assert "3 份打不开" in out
    lines = err.strip().split("\n")
    assert [line.partition("：")[0] for line in lines] == [str(absent), str(tmp_path / "坏.docx"), str(tmp_path)]


def test_json_has_all_reports_and_all_failures(
    wrong: Path, right: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(right), str(tmp_path / "没有.txt"), str(wrong), "--format", "json"]) == 2
    data = json.loads(capsys.readouterr().out)
    assert [r["path"] for r in data["reports"]] == [str(right), str(wrong)]
    assert [e["path"] for e in data["errors"]] == [str(tmp_path / "没有.txt")]
    assert found(json.dumps(data)) == ["core-arithmetic/completion-rate"]
    assert data["reports"][1]["profile"]["fiscal_year"] == 2023


def test_given_facts_of_the_report_outrank_what_it_says(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--year", "2021", "--kind", "项目", "--region", "湖北"]
    run(["check", str(wrong), "--format", "json", *given])
    profile = json.loads(capsys.readouterr().out)["reports"][0]["profile"]
    assert (profile["fiscal_year"], profile["kind"], profile["region"]) == (2021, "project", "湖北")


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        (["--select", "completion-rate"], ["core-arithmetic/completion-rate"]),
        (["--select", "core-arithmetic"], ["core-arithmetic/completion-rate"]),
        (["--select", "growth-rate"], []),
        (["--ignore", "core-arithmetic/completion-rate"], []),
    ],
)
def test_select_and_ignore(
    wrong: Path, options: list[str], rules: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", str(wrong), "--format", "json", *options])
    assert found(capsys.readouterr().out) == rules


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "a.txt", "--frmat", "json"], "没有选项 --frmat。是不是想写 --format"),
        (["chek", "a.txt"], "没有命令 chek。是不是想写 check？"),
        (["check"], "缺少文件。用法见 --help。"),
        (
            ["check", "a.txt", "--format", "xml"],
            "选项 --format 写得不对：可用的值：text、json、html、docx、pdf、xlsx、csv、markdown、sarif、junit。",
        ),
        (["check", "a.txt", "--year", "去年"], "选项 --year 写得不对：这里要写一个整数。"),
        (["check", "a.txt", "--year", "7"], "选项 --year 写得不对：这个数不在许可的范围里，见 --help。"),
        (["check", "a.txt", "--output"], "选项 --output 后面缺一个值。"),
        (["check", "a.txt", "--kind", "项木"], "写得不对：是不是想写 项目？"),
        (["check", "a.txt", "--ignore", "completion-rat"], "没有编号为 completion-rat 的规则或规则包。是不是想写"),
        (["facts"], "写一个文件名，或用 --text 写一句话，二者取一。"),
    ],
)
def test_what_is_written_wrong_is_said_with_what_was_meant(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert len(err.strip().split("\n")) == 1


def test_output_goes_to_a_file(wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "结果.json"
    target.write_text("old", "utf-8")
    assert run(["check", str(wrong), "--format", "json", "--output", str(target)]) == 1
    assert found(target.read_text("utf-8")) == ["core-arithmetic/completion-rate"]
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"已存到 {target}\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["有错.txt", "结果.json"]


def test_output_never_replaces_a_report(wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = wrong.read_bytes()
    (tmp_path / "same").hardlink_to(wrong)
    (tmp_path / "link").symlink_to(wrong)
    for target in (str(wrong), str(tmp_path / "same"), str(tmp_path / "link"), f"{tmp_path}/./{wrong.name}"):
        assert run(["check", str(wrong), "--output", target]) == 2
        assert "这是要核对的报告，不能拿它存结果" in capsys.readouterr().err
    assert wrong.read_bytes() == before


def test_output_needs_a_place(wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(wrong), "--output", str(tmp_path / "没有" / "a.txt")]) == 2
    assert "没有" in capsys.readouterr().err


def test_odd_file_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["两 个  空格.txt", "换\n行.txt", "\x1b[31m红.txt", "没有扩展名"]
    paths = [tmp_path / name for name in names]
    if sys.platform == "linux":
        paths.append(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb1\xa8\xb8\xe6.txt")))  # GBK bytes, no UTF-8
    for path in paths:
        path.write_text("2023年度报告\n目标320户，完成304户，完成率98%。\n", "utf-8")
    assert run(["check", *map(str, paths), "--format", "json"]) == 1
    assert [r["path"] for r in json.loads(capsys.readouterr().out)["reports"]] == [str(p) for p in paths]
    assert run(["check", *map(str, paths)]) == 1
    assert "\x1b" not in capsys.readouterr().out


def test_a_bug_of_ours_is_said_to_be_one(
    wrong: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("our mistake")

    monkeypatch.setattr(checker, "check", broken)
    assert run(["check", str(wrong)]) == 3
    err = capsys.readouterr().err
    assert "gouji 自己出了错，不是报告的问题" in err
    assert "Traceback" not in err
    kept = Path(re.search(r"经过记在 (.*?\.txt)", err)[1])  # type: ignore[index]
    assert "ZeroDivisionError: our mistake" in kept.read_text("utf-8")
    kept.unlink()


def test_ctrl_c_is_clean(wrong: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checker, "check", stopped)
    assert run(["check", str(wrong)]) == 130
    assert capsys.readouterr().err == "已停止。\n"


def test_an_unknown_pack_is_named(wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(wrong), "--pack", "hubei"]) == 2
    assert "hubei" in capsys.readouterr().err
    assert run(["check", str(wrong), "--pack", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err


def test_structured_facts_are_checked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(root / "samples/facts.json"), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)["reports"][0]
    assert report["format"] == "json"
    (finding,) = [f for f in report["findings"] if f["severity"] == "error"]
    assert finding["rule"] == "core-arithmetic/completion-rate"
    assert {(e["block"], e["quote"]) for e in finding["evidence"]} == {(1, "≥640户"), (2, "608户"), (3, "98%")}
    assert report["coverage"]["numbers"] == report["coverage"]["checked"] == 9


def test_structured_facts_that_break_their_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "facts.json"
    path.write_text('{"schema": "gouji.facts/1", "facts": [{"role": "tagret", "text": "3户"}]}', "utf-8")
    assert run(["check", str(path)]) == 2
    out, err = capsys.readouterr()
    assert err.startswith(f"{path}：")
    assert "Traceback" not in err
    assert "合计" not in out


def test_a_zip_is_checked_file_by_file(
    right: Path, wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "报送.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(right, "甲镇/自评.txt")
        archive.write(wrong, "乙镇/自评.txt")
        archive.writestr("丙镇/坏.docx", b"PK\x03\x04")
    assert run(["check", str(path), "--format", "json", "--select", "core-arithmetic"]) == 2
    out, err = capsys.readouterr()
    reports = {Path(r["path"]).relative_to(path).as_posix(): r for r in json.loads(out)["reports"]}
    assert list(reports) == ["甲镇/自评.txt", "乙镇/自评.txt"]
    assert (found(out) != [], reports["甲镇/自评.txt"]["findings"]) == (True, [])
    assert "丙镇/坏.docx" in err


def test_findings_in_a_workbook_name_its_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(F1.with_mistake("执行率"), tmp_path / "自评表.xlsx")
    assert run(["check", str(path), "--format", "json"]) == 1
    evidence = json.loads(capsys.readouterr().out)["reports"][0]["findings"][0]["evidence"]
    assert {(e["sheet"], e["cell"]) for e in evidence} >= {("自评表", "H6")}
    assert run(["check", str(path)]) == 1
    assert "工作表“自评表”" in capsys.readouterr().out
