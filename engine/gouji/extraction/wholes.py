"""From a total and its parts to a statement: which parts are of one sort, whether words say that they are all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from gouji.extraction.accounts import account
from gouji.extraction.alike import alike, in_unit_of
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words
from gouji.extraction.terms import Term, common_end

GENERIC = re.compile(
    r"(?:已|实际|共|年中|当年)?(?:支出|执行|到位|完成|使用|拨付|收回|回收|有效|决算|预算|执行数|支出数|安排|下达)(?:数|额|金额)?"
)
AFTER = re.compile(r"等(?![级离奖额待])")
PLANNED = re.compile(r"(?:任务|目标|计划|指标值|规划)(?:数|值|量)?为?$")
HYPERNYM = re.compile(r"(?:[^，。；、]{0,6})(?:项目|工程|设施|单位|机构|场所|阵地|站点|问题|网点|平台)")
CURRENT = re.compile("当年|本年|今年|年内|年度新|新增")
ASPECT = re.compile("对|认为|就")
TWICE = re.compile(r"[，、；。]?[（(]?[^，。；：、（）\d]{0,12}(?:同时|兼|交叉|重复|重叠|重合)")  # （部分人员同时…）
PEOPLE_SORTS = frozenset({"原因", "性别", "年龄", "学历", "党派", "民族", "困难"})


@dataclass(frozen=True)
class ListWords:
    """The words of the vocabulary about lists, compiled."""

    words: Mapping[str, Any]

    @cached_property
    def rest(self) -> re.Pattern[str]:
        """A name that takes in whatever is left."""
        return either(str(self.words["rest"]))

    @cached_property
    def pairs(self) -> tuple[tuple[str, str, str], ...]:
        """Names that together are everything, and what the total's name must hold for that."""
        rows = [re.split("[/@]", f"{row}@") for row in str(self.words["pairs"]).split()]
        return tuple((one, two, rest[0]) for one, two, *rest in rows)

    @cached_property
    def series(self) -> tuple[tuple[str, str], ...]:
        """The first and the last of ranks that are listed down to the lowest."""
        found = (row.partition("/") for row in str(self.words["series"]).split())
        return tuple((first, last) for first, _, last in found)

    @cached_property
    def criteria(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Ways of sorting people or things: what is sorted by two of them may be counted twice."""
        return tuple((name, either(str(ws))) for name, ws in self.words["overlapping"].items())

    def group(self, name: str) -> re.Pattern[str]:
        """Any word of a group."""
        return either(str(self.words[name]))

    def complete(self, names: Sequence[str], total: str = "") -> bool:
        """Whether the names alone say that nothing is missing: a 其他 at the end, all ranks, or a whole pair."""
        if any(map(CURRENT.search, names)) and not CURRENT.search(total):
            return False  # 建成5.6万亩，其中当年新建…: there were some before
        if len(names) > 1 and self.rest.search(names[-1]):
            return True
        if len(names) > 2:  # noqa: PLR2004
            ranks = any(first in names[0] and last in names[-1] for first, last in self.series)
            return ranks or self._all_sources(names, total)
        if len(names) < 2:  # noqa: PLR2004
            return False
        one, two = names
        return self.paired(one, two, total)

    def paired(self, one: str, two: str, total: str) -> bool:
        """Whether two names together are everything of such a total."""
        return any(
            whole in total and ((a in one and b in two) or (b in one and a in two)) for a, b, whole in self.pairs
        )

    def _all_sources(self, names: Sequence[str], total: str) -> bool:
        """Sources of funds that go down to what the place itself put in."""
        sources, last = self.group("sources"), self.group("last_source")
        money = re.search("资金|投资|到位", total) is not None
        return money and last.search(names[-1]) is not None and all(sources.search(name) for name in names)

    def places(self, names: Sequence[str]) -> bool:
        """Whether all are places: 甲镇, 乙镇, 丙乡."""
        return len(names) > 2 and all(re.search(f"(?:{self.group('places').pattern})$", n) for n in names)  # noqa: PLR2004

    def sort_of(self, name: str) -> str:
        """The criterion by which a name sorts people or things, if any."""
        return next((kind for kind, words in self.criteria if words.search(name)), "")

    def overlap(self, names: Sequence[str]) -> bool:
        """Whether the names sort by more than one criterion, so that one thing may be counted twice."""
        if all(map(ASPECT.match, names)):
            return True  # 对态度满意98份，对效率满意95份: the same ones, asked twice
        sorts = {self.sort_of(name) for name in names}
        return len(sorts - {""}) > 1 or (len(sorts) > 1 and bool(sorts & PEOPLE_SORTS))


def generic(term: Term) -> bool:
    """Whether its name is an account and nothing else: of the same item as the figure before it."""
    return GENERIC.fullmatch(term.name) is not None


@lru_cache(maxsize=64)
def either(words: str) -> re.Pattern[str]:
    """An alternation of words with blanks between, longest first."""
    return re.compile("|".join(map(re.escape, sorted(words.split(), key=len, reverse=True))))


def etc(term: Term) -> bool:
    """Whether 等 follows the figure and so leaves its list open."""
    return AFTER.match(term.mention.tail) is not None


def like(part: Term, whole: Term) -> bool:
    """Whether a part is measured as its whole; 个 stands for other counters only where its noun is a hypernym."""
    if part.dimension == whole.dimension or _bare_counter(part) == _bare_counter(whole):
        return True
    if several_counters(whole) and part.mention.figure.counted and part.dimension not in ("人", "人次", "户"):
        return True
    return alike(part.mention.figure, whole.mention.figure) and (
        {part.dimension, whole.dimension} == {"人", "人次"} or HYPERNYM.match(whole.mention.tail) is not None
    )


def several_counters(whole: Term) -> bool:
    """Whether it is counted in 台（套）: things of one counter and of others together."""
    return "（" in whole.dimension


def _bare_counter(term: Term) -> str:
    """台（套） counts as 台 does."""
    return term.dimension.partition("（")[0]


def total_among(found: Sequence[Term], parts: Sequence[Term], hint: str = "", but: str = "") -> list[Term]:
    """The total of some parts among the figures before them: by their common noun, their account, else the nearest.

    `but` is an account that other parts of the list took: then whatever is not of it, all of them.
    """
    before = [t for t in found if like(parts[0], t)]
    if but:
        rest = [t for t in before if account(t.name) != but]
        own = [t for t in rest if account(parts[0].name) and account(t.name).endswith(account(parts[0].name))]
        return own[-1:] or rest
    noun = common_end([p.name for p in parts])
    named = [t for t in before if len(noun) > 2 and noun in t.name]  # noqa: PLR2004
    if named:
        return named[-1:]
    for wanted in (account(parts[0].name), account(hint)):
        same = [t for t in before if wanted and account(t.name).endswith(wanted)]
        if same:
            return same[-1:]
    before = [t for t in before if not PLANNED.search(t.name)] or before
    if len(before) > 1 and re.fullmatch(r"(?:已|实际)?(?:完成|整改|办结|支出|执行|到位)", before[-1].name):
        rival, last = before[-2:]
        if rival.mention.segment == last.mention.segment and last.mention.clause - rival.mention.clause <= 1:
            return [rival, last]
    return before[-1:]


def statement(
    totals: Sequence[Term], parts: Sequence[Term], known: ListWords, *, closed: bool, forced: bool = True
) -> Statement | None:
    """A total and its parts; None if they cannot be that."""
    parts = [p for p in parts if all(p.mention is not t.mention for t in totals)]
    if not totals or not parts or not all(like(p, totals[0]) for p in parts):
        return None
    names = [p.name for p in parts]
    closed = (closed or known.complete(names, totals[0].name)) and len(parts) > 1
    says = ("列全",) if closed else ()
    made = [Part("total", t.mention, says=says, subject=t.name) for t in totals]
    made += [Part("part", p.mention, subject=p.name, figure=in_unit_of(p.mention, totals[0].mention)) for p in parts]
    last = parts[-1].mention
    if etc(parts[-1]):
        made.append(words("note", last.passage, last.end, last.end + 1, "等字收尾"))
    twice = TWICE.match(last.passage.text, last.end + len(last.tail)) is not None
    if not closed and len(parts) > 1 and (twice or known.overlap(names)):
        made.append(Part("note", text="各项按不同标准统计", says=("可重叠",)))
    if closed:
        made += _shares(parts, totals[0])
    return Statement(tuple(made), forced=forced)


def _shares(parts: Sequence[Term], total: Term) -> list[Part]:
    """The shares of all parts in this total, each its own group: what they are shares of is told elsewhere."""
    shares = [p.share for p in parts if p.share and core_name(p.share.of) in ("", core_name(total.name))]
    if len(shares) != len(parts):
        return []
    return [Part("share", m, places={"group": f"占比{m.passage.index}.{m.start}"}) for m in shares]


def core_name(name: str) -> str:
    """A total's name without the words that only say it is one."""
    return re.sub(r"合计|总额|总计|总|本年|全年|当年|年度|全部|(?:19|20)\d\d年?|的", "", name)


def list_words(prose: Prose) -> ListWords:
    """The list words of a document's vocabulary."""
    return ListWords(prose.words["breakdowns"])
