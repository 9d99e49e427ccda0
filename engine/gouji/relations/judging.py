"""Rules judged: every reading of every key under the five readings of a figure, then one verdict a key."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from gouji.expression import FUNCTIONS, parse
from gouji.expression import names as names_of
from gouji.fact import Fact
from gouji.finding import Bound, Relation, Verdict
from gouji.matching import Binding, Item, Pool, anchors, bindings, shared
from gouji.relations.amounts import NothingError, Reading, UndefinedError
from gouji.relations.evaluation import MissingError, Scope, holds
from gouji.rule import MILDNESS, DatedValue, Rule, Severity

# The first reading under which `expect` can be true decides; under none it fails, and that is a proof.
READINGS: tuple[tuple[Reading, Verdict, str], ...] = (
    ("printed", Verdict.PASS, ""),
    ("cut", Verdict.PASS, "截位"),
    ("rounded", Verdict.PASS, "尾差"),
    ("clipped", Verdict.REVIEW, "逐项截位"),
    ("wide", Verdict.REVIEW, "约数"),
)
JUDGED = frozenset({Verdict.PASS, Verdict.FAIL, Verdict.REVIEW})
SEVERAL = "有多种读法"
MOST_READINGS = 64  # of one key
LARGEST = 10_000  # facts in one collection

Parameters = Mapping[str, DatedValue]


class _Judged(NamedTuple):
    verdict: Verdict
    note: str
    names: Mapping[str, Bound]
    anchor: Item


class _Plan(NamedTuple):
    rule: Rule
    numeric: frozenset[str]
    parameters: frozenset[str]


_plans: dict[int, _Plan] = {}  # by id(rule); a plan holds its rule, so an id is never another rule's
MOST_PLANS = 4096


def relate(rule: Rule, pool: Pool, parameters: Parameters) -> tuple[Relation, ...]:
    """Every key of a rule judged, in order of keys; exceptions are not yet considered."""
    plan = planned(rule)
    values = {name: parameters[name].value for name in plan.parameters if name in parameters}
    loud = severity(rule, parameters)
    told = []
    readings = bindings(rule, pool, plan.numeric, MOST_READINGS + 1)
    for key, found in groupby(readings, attrgetter("key")):
        settled = _settle(rule, list(found), values)
        places = shared(anchors(settled.names) or (settled.anchor,), rule)
        told.append(Relation(rule, key, settled.verdict, settled.note, loud, settled.names, places))
    return tuple(told)


def severity(rule: Rule, parameters: Parameters) -> Severity:
    """The rule's own; what rests on something unconfirmed is a warning at most, and nothing lifts that."""
    used = planned(rule).parameters & parameters.keys()
    if rule.basis.confirmed and all(parameters[name].confirmed for name in used):
        return rule.severity
    return min(rule.severity, Severity.WARNING, key=MILDNESS.__getitem__)


def planned(rule: Rule) -> _Plan:
    """What a rule's expressions name: where only figures can stand, and which parameters. Worked out once."""
    plan = _plans.get(id(rule))
    if plan is None or plan.rule is not rule:
        if len(_plans) >= MOST_PLANS:
            _plans.clear()
        trees = [parse(source) for source in (rule.where, rule.expect) if source]
        numeric = frozenset[str]().union(*(_numeric(tree, number=False) for tree in trees))
        named = frozenset[str]().union(*map(names_of, trees))
        plan = _plans[id(rule)] = _Plan(rule, numeric, named - rule.match.keys())
    return plan


def _numeric(node: ast.AST, *, number: bool) -> frozenset[str]:
    """Names standing where only a number can stand; `number` says that the node itself stands so."""
    if isinstance(node, ast.Name):
        return frozenset({node.id} if number else ())
    if isinstance(node, ast.Attribute):
        return frozenset()
    parts: list[tuple[ast.AST, bool]]
    if isinstance(node, ast.Call):
        takes = FUNCTIONS[ast.unparse(node.func)].takes
        parts = [(part, takes[min(n, len(takes) - 1)] in ("number", "numbers")) for n, part in enumerate(node.args)]
    else:
        sized = isinstance(node, ast.Compare) and not isinstance(node.ops[0], (ast.Eq, ast.NotEq))
        inside = number or sized or isinstance(node, ast.BinOp)
        parts = [(part, inside) for part in ast.iter_child_nodes(node)]
    return frozenset[str]().union(*(_numeric(part, number=inside) for part, inside in parts))


