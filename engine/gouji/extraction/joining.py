"""Figures in a row lend one another what each leaves out: the unit, the form, the names that 分别 deals out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from gouji.extraction.mention import Mention

RESPECTIVELY = re.compile(r"(?P<names>[^，。；：分]*[、和与及][^，。；：]*?)(?:分别|依次|各)(?P<rest>.*)$")
NAME_SPLITS = ("[、和与及]", "、", "[、及]|以及", "、|(?<=.{3})[和与]")  # 和 may join two names or stand inside one
JOINED = re.compile(r"[^，。；：、（）\d]{0,8}(?:[、和与及]|，)[^，。；：、（）\d]{0,8}")


def _joined_run(mentions: list[Mention], n: int) -> list[Mention]:
    """The mention at n and those that 、 or 和 joins to it, of its own unit."""
    run = [mentions[n]]
    for following in mentions[n + 1 :]:
        between = following.passage.text[run[-1].end : following.start]
        if following.token.unit != run[0].token.unit or not JOINED.fullmatch(between) or "，" in between:
            break
        run.append(following)
    return run


def carry_units(mentions: list[Mention]) -> list[Mention]:
    """苗木1.57万与5.3万株: a figure with 万 and no unit takes that of the next one in its list."""
    for n in range(len(mentions) - 2, -1, -1):
        this, following = mentions[n], mentions[n + 1]
        between = this.passage.text[this.end : following.start]
        if (
            this.figure.dimension == "?"
            and not following.percent
            and following.figure.dimension not in ("?", "")
            and re.fullmatch(r"[与和、及至，,]+|[^，。；\d]{0,8}[与和、]", between)
        ):
            scale = (
                following.figure.scale / (10000 if "万" in following.token.unit else 1)
                if following.token.unit[:1] in "万亿"
                else following.figure.scale
            )
            factor = scale if following.token.unit[:1] not in "万亿" else 1
            figure = replace(
                this.figure,
                dimension=following.figure.dimension,
                value=this.figure.value * factor,
                step=this.figure.step * factor,
                scale=this.figure.scale * factor,
            )
            mentions[n] = replace(this, figure=figure)
    return mentions


def carry_forms(mentions: list[Mention]) -> list[Mention]:
    """分别下降25%、33.3%: a figure that only 、 or 和 parts from one of its unit is of the same form."""
    for n in range(1, len(mentions)):
        before, this = mentions[n - 1], mentions[n]
        joined = re.fullmatch(r"[、和与及]|，分别|以及", this.passage.text[before.end : this.start])
        bare = len(this.lead) <= 1 and this.form in ("value", "percent")
        if joined and bare and this.token.unit == before.token.unit and before.form not in ("value", "from", "to"):
            mentions[n] = replace(this, form=before.form, of=before.of)
    return mentions


def respectively(mentions: list[Mention], relead: Callable[[Mention, str], Mention]) -> list[Mention]:
    """基本支出、项目支出分别为a、b: each figure is led by its own name, if there are as many names as figures.

    `relead` makes of a mention what it is with another lead.
    """
    for n, mention in enumerate(mentions):
        shared = RESPECTIVELY.match(mention.lead)
        run = _joined_run(mentions, n) if shared or "分别" in mention.lead else []
        if not shared:
            for at in range(n + 1, n + len(run)):
                if len(mentions[at].lead) <= 1:
                    mentions[at] = replace(mentions[at], lead=mention.lead, marks=mention.marks)
            continue
        splits = (re.split(by, shared["names"]) for by in NAME_SPLITS)
        names = next((names for names in splits if len(names) == len(run)), None)
        if len(run) < 2 or names is None:  # noqa: PLR2004
            continue
        for at, (name, member) in enumerate(zip(names, run, strict=True), n):
            rest = shared["rest"] if at == n else re.sub(r"^[、和与及]", "", member.lead) or shared["rest"]
            formed = relead(member, name + rest)
            weaker = formed.form in ("percent", "value") and mention.form not in ("percent", "value")
            mentions[at] = replace(formed, form=mention.form, of=name) if weaker else formed
    return mentions
