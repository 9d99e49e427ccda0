"""What a report says in words and in its form: the result of one indicator, the money of the whole.

Only the words right before a figure tell that it is the indicator's. Figures far apart are two things more often than a
mistake, so a result meets its text only if the whole name stands there, or the figures are a slip apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.extraction.formgrid import by_role, forms_of, is_of_execution, is_of_indicators, unit_under
from gouji.extraction.formrows import name_of, unit_of
from gouji.extraction.formvalues import figure_of, measured
from gouji.extraction.formwords import bare_of
from gouji.extraction.funds import accounts, role_of
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.reprint import near
from gouji.extraction.statement import Part, Statement
from gouji.extraction.targets import Readers, is_target, readers
from gouji.quantity import Quantity

MEASURES = re.compile(r"(?<=..)(?:长度|数量|个数|面积|人数|户数|次数|里程|规模|总数|数|率)$")
LINKS = re.compile(r"(?:了|达到|达|为|共计|共|实际|完成|是|已|累计|全年|目前|：|:|约)*$")
OTHERS = re.compile("其中|目标|计划|任务|上年|去年|同期|比|较|预计|力争|不低于|不少于|超过|不足")
TELLING = 4  # characters of a name that is no other's
FORMS = ("value", "to", "rate", "percent")
MONEY = {"initial": "budget.initial", "adjusted": "budget.adjusted", "executed": "budget.executed"}


class Row(NamedTuple):
    """A result in a form: whose it is and what it measures."""

    name: str
    mention: Mention
    figure: Quantity


def form_echoes(prose: Prose) -> Iterator[Statement]:
    """Each figure of a form that the text says again, with the text's."""
    if not forms_of(prose):
        return
    said = [m for m in prose.mentions() if m.passage.cell is None and m.form in FORMS and not m.vague]
    yield from _results(list(_rows(prose)), said, prose)
    yield from _money(said, prose)


def _rows(prose: Prose) -> Iterator[Row]:
    for form in forms_of(prose):
        for section in filter(is_of_indicators, form.sections):
            for row in section.rows:
                cells = by_role(row, section)
                field, result = name_of(cells, section), figure_of(cells.get("actual"))
                if field and result:
                    figure = measured(result, unit_of(cells, field.text), prose)
                    yield Row(bare_of(field.text), result, figure)


def _results(rows: Sequence[Row], said: Sequence[Mention], prose: Prose) -> Iterator[Statement]:
    names, r = [row.name for row in rows], readers(prose)
    for n, row in enumerate(rows):
        if len(row.name) < TELLING or names.count(row.name) > 1:
            continue
        met = [m for m in said if _alike(row, m) and _names(row.name, m, r)]
        whole = [m for m in met if _before(m).endswith(row.name)]
        for m in met:
            if near(row.figure, m.figure) or (m in whole and len(whole) == 1):
                yield _pair(row.mention, row.figure, m, row.name, f"表文指标#{n}.{m.passage.index}.{m.start}")


def _alike(row: Row, m: Mention) -> bool:
    percent = row.mention.percent or (row.figure.dimension == "" and row.figure.scale != 1)
    return m.percent == percent and m.figure.dimension == row.figure.dimension and m.figure.dimension != "?"


def _before(m: Mention) -> str:
    return LINKS.sub("", m.lead)


def _names(name: str, m: Mention, r: Readers) -> bool:
    """Whether the words before a figure end in an indicator's name, the noun that it is measured by aside."""
    if OTHERS.search(m.lead) or m.sees("prior", "target", "plan") or is_target(m, r):
        return False
    stem = MEASURES.sub("", name)
    before = _before(m)
    return before.endswith(name) or (len(stem) >= TELLING and before.endswith(stem))


def _money(said: Sequence[Mention], prose: Prose) -> Iterator[Statement]:
    """预算执行 of the only form, and the text's budget and spending of the whole."""
    scored = list(_scored(prose))
    if len(scored) != 1:
        return
    a = accounts(prose)
    for m in said:
        role = role_of(m, a)
        known = scored[0].get(role)
        if known and a.whole.fullmatch(m.lead) and near(known[1], m.figure):
            yield _pair(*known, m, role, f"表文资金#{m.passage.index}.{m.start}")


def _scored(prose: Prose) -> Iterator[dict[str, tuple[Mention, Quantity]]]:
    """The rows of money that a form scores: role → figure."""
    for form in forms_of(prose):
        for section in filter(is_of_execution, form.sections):
            for row in section.rows:
                cells = by_role(row, section)
                if figure_of(cells.get("score")):
                    yield {
                        role: (m, measured(m, unit_under(column, section) or section.unit, prose))
                        for column, role in MONEY.items()
                        if (m := figure_of(cells.get(column)))
                    }


def _pair(mention: Mention, figure: Quantity, said: Mention, subject: str, scope: str) -> Statement:
    parts = (Part("amount", mention, subject=subject, figure=figure), Part("amount", said, subject=subject))
    return Statement(parts, places={"scope": scope})
