"""A pack of the user's with one rule, and an editor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rule_editor import PACK, RULE, Editor


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pack in it; rules of it rest on packs that come with gouji."""
    made = tmp_path_factory.mktemp("规则").resolve()
    (made / "own").mkdir()
    (made / "own/pack.yaml").write_text(PACK, "utf-8")
    (made / "own/half-done.yaml").write_text(RULE, "utf-8")
    return made


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    """An editor with nothing open."""
    pytest.importorskip("pygls")
    made = Editor(folder, "--stdio")
    try:
        yield made
    finally:
        made.kill()
