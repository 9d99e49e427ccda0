"""Whether packs can be used, and what would make them better."""

from __future__ import annotations

from pathlib import Path

from gouji.errors import PackError, Problem
from gouji.packs import load
from gouji.rule import RuleBook


def lint(paths: tuple[Path, ...] = ()) -> tuple[Problem, ...]:
    """Every problem of the shipped packs and of those in `paths`; nothing if they can be used."""
    try:
        load(paths)
    except PackError as fault:
        return fault.problems
    return ()


def advice(book: RuleBook) -> tuple[Problem, ...]:
    """What does not keep a rule from working but should be better: no example that is read from a text.

    Rules across reports are left out: no text of one report can try them.
    """
    return tuple(
        Problem(rule.path, 1, 1, "没有 text: 的例子。写一句报告里会有的话，试试读不读得出来")
        for pack in book.packs
        for rule in pack.rules
        if "set" not in rule.per and not any("text" in case for cases in rule.examples.values() for case in cases)
    )
