"""Budget, money received and money spent, and the rates whose names say which two they divide.

执行率 divides what was spent by the adjusted budget, 到位率 what arrived by the budget, 使用率 what was spent by what
arrived. The figures may stand a sentence or a paragraph earlier; a base that is named (按年初预算计算) wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gouji.extraction.accounts import core
from gouji.extraction.mention import Mention
from gouji.extraction.namedfunds import own_bases, received_only
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, Statement
from gouji.extraction.stretches import words_before
from gouji.extraction.wordlists import Groups, either, groups_of

# rate → the role of its numerator, and of its base, the first that is there
DIVIDES = {
    "execution_rate": ("budget.executed", ("budget.adjusted", "budget.plain", "budget.initial")),
    "arrival_rate": ("funds.received", ("budget.adjusted", "budget.plain", "budget.initial")),
    "usage_rate": ("budget.executed", ("funds.received",)),
    "adjustment_rate": ("budget.adjusted", ("budget.initial",)),
}
NAMED_BASE = re.compile(r"按[^，。；]{0,4}(?P<which>年初|调整|全年)[^，。；]{0,6}(?:计算|口径|计|测算)")
OF_BUDGET = re.compile(
    r"(?:完成|占|为|达到?)(?P<which>年初|调整后?|全年)?[^，。；年初调整全]{0,4}预算[数]?的(?:约|为)?$"
)
PORTION = re.compile(r"占[^，。；]*$")
EARLIER = re.compile(r"[上去前]年|同期|[较比](?!例)")
JOINED = re.compile(r"[、和与及]|以及")
BECAME = "变为|调整为|调整到|调整至|调为|增至|降至|核定为"
WHOLE = (
    "截至|截止|全年|本年度?|当年|年度|实际|部门|单位|机关|街道|全[镇县局院校系统]*|我[镇县局院校乡]|整体"
    f"|批复|金额|核定|{BECAME}|资金|财政|拨款|预算|总额|合计|共|累计|为|是|数|度|末|底|：|已"
)
FAR = 4  # passages back that a figure may stand


@dataclass(frozen=True)
class Accounts:
    """The words of accounts, compiled: each ends the lead of its figure."""

    roles: tuple[tuple[str, re.Pattern[str]], ...]
    rates: tuple[tuple[str, re.Pattern[str]], ...]
    other: re.Pattern[str]
    whole: re.Pattern[str]  # the money of the whole unit: 全年实际支出, 截至12月31日支出


def accounts(prose: Prose) -> Accounts:
    """The compiled words of a prose's vocabulary."""
    return _compiled(groups_of(prose.words["funds"]))


@cache
def _compiled(groups: Groups) -> Accounts:
    w = dict(groups)
    links = rf"(?:{BECAME}|安排|金额|总额|资金|为|是|共|计|达到?|即|：|合计|总计|约|数|实际)*"
    names = (
        ("budget.initial", "initial"),
        ("budget.adjusted", "adjusted"),
        ("funds.received", "received"),
        ("budget.executed", "executed"),
        ("budget.plain", "plain"),
    )
    return Accounts(
        tuple((role, re.compile(rf"(?:{either(w, name)}){links}$")) for role, name in names),
        tuple((rate, re.compile(rf"(?:{either(w, rate)})(?:仅|只有|约|已|达到?|为|是|：)*$")) for rate in DIVIDES),
        re.compile(either(w, "not_account")),
        re.compile(rf"(?:{WHOLE}|{either(w, 'received', 'executed', 'adjusted', 'initial', 'plain')}|\d+|[年月日])*"),
    )


def funds(prose: Prose) -> Iterator[Statement]:
    """Every rate of money whose two figures are in reach."""
    a = accounts(prose)
    seen: list[tuple[Mention, str]] = []
    for reading in prose.readings:
        if reading.passage.cell:
            continue
        for sentence in prose.sentences(reading):
            for n, mention in enumerate(sentence):
                rate = rate_of(mention, a) if mention.percent else ""
                if rate and len(chain := _chain(sentence, n)) > 1:
                    yield from _pairwise(rate, chain, sentence)
                elif rate and not _portion(sentence, n, a):
                    yield from _statement(rate, mention, seen, a) or _by_name(rate, n, sentence, prose, a)
                elif role := role_of(mention, a):
                    seen.append((mention, role))


def _portion(sentence: tuple[Mention, ...], n: int, a: Accounts) -> bool:
    """结余18万元，占全年预算的5%: of the sum right before, which is none of the accounts."""
    if n == 0 or not PORTION.search(words_before(sentence[n])):
        return False
    before = sentence[n - 1]
    return before.figure.dimension == "元" and not role_of(before, a)


def _chain(sentence: tuple[Mention, ...], at: int) -> list[Mention]:
    """The run of figures of one unit that only 、 or 和 parts, from one of them on."""
    run = [sentence[at]]
    for m in sentence[at + 1 :]:
        if not JOINED.fullmatch(m.passage.text[run[-1].end : m.start]) or m.percent != run[0].percent:
            break
        run.append(m)
    return run


