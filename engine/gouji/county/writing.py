"""Writes a county: file by file, with the truth of every planted mistake, the manifest and the roster."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import IO, NamedTuple

from gouji.county.figures import LASTING, TRANSFERS, Year, crossings_of, town_years
from gouji.county.files import docx, xlsx
from gouji.county.forms import Form, forms
from gouji.county.plan import County, Unit, units
from gouji.county.report import paragraphs
from gouji.county.table import county_table
from gouji.county.voice import Paragraph
from gouji.county.wording import INSTEAD, Plant, planted, texts

MOST = 4  # mistakes in a report of those that have any
HEADER = ("unit", "region", "year", "kind", "path")


class Made(NamedTuple):
    """A file: where it goes, whose it is, what it is, its bytes."""

    path: str
    unit: str
    year: int
    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Truth:
    """A planted mistake: where it is printed, what it is, which rules find it."""

    path: str
    unit: str
    year: int
    kind: str
    quote: str
    line: int = 0
    cell: str = ""
    rules: tuple[str, ...] = ()
    must: bool = True
    cross: bool = False
    paths: tuple[str, ...] = ()


Step = tuple[Sequence[Made], Sequence[Truth]]
# What finds a mistake that shows only across reports; all, some or none of these rules may be there
CROSS_RULES: dict[str, tuple[str, ...]] = {
    "prior-year": ("prior-year-matches", "cr-prior-year-match"),
    "carry-over": ("carry-match", "cr-carry-match", "prior-year-matches"),
    "target-lowered": ("target-lowered", "target-below-last-actual", "cr-target-lowered", "cr-target-below-last"),
    "target-below-last": ("target-below-last-actual", "cr-target-below-last"),
    "repeated": ("repeated-finding", "cr-repeat-finding"),
    "report-missing": ("report-missing", "cr-missing-report"),
    "text-copied": ("text-copied", "cr-text-copied"),
    "shared-project": ("shared-project", "cr-shared-object"),
    "outlier": ("outlier", "cr-rate-outlier"),
    "unit-scale": ("unit-scale", "cr-unit-scale-set"),
    "form-version": ("form-mix", "cr-form-mix"),
    "duplicate": ("duplicate-file", "cr-duplicate-file"),
    "corrected": ("version-change", "cr-version-change"),
    "county-total": ("county-table-sum", "county-sum", "cr-sum-county", "total-eq-parts"),
    "county-row": ("county-row", "county-sum", "cr-sum-county"),
}
NEED_NOT = ("corrected", "duplicate")  # worth knowing, not wrong
EARLIER = ("prior-year", "carry-over", "target-lowered", "target-below-last", "repeated")
# In which statements such a mistake shows; `n`: in what is said of an indicator that every town has
SHOWN: dict[str, tuple[str, ...]] = {
    "prior-year": ("income-up", "income-down"),
    "carry-over": ("income", "income-three"),
    "repeated": ("execution",),
    "target-lowered": ("n",),
    "target-below-last": ("n",),
    "outlier": ("n",),
    "unit-scale": ("n",),
    "text-copied": ("practice",),
}
Spot = tuple[int, int]  # paragraph, statement in it


def generate(county: County, folder: Path) -> Iterator[Path]:
    """Write the county into a folder, giving each file as it is written; nothing is held but a town's two years."""
    folder.mkdir(parents=True, exist_ok=True)
    _roster(county, folder / "roster.csv")
    with (
        (folder / "manifest.csv").open("w", encoding="utf-8-sig", newline="") as listed,
        (folder / "truth.json").open("w", encoding="utf-8", newline="\n") as told,
    ):
        rows = csv.writer(listed)
        rows.writerow(HEADER)
        truth = _TruthFile(told, county)
        for files, mistakes in steps(county):
            for one in files:
                path = folder / one.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(one.data)
                rows.writerow((one.unit, county.name, one.year, one.kind, one.path))
                truth.files += 1
                yield path
            for mistake in mistakes:
                truth.add(mistake)
        truth.close()
    yield from (folder / name for name in ("manifest.csv", "roster.csv", "truth.json"))


def steps(county: County) -> Iterator[Step]:
    """The files of the county with what is wrong in them: a town's report, its forms, …, the county's tables."""
    for unit in units(county):
        for year in town_years(county, unit):
            yield from _reports(county, year)
            yield from _forms(county, year)
    for at in county.span:
        yield _table(county, at)


class _TruthFile:
    """truth.json, written entry by entry."""

    def __init__(self, stream: IO[str], county: County) -> None:
        self.stream, self.county, self.files, self.count = stream, county, 0, 0
        stream.write(f'{{"seed": {county.seed}, "towns": {county.towns}, "years": {county.years},\n"mistakes": [')

    def add(self, mistake: Truth) -> None:
        self.stream.write(",\n" if self.count else "\n")
        json.dump(asdict(mistake), self.stream, ensure_ascii=False)
        self.count += 1

    def close(self) -> None:
        self.stream.write(f'\n],\n"files": {self.files}}}\n')


