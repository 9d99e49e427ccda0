"""The chapter of the goals in a town's report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

from gouji.county.figures import Measure
from gouji.county.numbers import Figure, parts
from gouji.county.voice import Paragraph, Voice
from gouji.county.wording import Said, Value, texts

GOOD = 90


def chapter(voice: Voice, rng: Random) -> Iterator[Paragraph]:
    """What was to be reached and what was: indicators, quality, growth, satisfaction."""
    yield voice.section("output", 0, rng)
    kinds = texts("report")["kinds"]
    yield from _items(voice, rng, [*_measured(voice, rng, kinds["output"]), *_quality(voice, rng)])
    yield voice.section("benefit", 1, rng)
    yield from _items(voice, rng, [*_measured(voice, rng, kinds["benefit"]), *_grown(voice, rng)])
    yield voice.section("satisfied", 2, rng)
    yield Paragraph((_survey(voice),))


def _items(voice: Voice, rng: Random, items: list[tuple[Said, ...]]) -> Iterator[Paragraph]:
    """The indicators numbered; those under a heading of their own in a paragraph below it."""
    rng.shuffle(items)
    for n, said in enumerate(items):
        number = voice.number(n)
        if said[0].key == "head":
            yield Paragraph(said[:1], number)
            yield Paragraph(said[1:])
        else:
            yield Paragraph(said, number)


def _measured(voice: Voice, rng: Random, kinds: Sequence[str]) -> Iterator[tuple[Said, ...]]:
    for one in voice.year.measures:
        if one.of in kinds:
            yield _rate(voice, one) if one.rate else _indicator(voice, one, rng)


def _indicator(voice: Voice, one: Measure, rng: Random) -> tuple[Said, ...]:
    told = voice.told(one)
    places = (_places(voice, one, rng, told),) if one.places and rng.random() < 2 / 3 else ()
    if voice.style.headed:
        return (
            voice.say("head", **told),
            voice.say("head-met" if one.met else "head-unmet", **told),
            *places,
        )
    if one.actual == one.target:
        return voice.say("exact", **told), *places
    if not one.met:
        return voice.say("unmet", **told), *places
    return voice.say("met-claim" if rng.random() < 1 / 5 else "met", **told), *places


def _places(voice: Voice, one: Measure, rng: Random, told: Mapping[str, Value]) -> Said:
    names = rng.sample(voice.year.town.villages, rng.randint(3, 4))
    shares = parts(one.actual, [rng.randint(60, 100) for _ in names])
    item = rng.choice(texts("report")["place_item"])
    items = [item.format(name=name, v=voice.style.of(one, v)) for name, v in zip(names, shares, strict=True)]
    whole = replace(voice.style.of(one, one.actual, voice.unit_names.get(one.name)), least=len(names) + 2, falls=True)
    return voice.say("places", **{**told, "a": whole, "items": texts("report")["item_join"].join(items)})


def _rate(voice: Voice, one: Measure) -> tuple[Said, ...]:
    style = voice.style
    points = Figure(Fraction(abs(one.actual - one.target), 10), 1, trimmed=True)
    told: dict[str, Value] = {
        "n": one.name,
        "t": style.of(one, one.target),
        "a": style.of(one, one.actual),
        "p": points,
    }
    return (voice.say("rate-met" if one.met else "rate-unmet", **told),)


def _quality(voice: Voice, rng: Random) -> Iterator[tuple[Said, ...]]:
    style, year = voice.style, voice.year
    whole = rng.randint(11, 34)
    good = whole - rng.choice([0, 0, 1, 2])
    key = "quality" if good < whole else "quality-all"
    figures: dict[str, Value] = {
        "all": style.count(whole),
        "good": style.count(good),
        "bad": style.count(whole - good),
    }
    yield (voice.say(key, r=style.percent(good, whole), **figures),)
    whole = rng.randint(18, 46)
    good = whole - rng.randint(1, 3)
    yield (voice.say("timely", all=style.count(whole), good=style.count(good), r=style.percent(good, whole)),)
    heads = sum(year.staff)
    each = Fraction(year.public, 100 * heads)
    limit = Fraction(int(each * 10) + rng.randint(1, 3), 10)
    unit = texts("report")["public_limit"]
    yield (
        voice.say(
            "cost",
            public=style.money(year.public),
            now=style.count(heads),
            a=Figure(each, 2, unit),
            t=Figure(limit, 1, unit),
        ),
    )


def _grown(voice: Voice, rng: Random) -> Iterator[tuple[Said, ...]]:
    year, style = voice.year, voice.style
    before = year.before
    assert before is not None  # noqa: S101 - see above
    words = texts("report")
    each = [style.count(v, words["each_unit"]) for v in (year.income_each, before.income_each)]
    yield (_earned(voice, words["earn"]["each"], each[0], each[1]),)
    yield (_earned(voice, words["earn"]["collective"], style.money(year.collective), style.money(before.collective)),)
    points = Figure(Fraction(year.cover - before.cover, 10), 1, least=3)
    yield (
        voice.say(
            "cover",
            v=Figure(Fraction(year.cover, 10), 1, "%"),
            prior=Figure(Fraction(before.cover, 10), 1, "%"),
            p=points,
        ),
    )
    homes, more = rng.randint(21, 96) * 10, rng.randint(9, 32) * 100
    whole = Figure(Fraction(homes * more, 10000), 2, trimmed=True)
    yield (voice.say("product", homes=style.count(homes), each=style.count(more), all=whole),)
    jobs = [rng.randint(11, 58) for _ in range(3)]
    whole = replace(style.count(sum(jobs)), falls=True)
    yield (voice.say("jobs", all=whole, **dict(zip("xzw", map(str, jobs), strict=True))),)


def _earned(voice: Voice, name: str, value: Figure, prior: Figure) -> Said:
    d = replace(value, value=value.value - prior.value)
    return voice.say("earn-up", n=name, v=value, prior=prior, d=d, g=voice.style.percent(d.value, prior.value))


def _survey(voice: Voice) -> Said:
    year, style = voice.year, voice.style
    return voice.say(
        "survey",
        t=Figure(Fraction(GOOD), 0, "%"),
        sent=style.count(year.asked),
        back=style.count(year.answered),
        good=style.count(year.satisfied),
        r=style.percent(year.satisfied, year.answered),
        back_r=style.percent(year.answered, year.asked),
    )
