"""Shares: 占83.8%, 占总支出的42%, 占24个乡镇的37.5%, 比重15.1%; the base is held, named, or the total of the list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gouji.extraction.alike import alike
from gouji.extraction.forms import PLACED
from gouji.extraction.mention import Mention
from gouji.extraction.naming import REACH, SCOPE, core, head, name_of, named, plain
from gouji.extraction.prose import Prose
from gouji.extraction.rates import IN_WHICH, share_of
from gouji.extraction.statement import Statement

HELD = re.compile(r"(?:占|相当于|约?为|是)[^，。；、]{0,16}$")  # what leads to a base that stands before the share
OF = re.compile(r"^[^，。；、]{0,12}的(?:比[重例])?(?:为|约)?$")
OWN = re.compile(
    r"^(?!占比|比重|份额|比例)(?P<part>[^，。；：]{2,16}?)(?:的?份额|占|占比|的?比[重例]|紧[随跟]其后|次之|居次|其次|居第|位[居列]|排第|最[大多高少小低])"
)
ADDED = re.compile("[和与及、]|[两三]项")
DRAWN = re.compile(  # 抽查300张，重复27张，占9%: what was gone through is the base
    r"^(?:[共全]?[\u4e00-\u9fff]{0,8}?)(?:抽[查样检取测核]|检[查测]|核[查验对]|排查|(?<!重)复核(?!销)|走访|调[查阅]|查[看阅]|翻阅|调取|随机抽取)"
)
TOPIC = re.compile(
    r"([^，。；：]{2,20}?)(?:(?:当)?中[，,]|(?:明细|构成|结构|投向|去向|用途|分布)(?:为|是|如下|情况|情况如下)?：)"
)
FAR = 20  # characters before its lead in which the clause that says what a share is of may stand
LINK = 3
BACK = 3  # passages back to a part that is named again
SMALL = 10  # 四类支出占比依次为: a small Chinese number counts the parts and is none of them
CLAUSE_BETWEEN = re.compile(r"[，。；][^，。；、（）]{2,}")
OPENER = re.compile(r"其中|包括")
BY_KIND = re.compile(r"按[^，。]{0,8}(?:分|划分|看)|从[^，。]{0,8}看|分[^，。]{0,4}看")
ALL = re.compile("全[年部县市省区镇乡局院校]|合计|总|共")
WHOLE = re.compile(r"全[年县镇市区乡局校院部]|本年|当年|年度|总|合计|共|实际|截[至止]|累计")
SUBJECT = re.compile("，?(?:约|仅|只)?占")
IN_TURN = re.compile(r"分别|依次")
AFTER = re.compile(r"^[，（(](?:约?达|即|共|计|为|合计)?$")


def shares(prose: Prose) -> Iterator[Statement]:
    """Every share whose part and base can be named."""
    base: Statement | None = None  # the share before, in this passage or list
    for reading in prose.readings:
        mentions = reading.mentions
        base = base if _listed(prose, reading.passage.index) else None
        n = 0
        while n < len(mentions):
            run = _run(mentions, n)
            stated = _in_turn(prose, mentions, n, run) if len(run) > 1 else _single(prose, mentions, n, base)
            for statement in stated:
                yield statement
                base = base if _nested(statement.parts[1].mention) else statement
            n += max(len(run), 1)


def _listed(prose: Prose, index: int) -> bool:
    """Whether a passage is a further item of a list, so that the base of the item before still holds."""
    number = prose.places[index].number
    return number is not None and number > 1


def _run(mentions: tuple[Mention, ...], n: int) -> list[Mention]:
    """The shares that 、 and 和 join to the one at n."""
    run = [mentions[n]] if mentions[n].form == "share" else []
    while run and n + len(run) < len(mentions):
        following = mentions[n + len(run)]
        between = following.passage.text[run[-1].end : following.start]
        if following.form != "share" or not re.fullmatch(r"[、和及与]", between):
            break
        run.append(following)
    return run


def _in_turn(prose: Prose, mentions: tuple[Mention, ...], n: int, run: list[Mention]) -> list[Statement]:
    """A、B、C…分别占总支出的a、b、c: as many plain figures before as shares, each to its own."""
    parts = _enumerated(mentions[:n], len(run))
    if not parts or not IN_TURN.search(run[0].lead):
        return []
    bases = _base(prose, run[0], parts[0], mentions[: mentions.index(parts[0])], None)
    return [share_of(share, part, bases, "占比") for share, part in zip(run, parts, strict=True)] if bases else []


def _enumerated(earlier: tuple[Mention, ...], count: int) -> list[Mention]:
    """The last `count` plain figures, if they are one list: 、 joins them and no more stand before."""
    last = [m for m in earlier if plain(m) and not (m.token.han and m.figure.value <= SMALL)][-count - 1 :]
    parts = last[-count:]
    if len(parts) < count or any(not _joined(a, b) for a, b in pairwise(parts)):
        return []
    return [] if len(last) > count and _joined(last[0], last[1]) else parts


def _joined(a: Mention, b: Mention) -> bool:
    between = a.passage.text[a.end : b.start]
    return (
        a.sentence == b.sentence
        and alike(a.figure, b.figure)
        and bool(re.match(r"[^，。；：、（）]{0,8}[、和及与｜|，]", between))
    )


def _single(prose: Prose, mentions: tuple[Mention, ...], n: int, before: Statement | None) -> list[Statement]:
    share = mentions[n]
    if not share.percent or share.form not in ("share", "percent", "completion"):
        return []
    held = _held_base(mentions, n)
    if held:
        part = _part(share, held, mentions[: mentions.index(held)])
        return [share_of(share, part, [held], "占比")] if part else []
    if share.form != "share":
        return _in_bracket(mentions, n)
    part = _own_part(prose, mentions, n)
    if part is None:
        return []
    earlier = tuple(m for m in mentions[:n] if m.start < part.start) if part in mentions[:n] else mentions[:n]
    bases = _base(prose, share, part, earlier, before)
    if not bases:
        return []
    inherited = before is not None and not before.forced and not core(share.of) and bases[0] is before.parts[2].mention
    return [share_of(share, part, bases, "占比", forced=not inherited and _of_that_whole(share, bases))]


def _of_that_whole(share: Mention, bases: list[Mention]) -> bool:
    """占全年支出的55% of another passage's 支出52万元: of one item, or of the year; only words that say so prove it."""
    if not SCOPE.match(share.of):
        return True
    return any(WHOLE.search(m.lead) or m.passage is share.passage for m in bases)


