"""Who had to hand in and who did, on which form; what was found last year and is found again; what is waived."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

from gouji.crossing.placed import TOWN, WHOLE, Placed, Report, Standing, expected_of, made, unit_of
from gouji.extraction.subjects import bigrams
from gouji.gathering import Cite, Told
from gouji.kinds import REPORT_KINDS, report_kind

ANY = "自评"  # what a roster that names no kind asks for
FORM = re.compile(r"(?:自评|评价|申报|目标)表")
SORTS = (("转移支付", re.compile("转移支付")), ("整体", re.compile("整体")))
DATED = re.compile(r"(?:19|20)\d\d年?度?|[\s　]")
BRACKETS = re.compile(r"[（(][^（）()]*\d[^（）()]*[）)]")
SORT = re.compile(r"^[县市区]|人民|(?:镇|乡|街道|[局办委院会部站所]|中心|办公室|委员会)$")  # what many units are called
TITLES, LONGEST = 3, 40  # passages at the top that may be a title, and its characters at most
LOUD = ("", "error", "warning")  # findings of these are to be put right; empty: not told
ROSTER = "名册"


def handed_in(stands: Standing) -> Iterator[Placed]:
    """The roster, what was handed in against it, forms, findings of both years and waivers."""
    yield from _roster(stands)
    yield from _submitted(stands)
    yield from _forms(stands)
    yield from _findings(stands)
    every = {told.rule for report in (*stands.reports, *stands.earlier) for told in report.member.findings}
    for n, waiver in enumerate(stands.gathering.waivers):
        places = stands.places(
            org=unit_of(waiver.unit, stands.gathering.region), rule=family_of(waiver.rule, every), report="豁免"
        )
        yield Placed(made(f"w{n}", "waiver", waiver.reason or "已同意", places), ())


def _roster(stands: Standing) -> Iterator[Placed]:
    """Each unit with what it must hand in: the kind that the roster names, else anything.

    Where most units handed in a report on themselves, those that sent nothing but forms are asked for it.
    """
    seen: set[tuple[str, str]] = set()
    whole = {report.unit for report in stands.reports if _is_whole(report)}
    sent = {report.unit for report in stands.reports}
    listed = _listed(stands)
    units = {unit for _, unit, _ in listed}
    most = 2 * len(whole & units) > len(units)
    for n, (printed, unit, kind) in enumerate(listed):
        if (unit, kind) in seen:
            continue
        seen.add((unit, kind))
        sort = "乡镇" if TOWN.search(unit) else "县直"
        asked: list[tuple[str, tuple[str, ...]]] = [(kind, (sort,))]
        if kind == ANY and most and unit in sent - whole:
            asked.append((WHOLE, (sort, "多数已报")))
        for scope, says in asked:
            places = stands.places(org=unit, scope=scope, report=ROSTER)
            yield Placed(made(f"r{n}.{scope}", "roster", printed, places, says), (Cite(ROSTER, "名册", printed),))


def _listed(stands: Standing) -> list[tuple[str, str, str]]:
    """The roster: as printed, the unit, the kind asked for."""
    region = stands.gathering.region
    rows = (
        (one.unit, expected_of(one, region), REPORT_KINDS.get(report_kind(one.kind), ANY))
        for one in stands.gathering.roster
    )
    return [row for row in rows if row[1]]


def _is_whole(report: Report) -> bool:
    return report.series == WHOLE and not FORM.search(form_of(report))


def _submitted(stands: Standing) -> Iterator[Placed]:
    """Each report for its unit and kind. One whose unit or kind nobody knows may be any that is missing."""
    listed = _listed(stands)
    units = {unit for _, unit, _ in listed}
    stray: list[Report] = []
    have: set[tuple[str, str]] = set()
    for report in stands.reports:
        if report.unit not in units:
            stray.append(report)
            continue
        kinds = (REPORT_KINDS[report.kind],) if report.kind else tuple(REPORT_KINDS.values())
        for scope in (ANY, *kinds, *((WHOLE,) if _is_whole(report) else ())):
            have.add((report.unit, scope))
            yield _submission(report, report.unit, scope, stands)
    for _, unit, kind in listed:
        for report in stray if (unit, kind) not in have else ():
            if not report.unit or may_be(report.unit, unit):
                yield _submission(report, unit, kind, stands, "单位不明")


def may_be(one: str, two: str) -> bool:
    """Whether two names may be one unit's: 云湖街道 was 云湖镇, 教育和体育局 was 县教育局."""
    if one in two or two in one:
        return True
    stems = [SORT.sub("", name) for name in (one, two)]
    return bool(set(bigrams(stems[0])) & set(bigrams(stems[1])))


