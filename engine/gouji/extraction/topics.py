"""What 决算公开 says of one matter: the money of it and how many there were (接待费 and batches, guests; cars bought, kept).

The figures of one matter in one paragraph are one group. A name told twice with different figures (of two years, of
budget and accounts) says nothing; counts go in pairs, each a list: the guests after the batches they came in.
A figure is 无限定 if nothing narrows it: no other owner (下属单位), time (一季度) or basis (上年) before it, no bracket behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gouji.extraction.mention import Mention, Reading
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.extraction.wordlists import Groups, either, groups_of

MARKS = re.compile(r"[“”\"‘’（）()【】\[\]\s]")
LINKS = re.compile(
    r"(?:支出|决算|金额|总额|数额|数量|数|额|了|共计|合计|累计|共|计|为|是|约|达|有|全年|本年|本年度|实际|发生|：|:|个)*$"
)
CLAUSE = re.compile("[，,、：:；。]")
CLOSE = 4  # characters before a name that may make another of it: 人均公务接待费, 预算公务接待费
ANY_UNIT = ("个", "人", "次")
SETTLED = re.compile(r"(?<=[，,：:])(?:支出)?决算(?:数|支出|总额)?(?:为|是|共)?$")
OF = re.compile("的(?:比重|比例)?(?:为|是|达)?$")
LIST = re.compile("[，,、；;。]")  # what ends all that is said of a figure, 其中：as well
BRACKET = re.compile(r"\s*[（(]")
UNQUALIFIED = "无限定"
AT_ALL = 24  # characters between a name and 支出决算为 that takes it up


Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Count:
    """How a number of things is written: names before it, its units, and the names that need no unit of their own."""

    name: str
    names: tuple[str, ...]
    units: frozenset[str]
    plain: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """Matter → how its money and its rates are written (the longest first), and its counts; all names of each."""

    matters: Mapping[str, tuple[str, ...]]
    money: Mapping[str, Names]
    rates: Mapping[str, Names]
    counts: Mapping[str, tuple[Count, ...]]


@dataclass(frozen=True)
class Around:
    """Compiled: words of figures that are others (目标, 人均), of another basis, and those that narrow nothing."""

    other: re.Pattern[str]
    basis: re.Pattern[str]
    settled: re.Pattern[str]
    openers: re.Pattern[str]
    narrowing: re.Pattern[str]
    behind: re.Pattern[str]


def topics(prose: Prose) -> Iterator[Statement]:
    """The figures of every matter in every paragraph that names it."""
    w, around = _words(prose), _around(texts(prose))
    for reading in prose.readings:
        if reading.passage.cell is None and reading.mentions:
            said = MARKS.sub("", reading.passage.text)
            for matter, names in w.matters.items():
                if any(name in said for name in names):
                    yield from _told(reading, matter, w, around, prose)


def _told(reading: Reading, matter: str, w: Words, around: Around, prose: Prose) -> Iterator[Statement]:
    counts = list(_counts(reading, w.counts.get(matter, ()), around, prose))
    parts = [*_money(reading, w.money.get(matter, ()), around, prose), *(part for _, part in counts)]
    parts += _rates(reading, w.rates.get(matter, ()), {m.start for m, _ in counts}, around, prose)
    if parts:
        yield Statement(tuple(parts), places={"scope": f"事项{reading.passage.index}"})


# ── money ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _money(reading: Reading, names: Names, around: Around, prose: Prose) -> Iterator[Part]:
    found: dict[str, list[tuple[Mention, bool]]] = {}
    for sentence in prose.sentences(reading) if names else ():
        other, end = False, 0
        for m in sentence:
            if m.figure.dimension != "元" or m.form not in ("value", "to"):
                end = m.end
                continue
            name, before = _named(_before(m), names, around)
            other, is_other = _basis(m, end, around, prose, so_far=other), _is_other(m, around, prose)
            end = m.end
            if name and not m.vague and not is_other:
                found.setdefault(name, []).append((m, not other and _unqualified(m, before, around)))
    for name, told in found.items():
        if len({m.figure.value for m, _ in told}) == 1:
            free = (UNQUALIFIED,) if any(free for _, free in told) else ()
            yield Part("amount", told[0][0], subject=name, says=("决算数", *free))


def _basis(m: Mention, end: int, around: Around, prose: Prose, *, so_far: bool) -> bool:
    """Whether a figure is of a budget or another year: by the words since the last one, or else as that was."""
    said = around.openers.sub("", m.passage.text[max(end, m.passage.text.rfind("。", 0, m.start) + 1) : m.start])
    if around.basis.search(said) or _of_another_year(m, prose):
        return True
    return so_far and not (m.own_period or around.settled.search(said))


def _unqualified(m: Mention, before: str, around: Around) -> bool:
    """Only words that narrow nothing before the name in its part of the sentence, and none behind the figure.

    The part before it narrows as well if it says so: 工程支出中，授予…; 除小微企业外，….
    """
    *earlier, own = (around.openers.sub("", part) for part in LIST.split(before))
    narrowed = LINKS.sub("", own) or (earlier and around.narrowing.search(earlier[-1]))
    return not narrowed and not around.behind.match(m.passage.text, m.end)


def _aside(m: Mention, end: int, around: Around) -> bool:
    """Whether parts of a sentence stand between the figure that ends there and the words of this one."""
    *parts, _ = LIST.split(around.openers.sub("", m.passage.text[end : m.start]))
    return any(part.strip() for part in parts)


def _rates(reading: Reading, names: Names, counted: set[int], around: Around, prose: Prose) -> Iterator[Part]:
    """The rates of a matter; 无限定 only right after its counts, as a rate after money may be of the money."""
    last, end = -1, 0
    for m in reading.mentions:
        if m.percent and m.form in ("rate", "share", "percent", "completion") and not m.vague:
            plain = bare(OF.sub("", _before(m)))
            name, before = next(
                ((name, plain.removesuffix(w.lstrip("，"))) for w, name in names if plain.endswith(w)), ("", "")
            )
            if name and not _of_another_year(m, prose):
                free = last in counted and not _aside(m, end, around) and _unqualified(m, before, around)
                yield Part("share", m, subject=name, says=(UNQUALIFIED,) if free else ())
        last, end = m.start, m.end


def _before(m: Mention) -> str:
    """The words of the sentence before a figure, quotes and brackets left out."""
    text = m.passage.text
    start = max(text.rfind(mark, 0, m.start) for mark in "。；;") + 1
    return MARKS.sub("", text[start : m.start])


def _named(text: str, names: Names, around: Around) -> tuple[str, str]:
    """The name that the words before a figure end in, or that 支出决算为 takes up, and what stands before the name.

    No name of a budget.
    """
    plain = bare(text)
    for written, name in names:
        if plain.endswith(written):
            before = plain[: -len(written)]
            return ("", "") if around.other.search(CLAUSE.split(before)[-1][-CLOSE:]) else (name, before)
    if settled := SETTLED.search(text):
        at, name = max(((text.rfind(written), name) for written, name in names), default=(-1, ""))
        if at >= 0 and settled.start() - at <= AT_ALL:
            return name, text[:at]
    return "", ""


def _is_other(m: Mention, around: Around, prose: Prose) -> bool:
    """A figure of a budget, a change, a mean, another year."""
    return around.other.search(m.lead) is not None or _of_another_year(m, prose)


def _of_another_year(m: Mention, prose: Prose) -> bool:
    year = m.period.year if m.period else None
    return m.sees("prior", "plan") or year not in (None, prose.profile.fiscal_year)


# ── counts ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _counts(
    reading: Reading, counts: tuple[Count, ...], around: Around, prose: Prose
) -> Iterator[tuple[Mention, Part]]:
    """Each count that its own words name; one that goes with another only after it, with no other thing between."""
    for sentence in prose.sentences(reading) if counts else ():
        last: dict[
            str, tuple[Mention, str]
        ] = {}  # since the last figure that is neither money nor a rate, and no other words
        end = sentence[0].start
        for m in sentence:
            last = {} if _aside(m, end, around) else last
            end = m.end
            found = next(((one, pair) for one in counts if (pair := _is(m, one, last, around))), None)
            last = last if m.figure.dimension == "元" or m.percent else {}
            if found and not _is_other(m, around, prose):
                one, (first, narrowed) = found
                if not BRACKET.match(m.passage.text, m.end):
                    last[one.name] = first, narrowed
                places = {"list": f"{reading.passage.index}.{first.start}"}
                yield m, Part("claimed_count", m, subject=one.name, places=places)


def _is(m: Mention, one: Count, last: Mapping[str, tuple[Mention, str]], around: Around) -> tuple[Mention, str] | None:
    """The figure with which this one goes (itself if it needs none), and what narrows both."""
    if m.form not in ("value", "to") or m.vague:
        return None
    lead = bare(m.lead)
    names = one.names if m.token.unit in one.units else one.plain if m.token.unit in ANY_UNIT else ()
    name = max((name for name in names if lead.endswith(name)), key=len, default="")
    narrowed = LINKS.sub("", around.openers.sub("", lead.removesuffix(name)))
    if not one.after:
        return (m, narrowed) if name else None
    pair = next((last[after] for after in one.after if after in last), None)
    if pair is None or BRACKET.match(m.passage.text, m.end):
        return None
    follows = not lead and m.token.unit in one.units
    return pair if follows or (name and narrowed in ("", pair[1])) else None


def texts(prose: Prose) -> Groups:
    """The plain groups of words, without the tables of names."""
    return groups_of({k: v for k, v in prose.words["topics"].items() if isinstance(v, str)})


@lru_cache(maxsize=4)
def _around(groups: Groups) -> Around:
    table = dict(groups)
    other, basis, settled, openers = (either(table, name) for name in ("other", "basis", "settled", "openers"))
    narrows, within = (either(table, name) for name in ("narrows", "within"))
    return Around(
        re.compile(other),
        re.compile(basis),
        re.compile(settled),
        re.compile(rf"(?:\d{{4}}年度?|{openers}|：|:)"),
        re.compile(f"^(?:{narrows})|(?:{within})$"),
        re.compile(rf"\s*[^\s，,、：:；;。)）]|[，,、]\s*(?:{narrows})"),
    )


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
    paid = {matter: _longest_first(rows) for matter, rows in money}
    rated = {matter: _longest_first(rows) for matter, rows in rates}
    counted = {matter: tuple(_count(name, dict(row)) for name, row in rows) for matter, rows in counts}
    matters = {
        matter: (
            *(written for written, _ in (*paid.get(matter, ()), *rated.get(matter, ()))),
            *(name for one in counted.get(matter, ()) for name in (*one.names, *one.plain)),
        )
        for matter in dict.fromkeys((*paid, *counted))
    }
    return Words(matters, paid, rated, counted)


def _longest_first(rows: Groups) -> Names:
    words = {bare(word): name for name, written in rows for word in written.split()}
    return tuple(sorted(words.items(), key=lambda row: -len(row[0])))


def _count(name: str, row: Mapping[str, str]) -> Count:
    names, plain = (tuple(bare(word) for word in row[key].split()) for key in ("names", "plain"))
    return Count(name, names, frozenset(row["units"].split()), plain, tuple(row["after"].split()))


def bare(text: str) -> str:
    """Words without the marks in them and the links that end them."""
    return LINKS.sub("", MARKS.sub("", text))
