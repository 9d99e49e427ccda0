"""Sums said of things named before: 两类患者合计管理78人; and of changes: 甲增加3万元；乙减少1万元；合计增加2万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.extraction.terms import BASE, compared_to, joined, measured, tidy

TOGETHER = re.compile(
    r"^(?P<n>[两二三四五六七八九]|\d)(?:大?类|项|个|种|家|级|部分|者)(?P<noun>[^，。；：、\d]{0,8}?)(?:合计|共计|总计|总共|共)"
    r"(?P<verb>[^，。；：、\d]{2,6})$"
)
MERGED = re.compile(
    r"(?:^|[。；])(?P<n>[两二三四五六七八九]|\d)(?:大?类|项|个|种|家|级|部分|者|次|批)[^，。；：、\d]{0,8}?(?:合并计算|合并|合计|相加|加总|汇总)[，：][^。；]*$"
)
CHANGES = re.compile(
    r"^(?:以上|上述)?(?:[两二三四五六七八九]项|两者|二者)?(?:合计|共计|总计|相抵后?|轧差后?|增减相抵后?)(?:净)?(?:增加|减少|增长|下降|增|减)(?:了|额)?(?:为|约)?$"
)
CHANGED = re.compile(r"[^，。；、](?:增加|增长|增支|增收|多支|减少|下降|压减|减支|减收|少支)(?:了)?约?$")
DOWN = re.compile(r"(?:减少?|下降|压减|减支|减收|少支)(?:了|额)?(?:为|约)?$")
NUMBERS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
OF_WHICH = re.compile("其中|包括")
LINK = re.compile(r"(?:了|约|为|达到?|共)+$")
REACH = 3  # sentences back


def jointly(prose: Prose) -> Iterator[Statement]:
    """Every such sum with the figures it is of."""
    for reading in prose.readings:
        if reading.passage.cell:
            continue
        mentions = joined(reading.mentions, reading.passage.text)
        for n, mention in enumerate(mentions):
            if not measured(mention):
                continue
            before = mentions[:n]
            m = TOGETHER.match(mention.lead)
            if CHANGES.match(mention.lead):
                yield from _changes(mention, before)
            elif m:
                yield from _named_alike(mention, m, before)
            elif merged := MERGED.search(reading.passage.text, 0, mention.lead_start):
                yield from _merged(mention, merged, before)


def _named_alike(total: Mention, m: re.Match[str], before: Sequence[Mention]) -> Iterator[Statement]:
    """The figures that the total's verb leads to, of things of its noun, if they are as many as it says."""
    count = int(m["n"]) if m["n"].isdigit() else NUMBERS[m["n"]]
    verb, noun = m["verb"], m["noun"][-2:]
    parts = [
        x
        for x in before
        if x.sentence >= total.sentence - REACH
        and _alike(x, total)
        and x.form in ("value", "to")
        and LINK.sub("", x.lead).endswith(LINK.sub("", verb))
        and noun in x.lead
    ]
    if len(parts) == count:
        yield _sum(total, [(x, 1) for x in parts])


def _merged(total: Mention, m: re.Match[str], before: Sequence[Mention]) -> Iterator[Statement]:
    """两类合并计算，满意458份、收回487份: those with the same word before, if they are as many as it says."""
    count = int(m["n"]) if m["n"].isdigit() else NUMBERS[m["n"]]
    verb = LINK.sub("", total.lead)
    reach = [x for x in before if x.end <= m.start() + 1 and x.sentence >= total.sentence - REACH and _alike(x, total)]
    parts = [x for x in reach if len(verb) > 1 and LINK.sub("", x.lead).endswith(verb)]
    if len(parts) == count:
        yield _sum(total, [(x, 1) for x in parts])


def _changes(total: Mention, before: Sequence[Mention]) -> Iterator[Statement]:
    """The changes of the sentence; one that goes the other way is taken off."""
    near = [x for x in before if x.sentence == total.sentence and _alike(x, total)]
    parts = [x for x in near if CHANGED.search(x.lead) and not _of_another(x)]
    if len(parts) > 1 and len({tidy(x.lead) for x in parts}) == len(parts):
        down = DOWN.search(total.lead) is None
        yield _sum(total, [(x, 1 if (DOWN.search(x.lead) is None) == down else -1) for x in parts])


def _alike(one: Mention, total: Mention) -> bool:
    return (
        measured(one)
        and one.figure.dimension == total.figure.dimension
        and one.bracket == total.bracket
        and not BASE.search(one.lead)
        and not compared_to(one)
    )


def _of_another(one: Mention) -> bool:
    """Whether a 其中 in its segment makes a change a part of another."""
    text = one.passage.text
    start = max(text.rfind(c, 0, one.start) for c in "；。") + 1
    return OF_WHICH.search(text, start, one.start) is not None


def _sum(total: Mention, parts: Sequence[tuple[Mention, int]]) -> Statement:
    made = [Part("total", total, says=("列全",), subject=tidy(total.lead))]
    for mention, sign in parts:
        figure = replace(mention.figure, value=sign * mention.figure.value)
        says = () if sign > 0 else ("负数",)
        made.append(Part("part", mention, subject=tidy(mention.lead), figure=figure, says=says))
    return Statement(tuple(made))
