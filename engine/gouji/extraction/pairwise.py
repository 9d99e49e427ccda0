"""分别: as many changes as things, each its own. A、B分别增加x、减少y; 分别下降25%、33.3%（上年4起、3人）.

Figures are paired by place only where each side is a list of as many; anything else stays unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gouji.extraction.comparing import STRUCTURE, Grammar, Line, grammar, same_sort, unsigned
from gouji.extraction.currents import VALUES
from gouji.extraction.mention import Mention
from gouji.extraction.naming import core
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words
from gouji.quantity import Quantity

TURN = re.compile(r"分别|依次")
NAMES = re.compile(r"[、和及与]|以及")
JOIN = re.compile(r"个?(?:左右)?(?:、|和|及|与|，)(?P<rest>[^，。；：、（）\d]{0,8})")
NEAR = 16  # characters between a run and the one that goes with it
CHANGES = ("change", "decrease", "growth", "decline")


@dataclass(frozen=True, slots=True)
class Run:
    """Figures listed one after another; `ups` is which way the words before each say, `names` what they are of."""

    mentions: tuple[Mention, ...]
    ups: tuple[bool | None, ...]
    names: tuple[str, ...]
    turn: bool
    earlier: bool

    @property
    def changing(self) -> bool:
        """Whether it lists changes rather than values."""
        return all(m.form in CHANGES or u is not None for m, u in zip(self.mentions, self.ups, strict=True))


def pairwise(prose: Prose) -> Iterator[Statement]:
    """The changes that 分别 deals out."""
    g = grammar(prose)
    for reading in prose.readings:
        if TURN.search(reading.passage.text):
            known: dict[str, Mention] = {}
            for sentence in prose.sentences(reading):
                yield from _sentence(Line(g, prose, reading, sentence), known)


def _sentence(line: Line, known: dict[str, Mention]) -> Iterator[Statement]:
    """What one sentence deals out; `known` figures of the passage by the names that 分别 gave them, added to here."""
    values: Run | None = None
    stated: list[Run] = []  # a run of changes and the runs that go with it
    for run in _runs(line.g, line.mentions):
        if stated and _goes_with(stated, run):
            stated.append(run)
            continue
        yield from _dealt(line, values, stated, known)
        stated = [run] if run.changing and run.turn else []
        if not run.changing:
            values = run if run.turn else None
            if run.turn:
                known.update(zip(run.names, run.mentions, strict=False))
    yield from _dealt(line, values, stated, known)


def _runs(g: Grammar, mentions: tuple[Mention, ...]) -> Iterator[Run]:
    """The lists of two or more figures in a sentence."""
    n = 0
    while n < len(mentions):
        run = [mentions[n]]
        ups = [_way(g, mentions[n].lead)]
        while n + len(run) < len(mentions):
            a, b = run[-1], mentions[n + len(run)]
            joined = JOIN.fullmatch(a.passage.text, a.end, b.start)
            rest = joined["rest"] if joined else ""
            if not _counted_twice(a, b) and (not joined or not _listed(g, a, b, rest)):
                break
            run.append(b)
            ups.append(_way(g, rest) if rest else ups[-1])
        if len(run) > 1:
            yield _made(g, run, ups, mentions[n - 1].end if n else 0)
        n += len(run)


def _counted_twice(a: Mention, b: Mention) -> bool:
    """来访86批173人次: one thing counted in two ways, with nothing between."""
    return a.end == b.start and a.figure.counted and b.figure.counted and a.figure.dimension != b.figure.dimension


def _listed(g: Grammar, a: Mention, b: Mention, rest: str) -> bool:
    """Whether only a direction word, if anything, stands between two figures of a list."""
    comma = a.passage.text[a.end : b.start].lstrip("个").startswith("，")
    if comma or (rest and not g.lead.fullmatch(rest)) or a.depth != b.depth:
        return False
    return (a.percent or a.points or a.token.unit == "个") == (b.percent or b.points) or a.token.unit == b.token.unit


def _made(g: Grammar, run: list[Mention], ups: list[bool | None], floor: int) -> Run:
    first = run[0]
    text = first.passage.text
    start = max(floor, *(text.rfind(c, 0, first.start) + 1 for c in "，,。；;：（("))
    before = text[start : first.start]
    turn = TURN.search(before)
    listed = before[: turn.start()] if turn else ""
    listed = re.sub(r"(?:同比|环比|(?:较|比|与)[^、]{1,10}?(?:相比)?)$", "", listed)
    names = tuple(core(STRUCTURE.sub("", x)) for x in NAMES.split(listed) if x)
    return Run(
        tuple(run),
        tuple(ups),
        names if len(names) == len(run) else (),
        bool(turn),
        bool(g.earlier.search(before) or re.search(r"(?:19|20)\d\d年", before)),
    )


def _way(g: Grammar, lead: str) -> bool | None:
    m = g.lead.fullmatch(lead)
    return None if m is None or re.search("变动|增减", m["dir"]) else bool(g.up.fullmatch(m["dir"]))


def _goes_with(stated: list[Run], run: Run) -> bool:
    """A run of rates after changes, or of last year's values after either: as many, near, without names of its own."""
    a, b = stated[-1].mentions[-1], run.mentions[0]
    if len(run.mentions) != len(stated[0].mentions) or b.start - a.end > NEAR or run.names:
        return False
    if run.earlier and not run.changing:
        return True
    kind = run.mentions[0].percent
    return all(s.mentions[0].percent != kind for s in stated) and not run.mentions[0].points


