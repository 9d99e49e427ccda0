"""The grammar of comparisons: 比上年的B增加C，增长P%. What its words compare, with what, and which way."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from gouji.extraction.alike import alike
from gouji.extraction.mention import Mention, Reading
from gouji.extraction.naming import core
from gouji.extraction.prose import Prose
from gouji.quantity import Quantity

SIGNED = "变动幅度|变动率|增减率|增减幅|增减额|增减变动率|变动额|增减"  # their figure carries the sign
ADVERBS = (
    "年均|平均每年|每年平均|年平均|总体|实际|名义|分别|净|共|累计|均|也|又|再|相应|大幅|小幅|略有|略|有所|进一步|继续|直接"
    "|各|稳步|持续|平均|一共|合计|总共|还|却|反而"
)
STRUCTURE = re.compile(
    r"^(?:按(?:可比|不变)(?:价格?|口径)(?:计算)?|扣除价格因素(?:影响)?后?|其中|并且?|且|而|但|即|也|均|共|全年|约|其|另"
    r"|总体|本年度?|当年|今年|(?:19|20)\d\d年度?|[“”：:])+"
    r"|(?:分别|的|数|额|总额|金额|总数|均|也|各)+$"
)
OVER = "超(?:出|额|过)?(?:年度|年初|全年)?(?:目标|计划|任务)数?"  # 超计划1.8平方公里
STANDALONE = re.compile(f"{OVER}|超出|超|多出|差")
SAVED = re.compile("节约|节省|节支")
DONE_MORE = (  # 比上年多办40件
    "[多少](?:办理?|支出?|收入?|花|用|产|建|种|招|完成|接待|发放|开展|出|支?付|拨付?|投入?|缴纳?|征收?|购置?|采购|销售?|卖|修建?"
    "|栽植?|聘用?|派出?|救助?|培训|收治|诊治|供应?|报销?|发|运送?|养|补助?)"
)
CHANGEABLE = ("change", "decrease", "growth", "decline", "value", "percent", "mean")
AS_RATE = ("percent", "growth", "decline")
COLONS = ("：", ":")
CLAUSE_ENDS = "，,。；;：:！？\u3000"
IN_TURN = re.compile("分别|依次")  # dealt out by pairwise
REACHED = re.compile(r"[，,](?:总[量数额])?(?:已?达到?|增至|升至|减至|降至|增加到|增长到)(?:了)?")
HINT = re.compile(
    "[增减多少升降涨跌高低超差快慢长短提缩节压回扩延变好净浮调追滑收]"
)  # no direction word is without one of these
ARRIVES = re.compile("[到至](?:了|近|约|超过?|逾|接近|将近)*$")  # 增加到A is no change
ADDED = re.compile("新增|追加")  # 新增就业5人 is a figure by itself
OPENING = re.compile(r"[（(]")


@dataclass(frozen=True)
class Grammar:
    """The patterns of comparison, compiled from the cue words of one vocabulary."""

    lead: re.Pattern[str]  # all words before a change: noun, compare phrase, direction word
    joined: re.Pattern[str]  # between a change and its rate
    inline: re.Pattern[str]  # between a base and its change: 比B[增加]C
    base: re.Pattern[str]  # before a base: 比上年的
    beyond: re.Pattern[str]  # before a base that a word places: 高于上年的
    flat: re.Pattern[str]
    direction: re.Pattern[str]
    up: re.Pattern[str]
    earlier: re.Pattern[str]  # words that date a figure before the year reported on
    goal: re.Pattern[str]  # words of a base that was set: 目标 计划 …
    real: re.Pattern[str]  # growth at constant prices
    surveyed: re.Pattern[str]  # growth that may be at constant prices, or of another sample
    nominal: re.Pattern[str]
    basis: re.Pattern[str]
    new: re.Pattern[str]
    rank: re.Pattern[str]
    planned: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, read by a grammar, in its document."""

    g: Grammar
    prose: Prose
    reading: Reading
    mentions: tuple[Mention, ...]

    @property
    def text(self) -> str:
        """The passage that holds it."""
        return self.reading.passage.text

    def between(self, a: int, b: int) -> str:
        """What stands between two of its figures."""
        return self.text[self.mentions[a].end : self.mentions[b].start]


