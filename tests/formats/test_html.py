from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pypdfium2
import pytest
from browser import chromium, needs_chromium
from result_maker import finding_on, result_on
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By

from gouji.document import Block, Cell, Document, Span
from gouji.fact import Number
from gouji.finding import CheckResult, Coverage, Verdict
from gouji.formats import html
from gouji.formats.html_document import STATES, marked
from gouji.rule import Severity

WICKED = "</script><script>window.bad=1</script><img src=x onerror=window.bad=1>&\u202e'\"{{data}}"


class Marks(HTMLParser):
    """Piece → its text; figures by state; everything that names an address."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: dict[int, str] = {}
        self.states: Counter[str] = Counter()
        self.addresses: list[str] = []
        self.open: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.addresses += [said[name] for name in ("src", "href", "action") if name in said]
        if "data-s" in said:
            self.states[said["data-s"]] += 1
        if tag == "span":
            piece = int(said["id"][1:]) if said.get("id", "").startswith("p") else None
            self.open.append(piece)
            if piece is not None:
                self.pieces[piece] = ""
        elif tag == "sup":
            self.open.append(None)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("span", "sup") and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] is not None:
            self.pieces[self.open[-1]] += data


def marks_of(page: str) -> Marks:
    parser = Marks()
    parser.feed(page)
    return parser


def many(findings: int) -> CheckResult:
    """A report of two paragraphs and a table row for each finding, every figure accounted for."""
    blocks: list[Block] = []
    text, made, states = "", [], []

    def add(line: str, cell: Cell | None = None) -> Span:
        nonlocal text
        start = len(text)
        blocks.append(
            Block(len(blocks) + 1, Span(start, start + len(line)), "cell" if cell else "paragraph", cell=cell)
        )
        text += line + "\n"
        return Span(start, start + len(line))

    add("望禾镇2025年度绩效自评报告")
    for n in range(findings):
        line = add(f"{n}.新建道路{n}公里，实际完成{n}公里，指标完成率108%。其余另有{n}处。")
        at = [m.span() for m in re.finditer(r"\d+公里|108%", text[line.start : line.end])]
        spans = [Span(line.start + a, line.start + b) for a, b in at]
        made.append((spans, Severity.ERROR if n % 3 else Severity.WARNING))
        states += [(one, "contradicted") for one in spans]
        if n % 10 == 0:
            add("指标", Cell(n + 1, 1, 1))
            states.append((add(f"{n}座", Cell(n + 1, 1, 2)), "unchecked"))
    document = Document("大报告.docx", "docx", text[:-1], tuple(blocks))
    result = result_on(document, [finding_on(document, *spans, severity=severity) for spans, severity in made])
    coverage = Coverage(len(states), 3 * findings, 0, 0, 0, 3 * findings, states=tuple(states))  # type: ignore[arg-type]
    return replace(result, coverage=coverage)


@pytest.fixture
def stated(result: CheckResult) -> CheckResult:
    """The report of the other formats' tests, each of its numbers in a state."""
    numbers = result.facts.numbers
    kinds = list(STATES)
    states = tuple((number.span, kinds[n % len(kinds)]) for n, number in enumerate(dict.fromkeys(numbers)))
    return replace(result, coverage=replace(result.coverage, states=states))


def test_marks_are_the_characters_of_the_document(stated: CheckResult) -> None:
    marks = marks_of(html.write(stated))
    for finding, places in zip(stated.findings, marked(stated).pieces, strict=True):
        for evidence, (first, last) in zip(finding.evidence, places, strict=True):
            assert "".join(marks.pieces[n] for n in range(first, last + 1)) == evidence.text


def test_every_figure_is_counted_once_in_its_state(stated: CheckResult) -> None:
    marks = marks_of(html.write(stated))
    assert marks.states == Counter(STATES[state] for _, state in stated.coverage.states)


def test_overlapping_citations_keep_their_own_pieces(result: CheckResult) -> None:
    document = result.document
    line = document.blocks[2].span
    spans = (Span(line.start, line.end), Span(line.start + 4, line.start + 12), Span(line.start + 8, line.start + 20))
    both = result_on(document, [finding_on(document, *spans)])
    marks = marks_of(html.write(both))
    for span, (first, last) in zip(spans, marked(both).pieces[0], strict=True):
        assert "".join(marks.pieces[n] for n in range(first, last + 1)) == document.quote(span)


