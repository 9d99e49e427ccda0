"""What is missing of a task told elsewhere: 村道任务尚差2公里, 仍有6个小区没有物业管理, among a report's problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gouji.extraction.balances import LEFT, MONEY, difference_of
from gouji.extraction.mention import Mention, Reading
from gouji.extraction.prose import Prose
from gouji.extraction.rates import IN_WHICH
from gouji.extraction.statement import Statement
from gouji.extraction.targets import Readers, could_be_actual, is_target, readers
from gouji.extraction.terms import measured

STILL = re.compile(r"(?:尚|仍|还|目前)+有?(?:约)?$|有$")
UNDONE = re.compile(r"^(?:的)?(?:未|尚未|没有|还未|待)")
LACKING = re.compile(r"^(?P<noun>[一-鿿]{1,8}?)(?:没有|尚未|还未|未能?|待)(?P<what>[一-鿿]{2,10})")
TASK = re.compile(r"(?:建设|改造)?(?:任务|目标|计划|指标|工程量|数量)$")
ADVERB = re.compile(r"^(?:一|二|三|四|五|六)是|^(?:其中|目前|部分|个别|因此|但)|(?:目前|尚|仍|还|，)+$")
NEAR = 6  # characters between a figure and the bracket with its target
SHORT = 3  # characters of a name that fits by accident
PAST = re.compile("上年|去年|明年|预计|拟|年初|期初")


@dataclass(frozen=True, slots=True)
class Task:
    """A whole and what was reached of it, with all the words around them."""

    whole: Mention
    done: Mention
    words: str


def shortfalls(prose: Prose) -> Iterator[Statement]:
    """Every remainder that names a task told in another passage, if only one task has that name."""
    r = readers(prose)
    left = [(m, name) for m in prose.mentions() for name in [_missing(m)] if name]
    if not left:
        return
    tasks = [task for reading in prose.readings for task in (*_tasks(reading, r), *_shares(reading))]
    for mention, names in left:
        fits = [t for t in tasks if _fits(t, mention, names)]
        if len({(t.whole.figure.value, t.done.figure.value) for t in fits}) == 1:
            yield _exact(difference_of([fits[0].whole], [fits[0].done], mention))


def _exact(statement: Statement) -> Statement:
    """What was set as a task is not rounded: 20公里 is 20.0公里."""
    parts = (
        replace(p, figure=replace(p.figure, assigned=True)) if p.role == "minuend" and p.figure else p
        for p in statement.parts
    )
    return replace(statement, parts=tuple(parts))


def _missing(mention: Mention) -> tuple[str, ...]:
    """The names of what a figure says is missing: of the task, or of the things and what they lack."""
    if not measured(mention) or mention.form not in ("value", "change") or mention.passage.cell:
        return ()
    lead = mention.lead
    if PAST.search(lead) or mention.figure.hedge:
        return ()
    lacking = LACKING.match(mention.tail)
    if lacking and STILL.search(lead) and len(lead) <= SHORT:
        return (lacking["noun"], lacking["what"])
    undone = UNDONE.match(mention.tail) is not None
    if not (LEFT.search(lead) or undone):
        return ()
    name = ADVERB.sub("", ADVERB.sub("", STILL.sub("", LEFT.sub("", lead))))
    told = TASK.sub("", name)  # 减畜任务: that it is a task lets a shorter name do
    long = len(told) > SHORT or (told != name and len(told) > 1)
    return (told,) if long and re.fullmatch("[一-鿿“”]+", told) else ()


def _tasks(reading: Reading, r: Readers) -> Iterator[Task]:
    """目标20公里，实际18.6公里; 村道18.6公里（任务20公里）: the two figures next to each other, one a target."""
    mentions = [m for m in reading.mentions if measured(m)]
    before: Mention | None = None
    for n, target in enumerate(mentions):
        if is_target(target, r):
            after = mentions[n + 1] if n + 1 < len(mentions) else None
            if before and before.end <= target.bracket <= before.end + NEAR:
                after = None
            done = next(
                (m for m in (after, before) if m and _of_one(m, target) and could_be_actual(m, target, r)), None
            )
            if done:
                yield Task(target, done, _words(*((done, target) if done is before else (target, done))))
        before = target


def _of_one(one: Mention, other: Mention) -> bool:
    """Whether two figures stand in one segment and measure the same."""
    return one.segment == other.segment and one.figure.dimension == other.figure.dimension


def _shares(reading: Reading) -> Iterator[Task]:
    """24个小区中引入物业管理的18个: the whole, and those that have it."""
    for one, other in zip(reading.mentions, reading.mentions[1:], strict=False):
        alike = measured(one) and measured(other) and one.figure.dimension == other.figure.dimension
        if alike and one.sentence == other.sentence and IN_WHICH.search(one.tail):
            yield Task(one, other, one.tail + other.lead + other.tail)


def _words(one: Mention, other: Mention) -> str:
    """The text from the start of the stretch to the second figure."""
    text = one.passage.text
    start = max(max(text.rfind(c, 0, one.start) for c in "。；！？") + 1, one.passage.body)
    return text[start : other.start]


def _fits(task: Task, mention: Mention, names: Sequence[str]) -> bool:
    """Whether a task is measured as what is missing, has its names, and is told elsewhere."""
    if task.whole.figure.dimension != mention.figure.dimension or mention.figure.dimension == MONEY:
        return False
    if task.done.sentence == mention.sentence:
        return False
    return all(name in task.words for name in names)
