"""The weight and the score printed beside an indicator: （…，分值6分，得分6分）, 指标4　…　权重6　得分5.5."""

from __future__ import annotations

import re

from gouji.extraction.mention import Mention
from gouji.extraction.numerals import Token
from gouji.extraction.passages import Passage
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part
from gouji.extraction.stretches import Block

BESIDE = re.compile(r"(?P<role>分值|权重|满分|得)(?:分|为|：)*(?P<n>\d+(?:\.\d+)?)")
ROLES = {"分值": "weight", "权重": "weight", "满分": "weight", "得": "score"}


def marks_of(target: Mention, block: Block, prose: Prose) -> list[Part]:
    """Weight and score in the bracket of a target, else in the heading of its block; nothing unless both are there."""
    passage = target.passage
    if target.bracket >= 0:
        end = passage.text.find("）", target.end)
        return marks_between(passage, target.bracket, end if end >= 0 else len(passage.text), prose)
    if block.head:
        return marks_between(block.head.passage, block.head.start, block.head.end, prose)
    return []


def marks_between(passage: Passage, start: int, end: int, prose: Prose) -> list[Part]:
    """A weight and a score named by words between two characters of a passage."""
    tokens = {t.start: t for t in prose.readings[passage.index].tokens}
    parts: dict[str, Part] = {}
    for m in BESIDE.finditer(passage.text, start, end):
        token = tokens.get(m.start("n"))
        if token is not None and token.quantity is not None:
            parts.setdefault(ROLES[m["role"]], token_part(ROLES[m["role"]], passage, token))
    return list(parts.values()) if len(parts) == 2 else []  # noqa: PLR2004


def token_part(role: str, passage: Passage, token: Token) -> Part:
    """A number as a fact, whether or not it has a unit."""
    return Part(role, text=token.text, span=passage.span(token.start, token.end), figure=token.quantity)
