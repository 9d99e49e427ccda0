"""What is odd about a row of a form: signs before results, blanks beside figures, money spent as an output."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gouji.extraction.formgrid import Section
from gouji.extraction.formvalues import figure_of, is_blank, is_misread
from gouji.extraction.formwords import FormWords, bare_of
from gouji.extraction.grids import Field
from gouji.extraction.statement import Part, words

SIGNED = re.compile(r"\s*(?:[≥≤><＞＜≧≦]|不低于|不少于|不超过|不高于|大于等于|小于等于)")
TWICE = re.compile(r"\d\s*(?:百分比|%%|％％|%％|％%)|\d%\s*百分")
MONEY_NAME_END = 6  # characters of a name that hold its head noun

Row = Mapping[str, Field]


def form_marks(cells: Row, name: Field | None, section: Section, w: FormWords, dimension: str) -> Iterator[Part]:
    """The marks of one row of indicators."""
    target, actual, title = cells.get("target"), cells.get("actual"), name.text if name else ""
    if target and is_misread(target, title):
        yield _mark(target, "疑似误识")
    if target and TWICE.search(target.text):
        yield _mark(target, "单位写法")
    if actual and figure_of(actual) and SIGNED.match(actual.text):
        yield _mark(actual, "实绩带符号")
    yield from _unmarked(cells, name, section, w)
    if name and dimension == "产出" and _is_input(name, target, cells.get("category"), w):
        yield _mark(name, "以投入作产出")


def _mark(field: Field, says: str) -> Part:
    return words("mark", field.passage, field.start, field.end, says)


def _unmarked(cells: Row, name: Field | None, section: Section, w: FormWords) -> Iterator[Part]:
    """A weight without a score, or a score without a weight, in a form that has columns for both."""
    if name is None or not section.has("weight", "score"):
        return
    weight, score = figure_of(cells.get("weight")), figure_of(cells.get("score"))
    if weight and not score and is_blank(cells.get("score"), w) and not is_blank(cells.get("actual"), w):
        yield _mark(name, "得分未填")
    if score and not weight and is_blank(cells.get("weight"), w):
        yield _mark(name, "分值未填")


def _is_input(name: Field, target: Field | None, category: Field | None, w: FormWords) -> bool:
    aim = figure_of(target)
    if aim is None or aim.figure.dimension != "元" or (category and "成本" in category.text):
        return False
    return w.within["input"].search(bare_of(name.text)[-MONEY_NAME_END:]) is not None
