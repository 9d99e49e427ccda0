"""Two versions of one report: what the later one has otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice
from typing import NamedTuple

from gouji.crossing.placed import Placed, Report, Standing, made
from gouji.gathering import Cite

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?[%‰]?")
LEAD = re.compile(r"[\u4e00-\u9fff]{1,12}[^\u4e00-\u9fff]*$")  # the words that lead to a change
NONE = "（无）"
LIKE = 0.6  # of two paragraphs that are one, reworded
SHOWN = 40  # characters
MOST = 60  # changes told of one report


class Change(NamedTuple):
    """What stood there and what stands there, the words before it, and both paragraphs."""

    was: str
    now: str
    lead: str
    before: str
    after: str


def versions(stands: Standing) -> Iterator[Placed]:
    """What was changed in every report that was handed in again."""
    latest = {report.member.path: report for report in stands.reports}
    for old in stands.replaced:
        new = latest.get(old.member.of)
        for n, change in enumerate(islice(_changes(old, new), MOST) if new else ()):
            lead = LEAD.search(change.lead)
            places = stands.of(old, group=f"改动{n}", subject=lead[0].strip() if lead else change.before[:SHOWN])
            for says, text, path, passage in (
                ("原来", change.was, old.member.path, change.before),
                ("现在", change.now, old.member.of, change.after),
            ):
                fact = made(f"v{old.number}.{n}.{says}", "superseded", text, places, (says,))
                yield Placed(fact, (Cite(path, says, passage),))


def _changes(old: Report, new: Report) -> Iterator[Change]:
    """Numbers of paragraphs that are else the same, then other words."""
    same = set(old.member.passages) & set(new.member.passages)
    after = [text for text in new.member.passages if text not in same]
    by_words: defaultdict[str, list[str]] = defaultdict(list)
    for text in after:
        by_words[NUMBER.sub("0", text)].append(text)
    reworded = []
    for text in (text for text in old.member.passages if text not in same):
        if not (others := by_words.get(NUMBER.sub("0", text))):
            reworded.append(text)
            continue
        other = others.pop(0)
        after.remove(other)
        for m, now in zip(NUMBER.finditer(text), NUMBER.findall(other), strict=True):
            if m[0] != now:
                yield Change(m[0], now, text[: m.start()], text, other)
    yield from _reworded(reworded[:MOST], after[:MOST])


def _reworded(before: list[str], after: list[str]) -> Iterator[Change]:
    """Paragraphs of which words were changed: what stands between what they begin and end with alike."""
    left = list(after)
    for text in before:
        close = get_close_matches(text, left, n=1, cutoff=LIKE)
        if close:
            other = close[0]
            left.remove(other)
            start = _alike(text, other)
            end = min(_alike(text[::-1], other[::-1]), min(len(text), len(other)) - start)
            was, now = (one[start : len(one) - end][:SHOWN] or NONE for one in (text, other))
            yield Change(was, now, text[:start], text, other)


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
