"""What a figure is about: its name without structural words, its account words, and whether two names meet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gouji.extraction.mention import Mention
from gouji.extraction.passages import GAP, OPEN
from gouji.extraction.prose import Prose

NOT_NAME = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")
DATE = re.compile(
    r"(?:(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年度?(?:初|末|底)?|\d{1,2}月(?:\d{1,2}日|底|末|份)?"
)
OF_WHICH = re.compile(r"^的?(?P<noun>[^，。]{0,10}?)(?:当)?中(?!心|学|小|型|央|级|医|国|期)")
IS_NOUN = re.compile(r"^(?:为|是|系|属于|用于)(?P<noun>[\u4e00-\u9fff]{2,10})$")
TAIL_NOUN = re.compile(r"^的?(?P<noun>[\u4e00-\u9fff]{2,6}?)(?:$|每|共有?|均|都)")
REASON = re.compile(r"(?:因|用于)?[^，。；]*(?:、[^，。；]*)等(?:事项|原因|项目|因素)?")
BOUNDARY = re.compile(r"[，。；：、（）()" + GAP + "]")
HAN = re.compile(r"[\u4e00-\u9fff]{3}")
AIM = re.compile(r"目标|任务|计划|预期")
DONE = re.compile(r"完成|实现|实际|情况|对标|偏离|原因|问题|不足")
EXISTING = re.compile(r"现有|现设|辖|共有|拥有|设有|聘有")  # what there is, even where targets are told
AS_OF = re.compile(r"截[至止](?:到|于)?(?P<year>(?:19|20)\d\d)年")
ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]是|其[一二三四五六])")
RATE_END = re.compile(r"率$")
TOPIC = re.compile(r"^[^，。：]+[。：]")
LEADING = re.compile(r"^(?:其中|在?全年|[我全][镇县市乡区局]|共有|各级|在|由|从|和|与|及)+(?=..)")
TRAILING = re.compile(r"(?<=..)(?:达到|达|为|是|有|共|约|至|到|了|的|由|从|超|逾|就)+$")
CLAUSE = re.compile(r"[，。；：、]")
WORTH = 2  # characters that make a name at all
SPECIFIC = 3  # characters that make it telling
WORDS = re.compile(r"[\u4e00-\u9fff]+")
PHRASE = 4  # characters
REACH = 60  # characters of a sentence that may complete a name


@dataclass(frozen=True, slots=True)
class Name:
    """What a mention is about. `core` is its own words, specific ones only.

    `sentence` is the words before it in its sentence, `topic` the headings above and the first words of its passage:
    what may complete the name. `accounts` are the account and direction words of its own; `year` a year of its own.
    `prior`, `planned` and `aimed` say that it is of an earlier period, not yet done, or a target; `whole` that
    parts of it are told (1165名护林员中). `words` is the name as a reader says it. Where its own words say no thing
    (到位率85%), `host` is what the figure before it in the sentence is about, and `beside` that figure.
    """

    core: str
    accounts: frozenset[str]
    sentence: str
    topic: str
    words: str
    year: int | None
    prior: bool
    planned: bool
    aimed: bool
    whole: bool
    tail: str = ""
    host: str = ""
    beside: str = ""

    @property
    def around(self) -> str:
        """All words that may complete the name."""
        return self.sentence + "|" + self.tail + "|" + self.topic

    @property
    def thing(self) -> str:
        """The core of the thing itself: its own, else its host's."""
        return RATE_END.sub("", self.core) or self.host


