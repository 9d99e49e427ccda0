"""Accounts: which basis a figure is of (预算, 支出, 编制 …), and what is left of its name without them."""

from __future__ import annotations

import re

from gouji.extraction.terms import tidy

ACCOUNTS = re.compile(
    r"年初预算|全年预算|调整预算|预算|决算|执行|支出|收入|到位|结转|结余|编制|实有|在编|在岗|在职|任务|目标|计划"
)
FILLER = re.compile(
    r"(?:(?:19|20)\d\d|二〇..)?年?(?:全年|本年|当年|年末|年度|年中|年底|截至|全县|全镇|全市|全区|全局|我局|我镇|已经?|共|共计|合计|总计|总|累计|进账|花出去|实支|实到|到账|开支|支用|列支|(?:收支|进出)?(?:相抵|轧抵|品迭|轧差)后?|实际|目前|尚|仍|各项|部门|单位|资金|金额|总额|数|可用|可支配|预算|批复|安排|执行|收支|收入|支出|决算|到位|结余|结转|指标|财力|使用|拨付|支付|有|中|主要是|主要为|和|的|额|完成|整体|度|末|年|月|日|调整后?|初|“|”|\d)"
)


def account(name: str) -> str:
    """The account a figure is of: the last basis word of its name."""
    found = ACCOUNTS.findall(name)
    return found[-1] if found else ""


def core(name: str) -> str:
    """What a sum of money is for: its name without accounts and fillers."""
    before = None
    while before != name:
        before, name = name, FILLER.sub("", name)
    name = tidy(re.sub(r"[^一-鿿]", "", name))
    return re.sub("项目$", "", name) if len(name) > 3 else name  # noqa: PLR2004
