"""Text that reports have in common: paragraphs of other units, and a unit's own report of the year before.

Paragraphs are compared by their shingles of eight characters. Wording that most units share is the form's or the
county's: it is learnt from the reports and left out. MinHash finds which paragraphs are worth comparing, and the
comparison itself is exact.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from gouji.crossing.placed import Placed, Report, Standing, figure, made
from gouji.gathering import Cite

SHINGLE = 8  # characters
LEAST = 60  # characters of a paragraph worth comparing
WORDS = 40  # shingles of it
SHARED = 60  # in a hundred of the shorter paragraph's shingles: the one is the other's copy
TEMPLATE = 40  # in a hundred of the units: a clause that so many write is nobody's own
FEWEST = 3  # units that make a template at all
PERMUTATIONS, ALIKE = 64, 0.4  # of MinHash; how like two paragraphs must seem to be compared
NEIGHBOURS = 8  # paragraphs that one is compared with at most
QUOTED = 4  # pairs of paragraphs shown
NUMERALS = re.compile(r"[\d.%]+")
CLAUSE = re.compile(r"[^，,。；：:！？\n]+")
NOISE = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9.]+")
DIGITS = re.compile(r"\d+")
NUMBER = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?:年|\D))\d[\d,]*(?:\.\d+)?")
UNSCORED = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?:年|\D))\d[\d,]*(?:\.\d+)?(?![\d分])")
FIGURES = 4  # telling ones in a paragraph
TELLING = 3  # digits of a number that two reports hardly share by chance
ENOUGH = 10  # such numbers before their sameness says something
HUNDRED = 100


@dataclass(frozen=True)
class Paragraph:
    """A paragraph without its unit's name and the common wording: `text` as printed, `bare` what is compared."""

    report: Report
    text: str
    bare: str

    def shingles(self) -> frozenset[str]:
        """Its runs of eight characters."""
        return frozenset(shingles(self.bare))


@dataclass(frozen=True, slots=True)
class Match:
    """A paragraph of one report that another has too: how many shingles of how many."""

    one: Paragraph
    two: Paragraph
    shared: int
    of: int


def likenesses(stands: Standing) -> Iterator[Placed]:
    """How much of a report's text another unit's has, and how much its own of the year before."""
    own = Wording((*stands.reports, *stands.earlier), stands.gathering.region)
    paragraphs = [p for report in stands.reports for p in own.paragraphs(report)]
    pairs: defaultdict[tuple[int, int], list[Match]] = defaultdict(list)
    for match in (*matches(paragraphs), *same_figures(stands.reports)):
        pairs[match.one.report.number, match.two.report.number].append(match)
    for _, found in sorted(pairs.items()):
        yield _overlap(found, stands)
    yield from _of_last_year(stands, own)


def shingles(text: str) -> list[str]:
    """Every run of eight characters of words: figures fit the same blanks of the same form, and are compared as such."""
    runs = NUMERALS.split(text)
    return [run[i : i + SHINGLE] for run in runs for i in range(len(run) - SHINGLE + 1)]


