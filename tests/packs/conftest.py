"""A small rules folder to break in one place at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gouji.errors import PackError
from gouji.packs import load

Told = Callable[[str, str], list[str]]
UNITS = (
    "units:\n"
    "  - {symbol: '', dimension: ''}\n"
    "  - {symbol: '%', dimension: '', scale: 1/100}\n"
    "  - {symbol: 分, dimension: ''}\n"
)
CLASSES = "达成: 称已完成\n承认不足: 承认没有完成\n"
PACK = "id: base\ntitle: 基础\nversion: 0.1.0\napplies: {}\n"
EXAMPLES = (
    "examples:\n"  # line 12
    "  pass: [facts: [{target: 100%}, {actual: 100%}]]\n"
    "  fail:\n"
    "    - facts: [{target: 100%}, {actual: 80%}]\n"  # line 15
)
RULE = (
    "id: sound\n"  # line 1
    "title: 没有毛病的规则\n"
    "kind: rate\n"
    "basis: {text: 比率, source: 算术}\n"
    "per: group\n"
    "match:\n"
    "  目标: {role: target}\n"  # line 7
    "  实际: {role: actual}\n"
    "  各项: {role: actual, take: all}\n"
    "expect: 实际 = 目标\n"  # line 10
    "message: 目标{目标}，实际{实际}\n" + EXAMPLES
)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads what another compiled, nor what the user did."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one sound pack and a vocabulary, which is also the working folder."""
    write(tmp_path / "rules/vocabulary/units.yaml", UNITS)
    write(tmp_path / "rules/vocabulary/classes.yaml", CLASSES)
    write(tmp_path / "rules/base/pack.yaml", PACK)
    write(tmp_path / "rules/base/sound.yaml", RULE)
    monkeypatch.chdir(tmp_path / "rules")
    return tmp_path / "rules"


@pytest.fixture
def told(rules: Path) -> Told:
    """`told(file, text)`: the problems of the folder when that file holds that text."""

    def problems(name: str, text: str) -> list[str]:
        write(rules / name, text)
        with pytest.raises(PackError) as caught:
            load(root=rules)
        return str(caught.value).splitlines()

    return problems


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
