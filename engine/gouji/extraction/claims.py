"""What a report says of its own results: 完成指标要求, 未达标, 超额完成; why it fell short, and what it will do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gouji.extraction.passages import GAP, Passage
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, words
from gouji.extraction.wordlists import Groups, either, groups_of

SHUT = rf"(?=[，。；、）)！“”]|[{GAP}]*(?:\||$))"
OPEN = r"(?:在建|未|尚|待|仍|正在)"  # what is told of things that are not done
SHORT_OF = (
    r"(?:(?<=[，；（])|还|尚|仅|仍)差(?=\d)"  # ，差3个
    r"|(?:(?<=[，；（])|尚|仍|还|仅)(?:剩余?|余下?)(?=约?\d)"  # ，余24盏
    rf"|[，；（](?:另|尚|仍|还)有(?=约?\d[\d.,]*[\u4e00-\u9fff]{{1,3}}{OPEN})"  # ，另有2个在建
    r"|(?:距|离|与)[^，。；]{1,24}?(?:相差|差)(?=约?\d)"  # 离每公里2,400元的标准差550元
)
CAUSE = (  # 受疫情影响; 因…暂未动工; 3个系…
    r"(?<=\d[\u4e00-\u9fff])系(?![统列数])"
    r"|有\d[\d.,]*[\u4e00-\u9fff][^，。；]{0,20}?(?:无法|不能|未能|不便|拒绝|暂缓)"  # 有5户长期在外无法入户
    r"|受[^，。；]{2,16}?(?:影响|制约|限制)|(?<!原)因(?![公地此素病材人])"
)
REASON_MIN = 3  # characters of a reason that says anything


@dataclass(frozen=True, slots=True)
class Claim:
    """Clean characters `start` to `end` of a passage that say how a result stands, and the classes of what they say."""

    passage: Passage
    start: int
    end: int
    says: tuple[str, ...]
    all: bool = False  # 均, 全部: said of several at once

    @property
    def part(self) -> Part:
        """The claim as a fact."""
        return words("claim", self.passage, self.start, self.end, *self.says)


@dataclass(frozen=True)
class ClaimWords:
    """The words of claims, compiled."""

    claim: re.Pattern[str]
    short: re.Pattern[str]
    ahead: re.Pattern[str]
    later: re.Pattern[str]
    some: re.Pattern[str]
    admitted: re.Pattern[str]
    lagging: re.Pattern[str]
    estimate: re.Pattern[str]
    reason: re.Pattern[str]
    fate: re.Pattern[str]
    measure: re.Pattern[str]
    empty: frozenset[str]


def claim_words(prose: Prose) -> ClaimWords:
    """The compiled words of a prose's vocabulary."""
    return _compiled(groups_of(prose.words["claims"]))


@cache
def _compiled(groups: Groups) -> ClaimWords:
    w = dict(groups)
    verbs, objects, nots = either(w, "verbs"), either(w, "objects"), either(w, "not")
    whole, part, over = either(w, "all"), either(w, "partly"), either(w, "over")
    manner = "(?:已|已经|圆满|顺利|如期|按期|按时|正好|恰好|较好|也|仍|都|完全|如数)*"
    lead = f"(?P<all>{whole})?(?P<not>{nots})?(?P<part>{part})?{manner}"
    noun = rf"(?P<mid>(?:[^，。；\d]|\d[\d.,]*(?:%|‰)?(?:以上|以下|以内)?(?=的|以上|以下|$)){{0,14}}?)(?:{objects})"
    claim = (
        rf"(?:(?P<over>{over})(?:[^，。；]{{0,12}}?(?:{objects}))?|{lead}(?:(?:{verbs}|达)(?:了)?{noun}(?:的要求)?|(?P<alone>达标|完成|达成|完工))"
        rf"|与[^，。；]{{0,6}}(?:计划|目标|任务)[^，。；]{{0,2}}(?P<same>一致|持平|相符)){SHUT}"
    )
    some = rf"(?:{either(w, 'admitted')})"
    rest = r"(?<=[，；（])(?:其余|另有?|剩余|余下|还有|有)?\d[\d,]*[\u4e00-\u9fff][^，。；\d]{0,8}"
    return ClaimWords(
        re.compile(claim),
        re.compile(f"{either(w, 'short')}|{SHORT_OF}"),
        re.compile(rf"(?:{either(w, 'ahead')})[^，。；]{{0,2}}$"),
        re.compile(rf"(?:{either(w, 'later')})[^，。；]*$"),
        re.compile(either(w, "some")),
        re.compile(rf"{some}[^，。；]{{0,8}}(?:未|没有|低于)|{some}(?=达|完成|实现)|除[^，。；]{{2,16}}外"),
        re.compile(either(w, "lagging")),
        re.compile(either(w, "estimate")),
        re.compile(f"{either(w, 'reason')}|{CAUSE}"),
        re.compile(f"{rest}(?:{either(w, 'fate')})"),
        re.compile(either(w, "measure")),
        frozenset(str(w["empty_reason"]).split()),
    )


def claims_in(passage: Passage, start: int, end: int, w: ClaimWords) -> Iterator[Claim]:
    """The claims in clean characters `start` to `end` of a passage, in order."""
    text = passage.text
    at = start
    while m := w.claim.search(text, at, end):
        at = max(m.end(), m.start() + 1)
        if w.ahead.search(text, max(start, m.start() - 8), m.start()) or w.later.search(text, start, m.start()):
            continue
        said = _says(m)
        if said:
            yield Claim(passage, m.start(), m.end(), said, bool(m["all"]))
    for m in w.short.finditer(text, start, end):
        if text[m.end() : m.end() + 1] != "率":
            yield Claim(passage, m.start(), m.end(), ("承认不足",))


def _says(m: re.Match[str]) -> tuple[str, ...]:
    """The classes of a claim; none for a bare 完成 that no word makes a claim."""
    if m["over"]:
        return ("超预期",)
    if m["same"]:
        return ("达成",)
    if m["not"]:
        return ("承认不足", "未达")
    if m["part"]:
        return ("部分达成",)
    if m["alone"] in ("完成", "达成", "完工") and not (m["all"] or m.end() - m.start() > len(m["alone"])):
        return ()
    return ("达成",)


def why(passage: Passage, start: int, end: int, w: ClaimWords) -> Iterator[Part]:
    """The reason given, and the measure promised, in clean characters `start` to `end` of a passage."""
    text = passage.text
    if m := w.reason.search(text, start, end):
        stop = _stop(text, m.end(), end)
        told = text[m.end() : stop].strip("，：:为是")
        empty = told in w.empty or len(told) + (len(m[0]) if m[0][0] == "受" else 0) < REASON_MIN
        yield words("deviation_reason", passage, m.start(), max(stop, m.end()), "空话" if empty else "有实质原因")
    elif m := w.fate.search(text, start, end):
        yield words("deviation_reason", passage, m.start(), _stop(text, m.end(), end), "有实质原因")
    if m := w.measure.search(text, start, end):
        yield words("improvement_measure", passage, m.start(), max(_stop(text, m.end(), end), m.end()))


def _stop(text: str, at: int, end: int) -> int:
    found = re.compile("[。；]").search(text, at, end)
    return found.start() if found else end
