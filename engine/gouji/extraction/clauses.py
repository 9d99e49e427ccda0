"""Tokens → mentions: each figure with the clause around it, the words that lead to it, and what they say it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gouji.extraction.cues import Cues
from gouji.extraction.days import Day
from gouji.extraction.forms import SHORT_BRACKET, form_of
from gouji.extraction.joining import carry_forms, carry_units, respectively
from gouji.extraction.mention import Mention, Reading
from gouji.extraction.numerals import Scanner, Token
from gouji.extraction.passages import CLOSE, GAP, OPEN, Passage

STOPS = "。！？"
SEGMENT = "；;"
SOFT = "，,：:（）()—｜|①②③④⑤⑥⑦⑧⑨⑩" + GAP
LISTED = "、"
BOUNDARY = re.compile(f"[{STOPS}{SEGMENT}{SOFT}{LISTED}]")
START_OF_YEAR = re.compile(r"年初(?:预算|批复|目标|计划|设定|安排|指标|任务|下达|确定|核定|部门|财政|承诺)")
TARGET_AFTER = re.compile(r"的?[^，。]{0,6}(?:目标|任务|计划|考核线|考核要求|控制线|标准)")
TAIL = re.compile(r"[^，。；：、！？（）()　｜|—]{0,14}")
# The cue groups that are looked for among the words just before a figure.
MARKS = ("prior", "target", "actual", "total", "include", "remaining", "mean", "plan", "budget", "other")
NAMED_RATE = re.compile(r"(?:率|进度|占比|比[例重])$")
NEAR = 16  # characters before a figure in which they count


class ClauseReader:
    """Reads passages one after another; its counters number sentences and clauses through the document."""

    def __init__(self, scanner: Scanner, cues: Cues) -> None:
        self._scanner = scanner
        self._cues = cues
        self._sentence = self._segment = self._clause = 0

    def read(self, passage: Passage) -> Reading:
        """The figures of a passage, each with its clause."""
        self._sentence += 1
        self._segment += 1
        self._clause += 1
        tokens = tuple(self._scanner.scan(passage.text, passage.body))
        if not tokens:
            return Reading(passage, (), ())
        mentions = carry_forms(carry_units(list(self._mentions(passage, tokens))))
        return Reading(passage, tokens, tuple(respectively(mentions, self._releading)))

    def _mentions(  # noqa: C901, PLR0912 - one pass over the marks between figures, a branch for each sort of mark
        self, passage: Passage, tokens: tuple[Token, ...]
    ) -> Iterator[Mention]:
        text = passage.text
        hidden = [(m.start(), m.end()) for m in SHORT_BRACKET.finditer(text)]
        boundary = at = passage.body
        figure_since = False
        brackets: list[tuple[int, Day | None]] = []  # where each opened, and the period that held outside it
        period: Day | None = None
        period_at = -1
        for n, token in enumerate(tokens):
            for mark in BOUNDARY.finditer(text, at, token.start):
                i, c = mark.start(), mark[0]
                if hidden and any(first <= i < past for first, past in hidden):
                    continue
                if c in "：:" and i + 1 == token.start and token.quantity and NAMED_RATE.search(text, boundary, i):
                    continue  # 完成率：95%
                if c in STOPS:
                    self._sentence += 1
                    self._segment += 1
                    self._clause += 1
                    boundary, figure_since, period = i + 1, False, None
                    brackets.clear()
                elif c in SEGMENT:
                    self._segment += 1
                    self._clause += 1
                    boundary, figure_since = i + 1, False
                elif c in SOFT:
                    self._clause += c in "，," + GAP
                    if c in OPEN:
                        brackets.append((i, period))
                    elif c in CLOSE and brackets:
                        period = brackets.pop()[1]
                    boundary, figure_since = i + 1, False
                elif figure_since:
                    boundary = i + 1
            at = token.end
            if token.kind == "date":
                if token.day and (token.day.year or period is None or not period.year or token.day.word):
                    period, period_at = _merged(period, token.day), token.start
                continue
            if token.kind in ("ratio", "range") or token.quantity is None:
                if token.kind in ("ratio", "range"):
                    boundary, figure_since = token.end, True
                continue
            if _threshold(token, text):
                continue
            lead = _lead(text[boundary : token.start].strip(GAP), token.about)
            tail = TAIL.match(text, token.end, tokens[n + 1].start if n + 1 < len(tokens) else len(text))
            behind = tail[0] if tail else ""
            form, of = form_of(token, lead, boundary, text, self._cues)
            yield Mention(
                passage, token, token.quantity, form, lead, behind, self._sentence, self._segment, self._clause,
                len(brackets), brackets[-1][0] if brackets else -1, boundary, self._marks(lead, behind), period,
                period_at >= boundary, of,
            )  # fmt: skip
            boundary, figure_since = token.end, True

    def _releading(self, mention: Mention, lead: str) -> Mention:
        """The mention with another lead, and what that makes of it."""
        form, of = form_of(mention.token, lead, mention.lead_start, mention.passage.text, self._cues)
        return replace(mention, lead=lead, marks=self._marks(lead, mention.tail), form=form, of=of)

    def _marks(self, lead: str, tail: str) -> frozenset[str]:
        near = lead[-NEAR:]
        found = self._cues.groups_in(near, MARKS)
        if "prior" in found and START_OF_YEAR.search(near):
            rest = self._cues.groups_in(START_OF_YEAR.sub("", near), MARKS)
            if "prior" not in rest:
                found.discard("prior")  # 年初预算 is this year's
        if self._cues.ends["total_end"].search(lead):
            found.add("total")
        if TARGET_AFTER.match(tail):
            found.add("target")
        return frozenset(found)


def _lead(words: str, about: str) -> str:
    """What leads to a figure without the 约 or 近 that is the figure's own: 增长约为 leads to 9% as 增长为 does."""
    before, found, after = words.rpartition(about) if about else (words, "", "")
    return before + after if found else words


THRESHOLD_TAIL = re.compile(
    r"的(?!(?:年度|预期|绩效|年初|序时|控制)?(?:目标|要求|任务|标准|指标|考核|水平|比例))[\u4e00-\u9fff]|(?![和与及并且但而的])[\u4e00-\u9fff]"
)
BOUNDING = ("以上", "以下", "及以上", "及以下", "（含）以上", "（含）以下", "以内")


def _threshold(token: Token, text: str) -> bool:
    """60岁以上老人, 10万元以上的村: a bound with a noun right after it marks who is meant; it is no figure of its own."""
    return token.tail in BOUNDING and bool(THRESHOLD_TAIL.match(text, token.end))


def _merged(before: Day | None, day: Day) -> Day:
    """2022年当年: a relative word never replaces an explicit year."""
    if day.year or before is None or not before.year:
        return day
    relative = re.search("上年|去年|前年|上一年|明年|次年|下年", day.word)
    return day if relative else before
