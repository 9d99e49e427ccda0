"""Another figure of the paragraph that makes a claim true: then the words may have meant it, and a person must look.

Which figures belong together, extraction decides by words and nearness. A claim that its figures contradict, but that
comes out exactly as printed with another figure in place of one of them, has two readings. A figure printed for the
claim itself is no rival of it: 合计 25 under parts of 23 is wrong even where 23 is printed elsewhere.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gouji.document import Span
from gouji.expression import names as names_of
from gouji.expression import parse
from gouji.fact import Fact, FactSet, Number
from gouji.finding import Relation, Verdict
from gouji.relations.evaluation import Scope
from gouji.relations.judging import SEVERAL, judge
from gouji.relations.repairs import figures

BY_NEARNESS = "就近"  # what extraction says of a total that no word names


@dataclass(frozen=True)
class _Page:
    """The figures of every paragraph, each by where it stands, and the groups whose total is only the nearest figure."""

    paragraphs: Mapping[int, Sequence[Number]]
    stands: Mapping[Span, Number]
    nearest: frozenset[str]


def rivalled(relations: Iterable[Relation], facts: FactSet, values: Scope) -> tuple[Relation, ...]:
    """The relations, those reviews that fail only by one of two readings. `values` are the parameters'."""
    paragraphs: dict[int, list[Number]] = defaultdict(list)
    for number in facts.numbers:
        if number.figure is not None:
            paragraphs[number.paragraph].append(number)
    stands = {number.span: number for among in paragraphs.values() for number in among}
    page = _Page(paragraphs, stands, frozenset(f.places["group"] for f in facts.facts if BY_NEARNESS in f.says))
    return tuple(
        replace(one, verdict=Verdict.REVIEW, note=SEVERAL) if _rivalled(one, page, values) else one for one in relations
    )


def _rivalled(relation: Relation, page: _Page, values: Scope) -> bool:
    """Whether a figure of a failed relation has a rival."""
    if relation.verdict is not Verdict.FAIL:
        return False
    bound = [(name, fact) for name, fact in relation.names.items() if isinstance(fact, Fact)]
    placed = {name: (fact, page.stands[fact.span]) for name, fact in bound if fact.span and fact.span in page.stands}
    own = {fact.span for fact in figures(relation.names.values())}
    claim, operands = _claimed(relation.rule.expect)
    for name, (fact, number) in placed.items():
        among = [one for one in page.paragraphs[number.paragraph] if one.span not in own]
        rivals = _wholes(relation, fact, number, among) if fact.places.get("group") in page.nearest else []
        if name in operands and claim in placed:
            rivals += _near(number, placed[claim][1], among)
        if any(_agrees(relation, name, trial, values) for trial in _trials(fact, number, rivals)):
            return True
    return False


def _near(number: Number, claim: Number, among: Iterable[Number]) -> list[Number]:
    """What stands in the sentence of the claim gives way to figures of that sentence only."""
    return [one for one in among if one.sentence == claim.sentence or number.sentence != claim.sentence]


def _wholes(relation: Relation, total: Fact, number: Number, among: Iterable[Number]) -> list[Number]:
    """A支出，结余B，其中C: what parts are of may be any figure of its sentence before them."""
    parts = [one.span.start for one in figures(relation.names.values()) if one.role == "part" and one.span]
    if total.role != "total" or not parts:
        return []
    return [one for one in among if one.sentence == number.sentence and one.span.start < min(parts)]


def _trials(fact: Fact, number: Number, others: Iterable[Number]) -> Iterator[Fact]:
    """The fact with each other figure of its measure in place of its own."""
    for one in others:
        if fact.figure and number.figure and one.figure and one.figure.dimension == number.figure.dimension:
            figure = replace(one.figure, dimension=fact.figure.dimension, assigned=fact.figure.assigned)
            yield replace(fact, text=figure.printed, figure=figure)


def _agrees(relation: Relation, name: str, trial: Fact, values: Scope) -> bool:
    return judge(relation.rule, {**relation.names, name: trial}, values) == (Verdict.PASS, "")


@lru_cache(maxsize=4096)
def _claimed(source: str) -> tuple[str, frozenset[str]]:
    """What a demand claims, and the names that its equation, or either of two, calculates that from."""
    tree = parse(source) if source else None
    wanted = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.Or) else [tree]
    claims, operands = set[str](), set[str]()
    for node in wanted:
        if not (isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq) and isinstance(node.left, ast.Name)):
            return "", frozenset()
        claims.add(node.left.id)
        operands |= names_of(node.comparators[0])
    return (claims.pop(), frozenset(operands)) if len(claims) == 1 else ("", frozenset())
