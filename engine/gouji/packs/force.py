"""Which rules and parameter values hold for one report: packs chosen, dates looked up, overrides applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from gouji.errors import GoujiError
from gouji.expression import nearest
from gouji.fact import Profile
from gouji.rule import DatedValue, Override, Rule, RuleBook, RulePack, RulesInForce, Severity


def in_force(
    book: RuleBook, profile: Profile, packs: tuple[str, ...] = (), severities: Mapping[str, str] | None = None
) -> RulesInForce:
    """The rules for a report of this profile.

    A pack holds when its `applies` fits the profile, or when it is named in `packs`; the packs it extends come with
    it. `severities` maps a rule id to error, warning, info, none or off, and wins over every pack's override. What is
    not known of the profile does not keep a pack out, save its region. Raises GoujiError for a name
    that is nowhere.
    """
    wanted = _with_extended(book, {p.id for p in book.packs if applies(p, profile)} | set(packs))
    chosen = tuple(pack for pack in book.packs if pack.id in wanted)
    settings = {r: _setting(written) for r, written in (severities or {}).items()}
    _refuse_unknown(book, packs, settings)
    rules = tuple(r for pack in chosen for r in pack.rules if _for_report(r, profile))
    named = {lower for r in rules for p in (*r.match.values(), *r.unless) for lower in p.rule}
    changed = (_changed(rule, chosen, settings, needed=rule.id in named) for rule in rules)
    return RulesInForce(tuple(rule for rule in changed if rule), _parameters(chosen, profile.fiscal_year))


def always(pack: RulePack) -> bool:
    """Whether a pack is for every report, whatever is known of it."""
    return not (pack.reports or pack.regions or pack.since or pack.until)


def applies(pack: RulePack, profile: Profile) -> bool:
    """Whether a pack is for reports of this kind, region and year."""
    year = profile.fiscal_year
    return (
        (not pack.reports or not profile.kind or profile.kind in pack.reports)
        and (not pack.regions or any(region in profile.region for region in pack.regions))
        and (not year or not pack.since or pack.since <= date(year, 12, 31))
        and (not year or not pack.until or date(year, 1, 1) <= pack.until)
    )


def ancestors(book: RuleBook, pack: RulePack) -> tuple[str, ...]:
    """The packs a pack extends, nearest first."""
    by_id = {p.id: p for p in book.packs}
    found: list[str] = []
    while pack.extends in by_id and pack.extends not in found:
        found.append(pack.extends)
        pack = by_id[pack.extends]
    return tuple(found)


def _with_extended(book: RuleBook, wanted: set[str]) -> set[str]:
    return wanted | {a for pack in book.packs if pack.id in wanted for a in ancestors(book, pack)}


def _for_report(rule: Rule, profile: Profile) -> bool:
    return not rule.reports or not profile.kind or profile.kind in rule.reports


def _parameters(packs: tuple[RulePack, ...], year: int | None) -> dict[str, DatedValue]:
    """The newest value that held at the end of the year; of two packs, the special one's."""
    found = {}
    for pack in packs:
        for name, values in pack.parameters.items():
            held = [value for value in values if year is None or value.since <= date(year, 12, 31)]
            if held:
                found[name] = held[-1]
    return found


def _setting(written: str) -> Override:
    try:
        return Override("off" if written == "off" else Severity(written), "用户设置")
    except ValueError:
        known = "、".join((*Severity, "off"))
        raise GoujiError(f"没有“{written}”这种严重程度。可用：{known}") from None


def _refuse_unknown(book: RuleBook, packs: tuple[str, ...], settings: Mapping[str, Override]) -> None:
    known, ids = [pack.id for pack in book.packs], [rule.id for pack in book.packs for rule in pack.rules]
    wrong = [f"没有编号为“{p}”的规则包。{nearest(p, known)}" for p in packs if p not in known]
    wrong += [f"没有编号为“{r}”的规则。{nearest(r, ids)}" for r in settings if r not in ids]
    if wrong:
        raise GoujiError("\n".join(wrong))


def _changed(rule: Rule, packs: tuple[RulePack, ...], settings: Mapping[str, Override], *, needed: bool) -> Rule | None:
    """The rule as its packs and the user want it; a rule switched off stays, unreported, where others rest on it."""
    change, why = settings.get(rule.id), "用户设置"
    if change is None:
        said = [(pack, pack.overrides[rule.id]) for pack in packs if rule.id in pack.overrides]
        if not said:
            return rule
        pack, change = said[-1]
        why = f"{pack.title}：{change.reason}" + (f"（{change.source}）" if change.source else "")
    if change.severity == "off":
        return replace(rule, severity=Severity.NONE, overridden=why) if needed else None
    return replace(rule, severity=change.severity, overridden=why)
