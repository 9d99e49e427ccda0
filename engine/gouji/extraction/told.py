"""What 决算公开 must explain and speak of: a change of 三公经费 with its reason, and the matters it names at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gouji.extraction.mention import Mention, Reading
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words
from gouji.extraction.topics import MARKS, texts
from gouji.extraction.wordlists import Groups, either, groups_of

DISCLOSURE = "final_accounts_disclosure"
QUOTES = '[“”"（）()]*'
SENTENCE = re.compile("[。；;]|$")
AFTER = 3  # passages in which a reason may follow
NEAR = 60  # characters between the name of a matter and its change


@dataclass(frozen=True)
class Words:
    """Compiled: matters whose change needs a reason, what opens a reason, and which way reasons point."""

    changes: re.Pattern[str]
    reasons: re.Pattern[str]
    grows: re.Pattern[str]
    shrinks: re.Pattern[str]


def changes_told(prose: Prose) -> Iterator[Statement]:
    """Each change of a matter, with the reason that its paragraph or one of the next gives."""
    if prose.profile.kind != DISCLOSURE:
        return
    w = _words(texts(prose))
    for reading in prose.readings:
        if reading.passage.cell is None:
            for name, m in _changes(reading, w):
                place = reading.passage
                of = MARKS.sub("", name[0])
                parts = [words("mention", place, name.start(), name.end(), "增减要说明", subject=of)]
                yield Statement((*parts, *_reason(m, of, w, prose)))


def _changes(reading: Reading, w: Words) -> Iterator[tuple[re.Match[str], Mention]]:
    """The first change of each matter in a paragraph, and the name it is of."""
    text = reading.passage.text
    seen: set[int] = set()
    for m in reading.mentions:
        if m.form not in ("change", "decrease") or m.figure.dimension != "元" or m.figure.value == 0:
            continue
        name = next((x for x in reversed(list(w.changes.finditer(text, 0, m.start)))), None)
        stop = max(text.rfind("。", 0, m.start), text.rfind("；", 0, m.start))
        if name and name.start() not in seen and stop < name.start() and m.start - name.end() <= NEAR:
            seen.add(name.start())
            yield name, m


def _reason(m: Mention, name: str, w: Words, prose: Prose) -> Iterator[Part]:
    """The words that say why; they point the wrong way if nothing in them goes the way of the change."""
    passage = m.passage
    if found := w.reasons.search(passage.text, m.end):
        end = SENTENCE.search(passage.text, found.end())
        stop = end.start() if end else len(passage.text)
        within = passage.text[found.start() : stop]
        up, down = w.grows.search(within), w.shrinks.search(within)
        wrong = up and not down if m.form == "decrease" else down and not up
        direct = "。" not in passage.text[m.end : found.start()] and not w.changes.search(passage.text, m.end, stop)
        says = ("原因相反",) if wrong and direct else ()
        yield words("explanation", passage, found.start(), stop, *says, subject=name)
        return
    for reading in prose.readings[passage.index + 1 : passage.index + 1 + AFTER]:
        if found := w.reasons.search(reading.passage.text):
            yield words("explanation", reading.passage, found.start(), found.end(), subject=name)
            return


def matters_told(prose: Prose) -> Iterator[Statement]:
    """The matters that a disclosure speaks of, each where it is first named."""
    if prose.profile.kind != DISCLOSURE:
        return
    for name, written in groups_of(prose.words["topics"]["topics"]):
        pattern = re.compile("|".join(map(re.escape, written.split())))
        places = ((r.passage, m) for r in prose.readings if (m := pattern.search(r.passage.text)))
        if first := next(places, None):
            passage, m = first
            yield Statement((words("mention", passage, m.start(), m.end(), "公开事项", subject=name),))


@lru_cache(maxsize=4)
def _words(groups: Groups) -> Words:
    table = dict(groups)
    names = (QUOTES.join(map(re.escape, word)) for word in sorted(table["changes"].split(), key=len, reverse=True))
    reasons, grows, shrinks = (re.compile(either(table, group)) for group in ("reasons", "grows", "shrinks"))
    return Words(re.compile("|".join(names)), reasons, grows, shrinks)
