"""Relations made final: exceptions take away or soften, the mildest wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gouji.finding import Relation, Verdict
from gouji.matching import Item
from gouji.rule import MILDNESS, Severity

Exceptions = Mapping[int, tuple[Item, ...]]  # number in `unless` → the facts and verdicts that meet it


def conclude(relation: Relation, held: Exceptions) -> Relation:
    """The verdict after exceptions. No `to` excuses; `to: review` wants a person; a severity softens to it."""
    if not held:
        return relation
    excuses = tuple({id(item): item for number in sorted(held) for item in held[number]}.values())
    softer = {relation.rule.unless[number].to for number in held}
    if None in softer:
        return replace(relation, verdict=Verdict.PASS, note="已说明", excuses=excuses)
    if "review" in softer:
        return replace(relation, verdict=Verdict.REVIEW, note="须人工判断", excuses=excuses)
    mildest = min((Severity(to) for to in softer if to), key=MILDNESS.__getitem__)
    quiet = min(relation.severity, mildest, key=MILDNESS.__getitem__)
    return replace(relation, severity=quiet, excuses=excuses)
