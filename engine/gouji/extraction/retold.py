"""A result told again: 改造危房：目标38户，实际42户, and elsewhere 全年改造危房51户."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from gouji.extraction.indicators import indicators_of
from gouji.extraction.mention import Mention
from gouji.extraction.pairs import pairs_of
from gouji.extraction.prose import Prose
from gouji.extraction.slips import nearness
from gouji.extraction.statement import Part, Statement
from gouji.extraction.stretches import Block, Stretch, blocks
from gouji.extraction.subjects import Namer
from gouji.extraction.targets import could_be_actual, readers

WHOLE_YEAR = re.compile(
    r"(?:全年|年内|本年度?|当年|今年|(?P<year>(?:19|20)\d\d)年度?|全年度)(?:内|里)?[，]?(?:我[镇乡县市区街道局]+)?"
    r"(?:累计|总共|共计|一共|共)?(?:完成|实现)?(?:了)?(?P<name>[\u4e00-\u9fff]{4,16})"
)
CLOSED = re.compile(r"[。；！？]|$")
CLAUSE = "，。；：！？（）()"
ABOUT = re.compile(r"(?:年初|年度|全年|本年度?)?(?:目标|计划|任务|指标)(?:值|数|任务)?")
SHORTEST = 4  # characters of a name that is hardly another thing's


def retold(prose: Prose) -> Iterator[Statement]:
    """The result of a target, and the whole year's figure of the very same name elsewhere, where they differ.

    No word says that they are of the same places, so a person must look.
    """
    for n, (name, result, again) in enumerate(_differing(prose), 1):
        places = {"scope": f"再述#{n}", "subject": name}
        yield Statement((Part("amount", result), Part("amount", again)), forced=False, places=places)


def _differing(prose: Prose) -> Iterator[tuple[str, Mention, Mention]]:
    """The name of a target, its result, and what is told of that name elsewhere."""
    namer = Namer(prose.words["subjects"])
    again: dict[str, list[Mention]] = defaultdict(list)
    for mention in prose.mentions():
        if name := _whole_year(mention, namer, prose):
            again[name].append(mention)
    if not again:
        return
    r = readers(prose)
    for block in blocks(prose):
        text = "".join(s.text for s in (*([block.head] if block.head else []), *block.body))
        if not any(name[-SHORTEST:] in text for name in again):
            continue
        pairs = pairs_of(block, r)
        for pair in [*pairs, *indicators_of(block, pairs, prose, r)]:
            name = _called(block, pair.stretch, pair.target, namer)
            results = [m for m in pair.actuals if namer.core(m.lead) == name] or list(pair.actuals)
            if len({m.figure.value for m in results}) != 1 or not pair.forced:
                continue
            result = results[0]
            told = [m for m in again.get(name, ()) if m.passage is not result.passage]
            if told and could_be_actual(told[0], pair.target, r) and _unlike(result, told[0]):
                yield name, result, told[0]


def _whole_year(mention: Mention, namer: Namer, prose: Prose) -> str:
    """What a figure is the whole year's of, where its clause says no more; empty if it is none's."""
    text = mention.passage.text
    figure = mention.figure
    if mention.passage.cell or mention.percent or not figure.dimension or figure.hedge or figure.bound:
        return ""
    start = max(text.rfind(c, mention.passage.body, mention.start) for c in CLAUSE) + 1
    said = WHOLE_YEAR.fullmatch(text, max(start, mention.passage.body), mention.start)
    if not said or not CLOSED.match(text, mention.end):
        return ""
    if said["year"] and prose.profile.fiscal_year and int(said["year"]) != prose.profile.fiscal_year:
        return ""
    name = namer.core(said["name"])
    return name if len(name) >= SHORTEST else ""


def _called(block: Block, stretch: Stretch, target: Mention, namer: Namer) -> str:
    """The name of a target: the words before it in its stretch, or else the heading that it stands under."""
    within = next(
        (s for s in (stretch, block.head) if s and s.start <= target.start < s.end and s.passage is target.passage),
        None,
    )
    before = within.passage.text[within.start : target.start] if within else block.name
    return namer.core(ABOUT.sub("|", before))


def _unlike(a: Mention, b: Mention) -> bool:
    return a.figure.dimension == b.figure.dimension and nearness(a.figure, b.figure) != "same"
