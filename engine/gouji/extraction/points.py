"""Percent where percentage points are meant: 由6.8%降为5.1%，下降1.7%; 满意度85%，目标95%，低于目标10%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement

FELL = re.compile(r"^[，,](?:同比|较上年|比上年)?(?:下降|降低|减少|回落|降幅)(?:了|约|为)?$")
ROSE = re.compile(r"^[，,](?:同比|较上年|比上年)?(?:上升|提高|增长|增加|提升|增幅)(?:了|约|为)?$")
UNDER = re.compile(r"^[，,](?:低于|未达|比)(?:年初|年度|绩效|预期)*(?:目标|指标|计划)值?低?$")
OVER = re.compile(r"^[，,](?:高于|超过|超出)(?:年初|年度|绩效|预期)*(?:目标|指标|计划)值?$")


def points(prose: Prose) -> Iterator[Statement]:
    """Two percentages and a third said to be their change: by its sign a growth rate, and seldom meant as one."""
    for reading in prose.readings:
        for one, two, change in zip(reading.mentions, reading.mentions[1:], reading.mentions[2:], strict=False):
            if one.sentence != change.sentence or not all(_exact(m) for m in (one, two, change)):
                continue
            between = change.passage.text[two.end : change.start]
            if one.form == "from" and two.form == "to":
                prior, current, fell, rose = one, two, FELL, ROSE
            elif two.sees("target") and not one.sees("target", "prior"):
                prior, current, fell, rose = two, one, UNDER, OVER
            else:
                continue
            role = "decline_rate" if fell.match(between) else "growth_rate" if rose.match(between) else ""
            if role:
                yield Statement((Part("prior", prior), Part("current", current), Part(role, change)), forced=False)


def _exact(mention: Mention) -> bool:
    return mention.percent and not mention.points and not mention.vague
