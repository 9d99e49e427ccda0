"""A town's report of a year: its chapters in one of several orders, in wording picked by the seed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import NamedTuple

from gouji.county.figures import Measure, Year, shown
from gouji.county.numbers import Figure, parts, percent
from gouji.county.plan import County
from gouji.county.wording import Said, Value, expanded, pick, plain, say, texts

HEADING, SECTION, TEXT = 1, 2, 0
NAMED_PROJECTS = 4
AGAIN = 4  # figures told once more among what was done
MANY = 100  # of so many one says: nearly, more than
GOOD = 90


class Paragraph(NamedTuple):
    """Statements in one paragraph, what stands before them, and its heading level."""

    said: tuple[Said, ...]
    before: str = ""
    level: int = TEXT

    def __str__(self) -> str:
        return self.before + "".join(map(str, self.said))


@dataclass(frozen=True, slots=True)
class Style:
    """How a report prints its figures."""

    yuan: bool
    grouped: bool
    decimals: int
    trimmed: bool
    headed: bool  # an indicator's target as a heading, what became of it below
    numbering: Sequence[str]

    def money(self, value: int) -> Figure:
        """Hundredths of 万元, in the unit that the report uses."""
        units = texts("report")["money_units"]
        if self.yuan:
            return Figure(Fraction(value * 100), 0, units["yuan"], grouped=self.grouped)
        return Figure(Fraction(value, 100), 2, units["wan"], grouped=self.grouped)

    def percent(self, part: int | Fraction, whole: int | Fraction) -> Figure:
        """A share as the report prints it."""
        return percent(part, whole, self.decimals, trimmed=self.trimmed)

    def count(self, value: int, unit: str = "") -> Figure:
        """A number of things."""
        return Figure(Fraction(value), 0, unit, grouped=self.grouped)

    def of(self, measure: Measure, value: int, unit: str | None = None) -> Figure:
        """A value of an indicator."""
        trimmed = measure.rate
        return Figure(
            shown(measure, value),
            measure.decimals,
            unit or measure.unit,
            grouped=self.grouped and not measure.rate,
            trimmed=trimmed,
        )


class Writer:
    """Writes the chapters of one report; each draws its own chance, so that they do not depend on one another."""

    def __init__(self, county: County, year: Year) -> None:
        self.county, self.year = county, year
        crossing = year.crossing
        self.hand = crossing.other if crossing and crossing.kind == "text-copied" else year.unit.number
        rng = self.rng("style")
        self.style = Style(
            yuan=rng.random() < 1 / 7,
            grouped=rng.random() < 1 / 2,
            decimals=rng.choice([1, 1, 2, 2]),
            trimmed=rng.random() < 1 / 2,
            headed=rng.random() < 1 / 4,
            numbering=rng.choice(texts("report")["numbering"]),
        )
        self.values: dict[str, Value] = {
            "unit": year.unit.name,
            "town": year.unit.town,
            "kind": year.unit.kind,
            "we": texts("report")["we"][year.unit.kind],
            "y": str(year.year),
            "py": str(year.year - 1),
            "ny": str(year.year + 1),
        }
        self.unit_names = {m.name: texts("forms")["unit_scale"][m.unit] for m in year.measures if self._scaled(m)}
        self.total, self.scores = self._scores()

    def rng(self, matter: str) -> Random:
        """Chance for one matter of this report, or of the one whose text it copies."""
        return self.county.rng("text", self.hand, self.year.year, matter)

    def say(self, key: str, **values: Value) -> Said:
        """A statement with the values that all have; who copies a text words the same things alike."""
        about = next((values[name] for name in ("n", "theme", "m1") if name in values), "")
        return say(key, self.values | values, self.rng(f"{key}/{about}"))

    def write(self) -> list[Paragraph]:
        """The whole report."""
        words, rng = texts("report"), self.rng("outline")
        title = str(Said("", expanded(rng.choice(words["title"]), rng), self.values))
        made = [
            Paragraph((plain(self.year.unit.name),)),
            Paragraph((plain(title),)),
            Paragraph((self.say("opening"),)),
        ]
        for n, chapter in enumerate(rng.choice(words["outlines"])):
            number = self.style.numbering[0].format(n=words["digits"][n])
            made.append(Paragraph((plain(rng.choice(words["chapters"][chapter])),), number, HEADING))
            made += getattr(self, f"_{chapter}")(self.rng(chapter))
        day = self._day(rng)
        made.append(Paragraph((plain(self.year.unit.name),)))
        made.append(Paragraph((self.say("signed", date=day, **{"not date": self._early(rng)}),)))
        return made

    # ── profile ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def _profile(self, rng: Random) -> Iterator[Paragraph]:
        town, style, year = self.year.town, self.style, self.year
        villages = len(town.villages)
        place = self.say(
            "place",
            villages=str(villages),
            communities=str(town.communities),
            both=str(villages + town.communities),
            area=Figure(Fraction(town.area, 10), 1),
            people=style.count(town.people + 37 * (year.year - 2000)),
            homes=style.count(town.people * 10 // 37),
            side=pick("side", rng)[0],
        )
        offices = rng.sample(texts("names")["office"], rng.randint(4, 7))
        staff = self.say(
            "staff",
            est=style.count(sum(town.est)),
            est_a=str(town.est[0]),
            est_b=str(town.est[1]),
            now=style.count(sum(year.staff)),
            now_a=str(year.staff[0]),
            now_b=str(year.staff[1]),
            retired=str(rng.randint(18, 46)),
        )
        listed = self.say("offices", count=style.count(len(offices)), list=texts("report")["item_join"].join(offices))
        yield Paragraph((place,))
        yield self._section("staff", 0, rng)
        yield Paragraph((listed, staff) if rng.random() < 1 / 2 else (staff, listed))
        yield self._section("duties", 1, rng)
        yield Paragraph((self.say("duties"),))

    def _section(self, name: str, n: int, rng: Random) -> Paragraph:
        words = texts("report")
        number = self.style.numbering[1].format(n=words["digits"][n], i=n + 1)
        return Paragraph((plain(rng.choice(words["sections"][name])),), number, SECTION)

    # ── money ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def _money(self, rng: Random) -> Iterator[Paragraph]:
        yield self._section("income", 0, rng)
        yield from self._joined(rng, self._income(rng))
        yield self._section("spending", 1, rng)
        yield from self._joined(rng, self._spending(rng))
        yield self._section("execution", 2, rng)
        yield from self._joined(rng, self._execution())
        yield self._section("publics", 3, rng)
        yield from self._joined(rng, self._publics(rng))

    def _joined(self, rng: Random, said: Iterable[Said]) -> Iterator[Paragraph]:
        """Statements in one paragraph each, or two together."""
        waiting: tuple[Said, ...] = ()
        for one in said:
            waiting = (*waiting, one)
            if len(waiting) > 1 or rng.random() < 1 / 2:
                yield Paragraph(waiting)
                waiting = ()
        if waiting:
            yield Paragraph(waiting)

    def _compared(self, key: str, value: int, prior: int, rng: Random, **more: Value) -> Said:
        """A comparison with the year before, with the words for more or less."""
        up = value >= prior
        d = abs(value - prior)
        return self.say(
            f"{key}-{'up' if up else 'down'}",
            prior=self.style.money(prior),
            d=self.style.money(d),
            g=self.style.percent(d, prior),
            why=pick("why", rng)[0],
            less=pick("less", rng)[0],
            **more,
        )

    def _income(self, rng: Random) -> Iterator[Said]:
        year, money = self.year, self.style.money
        opening, grant = year.opening, year.grant
        if year.crossing and year.crossing.kind == "carry-over":
            moved = opening * rng.randint(15, 45) // 100 + 317
            opening, grant = opening + moved, grant - moved
        total = money(year.income)
        yield (
            self.say(
                "income",
                total=total,
                open=money(opening),
                grant=money(grant),
                fund=money(year.fund),
                other=money(year.other),
            )
            if year.other
            else self.say("income-three", total=total, open=money(opening), grant=money(grant), fund=money(year.fund))
        )
        yield self._compared("income", year.income, self._prior_income(rng), rng, total=total)

    def _prior_income(self, rng: Random) -> int:
        before = self.year.before
        assert before is not None  # noqa: S101 - the year before the first is made, though not reported on
        if self.year.crossing and self.year.crossing.kind == "prior-year":
            return before.income * rng.choice([91, 93, 94, 106, 107]) // 100
        return before.income

    def _spending(self, rng: Random) -> Iterator[Said]:
        year, style = self.year, self.style
        before = year.before
        assert before is not None  # noqa: S101 - see above
        money = style.money
        yield self.say(
            "spending",
            spent=money(year.spent),
            basic=money(year.basic),
            project=money(year.project),
            bs=style.percent(year.basic, year.spent),
            ps=style.percent(year.project, year.spent),
        )
        yield self.say("basic", basic=money(year.basic), personnel=money(year.personnel), public=money(year.public))
        yield self._compared("spending", year.spent, before.spent, rng, spent=money(year.spent))
        largest = sorted(year.projects, key=lambda one: -one.money.executed)[:NAMED_PROJECTS]
        item = texts("report")["project_item"]
        items = [item.format(name=one.name, v=money(one.money.executed)) for one in largest]
        rest = year.project - sum(one.money.executed for one in largest)
        yield self.say("projects", project=money(year.project), items="，".join(items), rest=money(rest))
        yield from self._purchase(rng)

    def _purchase(self, rng: Random) -> Iterator[Said]:
        goods, works, services = (rng.randint(low, high) * 10 for low, high in ((320, 1900), (1400, 9800), (180, 1300)))
        total = goods + works + services
        small = total * rng.randint(40, 92) // 100
        money = self.style.money
        yield self.say(
            "purchase",
            total=money(total),
            goods=money(goods),
            works=money(works),
            services=money(services),
            small=money(small),
            s=self.style.percent(small, total),
        )

    def _execution(self) -> Iterator[Said]:
        year, style = self.year, self.style
        money = style.money
        if year.planned != year.income:
            d = year.income - year.planned
            yield self.say(
                "adjustment",
                initial=money(year.planned),
                adjusted=money(year.income),
                d=money(d),
                r=style.percent(d, year.planned),
            )
        yield self.say(
            "execution",
            adjusted=money(year.income),
            spent=money(year.spent),
            r=style.percent(year.spent, year.income),
        )
        yield self.say("balance", close=money(year.closing), total=money(year.income), spent=money(year.spent))

    def _publics(self, rng: Random) -> Iterator[Said]:
        year, style = self.year, self.style
        before = year.before
        assert before is not None  # noqa: S101 - see above
        money = style.money
        budget = (year.publics * rng.randint(103, 131) // 1000 + 1) * 10
        v = money(year.publics)
        yield self.say("publics-budget", budget=money(budget), v=v, r=style.percent(year.publics, budget))
        yield self._compared(
            "publics",
            year.publics,
            before.publics,
            rng,
            v=v,
            vehicle=money(year.vehicle),
            reception=money(year.reception),
        )

    # ── goals ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def _goals(self, rng: Random) -> Iterator[Paragraph]:
        yield self._section("output", 0, rng)
        kinds = texts("report")["kinds"]
        yield from self._items(rng, [*self._measured(rng, kinds["output"]), *self._quality(rng)])
        yield self._section("benefit", 1, rng)
        yield from self._items(rng, [*self._measured(rng, kinds["benefit"]), *self._grown(rng)])
        yield self._section("satisfied", 2, rng)
        yield Paragraph((self._survey(),))

    def _items(self, rng: Random, items: list[tuple[Said, ...]]) -> Iterator[Paragraph]:
        """The indicators numbered; those under a heading of their own in a paragraph below it."""
        rng.shuffle(items)
        for n, said in enumerate(items):
            number = self._number(n)
            if said[0].key == "head":
                yield Paragraph(said[:1], number)
                yield Paragraph(said[1:])
            else:
                yield Paragraph(said, number)

    def _number(self, n: int) -> str:
        words = texts("report")
        circled = words["circled"]
        return self.style.numbering[2].format(i=n + 1, c=circled[n] if n < len(circled) else f"（{n + 1}）")

    def _measured(self, rng: Random, kinds: Sequence[str]) -> Iterator[tuple[Said, ...]]:
        for one in self.year.measures:
            if one.of in kinds:
                yield self._rate(one) if one.rate else self._indicator(one, rng)

    def _scaled(self, one: Measure) -> bool:
        crossing = self.year.crossing
        return bool(crossing and crossing.kind == "unit-scale" and one.always and not one.rate)

    def _told(self, one: Measure) -> dict[str, Value]:
        style = self.style
        unit = self.unit_names.get(one.name)
        return {
            "n": one.name,
            "t": style.of(one, one.target, unit),
            "a": style.of(one, one.actual, unit),
            "d": style.of(one, abs(one.actual - one.target), unit),
            "r": style.percent(one.actual, one.target),
        }

    def _indicator(self, one: Measure, rng: Random) -> tuple[Said, ...]:
        told = self._told(one)
        places = (self._places(one, rng, told),) if one.places and rng.random() < 2 / 3 else ()
        if self.style.headed:
            return (
                self.say("head", **told),
                self.say("head-met" if one.met else "head-unmet", **told),
                *places,
            )
        if one.actual == one.target:
            return self.say("exact", **told), *places
        if not one.met:
            return self.say("unmet", **told), *places
        return self.say("met-claim" if rng.random() < 1 / 5 else "met", **told), *places

    def _places(self, one: Measure, rng: Random, told: Mapping[str, Value]) -> Said:
        names = rng.sample(self.year.town.villages, rng.randint(3, 4))
        shares = parts(one.actual, [rng.randint(60, 100) for _ in names])
        item = rng.choice(texts("report")["place_item"])
        items = [item.format(name=name, v=self.style.of(one, v)) for name, v in zip(names, shares, strict=True)]
        return self.say("places", **{**told, "items": texts("report")["item_join"].join(items)})

    def _rate(self, one: Measure) -> tuple[Said, ...]:
        style = self.style
        points = Figure(Fraction(abs(one.actual - one.target), 10), 1, trimmed=True)
        told: dict[str, Value] = {
            "n": one.name,
            "t": style.of(one, one.target),
            "a": style.of(one, one.actual),
            "p": points,
        }
        return (self.say("rate-met" if one.met else "rate-unmet", **told),)

    def _quality(self, rng: Random) -> Iterator[tuple[Said, ...]]:
        style, year = self.style, self.year
        whole = rng.randint(11, 34)
        good = whole - rng.choice([0, 0, 1, 2])
        key = "quality" if good < whole else "quality-all"
        figures: dict[str, Value] = {
            "all": style.count(whole),
            "good": style.count(good),
            "bad": style.count(whole - good),
        }
        yield (self.say(key, r=style.percent(good, whole), **figures),)
        whole = rng.randint(18, 46)
        good = whole - rng.randint(1, 3)
        yield (self.say("timely", all=style.count(whole), good=style.count(good), r=style.percent(good, whole)),)
        heads = sum(year.staff)
        each = Fraction(year.public, 100 * heads)
        limit = Fraction(int(each * 10) + rng.randint(1, 3), 10)
        unit = texts("report")["public_limit"]
        yield (
            self.say(
                "cost",
                public=style.money(year.public),
                now=style.count(heads),
                a=Figure(each, 2, unit),
                t=Figure(limit, 1, unit),
            ),
        )

    def _grown(self, rng: Random) -> Iterator[tuple[Said, ...]]:
        year, style = self.year, self.style
        before = year.before
        assert before is not None  # noqa: S101 - see above
        words = texts("report")
        each = [style.count(v, words["each_unit"]) for v in (year.income_each, before.income_each)]
        yield (self._earned(words["earn"]["each"], each[0], each[1]),)
        yield (self._earned(words["earn"]["collective"], style.money(year.collective), style.money(before.collective)),)
        points = Figure(Fraction(year.cover - before.cover, 10), 1)
        yield (
            self.say(
                "cover",
                v=Figure(Fraction(year.cover, 10), 1, "%"),
                prior=Figure(Fraction(before.cover, 10), 1, "%"),
                p=points,
            ),
        )
        homes, more = rng.randint(21, 96) * 10, rng.randint(9, 32) * 100
        whole = Figure(Fraction(homes * more, 10000), 2, trimmed=True)
        yield (self.say("product", homes=style.count(homes), each=style.count(more), all=whole),)
        jobs = [rng.randint(11, 58) for _ in range(3)]
        yield (self.say("jobs", all=style.count(sum(jobs)), **dict(zip("xzw", map(str, jobs), strict=True))),)

    def _earned(self, name: str, value: Figure, prior: Figure) -> Said:
        d = replace(value, value=value.value - prior.value)
        return self.say("earn-up", n=name, v=value, prior=prior, d=d, g=self.style.percent(d.value, prior.value))

    def _survey(self) -> Said:
        year, style = self.year, self.style
        return self.say(
            "survey",
            t=Figure(Fraction(GOOD), 0, "%"),
            sent=style.count(year.asked),
            back=style.count(year.answered),
            good=style.count(year.satisfied),
            r=style.percent(year.satisfied, year.answered),
            back_r=style.percent(year.answered, year.asked),
        )

    # ── the rest ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def _practice(self, rng: Random) -> Iterator[Paragraph]:
        met = [one for one in self.year.measures if not one.rate]
        ours = self.county.rng("again", self.year.unit.number, self.year.year)  # figures are a town's own
        again = ours.sample(met, min(AGAIN, len(met)))
        themes = pick("theme", rng, AGAIN)
        for theme, one in zip(themes, again, strict=False):
            told = self._told(one)
            about = not one.decimals and one.actual >= MANY and ours.random() < 1 / 3
            repeated = self._about(one) if about else self.say("again", n=told["n"], a=told["a"])
            deeds = [str(plain(expanded(deed, rng))) for deed in rng.choices(texts("report")["pools"]["deed"], k=3)]
            said = self.say(
                "practice",
                theme=theme,
                deed1="，".join(deeds[:2]),
                deed2=deeds[2],
                result=pick("result", rng)[0],
            )
            yield Paragraph((said, repeated))

    def _about(self, one: Measure) -> Said:
        """A figure hedged: more than a round one, or nearly one; which is true of it."""
        step: int = 10 ** (len(str(one.actual)) - 2)
        low = (one.actual - 1) // step * step
        bounds = {"low": low, "high": low + step if low + step > one.actual else low + 2 * step}
        return self.say(
            "again-about",
            n=one.name,
            **{key: self.style.of(one, value, self.unit_names.get(one.name)) for key, value in bounds.items()},
        )

    def _scores(self) -> tuple[Fraction, dict[str, Value]]:
        rng = self.county.rng("scores", self.year.unit.number, self.year.year)
        full = texts("report")["parts"]["full"]
        got = [Fraction(2 * one - rng.randint(0, most), 2) for one, most in zip(full, (3, 6, 8, 6), strict=True)]
        total = sum(got, Fraction(0))
        figures: dict[str, Value] = {key: Figure(v, 1, trimmed=True) for key, v in zip("abce", got, strict=True)}
        figures |= {f"f{key}": Figure(Fraction(v)) for key, v in zip("abce", full, strict=True)}
        figures["total"] = Figure(total, 1, trimmed=True)
        return total, figures

    def _verdict(self, rng: Random) -> Iterator[Paragraph]:
        words = texts("report")
        grade = next(name for least, name in words["grades"] if self.total >= least)
        told = self.say("grade", total=self.scores["total"], g=grade, **{"not g": words["wrong_grade"][grade]})
        scores = self.say("scores", **self.scores)
        unmet = any(not one.met for one in self.year.measures)
        closing = (self.say("all-met"),) if unmet else ()
        yield Paragraph((told, scores) if rng.random() < 1 / 2 else (scores, told))
        if closing:
            yield Paragraph(closing)

    def _problems(self, rng: Random) -> Iterator[Paragraph]:
        found = pick("problem", rng, 3)
        yield Paragraph((self.say("problem", p1=found[0], p2=found[1], p3=found[2]),))
        late = [one for one in self.year.measures if not one.met and not one.rate]
        for one in rng.sample(late, min(2, len(late))):
            yield Paragraph((self.say("lagging", **self._told(one)),))

    def _measures(self, rng: Random) -> Iterator[Paragraph]:
        for n, pair in enumerate(zip(*[iter(pick("measure", rng, 6))] * 2, strict=True)):
            yield Paragraph((self.say("measure", m1=pair[0], m2=pair[1]),), self._number(n))

    def _use(self, rng: Random) -> Iterator[Paragraph]:
        bad = Said("", texts("report")["bad_day"], self.values)
        yield Paragraph((self.say("use", date=self._day(rng, latest=14), **{"not date": str(bad)}),))

    def _day(self, rng: Random, latest: int = 28) -> str:
        """A day of March of the next year; what is signed comes after what was decided."""
        day = rng.randint(15, latest) if latest > 15 else rng.randint(3, latest)  # noqa: PLR2004 - the middle of the month
        dated: str = texts("report")["days"][0]
        return dated.format(ny=self.year.year + 1, m=3, d=day)

    def _early(self, rng: Random) -> str:
        return str(texts("report")["early_day"]).format(y=self.year.year, m=rng.randint(6, 10), d=rng.randint(1, 28))


def paragraphs(county: County, year: Year) -> list[Paragraph]:
    """The report, without mistakes of its own."""
    return Writer(county, year).write()
