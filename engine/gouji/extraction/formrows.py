"""Self-evaluation forms of real cells: a row is an indicator or a fund, 总分 adds up, goals are blocks of rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji.extraction.formgrid import (
    Form,
    Section,
    by_role,
    forms_of,
    is_annexed,
    is_of_execution,
    is_of_indicators,
    list_of,
    unit_under,
)
from gouji.extraction.formmarks import form_marks
from gouji.extraction.formvalues import (
    UNIT_OF_NAME,
    achieved,
    bound_in,
    figure_of,
    is_blank,
    is_misread,
    measured,
    rate_of,
    reason_parts,
    weight_in,
)
from gouji.extraction.formwords import GOAL, FormWords, bare_of, form_words
from gouji.extraction.grids import Field
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.scoreitems import framed, score_words
from gouji.extraction.statement import Part, Statement, words
from gouji.extraction.targets import Readers, readers, target_part

DIMENSIONS = re.compile("满意度|效益|产出|成本")
BY_CATEGORY = (
    ("产出", re.compile("数量|质量|时效|成本")),
    ("效益", re.compile("效益|可持续|影响")),
    ("满意度", re.compile("满意")),
)
MONEY = {"initial": "budget.initial", "adjusted": "budget.adjusted", "executed": "budget.executed"}
EXECUTION = re.compile(r"执行率")
SENTENCE = re.compile(r"[，。；]|.{20}")  # no name of a fund
WHOLE, SLIP = 100, 10  # what all weights make, and how far off a slip may take them
NAMES = ("name", "loose_name")

Row = Mapping[str, Field]


@dataclass(frozen=True)
class Kit:
    """What every row is read with; `list` is the list of all scores of its form."""

    prose: Prose
    words: FormWords
    targets: Readers
    list: str
    alone: bool  # no annex: its money and its marks are those of whom the report is on
    own_cost: bool = False  # 成本 is a level-1 name of its own, so the usual weights do not hold


def form_rows(prose: Prose) -> Iterator[Statement]:
    """The statements of every form in the document."""
    w, r = form_words(prose), readers(prose)
    for form in forms_of(prose):
        kit = Kit(prose, w, r, list_of(form), not is_annexed(form, prose), _has_own_weights(form))
        goal: dict[str, str] = {}
        for section in form.sections:
            if goals := [(f, m) for f in section.heads if (m := GOAL.search(f.text))]:
                goal = {"goal": f"表{form.grid.number}目标{goals[0][1][1]}"}
                yield from _goal(*goals[0], goal)
            if is_of_execution(section):
                yield from _execution(section, kit)
            elif is_of_indicators(section):
                told = (f.text for row in section.rows for f in row)
                yield from framed(_indicators(section, kit, goal), told, score_words(prose))
        if kit.own_cost:
            yield Statement((Part("note", text="一级权重另有规定", says=("权重另定",)),))


def _has_own_weights(form: Form) -> bool:
    cells = (by_role(row, s).get("dimension") for s in form.sections for row in s.rows)
    firsts = [field.text for field in cells if field]
    goals = any(GOAL.search(f.text) for s in form.sections for f in s.heads)
    return goals or any(text.startswith("成本") for text in firsts)


def _goal(field: Field, m: re.Match[str], goal: dict[str, str]) -> Iterator[Statement]:
    """年度绩效目标1（40分）: the weight of a block of indicators."""
    at, end = field.start + m.start(2), field.start + m.end()
    mention = next((x for x in field.mentions if at <= x.start and x.end <= end), None)
    if mention:
        yield Statement((Part("goal_weight", mention),), places=goal)


# ── money ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _execution(section: Section, kit: Kit) -> Iterator[Statement]:
    """Rows of funds: budgets, money spent, rate; the one that is scored; the total and its parts."""
    rows = [(row, by_role(row, section)) for row in section.rows]
    for row, cells in rows:
        parts = _money(cells, section, kit)
        if level := fund_level(_head(row), kit.words):
            parts = [replace(p, subject=f"{level}资金") if p.role != "execution_rate" else p for p in parts]
        scored = figure_of(cells.get("score"))
        whole = scored is not None or (kit.words.is_whole("money_total", _head(row)) and bool(parts))
        parts = [replace(p, says=("整体",)) if whole and kit.alone and p.role == "execution_rate" else p for p in parts]
        if scored:
            parts.append(_listed(Part("budget.score", scored), kit))
            if weight := figure_of(cells.get("weight")):
                parts.append(_listed(Part("budget.weight", weight), kit))
            elif weight := _weight_of_header(section):
                parts.append(_listed(Part("budget.weight", weight, says=("表式规定",)), kit))
        if whole and section.has("reason"):
            parts.append(Part("note", text="有原因栏", says=("有原因栏",)))
        if parts and (len(parts) > 1 or whole):
            yield Statement((*parts, *reason_parts(cells.get("reason"), kit.words)))
    yield from _fund_rows(rows, kit)


def _head(row: Sequence[Field]) -> str:
    """What a row is called: its last words before the first figure."""
    named = ""
    for field in row:
        if field.mentions:
            break
        named = field.text if field.text.strip() else named
    return bare_of(named)


def _money(cells: Row, section: Section, kit: Kit) -> list[Part]:
    parts: list[Part] = []
    for column, role in MONEY.items():
        mention = figure_of(cells.get(column))
        if mention:
            unit = unit_under(column, section) or section.unit
            parts.append(Part(role, mention, figure=measured(mention, unit, kit.prose)))
    rate = figure_of(cells.get("execution_rate"))
    if rate:
        parts.append(Part("execution_rate", rate, figure=rate_of(rate, unit_under("execution_rate", section))))
    return parts


def _weight_of_header(section: Section) -> Mention | None:
    """预算执行情况（20分）, 得分（20分*执行率）: the weight where no column has it."""
    for field in section.heads:
        if re.search("执行|得分", field.text):
            found = [m for m in field.mentions if m.token.unit == "分"]
            if len(found) == 1:
                return found[0]
    return None


def _fund_rows(rows: Sequence[tuple[Sequence[Field], Row]], kit: Kit) -> Iterator[Statement]:
    """年度资金总额 over the funds it is made of, a column at a time; a fund left blank is none."""
    at = next((n for n, (row, _) in enumerate(rows) if kit.words.is_whole("money_total", _head(row))), None)
    if at is None:
        return
    for head, over in _made_of(rows[at], rows[at + 1 :], kit.words):
        for column in MONEY:
            total = figure_of(head[1].get(column))
            parts = [m for _, cells in over if (m := figure_of(cells.get(column)))]
            told = all(figure_of(cells.get(column)) or is_blank(cells.get(column), kit.words) for _, cells in over)
            if total and told and len(parts) > 1:
                name = "年度资金总额" if head is rows[at] else _head(head[0])
                whole = Part("total", total, says=("列全",), subject=name)
                yield Statement((whole, *(Part("part", m) for m in parts)))


def _made_of(
    whole: tuple[Sequence[Field], Row], rows: Sequence[tuple[Sequence[Field], Row]], w: FormWords
) -> Iterator[tuple[tuple[Sequence[Field], Row], list[tuple[Sequence[Field], Row]]]]:
    """Each row that is made of others, with them: the whole, the grants of all levels, what is local."""
    levels = [(row, fund_level(_head(row[0]), w)) for row in rows]
    strange = [row for (_, row), level in levels if not level and any(figure_of(row.get(c)) for c in MONEY)]
    grants, local = ([row for row, level in levels if level == one] for one in ("拨款", "地方"))
    upper = [row for row, level in levels if level in ("中央", "地方" if local else "地方各级")]
    others = [row for row, level in levels if level == "其他来源"]
    if not strange:  # money of a row that is no known fund may be a fund's all the same
        yield whole, [*(grants or upper), *others]
    if len(grants) == 1:
        yield grants[0], upper
    if len(local) == 1:
        yield local[0], [row for row, level in levels if level == "地方各级"]


def fund_level(head: str, w: FormWords) -> str:
    """Which level of government a row of funds is of; 拨款 if of all, 其他来源 if of none, "" if it is no fund."""
    if SENTENCE.search(head):
        return ""
    by = (("money_central", "中央"), ("money_local", "地方"), ("money_levels", "地方各级"), ("money_grant", "拨款"))
    level = next((name for group, name in by if w.within[group].search(head)), "")
    return level or ("其他来源" if w.within["money_parts"].search(head) else "")


# ── indicators ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _indicators(section: Section, kit: Kit, goal: dict[str, str]) -> Iterator[Statement]:
    dimension = ""
    for row in section.rows:
        cells = by_role(row, section)
        label = next((bare_of(f.text) for f in row if f.text.strip()), "")
        if kit.words.is_whole("subtotal", label):
            continue
        if kit.words.is_whole("total", label) or any(kit.words.is_whole("total", f.text) for f in row[:2]):
            yield from _total(cells, section, row[0], kit)
            continue
        first = cells.get("dimension")
        if first and first.text.strip():
            found = DIMENSIONS.search(first.text)
            dimension = found[0] if found else ""
            weight = weight_in(first)
            if weight and dimension:
                places = {**goal, "dimension": dimension, "list": kit.list}
                yield Statement((Part("dimension_weight", weight),), places=places)
        yield from _indicator(cells, section, kit, dimension, goal)


def _total(cells: Row, section: Section, label: Field, kit: Kit) -> Iterator[Statement]:
    """The row that adds weights and scores up; one with figures where targets stand is out of line and says nothing."""
    if any(cells[role].mentions for role in ("target", "actual") if role in cells):
        return
    score, weight = figure_of(cells.get("score")), figure_of(cells.get("weight"))
    parts = [Part("full_score", weight)] if weight else []
    if score and weight and abs(weight.figure.value - WHOLE) > SLIP:
        yield _partial(score, section, label)
    elif score:
        parts.append(Part("total_score", score))
    if section.has("score") and weight and is_blank(cells.get("score"), kit.words):
        parts.append(words("mark", label.passage, label.start, label.end, "总分未填"))
    if parts:
        yield Statement(tuple(parts), places={"list": kit.list})


def _partial(score: Mention, section: Section, label: Field) -> Statement:
    """The sum of the scores of a part of a report: of 55 marks, and not of 100."""
    others = (row for row in section.rows if row[0] is not label)
    scores = [m for row in others if (m := figure_of(by_role(row, section).get("score")))]
    return Statement((Part("total", score, says=("列全",)), *(Part("part", m) for m in scores)))


def _indicator(cells: Row, section: Section, kit: Kit, dimension: str, goal: dict[str, str]) -> Iterator[Statement]:
    """One row: what was to be reached, what was, its weight and score, and why not."""
    name = name_of(cells, section)
    if name is not None and EXECUTION.search(name.text) and "executed" not in cells:
        yield from _executed_as_indicator(cells, kit)
        return
    if name is None and not (figure_of(cells.get("target")) and figure_of(cells.get("actual"))):
        yield from _slot(cells, section)
        return
    dimension = dimension or _dimension_of(cells.get("category"))
    parts = [*_result(cells, name, section, kit), *_marks(cells, name, kit)]
    if not parts:
        return
    qualitative = any(p.role == "target" and "定性" in p.says for p in parts)
    if qualitative:
        parts = [replace(p, says=("定性",)) if p.role == "score" else p for p in parts]
    if name is not None:
        says = (*(("分维度",) if dimension else ()), *(("定性",) if qualitative else ()))
        parts.append(_listed(words("indicator", name.passage, name.start, name.end, *says), kit))
    parts += reason_parts(cells.get("reason"), kit.words)
    parts += form_marks(cells, name, section, kit.words, dimension)
    places = {**goal, **({"dimension": dimension} if dimension else {}), "list": kit.list}
    yield Statement(tuple(parts), places=places)


def _slot(cells: Row, section: Section) -> Iterator[Statement]:
    """A row for an indicator of the second level that names none of the third."""
    category = cells.get("category")
    if category and category.text.strip() and section.has("name"):
        yield Statement((words("mark", category.passage, category.start, category.end, "空指标行"),))


def name_of(cells: Row, section: Section) -> Field | None:
    """The cell that names an indicator: of the third level if the form has one, else whatever names it."""
    for role in NAMES:
        if section.has(role) and (role == "name" or not section.has("name")):
            field = cells.get(role)
            return field if field and field.text.strip() else None
    field = cells.get("category")
    return field if field and field.text.strip() else None


def _dimension_of(category: Field | None) -> str:
    text = category.text if category else ""
    return next((name for name, pattern in BY_CATEGORY if pattern.search(text)), "")


def _executed_as_indicator(cells: Row, kit: Kit) -> Iterator[Statement]:
    """预算执行率 as a row among the indicators: its weight and score are those of execution."""
    weight, score = figure_of(cells.get("weight")), figure_of(cells.get("score"))
    parts = [_listed(Part("budget.weight", weight), kit)] if weight else []
    parts += [_listed(Part("budget.score", score), kit)] if score else []
    if parts:
        yield Statement(tuple(parts))


def _marks(cells: Row, name: Field | None, kit: Kit) -> list[Part]:
    """Weight, score and factor; the weight may stand in brackets behind the name or the target."""
    weight = figure_of(cells.get("weight")) or weight_in(name) or weight_in(cells.get("target"))
    score, factor = figure_of(cells.get("score")), figure_of(cells.get("score_factor"))
    parts = [_listed(Part("weight", weight), kit)] if weight else []
    parts += [_listed(Part("score", score, says=() if kit.alone else ("附表",)), kit)] if score else []
    return parts + ([Part("score_factor", factor, figure=rate_of(factor, "%"))] if factor else [])


def _result(cells: Row, name: Field | None, section: Section, kit: Kit) -> list[Part]:
    """Target, actual value and rate of completion."""
    target, actual = _target_cell(cells), cells.get("actual")
    title = name.text if name else ""
    unit = unit_of(cells, title)
    parts: list[Part] = []
    aim, reached = figure_of(target), figure_of(actual)
    misread = target is not None and is_misread(target, title)
    if misread:
        aim = None
    if aim and reached and not _alike(aim, reached, unit, kit):
        return list(_differing(target, actual))  # 30公里 and 完成6处
    if aim and target is not None:
        parts.append(_aim(aim, target, cells, title, kit))
    elif target is not None and not is_blank(target, kit.words):
        says = ("疑似误识",) if misread else () if re.search(r"\d", target.text) else ("定性",)
        parts.append(words("target", target.passage, target.start, target.end, *says))
    if reached and actual is not None:
        figure = replace(measured(reached, unit, kit.prose), bound="")
        limited = figure.dimension == "" and figure.scale != 1 and kit.words.within["bounded"].search(title)
        parts.append(Part("actual", reached, figure=figure, says=("百分之百为限",) if limited else ()))
    elif actual is not None and not is_blank(actual, kit.words):
        parts += _said(actual, kit.words)
    rate = figure_of(cells.get("completion_rate"))
    if rate:
        parts.append(Part("completion_rate", rate, figure=rate_of(rate, unit_under("completion_rate", section))))
    return parts


def _differing(target: Field | None, actual: Field | None) -> Iterator[Part]:
    """Target and result as words, since their figures cannot be compared, and the mark that says so."""
    if target is not None and actual is not None:
        yield words("target", target.passage, target.start, target.end)
        yield words("actual", actual.passage, actual.start, actual.end)
        yield words("mark", actual.passage, actual.start, actual.end, "单位不一")


def _target_cell(cells: Row) -> Field | None:
    """Of two targets, an adjusted one that is filled in."""
    second = cells.get("target.2")
    return second if second is not None and figure_of(second) else cells.get("target")


def unit_of(cells: Row, title: str) -> str:
    """The unit of bare figures of a row: a cell of its own, or brackets behind the name."""
    field = cells.get("unit")
    if field and field.text.strip():
        return field.text.strip()
    named = UNIT_OF_NAME.search(title)
    return named[1] if named else ""


def _alike(aim: Mention, reached: Mention, unit: str, kit: Kit) -> bool:
    one, other = measured(aim, unit, kit.prose), measured(reached, unit, kit.prose)
    if one.dimension == other.dimension and (one.scale == other.scale or one.dimension):
        return True
    bare = "bare" in (aim.token.kind, reached.token.kind)
    return bare and not unit and not (aim.percent or reached.percent)


def _aim(aim: Mention, target: Field, cells: Row, title: str, kit: Kit) -> Part:
    """The target of what a title names, with its bound: the cell's own, or that of a cell beside it."""
    sign = cells.get("sign")
    bound = bound_in(target.text, kit.words) or (bound_in(sign.text, kit.words) if sign else "")
    figure = measured(aim, unit_of(cells, title), kit.prose)
    return replace(target_part(replace(aim, figure=figure), kit.targets, (title,), bound), mention=aim)


def _said(actual: Field, w: FormWords) -> list[Part]:
    """A result in words: how far it was achieved."""
    says = achieved(actual.text, w)
    where = (actual.passage, actual.start, actual.end)
    return [words("actual", *where, *((says,) if says else ()))]


def _listed(part: Part, kit: Kit) -> Part:
    return replace(part, places={**part.places, "list": kit.list})
