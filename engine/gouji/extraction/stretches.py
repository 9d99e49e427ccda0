"""Stretches and blocks: the pieces of prose that state one thing, and the passages that belong to one label.

A stretch runs from one ；or 。 to the next. A block is a labelled passage with the unlabelled ones after it: its first
stretch, if short, is its heading, and all the others are what the report says under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.extraction.mention import Mention, Reading, once
from gouji.extraction.passages import GAP, Passage
from gouji.extraction.prose import Prose

END = re.compile(r"[。；;！？]|$")
HEADING = 48  # characters a heading may have
SHORT = 4  # characters of a lead that may need the words before its colon
REACH = 24  # characters to look back over
SOFT = "，,、：:（(。；;" + GAP


@dataclass(frozen=True)
class Stretch:
    """Characters `start` to `end` (exclusive, the closing mark left out) of a passage, and the mentions in them."""

    passage: Passage
    start: int
    end: int
    mentions: tuple[Mention, ...]

    @property
    def text(self) -> str:
        """The words, without the mark that closes them."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True)
class Block:
    """What stands under one label: `head` is its heading without the label, if it has one; `body` all the rest."""

    head: Stretch | None
    body: tuple[Stretch, ...]
    index: int  # of the passage it begins with

    @property
    def name(self) -> str:
        """The words of the heading."""
        return self.head.text if self.head else ""


def stretches(reading: Reading) -> tuple[Stretch, ...]:
    """The stretches of a passage, in order; its label belongs to none."""
    return once(reading, _cut)


def _cut(reading: Reading) -> tuple[Stretch, ...]:
    passage, made = reading.passage, []
    at, n = passage.body, 0
    mentions = reading.mentions
    for m in END.finditer(passage.text, passage.body):
        first = n
        while n < len(mentions) and mentions[n].start < m.start():
            n += 1
        if passage.text[at : m.start()].strip(GAP):
            made.append(Stretch(passage, at, m.start(), mentions[first:n]))
        at = m.end()
    return tuple(made)


def blocks(prose: Prose) -> Iterator[Block]:
    """Every block of the prose, in order; table cells belong to none."""
    run: list[Stretch] = []
    index = 0
    for reading in prose.readings:
        if reading.passage.cell:
            continue
        if reading.passage.label and run:
            yield _block(run, index)
            run = []
        if not run:
            index = reading.passage.index
        run += stretches(reading)
    if run:
        yield _block(run, index)


def _block(run: list[Stretch], index: int) -> Block:
    first = run[0]
    closed = first.passage.text[first.end : first.end + 1] not in "；;" or first.end == len(first.passage.text)
    heading = bool(first.passage.label) and closed and len(first.text) <= HEADING and first.text.count("，") <= 1
    return Block(first, tuple(run[1:]), index) if heading else Block(None, tuple(run), index)


def title_end(passage: Passage) -> int:
    """Where the first sentence of a passage ends: in a labelled one the heading, and its evidence may come after it."""
    stop = passage.text.find("。", passage.body)
    return stop if stop >= 0 else len(passage.text)


def words_before(mention: Mention) -> str:
    """The words that lead to a figure; if it opens a bracket or follows a colon, with those before that mark."""
    text, start = mention.passage.text, mention.lead_start
    mark = text[start - 1 : start]
    if not ((mark and (mark in "（(" and not mention.lead)) or (mark in "：:" and len(mention.lead) <= SHORT)):
        return mention.lead
    at = start - 1
    while at > mention.passage.body and text[at - 1] not in SOFT and start - at < REACH:
        at -= 1
    return text[at : start - 1] + mention.lead
