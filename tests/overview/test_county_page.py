"""The county page: what is in the file, and what it does in a browser."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from browser import chromium, needs_chromium
from county_maker import WICKED, Made, absent, add_run, big, found
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from gouji.formats.layout import printable
from gouji.overview import Overview, overview, page
from gouji.store import opened, writing


class Addresses(HTMLParser):
    """Everything that names an address, and every tag."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "action"}]


def data_of(made: str) -> dict[str, object]:
    told = re.search(r'<script type="application/json" id="data">(.*?)</script>', made, re.DOTALL)
    assert told
    return json.loads(told[1])  # type: ignore[no-any-return]


def parts_of(made: str) -> list[dict[str, list[object]]]:
    packed = re.findall(r'<script type="application/gzip;base64" id="p\d+">(.*?)</script>', made)
    return [json.loads(gzip.decompress(base64.b64decode(one))) for one in packed]


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_it_loads_nothing_and_lets_no_other_script_run(seen: Overview) -> None:
    made = page.write(seen)
    parser = Addresses()
    parser.feed(made)
    assert parser.addresses == ["#main"]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', made)
    assert policy
    assert policy[1].startswith("default-src 'none'")
    scripts = re.findall("<script>(.*?)</script>", made, re.DOTALL)
    assert len(scripts) == 2
    for content in (*scripts, *re.findall("<style>(.*?)</style>", made, re.DOTALL)):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'" in policy[1]
    assert "url(" not in "".join(re.findall("<style>(.*?)</style>", made, re.DOTALL))
    assert not re.search(r"\beval\(|new Function|<!--|http", "".join(scripts).replace("http://www.w3.org/", ""))


def test_the_library_comes_with_its_licences() -> None:
    vendor = files("gouji.overview") / "vendor/echarts"
    assert "Apache License" in (vendor / "LICENSE").read_text("utf-8")
    assert "Apache Software Foundation" in (vendor / "NOTICE").read_text("utf-8")
    made = (vendor / "echarts.min.js").read_bytes()
    assert hashlib.sha256(made).hexdigest() in (vendor / "README.md").read_text("utf-8")


def test_the_page_holds_every_finding_and_every_file(seen: Overview) -> None:
    made = page.write(seen)
    data = data_of(made)
    assert [message for part in parts_of(made) for message in part["message"]] == [one.message for one in seen.problems]
    assert data["problems"]["waived"] == [2]  # type: ignore[index]
    assert len(data["left"]) + len(data["reports"]["path"]) == seen.files == 7  # type: ignore[index,arg-type]


def test_findings_are_packed_apart_so_many_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "STEP", 4)
    with writing(tmp_path) as store:
        add_run(store, [Made(f"/送/{n}.docx", findings=(found(identity=str(n)),) * 3) for n in range(3)])
        made = page.write(overview(store))
    assert [len(part["message"]) for part in parts_of(made)] == [4, 4, 1]


def test_what_is_said_is_never_markup(wicked: Overview) -> None:
    made = page.write(wicked)
    parser = Addresses()
    parser.feed(made)
    assert parser.tags.count("script") == 3 + len(parts_of(made))
    assert "img" not in parser.tags
    assert "\u202e" not in made
    assert parts_of(made)[0]["message"][0] == printable(WICKED)


def test_a_page_made_twice_is_the_same(seen: Overview) -> None:
    assert page.write(seen) == page.write(seen)


# ── in a browser ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chromium() as started:
        yield started


def shown(browser: Chrome, seen: Overview, folder: Path, hash_: str = "") -> Chrome:
    path = folder / "county.html"
    path.write_text(page.write(seen), "utf-8")
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(path.as_uri() + hash_)
    return browser


def texts(browser: Chrome, selector: str) -> list[str]:
    return [one.text for one in browser.find_elements(By.CSS_SELECTOR, selector)]


def wait_for(browser: Chrome, selector: str, count: int) -> None:
    WebDriverWait(browser, 10).until(lambda b: len(b.find_elements(By.CSS_SELECTOR, selector)) == count)


def is_drawn(browser: Chrome, chart: str) -> bool:
    """Whether a chart's canvas has ink on it."""
    script = """
        const canvas = document.querySelector('#' + arguments[0] + ' canvas');
        if (!canvas) return false;
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        return new Set(new Uint32Array(pixels.buffer)).size > 8;
    """
    return bool(browser.execute_script(script, chart))


def quiet(browser: Chrome) -> bool:
    """Whether the page asked for nothing and complained of nothing."""
    asked = [json.loads(one["message"])["message"] for one in browser.get_log("performance")]
    sent = [one["params"]["request"]["url"] for one in asked if one["method"] == "Network.requestWillBeSent"]
    return browser.get_log("browser") == [] and {url.partition(":")[0] for url in sent} <= {"file", "data", "about"}


