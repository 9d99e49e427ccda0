"""Which dimensions a report covers, if it is arranged by them; and headings of indicators that name no target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gouji.extraction.claims import claim_words, claims_in
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Statement, words
from gouji.extraction.stretches import Block, blocks

ARRANGED = re.compile(r"(?P<name>产出|效益)(?:类|方面)?(?:指标|目标)|(?P<other>产出|效益)(?=方面)")
NAMED = {
    "产出": re.compile(r"产出|数量指标|质量指标|时效指标"),
    "效益": re.compile(r"效益|可持续影响"),
    "满意度": re.compile(r"满意[度率]|满意(?:的)?\d|满意指标"),
}
OPENING = 40  # characters in which a heading or a clause names its dimension
MOST = 30  # characters of a heading that names an indicator
FIGURE = re.compile(r"\d|[一二三四五六七八九十]+[个项次家户件]")


def dimensions(prose: Prose) -> Iterator[Statement]:
    """One indicator for each dimension that the report covers, if its headings are 产出指标 and 效益指标."""
    openings = [r.passage for r in prose.readings if ARRANGED.search(r.passage.text[:OPENING])]
    if len({m[0][:2] for p in openings for m in ARRANGED.finditer(p.text[:OPENING])}) < 2:  # noqa: PLR2004
        return
    for dimension, pattern in NAMED.items():
        for reading in prose.readings:
            text = reading.passage.text
            if m := pattern.search(text, 0, len(text) if dimension == "满意度" else OPENING):
                part = words("indicator", reading.passage, m.start(), m.end(), "分维度", "定性")
                yield Statement((replace(part, places={"dimension": dimension}),))
                break


def untargeted(prose: Prose) -> Iterator[Statement]:
    """Headings among indicators that hold neither a figure nor a word of quality: 农田灌溉能力."""
    w = claim_words(prose)
    quality = re.compile("|".join(str(prose.words["completion"]["quality"]).split()))
    for block in blocks(prose):
        head = block.head
        if head is None or head.mentions or not _an_indicator(block, prose) or FIGURE.search(head.text):
            continue
        if any("指标" in c.part.text for s in block.body for c in claims_in(s.passage, s.start, s.end, w)):
            says = ("定性",) if quality.search(head.text) else ()
            yield Statement((words("indicator", head.passage, head.start, head.end, *says),))


def _an_indicator(block: Block, prose: Prose) -> bool:
    """Whether a heading stands in a list of indicators: a short one under a heading that says 指标."""
    above = prose.heading_texts(block.index)
    return bool(block.body) and bool(above) and "指标" in above[-1] and len(block.name) <= MOST
