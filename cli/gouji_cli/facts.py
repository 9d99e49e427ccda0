"""`gouji facts`: what was read, in which role, and what was not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from gouji_cli.output import look_of, put


def facts(
    file: Annotated[Path | None, typer.Argument(metavar="文件", help="报告（.docx .txt）或指标数据（.json）。")] = None,
    text: Annotated[str, typer.Option("--text", help="不读文件，读这一句话。", metavar="句子")] = "",
    pack: Annotated[list[str] | None, typer.Option(help="另用的规则包：编号或文件夹，可写多次。")] = None,
) -> None:
    """Show what extraction made of a file or a sentence."""
    from gouji.checker import read_facts, read_sentence, rule_book

    from gouji.formats import reading

    if (file is None) == (not text):
        raise typer.BadParameter("写一个文件名，或用 --text 写一句话，二者取一。", param_hint="文件")
    book = rule_book(tuple(pack or ()))
    document, found = read_facts(file, book) if file else read_sentence(text, book)
    put(reading.write(document, found, look_of(sys.stdout)))