@dataclass(frozen=True, slots=True)
class Change:
    """What one run of words and figures says changed: mentions `first` to `last` (indexes), by how much, which way.

    `noun` is its own subject, `against` the words it is compared with; `word` where its direction word stands.
    """

    first: int
    last: int
    amount: Mention | None
    rate: Mention | None
    up: bool | None
    noun: str
    against: str
    word: tuple[int, int]
    at: Mention
    reached: Mention | None = None  # 增加C，达到A
    second_up: bool | None = None  # which way the words of the figure joined to `at` point; None: its sign tells

    @property
    def saved(self) -> bool:
        """节约: what was allowed is the base."""
        return not self.against and not self.noun and bool(SAVED.fullmatch(self.at.passage.text[slice(*self.word)]))

    @property
    def alone(self) -> bool:
        """超出, 差: what it is compared with is not said, so only a goal can be meant."""
        return not self.against and _alone(self.at.passage.text[slice(*self.word)])


OF_CUES = ("up", "down", "flat")
OWN = ("more", "less", "earlier", "goal", "real", "surveyed", "nominal", "basis", "new", "rank", "planned")


def grammar(prose: Prose) -> Grammar:
    """The grammar for the words of a prose, compiled once for a vocabulary."""
    cues, own = prose.cues, prose.words["comparisons"]
    groups = [(name, cues.either(name)) for name in OF_CUES]
    groups += [(name, "|".join(sorted(map(re.escape, own[name].split()), key=len, reverse=True))) for name in OWN]
    return _compiled(tuple(groups), cues.links)


@lru_cache(maxsize=4)
def _compiled(groups: tuple[tuple[str, str], ...], links: str) -> Grammar:
    w = dict(groups)
    either = f"{w['up']}|{w['down']}|{w['more']}|{w['less']}|{DONE_MORE}|{OVER}|{SIGNED}"
    ends = f"(?:率|幅|幅度|额|速度)?{links}"
    against = (
        r"同比(?:去年同期)?|环比|较[^，。；：]{0,3}同期|(?:(?<![占同])比(?![例重率值])|同比|(?<!比)较(?![大好多高快为]))[^，。；：比较]{1,22}?(?:相比|比较)?"
        r"|(?:与|同|跟|和)[^，。；：]{1,22}?(?:相比|比较)"
    )
    return Grammar(
        re.compile(rf"(?P<noun>[^，。；：]*?)(?P<against>{against})?(?:{ADVERBS})*(?P<dir>{either}){ends}"),
        re.compile(
            rf"[，,（(、]?(?:同比|环比|即|折合|约|也即|同口径|相应|资金|预算|经费|成本)*(?P<dir>{either}){ends}"
        ),
        re.compile(
            rf"[）)]?(?:的(?:{w['goal']}|平均|水平|规模)*)?(?:相比|比较|比)?[，,]?(?:{ADVERBS}|同比)*(?P<dir>{either}){ends}"
        ),
        re.compile(
            r"(?P<noun>[^，。；：]*?)(?P<by>相较于?|对比|同比|(?<![占同环])比(?![例重率值])|(?<!比)较之?(?![大好多高快为])|与|同|跟|和)(?P<what>[^，。；：比较]{0,24})"
        ),
        re.compile(
            rf"(?P<dir>高于|多于|超过|大于|低于|少于|小于|高出|超出)(?P<what>(?:{w['earlier']})[^，。；：]{{0,6}})"
        ),
        re.compile(rf"(?<!基本)(?<!大体)(?<!总体)(?:{w['flat']})"),
        re.compile(f"{w['up']}|{w['down']}|升|涨|降|跌"),
        re.compile(f"{w['up']}|{w['more']}|{OVER}|多[\u4e00-\u9fff]{{1,2}}|升|涨"),
        *(re.compile(w[name]) for name in OWN[2:]),
    )


def clause_before(mention: Mention, floor: int) -> tuple[str, int]:
    """The words before a figure, back to the clause's beginning or to `floor`, brackets too, and where they begin."""
    text = mention.passage.text
    stop = mention.start - (text[mention.start - 1 : mention.start] in COLONS)  # 上年：B
    start = max(floor, mention.passage.body, *(text.rfind(c, 0, stop) + 1 for c in CLAUSE_ENDS))
    return text[start : mention.start], start


def changes(g: Grammar, mentions: tuple[Mention, ...]) -> list[Change]:
    """Every change that the figures of one sentence state, amounts joined with their rates."""
    found: list[Change] = []
    n = 0
    while n < len(mentions):
        change = _change(g, mentions, n)
        if change:
            found.append(change)
            n = change.last
        n += 1
    return found


