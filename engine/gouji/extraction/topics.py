"""What 决算公开 says of one matter: the money of it and how many there were (接待费 and batches, guests; cars bought, kept).

The figures of one matter in one paragraph are one group. A name told twice with different figures (of two years, of
budget and accounts) says nothing; counts go in pairs, each a list: the guests after the batches they came in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gouji.extraction.mention import Mention, Reading
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.extraction.wordlists import Groups, groups_of

MARKS = re.compile(r"[“”\"‘’（）()【】\[\]\s]")
LINKS = re.compile(
    r"(?:支出|决算|金额|总额|数额|数量|数|额|了|共计|合计|累计|共|计|为|是|约|达|有|全年|本年|本年度|实际|发生|：|:|个)*$"
)
CLAUSE = re.compile("[，,、：:；。]")
CLOSE = 4  # characters before a name that may make another of it: 人均公务接待费, 预算公务接待费
ANY_UNIT = ("个", "人", "次")
SETTLED = re.compile(r"(?<=[，,：:])(?:支出)?决算(?:数|支出|总额)?(?:为|是|共)?$")
OTHER = re.compile(
    "目标|任务|上年|去年|同期|预算|年初|计划|比|较|增|减|下降|节约|预留|预计|人均|生均|车均|平均|每|标准"
)
OF = re.compile("的(?:比重|比例)?(?:为|是|达)?$")
NEAR = 2  # figures between a count and the one that goes with it
AT_ALL = 24  # characters between a name and 支出决算为 that takes it up


Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Count:
    """How a number of things is written: names before it, its units, and the names that need no unit of their own."""

    name: str
    names: tuple[str, ...]
    units: frozenset[str]
    plain: tuple[str, ...]
    after: str


@dataclass(frozen=True)
class Words:
    """Matter → how its money and its rates are written (the longest first), and its counts."""

    money: Mapping[str, Names]
    rates: Mapping[str, Names]
    counts: Mapping[str, tuple[Count, ...]]


def topics(prose: Prose) -> Iterator[Statement]:
    """The figures of every matter in every paragraph that names it."""
    w = _words(prose)
    for reading in prose.readings:
        if reading.passage.cell is None and reading.mentions:
            for matter in dict.fromkeys((*w.money, *w.counts)):
                yield from _told(reading, matter, w, prose)


def _told(reading: Reading, matter: str, w: Words, prose: Prose) -> Iterator[Statement]:
    parts = [*_money(reading, w.money.get(matter, ()), prose), *_counts(reading, w.counts.get(matter, ()), prose)]
    parts += _rates(reading, w.rates.get(matter, ()), prose)
    if parts:
        yield Statement(tuple(parts), places={"scope": f"事项{reading.passage.index}"})


# ── money ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _money(reading: Reading, names: Names, prose: Prose) -> Iterator[Part]:
    found: dict[str, list[Mention]] = {}
    for m in reading.mentions:
        if m.figure.dimension == "元" and m.form in ("value", "to") and not m.vague:
            name = _named(_before(m), names)
            if name and not _is_other(m, prose):
                found.setdefault(name, []).append(m)
    for name, told in found.items():
        if len({m.figure.value for m in told}) == 1:
            yield Part("amount", told[0], subject=name, says=("决算数",))


def _rates(reading: Reading, names: Names, prose: Prose) -> Iterator[Part]:
    for m in reading.mentions:
        if m.percent and m.form in ("rate", "share", "percent", "completion") and not m.vague:
            plain = bare(OF.sub("", _before(m)))
            name = next((name for written, name in names if plain.endswith(written)), "")
            if name and not _of_another_year(m, prose):
                yield Part("share", m, subject=name)


def _before(m: Mention) -> str:
    """The words of the sentence before a figure, quotes and brackets left out."""
    text = m.passage.text
    start = max(text.rfind(mark, 0, m.start) for mark in "。；;") + 1
    return MARKS.sub("", text[start : m.start])


def _named(text: str, names: Names) -> str:
    """The name that the words before a figure end in, or that 支出决算为 takes up; not one of a budget."""
    plain = bare(text)
    for written, name in names:
        if plain.endswith(written):
            before = CLAUSE.split(plain[: -len(written)])[-1][-CLOSE:]
            return "" if OTHER.search(before) else name
    if settled := SETTLED.search(text):
        at, name = max(((text.rfind(written), name) for written, name in names), default=(-1, ""))
        if at >= 0 and settled.start() - at <= AT_ALL:
            return name
    return ""


def _is_other(m: Mention, prose: Prose) -> bool:
    """A figure of a budget, a change, a mean, another year."""
    return OTHER.search(m.lead) is not None or _of_another_year(m, prose)


def _of_another_year(m: Mention, prose: Prose) -> bool:
    year = m.period.year if m.period else None
    return m.sees("prior", "plan") or year not in (None, prose.profile.fiscal_year)


# ── counts ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _counts(reading: Reading, counts: tuple[Count, ...], prose: Prose) -> Iterator[Part]:
    """Each count that its own words name; one that goes with another only right after it."""
    for sentence in prose.sentences(reading):
        last: dict[str, int] = {}
        for n, m in enumerate(sentence):
            for one in counts:
                follows = one.after in last and n - last[one.after] <= NEAR
                if (one.after and not follows) or not _is(m, one, follows=follows) or _is_other(m, prose):
                    continue
                last[one.name] = n
                pair = last.get(one.after, n) if one.after else n
                places = {"list": f"{reading.passage.index}.{sentence[pair].start}"}
                yield Part("claimed_count", m, subject=one.name, places=places)
                break


def _is(m: Mention, one: Count, *, follows: bool) -> bool:
    if m.form not in ("value", "to") or m.vague:
        return False
    lead = bare(m.lead)
    if m.token.unit in one.units:
        return lead.endswith(one.names) or (follows and not lead)
    return m.token.unit in ANY_UNIT and lead.endswith(one.plain)


def _words(prose: Prose) -> Words:
    table = prose.words["topics"]
    return _compiled(
        tuple((matter, groups_of(names)) for matter, names in table["money"].items()),
        tuple((matter, groups_of(names)) for matter, names in table["rates"].items()),
        tuple(
            (matter, tuple((name, groups_of(row)) for name, row in rows.items()))
            for matter, rows in table["counts"].items()
        ),
    )


@lru_cache(maxsize=4)
def _compiled(
    money: tuple[tuple[str, Groups], ...],
    rates: tuple[tuple[str, Groups], ...],
    counts: tuple[tuple[str, tuple[tuple[str, Groups], ...]], ...],
) -> Words:
    return Words(
        {matter: _longest_first(rows) for matter, rows in money},
        {matter: _longest_first(rows) for matter, rows in rates},
        {matter: tuple(_count(name, dict(row)) for name, row in rows) for matter, rows in counts},
    )


def _longest_first(rows: Groups) -> Names:
    words = {bare(word): name for name, written in rows for word in written.split()}
    return tuple(sorted(words.items(), key=lambda row: -len(row[0])))


def _count(name: str, row: Mapping[str, str]) -> Count:
    names, plain = (tuple(bare(word) for word in row[key].split()) for key in ("names", "plain"))
    return Count(name, names, frozenset(row["units"].split()), plain, row["after"])


def bare(text: str) -> str:
    """Words without the marks in them and the links that end them."""
    return LINKS.sub("", MARKS.sub("", text))
