"""`gouji samples`: material to try gouji on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gouji.errors import GoujiError
from gouji_cli.output import put

app = typer.Typer(
    name="samples",
    help="生成试用的材料：单位、人名、数据都是虚构的，错处是有意放进去的。",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def _samples() -> None:
    """Keeps `county` a command of its own, though there is no other yet."""


@app.command("county", help="生成一个县的自评报告和自评表，连同清单、名册，以及每处错误的答案。")
def county(
    folder: Annotated[Path, typer.Option("--output", "-o", metavar="文件夹", help="写到这个文件夹；里面不能有东西。")],
    towns: Annotated[int, typer.Option("--towns", metavar="个数", min=1, max=9999, help="乡镇的个数。")] = 12,
    years: Annotated[int, typer.Option("--years", metavar="年数", min=1, max=9, help="报告的年数，到2023年为止。")] = 3,
    seed: Annotated[int, typer.Option("--seed", metavar="种子", help="同样的种子，生成的文件一字不差。")] = 7,
) -> None:
    """Each town's report and ten forms a year, the county's tables, manifest.csv, roster.csv and truth.json."""
    from gouji.county import County, generate

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GoujiError(f"{folder}：已经有东西。换一个空的或不存在的文件夹。")
    try:
        count = sum(1 for _ in generate(County(towns, years, seed), folder))
    except OSError as error:
        raise GoujiError(f"{folder}：写不进去（{error.strerror}）。换一个文件夹，或腾出空间。") from error
    put(f"写好了 {count} 个文件，在 {folder}。清单 manifest.csv，名册 roster.csv，答案 truth.json。\n")