def _submission(report: Report, unit: str, scope: str, stands: Standing, *says: str) -> Placed:
    places = {**stands.of(report), "org": unit, "scope": scope}
    fact = made(f"s{report.number}.{unit}.{scope}", "submission", report.member.path, places, says or ("已报",))
    return Placed(fact, (Cite(report.member.path, "报送", report.member.path),))


def form_of(report: Report) -> str:
    """The form a report was made on: as the member says, else the title of a form, without year and unit."""
    if report.member.form:
        return report.member.form
    for text in report.member.passages[:TITLES]:
        title = DATED.sub("", BRACKETS.sub("", text)).strip()
        if FORM.search(title) and len(title) <= LONGEST:
            for name in (report.member.profile.unit, report.unit):
                title = title.replace(name, "") if name else title
            return title
    return ""


def _forms(stands: Standing) -> Iterator[Placed]:
    """The form each report was made on, where most of its sort are made on one."""
    by_sort: defaultdict[str, list[tuple[Report, str]]] = defaultdict(list)
    for report in stands.reports:
        if form := form_of(report):
            sort = next((sort for sort, pattern in SORTS if pattern.search(form)), "项目")
            by_sort[sort].append((report, form))
    for sort, reports in sorted(by_sort.items()):
        usual, most = Counter(form for _, form in reports).most_common(1)[0]
        if 2 * most <= len(reports):
            continue  # none is usual
        first = next(report for report, form in reports if form == usual)
        for report, form in ((first, usual), *((r, f) for r, f in reports if f != usual)):
            says = ("多数",) if report is first else ("少数",)
            fact = made(f"t{report.number}", "form_id", form, {**stands.of(report), "scope": sort}, says)
            yield Placed(fact, (Cite(report.member.path, "表式", form),))


def _findings(stands: Standing) -> Iterator[Placed]:
    """What was found in a unit's report last year and is found in it again: one finding of each family of rules."""
    every = {told.rule for report in (*stands.reports, *stands.earlier) for told in report.member.findings}
    before: dict[tuple[str, str, str], tuple[Report, Told]] = {}
    for report, told in _loud(stands.earlier):
        before.setdefault((report.unit, report.series, family_of(told.rule, every)), (report, told))
    seen: set[tuple[str, str]] = set()
    for report, told in _loud(stands.reports):
        family = family_of(told.rule, every)
        last = before.get((report.unit, report.series, family))
        if last and (report.unit, family) not in seen:
            seen.add((report.unit, family))
            for role, (of, what) in (("own_finding", (report, told)), ("prior_finding", last)):
                fact = made(f"f{of.number}.{family}", role, what.message, stands.of(of, rule=family))
                yield Placed(fact, (Cite(of.member.path, "", what.message),))


def _loud(reports: Iterable[Report]) -> Iterator[tuple[Report, Told]]:
    """The findings that are to be put right, of reports whose unit is known."""
    for report in reports:
        for told in report.member.findings if report.unit else ():
            if told.severity in LOUD:
                yield report, told


def family_of(rule: str, every: Collection[str]) -> str:
    """exec-rate of exec-rate-initial: the same mistake, told by the base that was written beside it."""
    parts = rule.split("-")
    heads = ("-".join(parts[:n]) for n in range(2, len(parts)))
    return next((head for head in heads if head in every), rule)
