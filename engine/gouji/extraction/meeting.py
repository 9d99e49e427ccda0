"""Whether the words of two figures name one thing, and how surely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from gouji.extraction.headings import section_classes
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.slips import TELLING, telling
from gouji.extraction.stretches import title_end
from gouji.extraction.subjects import IS_NOUN, SPECIFIC, WORTH, Name, Namer, echoes, hears, share_in

Strength = Literal["equal", "alike", "bare", "echo", ""]

FORMS = ("value", "to", "from", "rate", "mean", "share", "percent", "completion")
RESTATING = ("存在问题", "改进措施", "自评得分", "上年结果应用", "基本情况")
SURE = 4  # significant digits that two figures hardly share by chance
WHOLE, MOST_OF = 100, 66  # in a hundred of a name's characters must stand in the other's words
SIGNS = {
    "支出": ("支出", "执行", "兑现", "兑付"),
    "结余": ("结余", "结转", "剩余"),
    "调整": ("调整", "全年预算"),
}
PROBLEM = re.compile(r"不足|问题|短板")  # a paragraph that opens so needs no heading
PAST = re.compile(r"全年|已|未|实际|结[余转]|剩余|缺口|只有|仅")  # what was, even among measures
PART_OF = re.compile(
    "[\u4e00-\u9fff](?<!其)(?:中|里|内)，?(?:仍|还|尚|约|只|仅|就|便|已)*有?(?:近|约)?$"
)  # 市级资金中有246万元
LINK = 8  # characters before a figure that may say that it is a part of what they name
FEW = ("结余", "追加", "调减", "减少")  # accounts that a report has few figures of


@dataclass(frozen=True, slots=True)
class Stated:
    """A mention that may be said again elsewhere: its name, and the class of section it stands in."""

    mention: Mention
    name: Name
    section: str


@lru_cache(maxsize=1)  # several builders ask for those of one document
def all_stated(prose: Prose) -> tuple[Stated, ...]:
    """Every exact figure with a unit and two digits or more, in order."""
    return tuple(_stated(prose))


def _stated(prose: Prose) -> Iterator[Stated]:
    namer = Namer(prose.words["subjects"])
    sections = section_classes(prose)
    for reading in prose.readings:
        if reading.passage.cell:
            continue
        before: Mention | None = None
        for mention in reading.mentions:
            previous, before = before, mention
            figure = mention.figure
            if mention.form not in FORMS or mention.vague or figure.bound or mention.points:
                continue
            if (not figure.dimension and not mention.percent) or len(figure.digits.replace(".", "").strip("0")) < 2:  # noqa: PLR2004
                continue
            if _part_of_named(mention):
                continue
            joined = previous if previous and previous.sentence == mention.sentence else None
            yield Stated(mention, namer.name(mention, joined, prose), sections[reading.passage.index])


def _part_of_named(mention: Mention) -> bool:
    """市级资金中有246万元: a part of what is named; but 有246万元为审计核减 has a name of its own."""
    text, start = mention.passage.text, max(mention.start - LINK, mention.passage.body)
    return PART_OF.search(text, start, mention.start) is not None and not IS_NOUN.match(mention.tail)


def current(stated: Stated, fiscal: int | None) -> bool:
    """Whether a figure is of the report's own year, and done."""
    name = stated.name
    other_year = bool(name.year and fiscal and name.year != fiscal)
    told = stated.section != "改进措施" or PAST.search(stated.mention.lead)
    return bool(told) and not (name.prior or name.planned or other_year)


def strength(a: Stated, b: Stated) -> Strength:
    """How surely the words of two mentions name one thing; empty if they do not."""
    one, two = a.name, b.name
    if _kept_apart(a, b) or not _accounts_meet(one, two):
        return ""
    hosted = _hosted(one, two)
    if not one.core and not two.core and one.accounts == two.accounts:
        return "bare" if one.accounts and not a.mention.percent else hosted
    named = _named(one, two) or hosted
    if named:
        return named
    short = min(len(one.core), len(two.core))
    equal = a.mention.figure.value == b.mention.figure.value
    telling_so = short >= WORTH or one.accounts | two.accounts or equal or telling(a.mention.figure) >= SURE
    shares = [_share(one, two), _share(two, one)]
    if telling_so and max(shares) == WHOLE and min(shares) >= MOST_OF:  # a residue on both sides means two things
        return "alike"
    return "echo" if few(one) & few(two) and echoes(one, two) else ""


