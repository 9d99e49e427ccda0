"""What is left of a whole told as …中: 126所学校中供餐的117所，其余9所; 15项任务中完成14项、未完成1项."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.extraction.balances import MONEY, difference_of
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.rates import IN_WHICH
from gouji.extraction.statement import Part, Statement
from gouji.extraction.terms import BASE, compared_to, measured, tidy
from gouji.extraction.wholes import ListWords, list_words

REST = re.compile(r"^(?:其余|余下|剩下|剩余|另外|另(?=$))(?!的?[一二三四五六七八九十\d])")
PARTNER = re.compile(r"[、，]?[^，。；：、]{2,12}$")
ECHO = re.compile(
    r"^[、，；]?(?P<no>未能?|没有?|尚未|还没有?|不)(?P<what>[一-鿿]{1,4}?)(?:成功|成|上|到|完|掉)?(?:的|者)(?:还|仍|尚)?(?:有|为)?$"
)
OPINION = re.compile("满意|好|了解|知|清|赞成|同意|认可")
UNDONE = re.compile(r"^[、，]?(?:未能?|没有|尚未)(?P<what>[一-鿿]{2,4})(?:的|有|为)*$")
OF_WHICH = re.compile("其中|包括|包含")


def rests(prose: Prose) -> Iterator[Statement]:
    """Every 其余, 未完成 or other half of a pair with the whole that …中 names and what was taken from that."""
    known = list_words(prose)
    for reading in prose.readings:
        if not reading.passage.cell:
            for n, mention in enumerate(reading.mentions):
                if measured(mention) and mention.form in ("value", "to"):
                    yield from _rest(mention, reading.mentions[:n], known)


def _rest(rest: Mention, before: Sequence[Mention], known: ListWords) -> Iterator[Statement]:
    echoed = _echo(rest, before)
    if echoed:
        yield difference_of([echoed[0]], [echoed[1]], rest)
        return
    if not (REST.match(rest.lead) or PARTNER.match(rest.lead)):
        return
    near = [m for m in before if m.sentence == rest.sentence and _counted_alike(m, rest)]
    at = next((n for n in reversed(range(len(near))) if IN_WHICH.search(near[n].tail)), None)
    if at is None or near[at].form not in ("value", "to"):
        return
    taken = [m for m in near[at + 1 :] if not _within(m, near[at])]
    if not taken or not (REST.match(rest.lead) or _undone(rest, taken) or _other_half(rest, taken, known)):
        return
    if len(taken) == 1:
        yield difference_of([near[at]], taken, rest)
    else:
        parts = [Part("part", m, subject=tidy(m.lead)) for m in (*taken, rest)]
        total = Part("total", near[at], says=("列全",), subject=tidy(near[at].lead))
        yield Statement((total, *parts), claim=rest)


def _echo(rest: Mention, before: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """接到134件，调成129件，没调成的5件: what was not done, the one figure of what was, and the whole before that."""
    m = ECHO.match(rest.lead)
    if not m or OPINION.search(m["what"]) or rest.figure.dimension == MONEY:
        return None
    near = [x for x in before if x.sentence == rest.sentence and _counted_alike(x, rest) and not x.sees("target")]
    done = [n for n, x in enumerate(near) if m["what"] in x.lead[-8:] + x.tail[:6] and not ECHO.match(x.lead)]
    if len(done) != 1 or not done[0] or done[0] != len(near) - 1:
        return None
    return near[done[0] - 1], near[done[0]]


def _undone(rest: Mention, taken: Sequence[Mention]) -> bool:
    """Whether it is what was not done, 未完成, and all the others are what was done, 超额完成 or 按期完成."""
    m = UNDONE.search(rest.lead)
    return m is not None and all(tidy(x.lead).endswith(m["what"]) for x in taken)


def _other_half(rest: Mention, taken: Sequence[Mention], known: ListWords) -> bool:
    return len(taken) == 1 and known.paired(tidy(taken[0].lead), tidy(rest.lead), "")


def _counted_alike(one: Mention, rest: Mention) -> bool:
    """Whether a figure could be of the same whole: its measure and bracket, and no base of a comparison."""
    return (
        measured(one)
        and one.figure.dimension == rest.figure.dimension
        and one.bracket == rest.bracket
        and not BASE.search(one.lead)
        and not compared_to(one)
    )


def _within(one: Mention, whole: Mention) -> bool:
    """Whether a 其中 of the same segment makes the figure a part of another part."""
    text = one.passage.text
    start = max(text.rfind("；", 0, one.start), whole.end)
    return OF_WHICH.search(text, start, one.start) is not None
