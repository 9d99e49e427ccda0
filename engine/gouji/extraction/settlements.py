"""Final accounts: what was settled, beside its budget. A，完成年初预算B的P%，决算数大于预算数.

An account is one stretch between ；or 其中: one figure settled (支出决算为A, or the figure its item opens with), its
budgets, the percentages of them that it is said to make, and words that say which of the two is the larger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gouji.extraction.comparing import clause_before
from gouji.extraction.mention import Mention
from gouji.extraction.passages import Passage
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement, words

WHICH = r"(?P<which>年初|调整后?|全年|年度)?的?(?:批复|核定|安排|部门|财政拨款|收入|支出|收支)*预算"
LINKS = r"(?:为|是|即|共|共计|合计|约|：|仅|达到?)*"
BUDGET = re.compile(rf"{WHICH}(?:数|额|总额|指标|安排)?(?P<changed>变|调整|增加|增|追加|减少|减)?(?:至|到)?{LINKS}$")
NOT_BUDGET = re.compile(
    r"上年|去年|追加|调[增减]|核[增减]|(?<!年)初?采购|\d\d年(?!度?(?:年初|财政|部门|支出|收入|预算))"
)
SETTLED = re.compile(rf"决算(?:数|额|支出|收入)?{LINKS}$")
NOT_ITEM = re.compile(
    r"^(?:[比较与占超]|相比)|预算|追加|调[增减]|核[增减]|[增减超]|上年|去年|结转|结余|其中|相比|人均|平均|每|分别|依次|差额"
    r"|安排|下达|批复|核定|到位|申请|争取|计划|目标|任务|合同|应付|尚需"
)
FUND = re.compile(r"(?:一般公共|政府性基金|国有资本经营)预算")  # the name of a fund, not an amount budgeted
NAME = re.compile(r"[\u4e00-\u9fff]{2}")
BRACKET = re.compile(r"[（(][^（）()]*[）)]")
OF_BUDGET = re.compile(rf"^(?:[、和与及]|以及|.*(?:完成|占|达到?|为))?{WHICH}数?的{LINKS}$")
BARE = re.compile(rf"(?:^|[^未])(?:完成率?|完成比例|预算完成率|(?:预算)?执行率){LINKS}$")
CLAIM = re.compile(
    rf"决算(?:数|额)?(?:(?P<dir>大于|高于|多于|超过|超出|小于|低于|少于|等于)|[与和同]){WHICH}(?:数|额)?(?P<flat>持平|一致|相等|相同|相当)?"
)
ADJUSTED = re.compile(r"追加|调[增减]|核[增减]|压减|调整为|变更为|[增减]至|收回|统筹")
PORTION = re.compile(rf"(?:占|为|达到?){WHICH}数?的{LINKS}$")  # 结余5万元，占年初预算的5%
ABOVE = ("大于", "高于", "多于", "超过", "超出")
BEFORE_CLAIM = re.compile(
    r"[^，。；]{0,40}[，]?(?:(?:19|20)\d\d年度?|全年|本年度?|该项|其|支出|收入|财政拨款|总体|\s)*"
)
OPENS = re.compile(r"(?:(?:19|20)\d\d年度?|全年|本年度?|该项|其|支出|收入|\s)*")
SPENT = re.compile(r"(?:支出|收入|决算)(?:合计|总计|数|额)?(?:为|共|是)*$")
WITH = re.compile(r"[与同和跟]")
MONEY = "元"


@dataclass(frozen=True, slots=True)
class Account:
    """One settled figure, its budgets with the kind each is called (年初, 调整, or none), and its percentages.

    `others` are the sums and changes that stand among them.
    """

    settled: Mention
    budgets: tuple[tuple[Mention, str], ...]
    rates: tuple[Mention, ...]
    others: tuple[Mention, ...]

    @property
    def end(self) -> int:
        """One past its last figure."""
        return max(m.end for m in (self.settled, *self.rates, *(b for b, _ in self.budgets)))

    def adjusted(self, end: int) -> bool:
        """Whether the words before a place tell of an adjustment, and no figure of what it came to."""
        first = min(m.lead_start for m, _ in self.budgets)
        told = self.budgets[0][0].passage.text[first:end]
        return bool(ADJUSTED.search(told)) and all(kind != "调整" for _, kind in self.budgets)


def settlements(prose: Prose) -> Iterator[Statement]:
    """Every percentage of a budget that a settled figure makes, and every word that compares the two."""
    for reading in prose.readings:
        if not reading.passage.cell and "预算" in reading.passage.text:
            accounts: list[Account] = []
            opening: Mention | None = None  # what the sentence before opens with
            for sentence in prose.sentences(reading):
                accounts += _accounts(sentence, opening)
                opening = _opening(sentence)
            for account in accounts:
                yield from _rates(account)
            yield from _claims(reading.passage, accounts)


def _opening(sentence: tuple[Mention, ...]) -> Mention | None:
    """支出A，占…。: the sum of money that a sentence opens with, if it was spent or received."""
    first = sentence[0]
    spent = first.figure.dimension == MONEY and first.form == "value" and not NOT_ITEM.search(FUND.sub("", first.lead))
    return first if spent and SPENT.search(first.lead) else None


def _accounts(sentence: tuple[Mention, ...], opening: Mention | None) -> Iterator[Account]:
    for mentions in _stretches(sentence):
        money = [m for m in mentions if m.figure.dimension == MONEY and m.form in ("value", "to")]
        budgets = tuple((m, kind) for m in money if (kind := _budget(m)) is not None)
        settled = _settled(money, [b for b, _ in budgets])
        if settled is None and len(money) == len(budgets) == 1 and WITH.match(clause_before(money[0], 0)[0]):
            settled = opening  # 支出A。与年初预算B相比，完成P%
        if settled and budgets:
            ours = {id(m) for m in (settled, *(b for b, _ in budgets))}
            others = tuple(m for m in mentions if not m.percent and id(m) not in ours)
            yield Account(settled, budgets, tuple(m for m in mentions if m.percent), others)


def _stretches(sentence: tuple[Mention, ...]) -> Iterator[list[Mention]]:
    """The figures between one ；or 其中 and the next, those in brackets left out."""
    run: list[Mention] = []
    for m in (m for m in sentence if not m.depth):
        before = BRACKET.sub("", m.passage.text[run[-1].end : m.start]) if run else ""
        if run and (m.segment != run[-1].segment or "其中" in before):
            yield run
            run = []
        run.append(m)
    if run:
        yield run


def _budget(m: Mention) -> str | None:
    """Which budget a sum is: 年初, 调整, or "" where only 预算 is said; None if it is none."""
    before = FUND.sub("", clause_before(m, 0)[0])
    found = BUDGET.search(before)
    if not found or NOT_BUDGET.search(before):
        return None
    return "调整" if found["changed"] else _kind(found["which"])


def _kind(which: str | None) -> str:
    return "年初" if which == "年初" else "调整" if which else ""


def _settled(money: list[Mention], budgets: list[Mention]) -> Mention | None:
    """支出决算为A, if only one sum is called so; else the sum that the item opens with, right after its name."""
    called = [m for m in money if m not in budgets and not m.depth and SETTLED.search(m.lead)]
    if called:
        return called[0] if len(called) == 1 else None
    first = money[0] if money else None
    if first is None or first in budgets or first.depth:
        return None
    if any(m not in budgets and m.start < max(b.start for b in budgets) for m in money[1:] if budgets):
        return None  # 基本支出A，项目支出B，年初预算C
    name = FUND.sub("", BRACKET.sub("", clause_before(first, 0)[0]))
    return first if NAME.search(name) and not NOT_ITEM.search(name) else None


def _rates(account: Account) -> Iterator[Statement]:
    for rate in account.rates:
        found = _base(account, rate)
        if found:
            parts = (Part("execution_rate", rate), Part("budget.executed", account.settled), _part(*found))
            yield Statement(parts, claim=rate)


def _part(budget: Mention, kind: str) -> Part:
    return Part("budget.adjusted" if kind == "调整" else "budget.initial", budget)


def _base(account: Account, rate: Mention) -> tuple[Mention, str] | None:
    """The budget that a percentage is of: the one it stands on (完成预算B的P%), the one it names, or the only one."""
    for budget, kind in account.budgets:
        if rate.passage.text[budget.end : rate.start] == "的":
            return budget, kind
    named = OF_BUDGET.search(rate.lead)
    if not named and not BARE.search(rate.lead):
        return None
    if PORTION.search(rate.lead) and any(account.settled.end <= m.start < rate.start for m in account.others):
        return None
    of = _of(account, _kind(named["which"]) if named else "", rate.start)
    return of[0] if len(of) == 1 else None


def _of(account: Account, kind: str, at: int) -> list[tuple[Mention, str]]:
    """The budgets that a kind may mean: those called so, else those called nothing more than 预算.

    Where 预算 alone is said after an adjustment, it may mean a sum that is not printed: then none.
    """
    if not kind:
        return [] if account.adjusted(at) else list(account.budgets)
    return [row for row in account.budgets if row[1] == kind] or [row for row in account.budgets if not row[1]]


def _claims(passage: Passage, accounts: list[Account]) -> Iterator[Statement]:
    """What is said of an account in its own stretch, or at the beginning of the sentence after it."""
    for m in CLAIM.finditer(passage.text, passage.body):
        says = "增加" if m["dir"] in ABOVE else "减少" if m["dir"] and m["dir"] != "等于" else "持平"
        account = next((a for a in reversed(accounts) if a.end <= m.start()), None)
        if account is None or not (m["dir"] or m["flat"]) or not _follows(passage.text[account.end : m.start()]):
            continue
        of = _of(account, _kind(m["which"]), account.end)
        if of:
            claim = words("claim", passage, m.start(), m.end(), says)
            told = (replace(_part(*row), role="budget.initial") for row in of)
            yield Statement((claim, Part("budget.executed", account.settled), *told))


def _follows(between: str) -> bool:
    """Whether nothing of another account stands between an account and a claim."""
    same, stop, opening = between.partition("。")
    if not stop:
        return "；" not in same and bool(BEFORE_CLAIM.fullmatch(same))
    return "；" not in same and bool(OPENS.fullmatch(opening))
