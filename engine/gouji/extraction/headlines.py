"""Headlines that say which way their figures went: 到馆人次下降。2019年到馆33.6万人次，2018年为32.2万人次."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.comparing import Grammar, Line, grammar
from gouji.extraction.comparisons import in_line
from gouji.extraction.mention import Mention, Reading
from gouji.extraction.passages import Passage
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words

LONGEST = 20  # characters of a headline
HEAD = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{2,14}?)(?:同比|较上年|比上年)?(?:明显|持续|小幅|大幅|有所|略有|稳步|显著)*(?P<dir>下降|上升|增加|减少|增长|提高|降低|回落|攀升|下滑|提升|上涨)[。：:]?"
)
RISES = frozenset(["上升", "增加", "增长", "提高", "攀升", "提升", "上涨"])


def headlines(prose: Prose) -> Iterator[Statement]:
    """What a headline says of the comparison under it that is about its noun."""
    g = grammar(prose)
    for n, reading in enumerate(prose.readings):
        if reading.mentions:
            for passage, found in _heads(prose, n):
                yield from _under(g, prose, reading, passage, found)


def _heads(prose: Prose, n: int) -> Iterator[tuple[Passage, re.Match[str]]]:
    """The headlines over a passage: its own first words, and a heading right before it."""
    own = prose.readings[n].passage
    end = own.text.find("。", own.body, own.body + LONGEST)
    found = HEAD.fullmatch(own.text, own.body, end + 1) if end > 0 else None
    if found:
        yield own, found
    before = prose.readings[n - 1].passage if n else own
    if n and before.heading and not prose.readings[n - 1].mentions:
        found = HEAD.fullmatch(before.text, before.body)
        if found:
            yield before, found


def _under(g: Grammar, prose: Prose, reading: Reading, passage: Passage, found: re.Match[str]) -> Iterator[Statement]:
    for sentence in prose.sentences(reading):
        for statement in in_line(Line(g, prose, reading, sentence)):
            parts = {p.role: p for p in statement.parts}
            current, prior = parts.get("current"), parts.get("prior")
            if current and prior and statement.forced and current.mention and _about(found["noun"], current.mention):
                says = "增加" if found["dir"] in RISES else "减少"
                claim = words("claim", passage, found.start("dir"), found.end("dir"), says)
                yield Statement((Part("current", current.mention), Part("prior", prior.mention), claim))
                return


def _about(noun: str, mention: Mention) -> bool:
    """Whether the figure is named with two characters of the headline that stand together."""
    text = mention.lead + mention.token.unit + mention.tail
    return any(noun[i : i + 2] in text for i in range(len(noun) - 1))
