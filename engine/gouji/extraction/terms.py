"""Terms: the plain figures of a passage as the items of a list, each with its name.

A figure in a bracket of its own, 孤儿（63人）, is an item of the outer list; 甲、乙分别为3人、4人 gives each figure its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gouji.extraction.clauses import CLOSE, OPEN, Mention, Reading

TIMES = frozenset({"年", "月", "日", "工作日", "小时", "分钟", "秒", "岁", "周", "学时", "课时", "分"})
TOTALS = re.compile(r"合计|共计|总计|小计|相加")
NAME_EDGE = re.compile(r"^[的了和与及、，：:—–\-\s“”]+|[的了为是约达计有：:—–\-\s“”]+$")
NOUN_BEFORE = re.compile(r"[^，。；：、（）()！？\d]{1,16}$")
PAIRWISE = re.compile(r"分别|依次|各自")
BASE = re.compile(r"^(?:比|较|与|同)|(?:上年|去年|上期|同期)")


@dataclass(frozen=True, slots=True)
class Term:
    """A plain figure, its name, and the bracket level at which it is an item (`bracket` -1 outside any).

    `run` numbers the figures that one 分别 pairs, 0 outside one; `own` says that the words name it, not its place.
    """

    mention: Mention
    name: str
    depth: int
    bracket: int
    run: int = 0
    boxed: bool = False

    @property
    def start(self) -> int:
        """First clean character of the figure."""
        return self.mention.start

    @property
    def dimension(self) -> str:
        """What it measures."""
        return self.mention.figure.dimension


def measured(mention: Mention) -> bool:
    """Whether the figure counts or measures something that could be a whole or a part."""
    return not (
        mention.percent
        or mention.points
        or mention.token.kind != "quantity"
        or mention.figure.bound
        or mention.figure.dimension in TIMES
        or mention.figure.dimension in ("", "?")
        or mention.token.unit in ("分", "倍")
    )


def terms(reading: Reading) -> tuple[Term, ...]:
    """The measured figures of a passage with the form of a value, in order."""
    text = reading.passage.text
    made = [_term(m, text) for m in reading.mentions if measured(m) and m.form in ("value", "to")]
    return tuple(_paired(made, text))


def _term(mention: Mention, text: str) -> Term:
    """A figure that opens a bracket after a noun belongs to that noun, outside the bracket."""
    name, start = mention.lead, mention.lead_start
    if mention.bracket >= 0 and mention.bracket == start - 1 and len(name) <= 2:  # noqa: PLR2004
        noun = NOUN_BEFORE.search(text, 0, mention.bracket)
        if noun and not noun[0].startswith(("以上", "以下")):
            outer = _outer(text, mention.bracket)
            return Term(mention, tidy(noun[0]), mention.depth - 1, outer, boxed=True)
    return Term(mention, tidy(name), mention.depth, mention.bracket)


def _outer(text: str, bracket: int) -> int:
    """Where the bracket around another one begins; -1 if none."""
    depth = 0
    for i in range(bracket - 1, -1, -1):
        c = text[i]
        if c in CLOSE:
            depth += 1
        elif c in OPEN:
            if not depth:
                return i
            depth -= 1
        elif c in "。！？":
            break
    return -1


def tidy(name: str) -> str:
    """A name without the little words at its edges."""
    return NAME_EDGE.sub("", name)


def _paired(made: Sequence[Term], text: str) -> Iterator[Term]:
    """Names for the figures after 分别, one by one if there are as many."""
    n = run = 0
    while n < len(made):
        group = _group(made, n, text)
        if len(group) > 1:
            run += 1
            names = _names(made[n].mention, text, len(group))
            for term, name in zip(group, names or [made[n].name] * len(group), strict=True):
                yield replace(term, name=tidy(name), run=run)
        else:
            yield made[n]
        n += len(group)


def _group(made: Sequence[Term], n: int, text: str) -> list[Term]:
    group = [made[n]]
    if not PAIRWISE.search(made[n].mention.lead):
        return group
    while n + len(group) < len(made):
        last, new = group[-1].mention, made[n + len(group)].mention
        if not re.fullmatch(r"[、和与及，]|以及", text[last.end : new.start]):
            break
        group.append(made[n + len(group)])
    return group


def _names(mention: Mention, text: str, count: int) -> list[str]:
    """甲、乙和丙分别为: as many names as figures, or none."""
    lead = PAIRWISE.split(mention.lead)[0]
    for pattern in (r"、", r"、|和|与|及|以及"):
        names = [x for x in re.split(pattern, lead) if x]
        if len(names) == count:
            return names
    return []