def _held_base(mentions: tuple[Mention, ...], n: int) -> Mention | None:
    """占全县1,014个村的80.6%, 占常住人口（7.8万人）的8%: the figure between 占 and the share."""
    share = mentions[n]
    base = mentions[n - 1] if n else None
    if base is None or base.sentence != share.sentence or not plain(base):
        return None
    text = share.passage.text
    between = text[base.end : share.start]
    if between[:1] in ("）", ")"):
        bracketed = OF.match(between[1:]) and base.bracket >= 0
        return base if bracketed and HELD.search(text[max(0, base.bracket - 16) : base.bracket]) else None
    return base if OF.match(between) and HELD.search(base.lead) else None


def _part(share: Mention, base: Mention | None, earlier: tuple[Mention, ...]) -> Mention | None:
    """The nearest plain figure before in the sentence, of the base's sort, at the same bracket depth or outside."""
    for m in reversed(earlier):
        if m.sentence != share.sentence:
            return None
        if not plain(m) or m.depth > share.depth:
            continue
        if base is None or alike(m.figure, base.figure) or _subject(m, base):
            return m
    return None


def _subject(m: Mention, base: Mention) -> bool:
    """管护员40名，占50个村的80%: what stands right before 占 is what it says 占 of, however the two are counted."""
    between = m.passage.text[m.end : base.start]
    return m.figure.counted and base.figure.counted and bool(SUBJECT.match(between))


def _own_part(prose: Prose, mentions: tuple[Mention, ...], n: int) -> Mention | None:
    """The part a share is about: named before 占, given right after it, or the nearest figure before."""
    share = mentions[n]
    following = mentions[n + 1] if n + 1 < len(mentions) else None
    after = (
        following
        if following and plain(following) and AFTER.match(share.passage.text[share.end : following.start])
        else None
    )
    near = _part(share, None, mentions[:n])
    own = OWN.match(_said(share))
    if not own or len(core(own["part"])) < 2 or (near and near.clause == share.clause):  # noqa: PLR2004
        return near or after
    if after:
        return after
    like = near or next((m for m in reversed(mentions[:n]) if plain(m)), None)
    if like is None:
        return _told_before(prose, share, core(own["part"]))
    found = named(prose, own["part"], like, (share.passage.index, share.start), reach=8)
    if like and core(own["part"]) in core(like.lead + like.tail):
        return like
    return found[0] if found else None


