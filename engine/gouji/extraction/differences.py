"""What is left of a whole: 任务260座，完成247座，剩余13座; 新增、注销 and 净增; and money left (see balances)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.extraction.balances import LEFT, MONEY, Pair, difference_of, money_left, of_whole_unit, pair_of
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Statement
from gouji.extraction.terms import BASE, box_at, lead_of, measured
from gouji.extraction.wholes import ListWords, list_words

LEFT_TAIL = re.compile(r"^(?:的)?(?:资金|款项|预算|指标)?(?:未|尚未|没有|缺口|结余)")
NEEDS_TAIL = re.compile(r"(?:尚有|仍有|还有|尚|仍|还|有)(?:的|了|约)*$")
OVER = re.compile(r"(?:超出|超额|超计划|超目标|超任务|超过计划|超额完成|多完成)(?:了|约)*$")
NET_UP, NET_DOWN = re.compile(r"净(?:增|增加|增长)(?:了|约)*$"), re.compile(r"净(?:减|减少)(?:了|约)*$")


@dataclass(frozen=True, slots=True)
class Told:
    """What the document has said so far: spendings with their wholes, sums of the whole unit, and differences."""

    pairs: list[Pair]
    general: list[Mention]
    done: list[Statement]


def differences(prose: Prose) -> Iterator[Statement]:
    """Every remainder with the two figures that words give it."""
    known = list_words(prose)
    told = Told([], [], [])
    for reading in prose.readings:
        if reading.passage.cell:
            continue
        seen: list[Mention] = []
        for mention in reading.mentions:
            if measured(mention):
                made = _difference(mention, seen, told, known)
                if made:
                    told.done.append(made)
                    yield made
                elif mention.form != "from":
                    seen.append(mention)
                    pair = pair_of(seen, known)
                    if pair:
                        told.pairs.append(pair)
                    if of_whole_unit(mention):
                        told.general.append(mention)


def _left(mention: Mention) -> bool:
    lead, text = lead_of(mention), mention.passage.text
    rest = text[mention.end : mention.end + 8]
    if LEFT.search(lead) and not NEEDS_TAIL.search(lead):
        return not re.search(r"上年|年初|期初|以前年度", lead)
    return (
        bool(NEEDS_TAIL.search(lead) or not lead or len(lead) > 0)
        and bool(LEFT_TAIL.match(rest))
        and not re.match(r"未来", rest)
    )


def _difference(mention: Mention, seen: Sequence[Mention], told: Told, known: ListWords) -> Statement | None:
    lead = mention.lead
    same = [m for m in seen if _same_measure(m, mention) and m.bracket == mention.bracket]
    if NET_UP.search(lead) or NET_DOWN.search(lead):
        return _net(mention, seen, known)
    if OVER.search(lead) and not re.search("比|较", lead):
        return _over(mention, same, known)
    if not _left(mention) or _part_of_rest(mention, told.done):
        return None
    if mention.figure.dimension == MONEY:
        return money_left(mention, told.pairs, told.general, known, told.done)
    return _count(mention, same, known) or _again(mention, same, told.done)


def _again(mention: Mention, same: Sequence[Mention], done: Sequence[Statement]) -> Statement | None:
    """老旧小区21个中，4个未完工: the whole is named again, what was done of it stands where it was first told."""
    if not same or same[-1].sentence != mention.sentence:
        return None
    whole = same[-1]
    for old in reversed(done):
        first = next(p.mention for p in old.parts if p.role == "minuend")
        taken = next(p.mention for p in old.parts if p.role == "subtrahend")
        if (
            first
            and taken
            and first.figure.value == whole.figure.value
            and first.figure.dimension == whole.figure.dimension
        ):
            shared = set(zip(first.lead, first.lead[1:], strict=False)) & set(
                zip(whole.lead, whole.lead[1:], strict=False)
            )
            if shared and first.passage is not whole.passage:
                return difference_of([whole], [taken], mention)
    return None


def _net(mention: Mention, seen: Sequence[Mention], known: ListWords) -> Statement | None:
    """新增1,214人，退出1,437人，净减少223人."""
    text = mention.passage.text
    near = [
        m for m in seen if m.sentence == mention.sentence and m.segment == mention.segment and _same_measure(m, mention)
    ]
    if len(near) < 2:  # noqa: PLR2004
        return None
    grown, shrunk = (
        [m for m in near[-2:] if known.group(name).search(m.lead or text[max(0, m.lead_start - 9) : m.lead_start])]
        for name in ("grown", "shrunk")
    )
    if len(grown) != 1 or len(shrunk) != 1 or grown == shrunk:
        return None
    up = bool(NET_UP.search(mention.lead))
    return difference_of(grown if up else shrunk, shrunk if up else grown, mention, claims=False)


def _over(mention: Mention, same: Sequence[Mention], known: ListWords) -> Statement | None:
    """年初目标180场，全年演出186场，超出6场."""
    near = [m for m in same if m.sentence == mention.sentence]
    targets = [m for m in near if known.group("whole_count").search(m.lead) and m.sees("target")]
    if not targets or near.index(targets[-1]) == len(near) - 1:
        return None
    return difference_of([near[near.index(targets[-1]) + 1]], [targets[-1]], mention, forced=len(near) == 2)  # noqa: PLR2004


def _count(mention: Mention, same: Sequence[Mention], known: ListWords) -> Statement | None:
    """任务260座，完成247座，剩余13座: the nearest done after the nearest whole."""
    near = [
        m for m in same if m.sentence >= mention.sentence - 1 and not BASE.search(m.lead) and m.form in ("value", "to")
    ]
    whole_words, done_words = known.group("whole_count"), known.group("done_count")
    done = next((m for m in reversed(near) if done_words.search(_around(m)) and not m.sees("target")), None)
    if done is None:
        return None
    before = [m for m in near[: near.index(done)] if m.segment == done.segment or m.sentence == done.sentence]
    wholes = [m for m in before if whole_words.search(_around(m)) and not _part_of_list(m)]
    if not wholes:
        return None
    last = wholes[-1]
    tied = [m for m in wholes if m.clause >= last.clause - 1]
    between = near[near.index(last) + 1 : near.index(done)]
    same_scope = mention.sentence == done.sentence or re.match(r"剩余|其余|余下|尚|未|还|仍", mention.lead) is not None
    return difference_of(
        tied, [done], mention, forced=not between and same_scope and mention.segment - done.segment <= 1
    )


def _same_measure(one: Mention, other: Mention) -> bool:
    """A remainder is counted as its whole is; 个 does not stand for 户 here, 台（套） does for 台."""
    return one.figure.dimension.partition("（")[0] == other.figure.dimension.partition("（")[0]


def _part_of_list(mention: Mention) -> bool:
    """Whether a 其中 before it makes the figure a part of another."""
    text = mention.passage.text
    start = max(text.rfind(c, 0, mention.start) for c in "，；。") + 1
    return "其中" in text[start : mention.start]


def _part_of_rest(mention: Mention, done: Sequence[Statement]) -> bool:
    """结余20万元，其中结转12万元、结余8万元: a part of what is left, told just before."""
    lefts = (p.mention for s in done[-1:] for p in s.parts if p.role == "difference")
    return any(m and m.passage is mention.passage and m.sentence == mention.sentence for m in lefts) and _part_of_list(
        mention
    )


def _around(mention: Mention) -> str:
    """The lead, or the noun before the bracket that the figure opens."""
    text = mention.passage.text
    box = box_at(text, mention.start)
    return (text[max(0, box - 8) : box] if box >= 0 and not mention.lead else "") + mention.lead
