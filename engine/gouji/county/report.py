"""A town's report of a year: its chapters in one of several orders, in wording picked by the seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from random import Random

from gouji.county import goals, money
from gouji.county.figures import Measure, Year
from gouji.county.numbers import Figure
from gouji.county.plan import County
from gouji.county.voice import HEADING, Paragraph, Voice
from gouji.county.wording import Said, Value, expanded, pick, plain, texts

AGAIN = 4  # figures told once more among what was done
MANY = 100  # of so many one says: nearly, more than


class Writer:
    """Writes the chapters of one report."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.total, self.scores = self._scores()

    def write(self) -> list[Paragraph]:
        """The whole report."""
        words, rng = texts("report"), self.voice.rng("outline")
        title = str(Said("", expanded(rng.choice(words["title"]), rng), self.voice.values))
        made = [
            Paragraph((plain(self.voice.year.unit.name),)),
            Paragraph((plain(title),)),
            Paragraph((self.voice.say("opening"),)),
        ]
        chapters = self._chapters()
        for n, chapter in enumerate(rng.choice(words["outlines"])):
            number = self.voice.style.numbering[0].format(n=words["digits"][n])
            made.append(Paragraph((plain(rng.choice(words["chapters"][chapter])),), number, HEADING))
            made += chapters[chapter](self.voice.rng(chapter))
        day = self._day(rng)
        made.append(Paragraph((plain(self.voice.year.unit.name),)))
        made.append(Paragraph((self.voice.say("signed", date=day, **{"not date": self._early(rng)}),)))
        return made

    def _chapters(self) -> Mapping[str, Callable[[Random], Iterable[Paragraph]]]:
        return {
            "profile": self._profile,
            "money": partial(money.chapter, self.voice),
            "goals": partial(goals.chapter, self.voice),
            "practice": self._practice,
            "verdict": self._verdict,
            "problems": self._problems,
            "measures": self._measures,
            "use": self._use,
        }

    def _profile(self, rng: Random) -> Iterator[Paragraph]:
        town, style, year = self.voice.year.town, self.voice.style, self.voice.year
        villages = len(town.villages)
        place = self.voice.say(
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
        staff = self.voice.say(
            "staff",
            est=style.count(sum(town.est)),
            est_a=str(town.est[0]),
            est_b=str(town.est[1]),
            now=style.count(sum(year.staff)),
            now_a=str(year.staff[0]),
            now_b=str(year.staff[1]),
            retired=str(rng.randint(18, 46)),
        )
        listed = self.voice.say(
            "offices", count=style.count(len(offices)), list=texts("report")["item_join"].join(offices)
        )
        yield Paragraph((place,))
        yield self.voice.section("staff", 0, rng)
        yield Paragraph((listed, staff) if rng.random() < 1 / 2 else (staff, listed))
        yield self.voice.section("duties", 1, rng)
        yield Paragraph((self.voice.say("duties"),))

    def _practice(self, rng: Random) -> Iterator[Paragraph]:
        met = [one for one in self.voice.year.measures if not one.rate]
        ours = self.voice.county.rng(
            "again", self.voice.year.unit.number, self.voice.year.year
        )  # figures are a town's own
        again = ours.sample(met, min(AGAIN, len(met)))
        themes = pick("theme", rng, AGAIN)
        for theme, one in zip(themes, again, strict=False):
            told = self.voice.told(one)
            about = not one.decimals and one.actual >= MANY and ours.random() < 1 / 3
            repeated = self._about(one) if about else self.voice.say("again", n=told["n"], a=told["a"])
            deeds = [str(plain(expanded(deed, rng))) for deed in rng.choices(texts("report")["pools"]["deed"], k=3)]
            said = self.voice.say(
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
        return self.voice.say(
            "again-about",
            n=one.name,
            **{
                key: self.voice.style.of(one, value, self.voice.unit_names.get(one.name))
                for key, value in bounds.items()
            },
        )

    def _scores(self) -> tuple[Fraction, dict[str, Value]]:
        rng = self.voice.county.rng("scores", self.voice.year.unit.number, self.voice.year.year)
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
        told = self.voice.say("grade", total=self.scores["total"], g=grade, **{"not g": words["wrong_grade"][grade]})
        scores = self.voice.say("scores", **self.scores)
        unmet = any(not one.met for one in self.voice.year.measures)
        closing = (self.voice.say("all-met"),) if unmet else ()
        yield Paragraph((told, scores) if rng.random() < 1 / 2 else (scores, told))
        if closing:
            yield Paragraph(closing)

    def _problems(self, rng: Random) -> Iterator[Paragraph]:
        found = pick("problem", rng, 3)
        yield Paragraph((self.voice.say("problem", p1=found[0], p2=found[1], p3=found[2]),))
        late = [one for one in self.voice.year.measures if not one.met and not one.rate]
        for one in rng.sample(late, min(2, len(late))):
            yield Paragraph((self.voice.say("lagging", **self.voice.told(one)),))

    def _measures(self, rng: Random) -> Iterator[Paragraph]:
        for n, pair in enumerate(zip(*[iter(pick("measure", rng, 6))] * 2, strict=True)):
            yield Paragraph((self.voice.say("measure", m1=pair[0], m2=pair[1]),), self.voice.number(n))

    def _use(self, rng: Random) -> Iterator[Paragraph]:
        bad = Said("", texts("report")["bad_day"], self.voice.values)
        yield Paragraph((self.voice.say("use", date=self._day(rng, latest=14), **{"not date": str(bad)}),))

    def _day(self, rng: Random, latest: int = 28) -> str:
        """A day of March of the next year; what is signed comes after what was decided."""
        day = rng.randint(15, latest) if latest > 15 else rng.randint(3, latest)  # noqa: PLR2004 - the middle of the month
        dated: str = texts("report")["days"][0]
        return dated.format(ny=self.voice.year.year + 1, m=3, d=day)

    def _early(self, rng: Random) -> str:
        return str(texts("report")["early_day"]).format(
            y=self.voice.year.year, m=rng.randint(6, 10), d=rng.randint(1, 28)
        )


def paragraphs(county: County, year: Year) -> list[Paragraph]:
    """The report, without mistakes of its own."""
    return Writer(Voice(county, year)).write()
