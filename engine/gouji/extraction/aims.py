"""A target told again: the problems say 年初设定的36万人次 of what was given as 35万人次."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from gouji.extraction.headings import section_classes, title_of
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.slips import TELLING, nearness
from gouji.extraction.statement import Part, Statement
from gouji.extraction.subjects import WORTH, Namer, sentence_start, share_in

GIVEN = re.compile(r"(?:指标值|目标值|目标|任务|计划)(?:为|是|数|：)*$")
AGAIN = re.compile(
    r"(?:年初|原定|原先|预先|事先|当初|年度)(?:设定|确定|制定|下达|核定|批复)?的?(?:年度)?(?:绩效)?(?:目标|任务|计划|指标)?(?:值|数)?(?:为|是)?$"
)
TOLD = ("存在问题", "自评得分", "改进措施")
LABELLED = 5  # characters of a label before a colon: 指标值：
MOST_OF = 75
FAR = 10  # in a hundred: targets further apart are of different things


def aims(prose: Prose) -> Iterator[Statement]:
    """Every target that words tell again outside its indicator, with the target there."""
    namer = Namer(prose.words["subjects"])
    sections = section_classes(prose)
    given: dict[str, list[tuple[str, Mention]]] = defaultdict(list)
    again: list[Mention] = []
    for mention in prose.mentions():
        if mention.passage.cell or mention.form not in ("value", "percent", "rate") or mention.vague:
            continue
        if sections[mention.passage.index] in TOLD:
            if AGAIN.search(mention.lead):
                again.append(mention)
        elif GIVEN.search(mention.lead or mention.passage.text[: mention.lead_start][-LABELLED:]):
            name = _name(mention, prose, namer)
            if len(name) > WORTH:
                given[mention.figure.dimension].append((name, mention))
    for mention in again:
        match = _match(mention, given.get(mention.figure.dimension, []), prose)
        if match:
            name, target = match
            parts = tuple(_set(m, f"{name}的目标") for m in (target, mention))
            yield Statement(parts, places={"scope": f"目标#{mention.passage.index}-{mention.start}"})


def _set(mention: Mention, subject: str) -> Part:
    """A target was set, not measured: it stands for itself, not for what rounds to it."""
    return Part("amount", mention, subject=subject, figure=replace(mention.figure, assigned=True))


def _name(mention: Mention, prose: Prose, namer: Namer) -> str:
    """What a target is set for: its own words, or else those of the heading above."""
    own = namer.core(GIVEN.sub("", mention.lead))
    above = prose.places[mention.passage.index].above
    heading = prose.readings[above[-1]].passage if above else None
    return own or (namer.core(title_of(heading)) if heading else "")


def _match(mention: Mention, given: list[tuple[str, Mention]], prose: Prose) -> tuple[str, Mention] | None:
    """The one target whose name stands in the words before; two of different value are none."""
    text, index = mention.passage.text, mention.passage.index
    words = text[sentence_start(text, mention.start) : mention.start] + "|" + text[: mention.start]
    words += "|".join(prose.heading_texts(index)[-1:])
    fit = [(name, m) for name, m in given if share_in(name, words) >= MOST_OF]
    if not fit or len({m.figure.value for _, m in fit}) > 1:
        return None
    name, target = fit[0]
    gap = abs(target.figure.value - mention.figure.value) * 100
    near = nearness(target.figure, mention.figure) or gap <= FAR * target.figure.value
    enough = len(target.figure.digits.replace(".", "")) >= TELLING - 1
    return (name, target) if near and enough else None
