"""Whether figures that differ by a slip must be one figure, may be, or are two: the words and the places decide."""

from __future__ import annotations

from gouji.extraction.meeting import Stated, Strength, echoed, few, restated
from gouji.extraction.prose import Prose
from gouji.extraction.slips import TELLING, Nearness, telling, unlike
from gouji.extraction.subjects import SPECIFIC, WORTH, Name

LONG = 7  # characters of a name that can hardly mean two things
DOUBTED = ("swapped", "scaled", "unit", "shuffled")  # slips of the hand; other differences take words that force


def forced(a: Stated, b: Stated, sure: Strength, how: Nearness, prose: Prose) -> bool:
    """Whether the words are strong enough that figures which differ so little must be equal."""
    if a.name.aimed != b.name.aimed:
        return False
    length = min(telling(s.mention.figure) for s in (a, b))
    if sure == "bare":
        return _bare(a, b, how, prose)
    if sure == "echo":
        return how == "swapped" and length > TELLING and restated(a, b, prose)
    if how == "swapped":
        return _swapped(a, b, sure, prose)
    return length >= TELLING and _unlike(a, b, sure, how, prose)


def _unlike(a: Stated, b: Stated, sure: Strength, how: Nearness, prose: Prose) -> bool:
    """Telling figures of other digits, another scale or one other digit: the less alike, the more words it takes."""
    specific = min(len(s.name.core) for s in (a, b))
    apart = restated(a, b, prose)
    if how == "shuffled":
        return apart
    if how in ("scaled", "unit"):
        return apart or (specific >= WORTH and not _parallel(a, b, prose))
    elsewhere = prose.places[a.mention.passage.index].above != prose.places[b.mention.passage.index].above
    return sure == "equal" and ((specific > SPECIFIC and apart) or (specific >= LONG and elsewhere))


def _bare(a: Stated, b: Stated, how: Nearness, prose: Prose) -> bool:
    """Account words alone name both: those a report has few figures of, or figures of many digits."""
    length = min(telling(s.mention.figure) for s in (a, b))
    rare, apart = bool(few(a.name) & few(b.name)), restated(a, b, prose)
    if how == "swapped":
        one, two = (prose.places[s.mention.passage.index].section for s in (a, b))
        literal = rare and a.name.words == b.name.words
        return (length > TELLING and (apart or (rare and one != two))) or (length == TELLING and literal and apart)
    return how == "unit" and rare and apart


def _swapped(a: Stated, b: Stated, sure: Strength, prose: Prose) -> bool:
    """Two neighbouring digits changed places, hardly by chance; the nearer the places, the more words it takes."""
    length = min(telling(s.mention.figure) for s in (a, b))
    specific = min(len(s.name.thing) + len(s.name.accounts) for s in (a, b))
    if restated(a, b, prose):
        return length >= TELLING or (sure == "equal" and (specific > SPECIFIC or a.name.whole or b.name.whole))
    one, two = (prose.places[s.mention.passage.index].section for s in (a, b))
    if one != two:
        surely = specific > SPECIFIC or bool(few(a.name) & few(b.name))
        return length > TELLING or (length == TELLING and sure == "equal" and surely)
    return length > TELLING and a.name.core == b.name.core and not _parallel(a, b, prose)


def doubted(a: Stated, b: Stated, sure: Strength, how: Nearness, prose: Prose) -> bool:
    """Whether the words would do for equal figures: then figures a slip apart are worth a look."""
    bare = sure == "bare" and bool(few(a.name) & few(b.name))
    if a.name.aimed != b.name.aimed:
        return False
    if how not in DOUBTED:
        one_digit = unlike(a.mention.figure, b.mention.figure) == 1
        return one_digit and ((bare and restated(a, b, prose)) or _told_again(a, b, sure, prose))
    if how == "scaled" and (sure not in ("equal", "alike") or not restated(a, b, prose)):
        return False  # a tenth of something
    if sure == "bare":
        return bare or ("支出" in a.name.accounts and restated(a, b, prose))
    sections = {prose.places[s.mention.passage.index].section for s in (a, b)}
    if len(sections) == 1 and a.name.core and b.name.core and _parallel(a, b, prose):
        return False
    return sure in ("equal", "alike") or (not _contrasted(a.name, b.name) and echoed(a, b, prose))


def _told_again(a: Stated, b: Stated, sure: Strength, prose: Prose) -> bool:
    """The very same name in another part of the report, or a long one twice: one digit other is worth a look."""
    one, two = (prose.places[s.mention.passage.index].section for s in (a, b))
    specific = min(len(s.name.core) for s in (a, b))
    if sure != "equal" or _contrasted(a.name, b.name):
        return False
    return specific > SPECIFIC if one != two else specific >= LONG and not _parallel(a, b, prose)


def _contrasted(one: Name, two: Name) -> bool:
    """Two accounts of one thing, or two things of a kind: 行政单位医疗 and 事业单位医疗."""
    accounts = one.accounts and two.accounts and not one.accounts & two.accounts and one.core == two.core
    kinds = min(len(one.core), len(two.core)) > SPECIFIC and one.core[:WORTH] != two.core[:WORTH]
    return bool(accounts) or (kinds and one.core[-WORTH:] == two.core[-WORTH:])


def _parallel(a: Stated, b: Stated, prose: Prose) -> bool:
    """Two items of one list, or what stands under them: of two things, though their words are the same."""
    chains = [(*prose.places[s.mention.passage.index].above, s.mention.passage.index) for s in (a, b)]
    for one, two in zip(*chains, strict=False):
        if one != two:
            return bool(prose.places[one].siblings) and prose.places[one].siblings == prose.places[two].siblings
    return False