def _named(one: Name, two: Name) -> Strength:
    """By their own words alone: the same, or one at an end of the other; a noun whose parts are told may be short."""
    short, long = sorted((one.core, two.core), key=len)
    whole = short == long and len(short) >= WORTH and bool(one.accounts) and one.accounts == two.accounts
    most = len(short) >= SPECIFIC and 2 * len(short) >= len(long) and _ends(short, long)
    if whole or most or _inside(short, long):
        return "equal"
    if (one.whole or two.whole) and len(short) >= WORTH and long.endswith(short):
        return "equal" if short == long else "alike"
    return ""


def _hosted(one: Name, two: Name) -> Strength:
    """到位率85%, 涉及资金4.62万元: of what the figure before them is about, here and there the same."""
    if not (one.host or two.host) or not one.thing or not two.thing:
        return ""
    short, long = sorted((one.thing, two.thing), key=len)
    if one.accounts == two.accounts and one.accounts and len(short) >= SPECIFIC and _ends(short, long):
        return "equal"
    beside = one.beside == two.beside and bool(one.beside)
    return "alike" if beside and len(short) >= SPECIFIC and share_in(short, long) == WHOLE else ""


def _ends(short: str, long: str) -> bool:
    return long.startswith(short) or long.endswith(short)


def _kept_apart(a: Stated, b: Stated) -> bool:
    """One sentence, two years, a mean and a whole: never one thing."""
    one, two = a.name, b.name
    years = one.year and two.year and one.year != two.year
    means = {a.mention.form, b.mention.form}
    return (
        a.mention.sentence == b.mention.sentence
        or bool(years)
        or ("mean" in means and not share_in(one.core, two.core))
    )


def _inside(short: str, long: str) -> bool:
    """村级安葬点 in 村级公益性安葬点: all of the one name in the other, which begins and ends alike."""
    alike = short[:WORTH] == long[:WORTH] and short[-WORTH:] == long[-WORTH:]
    return len(short) > SPECIFIC and alike and share_in(short, long) == WHOLE


def _share(one: Name, two: Name) -> int:
    return share_in(one.core, two.core + "|" + two.around) if one.core else WHOLE


def few(name: Name) -> frozenset[str]:
    """The accounts of a name that a report has few figures of."""
    words = name.accounts | {key for key in FEW if any(sign in name.sentence for sign in SIGNS.get(key, (key,)))}
    return words & frozenset(FEW)


def _accounts_meet(one: Name, two: Name) -> bool:
    """The same account words, or what one has more stands in the words around the other."""
    if one.accounts == two.accounts:
        return True
    if ("目标" in one.accounts) != ("目标" in two.accounts):
        return False
    fewer, more = sorted((one, two), key=lambda name: len(name.accounts))
    if not fewer.accounts < more.accounts:
        return False
    extra = more.accounts - fewer.accounts
    return all(any(sign in fewer.around for sign in SIGNS.get(account, (account,))) for account in extra)


def echoed(a: Stated, b: Stated, prose: Prose) -> bool:
    """An equal telling figure that another place repeats among the same words: the more digits, the fewer words."""
    digits = telling(a.mention.figure)
    apart = a.mention.sentence != b.mention.sentence and a.mention.token.unit == b.mention.token.unit
    years = {s.name.year for s in (a, b) if s.name.year}
    if not apart or len(years) > 1 or digits < (TELLING if a.mention.percent else 2):
        return False
    again = restated(a, b, prose)
    if again and echoes(a.name, b.name):
        return True
    return ((again and digits >= TELLING) or digits >= SURE) and hears(a.name, b.name)


def restated(a: Stated, b: Stated, prose: Prose) -> bool:
    """One place tells again what another told: another part of the report, one of the two a summary or problems."""
    one, two = (prose.places[s.mention.passage.index].section for s in (a, b))
    told = [s.section in RESTATING or bool(PROBLEM.search(s.name.topic.rsplit("|")[-1])) for s in (a, b)]
    return (one != two or a.section != b.section) and any(told)


def one_group(a: Stated, b: Stated, prose: Prose) -> bool:
    """A heading and the text right under it: a target and what came of it, not one thing twice."""
    one, two = (s.mention.passage.index for s in (a, b))
    passage = a.mention.passage
    if one == two and passage.label:  # the heading is the first sentence of its text
        return (a.mention.start < title_end(passage)) != (b.mention.start < title_end(passage))
    return one in prose.places[two].above[-1:] or two in prose.places[one].above[-1:]