def _roster(county: County, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("unit", "region", "kind"))
        rows.writerows((one.name, county.name, texts("forms")["roster"]["kind"]) for one in units(county))


# ── reports ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _reports(county: County, year: Year) -> Iterator[Step]:
    path = _path(county, year)
    kind = year.crossing.kind if year.crossing else ""
    if kind == "report-missing":
        yield (), (_crossed(path, year, kind, ("", 0), ()),)
        return
    whole = paragraphs(county, year)
    spot = _shown(whole, year, kind)
    spoilt, found = _spoilt(county, year, whole, spot)
    truths = [_truth(path, year, spoilt, at, plant) for at, plant in found]
    made = [_report(path, year, spoilt)]
    if kind == "duplicate":
        made.append(made[0]._replace(path=_path(county, year, "again")))
    if kind == "corrected":
        made.append(_report(_path(county, year, "revised"), year, whole))
    if kind in (*SHOWN, "duplicate", "corrected"):
        seen = (str(spoilt[spot[0]].said[spot[1]]), spot[0] + 1) if spot else ("", 0)
        truths.append(_crossed(path, year, kind, seen, _paths(county, year, kind)))
    yield made, truths


def _path(county: County, year: Year, name: str = "report_file") -> str:
    return _path_of(county, year.unit, year.year, name)


def _path_of(county: County, unit: Unit, year: int, name: str = "report_file") -> str:
    named = texts("forms")[name].format(y=year)
    text = county.rng("format", unit.number, year).random() < 1 / 8
    return f"{year}/{unit.town}/{named}.{'txt' if text else 'docx'}"


def _paths(county: County, year: Year, kind: str) -> tuple[str, ...]:
    """The reports in which a mistake shows that is none of one alone."""
    path = _path(county, year)
    if kind in EARLIER:
        return path, _path_of(county, year.unit, year.year - 1)
    if kind in ("duplicate", "corrected"):
        return path, _path(county, year, "again" if kind == "duplicate" else "revised")
    if kind == "text-copied":
        return path, _path(county, _other(county, year))
    return (path,)


def _other(county: County, year: Year) -> Year:
    """The same year of the unit that a mistake is shared with."""
    number = year.crossing.other if year.crossing else -1
    unit = next(one for one in units(county) if one.number == number)
    return next(one for one in town_years(county, unit) if one.year == year.year)


def _report(path: str, year: Year, whole: Sequence[Paragraph]) -> Made:
    if path.endswith(".txt"):
        data = "".join(f"{one}\n" for one in whole).encode()
    else:
        data = docx((one.level, str(one)) for one in whole)
    return Made(path, year.unit.name, year.year, "report", data)


def _shown(whole: Sequence[Paragraph], year: Year, kind: str) -> Spot | None:
    """The statement in which a mistake across reports shows."""
    keys = SHOWN.get(kind, ())
    names = [one.name for one in year.measures if one.always and one.rate == (kind == "outlier")][:1]
    for n, paragraph in enumerate(whole):
        for m, said in enumerate(paragraph.said):
            if said.key in keys or ("n" in keys and said.values.get("n") in names):
                return n, m
    return None


def _spoilt(
    county: County, year: Year, whole: list[Paragraph], kept: Spot | None
) -> tuple[list[Paragraph], list[tuple[Spot, Plant]]]:
    """The report with its own mistakes put in, none in two of three; the statement `kept` takes none."""
    rng = county.rng("mistakes", year.unit.number, year.year)
    wanted = rng.randint(1, MOST) if rng.random() < 1 / 3 else 0
    if year.crossing and year.crossing.kind == "corrected":
        wanted = max(wanted, 1)
    spots = [
        ((n, m), plant)
        for n, paragraph in enumerate(whole)
        for m, said in enumerate(paragraph.said)
        for plant in said.plants
        if (n, m) != kept
    ]
    chosen = _chosen(whole, spots, wanted, rng)
    if _repeated(county, year):
        every = ((n, m) for n, paragraph in enumerate(whole) for m in range(len(paragraph.said)))
        at = next((n, m) for n, m in every if whole[n].said[m].key in SHOWN["repeated"])
        chosen = [(at, whole[at[0]].said[at[1]].plants[0]), *(one for one in chosen if one[0] != at)]
    made = list(whole)
    for (n, m), plant in chosen:
        said = list(made[n].said)
        said[m] = planted(said[m], plant, rng)
        made[n] = made[n]._replace(said=tuple(said))
    return made, chosen


