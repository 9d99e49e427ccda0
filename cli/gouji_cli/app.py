"""The `gouji` command: what it offers, and how each kind of end becomes words and an exit code.

0: nothing found; 1: a finding at or above `--fail-on`; 2: a file or the set-up is at fault; 3: gouji is.
Only this shell knows exit codes. Engine modules are imported inside commands, so that `--help` is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from gouji.errors import GoujiError
from gouji_cli.check import check
from gouji_cli.facts import facts
from gouji_cli.rules import app as rules
from gouji_cli.samples import app as samples
from gouji_cli.sweep import app as sweep
from gouji_cli.wrong import OUR_FAULT, THEIR_FAULT, record_fault, usage

STOPPED = 130  # what shells use for Ctrl-C


def _version(asked: bool) -> None:  # noqa: FBT001 - the shape Typer calls
    if not asked:
        return
    from importlib.metadata import version

    typer.echo(f"gouji {version('gouji')}")
    raise typer.Exit


def _gouji(
    *,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本号。")] = False,
) -> None:
    """All that stands before a command."""


app = typer.Typer(
    name="gouji",
    help="核对绩效自评报告里的数：哪些前后对不上，差在哪里，怎么改。文件不离开这台电脑。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback()(_gouji)
app.command("check", help="核对一份或几份报告，说明哪些数对不上、差在哪里、怎么改。")(check)
app.command("facts", help="列出从报告里读出的每个数、它的用处，以及哪些数没读懂、为什么。")(facts)
app.add_typer(rules, name="rules")
app.add_typer(sweep, name="sweep")
app.add_typer(samples, name="samples")


def main() -> None:
    """The entry point of the `gouji` command."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code; every message is already printed."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")  # a console in another encoding shows ? rather than nothing at all
    try:
        code = app(list(arguments), standalone_mode=False)
    except typer.TyperException as error:
        typer.echo(usage(error), err=True)
        return THEIR_FAULT
    except GoujiError as error:
        typer.echo(error, err=True)
        return THEIR_FAULT
    except (KeyboardInterrupt, typer.Abort):
        code = STOPPED
    except Exception as error:  # noqa: BLE001 - the last stop: whatever it is, the user is told how to report it
        typer.echo(record_fault(error), err=True)
        return OUR_FAULT
    if code == STOPPED:
        typer.echo("已停止。", err=True)
    return code if isinstance(code, int) else 0
