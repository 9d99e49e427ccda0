"""The wheel: both packages, the rules and schemas in it, and it runs from anywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
needs_hatchling = pytest.mark.skipif(
    find_spec("hatchling") is None, reason="no hatchling in this environment, and the wheel is built without network"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own build
    (made,) = folder.glob("*.whl")
    return made


@needs_hatchling
def test_the_wheel_holds_code_rules_and_schemas(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, inside in (("engine/gouji", "gouji"), ("cli/gouji_cli", "gouji_cli"), ("rules", "gouji/_rules")):
        for suffix in ("*.py", "*.yaml", "*.json", "*.html", "*.css", "*.js", "*.xml", "py.typed"):
            for path in (ROOT / folder).rglob(suffix):
                assert f"{inside}/{path.relative_to(ROOT / folder).as_posix()}" in names
    assert not [n for n in names if n.startswith(("tests/", "samples/"))]


@needs_hatchling
def test_an_installed_wheel_checks_a_sample_from_anywhere(wheel: Path, tmp_path: Path) -> None:
    """Installed beside nothing of the checkout; dependencies come from this environment."""
    place = tmp_path / "installed"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--target",
        str(place),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)  # noqa: S603 - our own wheel
    told = "import gouji, sys; print(gouji.__file__, file=sys.stderr); from gouji_cli.app import main; main()"
    check = ["check", str(ROOT / "samples/township.docx"), "--format", "json"]
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", told, *check],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert str(place) in done.stderr
    assert json.loads(done.stdout)["reports"][0]["findings"]
