"""Terms: the plain figures of a passage as the items of a list, each with its name.

A figure in a bracket of its own, 孤儿（63人）, is an item of the list around the bracket.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gouji.extraction.mention import Mention, Reading, once
from gouji.extraction.passages import CLOSE, OPEN

TIMES = frozenset({"年", "月", "日", "工作日", "小时", "分钟", "秒", "岁", "周", "学时", "课时"})
WITHIN_NAMES = frozenset({"类", "期", "块", "级", "项", "部分", "大类", "种", "层", "批"})
NAME_EDGE = re.compile(
    r"^(?:[的了和与及、，：:—–\-\s“”]|其中|包括|包含|主要[是为]|用于)+|(?:(?<!实)有|[的了为是约达：:—–\-\s“”])+$"
)
RESPECTIVELY = re.compile("分别|依次")
NOUN_BEFORE = re.compile(r"[^，。；：、（）()！？\d]{1,16}$")
BASE = re.compile(
    r"^(?:比(?!较)|较(?!为|大|小|好|差)|与(?![^，。；、]*(?:共同|联合|合作|合办|共建))|同(?!意|等)|对比|相比)|(?:上年|去年|上期|同期)(?!末?滚存|末?结转|末?结余|末?结存)"
)
AGAINST = re.compile(r"(?:比(?![重例较])|较(?![为大小好差多])|与)[^，。；、]{0,14}$")
HELD = re.compile(r"^的?约?的?$")  # 完成任务500座的112%
CHANGED = re.compile(r"^[^，。；、\d]{0,6}(?:增加?|减少?|多|少|提高|下降|上升|增长|高|低|节约|压减|相比|持平)")


@dataclass(frozen=True, slots=True)
class Term:
    """A measured figure, its name, and the bracket (where it begins, -1 outside any) within which it is an item.

    `share` is the percentage of its whole that follows it. `boxed`: it stands alone in a bracket after its noun.
    `moved`: its last word could say a change (能力提升840万元).
    """

    mention: Mention
    name: str
    bracket: int
    boxed: bool = False
    moved: bool = False
    share: Mention | None = None

    @property
    def start(self) -> int:
        """First clean character of the figure."""
        return self.mention.start

    @property
    def end(self) -> int:
        """One past the figure's last clean character."""
        return self.mention.end

    @property
    def past(self) -> int:
        """One past the noun that follows the figure."""
        return self.mention.end + len(self.mention.tail)

    @property
    def dimension(self) -> str:
        """What it measures."""
        return self.mention.figure.dimension


def measured(mention: Mention) -> bool:
    """Whether the figure counts or measures something that could be a whole or a part."""
    return not (
        mention.percent
        or mention.points
        or mention.token.kind != "quantity"
        or mention.figure.bound
        or mention.figure.dimension in TIMES
        or mention.figure.dimension in ("", "?")
        or "/" in mention.figure.dimension
    )


def compared_to(mention: Mention) -> bool:
    """Whether a change is told against the figure: 比2022年的780场增加52场."""
    return AGAINST.search(mention.lead) is not None and CHANGED.match(mention.tail) is not None


def held(mention: Mention, after: Mention | None) -> bool:
    """Whether a figure is only what a percentage right after it is of: 完成任务500座的112%."""
    if after is None or not after.percent:
        return False
    between = mention.passage.text[mention.end : after.start]
    return "的" in between and HELD.match(between) is not None


def terms(reading: Reading) -> tuple[Term, ...]:
    """The measured figures of a passage that are values, in order."""
    return once(reading, _gathered)


def _gathered(reading: Reading) -> tuple[Term, ...]:
    text = reading.passage.text
    made: list[Term] = []
    before: Mention | None = None
    mentions = joined(reading.mentions, text)
    for mention, after in itertools.zip_longest(mentions, mentions[1:]):
        if held(mention, after):
            before = mention
            continue
        if measured(mention) and mention.form in ("value", "to", "change", "decrease") and not compared_to(mention):
            moved = mention.form in ("change", "decrease")
            if "（" in mention.lead and "）" not in mention.lead:
                continue
            if not moved or (len(mention.lead) > 3 and not re.search(r"比|较|同|净|年", mention.lead)):  # noqa: PLR2004
                made.append(_term(mention, before, text, moved=moved))
        elif mention.form == "share" and made and made[-1].mention is before:
            made[-1] = replace(made[-1], share=mention)
        before = mention
    return tuple(_paired(made, text))


def joined(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """四类重点对象231户, 污水管网二期1,203万元: a small Chinese numeral within a name belongs to the name."""
    made: list[Mention] = []
    for mention in mentions:
        last = made[-1] if made else None
        if (
            last
            and last.token.han
            and last.token.unit in WITHIN_NAMES
            and not re.search(r"[，。；：:、（）()！？]", text[last.end : mention.start])
        ):
            made.pop()
            lead = text[last.lead_start : mention.start]
            mention = replace(mention, lead=lead, lead_start=last.lead_start)  # noqa: PLW2901
        made.append(mention)
    return made


def _term(mention: Mention, before: Mention | None, text: str, *, moved: bool) -> Term:
    """A figure that opens a bracket after a noun belongs to that noun, outside the bracket."""
    if mention.bracket >= 0 and mention.bracket == mention.lead_start - 1 and not mention.lead:
        noun = NOUN_BEFORE.search(text, 0, mention.bracket)
        if noun and (before is None or before.end <= noun.start()):
            return Term(mention, tidy(noun[0]), box_at(text, mention.bracket), boxed=True, moved=moved)
    return Term(mention, tidy(lead_of(mention)), mention.bracket, moved=moved)


def lead_of(mention: Mention) -> str:
    """The words that lead to a figure; before a colon, if the figure opens what the colon introduces."""
    text = mention.passage.text
    if mention.lead or mention.lead_start < 2 or text[mention.lead_start - 1] not in ":：—":  # noqa: PLR2004
        return mention.lead
    noun = NOUN_BEFORE.search(text, mention.passage.body, mention.lead_start - 1)
    return noun[0] if noun else ""


def _paired(made: list[Term], text: str) -> list[Term]:
    """编制数、实有数分别为186名、179人: names in order also where the units differ."""
    for n, term in enumerate(made):
        names = re.split("、", RESPECTIVELY.split(term.mention.lead)[0])
        run = made[n : n + len(names)]
        joined = all(re.fullmatch("[、和与]", text[a.end : b.start]) for a, b in itertools.pairwise(run))
        if len(run) > 1 and len(run) == len(names) and RESPECTIVELY.search(term.mention.lead) and joined:
            made[n : n + len(names)] = [replace(t, name=tidy(name)) for t, name in zip(run, names, strict=True)]
    return made


def box_at(text: str, at: int) -> int:
    """Where the bracket around a character begins; -1 outside any."""
    depth = 0
    for i in range(at - 1, -1, -1):
        c = text[i]
        if c in CLOSE:
            depth += 1
        elif c in OPEN:
            if not depth:
                return i
            depth -= 1
        elif c in "。！？":
            break
    return -1


def tidy(name: str) -> str:
    """A name without the little words at its edges."""
    return NAME_EDGE.sub("", name)


def common_end(names: Sequence[str]) -> str:
    """The characters with which all names end."""
    shortest = min(names, key=len)
    for n in range(len(shortest), 0, -1):
        if all(name.endswith(shortest[-n:]) for name in names):
            return shortest[-n:]
    return ""


def outside(text: str) -> str:
    """A stretch of text without what it brackets."""
    return re.sub(r"[（(][^（）()]*[）)]", "", text)
