"""The same thing said twice: figures that different places state of one subject.

Words decide whether two figures are of one thing; that two figures are a slip apart only picks which pairs to look at,
and how much the words must say. Figures far apart are two scopes more often than a mistake, so they never meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Literal

from gouji.extraction.clauses import Mention
from gouji.extraction.headings import section_classes
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.extraction.subjects import SPECIFIC, WORTH, Name, Namer, echoes, share_in

Nearness = Literal["same", "swapped", "scaled", "near"]
Strength = Literal["equal", "alike", "bare", ""]

FORMS = ("value", "to", "from", "rate", "mean", "share", "percent", "completion")
RESTATING = ("存在问题", "改进措施", "自评得分", "上年结果应用", "基本情况")
CROWD = 12  # figures under one key; more of them say nothing about each other
SCALES = tuple(Fraction(10) ** n for n in (1, 2, 3, 4, 8))
TELLING = 3  # significant digits below which a figure may repeat by chance
MOST_OF = 75  # in a hundred of a name's pairs of characters must be found in the other's words
NEAR = Fraction(1, 50)


@dataclass(frozen=True, slots=True)
class Stated:
    """A mention that may be said again elsewhere."""

    mention: Mention
    name: Name
    digits: str
    section: str


def agreements(prose: Prose) -> Iterator[Statement]:
    """Sets of figures that state one subject: equal ones, and those a slip apart."""
    stated = list(_stated(prose))
    same: dict[int, list[int]] = defaultdict(list)
    slips: list[tuple[int, int]] = []
    for a, b in sorted(_candidates(stated)):
        one, two = stated[a], stated[b]
        strength = _strength(one, two)
        nearness = _nearness(one, two)
        if nearness == "same":
            if strength or _echoed(one, two, prose):
                same[a].append(b)
                same[b].append(a)
        elif strength and nearness and _forced(one, two, strength, nearness, prose):
            slips.append((a, b))
    kept = [(a, b) for a, b in slips if not (same.get(a) and same.get(b))]
    for n, members in enumerate(_joined(same, kept), 1):
        yield _statement([stated[i] for i in members], n)


def _echoed(one: Stated, two: Stated, prose: Prose) -> bool:
    """An equal telling figure that a summary, problem or result repeats among the same words."""
    telling = len(one.digits.replace(".", "").strip("0")) >= (TELLING if one.mention.percent else 2)
    apart = one.mention.sentence != two.mention.sentence and one.mention.token.unit == two.mention.token.unit
    years = {s.name.year for s in (one, two) if s.name.year}
    return telling and apart and len(years) < 2 and _restated(one, two, prose) and echoes(one.name, two.name)  # noqa: PLR2004


def _stated(prose: Prose) -> Iterator[Stated]:
    namer = Namer(prose.words["subjects"])
    sections = section_classes(prose)
    fiscal = prose.profile.fiscal_year
    for reading in prose.readings:
        if reading.passage.cell:
            continue
        before = None
        for mention in reading.mentions:
            previous, before = before, mention
            if mention.form not in FORMS or mention.vague or mention.figure.bound or mention.points:
                continue
            if not mention.figure.dimension and not mention.percent:
                continue
            digits = mention.figure.digits.replace(",", "")
            if len(digits.replace(".", "").strip("0")) < 2:  # noqa: PLR2004
                continue
            name = namer.name(mention, previous if previous and previous.sentence == mention.sentence else None, prose)
            section = sections[reading.passage.index]
            if name.prior or name.planned or section == "改进措施" or (name.year and fiscal and name.year != fiscal):
                continue
            yield Stated(mention, name, digits, section)


def _candidates(stated: list[Stated]) -> set[tuple[int, int]]:
    """Pairs worth looking at: equal, made of the same digits, one digit apart, or of one name."""
    buckets: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, one in enumerate(stated):
        figure = one.mention.figure
        kind = "%" if one.mention.percent else figure.dimension
        plain = one.digits.replace(".", "")
        keys = {(kind, "值", str(figure.value)), (kind, "数字", "".join(sorted(plain)))}
        keys.add((kind, "量级", one.digits.rstrip("0.")))
        if len(plain) >= TELLING:
            keys |= {(kind, "一位", plain[:k] + "?" + plain[k + 1 :]) for k in range(len(plain))}
        if len(one.name.core) >= SPECIFIC:
            keys.add((kind, "名", one.name.core[-SPECIFIC:]))
        for key in keys:
            buckets[key].append(i)
    return {pair for members in buckets.values() if len(members) <= CROWD for pair in combinations(members, 2)}


def _strength(a: Stated, b: Stated) -> Strength:
    """How surely the words of two mentions name one thing; empty if they do not."""
    one, two = a.name, b.name
    if a.mention.sentence == b.mention.sentence or (one.year and two.year and one.year != two.year):
        return ""
    if a.mention.form in ("mean",) and b.mention.form != "mean" and not share_in(one.core, two.core):
        return ""
    if not _accounts_meet(one, two):
        return ""
    if not one.core and not two.core:
        return "bare" if one.accounts and one.accounts == two.accounts else ""
    short, long = sorted((one.core, two.core), key=len)
    if len(short) >= SPECIFIC and (short == long or (2 * len(short) >= len(long) and (long.endswith(short) or long.startswith(short)))):
        return "equal"
    if len(short) < WORTH and not (one.accounts | two.accounts) and not a.mention.figure.value == b.mention.figure.value:
        return ""
    met = share_in(one.core, two.core + two.around) >= MOST_OF and share_in(two.core, one.core + one.around) >= MOST_OF
    return "alike" if met else ""


def _accounts_meet(one: Name, two: Name) -> bool:
    """The same account words, or what one has more stands in the words around the other."""
    if one.accounts == two.accounts:
        return True
    if ("目标" in one.accounts) != ("目标" in two.accounts):
        return False
    if one.accounts and two.accounts and not (one.accounts < two.accounts or two.accounts < one.accounts):
        return False
    fewer, more = (one, two) if len(one.accounts) < len(two.accounts) else (two, one)
    extra = more.accounts - fewer.accounts
    return bool(extra) and all(any(word in fewer.around for word in ACCOUNT_SIGNS.get(name, (name,))) for name in extra)


ACCOUNT_SIGNS = {"支出": ("支出", "执行"), "收入": ("收入",), "结余": ("结余", "结转", "剩余")}


def _nearness(a: Stated, b: Stated) -> Nearness | None:
    """How two figures of one dimension may be one: equal as printed, digits swapped, another scale, or near."""
    x, y = a.mention.figure, b.mention.figure
    step = max(x.step, y.step)
    if x.value == y.value or (abs(x.value - y.value) <= step / 2 and not x.counted):
        return "same"
    if not x.value or not y.value:
        return None
    plain = [d.digits.replace(".", "").lstrip("0") for d in (a, b)]
    ratio = max(x.value, y.value) / min(x.value, y.value)
    if a.digits.rstrip("0.") == b.digits.rstrip("0.") and ratio in SCALES:
        return "scaled"
    if x.step == y.step and len(plain[0]) == len(plain[1]) and sorted(plain[0]) == sorted(plain[1]) and len(plain[0]) > 1:
        return "swapped"
    if ratio - 1 <= NEAR or (x.step == y.step and _one_apart(*plain)):
        return "near"
    return None


def _one_apart(a: str, b: str) -> bool:
    """One digit differs, none is lost: 8887 and 9687 are not, 9887 and 8887 are."""
    return len(a) == len(b) >= TELLING and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _forced(a: Stated, b: Stated, strength: Strength, nearness: Nearness, prose: Prose) -> bool:
    """Whether the words are strong enough that figures so near must be equal."""
    length = min(len(s.digits.replace(".", "").strip("0")) for s in (a, b))
    specific = min(len(a.name.core), len(b.name.core))
    apart = _restated(a, b, prose)
    if nearness == "swapped" and _swapped_pair(a, b):
        if strength == "bare":
            return length > TELLING and apart
        return length >= TELLING or (strength == "equal" and specific > SPECIFIC and apart)
    if nearness == "swapped":
        return length >= TELLING and strength != "bare" and apart
    if nearness == "scaled":
        return length >= TELLING and strength != "bare" and specific > 1
    return strength == "equal" and specific > SPECIFIC and apart and length >= TELLING


def _swapped_pair(a: Stated, b: Stated) -> bool:
    """Exactly two neighbouring digits stand the other way round."""
    x, y = (s.digits.replace(".", "") for s in (a, b))
    unlike = [i for i in range(len(x)) if x[i] != y[i]] if len(x) == len(y) else []
    return len(unlike) == 2 and unlike[1] - unlike[0] == 1  # noqa: PLR2004


def _restated(a: Stated, b: Stated, prose: Prose) -> bool:
    """One place tells again what another told: another chapter, and one of the two a summary, problems or results."""
    one, two = (prose.places[s.mention.passage.index] for s in (a, b))
    return (one.section != two.section or a.section != b.section) and (a.section in RESTATING or b.section in RESTATING)


def _joined(same: dict[int, list[int]], slips: list[tuple[int, int]]) -> Iterator[list[int]]:
    """Connected sets of equal figures; every slip with all that agree with either side."""
    seen: set[int] = set()
    links: dict[int, set[int]] = defaultdict(set)
    for a, others in same.items():
        links[a].update(others)
    for a, b in slips:
        links[a].add(b)
        links[b].add(a)
    for start in sorted(links):
        if start in seen:
            continue
        members, waiting = {start}, [start]
        while waiting:
            waiting += [n for n in links[waiting.pop()] if n not in members and not members.add(n)]  # type: ignore[func-returns-value]
        seen |= members
        yield sorted(members)


def _statement(members: Iterable[Stated], n: int) -> Statement:
    members = list(members)
    subject = max((s.name.words for s in members), key=lambda w: (len(w) <= 14, len(w))) or "同一事项"  # noqa: PLR2004
    parts = tuple(Part("amount", s.mention, subject=subject) for s in members)
    return Statement(parts, places={"scope": f"同指#{n}"})