def _judge(rule: Rule, reading: Binding, values: Scope) -> _Judged:
    if reading.names is None:
        return _Judged(Verdict.NOT_APPLICABLE, f"缺{reading.lacking}", {}, reading.anchor)
    for bound in reading.names.values():
        if isinstance(bound, tuple) and len(bound) > LARGEST:
            return _Judged(Verdict.COULD_NOT_RUN, f"一组数超过 {LARGEST} 个", reading.names, reading.anchor)
    return _Judged(*judge(rule, reading.names, values), reading.names, reading.anchor)


def _loosest(names: Mapping[str, Bound]) -> Reading:
    """The widest reading that these figures leave open."""
    return "wide" if any(map(_hedged, names.values())) else "rounded"


def _hedged(bound: Bound) -> bool:
    """Whether a figure among them is printed with 约 近 余 多 or the like."""
    if isinstance(bound, Fact):
        return bound.figure is not None and bound.figure.hedge != ""
    return any(map(_hedged, bound if isinstance(bound, tuple) else bound.names.values()))


def _settle(rule: Rule, readings: list[Binding], values: Scope) -> _Judged:
    """One verdict of a key's readings, those not judged set aside if any is: where they differ, a person must look."""
    if len(readings) > MOST_READINGS:
        names, anchor = readings[0].names or {}, readings[0].anchor
        return _Judged(Verdict.COULD_NOT_RUN, f"读法超过 {MOST_READINGS} 种", names, anchor)
    if len(readings) == 1:
        return _judge(rule, readings[0], values)
    every: list[_Judged] = []
    verdicts: set[Verdict] = set()
    for reading in readings:
        every.append(_judge(rule, reading, values))
        verdicts |= {every[-1].verdict} & JUDGED
        if Verdict.FAIL in verdicts and len(verdicts) > 1:
            break  # they differ, whatever the rest say
    told = [one for one in every if one.verdict in JUDGED] or every
    if all(one.verdict is told[0].verdict for one in told):
        return told[0]
    # the one that speaks against the report is the one to look at
    shown = min(told, key=lambda one: (not one.names, one.verdict is not Verdict.FAIL))
    return shown._replace(verdict=Verdict.REVIEW, note=SEVERAL)


def _readings(rule: Rule, names: Mapping[str, Bound]) -> Iterator[tuple[Reading, Verdict, str]]:
    """Those that say something of this rule: last places pile up in sums only, and nothing but 约 is wider than rounded."""
    for one in READINGS:
        if (one[0] != "clipped" or rule.kind == "sum") and (one[0] != "wide" or _loosest(names) == "wide"):
            yield one


def judge(  # noqa: PLR0911 - one return for each verdict and reason
    rule: Rule, names: Mapping[str, Bound], values: Scope
) -> tuple[Verdict, str]:
    """One reading: the verdict and its note. `values` are the parameters that have one."""
    scope = {**values, **names}
    try:
        if rule.where and not holds(rule.where, scope, "printed").may_hold:
            return Verdict.NOT_APPLICABLE, "条件不成立"
        if rule.expect:
            for reading, verdict, note in _readings(rule, names):
                if holds(rule.expect, scope, reading).may_hold:
                    return verdict, note
        if rule.where and holds(rule.where, scope, _loosest(names)).may_fail:
            return Verdict.REVIEW, "临界"
    except UndefinedError as why:
        return Verdict.COULD_NOT_RUN, str(why)
    except NothingError as why:
        return Verdict.NOT_APPLICABLE, str(why)
    except MissingError as name:
        return Verdict.COULD_NOT_RUN, f"参数“{name}”在该年度没有值"
    return Verdict.FAIL, ""
