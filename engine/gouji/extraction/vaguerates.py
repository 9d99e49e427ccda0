"""Rates that a passage of figures tells in words alone: 颁证率有所提升, 系统管理率完成情况较好."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.prose import Prose
from gouji.extraction.statement import Statement, words

VAGUE = re.compile(
    r"(?P<rate>[\u4e00-\u9fff]{2,14}(?<![效利税汇频概功速费])率)(?:完成|指标|总体)*(?:情况)?"
    r"(?:有所|有了|明显|显著|进一步|稳步|大幅|持续|较|不断|逐步|保持|继续)*"
    r"(?:提升|提高|较好|良好|好转|改善|增长|下降|降低|稳定|较高)(?=[，。；]|$)"
)
FIGURES = 2  # that a passage of results holds
NOUN = 4  # characters at the end of a rate that name it


def vague_rates(prose: Prose) -> Iterator[Statement]:
    """Every rate told without a figure among results with figures, unless another place gives its figure."""
    known = {m.of[-NOUN:] for m in prose.mentions() if m.percent and m.of}
    for reading in prose.readings:
        if len(reading.mentions) < FIGURES:
            continue
        passage = reading.passage
        for m in VAGUE.finditer(passage.text, passage.body):
            if m["rate"][-NOUN:] not in known:
                yield Statement((words("indicator", passage, m.start("rate"), m.end("rate"), "率无数", "定性"),))