def _pairwise(rate: str, chain: list[Mention], sentence: tuple[Mention, ...]) -> Iterator[Statement]:
    """预算数分别为…，决算数分别为…，分别完成预算的…: three lists of one length, in order."""
    runs = [
        run
        for n in range(len(sentence))
        if len(run := _chain(sentence, n)) == len(chain) and run[0].end <= chain[0].start
    ]
    money = [run for run in runs if run[0].figure.dimension == "元"]
    budget = next((run for run in money if "预算" in _printed_lead(run[0])), None)
    spent = next((run for run in money if re.search("决算|支出|执行", _printed_lead(run[0]))), None)
    if rate != "execution_rate" or budget is None or spent is None or budget is spent:
        return
    for p, b, s in zip(chain, budget, spent, strict=True):
        if b.figure.value:
            yield Statement((Part(rate, p), Part("budget.executed", s), Part("budget.initial", b)), p)


def role_of(mention: Mention, a: Accounts) -> str:
    """The account a sum of money is of; empty if its words name none."""
    if mention.figure.dimension != "元" or mention.form not in ("value", "to") or mention.token.unit.endswith("/人"):
        return ""
    lead = words_before(mention)
    if a.other.search(lead[-6:]) or re.search("上年|去年|同比|比", lead[-10:]):
        return ""
    found = next((role for role, words in a.roles if words.search(lead)), "")
    if found == "budget.executed" and re.search(r"(?:基本|项目|其他|人员|公用|人均)支出$", lead) and mention.depth == 0:
        return ""
    return found


def rate_of(mention: Mention, a: Accounts) -> str:
    """Which rate of money a percentage is; empty if none."""
    lead = words_before(mention)
    if EARLIER.search(lead) or (mention.own_period and mention.period and EARLIER.search(mention.period.word)):
        return ""
    if OF_BUDGET.search(lead):
        return "execution_rate"
    if NAMED_BASE.search(lead) and not re.search("增|减", lead):
        return "execution_rate"
    return next((rate for rate, words in a.rates if words.search(lead)), "")


def _printed_lead(m: Mention) -> str:
    """The words before a list of figures as printed; the lead of each is its own name."""
    return m.passage.text[m.lead_start : m.start]


def _statement(rate: str, mention: Mention, seen: list[tuple[Mention, str]], a: Accounts) -> list[Statement]:
    top_role, base_roles = DIVIDES[rate]
    lead = words_before(mention)
    named = OF_BUDGET.search(lead) or NAMED_BASE.search(lead)
    which = named["which"] if named else None
    if which:
        base_roles = ("budget.initial",) if which == "年初" else ("budget.adjusted",)
    near = _in_reach(mention, seen)
    top = next((m for m, role in near if role == top_role), None)
    found = _base(top, base_roles, near, mention, a) if top else None
    if top is None or found is None:
        return []
    role, base = found
    apart = mention.sentence not in (base.sentence, top.sentence) or base.sentence != top.sentence
    if apart and not (a.whole.fullmatch(top.lead) and mention.sentence in (top.sentence, base.sentence)):
        return []  # 救灾资金支出745万元 is not what the whole budget was spent on
    base_role = "budget.initial" if role == "budget.plain" else role
    whole = rate == "execution_rate" and base_role == "budget.adjusted" and a.whole.fullmatch(top.lead)
    says = ("整体",) if whole else ()
    parts = (Part(rate, mention, says=says), Part(top_role, top), Part(base_role, base))
    return [Statement(parts, mention, forced=_of_them(dict(a.rates)[rate], mention, top, base))]


def _of_them(rate: re.Pattern[str], mention: Mention, top: Mention, base: Mention) -> bool:
    """基本支出执行率100%: what the rate says it is of, one of its two figures must be called."""
    own = core(rate.split(words_before(mention))[0])
    return len(own) < 2 or any(own[i : i + 2] in m.lead for m in (top, base) for i in range(len(own) - 1))  # noqa: PLR2004


def _by_name(rate: str, n: int, sentence: tuple[Mention, ...], prose: Prose, a: Accounts) -> list[Statement]:
    """运维费支付90万元，执行率75%: the money of that name in a budget stated before; else all that had arrived."""
    if rate != "execution_rate" or n == 0 or sentence[n - 1].figure.dimension != "元":
        return []
    top = sentence[n - 1]
    whole = a.whole.fullmatch(top.lead.removeprefix("项目"))
    bases = received_only(top, prose) if whole else own_bases(top, prose)
    if not bases or sentence[n].clause - top.clause > 1:
        return []
    money = (Part("budget.executed", top), *(Part("budget.initial", m) for m in bases))
    return [Statement((Part(rate, sentence[n]), *money), sentence[n])]


def _in_reach(mention: Mention, seen: list[tuple[Mention, str]]) -> list[tuple[Mention, str]]:
    """Accounts stated before a rate, nearest first, those of its segment before others."""
    near = [row for row in reversed(seen[-24:]) if mention.passage.index - row[0].passage.index <= FAR]
    return sorted(near, key=lambda row: row[0].segment != mention.segment)


def _base(
    top: Mention, roles: tuple[str, ...], near: list[tuple[Mention, str]], rate: Mention, a: Accounts
) -> tuple[str, Mention] | None:
    """The base of a rate: in its segment, any of its roles in order; else in its sentence; else the unit's."""
    for within in (
        [row for row in near if row[0].segment == rate.segment],
        [row for row in near if row[0].sentence == rate.sentence],
        [row for row in near if a.whole.fullmatch(row[0].lead)],
    ):
        for role in roles:
            found = next((m for m, r in within if r == role and m is not top), None)
            if found is not None:
                return role, found
    return None