class Wording:
    """The common wording of a set of reports, learnt from them: clauses that so many units write, figures aside."""

    def __init__(self, reports: Sequence[Report], region: str) -> None:
        self._region = region
        by_clause: defaultdict[str, set[str]] = defaultdict(set)
        units = {report.unit for report in reports}
        for report in reports:
            for text in report.member.passages:
                for clause in self._clauses(text, report):
                    by_clause[DIGITS.sub("0", clause)].add(report.unit)
        most = max(FEWEST, -(-len(units) * TEMPLATE // HUNDRED))
        self._common = {clause for clause, written in by_clause.items() if len(written) >= most}

    def _clauses(self, text: str, report: Report) -> list[str]:
        for name in (report.member.profile.unit, self._region, report.unit):
            text = text.replace(name, "") if name else text
        return [bare for m in CLAUSE.finditer(text) if (bare := NOISE.sub("", m[0]))]

    def bare(self, text: str, report: Report) -> str:
        """A text without names and common clauses."""
        return "".join(s for s in self._clauses(text, report) if DIGITS.sub("0", s) not in self._common)

    def paragraphs(self, report: Report) -> Iterator[Paragraph]:
        """The paragraphs of a report that are long enough to compare."""
        for text in report.member.passages:
            if len(text) >= LEAST:
                bare = self.bare(text, report)
                if len(shingles(bare)) >= WORDS:
                    yield Paragraph(report, text, bare)


def matches(paragraphs: Sequence[Paragraph]) -> Iterator[Match]:
    """Pairs of paragraphs of two units, most of the shorter in the longer; each pair once, the earlier path first."""
    known: dict[int, frozenset[str]] = {}
    for a, b in _candidates(paragraphs):
        one, two = (known.setdefault(n, paragraphs[n].shingles()) for n in (a, b))
        shared, of = len(one & two), min(len(one), len(two))
        if HUNDRED * shared >= SHARED * of:
            yield Match(paragraphs[a], paragraphs[b], shared, of)


def _candidates(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Pairs that MinHash takes for alike, of two units, so few for each paragraph that a crowd costs no more."""
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415 - an extra: only sweeps need it

    index = RMinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS, num_bands=PERMUTATIONS // 4)
    hashes = RMinHash.from_token_sets((shingles(p.bare) for p in paragraphs), num_perm=PERMUTATIONS, seed=1)
    for n, made_ in enumerate(hashes):
        unit = paragraphs[n].report.unit
        before = (m for m in sorted(index.query(made_)) if not unit or paragraphs[m].report.unit != unit)
        yield from ((m, n) for m in islice(before, NEIGHBOURS))
        index.insert(n, made_)


def same_figures(reports: Sequence[Report]) -> Iterator[Match]:
    """Paragraphs of two units with the same figures in the same order, so many that chance does not make them alike.

    Figures that more units have, the county set; scores are few, and the same for many.
    """
    where: defaultdict[tuple[str, ...], list[Paragraph]] = defaultdict(list)
    for report in reports:
        for text in report.member.passages if report.unit else ():
            told = tuple(m[0] for m in UNSCORED.finditer(text) if telling(m[0]))
            if len(told) >= FIGURES:
                where[told].append(Paragraph(report, text, NOISE.sub("", text)))
    for found in where.values():
        if len({p.report.unit for p in found}) <= FEWEST:
            for one, two in combinations(found, 2):
                if one.report.unit != two.report.unit:
                    shared, of = _alike(one.bare, two.bare)
                    if HUNDRED * shared >= SHARED * of:
                        yield Match(one, two, shared, of)


def _alike(one: str, two: str) -> tuple[int, int]:
    """How many runs of eight characters, figures among them, the shorter text has in common with the other."""
    a, b = ({text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1)} for text in (one, two))
    return len(a & b), max(min(len(a), len(b)), 1)


def telling(number: str) -> bool:
    """Whether a number has digits enough that two reports hardly share it by chance."""
    return len(number.replace(".", "").replace(",", "").strip("0")) >= TELLING


def _overlap(found: Sequence[Match], stands: Standing) -> Placed:
    """What two reports have in common, with the paragraphs of both."""
    one, two = found[0].one.report, found[0].two.report
    percent = figure(HUNDRED * sum(m.shared for m in found) // sum(m.of for m in found), "%")
    cites = tuple(
        Cite(p.report.member.path, f"{p.report.unit}原文", p.text)
        for m in sorted(found, key=lambda m: -m.shared)[:QUOTED]
        for p in (m.one, m.two)
    )
    other = two.unit or two.member.path
    fact = made(
        f"l{one.number}.{two.number}", "overlap", percent.printed, stands.of(one, subject=other), ("不同单位",), percent
    )
    return Placed(fact, cites)


def _of_last_year(stands: Standing, own: Wording) -> Iterator[Placed]:
    """How much of a report's text, and of its numbers, stood in the unit's report of the year before."""
    before: defaultdict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in stands.earlier:
        if report.unit:
            before[report.unit, report.series].append(report)
    for report in stands.reports:
        for last in before.get((report.unit, report.series), ())[:1]:
            here, there = (_texts(own, one) for one in (report, last))
            now = set[str]().union(*map(shingles, here.values()))
            then = set[str]().union(*map(shingles, there.values()))
            told, known = _numbers(report), _numbers(last)
            if len(now) < LEAST or len(told) < ENOUGH:
                continue
            cites = tuple(islice(_same(here, there, report, last), 2 * QUOTED))
            shares = (("本单位上年", len(now & then) / len(now)), ("上年数字", len(told & known) / len(told)))
            for n, (says, share) in enumerate(shares):
                percent = figure(int(share * HUNDRED), "%")
                places = stands.of(report, subject=last.member.path)
                fact = made(f"o{report.number}.{n}", "overlap", percent.printed, places, (says,), percent)
                yield Placed(fact, cites)


def _texts(own: Wording, report: Report) -> Mapping[str, str]:
    bare = ((text, own.bare(text, report)) for text in report.member.passages)
    return {text: b for text, b in bare if len(b) >= SHINGLE}


def _numbers(report: Report) -> set[str]:
    found = (m[0] for text in report.member.passages for m in NUMBER.finditer(text))
    return {number for number in found if sum(c.isdigit() for c in number) >= TELLING}


def _same(here: Mapping[str, str], there: Mapping[str, str], report: Report, last: Report) -> Iterator[Cite]:
    """The longest paragraphs that both years have word for word."""
    again = {bare: text for text, bare in there.items()}
    for text, bare in sorted(here.items(), key=lambda item: -len(item[1])):
        if bare in again:
            yield Cite(report.member.path, "本年原文", text)
            yield Cite(last.member.path, "上年原文", again[bare])


def contained(texts: Iterable[str], others: Iterable[str]) -> int:
    """How many in a hundred of one report's shingles another has; 0 where there is too little text to say."""
    one = set[str]().union(*(shingles(NOISE.sub("", t)) for t in texts))
    two = set[str]().union(*(shingles(NOISE.sub("", t)) for t in others))
    return HUNDRED * len(one & two) // len(one) if len(one) >= LEAST else 0
