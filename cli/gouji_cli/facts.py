"""`gouji facts`: what was read, in which role, and what was not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from gouji_cli.book import rule_book
from gouji_cli.output import look_of, put


def facts(
    file: Annotated[Path | None, typer.Argument(metavar="文件", help="报告（.docx .txt）或指标数据（.json）。")] = None,
    text: Annotated[str, typer.Option("--text", help="不读文件，读这一句话。", metavar="句子")] = "",
    pack: Annotated[
        list[str] | None, typer.Option(metavar="规则包", help="另用的规则包：编号或文件夹，可写多次。")
    ] = None,
) -> None:
    """Show what extraction made of a file or a sentence."""
    from gouji.checker import read
    from gouji.extraction import extract
    from gouji.fact import Profile
    from gouji.formats import reading
    from gouji.readers import txt
    from gouji.readers.source import Limits

    if (file is None) == (not text):
        raise typer.BadParameter("写一个文件名，或用 --text 写一句话，二者取一。", param_hint="文件")
    book, _ = rule_book(pack or ())
    if file:
        document, found = read(file, book, Profile())
    else:
        document = txt.read(Path("句子"), text.encode(), Limits())
        found = extract(document, book.vocabulary, Profile())
    put(reading.write(document, found, look_of(sys.stdout)))
