"""What a form asks for beside its tables: total and grade, ticks, the boxes for reasons and for what will be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from gouji.extraction.formgrid import Form, by_role, forms_of, is_annexed, list_of
from gouji.extraction.formvalues import figure_of, is_blank, measured, reason_parts
from gouji.extraction.formwords import FormWords, bare_of, form_words
from gouji.extraction.grids import Field
from gouji.extraction.mention import Mention
from gouji.extraction.passages import Passage
from gouji.extraction.prose import Prose
from gouji.extraction.scoreitems import comparable, score_words
from gouji.extraction.statement import Part, Statement, words

EMPTY_TICK, TICKED = re.compile("[□☐○◻]"), re.compile("[☑√■✓✔☒◼●]|R(?=[^A-Za-z]|$)")
TICKS = 2  # boxes that make a choice
HEADER = re.compile(r"(?P<label>填报单位|单位名称|填报日期|填表日期)[:：](?=$|[\s　]*(?:填报|填表|单位|联系))")
COPIED = 8  # characters that are the same by no chance
GRADES = re.compile("优|良|中|差")


def form_boxes(prose: Prose) -> Iterator[Statement]:
    """The statements of all boxes of the document's forms."""
    found = forms_of(prose)
    if not found:
        return
    w = form_words(prose)
    for form in found:
        yield from _boxes(form, w, prose)
    for reading in prose.readings:
        text = reading.passage.text
        for m in HEADER.finditer(text):
            yield _mark(reading.passage, m.start(), m.end("label"), "表头未填", "")
        if len(EMPTY_TICK.findall(text)) >= TICKS and not TICKED.search(text):
            yield _mark(reading.passage, 0, len(text), "未勾选", "")


def _mark(passage: Passage, start: int, end: int, says: str, list_: str) -> Statement:
    return Statement((words("mark", passage, start, end, says),), places={"list": list_} if list_ else {})


def _boxes(form: Form, w: FormWords, prose: Prose) -> Iterator[Statement]:
    totals: list[Mention] = []
    for row in form.grid.rows:
        for n, field in enumerate(row):
            box = row[n + 1] if n + 1 < len(row) else None
            label = bare_of(field.text)
            if w.whole["total_box"].fullmatch(label) and (score := figure_of(box)):
                totals.append(score)
            elif w.whole["grade"].fullmatch(label) and box and (m := GRADES.match(box.text)):
                yield from _grade(box, m, totals)
            elif w.whole["reason_box"].fullmatch(label):
                yield from _reason(field, box, form, w)
            elif w.whole["result_box"].fullmatch(label) and is_blank(box, w):
                yield _mark(field.passage, field.start, field.end, "栏目空白", list_of(form))
            elif w.whole["management"].fullmatch(label) and is_blank(box, w):
                part = words("mark", field.passage, field.start, field.end, "管理栏空白", subject=label)
                yield Statement((part,), places={"list": list_of(form)})
            elif w.whole["grade"].fullmatch(label) and is_blank(box, w):
                yield _mark(field.passage, field.start, field.end, "等级未填", list_of(form))
        yield from _basic_and_project(row, form, w, prose)
    yield from _copied(form, w)
    yield from _agreeing([*totals, *(() if is_annexed(form, prose) else _own_totals(prose))], form, w)


def _totals_of(form: Form, w: FormWords) -> list[Mention]:
    """The score in the row that adds up."""
    rows = ((row, section) for section in form.sections for row in section.rows)
    adding = [(row, section) for row, section in rows if any(w.is_whole("total", f.text) for f in row[:2])]
    return [m for row, section in adding if (m := figure_of(by_role(row, section).get("score")))]


def _own_totals(prose: Prose) -> Iterator[Mention]:
    """项目自评总分99.1分: the report's own total in its words."""
    own = score_words(prose).own
    for m in prose.mentions():
        if m.token.unit == "分" and "自评" in m.lead and own.search(m.lead):
            yield m


def _agreeing(totals: list[Mention], form: Form, w: FormWords) -> Iterator[Statement]:
    """自评总分 at the top of a form and the row that adds its scores up: one figure."""
    every = {m.span: m for m in (*totals, *_totals_of(form, w))}
    if totals and len(every) > 1:
        places = {"subject": "自评总分", "scope": list_of(form)}
        told = list(every.values())
        yield Statement(tuple(Part("amount", m) for m in told), forced=comparable(told), places=places)
    elif totals and not _totals_of(form, w):
        yield Statement((Part("total_score", totals[0]),), places={"list": list_of(form)})


def _grade(box: Field, m: re.Match[str], totals: list[Mention]) -> Iterator[Statement]:
    parts = [Part("grade", text=m[0], span=box.passage.span(box.start + m.start(), box.start + m.end()))]
    yield Statement((*parts, *(Part("total_score", m) for m in totals[-1:])))


def _reason(label: Field, box: Field | None, form: Form, w: FormWords) -> Iterator[Statement]:
    """The one box of a form for all that fell short."""
    if is_blank(box, w):
        yield _mark(label.passage, label.start, label.end, "原因栏空白", list_of(form))
        return
    for part in reason_parts(box, w):
        role = "report.deviation_reason" if part.role == "deviation_reason" else part.role
        yield Statement((replace(part, role=role),))


def _basic_and_project(row: tuple[Field, ...], form: Form, w: FormWords, prose: Prose) -> Iterator[Statement]:
    """基本支出总额 | 120 | 项目支出总额 | 80: together they are what the form says was spent."""
    found: dict[str, Mention] = {}
    for field, box in pairwise(row):
        label = bare_of(field.text)
        for group, subject in (("basic", "基本支出"), ("project", "项目支出")):
            if w.whole[group].fullmatch(label) and (m := figure_of(box)):
                found[subject] = m
    if len(found) > 1:
        spent = _spent(form, w)
        if spent:
            found["支出合计"] = spent
        unit = next((s.unit for s in form.sections if s.unit), "")
        parts = (Part("amount", m, subject=s, figure=measured(m, unit, prose)) for s, m in found.items())
        yield Statement(tuple(parts))


def _spent(form: Form, w: FormWords) -> Mention | None:
    """What was spent in all, by the form's own row of money."""
    rows = ((row, section) for section in form.sections for row in section.rows if section.has("executed"))
    whole = (by_role(row, s).get("executed") for row, s in rows if any(w.is_whole("money_total", f.text) for f in row))
    return next((m for m in map(figure_of, whole) if m), None)


def _copied(form: Form, w: FormWords) -> Iterator[Statement]:
    """The box for what was done says the very words of the box for what was aimed at, and no figure of its own."""
    for heads, row in pairwise(form.grid.rows):
        aim = next((f for f in heads if w.whole["aim_box"].fullmatch(bare_of(f.text))), None)
        done = next((f for f in heads if w.whole["done_box"].fullmatch(bare_of(f.text))), None)
        if aim and done:
            texts = {f.column: f for f in row}
            said, result = texts.get(aim.column), texts.get(done.column)
            if said and result and said.text == result.text and len(said.text) >= COPIED and not result.mentions:
                yield _mark(result.passage, result.start, result.end, "照抄目标", list_of(form))
