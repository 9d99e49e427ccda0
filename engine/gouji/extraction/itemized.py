"""A total and the numbered items after it: 支出构成如下：1.… 2.…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.extraction.accounts import account
from gouji.extraction.breakdowns import MARK, plain_named
from gouji.extraction.mention import Reading
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Statement
from gouji.extraction.terms import BASE, Term, terms, tidy
from gouji.extraction.wholes import ListWords, like, list_words, statement, total_among

TO_ITEMS = re.compile(r"(?:其中|如下|见下|具体为|包括|构成|分|明细|分别为|分别是|主要[为是]|主要包括|主要有)[:：]?$")


def itemized(prose: Prose) -> Iterator[Statement]:
    """Every total whose parts are the numbered passages after it."""
    known = list_words(prose)
    earlier: list[Term] = []
    for reading in prose.readings:
        if not reading.passage.cell:
            found = terms(reading)
            yield from _items(prose, reading, found, earlier, known)
            earlier.extend(found)


def _items(
    prose: Prose, reading: Reading, found: Sequence[Term], earlier: Sequence[Term], known: ListWords
) -> Iterator[Statement]:
    """…其中： or 支出构成如下： at the end of a passage: the numbered items that follow, one figure of each."""
    text = reading.passage.text
    m = TO_ITEMS.search(text)
    if not m or reading.passage.index + 1 >= len(prose.readings):
        return
    items = _item_terms(prose, reading.passage.index + 1)
    if len(items) < 2:  # noqa: PLR2004
        return
    start = max(text.rfind(c, 0, m.start() + 1) for c in "。；！？") + 1
    own = [t for t in found if t.bracket < 0 and not BASE.search(t.mention.lead) and not t.moved]
    hint = text[start:]
    said = tidy(MARK.sub("", re.sub("主要内容|具体内容", "", hint[max(0, reading.passage.body - start) :])))
    named = [t for t in earlier if t.bracket < 0 and len(said) > 3 and said in t.name and like(items[0], t)]  # noqa: PLR2004
    totals = total_among(own, items, hint) or named[-1:] or plain_named(said, items, earlier)
    if totals and (len(own) < 2 or account(hint) or totals[0] is own[0]):  # noqa: PLR2004
        closed = re.search("(?:主要|重点)(?!内容)", m[0]) is None
        made = statement(totals, items, known, closed=closed, forced=closed and bool(own or named))
        if made:
            yield made


def _item_terms(prose: Prose, index: int) -> list[Term]:
    """The first figure of every item of the numbered list that begins at a passage, of the account of the first."""
    first = prose.readings[index]
    inline = re.split("[①②③④⑤⑥⑦⑧⑨⑩]", first.passage.text)
    if len(inline) > 2:  # noqa: PLR2004
        marks = [m.start() for m in re.finditer("[①②③④⑤⑥⑦⑧⑨⑩]", first.passage.text)]
        found = terms(first)
        picked = [next((t for t in found if t.start > a), None) for a in marks]
        return [t for t in picked if t and like(t, picked[0] or t)]
    siblings = prose.places[index].siblings
    made: list[Term] = []
    for reading in prose.readings[index : index + 40]:
        if prose.places[reading.passage.index].siblings != siblings or not siblings:
            if not reading.passage.label and made:
                continue
            break
        own = [t for t in terms(reading) if not made or like(t, made[0])]
        if not own:
            return []
        same = [t for t in own if made and account(t.name) == account(made[0].name)]
        made.append((same or own)[0])
    return made
