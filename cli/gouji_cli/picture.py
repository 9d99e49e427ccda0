"""`gouji sweep report`: what a sweep found, as a page, a workbook, JSON, and a notice for each unit that must mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.errors import GoujiError
from gouji_cli.output import refuse_overwriting, save

if TYPE_CHECKING:  # loaded when a report is made, to keep --help quick
    from gouji.overview import Overview

ENDS = {".html": "page", ".htm": "page", ".xlsx": "workbook", ".json": "json", ".zip": "zip"}


def report(
    store: Annotated[Path, typer.Option("--store", metavar="文件夹", help="汇总库所在的文件夹。")],
    output: Annotated[
        list[Path],
        typer.Option(
            "--output",
            "-o",
            metavar="文件",
            help="存到哪里，可写多次：.html 网页，.xlsx 工作簿，.json 给别的程序；写文件夹或 .zip 则给每个要改的单位一份整改通知（.docx）。",
        ),
    ],
    run: Annotated[int | None, typer.Option("--run", metavar="次", help="第几次汇总；不写即最近做完的一次。")] = None,
) -> None:
    """Write what a run found to every output, and say so on stderr."""
    from gouji.overview import overview
    from gouji.store import opened

    kinds = [_kind(path) for path in output]
    for path, times in Counter(output).items():
        if times > 1:
            raise GoujiError(f"{path}：写了不止一次。每个 --output 写一个不同的名字。")
    with opened(store) as one:
        seen = overview(one, run)
        files = [Path(row["path"]) for row in one.rows("SELECT path FROM documents WHERE run = ?", (seen.run.number,))]
    _refuse(output, files)
    for path, kind in zip(output, kinds, strict=True):
        if kind == "notices":
            _put_notices(path, seen)
        else:
            save(path, _content(kind, seen))
            typer.echo(f"已存到 {path}", err=True)


def _kind(path: Path) -> str:
    """What an output is by the end of its name; a folder, there or not, is for notices."""
    if path.is_dir() or not path.suffix:
        return "notices"
    if kind := ENDS.get(path.suffix.lower()):
        return kind
    raise GoujiError(
        f"{path}：不知道存成什么。可用 .html（网页）、.xlsx（工作簿）、.json，或者文件夹、.zip（每个单位一份整改通知）。"
    )


def _refuse(outputs: Iterable[Path], files: Sequence[Path]) -> None:
    """Raise if an output would replace a report of the run, or has no folder to be in."""
    inputs = {file.resolve() for file in files}
    for path in outputs:
        refuse_overwriting(path, [path] if path.resolve() in inputs else ())


def _content(kind: str, seen: Overview) -> str | bytes:
    from gouji.overview import json, notices, page, workbook

    made: dict[str, Callable[[Overview], str | bytes]] = {
        "page": page.write,
        "workbook": workbook.write,
        "json": json.write,
        "zip": notices.packed,
    }
    return made[kind](seen)


def _put_notices(folder: Path, seen: Overview) -> None:
    """A notice for each unit, in the folder, made if need be. One that is there stays: somebody may have filled it in."""
    from gouji.overview import notices

    made = list(notices.write(seen))
    there = [name for name, _ in made if (folder / name).exists()]
    if there:
        more = f" 等 {len(there)} 份" if len(there) > 1 else ""
        raise GoujiError(
            f"{folder}：已经有 {there[0]}{more}，也许填过期限、改过字句，没有覆盖。换一个文件夹，或先移走。"
        )
    try:
        folder.mkdir(exist_ok=True)
    except OSError as fault:
        raise GoujiError(f"{folder}：文件夹建不了（{fault.strerror}）。换个位置，或检查权限。") from fault
    for name, content in made:
        save(folder / name, content)
    typer.echo(f"已存到 {folder}：整改通知 {len(made)} 份", err=True)
