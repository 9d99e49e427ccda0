"""Reports like one that is there, with other figures: so that no cache knows them and no two say the same."""

from __future__ import annotations

import random
import re
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "samples" / "township"
FIGURE = re.compile(r"(?<![\d.,〔年月])\d[\d,]*(?:\.\d+)?(?=[%万亿个人户亩元公座场家件次项吨])")


def changed(text: str, seed: int) -> str:
    """The text with other digits in its figures; as long, and its dates and numbering as they were."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret

    def other(m: re.Match[str]) -> str:
        return "".join(chance.choice("123456789") if c.isdigit() else c for c in m[0])

    return FIGURE.sub(other, text)
