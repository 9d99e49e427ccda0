"""Targets and what became of them, each as one statement with its claims, reason, weight and score."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from gouji.extraction.claims import Claim, ClaimWords, claim_words, claims_in, why
from gouji.extraction.headings import section_classes
from gouji.extraction.indicators import indicators_of
from gouji.extraction.pair import Pair
from gouji.extraction.pairs import pairs_of
from gouji.extraction.prose import Prose
from gouji.extraction.reasons import set_low
from gouji.extraction.scoring import marks_of
from gouji.extraction.statement import Part, Statement, words
from gouji.extraction.stretches import Block, Stretch, blocks, words_before
from gouji.extraction.targets import Readers, below_ceiling, kind, overlap, readers, target_part

ALL_OF = re.compile(r"指标|目标|任务|上述|以上|各项|两项|三项|年度")
REACH = 24  # characters of a clause to look back over
NAMED = 3  # characters that make a subject
DIMENSIONS = ("满意度", "效益", "产出", "成本")
PROBLEMS = "存在问题"
SENTENCE = re.compile(r"[^。；！？]+")
BARE = re.compile(r"(?:为|占|比|完成|超额|年度|全年|年初|实际|目标|任务|计划|指标|值|数|的|已|共|达到?|：|≥|≤)+")
RESULT = ("target", "actual")
Result = frozenset[tuple[str, Fraction, str]]  # role, value and dimension of its figures
TARGET = re.compile("目标|任务|计划|指标")
PLANS = re.compile(r"下一步|改进|打算|建议|整改|措施|怎么改|提升篇")


def completions(prose: Prose) -> Iterator[Statement]:
    """Every target whose result stands in its stretch or under its heading, with rate, claims, reason and score."""
    r, w = readers(prose), claim_words(prose)
    made: list[Statement] = []
    for block in blocks(prose):
        if not any(PLANS.search(t) for t in prose.heading_texts(block.index)):
            found = pairs_of(block, r)
            made += _all_met(block, [*found, *indicators_of(block, found, prose, r)], w, prose)
    yield from _told_as_problems(_with_reasons_elsewhere(made), prose, r, w)


def _with_reasons_elsewhere(made: list[Statement]) -> Iterator[Statement]:
    """计划8处，实际完成7处，因设备流标 in a later section: the reason of whatever has the same target and result."""
    reasons: dict[Result, Part] = {}
    for one in made:
        why = next((p for p in one.parts if p.role == "deviation_reason" and "有实质原因" in p.says), None)
        if why and (key := _result(one)):
            reasons.setdefault(key, replace(why, role="explanation"))
    for one in made:
        told = any(p.role == "deviation_reason" for p in one.parts)
        elsewhere = None if told else reasons.get(_result(one))
        yield replace(one, parts=(*one.parts, elsewhere)) if elsewhere else one


def _told_as_problems(made: Iterable[Statement], prose: Prose, r: Readers, w: ClaimWords) -> Iterator[Statement]:
    """危房改造目标40户，实际38户, and among the problems: 危房改造还有2户因外出未能施工."""
    sections = section_classes(prose)
    problems = [x.passage for x in prose.readings if not x.passage.cell and sections[x.passage.index] == PROBLEMS]
    sentences = [(p, m) for p in problems for m in SENTENCE.finditer(p.text, p.body) if w.lagging.search(m[0])]
    for one in made:
        roles = {p.role for p in one.parts}
        name = next((r.of_target.sub("", p.text) for p in one.parts if p.role == "indicator"), "")
        open_ = roles.isdisjoint({"deviation_reason", "explanation"}) and len(name) >= NAMED
        told = next(((p, m) for p, m in sentences if name in m[0]), None) if open_ else None
        if told is None:
            yield one
            continue
        passage, m = told
        says = ("有实质原因",) if w.reason.search(m[0]) else ()
        yield replace(one, parts=(*one.parts, words("explanation", passage, m.start(), m.end(), *says)))


def _result(statement: Statement) -> Result:
    """The figures of a target and its result, told well enough to be of no other."""
    figures = [(p.role, p.figure or p.mention.figure) for p in statement.parts if p.role in RESULT and p.mention]
    if {role for role, _ in figures} != set(RESULT):
        return frozenset()
    return frozenset((role, q.value, q.dimension) for role, q in figures)


def _all_met(block: Block, found: list[Pair], w: ClaimWords, prose: Prose) -> Iterator[Statement]:
    """The pairs of a block as statements, with the claims said of one of them or of all."""
    if not found:
        return
    made: list[Pair] = [
        replace(p, claims=_claims_on(p, found, block, w), until=_until(p, found), disputed=_disputed(p, w))
        for p in found
    ]
    listed: set[int] = set()
    name = f"指标{block.index}"
    for stretch in block.body if len(made) > 1 else ():
        for claim in claims_in(stretch.passage, stretch.start, stretch.end, w):
            over = _covered(claim, stretch, made)
            if over and "达成" in claim.says:
                listed |= {id(p) for p in over}
                part = words("claim", claim.passage, claim.start, claim.end, "全部达成")
                place = {"list": name, "section": prose.places[claim.passage.index].section}
                yield Statement((part,), places=place)
    for pair in made:
        yield statement_of(pair, block, prose, w, {"list": name} if id(pair) in listed else {})


def _covered(claim: Claim, stretch: Stretch, made: list[Pair]) -> list[Pair]:
    """上述八项指标全部达到目标值: the last eight pairs before it, where the words count them."""
    text = stretch.passage.text[stretch.start : claim.start]
    m = re.search(r"(?:上述|以上|前述)(?P<n>\d+|[一二两三四五六七八九十]{1,3})项", text)
    if not m or not claim.all:
        return []
    n = int(m["n"]) if m["n"].isdigit() else _count(m["n"])
    before = [p for p in made if p.stretch.passage.index < claim.passage.index or p.stretch.start < stretch.start]
    return before[-n:] if len(before) >= n else []


def _count(han: str) -> int:
    tens, ten, ones = han.rpartition("十")
    value = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
    return (value.get(tens, 1) * 10 if ten else 0) + value.get(ones if ten else han, 0)


def _claims_on(pair: Pair, found: list[Pair], block: Block, w: ClaimWords) -> tuple[Claim, ...]:
    """The claims that follow a pair's figures before the next pair's, and those of all; none about another thing."""
    if pair.whole:
        near = [c for s in block.body for c in claims_in(s.passage, s.start, s.end, w)]
        return tuple(c for c in near if _about(c, pair, block, w))
    s = pair.stretch
    mine = [p for p in found if p.stretch is s]
    nexts = [p.target.start for p in mine if p.target.start > pair.end]
    inside = [m.start for m in (pair.target, *pair.actuals) if m.passage is s.passage]
    first, stop = max(min(inside, default=s.start), s.start), min(nexts, default=s.end)
    own = [c for c in claims_in(s.passage, first, s.end, w) if c.start < stop or (c.all and c.start > pair.end)]
    later = (c for c in claims_in(s.passage, s.end, max(_until(pair, found), s.end), w) if "承认不足" in c.says)
    return tuple(c for c in (*own, *later) if _about(c, pair, block, w))


def _about(claim: Claim, pair: Pair, block: Block, w: ClaimWords) -> bool:
    """Whether a claim may be about a pair: its clause names no subject, or one that shares words with the pair.

    A shortfall that is admitted excuses, so it is always taken.
    """
    if "承认不足" in claim.says:
        return True
    if _of_another(claim, pair):
        return False
    text = claim.passage.text[max(claim.start - REACH, 0) : claim.start]
    subject = re.split("[，。；：、（）]", text)[-1]
    if w.some.search(subject):
        return False
    if len(subject) < NAMED or re.search(r"\d", subject) or ALL_OF.search(subject):
        return True
    names = "".join((block.name, words_before(pair.target), *(a.lead for a in pair.actuals)))
    return overlap(subject, names) > 0


def _disputed(pair: Pair, w: ClaimWords) -> bool:
    """Whether a claim of its stretch tells a result by another target."""
    s = pair.stretch
    return any(_of_another(c, pair) for c in claims_in(s.passage, s.start, s.end, w))


def _of_another(claim: Claim, pair: Pair) -> bool:
    """省定任务3.2万亩，市定任务3.5万亩，…超额完成省定任务: a claim with the name of another target of its stretch."""
    said, own = claim.passage.text[claim.start : claim.end], words_before(pair.target)
    rivals = (words_before(m) for m in pair.stretch.mentions if m is not pair.target and kind(m) == kind(pair.target))
    return any(overlap(said, name) > overlap(said, own) for name in rivals if TARGET.search(name))


def _until(pair: Pair, found: list[Pair]) -> int:
    """Where the words about a pair end: at the next pair's stretch, or two sentences on."""
    s, text = pair.stretch, pair.stretch.passage.text
    later = [p.stretch.start for p in found if p.stretch.passage is s.passage and p.stretch.start > s.start]
    mates = () if pair.listed else [p for p in found if p.stretch is s]
    inside = [m.start for p in mates for m in (p.target, *p.actuals) if m.start > pair.end]
    sentence = text.find("。", min(s.end + 1, len(text)))
    return min([*later, *inside, len(text) if sentence < 0 else sentence])


