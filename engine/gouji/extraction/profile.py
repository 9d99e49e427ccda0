"""Which report this is: unit, fiscal year, kind and region, from its title and first lines."""

from __future__ import annotations

import re
from collections import Counter

from gouji.extraction.passages import Passage
from gouji.fact import Profile
from gouji.rule import Vocabulary

HEAD = 12  # passages at the top that may hold the title
YEAR = re.compile(r"((?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年度?")
HAN = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {"〇": "0"}


def profile(read: tuple[Passage, ...], vocabulary: Vocabulary, given: Profile) -> Profile:
    """The profile of a document; what is given outranks what is read."""
    head = [p.text for p in read[:HEAD] if not p.cell]
    words = vocabulary.words["reports"]
    return Profile(
        given.unit or _unit(head, words["units"]),
        given.fiscal_year or _year(head, read),
        given.kind or _kind(head, words["kinds"]),
        given.region or _region(head, words["regions"].split()),
    )


def _year(head: list[str], read: tuple[Passage, ...]) -> int | None:
    """The year the title names with 年度; else the one the body names most."""
    for wanted in (r"年度", r"年"):
        for text in head[:4]:
            for m in YEAR.finditer(text):
                if m[0].endswith(wanted) and ("自评" in text or "绩效" in text or "决算" in text or "总结" in text or len(text) < 40):  # noqa: PLR2004
                    return int("".join(HAN.get(c, c) for c in m[1]))
    named = Counter(m[1] for p in read for m in YEAR.finditer(p.text) if m[1].isdecimal())
    return int(named.most_common(1)[0][0]) if named else None


def _kind(head: list[str], kinds: dict[str, str]) -> str:
    title = "".join(head[:4])
    return next((kind for kind, words in kinds.items() if any(w in title for w in words.split())), "")


def _unit(head: list[str], ends: str) -> str:
    pattern = re.compile(rf"[\u4e00-\u9fff]{{2,20}}?(?:{'|'.join(ends.split())})")
    return next((m[0] for text in head[:4] if (m := pattern.search(text))), "")


def _region(head: list[str], regions: list[str]) -> str:
    title = "".join(head)
    return next((r for r in regions if r in title), "")
