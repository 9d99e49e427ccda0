"""`gouji sweep`: many reports at once, into a store that can be asked, compared and reported on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.errors import GoujiError
from gouji_cli.book import pack_folders, rule_book
from gouji_cli.output import put
from gouji_cli.picture import report
from gouji_cli.wrong import THEIR_FAULT

if TYPE_CHECKING:
    from gouji.rule import RuleBook
    from gouji.store import Table
    from gouji.sweep import Crew, Elsewhere, Progress
    from gouji.sweep.asking import Account, Counts

FOUND = 1
SHOWN = 20  # lines of a list that may be long
EVERY = 10.0  # seconds between two lines of progress where there is no terminal
MINUTE = 60

app = typer.Typer(
    name="sweep",
    help="一次核对成百上千份报告，存进一个汇总库；库可以查询、比较、出汇总表。",
    no_args_is_help=True,
    rich_markup_mode=None,
)

NEEDED = ("duckdb",)


@app.callback()
def _sweep() -> None:
    """What every one of these commands needs beyond a single check."""
    lacking = [name for name in NEEDED if find_spec(name) is None]
    if lacking:
        raise GoujiError(f"汇总还要用 {'、'.join(lacking)}。先安装：pip install 'gouji[sweep]'")


StoreFolder = Annotated[Path, typer.Option("--store", metavar="文件夹", help="汇总库所在的文件夹；没有就新建。")]
Run = Annotated[int | None, typer.Option("--run", metavar="次", help="第几次汇总；不写即最近做完的一次。")]


@app.command("run", help="核对文件夹里的全部报告。中途停了，再运行一次就接着做；没有变的文件不重做。")
def run(  # noqa: PLR0913, PLR0917 - one parameter per option of the command line
    store: StoreFolder,
    folders: Annotated[
        list[Path] | None, typer.Argument(metavar="[文件夹]...", help="装着报告的文件夹或 .zip。")
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(metavar="清单.csv", help="报送清单，第一行写列名：单位、地区、年度、种类、路径。"),
    ] = None,
    roster: Annotated[
        Path | None, typer.Option(metavar="名册.csv", help="应报单位名册，有“单位”一列；用来查谁没有报。")
    ] = None,
    region: Annotated[str, typer.Option(metavar="地区", help="这批报告的地区；不写则从报告里读。")] = "",
    pack: Annotated[
        list[str] | None, typer.Option(metavar="规则包", help="另用的规则包：编号或文件夹，可写多次。")
    ] = None,
    jobs: Annotated[int, typer.Option(metavar="个", min=0, help="同时用几个进程；0 即每个处理器核一个。")] = 0,
    seconds: Annotated[float, typer.Option(metavar="秒", min=0.1, help="一份报告最多核对多久。")] = 30,
    memory: Annotated[int, typer.Option(metavar="MB", min=256, help="一个进程最多用多少内存。")] = 1024,
    cluster: Annotated[
        str,
        typer.Option(
            metavar="地址",
            help="在多台机器上核对：Dask 调度器的地址，tcp:// 或 tls:// 开头；local 即在本机起一个，有 --jobs 个节点。",
        ),
    ] = "",
    tls_ca: Annotated[Path | None, typer.Option("--tls-ca", metavar="文件", help="集群的 CA 证书（.pem）。")] = None,
    tls_cert: Annotated[Path | None, typer.Option("--tls-cert", metavar="文件", help="本机的证书（.pem）。")] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", metavar="文件", help="本机证书的私钥（.pem）。")] = None,
) -> None:
    """Sweep; exit 2 if a file could not be read, else 1 if a report has an error."""
    from gouji.store import writing
    from gouji.sweep import Crew, in_folders, in_manifest, roster_of, sweep
    from gouji.sweep.asking import account

    if not folders and not manifest:
        raise typer.BadParameter("写上装着报告的文件夹，或用 --manifest 给出报送清单。")
    book, packs = rule_book(pack or ())
    inputs = [*in_folders(folders or (), region), *(in_manifest(manifest) if manifest else ())]
    expected = roster_of(roster) if roster else ()
    crew = Crew(jobs, seconds, memory, pack_folders(pack or ()), packs)
    with (
        _elsewhere(cluster, (tls_ca, tls_cert, tls_key), crew, book) as elsewhere,
        writing(store) as opened,
    ):
        number = sweep(inputs, opened, book, crew, roster=expected, tell=_teller(), elsewhere=elsewhere)
        told = account(opened, number)
    put(_told(told, store))
    if told.failures:
        raise typer.Exit(THEIR_FAULT)
    raise typer.Exit(FOUND if told.errors else 0)


Files = tuple[Path | None, Path | None, Path | None]


@contextmanager
def _elsewhere(address: str, tls: Files, crew: Crew, book: RuleBook) -> Iterator[Elsewhere | None]:
    """Who examines the files if this machine alone does not."""
    if any(tls) and not address.startswith("tls://"):
        raise typer.BadParameter("--tls-ca、--tls-cert、--tls-key 只用于 --cluster tls://主机:端口。")
    if not address:
        yield None
        return
    if find_spec("distributed") is None:
        raise GoujiError("在多台机器上核对还要用 distributed。先安装：pip install 'gouji[cluster]'")
    from gouji.sweep.cluster import Where, joined

    with joined(Where(address, *tls), crew, book) as nodes:
        yield nodes.examined


@app.command("runs", help="列出汇总库里的每一次汇总。")
def runs(store: StoreFolder) -> None:
    """One line a run."""
    from gouji.store import opened
    from gouji.sweep import asking

    with opened(store) as one:
        put(_table(asking.runs(one)))


@app.command(
    "sql",
    help="用 SQL 查汇总库。表：runs、documents、checks、facts、findings、passages、not_run、gatherings、crossings、roster、waivers。",
)
def sql(
    query: Annotated[str, typer.Argument(metavar="SQL", help="一条查询，如 SELECT unit, errors FROM checks。")],
    store: StoreFolder,
) -> None:
    """The answer, tab-separated, with a line of names."""
    from gouji.store import ask, opened

    with opened(store) as one:
        put(_table(ask(one, query)))


app.command("report", help="把一次汇总做成网页、工作簿或 JSON，或给每个要改的单位一份整改通知。")(report)


@app.command("diff", help="比较两次汇总：哪些问题改好了，哪些还在，哪些是新的。有新的必改问题时退出码为 1。")
def diff(
    before: Annotated[int, typer.Argument(metavar="前一次", help="汇总的次数，见 gouji sweep runs。")],
    after: Annotated[int, typer.Argument(metavar="后一次", help="汇总的次数，比前一次晚。")],
    store: StoreFolder,
) -> None:
    """Fixed, still there, new."""
    from gouji.store import opened
    from gouji.sweep import asking

    with opened(store) as one:
        found = asking.changes(one, asking.run_of(one, before), asking.run_of(one, after))
    for title, rows in (("改好了", found.fixed), ("还在", found.still), ("新出现", found.new)):
        put(f"{title} {len(rows)} 处\n")
        put(
            "".join(
                f"  {unit or '单位未写明'}  {path}\n      {message}（{rule}）\n"
                for unit, path, rule, _, message in rows
            )
        )
    raise typer.Exit(int(any(severity == "error" for _, _, _, severity, _ in found.new)))


@app.command("waive", help="同意一处问题不改：记下理由和同意的人，以后单独计数，不算必改。")
def waive(
    identity: Annotated[
        str, typer.Argument(metavar="编号", help="问题的编号，即 findings、crossings 表里的 identity。")
    ],
    store: StoreFolder,
    reason: Annotated[str, typer.Option(metavar="理由", help="为什么不改。")],
    person: Annotated[str, typer.Option(metavar="姓名", help="谁同意的。")],
    until: Annotated[
        datetime | None, typer.Option(metavar="日期", formats=["%Y-%m-%d"], help="到哪一天为止；不写即一直有效。")
    ] = None,
) -> None:
    """Record it; exit 2 if no finding has that identity, or reason or person is empty."""
    from gouji.store import writing
    from gouji.sweep import asking

    if not reason.strip() or not person.strip():
        raise typer.BadParameter("--reason 和 --person 都要写：同意不改的，要说得出理由和人。")
    with writing(store) as one:
        unit, rule = asking.waive(one, identity, reason.strip(), person.strip(), f"{until:%Y-%m-%d}" if until else "")
    put(f"已记下：{unit or '单位未写明'} {rule}（{identity}），{person.strip()}同意不改：{reason.strip()}\n")


def _teller() -> Callable[[Progress], None]:
    """A line that is written over on a terminal; now and then a line elsewhere. Both on stderr."""
    began, last = time.monotonic(), [0.0]
    terminal = sys.stderr.isatty()

    def tell(progress: Progress) -> None:
        now = time.monotonic()
        whole = progress.done >= progress.total and progress.crossed >= progress.gatherings
        if not whole and now - last[0] < (0.2 if terminal else EVERY):
            return
        last[0] = now
        typer.echo(("\r" if terminal else "") + _line(progress, now - began), nl=whole or not terminal, err=True)

    return tell


def _line(progress: Progress, passed: float) -> str:
    """已看 120/1,000 份（12%），31 份/秒，还要 28 秒."""
    if progress.gatherings:
        return f"比对各报告之间 {progress.crossed:,}/{progress.gatherings:,} 批   "
    made = progress.done - progress.known - progress.skipped
    rate = made / passed if passed > 0 else 0
    left = (progress.total - progress.done) / rate if rate else 0
    share = 100 * progress.done // progress.total if progress.total else 100
    ahead = f"，还要 {_span(left)}" if progress.done < progress.total and rate else ""
    failed = f"，打不开 {progress.failed:,}" if progress.failed else ""
    return f"已看 {progress.done:,}/{progress.total:,} 份（{share}%）{failed}，{rate:.1f} 份/秒{ahead}   "


def _span(seconds: float) -> str:
    return f"{seconds:.0f} 秒" if seconds < MINUTE else f"{seconds / MINUTE:.0f} 分"


def _told(told: Account, store: Path) -> str:
    """The account of a run in words."""
    o, s, alone, across = told.outcomes, told.standings, told.alone, told.across
    waived = alone.waived + across.waived
    lines = [
        f"第 {told.run} 次汇总：文件 {sum(o.values()):,} 个，核对 {o['checked']:,}，打不开 {o['failed']:,}，不是报告 {o['skipped']:,}",
        f"核对的里面：计入 {s['latest']:,}，旧稿 {s['superseded']:,}，重复 {s['duplicate']:,}",
        f"单份报告：{_counted(alone, f'（在 {told.faulty:,} 份报告里）')}",
        f"各报告之间（比对 {told.gatherings:,} 批，同一地区同一年度为一批）：{_counted(across)}",
        *([f"同意不改的 {waived:,} 处，没有算在里面"] if waived else []),
        *([f"名册上有 {told.unplaced:,} 个单位看不出属于哪个地区，没有查它们报没报"] if told.unplaced else []),
    ]
    for title, found in (("单份报告里最常见的问题", alone), ("各报告之间的问题", across)):
        lines += _listed(title, (f"{times:>5,} 处  {name}（{rule}）" for rule, name, times in found.commonest))
    lines += _listed("打不开、没有核对的", (f"{path}：{reason}" for path, reason in told.failures))
    lines.append(
        f"做成网页：gouji sweep report --store {store} -o 汇总.html；每一处都在库里：gouji sweep sql 查询 --store {store}"
    )
    return "\n".join(lines) + "\n"


def _counted(found: Counts, where: str = "") -> str:
    return f"必改 {found.errors:,} 处{where}，建议改 {found.warnings:,} 处，请核对 {found.reviews:,} 处"


def _listed(title: str, rows: Iterable[str]) -> list[str]:
    found = list(rows)
    more = [f"  ……另有 {len(found) - SHOWN:,} 个，见 gouji sweep sql"] if len(found) > SHOWN else []
    return [title, *(f"  {row}" for row in found[:SHOWN]), *more] if found else []


def _table(table: Table) -> str:
    """Tab-separated, a line a row."""
    rows = [table.columns, *(tuple("" if cell is None else str(cell) for cell in row) for row in table.rows)]
    return "".join("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row) + "\n" for row in rows)