def statement_of(pair: Pair, block: Block, prose: Prose, w: ClaimWords, places: dict[str, str]) -> Statement:
    """One indicator: its figures, claims, reason, measure, weight and score."""
    r = readers(prose)
    same = pair.target.figure.dimension  # 12场次 is met by 15场
    parts: list[Part] = [target_part(pair.target, r, _called(pair, block, r))]
    for a in pair.actuals:
        figure = a.figure if a.figure.dimension == same else replace(a.figure, dimension=same)
        parts.append(Part("actual", a, figure=figure))
    if pair.rate:
        parts.append(Part("completion_rate", pair.rate))
    parts += [c.part for c in pair.claims]
    parts += why(pair.stretch.passage, pair.end, pair.until, w)
    parts += _admitted(block, w)
    parts += set_low(pair.stretch.passage, pair.end, pair.until)
    parts += marks_of(pair.target, block, prose)
    parts += name_part(pair, block, prose)
    return Statement(tuple(parts), pair.rate, _forced(pair, r), places)


def _admitted(block: Block, w: ClaimWords) -> Iterator[Part]:
    """除村道外，其他指标全部完成; 有1项未达到: that something fell short is said, though not of which."""
    for passage in {s.passage.index: s.passage for s in block.body}.values():
        if m := w.admitted.search(passage.text, passage.body):
            yield words("explanation", passage, m.start(), m.end())
            return


