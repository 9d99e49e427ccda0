"""Which figures measure the same sort of thing, and how one is put into the other's unit."""

from __future__ import annotations

from dataclasses import replace

from gouji.extraction.mention import Mention
from gouji.quantity import Quantity

ANY_COUNTER = "个"  # the hypernym of every classifier
PEOPLE = frozenset({"人", "人次"})


def alike(a: Quantity, b: Quantity) -> bool:
    """Equal dimension; or one counts with 个 and the other with any classifier; or people and their visits."""
    if a.dimension == b.dimension:
        return True
    pair = {a.dimension, b.dimension}
    if pair == PEOPLE:
        return True
    return ANY_COUNTER in pair and a.scale == b.scale == 1 and a.counted and b.counted and not pair & PEOPLE


def in_unit_of(mention: Mention, other: Mention) -> Quantity:
    """The figure of `mention` in the dimension of `other`, for figures that are `alike`."""
    return replace(mention.figure, dimension=other.figure.dimension)


def bare(mention: Mention) -> Quantity:
    """The figure without its unit: how many, to divide or multiply by."""
    return replace(mention.figure, dimension="")