def _said(share: Mention) -> str:
    """The words that lead to a share, with the clause before where they are no more than 达: 份额最大，达40%."""
    text, start = share.passage.text, share.lead_start
    opened = PLACED.search(text[max(0, start - FAR) : start])
    if not opened or len(share.lead) > LINK:
        return share.lead
    first = max(share.passage.body, *(text.rfind(c, 0, start - 1) + 1 for c in "，。；：,;:"))
    return text[first:start] + share.lead


def _told_before(prose: Prose, share: Mention, name: str) -> Mention | None:
    """The only figure of this very name in the lines just before, where the share's own line has none."""
    last = share.passage.index
    found = [
        m
        for reading in prose.readings[max(0, last - BACK) : last]
        for m in reading.mentions
        if plain(m) and not m.sees("prior", "target", "budget") and core(name_of(m)) == name
    ]
    return found[-1] if len({(m.figure.value, m.figure.dimension) for m in found}) == 1 else None


def _in_bracket(mentions: tuple[Mention, ...], n: int) -> list[Statement]:
    """37处安葬点中，8处未硬化（21.6%）: a lone percentage in brackets, of a figure that names its whole."""
    share = mentions[n]
    part = next((m for m in reversed(mentions[:n]) if m.depth < share.depth), None)
    if (
        share.form != "percent"
        or share.lead
        or not part
        or part.sentence != share.sentence
        or not plain(part)
        or share.bracket < 0
    ):
        return []
    if part.clause not in (share.clause, share.clause - 1):
        return []
    wholes = [
        m
        for m in mentions[:n]
        if m.sentence == share.sentence and m is not part and plain(m) and _is_topic(m) and alike(m.figure, part.figure)
    ]
    return [share_of(share, part, wholes[-1:], "占比")] if wholes else []


def _is_topic(mention: Mention) -> bool:
    """328件案件中，…: the figure is the whole of what follows."""
    return bool(IN_WHICH.search(mention.tail))


def _base(
    prose: Prose, share: Mention, part: Mention, earlier: tuple[Mention, ...], before: Statement | None
) -> list[Mention]:
    """What the share is of: its own 占…的 noun, the topic …中, what 其中 opens, the base before, or the total."""
    at = (part.passage.index, part.start)
    if core(share.of):
        reach = len(prose.readings) if SCOPE.match(share.of) else REACH
        return named(prose, share.of, part, at, reach=reach) or named(
            prose, share.of, part, (share.passage.index, share.start)
        )
    fit = [m for m in earlier if plain(m) and alike(m.figure, part.figure) and m.depth <= part.depth]
    if share.of:  # 占全年的46%: of what is called a whole, and nothing else
        return [m for m in fit if m.sees("total") or ALL.search(m.lead)][-1:]
    topic = _topic(prose, part, earlier) or _opened(part, fit) or _inherited(share, part, before)
    if topic:
        return topic
    totals = [m for m in fit if m.sees("total") and m.sentence >= part.sentence - 1 and not _shared(m, earlier)]
    totals = totals or ([] if DRAWN.match(part.lead) else _drawn(part, fit))
    if totals:
        return totals[-1:]
    said = OWN.match(_said(share))
    noun = core(said["part"])[-2:] if said else head(part)
    if BY_KIND.search(_sentence_start(part)):
        found = named(prose, noun, part, at, least=4, reach=0) or fit
        return [m for m in found if not _shared(m, earlier) and m.figure.value >= part.figure.value][:1]
    found = named(prose, noun, part, at, least=3, reach=0) or _of_section(prose, noun, part)
    siblings = [m for m in found if m.passage is part.passage and _shared(m, earlier, named=True)]
    return [m for m in found if m not in siblings and not _held_in(m, part)]


