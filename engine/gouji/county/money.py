"""The chapter of the money in a town's report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from gouji.county.voice import Paragraph, Voice
from gouji.county.wording import Said, Value, pick, texts

NAMED_PROJECTS = 4


def chapter(voice: Voice, rng: Random) -> Iterator[Paragraph]:
    """What came in and went out, how much of the budget was carried out, 三公经费."""
    yield voice.section("income", 0, rng)
    yield from _joined(rng, _income(voice, rng))
    yield voice.section("spending", 1, rng)
    yield from _joined(rng, _spending(voice, rng))
    yield voice.section("execution", 2, rng)
    yield from _joined(rng, _execution(voice))
    yield voice.section("publics", 3, rng)
    yield from _joined(rng, _publics(voice, rng))


def _joined(rng: Random, said: Iterable[Said]) -> Iterator[Paragraph]:
    """Statements in one paragraph each, or two together."""
    waiting: tuple[Said, ...] = ()
    for one in said:
        waiting = (*waiting, one)
        if len(waiting) > 1 or rng.random() < 1 / 2:
            yield Paragraph(waiting)
            waiting = ()
    if waiting:
        yield Paragraph(waiting)


def _compared(voice: Voice, key: str, value: int, prior: int, rng: Random, **more: Value) -> Said:
    """A comparison with the year before, with the words for more or less."""
    up = value >= prior
    d = abs(value - prior)
    return voice.say(
        f"{key}-{'up' if up else 'down'}",
        prior=voice.style.money(prior),
        d=voice.style.money(d),
        g=voice.style.percent(d, prior),
        why=pick("why", rng)[0],
        less=pick("less", rng)[0],
        **more,
    )


def _income(voice: Voice, rng: Random) -> Iterator[Said]:
    year, money = voice.year, voice.style.money
    opening, grant = year.opening, year.grant
    if year.crossing and year.crossing.kind == "carry-over":
        moved = opening * rng.randint(15, 45) // 100 + 317
        opening, grant = opening + moved, grant - moved
    total = money(year.income)
    yield (
        voice.say(
            "income",
            total=total,
            open=money(opening),
            grant=money(grant),
            fund=money(year.fund),
            other=money(year.other),
        )
        if year.other
        else voice.say("income-three", total=total, open=money(opening), grant=money(grant), fund=money(year.fund))
    )
    yield _compared(voice, "income", year.income, _prior_income(voice, rng), rng, total=total)


def _prior_income(voice: Voice, rng: Random) -> int:
    before = voice.year.before
    assert before is not None  # noqa: S101 - the year before the first is made, though not reported on
    if voice.year.crossing and voice.year.crossing.kind == "prior-year":
        return before.income * rng.choice([91, 93, 94, 106, 107]) // 100
    return before.income


def _spending(voice: Voice, rng: Random) -> Iterator[Said]:
    year, style = voice.year, voice.style
    before = year.before
    assert before is not None  # noqa: S101 - see above
    money = style.money
    yield voice.say(
        "spending",
        spent=money(year.spent),
        basic=money(year.basic),
        project=money(year.project),
        bs=style.percent(year.basic, year.spent),
        ps=style.percent(year.project, year.spent),
    )
    yield voice.say("basic", basic=money(year.basic), personnel=money(year.personnel), public=money(year.public))
    yield _compared(voice, "spending", year.spent, before.spent, rng, spent=money(year.spent))
    largest = sorted(year.projects, key=lambda one: -one.money.executed)[:NAMED_PROJECTS]
    item = texts("report")["project_item"]
    items = [item.format(name=one.name, v=money(one.money.executed)) for one in largest]
    rest = year.project - sum(one.money.executed for one in largest)
    yield voice.say("projects", project=money(year.project), items="，".join(items), rest=money(rest))
    yield from _purchase(voice, rng)


def _purchase(voice: Voice, rng: Random) -> Iterator[Said]:
    goods, works, services = (rng.randint(low, high) * 10 for low, high in ((320, 1900), (1400, 9800), (180, 1300)))
    total = goods + works + services
    small = total * rng.randint(40, 92) // 100
    money = voice.style.money
    yield voice.say(
        "purchase",
        total=money(total),
        goods=money(goods),
        works=money(works),
        services=money(services),
        small=money(small),
        s=voice.style.percent(small, total),
    )


def _execution(voice: Voice) -> Iterator[Said]:
    year, style = voice.year, voice.style
    money = style.money
    if year.planned != year.income:
        d = year.income - year.planned
        yield voice.say(
            "adjustment",
            initial=money(year.planned),
            adjusted=money(year.income),
            d=money(d),
            r=style.percent(d, year.planned),
        )
    yield voice.say(
        "execution",
        adjusted=money(year.income),
        spent=money(year.spent),
        r=style.percent(year.spent, year.income),
    )
    yield voice.say("balance", close=money(year.closing), total=money(year.income), spent=money(year.spent))


def _publics(voice: Voice, rng: Random) -> Iterator[Said]:
    year, style = voice.year, voice.style
    before = year.before
    assert before is not None  # noqa: S101 - see above
    money = style.money
    budget = (year.publics * rng.randint(103, 131) // 1000 + 1) * 10
    v = money(year.publics)
    yield voice.say("publics-budget", budget=money(budget), v=v, r=style.percent(year.publics, budget))
    yield _compared(
        voice,
        "publics",
        year.publics,
        before.publics,
        rng,
        v=v,
        vehicle=money(year.vehicle),
        reception=money(year.reception),
    )
