"""`gouji check`: reports in, contradictions out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.errors import GoujiError, ReadError
from gouji.kinds import REPORT_KINDS, report_kind
from gouji_cli.book import rule_book
from gouji_cli.output import look_of, put
from gouji_cli.saving import TEXT, deliver, put_all, targets
from gouji_cli.wrong import THEIR_FAULT, meant

if TYPE_CHECKING:  # these modules are only loaded when a check begins, to keep --help quick
    from gouji.finding import CheckResult, Finding
    from gouji.rule import RuleBook


class Format(StrEnum):
    """What a result is written as: the terminal's text, and each of gouji.formats.FORMATS."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    MARKDOWN = "markdown"
    SARIF = "sarif"
    JUNIT = "junit"


class Level(StrEnum):
    """From which severity on a proven contradiction makes the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


def _kind(given: str) -> str:
    """A report kind by its Chinese or English name."""
    kind = report_kind(given)
    if given and not kind:
        known = [*REPORT_KINDS.values(), *REPORT_KINDS]
        raise typer.BadParameter(meant(given, known) or f"可用：{'、'.join(REPORT_KINDS.values())}。")
    return kind


def check(  # noqa: PLR0913, PLR0917 - one parameter per option of the command line
    files: Annotated[
        list[Path],
        typer.Argument(metavar="文件...", help="报告、自评表，或装着它们的 .zip；也可以是指标数据（.json）。"),
    ],
    form: Annotated[
        list[Format] | None,
        typer.Option("--format", metavar="格式", help=f"输出的格式，可写多次：{'、'.join(Format)}。不写即 text。"),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="文件",
            help="存到这个文件，不在屏幕上显示；可写多次。格式看文件名的结尾，写文件夹则看 --format。",
        ),
    ] = None,
    notes: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--notes", help="带批注的副本里，“说明”一类（不用改的）也写上。")
    ] = False,
    pack: Annotated[
        list[str] | None, typer.Option(metavar="规则包", help="另用的规则包：编号或文件夹，可写多次。")
    ] = None,
    year: Annotated[
        int | None, typer.Option(metavar="年度", min=1949, max=2199, help="报告年度；不写则从报告里读。")
    ] = None,
    kind: Annotated[
        str, typer.Option(metavar="种类", help=f"报告种类：{'、'.join(REPORT_KINDS.values())}；不写则从报告里读。")
    ] = "",
    region: Annotated[str, typer.Option(metavar="地区", help="地区，例如 湖北；不写则从报告里读。")] = "",
    select: Annotated[
        list[str] | None, typer.Option(metavar="规则", help="只看这条规则（或规则包）的结果，可写多次。")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="规则", help="不看这条规则（或规则包）的结果，可写多次。")
    ] = None,
    fail_on: Annotated[Level, typer.Option(help="有多重的问题时退出码为 1。")] = Level.ERROR,
) -> None:
    """Check one report or several; raises typer.Exit with the code of the outcome."""
    from gouji.checker import check as check_one
    from gouji.fact import Profile

    given = Profile(fiscal_year=year, kind=_kind(kind), region=region)
    formats = [str(one) for one in dict.fromkeys(form or ())]
    made = targets(formats, output or (), files)
    book, packs = rule_book(pack or ())
    wanted = _wanted(book, select or (), ignore or ())

    def checked(path: Path) -> CheckResult:
        result = check_one(path, book, given, packs)
        return replace(result, findings=tuple(f for f in result.findings if wanted(f)))

    outcomes = (outcome for path in files for outcome in _outcomes(path, checked))
    on_screen = "" if made else (formats or [TEXT])[0]
    results, failures, text = _shown(outcomes, on_screen)
    if on_screen not in {"", TEXT}:
        put_all(on_screen, results, failures)
    deliver(made, results, failures, text, notes=notes)
    if failures:
        raise typer.Exit(THEIR_FAULT)
    raise typer.Exit(int(any(_fails(f, fail_on) for r in results for f in r.findings)))


def _outcomes(path: Path, checked: Callable[[Path], CheckResult]) -> Iterator[CheckResult | ReadError]:
    """What became of a file, or of each file in a zip."""
    from gouji.readers import reports_in

    try:
        paths = reports_in(path)
    except ReadError as error:
        yield error
        return
    for one in paths:
        try:
            yield checked(one)
        except ReadError as error:
            yield error


def _shown(
    outcomes: Iterator[CheckResult | ReadError], on_screen: str
) -> tuple[list[CheckResult], list[ReadError], str]:
    """Results, failures, and the text of all; shown report by report as soon as each is checked, if it is asked for.

    A file that cannot be read is one sentence on stderr.
    """
    from gouji.formats import text

    look = look_of(sys.stdout, plain=on_screen != TEXT)
    results: list[CheckResult] = []
    failures: list[ReadError] = []
    blocks: list[str] = []
    for outcome in outcomes:
        if isinstance(outcome, ReadError):
            failures.append(outcome)
            typer.echo(outcome, err=True)
            continue
        blocks.append(("\n" if results else "") + text.write(outcome, look))
        results.append(outcome)
        if on_screen == TEXT:
            put(blocks[-1])
    if len(results) + len(failures) > 1:
        blocks.append("\n" + text.write_totals(results, len(failures), look))
        if on_screen == TEXT:
            put(blocks[-1])
    return results, failures, "".join(blocks)


def _wanted(book: RuleBook, select: Sequence[str], ignore: Sequence[str]) -> Callable[[Finding], bool]:
    """Whether a finding is to be shown; rules and packs are named by id, a rule also as pack/id."""
    names = {n for p in book.packs for n in (p.id, *(r.id for r in p.rules), *(f"{p.id}/{r.id}" for r in p.rules))}
    chosen, unwanted = _known(select, names), _known(ignore, names)

    def wanted(finding: Finding) -> bool:
        rule = finding.rule
        own = {rule.id, rule.pack, f"{rule.pack}/{rule.id}"}
        return not own & unwanted and (not chosen or bool(own & chosen))

    return wanted


def _known(given: Iterable[str], names: set[str]) -> set[str]:
    asked = {part.strip() for item in given for part in item.split(",")} - {""}
    for name in sorted(asked - names):
        raise GoujiError(f"没有编号为 {name} 的规则或规则包。{meant(name, names) or '全部规则：gouji rules list'}")
    return asked


def _fails(finding: Finding, level: Level) -> bool:
    """Whether a finding counts for the exit code: proven, and at or above the level."""
    from gouji.finding import Verdict
    from gouji.rule import MILDNESS, Severity

    if level is Level.NEVER or finding.verdict is not Verdict.FAIL:
        return False
    return MILDNESS[finding.severity] >= MILDNESS[Severity(level.value)]
