"""`gouji rules`: for those who write rules. List them, check that they load, try their examples, explain, begin one."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.errors import GoujiError, PackError
from gouji_cli.book import pack_folders, rule_book
from gouji_cli.output import put

if TYPE_CHECKING:
    from gouji.rule import Rule, RuleBook

FAILED = 1  # an example does not come out: not the set-up's fault, but not right either

app = typer.Typer(
    name="rules",
    help="给写规则的人：列出规则，检查写法，试跑例子，讲解一条规则，新写一条。",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Packs = Annotated[list[str] | None, typer.Option("--pack", help="另外的规则包：编号，或含 pack.yaml 的文件夹。")]
Ids = Annotated[
    list[str] | None, typer.Argument(metavar="[规则编号]…", help="规则编号，如 completion-rate；不写即全部。")
]


@app.command("list", help="列出规则：编号、标题、种类、严重程度。")
def list_rules(ids: Ids = None, pack: Packs = None) -> None:
    """One line a rule, by pack."""
    from gouji.authoring import words

    book, _ = rule_book(pack or ())
    wanted = {rule.id for rule in chosen(book, ids)}
    for one in book.packs:
        rules = [rule for rule in one.rules if rule.id in wanted]
        if rules:
            put(f"{one.title}（{one.id} {one.version}，{len(rules)} 条）\n")
        for rule in rules:
            put(f"  {rule.id:<32}{words.severity(rule)}\t{words.KIND[rule.kind]}\t{rule.title}\n")


@app.command("lint", help="检查规则包的写法：每个问题说明文件、行、列和改法。")
def lint(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[文件夹]…", help="规则包的文件夹；不写即随软件的规则包。")
    ] = None,
) -> None:
    """Every problem of every file; exit 2 if there is any."""
    from gouji import authoring
    from gouji.packs import load

    found = authoring.lint(tuple(paths or ()))
    if found:
        raise PackError(found)
    book = load(tuple(paths or ()))
    put(f"{sum(len(p.rules) for p in book.packs)} 条规则，写法没有问题。\n")
    hints = authoring.advice(book)
    if hints:
        put(f"另有 {len(hints)} 条规则没有 text: 的例子，不影响使用：{_some([Path(h.path).stem for h in hints])}\n")


@app.command("test", help="试跑规则自带的例子；写得不对的例子、没有例子能证明的部分，都说出来。")
def try_examples(
    ids: Ids = None,
    pack: Packs = None,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="只跑例子，不逐项试去掉规则的每一部分。")] = False,
) -> None:
    """Exit 1 if an example does not come out."""
    from gouji import authoring

    book, _ = rule_book(pack or ())
    outcomes = [authoring.trial(rule, book, thorough=not quick) for rule in chosen(book, ids)]
    for outcome in outcomes:
        for fault in outcome.faults:
            put(f"不对  {fault}\n")
        if outcome.unnoticed:
            told = "、".join(outcome.unnoticed)
            put(f"未证  {outcome.rule.pack}/{outcome.rule.id}：去掉{told}，没有例子看得出来。补一个例子\n")
        if outcome.apart is False and "set" not in outcome.rule.per:  # rules across reports share their county
            put(f"未证  {outcome.rule.pack}/{outcome.rule.id}：相符和不符的例子放进一份报告就分不开。看看 per\n")
    faults = sum(len(outcome.faults) for outcome in outcomes)
    put(f"{len(outcomes)} 条规则，{sum(o.ran for o in outcomes)} 个例子，{faults} 个不对。\n")
    if faults:
        raise typer.Exit(FAILED)


@app.command("explain", help="用平常的话讲一条规则：找什么，应当怎样，有何例外，依据什么，例子怎么算。")
def explain(
    rule_id: Annotated[str, typer.Argument(metavar="规则编号", help="规则编号，如 completion-rate。")],
    pack: Packs = None,
) -> None:
    """One page about one rule."""
    from gouji import authoring

    book, _ = rule_book(pack or ())
    for rule in chosen(book, [rule_id]):
        put(authoring.explain(rule, book))


@app.command("new", help="新写一条规则：在规则包的文件夹里放一个可以改的样子。")
def new(
    rule_id: Annotated[str, typer.Argument(metavar="规则编号", help="小写字母、数字、连字符，如 road-length。")],
    folder: Annotated[Path, typer.Option("--pack", help="规则包的文件夹，含 pack.yaml。")] = Path(),
) -> None:
    """Write `<id>.yaml`; an existing file is never replaced."""
    from gouji import authoring

    path = folder / f"{rule_id}.yaml"
    if not (folder / "pack.yaml").is_file():
        raise GoujiError(f"{folder}：没有 pack.yaml，不是规则包。用 --pack 指明规则包的文件夹")
    if path.exists():
        raise GoujiError(f"{path}：已经有这个文件。换一个编号")
    path.write_text(authoring.skeleton(rule_id), "utf-8")
    put(f"写好了 {path}。改好后检查：gouji rules lint {folder}；试跑：gouji rules test {rule_id} --pack {folder}\n")


@app.command("lsp", help="给编辑器用的语言服务：边写边查错、提示、补全、跳转、试跑例子。由编辑器启动。")
def lsp(
    pack: Packs = None,
    *,
    stdio: Annotated[bool, typer.Option("--stdio", help="经标准输入输出对话；只有这一种，写不写都一样。")] = True,  # noqa: ARG001 - many editors add it by themselves
) -> None:
    """Serve one editor until it says goodbye; exit 2 if the library for it is missing."""
    if find_spec("pygls") is None:
        raise GoujiError("语言服务还要用 pygls。先安装：pip install 'gouji[lsp]'")
    from gouji.lsp.server import serve
    from gouji.packs import folders, shipped

    given = pack_folders(pack or ())
    folders.read(given, shipped())  # a wrong --pack is told at once; packs with faults are what an editor is for
    serve(given)


@app.command("catalogue", help="生成规则目录 rules/CATALOGUE.md。")
def catalogue(
    *,
    check: Annotated[bool, typer.Option("--check", help="不写，只看目录是否与规则一致。")] = False,
) -> None:
    """Write the page of all shipped rules, or exit 1 if it is stale."""
    from gouji import authoring
    from gouji.packs import load, shipped

    page, path = authoring.catalogue(load()), shipped() / "CATALOGUE.md"
    if not check:
        path.write_text(page, "utf-8")
        put(f"写好了 {path}。\n")
    elif not path.is_file() or path.read_text("utf-8") != page:
        put("规则目录与规则不一致。运行 gouji rules catalogue 重新生成。\n")
        raise typer.Exit(FAILED)


def chosen(book: RuleBook, ids: Iterable[str] | None) -> list[Rule]:
    """The rules of these ids, or all; GoujiError names an id that is nowhere and the nearest that is."""
    from gouji.expression import nearest

    rules = {rule.id: rule for pack in book.packs for rule in pack.rules}
    wanted = [name.rpartition("/")[2] for name in ids or ()] or list(rules)
    unknown = [name for name in wanted if name not in rules]
    if unknown:
        raise GoujiError("\n".join(f"没有编号为“{name}”的规则。{nearest(name, rules)}" for name in unknown))
    return [rules[name] for name in wanted]


def _some(names: list[str]) -> str:
    shown = "、".join(names[:5])
    return shown + (f" 等 {len(names)} 条" if len(names) > 5 else "")  # noqa: PLR2004 - five names fit on a line