@needs_chromium
def test_the_overview_and_its_charts_are_drawn(browser: Chrome, seen: Overview, tmp_path: Path) -> None:
    opened_ = shown(browser, seen, tmp_path)
    said = opened_.find_element(By.ID, "say").text
    assert (
        "计入 3 份报告：1 份有必改的错（1 处），要退回；1 份没有必改的，但有要核对的；1 份没有发现对不上的；另有 2 处几份报告放在一起才看得出。"
        in said
    )
    assert "1 个文件打不开。名册应报 6 份，还缺 1 份" in said
    assert opened_.find_element(By.ID, "missing").text == "还没报的：云麓乡（2023年度）。"
    account = opened_.find_element(By.ID, "account").text
    assert "收到文件 7 个 = 核对 5 + 打不开 1 + 不是报告 1；核对 5 = 计入 3 + 旧稿 1 + 重复 1" in account
    assert "已豁免 1 处；跨报告的问题 2 处" in account
    for chart in ("chart-units", "chart-spread", "chart-trend", "chart-coverage"):
        assert is_drawn(opened_, chart), chart
        assert opened_.find_element(By.ID, chart).get_attribute("aria-label")
    assert "改好了 1 处，还在 2 处，新出现 3 处" in opened_.find_element(By.ID, "trendsay").text
    assert texts(opened_, "#movers li") == ["望禾镇\n必改 2 → 1"]
    assert len(texts(opened_, "#tops li")) == 4
    assert "98%" in texts(opened_, "#tops q em")
    assert opened_.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert quiet(opened_)


# Every text that is shown, with its colour and the first ground below it that is not see-through
CONTRASTS = """
    const light = c => { const v = c.map(x => (x /= 255) <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
    const parse = s => s.match(/[0-9.]+/g).map(Number);
    const bad = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const e = texts.currentNode.parentElement;
      if (!texts.currentNode.data.trim() || !e.offsetParent || e.closest('.vh, .skip, script')) continue;
      let ground = e;
      while (ground && (parse(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0 && getComputedStyle(ground).backgroundImage === 'none') ground = ground.parentElement;
      if (!ground || getComputedStyle(ground).backgroundImage !== 'none') continue;
      const pair = [light(parse(getComputedStyle(e).color)), light(parse(getComputedStyle(ground).backgroundColor))].sort((a, b) => b - a);
      const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
      if (ratio < 4.5) bad.push(texts.currentNode.data.trim() + ' ' + ratio.toFixed(2) + ' .' + e.className);
    }
    return bad;
"""


@needs_chromium
def test_every_text_stands_out_from_its_ground(browser: Chrome, tmp_path: Path) -> None:
    """WCAG AA, in every view, with every shade of the heat map."""
    files_ = [
        Made(
            f"/送/{unit}.docx",
            unit,
            findings=(found(identity="a"),) * n
            + (found(severity="warning"), found(severity="info"), found(verdict="review")),
        )
        for unit, n in (("甲镇", 1), ("乙镇", 3), ("丙镇", 6), ("丁镇", 10))
    ]
    with writing(tmp_path / "库") as store:
        add_run(
            store,
            [*files_, Made("/送/戊.docx", "戊镇", outcome="failed", reason="设了打开密码")],
            crossings=[absent("己镇")],
            roster=[("己镇", "")],
        )
        opened_ = shown(browser, overview(store), tmp_path)
    assert {f"h{n}" for n in range(5)} <= {
        one.get_attribute("class") for one in opened_.find_elements(By.CSS_SELECTOR, "#heat td > *")
    }
    for view in ("overview", "units", "rules", "reports", "findings", "crossed", "files", "report/0"):
        opened_.get(opened_.current_url.partition("#")[0] + f"#{view}")
        WebDriverWait(opened_, 10).until(
            lambda b: b.execute_script("return document.querySelector('.view:not([hidden])').innerText.length > 20")
        )
        assert opened_.execute_script(CONTRASTS) == [], view


@needs_chromium
def test_a_cell_of_the_heat_map_leads_to_its_findings(browser: Chrome, seen: Overview, tmp_path: Path) -> None:
    opened_ = shown(browser, seen, tmp_path)
    opened_.find_element(By.CSS_SELECTOR, "#heat td a").click()
    wait_for(opened_, "#v-findings tbody tr", 1)
    assert "完成率写作98%" in texts(opened_, "#v-findings tbody tr")[0]
    assert texts(opened_, "#v-findings .cnt") == ["1 处符合，共 5 处"]
    opened_.back()
    assert opened_.find_element(By.ID, "heat").is_displayed()


