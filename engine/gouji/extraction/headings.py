"""Headings: what each part of a report is for, and the numbers of its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from itertools import pairwise

from gouji.extraction.passages import Passage
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words
from gouji.quantity import Quantity

Sections = tuple[tuple[str, tuple[str, ...]], ...]  # class of section → the words that name it

HAN = "零一二三四五六七八九十"
GOAL = re.compile(r"目标(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})[：:]?[“《「](?P<title>[^”》」]{4,60})[”》」]")
SHORTEST = 3  # numbers of a list
FRAMED = "【〖"  # brackets around a heading without a number
LONGEST = 32  # characters of a heading
ALONE = "上年结果应用"  # its heading names the results and problems of another year
SENTENCE = re.compile(r"[。；，]")
DIGIT = re.compile(r"\d")


def headings(prose: Prose) -> Iterator[Statement]:
    """Every heading, with the classes of section its words say."""
    for reading, (title, says) in zip(prose.readings, _titles(prose), strict=True):
        if not title:
            continue
        passage = reading.passage
        if says or passage.label or passage.level:
            end = passage.body + len(title)
            part = Part(
                "heading", text=passage.text[:end], span=passage.span(0, end), says=says, subject=title.rstrip("。：:")
            )
            yield Statement((part,), places={"section": prose.places[passage.index].section})


def list_numbers(prose: Prose) -> Iterator[Statement]:
    """The numbers of each list of headings, in order; lists of one, and bullets, have none."""
    lists: dict[str, list[int]] = {}
    for place, reading in zip(prose.places, prose.readings, strict=True):
        if place.siblings and place.number is not None and not reading.passage.cell:
            lists.setdefault(place.siblings, []).append(reading.passage.index)
    for name, members in lists.items():
        if _is_list(prose, members):
            yield Statement(tuple(_number(prose, index) for index in members), places={"list": f"序号{name}"})


def goal_titles(prose: Prose) -> Iterator[Statement]:
    """The names of numbered goals: 目标2“…”; places tell which goal."""
    for reading in prose.readings:
        passage = reading.passage
        for m in GOAL.finditer(passage.text) if passage.label else ():
            part = words("goal_title", passage, m.start("title"), m.end("title"))
            yield Statement((part,), places={"goal": f"目标{m['number']}"})


def _is_list(prose: Prose, members: list[int]) -> bool:
    """Three numbers or more that start at 1 and never fall; a number missing at a line's front is not inside a line."""
    numbers = [prose.places[index].number or 0 for index in members]
    if len(numbers) < SHORTEST or numbers[0] != 1 or any(b < a for a, b in pairwise(numbers)):
        return False
    for (a, index), (b, _) in pairwise(zip(numbers, members, strict=True)):
        if b > a + 2 or (b == a + 2 and _inside(prose.readings[index].passage, a + 1)):
            return False
    return True


def _inside(passage: Passage, number: int) -> bool:
    """Whether a list number stands inside a line instead of at its front."""
    text = passage.text[passage.body :]
    printed = (
        f"{number}.",
        f"{number}、",
        f"（{number}）",
        f"{number})",
        f"{HAN[number : number + 1]}、",
        f"（{HAN[number : number + 1]}）",
    )
    return any(one in text for one in printed)


def _number(prose: Prose, index: int) -> Part:
    passage, number = prose.readings[index].passage, Fraction(prose.places[index].number or 0)
    figure = Quantity(passage.label, str(number), number, Fraction(1), "", counted=True)
    end = max(passage.body, 1)
    return Part("list_number", text=passage.label, span=passage.span(0, end), figure=figure)


def title_of(passage: Passage) -> str:
    """The words of a heading without its label; empty for body text and cells."""
    if passage.cell:
        return ""
    text = passage.text[passage.body :]
    if len(text) > LONGEST:
        head = re.match(r"[^。，；：]{2,24}(?=[。：])", text) if passage.label else None
        return head[0] if head and not DIGIT.search(head[0]) else ""
    bare = text.rstrip("。：:")
    if SENTENCE.search(bare) or (not passage.label and not passage.level and (text != bare or DIGIT.search(bare))):
        return ""
    return bare


@lru_cache(maxsize=1)  # several builders ask for those of one document
def _titles(prose: Prose) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For every passage its title (see `title_of`) and the classes of section that it names."""
    sections: Sections = tuple((name, tuple(known)) for name, known in prose.words["sections"].items())
    titles = [title_of(reading.passage) for reading in prose.readings]
    return tuple((title, _classes(title, sections) if title else ()) for title in titles)


def _classes(title: str, sections: Sections) -> tuple[str, ...]:
    """The classes of section that a heading's words name, in the vocabulary's order; the first may stand alone."""
    names, pattern = _words(sections)
    said = {names[m[0]] for m in pattern.finditer(title)}
    found = tuple(name for name, _ in sections if name in said)
    return found[:1] if found[:1] == (ALONE,) else found


@cache
def _words(sections: Sections) -> tuple[dict[str, str], re.Pattern[str]]:
    names = {word: name for name, known in sections for word in known}
    return names, re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))


@lru_cache(maxsize=1)  # several builders ask for those of one document
def section_classes(prose: Prose) -> tuple[str, ...]:
    """For every passage the class of the section it stands in: that of the nearest heading above which has one."""
    found: list[str] = []
    own: dict[int, str] = {}
    loose = ""  # the class of an unlabelled heading, which no outline knows
    for reading, place, (title, named) in zip(prose.readings, prose.places, _titles(prose), strict=True):
        passage = reading.passage
        if named and (not place.above or len(passage.text) - passage.body <= LONGEST):
            own[passage.index] = named[0]
            if not passage.label:
                loose = named[0]
        elif (passage.label and not place.above) or (title and passage.text[0] in FRAMED):
            loose = ""
        above = [own[i] for i in (*place.above, passage.index) if i in own]
        found.append(
            above[-1]
            if above and not (loose and passage.label == "" and not place.above)
            else loose or (above[-1] if above else "")
        )
    return tuple(found)
