"""An Overview → a rectification notice (整改通知) for each unit with something to mend, in the form of official documents.

The form is that of GB/T 9704: A4, 22 lines of 28 points, 三号仿宋, 二号小标宋 for the title, 一、（一）1. for what is in it,
page numbers at the outer edge. Who signs, when, and by when it must be done is left to be filled in.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import count
from pathlib import PurePath
from typing import NamedTuple

from gouji.formats.telling import GRADES
from gouji.formats.webpage import asset
from gouji.overview.counting import MISSING
from gouji.overview.model import UNNAMED, Crossed, Left, Missing, Overview, Problem, Report, Unit

MUST, SHOULD, _, _ = GRADES
BLANK = "　" * 4
NUMERALS = "一二三四五六七八九"
UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')  # what a file's name may not hold on one system or another
LONGEST = 60  # characters of a unit in a file's name
PARTS: Mapping[
    str, str
] = {  # of a .docx → ours; document.xml has the page, styles.xml the letters, fontTable.xml what stands in for which
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "rels.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    **{f"word/{name}": name for name in ("styles.xml", "settings.xml", "fontTable.xml", "footer1.xml", "footer2.xml")},
}
NEVER_SINCE = (1980, 1, 1, 0, 0, 0)  # the date of files in a zip: what is made twice is the same


class Line(NamedTuple):
    """A paragraph of a notice and its style."""

    style: str
    text: str


class Mending(NamedTuple):
    """What a unit has to mend."""

    unit: Unit
    found: Mapping[str, list[Problem]]
    crossed: list[Crossed]
    failed: list[Left]
    missing: list[Missing]


def write(seen: Overview) -> Iterator[tuple[str, bytes]]:
    """A name and a .docx for each unit that has something to mend."""
    taken: set[str] = set()
    for one in mendings(seen):
        yield _name(one.unit.printed, taken), _docx(lines(seen, one))


def packed(seen: Overview) -> bytes:
    """All notices in one zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as kept:  # each is compressed by itself
        for name, content in write(seen):
            kept.writestr(zipfile.ZipInfo(name, NEVER_SINCE), content)
    return out.getvalue()


