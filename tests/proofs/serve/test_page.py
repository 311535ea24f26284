"""The page in headless Chromium: what a student does, and what then stands in the document."""

import os
import re
import shutil
import signal
import time
from pathlib import Path

import pytest

webdriver = pytest.importorskip(
    "selenium.webdriver", reason="selenium is not installed: pip install 'gradproof[browser]'"
)
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
if not (CHROMIUM and DRIVER):
    pytest.skip("Chromium and its driver are not installed, so the page is not opened", allow_module_level=True)

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1280,900",
    "--force-prefers-reduced-motion",  # nothing moves away from under a click
)  # fmt: skip
PATIENCE = 15.0
"""Seconds that a loaded machine may take; what is waited for is there after some hundredths of one."""

RIGHT = r"U(\hat{y} - y)"
WRONG = r"\frac{\partial J}{\partial v_c} = U\hat{y} = U(y - \hat{y})"
BROKEN = r"\frac{\partial J}{\partial v_c} = \frac{1}{"


class Page:
    """The page in a browser."""

    def __init__(self, driver, url):
        self.driver, self.url = driver, url

    def open(self, fragment=""):
        self.driver.get("about:blank")
        self.driver.get(self.url + fragment)
        self.until("document.querySelectorAll('#part option').length > 3")

    def run(self, script, *given):
        return self.driver.execute_script(script, *given)

    def until(self, condition):
        """Wait until a condition of the page holds; what it gives."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := self.run(f"return {condition}"):
                return found
            time.sleep(0.02)
        raise AssertionError(f"never came true: {condition}\n{self.text('body')[:2000]}")

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector)

    def count(self, selector):
        return self.run("return document.querySelectorAll(arguments[0]).length", selector)

    def write(self, latex, into="answer"):
        """Type into a field, in place of what stands there."""
        field = self.driver.find_element("id", into)
        self.run("arguments[0].focus(); arguments[0].select()", field)
        field.send_keys(latex)

    def click(self, selector):
        self.driver.find_element("css selector", selector).click()

    def verdict(self, word):
        """Wait for a verdict."""
        self.until(f"document.querySelector('#verdict .word')?.innerText.includes({word!r})")


@pytest.fixture(scope="session")
def driver():
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    made = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield made
    made.quit()


@pytest.fixture
def page(driver, server):
    """The page as it is at first, in English. Afterwards nothing may stand in the browser's log, which tells of a breach of the policy."""
    made = Page(driver, server.url)
    driver.get_log("browser")
    made.open("#lang=en")
    yield made
    told = [entry["message"] for entry in driver.get_log("browser")]
    assert [
        each for each in told if "status of 422" not in each
    ] == []  # with which a question is refused in a sentence


