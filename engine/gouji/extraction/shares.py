"""Shares: 占83.8%, 占总支出的42%, 占24个乡镇的37.5%, 比重15.1%; the base is named, or is the total the part belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extraction.alike import alike
from gouji.extraction.clauses import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.rates import plain, share_of
from gouji.extraction.statement import Statement

HELD = re.compile(r"(?:占|为|是|相当于|达到?)[^，。；、]{0,16}$")  # what leads to a base that stands between 占 and the share
HELD_SHARE = re.compile(r"(?:占|相当于)[^，。；、]{0,16}$")
OF = re.compile(r"^[^，。；、]{0,12}的$|^[^，。；、]{0,12}的比[重例]为?$")
FILLER = re.compile(r"全年|全部|全县|全镇|全市|全区|本年|当年|年度|总额|总数|的|合计|总|各项|我[镇县局]|同期|其|本")


def shares(prose: Prose) -> Iterator[Statement]:
    """Every share whose part and base can be named."""
    for reading in prose.readings:
        mentions = reading.mentions
        for n, share in enumerate(mentions):
            if share.form not in ("share", "percent", "completion") or not share.percent:
                continue
            held = _held_base(mentions, n)
            if held:
                yield from _with_held(share, held, mentions, n)
            elif share.form == "share":
                yield from _named(prose, share, mentions, n)


def _held_base(mentions: tuple[Mention, ...], n: int) -> Mention | None:
    """占全县1,014个村的80.6%: the figure between 占 and the share."""
    share = mentions[n]
    base = mentions[n - 1] if n else None
    if base is None or base.sentence != share.sentence or not plain(base) or not OF.match(share.lead):
        return None
    between = share.passage.text[base.end : share.start]
    return base if between == share.lead and HELD_SHARE.search(base.lead) else None


def _with_held(share: Mention, base: Mention, mentions: tuple[Mention, ...], n: int) -> Iterator[Statement]:
    part = _part(share, base, mentions[: n - 1])
    if part:
        yield share_of(share, part, [base], "占比")


def _part(share: Mention, base: Mention | None, earlier: tuple[Mention, ...]) -> Mention | None:
    """The nearest plain figure before in the sentence, of the base's sort, at the same bracket depth or outside."""
    for m in reversed(earlier):
        if m.sentence != share.sentence:
            return None
        inside = m.depth > share.depth
        if plain(m) and not inside and not m.sees("prior") and (base is None or alike(m.figure, base.figure)):
            return m
    return None


def _named(prose: Prose, share: Mention, mentions: tuple[Mention, ...], n: int) -> Iterator[Statement]:
    """占总支出42%, 占比83.8%: the base is the nearest earlier figure of the name, or the total of the list."""
    part = _part(share, None, mentions[:n])
    if part is None:
        return
    of = FILLER.sub("", share.of)
    earlier = [m for m in mentions[:n] if m is not part and plain(m) and alike(m.figure, part.figure) and m.start < part.start]
    if of:
        bases = [m for m in earlier if _is_about(m, of)][-1:] or _far(prose, part, of)
    else:
        bases = _totals(part, earlier)
    if bases:
        yield share_of(share, part, bases, "占比")


def _is_about(mention: Mention, of: str) -> bool:
    name = FILLER.sub("", mention.lead[-20:] + mention.tail[:8])
    return of[-4:] in name or (len(of) > 2 and of[:4] in name)  # noqa: PLR2004


def _far(prose: Prose, part: Mention, of: str) -> list[Mention]:
    """The base in an earlier paragraph: the nearest before, of the same name."""
    index = part.passage.index
    for reading in reversed(prose.readings[max(0, index - 12) : index]):
        for m in reversed(reading.mentions):
            if plain(m) and alike(m.figure, part.figure) and len(of) > 1 and _is_about(m, of) and not m.sees("prior"):
                return [m]
    return []


def _totals(part: Mention, earlier: list[Mention]) -> list[Mention]:
    """With no name: the total the list began with; else the one figure of its sort before the part in the sentence."""
    totals = [m for m in earlier if m.sees("total") and m.sentence >= part.sentence - 1]
    if totals:
        return totals[-1:]
    near = [m for m in earlier if m.sentence == part.sentence]
    return near[:1] if part.sees("include") and len(near) >= 1 else near if len(near) == 1 else []
