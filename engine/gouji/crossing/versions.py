"""Two versions of one report: the numbers that the later one has otherwise, in paragraphs that are else the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from gouji.crossing.placed import Placed, Report, Standing, made
from gouji.gathering import Cite

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?[%‰]?")
BEFORE = re.compile(r"[\u4e00-\u9fff]{1,12}[^\u4e00-\u9fff]*$")  # the words that lead to a number
MOST = 60  # changes told of one report


def versions(stands: Standing) -> Iterator[Placed]:
    """The changed numbers of every report that was handed in again."""
    latest = {report.member.path: report for report in stands.reports}
    for old in stands.replaced:
        new = latest.get(old.member.of)
        for n, (was, is_, before, after) in enumerate(_changes(old, new) if new else ()):
            if n >= MOST:
                break
            for says, text, passage, report in (("原来", was, before, old), ("现在", is_, after, new)):
                if report:
                    words = BEFORE.search(passage.partition(text)[0])
                    places = stands.of(old, group=f"改动{n}", subject=words[0].strip() if words else "")
                    fact = made(f"v{old.number}.{n}.{says}", "superseded", text, places, (says,))
                    yield Placed(fact, (Cite(report.member.path, says, passage),))


def _changes(old: Report, new: Report) -> Iterator[tuple[str, str, str, str]]:
    """Number before, number after, and the paragraphs: those that are the same but for their numbers, in order."""
    after: defaultdict[str, list[str]] = defaultdict(list)
    same = set(old.member.passages) & set(new.member.passages)
    for text in new.member.passages:
        if text not in same:
            after[NUMBER.sub("0", text)].append(text)
    for text in old.member.passages:
        if text in same or not (others := after.get(NUMBER.sub("0", text))):
            continue
        other = others.pop(0)
        for was, is_ in zip(NUMBER.findall(text), NUMBER.findall(other), strict=True):
            if was != is_:
                yield was, is_, text, other
