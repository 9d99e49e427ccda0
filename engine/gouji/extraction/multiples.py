"""Multiples: 是上年的N倍, 增长N倍, 翻一番, with the two figures they compare."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.bases import from_to
from gouji.extraction.comparing import Grammar, clause_before, grammar, same_sort
from gouji.extraction.currents import VALUES
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.quantity import Unit, measure

TIMES = Unit("倍", "")
DOUBLED = re.compile(r"翻了?(?:(?P<n>[一两二三四])番|番)")
DOUBLINGS = {"一": "2", "两": "4", "二": "4", "三": "8", "四": "16", None: "2"}
OF = re.compile(r"的(?:近|约|将近)?$")
IS = re.compile(r"(?:是|为|相当于|达到?|达)[^，。；]{0,24}$")
IS_OF = re.compile(r"[，,、（(]?(?:是|为|相当于|达到?)[^，。；]{0,16}的(?:近|约|将近)?")
WITH = ("与", "同", "跟", "和")
NEAR = 12  # characters between 翻番 and the figures it is said of


def multiples(prose: Prose) -> Iterator[Statement]:
    """Every multiple whose two figures stand in its sentence."""
    g = grammar(prose)
    for reading in prose.readings:
        text = reading.passage.text
        if "倍" not in text and "番" not in text:
            continue
        for sentence in prose.sentences(reading):
            for n, m in enumerate(sentence):
                if m.token.unit == "倍":
                    yield from _times(g, sentence, n)
            start = text.rfind("。", 0, sentence[0].start) + 1
            stop = text.find("。", sentence[-1].end)
            for found in DOUBLED.finditer(text, start, stop if stop >= 0 else len(text)):
                yield from _doubled(g, sentence, found)


def _times(g: Grammar, mentions: tuple[Mention, ...], n: int) -> Iterator[Statement]:
    """What the multiple n compares, if its words say that it compares."""
    m = mentions[n]
    grown = g.lead.fullmatch(m.lead)
    if OF.search(m.passage.text[max(0, m.start - 4) : m.start]):
        says = "是几倍"
    elif grown and g.up.fullmatch(grown["dir"]):
        says = "增长几倍"
    else:
        return
    pair = _pair(g, mentions, n, says)
    if pair:
        current, prior = pair
        yield Statement((Part("multiple", m, says=(says,)), Part("current", current), Part("prior", prior)), claim=m)


def _pair(g: Grammar, mentions: tuple[Mention, ...], n: int, says: str) -> tuple[Mention, Mention] | None:
    """The figures that a multiple compares: 由B到A right before it, or A，是B的N倍."""
    text, at = mentions[n].passage.text, mentions[n].start
    beside = IS_OF if says == "是几倍" else g.joined  # nothing of its own between
    for pair in reversed(from_to(mentions[:n])):
        if pair.current and beside.fullmatch(text, pair.current.end, at):
            return pair.current, pair.mention
    base = mentions[n - 1] if n else None
    if base is None or base.clause != mentions[n].clause or not _led(g, mentions, n, says):
        return None
    current = next((m for m in reversed(mentions[: n - 1]) if _counted(g, m, base)), None)
    return (current, base) if current else None


def _led(g: Grammar, mentions: tuple[Mention, ...], n: int, says: str) -> bool:
    """是B的N倍, or 比B增长N倍."""
    base, text = mentions[n - 1], mentions[n].passage.text
    if says == "是几倍":
        near = clause_before(mentions[n], 0)[0][-30:]
        return bool(IS.search(near)) and text[base.end : mentions[n].start].lstrip("）)").startswith("的")
    before, _ = clause_before(base, mentions[n - 2].end if n > 1 else 0)
    led = g.base.fullmatch(before)
    return bool(led and led["by"] not in WITH and g.inline.fullmatch(text, base.end, mentions[n].start))


def _counted(g: Grammar, m: Mention, like: Mention) -> bool:
    return (
        m.form in VALUES
        and same_sort(m, like)
        and not m.sees("target")
        and not m.figure.bound
        and not g.earlier.search(m.lead)
    )


def _doubled(g: Grammar, mentions: tuple[Mention, ...], found: re.Match[str]) -> Iterator[Statement]:
    """由50亿元增加到100亿元，翻了一番: what rounds to twice."""
    passage = mentions[0].passage
    if g.planned.search(passage.text, passage.text.rfind("。", 0, found.start()) + 1, found.start()):
        return
    for pair in from_to(mentions):
        if pair.current and (
            0 <= found.start() - pair.current.end <= NEAR or 0 <= pair.mention.start - found.end() <= NEAR
        ):
            figure = measure(found[0], DOUBLINGS[found["n"]], TIMES)
            part = Part(
                "multiple",
                text=found[0],
                span=passage.span(found.start(), found.end()),
                says=("是几倍",),
                figure=figure,
            )
            yield Statement((part, Part("current", pair.current), Part("prior", pair.mention)))
