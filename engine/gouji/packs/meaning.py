"""What only shows when all files are read together: names, rules, classes, parameters, packs that point nowhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from gouji.errors import Problem
from gouji.expression import ExpressionError, names, nearest, parse
from gouji.fact import PLACES, ROLES
from gouji.packs import force, sorts
from gouji.packs.source import Path, Plain, Source
from gouji.rule import Pattern, Rule, RuleBook, RulePack

Written = Mapping[str, tuple[Rule, Source]]  # rule id → the rule and its file
BRACES = re.compile(r"\{([^{}]*)\}")
COMPUTED = ("expected", "actual", "gap", "missing")
MOST_LAYERS = 8


def classes(words: Mapping[str, Plain]) -> frozenset[str]:
    """Every class the vocabulary can give: each key and each word of each of its files."""

    def walk(value: Plain) -> Iterator[str]:
        if isinstance(value, Mapping):
            yield from value
            value = list(value.values())
        for part in value if isinstance(value, list) else ():
            yield from walk(part)
        if isinstance(value, str):
            yield value

    return frozenset(walk(words))


def problems(book: RuleBook, rules: Written, packs: Mapping[str, Source], ids: frozenset[str]) -> Iterator[Problem]:
    """What is wrong across files. `ids` are those of all rule files, also of files too broken to be in `rules`."""
    known = classes(book.vocabulary.words)
    all_rules = {rule_id: rule for rule_id, (rule, _) in rules.items()}
    parameters = {n: sorts.parameter_sort(v[0]) for pack in book.packs for n, v in pack.parameters.items()}
    for rule, source in rules.values():
        before = list(_patterns(rule, source, ids, known))
        yield from before
        if not before:
            yield from _expressions(rule, source, sorts.names_of(rule, all_rules, parameters))
        yield from _examples(rule, source, frozenset(packs))
    for pack in book.packs:
        yield from _pack(pack, packs[pack.id], frozenset(packs), ids)
        yield from _reach(pack, book, rules)
    yield from _layers(rules)


def _all_patterns(rule: Rule) -> Iterator[tuple[Path, Pattern]]:
    yield from ((("match", name), pattern) for name, pattern in rule.match.items())
    yield from ((("unless", n), pattern) for n, pattern in enumerate(rule.unless))


def _patterns(rule: Rule, source: Source, ids: frozenset[str], known: frozenset[str]) -> Iterator[Problem]:
    if rule.id != source.file.stem:
        yield source.problem(("id",), f"编号“{rule.id}”与文件名不同。改为 {source.file.stem}")
    for path, pattern in _all_patterns(rule):
        for lower in pattern.rule:
            if lower not in ids and lower != "any":
                yield source.problem((*path, "rule"), f"没有编号为“{lower}”的规则。{nearest(lower, ids)}")
        for said in pattern.says:
            if said not in known:
                yield source.problem(
                    (*path, "says"),
                    f"没有词条给出“{said}”这个类别。在词表里加上，或改用已有的类别：{_close(said, known)}",
                )


def _close(word: str, words: frozenset[str]) -> str:
    found = nearest(word, sorted(words))
    return (
        found.removeprefix("是否指").removesuffix("？") if found.startswith("是否指") else "见 vocabulary/classes.yaml"
    )


def _expressions(rule: Rule, source: Source, scope: sorts.Names) -> Iterator[Problem]:
    trees: dict[str, ast.expr] = {}
    for part in ("where", "expect"):
        if text := getattr(rule, part):
            found = _read(text, scope, trees, part)
            yield from (source.problem((part,), what, column=at) for what, at in found)
    computed = [word for word in COMPUTED if _computes(word, trees.get("expect"))]
    for inner in BRACES.findall(rule.message):
        if inner in computed or inner in rule.match:
            continue
        if _read(inner, scope, {}, ""):
            yield source.problem(("message",), f"message 里的{{{inner}}}没有出处。{_usable(rule, computed)}")
    if "{" in (rest := BRACES.sub("", rule.message)) or "}" in rest:
        yield source.problem(("message",), "message 里的花括号不成对")


def _usable(rule: Rule, computed: list[str]) -> str:
    return f"可用：{'、'.join([*rule.match, *computed][:8])}"


def _computes(word: str, tree: ast.expr | None) -> bool:
    """Whether `expect` yields {expected} {actual} {gap} (it is one comparison) or {missing} (it has a covers)."""
    if word == "missing":
        return tree is not None and any(getattr(n.func, "id", "") == "covers" for n in _calls(tree))
    return isinstance(tree, ast.Compare) and len(tree.ops) == 1


def _calls(tree: ast.expr) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _read(text: str, scope: sorts.Names, trees: dict[str, ast.expr], part: str) -> list[sorts.Fault]:
    try:
        trees[part] = parse(text)
    except ExpressionError as fault:
        return [(fault.message, fault.column)]
    return sorts.faults(trees[part], scope, text, condition=bool(part))


def _examples(rule: Rule, source: Source, packs: frozenset[str]) -> Iterator[Problem]:
    for verdict, cases in rule.examples.items():
        for n, case in enumerate(cases):
            path: Path = ("examples", verdict, n)
            for m, row in enumerate(case.get("facts", ())):
                yield from _example_fact(source, (*path, "facts", m), row)
            for m, pack in enumerate(case.get("given", {}).get("packs", ())):
                if pack not in packs:
                    at: Path = (*path, "given", "packs", m)
                    yield source.problem(at, f"没有编号为“{pack}”的规则包。{nearest(pack, packs)}")
            for name in case.get("repairs", {}):
                if name not in rule.match:
                    hint = nearest(name, rule.match)
                    yield source.problem((*path, "repairs", name), f"没有名为“{name}”的数据。{hint}", key=True)


def _example_fact(source: Source, path: Path, row: Mapping[str, Plain]) -> Iterator[Problem]:
    roles = [key for key in row if key in ROLES]
    for key in row:
        if key not in ROLES and key not in PLACES and key != "says":
            yield source.problem((*path, key), f"没有名为“{key}”的角色或方面。{nearest(key, ROLES)}", key=True)
            return
    if len(roles) != 1:
        yield source.problem(path, "一个事实写一个角色" + (f"，写了{'、'.join(roles)}" if roles else ""))


def _pack(pack: RulePack, source: Source, packs: frozenset[str], ids: frozenset[str]) -> Iterator[Problem]:
    if pack.id != source.file.folder:
        yield source.problem(("id",), f"编号“{pack.id}”与文件夹不同名。改为 {source.file.folder}")
    if pack.extends and pack.extends not in packs:
        yield source.problem(("extends",), f"没有编号为“{pack.extends}”的规则包。{nearest(pack.extends, packs)}")
    for changed in pack.overrides:
        if changed not in ids:
            yield source.problem(
                ("overrides", changed), f"没有编号为“{changed}”的规则。{nearest(changed, ids)}", key=True
            )


def _reach(pack: RulePack, book: RuleBook, rules: Written) -> Iterator[Problem]:
    """A rule may rest on rules and parameters of its own pack, of those it extends, and of those always in force."""
    seen = {pack.id, *force.ancestors(book, pack), *(p.id for p in book.packs if force.always(p))}
    reached = [p for p in book.packs if p.id in seen]
    for rule in pack.rules:
        source = rules[rule.id][1]
        for path, pattern in _all_patterns(rule):
            for lower in pattern.rule:
                if lower in rules and rules[lower][0].pack not in seen:
                    yield source.problem(
                        (*path, "rule"), f"规则“{lower}”在 {rules[lower][0].pack} 包里，本包有效时它不一定有效"
                    )
        yield from _parameters(rule, source, pack, reached, book)


def _parameters(
    rule: Rule, source: Source, pack: RulePack, reached: list[RulePack], book: RuleBook
) -> Iterator[Problem]:
    everywhere = {name for p in book.packs for name in p.parameters}
    for part in ("where", "expect"):
        try:
            used = names(parse(getattr(rule, part))) if getattr(rule, part) else frozenset()
        except ExpressionError:
            continue
        for name in sorted(used & everywhere):
            first = min((p.parameters[name][0].since for p in reached if name in p.parameters), default=None)
            if first is None:
                yield source.problem((part,), f"本包有效时，没有规则包给出参数“{name}”。在 {pack.id}/pack.yaml 里给出")
            elif pack.since and first.year > pack.since.year:
                yield source.problem(
                    (part,), f"参数“{name}”自 {first} 起才有值，规则包自 {pack.since} 起适用。补上更早的值"
                )


def depends(rule: Rule, rules: Mapping[str, Rule]) -> frozenset[str]:
    """The rules whose verdicts a rule reads; `any` means every rule that does not say so itself."""
    named = {lower for _, pattern in _all_patterns(rule) for lower in pattern.rule}
    if "any" in named:
        return frozenset(r for r, other in rules.items() if all("any" not in p.rule for _, p in _all_patterns(other)))
    return frozenset(named & set(rules))


def _layers(written: Written) -> Iterator[Problem]:
    """Rules must form layers: no circle, and not too many of them."""
    rules = {rule_id: rule for rule_id, (rule, _) in written.items()}
    level: dict[str, int] = {}
    left = dict(rules)
    while left:
        ready = [r for r in left if depends(left[r], rules) <= set(level)]
        if not ready:
            yield _circle(left, written)
            return
        level |= {r: max((level[d] + 1 for d in depends(rules[r], rules)), default=0) for r in ready}
        left = {r: rule for r, rule in left.items() if r not in level}
    for deep in sorted(r for r in level if level[r] >= MOST_LAYERS):
        yield written[deep][1].problem(("match",), f"规则套了 {level[deep] + 1} 层，最多 {MOST_LAYERS} 层", key=True)


def _circle(left: Mapping[str, Rule], written: Written) -> Problem:
    """One circle among rules that wait for each other, told from its first rule round to it again."""
    path = [min(left)]
    while path[-1] not in path[:-1]:
        path.append(min(depends(left[path[-1]], left)))
    start = path.index(path[-1])
    path = path[start:]
    rule, source = written[path[0]]
    at = next(p for p, pattern in _all_patterns(rule) if path[1] in pattern.rule or "any" in pattern.rule)
    return source.problem((*at, "rule"), f"规则互相引用：{' → '.join(path)}。去掉其中一处引用")