def test_cells_stand_in_their_columns() -> None:
    texts = ("指标", "数", "得分", "公厕", "9")
    cells = (Cell(1, 1, 1), Cell(1, 1, 2, 2), Cell(1, 1, 5), Cell(1, 2, 1), Cell(1, 2, 4))
    starts = [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
    blocks = tuple(
        Block(n, Span(at, at + len(t)), "cell", cell=c)
        for n, (at, t, c) in enumerate(zip(starts, texts, cells, strict=True), 1)
    )
    document = Document("表.xlsx", "xlsx", "\n".join(texts), blocks)
    page = marked(result_on(document, [])).html
    rows = [re.findall(r"<td(?: colspan=\"(\d)\")?[^>]*>([^<]*)</td>", row) for row in page.split("<tr>")[1:]]
    assert rows == [
        [("", "指标"), ("2", "数"), ("", ""), ("", "得分")],
        [("", "公厕"), ("", ""), ("", ""), ("", "9"), ("", "")],
    ]


def test_it_loads_nothing_and_lets_no_other_script_run(stated: CheckResult) -> None:
    page = html.write(stated)
    assert marks_of(page).addresses == ["#list"]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    for tag in ("style", "script"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert content
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert policy[1].startswith("default-src 'none'")
    assert "url(" not in page


def test_what_a_report_says_is_never_markup() -> None:
    document = Document(f"{WICKED}.docx", "docx", WICKED, (Block(1, Span(0, len(WICKED)), label=WICKED),))
    wicked = result_on(document, [replace(finding_on(document, Span(3, 9)), message=WICKED, working=WICKED)])
    page = html.write(replace(wicked, notices=(WICKED,)))
    assert page.count("<script") == 2
    assert "<img" not in page
    assert "\u202e" not in page
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert data
    assert json.loads(data[1])["findings"][0]["message"] == WICKED.replace("\u202e", " ")


def test_text_is_readable_on_every_ground() -> None:
    """WCAG AA: 4.5 to 1 for text."""
    css = (files("gouji.formats") / "page/common.css").read_text("utf-8")
    colour = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", css))

    def light(name: str) -> float:
        digits = colour[name][1:]
        digits = "".join(2 * c for c in digits) if len(digits) == 3 else digits
        parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    pairs = [("ink", "desk"), ("ink-2", "panel"), ("ink-3", "panel"), ("bad", "bad-tint"), ("look", "look-tint")]
    pairs += [
        ("ok", "ok-tint"),
        ("free", "paper"),
        ("note", "note-tint"),
        ("on-brand", "brand"),
        ("on-brand-2", "brand"),
    ]
    for text, ground in pairs:
        bright, dark = sorted((light(text), light(ground)), reverse=True)
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, (text, ground)


# ── in a browser ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chromium() as opened:
        yield opened


def opened(browser: Chrome, result: CheckResult, folder: Path) -> Chrome:
    path = folder / "核对.html"
    path.write_text(html.write(result), "utf-8")
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(path.as_uri())
    return browser


def texts(browser: Chrome, selector: str) -> list[str]:
    return [one.text.split("\n")[0] for one in browser.find_elements(By.CSS_SELECTOR, selector)]


@needs_chromium
def test_a_finding_and_its_figures_lead_to_each_other(browser: Chrome, stated: CheckResult, tmp_path: Path) -> None:
    page = opened(browser, stated, tmp_path)
    assert texts(page, ".f .no") == ["1", "2", "3", "4"]
    page.find_element(By.CSS_SELECTOR, "#f1 .hd").click()
    assert [one.get_attribute("data-role") for one in page.find_elements(By.CSS_SELECTOR, ".fig.on[data-role]")] == [
        "目标",
        "实际",
        "完成率",
    ]
    assert "304户 / 320户 = 95%" in page.find_element(By.CSS_SELECTOR, "#f1 .work").text
    assert page.find_elements(By.CSS_SELECTOR, "#wire path")
    page.find_element(By.CSS_SELECTOR, '.fig[data-f="3"]').click()
    assert [one.get_attribute("id") for one in page.find_elements(By.CSS_SELECTOR, ".f.open")] == ["f3"]
    assert page.switch_to.active_element.get_attribute("aria-expanded") == "true"
    assert page.get_log("browser") == []
    asked = [json.loads(one["message"])["message"] for one in page.get_log("performance")]
    sent = [one["params"]["request"]["url"] for one in asked if one["method"] == "Network.requestWillBeSent"]
    assert {address.partition(":")[0] for address in sent} <= {"file", "data"}


@needs_chromium
def test_keys_and_filters(browser: Chrome, stated: CheckResult, tmp_path: Path) -> None:
    page = opened(browser, stated, tmp_path)

    def press(*keys: str) -> None:
        for key in keys:
            page.switch_to.active_element.send_keys(key)

    press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
    assert texts(page, ".f.open .no") == ["2"]
    press(Keys.ARROW_DOWN)
    assert texts(page, ".f.open .no") == ["3"]
    press(Keys.ESCAPE)
    assert texts(page, ".f.open .no") == []
    press("2")
    assert texts(page, ".f .no") == ["1", "2"]
    press("4")
    assert texts(page, ".f .no") == ["4"]
    assert [chip.text for chip in page.find_elements(By.CSS_SELECTOR, ".chip b")] == ["4", "2", "1", "1", "0"]
    press("1")
    page.find_element(By.CSS_SELECTOR, "#rule option[value=unmet-called-met]").click()
    assert texts(page, ".f .no") == ["2"]
    page.find_element(By.CSS_SELECTOR, '.fig[data-f="1"]').click()
    assert texts(page, ".f.open .no") == ["1"], "a mark opens its finding whatever the filter"


@needs_chromium
def test_classes_can_be_hidden_and_shown(browser: Chrome, stated: CheckResult, tmp_path: Path) -> None:
    page = opened(browser, stated, tmp_path)
    figure = page.find_element(By.CSS_SELECTOR, ".paper .fig.ok")
    assert figure.value_of_css_property("border-bottom-style") == "solid"
    switch = page.find_element(By.CSS_SELECTOR, "#legend button[data-state=ok]")
    switch.click()
    assert switch.get_attribute("aria-pressed") == "false"
    assert figure.value_of_css_property("border-bottom-color") == "rgba(0, 0, 0, 0)"


@needs_chromium
def test_states_differ_by_their_lines_not_by_colour_alone(browser: Chrome, stated: CheckResult, tmp_path: Path) -> None:
    page = opened(browser, stated, tmp_path)
    lines = {}
    for kind in STATES.values():
        figure = page.find_element(By.CSS_SELECTOR, f"#legend .fig.{kind}")
        shape = ("border-bottom-style", "border-bottom-width", "font-weight", "outline-style")
        lines[kind] = tuple(figure.value_of_css_property(name) for name in shape)
    assert len(set(lines.values())) == len(lines)


@needs_chromium
def test_a_wicked_report_runs_nothing(browser: Chrome, tmp_path: Path) -> None:
    document = Document("坏.docx", "docx", WICKED, (Block(1, Span(0, len(WICKED))),))
    page = opened(browser, result_on(document, [replace(finding_on(document, Span(3, 9)), message=WICKED)]), tmp_path)
    page.find_element(By.CSS_SELECTOR, "#f1 .hd").click()
    assert page.execute_script("return window.bad") is None
    assert page.find_element(By.CSS_SELECTOR, "#f1 .msg").text.startswith("</script><script>")


@needs_chromium
def test_a_clean_report_says_so(browser: Chrome, clean: CheckResult, tmp_path: Path) -> None:
    page = opened(browser, clean, tmp_path)
    assert page.find_element(By.ID, "clean").is_displayed()
    assert not page.find_element(By.ID, "tools").is_displayed()


@needs_chromium
def test_five_thousand_findings_stay_usable(browser: Chrome, tmp_path: Path) -> None:
    began = time.perf_counter()
    page = opened(browser, many(5000), tmp_path)
    assert time.perf_counter() - began < 10
    assert len(page.find_elements(By.CSS_SELECTOR, ".f")) < 200, "cards are drawn as they are needed"
    timed = (
        "var t=performance.now();document.dispatchEvent(new KeyboardEvent('keydown',{key:arguments[0],bubbles:true}));"
        "document.body.offsetHeight;return performance.now()-t"
    )
    assert all(page.execute_script(timed, key) < 1000 for key in ("2", "o", "ArrowDown", "1"))
    page.execute_script("document.querySelector('[data-f=\"4990\"]').click()")
    assert texts(page, ".f.open .no") == ["4990"]
    assert page.execute_script(
        "var r=document.querySelector('.f.open').getBoundingClientRect();return r.top>=0&&r.top<innerHeight"
    )


@needs_chromium
def test_it_prints_on_a4_with_every_finding(browser: Chrome, stated: CheckResult, tmp_path: Path) -> None:
    page = opened(browser, stated, tmp_path)
    made = page.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    printed = pypdfium2.PdfDocument(io.BytesIO(base64.b64decode(made["data"])))
    try:
        assert [round(side) for side in printed[0].get_size()] == [595, 842]
        text = "".join(one.get_textpage().get_text_range() for one in printed)
    finally:
        printed.close()
    for part in ("核对出的问题", "1 必改", "4 请核对", "核对人", "3.户厕改建"):
        assert part in text


@needs_chromium
@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_nothing_is_wider_than_the_window(stated: CheckResult, tmp_path: Path, width: int) -> None:
    with chromium(max(width, 500), 720) as narrow:
        page = opened(narrow, stated, tmp_path)
        metrics = {"width": width, "height": 720, "deviceScaleFactor": 1, "mobile": False}
        page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        assert page.execute_script("return document.documentElement.scrollWidth") <= width


def test_numbers_of_the_fixture_are_in_every_state(stated: CheckResult) -> None:
    """Else the tests above would hold of nothing."""
    assert {state for _, state in stated.coverage.states} == set(STATES)
    assert all(isinstance(number, Number) for number in stated.facts.numbers)
    assert {finding.verdict for finding in stated.findings} == {Verdict.FAIL, Verdict.REVIEW}
