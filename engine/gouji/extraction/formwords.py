"""The words of self-evaluation forms, compiled: which role a header names, what a row adds up, what a cell says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gouji.extraction.prose import Prose
from gouji.extraction.wordlists import Groups, either, groups_of

ROLES = (
    *("target", "actual", "completion_rate", "score_factor", "weight", "score", "initial", "adjusted", "executed"),
    *("execution_rate", "reason", "dimension", "category", "name", "loose_name", "sign", "unit"),
)
BOUNDS = {"positive": "≥", "greater": ">", "negative": "≤", "less": "<", "equal": "="}
BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
FILLING = re.compile(r"[\s　:：、*★]|^其中|^\d+[.、．]?")
GOAL = re.compile(r"(?:年度)?(?:绩效)?目标([一二三四五六七八九十\d]{1,2})[（(](\d{1,3}(?:\.\d+)?)分?[）)]")
LONGEST = 30  # characters of a header


@dataclass(frozen=True)
class FormWords:
    """Compiled groups; `roles` are (word, role), the longest word first."""

    roles: tuple[tuple[str, str], ...]
    whole: Mapping[str, re.Pattern[str]]  # group → the text, all of it
    within: Mapping[str, re.Pattern[str]]  # group → a word of it anywhere
    blank: frozenset[str]

    def role_of(self, text: str) -> tuple[str, int]:
        """The role that a header names, and how long the word is that says so; ('', 0) for none."""
        bare = bare_of(text)
        if not bare or len(bare) > LONGEST or re.search(r"\d", bare):
            return "", 0
        return next(((role, len(word)) for word, role in self.roles if bare.endswith(word)), ("", 0))

    def is_whole(self, group: str, text: str) -> bool:
        """Whether a text, brackets aside, is a word of a group."""
        return self.whole[group].fullmatch(bare_of(text)) is not None


def bare_of(text: str) -> str:
    """A header without brackets, marks and numbers before it."""
    return FILLING.sub("", BRACKETED.sub("", text))


def has_figures(text: str) -> bool:
    """Digits outside brackets and outside the number of a goal: no header has them."""
    return re.search(r"\d", BRACKETED.sub("", GOAL.sub("", text))) is not None


def form_words(prose: Prose) -> FormWords:
    """The compiled words of a prose's vocabulary."""
    return _compiled(groups_of(prose.words["forms"]))


@cache
def _compiled(groups: Groups) -> FormWords:
    table = dict(groups)
    roles = [(word, role) for role in ROLES for word in table[role].split()]
    others = [name for name in table if name not in ROLES]
    return FormWords(
        tuple(sorted(roles, key=lambda row: -len(row[0]))),
        {name: re.compile(either(table, name)) for name in others},
        {name: re.compile(either(table, name)) for name in others},
        frozenset(table["blank"].split()),
    )
