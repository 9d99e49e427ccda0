"""Names of other units of the county, standing in a report where its own name should stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.crossing.placed import TOWN, Placed, Report, Standing, expected_of, made
from gouji.gathering import Cite

SENTENCE = re.compile(r"[^。；！？\n]+")
# 乙镇党委政府高度重视 speaks of who reports; 与乙镇共建, 甲镇至乙镇公路 do not
SPEAKS = "党委|党政|人民政府|政府|财政所|镇党委|全[镇乡]|辖|位于|地处|下辖|总面积|年末|坚持|高度重视|严格|认真|扎实"
WITH = re.compile(
    "[与和同跟及至]|联合|共建|合作|交界|毗邻|接壤|相邻|邻近|学习|考察|参观|借鉴|支援|调入|调往|转入|往来|对口|帮扶|经验|线"
)
NAMED = re.compile(r"(?:项目|工程|公路|自评表|报告)[\s　]*$")  # 渡口镇全域治理项目 is a name
OWN = re.compile("[我本][镇乡]|我街道|本街道")  # tells itself from the other
LEAST = 3  # characters of a name that is not an ordinary word


def mentions(stands: Standing) -> Iterator[Placed]:
    """Sentences that begin with another town's name and go on to speak of it as the town that reports."""
    region = stands.gathering.region
    names = {report.unit for report in (*stands.reports, *stands.earlier)}
    names |= {expected_of(one, region) for one in stands.gathering.roster}
    towns = sorted((n for n in names if TOWN.search(n) and len(n) >= LEAST), key=lambda n: (-len(n), n))
    if not towns:
        return
    pattern = re.compile(
        rf"^[\s　]*(?:{re.escape(region)})?(?P<name>{'|'.join(map(re.escape, towns))})(?P<after>.{{0,12}})"
    )
    for report in stands.reports:
        if report.unit:
            yield from _in(report, pattern, stands)


def _in(report: Report, pattern: re.Pattern[str], stands: Standing) -> Iterator[Placed]:
    number = 0
    for text in report.member.passages:
        for sentence in SENTENCE.finditer(text):
            m = pattern.match(sentence[0])
            if not m or m["name"] == report.unit or report.unit in sentence[0] or m["name"] in report.unit:
                continue
            if (
                WITH.search(m["after"])
                or OWN.search(sentence[0])
                or NAMED.search(sentence[0])
                or not re.match(f"[^，。]{{0,4}}?(?:{SPEAKS})", m["after"])
            ):
                continue
            number += 1
            places = stands.of(report, subject=m["name"])
            fact = made(f"n{report.number}.{number}", "mention", m["name"], places, ("主语",))
            yield Placed(fact, (Cite(report.member.path, "他名", sentence[0].strip()),))
            break