def _dealt(line: Line, values: Run | None, stated: list[Run], known: dict[str, Mention]) -> Iterator[Statement]:
    """One statement for each thing of a run of changes."""
    for i in range(len(stated[0].mentions) if stated else 0):
        head = stated[0]
        prior = next((s.mentions[i] for s in stated if s.earlier and not s.changing), None)
        told = [_change(s, i, head.mentions[-1]) for s in stated if s.changing or not s.earlier]
        amounts = [p.mention for p in told if p.mention and (not p.mention.percent or p.mention.points)]
        like = prior or next(iter(amounts), None)
        named = known.get(head.names[i]) if head.names else None
        current = named or (_current(line, values, head, i, like) if like else None)
        if (current and prior) or (len(told) > 1 and (current or prior)):
            parts = [Part(role, m) for role, m in (("current", current), ("prior", prior)) if m]
            yield Statement((*parts, *told, *_claim(line.g, head, i)), claim=head.mentions[i])


def _change(run: Run, i: int, last: Mention) -> Part:
    m = run.mentions[i]
    up = run.ups[i] if run.ups[i] is not None else True
    figure: Quantity | None = None
    if m.token.unit == "个" and last.points:  # 0.6个、0.2个百分点
        figure = replace(
            m.figure,
            dimension="",
            value=m.figure.value / 100,
            step=m.figure.step / 100,
            scale=last.figure.scale,
            counted=False,
        )
    if m.figure.value < 0:
        up, figure = not up, unsigned(m.figure)
    role = ("growth_rate", "decline_rate") if m.percent else ("change", "decrease")
    return Part(role[0 if up else 1], m, figure=figure)


def _claim(g: Grammar, run: Run, i: int) -> list[Part]:
    """The direction word before a figure of the run, or before the first for all."""
    for m in reversed(run.mentions[: i + 1]):
        text = m.passage.text
        found = list(g.direction.finditer(text, max(0, m.start - 8), m.start))
        if found and run.ups[i] is not None and m.figure.value >= 0:
            return [words("claim", m.passage, found[-1].start(), found[-1].end(), "增加" if run.ups[i] else "减少")]
    return []


def _current(line: Line, values: Run | None, head: Run, i: int, like: Mention) -> Mention | None:
    """What thing i stands at now: by its place in the list before, or the only figure of its sort before."""
    if not head.names and values and len(values.mentions) == len(head.mentions) and not values.earlier:
        return values.mentions[i]
    before = [m for m in line.mentions if m.end <= head.mentions[0].start and m.form in VALUES and _same(m, like)]
    if len(before) == 1:
        return before[0]
    return before[i] if len(before) == len(head.mentions) and not head.names else None


def _same(m: Mention, like: Mention) -> bool:
    return same_sort(m, like) and not m.figure.bound and not m.sees("target")