class Namer:
    """Names mentions by the words of one vocabulary."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._accounts = {word: name for name, ws in words["accounts"].items() for word in ws}
        self._account = _either(self._accounts)
        self._empty = _either([*words["empty"].split(), *words["prior"].split()])
        edges = "".join(words["edges"].split())
        self._edges = re.compile(rf"^[{edges}]+(?=..)|(?<=..)[{edges}]+$|^[{edges}]+$")
        self._prior = _either(words["prior"].split())
        self._plan = _either(words["plan"].split())

    def name(self, mention: Mention, before: Mention | None, prose: Prose) -> Name:
        """The name of a mention; `before` is the mention that stands before it in its sentence."""
        own = own_words(mention, before)
        text, body = mention.passage.text, mention.passage.body
        start = max(sentence_start(text, mention.start), mention.start - REACH)
        clause = CLAUSE.split(text[start : mention.start])[-1] + mention.tail
        tail = mention.tail if not mention.tail.startswith(("的", "以上", "左右")) else ""
        dated = mention.period is not None and mention.own_period
        headings = prose.heading_texts(mention.passage.index)[-2:]
        core = self.core(own)
        as_of = None if dated else list(AS_OF.finditer(text[start : mention.start]))[-1:]
        hosted = before is not None and before.clause + 1 == mention.clause and not RATE_END.sub("", core)
        return Name(
            core,
            self.accounts(own + tail),
            text[start : mention.start],
            "|".join((*headings, text[body : min(body + 12, mention.start)])),
            TRAILING.sub("", LEADING.sub("", NOT_NAME.sub("", DATE.sub("", ORDINAL.sub("", own)))[-16:])),
            mention.period.year if mention.period and dated else int(as_of[0]["year"]) if as_of else None,
            bool(self._prior.search(mention.lead))
            or bool(mention.period and dated and self._prior.search(mention.period.word)),
            bool(self._plan.search(clause)),
            bool(AIM.search(clause))
            or any(
                AIM.search(h) and not DONE.search(h)
                for h in (*headings[-1:], *TOPIC.findall(text[body : body + 12])[:1])
                if not EXISTING.search(text[start : mention.start])
            ),
            bool(OF_WHICH.match(mention.tail)),
            mention.tail,
            self.core(before.lead + before.tail) if before and hosted else "",
            f"{before.figure.value}{before.figure.dimension}" if before and hosted else "",
        )

    def core(self, own: str) -> str:
        """Words without dates, account words, empty words, and what a list ended by 等 adds."""
        own = REASON.sub("", DATE.sub("", ORDINAL.sub("", own)))
        return "".join(
            self._edges.sub("", piece) for piece in NOT_NAME.split(self._empty.sub("|", self._account.sub("|", own)))
        )

    def elsewhen(self, own: str) -> bool:
        """Whether words say that something is of an earlier period, or not yet done."""
        return bool(self._prior.search(own) or self._plan.search(own))

    def accounts(self, own: str) -> frozenset[str]:
        """The canonical account words in a text."""
        return frozenset(self._accounts[m[0]] for m in self._account.finditer(own))


def _either(words: Iterable[str]) -> re.Pattern[str]:
    return _compiled(tuple(words))


@lru_cache(maxsize=16)  # every document asks for those of one vocabulary
def _compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def sentence_start(text: str, at: int) -> int:
    """Where the sentence that holds a character begins."""
    return max(text.rfind(c, 0, at) for c in "。！？") + 1


def own_words(mention: Mention, before: Mention | None) -> str:
    """The words that name a figure: its lead, what stands before its bracket or its ordinal, or the noun after it."""
    text, lead = mention.passage.text, mention.lead.strip("|—-：:")
    if before and before.end == mention.start and not lead:
        return own_words(before, None) + before.token.text
    if mention.form == "to" and before and before.form == "from":
        return re.sub(r"(?:由|从)[^，]*$", "", before.lead)
    if not lead and mention.lead_start and text[mention.lead_start - 1] in OPEN + "：:":
        lead = BOUNDARY.split(text[: mention.lead_start - 1])[-1]
    elif not lead and "|" in text:
        lead = next((cell for cell in reversed(text[: mention.start].split("|")) if HAN.search(cell)), "")
    noun = OF_WHICH.match(mention.tail)
    if not noun and len(lead) < WORTH:
        noun = IS_NOUN.match(mention.tail) or TAIL_NOUN.match(mention.tail)
    return lead + "|" + noun["noun"] if noun else lead


def bigrams(text: str) -> list[str]:
    """Its pairs of neighbouring characters; of one character, that one."""
    return [text[i : i + 2] for i in range(len(text) - 1)] or ([text] if text else [])


def share_in(core: str, text: str) -> int:
    """How many in a hundred of a name's characters stand in a text together with a neighbour of theirs; 100 of none."""
    if len(core) < WORTH:
        return 100 if core in text else 0
    found = {k for i, pair in enumerate(bigrams(core)) if pair in text for k in (i, i + 1)}
    return 100 * len(found) // len(core)


def echoes(one: Name, two: Name) -> bool:
    """Whether two sentences share a specific word at all: enough for equal figures, never for unequal ones."""
    return any(pair in two.core + two.sentence for pair in bigrams(one.core)) or any(
        pair in one.core + one.sentence for pair in bigrams(two.core)
    )


def hears(one: Name, two: Name) -> bool:
    """Whether a name is in the other's headings, or the sentences share a phrase: enough for equal telling figures."""
    if any(pair in a.topic for a, b in ((one, two), (two, one)) for pair in bigrams(b.core)):
        return True
    phrases = {one.sentence[i : i + PHRASE] for i in range(len(one.sentence) - PHRASE + 1)}
    return any(phrase in two.sentence and WORDS.fullmatch(phrase) for phrase in phrases)
