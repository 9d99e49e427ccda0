"""Where packs lie, and what lies there: every YAML file of the rules folder, as bytes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, NamedTuple

from gouji.errors import PackError, Problem

FileKind = Literal["rule", "pack", "vocabulary"]
LARGEST = 1_000_000  # bytes; a rule has a few thousand


class PackFile(NamedTuple):
    """One YAML file. `shown` is the path that problems name, `name` the path below its root (`core/sum.yaml`)."""

    shown: str
    name: str
    kind: FileKind
    content: bytes

    @property
    def folder(self) -> str:
        """The folder it lies in; for a rule or pack file this is the pack's id."""
        return self.name.partition("/")[0]

    @property
    def stem(self) -> str:
        """Its name without folder and ending; for a rule this is the rule's id."""
        return self.name.rpartition("/")[2].removesuffix(".yaml")


def shipped() -> Path:
    """The packs that come with gouji: those inside the installed package, else the checkout's `rules/`."""
    package = Path(__file__).resolve().parent.parent
    bundled = package / "_rules"
    return bundled if bundled.is_dir() else package.parent.parent / "rules"


def read(extra: tuple[Path, ...], root: Path) -> tuple[PackFile, ...]:
    """Every file of the packs and the vocabulary in `root`, and of each extra path: a pack, or a folder of packs.

    Raises PackError naming each path that holds no pack.
    """
    own = _pack_folders(root)
    found, problems = _files(root, (*own, root / "vocabulary")), []
    for path in extra:
        folders = _pack_folders(path)
        if not folders:
            reason = "没有 pack.yaml" if path.is_dir() else "不是文件夹"
            problems.append(Problem(str(path), 1, 1, f"{reason}，不是规则包。指向含 pack.yaml 的文件夹"))
        folders = tuple(folder for folder in folders if folder.resolve() not in {o.resolve() for o in own})
        found += _files(path.parent if (path / "pack.yaml").is_file() else path, folders)
    if problems:
        raise PackError(tuple(problems))
    return tuple(dict.fromkeys(found))


def _pack_folders(path: Path) -> tuple[Path, ...]:
    if (path / "pack.yaml").is_file():
        return (path,)
    if not path.is_dir():
        return ()
    return tuple(sorted(child for child in path.iterdir() if (child / "pack.yaml").is_file()))


def _files(root: Path, folders: tuple[Path, ...]) -> list[PackFile]:
    """The YAML files of each folder, by name."""
    found = []
    here = str(Path.cwd())
    for folder in folders:
        below = folder.relative_to(root).as_posix()
        for name in sorted(os.listdir(folder)) if folder.is_dir() else ():  # noqa: PTH208 - see below
            path = f"{folder}{os.sep}{name}"  # a Path for each of a hundred files takes longer than reading them
            if not name.endswith((".yaml", ".yml")) or not os.path.isfile(path):  # noqa: PTH113 - see above
                continue
            kind: FileKind = "vocabulary" if folder.name == "vocabulary" else "pack" if name == "pack.yaml" else "rule"
            with open(path, "rb") as opened:  # noqa: PTH123 - see above
                content = opened.read(LARGEST + 1)
            shown = path.removeprefix(here + os.sep)  # as a user would type it here
            found.append(PackFile(shown, f"{below}/{name}", kind, content))
    return found