def _of_section(prose: Prose, noun: str, part: Mention) -> list[Mention]:
    """The whole that the items just before in its section tell, and the one of this very name in any other."""
    index = part.passage.index
    above = prose.places[index].above
    first = above[-1] if above else index
    own = named(prose, noun, part, (index, part.start), least=3, reach=index - first)
    far = named(prose, noun, part, (index, part.start), least=4)
    found = [*own, *(m for m in far if m not in own)]
    return [m for m in found if not _shared(m, prose.readings[m.passage.index].mentions)]


def _inherited(share: Mention, part: Mention, before: Statement | None) -> list[Mention]:
    """The base of the share before: in one sentence always; across sentences only if that one named no base of its own."""
    if before is None:
        return []
    first, base = before.parts[0].mention, before.parts[2].mention
    near = first is not None and (first.sentence == share.sentence or not core(first.of))
    return [base] if near and base is not None and alike(base.figure, part.figure) else []


def _shared(mention: Mention, earlier: tuple[Mention, ...], *, named: bool = False) -> bool:
    """Whether a figure is itself a part with a share of its own, `named` or not: a sibling, no base."""
    after = next((m for m in earlier if m.start > mention.start), None)
    own = after is not None and after.form == "share" and after.clause - mention.clause <= 1
    return own and after is not None and (named or not core(after.of))


def _drawn(part: Mention, fit: list[Mention]) -> list[Mention]:
    """What was gone through, in the part's own sentence: 抽查300张，重复27张."""
    return [m for m in fit if DRAWN.match(m.lead) and m.sentence == part.sentence and m.clause < part.clause]


def _held_in(mention: Mention, part: Mention) -> bool:
    """可回收与厨余合计20吨: what a part was added up from is no base of it."""
    name = core(name_of(mention))
    return bool(name) and name in part.lead and bool(ADDED.search(part.lead))


def _sentence_start(mention: Mention) -> str:
    text = mention.passage.text
    start = max(text.rfind(c, 0, mention.start) for c in "。！？") + 1
    return text[start : min(mention.start, start + 14)]


def _opened(part: Mention, fit: list[Mention]) -> list[Mention]:
    """A，其中：B占…: the figure before 其中, as far as that reaches."""
    opener = _opener(part)
    if opener is None:
        return []
    found = [m for m in fit if m.end <= opener and m.sentence >= part.sentence - 1]
    last = found[-1] if found else None
    outer = _opener(last) if last and CLAUSE_BETWEEN.search(part.passage.text, last.end, opener) else None
    if outer is not None:  # 其中货物a、服务b，全部授予中小企业；其中小微企业c: of b, or of what a and b are of
        return [*[m for m in found if m.end <= outer][-1:], *found[-1:]]
    return found[-1:]


def _opener(part: Mention) -> int | None:
    """Where the 其中 that holds a part stands: one with a colon, or opening its sentence, reaches to the stop; else to ；."""
    text = part.passage.text
    stop = max(text.rfind(c, 0, part.start) for c in "。！？") + 1
    for m in reversed(list(OPENER.finditer(text, stop, part.start))):
        wide = m.start() == stop or text[m.end() : m.end() + 1] in ("：", ":")
        if wide or not re.search("[；;]", text[m.end() : part.start]):
            return m.start()
    return None


def _nested(part: Mention | None) -> bool:
    """Whether a part belongs to a short 其中 inside a list: its base is not that of the list."""
    opener = _opener(part) if part else None
    text = part.passage.text if part else ""
    return (
        opener is not None
        and text[opener - 1 : opener] not in ("", "。")
        and text[opener + 2 : opener + 3] not in ("：", ":")
    )


def _topic(prose: Prose, part: Mention, earlier: tuple[Mention, ...]) -> list[Mention]:
    """医疗收入中，…: the whole that opens the sentence, with its figure or by name."""
    whole = [m for m in earlier if m.sentence == part.sentence and _is_topic(m) and alike(m.figure, part.figure)]
    if whole:
        return whole[-1:]
    text = part.passage.text
    start = max(text.rfind(c, 0, part.start) for c in "。！？") + 1
    at = (part.passage.index, max(start, part.passage.body))
    m = TOPIC.match(text, at[1])
    if not m and start == 0 and part.passage.index:
        m = TOPIC.search(prose.readings[part.passage.index - 1].passage.text[-24:])  # 支出构成如下：, a line above
    return named(prose, m[1], part, at) if m else []
