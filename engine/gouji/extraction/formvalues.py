"""What the cells of a form say: figures with their units and bounds, levels of achievement, reasons, blanks."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from gouji.extraction.formwords import BOUNDS, FormWords
from gouji.extraction.grids import Field
from gouji.extraction.mention import Mention
from gouji.extraction.prose import Prose
from gouji.extraction.statement import Part, words
from gouji.quantity import Quantity

WEIGHT = re.compile(r"[（(](?:分值|权重)?[:：]?(\d{1,3}(?:\.\d+)?)分[）)]")
UNIT_OF_NAME = re.compile(r"[（(](?:单位[:：])?([^（）()\d]{1,6})[）)]$")
BEFORE = re.compile(r"^[^\d]{0,8}")
LOOSE = 8  # characters around a figure that is all a cell says
PERCENT = Fraction(1, 100)
SURELY_PERCENT = 3  # a rate above it without a sign is in hundredths
SUSPECT = re.compile(r"^2\d\d%$")
OF_RATES = re.compile(r"(?:率|度|比例|占比)$")
GROWING = re.compile(r"增长|增速|增幅|完成率|利用率")


def figure_of(field: Field | None) -> Mention | None:
    """The one figure that a cell holds, a weight in brackets aside; None if there are none or several."""
    if field is None:
        return None
    weight = WEIGHT.search(field.text)
    inside = [m for m in field.mentions if not (weight and weight.start() <= m.start - field.start < weight.end())]
    if len(inside) != 1:
        return None
    mention = inside[0]
    said = WEIGHT.sub("", field.text)
    return mention if len(said) - len(mention.token.text) <= LOOSE else None


def weight_in(field: Field | None) -> Mention | None:
    """The weight that a name or a target carries in brackets: 数量指标（10分）."""
    m = WEIGHT.search(field.text) if field else None
    if field is None or m is None:
        return None
    return next((x for x in field.mentions if m.start() <= x.start - field.start < m.end()), None)


def is_blank(field: Field | None, w: FormWords) -> bool:
    """Nothing, a dash or 无, or only the form's own hint."""
    return field is None or field.text in w.blank or not field.text.strip() or is_hint(field.text, w)


def is_hint(text: str, w: FormWords) -> bool:
    """The words with which the form asks for something: （200字以内）."""
    found = w.within["hint"].search(text)
    return found is not None and len(text) < 60 and not re.search(r"\d+\.\d+|%", text)  # noqa: PLR2004


def bound_in(text: str, w: FormWords) -> str:
    """≥ ≤ > < = or nothing, by the sign or word before a figure or in a cell of its own."""
    return next((sign for name, sign in BOUNDS.items() if w.within[name].search(text)), "")


def measured(mention: Mention, unit: str, prose: Prose) -> Quantity:
    """The figure of a mention; a bare one takes the unit of its column, its name or a cell beside it."""
    figure = mention.figure
    if not unit or mention.token.kind != "bare":
        return figure
    if unit in ("%", "％", "百分比"):
        return scaled(figure, PERCENT, "", "%")
    tokens = list(prose.scan(f"1{unit}"))
    if len(tokens) != 1 or tokens[0].quantity is None or tokens[0].end != len(unit) + 1:
        return figure
    one = tokens[0].quantity
    made = scaled(figure, one.scale, one.dimension, unit)
    return replace(made, counted=one.counted)


def scaled(figure: Quantity, scale: Fraction, dimension: str, unit: str) -> Quantity:
    """A bare figure in a unit."""
    return replace(
        figure,
        printed=f"{figure.printed}{unit}",
        value=figure.value * scale,
        step=figure.step * scale,
        scale=figure.scale * scale,
        dimension=dimension,
    )


def rate_of(mention: Mention, unit: str) -> Quantity:
    """A rate; a bare number above 3 is one in hundredths whose sign was left out."""
    bare = mention.token.kind == "bare"
    hundredths = bare and (unit == "%" or mention.figure.value > SURELY_PERCENT)
    return scaled(mention.figure, PERCENT, "", "%") if hundredths else mention.figure


def is_misread(field: Field, name: str) -> bool:
    """290% where a rate is due: ≥90% as programs that read pictures see it."""
    return bool(SUSPECT.match(field.text) and OF_RATES.search(name) and not GROWING.search(name))


def achieved(text: str, w: FormWords) -> str:
    """达成, 部分达成 or 未达成, where a cell says so."""
    for group, says in (("unmet", "未达成"), ("partly", "部分达成"), ("met", "达成")):
        if w.within[group].match(text):
            return says
    return ""


def reason_parts(field: Field | None, w: FormWords) -> list[Part]:
    """The reason that a box gives, and the measure; a hint is no reason."""
    if field is None or not field.text.strip() or is_hint(field.text, w):
        return []
    where = (field.passage, field.start, field.end)
    if field.text in w.blank or field.text in ("正常", "其他"):
        return [words("deviation_reason", *where, "空话")] if field.text not in "/\\—－-" else []
    parts = [words("deviation_reason", *where, "有实质原因")]
    return parts + ([words("improvement_measure", *where)] if w.within["measure"].search(field.text) else [])
