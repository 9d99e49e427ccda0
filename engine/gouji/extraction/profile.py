"""Which report this is: unit, fiscal year, kind and region, from its title and first lines."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from gouji.extraction.passages import GAP, Passage
from gouji.fact import Profile
from gouji.rule import Vocabulary

HEAD = 12  # passages at the top that may hold the title
TITLE = 4  # of them, those that may be lines of the title
TITLE_LENGTH = 60  # characters of a title line
YEAR = re.compile(r"((?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年(?:度)?")
HAN = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {"〇": "0"}
REPORT = re.compile(r"自评|预算|绩效|决算|总结|评价|报告")
BEFORE_NAME = re.compile(
    r"^(?:附件\d*[:：]?|#?title[:：]|关于(?:报送|印发|上报)?|《|(?:19|20)\d\d年?(?:度)?|[一二][〇零一二三四五六七八九]{3}年(?:度)?)+"
)
AFTER_NAME = (
    r"(?=$|[》：:，。"
    + GAP
    + r"]|关于|(?:19|20)\d\d|\d\d年|[一二][〇零一二三四五六七八九]{3}年|部门|单位|整体|绩效|项目|决算|预算|自评|财政)"
)
UNIT_LABEL = re.compile(r"(?:填报|实施|项目实施|申报)?单位(?:名称)?(?:（盖章）)?[:：]?|部门名称|部门（单位）名称")
IN_ONE_CELL = re.compile(r"(?:填报|实施)?单位(?:名称)?(?:（盖章）)?[:：]([\u4e00-\u9fff（）]{3,24})$")
HAN_NAME = re.compile(r"[\u4e00-\u9fff（）]{3,24}")
CITED = re.compile(r"《[^》]{0,40}》")


def profile(read: tuple[Passage, ...], vocabulary: Vocabulary, given: Profile) -> Profile:
    """The profile of a document; what is given outranks what is read, but a county given keeps the province read."""
    head = [p.text for p in read[:HEAD] if not p.cell]
    title = [text for text in head[:TITLE] if _titles(text)]
    words = vocabulary.words["reports"]
    unit = given.unit or _unit(head, words["units"]) or _unit_in_cells(read)
    regions = words["regions"].split()
    return Profile(
        unit,
        given.fiscal_year or _year(title, read),
        given.kind or _kind(title, words["kinds"]),
        _within(
            _region(title, head, regions) or next((r for r in regions if unit.startswith(r)), ""), given.region, regions
        ),
    )


def _within(read: str, given: str, provinces: list[str]) -> str:
    """嘉鱼县, given, in a report of 湖北 is 湖北嘉鱼县: rules hold by province."""
    return read if not given else given if any(p in given for p in provinces) else read + given


def _titles(text: str) -> bool:
    """Whether a line may be one of a title: short, no sentence; a stop may follow only what names a report."""
    stop = text.find("。")
    return len(text) < TITLE_LENGTH and (stop < 0 or (stop == len(text) - 1 and REPORT.search(text) is not None))


def _year(title: list[str], read: tuple[Passage, ...]) -> int | None:
    """The year the title names with 年度, or with 年; else the one the body names most."""
    for ending in ("年度", "年"):
        for text in title:
            for m in YEAR.finditer(text):
                if m[0].endswith(ending) and (REPORT.search("".join(title)) or ending == "年度"):
                    return _number(m[1])
    named = Counter(_number(m[1]) for p in read for m in YEAR.finditer(p.text))
    return named.most_common(1)[0][0] if named else None


def _number(year: str) -> int:
    return int("".join(HAN.get(c, c) for c in year))


def _kind(title: list[str], kinds: dict[str, str]) -> str:
    """The kind that one line of the title names, before one that its lines make together."""
    for text in (*title, "".join(title)):
        if found := next((kind for kind, words in kinds.items() if any(w in text for w in words.split())), ""):
            return found
    return ""


def _unit(head: list[str], ends: str) -> str:
    """The name at the front of a title line that ends as units' names do; else after 部门名称 or 单位名称."""
    known = "|".join(sorted(ends.split(), key=len, reverse=True))
    front = re.compile(rf"(?P<name>[\u4e00-\u9fff（）]{{2,24}}?(?:{known})(?:（[^）]*）)?){AFTER_NAME}")
    named = re.compile(
        rf"(?:部门|单位)(?:（单位）)?名称[：:|{GAP}]*(?P<name>[\u4e00-\u9fff]{{2,24}}?(?:{known}))(?![\u4e00-\u9fff])"
    )
    for text in head[:TITLE]:
        m = front.match(BEFORE_NAME.sub("", text))
        if m:
            return m["name"]
    loose = re.compile(rf"[\u4e00-\u9fff]{{2,20}}?(?:{known})")
    found = (named.search(text) for text in head)
    first = next((m["name"] for m in found if m), "")
    return first or next((m[0] for text in head[:TITLE] if (m := loose.search(BEFORE_NAME.sub("", text)))), "")


def _unit_in_cells(read: tuple[Passage, ...]) -> str:
    """The unit that a form names at its top: 填报单位：… in a cell, or 实施单位 and the cell beside it."""
    for label, value in pairwise(read[: 2 * HEAD]):
        if label.cell is None:
            continue
        if m := IN_ONE_CELL.match(label.text):
            return m[1]
        beside = value.cell is not None and value.cell.row == label.cell.row
        if beside and UNIT_LABEL.fullmatch(label.text) and HAN_NAME.fullmatch(value.text):
            return value.text
    return ""


def _region(title: list[str], head: list[str], regions: list[str]) -> str:
    """The province that the title names, or that issued what the report cites; a mention in passing is none."""
    joined = "".join(title)
    for region in regions:
        if region in joined:
            return region
    cited = "".join(m[0] for text in head for m in CITED.finditer(text))
    return next(
        (r for r in regions if re.search(rf"{r}(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)", cited)), ""
    )
