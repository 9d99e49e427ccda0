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
TITLED = re.compile(r"[^，。；：（）\d]{2,24}（(?:满分|分值|权重)?(?P<n>\d+(?:\.\d+)?)分）(?=[：:，])")
ROLES = {"分值": "weight", "权重": "weight", "满分": "weight", "得": "score"}


def marks_of(target: Mention, block: Block, prose: Prose) -> list[Part]:
    """Weight and score in the bracket of a target, else in the heading of its block; nothing unless both are there."""
    passage = target.passage
    if target.bracket >= 0:
        end = passage.text.find("）", target.end)
        return marks_between(passage, target.bracket, end if end >= 0 else len(passage.text), prose)
    if block.head and (found := marks_between(block.head.passage, block.head.start, block.head.end, prose)):
        return found
    return _titled(passage, prose)


def _titled(passage: Passage, prose: Prose) -> list[Part]:
    """3.1.2 工程质量（8分）：…，得8分: the weight in the title of a passage, and the one score it goes on to name."""
    tokens = {t.start: t for t in prose.readings[passage.index].tokens}
    title = TITLED.match(passage.text, passage.body)
    scores = [m for m in BESIDE.finditer(passage.text, title.end()) if m["role"] == "得"] if title else []
    found = [tokens.get(m.start("n")) for m in (title, *scores) if m]
    made = [
        token_part(role, passage, token)
        for role, token in zip(("weight", "score"), found, strict=False)
        if token is not None and token.quantity is not None and token.unit == "分"
    ]
    return made if len(scores) == 1 and len(made) == len(found) else []


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
