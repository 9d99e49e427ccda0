"""Figures read by OCR, or beside characters that no font names, prove nothing: no error rests on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gouji.document import Document
from gouji.finding import Relation, Verdict
from gouji.relations.findings import evidence
from gouji.rule import MILDNESS, Severity

DOUBTFUL = "图片识别"


def doubted(relations: Iterable[Relation], document: Document) -> tuple[Relation, ...]:
    """The relations, those with a doubtful figure among theirs never louder than a warning, and told why."""
    given = tuple(relations)
    if not any(block.doubtful for block in document.blocks):
        return given
    return tuple(_softened(one) if _rests_on_doubt(one, document) else one for one in given)


def _rests_on_doubt(relation: Relation, document: Document) -> bool:
    if relation.verdict not in (Verdict.FAIL, Verdict.REVIEW):
        return False
    return any(one.span and document.block_at(one.span.start).doubtful for one in evidence(relation))


def _softened(relation: Relation) -> Relation:
    milder = min(relation.severity, Severity.WARNING, key=MILDNESS.__getitem__)
    return replace(relation, severity=milder, note=relation.note or DOUBTFUL)
