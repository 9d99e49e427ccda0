"""Statement: facts that one stretch of text states together, and how they become facts of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from gouji.document import Span
from gouji.extraction.mention import Mention
from gouji.extraction.passages import Passage
from gouji.extraction.prose import Prose
from gouji.fact import ROLES, Fact
from gouji.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Part:
    """One fact in the making: a figure (`mention`) or words (`text` at `span`).

    `figure` replaces the mention's own, for a figure used otherwise than printed (a divisor without its unit, a target
    with the ≥ its words give it). `places` override those of the passage.
    """

    role: str
    mention: Mention | None = None
    text: str = ""
    span: Span | None = None
    says: tuple[str, ...] = ()
    subject: str = ""
    figure: Quantity | None = None
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Statement:
    """Parts that share a group.

    `claim` is the figure that the others are to explain; the first builder to explain a claim keeps it. Not `forced`:
    no word forced this reading, so it may pass and never fail. `nearest`: its total is the figure that stands nearest.
    """

    parts: tuple[Part, ...]
    claim: Mention | None = None
    forced: bool = True
    places: Mapping[str, str] = field(default_factory=dict)
    nearest: bool = False


def words(role: str, passage: Passage, start: int, end: int, *says: str, subject: str = "") -> Part:
    """A part made of the clean characters `start` to `end` of a passage."""
    return Part(role, text=passage.text[start:end], span=passage.span(start, end), says=says, subject=subject)


def settle(statements: Iterable[Statement]) -> list[Statement]:
    """The first explanation of every claim; statements that say exactly the same once."""
    kept: list[Statement] = []
    claims: set[Span] = set()
    seen: set[frozenset[tuple[str, Span | None, str]]] = set()
    for statement in statements:
        content = frozenset((p.role, p.mention.span if p.mention else p.span, p.text) for p in statement.parts)
        if content in seen or (statement.claim and statement.claim.span in claims):
            continue
        seen.add(content)
        if statement.claim:
            claims.add(statement.claim.span)
        kept.append(statement)
    return kept


def facts_of(statements: Iterable[Statement], prose: Prose) -> tuple[Fact, ...]:
    """Facts in document order; each statement is a group of its own."""
    rows: list[tuple[Span | None, str, Part, dict[str, str]]] = []
    profile = prose.profile
    year = str(profile.fiscal_year) if profile.fiscal_year else "未注明"
    org = profile.unit or "本单位"
    for n, statement in enumerate(statements, 1):
        group = f"g{n}"
        common = {"report": "本报告", "org": org, "group": group, "list": group, "period": year}
        parts = statement.parts
        if not statement.forced:
            parts = (*parts, Part("note", text="没有词句确定这种读法", says=("读法不定",)))
        if statement.nearest:
            parts = (*parts, Part("note", text="总数取的是前面最近的数", says=("就近",)))
        for part in parts:
            places = _places(part, statement, common, prose)
            rows.append((part.mention.span if part.mention else part.span, group, part, places))
    rows.sort(key=_standing)
    return tuple(_fact(f"f{n}", part, places, span) for n, (span, _, part, places) in enumerate(rows))


def _standing(row: tuple[Span | None, str, Part, dict[str, str]]) -> tuple[bool, int, int, str, str]:
    """In the order of the document; what has no place there comes last."""
    span, group, part, _ = row
    return (span is None, span.start if span else 0, span.end if span else 0, group, part.role)


def _places(part: Part, statement: Statement, common: Mapping[str, str], prose: Prose) -> dict[str, str]:
    """Where a part stands: as all of its statement (`common`), in its section and sentence, and as both say."""
    places = {**common}
    if mention := part.mention:
        places["section"] = prose.places[mention.passage.index].section
        places["sentence"] = f"s{mention.sentence}"
    if part.subject:
        places["subject"] = part.subject
    places.update(statement.places)
    places.update(part.places)
    return places


def _fact(name: str, part: Part, places: dict[str, str], span: Span | None) -> Fact:
    figure = part.figure or (part.mention.figure if part.mention else None)
    if figure and ROLES[part.role].assigned and not figure.assigned:
        figure = replace(figure, assigned=True)
    if ROLES[part.role].kind == "text":
        figure = None
    text = part.text or (part.mention.token.text if part.mention else "")
    return Fact(name, part.role, text, places, part.says, figure, span)
