"""`gouji rules`: what rule authors see, and with which exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji_cli.app import run

PACK = "id: own\ntitle: 本县\nversion: 0.1.0\napplies: {}\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty pack of the user's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "own").mkdir()
    (tmp_path / "own/pack.yaml").write_text(PACK, "utf-8")
    return tmp_path / "own"


def test_list_names_rules_by_pack(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "list", "completion-rate", "over-target"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told] == [
        "核心算术（core-arithmetic",
        "completion-rate",
        "财政部项目支出绩效自评（cn-mof-2020-10",
        "over-target",
    ]


def test_lint_of_sound_packs_exits_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "lint"]) == 0
    assert "条规则，写法没有问题。" in capsys.readouterr().out


def test_lint_names_every_problem_and_exits_2(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "broken.yaml").write_text("id: broken\nwhen: 1\n", "utf-8")
    assert run(["rules", "lint", str(own)]) == 2
    told = capsys.readouterr().err
    assert "broken.yaml:2:1：没有“when”这个键。" in told
    assert "broken.yaml:1:1：缺少“title”。一句话写出应当怎样" in told


def test_a_new_rule_is_written_tried_and_never_replaced(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "new", "my-rule", "--pack", str(own)]) == 0
    assert run(["rules", "test", "my-rule", "--pack", str(own)]) == 0
    assert "1 条规则，4 个例子，0 个不对。" in capsys.readouterr().out
    assert run(["rules", "new", "my-rule", "--pack", str(own)]) == 2
    assert "已经有这个文件。换一个编号" in capsys.readouterr().err


def test_an_example_that_does_not_come_out_exits_1(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["rules", "new", "my-rule", "--pack", str(own)])
    path = own / "my-rule.yaml"
    path.write_text(path.read_text("utf-8").replace("{actual: 80户}", "{actual: 8户}"), "utf-8")
    assert run(["rules", "test", "my-rule", "--pack", str(own), "--quick"]) == 1
    assert "不对  own/my-rule[pass-1]：应为 pass，得 fail" in capsys.readouterr().out


def test_explain_and_an_id_that_is_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "explain", "core-arithmetic/completion-rate"]) == 0
    assert capsys.readouterr().out.startswith("指标完成率等于实际完成值除以目标值")
    assert run(["rules", "explain", "complete-rate"]) == 2
    assert capsys.readouterr().err == "没有编号为“complete-rate”的规则。是否指“completion-rate”？\n"


def test_the_catalogue_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "catalogue", "--check"]) == 0
    assert capsys.readouterr().out == ""