def _chosen(
    whole: Sequence[Paragraph], spots: Sequence[tuple[Spot, Plant]], wanted: int, rng: Random
) -> list[tuple[Spot, Plant]]:
    """Mistakes of as many kinds as there are, in statements of different kinds."""
    kinds = sorted({plant.kind for _, plant in spots})
    rng.shuffle(kinds)
    chosen: list[tuple[Spot, Plant]] = []
    for kind in kinds[:wanted]:
        used = {whole[n].said[m].key for (n, m), _ in chosen}
        free = [((n, m), plant) for (n, m), plant in spots if plant.kind == kind and whole[n].said[m].key not in used]
        chosen += [rng.choice(free)] if free else []
    return chosen


def _repeated(county: County, year: Year) -> bool:
    """Whether this report has the mistake that is made in two years."""
    crossed = crossings_of(county)
    at = (crossed.get((year.unit.number, y)) for y in (year.year, year.year + 1))
    return any(one is not None and one.kind == "repeated" for one in at)


def _truth(path: str, year: Year, made: Sequence[Paragraph], spot: Spot, plant: Plant) -> Truth:
    said = made[spot[0]].said[spot[1]]
    quote = str(said) if plant.slot.startswith(INSTEAD) else said.quote(plant.slot)
    return Truth(
        path=path,
        unit=year.unit.name,
        year=year.year,
        kind=plant.kind,
        quote=quote,
        line=spot[0] + 1,
        rules=plant.rules,
        must=plant.must,
        paths=(path,),
    )


def _crossed(path: str, year: Year, kind: str, seen: tuple[str, int], paths: tuple[str, ...]) -> Truth:
    return Truth(
        path=path,
        unit=year.unit.name,
        year=year.year,
        kind=kind,
        quote=seen[0],
        line=seen[1],
        rules=CROSS_RULES[kind],
        must=kind not in NEED_NOT,
        cross=True,
        paths=paths,
    )


# ── forms ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _forms(county: County, year: Year) -> Iterator[Step]:
    rng = county.rng("form mistakes", year.unit.number, year.year)
    kind = year.crossing.kind if year.crossing else ""
    wrong = rng.randrange(LASTING + 2) if rng.random() < 1 / 3 else -1
    strayed: list[str] = []
    for n, form in enumerate(forms(county, year)):
        path = _form_path(county, year, n, form)
        made, truths = form, []
        if n == wrong:
            plant = rng.choice(form.plants)
            made = form.spoilt(plant, rng)
            truths.append(_form_truth(path, year, made, plant))
        if kind == "shared-project" and n == LASTING:
            other = list(forms(county, _other(county, year)))[n]
            paths = (path, _form_path(county, _other(county, year), n, other))
            truths.append(_crossed(path, year, kind, (form.name, 0), paths))
        if kind == "form-version" and TRANSFERS <= n <= LASTING:
            strayed.append(path)
            if n == LASTING:
                truths.append(_crossed(path, year, kind, (form.above[0], 0), tuple(strayed)))
        yield [Made(path, year.unit.name, year.year, "project-form", _form(made, path))], truths


def _form_path(county: County, year: Year, n: int, form: Form) -> str:
    words = texts("forms")
    name = words["form_file"].format(n=n + 1, kind=words["file"][form.version], name=form.name)
    table = county.rng("form format", year.unit.number, year.year, n).random() < 1 / 4
    return f"{year.year}/{year.unit.town}/{name}.{'docx' if table else 'xlsx'}"


def _form_truth(path: str, year: Year, made: Form, plant: Plant) -> Truth:
    return Truth(
        path=path,
        unit=year.unit.name,
        year=year.year,
        kind=plant.kind,
        quote=made.cell(plant.slot),
        cell=made.address(plant.slot, framed=path.endswith(".xlsx")),
        rules=plant.rules,
        must=plant.must,
        paths=(path,),
    )


def _form(form: Form, path: str) -> bytes:
    if path.endswith(".xlsx"):
        return xlsx(texts("forms")["sheet"], form.rows(framed=True))
    return docx([*((0, one) for one in form.above), form.rows(framed=False), *((0, one) for one in form.below)])


# ── the county's tables ──────────────────────────────────────────────────────────────────────────────────────────────
def _table(county: County, at: int) -> Step:
    table, spoilt = county_table(county, at)
    path = f"{at}/{table.name}"
    made = Made(path, county.name, at, "county-table", table.data)
    if not spoilt:
        return [made], []
    paths = (path, *(_path_of(county, one, at) for one in units(county) if one.number == spoilt.town))
    return [made], [
        Truth(
            path=path,
            unit=county.name,
            year=at,
            kind=spoilt.kind,
            quote=spoilt.quote,
            cell=spoilt.cell,
            rules=CROSS_RULES[spoilt.kind],
            cross=True,
            paths=paths,
        )
    ]
