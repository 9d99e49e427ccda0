"""Counted lists: how many things are announced, and which are named. 5个，分别是…; 甲、乙等8个村; 3处（…）."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from gouji.extraction.mention import Mention, Reading
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words
from gouji.extraction.terms import measured
from gouji.extraction.wordlists import either

OCCASIONS = frozenset({"次", "场", "期", "批", "批次", "场次", "轮", "届", "件次", "人次"})
AFTER = re.compile(
    r"(?P<noun>[^，。；：、（）()\d]{0,12})(?P<word>[，：:]?(?:——)?(?:分别(?:为|是|设在|位于|在|叫)|即|依次(?:为|是)|包括|(?<=[，：:])(?:为|是)|[得评]分如下|如下)[:：]?|[:：])"
)
THESE = re.compile(r"(?:这|该|上述|以上|前述)$")
ARE = re.compile(r"(?P<noun>[^，。；：、（）()\d]{1,8}?)(?P<word>(?:分别)?(?:是|为))(?![^、]*的[，。])")
ITEM_WORDS = re.compile(
    r"^(?:部分|个别|少数|多数|大多|同时|含|包括|其中|详见|按|如|原|以|未|因|均|不含|不包括|指|见|注|仅|每|共|约|占|比|较|同比|完成率)|等$|[=＝]"
)
BOX = re.compile(r"[^，。；：、（）()\d]{0,10}[（(](?P<body>(?:[^（）()]|[（(][^（）()]*[）)])*)[）)]")
SORTS = re.compile(
    r"自治区|直辖市|省|市|县|区|旗|州|盟|镇|乡|街道|街道办|社区|村|农场|林场|园区|开发区|管委会|居委会|场|单位|部门|企业|套|件|人|只|台"
)
QUOTED = re.compile(r"[“《][^“”《》]+[”》]")
ETC = re.compile(r"等(?=$|[^级离奖额待])")
HOLDS = re.compile(r"(?:设有?|下设|内设|下辖|所辖|辖|分布[在于]|涉及|位于|有|包括|建立|出台|制定|建成|打造|命名)")
VERBS = re.compile(r"(?:推进|开展|加强|实施|做好|组织|统筹|围绕|完善|强化|落实)[^、]*$")
CLASSES = re.compile(r"(?:阶段|环节|方面|步骤|程序|维度|主线|标准|品类|类型|类别|要素|原则|[一二三]级指标)")
LATER = re.compile(r"[，）)；：]分别(?:为|是)(?P<body>[^。；！？]*)")
HOLDERS = re.compile(
    r"(?:[^，。；]{0,4})(?:机构|单位|部门|职能|科室|股室|处室|部室|村|社区|乡镇|街道|站|所|中心|子项|实验室|支部|企业|学校|医院|公司|小组|议事)"
)
OTHER_COUNT = re.compile(r"(?:\d+|[一二两三四五六七八九十]+)(?:个|家|所|处|座|名|支|类|项)[^、]*$")
HAS = re.compile(r"内设|下设|设立|设有?|下辖|所辖|辖|现有|有")
LISTED_BEFORE = re.compile(r"(?:内设|下设|设立|设有?|下辖|辖|下属|所属)[^。；，：\d]*、")
WITHIN = re.compile(r"[（(](?:含|其中|包括)")
ALTOGETHER = re.compile(r"，(?:总共|一共|共计|合计|共有?)$")
RANGE = re.compile("[和及与、（(]|以及")  # names that may be several in one
REST = re.compile(r"[^。；]{0,12}(?:其余|另有?|剩余|还有|等)")
STOP = re.compile(r"[。；！？]")
LONG = 16  # characters that no name has
SHORT = 8  # characters the name of a stage or sort may have
MANY = 3  # names that make a list without further words
MOST = 40


def counts(prose: Prose) -> Iterator[Statement]:
    """Every announced number of things that the same passage names."""
    bodies = re.compile(either(prose.words["breakdowns"], "bodies"))
    for reading in prose.readings:
        text = reading.passage.text
        for mention in reading.mentions:
            if _countable(mention):
                yield from _named_after(mention, reading)
                yield from _named_before(mention, text)
                yield from _altogether(mention, reading, bodies)
        yield from _respectively(reading)


def _respectively(reading: Reading) -> Iterator[Statement]:
    """签约14个，完成率116.7%，分别为甲、乙…: names that come some clauses after their number, the only one there."""
    text = reading.passage.text
    for m in LATER.finditer(text):
        body = m["body"].split("，")[0] if "、" in m["body"] else ""
        start = max(text.rfind(c, 0, m.start()) for c in "。！？") + 1
        told = [x for x in reading.mentions if start <= x.start < m.start() and _countable(x)]
        told = [x for x in told if not x.sees("target", "plan")] or told
        if not told or AFTER.match(text, told[-1].end) or len({x.figure.value for x in told}) > 1:
            continue
        if not _figures(reading, told[-1], m.start("body"), m.start("body") + len(body)) and not ETC.search(body):
            yield from _statement(told[-1], _spans(body, m.start("body"), "、"), forced=True)


def _countable(mention: Mention) -> bool:
    figure = mention.figure
    return (
        measured(mention)
        and figure.counted
        and not figure.hedge
        and figure.dimension != "人次"
        and 2 <= figure.value <= MOST  # noqa: PLR2004
        and mention.form in ("value", "to", "change")
    )


def _named_after(mention: Mention, reading: Reading) -> Iterator[Statement]:
    """5个，分别是…; 4处：…; 3座（…）."""
    text = mention.passage.text
    box = BOX.match(text, mention.end)
    m = None if box else AFTER.match(text, mention.end)
    if not box and THESE.search(text, 0, mention.start):
        m = ARE.match(text, mention.end) or m  # 这三个镇是甲、乙、丙
    if box:
        yield from _in_bracket(mention, reading, box)
    elif m:
        stop = STOP.search(text, m.end())
        body = text[m.end() : stop.start() if stop else len(text)]
        if "、" in body:
            body = body.split("，")[0]
        etc = ETC.search(body)
        if "如下" in m["word"]:
            yield from _rows(mention, m, text[m.end() : _sentence_end(text, m.end())])
        elif _figures(reading, mention, m.end(), m.end() + (etc.start() if etc else len(body))) or ITEM_WORDS.match(
            body
        ):
            return
        elif etc:
            spans = _spans(body[: etc.start()], m.end(), "、" if "、" in body else "，")
            again = re.match(r"[\d一二两三四五六七八九十]+", body[etc.end() :])
            yield from _statement(mention, spans, forced=not again, etc=None if again else etc.start() + m.end())
        else:
            yield from _told(mention, m, body)


def _in_bracket(mention: Mention, reading: Reading, box: re.Match[str]) -> Iterator[Statement]:
    """3座（甲书房、乙书房、丙书房）: names, not sorts of things (个省（自治区、直辖市））."""
    text, body = mention.passage.text, box["body"]
    spans = _spans(body, box.start("body"), "、")
    sorts = all(SORTS.fullmatch(text[a:b]) for a, b in spans)
    if REST.match(text, box.end()):
        return
    if not sorts and not ITEM_WORDS.search(body) and not _figures(reading, mention, box.start("body"), box.end("body")):
        yield from _statement(mention, spans, forced=mention.figure.dimension not in OCCASIONS)


def _told(mention: Mention, m: re.Match[str], body: str) -> Iterator[Statement]:
    """The names after 分别为, 即, 包括 or a colon."""
    separator = "、" if "、" in body else "，"
    spans = _spans(body, m.end(), separator)
    quoted = list(QUOTED.finditer(body))
    all_quoted = len(quoted) > 1 and "".join(q[0] for q in quoted) == body
    if all_quoted:
        spans = [(m.end() + q.start(), m.end() + q.end()) for q in quoted]
    these = THESE.search(mention.passage.text, 0, mention.start) is not None and separator == "、" and body[-1:] != "的"
    surely = these or "分别" in m["word"] or "依次" in m["word"] or m["word"].strip("，：:") == "即"
    if len(spans) == 1 and surely:
        yield from _statement(mention, _by_and(body, m.end()), forced=False)
        return
    listed = all_quoted or (separator == "、" and all(b - a < LONG for a, b in spans))
    surely = surely or (m["word"] in ("：", ":") and listed)
    if surely or "包括" in m["word"]:
        yield from _statement(mention, spans, forced=surely and mention.figure.dimension not in OCCASIONS)


def _named_before(mention: Mention, text: str) -> Iterator[Statement]:
    """甲、乙、丙3个村; 甲、乙等8个村; 《甲》《乙》2项制度."""
    begin = _list_start(text, mention.start)
    lead = re.sub("共$", "", text[begin : mention.start])
    if OTHER_COUNT.search(lead):
        return  # 甲镇、乙镇两个镇共21个村: the names are those of the 镇
    etc = re.search(r"等[^、]*$", lead)
    body = lead[: etc.start()] if etc else lead
    if lead.count("“") != lead.count("”") or lead.startswith("即") or mention.figure.dimension == "人":
        return
    quoted = list(QUOTED.finditer(body))
    if len(quoted) > 1 and quoted[-1].end() == len(body):
        spans = [(begin + q.start(), begin + q.end()) for q in quoted]
        between = {body[a.end() : b.start()] for a, b in itertools.pairwise(quoted)}
        if between <= {"", "、", "和"}:
            yield from _statement(mention, spans, forced=bool(mention.tail), etc=begin + etc.start() if etc else None)
        return
    noun = mention.tail or (text[mention.end : mention.end + 1] if mention.token.unit == "个" else "")
    if (
        "、" not in body
        or not noun
        or re.search(r"分别|依次|各$|共$|合计|累计|达|其中", body)
        or re.match("[的中]", noun)
    ):
        return
    spans = _spans(body, begin, "、")
    names = [text[a:b] for a, b in spans]
    if any(re.search(r"\d", name) for name in names) or not names[-1]:
        return
    same = len({name[-1] for name in names}) == 1 or len({len(name) for name in names[1:]}) == 1
    holds = HOLDS.search(names[0]) is not None or HOLDERS.match(noun) is not None
    sorts = CLASSES.match(noun) is not None and all(len(name) <= SHORT for name in names[1:])
    forced = len(names) >= MANY and (sorts or (not VERBS.search(names[0]) and (same or holds)))
    if (forced or etc) and mention.figure.dimension not in OCCASIONS:
        yield from _statement(mention, spans, forced=forced, etc=begin + etc.start() if etc else None)


def _altogether(mention: Mention, reading: Reading, bodies: re.Pattern[str]) -> Iterator[Statement]:
    """内设甲、乙、丙，共3个机构; 辖甲村、乙村、丙村，共3个村: the only list of its sentence, all of which is counted."""
    text = reading.passage.text
    said = ALTOGETHER.search(text, 0, mention.start)
    if not said or REST.match(text, mention.end):
        return
    begin = _list_start(text, said.start())
    opened = max(text.rfind(c, 0, begin) for c in "。！？；") + 1
    body = text[begin : said.start()]
    apart = any(opened <= m.start < mention.start for m in reading.mentions) or "、" in text[opened:begin]
    has = HAS.search(body)
    if (
        apart
        or not has
        or ETC.search(body)
        or re.search(r"\d", body)
        or WITHIN.match(text, mention.end + len(mention.tail))
    ):
        return
    if LISTED_BEFORE.search(text, mention.passage.body, opened):
        return  # 内设甲、乙。下设丙、丁，共4个机构
    spans = _spans(body, begin, "、")
    names = [text[a:b] for a, b in spans]
    names[0] = names[0].rpartition(has[0])[2]
    noun = mention.tail
    inner = bodies.fullmatch(noun) and (has[0] != "下设" or "内设" in noun)
    if len(names) < MANY or not (inner or (noun and all(name.endswith(noun) for name in names))):
        return
    several = sum(len(RANGE.findall(name)) for name in names)
    if any("至" in name for name in names):
        return  # 执法一至三科 are as many as their numbers say
    if all(0 < len(name) < LONG for name in names) and not 0 < mention.figure.value - len(names) <= several:
        yield from _statement(mention, spans, forced=True)


def _list_start(text: str, at: int) -> int:
    """Where the list before a figure begins: after the last stop outside its brackets."""
    depth = 0
    for i in range(at - 1, -1, -1):
        c = text[i]
        if c in "）)":
            depth += 1
        elif c in "（(":
            if not depth:
                return i + 1
            depth -= 1
        elif not depth and c in "，。；：！？—　":
            return i + 1
    return 0


def _pieces(body: str, separator: str) -> Iterator[str]:
    """The body cut at the separators outside brackets and quotation marks."""
    depth = start = 0
    for i, c in enumerate(body):
        depth += (c in "（(“《") - (c in "）)”》")
        if c == separator and depth <= 0:
            yield body[start:i]
            start = i + 1
    yield body[start:]


def _spans(body: str, at: int, separator: str) -> list[tuple[int, int]]:
    """Where the items of a list stand; a 和 that joins the last two parts them as well."""
    found: list[tuple[int, int]] = []
    start = 0
    for piece in _pieces(body, separator):
        found.append((at + start, at + start + len(piece)))
        start += len(piece) + len(separator)
    found = [(a, b) for a, b in found if b > a]
    if len(found) > 1:
        a, b = found[-1]
        last = body[a - at : b - at]
        m = re.search(r"[和及与]|以及", last)
        others = [body[x - at : y - at] for x, y in found[:-1]]
        if m and 0 < m.start() < len(last) - 1 and not any(re.search(r"[和及与]", other) for other in others):
            left = last[: m.start()]
            right, longest = last[m.end() :], max(map(len, others)) + 1
            alike = any(left[-1] == other[-1] for other in [*others, last])
            inside = any(right[-1] == other[-1] for other in others)  # 发展和改革办 beside 综合办
            if alike or (not inside and len(left) <= longest and len(right) <= longest):
                found[-1:] = [(a, a + m.start()), (a + m.end(), b)]
    return found


def _by_and(body: str, at: int) -> list[tuple[int, int]]:
    m = re.search(r"以及|[和与]|及(?!时|格)", body.split("，", maxsplit=1)[0])
    end = at + len(body.split("，", maxsplit=1)[0])
    return [(at, at + m.start()), (at + m.end(), end)] if m and m.start() else []


def _doubtful(mention: Mention, spans: list[tuple[int, int]]) -> bool:
    """Whether a 和 in the last item leaves open how many are named."""
    a, b = spans[-1]
    return len(spans) > 1 and re.search(r"[和及与]", mention.passage.text[a:b]) is not None


def _figures(reading: Reading, mention: Mention, start: int, end: int) -> bool:
    """Whether a stretch holds figures of its own: then it is a breakdown, not a list of names."""
    inner = (m for m in reading.mentions if start <= m.start < end)
    return any(
        m.percent or (measured(m) and (not m.figure.counted or m.figure.dimension == mention.figure.dimension))
        for m in inner
    )


def _sentence_end(text: str, at: int) -> int:
    end = text.find("。", at)
    return end if end >= 0 else len(text)


def _rows(mention: Mention, m: re.Match[str], body: str) -> Iterator[Statement]:
    """设10个二级指标，得分如下：甲…；乙…: as many rows between ；."""
    if m["noun"] and body.count("；") > 1:
        spans = _spans(body, m.end(), "；")
        yield from _statement(mention, spans, forced=True)


def _statement(
    mention: Mention, spans: list[tuple[int, int]], *, forced: bool, etc: int | None = None
) -> Iterator[Statement]:
    if len(spans) < 2:  # noqa: PLR2004
        return
    passage = mention.passage
    parts = [Part("claimed_count", mention)]
    parts += [words("listed_item", passage, a, b, subject=passage.text[a:b]) for a, b in spans]
    if etc is not None and len(spans) <= mention.figure.value:  # 等 may leave some out; it cannot name too many
        parts.append(words("note", passage, etc, etc + 1, "等字收尾"))
    yield Statement(tuple(parts), forced=forced and not _doubtful(mention, spans))