def _forced(pair: Pair, r: Readers) -> bool:
    """每户补助上限5,000元，实际发放补助20万元: a ceiling is of what comes after it only where that has no noun."""
    named = any(r.of_target.sub("", a.lead) for a in pair.actuals)
    return pair.forced and not pair.disputed and not (named and below_ceiling(pair.target, r))


def _called(pair: Pair, block: Block, r: Readers) -> tuple[str, ...]:
    """All that an indicator is called: what leads to its figures, and where that is no noun, what stands above them.

    成本得到控制，目标9元; 3.2 供水漏损率, and under it 指标值：10%.
    """
    names = tuple(a.of or a.lead for a in pair.actuals)
    target = pair.target
    if any(r.of_target.sub("", name) for name in (*names, words_before(target))):
        return names
    inside = pair.stretch if pair.stretch.passage is target.passage and pair.stretch.start <= target.start else None
    before = re.split("[，：:]", inside.text[: target.lead_start - inside.start])[:-1] if inside else []
    return (*names, *before, block.name)


def name_part(pair: Pair, block: Block, prose: Prose) -> list[Part]:
    """The name of the indicator: its heading, or the words that lead to its figures."""
    above = (*prose.heading_texts(block.index), block.name)
    dimension = next((d for text in reversed(above) for d in DIMENSIONS if d in text[:40]), "")
    places = {"dimension": dimension} if dimension else {}
    for m in (*pair.actuals, pair.target):
        if len(m.lead) > 2 and m.start > m.lead_start and not BARE.fullmatch(m.lead):  # noqa: PLR2004
            return [replace(words("indicator", m.passage, m.lead_start, m.start), places=places)]
    head = block.head
    if head is None:
        return []
    end = pair.target.start if pair.target in head.mentions and pair.target is head.mentions[0] else head.end
    end = head.start + len(head.passage.text[head.start : end].rstrip("：:"))  # 新建渠道：12公里: the name alone
    return [replace(words("indicator", head.passage, head.start, end if end > head.start else head.end), places=places)]
