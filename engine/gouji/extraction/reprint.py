"""A figure as another would print it: 85,000元 beside 8.05万元 is 8.50万元."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from gouji.extraction.slips import Nearness, nearness
from gouji.quantity import Quantity


def printed_like(figure: Quantity, like: Quantity) -> Quantity:
    """The figure rounded half up to the last place of `like`, in its unit; both measure one dimension."""
    if not like.step:
        return figure
    steps = int((abs(figure.value) / like.step + Fraction(1, 2)) // 1)
    digits = str(steps).zfill(like.decimals + 1)
    cut = len(digits) - like.decimals
    printed = digits[:cut] + ("." + digits[cut:] if like.decimals else "")
    return replace(like, printed=printed, digits=printed, value=steps * like.step)


def near(figure: Quantity, said: Quantity) -> Nearness:
    """How a figure of a table is one with what the text says, rounded as the text prints it; empty if it is not."""
    return nearness(printed_like(figure, said), said) if figure.dimension == said.dimension else ""