def workers(server):
    """The processes that judge."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    return [int(each) for each in children if b"proofs.serve.worker" in Path(f"/proc/{each}/cmdline").read_bytes()]


# ------------------------------------------------------------------------------------------------------------------- typing


def test_a_verdict_stands_there_while_one_types(page):
    page.write(RIGHT)
    page.verdict("proved")
    assert page.count("#verdict .answer math") == 1
    page.write(WRONG)
    page.verdict("wrong")
    assert page.count("#verdict .answer .broken") == 1
    assert page.text("#verdict .place mark") == "="
    page.until("document.querySelector('#announcement').innerText.startsWith('wrong.')")


def test_what_cannot_be_read_is_shown_at_its_place_and_the_cursor_goes_there(page):
    page.write(BROKEN)
    page.verdict("unreadable")
    page.click("#verdict .place button")
    assert page.run("return [document.activeElement.id, answer.selectionStart]")[0] == "answer"
    assert page.run("return answer.selectionStart") >= len(r"\frac{\partial J}{\partial v_c} = ")


def test_an_answer_that_is_taken_away_leaves_no_verdict(page):
    page.write("x")
    page.until("document.querySelector('#verdict .word')")
    page.write(webdriver.Keys.DELETE)
    page.until("document.querySelector('#verdict .empty')")
    assert page.count("#verdict .word") == 0


def test_hints_say_more_level_by_level(page):
    page.write(r"U\hat{y}")
    seen = []
    for level in range(4):
        page.click(f"#hints [data-value='{level}']")
        page.until(f"document.querySelector('#hints [data-value=\"{level}\"]').getAttribute('aria-pressed') === 'true'")
        page.until(f"location.hash.includes('hints={level}') || {level} === 2")
        page.until(f"!!document.querySelector('#verdict .example') === {str(level > 1).lower()}")
        page.until(f"!!document.querySelector('#verdict .nearest') === {str(level > 2).lower()}")
        seen.append(len(re.sub(r"\d+", "", page.text("#verdict"))))
    assert seen == sorted(seen)
    assert "−" not in page.text("#verdict .word")


def test_a_symbol_is_put_in_at_the_cursor_and_can_be_undone(page):
    page.write("ab")
    page.run("answer.setSelectionRange(1, 1)")
    page.click("#symbols [title='\\\\hat{y}']")
    assert page.run("return answer.value") == r"a\hat{y}b"
    page.run("document.execCommand('undo')")
    assert page.run("return answer.value") == "ab"


def test_an_edit_counts_characters_as_the_checker_does(page):
    page.write("")
    page.run(
        "answer.value = '𝐔y + y'"
    )  # 𝐔 is one character and two units of a browser's string, and no key of a driver
    script = "const done = arguments[0]; import('/page/editor.js').then((m) => done(m.replace([{start: 1, end: 2, to: 'z'}, {start: 5, end: 6, to: 'w'}])))"
    page.driver.execute_async_script(script)
    assert page.run("return answer.value") == "𝐔z + w"


# ------------------------------------------------------------------------------------------------------------ language, links


def test_the_language_changes_everything_that_is_said(page):
    page.write(r"U\hat{y}")
    page.verdict("wrong")
    page.click("#language [data-value='zh']")
    page.verdict("错误")
    assert page.run("return document.documentElement.lang") == "zh-Hans"
    assert page.text("#derive") == "展示推导过程"
    assert "求" in page.text("#part")
    assert "反例" in page.text("#verdict")


def test_a_link_brings_everything_back(page):
    page.run("part.value = 'c'; part.dispatchEvent(new Event('change'))")
    page.write(r"v_c(\hat{y}_w - y_w) + 1")
    page.click("#hints [data-value='1']")
    page.until("location.hash.includes('hints=1')")
    page.until("new URLSearchParams(location.hash.slice(1)).get('latex')?.endsWith('+ 1')")
    link = page.run("return location.hash")
    page.open(link)
    assert page.run("return [part.value, answer.value]") == ["c", r"v_c(\hat{y}_w - y_w) + 1"]
    assert page.run("return document.querySelector('#hints [aria-pressed=true]').dataset.value") == "1"
    page.until("document.querySelector('#verdict .refused')")


def test_a_link_that_somebody_made_up_does_no_harm(page):
    page.open("#lang=en&part=nowhere&hints=9&mode=x&latex=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&__proto__=1")
    page.until("document.querySelector('#verdict .word')")
    assert page.count("#verdict img") == 0
    assert page.run("return part.value") == "a"


# ------------------------------------------------------------------------------------------------------------------ derivation


def test_a_derivation_unfolds_step_by_step(page):
    stages = "#steps tr:not(.veiled), #steps p:not(.veiled), #steps .display:not(.veiled)"
    page.click("#derive")
    page.until("document.querySelector('#steps math')")
    assert page.count(stages) == 1
    page.driver.switch_to.active_element.send_keys(webdriver.Keys.ALT, "n")
    page.until(f"document.querySelectorAll('{stages}').length === 2")
    assert page.run("return document.querySelector('#steps .standing').classList.contains('veiled')")
    page.click("#all")
    assert page.count("#steps .veiled") == 0
    assert "every size" in page.text("#steps .standing")
    page.run("part.value = 'd'; part.dispatchEvent(new Event('change'))")
    assert page.count("#steps *") == 0


def test_a_loss_of_ones_own_is_shown_as_read_derived_and_answered(page):
    page.click("#tab-loss")
    page.write(r"-\log \sigma(w^\top x)", "loss")
    page.write("w", "wrt")
    page.until("document.querySelector('#statement math')")
    page.click("#derive")
    page.until("document.querySelector('#steps table.chain')")
    page.write(r"(\sigma(w^\top x) - 1)x")
    page.verdict("proved")
    page.write(r"(\sigma(w^\top x) - 1)w")
    page.verdict("wrong")
    assert page.run("return new URLSearchParams(location.hash.slice(1)).get('mode')") == "loss"
    page.write(r"\frac{1", "loss")
    page.until("document.querySelector('#loss-complaint mark')?.innerText === '{1'")


# ------------------------------------------------------------------------------------------------------------------- documents

DROP = """
const carried = new DataTransfer();
carried.items.add(new File([arguments[1]], arguments[0]));
for (const kind of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
"""


def test_a_document_that_is_dropped_becomes_a_table(page):
    text = Path("examples/homework.md").read_text(encoding="utf-8")
    page.run(DROP, "homework.md", text)
    page.until("document.querySelector('table.answers')")
    assert page.count(".answers tbody tr") >= 15
    assert page.run("return curtain.hidden")
    page.click(".answers tr.refused summary")
    assert page.text(".answers tr.refused details .answer") != ""
    part = page.text(".answers tr.refused .part")
    page.click(".answers tr.refused button")
    assert page.run("return part.value") == part
    page.until("document.querySelector('#verdict .refused')")


def test_a_file_is_chosen_by_keyboard_too(page, tmp_path):
    file = tmp_path / "mine.md"
    file.write_text(f"(b) Compute it.\n\nMy answer: ${WRONG}$\n", encoding="utf-8")
    page.driver.find_element("id", "file").send_keys(str(file))
    page.until("document.querySelector('.counts')?.innerText.startsWith('mine.md 0 accepted, 1 refused, ')")


def test_a_file_of_another_kind_is_refused_in_a_sentence(page):
    page.run(DROP, "photo.png", "x")
    page.until(
        "document.querySelector('#document-complaint').innerText.startsWith('photo.png: not a kind of document')"
    )


# -------------------------------------------------------------------------------------------------------------------- the server


def test_a_worker_that_is_killed_costs_one_answer(page, server):
    page.write("x")
    page.until("document.querySelector('#verdict .word')")
    judging = workers(server)
    assert len(judging) == 2
    for each in judging:
        os.kill(each, signal.SIGSTOP)
    page.write(RIGHT)
    for each in judging:
        os.kill(each, signal.SIGKILL)
    page.write(RIGHT)
    page.verdict("proved")
    assert not set(judging) & set(workers(server))


def test_a_server_that_does_not_answer_is_told_and_tried_again(page):
    page.driver.execute_cdp_cmd("Network.enable", {})
    there = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": True} | there)
    try:
        page.write("x")
        page.until("document.querySelector('#verdict .complaint')?.innerText.includes('gradproof serve')")
    finally:
        page.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": False} | there)
    page.driver.get_log("browser")  # the browser logs every request that failed
    page.write(RIGHT)
    page.verdict("proved")


def test_every_request_stays_on_this_machine(page, server):
    page.write(WRONG)
    page.verdict("wrong")
    asked = page.run("return performance.getEntriesByType('resource').map((each) => each.name)")
    assert len(asked) > 10
    assert all(each.startswith(server.url) for each in asked)


# ------------------------------------------------------------------------------------------------------------- looks and labels


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_screen_reader_finds_a_name_at_every_control(page, lang):
    page.open(f"#lang={lang}&latex=x&hints=3")
    page.until("document.querySelector('#verdict .word')")
    page.click("#derive")
    page.until("document.querySelector('#steps math')")
    tree = page.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    controls = [
        node
        for node in tree
        if node.get("role", {}).get("value") in ("button", "textbox", "combobox", "checkbox", "tab", "group", "toolbar")
        and not node.get("ignored")
    ]
    assert len(controls) > 25
    unnamed = [
        node
        for node in controls
        if not node.get("name", {}).get("value", "").strip() and node["role"]["value"] != "group"
    ]
    assert unnamed == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_is_wider_than_the_screen(page, width):
    page.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500},
    )
    try:
        page.open("#lang=en&hints=3&part=i.1&latex=" + "x%2B" * 60 + "y")
        page.until("document.querySelector('#verdict .word')")
        page.click("#derive")
        page.until("document.querySelector('#steps math')")
        page.click("#all")
        assert page.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    finally:
        page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_chosen_and_kept(page, theme):
    page.click(f"#theme [data-value='{theme}']")
    dark = page.run("return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every((each) => each < 128)")
    assert dark == (theme == "dark")
    page.open()
    assert page.run("return document.documentElement.dataset.theme") == theme
    page.click("#theme [data-value='auto']")
