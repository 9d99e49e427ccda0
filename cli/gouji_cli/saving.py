"""Which files the results go to, and putting them there: each whole or not at all, and never over a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from gouji.errors import GoujiError
from gouji.formats import FORMATS, format_named, one_each, written
from gouji_cli.output import put, refuse_overwriting, save

if TYPE_CHECKING:  # loaded when a check begins, to keep --help quick
    from gouji.errors import ReadError
    from gouji.finding import CheckResult

TEXT = "text"
PLAIN = (".txt", ".text")
CHECKED = ".核对"  # between a report's name and the end of ours, in a folder of results


class Target(NamedTuple):
    """A file, or a folder for one file a report, in a format."""

    path: Path
    format: str


def targets(formats: Sequence[str], outputs: Sequence[Path], files: Iterable[Path]) -> tuple[Target, ...]:
    """Where results go: nowhere but the screen if empty. GoujiError if that cannot be told or would harm a report.

    The end of a file's name picks the format. A name without one, or a folder, takes all formats asked for; where one
    format is asked for, one file may have any name.
    """
    files = tuple(files)
    made = tuple(target for output in outputs for target in _of(output, formats, only=len(outputs) == 1))
    for target in made:
        refuse_overwriting(target.path, files)
    for path, times in Counter(target.path for target in made if not target.path.is_dir()).items():
        if times > 1:
            raise GoujiError(f"{path}：写了不止一次。每个 --output 写一个不同的文件名。")
    if not outputs:
        _refuse_on_screen(formats)
    unused = set(formats) - {target.format for target in made} if outputs else set()
    for name in sorted(unused):
        raise GoujiError(f"--format {name} 没有地方存。再写一个 --output 文件名{_suffix(name)}。")
    return made


def _of(output: Path, formats: Sequence[str], *, only: bool) -> Iterator[Target]:
    asked = TEXT if output.suffix.lower() in PLAIN else format_named(output.name)
    if output.is_dir():
        yield from (Target(output, name) for name in formats or [TEXT])
    elif only and len(formats) == 1:
        yield Target(output, formats[0])
    elif asked:
        yield Target(output, asked)
    elif not formats:
        yield Target(output, TEXT)
    else:
        yield from (Target(output.with_name(output.name + _suffix(name)), name) for name in formats)


def _suffix(name: str) -> str:
    return PLAIN[0] if name == TEXT else FORMATS[name].suffixes[0]


def _refuse_on_screen(formats: Sequence[str]) -> None:
    if len(formats) > 1:
        raise GoujiError("几种格式不能一起显示在屏幕上。加上 --output 文件夹，或每种格式写一个 --output 文件名。")
    for name in formats:
        if name != TEXT and FORMATS[name].binary:
            raise GoujiError(f"{name} 不能显示在屏幕上。加上 --output 文件名{_suffix(name)}。")


def put_all(name: str, results: Sequence[CheckResult], unread: Sequence[ReadError]) -> None:
    """Show a format that is text on the screen; GoujiError if one file of it holds one report and there are more."""
    if one_each(name) and len(results) != 1:
        raise GoujiError(f"{name} 一次显示一份报告，这次有 {len(results)} 份。加上 --output 文件夹。")
    put(written(name, results, unread).decode())


def deliver(
    made: Sequence[Target], results: Sequence[CheckResult], unread: Sequence[ReadError], text: str, *, notes: bool
) -> None:
    """Write every file and say so on stderr; `text` is what the screen would show.

    A format that a report does not lend itself to is told once all others are written: GoujiError.
    """
    faults: list[str] = []
    for target in made:
        for path, some in _files(target, results):
            try:
                refuse_overwriting(path, [Path(one.document.path) for one in results])
                content = text if target.format == TEXT else written(target.format, some, unread, notes=notes)
                save(path, content)
            except GoujiError as fault:
                faults.append(str(fault))
                continue
            typer.echo(f"已存到 {path}", err=True)
    if faults:
        raise GoujiError("\n".join(dict.fromkeys(faults)))


def _files(target: Target, results: Sequence[CheckResult]) -> Iterator[tuple[Path, Sequence[CheckResult]]]:
    """The files of a target, with the results each holds; in a folder, one a report where a file holds but one."""
    each = target.format != TEXT and one_each(target.format)
    if not target.path.is_dir():
        if each and len(results) > 1:
            told = (
                f"{target.path}：{target.format} 一份报告存一个文件，这次有 {len(results)} 份。--output 后面写文件夹。"
            )
            raise GoujiError(told)
        if results or not each:
            yield target.path, results
        return
    suffix = _suffix(target.format)
    if each or (target.format == "xlsx" and any(one.document.format == "xlsx" for one in results)):
        for name, one in zip(_names(results), results, strict=True):
            yield target.path / f"{name}{CHECKED}{suffix}", [one]
    else:
        yield target.path / f"勾稽{CHECKED}{suffix}", results


def _names(results: Sequence[CheckResult]) -> list[str]:
    """What the reports are called, without the end of the name; with it where two would be alike."""
    paths = [Path(one.document.path) for one in results]
    stems = Counter(path.stem for path in paths)
    seen: Counter[str] = Counter()
    names = []
    for path in paths:
        name = path.name if stems[path.stem] > 1 else path.stem
        seen[name] += 1
        names.append(f"{name}-{seen[name]}" if seen[name] > 1 else name)
    return names