@needs_chromium
def test_tables_sort_filter_and_search(browser: Chrome, seen: Overview, tmp_path: Path) -> None:
    opened_ = shown(browser, seen, tmp_path, "#findings")
    wait_for(opened_, "#v-findings tbody tr", 5)
    assert [one.split("\n")[0].split()[0] for one in texts(opened_, "#v-findings tbody td:first-child")] == [
        "必改",
        "建议改",
        "请核对",
        "说明",
        "已豁免",
    ]
    grade = opened_.find_element(By.CSS_SELECTOR, "#v-findings select[aria-label=按轻重筛选]")
    grade.send_keys("已豁免")
    wait_for(opened_, "#v-findings tbody tr", 1)
    assert opened_.execute_script("return location.hash") == "#findings/grade=waived"
    opened_.get(opened_.current_url.partition("#")[0] + "#reports")
    heads = opened_.find_elements(By.CSS_SELECTOR, "#v-reports th button")
    next(one for one in heads if one.text == "报告").click()
    names = texts(opened_, "#v-reports tbody td:nth-child(2) a")
    assert names == ["清溪镇.docx", "清溪镇2022.docx", "望禾镇（修改稿）.docx"]  # as a dictionary has them
    assert opened_.find_element(By.CSS_SELECTOR, "#v-reports th[aria-sort=ascending]").text == "报告"
    opened_.find_element(By.CSS_SELECTOR, "#v-reports input").send_keys("2022")
    wait_for(opened_, "#v-reports tbody tr", 1)
    opened_.get(opened_.current_url.partition("#")[0] + "#findings/q=户厕304户&grade=0")
    wait_for(opened_, "#v-findings tbody tr", 1)
    opened_.get(opened_.current_url.partition("#")[0] + "#files")
    assert texts(opened_, "#v-files tbody tr td:nth-child(3)")[:4] == ["打不开", "不是报告", "旧稿", "重复"]
    assert "口径不同（李科长）" in opened_.find_element(By.ID, "v-files").text
    opened_.get(opened_.current_url.partition("#")[0] + "#crossed")
    assert "聘请护河员23名" in opened_.find_element(By.ID, "v-crossed").text
    assert quiet(opened_)


@needs_chromium
def test_a_report_shows_all_that_is_known_of_its_findings(browser: Chrome, seen: Overview, tmp_path: Path) -> None:
    opened_ = shown(browser, seen, tmp_path, "#report/1")
    wait_for(opened_, "#v-report .f", 4)
    told = opened_.find_element(By.ID, "v-report").text
    for said in (
        "清溪镇.docx",
        "已豁免：口径不同（李科长）",
        "304户 / 320户 = 95%",
        "完成率 98% → 95%",
        "第 3 段",
        "算术：完成率是实际与目标之比",
        "约、近、余、多",
    ):
        assert said in told
    assert "另有跨报告的问题 1 处" in told
    assert "两份报告有 5 段文字相同" in told  # the finding across reports that cites it
    opened_.get(opened_.current_url.partition("#")[0] + "#report/2")
    wait_for(opened_, "#v-report .f", 0)
    assert "缺少目标" in opened_.find_element(By.ID, "v-report").text


@needs_chromium
def test_the_keyboard_is_enough(browser: Chrome, seen: Overview, tmp_path: Path) -> None:
    opened_ = shown(browser, seen, tmp_path)

    def press(*keys: str) -> None:
        for key in keys:
            opened_.switch_to.active_element.send_keys(key)

    def view() -> str:
        return str(opened_.execute_script("return document.querySelector('.view:not([hidden])').id"))

    press("4")
    WebDriverWait(opened_, 10).until(lambda _: view() == "v-reports")
    press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
    WebDriverWait(opened_, 10).until(lambda _: view() == "v-report")
    assert opened_.switch_to.active_element.text == "清溪镇.docx"
    press("j")
    WebDriverWait(opened_, 10).until(lambda _: opened_.switch_to.active_element.text == "清溪镇2022.docx")
    press(Keys.ESCAPE)
    WebDriverWait(opened_, 10).until(lambda _: view() == "v-reports")
    press("/")
    assert opened_.switch_to.active_element.get_attribute("type") == "search"
    press("1")  # typed, not a command
    assert view() == "v-reports"
    press(Keys.ESCAPE, "5")
    WebDriverWait(opened_, 10).until(lambda _: view() == "v-findings")
    press("?")
    assert opened_.find_element(By.ID, "help").is_displayed()
    press(Keys.ESCAPE)
    assert not opened_.find_element(By.ID, "help").is_displayed()


