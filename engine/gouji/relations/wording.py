"""Values as people read them: a figure's own unit and decimals, dates, plain numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction

from gouji.fact import Fact
from gouji.finding import Bound, Relation
from gouji.matching import place
from gouji.quantity import DATE, Quantity
from gouji.relations.amounts import Amount, whole_steps
from gouji.relations.functions import Value
from gouji.rule import ParameterValue

MONEY = "元"
LARGE = ((Fraction(10**8), "亿"), (Fraction(10**4), "万"))
DIGITS = 4  # significant digits of a result that no figure tells how to print


def decimal(value: Fraction, places: int) -> str:
    """A value with so many decimals, rounded half up: 1531.23."""
    steps = whole_steps(value, Fraction(1, 10**places))
    digits = f"{abs(steps):0{places + 1}d}"
    whole, part = (digits[:-places], f".{digits[-places:]}") if places else (digits, "")
    return f"{'-' if steps < 0 else ''}{whole}{part}"


def plain(value: Fraction) -> str:
    """A value with four significant digits and no idle zeros: 0.6953, 12, 1531."""
    if value.denominator == 1:
        return f"{value.numerator}"
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = Context(prec=DIGITS).create_decimal(exact) if abs(exact) < 10**DIGITS else exact.quantize(Decimal(1))
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def day(value: Fraction) -> str:
    """A day from its number: 2021-12-31."""
    return date.fromordinal(int(value)).isoformat()


def percentage(figure: Quantity) -> bool:
    """Whether a figure is printed in hundredths: 95%, 百分之九十五."""
    return not figure.dimension and figure.scale == Fraction(1, 100)


def like(value: Fraction, figure: Quantity) -> str:
    """A value printed as the figure is: its unit, its decimals, its thousands; without 约 and its kind."""
    if figure.dimension == DATE:
        return day(value)
    digits = decimal(value / figure.scale, figure.decimals)
    if "," in figure.digits:
        whole, dot, part = digits.partition(".")
        digits = f"{int(whole):,}{dot}{part}"
    before, found, after = figure.printed.partition(figure.digits)
    if not found:
        return digits + ("%" if percentage(figure) else figure.dimension)
    if figure.hedge:
        before, after = "", after.replace(figure.hedge, "")
    return f"{before}{digits}{after}"


def measured(value: Fraction, dimension: str) -> str:
    """A value that no figure tells how to print: 1.531亿元, 0.95, 18日."""
    if dimension == DATE:
        return day(value)
    if MONEY in dimension:
        for scale, word in LARGE:
            if abs(value) >= scale:
                return f"{plain(value / scale)}{word}{dimension}"
    return f"{plain(value)}{dimension}"


def written(value: Value, model: Quantity | None = None) -> str:  # noqa: PLR0911 - one case for each kind
    """Any value of an expression; a result like `model` if it measures the same."""
    if isinstance(value, Amount):
        if value.figure:
            return value.figure.printed
        if model and model.dimension == value.dimension and (model.step or model.dimension == DATE):
            return like(value.low, model)
        return measured(value.low, value.dimension)
    if isinstance(value, list):
        return listed(written(one, model) for one in value)
    if isinstance(value, frozenset):
        return "或".join(sorted(value))
    if isinstance(value, Relation):
        return value.rule.title
    return str(value)


def listed(texts: Iterable[str]) -> str:
    """Texts in a row, each once."""
    return "、".join(dict.fromkeys(text for text in texts if text))


def named(thing: Bound | ParameterValue, attribute: str = "") -> str:  # noqa: PLR0911 - one case for each kind
    """What a name of a rule shows: facts as printed, verdicts by the attribute, parameters as written."""
    if isinstance(thing, tuple):
        return listed(named(one, attribute) for one in thing)
    if isinstance(thing, Relation):
        bound = thing.names.get(attribute)
        return named(bound) if bound is not None else (place(thing, attribute) if attribute else thing.rule.title) or ""
    if isinstance(thing, Fact):
        if attribute == "says":
            return listed(thing.says)
        return thing.text if not attribute else place(thing, attribute) or ""
    if isinstance(thing, Quantity):
        return thing.printed
    if isinstance(thing, Mapping):
        return listed(f"{label} {plain(bound)}" for label, bound in thing.items())
    return str(thing)
