"""Tokens → mentions: each figure with the clause around it, the words that lead to it, and what they say it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from gouji.document import Span
from gouji.extraction.cues import Cues
from gouji.extraction.numerals import Day, Scanner, Token
from gouji.extraction.passages import GAP, Passage
from gouji.quantity import Quantity

Form = Literal[
    "value",
    "from",
    "to",
    "change",
    "decrease",
    "growth",
    "decline",
    "completion",
    "share",
    "rate",
    "percent",
    "mean",
    "multiple",
]

STOPS = "。！？"
SEGMENT = "；;"
SOFT = "，,：:（）()—｜|①②③④⑤⑥⑦⑧⑨⑩" + GAP
OPEN, CLOSE = "（(", "）)"
SHORT_BRACKET = re.compile(r"[（(][^（）()\d，。；：]{1,7}[）)]")
START_OF_YEAR = re.compile(r"年初(?:预算|批复|目标|计划|设定|安排|指标|任务|下达|确定|核定|部门|财政|承诺)")
POINTS = ("个百分点", "百分点")
PERCENT = ("%", "‰", "成", "分之")


@dataclass(frozen=True, slots=True)
class Mention:
    """One figure as its sentence uses it.

    `lead` is the words from the last boundary to the figure, `tail` those after it up to the next boundary or figure.
    `sentence`, `segment` (between ；) and `clause` number runs of text through the document; `depth` counts brackets and
    `bracket` is where the innermost begins (-1 outside any). `marks` are the cue groups its lead or tail shows.
    `period` is the date that governs it, `own_period` whether that stands in its own lead. `of` is the noun a rate names.
    """

    passage: Passage
    token: Token
    figure: Quantity
    form: Form
    lead: str
    tail: str
    sentence: int
    segment: int
    clause: int
    depth: int
    bracket: int
    lead_start: int
    marks: frozenset[str]
    period: Day | None
    own_period: bool
    of: str = ""

    @property
    def start(self) -> int:
        """First clean character of the figure in its passage."""
        return self.token.start

    @property
    def end(self) -> int:
        """One past the figure's last clean character."""
        return self.token.end

    @property
    def span(self) -> Span:
        """The figure's characters in the document."""
        return self.passage.span(self.token.start, self.token.end)

    @property
    def percent(self) -> bool:
        """A percentage, fraction or tenths: a pure number with a sign of its own."""
        return self.token.unit in PERCENT

    @property
    def points(self) -> bool:
        """Percentage points: a difference of percentages."""
        return self.token.unit in POINTS

    @property
    def vague(self) -> bool:
        """Printed with 约 近 余 多 or the like."""
        return bool(self.figure.hedge)

    def sees(self, *names: str) -> bool:
        """Whether any of these cue groups shows beside the figure."""
        return not self.marks.isdisjoint(names)


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage read at the clause level: every token, and the mentions among them, in order."""

    passage: Passage
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]


class ClauseReader:
    """Reads passages one after another; its counters number sentences and clauses through the document."""

    def __init__(self, scanner: Scanner, cues: Cues) -> None:
        self._scanner = scanner
        self._cues = cues
        self._forms = _form_patterns(cues)
        self._sentence = self._segment = self._clause = 0

    def read(self, passage: Passage) -> Reading:
        """The figures of a passage, each with its clause."""
        self._sentence += 1
        self._segment += 1
        self._clause += 1
        tokens = tuple(self._scanner.scan(passage.text, passage.body))
        if not tokens:
            return Reading(passage, (), ())
        return Reading(
            passage,
            tokens,
            tuple(self._respectively(_carry_forms(_carry_units(list(self._mentions(passage, tokens)))))),
        )

    def _mentions(self, passage: Passage, tokens: tuple[Token, ...]) -> Iterator[Mention]:
        text = passage.text
        hidden = {i for m in SHORT_BRACKET.finditer(text) for i in range(m.start(), m.end())}
        boundary = at = passage.body
        figure_since = False
        brackets: list[tuple[int, Day | None]] = []  # where each opened, and the period that held outside it
        period: Day | None = None
        period_at = -1
        for n, token in enumerate(tokens):
            for i in range(at, token.start):
                c = text[i]
                if i in hidden:
                    continue
                if c in STOPS:
                    self._sentence += 1
                    self._segment += 1
                    self._clause += 1
                    boundary, figure_since, period = i + 1, False, None
                    brackets.clear()
                elif c in SEGMENT:
                    self._segment += 1
                    self._clause += 1
                    boundary, figure_since = i + 1, False
                elif c in SOFT:
                    self._clause += c in "，," + GAP
                    if c in OPEN:
                        brackets.append((i, period))
                    elif c in CLOSE and brackets:
                        period = brackets.pop()[1]
                    boundary, figure_since = i + 1, False
                elif c == "、" and figure_since:
                    boundary = i + 1
            at = token.end
            if token.kind == "date":
                if token.day and (token.day.year or period is None or not period.year or token.day.word):
                    period, period_at = _merged(period, token.day), token.start
                continue
            if token.kind in ("ratio", "range") or token.quantity is None:
                if token.kind in ("ratio", "range"):
                    boundary, figure_since = token.end, True
                continue
            if _threshold(token, text):
                continue
            lead = text[boundary : token.start].strip(GAP)
            tail = _tail(text, token.end, tokens[n + 1].start if n + 1 < len(tokens) else len(text))
            mention = Mention(
                passage, token, token.quantity, "value", lead, tail, self._sentence, self._segment, self._clause,
                len(brackets), brackets[-1][0] if brackets else -1, boundary, self._marks(lead, tail), period, period_at >= boundary,
            )  # fmt: skip
            yield self._formed(mention, text)
            boundary, figure_since = token.end, True

    def _respectively(self, mentions: list[Mention]) -> list[Mention]:
        """基本支出、项目支出分别为a、b: each figure is led by its own name, if there are as many names as figures."""
        for n, mention in enumerate(mentions):
            shared = RESPECTIVELY.match(mention.lead)
            run = _joined_run(mentions, n) if shared or "分别" in mention.lead else []
            if not shared:
                for at in range(n + 1, n + len(run)):
                    if len(mentions[at].lead) <= 1:
                        mentions[at] = replace(mentions[at], lead=mention.lead, marks=mention.marks)
                continue
            splits = (re.split(by, shared["names"]) for by in NAME_SPLITS)
            names = next((names for names in splits if len(names) == len(run)), None)
            if len(run) < 2 or names is None:  # noqa: PLR2004
                continue
            for at, (name, member) in enumerate(zip(names, run, strict=True), n):
                rest = shared["rest"] if at == n else re.sub(r"^[、和与及]", "", member.lead) or shared["rest"]
                own = replace(member, lead=name + rest, form="value", of="")
                formed = self._formed(replace(own, marks=self._marks(own.lead, own.tail)), own.passage.text)
                weaker = formed.form in ("percent", "value") and mention.form not in ("percent", "value")
                mentions[at] = replace(formed, form=mention.form, of=name) if weaker else formed
        return mentions

    def _marks(self, lead: str, tail: str) -> frozenset[str]:
        has = self._cues.has
        near = lead[-16:]
        found = {
            name
            for name in (
                "prior",
                "target",
                "actual",
                "total",
                "include",
                "remaining",
                "mean",
                "plan",
                "budget",
                "other",
            )
            if has[name].search(near)
        }
        if (
            "prior" in found
            and START_OF_YEAR.search(near)
            and not self._cues.has["prior"].search(START_OF_YEAR.sub("", near))
        ):
            found.discard("prior")  # 年初预算 is this year's
        if self._cues.ends["total_end"].search(lead):
            found.add("total")
        if re.match(r"的?[^，。]{0,6}(?:目标|任务|计划|考核线|考核要求|控制线|标准)", tail):
            found.add("target")
        return frozenset(found)

    def _formed(self, mention: Mention, text: str) -> Mention:
        """The mention with its form, and the noun that a rate or share names."""
        kind = (
            "points"
            if mention.points
            else "percent"
            if mention.percent
            else "multiple"
            if mention.token.unit == "倍"
            else "plain"
        )
        lead = SHORT_BRACKET.sub("", mention.lead)  # 满意度（满意＋较满意）94%
        for form, pattern in self._forms[kind]:
            m = pattern.search(lead)
            if m:
                if form == "from" and not _to_follows(text, mention.end):
                    continue
                if (
                    form in ("change", "decrease")
                    and kind == "plain"
                    and not _compared(mention.lead, text, mention.lead_start)
                ):
                    continue
                return replace(mention, form=form, of=(m.groupdict().get("of") or "").strip("了约的"))
        return replace(
            mention, form={"points": "change", "percent": "percent", "multiple": "multiple", "plain": "value"}[kind]
        )


@lru_cache(maxsize=4)
def _form_patterns(cues: Cues) -> dict[str, list[tuple[Form, re.Pattern[str]]]]:
    """For each sort of figure, what the end of its lead makes of it; the first that fits wins."""
    up, down, links = cues.either("up"), cues.either("down"), cues.links
    to = re.compile(
        rf"(?:{cues.either('to')}|(?:{up}|{down})[^，]{{0,4}}(?:到|至))(?:(?:(?:19|20)\d\d年[度末底]?|年[末底]|今年|本年度?|目前|现在)的?)?(?:近|约|了|超过?|逾|接近|将近)?$"
    )
    origin = re.compile(r"(?:由|从)[^，]{0,18}$")
    plan = cues.either("target", "budget")
    grown = re.compile(rf"(?:{up})(?:率|幅|幅度|速度)?{links}$")
    fallen = re.compile(rf"(?:{down})(?:率|幅|幅度)?{links}$")
    of_plan = re.compile(
        rf"(?:{cues.either('of_plan')}){links}$|(?:完成|占|为|是|达到?|相当于|达)[^，。]{{0,12}}(?:{plan})[^，、。]{{0,6}}的{links}$|^(?:{plan})的{links}$|^的$"
    )
    return {
        "points": [("decrease", fallen), ("change", grown)],
        "percent": [
            ("to", to),
            ("from", origin),
            ("completion", of_plan),
            (
                "share",
                re.compile(
                    rf"(?:占比|比重|比例){links}$|(?:占|相当于)(?P<of>[^，]*?)(?:总额|总数)?的?(?:比重|比例|份额|比)?{links}$"
                ),
            ),
            ("decline", fallen),
            ("growth", grown),
            ("rate", re.compile(rf"(?P<of>[^，、；。：（）]{{0,16}}(?:率|度|面|进度|比例|进展|比)){links}$")),
        ],
        "multiple": [("multiple", re.compile(".?"))],
        "plain": [
            ("to", to),
            ("from", origin),
            ("decrease", re.compile(rf"(?:{down})(?:了|额|额为|约|近|的)?(?:约|为)?$")),
            ("change", re.compile(rf"(?:{up})(?:了|额|额为|约|近|的)?(?:约|为)?$")),
            ("mean", re.compile(rf"(?:{cues.either('mean')})[^，、]{{0,8}}$")),
        ],
    }


def _to_follows(text: str, end: int) -> bool:
    """由/从 makes a starting figure only if 到/至/为 comes before the sentence ends."""
    rest = re.split(r"[。；]", text[end : end + 60])[0]
    return bool(re.search(r"到|至|[升降变少加高低大缩减]为|缩短为|优化为|调整为|改为|翻", rest))


def _compared(lead: str, text: str, start: int) -> bool:
    """Whether a change is a change against something: a 比/较 in the clause, or a figure before it in the sentence."""
    if not re.search(r"新增|追加|净增|增加?$|减少?$|节约|节省|提高|下降|压减|增|减|多|少", lead[-6:]):
        return True
    if re.search(r"新增|净增|追加", lead[-4:]):
        return bool(re.search(r"比|较|同比|净增", lead))
    before = re.split(r"[。；]", text[max(0, start - 60) : start])[-1]
    return bool(re.search(r"比|较|与", lead + before) or re.search(r"\d|[一二三四五六七八九十]", before))


THRESHOLD_TAIL = re.compile(
    r"的(?!(?:年度|预期|绩效|年初|序时|控制)?(?:目标|要求|任务|标准|指标|考核|水平|比例))[\u4e00-\u9fff]|(?![和与及并且但而的])[\u4e00-\u9fff]"
)
BOUNDING = ("以上", "以下", "及以上", "及以下", "（含）以上", "（含）以下", "以内")


def _threshold(token: Token, text: str) -> bool:
    """60岁以上老人, 10万元以上的村: a bound with a noun right after it marks who is meant; it is no figure of its own."""
    return token.tail in BOUNDING and bool(THRESHOLD_TAIL.match(text, token.end))


def _tail(text: str, end: int, limit: int) -> str:
    m = re.match(r"[^，。；：、！？（）()　｜|—]{0,14}", text[end:limit])
    return m[0] if m else ""


def _merged(before: Day | None, day: Day) -> Day:
    """2022年当年: a relative word never replaces an explicit year."""
    if day.year or before is None or not before.year:
        return day
    relative = re.search("上年|去年|前年|上一年|明年|次年|下年", day.word)
    return day if relative else before


RESPECTIVELY = re.compile(r"(?P<names>[^，。；：分]*[、和与及][^，。；：]*?)(?:分别|依次|各)(?P<rest>.*)$")
NAME_SPLITS = ("[、和与及]", "、", "[、及]|以及", "、|(?<=.{3})[和与]")  # 和 may join two names or stand inside one
JOINED = re.compile(r"[^，。；：、（）\d]{0,8}(?:[、和与及]|，)[^，。；：、（）\d]{0,8}")


def _joined_run(mentions: list[Mention], n: int) -> list[Mention]:
    """The mention at n and those that 、 or 和 joins to it, of its own unit."""
    run = [mentions[n]]
    for following in mentions[n + 1 :]:
        between = following.passage.text[run[-1].end : following.start]
        if following.token.unit != run[0].token.unit or not JOINED.fullmatch(between) or "，" in between:
            break
        run.append(following)
    return run


def _carry_units(mentions: list[Mention]) -> list[Mention]:
    """苗木1.57万与5.3万株: a figure with 万 and no unit takes that of the next one in its list."""
    for n in range(len(mentions) - 2, -1, -1):
        this, following = mentions[n], mentions[n + 1]
        between = this.passage.text[this.end : following.start]
        if (
            this.figure.dimension == "?"
            and not following.percent
            and following.figure.dimension not in ("?", "")
            and re.fullmatch(r"[与和、及至，,]+|[^，。；\d]{0,8}[与和、]", between)
        ):
            scale = (
                following.figure.scale / (10000 if "万" in following.token.unit else 1)
                if following.token.unit[:1] in "万亿"
                else following.figure.scale
            )
            factor = scale if following.token.unit[:1] not in "万亿" else 1
            figure = replace(
                this.figure,
                dimension=following.figure.dimension,
                value=this.figure.value * factor,
                step=this.figure.step * factor,
                scale=this.figure.scale * factor,
            )
            mentions[n] = replace(this, figure=figure)
    return mentions


def _carry_forms(mentions: list[Mention]) -> list[Mention]:
    """分别下降25%、33.3%: a figure that only 、 or 和 parts from one of its unit is of the same form."""
    for n in range(1, len(mentions)):
        before, this = mentions[n - 1], mentions[n]
        joined = re.fullmatch(r"[、和与及]|，分别|以及", this.passage.text[before.end : this.start])
        bare = len(this.lead) <= 1 and this.form in ("value", "percent")
        if joined and bare and this.token.unit == before.token.unit and before.form not in ("value", "from", "to"):
            mentions[n] = replace(this, form=before.form, of=before.of)
    return mentions