@needs_chromium
def test_hostile_texts_stay_texts(browser: Chrome, wicked: Overview, tmp_path: Path) -> None:
    opened_ = shown(browser, wicked, tmp_path)
    for view in ("overview", "units", "rules", "reports", "findings", "crossed", "files", "report/0"):
        opened_.get(opened_.current_url.partition("#")[0] + f"#{view}")
        WebDriverWait(opened_, 10).until(
            lambda b: b.execute_script("return document.querySelector('.view:not([hidden])').innerText.length > 20")
        )
        assert opened_.execute_script("return window.bad") is None
        assert opened_.find_elements(By.CSS_SELECTOR, "img") == []
        assert "onerror=window.bad=1" in opened_.find_element(By.ID, "main").text
    assert quiet(opened_)


@needs_chromium
def test_a_browser_that_cannot_unpack_says_so(browser: Chrome, seen: Overview, tmp_path: Path) -> None:
    path = tmp_path / "county.html"
    path.write_text(page.write(seen), "utf-8")
    old = browser.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": "delete window.DecompressionStream"}
    )
    try:
        for view in ("findings", "report/1"):
            browser.get("about:blank")
            browser.get(f"{path.as_uri()}#{view}")
            WebDriverWait(browser, 10).until(lambda b: "浏览器太旧" in b.find_element(By.ID, "main").text)
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", old)


@needs_chromium
def test_nothing_found_one_report_no_roster(browser: Chrome, tmp_path: Path) -> None:
    with writing(tmp_path / "库") as store:
        add_run(store, [Made("/送/望禾镇.docx")])
        opened_ = shown(browser, overview(store), tmp_path)
    assert "计入 1 份报告：1 份没有发现对不上的。" in opened_.find_element(By.ID, "say").text
    assert "没有给名册" in opened_.find_element(By.ID, "missing").text
    assert "第一次汇总" in opened_.find_element(By.ID, "trendsay").text
    for view in ("units", "rules", "reports", "findings", "crossed", "files", "report/0"):
        opened_.get(opened_.current_url.partition("#")[0] + f"#{view}")
    assert "没有发现对不上的数" in opened_.find_element(By.ID, "v-report").text
    assert quiet(opened_)


@needs_chromium
def test_nothing_at_all_is_still_a_page(browser: Chrome, tmp_path: Path) -> None:
    with writing(tmp_path / "库") as store:
        add_run(store, [])
        opened_ = shown(browser, overview(store), tmp_path)
    assert "计入 0 份报告" in opened_.find_element(By.ID, "say").text
    assert quiet(opened_)


@needs_chromium
def test_many_findings_open_quickly_and_are_drawn_in_pieces(browser: Chrome, tmp_path: Path) -> None:
    with opened(big(tmp_path / "库", 500, 10)) as store:
        opened_ = shown(browser, overview(store), tmp_path)
    assert int(opened_.find_element(By.TAG_NAME, "html").get_attribute("data-drawn") or 0) < 4000
    opened_.get(opened_.current_url.partition("#")[0] + "#findings")
    WebDriverWait(opened_, 10).until(lambda b: b.find_elements(By.CSS_SELECTOR, "#v-findings tbody tr"))
    drawn = len(opened_.find_elements(By.CSS_SELECTOR, "#v-findings tbody tr"))
    assert 0 < drawn <= 300
    opened_.execute_script("window.scrollTo(0, document.body.scrollHeight)")
    WebDriverWait(opened_, 10).until(lambda b: len(b.find_elements(By.CSS_SELECTOR, "#v-findings tbody tr")) > drawn)


@needs_chromium
@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_a_phone_and_a_small_screen(seen: Overview, tmp_path: Path, width: int) -> None:
    with chromium(width, 720) as narrow:
        opened_ = shown(narrow, seen, tmp_path)
        if width < 500:  # headless windows are no narrower than 500
            opened_.execute_cdp_cmd(
                "Emulation.setDeviceMetricsOverride",
                {"width": 390, "height": 720, "deviceScaleFactor": 1, "mobile": True},
            )
            opened_.refresh()
        for view in ("overview", "units", "reports", "findings", "files", "report/0"):
            opened_.get(opened_.current_url.partition("#")[0] + f"#{view}")
            assert opened_.execute_script("return document.documentElement.scrollWidth") <= width, view


@needs_chromium
def test_it_prints_on_a4_and_the_first_page_stands_alone(browser: Chrome, seen: Overview, tmp_path: Path) -> None:
    import pypdfium2  # noqa: PLC0415

    opened_ = shown(browser, seen, tmp_path)
    printed = opened_.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    document = pypdfium2.PdfDocument(base64.b64decode(printed["data"]))
    pages = [one.get_textpage().get_text_range() for one in document]
    assert [round(side) for side in document[0].get_size()] == [595, 842]
    assert "计入 3 份报告" in pages[0]
    assert "最常见的错" in pages[0]
    assert "核对人" in pages[-1].replace("\r\n", "")
    assert len(pages) <= 3
    document.close()
