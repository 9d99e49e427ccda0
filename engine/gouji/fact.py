"""Fact, Role, Place: what a report states, each tied to the characters that state it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gouji.document import Span
from gouji.quantity import Quantity

RoleKind = Literal["figure", "date", "text"]

# What facts can share: the only join keys of rules. The text after each is shown to rule authors.
PLACES: Mapping[str, str] = {
    "set": "同一批汇总（县、年度）；写了它就是跨报告规则",
    "report": "同一份报告",
    "org": "同一单位",
    "section": "同一章节",
    "goal": "同一年度目标",
    "dimension": "同一一级指标（产出、效益、满意度……）",
    "list": "同一列举或合计式",
    "whole": "同一上级合计",
    "group": "同一指标、同一行、同一组数",
    "sentence": "同一句",
    "subject": "同一事项",
    "period": "同一期间",
    "scope": "同一口径",
    "value": "同一数值（或同一文字）",
    "fact": "每个事实各自判断",
    "rule": "同一规则（用于结论）",
}


@dataclass(frozen=True, slots=True)
class Role:
    """What a figure or phrase is for. `assigned` figures were set, not measured, so they stand for themselves."""

    name: str
    kind: RoleKind
    title: str
    assigned: bool = False


def _roles(kind: RoleKind, *rows: tuple[str, str], assigned: bool = False) -> dict[str, Role]:
    return {name: Role(name, kind, title, assigned) for name, title in rows}


# The closed list of roles: a role needs a developer, a class (`says`) only a line of vocabulary.
ROLES: Mapping[str, Role] = {
    **_roles(
        "figure",
        ("target", "目标值（年初目标、指标值、计划数）"),
        ("actual", "实际完成值"),
        ("completion_rate", "指标完成率（实际÷目标）"),
        ("budget.initial", "年初预算数"),
        ("budget.adjusted", "调整后（全年）预算数"),
        ("budget.executed", "执行数、支出数"),
        ("funds.received", "到位资金"),
        ("execution_rate", "预算执行率"),
        ("arrival_rate", "资金到位率"),
        ("usage_rate", "资金使用率（支出÷到位）"),
        ("adjustment_rate", "预算调整率"),
        ("amount", "有名目的数"),
        ("total", "合计"),
        ("part", "分项"),
        ("prior", "上年数、基数"),
        ("current", "本年数"),
        ("change", "增加额"),
        ("decrease", "减少额"),
        ("growth_rate", "增长率"),
        ("decline_rate", "下降率"),
        ("multiple", "是……的几倍、增长几倍"),
        ("average_growth", "年均增长率"),
        ("share", "占比、比率"),
        ("numerator", "分子"),
        ("denominator", "分母"),
        ("average", "平均数（人均、户均、每……）"),
        ("divisor", "除以或乘以的个数（人数、户数、次数……，只算个数，不带单位）"),
        ("unit_price", "单价、标准"),
        ("claimed_count", "写明的个数"),
        ("ratio_part", "比例（a:b:c）中的一项"),
        ("minuend", "被减数（差额算式）"),
        ("subtrahend", "减数（差额算式）"),
        ("difference", "差额、余额、剩余"),
        ("limit", "不得超过或低于的界限"),
        ("measured", "与界限相比的数"),
        ("list_number", "序号"),
        ("county_total", "县合计"),
        ("overlap", "文字重合度"),
        ("entry", "台账数（写明事项和年度，供各报告互相核对）"),
        ("opening", "年初结转结余"),
        ("closing", "年末结转结余"),
        ("county_row", "县汇总表中一个单位的数"),
        ("copied_figures", "与另一单位相同的数（个数）"),
        ("digit_deviation", "末位数字偏离均匀的程度（卡方）"),
        ("project_money", "项目金额"),
    ),
    **_roles(
        "figure",
        ("weight", "分值、权重"),
        ("score", "得分"),
        ("deduction", "扣分"),
        ("goal_weight", "目标分值"),
        ("dimension_weight", "一级指标标明的分值"),
        ("score_factor", "得分系数"),
        ("total_score", "总分、自评得分"),
        ("full_score", "满分"),
        ("budget.weight", "预算执行率分值"),
        ("budget.score", "预算执行率得分"),
        ("sample_size", "样本数、问卷数"),
        assigned=True,
    ),
    **_roles(
        "date",
        ("as_of", "截至日期"),
        ("year_end", "报告年度末日"),
        ("report_date", "报告日期"),
        ("approval_date", "批复日期"),
        ("publish_date", "公开日期"),
        ("received_date", "资金收到日期"),
        ("passed_date", "资金分解下达日期"),
        ("deadline", "期限"),
        ("done_date", "完成日期"),
    ),
    **_roles(
        "text",
        ("indicator", "指标名称"),
        ("grade", "等级"),
        ("claim", "表述（达成、未达、增加……）"),
        ("deviation_reason", "偏差原因"),
        ("report.deviation_reason", "全报告的偏差原因栏"),
        ("improvement_measure", "改进措施"),
        ("explanation", "说明"),
        ("note", "附带的词句"),
        ("mark", "文字痕迹（叠词、括号、残留……）"),
        ("citation", "引用的文件"),
        ("heading", "章节标题"),
        ("goal_title", "目标名称"),
        ("listed_item", "列举的一项"),
        ("period_word", "期间词（年份、前三季度……）"),
        ("mention", "提到的单位"),
        ("own_name", "本单位名称"),
        ("roster", "名册"),
        ("submission", "报送记录"),
        ("prior_finding", "上年的问题"),
        ("waiver", "豁免"),
        ("own_finding", "本年的问题"),
        ("form_id", "表式"),
        ("duplicate", "重复报送"),
        ("superseded", "重新报送前后的文字"),
    ),
}


@dataclass(frozen=True)
class Fact:
    """One thing a report states.

    `role` is a key of ROLES, `text` what is printed. `figure` is the printed figure, if the text is one. `places` maps
    a place to its name ('group' → 'g12'); a missing place equals nothing. `says` holds the classes the vocabulary
    gave the text (达成, 列全 …). `span` is the characters in the document, None for facts that come from outside.
    """

    id: str
    role: str
    text: str
    places: Mapping[str, str]
    says: tuple[str, ...] = ()
    figure: Quantity | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Which report this is: unit, fiscal year, kind (department_whole …) and region; empty when not known."""

    unit: str = ""
    fiscal_year: int | None = None
    kind: str = ""
    region: str = ""


NumberFate = Literal["figure", "identifier", "date", "unread"]


@dataclass(frozen=True, slots=True)
class Number:
    """One number in the document and what it was read as: the account that coverage is made from.

    `reason` says in Chinese why an unread one was left, or which kind of identifier it is. `figure` is what the number
    prints, `paragraph` and `sentence` count those of the document's prose: a number in a cell stands in none.
    """

    span: Span
    fate: NumberFate
    reason: str = ""
    figure: Quantity | None = None
    paragraph: int = -1
    sentence: int = -1


@dataclass(frozen=True)
class FactSet:
    """All facts of one document, in document order, and the account of every number in it."""

    profile: Profile
    facts: tuple[Fact, ...]
    numbers: tuple[Number, ...] = ()