def mendings(seen: Overview) -> Iterator[Mending]:
    """What each unit has to mend; those that have nothing are left out, and so is what is waived."""
    found: defaultdict[str, defaultdict[str, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    for problem in seen.problems:
        if problem.grade in {MUST, SHOULD} and not problem.waived:
            found[seen.reports[problem.report].unit][problem.grade].append(problem)
    crossed: defaultdict[str, list[Crossed]] = defaultdict(list)
    for one in seen.crossed:
        for unit in one.units if one.grade in {MUST, SHOULD} and not one.waived and one.rule != MISSING else ():
            crossed[unit].append(one)
    failed: defaultdict[str, list[Left]] = defaultdict(list)
    for left in seen.left:
        if left.why == "failed":
            failed[left.unit or UNNAMED].append(left)
    missing: defaultdict[str, list[Missing]] = defaultdict(list)
    for absent in seen.missing:
        missing[absent.unit].append(absent)
    known = {unit.name: unit for unit in seen.units}
    for name in dict.fromkeys([*known, *failed]):
        concerned = known.get(name) or Unit(name, name, "", listed=False)
        mending = Mending(concerned, found[name], crossed[name], failed[name], missing[name])
        if any(mending[1:]):
            yield mending


def lines(seen: Overview, one: Mending) -> Iterator[Line]:
    """A notice, paragraph by paragraph."""
    years = sorted({seen.reports[p.report].year or 0 for some in one.found.values() for p in some} - {0})
    of = f"{years[0]}年度" if len(years) == 1 else f"{years[0]}—{years[-1]}年度" if years else ""
    yield Line("Title", f"关于{of}绩效报告核对问题的整改通知")
    yield Line("To", f"{one.unit.printed if one.unit.name != UNNAMED else BLANK}：")
    yield Line("Body", _opening(one))
    numerals = iter(NUMERALS)
    for grade, title in ((MUST, "必须改正的问题"), (SHOULD, "建议改正的问题")):
        if some := one.found.get(grade):
            yield Line("Heading1", f"{next(numerals)}、{title}")
            yield from _found(seen, some)
    if one.crossed:
        yield Line("Heading1", f"{next(numerals)}、与其他报告对照发现的问题")
        for number, across in enumerate(one.crossed, 1):
            yield from _across(number, across)
    if one.failed:
        yield Line("Heading1", f"{next(numerals)}、没有打开、要重新报送的文件")
        for number, left in enumerate(one.failed, 1):
            yield Line("Body", f"{number}.{left.path}：{_ended(left.reason)}")
    if one.missing:
        yield Line("Heading1", f"{next(numerals)}、还没有收到的报告")
        for number, absent in enumerate(one.missing, 1):
            yield Line("Body", f"{number}.{absent.year}：{_ended(absent.message)}")
    yield Line("Heading1", f"{next(numerals)}、整改要求")
    yield Line("Heading2", "（一）先查台账，再改报告。")
    yield Line(
        "Body",
        "逐处对照台账、凭证和批复文件核实。上面写的“可改为”只是按报告里其他数算出来的，不等于实际发生数；绩效目标以年初批复为准，不得为对上数字改动目标。",
    )
    yield Line("Heading2", "（二）逐处说明改正情况。")
    yield Line("Body", "改正后重新报送，并附说明；认为原数无误的，写明理由，附上依据。")
    yield Line("Heading2", "（三）按时报送。")
    yield Line("Body", f"请于{BLANK}年{BLANK[:2]}月{BLANK[:2]}日前报送。联系人：{BLANK}，电话：{BLANK}{BLANK}。")
    yield Line("Signed", f"{BLANK}{BLANK}（发文机关，印章）")
    yield Line("Signed", f"{BLANK}年{BLANK[:2]}月{BLANK[:2]}日")


def _opening(one: Mending) -> str:
    musts, shoulds = len(one.found.get(MUST, ())), len(one.found.get(SHOULD, ()))
    told = f"对你单位报送的{one.unit.reports}份绩效报告进行了核对" if one.unit.reports else "核对了各单位报送的绩效报告"
    counted = (
        f"必须改正的{musts}处" if musts else "",
        f"建议改正的{shoulds}处" if shoulds else "",
        f"与其他报告对照发现的{len(one.crossed)}处" if one.crossed else "",
        f"没有打开的文件{len(one.failed)}个" if one.failed else "",
        f"还没有收到的报告{len(one.missing)}份" if one.missing else "",
    )
    return f"近期，{told}，发现{'、'.join(filter(None, counted))}。现将有关情况和整改要求通知如下。"


def _found(seen: Overview, some: list[Problem]) -> Iterator[Line]:
    """The findings of a grade, report by report."""
    by_report: defaultdict[int, list[Problem]] = defaultdict(list)
    for problem in some:
        by_report[problem.report].append(problem)
    for number, (place, problems) in enumerate(by_report.items(), 1):
        yield Line("Heading2", f"（{numeral(number)}）{_called(seen.reports[place])}")
        for n, problem in enumerate(problems, 1):
            yield from _problem(n, problem)


def _called(report: Report) -> str:
    """The name of a report's file, with its year if it does not say it."""
    name = PurePath(report.path).name
    return name if not report.year or str(report.year) in name else f"{name}（{report.year}年度）"


def _problem(number: int, problem: Problem) -> Iterator[Line]:
    where = f"（{problem.place}）" if problem.place else ""
    yield Line("Body", f"{number}.{problem.message}{where}。")
    if text := problem.sentence.strip() or problem.quote:
        yield Line("Body", f"原文：“{text}”")
    if problem.working:
        yield Line("Body", f"核算：{_ended('；'.join(problem.working.splitlines()))}")
    if problem.repair:
        yield Line("Body", f"可改为：{_ended(problem.repair)}")
    if problem.basis:
        yield Line("Body", f"依据：{_ended(problem.basis)}")


def _across(number: int, one: Crossed) -> Iterator[Line]:
    yield Line("Body", f"{number}.{_ended(one.message)}")
    if one.working:
        yield Line("Body", f"核算：{_ended('；'.join(one.working.splitlines()))}")
    places = [f"{cite.path}“{cite.text}”" if cite.text != cite.path else cite.path for cite in one.cites]
    if places:
        yield Line("Body", f"出处：{_ended('；'.join(dict.fromkeys(places)))}")
    if one.basis:
        yield Line("Body", f"依据：{_ended(one.basis)}")


def _ended(text: str) -> str:
    return text if text.endswith(("。", "？", "！")) else f"{text}。"


def numeral(number: int) -> str:
    """A number below a thousand in Chinese: 十二, 一百零三."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    told = f"{NUMERALS[hundreds - 1]}百" if hundreds else ""
    if tens:
        told += "十" if tens == 1 and not hundreds else f"{NUMERALS[tens - 1]}十"
    elif hundreds and ones:
        told += "零"
    return told + (NUMERALS[ones - 1] if ones else "")


def _name(unit: str, taken: set[str]) -> str:
    bare = UNFIT.sub("_", unit).strip("._ ")[:LONGEST] or UNNAMED
    for number in count(1):
        name = f"整改通知-{bare}{f'-{number}' if number > 1 else ''}.docx"
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
    raise AssertionError  # numbers do not end


# ── the document ─────────────────────────────────────────────────────────────────────────────────────────────────────
def _docx(told: Iterable[Line]) -> bytes:
    paragraphs = "\n".join(
        f'<w:p><w:pPr><w:pStyle w:val="{one.style}"/></w:pPr><w:r><w:t xml:space="preserve">{escape(one.text)}</w:t></w:r></w:p>'
        for one in told
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed_:
        for name, part in PARTS.items():
            content = asset("gouji.overview", "notice", part)
            if part == "document.xml":
                content = content.replace("{{paragraphs}}", paragraphs)
            packed_.writestr(zipfile.ZipInfo(name, NEVER_SINCE), content.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
