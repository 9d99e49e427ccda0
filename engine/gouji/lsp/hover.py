"""What the word under the cursor means, as Markdown in plain Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gouji.authoring import examples, words
from gouji.authoring.examples import judged
from gouji.fact import PLACES, ROLES
from gouji.lsp import schema
from gouji.lsp.lines import Spot, Stretch
from gouji.lsp.place import WRITTEN, Word, word
from gouji.lsp.scene import Scene, in_facts, named
from gouji.packs.source import Path

COMPUTED = {
    "expected": "应为：expect 右边算出的值",
    "actual": "实为：expect 左边算出的值",
    "gap": "差：两边相差多少",
    "missing": "所缺：covers 里应有而没有的",
}


class Told(NamedTuple):
    """What there is to say about a stretch of the text."""

    where: Stretch
    text: str


def hover(scene: Scene, spot: Spot) -> Told | None:
    """What the word at a spot means; None if there is nothing to say."""
    here = word(scene.lines, spot)
    if here is None:
        return None
    text = "\n\n".join(_key(scene, here) if here.key else _value(scene, here))
    return Told(here.where, text) if text else None


def _key(scene: Scene, here: Word) -> Iterator[str]:
    said, above = here.said, here.path[:-1]
    if in_facts(above):
        yield from _fact_key(said)
        return
    if scene.kind == "rule" and above == ("match",):
        yield from _name(scene, said)
        return
    if scene.kind == "pack" and above == ("parameters",):
        yield from parameter(scene, said)
        return
    if scene.kind == "pack" and above == ("overrides",):
        yield from _rule(scene, said)
        return
    described = schema.keys(scene.kind, above).get(said)
    if described:
        yield f"`{said}` {described}"
    if len(above) == 3 and above[0] == "examples":  # noqa: PLR2004 - examples, verdict, number
        yield from worked(scene, above)


def _fact_key(said: str) -> Iterator[str]:
    if said in ROLES:
        yield f"角色 `{said}`：{ROLES[said].title}"
    elif said in PLACES:
        yield f"方面 `{said}`：{PLACES[said]}"
    elif said == "says":
        yield "`says` 词表给这个事实的类别"


def _value(scene: Scene, here: Word) -> Iterator[str]:
    said, last = here.said, named(here.path)
    if here.path[:1] and here.path[0] in WRITTEN and scene.kind == "rule":
        yield from _written(scene, said)
    elif last == "says":
        meaning = scene.classes().get(said)
        yield f"类别“{said}”" + (f"：{meaning}" if meaning else "")
    elif last == "rule":
        yield from _rule(scene, said)
    elif last in ("extends", "packs"):
        yield from (f"规则包 `{pack.id}` {pack.title} {pack.version}" for pack in scene.packs() if pack.id == said)
    else:
        told = schema.values(scene.kind, here.path).get(said)
        if told:
            yield f"{'角色 ' if said in ROLES and last == 'role' else ''}`{said}`：{told}"


def _written(scene: Scene, said: str) -> Iterator[str]:
    """A word of an expression or message: a name of match, a parameter, a function, a computed value, a place."""
    if said in scene.names:
        yield from _name(scene, said)
    elif said in words.FUNCTION:
        yield f"函数 {words.FUNCTION[said]}"
    elif said in COMPUTED:
        yield f"`{{{said}}}` {COMPUTED[said]}"
    elif said in PLACES:
        yield f"方面 `{said}`：{PLACES[said]}"
    else:
        yield from parameter(scene, said)


def _name(scene: Scene, said: str) -> Iterator[str]:
    rule = scene.view.rule(scene.path)
    pattern = rule.match.get(said) if rule else None
    yield f"数据“{said}”" + (f"：{words.pattern(pattern)}" if pattern else "")


def parameter(scene: Scene, said: str) -> Iterator[str]:
    """A parameter: every pack's values, newest first, with their sources."""
    for pack, values in scene.parameters().get(said, ()):
        told = "\n".join(f"- {words.parameter(value)}" for value in reversed(values))
        yield f"参数“{said}”，{pack.title}（{pack.id}）：\n\n{told}"


def _rule(scene: Scene, said: str) -> Iterator[str]:
    rule = scene.rules().get(said)
    if said == "any":
        yield "`any` 任何规则"
    elif rule:
        yield f"规则 `{rule.pack}/{rule.id}`：{rule.title}"
        yield f"{words.KIND[rule.kind]} · {words.severity(rule)} · {words.per(rule)}"
        yield f"依据：{words.basis(rule.basis)}"


def worked(scene: Scene, path: Path) -> Iterator[str]:
    """An example as a check would judge it: the verdict, what is said, how it is worked out."""
    rule, book = scene.view.rule(scene.path), scene.view.book
    found = next((e for e in examples(rule) if (str(e.wanted), e.number - 1) == path[1:3]), None) if rule else None
    if found is None or book is None:
        return
    came = judged(found, book, "reference")
    mine = [finding for finding in came.result.findings if finding.rule.id == found.rule.id]
    note = mine[0].message if mine else came.relation.note if came.relation else ""
    yield f"结论：{words.VERDICT[came.verdict]}" + (f"。{note}" if note else "")
    if mine and mine[0].working:
        yield f"```text\n{mine[0].working}\n```"
