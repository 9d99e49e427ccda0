"""Every example of every shipped rule, one by one: `core-arithmetic/completion-rate[fail-1]`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from gouji.authoring import Example, advice, catalogue, examples, lint, wrong
from gouji.packs import load, shipped
from gouji.rule import RuleBook

FEWEST = 95
UNTRIED = 92  # rules that no text is read to yet; those of forms and accounts are tried on files, in tests/extraction


@cache
def book() -> RuleBook:
    return load()


CASES = [example for pack in book().packs for rule in pack.rules for example in examples(rule)]


@pytest.mark.parametrize("example", CASES, ids=[example.name for example in CASES])
def test_example(example: Example) -> None:
    assert list(wrong(example, book())) == []


def test_there_are_rules_enough_and_nothing_is_wrong_with_them() -> None:
    assert sum(len(pack.rules) for pack in book().packs) >= FEWEST
    assert lint() == ()


def test_rules_without_a_text_do_not_grow_in_number() -> None:
    untried = [problem.path for problem in advice(book())]
    assert len(untried) <= UNTRIED, untried


def test_the_catalogue_is_not_stale() -> None:
    assert (shipped() / "CATALOGUE.md").read_text("utf-8") == catalogue(book())


def test_each_rule_lies_in_the_folder_of_its_pack() -> None:
    for pack in book().packs:
        for rule in pack.rules:
            assert (shipped() / rule.path) == Path(shipped(), pack.id, f"{rule.id}.yaml")
