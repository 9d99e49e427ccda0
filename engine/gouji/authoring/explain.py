"""A rule in words: what meets, what must hold, what excuses it, what it rests on, and its examples worked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gouji.authoring import words
from gouji.authoring.examples import Example, examples, judged
from gouji.expression import names, parse
from gouji.fact import PLACES, ROLES, Profile
from gouji.packs import in_force
from gouji.rule import Rule, RuleBook


def explain(rule: Rule, book: RuleBook) -> str:
    """A page of plain Chinese about one rule, every example worked as a check would."""
    return "\n".join(_page(rule, book)) + "\n"


def _page(rule: Rule, book: RuleBook) -> Iterator[str]:
    yield f"{rule.title}（{rule.pack}/{rule.id}）"
    yield f"{words.KIND[rule.kind]} · {words.severity(rule)} · {words.per(rule)}"
    yield from _section("找什么", (f"{name}：{words.pattern(one)}" for name, one in rule.match.items()))
    yield from _section("前提", [rule.where] if rule.where else [])
    yield from _section("应当", [rule.expect or "不应相遇：上面各项碰到一起，就是问题"])
    yield from _section("例外", (f"{words.pattern(one)}：{words.SOFTER[one.to]}" for one in rule.unless))
    yield from _section("参数", _parameters(rule, book))
    yield from _section("依据", [words.basis(rule.basis)])
    yield from _section("要说的话", [rule.message])
    yield ""
    yield "例子"
    for example in examples(rule):
        yield from _worked(example, book)


def _section(title: str, lines: Iterator[str] | Sequence[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield ""
        yield title
        yield from (f"  {line}" for line in told)


def _parameters(rule: Rule, book: RuleBook) -> Iterator[str]:
    """The newest value of each parameter the rule names, with its source."""
    used = {name for part in (rule.where, rule.expect) if part for name in names(parse(part))}
    values = in_force(book, Profile(), (rule.pack,)).parameters
    return (f"{name}：{words.parameter(values[name])}" for name in sorted(used & set(values)))


def _worked(example: Example, book: RuleBook) -> Iterator[str]:
    came = judged(example, book)
    shown = example.case["text"].strip() if "text" in example.case else _facts(example.case["facts"])
    yield f"  {example.wanted}-{example.number}  {shown}"
    mine = [finding for finding in came.result.findings if finding.rule.id == example.rule.id]
    note = came.relation.note if came.relation else ""
    told = mine[0].message if mine else note
    yield f"    → {words.VERDICT[came.verdict]}" + (f"：{told}" if told else "")
    for finding in mine[:1]:
        yield from (f"      {line}" for line in finding.working.splitlines())
        if finding.repairs:
            yield f"      或应为 {'、'.join(f'{repair.name} {repair.value}' for repair in finding.repairs)}"


def _facts(rows: Sequence[Mapping[str, Any]]) -> str:
    """The facts of an example on one line: role, what is printed, class and places."""
    return "；".join(_fact(row) for row in rows)


def _fact(row: Mapping[str, Any]) -> str:
    role = next(key for key in row if key in ROLES)
    title = ROLES[role].title.partition("（")[0]
    said = row.get("says", ())
    told = "、".join([said] if isinstance(said, str) else said)
    places = "".join(f" {key}={row[key]}" for key in row if key in PLACES)
    return f"{title}“{row[role]}”" + (f"（{told}）" if told else "") + places
