"""Documentation that cannot rot: commands are described as they are, links lead somewhere, examples are real."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from gouji_cli.app import app, run

ROOT = Path(__file__).parent.parent
PAGES = [
    "README.md",
    "README.zh-CN.md",
    "CHANGELOG.md",
    "cli/README.md",
    "samples/README.md",
    "engine/README.md",
    "engine/CLUSTER.md",
    "rules/README.md",
]
BEGIN = "<!-- what follows is written by: pytest tests/test_docs.py --update-golden -->"


def commands() -> Iterator[tuple[str, ...]]:
    """Every command of gouji, as the words after `gouji`."""
    waiting = [((), get_command(app))]
    while waiting:
        words, command = waiting.pop(0)
        below = getattr(command, "commands", {})
        if not below:
            yield words
        waiting += [((*words, name), sub) for name, sub in below.items()]


@pytest.mark.parametrize("words", list(commands()), ids="-".join)
def test_every_command_has_help_in_chinese(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*words, "--help"]) == 0
    told = capsys.readouterr().out
    assert re.search("[\u4e00-\u9fff]{4}", told)
    command = get_command(app)
    for word in words:
        command = command.commands[word]  # type: ignore[attr-defined]
    for parameter in command.params:
        if parameter.name != "help":
            assert getattr(parameter, "help", None), f"{' '.join(words)} {parameter.name} 没有说明"


def test_the_commands_page_is_up_to_date(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "argv", ["gouji"])
    monkeypatch.setattr(
        sys.modules["__main__"], "__package__", None, raising=False
    )  # `python -m pytest` would be named
    parts = []
    for words in commands():
        assert run([*words, "--help"]) == 0
        told = re.sub(r"^Usage: .*? gouji|^Usage: \S+", "Usage: gouji", capsys.readouterr().out.rstrip())
        parts.append(f"## gouji {' '.join(words)}\n\n```text\n{told}\n```\n")
    page = ROOT / "cli/README.md"
    kept = page.read_text("utf-8").partition(BEGIN)[0]
    made = f"{kept}{BEGIN}\n\n" + "\n".join(parts)
    if request.config.getoption("--update-golden"):
        page.write_text(made, "utf-8")
    assert page.read_text("utf-8") == made, "run pytest tests/test_docs.py --update-golden"


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8"))
    assert [t for t in targets if "://" not in t and not (page.parent / t).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_examples_of_output_are_real(name: str) -> None:
    """What the README shows is a piece of what `make demo` prints, line by line."""
    real = (ROOT / "tests/golden/township.docx.txt").read_text("utf-8").split("\n")
    shown = re.findall(r"```text\n(.*?)\n```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    assert shown
    for block in shown:
        lines = block.split("\n")
        assert any(real[n : n + len(lines)] == lines for n in range(len(real))), block


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_options_and_commands_named_in_a_page_exist(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    known = {" ".join(w) for w in commands()}
    named = re.findall(r"gouji (check|facts|rules [a-z]+)", text)
    assert named
    assert set(named) <= known
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    assert options <= set(re.findall(r"--[a-z][a-z-]+", (ROOT / "cli/README.md").read_text("utf-8")))