def _change(g: Grammar, mentions: tuple[Mention, ...], n: int) -> Change | None:
    """The change that begins with figure n, if its words make it one."""
    m = mentions[n]
    text = m.passage.text
    if m.form not in CHANGEABLE or m.token.unit == "倍" or not HINT.search(text, max(0, m.start - 10), m.start):
        return None
    if IN_TURN.search(clause_before(m, 0)[0]) or ARRIVES.search(text, max(0, m.start - 6), m.start):
        return None
    words, start = clause_before(m, mentions[n - 1].end if n else 0)
    opened = OPENING.split(words)[-1]
    start += len(words) - len(opened)
    inline = g.inline.fullmatch(text, mentions[n - 1].end, m.start) if n and _led(g, mentions, n - 1) else None
    match = inline or g.lead.fullmatch(opened)
    if not match:
        return None
    said = match.groupdict()
    last, following, reached = _figures(g, mentions, n)
    rated = following is not None and not ADDED.fullmatch(said["dir"])
    compared = inline or reached or rated or said.get("against") or _alone(said["dir"])
    if m.form in ("value", "percent", "mean") and not compared:
        return None
    shift = 0 if inline else start
    word = (shift + match.start("dir"), shift + match.end("dir"))
    noun = STRUCTURE.sub("", (said.get("noun") or "").strip("“”（(）)、 "))
    joined = g.joined.fullmatch(text, mentions[last - 1].end, mentions[last].start) if following else None
    second_up = _way(g, joined["dir"]) if joined else None
    amount, rate = (following, m) if m.percent else (m, following)
    return Change(
        n, last, amount, rate, _way(g, said["dir"]), noun, said.get("against") or "", word, m, reached, second_up
    )


def _figures(g: Grammar, mentions: tuple[Mention, ...], n: int) -> tuple[int, Mention | None, Mention | None]:
    """The last figure of the change that begins at n, the one joined to it (rate or amount), and what it reached."""
    m = mentions[n]
    following = mentions[n + 1] if n + 1 < len(mentions) else None
    if following is None:
        return n, None, None
    if REACHED.fullmatch(m.passage.text, m.end, following.start) and same_sort(m, following):
        further = mentions[n + 2] if n + 2 < len(mentions) else None
        joined = further is not None and not m.percent and _joins(g, following, further)
        return (n + 2, further, following) if joined else (n + 1, None, following)
    return (n + 1, following, None) if _joins(g, m, following) else (n, None, None)


def _led(g: Grammar, mentions: tuple[Mention, ...], n: int) -> bool:
    """Whether 比 or its like leads to figure n."""
    before, _ = clause_before(mentions[n], mentions[n - 1].end if n else 0)
    return g.base.fullmatch(before.rstrip("（(：:")) is not None


def _alone(word: str) -> bool:
    """超出, 差: words that make a change of a figure though nothing is compared in so many words."""
    return bool(STANDALONE.fullmatch(word))


def _joins(g: Grammar, first: Mention, second: Mention) -> bool:
    """Whether the second figure is the rate of the first's change, or the other way round."""
    if first.sentence != second.sentence or first.points or second.points or first.percent == second.percent:
        return False
    if second.percent and second.form not in AS_RATE:
        return False
    return bool(g.joined.fullmatch(first.passage.text, first.end, second.start))


def _way(g: Grammar, word: str) -> bool | None:
    """Which way a direction word points; None where only the sign of its figure tells."""
    return None if re.fullmatch(SIGNED, word) else bool(g.up.fullmatch(word))


def same_sort(a: Mention, b: Mention) -> bool:
    """Both percentages, or figures of one dimension."""
    if a.percent or b.percent or a.points or b.points:
        return (a.percent or a.points) and (b.percent or b.points)
    return alike(a.figure, b.figure)


def unsigned(figure: Quantity) -> Quantity:
    """A figure without its minus sign."""
    return replace(figure, digits=figure.digits.lstrip("-"), value=abs(figure.value))


def names(noun: str, mention: Mention) -> int:
    """How well a change's own noun is what a figure is called: 2 the very words, 1 a figure of that kind, 0 not.

    起数 is of 事故18起, 死亡人数 of 死亡3人.
    """
    wanted, own = (core(STRUCTURE.sub("", x)) for x in (noun, mention.lead))
    if not wanted or wanted == own:
        return 2
    unit = mention.figure.dimension
    counted = bool(unit) and wanted.endswith(unit) and wanted[: -len(unit)] in own
    return int(wanted in own or counted)
